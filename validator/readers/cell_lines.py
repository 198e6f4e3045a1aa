"""Tables in plain text with one cell a line, as a table pasted from a page leaves them.

Such lines look like a list of short lines. What tells them apart are the heads (序号, 指标, 单位, 2025年, 属性), each on a
line of its own, and rows below in which every cell is of its head's kind: numbers under 序号, words under 指标, figures
under the years. Blank lines count for nothing; where a row does not fit, the table ends.
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache

from validator.patterns import later
from validator.readers import outline
from validator.readers.layout import Line, key
from validator.records import record

Ranges = tuple[tuple[int, int], ...]

_MAX_WIDTH = 12
_MAX_CELLS = 50_000
_LONGEST = 40  # a longer line is no cell
_SENTENCE = later(r"[。；！？]|[：:]$")


class _Kind(Enum):
    NUMBER = re.compile(r"序号|编号|No\.?")
    GROUP = re.compile(r"类别|类型|分类|领域|维度|一级指标|指标(?:类别|类型|分类)")
    NATURE = re.compile(r"(?:指标)?(?:属性|性质)")
    UNIT = re.compile(r"(?:计量|指标)?单位(?:[（(].{1,6}[)）])?")
    NAME = re.compile(r".{0,6}(?:指标|项目|名称|内容)(?:名称)?(?:[（(].{1,8}[)）])?")
    FIGURE = re.compile(
        r"(?:[“”十一二三四五六七八九]{2,5}[末]?[（(]?)?(?:19|20)\d\d\s?年?.{0,10}|.{0,6}(?:年均|增速|增长|增幅|累计|变化).{0,8}"
        r"|.{0,4}(?:目标|基期|现状|完成|规划|实际|预期|占比|比重)(?:值|数|量|情况)?(?:[（(].{1,8}[)）])?|.{0,6}(?:进度|完成率|实现程度|权重)(?:[（(].{1,8}[)）])?|.{1,8}[（(][%％‰][)）]|“?十[一二三四五六]五”?(?:期?末|末期)"
    )


_PATTERNS = tuple((kind, kind.value) for kind in _Kind)  # the values of an enumeration are slow to come by
_OPENERS = (_Kind.NUMBER, _Kind.NAME, _Kind.GROUP)  # what may stand in a table's first column
_INTEGER = later(r"[（(]?\d{1,3}[)）.．、]?")
_VALUE = later(
    r"[〔\[【（(≤≥<>＜＞≦≧±+约超-]{0,3}\s?\d[\d,.，]*\s?(?:[%％‰]|[^\d。，]{0,6})[)）〕\]】]?|[-—–－/]{1,3}|…+"
)
_NATURES = later(r"[\u4e00-\u9fff]{2,3}性|[\u4e00-\u9fff]{2}|[-—–－/]{1,3}")
_UNITS = re.compile(r"[^\d，。]{1,10}|10万.{0,6}")
_WORDS = later(r"[\u4e00-\u9fff]{2}")


@record
class CellLines:
    """A table between the lines `first` and `last`; a row of one cell spans all columns."""

    first: int
    last: int
    rows: tuple[tuple[Ranges, ...], ...]


def cell_line_tables(lines: Sequence[Line]) -> Iterator[CellLines]:
    """The tables of one cell a line, in order."""
    filled = [number for number, line in enumerate(lines) if line.text]
    end = 0  # of the last table found
    for at, number in enumerate(filled):
        line = lines[number]
        if at < end or line.tabbed or _kind(line.text) not in _OPENERS:
            continue
        if found := _table(lines, filled, at):
            table, end = found
            yield table


def _kind(text: str) -> _Kind | None:
    return _kind_of(text) if len(text) <= 30 else None


@lru_cache(maxsize=1024)
def _kind_of(text: str) -> _Kind | None:
    bare = key(text)
    if len(bare) > 20:
        return None
    for kind, pattern in _PATTERNS:
        if pattern.fullmatch(bare):
            return kind
    return None


def _table(lines: Sequence[Line], filled: Sequence[int], at: int) -> tuple[CellLines, int] | None:
    """The table whose heads begin at `filled[at]`, and where the lines behind it begin: of all widths the longest."""
    best: tuple[int, tuple[tuple[Ranges, ...], ...]] | None = None
    for width in range(3, min(_MAX_WIDTH, len(filled) - at) + 1):
        heads = [_kind(lines[number].text) for number in filled[at : at + width]]
        if heads[-1] is None:
            break
        if _Kind.NAME in heads and _Kind.FIGURE in heads:
            end, rows = _Rows(lines, filled, heads).read(at + width)
            full = sum(1 for row in rows if len(row) > 1)
            if full >= 2 and (best is None or end > best[0]):
                header = tuple(((lines[n].start, lines[n].end),) for n in filled[at : at + width])
                best = end, (header, *rows)
    if best is None:
        return None
    return CellLines(filled[at], filled[best[0] - 1], best[1]), best[0]


class _Rows:
    """The rows below heads of known kinds."""

    def __init__(self, lines: Sequence[Line], filled: Sequence[int], heads: Sequence[_Kind | None]) -> None:
        self.lines = lines
        self.filled = filled
        self.heads = heads

    def read(self, at: int) -> tuple[int, tuple[tuple[Ranges, ...], ...]]:
        """The rows from `filled[at]` on, and where they end."""
        rows: list[tuple[Ranges, ...]] = []
        while at < len(self.filled) and len(rows) * len(self.heads) < _MAX_CELLS:
            lead = 0
            size = self._size(at)
            if not size and at + 1 < len(self.filled) and self._is_group(at):
                lead, size = 1, self._size(at + 1)
            if not size:
                break
            if lead:
                rows.append((self._place(at),))
            rows.append(self._row(at + lead, size))
            at += lead + size
        return at, tuple(rows)

    def _size(self, at: int) -> int:
        """How many lines make the row that begins here, 0 for none: a merged first cell stands in its first row only."""
        width = len(self.heads)
        if self._fits(at, self.heads):
            return width
        return width - 1 if self.heads[0] is _Kind.GROUP and self._fits(at, self.heads[1:]) else 0

    def _row(self, at: int, size: int) -> tuple[Ranges, ...]:
        row = tuple(self._place(number) for number in range(at, at + size))
        start = row[0][0][0]
        return row if size == len(self.heads) else (((start, start),), *row)

    def _place(self, at: int) -> Ranges:
        line = self.lines[self.filled[at]]
        return ((line.start, line.end),)

    def _is_group(self, at: int) -> bool:
        text = self.lines[self.filled[at]].text
        return self._is_cell(text) and bool(_WORDS.search(text)) and not _VALUE.fullmatch(key(text))

    def _is_cell(self, text: str) -> bool:
        told = outline.is_note(text) or outline.is_numbered_caption(text)
        return len(text) <= _LONGEST and not _SENTENCE.search(text) and "\t" not in text and not told

    def _fits(self, at: int, heads: Sequence[_Kind | None]) -> bool:
        """True where each line is of its head's kind, and half of the figures or more are figures."""
        places = self.filled[at : at + len(heads)]
        texts = [self.lines[number].text for number in places]
        if len(texts) < len(heads) or not all(self._is_cell(text) for text in texts):
            return False
        pairs = [(key(text), head) for text, head in zip(texts, heads, strict=True)]
        values = [text for text, head in pairs if head is _Kind.FIGURE]
        told = sum(1 for text in values if _VALUE.fullmatch(text))
        return 2 * told >= len(values) and all(_is_of(text, head) for text, head in pairs)


def _is_of(text: str, head: _Kind | None) -> bool:
    if head is _Kind.NUMBER:
        return _INTEGER.fullmatch(text) is not None
    if head is _Kind.NATURE:
        return _NATURES.fullmatch(text) is not None
    if head is _Kind.UNIT:
        return _UNITS.fullmatch(text) is not None
    if head is _Kind.NAME:
        return _WORDS.search(text) is not None and _kind(text) is not _Kind.NATURE
    return head is _Kind.GROUP or len(text) <= 20
