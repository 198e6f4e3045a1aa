"""Ruling lines → the grid of a table: which lines belong together, and which cells they part.

Nothing here knows where lines come from, the drawing of a pdf or the picture of a scan: lines are
(left, top, right, bottom), level or upright, with lengths in points or any other unit of that order. Cells are what
no line parts, so merged cells come out exact. Where a table is open at its sides, its level lines tell how far it
reaches.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from validator.readers.limits import MAX_RULES
from validator.records import record

Rule = tuple[float, float, float, float]
Span = tuple[float, float, float]  # a line: its place across, from, to

SAME = 3.0  # lines nearer than this are one
GAP = 3.5  # a break in a line that is none
TOUCH = 3.5  # lines that come so near to each other meet
OPEN = 6.0  # level lines that go so far beyond the outermost upright are an open side
INSET = 9.0  # how far a table within a cell stands away from that cell's left edge
COVER = 0.8  # the part of a cell's edge that a line must run along
STEPS = 2_000_000  # comparisons for the lines of one page
PLACES = 100_000  # places in the grid of one table


class TooManyRules(Exception):  # noqa: N818 - the caller lists the page as unread
    """The lines are no table that a person could read."""


@record
class Area:
    """A cell: where it begins (row and column from 0), how many rows and columns it spans."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@record
class Lattice:
    """A table's lines: `xs` and `ys` in ascending order, and the cells between them in reading order.

    `is_open`: no upright line stands at its left and right edge.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    areas: tuple[Area, ...]
    is_open: bool = False

    @property
    def box(self) -> Rule:
        """Left, top, right, bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def owners(self) -> list[list[int]]:
        """For every row and column the index of its cell in `areas`."""
        found = [[-1] * (len(self.xs) - 1) for _ in range(len(self.ys) - 1)]
        for index, area in enumerate(self.areas):
            for row in range(area.row, area.row + area.rows):
                found[row][area.column : area.column + area.columns] = [index] * area.columns
        return found

    def place(self, x: float, y: float) -> tuple[int, int]:
        """Row and column of a point; one beyond the edge belongs to the cell at the edge."""
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return row, min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)


def lattices(level: Sequence[Span], upright: Sequence[Span]) -> list[Lattice]:
    """The tables that the lines (of `split`) make, from the top down; a single box is none.

    Raises `TooManyRules`.
    """
    found = [lattice(*group) for group in _groups(level, upright)]
    parts = [part for each in found if each for part in _unnested(each)]
    return sorted((each for each in parts if len(each.areas) > 1), key=lambda each: each.box[1::-1])


def _unnested(table: Lattice) -> list[Lattice]:
    """The table, and the one in a cell of it whose lines touch that cell's: an empty strip sets it in from the left."""
    by_start = {(area.row, area.column): area for area in table.areas}
    by_end = {(area.row + area.rows, area.column): area for area in table.areas}
    for strip in table.areas:
        if strip.columns > 1 or table.xs[strip.column + 1] - table.xs[strip.column] > INSET:
            continue
        above = by_end.get((strip.row, strip.column))
        below = by_start.get((strip.row + strip.rows, strip.column))
        around = [area for area in (above, below) if area and area.columns > 1]
        if around and len({area.columns for area in around}) == 1:
            return _parted(table, strip, around)
    return [table]


def _parted(table: Lattice, strip: Area, around: list[Area]) -> list[Lattice]:
    """The outer table with the cell whole that holds the inner one, and the inner table."""
    first, last = min(strip.row, around[0].row), strip.row + strip.rows
    last = max(last, around[-1].row + around[-1].rows)
    left, right = strip.column, strip.column + around[0].columns
    cell = Area(first, left, last - first, right - left)
    inner = [
        area
        for area in table.areas
        if area.column > left
        and area.column + area.columns <= right
        and strip.row <= area.row
        and area.row + area.rows <= strip.row + strip.rows
    ]
    gone = {strip, *around, *inner}
    outer = [area for area in table.areas if area not in gone]
    if sum(area.rows * area.columns for area in gone) != cell.rows * cell.columns:
        return [table]  # something else stands there too
    return [_compact(table, [*outer, cell]), _compact(table, inner)]


