"""Tables in plain text with one cell a line, as a table pasted from a page leaves them.

Such lines look like a list of short lines. What tells them apart are the heads (序号, 指标, 单位, 2025年, 属性), each on a
line of its own, and rows below in which every cell is of its head's kind: numbers under 序号, words under 指标, figures
under the years. In some texts a blank line is an empty cell, in others it counts for nothing: both are tried, and the
one that reads more is taken. Where a row does not fit, the table ends; what seems to be left of it is told.
"""

import re
from bisect import bisect_left
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
    REMARK = re.compile(r"备注|(?:牵头|责任|负责|实施|主管|统计|配合)(?:单位|部门)|(?:数据|资料)来源")
    UNIT = re.compile(r"(?:计量|指标)?单位(?:[（(].{1,6}[)）])?")
    NAME = re.compile(r".{0,6}(?:指标|项目|名称|内容)(?:名称)?(?:[（(].{1,8}[)）])?")
    FIGURE = re.compile(
        r"(?:[“”十一二三四五六七八九]{2,5}[末]?[（(]?)?(?:19|20)\d\d\s?年?.{0,10}|.{0,6}(?:年均|增速|增长|增幅|累计|变化).{0,8}"
        r"|.{0,4}(?:目标|基期|现状|完成|规划|实际|预期|占比|比重)(?:值|数|量|情况)?(?:[（(].{1,8}[)）])?|.{0,6}(?:进度|完成率|实现程度|权重)(?:[（(].{1,8}[)）])?|.{1,8}[（(][%％‰][)）]|“?十[一二三四五六]五”?(?:期?末|末期|时期|期间)?"
    )


_PATTERNS = tuple((kind, kind.value) for kind in _Kind)  # the values of an enumeration are slow to come by
_NO_NAMES = (_Kind.NUMBER, _Kind.UNIT, _Kind.NATURE)
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


@record
class LostCells:
    """Heads at the line `first` under which no rows could be made out, or whose rows could not beyond that line."""

    first: int
    heads: bool


@record
class _Header:
    """One way to read the heads: the kind of each column, its cell, and where the rows begin among the places."""

    kinds: tuple[_Kind | None, ...]
    cells: tuple[Ranges, ...]
    end: int


def cell_line_tables(lines: Sequence[Line]) -> Iterator[CellLines | LostCells]:
    """The tables of one cell a line, in order, and what seems to be one and could not be read."""
    filled = [number for number, line in enumerate(lines) if line.text]
    end = 0  # of the last table found, a line
    before: _Kind | None = None  # of the filled line before
    lost: LostCells | None = None  # in the heads that the line belongs to
    for at, number in enumerate(filled):
        line = lines[number]
        if number < end:
            continue
        kind = None if line.tabbed or outline.is_numbered_caption(line.text) else _kind(line.text)
        # 序号 and 类别 open a row: where the reading failed there, it must not begin in the middle.
        inside, before = before in (_Kind.NUMBER, _Kind.GROUP), kind
        if kind is None and lost:
            yield lost
            lost = None
        if kind not in _OPENERS or inside:
            continue
        if table := _table(lines, filled, at):
            yield table
            end, before, lost = table.last + 1, None, None
            if (rest := _rest(lines, filled, bisect_left(filled, end), len(table.rows[0]))) is not None:
                yield LostCells(rest, heads=False)
        elif lost is None and _is_lost(lines, filled, at):
            lost = LostCells(number, heads=True)


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


def _table(lines: Sequence[Line], filled: Sequence[int], at: int) -> CellLines | None:
    """The table whose heads begin at `filled[at]`: of all ways to read it the one that takes in most lines."""
    first = filled[at]
    best: tuple[int, tuple[tuple[Ranges, ...], ...]] | None = None
    for places, start in ((filled, at), (range(len(lines)), first)):
        for header in _headers(lines, places, start):
            if _Kind.NAME in header.kinds and _Kind.FIGURE in header.kinds:
                end, rows = _Rows(lines, places, header.kinds).read(header.end)
                full = sum(1 for row in rows if len(row) > 1)
                if full >= 2 and (best is None or places[end - 1] > best[0]):
                    best = places[end - 1], (header.cells, *rows)
    return None if best is None else CellLines(first, best[0], best[1])


def _headers(lines: Sequence[Line], places: Sequence[int], at: int) -> Iterator[_Header]:
    """Every way to read the heads that begin at `places[at]`: as one row, or with a second row below merged ones."""
    heads: list[_Kind] = []
    for place in places[at : at + _MAX_WIDTH]:
        kind = _kind(lines[place].text)
        if kind is None:
            break
        heads.append(kind)
    for width in range(3, len(heads) + 1):
        cells = tuple(_place(lines, place) for place in places[at : at + width])
        yield _Header(tuple(heads[:width]), cells, at + width)
    for width in range(len(heads) + 1, _MAX_WIDTH + 1) if isinstance(places, range) and len(heads) > 2 else ():
        if header := _stacked(lines, range(at, at + len(heads)), range(at + len(heads), at + len(heads) + width)):
            yield header


