"""Claims in tables: rows of an indicator table as series with levels and rates, each figure with its cell."""

import re
from collections.abc import Iterator
from dataclasses import replace

from validator.claims.claim import Claim, Known, Role, Site, Source, When
from validator.claims.columns import Column, ColumnRole, header_height, read_columns
from validator.claims.names import Name, bracket_notes, parse_name
from validator.claims.plan import Plan
from validator.document import Cell, Document, Paragraph, Table, Text
from validator.patterns import later
from validator.quantities.cells import CellReading, Reading, read_cell
from validator.quantities.times import find_times
from validator.quantities.units import known
from validator.records import record


@record
class Entry:
    """One cell of a figure column with what was read in it."""

    column: Column
    cell: Cell
    reading: CellReading


@record
class Series:
    """One indicator of a row: 153/45 gives two. `levels` and `rates` hold claims in column order.

    `total` is True for an indicator that adds up several years (五年累计, 〔n〕), whose base and
    target are no levels to grow between. `row` is the grid row, `part` the place within a composite
    cell, or None. `also` is what prose calls the row where the table says of what all its rows are: 教育支出 for 教育.
    `unit_cell` is what the row's cell in a column of units holds.
    """

    table: int
    row: int
    name: Name
    unit: str
    levels: tuple[Claim, ...]
    rates: tuple[Claim, ...]
    total: bool = False
    part: int | None = None
    also: Name | None = None
    unit_cell: Text | None = None

    def level(self, year: int | None) -> Claim | None:
        """The level of a year."""
        return next((c for c in self.levels if c.year == year), None) if year is not None else None


@record
class RowReading:
    """A row with all of its cells: what the rules of the table family look at.

    `group` is what the row stands under: the heading row above it, and for 其中 and 占比 the row they say more of.
    """

    index: int
    name_cell: Cell
    entries: tuple[Entry, ...]
    nature: Cell | None
    series: tuple[Series, ...]
    unit: str = ""
    group: str = ""


@record
class IndicatorTable:
    """A table of indicators: `columns`, `rows`, and the years its first and last levels stand for."""

    table: Table
    columns: tuple[Column, ...]
    rows: tuple[RowReading, ...]
    block: int
    height: int
    dated: bool = False  # a year stands in the caption, or in the sentence or the headings above
    printed: tuple[Column, ...] | None = None  # the columns as they are headed, where one is read as another year's

    @property
    def as_printed(self) -> "IndicatorTable":
        """The table with its columns as they are headed."""
        return self if self.printed is None else replace(self, columns=self.printed)

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the level columns, in column order."""
        return tuple(c.year for c in self.columns if c.role is ColumnRole.LEVEL and c.year is not None)

    @property
    def planned_years(self) -> tuple[int, ...]:
        """The years of columns of planned growth, in which some rows have levels."""
        return tuple(c.year for c in self.columns if c.plans_rates and c.year is not None)

    @property
    def by_place(self) -> bool:
        """True where the rows are territories or bodies (全市, 东坡区) and the indicators stand in the headers."""
        names = [row.name_cell.text.string.strip() for row in self.rows]
        return sum(1 for name in names if _PLACE.search(name)) * 2 > len(names)

    @property
    def series(self) -> tuple[Series, ...]:
        """All series of all rows."""
        return tuple(s for row in self.rows for s in row.series)


_DUE = re.compile(r"时限|期限|时间")
# A row that has no subject of its own, but says more of one above it: 其中：女生, 占比, 比上年增长, 人数.
_PART = re.compile(r"(?:#|其中)")
_ASPECT = re.compile(
    r"占|比重|比例|增长|增速|增幅|增减|下降|[比较]上年|同比|环比|(?:实际|名义|可比价)增|人数$|标准$|金额$"
)
_NUMBERED = re.compile(r"^(?:\d{1,2}[.、．]|[（(]\d{1,2}[)）])")
_PLACE = later(r"^(?:合计|总计|全[国省市县区州盟旗镇乡]|[^（(]{1,10}(?:[省市县区州盟旗镇乡村]|街道|街道办|办事处))$")
_CUMULATIVE = later(r"累计|^[三四五345]年(?!均|末|期)|五年合计|5年合计|期间新增|新增数|新增量|总计")
_STAR = later(r"[*＊][^*＊，,；;。\d]{0,12}((?:19|20)\d\d)年")  # 带*的为2019年数据, 加“*”者系…, 标*号的指标采用…


def indicator_tables(document: Document, plan: Plan) -> tuple[IndicatorTable, ...]:
    """The tables that state indicators: those with a column of names and a column of levels or targets."""
    found = []
    for block, table in enumerate(document.blocks):
        if not isinstance(table, Table) or len(table.grid) < 2:
            continue
        height = header_height(table)
        columns = read_columns(table, height, plan)
        roles = {c.role for c in columns}
        told = roles & {ColumnRole.LEVEL, ColumnRole.GROWTH} or any(c.in_percent for c in columns)
        if ColumnRole.NAME in roles and told:
            rows = tuple(_rows(table, height, columns, plan, block))
            if rows:
                found.append(IndicatorTable(table, columns, rows, block, height, _dated(document, block, table)))
    return tuple(found)


def aimed_at(table: IndicatorTable, column: Column, plan: Plan) -> IndicatorTable:
    """The table with a column read as that of the plan's target, whatever year its header has."""
    columns = read_columns(table.table, table.height, plan, column.index)
    rows = tuple(_rows(table.table, table.height, columns, plan, table.block))
    return replace(table, columns=columns, rows=rows, printed=table.columns)


