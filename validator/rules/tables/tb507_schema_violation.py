"""schema-violation — 提交的指标表不符合规划模式

说明：用--schema指定规划模式后，把提交的指标表与它逐项核对：应有的指标、单位、年份、属性，以及模式规定的数值；
每一处不符都单独列出。没有指定模式时，这条规则不作任何检查。

A submitted table has the rows, units, years and natures that its plan's schema asks for (`--schema`),
and the values that the schema fixes. One finding for each row, unit, cell or year that does not fit.

Flagged: (with --schema suining)
- 表1 主要指标\\n指标\\t2020年\\t2025年\\n高新技术企业数（个）\\t7\\t16\\n专利申请量（件）\\t325\\t450

Not flagged:
- 表1 主要指标\\n指标\\t2020年\\t2025年\\n高新技术企业数（家）\\t7\\t16\\n专利申请量（件）\\t325\\t450

Basis: the schema is what the office that collects the tables asks for; without one the rule is silent.
依据：规划模式就是收表部门的要求。
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from validator.claims.columns import ColumnRole
from validator.claims.names import Match, match_names, parse_name
from validator.claims.tables import IndicatorTable, RowReading
from validator.document import Cell
from validator.facts import Facts
from validator.finding import Evidence, Outcome, Severity, Verdict
from validator.rules.base import rule

if TYPE_CHECKING:
    from schemas.violations import Violation


@rule(
    "TB507",
    "schema-violation",
    Severity.ERROR,
    zh={"default": "规划模式：{zh}", "satisfied": "符合规划模式。"},
    en={"default": "Schema: {en}", "satisfied": "Satisfies the schema."},
)
def schema_violation(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each violation, or one that holds for a table without any."""
    if facts.schema is None:
        return
    from validator.claims.submitted import submitted  # pydantic: only where a schema is asked for

    if not facts.tables:
        for violation in facts.schema.violations(None):
            yield _verdict(violation, _whole(facts))
    for table in facts.tables:
        contract, readings = submitted(table)
        found = facts.schema.violations(contract, alike)
        for violation in found:
            yield _verdict(violation, _evidence(table, readings, violation))
        if not found:
            yield Verdict(Outcome.HOLDS, (_head(table),), "satisfied")


def alike(row: str, indicator: str) -> bool:
    """True when a row's name means the indicator."""
    return match_names(parse_name(row), parse_name(indicator)) is Match.SAME


def _verdict(violation: "Violation", evidence: tuple[Evidence, ...]) -> Verdict:
    return Verdict(
        Outcome.FAILS,
        evidence,
        values={"zh": violation.zh, "en": violation.en},
        indicator=violation.indicator or violation.expected or None,
        year=violation.year,
    )


def _whole(facts: Facts) -> tuple[Evidence, ...]:
    paragraph = next(iter(facts.document.paragraphs), None)
    return (Evidence(paragraph.text.span(), "table", paragraph.text.string),) if paragraph else ()


def _cell(row: RowReading) -> Evidence:
    return Evidence(row.name_cell.text.span(), "name", row.name_cell.text.string)


def _evidence(table: IndicatorTable, readings: tuple[RowReading, ...], violation: "Violation") -> tuple[Evidence, ...]:
    """The cell concerned and its row's name, else that alone; for the table as a whole its caption."""
    if violation.row is None:
        return (_head(table),)
    row = readings[violation.row]
    cell = _concerned(table, row, violation)
    if cell is None or not cell.text.string:
        return (_cell(row),)
    return (Evidence(cell.text.span(), "cell", cell.text.string), _cell(row))


def _concerned(table: IndicatorTable, row: RowReading, violation: "Violation") -> Cell | None:
    if violation.column == "nature":
        return row.nature
    if violation.column == "unit":
        at = next((column.index for column in table.columns if column.role is ColumnRole.UNIT), None)
        return None if at is None else table.table.grid[row.name_cell.row - 1][at]
    role = {"value": ColumnRole.LEVEL, "growth": ColumnRole.GROWTH}.get(violation.column)
    cells = (e.cell for e in row.entries if e.column.role is role and violation.year in (None, e.column.year))
    return next(cells, None)


def _head(table: IndicatorTable) -> Evidence:
    """The caption, else the first cell of the header."""
    cells = (cell.text for row in table.table.grid for cell in row if cell.text.string)
    text = table.table.caption or next(cells)
    return Evidence(text.span(), "caption" if text is table.table.caption else "header", text.string)
