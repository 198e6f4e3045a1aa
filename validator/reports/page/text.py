"""The document as it was read, with its marks: headings, paragraphs, tables with merged cells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from validator.document import Cell, Document, Paragraph, Table, Text
from validator.places import Places, header_rows
from validator.reports.look import Look
from validator.reports.page.marks import Mark, Marked, Piece
from validator.reports.page.markup import Element, el, safe
from validator.wording import Words, clean, word

STATES: Words = {
    "fails": ("不符", "does not agree"),
    "remark": ("有提示", "has a remark"),
    "waived": ("不符，已豁免", "does not agree, waived"),
    "holds": ("相符", "agrees"),
    "unsure": ("无法判断", "cannot be judged"),
    "unused": ("未与其他数字比对", "not compared"),
}
DEEPEST = 6  # heading of HTML
SHORT = 30  # characters shown of a place outside the blocks


@dataclass(slots=True)
class _Sheet:
    """What writing a document needs to know on its way."""

    document: Document
    marked: Marked
    look: Look
    beside: set[int] = field(default_factory=set)
    page: int | None = None
    name: str | None = None
    path: tuple[str, ...] = ()


def document_text(document: Document, marked: Marked, look: Look) -> Iterator[Element]:
    """The blocks in reading order. A caption stands with its table, and is not repeated before it."""
    beside = {offset for table in document.tables for text in _beside(table) for _, offset in text.runs}
    sheet = _Sheet(document, marked, look, beside)
    for block in document.blocks:
        yield from _turns(sheet, block)
        if isinstance(block, Table):
            yield _table(sheet, block)
        elif block.level or block.text.offset(0) not in beside:
            yield from _section(sheet, block)
            yield _paragraph(sheet, block)
            sheet.path = (*block.section, block.text.string) if block.level else block.section
    left = [mark for mark in marked.left() if mark.comparisons]
    if left:
        yield _elsewhere(document, left, look)


def _beside(table: Table) -> tuple[Text, ...]:
    return (*((table.caption,) if table.caption else ()), *table.notes)


def _turns(sheet: _Sheet, block: Paragraph | Table) -> Iterator[Element]:
    """Where a page or a worksheet begins."""
    say = sheet.look.say
    if block.page != sheet.page and block.page is not None:
        sheet.page = block.page
        yield el("p", say(f"第{block.page}页", f"page {block.page}"), class_="turn")
    if isinstance(block, Table) and block.sheet != sheet.name and block.sheet is not None:
        sheet.name = block.sheet
        yield el("p", say(f"工作表“{clean(block.sheet)}”", f"sheet “{clean(block.sheet)}”"), class_="turn")


def _section(sheet: _Sheet, block: Paragraph) -> Iterator[Element]:
    """The section where it changes and no heading says so: footnotes, for one."""
    new = block.section[-1] if block.section and not block.level and block.section != sheet.path else ""
    if new and not block.text.string.startswith(new):
        yield el("p", clean(new), class_="part")


def _paragraph(sheet: _Sheet, block: Paragraph) -> Element:
    inside = pieces(sheet.marked.pieces(block.text), sheet.look)
    if not block.level:
        title = bool(sheet.document.title) and block.text.string == sheet.document.title
        return el("p", inside, class_="title" if title else None)
    depth = block.level + 3  # below the page's own headings
    if depth <= DEEPEST:
        return el(f"h{depth}", inside)
    return el("p", inside, class_="deep", role="heading", aria_level=depth)


def _table(sheet: _Sheet, table: Table) -> Element:
    """The table in a frame of its own, which can be moved sideways where it is wide."""
    headers = header_rows(table)
    name = sheet.look.say(f"表{table.number}", f"Table {table.number}")
    caption = pieces(sheet.marked.pieces(table.caption), sheet.look) if table.caption else [name]
    rows = [el("tr", _cells(sheet, row, number, headers)) for number, row in enumerate(table.grid, 1)]
    grid = el("table", el("caption", caption, class_=None if table.caption else "hidden"))
    if headers:
        grid.append(el("thead", rows[:headers]))
    grid.append(el("tbody", rows[headers:]))
    notes = (el("p", pieces(sheet.marked.pieces(note), sheet.look), class_="note") for note in table.notes)
    return el("div", el("div", grid, class_="wide", tabindex=0, role="group", aria_label=name), notes, class_="grid")


def _cells(sheet: _Sheet, row: Sequence[Cell], number: int, headers: int) -> Iterator[Element]:
    """The cells that begin in a row; a merged one is written once."""
    for column, cell in enumerate(row, 1):
        if (cell.row, cell.column) != (number, column):
            continue
        heads = number <= headers and cell.text.string
        yield el(
            "th" if heads else "td",
            pieces(sheet.marked.pieces(cell.text), sheet.look),
            scope=("colgroup" if cell.columns > 1 else "col") if heads else None,
            rowspan=cell.rows if cell.rows > 1 else None,
            colspan=cell.columns if cell.columns > 1 else None,
        )


def pieces(found: Iterable[Piece], look: Look) -> Iterator[str | Element]:
    """Pieces of text as text and marks."""
    for piece in found:
        if piece.mark is None:
            yield piece.text
        elif piece.children:
            yield _around(piece, piece.mark, look)
        else:
            yield marked_text(piece.mark, piece.text, look)


def marked_text(mark: Mark, text: str, look: Look) -> Element:
    """A mark with nothing marked inside: a link to its first comparison, where it has one."""
    kind = f"f {mark.state}" + ("" if mark.figure else " word")
    if not mark.comparisons:
        return el("span", text, class_=kind, id=mark.id)
    return _link(mark, text, kind, look)


def _link(mark: Mark, text: str, kind: str, look: Look) -> Element:
    return el(
        "a",
        text,
        class_=kind,
        id=mark.id,
        href=f"#c{mark.comparisons[0]}",
        aria_label=_label(mark, text, look),
        data_c=" ".join(map(str, mark.comparisons)),
        data_n=mark.finding,
    )


def _around(piece: Piece, mark: Mark, look: Look) -> Element:
    """A mark around others: links do not nest, so that its own stands at its end."""
    inside = list(pieces(piece.children, look))
    if not mark.comparisons:
        return el("span", inside, class_=f"w {mark.state}", id=mark.id)
    link = _link(mark, "", f"f pin {mark.state}", look)
    link.set("aria-label", safe(_label(mark, piece.text, look)))
    return el("span", inside, link, class_=f"w {mark.state}")


def _label(mark: Mark, text: str, look: Look) -> str:
    state = word(STATES, mark.state, look.lang)
    number = look.say(f"，第{mark.finding}条", f", finding {mark.finding}") if mark.finding else ""
    return clean(text) + look.say("：", ": ") + state + number


def _elsewhere(document: Document, left: Sequence[Mark], look: Look) -> Element:
    """Places that a comparison names and that stand in none of the blocks."""
    places = Places(document)
    items = (
        el("li", marked_text(mark, _quoted(document, mark), look), " ", clean(places.of(mark.span, look.lang).where))
        for mark in left
    )
    head = look.say("比对中提到的其他位置", "Other places that comparisons speak of")
    return el("div", el("p", head, class_="part"), el("ul", items), class_="elsewhere")


def _quoted(document: Document, mark: Mark) -> str:
    return clean(document.text[mark.span.start : mark.span.end][:SHORT]) or "※"
