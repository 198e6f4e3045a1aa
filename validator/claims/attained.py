"""Attained: a table's column of how far each row has come (进度, 完成预算%), reckoned from the row's other columns.

Which columns those are, and whether 进度 is the way from the base or the share of the target, the rows themselves tell:
what most of them agree with, to the last digit.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import permutations, product

from validator.claims.totals import Row, body_of, figure_in
from validator.document import Table
from validator.patterns import later
from validator.quantities.cells import Reading, read_cell
from validator.quantities.interval import HUNDRED, Interval, allows
from validator.quantities.quantity import Quantity
from validator.records import record

_ATTAINED = later(
    r"进度|(?:完成|实现|达成)(?:率|程度|比例)|(?:完成|达到|[占为])[^，。]{0,8}(?:预算|计划|目标|任务)[^，。]{0,4}[%％]"
)
_WIDEST = 9  # columns: a wider table has too many to choose from
_FIRST = 40  # rows by which the columns are chosen
_ENOUGH, _MANY = 3, 3  # rows that must agree; and so many for one that does not


@record
class Attained:
    """A share of the way to a target; `base` is where the way begins, None where it is a share of the target itself."""

    label: str
    share: Quantity
    reached: Quantity
    target: Quantity
    base: Quantity | None
    value: Decimal
    holds: bool


def attained(tables: Iterable[Table]) -> Iterator[Attained]:
    """The shares of all columns that most rows show to be reckoned from the same others."""
    for table in tables:
        if len(table.grid) <= _ENOUGH or len(table.grid[0]) > _WIDEST or not _heads(table):
            continue
        headers, rows = body_of(table)
        for column, header in enumerate(headers):
            if _ATTAINED.search(header):
                yield from _column(headers, [row for row in rows if row.cells], column)


def _heads(table: Table) -> bool:
    return any(_ATTAINED.search("".join(cell.text.string.split())) for row in table.grid[:2] for cell in row)


def _column(headers: Sequence[str], rows: Sequence[Row], column: int) -> list[Attained]:
    others = [at for at, header in enumerate(headers) if at != column and not _ATTAINED.search(header)]
    figures = {at: [figure_in(row, at, headers[at]) for row in rows] for at in others}
    figures = {at: found for at, found in figures.items() if sum(f is not None for f in found) > _ENOUGH}
    shares = [_share(row, column) for row in rows]
    labels = [row.label for row in rows]
    choices = [[figures[at] for at in of] for n in (2, 3) for of in permutations(figures, n)]
    best = max(choices, key=lambda of: _agreeing(_read(labels[:_FIRST], shares, of)), default=())
    found = _read(labels, shares, best) if best else []
    agree = _agreeing(found)
    return found if agree >= _ENOUGH and agree >= _MANY * (len(found) - agree) else []


def _agreeing(found: Sequence[Attained]) -> int:
    return sum(each.holds for each in found)


def _share(row: Row, column: int) -> Quantity | None:
    reading = read_cell(row.cells[column].text, "%")
    plain = reading.reading is Reading.FIGURE and reading.quantities[0].unit == "%"
    return reading.quantities[0] if plain else None


def _read(
    labels: Sequence[str], shares: Sequence[Quantity | None], of: Sequence[Sequence[Quantity | None]]
) -> list[Attained]:
    """The column read as the way that the first of some columns has gone to the second, from the third or from nothing."""
    found = []
    for label, share, reached, target, *bases in zip(labels, shares, *of, strict=False):
        base = bases[0] if bases else None
        if share is None or reached is None or target is None or (bases and base is None):
            continue
        way = _way(reached, target, base)
        if way is not None:
            value, interval = way
            found.append(Attained(label, share, reached, target, base, value, allows(share, interval)))
    return found


def _way(reached: Quantity, target: Quantity, base: Quantity | None) -> tuple[Decimal, Interval] | None:
    """How far it is in percent, and all that rounding leaves open; None where the way may be none at all."""
    start = (base.value, base.low, base.high) if base is not None else (Decimal(0),) * 3
    ends = [t - s for t, s in product((target.low, target.high), start[1:])]
    if min(ends) <= 0 <= max(ends) or reached.unit != target.unit:
        return None
    corners = [
        (r - s) / (t - s) * HUNDRED
        for r, t, s in product((reached.low, reached.high), (target.low, target.high), start[1:])
    ]
    value = (reached.value - start[0]) / (target.value - start[0]) * HUNDRED
    return value, Interval(min(corners), max(corners))
