"""Shares: which whole a printed share is most likely of, and whether one that does not follow is worth a look."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from itertools import pairwise

from validator.claims.claim import Claim, Role
from validator.claims.relations import LEVELS, bare_share
from validator.claims.share import Share, holds, quotient, scale, slipped, swapped
from validator.claims.wholes import bounded
from validator.facts import Facts
from validator.patterns import later
from validator.quantities.interval import Interval, allows, is_swap, ratio_interval, sum_interval
from validator.span import Span


def as_in_list(share: Share, held: Set[Span]) -> Share:
    """A list whose first item is a share of the whole goes on with shares of it; of several wholes where it is right of
    none, but one slip away from being right of that one."""
    found = tuple(whole for whole in share.wholes if whole.span in held)
    if share.again or share.proved or not found:
        return share
    if len(share.wholes) == 1:
        return replace(share, named=True)
    wrong = not any(holds(share, whole) for whole in share.wholes)
    return replace(share, wholes=found[-1:], proved=True) if wrong and slipped(share, found[-1]) else share


def likeliest(share: Share) -> Claim:
    """The whole that makes the share right, else the one that would but for two digits in each other's place."""
    nearest = share.wholes[::-1]
    right = next((whole for whole in nearest if holds(share, whole)), None)
    return right or next((whole for whole in nearest if transposed(share, whole)), nearest[0])


def worth_a_look(share: Share, whole: Claim) -> bool:
    """True for a share that is not right of a whole which the text does not name, where it should be of that one."""
    if share.proved:
        return True
    if share.again:
        return not _near(share, whole)
    alone = len(share.wholes) == 1
    fits = alone and share.part.quantity.high <= whole.quantity.low
    return (
        (fits and ((share.rate and _next_to(whole, share.part)) or _of_one_kind(share, whole)))
        or transposed(share, whole)
        or (fits and slipped(share, whole))
        or (alone and _slipped_beyond(share, whole))
    )


def no_share(share: Share, whole: Claim) -> bool:
    """True for a whole that is only bounded, and for one that the part exceeds because it sums up that and others:
    亿元企业21家、十亿元企业3家，合计24家，占企业总数的44.4%."""
    exceeds = share.part.quantity.low > whole.quantity.high and share.share.quantity.value <= scale(share)
    return bounded(whole) or (exceeds and _SUMS_UP.search(share.part.gap) is not None)


_SUMS_UP = later(r"合计|共计|总计|累计|一共|总共")


def _next_to(whole: Claim, part: Claim) -> bool:
    """True where no figure stands between the two in their sentence: what a rate is of need not be what was told further
    before (11.27万人全部脱贫，病种扩大到36种，救治4.86万人，救治率99.2%)."""
    return whole.site.sentence != part.site.sentence or abs(part.site.clause - whole.site.clause) == 1


def _slipped_beyond(share: Share, whole: Claim) -> bool:
    """True for a rate whose part exceeds its whole but for one slip: 排查3.25万件，化解3.40万件，化解率93.5%. One digit typed wrong
    tells in counts only: what is left from the year before may be dealt with as well."""
    counts = share.part.quantity.exact and whole.quantity.exact
    return share.rate and (slipped if counts else swapped)(share, whole)


def transposed(share: Share, whole: Claim) -> bool:
    """True where the printed share is the right one with two neighbouring digits changed over: 82.0% for 28.0%."""
    stated = share.share.quantity
    if len(stated.figure) <= 3 or whole.quantity.value <= 0:
        return False
    return is_swap(stated.rewrite(quotient(share, whole)), stated.text)


def _swapped(share: Share, whole: Claim) -> bool:
    """签约128个，落地96个，落地率57%: 75% with its digits changed over, before it is 57% of both, the one of which holds the other."""
    stated = share.share.quantity
    return whole.quantity.value > 0 and is_swap(stated.rewrite(quotient(share, whole)), stated.text)


