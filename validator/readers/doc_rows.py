"""How a row of a doc is divided into cells: changes made one after another (MS-DOC 2.6.3)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from validator.records import record

COLUMNS, MERGE, SPLIT, MERGE_DOWN = 0xD608, 0x5624, 0x5625, 0xD62B
INSERT, DELETE, WIDTH = 0x7621, 0x5622, 0x7623
CELL_BYTES = 20  # of each cell behind the edges
MOST_CELLS = 63  # that Word divides a row into
FIRST, NEXT, BOTH = 1, 2, 3  # of cells merged across; others write the first two the other way round
DOWN = 1  # of a cell merged with the one above; any other but 0 begins anew


@record
class Division:
    """Where cells begin and end in twentieths of a point, and how each is merged across and down."""

    edges: tuple[int, ...] = ()
    across: tuple[int, ...] = ()
    down: tuple[int, ...] = ()


@dataclass(slots=True)
class _Cells:
    """The same while it is made."""

    left: int = 0
    widths: list[int] = field(default_factory=list)
    across: list[int] = field(default_factory=list)
    down: list[int] = field(default_factory=list)


def divided(changes: Iterable[tuple[int, bytes]]) -> Division:
    """The division that these changes make."""
    cells = _Cells()
    for code, value in changes:
        if code == COLUMNS and value:
            define(cells, value)
        elif code in (MERGE, SPLIT):
            first, last = value[0], min(value[1], len(cells.across))
            for at in range(first, last):
                cells.across[at] = 0 if code == SPLIT else FIRST if at == first else NEXT
        elif code == MERGE_DOWN and len(value) > 1 and value[0] < len(cells.down):
            cells.down[value[0]] = value[1]
        elif code in (INSERT, DELETE, WIDTH):
            resize(cells, code, value)
    edges = [cells.left] if cells.widths else []
    for width in cells.widths:
        edges.append(edges[-1] + width)
    return Division(tuple(edges), tuple(cells.across), tuple(cells.down))


def define(cells: _Cells, value: bytes) -> None:
    """Divide a row anew: its edges, then what is said of each cell, which may break off."""
    count = min(value[0], (len(value) - 1) // 2 - 1, MOST_CELLS)
    behind = 1 + 2 * (value[0] + 1)
    said = [int.from_bytes(value[at : at + 2], "little") for at in range(behind, len(value) - 1, CELL_BYTES)][:count]
    said += [0] * (count - len(said))
    edges = [int.from_bytes(value[1 + 2 * at : 3 + 2 * at], "little", signed=True) for at in range(count + 1)]
    cells.left, cells.widths = edges[0], [other - one for one, other in pairwise(edges)]
    cells.across, cells.down = [each & 3 for each in said], [each >> 5 & 3 for each in said]


def resize(cells: _Cells, code: int, value: bytes) -> None:
    """Insert or delete cells, or give some another width."""
    first, last, width = value[0], min(value[1], len(cells.widths)), int.from_bytes(value[2:4], "little")
    if code == INSERT:
        added = min(value[1], MOST_CELLS - len(cells.widths))
        cells.widths[first:first] = [width] * added
        cells.across[first:first] = [0] * added
        cells.down[first:first] = [0] * added
    elif code == DELETE:
        del cells.widths[first:last], cells.across[first:last], cells.down[first:last]
    else:
        cells.widths[first:last] = [width] * max(0, last - first)
