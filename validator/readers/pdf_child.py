"""Takes a pdf apart, in a process of its own: characters, ruling lines and pictures, page by page.

The pdf library is C code and every file comes from outside: here it may crash, loop or eat memory without harm to
the process that reads the answer (`pdf_pages`, by `child`). Lengths are points (1/72 inch) from the upper left corner
of the page as it is shown, whatever its rotation.
"""

import ctypes
import sys
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
from validator.readers.pdf_drawings import Drawings, placing
from validator.readers.pdf_font import use_box_font
from validator.readers.pdf_words import Library, Words

PASSWORD, SECURITY = 4, 5  # the library's numbers for its errors


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
        self.library = Library(pdfium)
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

    def _words(self, page: Any, found: Drawings, rotation: int) -> Words:
        pdfium = self.pdfium
        handle = pdfium.FPDFText_LoadPage(page)
        count = max(0, pdfium.FPDFText_CountChars(handle)) if handle else 0
        self.characters += count
        if count > MAX_PAGE_CHARACTERS:
            raise _TooMuch("page")
        if self.characters > MAX_CHARACTERS:
            raise _TooMuch("characters")
        words = Words(self.library, handle, count, found, rotation)
        words.collect()
        if handle:
            pdfium.FPDFText_ClosePage(handle)
        return words
