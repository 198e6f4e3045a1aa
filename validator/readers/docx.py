"""docx → Document: our own small parser over the package, because the libraries drop what a plan uses.

Read are runs, hyperlinks, content controls, smart tags, field results, equations, text boxes, footnotes, endnotes
and tracked changes as if accepted (or as if rejected); the number that Word computes stands before its paragraph.
Page headers and footers are set aside (`Document.asides`). Left out, as a reader of the plan would: comments and the
table of contents. What cannot be read (images, embedded objects) is listed in `Document.unread`. Nothing here
recurses: documents nest as deep as their author pleases.
"""

import hashlib
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from validator.document import Aside, Document, Unread
from validator.readers import Revisions, gaps
from validator.readers.archive import (
    Archive,
    Element,
    attribute,
    child,
    children,
    inside,
    local,
    open_archive,
    value,
    whole,
)
from validator.readers.docx_inline import Inline, read_inline
from validator.readers.docx_numbering import NOT_A_HEADING, Numbering, Style, Styles, read_numbering, read_styles
from validator.readers.docx_plain import CELL, FOLDS, Swept, folded, shown, sweep, unfold
from validator.readers.docx_revisions import reject_changes
from validator.readers.extract import Extract, Place, Rows
from validator.readers.limits import MAX_COLUMNS
from validator.readers.lines import Line, assemble
from validator.readers.sources import Growing, Source, cut
from validator.records import record
from validator.wording import MARGINS

MAIN = "word/document.xml"
EMBEDDED = frozenset({"altChunk", "subDoc"})
PARAGRAPHS = frozenset({"p", *FOLDS})
BLOCKS = frozenset({"tbl"}) | PARAGRAPHS | EMBEDDED
ROWS, CELLS = frozenset({"tr"}), frozenset({"tc", CELL})
TEXTS = frozenset({"t", *FOLDS})
WITH_TEXT = tuple("{*}" + name for name in sorted(TEXTS))
PARTS = frozenset({"styles", "numbering", "footnotes", "endnotes"})
NOTE_SECTIONS = {"footnote": ("脚注",), "endnote": ("尾注",)}
NOTE_NAMES = {"footnote": ("脚注", "footnotes"), "endnote": ("尾注", "endnotes")}


@record
class Traced:
    """A document with the parts it was read from: `parts` are the parsed parts by name, `main` is the body's.

    `sources` lead from `Document.text` to the `w:t` elements of `parts`, in ascending order.
    """

    document: Document
    archive: Archive
    main: str
    parts: dict[str, Element]
    sources: list[Source]


def read_docx(data: bytes, name: str, revisions: Revisions = "accepted") -> Document:
    """The document in the bytes of a docx, with its tracked changes accepted or as it was before them.

    Raises a `ReadError` that names the file where there is no document.
    """
    return read(data, name, revisions, traced=False).document


def trace_docx(data: bytes, name: str) -> Traced:
    """The same document as `read_docx` gives, and where each stretch of its text stands in the package."""
    return read(data, name, "accepted", traced=True)


def read(data: bytes, name: str, revisions: Revisions, traced: bool) -> Traced:
    """Read a docx; sources are recorded only where they are asked for."""
    archive = open_archive(data, name, "docx")
    main = archive.main(MAIN)
    roots = {main: archive.xml(main, bytes if traced else folded)}
    body = child(roots[main], "body")
    if body is None:
        raise archive.broken("正文缺失", "the body is missing")
    related = [each for each in archive.relations(main).values() if each[1] in archive]
    parts: dict[str, Element] = {}
    for kind, target in related:
        if kind in PARTS:
            roots[target] = parts[kind] = archive.xml(target)
    for root in roots.values() if revisions == "original" else ():
        reject_changes(root)
    styles = read_styles(parts.get("styles"))
    # Within a paragraph, as in a text box, all is read by its elements; so it is everywhere if the usual style adds to it.
    for each in roots[main].iter("{*}p") if styles.is_bare else (body,):
        if len(each):
            unfold(each)
    reader = _Reader(Extract(name), styles, read_numbering(parts.get("numbering"), styles), traced)
    reader.read(body)
    reader.read_notes(parts)
    sources: list[Source] = []
    text, blocks, title = assemble(reader.drafts, name, sources)
    margins = _Reader(Extract(name), styles, read_numbering(None, styles), aside=True)
    asides = tuple(dict.fromkeys(read_margins(archive, related, margins, revisions)))
    unread = tuple(dict.fromkeys([*reader.unread, *margins.unread]))
    digest = hashlib.sha256(data).hexdigest()
    document = Document(name, "docx", digest, text, blocks, title, unread, asides=asides)
    return Traced(document, archive, main, roots, sources)


