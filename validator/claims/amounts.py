"""Amounts: what is told in a clause of its own beside the figures that it leads between."""

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


_REMOVED = later(
    r"[，,]?(?:[三四五]年)?(?:累计|共|已)*(?:核销|销号|消除|化解|清退|退出|关停|关闭|淘汰|拆除|取缔|腾退|清偿|偿还)了?"
)


def _removals(group: tuple[Claim, ...]) -> Iterator[Change]:
    """由1320处减少到858处，核销462处: what was taken away, more of which may have come in between, where it is less than
    the fall and no small part of it."""
    for before, after, amount in zip(group, group[1:], group[2:], strict=False):
        if before.start != "from" or after.start or not after.falling or amount.role not in LEVELS:
            continue
        if len({claim.quantity.unit for claim in (before, after, amount)}) > 1 or not _REMOVED.fullmatch(amount.gap):
            continue
        least, most = before.quantity.low - after.quantity.high, before.quantity.high - after.quantity.low
        told = amount.bracketed == before.bracketed and least < 2 * amount.quantity.value
        if told and amount.quantity.value <= most:
            yield Change(replace(amount, role=Role.FLOW), after, before, None, amount.gap)