def _compact(table: Lattice, areas: Sequence[Area]) -> Lattice:
    """The table of these cells on the lines of `table` that they need."""
    rows = sorted({row for area in areas for row in (area.row, area.row + area.rows)})
    columns = sorted({column for area in areas for column in (area.column, area.column + area.columns)})
    row_at, column_at = ({old: new for new, old in enumerate(kept)} for kept in (rows, columns))
    placed = sorted(
        (row_at[a.row], column_at[a.column], row_at[a.row + a.rows], column_at[a.column + a.columns]) for a in areas
    )
    xs, ys = tuple(table.xs[at] for at in columns), tuple(table.ys[at] for at in rows)
    return Lattice(xs, ys, tuple(Area(r, c, r2 - r, c2 - c) for r, c, r2, c2 in placed), table.is_open)


def without_rows(table: Lattice, count: int) -> Lattice:
    """The table without its first rows."""
    left = ((area, area.row + area.rows - count) for area in table.areas if area.row + area.rows > count)
    areas = (Area(max(a.row - count, 0), a.column, min(a.rows, end), a.columns) for a, end in left)
    return Lattice(table.xs, table.ys[count:], tuple(areas), table.is_open)


def stacked(above: Lattice, below: Lattice) -> Lattice:
    """Two tables of one width as one; what lies between them, if anything, is a row of a single cell."""
    xs = _places([(x, 0.0, 0.0) for x in (*above.xs, *below.xs)], above.xs[0], above.xs[-1])
    gap = below.ys[0] - above.ys[-1] > SAME
    ys = (*above.ys, *(below.ys if gap else below.ys[1:]))
    start = len(above.ys) - 1 + gap
    areas = _moved(above, xs, 0)
    areas += [Area(start - 1, 0, 1, len(xs) - 1)] if gap else []
    return Lattice(tuple(xs), ys, (*areas, *_moved(below, xs, start)), above.is_open and below.is_open)


def _moved(old: Lattice, xs: Sequence[float], down: int) -> list[Area]:
    """The cells of a table on other columns, so many rows further down."""
    index = [nearest(xs, x) for x in old.xs]
    ends = ((area, index[area.column], index[area.column + area.columns]) for area in old.areas)
    return [Area(area.row + down, left, area.rows, right - left) for area, left, right in ends]


def nearest(places: Sequence[float], place: float) -> int:
    """The index of the place (of several, in order) that is nearest."""
    at = bisect_left(places, place)
    return at if at == 0 or (at < len(places) and places[at] - place < place - places[at - 1]) else at - 1


def split(rules: Iterable[Rule]) -> tuple[list[Span], list[Span]]:
    """Level and upright lines, each (place across, from, to), their pieces joined. Raises `TooManyRules`."""
    level: list[Span] = []
    upright: list[Span] = []
    for left, top, right, bottom in rules:
        if right - left >= bottom - top:
            level.append((top, left, right))
        else:
            upright.append((left, top, bottom))
    joined = _joined(level), _joined(upright)
    if len(joined[0]) + len(joined[1]) > MAX_RULES:
        raise TooManyRules
    return joined


def _joined(spans: list[Span]) -> list[Span]:
    """Lines on the same place made one: dashes, cell borders drawn cell by cell, double lines."""
    result: list[Span] = []
    spans.sort()
    at = 0
    while at < len(spans):
        end = at
        while end < len(spans) and spans[end][0] - spans[at][0] <= SAME:
            end += 1
        across = (spans[at][0] + spans[end - 1][0]) / 2
        open_from, open_to = None, 0.0
        for _, start, stop in sorted(spans[at:end], key=lambda span: span[1]):
            if open_from is None or start > open_to + GAP:
                if open_from is not None:
                    result.append((across, open_from, open_to))
                open_from, open_to = start, stop
            open_to = max(open_to, stop)
        if open_from is not None:
            result.append((across, open_from, open_to))
        at = end
    return [span for span in result if span[2] - span[1] > 2 * SAME]


