"""Tables in plain text whose cells are set apart by spaces alone, as text taken out of a PDF has them.

A header tells such a table from prose: a line of several short words, one of them 指标, 单位 or the like. Each row
below has as many cells; where it has more pieces, the name is the cell that holds spaces of its own. A line of
another shape is kept as one cell over the whole row, so that no figure comes to stand under a wrong header.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from validator.patterns import later
from validator.readers import outline
from validator.readers.layout import Line

Range = tuple[int, int]
Ranges = tuple[Range, ...]

_SENTENCE = later(r"[。；！？]|，.*，")
_WIDE_GAP = re.compile(r"[ \u00a0\u3000]{2,}|\u3000")
_GAP = re.compile(r"[ \u00a0\u3000]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_YEAR = re.compile(r"年(?!均)")
_GROUP_HEADS = re.compile(r"类\s*[别型]|分类|领\s*域|维度|一级指标|指标类[别型]|方面|板块")
_HEADS = re.compile(r"指标|序号|单位|属性|名称|项目|基期|目标|增速|增长|(?:19|20)\d\d\s?年")
_NAME_HEADS = re.compile(r"指标(?!属性|性质|类型|值)|名称|项目")
_FIGURE = later(r"[〔\[（(≤≥<>＜＞约超≈±-]{0,3}\d[\d,.，]*[%％]?.{0,8}|[-—–－/]{1,2}")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})*")
_SPREAD = frozenset(
    [
        "指标",
        "序号",
        "单位",
        "属性",
        "性质",
        "名称",
        "项目",
        "类别",
        "类型",
        "领域",
        "备注",
        "目标",
        "基期",
        "合计",
        "总计",
        "小计",
        "其他",
        "其它",
    ]
)
_MAX_CELLS = 30
_LONG_NAME = 14  # a longer line of one piece above a row is the beginning of that row's name


@dataclass(slots=True)
class SpacedTable:
    """A table between the lines `first` and `last`; a row of one cell spans all columns."""

    source: str
    lines: Sequence[Line]
    header: list[Range]
    name: int  # the column whose cells may hold spaces
    first: int
    last: int
    rows: list[tuple[Ranges, ...]]


def spaced_table(source: str, lines: Sequence[Line], at: int) -> SpacedTable | None:
    """The table whose header is line `at`, or None; two rows with figures must stand below."""
    header = _header(source, lines[at])
    if header is None:
        return None
    heads = [source[start:end] for start, end in header]
    name = next((number for number, text in enumerate(heads) if _NAME_HEADS.search(text)), None)
    if name is None and _has_names(lines, at, len(header)):
        header = [(lines[at].start, lines[at].start), *header]
    name = name or 0
    table = SpacedTable(source, lines, header, name, at, at, [tuple((cell,) for cell in header)])
    _collect(table)
    return table if sum(1 for row in table.rows[1:] if len(row) > 1) >= 2 else None


def _header(source: str, line: Line) -> list[Range] | None:
    text = line.text
    if len(text) > 120 or not (" " in text or "\u3000" in text or "\u00a0" in text) or not _HEADS.search(text):
        return None
    if _SENTENCE.search(text) or "：" in text:
        return None
    wide = _joined(source, _split(line, _WIDE_GAP))
    cells = wide if len(wide) >= 3 else _joined(source, _split(line, _GAP))
    named = [source[start:end] for start, end in cells]
    heads = sum(1 for text in named if _HEADS.search(text) and len(text) <= 20)
    plain = not any(_FIGURE.fullmatch(text) and not _YEAR.match(text) for text in named)
    return cells if 3 <= len(cells) <= _MAX_CELLS and heads >= 2 and plain else None


def _has_names(lines: Sequence[Line], at: int, width: int) -> bool:
    """True where the rows below have a column of names that no head stands above."""
    below = next((line for line in lines[at + 1 : at + 3] if line.text), None)
    return below is not None and len(_split(below, _WIDE_GAP)) == width + 1


def _split(line: Line, gap: re.Pattern[str]) -> list[Range]:
    """The stretches of a line between gaps."""
    cells, at = [], 0
    for found in gap.finditer(line.text):
        cells.append((line.start + at, line.start + found.start()))
        at = found.end()
    return [*cells, (line.start + at, line.end)]


def _joined(source: str, cells: list[Range]) -> list[Range]:
    """2020 年 is one cell, not two, and so is 指  标, whose letters are set apart to fill it."""
    joined: list[Range] = []
    for start, end in cells:
        text, before = source[start:end], source[slice(*joined[-1])] if joined else ""
        if joined and ((_OF_YEAR.match(text) and _YEAR.fullmatch(before)) or before + text in _SPREAD):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _collect(table: SpacedTable) -> None:
    """Add the rows below the header, up to the first line that neither is one nor stands between two."""
    at = table.first + 1
    while at < len(table.lines):
        line = table.lines[at]
        following = next((n for n in range(at + 1, min(at + 4, len(table.lines))) if table.lines[n].text), None)
        if not line.text:
            at += 1
            continue
        row, last = _row(table, line), at
        if row is None and following is not None and not _ends(line):
            row, last = _two_lines(table, line, table.lines[following]), following
            if row is None and _row(table, table.lines[following]) is not None:
                row, last = (((line.start, line.end),),), at
        if row is None:
            return
        table.rows.append(row)
        table.last, at = last, last + 1


def _ends(line: Line) -> bool:
    return outline.is_note(line.text) or outline.is_numbered_caption(line.text) or bool(_SENTENCE.search(line.text))


def _two_lines(table: SpacedTable, line: Line, following: Line) -> tuple[Ranges, ...] | None:
    """A row whose name a line break tore: with an open bracket, or too long to be a group's, or short of cells."""
    if _ends(following):
        return None
    head, rest = _split(line, _GAP), _split(following, _GAP)
    alone = _fitted(table, rest)
    is_open = line.text.count("（") > line.text.count("）") or line.text.count("(") > line.text.count(")")
    if alone is not None and not is_open and (len(head) > 1 or len(line.text) < _LONG_NAME):
        return None
    cells = _fitted(table, [*head[:-1], *rest])
    if cells is None or len(head) - 1 > table.name:
        return None
    row: list[Ranges] = [(cell,) for cell in cells]
    row[len(head) - 1] = (head[-1], *row[len(head) - 1])
    return tuple(row) if _has_figure(table, cells) else None


