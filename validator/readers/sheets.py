"""From the cells of spreadsheets to blocks: the lines and tables that a person sees on a sheet.

What all spreadsheet formats have in common. A reader fills a `Sheet` with what its cells display; hidden
sheets, rows and columns are read as well, because their figures travel with the file, and are told of.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import accumulate, groupby
from typing import TypeVar

from validator.document import Block, Corner, Document, Format, Table, Unread, letters
from validator.errors import ReadError
from validator.readers import gaps, outline
from validator.readers.blocks import Draft, Kind, draft
from validator.readers.extract import Extract, Grid, Place, SheetRow, add_grid, arrange
from validator.readers.limits import MAX_CELLS, MAX_COLUMNS

LISTED = 10  # places named in one remark
NO_RESULTS: gaps.Said = (
    "公式没有保存计算结果，请用 Excel 或 WPS 打开并保存后再试",
    "formulas without their results; open and save the file in Excel or WPS, and try again",
)
UNSEEN: gaps.Said = ("图片、图表或文本框中的内容未读取", "the content of pictures, charts and text boxes was not read")

Item = TypeVar("Item")
Spot = tuple[int, int]  # row and column of a cell, from 1
Columns = tuple[int, ...]
Box = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass(slots=True)
class Sheet:
    """One sheet as it comes from the file: the text that each filled cell displays, and what to tell about it.

    `hidden_columns` are ranges (first, last), which may overlap and go beyond the cells; `results_missing` are
    formulas without a stored result; `objects` is true where the sheet has pictures, charts or text boxes.
    """

    name: str
    hidden: bool = False
    rows: dict[int, dict[int, str]] = field(default_factory=dict)  # by row and column
    count: int = 0  # filled cells
    merges: list[Box] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    results_missing: list[Spot] = field(default_factory=list)
    objects: bool = False

    def put(self, spot: Spot, text: str, name: str) -> None:
        """Fill a cell; white space fills none. A `ReadError` for the file `name` where there are too many."""
        if not text.strip():
            return
        row, column = spot
        if column > MAX_COLUMNS or self.count >= MAX_CELLS:
            raise too_large(name)
        cells = self.rows.get(row)
        if cells is None:
            cells = self.rows[row] = {}
        self.count += column not in cells
        cells[column] = text

    def put_row(self, row: int, filled: dict[int, str], name: str) -> None:
        """The same for cells of one row, by column, none of them blank."""
        if not filled:
            return
        known = self.rows.get(row)
        cells = self.rows[row] = filled if known is None else known | filled
        self.count += len(cells) - (0 if known is None else len(known))
        if max(filled) > MAX_COLUMNS or self.count > MAX_CELLS:
            raise too_large(name)


def read_sheets(data: bytes, name: str, kind: Format, sheets: Iterable[Sheet], unread: Iterable[Unread]) -> Document:
    """The document that the sheets of the file `data` make; `unread` are parts that are no sheets."""
    extract = Extract(name)
    remarks: list[Unread] = []
    layouts: list[_Layout] = []
    cells = 0
    for sheet in sheets:
        cells += sheet.count
        if cells > MAX_CELLS:
            raise too_large(name)
        remarks += _remarks(sheet)
        layouts.append(_Layout(sheet.name, extract))
        layouts[-1].lay_out(sheet.rows, sheet.merges)
    text = extract.text
    blocks: list[Block] = []
    tables = 0
    for layout in layouts:
        found = arrange(text, layout.drafts, layout.grids, tables + 1)
        blocks += [replace(block, sheet=layout.name) if isinstance(block, Table) else block for block in found]
        tables += len(layout.grids)
    title = next((d.line for layout in layouts for d in layout.drafts if d.kind is Kind.TITLE), None)
    missed = (*unread, *remarks)
    return Document(name, kind, sha256(data).hexdigest(), text, tuple(blocks), title, missed)


def _remarks(sheet: Sheet) -> Iterator[Unread]:
    """What a person who opens the sheet would not see, or we did not."""
    where = gaps.sheet(sheet.name)
    if sheet.hidden:
        yield gaps.unread(where, ("隐藏的工作表，也已读取", "the sheet is hidden; it was read too"))
    rows = sorted(sheet.hidden_rows & sheet.rows.keys())
    if rows:
        zh, en = _listed(list(runs(rows)), str)
        spot = gaps.within(where, (f"第{zh}行", f"rows {en}"))
        yield gaps.unread(spot, ("隐藏的行，也已读取", "the rows are hidden; they were read too"))
    columns = _hidden(sheet.hidden_columns, set().union(*sheet.rows.values())) if sheet.hidden_columns else []
    if columns:
        zh, en = _listed(list(runs(columns)), letters)
        spot = gaps.within(where, (f"{zh}列", f"columns {en}"))
        yield gaps.unread(spot, ("隐藏的列，也已读取", "the columns are hidden; they were read too"))
    if missing := sheet.results_missing:
        yield gaps.unread(gaps.within(where, _spots(missing)), NO_RESULTS)
    if sheet.objects:
        yield gaps.missed(where, "图形", UNSEEN)


def _spots(cells: Sequence[tuple[int, int]]) -> gaps.Said:
    """The first of some cells, and how many there are."""
    named, more = [address(each) for each in cells[:LISTED]], len(cells) > LISTED
    return (
        "、".join(named) + (f" 等 {len(cells)} 格" if more else ""),
        ", ".join(named) + (f" and others, {len(cells)} cells in all" if more else ""),
    )


def _listed(found: list[list[int]], named: Callable[[int], str]) -> gaps.Said:
    """`3、5–9`, and that there are more stretches."""
    parts = [named(run[0]) + (f"–{named(run[-1])}" if len(run) > 1 else "") for run in found[:LISTED]]
    more = len(found) > LISTED
    return "、".join(parts) + (" 等" if more else ""), ", ".join(parts) + (" and others" if more else "")


def _hidden(ranges: list[tuple[int, int]], used: set[int]) -> list[int]:
    """The used columns that lie in a range, counted up and down at its ends: ranges may be many and wide."""
    depth = [0] * (MAX_COLUMNS + 2)
    for first, last in ranges:
        if 0 < first <= min(last, MAX_COLUMNS):
            depth[first] += 1
            depth[min(last, MAX_COLUMNS) + 1] -= 1
    return [column for column, hides in enumerate(accumulate(depth)) if hides and column in used]


def surround(rows: Sequence[Item], texts: Callable[[Item], list[str]]) -> tuple[list[Item], list[Item], list[Item]]:
    """The lines above a table, its rows, and the notes below it. `texts` gives the filled cells of a row.

    Above stand rows with one filled cell, or with the unit beside a name (表1 | 单位：万元); below, the
    rows with one filled cell from the first note (注：…) on. Without any wider row all is one table.
    """
    first = next((at for at, row in enumerate(rows) if not _is_line(texts(row))), None)
    if first is None:
        return [], list(rows), []
    end = next(at for at in range(len(rows), 0, -1) if not _is_line(texts(rows[at - 1])))
    noted = (at for at in range(end, len(rows)) if any(map(outline.is_note, texts(rows[at]))))
    end = next(noted, len(rows))
    return list(rows[:first]), list(rows[first:end]), list(rows[end:])


def _is_line(filled: list[str]) -> bool:
    return len(filled) < 2 or (len(filled) == 2 and any(map(outline.is_unit_line, filled)))


def told(place: tuple[int, int], line: str) -> Draft:
    """A line beside a table, told by its look; one that names a plan is its title."""
    return Draft(Kind.TITLE, (place,), line) if outline.is_title(line) else draft((place,), line)


@dataclass(slots=True)
class _Layout:
    """A sheet on its way to blocks: stretches of rows without a gap become lines and tables."""

    name: str
    extract: Extract
    cells: dict[int, dict[int, str]] = field(default_factory=dict)  # filled ones, by row and column
    owner: dict[Spot, Spot] = field(default_factory=dict)  # place in a merged range → the cell that fills it
    spread: dict[int, list[int]] = field(default_factory=dict)  # the columns of these places by row, ascending
    drafts: list[Draft] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    seen: set[Spot] = field(default_factory=set)

    def lay_out(self, cells: dict[int, dict[int, str]], merges: list[Box]) -> None:
        """Find the tables, and the lines above and below them."""
        self.cells = cells
        self.owner = fill(cells, merges, self.extract.name)
        for row, column in sorted(self.owner):
            self.spread.setdefault(row, []).append(column)
        alike: dict[Columns, Columns] = {}  # most rows fill the same columns, which are sorted and kept once
        rows: dict[int, Columns] = {}
        for row in sorted({*cells, *self.spread}):
            filled = (*cells.get(row, ()), *self.spread.get(row, ()))
            rows[row] = alike.get(filled) or alike.setdefault(filled, tuple(sorted({*filled})))
        for band in runs(list(rows)):
            self.band({row: rows[row] for row in band}, split=True)
        self.cells, self.owner, self.spread = {}, {}, {}

    def band(self, rows: dict[int, Columns], *, split: bool) -> None:
        """One stretch of rows: lines, then a table (or several, side by side), then notes."""
        above, table, below = surround(list(rows), lambda row: self.texts(row, rows[row]))
        if not any(len(self.texts(row, rows[row])) > 1 for row in table):
            above, table = [*above, *table], []
        self.lines(above, rows)
        groups = list(runs(sorted(set().union(*{rows[row] for row in table}))))
        if groups and (len(groups) == 1 or not split):
            self.table(table, groups[0][0], groups[-1][-1], whole=split)
        for inside in apart(groups, {row: rows[row] for row in table}) if split and len(groups) > 1 else ():
            for part in runs(list(inside)):
                self.band({row: inside[row] for row in part}, split=False)
        self.lines(below, rows, note=True)

    def owners(self, row: int, columns: Columns) -> list[Spot]:
        """The cells that fill these places of a row, each once."""
        return list(dict.fromkeys(self.owner.get((row, column), (row, column)) for column in columns))

    def texts(self, row: int, columns: Columns) -> list[str]:
        """The texts of these cells."""
        return [self.cells[at][column].strip() for at, column in self.owners(row, columns)]

    def lines(self, rows: list[int], columns: dict[int, Columns], *, note: bool = False) -> None:
        """Add the cells of rows that stand above or below a table, each as a line."""
        for row in rows:
            for spot in self.owners(row, columns[row]):
                if spot not in self.seen:
                    self.seen.add(spot)
                    text, start = self.cells[spot[0]][spot[1]], self.extract.size
                    self.extract.put(text)
                    place = (start, start + len(text))
                    line = text.strip()
                    self.drafts.append(Draft(Kind.NOTE, (place,), line) if note else told(place, line))

    def table(self, rows: list[int], first: int, last: int, *, whole: bool) -> None:
        """Add the table in these rows, from the first to the last column; `whole` where no other shares them."""
        width = last - first + 1
        Extract(self.extract.name).bound_places(width, len(rows))  # before it unfolds
        merged = self.merged(rows, first, last)
        corner = Corner(rows[0] - 1, first - 1)
        columns = range(first, last + 1)
        texts = (self.places(row, columns, corner, merged, whole) for row in rows)
        add_grid(self.extract.grid(texts, width, len(rows)), self.drafts, self.grids)

    def places(self, row: int, places: range, corner: Corner, merged: dict[Spot, Place], whole: bool) -> SheetRow:
        """One row of a table, in these columns. What nobody asks for again is let go: a sheet has a million cells."""
        spread = self.spread.get(row, ())
        cells = self.cells.get(row, {}) if spread or not whole else self.cells.pop(row, {})
        texts = [cells.get(column, "") for column in places]
        spans: dict[int, Place] = {}
        for column in spread[bisect_left(spread, places.start) : bisect_left(spread, places.stop)]:
            at = column - places.start
            place = spans[at] = merged[self.owner[row, column]]
            begins = (place.row, place.column) == (row - corner.above, at + 1)
            texts[at] = place.text if begins else ""
        return SheetRow(texts, corner, spans)

    def merged(self, rows: list[int], first: int, last: int) -> dict[Spot, Place]:
        """The merged cells of a table, each with the rows and columns that it fills there."""
        places: dict[Spot, Place] = {}
        for number, row in enumerate(rows, 1):
            spread = self.spread.get(row, ())
            for column in spread[bisect_left(spread, first) : bisect_right(spread, last)]:
                spot, at = self.owner[row, column], column - first + 1
                text = self.cells[spot[0]][spot[1]]
                place = places.get(spot) or Place(number, at, text=text, corner=Corner(spot[0] - number, spot[1] - at))
                places[spot] = place
                place.rows = number - place.row + 1
                place.columns = max(place.columns, at + 1 - place.column)
        return places


def apart(groups: list[list[int]], rows: dict[int, Columns]) -> list[dict[int, Columns]]:
    """The rows of tables that stand side by side: for each group of columns the rows that it fills."""
    of = {column: number for number, group in enumerate(groups) for column in group}
    inside: list[dict[int, Columns]] = [{} for _ in groups]
    for row, columns in rows.items():
        for number, some in groupby(columns, of.__getitem__):
            inside[number][row] = tuple(some)
    return inside


def fill(cells: dict[int, dict[int, str]], merges: list[Box], name: str) -> dict[Spot, Spot]:
    """For every place in a merged range the cell that fills it: the first one shows, and hides the rest.

    Ranges are cut to the part of the sheet that is in use: Excel lets them run to the last row.
    """
    if not merges:
        return {}
    bottom = max(cells, default=0)
    right = max((column for row in cells.values() for column in row), default=0)
    owner: dict[Spot, Spot] = {}
    area = 0
    for top, left, low, far in merges:
        low, far = min(low, bottom), min(far, right)
        area += max(0, low - top + 1) * max(0, far - left + 1)
        if area > MAX_CELLS:
            raise too_large(name)
        if left in cells.get(top, ()):
            for row in range(top, low + 1):
                for column in range(left, far + 1):
                    owner.setdefault((row, column), (top, left))
    return owner


def runs(numbers: list[int]) -> Iterator[list[int]]:
    """Ascending numbers, cut where one is missing: 1 2 5 6 → 1 2, 5 6."""
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def address(spot: Spot) -> str:
    """(4, 3) → `C4`."""
    return f"{letters(spot[1])}{spot[0]}"


def too_large(name: str) -> ReadError:
    """The error for a sheet that no plan needs."""
    return ReadError(
        f"{name}：表格过大（超过 {MAX_COLUMNS} 列或 {MAX_CELLS} 格），无法读取。",
        f"{name}: a sheet is too large to be read (more than {MAX_COLUMNS} columns or {MAX_CELLS} cells).",
    )
