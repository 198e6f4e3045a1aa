"""xlsx → Document: the sheets as a person sees them, read from the package with our own small parser.

A cell's text is what Excel displays: its stored value in its number format (8.3%, 661,480, 2030年),
for a formula the stored result. openpyxl and calamine each lose one of format, merged cells and the
digits as stored, and neither refuses entities or bounds what it unfolds. ECMA-376 part 1, 18.3.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TypeVar

from validator.document import Document, Unread, letters
from validator.readers import gaps
from validator.readers.archive import (
    Archive,
    Element,
    attribute,
    child,
    inside,
    local,
    open_archive,
    whole,
)
from validator.readers.extract import Extract
from validator.readers.limits import MAX_CELLS, MAX_COLUMNS
from validator.readers.number_formats import BUILT_IN, display
from validator.readers.sheets import Box, Sheet, Spot, read_sheets
from validator.readers.xlsx_rows import PARTS, TRUE, OddRowsError, PlainRow, RowTexts, row_texts, unescaped

MAIN = "xl/workbook.xml"
NO_TABLE: gaps.Said = (
    "不是数据表（图表、宏表或缺失），未读取",
    "it is no sheet of data (a chart, macros, or missing), and was not read",
)
LAST_ROW = 1_048_576
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
COLUMNS = {letters(column): column for column in range(1, 703)}  # A to ZZ
MOST_STYLES = 4096  # and kinds of cells, whose texts are kept
MOST_SHOWN = 16_384  # texts of one kind
ATTRIBUTE = re.compile(r'([st])="([^"]*)"')
CARRIAGE_RETURN = "_x000D_"  # how the format escapes it inside a string

Key = TypeVar("Key")


def read_xlsx(data: bytes, name: str) -> Document:
    """The tables in the bytes of an xlsx; a `ReadError` that names the file where there is none."""
    book = _Book(open_archive(data, name, "xlsx"))
    book.open()
    return read_sheets(data, name, "xlsx", (book.fill(sheet, part) for sheet, part in book.sheets), book.unread)


@dataclass(slots=True)
class _Book:
    """The workbook: its sheets, and what their cells refer to."""

    archive: Archive
    sheets: list[tuple[Sheet, str]] = field(default_factory=list)  # still empty, and its part
    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    since_1904: bool = False
    unread: list[Unread] = field(default_factory=list)
    shown: dict[tuple[str | None, str | None], "_Shown"] = field(default_factory=dict)  # by style and kind of a cell
    written: dict[str, "_Shown"] = field(default_factory=dict)  # the same as written, by its attributes

    def open(self) -> None:
        """Read everything but the cells."""
        main = self.archive.main(MAIN)
        root = self.archive.xml(main)
        related = self.archive.relations(main)
        parts = {kind: target for kind, target in related.values() if target in self.archive}
        properties = child(root, "workbookPr")
        self.since_1904 = properties is not None and properties.get("date1904") in TRUE
        if "sharedStrings" in parts:
            size = 0
            for item in self.archive.stream(parts["sharedStrings"], ("si",)):
                self.strings.append(rich(item))
                size += len(self.strings[-1])
                Extract(self.archive.name).bound_text(size)
        self.formats = _formats(self.archive.xml(parts["styles"])) if "styles" in parts else []
        for sheet in inside(root, frozenset({"sheet"})):
            self.add(sheet, related.get(attribute(sheet, "id") or "", ("", "")))
        if not self.sheets:
            raise self.archive.broken("没有可读的工作表", "it has no readable sheet")

    def add(self, sheet: Element, relation: tuple[str, str]) -> None:
        """Take up one sheet of the workbook; what is no worksheet is listed as unread."""
        kind, part = relation
        if kind != "worksheet" or part not in self.archive:
            self.unread.append(gaps.unread(gaps.sheet(sheet.get("name") or ""), NO_TABLE))
        elif all(part != known for _, known in self.sheets):
            hidden = sheet.get("state") in {"hidden", "veryHidden"}
            self.sheets.append((Sheet(sheet.get("name") or "", hidden), part))

    def fill(self, sheet: Sheet, part: str) -> Sheet:
        """Read the cells of a sheet as displayed, its merged ranges, and what is hidden."""
        data = self.archive.checked(part)
        rows = row_texts(data)
        if rows is not None:
            try:
                filling = _Filling(self, Sheet(sheet.name, sheet.hidden), rows)
                return filling.read(self.archive.stream(part, (*PARTS, "sheetData"), rows.around))
            except OddRowsError:
                pass
        return _Filling(self, sheet).read(self.archive.stream(part, PARTS, data))

    def shows(self, style: str | None, kind: str | None) -> Callable[[str], str]:
        """What a cell of this style and kind displays, by what it stores."""
        if kind is None or kind == "n":
            return partial(self.number, self.code(style))
        return partial(self.text, kind)

    def text(self, kind: str, stored: str) -> str:
        """What a cell displays that holds no number."""
        if kind == "s":
            index = whole(stored, -1, MAX_CELLS * 8)
            return self.strings[index] if 0 <= index < len(self.strings) else ""
        return {"1": "TRUE", "0": "FALSE"}.get(stored, stored) if kind == "b" else stored

    def number(self, code: str, stored: str) -> str:
        """What a cell displays that holds a number."""
        return display(stored, code, self.since_1904) if stored else ""

    def code(self, style: str | None) -> str:
        """The number format of a cell style."""
        at = whole(style, 0, 1 << 20)
        return self.formats[at] if at < len(self.formats) else "General"


class _Shown(dict[str, str]):
    """What the cells of one style and kind display, by what they store: worked out once, and equal texts kept once."""

    def __init__(self, show: Callable[[str], str]) -> None:
        super().__init__()
        self.show = show

    def __missing__(self, stored: str) -> str:
        if len(self) >= MOST_SHOWN:
            self.clear()
        text = self[stored] = self.show(stored)
        return text


def _kept(known: dict[Key, _Shown], key: Key, show: Callable[[str], str]) -> _Shown:
    """A new entry among the known."""
    if len(known) >= MOST_STYLES:
        known.clear()
    made = known[key] = _Shown(show)
    return made


@dataclass(slots=True)
class _Filling:
    """One sheet on its way from the elements of its part, or the texts of its rows, to a `Sheet`."""

    book: _Book
    sheet: Sheet
    texts: RowTexts | None = None
    number: int = 0  # of the row before

    def read(self, elements: Iterable[Element]) -> Sheet:
        """Take up all that the sheet holds, in order."""
        for element in elements:
            self.element(element)
        return self.sheet

    def element(self, element: Element) -> None:
        """Take up one element of the sheet."""
        name, sheet = local(element), self.sheet
        if name == "row":
            self.number = min(whole(element.get("r"), self.number + 1, LAST_ROW), LAST_ROW)
            self.row(element)
        elif name == "sheetData":
            self.rows(self.texts)
        elif name == "col":
            first, last = (whole(element.get(end), 0) for end in ("min", "max"))
            sheet.hidden_columns += [(first, last)] if element.get("hidden") in TRUE else []
        elif name == "mergeCell":
            sheet.merges += [box] if (box := parse_box(element.get("ref") or "")) else []
        else:
            sheet.objects = True

    def rows(self, texts: RowTexts | None) -> None:
        """Add the rows that were taken out of the part, where they were."""
        if texts is None:
            return
        for text in texts:
            plain = texts.plain(text)
            filled = None if plain is None else self.filled(plain)
            if plain is None or filled is None:
                self.read(texts.elements(text))
                continue
            self.number = plain.number
            if plain.hidden:
                self.sheet.hidden_rows.add(plain.number)
            self.sheet.put_row(plain.number, filled, self.book.archive.name)

    def filled(self, row: PlainRow) -> dict[int, str] | None:
        """The filled cells of a row by column; None where only its elements tell."""
        number, written = str(row.number), self.book.written
        filled: dict[int, str] = {}
        blank = False
        for reference, attributes, stored, inline in row.cells:
            column = COLUMNS.get(reference.removesuffix(number))
            if column is None:
                return None
            shown = written.get(attributes)
            if shown is None:
                shown = self.as_written(attributes)
            text = shown[stored or inline or ""]
            if text:
                filled[column] = text
            else:
                blank = True
        return None if row.number > LAST_ROW or (blank and row.formulas) else filled

    def as_written(self, attributes: str) -> _Shown:
        """What cells with these attributes (` s="3" t="s"`) display; nothing where it is blank."""
        given = dict(ATTRIBUTE.findall(attributes))
        inline = given.get("t") == "inlineStr"
        show = _without_returns if inline else self.book.shows(given.get("s"), given.get("t"))

        def shown(stored: str) -> str:
            text = show(unescaped(stored))
            return "" if text.isspace() else text

        return _kept(self.book.written, attributes, shown)

    def row(self, element: Element) -> None:
        """Add the filled cells of one row."""
        row, sheet, name = self.number, self.sheet, self.book.archive.name
        if element.get("hidden") in TRUE:
            sheet.hidden_rows.add(row)
        number, column = str(row), 0
        value = element.tag.removesuffix("row") + "v"
        filled: dict[int, str] = {}
        for cell in element:
            get = cell.get
            reference = get("r") or ""
            known = COLUMNS.get(reference.removesuffix(number))
            spot = (row, known) if known else parse_spot(reference) or (row, column + 1)
            column = spot[1]
            stored = ""
            for inner in cell:
                if inner.tag == value:
                    stored = inner.text or ""
                    break
            style, kind = get("s"), get("t")
            if kind == "inlineStr":
                text = rich(child(cell, "is"))
            else:
                shown = self.book.shown.get((style, kind))
                if shown is None:
                    shown = _kept(self.book.shown, (style, kind), self.book.shows(style, kind))
                text = shown[stored]
            if not text:
                if kind != "str" and child(cell, "f") is not None:
                    sheet.results_missing.append(spot)
            elif spot[0] == row and not text.isspace():
                filled[column] = text
            else:
                sheet.put(spot, text, name)
        sheet.put_row(row, filled, name)


def parse_spot(reference: str) -> Spot | None:
    """`C4` → (4, 3); None for what is no cell of a sheet."""
    match = REFERENCE.fullmatch(reference)
    if match is None or not 0 < int(match[2]) <= LAST_ROW:
        return None
    return int(match[2]), _column(match[1])


@lru_cache(maxsize=MAX_COLUMNS)
def _column(letters: str) -> int:
    """`AB` → 28."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


