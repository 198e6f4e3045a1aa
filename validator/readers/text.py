"""Plain text → Document: lines become headings, paragraphs and tables; what the layout tore is joined."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise

from validator.document import Document, Text
from validator.errors import ReadError
from validator.patterns import later
from validator.readers import layout, outline
from validator.readers.blocks import Draft, Kind, assemble, draft
from validator.readers.layout import Line
from validator.readers.readable import joined, readable
from validator.readers.text_tables import Range, TextTable, find_tables, tables_of_cells

_HAN = "一二三四五六七八九十"
_LONG_LINE = 240  # a whole section on one line, as web pages give it
_INLINE_HEADING = later(
    rf"(?<=[。！？；”）)\s])(?<!第\s)(?:(?=——)|(?=[{_HAN}]{{1,3}}、(?![{_HAN}]))|(?=[（(][{_HAN}]{{1,3}}[）)])|(?=第[{_HAN}]{{1,3}}章\s))"
)
# A text pasted from a page that writes Markdown: ## 二、主要目标. Not # 1机组.
_MARKED = later(r"(#{1,6})[ \u3000]+(?=[\u4e00-\u9fff“《（(][^。；]{1,58}$)")
_FIRST_PART = re.compile(r"[（(]一[）)]")
_TAIL = later(r"[。！？]\s+([^\s。；！？，,][^。；！？，,]{3,48})$")
_CONTROL = later(r"[\x00-\x08\x0e-\x1b\x7f\ufffd]")
_JOIN_FROM = 20  # a shorter line stands alone: a signature, a date, a name


def read_text(data: bytes, name: str) -> Document:
    """A plain text file as a document. Raises `ReadError` if the bytes are no text."""
    source = decode(data, name)
    lines = layout.split_lines(source)
    title = layout.title_line(lines)
    cells, unread = tables_of_cells(lines)
    kept = layout.without_layout(lines, title, [range(table.first, table.last + 1) for table in cells])
    drafts = list(_drafts(source, kept, title, cells))

    def render(ranges: Sequence[Range], head: bool) -> Text:
        return joined(source, ranges, head=head)

    return Document(
        path=name,
        format="txt",
        sha256=sha256(data).hexdigest(),
        text=source,
        blocks=assemble(drafts, render),
        title=readable(source, lines[title].start, lines[title].end).string if title is not None else None,
        unread=tuple(unread),
    )


def decode(data: bytes, name: str) -> str:
    """The characters of a text file: UTF-8, UTF-16 with its mark, GB 18030, else what detection says.

    A byte order mark stays as the first character, so that offsets are those of the decoded file.
    Raises `ReadError` if the bytes are no text.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = _try(data, "utf-16-le" if data[:1] == b"\xff" else "utf-16-be")
    else:
        text = _try(data, "utf-8")
        if text is None and b"\x00" not in data:
            text = _try(data, "gb18030", likely=True) or _detected(data)
    if text is None or not _is_text(text):
        raise ReadError(
            f"{name} 不是能读的文稿；请提供 docx、pdf、xlsx、html、csv 或 txt 等文件，也可能是文件已损坏。",
            f"{name} is no document that can be read; give a docx, pdf, xlsx, html, csv or txt file. It may be damaged.",
        )
    return text


def _try(data: bytes, encoding: str, *, likely: bool = False) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if not likely or _is_likely_chinese(text) else None


def _is_likely_chinese(text: str) -> bool:
    """A guessed encoding can read almost anything: believe it only when the characters are everyday ones."""
    sample = [char for char in text[:20_000] if not char.isascii()]
    usual = sum("\u4e00" <= char <= "\u9fa5" or "\u3000" <= char <= "\u301f" or char >= "\uff00" for char in sample)
    return usual * 10 >= len(sample) * 7


