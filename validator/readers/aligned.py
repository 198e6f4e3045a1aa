"""Tables that no upright line shows: columns told by how the text is aligned, rows by lines or by its distances.

Three-line tables, tables with level lines only, and tables without any line come out in the same form as ruled ones
(`ruled.Lattice`). What a printed page does not tell is not guessed: a body cell that is empty because it was merged
with the one above looks like an empty cell, and is one here.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from validator.readers import outline
from validator.readers.pdf_lines import Piece
from validator.readers.ruled import SAME, Area, Lattice, Span
from validator.readers.text_tables import is_figure

OVERLAP = 0.3  # the part of its height by which a piece may reach into the next row
STRAY = 0.15  # the part of the rows that may lie across a column's edge: wide headers, group rows
NARROW = 3.0  # points: a corridor between columns is at least as wide
FULL = 1.6  # a cell that ends nearer to its column's edge than this many characters may go on below
MOST_ROWS, MOST_COLUMNS = 2_000, 100


Row = list[Piece]


@dataclass(slots=True)
class _Band:
    """One printed line of a table: its text by column, and the columns that each text covers."""

    pieces: Row
    spans: list[tuple[int, int]]  # first and last column of each piece
    top: float
    bottom: float


def rows_of(pieces: Sequence[Piece]) -> list[Row]:
    """The pieces by rows: what overlaps in height stands in one row. From the top down, left to right."""
    rows: list[Row] = []
    edge = 0.0
    for piece in sorted(pieces, key=lambda piece: piece.top):
        slack = OVERLAP * piece.size
        if rows and piece.top + slack < edge:
            rows[-1].append(piece)
            edge = max(edge, piece.bottom - slack)
        else:
            rows.append([piece])
            edge = piece.bottom - slack
    return [sorted(row, key=lambda piece: (piece.left, piece.base)) for row in rows]


def aligned(
    pieces: Sequence[Piece], level: Sequence[Span] = (), box: tuple[float, float] | None = None
) -> Lattice | None:
    """The table that these pieces make, None if they make none. `level` are its lines, `box` its left and right."""
    rows = rows_of(pieces)
    left, right = box or (min(p.left for p in pieces), max(p.right for p in pieces))
    xs = _columns(rows, left, right)
    if not 3 <= len(xs) <= MOST_COLUMNS or not 2 <= len(rows) <= MOST_ROWS:
        return None
    bands = [_band(row, xs) for row in rows]
    if sum(len({first for first, _ in band.spans}) > 1 for band in bands) < 2:
        return None
    ys, starts = _ruled_rows(bands, level) if len(level) > 3 else _free_rows(bands, xs)
    areas = _areas(bands, starts, len(xs) - 1, level, xs, ys)
    return Lattice(tuple(xs), tuple(ys), tuple(areas), is_open=True)


def _columns(rows: Sequence[Row], left: float, right: float) -> list[float]:
    """The edges of the columns: where (almost) no row has text."""
    full = [row for row in rows if len(row) > 1]
    events = sorted(event for row in full for piece in row for event in ((piece.left, 1), (piece.right, -1)))
    allowed = int(STRAY * len(full))
    if len(full) > 2:
        allowed = max(allowed, 1)
    edges: list[float] = [left]
    depth, opened = 0, None
    for x, step in events:
        before, depth = depth, depth + step
        if before > allowed >= depth:
            opened = x
        elif before <= allowed < depth:
            if opened is not None and x - opened >= NARROW:
                edges.append((opened + x) / 2)
            opened = None
    return [*edges, right]


def _band(row: Row, xs: Sequence[float]) -> _Band:
    slack = 0.3 * row[0].size
    last = len(xs) - 2
    spans = [
        (
            min(max(bisect_left(xs, piece.left + slack) - 1, 0), last),
            min(max(bisect_left(xs, piece.right - slack) - 1, 0), last),
        )
        for piece in row
    ]
    return _Band(row, spans, min(p.top for p in row), max(p.bottom for p in row))


def _ruled_rows(bands: Sequence[_Band], level: Sequence[Span]) -> tuple[list[float], list[int]]:
    """Rows between level lines. `starts` gives for every band its row."""
    ys = [level[0][0]]
    for y, _, _ in level[1:]:
        if y - ys[-1] > SAME:
            ys.append(y)
    starts = [min(max(bisect_left(ys, (band.top + band.bottom) / 2) - 1, 0), len(ys) - 2) for band in bands]
    return ys, starts


def _free_rows(bands: Sequence[_Band], xs: Sequence[float]) -> tuple[list[float], list[int]]:
    """Rows without lines between them: a line of text that goes on with the cells above begins no row."""
    starts = [0]
    for above, band in pairwise(bands):
        starts.append(starts[-1] + (not _goes_on(above, band, xs)))
    ys = [bands[0].top]
    for number, (above, band) in enumerate(pairwise(bands), 1):
        if starts[number] != starts[number - 1]:
            ys.append((above.bottom + band.top) / 2)
    return [*ys, bands[-1].bottom], starts


def _goes_on(above: _Band, band: _Band, xs: Sequence[float]) -> bool:
    """True for the rest of cells that reach their column's edge in the line above; no figure, no number of its own."""
    ends = {last: piece for piece, (_, last) in zip(above.pieces, above.spans, strict=True)}
    for piece, (first, last) in zip(band.pieces, band.spans, strict=True):
        start = ends.get(last)
        if start is None or first != last or is_figure(piece.text) or outline.lead(piece.text) is not None:
            return False
        if start.right < xs[last + 1] - FULL * piece.size - (xs[last + 1] - start.left) * 0.3:
            return False
    return len(band.pieces) < max(len(above.pieces), 2)