def read_margins(
    archive: Archive, related: Sequence[tuple[str, str]], reader: "_Reader", revisions: Revisions
) -> Iterator[Aside]:
    """The text of the page headers and footers, each part once."""
    for kind, target in dict.fromkeys(each for each in related if each[0] in MARGINS):
        root = archive.xml(target)
        if revisions == "original":
            reject_changes(root)
        reader.where = MARGINS[kind]
        reader.read(root)
        text = "\n".join(text_of(each) for each in reader.drafts)
        reader.drafts.clear()
        if text.strip():
            yield Aside("header" if kind == "header" else "footer", text)


def text_of(draft: Line | Rows) -> str:
    """A paragraph or table as plain text: cells set apart by tabs."""
    if isinstance(draft, Line):
        return draft.text
    rows = ({id(place): place.text for place in row if place} for row in draft)
    return "\n".join("\t".join(row.values()) for row in rows)


@dataclass(slots=True)
class _Reader:
    """Walks the document once; numbering and the carried text depend on what came before."""

    bound: Extract  # counts only
    styles: Styles
    numbering: Numbering
    traced: bool = False
    aside: bool = False  # in a page header or footer, which has no paragraphs to count
    where: gaps.Said = gaps.START
    drafts: list[Line | Rows] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    carry: Growing = field(default_factory=Growing)  # text whose paragraph mark was deleted: it runs on
    swept: Swept = field(default_factory=Swept)  # of what is being read
    bare: bool = False  # paragraphs without a style have only their text
    lines: int = 0
    tables: int = 0
    size: int = 0

    def read(self, container: Element, section: tuple[str, ...] = ()) -> None:
        """Add the blocks of a body, text box or note; what nests inside a block follows it."""
        self.swept, self.bare = sweep(container), self.styles.is_bare
        if self.traced:
            self.swept.texts.clear()  # each stretch of text is to lead back to its element
        work = deque(inside(container, BLOCKS))
        while work:
            block = work.popleft()
            if local(block) in PARAGRAPHS:
                lines, inline = self.paragraph(block, section)
                self.drafts += lines
                if inline is not None:
                    work.extendleft(reversed(blocks_of(inline.boxes)))
            elif local(block) == "tbl":
                work.extendleft(reversed(self.table(block)))
            else:
                self.miss(["嵌入的其他文档"])
        rest, sources = self.carry.take()
        self.drafts += [Line(rest, section=section, sources=sources)] if rest.strip() else []

    def read_notes(self, parts: dict[str, Element]) -> None:
        """Add the footnotes and endnotes that the text refers to, in its order; the others are not printed."""
        known = {
            (kind, attribute(note, "id") or ""): note
            for kind in NOTE_SECTIONS
            for note in parts.get(kind + "s", ())
            if local(note) == kind
        }
        for key in list(dict.fromkeys(self.notes)):
            if key in known:
                self.read(known.pop(key), NOTE_SECTIONS[key[0]])
        for (kind, _), note in known.items():
            if attribute(note, "type") in {None, "normal"} and has_text(note):
                self.unread.append(gaps.missed(NOTE_NAMES[kind], "未引用的注释"))

    def paragraph(
        self, element: Element, section: tuple[str, ...] = (), cell: bool = False
    ) -> tuple[list[Line], Inline | None]:
        """The lines of a paragraph and what else may be in it; a cell keeps a number that stands alone."""
        properties = children(child(element, "pPr")) if element in self.swept.marked else {}
        key = (attribute(properties["pStyle"], "val") or "") if "pStyle" in properties else ""
        style = self.styles.get(key)
        inline: Inline | None = None
        plain = None if style.hidden else self.plain(element)
        if plain is None:
            inline = read_inline(element, self.styles, style, self.traced)
            self.notes += inline.notes
        lines: list[Line] = []
        if not style.is_contents:
            self.carry.add(*(inline.text.take() if inline is not None else (plain or "",)))
            mark = properties.get("rPr")
            deleted = mark is not None and (child(mark, "del") is not None or child(mark, "moveFrom") is not None)
            lines = [] if deleted else self.ended(properties, key, style, section, cell)
        if not cell:
            self.count(len(lines))
            self.miss(inline.objects if inline is not None else ())
        return lines, inline

    def plain(self, element: Element) -> str | None:
        """The text of a plain paragraph; None for one that has to be looked at closely."""
        return shown(element.text or "") if local(element) in FOLDS else self.swept.texts.get(element)

    def ended(
        self, properties: dict[str, Element], key: str, style: Style, section: tuple[str, ...], cell: bool
    ) -> list[Line]:
        """The lines of the text that a paragraph mark ends."""
        raw, sources = self.carry.take()
        plain = raw.strip("\n")
        text = self.numbered(properties, key, style, plain, cell)
        self.grow(text)
        direct = attribute(properties["outlineLvl"], "val") if "outlineLvl" in properties else None
        depth = style.outline if direct is None else whole(direct, NOT_A_HEADING)
        depth = None if depth is None or depth >= NOT_A_HEADING else depth
        if sources:
            kept = len(plain if text is plain else plain.lstrip())
            end = len(raw.rstrip("\n"))
            sources = cut(sources, end - kept, end, len(text) - kept)
        title = style.is_title
        if "\n" not in text:
            return [Line(text, depth, title, section, sources)] if text.strip() else []
        lines = lines_of(text, sources, title or depth is not None)
        return [Line(line, depth, title, section, found) for line, found in lines if line.strip()]

    def grow(self, text: str) -> None:
        """Count the text that was read, before any table repeats it."""
        self.size += len(text)
        self.bound.bound_text(self.size)

    def count(self, lines: int) -> None:
        """Count the lines of the body: places are named by the last of them."""
        self.lines += lines
        if lines and not self.aside:
            self.where = gaps.paragraph(self.lines)

    def numbered(self, properties: dict[str, Element], key: str, style: Style, text: str, cell: bool) -> str:
        """The text behind its automatic number; an empty paragraph counts, but has no text."""
        numbering = properties.get("numPr")
        direct = value(numbering, "numId")
        number = style.number if direct is None else direct
        if number is None or number == "0":
            return text
        given = value(numbering, "ilvl")
        # A style that does not say its level takes the level that names the style.
        level = whole(given, 0, 8) if given is not None else style.level if direct is None else max(style.level, 0)
        label = self.numbering.label(number, level, key)
        return text if label is None or not (text.strip() or cell) else label.before(text.lstrip())

    def table(self, element: Element) -> list[Element]:
        """Add a table; the tables nested in its cells are returned. A table without text is none."""
        inner: list[Element] = []
        objects: list[str] = []
        rows: Rows = []
        above: dict[int, Place] = {}
        for row in inside(element, ROWS):
            if row not in self.swept.marked or child(row, "trPr", "del") is None:
                above = self.row(row, rows, above, inner, objects)
        if any(place.text.strip() for row in rows for place in row if place):
            self.tables += 1
            self.drafts.append(rows)
            self.miss(objects, None if self.aside else gaps.table(self.tables))
        else:
            self.miss(objects, gaps.after(self.where) if self.lines and not self.aside else None)
        return inner

    def row(
        self, row: Element, rows: Rows, above: dict[int, Place], inner: list[Element], objects: list[str]
    ) -> dict[int, Place]:
        """Add one row; the cells by the column (from 0) that they begin in are returned."""
        current: dict[int, Place] = {}
        marked = self.swept.marked
        places: list[Place | None] = [None] * (whole(value(row, "trPr", "gridBefore"), 0) if row in marked else 0)
        rows.append(places)
        for cell in inside(row, CELLS):
            column, span, place = len(places), 1, None
            if cell in marked:
                properties = children(child(cell, "tcPr"))
                if "cellDel" in properties:
                    continue
                span = max(1, whole(attribute(properties["gridSpan"], "val"), 1)) if "gridSpan" in properties else 1
                place = merged(properties, places, above, span)
            if place is None:
                text, sources = self.cell(cell, inner, objects)
                place = Place(len(rows), column + 1, 1, span, text, None, sources)
            elif next(cell.iter(*WITH_TEXT), None) is not None and has_text(cell):
                objects.append("被合并单元格中的文字")
            current[column] = place
            places += [place] * span
            if len(places) > MAX_COLUMNS:
                self.bound.bound_places(len(places), 0)
        self.bound.bound_places(len(places), 1)
        self.bound.bound_text(self.size)
        return current

    def cell(self, cell: Element, inner: list[Element], objects: list[str]) -> tuple[str, list[Source]]:
        """The text of a cell with its text boxes, and its sources; the tables in it go to `inner`."""
        alone = None if self.carry.size else self.alone(cell)
        if alone is not None:
            self.size += len(alone)
            return "" if alone.isspace() else alone, []
        text = Growing()
        work = deque([cell] if local(cell) == CELL else inside(cell, BLOCKS))
        while work:
            block = work.popleft()
            if local(block) == "tbl":
                inner.append(block)
            elif local(block) in PARAGRAPHS:
                found, inline = self.paragraph(block, cell=True)
                for line in found:
                    text.add("\n" if text.size else "")
                    text.add(line.text, line.sources)
                if inline is not None:
                    objects += inline.objects
                    work.extendleft(reversed(blocks_of(inline.boxes)))
            else:
                objects.append("嵌入的其他文档")
        if self.carry.size:
            text.add("\n" if text.size else "")
            text.add(*self.carry.take())
        return text.take()

    def alone(self, cell: Element) -> str | None:
        """The text of a cell of nothing but one plain paragraph in a style that adds nothing; None for any other."""
        if local(cell) == CELL:
            return shown(cell.text or "")
        count = len(cell)
        if not self.bare or not 0 < count <= 2 or (count == 2 and local(cell[0]) != "tcPr"):
            return None
        last = cell[-1]
        return None if last in self.swept.marked else self.plain(last)

    def miss(self, objects: Sequence[str], where: gaps.Said | None = None) -> None:
        """List what could not be read, once for each kind and place."""
        for kind in dict.fromkeys(objects):
            self.unread.append(gaps.missed(where or self.where, kind))


