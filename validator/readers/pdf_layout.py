"""A page → the tables on it, and the text outside them.

Tables are cut out of the page by their ruling lines, or by level lines alone; what returns at the edge of page after
page, its header, footer and number, is set aside.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from validator.document import Unread
from validator.readers import gaps, outline
from validator.readers.aligned import Row, aligned, rows_of
from validator.readers.layout import PAGE_NUMBER, key
from validator.readers.pdf_lines import TOO_MANY, Piece, Sheet
from validator.readers.ruled import TOUCH, Lattice, Span, TooManyRules, lattices, stacked
from validator.records import record

EDGE = 0.12  # the part of a page's height at its top and bottom where page numbers stand
OUTER_ROWS = 3  # at the top and at the bottom of a page: the rows that may be page headers or footers
SAME_EXTENT = 8.0  # points by which level lines of one table may differ at their ends
MOST_LOOKS = 4_000_000  # tables × pieces of text, of one page
SHORT_LINE = 60.0  # points: a shorter level line is no table's
_NUMBER = re.compile(r"\d{1,4}|[ivxIVX]{1,6}")
_COUNTED = re.compile(r"^\D?\d{1,4}(?!\d)|(?<!\d)\d{1,4}\D?$")  # a page's number before or behind its header

Placed = tuple[int, Piece]  # a piece and the number of its page


@record
class Line:
    """A line of running text. `left` and `right` are the edges of the column that it stands in."""

    page: int
    pieces: tuple[Piece, ...]
    left: float
    right: float
    across: float  # the width of the page
    in_column: bool = False  # other text or a table stands beside
    opens: bool = False  # the first line of its column

    @property
    def first(self) -> Piece:
        """The piece that the line begins with."""
        return self.pieces[0]

    @property
    def last(self) -> Piece:
        """The piece that the line ends with."""
        return self.pieces[-1]

    @property
    def text(self) -> str:
        """The text, its pieces set apart."""
        pieces = self.pieces
        return pieces[0].text if len(pieces) == 1 else "  ".join([piece.text for piece in pieces])


@record
class Table:
    """A table as it stands on its page: `cells[n]` holds the text in `lattice.areas[n]`."""

    page: int
    lattice: Lattice
    cells: tuple[tuple[Placed, ...], ...]

    @property
    def left(self) -> float:
        """The left edge; with `top`, `right` and `bottom` what a piece has too."""
        return self.lattice.xs[0]

    @property
    def right(self) -> float:
        """The right edge."""
        return self.lattice.xs[-1]

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.lattice.ys[0]

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.lattice.ys[-1]


Element = Line | Table


@dataclass(slots=True)
class Layout:
    """What stands on one page: tables, and the pieces of text outside them."""

    sheet: Sheet
    tables: list[Table] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def laid_out(sheet: Sheet) -> Layout:
    """The page with its ruled tables cut out."""
    layout = Layout(sheet, pieces=list(sheet.pieces), unread=list(sheet.unread))
    try:
        tables = lattices(sheet.level, sheet.upright)
        if len(tables) * len(layout.pieces) > MOST_LOOKS:
            raise TooManyRules
        found = _stacks(tables, layout.pieces)
    except TooManyRules:
        found = []
        layout.unread.append(gaps.missed(gaps.page(sheet.number), "线条", TOO_MANY))
    # The inner table of two takes its text first, and stands behind the one around it.
    cut = [cut_out(layout, lattice) for lattice in sorted(found, key=_extent)]
    layout.tables = [table for table in reversed(cut) if any(table.cells)]
    return layout


def _extent(table: Lattice) -> float:
    left, top, right, bottom = table.box
    return (right - left) * (bottom - top)


def _stacks(found: list[Lattice], pieces: Sequence[Piece]) -> list[Lattice]:
    """Tables open at their sides made whole again: a group row without upright lines tears them apart."""
    result: list[Lattice] = []
    for table in found:
        if result and _belong_together(result[-1], table, pieces):
            result[-1] = stacked(result[-1], table)
        else:
            result.append(table)
    return result


def _belong_together(above: Lattice, below: Lattice, pieces: Sequence[Piece]) -> bool:
    if not (above.is_open and below.is_open):
        return False
    if max(abs(above.xs[0] - below.xs[0]), abs(above.xs[-1] - below.xs[-1])) > SAME_EXTENT:
        return False
    between = [p for p in pieces if above.ys[-1] < (p.top + p.bottom) / 2 < below.ys[0]]
    if not between or below.ys[0] - above.ys[-1] > 5 * max(piece.size for piece in between):
        return not between and below.ys[0] - above.ys[-1] <= TOUCH
    text = between[0].text
    other = outline.is_numbered_caption(text) or outline.is_note(text) or outline.is_unit_line(text)
    return len(between) == 1 and not other


def cut_out(layout: Layout, lattice: Lattice) -> Table:
    """Move the text inside a table into its cells."""
    left, top, right, bottom = lattice.box
    owners = lattice.owners()
    cells: list[list[Piece]] = [[] for _ in lattice.areas]
    rest: list[Piece] = []
    for piece in layout.pieces:
        x, y = (piece.left + piece.right) / 2, (piece.top + piece.bottom) / 2
        if left <= x <= right and top <= y <= bottom:
            row, column = lattice.place(x, y)
            cells[owners[row][column]].append(piece)
        else:
            rest.append(piece)
    layout.pieces = rest
    number = layout.sheet.number
    placed = (tuple((number, p) for row in rows_of(cell) for p in row) for cell in cells)
    return Table(number, lattice, tuple(placed))


def set_aside(layouts: Sequence[Layout]) -> None:
    """Take page headers, footers and page numbers out of the pages: what returns on the same place of several pages."""
    outer = [_outer_rows(layout) for layout in layouts]
    counts = Counter(mark for rows in outer for mark in {_mark(row) for row in rows})
    for layout, rows in zip(layouts, outer, strict=True):
        height = layout.sheet.height
        gone: set[int] = set()
        for row in rows:
            at_edge = row[0].bottom < EDGE * height or row[0].top > (1 - EDGE) * height
            again = counts[_mark(row)]
            if again >= 3 or (at_edge and (again == 2 or _is_page_number(row))):
                gone.update(map(id, row))
        layout.pieces = [piece for piece in layout.pieces if id(piece) not in gone]


def _outer_rows(layout: Layout) -> list[Row]:
    """The outermost rows of text, as far as no table stands further out."""
    top = min((table.top for table in layout.tables), default=layout.sheet.height)
    bottom = max((table.bottom for table in layout.tables), default=0)
    rows = rows_of(layout.pieces)
    above = [at for at in range(min(OUTER_ROWS, len(rows))) if rows[at][0].top < top]
    below = [at for at in range(max(len(above), len(rows) - OUTER_ROWS), len(rows)) if rows[at][0].bottom > bottom]
    inner = [(at, at + 1) for at in above] + [(at, at - 1) for at in below]
    return [rows[at] for at, near in inner if not _is_text(rows[at], rows[near] if 0 <= near < len(rows) else [])]


def _is_text(row: Row, inner: Row) -> bool:
    """True for what may return at the head of every page and still belongs to the text: 单位：亿元, a table's header."""
    if outline.is_unit_line(row[0].text) or outline.is_note(row[0].text) or outline.is_numbered_caption(row[0].text):
        return True
    if len(row) < 2 or len(inner) < 2:
        return False
    return max(inner[0].top - row[0].bottom, row[0].top - inner[0].bottom) < 2 * row[0].size


