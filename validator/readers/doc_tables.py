"""The tables of a doc: paragraphs know only how deep they lie, and which of them ends a cell or a row (MS-DOC 2.4.3).

Where cells begin and end the last paragraph of a row tells in twentieths of a point; the columns of the table are made
of the edges of all its rows.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from validator.readers.archive import Element, local
from validator.readers.doc_properties import Format
from validator.readers.doc_rows import BOTH, DOWN, Division
from validator.readers.limits import MAX_DOC_DEPTH
from validator.readers.word_package import element

TABLE_ELEMENTS = 3  # that make a table of one cell
SAME_EDGE = 15  # twentieths of a point between edges that are meant to be one


@dataclass(slots=True)
class Row:
    """The cells of a row, how it is divided, and what a tracked change did to it."""

    cells: list[list[Element]]
    division: Division = field(default_factory=Division)
    change: tuple[str, ...] = ()


@dataclass(slots=True)
class Table:
    """A table as far as it is read."""

    rows: list[Row] = field(default_factory=list)
    cells: list[list[Element]] = field(default_factory=list)  # of the row that has begun
    cell: list[Element] = field(default_factory=list)  # what has been read of its next cell


@dataclass(slots=True)
class Blocks:
    """Paragraphs put in their places, in the text or in cells of tables."""

    count: Callable[[int], None]  # is told how many elements are made
    text: list[Element] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)  # that have begun, each in a cell of the one before

    def add(self, paragraph: Element, format: Format, cell_mark: bool, change: tuple[str, ...]) -> None:
        """Add a paragraph; `change` is what a tracked change did to its mark."""
        self.reach(min(format.depth, MAX_DOC_DEPTH))
        if not self.tables:
            self.text.append(paragraph)
            return
        table = self.tables[-1]
        if not format.row_end or any(local(each) != "pPr" for each in paragraph):
            table.cell.append(paragraph)
        if format.row_end:
            end_cell(table)
            table.rows.append(Row(table.cells, format.row, change))
            table.cells = []
        elif (len(self.tables) == 1 and cell_mark) or format.inner_cell_end:
            table.cells.append(table.cell)
            table.cell = []

    def reach(self, depth: int) -> None:
        """End the tables deeper than this, and begin those that lead to it."""
        while len(self.tables) > depth:
            table = self.tables.pop()
            end_cell(table)
            if table.cells:
                table.rows.append(Row(table.cells))
            (self.tables[-1].cell if self.tables else self.text).append(table_element(table.rows))
        while len(self.tables) < depth:
            self.tables.append(Table())
            self.count(TABLE_ELEMENTS)

    def all(self) -> list[Element]:
        """The paragraphs and tables, when all has been added."""
        self.reach(0)
        return self.text


def end_cell(table: Table) -> None:
    """Keep what no mark of a cell followed."""
    if table.cell:
        table.cells.append(table.cell)
        table.cell = []


def table_element(rows: Sequence[Row]) -> Element:
    """`w:tbl` of these rows, in columns that fit them all."""
    column = numbered({edge for row in rows for edge in row.division.edges})
    return element("tbl", *(row_element(row, column) for row in rows))


def numbered(edges: Iterable[int]) -> dict[int, int]:
    """The column that begins at each edge; edges that lie closely together are one."""
    column: dict[int, int] = {}
    at, begun = -1, 0
    for edge in sorted(edges):
        if at < 0 or edge - begun > SAME_EDGE:
            at, begun = at + 1, edge
        column[edge] = at
    return column


def row_element(row: Row, column: dict[int, int]) -> Element:
    """`w:tr`; where edges or states are not known, a cell is one of its own in one column."""
    made = element("tr")
    edges, down = row.division.edges, row.division.down
    at = column[edges[0]] if edges else 0
    before = [element("gridBefore", val=str(at))] if at else []
    if before or row.change:
        made.append(element("trPr", *before, *map(element, row.change)))
    across = continued(row.division.across)
    for index, blocks in enumerate(row.cells):
        right = column[edges[index + 1]] if index + 1 < len(edges) else at + 1
        span = max(1, right - at)
        said = [element("gridSpan", val=str(span))] if span > 1 else []
        at += span
        if index < len(across) and across[index]:
            said.append(element("hMerge", val=across[index]))
        if index < len(down) and down[index]:
            said.append(element("vMerge", val="continue" if down[index] == DOWN else "restart"))
        made.append(element("tc", *([element("tcPr", *said)] if said else []), *blocks))
    return made


def continued(across: Sequence[int]) -> list[str]:
    """Which cells merged across begin anew and which continue: the first of some does, and those like it."""
    found: list[str] = []
    begun = 0
    for state in across:
        begins = state in (begun, BOTH) or not begun
        begun = state if begins or not state else begun
        found.append(("restart" if begins else "continue") if state else "")
    return found
