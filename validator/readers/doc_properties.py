"""How the characters and paragraphs of a doc look: pages of properties, each a list of changes (MS-DOC 2.6, 2.9.33, 2.9.174)."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from validator.readers.compound import DamagedError
from validator.readers.doc_rows import Division, divided
from validator.readers.doc_streams import Block, cut, spread
from validator.readers.limits import MAX_DOC_RUNS
from validator.records import record

PAGE = 512
PAGE_NUMBER = 0x3FFFFF
SIZES = (1, 1, 2, 4, 2, 2, 0, 3)  # bytes of an operand, by the upper three bits of its code; 0: it says its size
TABLE_COLUMNS, TAB_STOPS = 0xD608, 0xC615  # whose sizes are told in other ways
# Properties of characters.
DELETED, INSERTED, FORM_DATA, EMBEDDED, HIDDEN = 0x0800, 0x0801, 0x0806, 0x080A, 0x083C
POSITION, RUN_STYLE, SYMBOL = 0x2A48, 0x4A30, 0x6A09
FONTS = (0x4A4F, 0x4A51)  # for the characters of ASCII, and others
POSITIONS = {0: "baseline", 1: "superscript", 2: "subscript"}
OPPOSITE = "opposite"  # of what the style says
ON_OR_OFF = {b"\0": "0", b"\1": "1", b"\x81": OPPOSITE}
OFF = (b"", b"\0", b"\x80")
# Properties of paragraphs.
STYLE, IN_TABLE, ROW_END, OUTLINE, LIST_LEVEL, LIST = 0x4600, 0x2416, 0x2417, 0x2640, 0x260A, 0x460B
BY_STYLE = (OUTLINE, LIST_LEVEL, LIST)  # what a paragraph loses that is given another style
DEPTH, DEEPER, INNER_CELL_END, INNER_ROW_END = 0x6649, 0x664A, 0x244B, 0x244C
ELSEWHERE = frozenset({0x6645, 0x6646, 0x646B})  # the properties stand in the stream of data
# The properties so far are those before a tracked change; without it, but with a mark of the change, there were none.
WAS, RUN_WAS, RUN_MARKS = 0x2664, 0x2A83, (0xCA57, 0xCA89)
ESSENTIAL = frozenset({
    DELETED, INSERTED, FORM_DATA, EMBEDDED, HIDDEN, POSITION, RUN_STYLE, SYMBOL, STYLE, IN_TABLE, ROW_END, OUTLINE,
    LIST_LEVEL, LIST, DEPTH, DEEPER, INNER_CELL_END, INNER_ROW_END, *FONTS,
})  # fmt: skip
TABLE_PROPERTIES = 5  # the kind of a code (its bits 10 to 12) that is about a row


@record
class Face:
    """What matters of the look of characters; None is for what the style says."""

    hidden: str | None = None
    position: str = ""
    style: int = 0


@record
class Run:
    """What matters of a stretch of characters."""

    face: Face = Face()
    former: Face | None = None  # before a tracked change
    deleted: bool = False
    inserted: bool = False
    symbol: tuple[int, int] | None = None  # its font and code
    form_data: bool = False
    embedded: bool = False


@record
class Looks:
    """What matters of a paragraph's style and number."""

    style: int = 0
    outline: int | None = None
    list: int | None = None
    level: int | None = None


@record
class Format:
    """What matters of a paragraph. `row` is how the row that it ends is divided."""

    looks: Looks = Looks()
    former: Looks | None = None  # before a tracked change
    depth: int = 0  # of tables around it
    row_end: bool = False
    inner_cell_end: bool = False
    row: Division = Division()


@dataclass(slots=True)
class Elsewhere:
    """Long lists of changes, which stand in the stream of data and are named by their places."""

    data: bytes
    known: dict[int, bytes] = field(default_factory=dict)
    size: int = 0  # of those known, which do not overlap

    def complete(self, data: bytes) -> bytes:
        """A list of changes with the one that it only names the place of."""
        if not any(code.to_bytes(2, "little") in data for code in ELSEWHERE):
            return data
        return data + b"".join(
            self.at(int.from_bytes(value, "little")) for code, value in changes(data) if code in ELSEWHERE
        )

    def at(self, place: int) -> bytes:
        """The list of changes at a place."""
        if place not in self.known:
            size = int.from_bytes(cut(self.data, place, 2), "little")
            self.known[place] = cut(self.data, place + 2, size)
            self.size += size
            if self.size > len(self.data):
                raise DamagedError("properties within properties")
        return self.known[place]


@record
class Runs:
    """Stretches of bytes with their properties, in order."""

    starts: list[int]
    ends: list[int]
    properties: list[bytes]

    def at(self, place: int) -> tuple[bytes, int]:
        """The properties here, and how far they reach."""
        index = bisect_right(self.starts, place) - 1
        if index >= 0 and place < self.ends[index]:
            return self.properties[index], self.ends[index]
        return b"", self.starts[index + 1] if index + 1 < len(self.starts) else 1 << 32


