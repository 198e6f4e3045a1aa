"""Apart: shares whose whole stands in another passage or in a table (占总投资的32.5%, 占粮食产业总产值的41.2%)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from validator.claims.claim import Claim, Role
from validator.claims.linking import significant
from validator.claims.names import Name
from validator.claims.owners import is_bare
from validator.claims.relations import LEVELS, RATIOS, is_base
from validator.claims.share import Share, holds, quotient, swapped
from validator.claims.shares_named import NAMED, PLANNED, TERRITORY
from validator.claims.wholes import Parts, bounded, intensive
from validator.patterns import later
from validator.quantities.interval import one_slip
from validator.span import Span


def shares_apart(
    groups: Iterable[tuple[Claim, ...]], claims: Sequence[Claim], parts: Sequence[Parts], found: Iterable[Share]
) -> Iterator[Share]:
    """The shares that name their whole, and have it in another sentence: surely the one that lists the part elsewhere
    (总投资4.9亿元，其中…1.6亿元), else a figure of that very name that the share is of, or would be but for one slip."""
    done: set[Span] | None = None
    told: dict[tuple[str, str], list[Claim]] = {}
    items: dict[Span, set[Decimal]] = {}
    for part, claim in _stated(groups):
        if done is None:
            done, told, items = {share.share.span for share in found}, _by_name(claims), _items(parts)
        assert claim.name is not None
        wholes = told.get(("".join(sorted(claim.name.whole)), part.quantity.unit), [])
        wholes = [c for c in wholes if _elsewhere(c, part) and c.quantity.low >= part.quantity.high]
        if not wholes or claim.span in done:
            continue
        telling = significant(part.quantity.figure) >= _TELLING
        listing = [c for c in wholes if telling and part.quantity.value in items.get(c.span, ())]
        yield from _chosen(claim, part, listing, wholes)


def _elsewhere(whole: Claim, part: Claim) -> bool:
    """True for another paragraph, or behind the part: 民生支出112.6亿元，占一般公共预算支出的79.1%。全年一般公共预算支出…"""
    return whole.site.block != part.site.block or whole.site > part.site


def _stated(groups: Iterable[tuple[Claim, ...]]) -> Iterator[tuple[Claim, Claim]]:
    """A figure and the share of something named that follows it."""
    for group in groups:
        for index, claim in enumerate(group[1:], 1):
            if claim.role is not Role.SHARE or claim.own_name or not (claim.name and claim.name.whole):
                continue
            named, part = NAMED.search(claim.cue), group[index - 1]
            if named is None or PLANNED.search(named["name"]) or TERRITORY.search(claim.cue) or is_base(part, claim):
                continue
            amount = part.role in LEVELS and part.quantity.unit not in RATIOS
            if amount and not (bounded(part) or part.start or part.bracketed or part.scope or part.when.months):
                yield part, claim


def _by_name(claims: Sequence[Claim]) -> dict[tuple[str, str], list[Claim]]:
    found: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        own = not (claim.scope or claim.owner or claim.bracketed or claim.when.months)
        if claim.name is not None and own and claim.role in (Role.LEVEL, Role.TOTAL) and not intensive(claim):
            found[_key(claim.name), claim.quantity.unit].append(claim)
    return found


def _key(name: Name) -> str:
    """全年一般公共预算支出, 同期营业收入: by what is measured."""
    core = _OF_THE_YEAR.sub("", name.core)
    return name.key if core == name.core or name.share else "".join(sorted(core))


_OF_THE_YEAR = later(r"^(?:全年|同期|当年|年度|年末)")


def _items(parts: Sequence[Parts]) -> dict[Span, set[Decimal]]:
    """What the lists of a whole have, by the place of the whole."""
    found: dict[Span, set[Decimal]] = defaultdict(set)
    for each in parts:
        found[each.whole.span].update(item.quantity.value for item in each.parts)
    return found


_TELLING = 3  # digits by which a figure is known again


def _chosen(claim: Claim, part: Claim, listing: list[Claim], wholes: list[Claim]) -> Iterator[Share]:
    if listing:
        yield Share(claim, part, tuple(listing), again=True)
        return
    assert claim.name is not None
    known = len(claim.name.whole) >= _TELLING and not is_bare(wholes[0].name)  # 占总投资的: of which of them?
    for whole in (c for c in wholes if not part.owner and (known or c.site.block == part.site.block)):
        one = Share(claim, part, (whole,), again=True)
        if holds(one, whole) or swapped(one, whole) or _retyped(one, whole):
            yield one
            return


def _retyped(share: Share, whole: Claim) -> bool:
    stated = share.share.quantity
    return significant(stated.figure) >= _TELLING and one_slip(stated.rewrite(quotient(share, whole)), stated.text)
