"""odt → Document: our own small parser over the package, which keeps what a conversion to docx would blur.

Read are headings by their outline level with the numbers that the program computes, paragraphs, lists, tables
with merged and nested cells, text boxes, fields, footnotes and endnotes. Left out, as a reader of the plan
would: comments, page headers and footers, the table of contents, and deleted text, which the format keeps
apart. What cannot be read is listed in `Document.unread`. Nothing here recurses: documents nest as deep as
their author pleases.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from validator.document import Document, Unread
from validator.readers import gaps
from validator.readers.archive import Element, attribute, child, local, whole
from validator.readers.docx_numbering import List
from validator.readers.extract import Extract, Place, Rows
from validator.readers.lines import NOTE_SECTION, Line, assemble
from validator.readers.odf import CONTENT, HIDDEN, SHAPES, Inline, Looks, inline, open_odf, shape
from validator.readers.odt_styles import Looked, count, read_looks

INDEXES = frozenset({"table-of-content", "illustration-index", "table-index", "object-index", "user-index"})
INDEXES |= {"alphabetical-index", "bibliography"}
LEFT_OUT = INDEXES | {"tracked-changes", "forms", "annotation", "sequence-decls", "variable-decls", "user-field-decls"}
PARAGRAPHS = frozenset({"p", "h"})
CELLS = frozenset({"table-cell", "covered-table-cell"})


@dataclass(slots=True)
class Item:
    """Where in a list a paragraph stands. `number` is true until the item has its number."""

    list: List | None = None
    style: str = ""
    level: int = -1  # from 0; -1 outside any list
    number: bool = False
    start: int | None = None


@dataclass(slots=True)
class Read:
    """A paragraph as read: its lines, and what is in it beside text."""

    lines: list[Line]
    inline: Inline


def read_odt(data: bytes, name: str) -> Document:
    """The document in the bytes of an odt; a `ReadError` that names the file where there is none."""
    archive = open_odf(data, name, "odt")
    content = archive.xml(CONTENT)
    body = child(content, "body", "text")
    if body is None:
        raise archive.broken("正文缺失", "the body is missing")
    looked = read_looks(archive, content)
    reader = _Reader(Extract(name), looked, looked.characters())
    reader.read(body)
    for note in reader.notes:  # grows while notes are read that have notes themselves
        reader.read(note, NOTE_SECTION)
    text, blocks, title = assemble(reader.drafts, name)
    return Document(name, "odt", sha256(data).hexdigest(), text, blocks, title, tuple(reader.unread))


@dataclass(slots=True)
class _Reader:
    """Walks the document once; numbers depend on what came before."""

    bound: Extract  # counts only
    looked: Looked
    looks: Looks
    drafts: list[Line | Rows] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    lists: dict[str, List] = field(default_factory=dict)  # by their id, and by their style
    lines: int = 0
    tables: int = 0
    size: int = 0

    def read(self, container: Element, section: tuple[str, ...] = ()) -> None:
        """Add the blocks of the body or a note; the tables in a table follow it."""
        for found in self.walk(container, section):
            if isinstance(found, Read):
                self.drafts += found.lines
                self.lines += len(found.lines)
                self.miss(found.inline.objects, gaps.paragraph(self.lines))
                continue
            work = deque([found])
            while work:
                work.extendleft(reversed(self.table(work.popleft())))

    def walk(self, container: Element, section: tuple[str, ...] = ()) -> Iterator[Read | Element]:
        """The paragraphs and tables in a container, through lists, sections and text boxes."""
        stack = [(element, Item()) for element in reversed(container)]
        while stack:
            element, item = stack.pop()
            name = local(element)
            if name in PARAGRAPHS:
                found = self.paragraph(element, item, section)
                stack += [(e, Item()) for box in reversed(found.inline.boxes) for e in reversed(box)]
                yield found
            elif name == "table":
                yield element
            elif name in SHAPES:
                drawn = Inline()
                shape(element, drawn)
                stack += [(e, Item()) for box in reversed(drawn.boxes) for e in reversed(box)]
                yield Read([], drawn)
            elif name == "section" and attribute(element, "display") == "none":
                yield Read([], Inline(objects=[HIDDEN]))
            elif name not in LEFT_OUT:
                inner = self.enter(element, name, item)
                # each item of a list counts for itself
                stack += [(e, self.item(e, inner)) for e in reversed(element)]

    def enter(self, element: Element, name: str, item: Item) -> Item:
        """The place in a list behind the beginning of `element`, which may be a list, or anything else."""
        if name != "list":
            return item
        style = attribute(element, "style-name") or item.style
        if item.level >= 0:
            return Item(item.list if style == item.style else self.looked.new_list(style), style, item.level + 1)
        going = attribute(element, "continue-list")
        going = None if going is None else "id " + going
        if going is None and attribute(element, "continue-numbering") == "true":
            going = "style " + style
        found = self.lists.get(going) if going else None
        found = found or self.looked.new_list(style)
        if found is not None:
            self.lists["style " + style] = found
            self.lists["id " + (attribute(element, "id") or "")] = found
        return Item(found, style, 0)

    def item(self, element: Element, within: Item) -> Item:
        """The place of an element in a list: an item awaits its number, a header has none."""
        if local(element) != "list-item":
            return within
        start = attribute(element, "start-value")
        return Item(within.list, within.style, within.level, True, None if start is None else whole(start, 1))

    def paragraph(self, element: Element, item: Item, section: tuple[str, ...]) -> Read:
        """The lines of a paragraph behind its number."""
        look = self.looked.of(attribute(element, "style-name"))
        found = inline(element, self.looks)
        if look.hidden:
            found = Inline(objects=[HIDDEN] if found.text.strip() else [])
        self.notes += [body for note in found.notes if (body := child(note, "note-body")) is not None]
        heading = local(element) == "h"
        outline = max(whole(attribute(element, "outline-level"), 1), 1) - 1 if heading else None
        text = self.numbered(element, found.text.strip("\n"), item, outline)
        self.size += len(text)
        self.bound.bound_text(self.size)
        parts = [text.replace("\n", "")] if look.title or heading else text.split("\n")
        return Read([Line(part, outline, look.title, section) for part in parts if part.strip()], found)

    def numbered(self, element: Element, text: str, item: Item, outline: int | None) -> str:
        """The text behind the number of its list or of its level of headings; an empty paragraph has none."""
        if item.level >= 0:
            counted = item.list or self.list_of_style(element)
            if not item.number or counted is None:
                return text
            item.number = False
            label = count(counted, item.level, item.start)
        elif outline is None or attribute(element, "is-list-header") == "true":
            return text
        else:
            start = attribute(element, "start-value") if attribute(element, "restart-numbering") == "true" else None
            label = count(self.looked.outline, outline, None if start is None else whole(start, 1))
        return label.before(text.lstrip()) if text.strip() else text

    def list_of_style(self, element: Element) -> List | None:
        """The list that a paragraph's style names, where the list around it names none; it counts on."""
        style = self.looked.of(attribute(element, "style-name")).list_style
        found = self.lists.get("style " + style) or self.looked.new_list(style)
        if found is not None:
            self.lists["style " + style] = found
        return found

    def table(self, element: Element) -> list[Element]:
        """Add a table; the tables nested in its cells are returned. A table without text is none."""
        inner: list[Element] = []
        objects: list[str] = []
        rows: Rows = []
        open_cells: dict[int, tuple[Place, int]] = {}  # by column: a cell that spans, and its last row
        for row in _rows(element):
            self.row(row, rows, open_cells, inner, objects)
        if any(place.text.strip() for row in rows for place in row if place):
            self.tables += 1
            self.drafts.append(rows)
            self.miss(objects, gaps.table(self.tables))
        else:
            self.miss(objects, gaps.after(gaps.paragraph(self.lines)) if self.lines else gaps.START)
        return inner

    def row(
        self,
        row: Element,
        rows: Rows,
        open_cells: dict[int, tuple[Place, int]],
        inner: list[Element],
        objects: list[str],
    ) -> None:
        """Add one row."""
        places: list[Place | None] = []
        rows.append(places)
        for cell in (cell for cell in row if local(cell) in CELLS):
            times = max(1, whole(attribute(cell, "number-columns-repeated"), 1))
            self.bound.bound_places(len(places) + times, 0)
            covered = local(cell) == "covered-table-cell"
            text = "" if covered else self.cell(cell, inner, objects)
            for _ in range(times):
                spot = (len(rows), len(places) + 1)
                places.append(_covering(open_cells, *spot) if covered else Place(*spot, text=text))
            if not covered:
                self.span(cell, places[-1], open_cells)
        self.bound.bound_places(len(places), 1)

    def span(self, cell: Element, place: Place | None, open_cells: dict[int, tuple[Place, int]]) -> None:
        """Note how far a cell reaches: the covered cells behind and below it are its own."""
        rows, columns = (max(1, whole(attribute(cell, f"number-{each}-spanned"), 1)) for each in ("rows", "columns"))
        if place is not None and (rows > 1 or columns > 1):
            self.bound.bound_places(place.column + columns - 1, 0)
            self.bound.bound_places(columns, 1)
            for column in range(place.column, place.column + columns):
                open_cells[column] = (place, place.row + rows - 1)

    def cell(self, cell: Element, inner: list[Element], objects: list[str]) -> str:
        """The text of a cell with its text boxes; the tables in it go to `inner`."""
        lines: list[str] = []
        for found in self.walk(cell):
            if isinstance(found, Read):
                lines += [line.text for line in found.lines]
                objects += found.inline.objects
            else:
                inner.append(found)
        return "\n".join(lines)

    def miss(self, objects: list[str], where: gaps.Said) -> None:
        """List what could not be read, once for each kind and place."""
        for kind in dict.fromkeys(objects):
            self.unread.append(gaps.missed(where, kind))


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table through the groups that hold them, not those of tables in its cells."""
    stack = [iter(table)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif local(element) == "table-row":
            yield element
        elif local(element) in {"table-header-rows", "table-rows", "table-row-group"}:
            stack.append(iter(element))


def _covering(open_cells: dict[int, tuple[Place, int]], row: int, column: int) -> Place | None:
    """The cell that spans this place, which now reaches so far; None where none does."""
    place, last = open_cells.get(column, (None, 0))
    if place is None or row > last:
        return None
    place.rows = max(place.rows, row - place.row + 1)
    place.columns = max(place.columns, column - place.column + 1)
    return place