def blocks_of(boxes: Sequence[Element]) -> list[Element]:
    """The blocks of some text boxes, in order."""
    return [block for box in boxes for block in inside(box, BLOCKS)]


def has_text(element: Element) -> bool:
    """True where any run in the element holds text."""
    return any((leaf.text or "").strip() for leaf in inside(element, TEXTS))


def lines_of(text: str, sources: list[Source], whole: bool) -> list[tuple[str, list[Source]]]:
    """The lines of a paragraph with their sources; of a heading or title (`whole`) one, without its breaks."""
    lines: list[tuple[str, list[Source]]] = []
    line, at = Growing(), 0
    for piece in text.split("\n"):
        line.add(piece, cut(sources, at, at + len(piece)))
        at += len(piece) + 1
        if not whole:
            lines.append(line.take())
    return [line.take()] if whole else lines


def merged(
    properties: dict[str, Element], places: list[Place | None], above: dict[int, Place], span: int
) -> Place | None:
    """The cell that one with these properties continues: the one above (`w:vMerge`) or to the left (`w:hMerge`)."""
    vertical, horizontal = properties.get("vMerge"), properties.get("hMerge")
    aside = horizontal is not None and attribute(horizontal, "val") == "continue"
    if aside and places and places[-1] is not None:
        places[-1].columns += span if places[-1].rows == 1 else 0  # one from above has its width
        return places[-1]
    if vertical is None or attribute(vertical, "val") == "restart":
        return None
    found = above.get(len(places))
    if found is not None:
        found.rows += 1
    return found
