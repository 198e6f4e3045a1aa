"""Tables in plain text: rows of cells set apart by tabs, bars, commas or spaces, or one cell a line."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from validator.document import Unread
from validator.patterns import later
from validator.readers import gaps, outline
from validator.readers.cell_lines import CellLines, LostCells, cell_line_tables
from validator.readers.comma_tables import comma_table
from validator.readers.layout import FRAME, Line, key
from validator.readers.spaced_tables import spaced_table
from validator.records import record

Range = tuple[int, int]
Ranges = tuple[Range, ...]  # a cell: one stretch, or several where a line break tore it

_MAX_WIDTH = 100
_MAX_CELLS = 50_000  # a longer table goes on as another one, so that padding cannot explode
_FIGURE = later(r"[〔\[（(≤≥<>＜＞约超-]{0,3}\s?\d[\d,.，]*\s?[%％]?.{0,6}")
_YEAR = re.compile(r"(?:19|20)\d\d\s?年?.{0,6}")
_RULE = re.compile(r":?-{2,}:?|:-:?|-:")
_PLUSES = re.compile(r"\+(?:[-=]+\+)+")
_BARS = "|｜│┃║"
_SEPARATORS = "\t" + _BARS
_DASHES = frozenset({"-", "—", "——", "–", "/"})
_NATURES = frozenset({"预期性", "约束性", "指导性"})
_NATURE_HEADS = frozenset({"属性", "指标属性", "性质", "指标性质", "类型", "指标类型"})
_NAMED = 3  # heads or cells that tell where something is that was not read
_NO_HEADS: gaps.Said = (
    "像是每格占一行的表格，但看不出各列，未作为表格读取；请检查原来的 Word 或 Excel 文件",
    "it looks like a table with one cell a line, but its columns cannot be told; check the Word or Excel file instead",
)
_NO_ROWS: gaps.Said = (
    "像是上面表格的其余各行，但格数不齐，未作为表格读取；请检查原来的 Word 或 Excel 文件",
    "it looks like more rows of the table above, but cells are missing; check the Word or Excel file instead",
)
_HEAD_WORDS = ("指标", "序号", "名称", "单位", "属性", "项目")


@record
class TextTable:
    """A table found between `first` and `last` (line numbers, inclusive); a row of one cell spans all columns."""

    first: int
    last: int
    rows: tuple[tuple[Ranges, ...], ...]


def find_tables(source: str, lines: Sequence[Line], known: Sequence[TextTable] = ()) -> list[TextTable]:
    """All tables, in order, those `known` already among them; the lines between them are prose."""
    told = {table.first: table for table in known}
    found: list[TextTable] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if at in told:
            found.append(told[at])
            at = told[at].last + 1
            continue
        if line.text and (commas := comma_table(source, lines, at)):
            found.append(TextTable(at, *commas))
            at = commas[0] + 1
            continue
        if not line.text:
            at += 1
            continue
        if not (line.tabbed or _separator(line.text) or _is_frame(line)):
            spaced = spaced_table(source, lines, at)
            if spaced:
                found.append(TextTable(spaced.first, spaced.last, tuple(spaced.rows)))
            at = spaced.last + 1 if spaced else at + 1
            continue
        rows = _is_frame(line) or _fields(source, line)
        run = _Rows(source, lines, at) if rows else _Cells(source, lines, at) if line.tabbed else None
        table = run.table() if run else None
        if table:
            found.append(table)
        at = table.last + 1 if table else run.end if run else at + 1
    return found


def tables_of_cells(lines: Sequence[Line]) -> tuple[list[TextTable], list[Unread]]:
    """The tables of one cell a line without a tab: to be found before short lines that come back are taken for layout.

    With them what seems to be such a table, or more of one, and could not be read.
    """
    found = list(cell_line_tables(lines))
    tables = [TextTable(each.first, each.last, each.rows) for each in found if isinstance(each, CellLines)]
    return tables, [_unread(lines, each) for each in found if isinstance(each, LostCells)]


def _unread(lines: Sequence[Line], lost: LostCells) -> Unread:
    texts = [line.text for line in islice((line for line in lines[lost.first :] if line.text), _NAMED)]
    line = (f"第{lost.first + 1}行", f"line {lost.first + 1}")
    spot = ("、".join(texts) + "…", ", ".join(texts) + " …")
    return gaps.unread(gaps.within(line, spot), _NO_HEADS if lost.heads else _NO_ROWS)


def is_figure(text: str) -> bool:
    """True for a cell that holds a figure (or the dash in its place), not a year and not a name."""
    return text in _DASHES or (_FIGURE.fullmatch(text) is not None and _YEAR.fullmatch(text) is None)


def row_fields(source: str, start: int, end: int, separator: str) -> list[Range]:
    """The cells of a separated row, trimmed; the outer separators of a pipe row count for nothing."""
    if separator in _BARS:
        start += source[start:end].startswith(separator)
        end -= source[start:end].endswith(separator)
    fields: list[Range] = []
    at = start
    for part in source[start:end].split(separator):
        fields.append(_trimmed(source, at, at + len(part)))
        at += len(part) + 1
    return fields


def _trimmed(source: str, start: int, end: int) -> Range:
    part = source[start:end]
    bare = part.strip()
    first = start + len(part) - len(part.lstrip()) if bare else start
    return first, first + len(bare)


def _separator(text: str) -> str | None:
    """The sign that sets the cells of a row apart, or None where no such sign stands in it."""
    for sign in _SEPARATORS:
        if sign in text:
            return sign
    return None


def _fields(source: str, line: Line) -> list[Range] | None:
    """The cells of a row line, or None for a line that is no row."""
    separator = _separator(line.text)
    if separator is None or line.text.count(separator) >= _MAX_WIDTH:
        return None
    fields = row_fields(source, line.start, line.end, separator)
    filled = [source[start:end] for start, end in fields if end > start]
    if len(filled) < 2:
        return None
    first = filled[0]
    if len(fields) == 2 and outline.is_numbered_caption(first):  # 表1, a tab, and the title
        return None
    numbered = outline.lead(first + " ") if len(fields) == 2 else None
    return None if numbered and numbered.length >= len(first) and not first.isdecimal() else fields


def _is_frame(line: Line) -> bool:
    """A line of a drawn table between its rows: ├──┼──┤, +---+---+."""
    if len(line.text) <= 2:
        return False
    first = line.text[0]
    return (first in FRAME and FRAME.issuperset(line.text)) or (
        first == "+" and _PLUSES.fullmatch(line.text) is not None
    )


class _Rows:
    """A run of row lines, with group rows, blank lines and repeated headers between them."""

    def __init__(self, source: str, lines: Sequence[Line], first: int) -> None:
        self.source = source
        self.lines = lines
        self.first = first
        self.last = first
        self.rows: list[list[Range]] = []
        self.tabbed: list[int] = []
        self.width = 0
        self._collect()
        self.end = self.last + 1

    def _collect(self) -> None:
        at, gap = self.first, False
        while at < len(self.lines) and len(self.rows) * self.width < _MAX_CELLS:
            line = self.lines[at]
            if not line.text:
                gap = True
            elif _is_frame(line):
                self.last = at
            elif fields := _fields(self.source, line):
                if gap and self.rows and self._opens_another(fields):
                    return
                self._add(at, line, fields, gap)
                gap = False
            elif self.rows and self._is_group(at, gap):
                gap = False
                self._append(at, [(line.start, line.end)], 0)
            else:
                return
            at += 1

    def _add(self, at: int, line: Line, fields: list[Range], gap: bool) -> None:
        texts = self._texts(fields)
        is_rule = all(_RULE.fullmatch(text) for text in texts if text)
        if is_rule or (gap and self.rows and texts == self._texts(self.rows[0])):
            self.last = at
        else:
            self._append(at, fields, line.tabbed)

    def _append(self, at: int, fields: list[Range], tabbed: int) -> None:
        self.rows.append(fields)
        self.tabbed.append(tabbed)
        self.width = max(self.width, len(fields))
        self.last = at

    def _texts(self, fields: Sequence[Range]) -> list[str]:
        return [key(self.source[start:end]) for start, end in fields]

    def _opens_another(self, fields: list[Range]) -> bool:
        """After a gap: a row of headings, other than this table's own."""
        texts = self._texts(fields)
        if texts == self._texts(self.rows[0]) or any(is_figure(text) for text in texts):
            return False
        return any(word in text for text in texts for word in _HEAD_WORDS) and len(self.rows) > 1

    def _is_group(self, at: int, gap: bool) -> bool:
        """A short line between two rows names a group of them; behind a page break, figures must follow."""
        text = self.lines[at].text
        if len(text) > 30 or at + 1 == len(self.lines) or not outline.is_open_end(text) or outline.is_note(text):
            return False
        following = _fields(self.source, self.lines[at + 1])
        if following is None or outline.is_numbered_caption(text):
            return False
        return not gap or (
            len(following) == self.width
            and any(is_figure(cell) for cell in self._texts(following))
            and outline.lead(text) is None
            and not outline.is_caption(text)
        )

    def table(self) -> TextTable | None:
        full = [len(row) > 1 for row in self.rows]
        if sum(full) < 2:
            return None
        # A row that begins with more tabs than the others has empty first cells; the tabs of all are layout.
        layout = min(tabs for tabs, is_full in zip(self.tabbed, full, strict=True) if is_full)
        rows = []
        for row, tabs, is_full in zip(self.rows, self.tabbed, full, strict=True):
            empty = min(tabs - layout, self.width) if is_full else 0
            lead = [(row[0][0], row[0][0])] * empty
            rows.append(tuple((field,) for field in (*lead, *row)))
        return TextTable(self.first, self.last, tuple(rows))


