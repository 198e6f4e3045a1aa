"""Takes a pdf apart, in a process of its own: characters, ruling lines and pictures, page by page.

The pdf library is C code and every file comes from outside: here it may crash, loop or eat memory without harm to
the process that reads the answer (`pdf_pages`, by `child`). Lengths are points (1/72 inch) from the upper left corner
of the page as it is shown, whatever its rotation.
"""

import ctypes
import re
import sys
from array import array
from math import pi
from typing import Any, BinaryIO

from validator.readers.child import bound_process, write_record
from validator.readers.limits import (
    MAX_CHARACTERS,
    MAX_OBJECTS,
    MAX_PAGE_CHARACTERS,
    MAX_PAGE_OBJECTS,
    MAX_PAGES,
    MAX_PDF_MEMORY,
    MAX_PDF_SECONDS,
)
from validator.readers.pdf_drawings import Crossed, Drawings, bounds, placing
from validator.readers.pdf_font import use_box_font

PASSWORD, SECURITY = 4, 5  # the library's numbers for its errors
SLANTED = 4  # a direction of text beside the four quarters of a turn
HYPHENS = "\x02\ufffe"  # how the library gives a hyphen at the end of a line
UNKNOWN = "\ufffd"
UNREADABLE = "\0" + UNKNOWN
OUTSIDE = 0x110000  # beyond the last code that Unicode knows
# Blanks are no words: spaces are told by the places of what they set apart.
WORD = re.compile("[\u4e00-\u9fff]+|[0-9]+|[^\\x01\\x03-\\x20\\x7f\\s]")
LEAN = 0.12  # in units of their height: how far the first and last character of a word may differ
CLOSE, APART = 0.85, 1.12  # in units of a character's width: how far apart the characters of a word stand


class _TooMuch(Exception):  # noqa: N818 - never seen outside
    """Raised with the name of the limit that the pdf goes beyond."""


def main() -> None:
    """Read a pdf from standard input; write its pages."""
    data, out = sys.stdin.buffer.read(), sys.stdout.buffer
    try:
        import pypdfium2_raw as pdfium  # the package around it would start the library with the fonts of the machine
    except (ImportError, OSError):
        write_record(out, {"error": "library"})
        return
    bound_process(MAX_PDF_SECONDS, MAX_PDF_MEMORY)
    no_folders = (ctypes.POINTER(ctypes.c_char) * 1)()
    pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=no_folders))
    _kept = use_box_font(pdfium)
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = pdfium.FPDF_GetLastError() in (PASSWORD, SECURITY)
        write_record(out, {"error": "encrypted" if locked else "damaged"})
        return
    try:
        _Pages(pdfium, document, out).write()
    except _TooMuch as error:
        write_record(out, {"error": str(error)})
    out.flush()


class _Pages:
    """Walks the pages once and keeps count of what they hold."""

    def __init__(self, pdfium: Any, document: Any, out: BinaryIO) -> None:
        self.pdfium, self.document, self.out = pdfium, document, out
        self.characters = 0
        self.objects = 0

    def write(self) -> None:
        count = self.pdfium.FPDF_GetPageCount(self.document)
        if count > MAX_PAGES:
            raise _TooMuch("pages")
        for number in range(count):
            page = self.pdfium.FPDF_LoadPage(self.document, number)
            if page:
                self._write_page(page)
                self.pdfium.FPDF_ClosePage(page)
            else:
                write_record(self.out, {"damaged": True})
        write_record(self.out, {"end": count})

    def _write_page(self, page: Any) -> None:
        pdfium = self.pdfium
        width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        place = placing(pdfium, page, width, height)
        rotation = max(0, pdfium.FPDFPage_GetRotation(page)) % 4
        found = Drawings(pdfium, place, (width, height))
        found.walk(page)
        self.objects += found.count
        if self.objects > MAX_OBJECTS:
            raise _TooMuch("objects")
        words = self._words(page, found, rotation)
        record = {
            "width": width,
            "height": height,
            "words": words.words,
            "rules": len(found.rules) // 4,
            "images": len(found.images) // 4,
            "objects": found.count,
            "invisible": found.invisible,
            "crowded": found.count > MAX_PAGE_OBJECTS,
            "unmapped": words.unmapped,
        }
        write_record(
            self.out, record, *(numbers.tobytes() for numbers in (words.boxes, words.turns, found.rules, found.images))
        )

    def _words(self, page: Any, found: Drawings, rotation: int) -> "_Words":
        pdfium = self.pdfium
        handle = pdfium.FPDFText_LoadPage(page)
        count = max(0, pdfium.FPDFText_CountChars(handle)) if handle else 0
        self.characters += count
        if count > MAX_PAGE_CHARACTERS:
            raise _TooMuch("page")
        if self.characters > MAX_CHARACTERS:
            raise _TooMuch("characters")
        words = _Words(pdfium, handle, count, found, rotation)
        words.collect()
        if handle:
            pdfium.FPDFText_ClosePage(handle)
        return words


