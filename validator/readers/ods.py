"""ods → Document: the sheets as a person sees them, read from the package with our own small parser.

An OpenDocument cell stores the text it displays beside its value (`8.3%` beside 0.083), so no number
format has to be applied; only where a program left the text out is the value shown by its kind.
"""

from validator.document import Document
from validator.readers.archive import Archive, Element, attribute, child, local, whole
from validator.readers.limits import MAX_COLUMNS
from validator.readers.number_formats import display
from validator.readers.odf import CONTENT, SHAPES, inline, open_odf
from validator.readers.sheets import Sheet, read_sheets, too_large

LAST_ROW = 1_048_576
CELLS = frozenset({"table-cell", "covered-table-cell"})
HIDDEN = frozenset({"collapse", "filter"})
STREAMED = ("style", "table-column", "table-row", "shapes", "table")


def read_ods(data: bytes, name: str) -> Document:
    """The tables in the bytes of an ods; a `ReadError` that names the file where there is none."""
    archive = open_odf(data, name, "ods")
    sheets = _sheets(archive)
    if not sheets:
        raise archive.broken("没有可读的工作表", "it has no readable sheet")
    return read_sheets(data, name, "ods", sheets, ())


def _sheets(archive: Archive) -> list[Sheet]:
    """The sheets of the workbook, read while the content streams by."""
    sheets: list[Sheet] = []
    sheet, row, column = Sheet(""), 0, 0
    unseen: set[str] = set()  # styles of hidden tables
    for element in archive.stream(CONTENT, STREAMED):
        name = local(element)
        if name == "style":
            properties = child(element, "table-properties")
            if properties is not None and attribute(properties, "display") == "false":
                unseen.add(attribute(element, "name") or "")
        elif not _on_a_sheet(element):
            continue
        elif name == "table":
            sheet.name = attribute(element, "name") or ""
            sheet.hidden = attribute(element, "style-name") in unseen
            sheets.append(sheet)
            sheet, row, column = Sheet(""), 0, 0
        elif name == "table-row":
            row = _row(element, row, sheet, archive)
        elif name == "table-column":
            column = _column(element, column, sheet)
        else:
            sheet.objects = sheet.objects or len(element) > 0
    return sheets


def _on_a_sheet(element: Element) -> bool:
    """True for what belongs to a table of the workbook: links, changes and drawings hold tables of their own."""
    table = element
    while table is not None and local(table) != "table":
        table = table.getparent()
    above = None if table is None else table.getparent()
    return above is not None and local(above) == "spreadsheet"


def _column(element: Element, before: int, sheet: Sheet) -> int:
    """Note hidden columns; the number of the last column described so far is returned."""
    last = before + _times(element, "number-columns-repeated")
    if attribute(element, "visibility") in HIDDEN:
        sheet.hidden_columns.append((before + 1, last))
    return min(last, LAST_ROW)


def _row(element: Element, before: int, sheet: Sheet, archive: Archive) -> int:
    """Add the filled cells of a row, as often as it is repeated; the number of the last row is returned."""
    last = min(before + _times(element, "number-rows-repeated"), LAST_ROW)
    column, filled = 1, False
    for cell in element:
        if local(cell) not in CELLS:
            continue
        times = _times(cell, "number-columns-repeated")
        text = _text(cell, sheet)
        if text.strip() and local(cell) == "table-cell":
            if column + times - 1 > MAX_COLUMNS:
                raise too_large(archive.name)
            for row in range(before + 1, last + 1):
                for each in range(column, column + times):
                    sheet.put((row, each), text, archive.name)
            _merge(cell, before + 1, column, sheet)
            filled = True
        elif not text and local(cell) == "table-cell" and attribute(cell, "formula") is not None and last > before:
            sheet.results_missing.append((before + 1, column))
        column += times
    if filled and attribute(element, "visibility") in HIDDEN:
        sheet.hidden_rows.update(range(before + 1, last + 1))
    return last


def _times(element: Element, name: str) -> int:
    """How often a row, column or cell is repeated."""
    return max(1, whole(attribute(element, name), 1, LAST_ROW))


def _merge(cell: Element, row: int, column: int, sheet: Sheet) -> None:
    rows, columns = _times(cell, "number-rows-spanned"), _times(cell, "number-columns-spanned")
    if rows > 1 or columns > 1:
        sheet.merges.append((row, column, row + rows - 1, column + columns - 1))


def _text(cell: Element, sheet: Sheet) -> str:
    """What a cell displays; comments and drawings in it are no part of that."""
    lines: list[str] = []
    for inner in cell:
        name = local(inner)
        if name == "p":
            lines.append(inline(inner).text)
        elif name in SHAPES:
            sheet.objects = True
    return "\n".join(lines) if lines else _value(cell)


def _value(cell: Element) -> str:
    """The stored value of a cell without text, as its kind is usually shown."""
    kind = attribute(cell, "value-type")
    if kind == "date":
        return attribute(cell, "date-value") or ""
    if kind == "boolean":
        return (attribute(cell, "boolean-value") or "").upper()
    stored = attribute(cell, "value") or ""
    return display(stored, "0.##%" if kind == "percentage" else "General") if stored else ""