def _dated(document: Document, block: int, table: Table) -> bool:
    """True where what names or announces a table gives a year (its caption, the headings, the sentence before), or
    each row has a date of its own (完成时限)."""
    before = []
    for above in reversed(document.blocks[max(0, block - 3) : block]):
        if not isinstance(above, Paragraph):
            break
        sentence = re.split(r"[。！？]", above.text.string.rstrip("。！？ "))[-1]
        before.append(sentence)
        if len(above.text.string) > 40:
            break  # a paragraph of its own: what stands above it announces no table
    said = (
        [cell.text.string for cell in table.grid[-1]]
        if _DUE.search("".join(c.text.string for c in table.grid[0]))
        else []
    )
    said += [*before, *table.section, table.caption.string if table.caption else ""]
    return any(time.first for text in said for time in find_times(text))


def table_claims(tables: tuple[IndicatorTable, ...]) -> Iterator[Claim]:
    """The claims of all series, row by row."""
    for table in tables:
        for series in table.series:
            yield from series.levels
            yield from series.rates


def _rows(table: Table, height: int, columns: tuple[Column, ...], plan: Plan, block: int) -> Iterator[RowReading]:
    by_role = {role: [c for c in columns if c.role is role] for role in ColumnRole}
    name_column = by_role[ColumnRole.NAME][0]
    unit_column = next(iter(by_role[ColumnRole.UNIT]), None)
    nature_column = next(iter(by_role[ColumnRole.NATURE]), None)
    figures = by_role[ColumnRole.LEVEL] + by_role[ColumnRole.GROWTH] + by_role[ColumnRole.TOTAL]
    star = next((int(m[1]) for note in table.notes if (m := _STAR.search(note.string))), None)
    frame = _Frame(table.number, block, plan.region, star, _is_of_spending(table, name_column))
    shared = _unit_of_caption(table)
    heading = whole = part = ""
    for index, row in enumerate(table.grid[height:], start=height):
        name = row[name_column.index]
        if not name.text.string.strip() or not {c.text.string for c in row} - {name.text.string, ""}:
            heading = name.text.string
            continue
        bare = _bare(name.text.string)
        if _ASPECT.match(bare):
            group = f"{heading}/{whole}/{part}"
        elif _PART.match(bare):
            group, part = f"{heading}/{whole}", name.text.string
        else:
            group, whole, part = heading, name.text.string, ""
        unit_cell = row[unit_column.index].text if unit_column else None
        unit = _understood((unit_cell.string if unit_cell else "").strip("-— ")) or _unit_in_name(name.text.string)
        if not unit and shared and not _OTHER_UNIT.search(name.text.string):
            unit = shared
        held = [_for_row(column, unit, row[column.index]) for column in figures]
        entries = tuple([Entry(c, row[c.index], read_cell(row[c.index].text, _unit_for(c, unit))) for c in held])
        nature = row[nature_column.index] if nature_column else None
        series = tuple(replace(s, unit_cell=unit_cell) for s in _series(frame, index, name.text.string, entries, unit))
        yield RowReading(index, name, entries, nature, series, unit, group)


