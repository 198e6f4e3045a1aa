"""Changes proved: amounts that no plain words tie to the two figures before them, but the figures do, to the last digit
or but for one slip.

送审金额8642万元，审定金额7915万元，核减727万元; 由3200个增至4850个，加密1650个; 去年86.7亿元…；今年可完成92.1亿元，增收5.4亿元.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from validator.claims.claim import Claim, Role
from validator.claims.former import since_last_year
from validator.claims.linking import significant
from validator.claims.movements import way_of
from validator.claims.relations import CHANGES, LEVELS, RATIOS, Change, is_relative, unit_of_levels
from validator.claims.wholes import bounded
from validator.patterns import later
from validator.quantities.interval import allows, difference_interval, is_swap, one_slip
from validator.quantities.quantity import Quantity
from validator.span import Span


def changes_proved(group: tuple[Claim, ...], earlier: tuple[Claim, ...], done: Collection[Span]) -> Iterator[Change]:
    """The amounts of a sentence that are not `done`, and by which the two figures before them are apart, or would be but
    for one slip."""
    for index, amount in enumerate(group):
        if _FROM.search(amount.gap) or (amount.role is Role.DIFFERENCE and _WIDER.search(amount.gap)):
            continue  # 与全国平均水平的差距由0.63个百分点缩小到…
        if amount.span in done or not index or amount.start or amount.in_turn or amount.quantity.unit in _NO_AMOUNTS:
            continue
        moved = group[index - 2 : index] if index > 1 and group[index - 2].start == "from" else ()
        told = amount.role is Role.DIFFERENCE or _is_left(amount) or _goes_their_way(amount, moved)
        if not told and not (moved and amount.role in LEVELS and _SHORT.fullmatch(amount.gap)):
            continue
        ends = moved or _levels_before((*earlier, *group[:index]), amount)
        if len(ends) == 2 and _are_ends(amount, *ends):
            change = Change(replace(amount, role=Role.DIFFERENCE), ends[1], ends[0], None, amount.gap, proved=True)
            needed = _digits_needed(change, moved=bool(moved), told=told)
            plain = told and not is_relative(amount)
            if _is_net(change) or _ties(change, needed) or (plain and _end_slipped(change)):
                yield change


def _is_left(amount: Claim) -> bool:
    """True for 相差, and for what one figure leaves of the one before: 节约资金, 审减, 结转下年."""
    return _APART.search(amount.gap) is not None or _LEFT.fullmatch(amount.gap) is not None


def _is_net(change: Change) -> bool:
    """True for 新设2146户、注销1679户，净增467户: what is left of what came when some has gone."""
    assert change.before is not None
    here = change.after.site.sentence == change.before.site.sentence
    return here and _NET.fullmatch(change.amount.gap) is not None and _GONE.fullmatch(change.after.gap) is not None


_NET, _GONE = (
    later(r"[，,]净[增减]加?少?"),
    later(r"[，,、][\u4e00-\u9fff]?(?:[退销减出关迁]|退[出库规]|流[失出]|关[停闭])"),
)


def _goes_their_way(amount: Claim, moved: tuple[Claim, ...]) -> bool:
    """True for 由A增加到B，扩充C: nothing but a verb, of the way that the two figures go."""
    found = _VERB_ALONE.fullmatch(amount.gap) if moved else None
    if found is None:
        return False
    verb, falling = way_of(found[1])
    return bool(verb) and falling is (moved[1].quantity.value < moved[0].quantity.value)


_VERB_ALONE = later(
    r"[，,（(](?:[一二两三四五六七八九十]年(?:来|间)?|前后|累计|共|总共|一共|净|又|再)?([\u4e00-\u9fff]{1,3})[约近]?"
)
_NO_AMOUNTS = (*RATIOS, "倍", "番", "年")
_APART = later(r"(?:相差|差距|差额)(?:仍|还|达到?|为|约|有|近)*$")
_LEFT = later(
    r"[，,（(](?!上年|历年|往年)(?:[共已净可尚还仍]|累计)*[\u4e00-\u9fff]{0,2}(?:[审核调]减|节[约省支余]|结[余转])[\u4e00-\u9fff]{0,4}"
)
# ，加密; ，五年间多收入: a clause of a verb, perhaps with what it does
_SHORT = later(r"[，,（(](?!其中)[\u4e00-\u9fff]{1,8}")
_FROM = later(r"[由从]$")
_WIDER = later(r"全[国省市]|平均|计划|预算|目标|任务|预期|其中|年初|上月|上季|环比")


def _levels_before(told: tuple[Claim, ...], amount: Claim) -> tuple[Claim, ...]:
    """The last two figures before an amount that it may be the difference of, with no other change told between them."""
    if _WIDER.search(amount.gap):
        return ()
    unit = unit_of_levels(amount)
    near = takewhile(lambda c: c.role not in CHANGES, told[: -_NEAR - 1 : -1])
    return tuple(c for c in near if c.role in LEVELS and c.quantity.unit == unit)[1::-1]


_NEAR = 6  # figures


def _are_ends(amount: Claim, before: Claim, after: Claim) -> bool:
    """True for two plain figures of the amount's unit that it may lead between, the way that it says."""
    if any(c.quantity.unit != unit_of_levels(amount) or c.in_turn or c.listed or bounded(c) for c in (before, after)):
        return False
    if after.start or before.start not in ("", "from") or not amount.bracketed == before.bracketed == after.bracketed:
        return False
    if before.start != "from" and is_relative(amount) and not since_last_year(amount.gap):
        return False
    if amount.role is not Role.DIFFERENCE or "净" in amount.cue:  # 新设2146户、注销1679户，净增467户
        return True
    return amount.falling is (after.quantity.value < before.quantity.value)


