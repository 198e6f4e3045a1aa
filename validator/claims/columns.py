"""Columns: what each column of an indicator table holds, told from its header and its cells, not its position."""

import re
from dataclasses import replace
from enum import StrEnum

from validator.claims.names import bracket_notes
from validator.claims.plan import Plan
from validator.document import Cell, Table
from validator.patterns import later
from validator.quantities.cells import Reading, read_cell
from validator.quantities.times import TimeKind, find_times
from validator.quantities.units import known
from validator.records import record


class ColumnRole(StrEnum):
    """What a column holds."""

    NUMBER = "number"  # 序号
    NAME = "name"  # 指标名称
    UNIT = "unit"  # 单位
    LEVEL = "level"  # values at the end of a year
    GROWTH = "growth"  # annual growth
    TOTAL = "total"  # a sum or change over the whole period
    NATURE = "nature"  # 属性
    BODY = "body"  # 责任单位
    OTHER = "other"


@record
class Column:
    """A column: `index` from 0, its joined header, the year of its levels or the years its rates run over.

    `part` is `base` or `target` where the header says 现状 or 目标 without a year.
    """

    index: int
    role: ColumnRole
    header: str
    year: int | None = None
    period: tuple[int, int] | None = None
    part: str = ""

    @property
    def in_percent(self) -> bool:
        """True for a column of rates, whatever the unit of its rows: 年均增长, 2025年增长（%）, 增速."""
        return self.role is ColumnRole.GROWTH or (
            self.role is ColumnRole.TOTAL
            and (self.plans_rates or _GROWTH.search(self.header) is not None)
            and bool(_PERCENT.search(self.header))
        )

    @property
    def plans_rates(self) -> bool:
        """True for 2026年计划（%） beside columns of levels: the growth that is planned for that year."""
        return self.role is ColumnRole.TOTAL and self.year is not None

    @property
    def unit(self) -> str:
        """The unit in the header of a column of levels: 床位数（张）2025年 gives 张."""
        notes = bracket_notes(self.header)[1] if self.role is ColumnRole.LEVEL and "（" in self.header else ()
        return next((note for note in reversed(notes) if known(note)), "")

    @property
    def planned(self) -> bool:
        """True for a column of targets or plans (2020年目标), beside which the same year may have another of results."""
        return bool(_PLANNED.search(self.header))

    @property
    def reached(self) -> bool:
        """True for a column of results (2020年实际)."""
        return bool(_REACHED.search(self.header))


_FIGURES = (Reading.FIGURE, Reading.COMPOSITE, Reading.GROWTH)
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEAR_HEADER = later(r"(?<!\d)((?:19|20)\d\d)(?=年(?!\d{1,2}月)|$|[（(目实预规现])")
# “十三五”规划目标 over 2020年: the year below the period is the column's.
_OWN_YEAR = later(r"(?<![-—–~～至到\d])(?:19|20)\d\d年?$")
# 2020年目标 and 2020年实际 are two different things of one year.
_PLANNED = re.compile(r"计划|目标|规划|预算|预期|任务")
_REACHED = re.compile(r"实际|实绩|实现|完成|执行|现状|现值")
_NUMBER = re.compile(r"序号|编号|No\.?|#")
_UNIT = re.compile(r"(?:计量|指标)?单位(?:[（(].*[)）])?")
_NATURE = re.compile(r"属性|指标性质|指标类型|指标类别|^性质$|^类型$")
_BODY = re.compile(r"责任|牵头|部门|主管|负责")
_GROWTH = re.compile(r"年均|年平均|增速|增长|增幅")
_YEARLY = re.compile(r"年均|年平均|平均增")
_PERCENT = re.compile(r"[%％]|增速|增幅|增长率")
_IN_PERCENT = re.compile(r"[（(][%％][）)]$")
_SINCE_LAST = re.compile(r"[比较]上年|[比较]去年|同比")  # of the last year, and of nothing else
_STEP_UNIT = later(r"百分点|[（(](?![%％])[^（()）年%％]{1,5}[)）]$")
_TOTAL = re.compile(r"累计|合计|总量变化|降幅")
_NAME = later(r"指标|项目|名称|目标内容|内容|类别及")
_INDICATOR = re.compile(r"(?:主要|具体)?指标(?:名称)?")
_AIM = re.compile(r"目标值|规划目标|预期目标|20\d\d")
_WORD = re.compile(r"[\u4e00-\u9fff]{2}")
_BASE = later(r"现状|基期|基础值|基年|基准|实际|完成(?:情况|值|数)|当前")
_TARGET = re.compile(r"目标|预期|规划值|期末|计划")