def _mark(row: Row) -> tuple[str, int]:
    return _COUNTED.sub("#", key("".join(piece.text for piece in row))), round(row[0].base / 4)


def _is_page_number(row: Row) -> bool:
    text = key("".join(piece.text for piece in row))
    return len(row) == 1 and (_NUMBER.fullmatch(text) or PAGE_NUMBER.fullmatch(text)) is not None


def cut_level_tables(layout: Layout) -> None:
    """Cut out the tables of level lines alone: lines of one extent with rows of several texts between them."""
    inside = [table.lattice.box for table in layout.tables]
    level = [
        span
        for span in sorted(layout.sheet.level)
        if not any(
            x0 - TOUCH <= span[1] and span[2] <= x1 + TOUCH and y0 - TOUCH <= span[0] <= y1 + TOUCH
            for x0, y0, x1, y1 in inside
        )
    ]
    groups = _of_one_extent(level)
    for group in groups if len(groups) * len(layout.pieces) <= MOST_LOOKS else []:
        left, right = group[0][1], group[0][2]
        within = [
            piece
            for piece in layout.pieces
            if left - TOUCH <= (piece.left + piece.right) / 2 <= right + TOUCH
            and group[0][0] < (piece.top + piece.bottom) / 2 < group[-1][0]
        ]
        rows = rows_of(within)
        if len(rows) < 2 or sum(len(row) > 1 for row in rows) * 2 < len(rows):
            continue
        lines = [
            s for s in level if group[0][0] <= s[0] <= group[-1][0] and left - TOUCH <= s[1] and s[2] <= right + TOUCH
        ]
        lattice = aligned(within, lines, (left, right))
        if lattice:
            layout.tables.append(cut_out(layout, lattice))


def _of_one_extent(level: Sequence[Span]) -> list[list[Span]]:
    """Level lines that begin and end alike, at least two."""
    groups: dict[tuple[int, int], list[Span]] = {}
    for span in level:
        if span[2] - span[1] < SHORT_LINE:
            continue
        near = [
            (round(span[1] / SAME_EXTENT) + i, round(span[2] / SAME_EXTENT) + j) for i in (0, -1, 1) for j in (0, -1, 1)
        ]
        known = next((each for each in near if each in groups), near[0])
        groups.setdefault(known, []).append(span)
    return [group for group in groups.values() if len(group) > 1]