def changes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The codes of a list of changes with their operands; one that is cut off is left out."""
    at = 0
    while at + 2 < len(data):
        code = data[at] | data[at + 1] << 8
        at += 2
        size = SIZES[code >> 13]
        if code == TABLE_COLUMNS:
            size, at = int.from_bytes(data[at : at + 2], "little") - 1, at + 2
        elif code == TAB_STOPS and data[at] == 255:
            removed = 2 + 4 * data[at + 1] if at + 1 < len(data) else 0
            size = removed + 1 + 3 * data[at + removed] if at + removed < len(data) else len(data)
        elif not size:
            size, at = data[at], at + 1
        if size < 0 or at + size > len(data):
            return
        yield code, data[at : at + size]
        at += size


def read_runs(block: Block, part: int, paragraphs: bool) -> Runs:
    """The properties of all characters or all paragraphs; each page is read once, however often it is named."""
    pages = dict.fromkeys(int.from_bytes(item, "little") & PAGE_NUMBER for item in spread(block.part(part), 4).items)
    found: list[tuple[int, int, bytes]] = []
    for number in pages:
        page = cut(block.text, number * PAGE, PAGE)
        count = page[-1]
        places = struct.unpack_from(f"<{count + 1}I", page)
        step, behind = (13, 4 * count + 4) if paragraphs else (1, 4 * count + 4)
        if behind + count * step >= PAGE:
            raise DamagedError("a page of properties with too many")
        for index, (start, end) in enumerate(pairwise(places)):
            if start > end:
                raise DamagedError("properties that go back")
            if start < end:
                found.append((start, end, listed(page, 2 * page[behind + index * step], paragraphs)))
        if len(found) > MAX_DOC_RUNS:
            raise DamagedError("more properties than text")
    found.sort(key=lambda each: each[0])
    return Runs([each[0] for each in found], [each[1] for each in found], [each[2] for each in found])


def listed(page: bytes, at: int, paragraphs: bool) -> bytes:
    """The changes that stand at this place of a page; those of a paragraph begin with its style."""
    if not at:
        return b""
    size = page[at]
    if not paragraphs:
        return cut(page, at + 1, size)
    return cut(page, at + 1, 2 * size - 1) if size else cut(page, at + 2, 2 * page[at + 1])


@lru_cache(maxsize=1024)  # a document has few different ones
def run_of(data: bytes) -> Run:
    """What a list of changes makes of characters."""
    said: dict[int, bytes] = {}
    former = None
    for code, value in changes(data):
        said[code] = value
        if code == RUN_WAS and value != b"\0":
            former = face_of(said)
    on = {code for code, value in said.items() if value[:1] not in OFF}
    if former is None and not on.isdisjoint(RUN_MARKS):
        former = Face()
    symbol = struct.unpack("<HH", said[SYMBOL]) if SYMBOL in said else None
    return Run(face_of(said), former, DELETED in on, INSERTED in on, symbol, FORM_DATA in on, EMBEDDED in on)


def face_of(said: dict[int, bytes]) -> Face:
    """The look of characters of which this is said."""
    return Face(
        hidden=ON_OR_OFF.get(said.get(HIDDEN, b"")),
        position=POSITIONS.get(said[POSITION][0], "") if POSITION in said else "",
        style=int.from_bytes(said.get(RUN_STYLE, b""), "little"),
    )


@lru_cache(maxsize=1024)
def format_of(style: int, data: bytes) -> Format:
    """What a style and a list of changes make of a paragraph."""
    said: dict[int, bytes] = {STYLE: style.to_bytes(2, "little")}
    row: list[tuple[int, bytes]] = []
    former = None
    for code, value in changes(data):
        if code == STYLE:
            for lost in BY_STYLE:
                said.pop(lost, None)
        said[code] = value
        if code >> 10 & 7 == TABLE_PROPERTIES:
            row.append((code, value))
        elif code == WAS and value != b"\0":
            former = looks_of(said)
    on = {code for code, value in said.items() if value[:1] != b"\0"}
    depth = max(number(said, DEPTH, 4) or 0, IN_TABLE in on) + (number(said, DEEPER, 4) or 0)
    ends = ROW_END in on or INNER_ROW_END in on
    return Format(looks_of(said), former, max(depth, 0), ends, INNER_CELL_END in on, divided(row if ends else ()))


def essence(data: bytes) -> bytes:
    """A list of changes less those that do not matter here or are changed again."""
    said = {code: value for code, value in changes(data) if code in ESSENTIAL}
    return b"".join(code.to_bytes(2, "little") + value for code, value in said.items())


def looks_of(said: dict[int, bytes]) -> Looks:
    """The style and number of a paragraph of which this is said."""
    style = int.from_bytes(said.get(STYLE, b""), "little")
    return Looks(style, number(said, OUTLINE, 1), number(said, LIST, 2), number(said, LIST_LEVEL, 1))


def number(said: dict[int, bytes], code: int, size: int) -> int | None:
    """The value of a change, None where nothing is said."""
    value = said.get(code)
    return None if value is None else int.from_bytes(value[:size], "little", signed=size > 1)
