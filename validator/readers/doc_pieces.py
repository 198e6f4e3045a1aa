"""The text of a doc: the pieces it is put together from, in one of two encodings (MS-DOC 2.4.1 and 2.8.35).

A position in the text (CP) lies in a piece, which says where its bytes stand (FC); properties are known by the latter.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from validator.readers.compound import DamagedError
from validator.readers.doc_properties import essence
from validator.readers.doc_streams import PIECES, Block, Cursor, spread
from validator.records import record

CHANGES, TABLE = 1, 2  # what a part of the piece table is told by
NARROW = 0x40000000  # in the place of a piece: one byte a character
# Of the characters in one byte, those that are not what ISO 8859-1 has.
WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
# The properties that a piece may name by a number of its own, those of them that matter here (Prm0, MS-DOC 2.9.215).
SHORT = {
    0x0C: 0x260A, 0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x42: 0x0801, 0x47: 0x0806, 0x4B: 0x080A, 0x5C: 0x083C,
    0x68: 0x2A48, 0x78: 0x2640,
}  # fmt: skip


@record
class Piece:
    """A stretch of the text: where its bytes begin, how many a character takes, and properties of all of it."""

    start: int
    end: int
    place: int
    width: int
    properties: bytes = b""

    def at(self, position: int) -> int:
        """Where the bytes of this position stand."""
        return self.place + (position - self.start) * self.width


@record
class Pieces:
    """The whole text."""

    data: bytes
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]

    def holding(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces that this stretch of the text lies in."""
        for index in range(max(0, bisect_right(self.starts, start) - 1), len(self.pieces)):
            if self.starts[index] >= end:
                return
            yield self.pieces[index]

    def text(self, piece: Piece, start: int, end: int) -> str:
        """What stands between two positions of a piece, one character for each position."""
        raw = self.data[piece.at(start) : piece.at(end)]
        if piece.width == 1:
            return raw.decode("latin-1").translate(WINDOWS)
        text = raw.decode("utf-16-le", "replace")
        return text if len(text) == end - start else "".join(map(chr, struct.unpack(f"<{end - start}H", raw)))


def whole_characters(text: str) -> str:
    """The same with the halves of characters put together that take two positions."""
    if text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def read_pieces(block: Block) -> Pieces:
    """The pieces that the file names."""
    part = Cursor(block.part(PIECES))
    changes: list[bytes] = []
    while (kind := part.number(1)) == CHANGES:
        changes.append(essence(part.take(part.number())))
    if kind != TABLE:
        raise DamagedError("no table of pieces")
    table = spread(part.take(part.number(4)), 8)
    pieces = []
    for (start, end), raw in zip(pairwise(table.positions), table.items, strict=True):
        _, place, property = struct.unpack("<HIH", raw)
        narrow = bool(place & NARROW)
        place = (place & NARROW - 1) // 2 if narrow else place & NARROW - 1
        pieces.append(Piece(start, end, place, 1 if narrow else 2, properties_of(property, changes)))
    needed = max(end for _, end in block.stories.values())
    if not pieces or pieces[0].start or pieces[-1].end < needed or any(each.start >= each.end for each in pieces):
        raise DamagedError("pieces that do not make the text")
    if any(piece.place + (piece.end - piece.start) * piece.width > len(block.text) for piece in pieces):
        raise DamagedError("a piece beyond the end")
    return Pieces(block.text, tuple(pieces), tuple(piece.start for piece in pieces))


def properties_of(given: int, changes: list[bytes]) -> bytes:
    """What a piece says of all its characters and paragraphs: one property in short, or some by their number."""
    if given & 1:
        return changes[given >> 1] if given >> 1 < len(changes) else b""
    code = SHORT.get(given >> 1 & 0x7F)
    return struct.pack("<HB", code, given >> 8) if code else b""
