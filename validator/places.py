"""Places: a span as people say it (二、（三）第2段; 表1 第3行“…”·“2025年”), with a quotation."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from validator.document import Cell, Document, Paragraph, Table, Text
from validator.quantities.units import known
from validator.readers import outline
from validator.readers.outline import Mark
from validator.readers.text_tables import is_figure
from validator.records import record
from validator.span import Span

_LINE_END = re.compile(r"\r\n|\r|\n")
_WITH_LINES = frozenset({"txt", "md", "csv"})
_SENTENCE_END = "。！？；"
_AROUND = 60  # characters of a sentence quoted on either side of the figure
_COLUMN_NAME = 12
_ROW_NAME = 24
_LABEL = 12
_PRINTED_NUMBER = re.compile(r"(?:附?表|专栏)\s?(?:[一二三四五六七八九十]{1,3}|\d{1,3})(?:[-—.]\d{1,3})?(?!\d)")


@record
class Place:
    """Every way of saying where a span is; what the format does not have is None.

    `where` is for people and leaves out the line, which `line` and `column` say (from 1).
    `paragraph` counts within the innermost section. `row` counts the rows below the header,
    `cell` is the spreadsheet address or `R3C4` (row and column of the whole grid). `quote` is the
    sentence around the span, or the whole cell. `outline` is the way there step by step: the headings
    above, then the paragraph, or sheet, table, row and column (第二章, 表1, 第3行, 第4列).
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
    outline: tuple[str, ...] = ()


class _Unit(NamedTuple):
    """A paragraph, a cell, or a caption or note that stands outside the blocks."""

    text: Text
    paragraph: Paragraph | None = None
    table: Table | None = None
    cell: Cell | None = None


class Places:
    """Looks up places in one document; built with the first question, a lookup is a binary search."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._headers: dict[int, int] = {}  # by the number of the table, as asked for

    @cached_property
    def _units(self) -> list[_Unit]:
        """The units in the order of the document, one for each place where one begins."""
        units: dict[int, _Unit] = {}
        for unit in _units_of(self.document):
            units.setdefault(unit.text.offset(0), unit)
        return [units[start] for start in sorted(units)]

    @cached_property
    def _starts(self) -> list[int]:
        return [unit.text.offset(0) for unit in self._units]

    @cached_property
    def _lines(self) -> list[int] | None:
        """Where the lines begin, in formats that have lines."""
        if self.document.format not in _WITH_LINES:
            return None
        return [0, *(match.end() for match in _LINE_END.finditer(self.document.text))]

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
            if unit.table is None:
                return Place("", line, column, quote=quote)
            where, steps = _table_name(unit.table, lang), _table_steps(unit.table, lang)
            return Place(where, line, column, table=unit.table.number, quote=quote, outline=steps)
        paragraph = unit.paragraph
        section, part = self._section_and_part(paragraph, lang)
        return Place(
            where=_joined(section, part, lang),
            line=line,
            column=column,
            page=paragraph.page,
            paragraph=paragraph.number or None,
            quote=quote,
            outline=(*section, part),
        )

    def _unit(self, offset: int) -> _Unit | None:
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or offset >= max(self._units[at].text.span().end, self._starts[at] + 1):
            return None
        return self._units[at]

    def _line_and_column(self, offset: int) -> tuple[int | None, int | None]:
        if self._lines is None:
            return None, None
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def _section_and_part(self, paragraph: Paragraph, lang: str) -> tuple[tuple[str, ...], str]:
        """The steps of the headings above, and the paragraph among its siblings."""
        english = lang == "en"
        is_heading = paragraph.level > 0
        path = (*paragraph.section, paragraph.text.string) if is_heading else paragraph.section
        if paragraph.number:
            part = f"paragraph {paragraph.number}" if english else f"第{paragraph.number}段"
        else:
            part = _part(paragraph, self.document.title)[english]
        return _section_steps(path, lang), part

    def _cell_place(self, table: Table, cell: Cell, line: int | None, column: int | None, lang: str) -> Place:
        if table.number not in self._headers:
            self._headers[table.number] = header_rows(table)
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
            outline=(*_table_steps(table, lang), *_cell_steps(cell, row, lang)),
        )


def _units_of(document: Document) -> Iterator[_Unit]:
    for paragraph in document.paragraphs:
        yield _Unit(paragraph.text, paragraph)
    for table in document.tables:
        for cell in (cell for row in table.grid for cell in row if cell.text.string):
            yield _Unit(cell.text, None, table, cell)
        for text in filter(None, (table.caption, *table.notes)):
            yield _Unit(text, None, table)


def header_rows(table: Table) -> int:
    """How many rows stand above the first that holds a figure; 0 if no row or every row does."""
    for number, row in enumerate(table.grid):
        spans_all = len({id(cell) for cell in row}) == 1 and len(row) > 1
        if (number and spans_all) or any(is_figure(cell.text.string) for cell in row if cell.text.string):
            return number
    return 0


def _table_name(table: Table, lang: str) -> str:
    """The sheet, and the number printed in the caption (专栏2-1), else the table's number in the document."""
    sheet = _sheet_name(table, lang)
    if lang == "en":
        return (f"{sheet}, " if sheet else "") + _numbered(table, lang)
    return (f"{sheet} " if sheet else "") + _numbered(table, lang)