def _of_one_kind(share: Share, whole: Claim) -> bool:
    """True for a bracket behind its part, where part and whole are of one kind: 规模企业62家，有研发的企业22家（占35.5%）."""
    part = share.part
    if not (share.share.bracketed and part.own_name and whole.own_name and part.name and whole.name):
        return False
    return part.site.sentence == whole.site.sentence and part.name.core[-2:] == whole.name.core[-2:]


def _near(share: Share, whole: Claim) -> bool:
    """True where less than one in the last digit is missing: shares are made to add up to 100."""
    stated = share.share.quantity
    return abs(stated.value - quotient(share, whole)) < stated.step


def of_cut_part(share: Share, whole: Claim) -> bool:
    """True where the share is that of a part which was cut off, not rounded: 4.81亿亩 for 4.8172."""
    part, of = share.part.quantity, whole.quantity
    if part.exact or of.low <= 0:
        return False
    upper = (part.value + part.step) / of.low * scale(share)
    return allows(share.share.quantity, Interval(part.value / of.high * scale(share), upper))


def share_of_another(facts: Facts, share: Share) -> bool:
    """True where a share that does not name its whole is right of another figure told before it in its paragraph.

    回族17.6万人，占23.45% behind 少数民族18.3万人，占24.37% is a share of the same whole as that one; of 已开工33个，未开工17个
    the 开工率 is of both.
    """
    cue, part = share.share.cue, share.part
    if cue.startswith("的") or (share.share.role is Role.SHARE and not bare_share(cue)):
        return False
    told = facts.before(share.share)
    alike = [c for c in told if c.role in LEVELS and c.quantity.unit == part.quantity.unit]
    return (
        any(c.quantity.low >= part.quantity.high and holds(share, c) for c in alike if c.span != part.span)
        or any(_of_one_whole(share, c, after) for c, after in _with_levels(told, part.quantity.unit))
        or any(_of_both(share, c, after) for c, after in pairwise(alike))
    )


def _with_levels(told: Iterable[Claim], unit: str) -> Iterator[tuple[Claim, Claim]]:
    """The shares before, each with the last level of a unit before it in its sentence: 甲168亿元，增长5%，占GDP的40.6%; those of a list in
    turn with the levels in turn: 甲、乙分别为168亿元、203亿元，分别占GDP的40.6%、49.1%."""
    levels: list[Claim] = []
    run: list[Claim] = []
    for claim in told:
        if claim.role in LEVELS and claim.quantity.unit == unit:
            levels, run = [*levels, claim], []
        elif claim.role is Role.SHARE or "占" in claim.cue or (run and claim.gap in ("、", "和")):
            run = [*run, claim] if run and claim.gap in ("、", "和") else [claim]
            own = levels[-len(run) :]
            if len(own) == len(run) and own[0].site.sentence == claim.site.sentence:
                yield from zip(own, run, strict=True)


def _of_one_whole(share: Share, other: Claim, its_share: Claim) -> bool:
    """A，占p%，其中B，占q%: both of a whole that is not told, where q is to p as B to A."""
    if its_share.quantity.unit != share.share.quantity.unit:
        return False
    ratio = ratio_interval(share.part.quantity, other.quantity)
    p = its_share.quantity
    return ratio is not None and allows(share.share.quantity, Interval(ratio.low * p.low, ratio.high * p.high))


_OF_ALL = later(r"[总共](?:有|计|数)?$|计划|应")  # 计划实施项目共128个，已开工96个: the one holds the other


def _of_both(share: Share, one: Claim, other: Claim) -> bool:
    """Done and not done: the rate is that of one of them in both."""
    both = sum_interval((one.quantity, other.quantity))
    if not (share.rate or share.again) or both.low <= 0 or _OF_ALL.search(one.gap) or _swapped(share, share.wholes[-1]):
        return False
    parts = (
        Interval(c.quantity.low / both.high * scale(share), c.quantity.high / both.low * scale(share))
        for c in (one, other)
    )
    return any(allows(share.share.quantity, part) for part in parts)
