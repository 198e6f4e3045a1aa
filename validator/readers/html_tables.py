"""The grid of an HTML table: which cell stands at which place, with rows and columns spanned (standard, 4.9.12)."""

from collections.abc import Callable

from validator.readers.extract import Extract, Place, Rows
from validator.readers.markup import Node

WIDEST = 1_000  # columns of one cell, as browsers have it


def place_rows(table: Node, read_cell: Callable[[Node], str], bound: Extract) -> Rows:
    """The rows of a table; `read_cell` gives a cell's text, `bound` refuses a table that is too large."""
    rows = [row for row in table.children if isinstance(row, Node) and row.name == "tr" and row.kind != "hidden"]
    filled = [cells for row in rows if (cells := _cells(row))]
    grid: Rows = []
    above: dict[int, tuple[Place, int]] = {}  # by column: the cell that reaches down, and its last row
    for number, cells in enumerate(filled, 1):
        above = {column: reach for column, reach in above.items() if reach[1] >= number}
        grid.append(_row(cells, number, len(filled), above, read_cell, bound))
        bound.bound_places(len(grid[-1]), 1)
    return _without_empty_columns(grid)


def _cells(row: Node) -> list[Node]:
    return [
        cell for cell in row.children if isinstance(cell, Node) and cell.name in ("td", "th") and cell.kind != "hidden"
    ]


def _row(
    cells: list[Node],
    number: int,
    last: int,
    above: dict[int, tuple[Place, int]],
    read_cell: Callable[[Node], str],
    bound: Extract,
) -> list[Place | None]:
    """One row, left to right: cells from above keep their columns, new ones take the next that are free."""
    row: list[Place | None] = []
    for cell in cells:
        _reach_down(row, number, above)
        bound.bound_places(len(row), 0)
        place = Place(number, len(row) + 1, text=read_cell(cell))
        width, height = _span(cell, "colspan", 1), _span(cell, "rowspan", last)
        end = min(number + height - 1, last)
        place.rows, place.columns = end - number + 1, 0
        while place.columns < width and len(row) not in above:
            if end > number:
                above[len(row)] = (place, end)
            row.append(place)
            place.columns += 1
    _reach_down(row, number, above)
    for column in sorted(at for at in above if at >= len(row)):  # beyond a gap
        row += [None] * (column - len(row))
        row.append(above[column][0])
    return row


def _reach_down(row: list[Place | None], number: int, above: dict[int, tuple[Place, int]]) -> None:
    """Continue with the cells of rows above that stand next."""
    while len(row) in above and above[len(row)][0].row < number:
        row.append(above[len(row)][0])


def _span(cell: Node, name: str, all_of_them: int) -> int:
    """A span as written, at least 1; `rowspan=0` is all the rows below."""
    text = cell.attributes.get(name, "").strip()
    digits = text[: len(text) - len(text.lstrip("0123456789"))]
    if not digits or len(digits) > 9:
        return 1
    return min(int(digits), WIDEST if name == "colspan" else 65_534) or all_of_them


def _without_empty_columns(grid: Rows) -> Rows:
    """Without the columns that no cell begins in: `colspan=100` says only that a cell is as wide as the table."""
    begun = {place.column for row in grid for place in row if place is not None}
    width = max(map(len, grid), default=0)
    if len(begun) == width:
        return grid
    kept = [column for column in range(1, width + 1) if column in begun]
    new = {column: at for at, column in enumerate(kept, 1)}
    places = {id(place): place for row in grid for place in row if place is not None}
    for place in places.values():
        last = place.column + place.columns
        place.columns = sum(column in new for column in range(place.column, last))
        place.column = new[place.column]
    return [[row[column - 1] for column in kept if column <= len(row)] for row in grid]
