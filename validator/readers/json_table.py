"""A submitted table in JSON, in the shape of `schemas.indicator.IndicatorTable`, read as a document with one table."""

import hashlib
from decimal import Decimal

from schemas.indicator import IndicatorRow, IndicatorTable, read_table
from validator.document import Cell, Document, Table, Text
from validator.errors import ReadError
from validator.quantities.quantity import Bound

_SIGNS = {Bound.FLOOR: "≥", Bound.CEILING: "≤", Bound.ABOUT: "约"}


def read_json(data: bytes, name: str) -> Document:
    """Read a table; every sentence of a refusal names the row and field. Raises `GoujiError`."""
    table = read_table(data, name)
    if not table.rows:
        raise ReadError(f"{name} 中没有表行。", f"{name} has no rows.")
    rows = [_header(table), *(_cells(row, table) for row in table.rows)]
    text = "\n".join("\t".join(row) for row in rows)
    title = Text.plain(table.title, len(text) + 1) if table.title else None
    grid, at = [], 0
    for number, row in enumerate(rows, start=1):
        cells = []
        for column, string in enumerate(row, start=1):
            cells.append(Cell(Text.plain(string, at), number, column))
            at += len(string) + 1
        grid.append(tuple(cells))
    whole = f"{text}\n{table.title}"
    block = Table(tuple(grid), 1, title)
    return Document(name, "json", hashlib.sha256(data).hexdigest(), whole, (block,), table.title or None)


def _header(table: IndicatorTable) -> list[str]:
    return ["指标", "单位", *(f"{year}年" for year in table.years), "年均增长（%）", "属性"]


def _cells(row: IndicatorRow, table: IndicatorTable) -> list[str]:
    name = row.series or row.name
    values = [row.unreadable.get(y) or _figure(row.values.get(y), row.bounds.get(y)) for y in table.years]
    growth = row.unreadable_growth or _figure(row.growth, None)
    return [" ".join(part.split()) for part in (name, row.unit, *values, growth, row.nature)]


def _figure(value: Decimal | None, bound: Bound | None) -> str:
    return "" if value is None else (_SIGNS.get(bound, "") if bound else "") + format(value, "f")
