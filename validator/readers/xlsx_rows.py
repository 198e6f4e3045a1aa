"""The rows of a worksheet in the very form that spreadsheet programs write, read without a tree of their cells.

A sheet may have a million cells, and a tree of elements costs far more than the few characters in each. Excel, WPS,
LibreOffice and openpyxl all write a cell in one of few forms; a row of such cells is read by one regular expression,
which covers it to the last character. Whatever is not of that form is for the XML parser, row by row or the whole part
(`OddRowsError`): it alone says what is well-formed, and it reads the same cells.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from validator.readers.archive import Element, fragment, local
from validator.records import record

PARTS = ("row", "col", "mergeCell", "drawing", "picture")  # what is read of a sheet
NOT_WITHIN = frozenset(PARTS)  # a row
START, END, ROW_END = b"<sheetData>", b"</sheetData>", b"</row>"
HIDING = ("<!", "<?", "sheetData")  # where a comment, or another such element, may begin or end among the rows
TRUE = frozenset({"1", "true"})
LONGEST = 1 << 20  # characters of one row
MOST = 4096  # kinds of rows
ROOT = re.compile(rb"<worksheet(?=[ >])[^<>]*>")
ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']*)")
ROW = re.compile(r'[ \t\n]*<row r="([1-9][0-9]{0,6})"([^<>/]*)>')
TEXT = r"[^<>\0-\x08\x0b-\x1f\ufffe\uffff]*"  # may hold references (&amp;)
FORMULA = (
    r'<f(?: aca="(?:false|true)")?(?: t="shared"(?: ref="[A-Z0-9:]+")? si="[0-9]+")?'
    r"(?:/>|>[^<>&\0-\x08\x0b-\x1f\ufffe\uffff]*</f>)"
)
CELL = re.compile(
    r'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"((?: s="[0-9]{1,6}")?(?: t="(?:n|s|str|b|e|inlineStr)")?)'
    rf'(?:/>|(?<!inlineStr")>(?:{FORMULA})?<v>({TEXT})</v></c>'
    rf'|(?<=inlineStr")><is><t(?: xml:space="preserve")?>({TEXT})</t></is></c>)'
)
REFERENCES = re.compile("(&[^;]{0,12};?)")
REFERENCE = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));")
NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class OddRowsError(Exception):
    """These rows are not for us: the part is to be parsed as a whole."""


@record
class PlainRow:
    """One row of the usual form. Each cell is a reference, attributes, a value, or a text written in it."""

    number: int
    hidden: bool
    formulas: bool
    cells: Iterable[tuple[str, str, str | None, str | None]]


@dataclass(slots=True)
class RowTexts:
    """The rows between the tags of `sheetData`, and the part `around` them, which is parsed as ever."""

    data: bytes
    start: int
    end: int
    opening: str  # the tag of the root, under which a row is well-formed by itself
    around: bytes
    hides: dict[str, bool] = field(default_factory=dict)  # by what the tag of a row says behind its number

    def __iter__(self) -> Iterator[str]:
        """Each row to the end of its end tag, and last what follows it."""
        data, at = self.data, self.start
        try:
            while at < self.end:
                stop = data.find(ROW_END, at, self.end)
                stop = self.end if stop < 0 else stop + len(ROW_END)
                yield data[at:stop].decode()
                at = stop
        except UnicodeDecodeError as error:
            raise OddRowsError from error

    def elements(self, text: str) -> Iterator[Element]:
        """The rows as elements; `OddRowsError` where they hold what belongs elsewhere."""
        if any(mark in text for mark in HIDING):
            raise OddRowsError
        for row in self._sheet(text)[0]:
            names = [local(element) for element in row.iter()]
            if names[0] != "row" or not NOT_WITHIN.isdisjoint(names[1:]):
                raise OddRowsError
            yield row

    def plain(self, text: str) -> PlainRow | None:
        """The cells of a row; None where it does not have the usual form from beginning to end."""
        opened = ROW.match(text)
        if opened is None or len(text) > LONGEST or not text.endswith("</row>"):
            return None
        parts = CELL.split(text[opened.end() : -len(ROW_END)])
        if any(parts[::5]):  # what stands between the cells
            return None
        number, said = opened.groups()
        hidden = self.hides.get(said)
        cells = zip(parts[1::5], parts[2::5], parts[3::5], parts[4::5], strict=True)
        return PlainRow(int(number), self._hides(said) if hidden is None else hidden, "<f" in text, cells)

    def _sheet(self, rows: str) -> Element:
        """The root of the part with no more than these rows in it."""
        found = fragment(f"{self.opening}<sheetData>{rows}</sheetData></worksheet>")
        if found is None:
            raise OddRowsError
        return found

    def _hides(self, said: str) -> bool:
        hidden = self._sheet(f'<row r="1"{said}/>')[0][0].get("hidden") in TRUE
        if len(self.hides) < MOST:
            self.hides[said] = hidden
        return hidden


def row_texts(data: bytes) -> RowTexts | None:
    """The rows of a worksheet, told apart; None where what surrounds them does not show for certain where they are."""
    root = ROOT.search(data, 0, LONGEST)
    start, end = data.find(START) + len(START), data.rfind(END)
    if root is None or not root.end() < start <= end:
        return None
    head, around = data[: root.start()], data[:start] + data[end:]
    encoding = ENCODING.search(head)
    utf8 = encoding is None or encoding[1].lower() == b"utf-8"
    if not utf8 or b"<!" in around or around.count(b"<?") != head.count(b"<?xml "):
        return None
    try:
        return RowTexts(data, start, end, root[0].decode(), around) if around.count(b"sheetData") == 2 else None
    except UnicodeDecodeError:
        return None


def unescaped(text: str) -> str:
    """The text with its references resolved; `OddRowsError` where one stands for no character."""
    if "&" not in text:
        return text
    parts = REFERENCES.split(text)
    parts[1::2] = map(_character, parts[1::2])
    return "".join(parts)


@lru_cache(maxsize=4096)  # openpyxl writes every Chinese character so
def _character(reference: str) -> str:
    found = REFERENCE.fullmatch(reference)
    name, decimal, hexadecimal = found.groups() if found else ("", "", "")
    if name:
        return NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal or "0", 16)
    if code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000:
        return chr(code)
    raise OddRowsError
