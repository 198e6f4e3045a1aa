"""Totals in tables: which cells a row of 合计 adds up, and the shares of a column in such a total.

A table does not say which of its columns can be added, nor whether its rows leave something out. So a column is
judged only where the table itself shows how it adds up: its other columns do with the same rows, or the figures miss
by no more than one slip of the keyboard.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from validator.claims.columns import header_height
from validator.claims.names import bracket_notes
from validator.document import Cell, Table
from validator.patterns import later
from validator.quantities.cells import Reading, read_cell
from validator.quantities.interval import HUNDRED, Interval, allows, ratio_interval, sum_interval, sum_slipped
from validator.quantities.quantity import Bound, Quantity
from validator.quantities.units import known
from validator.records import record


@record
class Sum:
    """A total of a table with the cells that make it up: `label` is its row's name, `header` its column's.

    `sure` where the row is called 合计 or 总计, not 全市, and other columns add up. `slip` where one digit makes the
    difference; `across` where the cells stand in the row of `label`, beside the column of the total.
    """

    label: str
    header: str
    whole: Quantity
    parts: tuple[Quantity, ...]
    holds: bool
    slip: bool
    sure: bool = False
    across: bool = False


@record
class CellShare:
    """A share in a table's column of shares, with the part and the whole that it is of."""

    label: str
    share: Quantity
    part: Quantity
    whole: Quantity
    holds: bool


@record
class Row:
    """A row with its name; without cells where nothing else stands in it."""

    label: str
    cells: tuple[Cell, ...]


_TOTAL = later(r"(?:合|总|共)计(?:数)?|.{0,6}(?:合计|总计)|总数")
_SUBTOTAL = re.compile(r".{0,8}小计")
_TERRITORY = later(r"全(?:国|省|市|县|区|州|盟|旗|镇|乡)(?:合计|总计|总数)?")
_PLACE = later(r".{0,9}(?:省|市|县|区|州|盟|旗|镇|乡|街道|市本级|直属|新城|管委会)")
_PART = re.compile(r"[#＃]|其中|其它?中")
_CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}、")
# What does not add up: averages, rates, changes, ranks, dates.
INTENSIVE = later(
    r"[%％‰]|率|占|比重|比例|比值|构成|均|增[长速幅减]|同比|环比|较|比上年|下降|指数|强度|密度|浓度|单价|价格|单产|水平|程度|得分"
    r"|评分|分值|权重|排[名位]|位次|名次|序号|编号|代码|日期|时间|时限|年份|期限|(?<!高)标准(?!化|厂房|机架)|备注|温度|倍|系数|最[高低大小]|人口密|每"
)
_SHARE = re.compile(r"占比|比重|构成|^占|所占|(?:占.{0,10})(?:[（(][%％][）)]|比例|百分比)")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NEAR = 4  # a total that is off by more than a quarter of itself was no sum


def sums(tables: Iterable[Table]) -> Iterator[Sum]:
    """The totals of all tables whose structure is sure."""
    for table in tables:
        yield from _sums(table)


def shares_of_totals(tables: Iterable[Table]) -> Iterator[CellShare]:
    """The shares in columns of shares, where a total row says of what and most rows agree."""
    for table in tables:
        yield from _shares(table)


def _sums(table: Table) -> Iterator[Sum]:
    if not _has_total(table):
        return
    headers, rows = body_of(table)
    for at, row in enumerate(rows):
        said = _TOTAL.fullmatch(row.label) is not None or _SUBTOTAL.fullmatch(row.label) is not None
        if not row.cells or not (said or (_TERRITORY.fullmatch(row.label) and _by_place(rows))):
            continue
        found = [(members, _columns(headers, row, members)) for members in _members(rows, at)]
        best = max(found, key=lambda pair: sum(s.holds for s in pair[1]), default=None)
        if best is not None:
            yield from _judged(best[1], said=said, alone=len(found) == 1)


