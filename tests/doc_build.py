"""Word's binary files made by hand: what LibreOffice does not write, and what nobody should."""

import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.ole_build import storage

TEXT_AT = 0x800
PAGE = 512
STORIES = ("body", "footnotes", "margins", "", "comments", "endnotes", "boxes", "margin_boxes")
STYLES, RUN_PAGES, PARAGRAPH_PAGES, PIECES, LISTS = 1, 12, 13, 33, 73
Entry = tuple[int, int, bytes]  # from where to where, and what is said of it


def change(code: int, value: int | bytes = 1) -> bytes:
    """A change of a property; the size of a number is told by the code."""
    size = (1, 1, 2, 4, 2, 2, 0, 3)[code >> 13]
    raw = value if isinstance(value, bytes) else (value & (1 << 8 * size) - 1).to_bytes(size, "little")
    return struct.pack("<H", code) + raw


DELETED, INSERTED, HIDDEN, SPECIAL = (change(code) for code in (0x0800, 0x0801, 0x083C, 0x0855))
IN_TABLE = change(0x2416)


@dataclass
class Paragraph:
    """Runs of text with their properties, the mark of the paragraph in the last, then those of the paragraph."""

    runs: list[tuple[str, bytes]]
    looks: bytes = b""
    style: int = 0


def p(text: str, looks: bytes = b"", style: int = 0, mark: str = "\r", run: bytes = b"") -> Paragraph:
    """A paragraph of one run."""
    return Paragraph([(text + mark, run)], looks, style)


def row(*texts: str, edges: Sequence[int] = (), cells: Sequence[int] = (), more: bytes = b"") -> list[Paragraph]:
    """A row: its cells, then its end, which says where they begin and end and how they are merged."""
    edges = edges or range(0, 1000 * len(texts) + 1, 1000)
    said = b"".join(struct.pack("<H18x", cell) for cell in cells)
    defined = struct.pack(f"<B{len(edges)}h", len(edges) - 1, *edges) + said
    columns = change(0xD608, struct.pack("<H", len(defined) + 1) + defined)
    end = p("", IN_TABLE + change(0x2417) + columns + more, mark="\x07")
    return [*(p(text, IN_TABLE, mark="\x07") for text in texts), end]


def style(
    name: str, base: int = 0xFFF, looks: bytes = b"", run: bytes = b"", built_in: int = 0xFFE, kind: int = 1
) -> bytes:
    """A style of paragraphs (1) or characters (2)."""
    head = struct.pack("<HHHHH8x", built_in, kind | base << 4, 2 if kind == 1 else 1, 0, 0)
    made = head + struct.pack("<H", len(name)) + name.encode("utf-16-le") + b"\0\0"
    for each in ([b"\0\0" + looks] if kind == 1 else []) + [run]:
        made += bytes(len(made) % 2) + struct.pack("<H", len(each)) + each
    return made


def sheet(*styles: bytes) -> bytes:
    """The part that holds styles."""
    head = struct.pack("<HHHH12x", 18, len(styles), 18, 1)
    return head + b"".join(struct.pack("<H", len(each)) + each + bytes(len(each) % 2) for each in styles)


def level(text: str, numeral: int = 0, start: int = 1, flags: int = 0, follows: int = 2, restart: int = 0) -> bytes:
    """A level of a list; `%1` stands for the number of the first level."""
    string = "".join(chr(ord(each[0]) - ord("1")) + each[1:] if at else each for at, each in enumerate(text.split("%")))
    head = struct.pack("<iBB9xB8xBBBB", start, numeral, flags, follows, 0, 0, restart, 0)
    return head + struct.pack("<H", len(string)) + string.encode("utf-16-le")


def lists(*all_levels: Sequence[bytes]) -> tuple[bytes, bytes]:
    """The part that holds lists, by number from 1, and what follows behind it: their levels, one or nine each."""
    heads = [struct.pack("<iI18xBB", at, 0, len(each) == 1, 0) for at, each in enumerate(all_levels, 1)]
    return struct.pack("<H", len(heads)) + b"".join(heads), b"".join(b"".join(each) for each in all_levels)


def uses(*changed: tuple[int, Sequence[bytes]]) -> bytes:
    """The part that holds uses of lists, by number from 1: of which list, and what they change of it."""
    heads = b"".join(struct.pack("<i8xB3x", which, len(changes)) for which, changes in changed)
    return struct.pack("<I", len(changed)) + heads + b"".join(b"\xff" * 4 + b"".join(each) for _, each in changed)


def spread(positions: Sequence[int], items: Iterable[bytes] = ()) -> bytes:
    """Positions, and what stands from each to the next."""
    return struct.pack(f"<{len(positions)}I", *positions) + b"".join(items)


def anchor(shape: int) -> bytes:
    """The place of a drawing, by the number of its shape."""
    return struct.pack("<I22x", shape)


def box(shape: int, is_reusable: bool = False) -> bytes:
    """What is said of the text of a box, by the number of its shape."""
    return struct.pack("<8xHIII", is_reusable, 0, shape, 0)