def _areas(
    bands: Sequence[_Band],
    starts: Sequence[int],
    columns: int,
    level: Sequence[Span],
    xs: Sequence[float],
    ys: Sequence[float],
) -> list[Area]:
    """The cells, those of the header and of group rows merged as they are meant."""
    rows = len(ys) - 1
    filled: list[dict[int, int]] = [{} for _ in range(rows)]  # first column of a text → last column
    figures = [False] * rows
    for band, row in zip(bands, starts, strict=True):
        for piece, (first, last) in zip(band.pieces, band.spans, strict=True):
            filled[row][first] = max(last, filled[row].get(first, first))
            figures[row] |= is_figure(piece.text)
    header = next((row for row in range(rows) if figures[row] or set(filled[row]) == {0}), rows)
    for row in range(rows):
        if set(filled[row]) == {0} and (row >= header or rows > 1):  # a group's name has the row to itself
            filled[row][0] = columns - 1
        elif row + 1 < header:
            _widen(filled[row], filled[row + 1], columns)
    return _grid(filled, header, columns, [(span, bisect_left(ys, span[0] - SAME)) for span in level], xs)


def _widen(row: dict[int, int], below: dict[int, int], columns: int) -> None:
    """A cell of the header spans the columns to its right that are empty here and filled below."""
    for first in sorted(row):
        at = row[first] + 1
        while at < columns and at not in row and at in below and first in below:
            row[first] = at
            at += 1


def _grid(
    filled: Sequence[dict[int, int]],
    header: int,
    columns: int,
    level: Sequence[tuple[Span, int]],
    xs: Sequence[float],
) -> list[Area]:
    areas: list[Area] = []
    above: dict[tuple[int, int], int] = {}
    lines: dict[int, list[Span]] = {}
    for span, at in level:
        lines.setdefault(at, []).append(span)
    for row, cells in enumerate(filled):
        current: dict[tuple[int, int], int] = {}
        at = 0
        while at < columns:
            end = max(cells.get(at, at), at)
            known = above.get((at, end))
            middle = (xs[at] + xs[end + 1]) / 2
            parted = any(span[1] - SAME <= middle <= span[2] + SAME for span in lines.get(row, ()))
            # Below a header's cell nothing is printed; elsewhere a line that stops short tells of a merged cell.
            merged = row < header or (row > 0 and bool(lines.get(row)) and not parted)
            if known is not None and at not in cells and merged:
                area = areas[known]
                areas[known] = Area(area.row, area.column, area.rows + 1, area.columns)
                current[at, end] = known
            else:
                current[at, end] = len(areas)
                areas.append(Area(row, at, 1, end - at + 1))
            at = end + 1
        above = current
    return areas
