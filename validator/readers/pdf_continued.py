"""Tables that a page's end cuts in two, made one: the repeated header goes, a torn row is put together."""

import re
from collections.abc import Sequence
from dataclasses import replace

from validator.readers.layout import key
from validator.readers.pdf_layout import Element, Line, Placed, Table
from validator.readers.ruled import Area, Lattice, nearest, stacked, without_rows
from validator.readers.text_tables import is_figure

SAME_EDGE = 8.0  # points by which the edges of a table's parts may differ
MOST_HEADER_ROWS = 6
_CONTINUED = re.compile(
    r"[（(]?续(?:上页|前页)?(?:附?表)?[\d一二三四五六七八九十.-]*[）)]?|(?:附?表|专栏)\s?[\d一二三四五六七八九十.-]+.{0,30}[（(]续(?:表|上表)?[）)]|续表.{0,30}"
)


def continued(elements: Sequence[Element]) -> list[Element]:
    """The same elements, with the parts of one table joined."""
    result: list[Element | list[Table]] = []
    for element in elements:
        if isinstance(element, Table):
            at = len(result) - 1
            while at >= 0 and _says_continued(result[at]):
                at -= 1
            above = result[at] if at >= 0 else None
            if isinstance(above, list) and (part := _next_part(above, element)):
                result[at + 1 :] = []
                above.append(part)
            else:
                result.append([element])
        else:
            result.append(element)
    return [_joined(element) if isinstance(element, list) else element for element in result]


def _says_continued(element: Element | list[Table]) -> bool:
    return isinstance(element, Line) and _CONTINUED.fullmatch(element.text.strip()) is not None


def _next_part(parts: Sequence[Table], below: Table) -> Table | None:
    """The table as a further part of another, without the header it repeats; None where it is a table of its own."""
    first, last = parts[0], parts[-1]
    if below.page != last.page + 1:
        return None
    repeated = _repeated(first, below)
    if not _is_alike(last.lattice, below.lattice) and not (repeated and len(last.lattice.xs) == len(below.lattice.xs)):
        return None
    return _without(below, repeated) if repeated else below


def _joined(parts: Sequence[Table]) -> Table:
    """One table of its parts; by halves, so that a table of a thousand pages is not copied a thousand times."""
    parts = [part for part in parts if part.lattice.areas] if len(parts) > 1 else parts
    if len(parts) == 1:
        return parts[0]
    half = len(parts) // 2
    above, below = _joined(parts[:half]), _joined(parts[half:])
    return _mended(_piled(above, below), len(above.lattice.ys) - 1)


def _is_alike(above: Lattice, below: Lattice) -> bool:
    """True for tables of one width (a page's margins may be mirrored) with the same edges between columns."""
    shift = above.xs[0] - below.xs[0]
    if abs(above.xs[-1] - below.xs[-1] - shift) > SAME_EDGE:
        return False
    few, many = sorted(([x - above.xs[0] for x in above.xs], [x - below.xs[0] for x in below.xs]), key=len)
    return len(few) > 1 and all(abs(many[nearest(many, x)] - x) <= SAME_EDGE for x in few)


def _repeated(above: Table, below: Table) -> int:
    """How many rows of the first table's header stand again at the top of the second."""
    count = 0
    most = min(MOST_HEADER_ROWS, len(above.lattice.ys) - 1, len(below.lattice.ys) - 1)
    while count < most and (texts := _row_texts(above, count)) == _row_texts(below, count) and any(texts):
        if any(map(is_figure, texts)):
            break
        count += 1
    while count and any(a.row < count < a.row + a.rows for a in below.lattice.areas):
        count -= 1  # a header ends where all its cells do
    return count


def _row_texts(table: Table, row: int) -> list[str]:
    """What the cells that begin in a row say, without any space."""
    cells = zip(table.lattice.areas, table.cells, strict=True)
    return [_text(cell) for area, cell in cells if area.row == row]