def pages(entries: Sequence[Entry], step: int) -> list[bytes]:
    """Pages of properties: places, where what is said of them stands in the page, and that, from the end."""
    made: list[bytes] = []
    rest = list(entries)
    while rest:
        held: list[Entry] = []
        used = 5
        while rest and (used := used + 4 + step + (len(rest[0][2]) + 3 & ~1)) < PAGE - 2:
            held.append(rest.pop(0))
        page, at = bytearray(PAGE), PAGE - 2
        places = [start for start, _, _ in held] + [held[-1][1]]
        page[: 4 * len(places)] = struct.pack(f"<{len(places)}I", *places)
        for number, (_, _, said) in enumerate(held):
            if said:
                at -= len(said) + 1 & ~1
                page[at : at + len(said)] = said
                page[4 * len(places) + number * step] = at // 2
        page[-1] = len(held)
        made.append(bytes(page))
    return made


def paragraph_said(paragraph: Paragraph) -> bytes:
    """What a page says of a paragraph: its size in pairs of bytes, its style, its changes."""
    said = struct.pack("<H", paragraph.style) + paragraph.looks
    return bytes([len(said) // 2 + 1]) + said if len(said) % 2 else bytes([0, len(said) // 2]) + said


def streams(
    body: Sequence[Paragraph],
    stories: Mapping[str, Sequence[Paragraph]] | None = None,
    parts: Mapping[int, bytes] | None = None,
    behind: Mapping[int, bytes] | None = None,
    pieces: Callable[[int], bytes] | None = None,
    data: bytes = b"",
) -> dict[str, bytes]:
    """The streams of a doc: `parts` stand in the table stream, each with what follows `behind` it.

    `pieces` makes the table of pieces of the number of characters; without it there is one.
    """
    told = {"body": body, **(stories or {})}
    end = [p("")] if stories else []
    text, runs, formats = "", [], []
    for paragraph in [*(each for name in STORIES for each in told.get(name, ())), *end]:
        start = len(text)
        for string, said in paragraph.runs:
            place = TEXT_AT + 2 * len(text)
            text += units(string)
            runs.append((place, TEXT_AT + 2 * len(text), bytes([len(said)]) + said if said else b""))
        formats.append((TEXT_AT + 2 * start, TEXT_AT + 2 * len(text), paragraph_said(paragraph)))
    raw = bytes(TEXT_AT) + text.encode("utf-16-le", "surrogatepass")
    raw += bytes(-len(raw) % PAGE)
    all_parts = dict(parts or {})
    for part, entries, step in ((RUN_PAGES, runs, 1), (PARAGRAPH_PAGES, formats, 13)):
        made = pages(entries, step)
        numbers = [struct.pack("<I", len(raw) // PAGE + at) for at in range(len(made))]
        starts = [struct.unpack_from("<I", page)[0] for page in made]
        all_parts.setdefault(part, spread([*starts, entries[-1][1]], numbers))
        raw += b"".join(made)
    count = len(text)
    all_parts.setdefault(PIECES, (pieces or one_piece)(count))
    table, places = b"", {}
    for part, content in all_parts.items():
        places[part] = (len(table), len(content))
        table += content + (behind or {}).get(part, b"")
    lengths = [sum(len(units(run)) for each in told.get(name, ()) for run, _ in each.runs) for name in STORIES]
    return {"WordDocument": block(lengths, places) + raw[TEXT_AT:], "1Table": table} | ({"Data": data} if data else {})


def units(string: str) -> str:
    """A string with the halves of characters that take two positions set apart."""
    raw = string.encode("utf-16-le")
    return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw)))


def block(lengths: Sequence[int], places: Mapping[int, tuple[int, int]]) -> bytes:
    """What a doc begins with: its version, the lengths of its stories and the places of its parts."""
    made = bytearray(TEXT_AT)
    made[:12] = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x0804, 0, 0x0200)
    made[0x4C : 0x4C + 4 * len(lengths)] = struct.pack(f"<{len(lengths)}I", *lengths)
    made[0x98:0x9A] = struct.pack("<H", 93)
    for part, place in places.items():
        made[0x9A + 8 * part : 0xA2 + 8 * part] = struct.pack("<II", *place)
    return bytes(made)


def one_piece(count: int, place: int = TEXT_AT, property: int = 0) -> bytes:
    """A table of one piece."""
    return piece_table([(0, count, place, property)])


def piece_table(pieces: Sequence[tuple[int, int, int, int]], changes: Sequence[bytes] = ()) -> bytes:
    """A table of pieces: from where to where in the text, where in the stream, and what is said of all of it."""
    made = spread([*(start for start, *_ in pieces), pieces[-1][1]])
    made += b"".join(struct.pack("<HIH", 0, place, property) for _, _, place, property in pieces)
    said = b"".join(b"\x01" + struct.pack("<H", len(each)) + each for each in changes)
    return said + b"\x02" + struct.pack("<I", len(made)) + made


def doc(*body: Paragraph | Sequence[Paragraph], **more: Any) -> bytes:
    """The bytes of a doc; rows are given as lists of their paragraphs."""
    flat = [each for given in body for each in ([given] if isinstance(given, Paragraph) else given)]
    return storage(streams(flat, **more))
