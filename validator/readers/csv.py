"""csv and tsv → Document: one table, with the lines above and below it that name and explain it.

How the cells of a sheet become lines and tables stands here too; xlsx lays its sheets out the same way.

RFC 4180 with the liberties that exports take: any of `,` tab `;` `|`, line feeds inside quotes, quotes
left open. Our own parser, because every field must know its place in the decoded file.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TypeVar

from validator.document import Document, Text
from validator.errors import ReadError
from validator.readers import outline
from validator.readers.blocks import Draft, Kind, assemble, draft
from validator.readers.extract import Extract, Grid, Place, Rows, add_table
from validator.readers.limits import MAX_CELLS, MAX_COLUMNS, MAX_TEXT_BYTES
from validator.readers.readable import joined
from validator.readers.text import decode
from validator.readers.text_tables import Ranges

DELIMITERS = ",\t;|"
SAMPLE = 64 * 1024  # characters that tell the delimiter
QUOTE = '"'
BYTE_ORDER_MARK = "\ufeff"

Row = list[Ranges]
Item = TypeVar("Item")
Spot = tuple[int, int]  # row and column of a cell, from 1
Box = tuple[int, int, int, int]  # first row, first column, last row, last column


def read_csv(data: bytes, name: str) -> Document:
    """The table in the bytes of a csv or tsv file; a `ReadError` that names the file where there is none."""
    if len(data) > MAX_TEXT_BYTES:
        size = MAX_TEXT_BYTES >> 20
        raise ReadError(f"{name} 超过 {size} MB，无法读取。", f"{name} is larger than {size} MB and is not read.")
    source = decode(data, name)
    rows = _rows(source, name)

    def render(ranges: Sequence[tuple[int, int]], head: bool) -> Text:
        return joined(source, ranges, head=head)

    def texts(row: Row) -> list[str]:
        return [text for ranges in row if (text := render(ranges, False).string)]

    above, table, below = surround(rows, texts)
    drafts = [_line(row, source) for row in above]
    drafts += [_table(table, name)] if table else []
    drafts += [replace(_line(row, source), kind=Kind.NOTE, lead=None) for row in below]
    if not drafts:
        raise ReadError(f"{name} 中没有内容。", f"{name} holds no content.")
    title = next((item.line for item in drafts if item.kind is Kind.TITLE), None)
    return Document(name, "csv", sha256(data).hexdigest(), source, assemble(drafts, render), title)


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


def _line(row: Row, source: str) -> Draft:
    """The filled fields of a row as one line."""
    filled = [ranges for ranges in row if ranges[-1][1] > ranges[0][0]]
    ranges = tuple(place for field in filled for place in field)
    line = joined(source, ranges, head=True).string
    return replace(told(ranges[0], line), ranges=ranges)


def _table(rows: list[Row], name: str) -> Draft:
    """The table; a row of one field (一、综合实力) spans all columns, as in plain text."""
    width = max(map(len, rows))
    if width * len(rows) > MAX_CELLS:
        raise ReadError(
            f"{name}：表格过大（{len(rows)} 行 {width} 列），无法读取。",
            f"{name}: the table is too large to be read ({len(rows)} rows, {width} columns).",
        )
    return Draft(Kind.TABLE, rows[0][0], rows=tuple(map(tuple, rows)))


def _rows(source: str, name: str) -> list[Row]:
    """The rows with anything in them; a `ReadError` where there are more fields than any table holds."""
    rows: list[Row] = []
    count = 0
    for row in fields(source, delimiter(source)):
        count += len(row)
        if len(row) > MAX_COLUMNS:
            raise ReadError(
                f"{name}：表格超过 {MAX_COLUMNS} 列，无法读取。",
                f"{name}: the table has more than {MAX_COLUMNS} columns and cannot be read.",
            )
        if count > MAX_CELLS:
            raise ReadError(
                f"{name}：表格过大（超过 {MAX_CELLS} 格），无法读取。",
                f"{name}: the table is too large to be read (more than {MAX_CELLS} cells).",
            )
        if any(source[start:end].strip() for ranges in row for start, end in ranges):
            rows.append(row)
    return rows


def delimiter(source: str) -> str:
    """The delimiter by which most lines fall into the same number of fields; a comma in doubt."""
    sample = source[:SAMPLE]
    scores = {sign: _agreement(sample, sign) for sign in DELIMITERS}
    return max(DELIMITERS, key=lambda sign: scores[sign])


def _agreement(sample: str, sign: str) -> tuple[int, int]:
    """How many rows have the most frequent number of fields (above one), and that number."""
    widths = Counter(len(row) for row in fields(sample, sign) if len(row) > 1)
    width, rows = widths.most_common(1)[0] if widths else (0, 0)
    return rows, width


def fields(source: str, sign: str) -> Iterator[Row]:
    """The rows of a file, each field as the stretches of `source` that it is made of.

    Ends with a row that is wider than any table may be.
    """
    edge = re.compile(f"[{re.escape(sign)}\r\n]")
    at = len(BYTE_ORDER_MARK) if source.startswith(BYTE_ORDER_MARK) else 0
    quoting = True
    row: Row = []
    while at < len(source):
        ranges = None
        if quoting and source[at] == QUOTE:
            ranges, after = _quoted(source, at, edge)
            quoting = ranges is not None  # a quote left open: from here on quotes are characters
        if ranges is None:
            after = _plain_end(source, at, edge)
            ranges = ((at, after),)
        row.append(ranges)
        at = after
        if source[at : at + 1] == sign:
            at += 1
            if at < len(source) and len(row) <= MAX_COLUMNS:
                continue
            row.append(((at, at),))
        at += 2 if source[at : at + 2] == "\r\n" else 1
        yield row
        if len(row) > MAX_COLUMNS:
            return
        row = []


def _plain_end(source: str, at: int, edge: re.Pattern[str]) -> int:
    """Where a field without quotes ends."""
    found = edge.search(source, at)
    return found.start() if found else len(source)


def _quoted(source: str, at: int, edge: re.Pattern[str]) -> tuple[Ranges | None, int]:
    """The stretches of a quoted field (a doubled quote stands for one) and its end; None if it never closes."""
    found: list[tuple[int, int]] = []
    start = at + 1
    while (close := source.find(QUOTE, start)) >= 0:
        if source[close + 1 : close + 2] != QUOTE:
            after = _plain_end(source, close + 1, edge)
            found.append((start, close))
            return (*found, *(((close + 1, after),) if after > close + 1 else ())), after
        found.append((start, close + 1))
        start = close + 2
    return None, at


@dataclass(slots=True)
class Sheet:
    """One sheet of a workbook on its way to blocks: stretches of rows without a gap become lines and tables."""

    name: str
    extract: Extract
    cells: dict[Spot, str] = field(default_factory=dict)
    owner: dict[Spot, Spot] = field(default_factory=dict)  # place → the cell that fills it
    drafts: list[Draft] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    seen: set[Spot] = field(default_factory=set)

    def lay_out(self, cells: dict[Spot, str], merges: list[Box]) -> None:
        """Find the tables, and the lines above and below them."""
        self.cells = cells
        self.owner = fill(cells, merges, self.extract.name)
        rows: dict[int, list[int]] = {}
        for row, column in sorted(self.owner):
            rows.setdefault(row, []).append(column)
        for band in runs(sorted(rows)):
            self.band({row: rows[row] for row in band}, split=True)

    def band(self, rows: dict[int, list[int]], *, split: bool) -> None:
        """One stretch of rows: lines, then a table (or several, side by side), then notes."""
        above, table, below = surround(list(rows), lambda row: self.texts(row, rows[row]))
        if not any(len(self.texts(row, rows[row])) > 1 for row in table):
            above, table = [*above, *table], []
        self.lines(above, rows)
        groups = list(runs(sorted({column for row in table for column in rows[row]})))
        if groups and (len(groups) == 1 or not split):
            self.table(table, groups[0][0], groups[-1][-1])
        for group in groups if split and len(groups) > 1 else ():
            inside = {row: [c for c in rows[row] if group[0] <= c <= group[-1]] for row in table}
            for part in runs([row for row, columns in inside.items() if columns]):
                self.band({row: inside[row] for row in part}, split=False)
        self.lines(below, rows, note=True)

    def owners(self, row: int, columns: list[int]) -> list[Spot]:
        """The cells that fill these places of a row, each once."""
        return list(dict.fromkeys(self.owner[row, column] for column in columns))

    def texts(self, row: int, columns: list[int]) -> list[str]:
        """The texts of these cells."""
        return [self.cells[spot].strip() for spot in self.owners(row, columns)]

    def lines(self, rows: list[int], columns: dict[int, list[int]], *, note: bool = False) -> None:
        """Add the cells of rows that stand above or below a table, each as a line."""
        for row in rows:
            for spot in self.owners(row, columns[row]):
                if spot not in self.seen:
                    self.seen.add(spot)
                    text, start = self.cells[spot], self.extract.size
                    self.extract.put(text)
                    place = (start, start + len(text))
                    line = text.strip()
                    self.drafts.append(Draft(Kind.NOTE, (place,), line) if note else told(place, line))

    def table(self, rows: list[int], first: int, last: int) -> None:
        """Add the table in these rows, from the first to the last column."""
        Extract(self.extract.name).bound_places(last - first + 1, len(rows))  # before it unfolds
        places: dict[Spot, Place] = {}
        grid: Rows = []
        for number, row in enumerate(rows, 1):
            grid.append([None] * (last - first + 1))
            for column in range(first, last + 1):
                spot = self.owner.get((row, column))
                if spot is not None:
                    new = Place(number, column - first + 1, text=self.cells[spot], address=address(spot))
                    place = places.setdefault(spot, new)
                    place.rows = number - place.row + 1
                    place.columns = max(place.columns, column - first + 2 - place.column)
                    grid[-1][column - first] = place
        add_table(self.extract, grid, self.drafts, self.grids)


def fill(cells: dict[Spot, str], merges: list[Box], name: str) -> dict[Spot, Spot]:
    """For every filled place the cell that fills it; a merged range shows its first cell and hides the rest.

    Ranges are cut to the part of the sheet that is in use: Excel lets them run to the last row.
    """
    bottom = max((row for row, _ in cells), default=0)
    right = max((column for _, column in cells), default=0)
    owner: dict[Spot, Spot] = {}
    area = 0
    for top, left, low, far in merges:
        low, far = min(low, bottom), min(far, right)
        area += max(0, low - top + 1) * max(0, far - left + 1)
        if area > MAX_CELLS:
            raise too_large(name)
        if (top, left) in cells:
            spots = ((row, column) for row in range(top, low + 1) for column in range(left, far + 1))
            owner.update((spot, (top, left)) for spot in spots if spot not in owner)
    return {**{spot: spot for spot in cells}, **owner}


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
    row, column = spot
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def too_large(name: str) -> ReadError:
    """The error for a sheet that no plan needs."""
    return ReadError(
        f"{name}：表格过大（超过 {MAX_COLUMNS} 列或 {MAX_CELLS} 格），无法读取。",
        f"{name}: a sheet is too large to be read (more than {MAX_COLUMNS} columns or {MAX_CELLS} cells).",
    )
