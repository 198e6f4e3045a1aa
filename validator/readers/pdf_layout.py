"""A page → what stands on it in the order in which it is read: lines of text and tables.

Tables are cut out first: by their ruling lines, by level lines alone, by alignment. What is left is text in one
column or several; a table beside text is read where it stands, the left side first.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from validator.document import Unread
from validator.readers import outline
from validator.readers.aligned import Row, aligned, rows_of
from validator.readers.layout import PAGE_NUMBER, key
from validator.readers.pdf_lines import Piece, Sheet
from validator.readers.ruled import TOUCH, Area, Lattice, Span, TooManyRules, lattices, stacked
from validator.readers.text_tables import is_figure

GUTTER = 9.0  # points between two columns of text, or a table and the text beside it
EDGE = 0.12  # the part of a page's height at its top and bottom where page numbers stand
OUTER_ROWS = 3  # at the top and at the bottom of a page: the rows that may be page headers or footers
SAME_EXTENT = 8.0  # points by which level lines of one table may differ at their ends
SHORT_LINE = 60.0  # points: a shorter level line is no table's
FILLED = 0.7  # the part of its column that a line of running text usually fills
FEW_CHARACTERS = 8  # a column of text is at least so wide
LONG_CELL = 25  # characters that cells without any line between them have at most, on the average
_NUMBER = re.compile(r"\d{1,4}|[ivxIVX]{1,6}")
_COUNTED = re.compile(r"^\D?\d{1,4}(?!\d)|(?<!\d)\d{1,4}\D?$")  # a page's number before or behind its header

Placed = tuple[int, Piece]  # a piece and the number of its page


@dataclass(frozen=True, slots=True)
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
        return "  ".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
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


Item = Piece | Table
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
        found = _stacks(lattices(sheet.level, sheet.upright), layout.pieces)
    except TooManyRules:
        found = []
        layout.unread.append(Unread(f"第{sheet.number}页：线条", "线条过多，其中的表格未按表格读取"))
    # The inner table of two takes its text first, and stands behind the one around it.
    tables = [_cut_out(layout, lattice) for lattice in sorted(found, key=_extent)]
    layout.tables = [table for table in reversed(tables) if any(table.cells)]
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


def _cut_out(layout: Layout, lattice: Lattice) -> Table:
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
    above = [row for row in rows[:OUTER_ROWS] if row[0].top < top]
    return above + [row for row in rows[max(len(above), len(rows) - OUTER_ROWS) :] if row[0].bottom > bottom]


def _mark(row: Row) -> tuple[str, int]:
    return _COUNTED.sub("#", key("".join(piece.text for piece in row))), round(row[0].base / 4)


def _is_page_number(row: Row) -> bool:
    text = key("".join(piece.text for piece in row))
    return len(row) == 1 and (_NUMBER.fullmatch(text) or PAGE_NUMBER.fullmatch(text)) is not None


def elements(layout: Layout) -> list[Element]:
    """Lines and tables in reading order."""
    _cut_level_tables(layout)
    items: list[Item] = [*layout.pieces, *layout.tables]
    found: list[Element] = []
    for region, is_column in _regions(items):
        found += _region_elements(layout, region, is_column)
    return found


def _cut_level_tables(layout: Layout) -> None:
    """Cut out the tables of level lines alone: lines of one extent with rows of several texts between them."""
    inside = [table.lattice.box for table in layout.tables]
    level = [
        span
        for span in sorted(layout.sheet.level)
        if not any(x0 - TOUCH <= span[1] and span[2] <= x1 + TOUCH and y0 - TOUCH <= span[0] <= y1 + TOUCH for x0, y0, x1, y1 in inside)
    ]
    for group in _of_one_extent(level):
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
        lines = [s for s in level if group[0][0] <= s[0] <= group[-1][0] and left - TOUCH <= s[1] and s[2] <= right + TOUCH]
        lattice = aligned(within, lines, (left, right))
        if lattice:
            layout.tables.append(_cut_out(layout, lattice))


def _of_one_extent(level: Sequence[Span]) -> list[list[Span]]:
    """Level lines that begin and end alike, at least two."""
    groups: dict[tuple[int, int], list[Span]] = {}
    for span in level:
        if span[2] - span[1] < SHORT_LINE:
            continue
        near = [(round(span[1] / SAME_EXTENT) + i, round(span[2] / SAME_EXTENT) + j) for i in (0, -1, 1) for j in (0, -1, 1)]
        known = next((each for each in near if each in groups), near[0])
        groups.setdefault(known, []).append(span)
    return [group for group in groups.values() if len(group) > 1]


def _regions(items: Sequence[Item], is_column: bool = False) -> list[tuple[list[Item], bool]]:
    """The items by columns (True), in reading order; rows across the whole page stand in regions of their own."""
    regions: list[tuple[list[Item], bool]] = [([], is_column)]
    rows = _item_rows(items)
    at = 0
    while at < len(rows):
        end, gutter = _band(rows, at)
        if end > at and (sides := _columns(rows[at:end], rows[end:], gutter)):
            left, right, used = sides
            regions += [*_regions(left, True), *_regions(right, True), ([], is_column)]
            at = end + used
        else:
            regions[-1][0].extend(rows[at])
            at += 1
    return [region for region in regions if region[0]]


def _item_rows(items: Sequence[Item]) -> list[list[Item]]:
    rows: list[list[Item]] = []
    edge = 0.0
    for item in sorted(items, key=lambda item: (item.top, item.left)):
        slack = 0.3 * item.size if isinstance(item, Piece) else 2.0
        if rows and item.top + slack < edge:
            rows[-1].append(item)
            edge = max(edge, item.bottom - slack)
        else:
            rows.append([item])
            edge = item.bottom - slack
    return rows


def _band(rows: Sequence[list[Item]], start: int) -> tuple[int, tuple[float, float]]:
    """The end of the rows from `start` that one gutter runs through, and that gutter."""
    gutter = _widest_gap(rows[start])
    last = start
    at = start
    while gutter and at < len(rows):
        clear = _cleared(rows[at], gutter)
        if clear is None:
            break
        gutter = clear
        if any(item.right <= gutter[0] for item in rows[at]) and any(item.left >= gutter[1] for item in rows[at]):
            last = at + 1
        at += 1
    return last, gutter or (0.0, 0.0)


def _widest_gap(row: Sequence[Item]) -> tuple[float, float] | None:
    gap: tuple[float, float] | None = None
    edge: float | None = None
    for item in sorted(row, key=lambda item: item.left):
        if edge is not None and item.left - edge >= GUTTER and (gap is None or item.left - edge > gap[1] - gap[0]):
            gap = (edge, item.left)
        edge = item.right if edge is None else max(edge, item.right)
    return gap


def _cleared(row: Sequence[Item], gutter: tuple[float, float]) -> tuple[float, float] | None:
    """What is left of a gutter beside the items of a row, None where they close it."""
    low, high = gutter
    for item in row:
        middle = (item.left + item.right) / 2
        if middle < (low + high) / 2:
            low = max(low, item.right)
        else:
            high = min(high, item.left)
    return (low, high) if high - low >= GUTTER else None


def _columns(
    band: Sequence[list[Item]], below: Sequence[list[Item]], gutter: tuple[float, float]
) -> tuple[list[Item], list[Item], int] | None:
    """The left and the right column and how many rows below belong to the left; None where it is a table's gap."""
    middle = (gutter[0] + gutter[1]) / 2
    items = [item for row in band for item in row]
    left = [item for item in items if item.right <= middle]
    right = [item for item in items if item.left >= middle]
    if len(left) + len(right) < len(items):
        return None
    if any(isinstance(item, Table) for item in items):
        return left, right, 0
    if not (_is_running_text(left) and _is_running_text(right)):
        return None
    rest = [item for row in below for item in row]
    if rest and all(isinstance(item, Piece) and item.right <= middle for item in rest) and _is_running_text(left + rest):
        return left + rest, right, len(below)  # the right column ended before the left
    return left, right, 0


