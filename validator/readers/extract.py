"""The text of a document as it is extracted: lines and grids whose every `Text` points into it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from validator.document import Block, Cell, Corner, Table, Text
from validator.errors import ReadError
from validator.readers.blocks import Draft, Kind, assemble
from validator.readers.limits import MAX_CELLS, MAX_COLUMNS, MAX_TEXT_BYTES
from validator.readers.readable import PLAIN, joined, readable
from validator.readers.sources import Source, moved


@dataclass(slots=True)
class Place:
    """A cell before its text has a place in the document. `row` and `column` count from 1."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    text: str = ""
    corner: Corner | None = None
    sources: Sequence[Source] = ()


@dataclass(slots=True)
class SheetRow:
    """A row of a table on a sheet; an empty text stands for no cell, or for one that began before.

    `corner` is that of the table, `spans` are the cells that fill several places, by where they do in this row.
    """

    texts: list[str]
    corner: Corner
    spans: dict[int, Place]


Row = list[Place | None]
Rows = list[Row]


@dataclass(slots=True)
class Extract:
    """The extracted text of the document `name` as it grows; every `Text` it gives points into it."""

    name: str
    parts: list[str] = field(default_factory=list)
    size: int = 0
    places: int = 0
    sources: list[Source] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text so far: paragraphs and rows end in a line feed, cells are set apart by tabs."""
        return "".join(self.parts)

    def put(self, text: str, end: str = "\n", *, head: bool = False, sources: Sequence[Source] = ()) -> Text:
        """Add a stretch of text with its sources, followed by `end`; `head` as in `readable`."""
        start = self.add(text, end, sources)
        return readable(text, 0, len(text), head=head, at=start)

    def add(self, text: str, end: str = "\n", sources: Sequence[Source] = ()) -> int:
        """The same for who needs no more than where it begins."""
        start = self.size
        if sources:
            self.sources += moved(sources, start)
        self.parts += (text, end)
        self.size += len(text) + len(end)
        self.bound_text(self.size)
        return start

    def grid(self, rows: Iterable[Row | SheetRow], width: int, height: int) -> "Grid":
        """A full grid: a cell is written where it begins and repeated where it spans; gaps are filled.

        The rows are taken one by one and not kept: a sheet has a million cells.
        """
        self.bound_places(width, height)
        known: dict[int, Cell] = {}
        return tuple(
            [
                self._sheet_row(row, number, known)
                if isinstance(row, SheetRow)
                else self._row(row, number, width, known)
                for number, row in enumerate(rows, 1)
            ]
        )

    def _sheet_row(self, row: SheetRow, number: int, known: dict[int, Cell]) -> tuple[Cell, ...]:
        """One row of a sheet, most of whose cells fill one place each; `known` as in `_row`."""
        cells: list[Cell] = []
        at = self.size
        plain = PLAIN.fullmatch
        bare = plain("".join(row.texts))
        for column, text in enumerate(row.texts, 1):
            shown = Text(text, at) if bare or plain(text) else readable(text, 0, len(text), at=at)
            cells.append(Cell(shown, number, column, 1, 1, row.corner if text else None))
            at += len(text) + 1
        for index, place in row.spans.items():
            cell = known.get(id(place))
            if cell is None:
                shown = cells[index].text
                cell = Cell(shown, place.row, place.column, place.rows, place.columns, place.corner)
                known[id(place)] = cell
            cells[index] = cell
        self.parts.append("\t".join(row.texts) + "\n")
        self.size = at
        self.bound_text(at)
        return tuple(cells)

    def _row(self, row: Row, number: int, width: int, known: dict[int, Cell]) -> tuple[Cell, ...]:
        """One row; `known` are the cells that fill several places, by their `Place`."""
        cells: list[Cell] = []
        parts = self.parts
        at = self.size
        plain = PLAIN.fullmatch
        for column, place in enumerate([*row, *[None] * (width - len(row))], 1):
            if place is None:
                cells.append(Cell(Text("", at), number, column))
            elif known and (cell := known.get(id(place))) is not None:
                cells.append(cell)
            else:
                text = place.text
                if place.sources:
                    self.sources += moved(place.sources, at)
                shown = Text(text, at) if plain(text) else readable(text, 0, len(text), at=at)
                cell = Cell(shown, place.row, place.column, place.rows, place.columns, place.corner)
                cells.append(cell)
                if not place.rows == place.columns == 1:
                    known[id(place)] = cell
                parts.append(text)
                at += len(text)
            parts.append("\t")
            at += 1
        if cells:
            parts[-1] = "\n"
        self.size = at
        self.bound_text(at)
        return tuple(cells)

    def bound_places(self, columns: int, rows: int) -> None:
        """Count a table of this size; a `ReadError` where it is too wide, or all are too large."""
        if columns > MAX_COLUMNS:
            raise ReadError(
                f"{self.name}：表格超过 {MAX_COLUMNS} 列，无法读取。",
                f"{self.name}: a table has more than {MAX_COLUMNS} columns and cannot be read.",
            )
        self.places += columns * rows
        if self.places > MAX_CELLS:
            raise ReadError(
                f"{self.name}：表格过大（超过 {MAX_CELLS} 格），无法读取。",
                f"{self.name}: the tables are too large (more than {MAX_CELLS} cells) to be read.",
            )

    def bound_text(self, size: int) -> None:
        """A `ReadError` where the text has more characters than any reader takes."""
        if size > MAX_TEXT_BYTES:
            raise ReadError(f"{self.name}：文字过多，无法读取。", f"{self.name}: there is too much text to be read.")


Grid = tuple[tuple[Cell, ...], ...]


def add_table(extract: Extract, rows: Rows, drafts: list[Draft], grids: list[Grid]) -> None:
    """Lay a table out: its grid, and a draft in its place that `arrange` puts the grid into. Without text it is none."""
    add_grid(extract.grid(rows, max(map(len, rows), default=0), len(rows)), drafts, grids)


def add_grid(grid: Grid, drafts: list[Draft], grids: list[Grid]) -> None:
    """The same for a grid that is laid out."""
    filled = next((cell.text.span() for row in grid for cell in row if cell.text.string), None)
    if filled is not None:
        place = (filled.start, filled.end)
        drafts.append(Draft(Kind.TABLE, (place,), rows=(((place,),),)))
        grids.append(grid)


def arrange(source: str, drafts: list[Draft], grids: list[Grid], first: int = 1) -> list[Block]:
    """The blocks of the drafts, as in every format; the n-th table gets the n-th grid and a number from `first`."""
    blocks = list(assemble(drafts, lambda ranges, head: joined(source, ranges, head=head)))
    rest = iter(grids)
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            blocks[at] = replace(block, grid=next(rest), number=block.number + first - 1)
    return blocks