def _digits_needed(change: Change, *, moved: bool, told: bool) -> tuple[int, int]:
    """How many digits an amount has of which it is no accident that two changed over, or that one typed wrong, make it
    right: the plainer the words, the fewer."""
    if moved and told:
        return 2, 2
    return (2, 3) if told and _is_year_to_year(change) else (3, 4)


def _is_year_to_year(change: Change) -> bool:
    """True for 去年A；今年B, and for figures of one year and the next."""
    before, after = change.before, change.after
    assert before is not None
    if before.year and after.year:
        return after.year - before.year == 1
    return _LAST_YEAR.search(before.gap) is not None and _THIS_YEAR.search(after.gap) is not None


_LAST_YEAR, _THIS_YEAR = later(r"去年|上年|前一年"), later(r"今年|本年|当年")


def _ties(change: Change, digits: tuple[int, int]) -> bool:
    """True where the amount is the difference of its two figures, or would be but for one slip in so many digits."""
    assert change.before is not None
    before, after, stated = change.before.quantity, change.after.quantity, change.amount.quantity
    if allows(stated, difference_interval(before, after)):
        return True
    right, (swapped, typed) = stated.rewrite(abs(after.value - before.value)), digits
    printed = significant(stated.figure)
    return printed >= (swapped if is_swap(right, stated.text) else typed) and one_slip(right, stated.text)


def _end_slipped(change: Change) -> bool:
    """True where one slip in a figure that the amount leads between keeps it from being their difference."""
    assert change.before is not None
    before, after, stated = change.before.quantity, change.after.quantity, change.amount.quantity
    if (
        before.value == after.value
        or significant(stated.figure) < _SHORTEST
        or stated.step > min(before.step, after.step)
    ):
        return False
    apart = (stated.value, -stated.value)
    return any(_typed_for(end, other.value + by) for end, other in ((before, after), (after, before)) for by in apart)


def _typed_for(printed: Quantity, meant: Decimal) -> bool:
    right = printed.rewrite(meant)
    digits = _TELLING - 1 if is_swap(right, printed.text) else _TELLING
    return meant > 0 and significant(printed.figure) >= digits and one_slip(right, printed.text)


_SHORTEST, _TELLING = 2, 4  # digits of the amount, and of a figure that one typed wrong hardly makes so by chance