def _is_running_text(side: Sequence[Item]) -> bool:
    """Three lines at least, most of which fill their column."""
    if len(side) < 3:
        return False
    pieces = [item for item in side if isinstance(item, Piece)]
    start, end = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    full = sum(piece.right - piece.left >= FILLED * (end - start) for piece in pieces)
    return end - start >= FEW_CHARACTERS * pieces[0].size and 2 * full >= len(pieces)


def _region_elements(layout: Layout, region: list[Item], is_column: bool) -> list[Element]:
    """The lines of a column and its tables, those without any lines told by their alignment."""
    pieces = [item for item in region if isinstance(item, Piece)]
    tables = [item for item in region if isinstance(item, Table)]
    bounds = sorted(table.top for table in tables)
    rows = rows_of(pieces)
    left = min((piece.left for piece in pieces), default=0)
    right = max((piece.right for piece in pieces), default=0)
    if not is_column:  # short lines do not tell where a full one ends, the other margin does
        right = max(right, layout.sheet.width - left)
    found: list[tuple[float, Element]] = [(table.top, table) for table in tables]
    at = 0
    while at < len(rows):
        end = _aligned_end(rows, at, bounds)
        table = _free_table(layout, rows[at:end]) if end > at + 1 else None
        if table:
            found.append((table.top, table))
            at = end
            continue
        row = tuple(sorted(rows[at], key=lambda piece: piece.left))
        found.append((row[0].top, Line(layout.sheet.number, row, left, right, layout.sheet.width, is_column)))
        at += 1
    found.sort(key=lambda pair: pair[0])
    ordered = [element for _, element in found]
    first = next((n for n, element in enumerate(ordered) if isinstance(element, Line)), None)
    if first is not None and isinstance(line := ordered[first], Line):
        ordered[first] = replace(line, opens=True)
    return ordered