def _groups(level: Sequence[Span], upright: Sequence[Span]) -> list[tuple[list[Span], list[Span]]]:
    """Lines that meet, directly or through others. Those that meet none are left out."""
    parent = list(range(len(level) + len(upright)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    upright = sorted(upright)
    places = [span[0] for span in upright]
    steps = 0
    for number, (y, left, right) in enumerate(level):
        first, last = bisect_left(places, left - TOUCH), bisect_right(places, right + TOUCH)
        steps += last - first
        if steps > STEPS:
            raise TooManyRules
        for at in range(first, last):
            if upright[at][1] - TOUCH <= y <= upright[at][2] + TOUCH:
                parent[root(len(level) + at)] = root(number)
    groups: dict[int, tuple[list[Span], list[Span]]] = {}
    for number, span in enumerate(level):
        groups.setdefault(root(number), ([], []))[0].append(span)
    for number, span in enumerate(upright):
        groups.setdefault(root(len(level) + number), ([], []))[1].append(span)
    return [group for group in groups.values() if group[0] and group[1]]


def lattice(level: list[Span], upright: list[Span]) -> Lattice | None:
    """The table of lines that belong together; None where they enclose nothing."""
    xs = _places(upright, min(span[1] for span in level), max(span[2] for span in level))
    ys = _places(level, min(span[1] for span in upright), max(span[2] for span in upright))
    if len(xs) < 2 or len(ys) < 2:
        return None
    if len(xs) * len(ys) > PLACES:
        raise TooManyRules
    right_of = _walls(upright, xs, ys)
    below = _walls(level, ys, xs)
    rows, columns = len(ys) - 1, len(xs) - 1
    # A line of the grid that parts no two cells anywhere is an underline or an ornament.
    keep_x = [0, *(x for x in range(1, columns) if any((x, row) in right_of for row in range(rows))), columns]
    keep_y = [0, *(y for y in range(1, rows) if any((y, column) in below for column in range(columns))), rows]
    if len(keep_x) <= columns or len(keep_y) <= rows:
        xs, ys = [xs[at] for at in keep_x], [ys[at] for at in keep_y]
        right_of, below = _walls(upright, xs, ys), _walls(level, ys, xs)
    ends = [span[0] for span in upright]
    is_open = min(ends) > xs[0] + SAME and max(ends) < xs[-1] - SAME
    return Lattice(tuple(xs), tuple(ys), tuple(_areas(len(ys) - 1, len(xs) - 1, right_of, below)), is_open)


def _places(spans: Sequence[Span], low: float, high: float) -> list[float]:
    """Where lines stand, in order; with an open side where the lines across go on beyond the last one."""
    found: list[float] = []
    for across in sorted(span[0] for span in spans):
        if not found or across - found[-1] > SAME:
            found.append(across)
    if found and low < found[0] - OPEN:
        found.insert(0, low)
    if found and high > found[-1] + OPEN:
        found.append(high)
    return found


def _walls(spans: Sequence[Span], places: Sequence[float], across: Sequence[float]) -> set[tuple[int, int]]:
    """The (index of a place, number of a cell edge along it) pairs at which a line runs."""
    walls: set[tuple[int, int]] = set()
    for where, start, stop in spans:
        index = bisect_left(places, where - SAME)
        if index == len(places) or abs(places[index] - where) > SAME:
            continue
        first = max(bisect_right(across, start) - 1, 0)
        for at in range(first, len(across) - 1):
            low, high = across[at], across[at + 1]
            if low >= stop:
                break
            if min(stop, high) - max(start, low) >= COVER * (high - low) - SAME:
                walls.add((index, at))
    return walls


def _areas(rows: int, columns: int, right_of: set[tuple[int, int]], below: set[tuple[int, int]]) -> list[Area]:
    """The cells: places that no wall parts, as rectangles; what is none falls apart into its rows."""
    runs: list[list[tuple[int, int]]] = []  # for every row its stretches without a wall: first column, past the last
    for row in range(rows):
        edges = [0, *(x for x in range(1, columns) if (x, row) in right_of), columns]
        runs.append(list(pairwise(edges)))
    areas: list[Area] = []
    above: dict[tuple[int, int], int] = {}
    for row, stretches in enumerate(runs):
        current: dict[tuple[int, int], int] = {}
        for first, end in stretches:
            known = above.get((first, end))
            parted = any((row, column) in below for column in range(first, end))
            if known is not None and not parted:
                area = areas[known]
                areas[known] = Area(area.row, area.column, area.rows + 1, area.columns)
                current[first, end] = known
            else:
                current[first, end] = len(areas)
                areas.append(Area(row, first, 1, end - first))
        above = current
    return areas
