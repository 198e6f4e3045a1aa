"""Builds the docx and xlsx fixtures from their txt: `python tests/fixtures_build.py`.

The txt is the source; a Word or Excel fixture holds the same words and cells and nothing else. The same
txt gives the same bytes: times inside the files are fixed, and the zip is written anew with fixed dates.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from io import BytesIO
from itertools import groupby
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Docx
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
MADE = datetime(2021, 12, 1)
HEADING = re.compile(r"(?:(?P<one>[一二三四五六七八九十]+、)|(?P<two>（[一二三四五六七八九十]+）))[^。；]{1,24}$")
FIGURE = re.compile(r"-?\d+(?:\.\d+)?$")
STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of equally many cells."""

    rows: tuple[tuple[str, ...], ...]


Block = str | Grid


def _cell_lines(lines: list[str]) -> Grid:
    """The layout with one cell a line: a tab opens a cell, a line without one continues it, a blank ends a row."""
    rows: list[list[str]] = [[]]
    for line in lines:
        if line.startswith("\t"):
            rows[-1].append(line[1:])
        elif line:
            rows[-1][-1] += "\n" + line
        else:
            rows.append([])
    return Grid(tuple(tuple(row) for row in rows if row))


def _is_cell_line(lines: list[str], at: int) -> bool:
    """Whether line `at` is of a one-cell-a-line table; the tail of a broken cell and a blank between rows are."""
    if lines[at].startswith("\t"):
        return True
    return 0 < at < len(lines) - 1 and lines[at - 1].startswith("\t") and lines[at + 1].startswith("\t")


def blocks(text: str) -> tuple[Block, ...]:
    """Paragraphs (blank lines dropped, spaces kept) and tables of a txt fixture, in reading order."""
    lines = text.split("\n")
    found: list[Block] = []
    kinds = [
        "cell" if _is_cell_line(lines, at) else "tabs" if "\t" in line else "text" for at, line in enumerate(lines)
    ]
    for kind, group in groupby(zip(kinds, lines, strict=True), key=lambda pair: pair[0]):
        run = [line for _, line in group]
        if kind == "cell":
            found.append(_cell_lines(run))
        elif kind == "tabs":
            found.append(Grid(tuple(tuple(line.split("\t")) for line in run)))
        else:
            found.extend(line for line in run if line.strip())
    return tuple(found)


def _style(line: str, first: bool) -> str | None:
    match = HEADING.match(line)
    if first:
        return "Title"
    if match is None:
        return None
    return "Heading 1" if match["one"] else "Heading 2"


def _runs(values: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Index of the first and last of each run of equal neighbours that is longer than one."""
    for _, group in groupby(range(len(values)), key=lambda at: values[at]):
        run = list(group)
        if len(run) > 1:
            yield run[0], run[-1]


def _add_table(document: Docx, grid: Grid, merged: bool) -> None:
    table = document.add_table(rows=len(grid.rows), cols=len(grid.rows[0]), style="Table Grid")
    for at, row in enumerate(grid.rows):
        for cell, value in zip(table.rows[at].cells, row, strict=True):
            cell.text = value
    if not merged:
        return
    for column in (0, len(grid.rows[0]) - 1):
        values = tuple(row[column] for row in grid.rows)
        for first, last in _runs(values):
            for at in range(first + 1, last + 1):
                table.cell(at, column).text = ""
            table.cell(first, column).merge(table.cell(last, column)).text = values[first]


def build_docx(text: str, title: str, merged: bool = False) -> bytes:
    """A Word file of the text; `merged` joins equal neighbours in the first and last column of its tables."""
    document = Document()
    document.core_properties.created = document.core_properties.modified = MADE
    document.core_properties.author = "gouji fixtures"
    for block in blocks(text):
        if isinstance(block, Grid):
            _add_table(document, block, merged)
        else:
            document.add_paragraph(block, style=_style(block, block.strip() == title))
    out = BytesIO()
    document.save(out)
    return _fixed(out.getvalue())


def _write(sheet: Worksheet, row: int, column: int, value: str) -> None:
    cell = sheet.cell(row, column, value)
    try:
        number = Decimal(value)
    except InvalidOperation:
        return
    if FIGURE.match(value):
        places = len(value.partition(".")[2])
        cell.value = number
        cell.number_format = "0." + "0" * places if places else "0"


def _write_table(sheet: Worksheet, title: str, grid: Grid, header: int) -> None:
    width = len(grid.rows[0])
    sheet.cell(1, 1, title).font = Font(bold=True)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
    for at, row in enumerate(grid.rows):
        for column, value in enumerate(row):
            _write(sheet, at + 2, column + 1, value)
    if header == 2:
        _merge_header(sheet, grid)


def _merge_header(sheet: Worksheet, grid: Grid) -> None:
    """Joins a two-row header: a name printed twice in a column goes down, twice in the first row across."""
    upper, lower = grid.rows[:2]
    for column in (at for at in range(len(upper)) if upper[at] == lower[at]):
        sheet.merge_cells(start_row=2, end_row=3, start_column=column + 1, end_column=column + 1)
    for first, last in _runs(upper):
        sheet.merge_cells(start_row=2, end_row=2, start_column=first + 1, end_column=last + 1)
    for column in range(len(upper)):
        sheet.cell(2, column + 1).alignment = Alignment(horizontal="center", vertical="center")


def build_xlsx(text: str, header: int = 1) -> bytes:
    """A workbook of the text: 指标表 holds its one table between caption and note, 正文 a paragraph a row."""
    book = Workbook()
    book.properties.created = MADE
    book.properties.creator = "gouji fixtures"
    sheet = book.active
    sheet.title = "指标表"
    body = book.create_sheet("正文")
    parts = blocks(text)
    at, grid = next((index, part) for index, part in enumerate(parts) if isinstance(part, Grid))
    _write_table(sheet, str(parts[at - 1]).strip(), grid, header)
    after = at + 1
    if str(parts[after]).startswith("注"):
        sheet.cell(len(grid.rows) + 2, 1, str(parts[after]))
        after += 1
    for row, part in enumerate(parts[: at - 1] + parts[after:], 1):
        body.cell(row, 1, str(part))
    out = BytesIO()
    book.save(out)
    return _fixed(out.getvalue())


def _fixed(data: bytes) -> bytes:
    """The same zip with fixed times, so that a rebuild changes nothing."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = STAMP.sub(MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), part)
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, part)
    return out.getvalue()


SUINING = "绥宁县“十四.五”科技创新发展规划"
MENDED = "绥宁县“十四五”科技创新发展规划"
BUILDS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "plans/suining.docx": ("plans/suining.txt", lambda text: build_docx(text, SUINING)),
    "plans/suining.xlsx": ("plans/suining.txt", build_xlsx),
    "plans/suining_mended.docx": ("plans/suining_mended.txt", lambda text: build_docx(text, MENDED)),
    "plans/suining_mended.xlsx": ("plans/suining_mended.txt", build_xlsx),
    "clean/plan.docx": ("clean/plan.txt", lambda text: build_docx(text, "北原县“十四五”水安全保障规划", merged=True)),
    "clean/two_level_header.xlsx": ("clean/two_level_header.txt", lambda text: build_xlsx(text, header=2)),
}


def build(target: str) -> bytes:
    """The bytes of one built fixture, `target` being its path below fixtures/."""
    source, make = BUILDS[target]
    return make((FIXTURES / source).read_text("utf-8"))


if __name__ == "__main__":
    for name in BUILDS:
        (FIXTURES / name).write_bytes(build(name))
        print(f"fixtures/{name}")
