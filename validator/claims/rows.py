"""Rows of indicator tables: 其中 rows with the row they are part of, and a row's change beside its two levels."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from validator.claims.claim import Claim, Role
from validator.claims.columns import Column, ColumnRole
from validator.claims.relations import RATIOS
from validator.claims.tables import IndicatorTable, RowReading
from validator.claims.wholes import intensive
from validator.patterns import later
from validator.quantities.cells import Reading, read_cell
from validator.quantities.interval import HUNDRED, Interval, allows, is_swap, one_slip
from validator.quantities.quantity import Bound, Quantity
from validator.records import record

PART = re.compile(r"(?:其中|[#＃])")
# What may be negative: a part of it may exceed the whole. 城镇居民人均 may exceed that of all residents.
BALANCE = later(r"利润|盈利|净|结余|差额|顺差|逆差|赤字|盈余|增收|增量|增加|居民|收入水平")
_CHANGE = later(r"变化|增量|增减|净增|增加(?!值)|提高|累计增|累计变")


@record
class RowChange:
    """The change that a row states, with the levels it leads between; `holds` within the rounding of all three."""

    name: str
    amount: Quantity
    before: Claim
    after: Claim
    value: Decimal
    holds: bool


def rows_within(tables: Iterable[IndicatorTable]) -> Iterator[tuple[Claim, Claim]]:
    """The levels of each 其中 row with those of the row above that it is part of, column by column."""
    for table in tables:
        whole: RowReading | None = None
        for row in table.rows:
            if not PART.match("".join(row.name_cell.text.string.split())):
                whole = row
            elif whole is not None and whole.unit == row.unit and len(row.series) == len(whole.series) == 1:
                above = {claim.cue: claim for claim in whole.series[0].levels}
                for claim in row.series[0].levels:
                    if claim.cue in above and _is_part(claim, above[claim.cue]):
                        yield claim, above[claim.cue]


def _is_part(part: Claim, whole: Claim) -> bool:
    names = "".join(claim.name.printed for claim in (part, whole) if claim.name)
    plain = all(c.role is Role.LEVEL and c.quantity.bound is Bound.EXACT for c in (part, whole))
    counted = part.quantity.unit == whole.quantity.unit and part.quantity.unit not in RATIOS
    return plain and counted and not BALANCE.search(names) and not intensive(part) and not intensive(whole)


def row_changes(tables: Iterable[IndicatorTable]) -> Iterator[RowChange]:
    """The changes stated in tables of two years: those that hold, and those that one digit keeps from it.

    A digit of the change itself, or where other rows show what the column means, of one of the levels.
    """
    for table in tables:
        columns = [column for column in table.columns if _states_change(column)]
        if len(set(table.years)) == len(table.years) == 2 and columns:
            for column in columns:
                found = [change for row in table.rows for change in _change(table, row, column)]
                shown = sum(change.holds for change in found) >= _SHOWN
                yield from (c for c in found if c.holds or _slipped(c) or (shown and _level_slipped(c)))


_SHOWN = 2  # rows that agree


def _slipped(change: RowChange) -> bool:
    return one_slip(_digits(abs(change.value), change.amount), _digits(abs(change.amount.value), change.amount))


def _level_slipped(change: RowChange) -> bool:
    """95.0, 69.5 and 〔1.5〕: with 96.5 it would hold."""
    before, after, amount = change.before.quantity, change.after.quantity, change.amount.value
    mended = [(after, before.value + amount), (before, after.value - amount)]
    return any(
        len(_digits(level.value, level)) >= _TOLD
        and value > 0
        and one_slip(_digits(value, level), _digits(level.value, level))
        for level, value in mended
    )


_TOLD = 3  # digits, with the point: of fewer, a slip cannot be told


def _states_change(column: Column) -> bool:
    """五年变化, and a column of rates, which holds changes in brackets."""
    if column.role in (ColumnRole.GROWTH, ColumnRole.TOTAL):
        return True
    return column.role is ColumnRole.OTHER and _CHANGE.search(column.header) is not None


def _change(table: IndicatorTable, row: RowReading, column: Column) -> Iterator[RowChange]:
    levels = sorted((c for s in row.series for c in s.levels if c.role is Role.LEVEL), key=lambda c: c.year or 0)
    reading = read_cell(table.table.grid[row.index][column.index].text, row.unit)
    if len(row.series) != 1 or len(levels) != 2 or reading.reading is not Reading.FIGURE:
        return
    (amount,) = reading.quantities
    before, after = levels[0].quantity, levels[1].quantity
    in_points = amount.unit in ("百分点", "个百分点")
    if not (amount.bracket or in_points or _CHANGE.search(column.header)):
        return  # a rate
    if any(q.bound is not Bound.EXACT for q in (amount, before, after)) or before.unit != after.unit:
        return
    if amount.unit != after.unit and not (in_points and after.unit == "%"):
        return
    value = after.value - before.value
    years = (levels[1].year or 0) - (levels[0].year or 0)
    holds = _allowed(amount, before, after, years)
    printed = re.sub(r"[^\d.]", "", amount.text)
    large = abs(amount.value) > max(before.value, after.value) and not is_swap(_digits(abs(value), amount), printed)
    if large or len(printed.replace(".", "")) < 2:
        return  # what is added up over the years, or too short for a slip to be told
    yield RowChange(row.name_cell.text.string, amount, levels[0], levels[1], value, holds)


def _digits(value: Decimal, like: Quantity) -> str:
    return re.sub(r"[^\d.]", "", like.rewrite(value))


def _allowed(amount: Quantity, before: Quantity, after: Quantity, years: int) -> bool:
    """True for the difference, either way up, of one year or all, and for the growth in percent over the whole time."""
    low, high = after.low - before.high, after.high - before.low
    found = [Interval(low, high), Interval(-high, -low)]
    if years > 1:
        found += [Interval(low / years, high / years), Interval(-high / years, -low / years)]
    if before.low > 0 and amount.unit in ("%", "‰"):
        found.append(Interval((after.low / before.high - 1) * HUNDRED, (after.high / before.low - 1) * HUNDRED))
    return any(allows(amount, interval) for interval in found)