class _Cells:
    """A run of lines that hold one cell each; a blank line ends a row."""

    def __init__(self, source: str, lines: Sequence[Line], first: int) -> None:
        self.source = source
        self.lines = lines
        self.first = first
        self.last = first
        self.groups: list[list[Ranges]] = []
        self._collect()
        self.end = self.last + 1

    def _collect(self) -> None:
        at, gap, count = self.first, True, 0
        while at < len(self.lines) and count < _MAX_CELLS:
            line = self.lines[at]
            if not line.text:
                gap = True
            elif line.tabbed and "\t" not in line.text:
                if gap:
                    self.groups.append([])
                self.groups[-1].append(((line.start, line.end),))
                self.last, gap, count = at, False, count + 1
            elif not gap and self._goes_on(at):
                self.groups[-1][-1] += ((line.start, line.end),)
                self.last = at
            else:
                return
            at += 1

    def _goes_on(self, at: int) -> bool:
        """The rest of a cell that a line break tore: short, and another cell follows."""
        text = self.lines[at].text
        if len(text) > 20 or "\t" in text or outline.is_note(text) or outline.is_numbered_caption(text):
            return False
        if at + 1 < len(self.lines) and self.lines[at + 1].tabbed:
            return True
        following = next((line for line in self.lines[at + 1 : at + 4] if line.text), None)
        return len(text) <= 8 and following is not None and following.tabbed > 0 and outline.lead(text) is None

    def table(self) -> TextTable | None:
        cells = [cell for group in self.groups for cell in group]
        width = self._width(cells)
        if width < 2 or self._is_prose(cells):
            return None
        rows = tuple(self._rows(width))
        if sum(len(row) > 1 for row in rows) < 2:
            return None
        return TextTable(self.first, self.last, rows)

    def _text(self, cell: Ranges) -> str:
        return key("".join(self.source[start:end] for start, end in cell))

    def _is_prose(self, cells: Sequence[Ranges]) -> bool:
        long = sum(1 for cell in cells if cell[0][1] - cell[0][0] > 60)
        return long * 3 > len(cells)

    def _width(self, cells: Sequence[Ranges]) -> int:
        """How many cells make a row: the header's count if any row has it, else the commonest, else by kind."""
        if len(self.groups) == 1:
            return self._width_by_kind(cells)
        widths = [len(group) for group in self.groups if len(group) > 1]
        if not widths:
            return 0
        counts = Counter(widths)
        return widths[0] if counts[widths[0]] > 1 else max(counts, key=lambda n: (counts[n], -n))

    def _width_by_kind(self, cells: Sequence[Ranges]) -> int:
        """Without blank lines: 属性 ends the header, or figures must fall under figures."""
        texts = [self._text(cell) for cell in cells]
        nature = next((at for at, text in enumerate(texts[:_MAX_WIDTH]) if text in _NATURE_HEADS), 0)
        if nature:
            return nature + 1
        figures = [is_figure(text) for text in texts]
        for width in range(2, min(12, len(texts) // 2) + 1):
            columns = [figures[width + column :: width] for column in range(width)]
            aligned = all(len(set(column)) == 1 for column in columns) and any(column[0] for column in columns)
            if aligned and len(texts) % width == 0:
                return width
        return 0

    def _rows(self, width: int) -> Iterator[tuple[Ranges, ...]]:
        torn: list[Ranges] = []
        for at, group in enumerate(self.groups):
            group = [*torn, *group]
            torn = []
            if at + 1 < len(self.groups) and self._is_torn(group, self.groups[at + 1], width):
                torn = group
            elif 1 < len(group) < width:
                yield tuple(group)
            else:
                yield from self._split(group, width)

    def _is_torn(self, group: list[Ranges], following: list[Ranges], width: int) -> bool:
        """True when a page break tore a row in two; a single cell is a group row unless a figure follows."""
        if len(group) + len(following) != width:
            return False
        return len(group) > 1 or is_figure(self._text(following[0]))

    def _split(self, group: list[Ranges], width: int) -> Iterator[tuple[Ranges, ...]]:
        """Rows of `width` cells; a cell too many at the start of a row is a group row."""
        at = 0
        while at < len(group):
            rest = len(group) - at
            if rest == 1 or (rest > width and self._is_group_row(group, at, width)):
                yield (group[at],)
                at += 1
            else:
                yield tuple(group[at : at + width])
                at += width

    def _is_group_row(self, group: list[Ranges], at: int, width: int) -> bool:
        """True when a row of `width` begins behind this cell rather than at it."""
        here, behind = self._text(group[at + width - 1]), self._text(group[at + width])
        if here in _NATURE_HEADS:
            return False
        if behind in _NATURES or here in _NATURES:
            return behind in _NATURES and here not in _NATURES
        return (len(group) - at) % width == 1 and not is_figure(here)