def parse_box(reference: str) -> Box | None:
    """`A1:C4` → (1, 1, 4, 3); None for what is no range."""
    first, _, last = reference.partition(":")
    start, end = parse_spot(first), parse_spot(last)
    return (*start, *end) if start and end and start[0] <= end[0] and start[1] <= end[1] else None


def _without_returns(text: str) -> str:
    return text.replace(CARRIAGE_RETURN, "")


def rich(element: Element | None) -> str:
    """The text of a string item, its phonetic guides left out."""
    if element is not None and len(element) == 1 and local(element[0]) == "t":
        return _without_returns(element[0].text or "")
    parts: list[str] = []
    for inner in () if element is None else element:
        found = inner if local(inner) == "t" else child(inner, "t") if local(inner) == "r" else None
        parts.append("" if found is None else found.text or "")
    return _without_returns("".join(parts))


def _formats(root: Element) -> list[str]:
    """The number format of each cell style (`cellXfs`), in the order that cells refer to."""
    own = {
        whole(element.get("numFmtId"), 0): element.get("formatCode") or "General"
        for group in root
        if local(group) == "numFmts"
        for element in group
    }
    numbers = [whole(xf.get("numFmtId"), 0) for group in root if local(group) == "cellXfs" for xf in group]
    return [own.get(number) or BUILT_IN.get(number, "General") for number in numbers]
