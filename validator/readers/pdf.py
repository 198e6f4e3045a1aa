"""pdf → Document: characters and lines, then layout, then blocks.

A pdf knows characters in places and strokes of a pen, nothing else. `pdf_pages` asks for them, `pdf_lines` makes
pieces of lines, `pdf_layout` tables and reading order, `pdf_continued` joins what page ends cut, `pdf_prose` makes
paragraphs. Here they become the document's text and blocks; each piece of text keeps its page and box.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, zip_longest

from validator.document import Box, Document, Format, Unread
from validator.errors import ReadError
from validator.readers import gaps, outline
from validator.readers import layout as text_layout
from validator.readers.blocks import Draft, Kind, draft
from validator.readers.extract import Extract, Grid, Place, Rows, add_table, arrange
from validator.readers.gaps import Said
from validator.readers.limits import MAX_SCAN_PAGES
from validator.readers.pdf_continued import continued
from validator.readers.pdf_layout import Element, Layout, Line, Placed, Table, laid_out, set_aside
from validator.readers.pdf_lines import Sheet, sheet
from validator.readers.pdf_order import elements
from validator.readers.pdf_pages import Page, read_pages
from validator.readers.pdf_prose import Paragraph, paragraphs
from validator.readers.readable import readable
from validator.readers.scan_pages import is_installed, scanned_pages

NOTABLE = 0.04  # the part of a page from which on a picture on it may matter
MOST = 0.5  # of a page: a picture of it
UNMAPPED = 0.2  # of its characters: a page whose text cannot be believed
FEW_STROKES = 3  # drawing objects of a page that is blank but for its frame
TITLE_WITHIN = 60  # paragraphs from the beginning
LARGER = 1.2  # a title is printed larger than the text
PADDING = 6.0  # points between a cell's text and its edge
FIGURE = frozenset("0123456789.,-")
SCAN: Said = ("没有可读取的文字（扫描件或图片）", "there is no text to be read (a scan or a picture)")
UNKNOWN: Said = ("字体没有写明是哪些字，读不出", "the font does not say which characters these are")
DAMAGED: Said = ("页面已损坏，无法读取", "the page is damaged")
RECOGNISED: Said = (
    "文字由图片识别得来，可能有误，请对照原件",
    "the text was recognised in a picture and may be wrong; compare it with the original",
)
CARRIED: Said = (
    "文字取自文件自带的识别结果，可能有误，请对照原件",
    "the text is what was recognised when the file was made, and may be wrong; compare it with the original",
)
INSTALL: Said = ("；安装扩展 gouji[ocr] 后可以识别", "; with gouji[ocr] installed, it is recognised")
CROWDED: Said = (
    "图形过多，其中的表格线未全部读取",
    "there are too many drawings; not all lines of tables among them were read",
)
TOO_LONG: Said = (
    f"没有可读取的文字；一份文件最多识别 {MAX_SCAN_PAGES} 页",
    f"there is no text to be read, and no more than {MAX_SCAN_PAGES} pages of a file are recognised",
)


def read_pdf(data: bytes, name: str) -> Document:
    """The document in the bytes of a pdf; a `ReadError` that names the file where there is none.

    Pages without text are recognised where the extra `ocr` is installed, and listed as unread where it is not.
    """
    layouts: dict[int, Layout] = {}
    missed: dict[int, Said] = {}
    for page in read_pages(data, name):
        if why := _illegible(page):
            missed[page.number] = why
        else:
            layouts[page.number] = page_layout(page)
    wanted = [number for number, why in missed.items() if why in (SCAN, UNKNOWN)]
    if wanted and is_installed():
        missed |= _recognise(data, name, wanted, layouts)
    elif wanted:
        missed |= {number: _joined(missed[number], INSTALL) for number in wanted}
    read = dict.fromkeys(missed.keys() & layouts.keys(), RECOGNISED)
    unread = runs_of_pages(sorted((missed | read).items()))
    return document_of(data, name, "pdf", [layouts[number] for number in sorted(layouts)], tuple(unread))


def _recognise(data: bytes, name: str, wanted: Sequence[int], layouts: dict[int, Layout]) -> dict[int, Said]:
    """Recognise the pages with these numbers into `layouts`; why those that are not in it are missing."""
    tried, rest = wanted[:MAX_SCAN_PAGES], wanted[MAX_SCAN_PAGES:]
    late = dict.fromkeys(rest, TOO_LONG)
    try:
        for page in scanned_pages(data, name, tried):
            if page.words:
                layouts[page.number] = page_layout(page)
    except ReadError as error:
        late |= dict.fromkeys(tried, gaps.reason(error, name))
    return late


def page_layout(page: Page) -> Layout:
    """A page with its ruled tables cut out, and with what could not be read on it."""
    layout = laid_out(sheet(page))
    layout.unread[:0] = _missing(page)
    return layout


def document_of(
    data: bytes, name: str, kind: Format, layouts: Sequence[Layout], missed: tuple[Unread, ...]
) -> Document:
    """The document on these pages; `missed` tells of those that are not among them."""
    set_aside(layouts)
    found = [element for each in layouts for element in elements(each)]
    writer = _Writer(Extract(name), {each.sheet.number: each.sheet for each in layouts})
    writer.add(paragraphs(continued(_without_contents(found))))
    text = writer.extract.text
    return Document(
        path=name,
        format=kind,
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        blocks=tuple(arrange(text, writer.drafts, writer.grids)),
        title=writer.title,
        unread=(*missed, *(each for layout in layouts for each in layout.unread)),
        boxes=tuple(sorted(writer.boxes)),
    )


def _illegible(page: Page) -> Said | None:
    """Why a page has no text to be read, None if it has or is blank."""
    if page.damaged:
        return DAMAGED
    if page.unmapped > UNMAPPED * (sum(map(len, page.words)) + page.unmapped):
        return UNKNOWN
    if page.words:
        return None
    return SCAN if len(page.images) or page.objects > FEW_STROKES else None


def _missing(page: Page) -> Iterable[Unread]:
    """What stands on a page beside its text and cannot be read."""
    where = gaps.page(page.number)
    areas = []
    for at in range(0, len(page.images), 4):
        left, top, right, bottom = page.images[at : at + 4]
        wide, high = min(right, page.width) - max(left, 0), min(bottom, page.height) - max(top, 0)
        areas.append(max(wide, 0) * max(high, 0) / max(page.width * page.height, 1))
    if page.invisible and any(area > MOST for area in areas):
        yield gaps.missed(where, "扫描页", CARRIED)
    elif pictures := sum(area >= NOTABLE for area in areas):
        several = (f"{pictures} 幅图片中的内容未读取", f"the content of {pictures} pictures was not read")
        yield gaps.missed(where, "图片", several if pictures > 1 else None)
    if page.unmapped:
        spot = gaps.within(where, (f"{page.unmapped} 个字", f"characters: {page.unmapped}"))
        yield gaps.unread(spot, ("字体没有写明是哪些字，未读取", "the font does not say which these are; not read"))
    if page.illegible:
        spot = gaps.within(where, (f"{page.illegible} 处文字", f"stretches of text: {page.illegible}"))
        yield gaps.unread(spot, ("看不清，未读取", "illegible, and not read"))
    if page.crowded:
        yield gaps.missed(where, "图形", CROWDED)


def runs_of_pages(missed: Iterable[tuple[int, Said]]) -> Iterable[Unread]:
    """One entry for each run of pages of which one thing is to be said: 第3—5页."""
    for (why, _), group in groupby(enumerate(missed), key=lambda item: (item[1][1], item[1][0] - item[0])):
        numbers = [number for _, (number, _) in group]
        yield gaps.unread(gaps.pages(numbers[0], numbers[-1]), why)


def _joined(first: Said, second: Said) -> Said:
    return first[0] + second[0], first[1] + second[1]


def _without_contents(found: Sequence[Element]) -> list[Element]:
    """The table of contents names every heading a second time: left out, as in every format."""
    lines = [
        text_layout.Line(at, at + 1, element.text if isinstance(element, Line) else "")
        for at, element in enumerate(found)
    ]
    gone = text_layout.contents(lines)
    return [element for at, element in enumerate(found) if at not in gone or isinstance(element, Table)]


@dataclass(slots=True)
class _Writer:
    """Lays the document's text out; ranges, cells and boxes point into it."""

    extract: Extract
    sheets: dict[int, Sheet]
    drafts: list[Draft] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    title: str | None = None

    def add(self, items: Sequence[Paragraph | Table]) -> None:
        """Write paragraphs and tables in their order."""
        title = _title(items)
        for at, item in enumerate(items):
            if isinstance(item, Table):
                self.table(item)
            else:
                self.paragraph(item, at == title)

    def paragraph(self, lines: Paragraph, title: bool) -> None:
        """Write a paragraph, each of its lines on a line of its own."""
        ranges: list[tuple[int, int]] = []
        for line in lines:
            at = self.extract.size
            for piece in line.pieces:
                self.box(at, (line.page, piece))
                at += len(piece.text) + 2
            ranges.append((self.extract.size, self.extract.size + len(line.text)))
            self.extract.put(line.text)
        printed = "".join(line.text for line in lines)
        if title:
            self.title = readable(printed, 0, len(printed)).string
            self.drafts.append(Draft(Kind.TITLE, tuple(ranges), printed, page=lines[0].page))
        else:
            self.drafts.append(
                draft(tuple(ranges), readable(printed, 0, len(printed), head=True).string, lines[0].page)
            )

    def table(self, table: Table) -> None:
        """Write a table, its rows on lines, the lines of a cell set apart by line feeds."""
        rows: Rows = [[None] * (len(table.lattice.xs) - 1) for _ in table.lattice.ys[1:]]
        for area, cell in zip(table.lattice.areas, table.cells, strict=True):
            text = "".join(_joints(cell, table.lattice.xs[area.column + area.columns]))
            place = Place(area.row + 1, area.column + 1, area.rows, area.columns, text)
            for row in rows[area.row : area.row + area.rows]:
                row[area.column : area.column + area.columns] = [place] * area.columns
        count = len(self.grids)
        add_table(self.extract, rows, self.drafts, self.grids)
        if len(self.grids) == count:
            return
        self.drafts[-1] = replace(self.drafts[-1], page=table.page)
        for area, cell in zip(table.lattice.areas, table.cells, strict=True):
            at = self.grids[-1][area.row][area.column].text.span().start
            texts = _joints(cell, table.lattice.xs[area.column + area.columns])
            for placed, text in zip(cell, texts, strict=True):
                self.box(at, placed)
                at += len(text)

    def box(self, start: int, placed: Placed) -> None:
        """Note where the text from `start` stands."""
        page, piece = placed
        self.boxes.append(Box(start, page, *self.sheets[page].shown(piece), piece.confidence))


