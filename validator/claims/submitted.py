"""A table as read, in the shape of the contract: what a plan's schema judges and `schema infer` drafts from."""

from collections.abc import Iterator
from decimal import Decimal

from schemas.indicator import IndicatorRow
from schemas.indicator import IndicatorTable as SubmittedTable
from validator.claims.columns import ColumnRole
from validator.claims.tables import Entry, IndicatorTable, RowReading
from validator.quantities.cells import Reading
from validator.quantities.quantity import Bound, Quantity, rounded
from validator.quantities.units import split

LONGEST = 1000


def submitted(table: IndicatorTable) -> tuple[SubmittedTable, tuple[RowReading, ...]]:
    """The table in the contract's shape, and for each of its rows the row it was read from."""
    pairs = [(row, reading) for reading in table.rows for row in _rows(reading)]
    title = table.table.caption.string[:LONGEST] if table.table.caption else ""
    built = SubmittedTable(title=title, years=tuple(dict.fromkeys(table.years)), rows=tuple(row for row, _ in pairs))
    return built, tuple(reading for _, reading in pairs)


def _rows(reading: RowReading) -> Iterator[IndicatorRow]:
    for series in reading.series:
        part = series.part or 0
        levels = [(y, e) for e in reading.entries if e.column.role is ColumnRole.LEVEL and (y := e.column.year)]
        growth = next((e for e in reading.entries if e.column.role is ColumnRole.GROWTH), None)
        rate = _figure(growth, part) if growth else None
        yield IndicatorRow(
            number=reading.index,
            name=_name(reading)[:LONGEST],
            series=series.name.printed[:LONGEST] if series.part is not None else "",
            unit=reading.unit[:LONGEST],
            values={
                y: _printed(_figure(e, part), reading.unit)
                for y, e in levels
                if _figure(e, part) or not e.cell.text.string
            },
            bounds={
                y: q.bound for y, e in levels if (q := _figure(e, part)) and q.bound in (Bound.FLOOR, Bound.CEILING)
            },
            unreadable={y: e.cell.text.string[:LONGEST] for y, e in levels if e.reading.reading is Reading.TEXT},
            growth=_printed(rate, "%"),
            unreadable_growth=growth.cell.text.string[:LONGEST]
            if growth and growth.reading.reading is Reading.TEXT
            else "",
            nature=reading.nature.text.string[:LONGEST] if reading.nature else "",
        )


def _name(reading: RowReading) -> str:
    """The printed name without the unit in brackets at its end, which has a field of its own."""
    printed = reading.name_cell.text.string
    for opening, closing in ("（）", "()"):
        if reading.unit and printed.endswith(f"{opening}{reading.unit}{closing}"):
            return printed[: -len(reading.unit) - 2]
    return printed


def _figure(entry: Entry, part: int) -> Quantity | None:
    quantities = entry.reading.quantities
    if entry.reading.reading is Reading.GROWTH or not quantities:
        return None
    return quantities[part] if part < len(quantities) else quantities[0]


def _printed(quantity: Quantity | None, unit: str) -> Decimal | None:
    """The value in the row's own unit, as printed: 66.15 for 66.15亿元."""
    if quantity is None:
        return None
    value = quantity.value / split(unit)[0]
    return rounded(value, quantity.step / split(unit)[0])
