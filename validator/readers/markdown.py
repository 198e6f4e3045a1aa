"""Markdown → Document: ATX and setext headings, pipe tables, lists, quotes and fences, with exact offsets.

Parsed by hand, since only blocks matter here. Emphasis marks are dropped from the readable text; a
heading keeps its own number (`## 二、发展目标`), and a numbered line without `#` counts as a heading too.
"""

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from validator.document import Document, Text
from validator.readers import layout, outline
from validator.readers.blocks import Draft, Kind, assemble, draft
from validator.readers.layout import Line
from validator.readers.readable import joined, readable, without
from validator.readers.text import decode
from validator.readers.text_tables import Range, Ranges, row_fields

_ATX = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_ATX_CLOSE = re.compile(r"[ \t]#{1,10}$")
_SETEXT = re.compile(r"(?:=+|-{3,})$")
_FENCE = re.compile(r"`{3,}|~{3,}")
_THEMATIC = re.compile(r"(?:[-*_][ \t]{0,4}){3,200}$")
_ITEM = re.compile(r"[-*+][ \t]+")
_QUOTE = re.compile(r"(?:>[ \t]?){1,20}")
_RULE = re.compile(r":?-+:?")
_MARKS = re.compile(r"\*\*|(?<!_)__(?!_)|`|<br\s?/?>|\\(?=[\\*_|`\[\]#+.!~-])")
_MAX_COLUMNS = 200
_MAX_CELLS = 50_000  # a longer table goes on as another one, so that padding cannot explode


def read_markdown(data: bytes, name: str) -> Document:
    """A Markdown file as a document. Raises `ReadError` if the bytes are no text."""
    source = decode(data, name)
    drafts = _with_title(list(_Parser(source).drafts()))
    title = next((item for item in drafts if item.kind is Kind.TITLE), None)

    def render(ranges: Sequence[Range], head: bool) -> Text:
        return without(joined(source, ranges, head=head), _MARKS)

    return Document(
        path=name,
        format="md",
        sha256=sha256(data).hexdigest(),
        text=source,
        blocks=assemble(drafts, render),
        title=without(readable(source, *title.ranges[0]), _MARKS).string if title else None,
    )


def _with_title(drafts: list[Draft]) -> list[Draft]:
    """A single top heading at the start is the title, and the levels below move up by one."""
    top = [at for at, item in enumerate(drafts) if item.level == 1]
    first = next((at for at, item in enumerate(drafts) if item.level), None)
    if len(top) == 1 and top[0] == first and outline.lead(drafts[first].line) is None:
        drafts = [replace(item, level=item.level - 1) if item.level else item for item in drafts]
        drafts[first] = replace(drafts[first], kind=Kind.TITLE)
        return drafts
    plain = next((at for at, item in enumerate(drafts[:20]) if not item.level and outline.is_title(item.line)), None)
    if plain is not None and drafts[plain].kind is Kind.BODY and not any(item.level for item in drafts[:plain]):
        drafts[plain] = replace(drafts[plain], kind=Kind.TITLE)
    return drafts