def _joints(cell: Sequence[Placed], right: float) -> list[str]:
    """The texts of a cell, each with what sets it apart from the next: nothing within a number that did not fit."""
    pieces = [piece for _, piece in cell]
    parts: list[str] = []
    for piece, following in zip_longest(pieces, pieces[1:]):
        room = right - piece.right - PADDING - (piece.right - piece.left) / len(piece.text)
        goes_on = following and piece.text[-1] in FIGURE and following.text[0].isdecimal()
        torn = goes_on and (room <= 0 or piece.text[-1] == "-")
        parts.append(piece.text + ("" if torn or following is None else "\n"))
    return parts


def _title(items: Sequence[Paragraph | Table]) -> int | None:
    """The paragraph that is the printed title: before the first heading, named like a plan, or the largest print."""
    largest: int | None = None
    sizes: list[float] = []
    for at, item in enumerate(items[:TITLE_WITHIN]):
        if isinstance(item, Table):
            continue
        text = "".join(line.text for line in item).strip()
        if outline.is_title(text):
            return at
        if outline.heading(text):
            break
        sizes.append(item[0].first.size)
        if outline.is_open_end(text) and (largest is None or sizes[-1] == max(sizes)):
            largest = at
    rest = [line.first.size for item in items if isinstance(item, list) for line in item]
    usual = sorted(rest)[len(rest) // 2] if rest else 0
    return largest if largest is not None and sizes and max(sizes) > LARGER * usual else None
