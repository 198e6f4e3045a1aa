"""html, mht → Document: a saved web page, without the site around the document.

Headings by h1–h6 and by their numbers, paragraphs by blocks and `<br>`, items with the numbers that a
browser would show, tables with their spans; what the page hides, strikes out or only scripts is not read.
Pictures, embedded frames and linked attachments are listed in `Document.unread`: many a plan has its
table as a picture.
"""

import re
from dataclasses import dataclass, field, replace
from hashlib import sha256

from validator.document import Document, Unread
from validator.errors import ReadError
from validator.readers import gaps, outline
from validator.readers.extract import Extract, Rows
from validator.readers.html_source import page_source
from validator.readers.html_tables import place_rows
from validator.readers.lines import Line, assemble
from validator.readers.markup import BLOCKS, CELLS, HEADINGS, Node, parse, squeezed
from validator.readers.readable import RAISED
from validator.readers.web_page import document_of, is_about, is_button, is_layout

STRUCK = frozenset({"del", "s", "strike"})
EMBEDDED = frozenset({"object", "embed", "iframe"})
SMALL = 48  # pixels: a picture known to be smaller on a side is an icon
_INDENT = re.compile(r"(?<=[。；：！？”）])\s*\u3000{2,}(?=\S)")
_ATTACHED = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar)(?:[?#].{0,200})?$", re.IGNORECASE)
_ICON = re.compile(
    r"icon|ico_|filetype|logo|button|btn|print|share|weixin|wechat|qrcode|ewm|spacer|blank\.", re.IGNORECASE
)
_NOTE_MARK = re.compile(r"[\[（(〔]?\d{1,3}[\]）)〕]?")
PAGE: gaps.Said = ("网页", "the web page")
_AROUND: gaps.Said = (
    "导航、页脚等正文以外的文字（{}字）未计入",
    "text beside the document, such as menus and footers, was not counted (characters: {})",
)
_HIDDEN: gaps.Said = ("隐藏的文字（{}字）不显示，未计入", "hidden text was not counted (characters: {})")
_STRUCK: gaps.Said = ("划去的文字（{}字）未计入", "struck-out text was not counted (characters: {})")
_DOUBTFUL: gaps.Said = (
    "有{}个字符无法按网页的编码读出",
    "some characters cannot be read in the encoding of the page (how many: {})",
)
_ANNOUNCES = re.compile(r"附?表|专栏|指标")


def read_html(data: bytes, name: str) -> Document:
    """The document in the bytes of a web page (html or mht); a `ReadError` where there is none."""
    source, doubtful = page_source(data, name)
    page = document_of(parse(source, name))
    reader = _Reader(Extract(name))
    reader.block(page.body)
    reader.flush()
    drafts, around = _without_site(reader.drafts, page.site)
    drafts = _with_title(drafts)
    if not drafts:
        raise ReadError(f"{name} 中没有可读的文字。", f"{name} holds no readable text.")
    text, blocks, title = assemble(drafts, name)
    unread = [*reader.unread, *reader.remarks(page.left_out + around, doubtful)]
    named = next((each for each in page.titles if outline.is_title(each)), None)
    return Document(name, "html", sha256(data).hexdigest(), text, blocks, title or named, tuple(unread))


def _without_site(drafts: list[Line | Rows], site: bool) -> tuple[list[Line | Rows], int]:
    """Without buttons, and on a site without the lines on the publication above and below the document.

    Returned with the number of characters left out.
    """
    inner = [
        at
        for at, item in enumerate(drafts)
        if not isinstance(item, Line) or "。" in item.text or item.outline is not None
    ]
    first, last = (inner[0], inner[-1]) if inner else (0, len(drafts))
    kept: list[Line | Rows] = []
    around = 0
    for at, item in enumerate(drafts):
        line = item.text.strip() if isinstance(item, Line) else ""
        if line and (is_button(line) or (site and not first <= at <= last and is_about(line))):
            around += len("".join(line.split()))
        else:
            kept.append(item)
    return kept, around


def _with_title(drafts: list[Line | Rows]) -> list[Line | Rows]:
    """A single top heading at the start is the title, and the headings below move up by one."""
    heads = [(at, item) for at, item in enumerate(drafts) if isinstance(item, Line) and item.outline is not None]
    top = min((line.outline or 0 for _, line in heads), default=0)
    if not heads or sum(line.outline == top for _, line in heads) != 1:
        return drafts
    first, line = heads[0]
    if line.outline != top or outline.lead(line.text.strip()) is not None:
        return drafts
    return [
        replace(item, title=at == first, outline=None if at == first else max(item.outline - 1, 0))
        if isinstance(item, Line) and item.outline is not None
        else item
        for at, item in enumerate(drafts)
    ]


@dataclass(slots=True)
class _Reader:
    """Walks the document once, and collects its lines and tables."""

    bound: Extract  # counts only
    drafts: list[Line | Rows] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)  # the open line
    number: str = ""  # of the item whose first line comes next
    objects: list[tuple[str, str]] = field(default_factory=list)  # what is not read in it: kind and name
    lines: int = 0
    tables: int = 0
    hidden: int = 0  # characters
    struck: int = 0
    cell: list[str] | None = None  # the lines of the open cell
    inner: list[Node] = field(default_factory=list)  # tables inside cells, which follow their table

    def block(self, node: Node, level: int | None = None, raised: bool = False, verbatim: bool = False) -> None:
        """Read what is in a block: text, lines, blocks and tables."""
        count = _first_number(node)
        for child in node.children:
            if isinstance(child, str):
                self.text(child, raised, verbatim)
            elif child.kind == "hidden":
                self.hidden += _size(child)
            elif child.name in STRUCK:
                self.struck += _size(child)
            elif child.name in ("br", "hr"):
                self.flush(level)
            elif child.name == "table":
                self.flush(level)
                self.table(child)
            elif child.name in ("img", *EMBEDDED):
                self.miss(child)
            elif child.name == "a":
                self.link(child, level, raised, verbatim)
            elif child.name in BLOCKS or child.name in CELLS or child.name == "tr":
                self.flush(level)
                if child.name == "li" and count is not None:
                    count = _whole(child.attributes.get("value"), count)
                    self.number = _numbered(child, node, count)
                    count += 1
                inside = int(child.name[1]) - 1 if child.name in HEADINGS else level
                self.block(child, inside, raised, verbatim or child.name in ("pre", "listing"))
                self.flush(inside)
            else:
                self.block(child, level, raised or child.kind == "sup", verbatim)

    def text(self, text: str, raised: bool, verbatim: bool) -> None:
        """Add to the open line; raised digits are marks and powers, never part of the figure before them."""
        if verbatim:
            *lines, text = text.replace("\r", "").split("\n")
            for line in lines:
                self.parts.append(line)
                self.flush()
        text = squeezed(text)
        self.parts.append(text.translate(RAISED) if raised else text)

    def link(self, node: Node, level: int | None, raised: bool, verbatim: bool) -> None:
        """A link is its text. One to an attachment is listed too; one to a footnote is its mark."""
        target = node.attributes.get("href", "").strip()
        words = squeezed("".join(child for child in node.children if isinstance(child, str))).strip()
        mark = target.startswith("#") and _NOTE_MARK.fullmatch(words) is not None
        self.block(node, level, raised or mark, verbatim)
        if _ATTACHED.search(target[-300:]):
            self.objects.append(("链接的附件", words or target.rpartition("/")[2]))

    def miss(self, node: Node) -> None:
        """Take note of a picture or an embedded page, unless it is an icon."""
        given = node.attributes
        source = given.get("src", given.get("data", ""))
        if node.name == "img":
            sides = [_whole(given.get(side, "").removesuffix("px").strip(), SMALL) for side in ("width", "height")]
            if min(sides) < SMALL or (_ICON.search(source[-200:]) and not source.startswith("data:")):
                return
        stem = "" if source.startswith("data:") else source.rpartition("/")[2].partition("?")[0]
        kind = "图片" if node.name == "img" else "嵌入的网页或文件"
        self.objects.append((kind, squeezed(given.get("alt") or given.get("title") or stem)[:40].strip()))

    def flush(self, level: int | None = None) -> None:
        """End the open line; a heading's level is counted from 0."""
        text = "".join(self.parts)
        self.parts.clear()
        self.bound.size += len(text)
        self.bound.bound_text(self.bound.size)
        for line in _INDENT.split(text) if "\u3000\u3000" in text else (text,):
            if not line.strip():
                continue
            line, self.number = self.number + line.strip(), ""
            if self.cell is not None:
                self.cell.append(line)
            else:
                self.drafts.append(Line(line, level))
                self.lines += 1
        if self.cell is None and self.objects:
            self.tell(gaps.paragraph(self.lines))

    def tell(self, where: gaps.Said, tabular: bool = False) -> None:
        """List what is not read at this place."""
        last = next((item.text for item in reversed(self.drafts[-3:]) if isinstance(item, Line)), "")
        table = len(last) <= 60 and _ANNOUNCES.search(last) is not None and outline.is_open_end(last)
        for kind, name in dict.fromkeys(self.objects):
            pictured = kind == "图片" and table and not tabular
            self.unread.append(gaps.missed(where, kind, _pictured(last[:30]) if pictured else None, name))
        self.objects.clear()

    def table(self, node: Node) -> None:
        """A table of data, with the tables in its cells after it; one that only places parts is read as they stand."""
        if is_layout(node):
            self.block(node)
            return
        if self.cell is not None:
            self.inner.append(node)
            return
        self.caption(node)
        rows = place_rows(node, self.read_cell, self.bound)
        if any(place and place.text for row in rows for place in row):
            self.tables += 1
            self.drafts.append(rows)
        if self.objects:
            self.tell(gaps.table(self.tables) if self.tables else gaps.START, self.tables > 0)
        inner, self.inner = self.inner, []
        for each in inner:
            self.table(each)

    def caption(self, table: Node) -> None:
        """The table's own caption stands above it, wherever it is in the source."""
        for child in table.children:
            if isinstance(child, Node) and child.name == "caption" and child.kind != "hidden":
                self.block(child)
                self.flush()

    def read_cell(self, node: Node) -> str:
        """The text of a cell, its lines set apart by line feeds."""
        self.cell = []
        self.block(node)
        self.flush()
        text, self.cell = "\n".join(self.cell), None
        return text

    def remarks(self, left_out: int, doubtful: int) -> list[Unread]:
        """What is not part of the document, in one sentence each."""
        told = (
            (left_out, PAGE, _AROUND),
            (self.hidden, PAGE, _HIDDEN),
            (self.struck, gaps.WHOLE, _STRUCK),
            (doubtful, gaps.WHOLE, _DOUBTFUL),
        )
        return [gaps.unread(where, (zh.format(count), en.format(count))) for count, where, (zh, en) in told if count]


def _pictured(announced: str) -> gaps.Said:
    return (
        f"“{announced}”似以图片形式给出，其中的数字未读取",
        f"“{announced}” seems to be a picture; the figures in it were not read",
    )


def _first_number(node: Node) -> int | None:
    """The number of a list's first item; None where it shows none."""
    style = node.attributes.get("style", "").replace(" ", "").lower()
    if node.name != "ol" or "list-style:none" in style or "list-style-type:none" in style:
        return None
    return _whole(node.attributes.get("start"), 1)


def _numbered(item: Node, parent: Node, count: int) -> str:
    """The number before an item as a browser shows it; none where the text brings its own."""
    first = next((text for text in _texts(item) if text.strip()), "").strip()
    if not first or outline.lead(first) is not None:
        return ""
    kind = parent.attributes.get("type", "1")
    if kind in ("a", "A") and 0 < count <= 26:
        return f"{chr(ord(kind) + count - 1)}. "
    return f"{count}. "


def _texts(node: Node) -> list[str]:
    """The first few texts in a node."""
    found: list[str] = []
    work: list[Node | str] = [node]
    for _ in range(20):
        if not work:
            break
        item = work.pop()
        if isinstance(item, str):
            found.append(item)
        elif item.kind != "hidden":
            work.extend(reversed(item.children[:20]))
    return found


def _size(node: Node) -> int:
    """The characters in a node."""
    size = 0
    work: list[Node | str] = [node]
    while work:
        item = work.pop()
        if isinstance(item, str):
            size += len("".join(item.split()))
        else:
            work.extend(item.children)
    return size


def _whole(text: str | None, default: int) -> int:
    """A whole number from an attribute, else the default."""
    return int(text) if text and len(text) < 7 and text.isascii() and text.isdigit() else default