def _bare(name: str) -> str:
    """A row's name without its number and without spaces."""
    return _NUMBERED.sub("", "".join(name.split()))


def _for_row(column: Column, unit: str, cell: Cell) -> Column:
    """In a row of rates (城镇化率, %) a column of planned growth holds what the rate shall be, or 〔0.8〕, by how much it
    shall rise."""
    if not column.plans_rates or unit not in ("%", "％") or cell.text.string.strip()[:1] in _BRACKETS:
        return column
    return replace(column, role=ColumnRole.LEVEL)


_BRACKETS = ("〔", "[")


def _unit_for(column: Column, unit: str) -> str:
    return "%" if column.in_percent else unit or column.unit


_CAPTION_UNIT = later(r"单位[：:]([^、，,；;/（）()]{1,6})[）)]?$")
_OTHER_UNIT = later(
    r"率|比重|比例|占比|[占增]|指数|[%％]|倍|人数|户数|人均|[（(/／]"
)  # a row that 单位：万元 need not hold for


def _unit_of_caption(table: Table) -> str:
    """单位：万元 above a table that has no column of units holds for all rows that are not rates or counts."""
    caption = "".join(table.caption.string.split()) if table.caption and "单位" in table.caption.string else ""
    found = _CAPTION_UNIT.search(caption) if caption else None
    return found[1] if found and known(found[1]) else ""


def _unit_in_name(name: str) -> str:
    """高新技术企业数（家） gives 家."""
    for note in reversed(bracket_notes(bracketed_unit(name))[1]):
        if known(_understood("".join(note.split()))):
            return _understood("".join(note.split()))
    return ""


_UNKNOWN = re.compile(r"(?P<many>[万亿])[\u4e00-\u9fff]{1,2}")


def _understood(unit: str) -> str:
    """万路: of a unit that is not known, how many of them are meant."""
    unknown = _UNKNOWN.fullmatch(unit)
    return unknown["many"] if unknown and not known(unit) else unit


# What may stand between a name and its unit; without one, what ends a name is no unit.
_UNIT_MARK = re.compile(r"(?<=[\u4e00-\u9fff）)])\s*(?:[/／，,]\s*|(?=[%％‰]$))")


def bracketed_unit(name: str) -> str:
    """水土保持率/%, as standards have it, 水土保持率% and 里程/公里 with the unit in brackets, as it is read."""
    bare = name.strip()
    for mark in _UNIT_MARK.finditer(bare):
        unit = bare[mark.end() :]
        if unit and known(unit):
            return f"{bare[: mark.start()]}（{unit}）"
    return name


@record
class _Frame:
    """What all rows of a table share: `star` is the year that a note gives to the figures with a star."""

    table: int
    block: int
    region: str
    star: int | None
    spending: bool = False


_SPENDING = later(r"支出[^，。；收]{0,8}(?:表|情况|安排)?(?:[（(].*[)）])?$")


def _is_of_spending(table: Table, names: Column) -> bool:
    """True where caption or header says that all rows are 支出: 2026年一般公共预算支出安排表."""
    caption = re.split(r"单位[：:]", "".join(table.caption.string.split()))[0] if table.caption else ""
    told = [caption, names.header]
    return any("支出" in words and "收" not in words and _SPENDING.search(words) for words in told)


_LEVELS, _RATES = (Role.LEVEL, Role.TOTAL), (Role.ANNUAL_GROWTH, Role.GROWTH)


