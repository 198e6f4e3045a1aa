"""docx → Document: our own small parser over the package, because the libraries drop what a plan uses.

Read are runs, hyperlinks, content controls, smart tags, field results, equations, text boxes, footnotes
and tracked changes as if accepted; the number that Word computes stands before its paragraph. Left out,
as a reader of the plan would: comments, headers, footers and the table of contents. What cannot be read
(images, embedded objects) is listed in `Document.unread`. Nothing here recurses: documents nest as deep
as their author pleases.
"""

import hashlib
from collections import deque
from dataclasses import dataclass, field

from validator.document import Document, Unread
from validator.readers.archive import (
    Element,
    attribute,
    child,
    inside,
    local,
    open_archive,
    switched_on,
    value,
    whole,
)
from validator.readers.docx_numbering import NOT_A_HEADING, Numbering, Style, Styles, read_numbering, read_styles
from validator.readers.extract import Extract, Place, Rows
from validator.readers.lines import NOTE_SECTION, Line, assemble
from validator.readers.readable import RAISED

MAIN = "word/document.xml"
BLOCKS = frozenset({"p", "tbl"})
RUNS = frozenset({"r", "oMath"})
OBJECTS = frozenset({"drawing", "pict", "object"})
LEAVES = frozenset({"t", "tab", "ptab", "br", "cr", "noBreakHyphen", "sym", "fldChar", *OBJECTS})
LEAVES |= {"footnoteReference", "endnoteReference"}
SIGNS = {"t": "", "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
SYMBOLS = {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB0: "°", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞"}
HIDDEN = "隐藏文字"
PARTS = frozenset({"styles", "numbering", "footnotes", "endnotes"})


def read_docx(data: bytes, name: str) -> Document:
    """The document in the bytes of a docx; a `ReadError` that names the file where there is none."""
    archive = open_archive(data, name, "docx")
    main = archive.main(MAIN)
    body = child(archive.xml(main), "body")
    if body is None:
        raise archive.broken("正文缺失", "the body is missing")
    parts = {
        kind: archive.xml(target)
        for kind, target in archive.relations(main).values()
        if kind in PARTS and target in archive
    }
    styles = read_styles(parts.get("styles"))
    reader = _Reader(Extract(name), styles, read_numbering(parts.get("numbering"), styles))
    reader.read(body)
    reader.read_notes(parts)
    text, blocks, title = assemble(reader.drafts, name)
    digest = hashlib.sha256(data).hexdigest()
    return Document(name, "docx", digest, text, blocks, title, tuple(reader.unread))


@dataclass(slots=True)
class _Inline:
    """What stands in one paragraph."""

    text: str = ""
    boxes: list[Element] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """Walks the document once; numbering, the fields and the carried text depend on what came before."""

    bound: Extract  # counts only
    styles: Styles
    numbering: Numbering
    drafts: list[Line | Rows] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    carry: list[str] = field(default_factory=list)  # text whose paragraph mark was deleted: it runs on
    lines: int = 0
    tables: int = 0
    size: int = 0

    def read(self, container: Element, section: tuple[str, ...] = ()) -> None:
        """Add the blocks of a body, text box or note; what nests inside a block follows it."""
        work = deque(inside(container, BLOCKS))
        while work:
            block = work.popleft()
            if local(block) == "p":
                lines, inline = self.paragraph(block, section)
                self.drafts += lines
                self.lines += len(lines)
                work.extendleft(b for box in reversed(inline.boxes) for b in reversed(list(inside(box, BLOCKS))))
            else:
                work.extendleft(reversed(self.table(block)))
        rest = self.carried()
        self.drafts += [Line(rest, section=section)] if rest.strip() else []

    def read_notes(self, parts: dict[str, Element]) -> None:
        """Add the footnotes and endnotes that the text refers to, in its order."""
        known = {
            (kind, attribute(note, "id")): note
            for kind in ("footnote", "endnote")
            for note in parts.get(kind + "s", ())
            if local(note) == kind
        }
        for key in list(dict.fromkeys(self.notes)):
            if key in known:
                self.read(known[key], NOTE_SECTION)

    def paragraph(
        self, element: Element, section: tuple[str, ...] = (), cell: bool = False
    ) -> tuple[list[Line], _Inline]:
        """The lines of a paragraph and what else is in it; a cell keeps a number that stands alone."""
        properties = child(element, "pPr")
        key = value(properties, "pStyle") or ""
        style = self.styles.get(key)
        inline = self.inline(element)
        if style.is_contents:
            return [], inline
        self.carry.append(inline.text)
        if child(properties, "rPr", "del") is not None or child(properties, "rPr", "moveFrom") is not None:
            return [], inline
        text = self.numbered(properties, key, style, self.carried().strip("\n"), cell)
        self.size += len(text)
        self.bound.bound_text(self.size)
        direct = value(properties, "outlineLvl")
        depth = style.outline if direct is None else whole(direct, NOT_A_HEADING)
        depth = None if depth is None or depth >= NOT_A_HEADING else depth
        found = [text.replace("\n", "")] if style.is_title or depth is not None else text.split("\n")
        lines = [Line(line, depth, style.is_title, section) for line in found if line.strip()]
        if not cell:
            self.miss(inline.objects, f"第{self.lines + len(lines)}段" if self.lines + len(lines) else "文首")
        return lines, inline

    def carried(self) -> str:
        """The text up to here that no paragraph mark has ended."""
        text = "".join(self.carry)
        self.carry.clear()
        return text

    def numbered(self, properties: Element | None, key: str, style: Style, text: str, cell: bool) -> str:
        """The text behind its automatic number; an empty paragraph counts, but has no text."""
        direct = value(properties, "numPr", "numId")
        number = style.number if direct is None else direct
        if number is None or number == "0":
            return text
        given = value(properties, "numPr", "ilvl")
        # A style that does not say its level takes the level that names the style.
        level = whole(given, 0, 8) if given is not None else style.level if direct is None else max(style.level, 0)
        label = self.numbering.label(number, level, key)
        return text if label is None or not (text.strip() or cell) else label.before(text.lstrip())

    def inline(self, paragraph: Element) -> _Inline:
        """The text of a paragraph; of a field only the result, of hidden text nothing."""
        found = _Inline()
        parts: list[str] = []
        fields: list[bool] = []  # one entry for each open field: True once its result begins
        for run in inside(paragraph, RUNS):
            if local(run) == "oMath":
                parts.append(equation(run) if all(fields) else "")
            elif switched_on(run, "rPr", "vanish"):
                found.objects.append(HIDDEN)
            else:
                raised = value(run, "rPr", "vertAlign") == "superscript"
                for leaf in inside(run, LEAVES):
                    text = self.leaf(leaf, fields, found)
                    parts.append(text.translate(RAISED) if raised else text)
        found.text = "".join(parts)
        self.notes += found.notes
        return found

    def leaf(self, leaf: Element, fields: list[bool], found: _Inline) -> str:
        """The text of one leaf of a run; text boxes, objects and notes go to `found`."""
        name = local(leaf)
        if name == "fldChar":
            turn_field(attribute(leaf, "fldCharType") or "", fields)
        elif not all(fields):
            return ""
        elif name in SIGNS:
            return (leaf.text or "") if name == "t" else SIGNS[name]
        elif name == "sym":
            return self.symbol(leaf, found)
        elif name in OBJECTS:
            boxes = list(inside(leaf, frozenset({"txbxContent"})))
            found.boxes += boxes
            found.objects += [] if boxes and not has_picture(leaf) else [kind_of(leaf)]
        else:
            found.notes.append((name.removesuffix("Reference"), attribute(leaf, "id") or ""))
        return ""

    def symbol(self, leaf: Element, found: _Inline) -> str:
        """A character of the Symbol font where it is a sign of comparison or calculation."""
        code = attribute(leaf, "char") or ""
        at = int(code, 16) & 0xFF if 0 < len(code) <= 6 and all(c in "0123456789abcdefABCDEF" for c in code) else 0
        if (attribute(leaf, "font") or "").lower() == "symbol" and at in SYMBOLS:
            return SYMBOLS[at]
        found.objects.append("特殊符号")
        return ""

    def table(self, element: Element) -> list[Element]:
        """Add a table; the tables nested in its cells are returned. A table without text is none."""
        inner: list[Element] = []
        objects: list[str] = []
        rows: Rows = []
        above: dict[int, Place] = {}
        for row in inside(element, frozenset({"tr"})):
            if child(row, "trPr", "del") is None:
                above = self.row(row, rows, above, inner, objects)
        if any(place.text.strip() for row in rows for place in row if place):
            self.tables += 1
            self.drafts.append(rows)
            self.miss(objects, f"表{self.tables}")
        else:
            self.miss(objects, f"第{self.lines}段之后" if self.lines else "文首")
        return inner

    def row(
        self, row: Element, rows: Rows, above: dict[int, Place], inner: list[Element], objects: list[str]
    ) -> dict[int, Place]:
        """Add one row; the cells by the column (from 0) that they begin in are returned."""
        current: dict[int, Place] = {}
        places: list[Place | None] = [None] * whole(value(row, "trPr", "gridBefore"), 0)
        rows.append(places)
        for cell in inside(row, frozenset({"tc"})):
            span = max(1, whole(value(cell, "tcPr", "gridSpan"), 1))
            column = len(places)
            place = merged(cell, places, above, span)
            if place is None:
                place = Place(len(rows), column + 1, columns=span, text=self.cell(cell, inner, objects))
            places += [place] * span
            current[column] = place
            self.bound.bound_places(len(places), 0)
        self.bound.bound_places(len(places), 1)
        return current

    def cell(self, cell: Element, inner: list[Element], objects: list[str]) -> str:
        """The text of a cell with its text boxes; the tables in it go to `inner`."""
        lines: list[str] = []
        work = deque(inside(cell, BLOCKS))
        while work:
            block = work.popleft()
            if local(block) == "tbl":
                inner.append(block)
                continue
            found, inline = self.paragraph(block, cell=True)
            lines += [line.text for line in found]
            objects += inline.objects
            work.extendleft(b for box in reversed(inline.boxes) for b in reversed(list(inside(box, BLOCKS))))
        return "\n".join([*lines, *filter(None, [self.carried()])])

    def miss(self, objects: list[str], where: str) -> None:
        """List what could not be read, once for each kind and place."""
        for kind in dict.fromkeys(objects):
            why = "隐藏文字不印出，未计入" if kind == HIDDEN else f"{kind}中的内容未读取"
            self.unread.append(Unread(f"{where}：{kind}", why))


def merged(cell: Element, places: list[Place | None], above: dict[int, Place], span: int) -> Place | None:
    """The cell that this one continues: the one above (`w:vMerge`) or to the left (`w:hMerge`)."""
    vertical, horizontal = child(cell, "tcPr", "vMerge"), value(cell, "tcPr", "hMerge")
    if horizontal == "continue" and places and places[-1] is not None:
        places[-1].columns += span
        return places[-1]
    if vertical is None or attribute(vertical, "val") == "restart":
        return None
    found = above.get(len(places))
    if found is not None:
        found.rows += 1
    return found


def turn_field(kind: str, fields: list[bool]) -> None:
    """Follow the marks of a field: only between `separate` and `end` stands its result."""
    if kind == "begin":
        fields.append(False)
    elif kind == "separate" and fields:
        fields[-1] = True
    elif kind == "end" and fields:
        fields.pop()


def equation(element: Element) -> str:
    """An equation on one line: a fraction as a/b, a power as a^b."""
    signs = {"den": "/", "sup": "^"}
    return "".join((e.text or "") if local(e) == "t" else signs.get(local(e), "") for e in element.iter())


def kind_of(element: Element) -> str:
    """What an object is to a reader: a chart, a diagram, an embedded file, or a picture."""
    names = {local(inner) for inner in element.iter()}
    if local(element) == "object" or "OLEObject" in names:
        return "公式或嵌入对象"
    return "图表" if "chart" in names else "图示" if "relIds" in names else "图片"


def has_picture(element: Element) -> bool:
    """True where an object shows more than its text boxes."""
    return any(local(inner) in {"blip", "imagedata", "chart", "relIds", "OLEObject"} for inner in element.iter())
