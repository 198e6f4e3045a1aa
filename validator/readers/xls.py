"""xls and et → Document: the sheets of old Excel and of WPS, which is the same binary format under another name.

The file is a compound document (read by olefile) whose one stream of records holds the workbook (read by
xlrd: values, number formats, merged ranges, what is hidden). The records are walked once before xlrd sees
them, so that no count or offset in the file makes it read anything twice. MS-XLS 2.1.
"""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from validator.document import Document, Format
from validator.errors import ReadError
from validator.readers import gaps
from validator.readers.archive import encrypted
from validator.readers.compound import opened, read_stream
from validator.readers.limits import MAX_CELLS
from validator.readers.number_formats import BUILT_IN, display
from validator.readers.sheets import Sheet, read_sheets, too_large

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet as Stored

STREAMS = ("Workbook", "Book")  # since 1997, before
HEAD = struct.Struct("<HH")  # kind and length of a record; row and column of a cell
LAST = struct.Struct("<H")
BEGIN = frozenset({0x809, 0x409, 0x209, 0x009})
END = 0x00A
PASSWORD = 0x02F
SHEET = 0x085
OBJECT = 0x05D
NOT_SHOWN = frozenset({0x14, 0x19})  # of objects: the arrow of a filter, the frame of a comment
ONE_CELL = frozenset({0x006, 0x206, 0x406, 0x201, 0x203, 0x204, 0x205, 0x27E, 0x0D6, 0x0FD})
MANY_CELLS = frozenset({0x0BD, 0x0BE})  # their last column stands at their end
MAX_RECORDS = 2 * MAX_CELLS
MAX_AREA = 2 * MAX_CELLS  # places from the first column to the last of each row: xlrd keeps the empty ones too
TEXT, TRUTH, ERROR = 1, 4, 5  # kinds of cells as xlrd numbers them; the others hold a number
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
OWN_FORMATS = 164  # from here on number formats are the file's own


def read_xls(data: bytes, name: str) -> Document:
    """The tables in the bytes of an xls; a `ReadError` that names the file where there is none."""
    return _read(data, name, "xls")


def read_et(data: bytes, name: str) -> Document:
    """The tables in the bytes of an et (WPS); a `ReadError` that names the file where there is none."""
    return _read(data, name, "et")


def _read(data: bytes, name: str, kind: Format) -> Document:
    try:
        stream = _stream(data)
        parts, others = _walk(stream, name)
        with open(os.devnull, "w", encoding="utf-8") as nowhere:  # where xlrd prints what it wonders at
            book = _open(stream, nowhere)
            sheets = list(_sheets(book, parts, name))
        if not sheets:
            raise ValueError("no sheet that could be read")
    except ReadError:
        raise
    except Exception as error:  # on damaged records olefile and xlrd let errors of every kind out
        raise ReadError(
            f"{name} 不是有效的 {kind} 文件，或已损坏；请重新保存为 xlsx 后再试。",
            f"{name} is not a valid {kind} file, or is damaged; save it again as xlsx.",
        ) from error
    why = (
        f"{others} 个工作表不是数据表（图表或宏表），未读取",
        f"sheets that hold no table of data (charts or macros) and were not read: {others}",
    )
    unread = [gaps.unread(("工作簿", "the workbook"), why)] if others else []
    return read_sheets(data, name, kind, sheets, unread)


def _stream(data: bytes) -> bytes:
    with opened(data) as file:
        return read_stream(file, next(name for name in STREAMS if file.exists(name)), len(data))


def _open(stream: bytes, log: Any) -> "Book":
    from xlrd import open_workbook

    return open_workbook(file_contents=stream, formatting_info=True, ragged_rows=True, on_demand=True, logfile=log)


@dataclass(slots=True)
class _Part:
    """What the walk over the records saw between the beginning and the end of one sheet."""

    objects: bool = False
    widths: dict[int, int] = field(default_factory=dict)  # columns in use, by row


def _walk(stream: bytes, name: str) -> tuple[dict[int, _Part], int]:
    """The parts of the stream by where they begin, and how many sheets are no worksheets."""
    parts: dict[int, _Part] = {}
    part = _Part()
    depth = others = 0
    for at, kind, size in _records(stream, name):
        if kind in BEGIN:
            if not depth:
                part = parts[at] = _Part()
            depth += 1
        elif kind == END:
            depth = max(0, depth - 1)
        elif kind == PASSWORD:
            raise encrypted(name)
        elif kind == SHEET and size > 5:
            others += stream[at + 9] != 0
        elif kind == OBJECT and size > 5:
            part.objects |= stream[at + 8] not in NOT_SHOWN
        elif size > 5 and (kind in ONE_CELL or kind in MANY_CELLS):
            row, column = HEAD.unpack_from(stream, at + 4)
            if kind in MANY_CELLS:
                (column,) = LAST.unpack_from(stream, at + 2 + size)
            part.widths[row] = max(part.widths.get(row, 0), column + 1)
    if sum(sum(part.widths.values()) for part in parts.values()) > MAX_AREA:
        raise too_large(name)
    return parts, others


def _records(stream: bytes, name: str) -> Iterator[tuple[int, int, int]]:
    """Offset, kind and length of each record."""
    at = count = 0
    while at + HEAD.size <= len(stream):
        kind, size = HEAD.unpack_from(stream, at)
        if at + HEAD.size + size > len(stream):
            raise ValueError("a record is longer than the stream")
        yield at, kind, size
        at += HEAD.size + size
        count += 1
        if count > MAX_RECORDS:
            raise too_large(name)


def _sheets(book: "Book", parts: dict[int, _Part], name: str) -> Iterator[Sheet]:
    """The sheets, each released when read. Two in one place would be read twice: only the first counts."""
    fresh = dict(parts)
    for number in range(book.nsheets):
        part = fresh.pop(book._sh_abs_posn[number], None)
        if part is None:
            raise ValueError("a sheet begins where no part does")
        stored = book.sheet_by_index(number)
        sheet = Sheet(stored.name, stored.visibility != 0, objects=part.objects)
        _fill(sheet, stored, book, name)
        book.unload_sheet(number)
        yield sheet


def _fill(sheet: Sheet, stored: "Stored", book: "Book", name: str) -> None:
    for row in range(stored.nrows):
        for column, (kind, value) in enumerate(zip(stored.row_types(row), stored.row_values(row), strict=True)):
            if value != "":
                text = _text(kind, value, stored, (row, column), book)
                sheet.put((row + 1, column + 1), text, name)
    sheet.merges += [(top + 1, left + 1, low, far) for top, low, left, far in stored.merged_cells]
    sheet.hidden_rows |= {row + 1 for row, info in stored.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns += [(column + 1, column + 1) for column, info in stored.colinfo_map.items() if info.hidden]


def _text(kind: int, value: Any, stored: "Stored", spot: tuple[int, int], book: "Book") -> str:
    """What a cell displays."""
    if kind == TEXT:
        return str(value)
    if kind == TRUTH:
        return "TRUE" if value else "FALSE"
    if kind == ERROR:
        return ERRORS.get(value, "#N/A")
    return display(repr(value), _format(book, stored.cell_xf_index(*spot)), book.datemode == 1)


def _format(book: "Book", style: int) -> str:
    """The number format of a cell style."""
    key = book.xf_list[style].format_key
    own = book.format_map.get(key)
    if key in BUILT_IN and key < OWN_FORMATS:  # xlrd's list is the American one: 14 is 2025/12/9 here
        return BUILT_IN[key]
    return str(own.format_str) if own else "General"
