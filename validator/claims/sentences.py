"""Sentences: where they begin and end, and the piece of text that leads up to each figure."""

import re
from itertools import pairwise

from validator.document import Text
from validator.patterns import later
from validator.quantities.quantity import Quantity
from validator.records import record

_END = re.compile(r"[。！？；;\n]|(?<![\d.])\.(?=\s|$)")
_PIECE = re.compile(r"[，,：:（）()]|——")
_NUMBER = re.compile(r"[一二三四五六七八九十\d]{1,3}")  # of an item: （四）新增甲2家


@record
class Sentence:
    """A sentence of a paragraph: `start`..`end` in the paragraph's string, 。and ；both end one.

    `full_stop` is True when the sentence before it ended in 。, ！ or ？ rather than ；.
    """

    start: int
    end: int
    full_stop: bool = True


@record
class Figure:
    """A quantity with its place in the paragraph: `start`..`end`, the lead (text since the last
    delimiter or figure), the delimiter that opened it (`|` for a figure), the gap since the figure
    before, and the few characters behind."""

    quantity: Quantity
    start: int
    end: int
    lead: str
    opening: str
    gap: str
    tail: str
    enclosed: bool = False


def split_sentences(string: str) -> list[Sentence]:
    """The sentences of a paragraph, in order; together they cover it."""
    found, start, stop = [], 0, True
    for match in _END.finditer(string):
        if match.end() > start:
            found.append(Sentence(start, match.end(), stop))
        start, stop = match.end(), match.group() in "。！？\n"
    if start < len(string):
        found.append(Sentence(start, len(string), stop))
    return found


_BOUND = re.compile(r"(?:及|或)?(?:以上|以下|以内|之内|左右|上下)")  # 1.7亿吨以上、煤炭产能8亿吨: of the figure before
_BOUNDING = frozenset("及或以之左上")  # what it can begin with


def read_figures(string: str, sentence: Sentence, placed: list[tuple[int, int, Quantity]]) -> list[Figure]:
    """The figures of one sentence with the text that leads up to each. `placed` is (start, end, quantity)."""
    figures: list[Figure] = []
    before = sentence.start
    enclosed = _within_brackets(string, sentence.start)
    for start, end, quantity in placed:
        gap = string[before:start]
        enclosed = _enclosed(gap, enclosed)
        opening, at = _opening(string, before, start)
        if at == before and figures:
            opening = "|"
        tail = string[end : min(end + 24, sentence.end)]
        lead = string[at:start]
        if lead[:1] in _BOUNDING and (bound := _BOUND.match(lead)):
            lead = lead[bound.end() :]
        figures.append(Figure(quantity, start, end, lead, opening, gap, tail, enclosed))
        before = end
    return _without_torn_rows(figures)


def _without_torn_rows(figures: list[Figure]) -> list[Figure]:
    """The figures but for the cells of a row of a table that run into each other: 漏损率14%12%10%."""
    glued = [at for at in range(1, len(figures)) if not figures[at].gap and figures[at].quantity.unit == "%"]
    torn = {at for at in glued if figures[at - 1].quantity.unit == "%"}
    torn = {each for at in torn if at - 1 in torn for each in (at - 2, at - 1, at)}
    return [figure for at, figure in enumerate(figures) if at not in torn] if torn else figures


_ASIDE = 120  # characters that a bracket may hold before the ；, behind which a sentence begins


def _within_brackets(string: str, at: int) -> bool:
    """True where a bracket is open: （其中：甲3亿元；乙4亿元）."""
    return at > 0 and _enclosed(string[max(0, at - _ASIDE) : at].rpartition("。")[2], False)


def _enclosed(stretch: str, before: bool) -> bool:
    """Whether what stands behind a stretch of text is in round brackets."""
    opened = max(stretch.rfind("（"), stretch.rfind("("))
    closed = max(stretch.rfind("）"), stretch.rfind(")"))
    return before if opened == closed else opened > closed


def _opening(string: str, before: int, start: int) -> tuple[str, int]:
    """The delimiter that opens the words before a figure. Brackets that close again are part of the words."""
    opening, at = "", before
    open_bracket: tuple[str, int, int] | None = None
    for match in _PIECE.finditer(string, before, start):
        mark = match.group()
        if mark in "（(":
            open_bracket = (opening, at, match.start())
            opening, at = mark, match.end()
        elif mark in "）)":
            numbered = open_bracket is not None and _numbers(string, before, open_bracket[2], match.start())
            opening, at = (mark, match.end()) if open_bracket is None or numbered else open_bracket[:2]
            open_bracket = None
        else:
            opening, at = mark, match.end()
    return opening, at


def _numbers(string: str, before: int, opened: int, closed: int) -> bool:
    """True for a bracket that opens the text and holds nothing but an item's number."""
    return not string[before:opened].strip() and _NUMBER.fullmatch(string, opened + 1, closed) is not None


_LONGEST_ROW, _GAPS, _WIDE = 60, 2, 2  # characters of a row; spaces between its columns, each so wide


def is_row(text: Text) -> bool:
    """True for a row of columns that spaces keep apart (进出口总额　　　5.2亿美元　　4.22亿美元; 增值税129144 132000 95.7%): their
    header says what they are."""
    if len(text.string) > _LONGEST_ROW or "。" in text.string:
        return False
    gaps = (here[1] - last[1] - (here[0] - last[0]) for last, here in pairwise(text.runs))
    wide = len(text.jumps) >= _GAPS and sum(gap >= _WIDE for gap in gaps) >= _GAPS
    return wide or (text.string[-1:] in _ROW_ENDS and _BARE_FIGURES.search(text.string) is not None)


_ROW_ENDS = frozenset("0123456789%")
_BARE_FIGURES = later(r"(?<![\d.])(?:-?\d[\d,.]*%?[ \u3000]+){2,}-?\d[\d,.]*%?$")
