"""Tables in plain text whose cells are set apart by commas, as a csv file pasted into a text has them.

A header that says 指标, 单位, 2025年 makes a table of the rows below it that have as many cells. Without one, figures in
every row below a line without any do: a list of names between commas is prose.
"""

import re
from collections.abc import Sequence

from validator.patterns import later
from validator.readers.fields import Ranges, fields
from validator.readers.layout import Line

_MAX_CELLS = 50_000
_SIGNS = ",，；;"
_HEADS = later(r"指标|序号|单位|属性|名称|项目|基期|目标|增速|增长|(?:19|20)\d\d\s?年?$")
_FIGURE = re.compile(r"[〔\[（(≤≥<>＜＞约超+-]{0,3}\d[\d,.]*[%％]?.{0,6}|[-—–/]{1,2}")
_YEAR = later(r"[“”十一二三四五六七八九]*(?:19|20)\d\d\s?年?.{0,6}")
_STOPS = "。！？"


def comma_table(source: str, lines: Sequence[Line], first: int) -> tuple[int, tuple[tuple[Ranges, ...], ...]] | None:
    """The last line and the rows of the table whose header is the line `first`; None where none begins there."""
    text = lines[first].text
    if _is_sentence(text):  # no cell of a header holds a full stop, whatever sets the cells apart
        return None
    for sign in _SIGNS:
        if text.count(sign) >= 2 and (found := _table(source, lines, first, sign)):
            return found
    return None


def _is_sentence(text: str) -> bool:
    return "。" in text or "！" in text or "？" in text


def _table(
    source: str, lines: Sequence[Line], first: int, sign: str
) -> tuple[int, tuple[tuple[Ranges, ...], ...]] | None:
    header = _cells(lines[first], sign)
    texts = _texts(source, header)
    if any(_is_figure(text) for text in texts) or not _fits(texts, sign):
        return None
    sure = sum(1 for text in texts if _HEADS.search(text) and len(text) <= 20) >= 2
    if not sure and sign != ",":
        return None
    rows, at, filled, words = [tuple(header)], first + 1, 0, 0
    while at < len(lines) and len(rows) * len(header) < _MAX_CELLS:
        cells = _cells(lines[at], sign)
        texts = _texts(source, cells)
        if len(cells) == 1 and sure and _is_group(lines, at, sign, len(header)):
            rows.append(tuple(cells))
            at += 1
            continue
        has_figure = any(_is_figure(text) for text in texts)
        words = 0 if has_figure else words + 1
        if len(cells) != len(header) or not _fits(texts, sign) or words > (1 if sure else 0):
            break
        empty = sum(1 for text in texts if not text)
        rows.append(
            tuple(cells) if empty < len(cells) - 1 else tuple(c for c, text in zip(cells, texts, strict=True) if text)
        )
        filled += has_figure
        at += 1
    return (at - 1, tuple(rows)) if filled >= (2 if sure else 3) else None


def _is_group(lines: Sequence[Line], at: int, sign: str, width: int) -> bool:
    """A short line between two rows names a group of them."""
    text = lines[at].text
    short = 0 < len(text) <= 30 and not text.endswith(("。", "：", ":"))
    return short and at + 1 < len(lines) and len(_cells(lines[at + 1], sign)) == width


def _cells(line: Line, sign: str) -> list[Ranges]:
    """The fields of a line, quotes taken off, without the space around them."""
    row = next(fields(line.text, sign), [])
    return [tuple(_bare(line, start, end) for start, end in field) for field in row]


def _bare(line: Line, start: int, end: int) -> tuple[int, int]:
    part = line.text[start:end]
    lead = len(part) - len(part.lstrip()) if part.strip() else 0
    return line.start + start + lead, line.start + start + lead + len(part.strip())


def _texts(source: str, cells: Sequence[Ranges]) -> list[str]:
    return ["".join(source[start:end] for start, end in cell) for cell in cells]


def _fits(texts: Sequence[str], sign: str) -> bool:
    """Cells are short and hold no sentence; a comma in one stands in quotes."""
    filled = [text for text in texts if text]
    stops = _STOPS if sign in "，；;" else _STOPS + "；，"
    return bool(filled) and max(map(len, filled)) <= 40 and not any(mark in text for text in filled for mark in stops)


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(text) is not None and _YEAR.fullmatch(text) is None
