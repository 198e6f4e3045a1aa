"""Places: a span as people say it (二、（三）第2段; 表1 第3行“…”·“2025年”), with a quotation."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from validator.document import Cell, Document, Paragraph, Table, Text
from validator.readers import outline
from validator.readers.outline import Mark
from validator.readers.text_tables import is_figure
from validator.span import Span

_LINE_END = re.compile(r"\r\n|\r|\n")
_WITH_LINES = frozenset({"txt", "md", "csv"})
_SENTENCE_END = "。！？；"
_AROUND = 60  # characters of a sentence quoted on either side of the figure
_COLUMN_NAME = 12
_ROW_NAME = 24
_LABEL = 12
_PRINTED_NUMBER = re.compile(r"(?:附?表|专栏)\s?(?:[一二三四五六七八九十]{1,3}|\d{1,3})(?:[-—.]\d{1,3})?(?!\d)")


@dataclass(frozen=True, slots=True)
class Place:
    """Every way of saying where a span is; what the format does not have is None.

    `where` is for people and leaves out the line, which `line` and `column` say (from 1).
    `paragraph` counts within the innermost section. `row` counts the rows below the header,
    `cell` is the spreadsheet address or `R3C4` (row and column of the whole grid). `quote` is the
    sentence around the span, or the whole cell.
    """

    where: str
    line: int | None = None
    column: int | None = None
    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    cell: str | None = None
    sheet: str | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A paragraph, a cell, or a caption or note that stands outside the blocks."""

    text: Text
    end: int
    paragraph: Paragraph | None = None
    table: Table | None = None
    cell: Cell | None = None


class Places:
    """Looks up places in one document; built once, a lookup is a binary search."""

    def __init__(self, document: Document) -> None:
        self.document = document
        units: dict[int, _Unit] = {}
        for start, unit in _units(document):
            units.setdefault(start, unit)
        self._starts = sorted(units)
        self._units = [units[start] for start in self._starts]
        self._headers = {table.number: _header_rows(table) for table in document.tables}
        self._lines: list[int] | None = None
        if document.format in _WITH_LINES:
            self._lines = [0, *(match.end() for match in _LINE_END.finditer(document.text))]

    def of(self, span: Span, lang: str = "zh") -> Place:
        """The place of `span` (of its first character), in the language asked for (`zh` or `en`)."""
        line, column = self._line_and_column(span.start)
        unit = self._unit(span.start)
        if unit is None:
            return Place("", line, column, quote=_around(self.document.text, span.start, span.end))
        if unit.table is not None and unit.cell is not None:
            return self._cell_place(unit.table, unit.cell, line, column, lang)
        quote = _sentence(unit.text, span)
        if unit.paragraph is None:
            where = _table_name(unit.table, lang) if unit.table else ""
            return Place(where, line, column, table=unit.table.number if unit.table else None, quote=quote)
        paragraph = unit.paragraph
        return Place(
            where=self._paragraph_where(paragraph, lang),
            line=line,
            column=column,
            page=paragraph.page,
            paragraph=paragraph.number or None,
            quote=quote,
        )

    def _unit(self, offset: int) -> _Unit | None:
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or offset >= max(self._units[at].end, self._starts[at] + 1):
            return None
        return self._units[at]

    def _line_and_column(self, offset: int) -> tuple[int | None, int | None]:
        if self._lines is None:
            return None, None
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def _paragraph_where(self, paragraph: Paragraph, lang: str) -> str:
        english = lang == "en"
        is_heading = paragraph.level > 0
        path = (*paragraph.section, paragraph.text.string) if is_heading else paragraph.section
        section = _english_section(path) if english else _chinese_section(path)
        if paragraph.number:
            part = f"paragraph {paragraph.number}" if english else f"第{paragraph.number}段"
        else:
            part = _part(paragraph, self.document.title)[english]
        return ", ".join(filter(None, (section, part))) if english else section + part

    def _cell_place(self, table: Table, cell: Cell, line: int | None, column: int | None, lang: str) -> Place:
        headers = self._headers[table.number]
        row = cell.row - headers if cell.row > headers else None
        return Place(
            where=_cell_where(table, cell, headers, lang),
            line=line,
            column=column,
            page=table.page,
            table=table.number,
            row=row,
            cell=cell.address or f"R{cell.row}C{cell.column}",
            sheet=table.sheet,
            quote=cell.text.string,
        )


def _units(document: Document) -> Iterator[tuple[int, _Unit]]:
    for paragraph in document.paragraphs:
        span = paragraph.text.span()
        yield span.start, _Unit(paragraph.text, span.end, paragraph=paragraph)
    for table in document.tables:
        for cell in (cell for row in table.grid for cell in row if cell.text.string):
            span = cell.text.span()
            yield span.start, _Unit(cell.text, span.end, table=table, cell=cell)
        for text in filter(None, (table.caption, *table.notes)):
            yield text.span().start, _Unit(text, text.span().end, table=table)