def _judged(columns: list[Sum], *, said: bool, alone: bool) -> Iterator[Sum]:
    """Those that hold, and those that fail where enough others hold or one slip explains it."""
    holds = [column for column in columns if column.holds]
    fails = [column for column in columns if not column.holds]
    if len(fails) > max(len(holds), 1):
        return
    for column in columns:
        known_to_add = bool(holds) and (said or len(holds) > 1)
        if column.holds or (column.slip and (known_to_add or alone)) or (known_to_add and near(column)):
            yield replace(column, sure=said and known_to_add)


def near(column: Sum) -> bool:
    """True where a sum misses its total by no more than a quarter of it."""
    total = sum((part.value for part in column.parts), start=Decimal(0))
    return abs(total - column.whole.value) * _NEAR <= abs(column.whole.value)


def _has_total(table: Table) -> bool:
    """True where a row may be a total: most tables have none, and need no closer look."""
    return any(_is_total(_label(row)) for row in table.grid)


def _is_total(label: str) -> bool:
    if not ("计" in label or "总" in label or "全" in label):
        return False
    return any(pattern.fullmatch(label) for pattern in (_TOTAL, _SUBTOTAL, _TERRITORY))


def body_of(table: Table) -> tuple[list[str], list[Row]]:
    """The joined headers, and the rows below them; what stands alone in its row (a group) has no cells."""
    height = header_height(table)
    width = len(table.grid[0])
    headers = ["".join(dict.fromkeys(_plain(table.grid[r][c]) for r in range(height))) for c in range(width)]
    rows = []
    for row in table.grid[height:]:
        label = _label(row)
        group = not {cell.text.string for cell in row if _plain(cell) != label} - {""}
        rows.append(Row(label, () if group else row))
    return headers, rows


def _label(row: Iterable[Cell]) -> str:
    """The first cell of a row with a Chinese word."""
    for cell in row:
        if _HAN.search(cell.text.string):
            return _plain(cell)
    return ""


def _plain(cell: Cell) -> str:
    return "".join(cell.text.string.split())


def _by_place(rows: Sequence[Row]) -> bool:
    return sum(1 for row in rows if _PLACE.fullmatch(row.label)) * 3 >= len(rows) * 2


def _members(rows: Sequence[Row], at: int) -> list[list[Row]]:
    """What a total may add up: the rows above it, or below it where it comes first; the subtotals; the chapters."""
    small = _SUBTOTAL.fullmatch(rows[at].label) is not None
    before = _until(rows[:at][::-1], small=small)[::-1]
    region = before if any(row.cells for row in before) else _until(rows[at + 1 :], small=small)
    region = [row for row in region if row.cells and not _PART.match(row.label)]
    subtotals = [row for row in region if _SUBTOTAL.fullmatch(row.label)]
    chapters = [row for row in region if _CHAPTER.match(row.label)]
    plain = [row for row in region if not _SUBTOTAL.fullmatch(row.label)]
    found = [plain, subtotals] if 0 < len(chapters) == len(plain) else [plain, subtotals, chapters]
    return [members for members in found if len(members) >= 2]


def _until(rows: Sequence[Row], *, small: bool) -> list[Row]:
    """The rows up to the next total; for a subtotal up to the next group as well."""
    found = []
    for row in rows:
        ends = _TOTAL.fullmatch(row.label) or _TERRITORY.fullmatch(row.label)
        if ends or (small and (not row.cells or _SUBTOTAL.fullmatch(row.label))):
            break
        found.append(row)
    return found


def _columns(headers: Sequence[str], total: Row, members: Sequence[Row]) -> list[Sum]:
    """The columns of figures that may add up, with their totals."""
    units = next((c for c, header in enumerate(headers) if re.fullmatch(r"(?:计量|指标)?单位", header)), None)
    if units is not None and len({_plain(row.cells[units]) for row in (total, *members)}) > 1:
        return []
    found = []
    for column, header in enumerate(headers):
        if INTENSIVE.search(header) or any(INTENSIVE.search(row.label) for row in members):
            continue
        whole = figure_in(total, column, header)
        parts = _parts(members, column, header)
        if whole and parts and whole.value > max(part.value for part in parts) / 2:
            found.append(summed(total.label, header, whole, parts))
    return found