class _Parser:
    """Walks the lines once; `open` is the paragraph that the next line may continue."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines = layout.split_lines(source)
        self.at = 0
        self.open: Draft | None = None
        self.more: list[Range] = []  # the lines that continue it

    def drafts(self) -> Iterator[Draft]:
        fence: str | None = None
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if fence is not None or _FENCE.match(line.text):
                fence = yield from self._fenced(line, fence)
            elif not line.text or (_THEMATIC.match(line.text) and not self._is_underline(line)):
                yield from self._flush()
            elif (table := self._table()) is not None:
                yield from self._flush()
                yield table
                continue
            else:
                yield from self._prose(line)
            self.at += 1
        yield from self._flush()

    def _flush(self) -> Iterator[Draft]:
        if self.open:
            yield replace(self.open, ranges=(*self.open.ranges, *self.more))
        self.open, self.more = None, []

    def _fenced(self, line: Line, fence: str | None) -> Generator[Draft, None, str | None]:
        yield from self._flush()
        mark = _FENCE.match(line.text)
        if fence is None:
            return mark.group()[:3] if mark else None
        if mark and mark.group().startswith(fence):
            return None
        if line.text:
            yield Draft(Kind.BODY, ((line.start, line.end),), line.text)
        return fence

    def _prose(self, line: Line) -> Iterator[Draft]:
        start, text = line.start, line.text
        if (quote := _QUOTE.match(text)) is not None:
            start, text = start + quote.end(), text[quote.end() :]
        if (atx := _ATX.match(text)) is not None:
            yield from self._flush()
            yield from self._heading(start + atx.end(), text[atx.end() :], len(atx.group(1)))
        elif self.open and self._is_underline(line):
            self.open = replace(self.open, kind=Kind.HEADING, level=1 if text[0] == "=" else 2)
            yield from self._flush()
        elif (item := _ITEM.match(text)) is not None:
            yield from self._flush()
            self.open = self._draft(start + item.end(), text[item.end() :])
        elif self.open and self._goes_on(text):
            self.more.append((start, start + len(text)))
        elif text:
            yield from self._flush()
            self.open = self._draft(start, text)

    def _heading(self, start: int, text: str, level: int) -> Iterator[Draft]:
        text = _ATX_CLOSE.sub("", text).rstrip("# \t") if text.endswith("#") else text
        if text.strip():
            bare = text.lstrip()
            start += len(text) - len(bare)
            yield Draft(Kind.HEADING, ((start, start + len(bare)),), bare, outline.lead(bare), level=level)

    def _draft(self, start: int, text: str) -> Draft:
        bare = _MARKS.sub("", text)
        new = draft(((start, start + len(text)),), bare)
        if new.kind is Kind.HEADING and new.lead is not None and not new.lead.mark.is_chinese:
            return replace(new, kind=Kind.BODY, lead=None)  # an item of a numbered list
        return new

    def _is_underline(self, line: Line) -> bool:
        """=== or --- directly below a paragraph of one line."""
        paragraph = self.open is not None and self.open.kind in (Kind.BODY, Kind.HEADING, Kind.CAPTION)
        return paragraph and not self.more and bool(_SETEXT.match(line.text))

    def _goes_on(self, text: str) -> bool:
        """A soft line break, unless the line begins something of its own."""
        if self.open is None or self.open.kind not in (Kind.BODY, Kind.NOTE):
            return False
        new = outline.lead(text) is not None or outline.is_bullet(text) or outline.is_note(text)
        return not new and not outline.is_numbered_caption(text)

    def _table(self) -> Draft | None:
        """A header row over an alignment row, and the rows below; `at` moves behind them."""
        header, rule = self._fields(self.at), self._fields(self.at + 1)
        if header is None or rule is None or len(rule) > _MAX_COLUMNS:
            return None
        if not all(_RULE.fullmatch(self.source[start:end]) for start, end in rule):
            return None
        rows: list[tuple[Ranges, ...]] = [tuple((field,) for field in header[: len(rule)])]
        at = self.at + 2
        while (fields := self._fields(at)) is not None and len(rows) * len(rule) < _MAX_CELLS:
            rows.append(tuple((field,) for field in fields[: len(rule)]))
            at += 1
        self.at = at
        return Draft(Kind.TABLE, (), rows=tuple(rows))

    def _fields(self, at: int) -> list[Range] | None:
        if at >= len(self.lines) or "|" not in self.lines[at].text:
            return None
        line = self.lines[at]
        if "\\|" not in line.text:
            return row_fields(self.source, line.start, line.end, "|")
        return _escaped_fields(self.source, line)


def _escaped_fields(source: str, line: Line) -> list[Range]:
    """The cells of a row in which `\\|` is a character: pieces that it parted are put together again."""
    fields: list[Range] = []
    for start, end in row_fields(source, line.start, line.end, "|"):
        if fields and source[fields[-1][1] - 1 : fields[-1][1]] == "\\":
            fields[-1] = (fields[-1][0], end)
        else:
            fields.append((start, end))
    return fields
