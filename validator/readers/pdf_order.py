"""What stands on a page → the order in which it is read: in one column or several, with tables beside text.

Tables that no line shows are found here, within their column: by the alignment of their text.
"""

from collections.abc import Sequence
from dataclasses import replace

from validator.readers import outline
from validator.readers.aligned import Row, aligned, rows_of
from validator.readers.layout import key
from validator.readers.pdf_layout import Element, Layout, Line, Table, cut_level_tables, cut_out
from validator.readers.pdf_lines import Piece
from validator.readers.text_tables import is_figure

GUTTER = 9.0  # points between two columns of text, or a table and the text beside it
FILLED = 0.7  # the part of its column that a line of running text usually fills
FEW_CHARACTERS = 8  # a column of text is at least so wide
LONG_CELL = 25  # characters that cells without any line between them have at most, on the average
DEEPEST = 4  # columns within columns
LONG_BAND = 60  # rows
MOST_ROWS = 200  # of a table without lines, or of columns: no page has more

Item = Piece | Table


def elements(layout: Layout) -> list[Element]:
    """Lines and tables in reading order."""
    cut_level_tables(layout)
    items: list[Item] = [*layout.pieces, *layout.tables]
    found: list[Element] = []
    for region, is_column in _regions(items):
        found += _region_elements(layout, region, is_column)
    return found


def _regions(items: Sequence[Item], depth: int = 0) -> list[tuple[list[Item], bool]]:
    """The items by columns (True), in reading order; rows across the whole page stand in regions of their own."""
    regions: list[tuple[list[Item], bool]] = [([], depth > 0)]
    rows = _item_rows(items)
    at = 0
    while at < len(rows):
        end, gutter = _band(rows, at) if depth < DEEPEST else (at, (0.0, 0.0))
        if end > at and (sides := _columns(rows, at, end, gutter)):
            left, right, at = sides
            regions += [*_regions(left, depth + 1), *_regions(right, depth + 1), ([], depth > 0)]
        else:
            beyond = end if end - at > LONG_BAND else at + 1  # a long one is not looked at again from each of its rows
            regions[-1][0].extend(item for row in rows[at:beyond] for item in row)
            at = beyond
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
    while gutter and at < min(len(rows), start + MOST_ROWS):
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
    rows: Sequence[list[Item]], start: int, end: int, gutter: tuple[float, float]
) -> tuple[list[Item], list[Item], int] | None:
    """The left and the right column and where the rows go on below them; None where it is a table's gap."""
    middle = (gutter[0] + gutter[1]) / 2
    items = [item for row in rows[start:end] for item in row]
    left = [item for item in items if item.right <= middle]
    right = [item for item in items if item.left >= middle]
    if len(left) + len(right) < len(items):
        return None
    if any(isinstance(item, Table) for item in items):
        return left, right, end
    if not (_is_running_text(left) and _is_running_text(right)):
        return None
    rest = [item for row in rows[end : end + MOST_ROWS] for item in row]
    if (
        rest
        and all(isinstance(item, Piece) and item.right <= middle for item in rest)
        and _is_running_text(left + rest)
    ):
        return left + rest, right, end + MOST_ROWS  # the right column ended before the left
    return left, right, end


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
    while at < min(len(rows), start + MOST_ROWS):
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
    table = cut_out(spread, lattice)
    return table if not spread.pieces else None