def header_height(table: Table) -> int:
    """How many rows at the top name the columns: those before the first row with a figure of its own."""
    for index, row in enumerate(table.grid[1:4], 1):
        cells = {id(cell): cell for cell in row}.values()
        if len(cells) == 1 or any(map(_has_figure, cells)):
            return index
    return 1


def _has_figure(cell: Cell) -> bool:
    """True for a cell with a figure that is no year."""
    return not _YEAR.fullmatch(cell.text.string.strip("年 ")) and read_cell(cell.text).reading in _FIGURES


def read_columns(table: Table, height: int, plan: Plan, aimed: int = -1) -> tuple[Column, ...]:
    """The role of each column; `aimed` is one that is taken for the plan's target, whatever year its header has."""
    width = len(table.grid[0]) if table.grid else 0
    columns = []
    for index in range(width):
        header = "".join(dict.fromkeys(table.grid[r][index].text.string for r in range(height)))
        columns.append(_column(index, "".join(header.split()), table, height))
    columns = _planned_rates(_name_by_cells(_words_first(columns, table, height), table, height))
    columns = [replace(c, year=None, part="target") if c.index == aimed else c for c in columns]
    return tuple(_with_periods(columns, plan))


def _column(index: int, header: str, table: Table, height: int) -> Column:
    if _NUMBER.fullmatch(header):
        return Column(index, ColumnRole.NUMBER, header)
    if _NATURE.search(header):
        return Column(index, ColumnRole.NATURE, header)
    if _BODY.search(header):
        return Column(index, ColumnRole.BODY, header)
    if _UNIT.fullmatch(header):
        return Column(index, ColumnRole.UNIT, header)
    times = find_times(header)
    years = sorted({int(y) for y in _YEAR_HEADER.findall(header)})
    years = years or [
        t.first for t in times if t.kind is TimeKind.YEAR and "五" in header[t.start : t.end]
    ]  # “十四五”末
    if _GROWTH.search(header) and _STEP_UNIT.search(header):
        return Column(index, ColumnRole.OTHER, header)  # yearly steps, not rates
    if _GROWTH.search(header) and not header.endswith("增长目标"):
        span = next(((t.first, t.last) for t in times if t.kind is TimeKind.PERIOD), None)
        role = ColumnRole.GROWTH if _YEARLY.search(header) else ColumnRole.TOTAL
        over = (span[0] - 1, span[1]) if span else None
        if role is ColumnRole.TOTAL and years:  # 2025年增长（%）; 2025年比2020年增长
            over = (years[0], years[-1]) if len(years) > 1 else over or (years[0] - 1, years[0])
        return Column(index, role, header, period=over)
    if _TOTAL.search(header):
        return Column(index, ColumnRole.TOTAL, header)
    if not years and any(t.kind is TimeKind.PERIOD for t in times):
        return Column(index, ColumnRole.TOTAL, header, period=next((t.first, t.last) for t in times))
    if len(years) == 1 and (_OWN_YEAR.search(header) or not any(t.kind is TimeKind.PERIOD for t in times)):
        return Column(index, ColumnRole.LEVEL, header, years[0])
    if _BASE.search(header) and not years:
        return Column(index, ColumnRole.LEVEL, header, part="base")
    if _NAME.search(header) and not _AIM.search(header):
        return Column(index, ColumnRole.NAME, header)
    if _TARGET.search(header):
        return Column(index, ColumnRole.LEVEL, header, part="target")
    return Column(index, ColumnRole.OTHER, header)


def _words_first(columns: list[Column], table: Table, height: int) -> list[Column]:
    """目标 over words, in front of all figures and with no 指标 anywhere, heads what is aimed at, not how much of it."""
    if any(column.role is ColumnRole.NAME for column in columns):
        return columns
    first = next((c for c in columns if c.role is not ColumnRole.NUMBER), None)
    dated = any(c.role is ColumnRole.LEVEL and c.year is not None for c in columns)
    if first is None or not first.part or not dated or not _is_words(table, height, first.index):
        return columns
    return [replace(c, role=ColumnRole.OTHER, part="") if c is first else c for c in columns]


