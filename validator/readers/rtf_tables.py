"""Tables of RTF: rows that say where each of their cells ends, from which the columns that they share follow."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from validator.readers.archive import Element
from validator.readers.word_package import element
from validator.records import record

SLACK = 30  # twips (half a millimetre) by which the edges of one column may differ from row to row
# What a cell may be, and how WordprocessingML says it.
VERTICAL, CONTINUED, LEFTWARD, INSERTED, DELETED = "clvmgf", "clvmrg", "clmrg", "clins", "cldel"
PROPERTIES = {
    VERTICAL: ("vMerge", "restart"), CONTINUED: ("vMerge", "continue"), LEFTWARD: ("hMerge", "continue"),
    INSERTED: ("cellIns", ""), DELETED: ("cellDel", ""),
}  # fmt: skip


@record
class CellDefinition:
    """A cell of `\\trowd`: where it ends, in twips, and what it is of `PROPERTIES`."""

    edge: int
    flags: tuple[str, ...] = ()


@dataclass(slots=True)
class RowDefinition:
    """What `\\trowd` begins to say of a row; it stands before the cells, behind them, or in both places."""

    left: int = 0
    cells: list[CellDefinition] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)  # of the cell whose edge has not come yet


@record
class Row:
    """A row with the blocks of each of its cells, and as much of its definition as it has cells."""

    left: int
    definitions: list[CellDefinition]
    cells: list[list[Element]]
    changes: list[str]  # `ins`, `del`


@dataclass(slots=True)
class Table:
    """A table that is being read: `blocks` are those of the open cell, `cells` those of the open row."""

    rows: list[Row] = field(default_factory=list)
    cells: list[list[Element]] = field(default_factory=list)
    blocks: list[Element] = field(default_factory=list)

    def end_cell(self) -> None:
        """The open cell is complete."""
        self.cells.append(self.blocks)
        self.blocks = []

    def end_row(self, definition: RowDefinition, changes: Sequence[str] = ()) -> None:
        """The open row is complete; text that no `\\cell` ended is a cell all the same."""
        if self.blocks:
            self.end_cell()
        if self.cells:
            self.rows.append(Row(definition.left, definition.cells[: len(self.cells)], self.cells, list(changes)))
            self.cells = []

    def made(self) -> Element:
        """The `w:tbl`."""
        edges = columns({cell.edge for row in self.rows for cell in row.definitions})
        return element("tbl", *(_row(row, edges) for row in self.rows))


def columns(edges: set[int]) -> list[int]:
    """The right edges of the columns, each with the first of the edges that are one."""
    found: list[int] = []
    for edge in sorted(edges):
        if not found or edge > found[-1] + SLACK:
            found.append(edge)
    return found


def _row(row: Row, edges: list[int]) -> Element:
    """The `w:tr`: a cell spans the columns that end between its left edge and its right one."""
    first = bisect_right(edges, row.definitions[0].edge) - 1 if row.definitions else 0
    at = min(bisect_right(edges, row.left + SLACK), max(first, 0))
    properties = [element("gridBefore", val=str(at))] if at else []
    properties += map(element, row.changes)
    made = element("tr", *([element("trPr", *properties)] if properties else []))
    for number, blocks in enumerate(row.cells):
        definition = row.definitions[number] if number < len(row.definitions) else None
        span = 1 if definition is None else max(1, bisect_right(edges, definition.edge) - at)
        at += span
        made.append(_cell(blocks, span, definition.flags if definition is not None else ()))
    return made


def _cell(blocks: list[Element], span: int, flags: tuple[str, ...]) -> Element:
    properties = [element("gridSpan", val=str(span))] if span > 1 else []
    for flag in flags:
        name, value = PROPERTIES[flag]
        properties.append(element(name, val=value) if value else element(name))
    return element("tc", *([element("tcPr", *properties)] if properties else []), *blocks)
