"""The streams of a doc and the table of contents that its text begins with (File Information Block, MS-DOC 2.5).

Whatever is asked for beyond the bytes there are ends in `DamagedError`, which the reader makes one sentence of.
"""

import struct
from dataclasses import dataclass
from itertools import accumulate, pairwise

from validator.readers.compound import DamagedError, opened, read_stream
from validator.readers.limits import MAX_DOC_RUNS
from validator.records import record

TEXT_STREAM = "WordDocument"
TABLE_STREAMS = ("0Table", "1Table")
DATA_STREAM = "Data"
WORKS_STREAMS = ("MatOST", "CONTENTS")  # of Microsoft Works, which names its files wps too
WORD, OLD_WORD = b"\xec\xa5", (b"\xdc\xa5", b"\xdb\xa5")  # what Word's text begins with since Word 97, and before
FIRST_READ = 0xC1  # the version (nFib) of Word 97; older ones are laid out differently
ENCRYPTED, SECOND_TABLE = 0x0100, 0x0200  # in the flags at byte 10
STORY_COUNTS, PARTS = 0x4C, 0x9A  # where the lengths of the stories and the places of the parts stand
STORIES = ("body", "footnotes", "margins", "", "comments", "endnotes", "boxes", "margin_boxes")  # in this order
CLOSING_MARKS = 2  # paragraphs without text at the end of a story

# The parts of the table stream by their number in the block.
STYLES, FOOTNOTE_MARKS, FOOTNOTES, MARGINS, RUN_PAGES, PARAGRAPH_PAGES, FONTS = 1, 2, 3, 11, 12, 13, 15
PIECES, ANCHORS, MARGIN_ANCHORS, ENDNOTE_MARKS, ENDNOTES, DRAWINGS = 33, 40, 41, 46, 47, 50
BOXES, MARGIN_BOXES, LISTS, LIST_USES = 56, 58, 73, 74


@dataclass(slots=True)
class Cursor:
    """Reads on through bytes."""

    data: bytes
    at: int = 0

    def take(self, size: int) -> bytes:
        """The next bytes."""
        taken = cut(self.data, self.at, size)
        self.at += size
        return taken

    def number(self, size: int = 2) -> int:
        """The next whole number, which is not negative."""
        return int.from_bytes(self.take(size), "little")

    def string(self) -> str:
        """The next text, which its length stands before."""
        return self.take(2 * self.number()).decode("utf-16-le", "replace")


@record
class Block:
    """The streams, and where in them things stand."""

    text: bytes
    table: bytes
    data: bytes
    stories: dict[str, tuple[int, int]]  # the first and last position of each

    def place(self, part: int) -> tuple[int, int]:
        """Where a part of the table stream begins and how long it is."""
        count = int.from_bytes(self.text[PARTS - 2 : PARTS], "little")
        found: tuple[int, int] = struct.unpack_from("<II", self.text, PARTS + 8 * part) if part < count else (0, 0)
        return found

    def part(self, part: int) -> bytes:
        """The bytes of a part of the table stream."""
        at, size = self.place(part)
        return cut(self.table, at, size) if size else b""


@record
class Spread:
    """A list of positions in a story with what stands from each to the next (PLC, MS-DOC 2.2.2)."""

    positions: tuple[int, ...]
    items: tuple[bytes, ...]

    def stretches(self, limit: int) -> list[tuple[int, int]]:
        """From each position to the next, within a story of this length; none goes back, whatever it says."""
        held = list(accumulate((min(position, limit) for position in self.positions), max))
        if limit and (not held or held[0] or held[-1] + CLOSING_MARKS < limit):
            raise DamagedError("text that belongs to nothing")
        return list(pairwise(held))


def cut(data: bytes, at: int, size: int) -> bytes:
    """This many bytes from here."""
    if at < 0 or size < 0 or at + size > len(data):
        raise DamagedError(f"{size} bytes at {at} of {len(data)}")
    return data[at : at + size]


def spread(data: bytes, width: int) -> Spread:
    """The list in these bytes, whose items have this width."""
    count = max(0, len(data) - 4) // (4 + width)
    behind = 4 * (count + 1)
    if not count:
        return Spread((), ())
    if count > MAX_DOC_RUNS:
        raise DamagedError("more positions than text")
    items = tuple(data[behind + at * width : behind + (at + 1) * width] for at in range(count))
    return Spread(struct.unpack_from(f"<{count + 1}I", data), items)


def streams(data: bytes) -> dict[str, bytes]:
    """The streams of a doc: all that matter, or of one that is not read here Word's text alone, or of Works none.

    On damaged files olefile lets errors of every kind out.
    """
    with opened(data) as file:

        def stream(name: str) -> bytes:
            return cut(read_stream(file, name, len(data)), 0, file.get_size(name))

        if not file.exists(TEXT_STREAM) and any(map(file.exists, WORKS_STREAMS)):
            return {}
        found = {TEXT_STREAM: stream(TEXT_STREAM)}
        if not is_old(found) and not is_encrypted(found):
            found["table"] = stream(TABLE_STREAMS[bool(flags(found) & SECOND_TABLE)])
            found[DATA_STREAM] = stream(DATA_STREAM) if file.exists(DATA_STREAM) else b""
        return found


def is_old(found: dict[str, bytes]) -> bool:
    """True for a file of a Word before 97, or of Works."""
    return not found or (found[TEXT_STREAM].startswith(OLD_WORD) and version(found) < FIRST_READ)


def is_encrypted(found: dict[str, bytes]) -> bool:
    """True for a file with a password."""
    return found[TEXT_STREAM].startswith((WORD, *OLD_WORD)) and bool(flags(found) & ENCRYPTED)


def version(found: dict[str, bytes]) -> int:
    """Which version of Word wrote the file (nFib)."""
    return int.from_bytes(found[TEXT_STREAM][2:4], "little")


def flags(found: dict[str, bytes]) -> int:
    """The flags of the file."""
    return int.from_bytes(found[TEXT_STREAM][10:12], "little")


def block(found: dict[str, bytes]) -> Block:
    """The block of a doc of Word 97 or later."""
    text = found[TEXT_STREAM]
    if not text.startswith(WORD) or version(found) < FIRST_READ:
        raise DamagedError("not the text of Word")
    lengths = struct.unpack_from(f"<{len(STORIES)}I", text, STORY_COUNTS)
    ends = list(accumulate(lengths, initial=0))
    places = dict(zip(STORIES, pairwise(ends), strict=True))
    return Block(text, found["table"], found[DATA_STREAM], places)