class _Words:
    """The text of a page in words: Chinese characters in a row, digits in a row, any other character by itself.

    Asking for every character's place is what takes time. Of characters that are all of one width only the first and
    the last are asked, and believed where these stand on one line and as far apart as they should; a line of a table
    or a stroke through them makes every single one be asked.
    """

    def __init__(self, pdfium: Any, handle: Any, count: int, found: Drawings, rotation: int) -> None:
        self.pdfium, self.handle, self.count, self.rotation = pdfium, handle, count, rotation
        self.place = found.place
        self.words: list[str] = []
        self.boxes, self.turns, self.unmapped = array("f"), array("b"), 0
        self.rules = Crossed(found.rules)
        self.box, self.x, self.y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()

    def collect(self) -> None:
        text = self._text()
        for match in WORD.finditer(text):
            first, end = match.span()
            word = match.group()
            if end - first == 1 or self.rotation or not self._add_whole(word, first, end - 1):
                for at in range(first, end):
                    self._add_single(text[at], at)

    def _text(self) -> str:
        """The characters, each in its place; those that the library leaves out of its own text are asked one by one."""
        pdfium, count = self.pdfium, self.count
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self.handle, 0, count, buffer) if count else 0
        text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
        codes = (pdfium.FPDFText_GetUnicode(self.handle, at) for at in range(count))
        return "".join(chr(code) if code < OUTSIDE else UNKNOWN for code in codes)

    def _add_whole(self, word: str, first: int, last: int) -> bool:
        """Add characters of one width by the places of the first and the last; False where these do not fit."""
        box, place = self.box, self.place
        self.pdfium.FPDFText_GetLooseCharBox(self.handle, last, box)
        right, low, high = box.right, box.bottom, box.top
        self.pdfium.FPDFText_GetLooseCharBox(self.handle, first, box)
        left, bottom, top = box.left, box.bottom, box.top
        size, number = top - bottom, last - first
        width, step = box.right - left, (right - left) / (number + 1)
        if abs(low - bottom) > LEAN * size or abs(high - top) > LEAN * size or step <= 0:
            return False
        if (
            not (CLOSE * width <= step <= APART * width)
            or self.pdfium.FPDFText_HasUnicodeMapError(self.handle, first) == 1
        ):
            return False
        self.pdfium.FPDFText_GetCharOrigin(self.handle, first, self.x, self.y)
        x0, y0 = place(left, top)
        x1, y1 = place(right, bottom)
        if self.rules.cross(x0, y0, x1, y1):
            return False
        self.boxes.extend((x0, y0, x1, y1, place(self.x.value, self.y.value)[1]))
        self.turns.append(0)
        self.words.append(word)
        return True

    def _add_single(self, char: str, at: int) -> None:
        pdfium, handle, box, place = self.pdfium, self.handle, self.box, self.place
        if char in UNREADABLE or pdfium.FPDFText_HasUnicodeMapError(handle, at) == 1:
            self.unmapped += 1
            return
        pdfium.FPDFText_GetLooseCharBox(handle, at, box)
        pdfium.FPDFText_GetCharOrigin(handle, at, self.x, self.y)
        turn = _quarter(pdfium.FPDFText_GetCharAngle(handle, at), self.rotation)
        base = place(self.x.value, self.y.value)[turn % 2 == 0 or turn == SLANTED]
        self.boxes.extend((*bounds(place, box.left, box.bottom, box.right, box.top), base))
        self.turns.append(turn)
        self.words.append("-" if char in HYPHENS else char)


def _quarter(angle: float, rotation: int) -> int:
    """Which way a character points on the page as shown: 0 level, 1 read from top to bottom …; 4 aslant."""
    turns = angle / (pi / 2)
    near = round(turns)
    return (near + rotation) % 4 if abs(turns - near) < 0.05 else SLANTED