def _without(table: Table, count: int) -> Table:
    kept = [cell for area, cell in zip(table.lattice.areas, table.cells, strict=True) if area.row + area.rows > count]
    if count >= len(table.lattice.ys) - 1:
        return replace(table, lattice=replace(table.lattice, areas=()), cells=())
    return replace(table, lattice=without_rows(table.lattice, count), cells=tuple(kept))


def _piled(above: Table, below: Table) -> Table:
    """The second table set directly below the first, its columns on those of the first."""
    if len(above.lattice.xs) == len(below.lattice.xs):
        xs = above.lattice.xs
    else:
        shift = above.lattice.xs[0] - below.lattice.xs[0]
        xs = tuple(x + shift for x in below.lattice.xs)
    down = above.lattice.ys[-1] - below.lattice.ys[0]
    moved = Lattice(xs, tuple(y + down for y in below.lattice.ys), below.lattice.areas)
    return Table(above.page, stacked(above.lattice, moved), (*above.cells, *below.cells))


def _mended(table: Table, seam: int) -> Table:
    """The row below `seam` put together with the one above, where the page's end tore it."""
    areas, cells = list(table.lattice.areas), [list(cell) for cell in table.cells]
    ends = {a.column: n for n, a in enumerate(areas) if a.row + a.rows == seam}
    starts = [n for n, a in enumerate(areas) if a.row == seam]
    pairs = [(n, ends[areas[n].column]) for n in starts if areas[n].column in ends]
    same = len(pairs) == len(starts) and all(areas[n].columns == areas[m].columns for n, m in pairs)
    if same and _is_torn([_text(cells[m]) for _, m in pairs], [_text(cells[n]) for n, _ in pairs]):
        return _without_seam(_merged(table, pairs, areas, cells), seam)
    # A merged cell that goes on over the page's end has its text on the first page only.
    open_above = [
        (n, m)
        for n, m in pairs
        if not cells[n]
        and cells[m]
        and areas[n].columns == areas[m].columns
        and not is_figure(_text(cells[m]))
        and (areas[n].rows > 1 or areas[m].rows > 1)
    ]
    return _merged(table, open_above, areas, cells) if open_above else table


def _without_seam(table: Table, seam: int) -> Table:
    """The two rows at a seam, now all of one piece, as one row."""
    areas = (
        replace(area, row=area.row - 1)
        if area.row > seam
        else replace(area, rows=area.rows - (area.row < seam < area.row + area.rows))
        for area in table.lattice.areas
    )
    ys = (*table.lattice.ys[:seam], *table.lattice.ys[seam + 1 :])
    return replace(table, lattice=replace(table.lattice, ys=ys, areas=tuple(areas)))


def _is_torn(above: Sequence[str], below: Sequence[str]) -> bool:
    """True where the lower row only goes on with cells of the upper: no figure, some cells empty, none new."""
    filled = [at for at, text in enumerate(below) if text]
    if not filled or len(filled) == len(below) or len(below) < 2:
        return False
    return all(above[at] for at in filled) and not any(is_figure(text) for text in below) and any(map(is_figure, above))


def _text(cell: Sequence[Placed]) -> str:
    return key("".join(piece.text for _, piece in cell))


def _merged(table: Table, pairs: Sequence[tuple[int, int]], areas: list[Area], cells: list[list[Placed]]) -> Table:
    """The first cell of each pair made part of the second, which stands above it."""
    for lower, upper in pairs:
        old = areas[upper]
        areas[upper] = replace(old, rows=old.rows + areas[lower].rows)
        cells[upper] += cells[lower]
    gone = {lower for lower, _ in pairs}
    kept = [n for n in range(len(areas)) if n not in gone]
    lattice = replace(table.lattice, areas=tuple(areas[n] for n in kept))
    return Table(table.page, lattice, tuple(tuple(cells[n]) for n in kept))
