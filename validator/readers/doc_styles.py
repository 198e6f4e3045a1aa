"""The styles of a doc (STSH, MS-DOC 2.9.271) as those of a docx."""

from validator.readers.archive import Element
from validator.readers.compound import DamagedError
from validator.readers.doc_properties import Face, Looks, format_of, run_of
from validator.readers.doc_streams import STYLES, Block, Cursor
from validator.readers.word_package import element, legible

PARAGRAPH, CHARACTER = 1, 2  # kinds of styles
NO_STYLE = MOST = 0xFFF
SHORTEST = 10  # bytes of a style before its name
BUILT_IN = {
    **{at: f"heading {at}" for at in range(1, 10)},
    **{at + 18: f"toc {at}" for at in range(1, 10)},
    62: "Title",
}


def style_id(number: int) -> str:
    """How the docx calls a style."""
    return f"s{number}"


def read_styles(block: Block) -> Element:
    """`w:styles`: the first is that of paragraphs that name none."""
    at, size = block.place(STYLES)
    if not size:
        return element("styles")
    sheet = Cursor(block.table, at)  # some programs say that the sheet is shorter than it is
    head = Cursor(sheet.take(sheet.number()))
    count, fixed = head.number(), head.number()
    if fixed < SHORTEST or count > MOST:
        raise DamagedError("styles too short, or too many")
    root = element("styles")
    for number in range(count):
        size = sheet.number()
        if size:
            root.append(read_style(Cursor(sheet.take(size)), fixed, number))
            sheet.at += size % 2
    return root


def read_style(style: Cursor, fixed: int, number: int) -> Element:
    """One style: `fixed` bytes, its name, then its properties, those of a paragraph before those of its characters."""
    given = Cursor(style.take(fixed))
    kind_of_name, base = given.number() & 0xFFF, given.number()
    kind, base = base & 0xF, base >> 4
    name = style.string()
    style.take(2)
    said = {"type": "paragraph" if kind == PARAGRAPH else "character", "styleId": style_id(number)}
    made = element("style", **said | ({"default": "1"} if number == 0 else {}))
    made.append(element("name", val=BUILT_IN.get(kind_of_name) or legible(name)))
    if base != NO_STYLE:
        made.append(element("basedOn", val=style_id(base)))
    if kind == PARAGRAPH:
        made.append(properties(format_of(0, properties_in(style)[2:]).looks))
    if kind in (PARAGRAPH, CHARACTER):
        made.append(element("rPr", *run_properties(run_of(properties_in(style)).face)))
    return made


def properties_in(style: Cursor) -> bytes:
    """The next list of changes of a style; each begins at an even byte, and the last may be left out."""
    style.at += style.at % 2
    return style.take(style.number()) if style.at + 2 <= len(style.data) else b""


def properties(looks: Looks, *more: Element) -> Element:
    """`w:pPr`: style, number and outline level, and more of it."""
    made = element("pPr")
    if looks.style:
        made.append(element("pStyle", val=style_id(looks.style)))
    if looks.list is not None or looks.level is not None:
        level = [] if looks.level is None else [element("ilvl", val=str(looks.level))]
        which = [] if looks.list is None else [element("numId", val=str(max(looks.list, 0)))]
        made.append(element("numPr", *level, *which))
    if looks.outline is not None:
        made.append(element("outlineLvl", val=str(looks.outline)))
    made.extend(more)
    return made


def run_properties(face: Face) -> list[Element]:
    """What `w:rPr` holds."""
    made = [element("rStyle", val=style_id(face.style))] if face.style else []
    if face.hidden is not None:
        made.append(element("vanish", val=face.hidden))
    if face.position:
        made.append(element("vertAlign", val=face.position))
    return made