def summed(label: str, header: str, whole: Quantity, parts: tuple[Quantity, ...]) -> Sum:
    """A total with the cells that make it up, and whether they do."""
    holds = allows(whole, sum_interval(parts))
    return Sum(label, header, whole, parts, holds, not holds and sum_slipped(whole, parts, 3))


def _parts(members: Sequence[Row], column: int, header: str) -> tuple[Quantity, ...]:
    """The figures of a column, dashes and blanks left out; none where a cell holds words, a bound or a fall."""
    found = []
    for row in members:
        figure = figure_in(row, column, header)
        if figure is None and read_cell(row.cells[column].text).reading is not Reading.BLANK:
            return ()
        if figure is not None:
            found.append(figure)
    return tuple(found) if len(found) >= 2 else ()


def figure_in(row: Row, column: int, header: str) -> Quantity | None:
    """The plain figure of a cell, in the unit of its header; no bound, no bracket, no share."""
    unit = next((note for note in reversed(bracket_notes(header)[1]) if known(note)), "")
    reading = read_cell(row.cells[column].text, unit)
    if reading.reading is not Reading.FIGURE:
        return None
    (found,) = reading.quantities
    plain = found.bound in (Bound.EXACT, Bound.ABOUT) and not found.bracket and found.unit not in ("%", "‰")
    return found if plain and found.value >= 0 else None


def _shares(table: Table) -> Iterator[CellShare]:
    if not (_has_total(table) or any(_SHARE.search(_plain(cell)) for cell in table.grid[0])):
        return
    headers, rows = body_of(table)
    filled = [row for row in rows if row.cells]
    totals = [row for row in filled if _TOTAL.fullmatch(row.label)]
    totals = totals or [row for row in filled if _TERRITORY.fullmatch(row.label)] or _named_in(headers, filled)
    if len(totals) != 1:
        return
    members = [row for row in rows if row.cells and not _SUBTOTAL.fullmatch(row.label)]
    for column, header in enumerate(headers):
        if _SHARE.search(header):
            candidates = [_shared(headers, totals[0], members, column, of) for of in range(column)]
            best = max(candidates, key=lambda found: sum(s.holds for s in found), default=[])
            fails = sum(1 for share in best if not share.holds)
            if len(best) - fails >= max(2, 2 * fails):
                yield from best


def _named_in(headers: Sequence[str], rows: Sequence[Row]) -> list[Row]:
    """The row that a column of shares is of by its header (占常住人口比重), or the first where it has 100."""
    columns = [column for column, header in enumerate(headers) if _SHARE.search(header)]
    named = [row for row in rows if len(row.label) > 1 and any(row.label in headers[column] for column in columns)]
    return named or [row for row in rows[:1] if any(_WHOLE.fullmatch(_plain(row.cells[c])) for c in columns)]


_WHOLE = later(r"100(?:\.0+)?[%％]?")


def _shared(headers: Sequence[str], total: Row, members: Sequence[Row], column: int, of: int) -> list[CellShare]:
    """The rows of a column of shares, read as shares of the total of another column."""
    whole = figure_in(total, of, headers[of])
    if whole is None or whole.low <= 0 or INTENSIVE.search(headers[of]):
        return []
    found = []
    for row in members:
        part, reading = figure_in(row, of, headers[of]), read_cell(row.cells[column].text, "%")
        if part is None or reading.reading is not Reading.FIGURE or reading.quantities[0].unit != "%":
            continue
        ratio = ratio_interval(part, whole)
        if ratio is not None:
            holds = allows(reading.quantities[0], Interval(ratio.low * HUNDRED, ratio.high * HUNDRED))
            found.append(CellShare(row.label, reading.quantities[0], part, whole, holds))
    return found