def _row(table: SpacedTable, line: Line) -> tuple[Ranges, ...] | None:
    """The cells of a row: as many as the header has, at least one of them a figure."""
    if len(line.text) > 200 or _SENTENCE.search(line.text) or line.tabbed or "\t" in line.text or "|" in line.text:
        return None
    wide = _joined(table.source, _split(line, _WIDE_GAP))
    cells = wide if len(wide) == len(table.header) else _without_group(table, wide)
    cells = cells or _fitted(table, _joined(table.source, _split(line, _GAP)))
    return tuple((cell,) for cell in cells) if cells is not None and _has_figure(table, cells) else None


def _without_group(table: SpacedTable, cells: list[Range]) -> list[Range] | None:
    """The cells of a row whose group is named in a row above: empty where its column is."""
    heads = (table.source[start:end] for start, end in table.header)
    at = next((number for number, text in enumerate(heads) if _GROUP_HEADS.fullmatch(text)), None)
    if at is None or len(cells) != len(table.header) - 1:
        return None
    start = cells[at][0]
    return [*cells[:at], (start, start), *cells[at:]]


def _has_figure(table: SpacedTable, cells: list[Range]) -> bool:
    texts = [table.source[start:end] for number, (start, end) in enumerate(cells) if number > table.name]
    return any(_FIGURE.fullmatch(text) for text in texts)


def _fitted(table: SpacedTable, pieces: list[Range]) -> list[Range] | None:
    """Pieces put together until they are as many as the header's cells: grouped digits first, then the name."""
    width = len(table.header)
    while len(pieces) > width and (at := _grouping(table.source, pieces)) is not None:
        pieces[at : at + 2] = [(pieces[at][0], pieces[at + 1][1])]
    surplus = len(pieces) - width
    if surplus < 0:
        return None
    name = table.name
    return [*pieces[:name], (pieces[name][0], pieces[name + surplus][1]), *pieces[name + surplus + 1 :]]


def _grouping(source: str, pieces: list[Range]) -> int | None:
    """Where `1 350` was split."""
    texts = [source[start:end] for start, end in pieces]
    for at in range(len(texts) - 1):
        if _GROUPED.fullmatch(texts[at]) and re.fullmatch(r"\d{3}(?:\.\d+)?", texts[at + 1]):
            return at
    return None