def _stacked(lines: Sequence[Line], above: range, below: range) -> _Header | None:
    """Heads `above`, some of them merged over several of those `below`, which has a line for each column.

    Blank are the columns whose head stands above alone. 2025年 over 目标 and 增速 is 2025年目标 and 2025年增速.
    """
    if below.stop > len(lines):
        return None
    filled = [bool(lines[place].text) for place in below]
    merged = len(above) - filled.count(False)  # heads above that have others below
    if merged < 1 or sum(filled) < 2 * merged or sum(filled) % merged:
        return None
    share, under, heads = sum(filled) // merged, 0, iter(above)
    kinds: list[_Kind | None] = []
    cells: list[Ranges] = []
    top = above.start
    for place, has in zip(below, filled, strict=True):
        top = next(heads) if not has or under % share == 0 else top
        if has and under % share and not filled[place - below.start - 1]:
            return None  # a merged head over columns that do not stand side by side
        under += has
        kinds.append(_kind(lines[place].text) or _kind(lines[top].text))  # 总量 below 2025年 is a figure too
        cells.append((*_place(lines, top), *_place(lines, place)) if has else _place(lines, top))
    return _Header(tuple(kinds), tuple(cells), below.stop)


def _place(lines: Sequence[Line], number: int) -> Ranges:
    return ((lines[number].start, lines[number].end),)


def _is_lost(lines: Sequence[Line], filled: Sequence[int], at: int) -> bool:
    """True where heads begin that a table of figures must follow, and figures do follow."""
    kinds: list[_Kind] = []
    for number in filled[at : at + 2 * _MAX_WIDTH]:
        kind = _kind(lines[number].text)
        if kind is None:
            break
        kinds.append(kind)
    if len(kinds) < 4 or _Kind.NAME not in kinds or _Kind.FIGURE not in kinds:
        return False
    return _rest(lines, filled, at + len(kinds), len(kinds)) is not None


def _rest(lines: Sequence[Line], filled: Sequence[int], at: int, width: int) -> int | None:
    """The line at `filled[at]` where as many short lines begin as a row has, several of them figures."""
    texts = [lines[number].text for number in filled[at : at + width]]
    figures = sum(1 for text in texts if text[0].isdigit() and _VALUE.fullmatch(key(text)))
    if len(texts) < width or figures < 2 or figures == width or not all(map(_is_cell, texts)):
        return None
    return filled[at]


def _is_cell(text: str) -> bool:
    told = outline.is_note(text) or outline.is_numbered_caption(text)
    return len(text) <= _LONGEST and not _SENTENCE.search(text) and "\t" not in text and not told


class _Rows:
    """The rows below heads of known kinds, a cell at each of the places (numbers of lines)."""

    def __init__(self, lines: Sequence[Line], places: Sequence[int], heads: Sequence[_Kind | None]) -> None:
        self.lines = lines
        self.places = places
        self.heads = heads
        # Without the columns whose cells are merged downwards: they stand in the first of their rows only.
        self.single = [at for at, head in enumerate(heads) if head is not _Kind.GROUP]

    def read(self, at: int) -> tuple[int, tuple[tuple[Ranges, ...], ...]]:
        """The rows from `places[at]` on, and where they end."""
        rows: list[tuple[Ranges, ...]] = []
        while at < len(self.places) and len(rows) * len(self.heads) < _MAX_CELLS:
            lead = 0
            size = self._size(at)
            if not size and at + 1 < len(self.places) and self._is_group(at):
                lead, size = 1, self._size(at + 1)
            if not size:
                break
            if lead:
                rows.append((_place(self.lines, self.places[at]),))
            rows.append(self._row(at + lead, size))
            at += lead + size
        return at, tuple(rows)

    def _size(self, at: int) -> int:
        """How many lines make the row that begins here, 0 for none: a merged first cell stands in its first row only."""
        if self._fits(at, self.heads):
            return len(self.heads)
        single = [self.heads[column] for column in self.single]
        return len(single) if len(single) < len(self.heads) and self._fits(at, single) else 0

    def _row(self, at: int, size: int) -> tuple[Ranges, ...]:
        cells = [_place(self.lines, number) for number in self.places[at : at + size]]
        if size == len(self.heads):
            return tuple(cells)
        start = cells[0][0][0]
        row: list[Ranges] = [((start, start),)] * len(self.heads)
        for column, cell in zip(self.single, cells, strict=True):
            row[column] = cell
        return tuple(row)

    def _is_group(self, at: int) -> bool:
        text = self.lines[self.places[at]].text
        return _is_cell(text) and bool(_WORDS.search(text)) and not _VALUE.fullmatch(key(text))

    def _fits(self, at: int, heads: Sequence[_Kind | None]) -> bool:
        """True where each line is of its head's kind, and half of the figures or more are figures."""
        places = self.places[at : at + len(heads)]
        texts = [self.lines[number].text for number in places]
        if len(texts) < len(heads) or not all(_is_cell(text) for text in texts):
            return False
        pairs = [(key(text), head) for text, head in zip(texts, heads, strict=True)]
        values = [text for text, head in pairs if head is _Kind.FIGURE and text]
        told = sum(1 for text in values if _VALUE.fullmatch(text))
        return told > 0 and 2 * told >= len(values) and all(_is_of(text, head) for text, head in pairs)


def _is_of(text: str, head: _Kind | None) -> bool:
    if head is _Kind.NUMBER:
        return _INTEGER.fullmatch(text) is not None
    if head is _Kind.NAME:
        return _WORDS.search(text) is not None and _kind(text) not in _NO_NAMES
    if not text:
        return True
    if head is _Kind.NATURE:
        return _NATURES.fullmatch(text) is not None
    if head is _Kind.UNIT:
        return _UNITS.fullmatch(text) is not None and _kind(text) is None
    return head is _Kind.GROUP or len(text) <= 20
