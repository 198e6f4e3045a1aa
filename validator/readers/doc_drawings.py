"""The drawings of a doc: which of them holds which text, and which of them is more than its text.

The text of a box names the shape that it stands in (FTXBXS, MS-DOC 2.9.108), the place of a drawing its outermost shape
(Spa, 2.9.253). Which shapes lie in which the records of the drawings tell (MS-ODRAW), which nest.
"""

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field

from validator.readers.compound import DamagedError
from validator.readers.doc_streams import DRAWINGS, Block, Cursor, spread

HOLDS_OTHERS = 0xF  # in the first bits of a record
ALL_DRAWINGS, GROUP, SHAPE, PROPERTIES = 0xF000, 0xF003, 0xF00A, 0xF00B  # kinds of records
IN_GROUP = 3  # records around a group: the page, the group of all that stands on it, and itself
OLE_SHAPE = 0x10
PROPERTY, PROPERTY_NUMBER = 6, 0x3FFF
SHOWN = {0x104: "imagedata", 0xC0: "textpath"}  # by the number of a property: a picture, decorative text
ANCHOR_BYTES, BOX_BYTES, REUSABLE = 26, 22, 1


@dataclass(slots=True)
class Drawings:
    """The shapes by number: the outermost that each lies in, and what a drawing shows but text."""

    outermost: dict[int, int] = field(default_factory=dict)
    shows: dict[int, str] = field(default_factory=dict)


def read_drawings(block: Block) -> Drawings:
    """What the records of the drawings say, up to the first that is damaged: of the boxes only the places depend on them."""
    found = Drawings()
    with suppress(DamagedError):
        read_records(Cursor(block.part(DRAWINGS)), found)
    return found


def read_records(records: Cursor, found: Drawings) -> None:
    """Follow the records; those that hold others are entered."""
    ends: list[int] = []  # of the records around this one
    group = shape = 0
    while records.at < len(records.data):
        while ends and ends[-1] <= records.at:
            ends.pop()
        records.take(0 if ends or not records.at else 1)  # a byte says whether drawings are of the text or the margins
        version, kind, size = records.number(), records.number(), records.number(4)
        if version & 0xF == HOLDS_OTHERS and kind != ALL_DRAWINGS:
            ends.append(records.at + size)
            group = 0 if kind == GROUP and len(ends) == IN_GROUP else group
            continue
        body = records.take(size)
        if kind == SHAPE:
            shape = int.from_bytes(body[:4], "little")
            group = (group or shape) if len(ends) > IN_GROUP else 0
            found.outermost[shape] = group or shape
            if int.from_bytes(body[4:8], "little") & OLE_SHAPE:
                found.shows[group or shape] = "OLEObject"
        elif kind == PROPERTIES and (shown := shown_by(body[: PROPERTY * (version >> 4)])):
            found.shows[group or shape] = shown


def shown_by(properties: bytes) -> str:
    """What a shape with these properties shows but text: the name of an element, or nothing."""
    numbers = (int.from_bytes(properties[at : at + 2], "little") for at in range(0, len(properties), PROPERTY))
    return next((SHOWN[number & PROPERTY_NUMBER] for number in numbers if number & PROPERTY_NUMBER in SHOWN), "")


def read_anchors(block: Block, part: int) -> dict[int, int]:
    """The outermost shapes of the drawings of a story, by their positions."""
    table = spread(block.part(part), ANCHOR_BYTES)
    return {at: int.from_bytes(item[:4], "little") for at, item in zip(table.positions, table.items, strict=False)}


def read_boxes(block: Block, part: int, story: str, drawings: Drawings) -> dict[int, list[tuple[int, int]]]:
    """From where to where the texts of each drawing reach, by its outermost shape."""
    start, end = block.stories[story]
    table = spread(block.part(part), BOX_BYTES)
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (one, other), item in zip(table.stretches(end - start), table.items, strict=True):
        shape = int.from_bytes(item[14:18], "little")
        if not item[8] & REUSABLE:
            found[drawings.outermost.get(shape, shape)].append((start + one, start + other))
    return found