def _series(frame: _Frame, row: int, printed: str, entries: tuple[Entry, ...], unit: str) -> Iterator[Series]:
    parts = max([1, *(len(entry.reading.quantities) for entry in entries)])  # of a composite cell: 153/45
    names = split_composite(printed, parts) if parts > 1 else [printed]
    total = bool(_CUMULATIVE.search(printed)) or any(
        q.bracket for e in entries if e.column.role is ColumnRole.LEVEL for q in e.reading.quantities
    )
    for part, name_text in enumerate(names):
        name = parse_name(bracketed_unit(name_text), frame.region)
        if name.printed != name_text.strip():
            name = replace(name, printed=name_text.strip())
        claims = [
            _claim(entry, name, part, Site(frame.block, row, order * 8 + part), frame.star)
            for order, entry in enumerate(entries)
            if len(entry.reading.quantities) in (1, parts)
        ]
        yield Series(
            frame.table,
            row,
            name,
            unit,
            tuple([c for c in claims if c.role in _LEVELS]),
            tuple([c for c in claims if c.role in _RATES]),
            total,
            part if parts > 1 else None,
            _spent(name_text, frame),
        )


def _spent(name: str, frame: _Frame) -> Name | None:
    if not frame.spending or "支出" in name or _ALL_ROWS.search(name):
        return None
    return parse_name(name.strip() + "支出", frame.region)


_ALL_ROWS = later(r"合\s*计|总\s*计|小\s*计|其\s*他|其中")


_OF_RATES = ("%", "‰", "百分点", "个百分点")  # ≥4.2万人 in a column of planned growth is a level


def _claim(entry: Entry, name: Name, part: int, site: Site, star: int | None) -> Claim:
    """The claim of one cell for one series of its row; a single rate beside 153/45 belongs to both."""
    quantities = entry.reading.quantities
    quantity = quantities[part if len(quantities) > 1 else 0]
    column = entry.column
    cell = entry.cell.text if len(quantities) > 1 else None
    if entry.reading.reading is Reading.GROWTH:
        when = When(None, None, Known.UNKNOWN)
        return Claim(
            quantity, Role.ANNUAL_GROWTH, Source.TABLE, site, name, when, cue=entry.cell.text.string, cell=cell
        )
    if column.role is ColumnRole.LEVEL or (column.plans_rates and quantity.unit not in _OF_RATES):
        year = star if quantity.mark in ("*", "＊") and star else column.year
        known_by = Known.SAID if column.year and not column.part else Known.IMPLIED
        role = Role.TOTAL if quantity.bracket else Role.LEVEL
        return Claim(quantity, role, Source.TABLE, site, name, When(year, None, known_by), cue=column.header, cell=cell)
    role = Role.ANNUAL_GROWTH if column.role is ColumnRole.GROWTH else Role.GROWTH
    if quantity.bracket or quantity.unit not in ("%", "‰"):
        role = Role.DIFFERENCE  # 〔6〕, 1.2个百分点: a change over the period, or in points
    when = When(None, column.period, Known.SAID if column.period or role is Role.ANNUAL_GROWTH else Known.UNKNOWN)
    return Claim(quantity, role, Source.TABLE, site, name, when, cue=column.header, cell=cell)


def split_composite(printed: str, parts: int) -> list[str]:
    """专利/发明专利授权量 as 专利授权量 and 发明专利授权量; 森林/草原火灾受害率 likewise."""
    stem, _ = bracket_notes(printed)
    pieces = [p.strip() for p in re.split(r"[/／、]", stem)]
    if len(pieces) != parts:
        return [f"{stem}（第{i + 1}项）" for i in range(parts)]
    last = pieces[-1]
    full = []
    for piece in pieces[:-1]:
        at = last.rfind(piece)
        shared = last[at + len(piece) :] if at >= 0 else last[len(piece) :]
        full.append(piece if piece.endswith(shared[-2:]) and shared else piece + shared)
    return [*full, last]
