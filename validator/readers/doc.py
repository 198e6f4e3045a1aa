"""doc and wps → Document: Word's binary format since Word 97 (MS-DOC), which WPS writes too, told as a docx and read as one.

What is older, and what Microsoft Works named wps, LibreOffice converts where it is installed. A damaged file is refused:
nobody can say what of it is lost.
"""

import struct
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from validator.document import Document, Format
from validator.errors import ReadError
from validator.readers import Revisions
from validator.readers.archive import Element, encrypted
from validator.readers.compound import DamagedError
from validator.readers.doc_drawings import Drawings, read_anchors, read_boxes, read_drawings
from validator.readers.doc_lists import read_lists
from validator.readers.doc_pieces import read_pieces
from validator.readers.doc_properties import Elsewhere, read_runs
from validator.readers.doc_streams import (
    ANCHORS,
    BOXES,
    ENDNOTE_MARKS,
    ENDNOTES,
    FONTS,
    FOOTNOTE_MARKS,
    FOOTNOTES,
    MARGIN_ANCHORS,
    MARGIN_BOXES,
    MARGINS,
    PARAGRAPH_PAGES,
    RUN_PAGES,
    Block,
    block,
    is_encrypted,
    is_old,
    spread,
    streams,
    version,
)
from validator.readers.doc_styles import read_styles
from validator.readers.doc_text import Anchored, Texts, read_fonts
from validator.readers.docx import read_docx
from validator.readers.docx_numbering import read_styles as resolved
from validator.readers.limits import MAX_DOC_CHARACTERS
from validator.readers.word_package import element, package

SEPARATORS = 6  # stories of the margins that stand between text and notes
MARGIN_KINDS = ("header", "header", "footer", "footer", "header", "footer")  # of each section
ROOTS = {"header": "hdr", "footer": "ftr"}
NOTES = (
    ("footnote", "footnotes", FOOTNOTE_MARKS, FOOTNOTES),
    ("endnote", "endnotes", ENDNOTE_MARKS, ENDNOTES),
)


def read_doc(data: bytes, name: str, revisions: Revisions = "accepted") -> Document:
    """The document in the bytes of a doc; a `ReadError` that names the file where there is none."""
    return _read(data, name, "doc", revisions)


def read_wps(data: bytes, name: str, revisions: Revisions = "accepted") -> Document:
    """The document in the bytes of a wps; a `ReadError` that names the file where there is none."""
    return _read(data, name, "wps", revisions)


def _read(data: bytes, name: str, kind: Format, revisions: Revisions) -> Document:
    try:
        found = streams(data)
    except Exception as error:  # on damaged files olefile lets errors of every kind out
        raise _refused(name, kind) from error
    if found and is_encrypted(found):
        raise encrypted(name)
    if is_old(found):
        from validator.readers.converted import convert_old

        return convert_old(data, name, kind, version(found) if found else None)
    try:
        made = _package(found, name)
    except (DamagedError, struct.error, IndexError, UnicodeDecodeError) as error:
        raise _refused(name, kind) from error
    return replace(read_docx(made, name, revisions), format=kind, sha256=sha256(data).hexdigest())


def _package(found: dict[str, bytes], name: str) -> bytes:
    """The same document as a docx."""
    contents = block(found)
    if max(end for _, end in contents.stories.values()) > MAX_DOC_CHARACTERS:
        raise ReadError(f"{name}：文字过多，无法读取。", f"{name}: there is too much text to be read.")
    runs, formats = read_runs(contents, RUN_PAGES, False), read_runs(contents, PARAGRAPH_PAGES, True)
    parts = {"styles": read_styles(contents), "numbering": read_lists(contents, name)}
    elsewhere, pieces = Elsewhere(contents.data), read_pieces(contents)
    styles, fonts = resolved(parts["styles"]), read_fonts(contents.part(FONTS))
    texts = Texts(name, elsewhere, pieces, runs, formats, styles, fonts)
    drawings = read_drawings(contents)
    notes: dict[int, tuple[str, str]] = {}
    for kind, story, marks, ranges in NOTES:
        parts[story] = element(story)
        for number, (start, end) in enumerate(_ranges(contents, story, ranges)):
            parts[story].append(element(kind, *texts.blocks(start, end, Anchored()), id=str(number)))
        positions = spread(contents.part(marks), 2).positions[:-1]
        notes |= {position: (kind, str(number)) for number, position in enumerate(positions)}
        if len(parts[story]) < len(positions):
            raise DamagedError("marks without notes")
    anchored = _anchored(contents, "body", ANCHORS, "boxes", BOXES, drawings)
    anchored.notes = notes
    body = texts.blocks(*contents.stories["body"], anchored)
    parts["document"] = element("document", element("body", *body, *_unplaced(texts, anchored)))
    anchored = _anchored(contents, "margins", MARGIN_ANCHORS, "margin_boxes", MARGIN_BOXES, drawings)
    return package(parts, _margins(texts, contents, anchored))


def _ranges(contents: Block, story: str, part: int) -> list[tuple[int, int]]:
    """From where to where each text of a story reaches."""
    start, end = contents.stories[story]
    return [(start + one, start + other) for one, other in spread(contents.part(part), 0).stretches(end - start)]


def _anchored(contents: Block, story: str, anchors: int, box_story: str, boxes: int, drawings: Drawings) -> Anchored:
    """What is anchored in a story, with the texts of its boxes, which are a story of their own."""
    start, _ = contents.stories[story]
    shapes = {start + position: shape for position, shape in read_anchors(contents, anchors).items()}
    return Anchored({}, shapes, read_boxes(contents, boxes, box_story, drawings), drawings)


def _unplaced(texts: Texts, anchored: Anchored) -> Iterator[Element]:
    """The texts of boxes that no drawing in the text holds."""
    for start, end in [each for ranges in anchored.boxes.values() for each in ranges]:
        yield from texts.blocks(start, end, Anchored())


def _margins(texts: Texts, contents: Block, anchored: Anchored) -> Iterator[tuple[str, Element]]:
    """The page headers and footers; what a section does not have is that of the one before."""
    for number, (start, end) in enumerate(_ranges(contents, "margins", MARGINS)[SEPARATORS:]):
        if start < end:
            kind = MARGIN_KINDS[number % len(MARGIN_KINDS)]
            yield kind, element(ROOTS[kind], *texts.blocks(start, end, anchored))
    yield "header", element("hdr", *_unplaced(texts, anchored))


def _refused(name: str, kind: Format) -> ReadError:
    """The error for a file that no document can be made of."""
    return ReadError(
        f"{name} 不是有效的 {kind} 文件，或已损坏；请用 Word 或 WPS 打开，另存为 docx 后再试。",
        f"{name} is not a valid {kind} file, or is damaged; open it in Word or WPS and save it as docx.",
    )