def _name_by_cells(columns: list[Column], table: Table, height: int) -> list[Column]:
    """Where no header says 指标, the first column of words is the name; of several, the last before the figures."""
    named = [c.index for c in columns if c.role is ColumnRole.NAME]
    first_level = next((c.index for c in columns if c.role in (ColumnRole.LEVEL, ColumnRole.UNIT)), len(columns))
    words = [
        c.index
        for c in columns
        if c.index < first_level and c.role in (ColumnRole.NAME, ColumnRole.OTHER) and _is_words(table, height, c.index)
    ]
    if named and named[-1] + 1 < first_level and not columns[named[-1] + 1].header and named[-1] + 1 in words:
        named.append(named[-1] + 1)  # 指标 stands over two columns: the group and the indicator
    said = [index for index in named if _INDICATOR.fullmatch(columns[index].header)]
    if said and said[-1] > first_level:
        named, first_level = said, len(columns)  # 指标 behind its figures
    keep = named[-1] if named and named[-1] < first_level else (words[-1] if words else (named[0] if named else None))
    if keep is None:
        return columns
    return [
        Column(c.index, ColumnRole.NAME, c.header)
        if c.index == keep
        else Column(c.index, ColumnRole.OTHER, c.header)
        if c.role is ColumnRole.NAME
        else c
        for c in columns
    ]


def _planned_rates(columns: list[Column]) -> list[Column]:
    """2026年计划（%） holds planned growth where the levels of other years stand in columns that are not in percent.

    Where all columns are in percent (2025年（%）, 2026年计划（%）) they are levels of rates.
    """
    levels = [column for column in columns if column.role is ColumnRole.LEVEL]
    rates = [c for c in levels if c.year and c.planned and not c.reached and _IN_PERCENT.search(c.header)]
    if not rates or all(_IN_PERCENT.search(column.header) for column in levels):
        return columns
    return [
        Column(c.index, ColumnRole.TOTAL, c.header, c.year, (c.year - 1, c.year)) if c in rates and c.year else c
        for c in columns
    ]


def _is_words(table: Table, height: int, index: int) -> bool:
    body = [row[index].text.string for row in table.grid[height:]]
    return sum(1 for s in body if _WORD.search(s)) * 2 >= len(body) > 0


def _with_periods(columns: list[Column], plan: Plan) -> list[Column]:
    """现状 and 目标 get the plan's years; a growth column without years runs over the last two levels."""
    levels = []
    done = []
    for column in columns:
        if column.role is ColumnRole.LEVEL and column.part:
            year = plan.base_year if column.part == "base" else plan.target_year
            column = Column(column.index, column.role, column.header, year, None, column.part)
        if column.role is ColumnRole.LEVEL and column.year is not None:
            levels.append(column.year)
        done.append(column)
    done = [replace(c, period=_between(c.period, levels)) if c.role is ColumnRole.GROWTH else c for c in done]
    ends = _ends(sorted(set(levels)), plan)
    last = (max(levels) - 1, max(levels)) if levels else None
    return [
        Column(c.index, c.role, c.header, c.year, last if _SINCE_LAST.search(c.header) else ends, c.part)
        if c.role in (ColumnRole.GROWTH, ColumnRole.TOTAL) and c.period is None
        else c
        for c in done
    ]


def _between(period: tuple[int, int] | None, levels: list[int]) -> tuple[int, int] | None:
    """What a header's 2025—2030年年均增长 runs over: from 2025 where the table has that year, and none before it."""
    if period is None or period[0] in levels or period[0] + 1 not in levels or period[1] not in levels:
        return period
    return period[0] + 1, period[1]


def _ends(levels: list[int], plan: Plan) -> tuple[int, int] | None:
    """The base and target year of a table: the plan's, where columns have them, else its last two years."""
    if plan.base_year in levels and plan.target_year in levels and plan.base_year and plan.target_year:
        return plan.base_year, plan.target_year
    if len(levels) < 2:
        return None
    if len(levels) > 3:  # yearly columns: from the first to the last
        return levels[0], levels[-1]
    if len(levels) == 3 and any(year % 5 for year in levels):  # 2020, 2023, 2025: from the first or the second?
        return None
    return levels[-2], levels[-1]
