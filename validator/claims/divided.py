"""Divisions: a whole divided by years, and one that a list under a heading of its own divides up to 其他."""

import re
from collections.abc import Iterator

from validator.claims.balances import balances
from validator.claims.beside import beside, without_ranks
from validator.claims.claim import Claim, Known
from validator.claims.itemised import itemised
from validator.claims.kindred import kindred
from validator.claims.limits import without_limits
from validator.claims.relations import CHANGES, LEVELS, RATIOS
from validator.claims.remainders import remainders
from validator.claims.side_by_side import side_by_side
from validator.claims.summed import sums
from validator.claims.wholes import MEMBERS, Closed, Parts, addable, adds_up, bounded, intensive, slip_apart
from validator.patterns import later
from validator.quantities.times import years_said


def divisions(block: tuple[Claim, ...]) -> Iterator[Parts]:
    """The wholes of one paragraph with their parts, however they are told."""
    told = without_limits(block)
    left = list(remainders(told))
    whole = {each.whole.span for each in left}
    found = [*sums(told), *kindred(told), *balances(block), *_headed_lists(block)]
    found += [each for each in itemised(told) if each.whole.span not in whole]
    yield from found
    taken = {each.whole.span for each in found if len(each.parts) > 1}
    held = {part.span: each.whole.span for each in found for part in each.parts}
    for each in (*left, *beside(without_ranks(told)), *side_by_side(told)):
        spans = {part.span for part in each.parts}
        nested = any(held.get(span) in spans for span in spans)  # 三年累计11.2亿，其中甲7.4亿: a part of another item
        if each.whole.span not in taken and not nested:
            taken.add(each.whole.span)
            yield each


_NEAR = 4  # yearly amounts miss their total by less than a quarter of it; the levels of several years by far more
_BY_YEARS = re.compile(r"(?:按|分)年度?(?:分|看|[:：])")


def every_year(found: Parts) -> bool:
    """三年改造120处，其中2026年30处、2027年40处、2028年60处: an amount for each year that the whole is said of."""
    years = [part.year for part in found.parts]
    first = years[0]
    if first is None or years != list(range(first, first + len(years))):
        return False
    if any(part.when.known is not Known.SAID or part.when.months for part in found.parts):
        return False
    total = sum(part.quantity.value for part in found.parts)
    if abs(total - found.whole.quantity.value) * _NEAR > found.whole.quantity.value:
        return False
    return len(years) == _length(found.whole) or (len(years) > 2 and bool(_BY_YEARS.search(found.parts[0].gap)))


def _length(whole: Claim) -> int | None:
    """The years that a whole sums up, by its words: 三年累计, 2026—2028年."""
    said = years_said(whole.gap)
    return said or (whole.period[1] - whole.period[0] + 1 if whole.period else None)


_HEADING = re.compile(r"[：:][^，。；、：:]*$")
_REST = later(r"^[，,、]?(?:其他|其它|其余)[^，。；]{0,8}$")
_ITEM = later(r"^[，,、]?[\u4e00-\u9fffA-Za-z（）()“”]{2,16}$")
_DIGITS = 4  # figures of fewer digits are one slip away from many others


def _headed_lists(block: tuple[Claim, ...]) -> Iterator[Parts]:
    """税收收入88亿元。主要税种：甲38亿元，乙15亿元，其他各税35亿元: what is listed under a heading up to 其他 makes up a
    figure of the sentences before, where it comes to one of them, or misses it by one digit of a long figure."""
    for index, last in enumerate(block):
        if last.role not in LEVELS or not _REST.search(last.gap) or last.bracketed:
            continue
        near = block[max(0, index - _WINDOW) : index + 1]
        start, members = _under_heading(near)
        if len(members) < 3:
            continue
        wholes = [claim for claim in reversed(near[:start]) if _may_hold(claim, members)]
        whole = next((claim for claim in wholes if adds_up(claim, members)), None) or next(
            (claim for claim in wholes if slip_apart(claim, members, _DIGITS)), None
        )
        if whole is not None:
            yield Parts(whole, tuple(members), Closed.OPEN)


_WINDOW = 24  # figures of a list and of what stands before it


def _under_heading(near: tuple[Claim, ...]) -> tuple[int, list[Claim]]:
    """The items of the list that the last figure ends, from the heading on, and where they begin; none where the list
    has no heading, or something else is told in it."""
    last, members = near[-1], [near[-1]]
    for at in range(len(near) - 2, -1, -1):
        claim = near[at]
        if claim.site.sentence != last.site.sentence:
            break
        if claim.role in CHANGES or claim.quantity.unit in RATIOS or claim.bracketed:
            continue
        if not addable(claim, last) or bounded(claim) or claim.start or claim.listed or intensive(claim):
            break
        members.insert(0, claim)
        if MEMBERS.search(claim.gap):
            break  # 其中：, 分领域看：: `itemised` has them
        if _HEADING.search(claim.gap):
            return at, members
        if not _ITEM.match(claim.gap):
            break
    return 0, []


def _may_hold(claim: Claim, members: list[Claim]) -> bool:
    held = addable(claim, members[0]) and not (bounded(claim) or claim.start or intensive(claim))
    return held and claim.quantity.low > max(m.quantity.high for m in members)