def _sheet_name(table: Table, lang: str) -> str:
    if not table.sheet:
        return ""
    return f"sheet “{table.sheet}”" if lang == "en" else f"工作表“{table.sheet}”"


def _numbered(table: Table, lang: str) -> str:
    if lang == "en":
        return f"table {table.number}"
    printed = _PRINTED_NUMBER.match(table.caption.string) if table.caption else None
    return printed.group() if printed else f"表{table.number}"


def _table_steps(table: Table, lang: str) -> tuple[str, ...]:
    """The way to a table: headings, sheet, table."""
    return (*_section_steps(table.section, lang), *filter(None, (_sheet_name(table, lang), _numbered(table, lang))))


def _cell_steps(cell: Cell, row: int | None, lang: str) -> tuple[str, str]:
    """The way from a table to its cell; `row` counts below the header."""
    if lang == "en":
        return f"row {row}" if row else "header", cell.address or f"column {cell.column}"
    return f"第{row}行" if row else "表头", cell.address or f"第{cell.column}列"


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
    """The first cell of the row that holds words; not a category that it shares with the rows beside it, where a name follows."""
    said = [each for each in table.grid[cell.row - 1] if _is_words(each.text.string)]
    first = next(iter(said), None)
    if first is None:
        return ""
    behind = next((each for each in said if each.column == first.column + first.columns), None)
    named = behind is not None and not known(behind.text.string) and _is_shared(table, first)
    return _short((behind if named and behind else first).text.string, _ROW_NAME)


def _is_words(string: str) -> bool:
    return any(char.isalpha() for char in string) and not is_figure(string)


def _is_shared(table: Table, cell: Cell) -> bool:
    """True for 经济发展 beside several indicators: merged downwards, or said again in the next row."""
    column = cell.column - 1
    beside = (table.grid[row][column] for row in (cell.row - 2, cell.row) if 0 <= row < len(table.grid))
    return cell.rows > 1 or any(each.text.string == cell.text.string for each in beside)


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


def _joined(section: tuple[str, ...], part: str, lang: str) -> str:
    if lang == "en":
        return ", ".join(filter(None, ("".join(section), part)))
    return "".join(step + " " if step[-1:].isdigit() else step for step in section) + part


def _section_steps(path: tuple[str, ...], lang: str) -> tuple[str, ...]:
    """The headings above as steps; in English the whole path is one (section 2(3))."""
    if lang == "en":
        section = _english_section(path)
        return (section,) if section else ()
    steps: list[str] = []
    for label in path:
        lead = outline.lead(label)
        if lead is None:
            steps.append(f"“{_short(label, _LABEL)}”")
            continue
        if lead.mark is Mark.DOTTED:  # 2.3 says 2 already
            steps = [step for step in steps if not step[0].isdigit()]
        steps.append(label[: lead.length].rstrip())
    return tuple(steps)


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