def _aligned_end(rows: Sequence[Row], start: int, bounds: Sequence[float]) -> int:
    """The end of the rows from `start` that may be a table without lines: several texts to most rows."""
    if len(rows[start]) < 2:
        return start
    end = at = start + 1
    while at < len(rows):
        above, row = rows[at - 1], rows[at]
        far = row[0].top - max(p.bottom for p in above) > 2.5 * row[0].size
        if far or any(above[0].top < bound <= row[0].top for bound in bounds):
            break
        if len(row) > 1:
            end = at + 1
        elif not _within_table(row[0], above, rows[at + 1] if at + 1 < len(rows) else None):
            break
        elif _is_rest_of_cell(row[0], above):
            end = at + 1
        at += 1
    return end


def _within_table(piece: Piece, above: Row, below: Row | None) -> bool:
    """True for a row of a single text that may stand in a table: a group's name, or the rest of a cell."""
    if outline.is_note(piece.text) or outline.is_numbered_caption(piece.text) or not outline.is_open_end(piece.text):
        return False
    return _is_rest_of_cell(piece, above) or (below is not None and len(below) > 1 and len(piece.text) <= LONG_CELL)


def _is_rest_of_cell(piece: Piece, above: Row) -> bool:
    for at, start in enumerate(above):
        if abs(start.left - piece.left) <= 0.5 * piece.size:
            edge = above[at + 1].left if at + 1 < len(above) else start.right + piece.size
            near = piece.top - start.bottom < 0.9 * piece.size
            return near and piece.right < edge and outline.lead(piece.text) is None and not outline.is_note(piece.text)
    return False


def _free_table(layout: Layout, rows: Sequence[Row]) -> Table | None:
    pieces = [piece for row in rows for piece in row]
    texts = [piece.text for row in rows if len(row) > 1 for piece in row]
    figures = sum(any(is_figure(key(piece.text)) for piece in row[1:]) for row in rows)
    if figures < 2 or sum(map(len, texts)) > LONG_CELL * len(texts):
        return None
    lattice = aligned(pieces)
    if lattice is None:
        return None
    spread = Layout(layout.sheet, pieces=list(pieces))
    table = _cut_out(spread, lattice)
    return table if not spread.pieces else None


def area_texts(table: Table, row: int) -> list[str]:
    """What the cells that begin in a row say, without any space."""
    return [
        key("".join(piece.text for _, piece in cell))
        for area, cell in zip(table.lattice.areas, table.cells, strict=True)
        if area.row == row
    ]


def with_cells(table: Table, lattice: Lattice, cells: Sequence[Sequence[Placed]]) -> Table:
    """The same table with other cells."""
    return replace(table, lattice=lattice, cells=tuple(map(tuple, cells)))


__all__ = ["Area", "Element", "Layout", "Line", "Table", "area_texts", "elements", "laid_out", "set_aside", "with_cells"]