def _header_rows(table: Table) -> int:
    """How many rows stand above the first that holds a figure; 0 if no row or every row does."""
    for number, row in enumerate(table.grid):
        spans_all = len({id(cell) for cell in row}) == 1 and len(row) > 1
        if (number and spans_all) or any(is_figure(cell.text.string) for cell in row if cell.text.string):
            return number
    return 0


def _table_name(table: Table, lang: str) -> str:
    """The number printed in the caption (专栏2-1), else the table's number in the document."""
    sheet = (f"sheet “{table.sheet}”, " if lang == "en" else f"工作表“{table.sheet}” ") if table.sheet else ""
    if lang == "en":
        return f"{sheet}table {table.number}"
    printed = _PRINTED_NUMBER.match(table.caption.string) if table.caption else None
    return sheet + (printed.group() if printed else f"表{table.number}")


def _cell_where(table: Table, cell: Cell, headers: int, lang: str) -> str:
    english = lang == "en"
    name = " ".join(filter(None, (_table_name(table, lang), cell.address)))
    if cell.row <= headers:
        text = _short(cell.text.string, _COLUMN_NAME)
        return f"{name}, header “{text}”" if english else f"{name} 表头“{text}”"
    row, column = _row_name(table, cell), _column_name(table, cell, headers)
    number = cell.row - headers
    named = (f"{name}, row {number} " if english else f"{name} 第{number}行") + (f"“{row}”" if row else "")
    if row == _short(cell.text.string, _ROW_NAME):  # the cell that names the row
        return named
    if english:
        return named.rstrip() + (f", column “{column}”" if column else f", column {cell.column}")
    return named + (("·" if row else "") + f"“{column}”" if column else f"第{cell.column}列")


def _row_name(table: Table, cell: Cell) -> str:
    """The first cell of the row that holds words."""
    for other in table.grid[cell.row - 1]:
        if any(char.isalpha() for char in other.text.string) and not is_figure(other.text.string):
            return _short(other.text.string, _ROW_NAME)
    return ""


def _column_name(table: Table, cell: Cell, headers: int) -> str:
    if not headers or cell.columns == len(table.grid[0]) > 1:
        return ""
    return _short(table.grid[headers - 1][cell.column - 1].text.string, _COLUMN_NAME)


def _part(paragraph: Paragraph, title: str | None) -> tuple[str, str]:
    """What a heading, a title, a note or a caption is called, in Chinese and English."""
    string = paragraph.text.string
    if paragraph.level > 0:
        return "标题", "heading"
    if string == title:
        return "题名", "title"
    return ("注", "note") if outline.is_note(string) else ("表题", "caption")


def _chinese_section(path: tuple[str, ...]) -> str:
    parts: list[str] = []
    for label in path:
        lead = outline.lead(label)
        if lead is None:
            parts.append(f"“{_short(label, _LABEL)}”")
            continue
        if lead.mark is Mark.DOTTED:  # 2.3 says 2 already
            parts = [part for part in parts if not part[0].isdigit()]
        number = label[: lead.length].rstrip()
        parts.append(number + " " if number[-1:].isdigit() else number)
    return "".join(parts)


def _english_section(path: tuple[str, ...]) -> str:
    parts = ""
    for label in path:
        lead = outline.lead(label)
        if lead is None:
            parts += f"“{_short(label, _LABEL)}”"
        elif lead.mark is Mark.DOTTED:
            parts = ".".join(map(str, lead.numbers))
        else:
            parts += f"({lead.numbers[0]})" if parts else str(lead.numbers[0])
    return f"section {parts}" if parts else ""


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def _sentence(text: Text, span: Span) -> str:
    start = text.index(span.start)
    end = max(start, text.index(max(span.start, span.end - 1)))
    return _around(text.string, start, min(end + 1, start + 2 * _AROUND))


def _around(string: str, start: int, end: int) -> str:
    """The sentence around `string[start:end]`; a long one is cut on either side, and shows it."""
    low, high = max(0, start - _AROUND), min(len(string), end + _AROUND)
    before, after = string[low:start], string[end:high]
    first = max(before.rfind(mark) for mark in _SENTENCE_END + "\n") + 1
    stops = [at for mark in _SENTENCE_END + "\n" if (at := after.find(mark)) >= 0]
    last = min(stops) + 1 if stops else len(after)
    cut_before = "…" if not first and low > 0 else ""
    cut_after = "…" if not stops and high < len(string) else ""
    return f"{cut_before}{before[first:]}{string[start:end]}{after[:last]}{cut_after}".strip()