def _detected(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # slow to import, and seldom wanted

    best = from_bytes(data[:200_000]).best()
    return _try(data, best.encoding, likely=True) if best else None


def _is_text(text: str) -> bool:
    """Text has no NUL and hardly any control characters."""
    if "\x00" in text:
        return False
    return len(_CONTROL.findall(text)) * 200 <= len(text)


def _drafts(source: str, lines: Sequence[Line], title: int | None, cells: Sequence[TextTable]) -> Iterator[Draft]:
    """Headings, paragraphs and tables in reading order."""
    tables = {table.first: table for table in find_tables(source, lines, cells)}
    prose = _Prose(layout.wrap_width(lines))
    at = 0
    while at < len(lines):
        line = lines[at]
        if table := tables.get(at):
            yield from prose.flush()
            yield Draft(Kind.TABLE, (), rows=table.rows, page=line.page)
            at = table.last + 1
            continue
        if at == title:
            yield from prose.flush()
            yield Draft(Kind.TITLE, ((line.start, line.end),), line.text, page=line.page)
        elif line.text:
            yield from prose.add(line)
        at += 1
    yield from prose.flush()


class _Prose:
    """Collects lines into paragraphs: one that a page break or a hard wrap tore goes on."""

    def __init__(self, width: int | None) -> None:
        self.width = width
        self.open: Draft | None = None
        self.more: list[Range] = []  # where the open draft goes on
        self.last = ""  # the line that the open draft ends with

    def add(self, line: Line) -> Iterator[Draft]:
        for number, (start, end) in enumerate(_pieces(line)):
            text = line.text[start - line.start : end - line.start]
            if self.open and number == 0 and self._goes_on(line, text):
                self.more.append((start, end))
            else:
                yield from self.flush()
                self.open = self._draft((start, end), text, line.page)
            self.last = text

    def flush(self) -> Iterator[Draft]:
        if self.open:
            yield replace(self.open, ranges=(*self.open.ranges, *self.more)) if self.more else self.open
        self.open, self.more, self.last = None, [], ""

    def _draft(self, place: Range, text: str, page: int | None) -> Draft:
        if text.startswith("#") and (marked := _MARKED.match(text)):
            start = place[0] + marked.end()
            return Draft(Kind.HEADING, ((start, place[1]),), text[marked.end() :], level=len(marked[1]), page=page)
        new = draft((place,), text, page)
        if self.width is None or len(text) < self.width - 1:
            return new
        weak = new.kind is Kind.HEADING and new.lead is not None and not new.lead.mark.is_chinese
        if weak or new.kind is Kind.CAPTION:  # the first line of a wrapped paragraph
            return Draft(Kind.BODY, (place,), text, page=page)
        return new

    def _goes_on(self, line: Line, text: str) -> bool:
        """True when `line` is the rest of the open paragraph."""
        if self.open is None or line.indented or line.tabbed or not self._is_torn(self.last):
            return False
        if self.open.kind not in (Kind.BODY, Kind.NOTE):
            return False
        if outline.is_bullet(text) or outline.is_note(text) or outline.is_numbered_caption(text):
            return False
        if "\t" in text or "|" in text:
            return False
        lead = outline.lead(text)
        if self.last.endswith("第") and lead is not None and lead.mark is outline.Mark.HAN:
            return True  # 转变为第␤二、第三产业
        return lead is None or (lead.mark is outline.Mark.DOTTED and outline.heading(text) is None)

    def _is_torn(self, text: str) -> bool:
        """True for a line that stops without a full stop, as long as a line of a page, and no name or date."""
        full = self.width is not None and len(text) >= self.width - 2
        if len(text) < _JOIN_FROM or not (outline.is_open_end(text) or (full and text[-1] in "；;")):
            return False
        if self.width is not None:
            return len(text) >= self.width - 6
        return len(text) >= 2 * _JOIN_FROM or any(char in text for char in "，、；。,;：")


def _pieces(line: Line) -> list[Range]:
    """The paragraphs that a line holds: one, unless it is a whole section as web pages give it."""
    text = line.text.rstrip("| \t")
    if len(text) <= _LONG_LINE:
        return [(line.start, line.start + len(text))]
    cuts = [match.start() for match in _INLINE_HEADING.finditer(text)]
    cuts += [part for at in (0, *cuts) if (part := _first_part(text, at))]
    if (tail := _TAIL.search(text, len(text) - 60)) and outline.is_caption(tail[1]):
        cuts.append(tail.start(1))
    edges = sorted({0, *cuts, len(text)})
    return [_bare(line.start, text, start, end) for start, end in pairwise(edges)]


def _first_part(text: str, at: int) -> int | None:
    """Where （一） follows a heading 一、… on the same line without any stop between them."""
    lead = outline.lead(text[at : at + 8])
    if lead is None or lead.mark not in (outline.Mark.HAN, outline.Mark.CHAPTER):
        return None
    part = _FIRST_PART.search(text, at, at + 70)
    if part is None or "。" in text[at : part.start()]:
        return None
    return part.start()


def _bare(offset: int, text: str, start: int, end: int) -> Range:
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip())
    return offset + first, offset + max(first, start + len(piece.rstrip()))
