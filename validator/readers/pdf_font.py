"""The one font that stands for every font which a pdf names and does not bring along. Works in the process `pdf_child`.

A page is not drawn here, only asked for its text; but the library asks the font how large each character is, and
leaves out those that have no size. With the fonts of the machine it would take the outlines of Chinese characters
apart, which is most of the time of reading, and what is read would hang on what is installed. In this font every
character is one small box. ISO/IEC 14496-22 (OpenType) describes the tables.
"""

import ctypes
import struct
from typing import Any

EM = 1000
LEFT, RIGHT, LOW, HIGH = 50, 450, 0, 700  # a box that stands out of no character, however narrow
LAST = 0x10FFFF


def box_font() -> bytes:
    """The bytes of the font: glyph 0 is nothing, glyph 1 the box."""
    corners = struct.pack(">4B", 1, 1, 1, 1)  # all on the outline, the places as differences of two bytes
    xs = struct.pack(">4h", LEFT, 0, RIGHT - LEFT, 0)
    ys = struct.pack(">4h", LOW, HIGH - LOW, 0, LOW - HIGH)
    box = struct.pack(">hhhhhHH", 1, LEFT, LOW, RIGHT, HIGH, 3, 0) + corners + xs + ys
    glyf = box + bytes(-len(box) % 4)
    head = struct.pack(
        ">IIIIHHqqhhhhHHhhh", 1 << 16, 1 << 16, 0, 0x5F0F3CF5, 0, EM, 0, 0, LEFT, LOW, RIGHT, HIGH, 0, 8, 2, 1, 0
    )
    hhea = struct.pack(">IhhhHhhhhhhhhhhhH", 1 << 16, 880, -120, 0, EM // 2, LEFT, LEFT, RIGHT, 1, *[0] * 7, 2)
    maxp = struct.pack(">IH13H", 1 << 16, 2, 4, 1, 0, 0, 2, *[0] * 8)
    many_to_one = struct.pack(">HHIII", 13, 0, 28, 0, 1) + struct.pack(">III", 1, LAST, 1)
    cmap = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + many_to_one
    tables = {
        b"cmap": cmap,
        b"glyf": glyf,
        b"head": head,
        b"hhea": hhea,
        b"hmtx": struct.pack(">HhHh", EM // 2, 0, EM // 2, LEFT),
        b"loca": struct.pack(">3I", 0, 0, len(glyf)),
        b"maxp": maxp,
    }
    return _file(tables)


def _file(tables: dict[bytes, bytes]) -> bytes:
    """A font file of these tables; checksums are left out, nobody compares them."""
    at = 12 + 16 * len(tables)
    records, bodies = b"", b""
    for name, body in tables.items():
        records += struct.pack(">4sIII", name, 0, at + len(bodies), len(body))
        bodies += body + bytes(-len(body) % 4)
    return struct.pack(">IHHHH", 1 << 16, len(tables), 64, 2, 16 * len(tables) - 64) + records + bodies


def use_box_font(pdfium: Any) -> Any:
    """Give the library this font where it looks for one; what is returned must be kept as long as it works.

    Western ones (charset 0) are left to the few that the library brings along itself: a file may rest on their widths.
    """
    font = box_font()
    handle = ctypes.addressof(anchor := ctypes.c_char())

    def data(_info: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
        if table:
            return 0  # the whole file only, which is no collection of fonts
        if size >= len(font):
            ctypes.memmove(buffer, font, len(font))
        return len(font)

    calls = {
        "Release": lambda _info: None,
        "EnumFonts": lambda _info, _mapper: None,
        "MapFont": lambda _info, _weight, _italic, charset, *_rest: handle if charset else None,
        "GetFont": lambda _info, _face: handle,
        "GetFontData": data,
        "GetFaceName": lambda *_asked: 0,
        "GetFontCharset": lambda _info, _font: pdfium.FXFONT_GB2312_CHARSET,
        "DeleteFont": lambda _info, _font: None,
    }
    types = dict(pdfium.FPDF_SYSFONTINFO._fields_)
    info = pdfium.FPDF_SYSFONTINFO(version=1, **{name: types[name](call) for name, call in calls.items()})
    pdfium.FPDF_SetSystemFontInfo(info)
    return info, anchor
