"""Amounts: what is told in a clause of its own beside the figures that it leads between."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from validator.claims.claim import Claim, Role
from validator.claims.relations import BASE_YEAR, LEVELS, MOVED, Change, changes, unit_of_levels
from validator.patterns import later


def told_in(group: tuple[Claim, ...]) -> Iterator[Change]:
    """The changes of one sentence; with them what was added, or taken away, in a clause of its own, and steps that stand
    before what they come to."""
    yield from changes(group)
    yield from _additions(group)
    yield from _removals(group)
    yield from _led_up_to(group)
    yield from _of_shares(group)
    yield from _told_again(group)


# 总数由A增至B: of what the clause before says how much was added.
_STOCK = later(r"(?:总数|总量|总规模|累计)$")


def _additions(group: tuple[Claim, ...]) -> Iterator[Change]:
    """新增景区3家，景区总数由12家增至16家: what was added, less of which may be left, where it is less than the rise."""
    for amount, before, after in zip(group, group[1:], group[2:], strict=False):
        if amount.role is not Role.FLOW or before.start != "from" or after.start or amount.name is None:
            continue
        units = {claim.quantity.unit for claim in (amount, before, after)}
        plain = not (amount.bracketed or amount.listed or amount.in_turn or before.bracketed or after.own_name)
        if len(units) > 1 or not plain or not _all_of(before, amount):
            continue
        if amount.quantity.low <= after.quantity.high - before.quantity.low:
            yield Change(amount, after, before, None, before.gap)


def _all_of(stock: Claim, amount: Claim) -> bool:
    """True for 总数 behind one amount, or for 景区总数 behind 4A级景区."""
    name, printed = amount.name.printed if amount.name else "", stock.name.printed if stock.name else ""
    if not stock.own_name:  # 景区3家、农庄5家，总数: of both
        return printed == name and "总" in stock.gap and amount.gap[:1] not in ("、", "和", "及", "与")
    found = _STOCK.search(printed)
    return found is not None and name.endswith(printed[: found.start()])


def _led_up_to(group: tuple[Claim, ...]) -> Iterator[Change]:
    """亩产每年提高2公斤，达到432公斤: what the steps come to, from the plan's base on."""
    for step, after in pairwise(group):
        if step.role is not Role.STEP or not step.own_name or after.role is not Role.LEVEL or after.own_name:
            continue
        goes_on = step.name == after.name and not (step.start or after.start or step.in_turn or after.in_turn)
        if goes_on and unit_of_levels(step) == after.quantity.unit and MOVED.search(after.cue):
            yield Change(step, after, None, BASE_YEAR, step.gap + after.gap)


def _of_shares(group: tuple[Claim, ...]) -> Iterator[Change]:
    """占GDP比重8.4%，比2020年的5.1%提高3.3个百分点: of the share, not of the amount before it."""
    for share, before, amount in zip(group, group[1:], group[2:], strict=False):
        if share.role is not Role.SHARE or before.start != "than" or amount.role is not Role.DIFFERENCE:
            continue
        units = share.quantity.unit == before.quantity.unit == unit_of_levels(amount) != amount.quantity.unit
        plain = not (share.start or share.in_turn or before.own_name or amount.own_name)
        if units and plain and share.bracketed == before.bracketed == amount.bracketed:
            yield Change(amount, share, before, None, before.gap + amount.gap)


# 净增11万吨，即由17万吨增加到28万吨; 净增11万吨（由17万吨增加到28万吨）
_THAT_IS = re.compile(r"[，,]即[由从]|[（(]即?[由从]")


def _told_again(group: tuple[Claim, ...]) -> Iterator[Change]:
    """达到28万吨，净增11万吨，即由17万吨增加到28万吨: the amount leads from the start to the end, which stands there twice."""
    for at, (amount, before, after) in enumerate(zip(group, group[1:], group[2:], strict=False)):
        if amount.role is not Role.DIFFERENCE or before.start != "from" or after.start or after.role not in LEVELS:
            continue
        same = before.quantity.unit == after.quantity.unit == unit_of_levels(amount)
        if not same or after.own_name or amount.in_turn or not _THAT_IS.match(before.gap):
            continue
        yield Change(amount, after, before, None, before.gap, restated=True)
        reached = group[at - 1] if at and not amount.own_name else None
        if reached is None or reached.role is not Role.LEVEL or reached.start:
            continue
        if reached.quantity.unit == after.quantity.unit and reached.quantity.value != after.quantity.value:
            yield Change(amount, reached, before, None, before.gap, restated=True)


_REMOVED = later(
    r"[，,]?(?:[三四五]年)?(?:累计|共|已)*(?:核销|销号|消除|化解|清退|退出|关停|关闭|淘汰|拆除|取缔|腾退|清偿|偿还)了?"
)


def _removals(group: tuple[Claim, ...]) -> Iterator[Change]:
    """由1320处减少到858处，核销462处; 退出煤矿12座，煤矿总数由64座减少到52座."""
    for first, second, third in zip(group, group[1:], group[2:], strict=False):
        if first.start == "from" and _REMOVED.fullmatch(third.gap):
            yield from _taken_away(first, second, third)
        elif second.start == "from" and _REMOVED.match(first.gap) and second.own_name and _all_of(second, first):
            yield from _taken_away(second, third, first)


def _taken_away(before: Claim, after: Claim, amount: Claim) -> Iterator[Change]:
    """What was taken away, more of which may have come in between, where it is less than the fall and no small part of it."""
    if after.start or not after.falling or amount.role not in LEVELS:
        return
    if len({claim.quantity.unit for claim in (before, after, amount)}) > 1:
        return
    least, most = before.quantity.low - after.quantity.high, before.quantity.high - after.quantity.low
    told = amount.bracketed == before.bracketed and least < 2 * amount.quantity.value
    if told and amount.quantity.value <= most:
        yield Change(replace(amount, role=Role.FLOW), after, before, None, amount.gap)
