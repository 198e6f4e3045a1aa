"""ods → Document: the sheets as a person sees them, read from the package with our own small parser.

An OpenDocument cell stores the text it displays beside its value (`8.3%` beside 0.083), so no number
format has to be applied; only where a program left the text out is the value shown by its kind.
"""

from dataclasses import dataclass, field

from validator.document import Document
from validator.readers.archive import Archive, Element, attribute, attributes, child, local, whole
from validator.readers.number_formats import display
from validator.readers.odf import CONTENT, SHAPES, inline, open_odf
from validator.readers.sheets import Sheet, read_sheets, too_large

LAST_ROW = 1_048_576
FREE = 100_000  # characters of filled cells that a file may say to repeat; above that, as many as its parts have
PER_CELL = 8  # what a cell counts for beside its characters
CELLS = frozenset({"table-cell", "covered-table-cell"})
HIDDEN = frozenset({"collapse", "filter"})
STREAMED = ("style", "table-column", "table-row", "shapes", "table")


def read_ods(data: bytes, name: str) -> Document:
    """The tables in the bytes of an ods; a `ReadError` that names the file where there is none."""
    archive = open_odf(data, name, "ods")
    reader = _Reader(name, archive)
    for element in archive.stream(CONTENT, STREAMED):
        reader.take(element)
    if not reader.sheets:
        raise archive.broken("没有可读的工作表", "it has no readable sheet")
    return read_sheets(data, name, "ods", reader.sheets, ())


@dataclass(slots=True)
class _Reader:
    """Takes the elements of the content as they end: rows and columns before the sheet that they belong to."""

    name: str
    archive: Archive
    sheets: list[Sheet] = field(default_factory=list)
    unseen: set[str] = field(default_factory=set)  # styles of hidden sheets
    sheet: Sheet = field(default_factory=lambda: Sheet(""))
    rows: int = 0  # of the sheet so far, and its columns
    columns: int = 0
    repeated: int = 0

    def take(self, element: Element) -> None:
        """Take up one element."""
        name = local(element)
        if name == "style":
            properties = child(element, "table-properties")
            if properties is not None and attribute(properties, "display") == "false":
                self.unseen.add(attribute(element, "name") or "")
        elif not _on_a_sheet(element):
            return
        elif name == "table":
            self.sheet.name = attribute(element, "name") or ""
            self.sheet.hidden = attribute(element, "style-name") in self.unseen
            self.sheets.append(self.sheet)
            self.sheet, self.rows, self.columns = Sheet(""), 0, 0
        elif name == "table-row":
            self.row(element)
        elif name == "table-column":
            self.column(element)
        else:
            self.sheet.objects = self.sheet.objects or len(element) > 0

    def column(self, element: Element) -> None:
        """Count columns, and note the hidden ones."""
        first = self.columns + 1
        self.columns = min(self.columns + _times(attributes(element), "number-columns-repeated"), LAST_ROW)
        if attribute(element, "visibility") in HIDDEN:
            self.sheet.hidden_columns.append((first, self.columns))

    def row(self, element: Element) -> None:
        """Add the filled cells of a row, as often as it is repeated."""
        of_row = attributes(element)
        first = self.rows + 1
        self.rows = min(self.rows + _times(of_row, "number-rows-repeated"), LAST_ROW)
        column, filled = 1, False
        for cell in element:
            if local(cell) not in CELLS:
                continue
            given = attributes(cell)
            times = _times(given, "number-columns-repeated")
            text = self.text(cell, given) if local(cell) == "table-cell" else ""
            if text.strip():
                filled = True
                self.fill(text, range(first, self.rows + 1), range(column, column + times))
                _merge(given, first, column, self.sheet)
            elif "formula" in given and "value-type" not in given:
                self.sheet.results_missing.append((first, column))
            column += times
        if filled and of_row.get("visibility") in HIDDEN:
            self.sheet.hidden_rows.update(range(first, self.rows + 1))

    def fill(self, text: str, rows: range, columns: range) -> None:
        """Put a text into one cell, or into all that repeat it."""
        self.repeated += (len(rows) * len(columns) - 1) * (len(text) + PER_CELL)
        if self.repeated > FREE + self.archive.used:
            raise too_large(self.name)
        for row in rows:
            for column in columns:
                self.sheet.put((row, column), text, self.name)

    def text(self, cell: Element, given: dict[str, str]) -> str:
        """What a cell displays; comments and drawings in it are no part of that."""
        lines: list[str] = []
        for inner in cell:
            name = local(inner)
            if name == "p":
                lines.append(inline(inner).text)
            elif name in SHAPES:
                self.sheet.objects = True
        return "\n".join(lines) if lines else _value(given)


def _on_a_sheet(element: Element) -> bool:
    """True for what belongs to a table of the workbook: links, changes and drawings hold tables of their own."""
    table = element
    while table is not None and local(table) != "table":
        table = table.getparent()
    above = None if table is None else table.getparent()
    return above is not None and local(above) == "spreadsheet"


def _times(given: dict[str, str], name: str) -> int:
    """How often a row, column or cell is repeated."""
    return max(1, whole(given[name], 1, LAST_ROW)) if name in given else 1


def _merge(given: dict[str, str], row: int, column: int, sheet: Sheet) -> None:
    rows, columns = _times(given, "number-rows-spanned"), _times(given, "number-columns-spanned")
    if rows > 1 or columns > 1:
        sheet.merges.append((row, column, row + rows - 1, column + columns - 1))


def _value(given: dict[str, str]) -> str:
    """The stored value of a cell without text, as its kind is usually shown."""
    kind = given.get("value-type")
    if kind == "date":
        return given.get("date-value", "")
    if kind == "boolean":
        return given.get("boolean-value", "").upper()
    stored = given.get("value", "")
    return display(stored, "0.##%" if kind == "percentage" else "General") if stored else ""
