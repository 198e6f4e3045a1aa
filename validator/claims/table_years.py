"""The years of a table: whether they can be its own, and which levels a rate of it runs between."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from validator.claims.captions import reviews
from validator.claims.claim import Claim, Role
from validator.claims.columns import Column, ColumnRole
from validator.claims.passages import Levels, levels_of
from validator.claims.plan import Plan
from validator.claims.tables import IndicatorTable, Series, aimed_at
from validator.patterns import later
from validator.quantities.interval import HUNDRED, agree
from validator.records import record


@record
class Rated:
    """A row's stated annual growth with the base and target it runs between, `years` apart."""

    table: IndicatorTable
    series: Series
    base: Claim
    target: Claim
    rate: Claim
    years: int

    @property
    def of_one_year(self) -> bool:
        """True for 比上年增长, False for 年均增长."""
        return self.rate.role is Role.GROWTH


def aimed_too_early(table: IndicatorTable) -> tuple[Column, Column] | None:
    """2025年完成 and then 2024年目标: the last levels with results, and the targets behind them of a year before.

    None for 2024年目标 beside 2024年完成, for a table that also has later targets, and for one of three levels or more.
    """
    levels = [column for column in table.columns if column.role is ColumnRole.LEVEL and column.year]
    if len(levels) != 2:
        return None
    reached, aim = levels
    early = reached.reached and aim.planned and not aim.reached and (aim.year or 0) < (reached.year or 0)
    return (reached, aim) if early and not reached.planned else None


def of_other_years(table: IndicatorTable, plan: Plan) -> bool:
    """True where no column is later than the plan's base, yet the last one is headed 规划 or 目标 and nothing says
    that the table reviews what was reached."""
    if aimed_too_early(table) is not None:
        return True
    if not table.years or plan.period is None or plan.base_year is None or max(table.years) > plan.base_year:
        return False
    last = [column for column in table.columns if column.year == max(table.years)]
    caption = table.table.caption.string if table.table.caption else ""
    return all(column.planned and not column.reached for column in last) and not reviews(caption, plan.period)


# Rows of which the text has the same target; and of four that it has one may differ.
_VOUCHED, _MAJORITY = 3, 4


def as_meant(tables: tuple[IndicatorTable, ...], plan: Plan, prose: Iterable[Claim]) -> tuple[IndicatorTable, ...]:
    """The tables, those whose last column has a slip in its year read as of the plan's target.

    2030年, 2031年, 2034年 in a plan of 2031—2033: the text's targets are the figures of 2034年, so these are of 2033.
    """
    slipped = {id(table): column for table in tables if (column := _slipped(table, plan)) is not None}
    if not slipped:
        return tables
    told = levels_of(prose)
    meant = []
    for table in tables:
        column = slipped.get(id(table))
        vouched = column is not None and _vouched(table, column, plan, told)
        meant.append(aimed_at(table, column, plan) if column is not None and vouched else table)
    return tuple(meant)


def _slipped(table: IndicatorTable, plan: Plan) -> Column | None:
    """The last of the columns of levels, where the plan's target has none and the others lie before it."""
    levels = [column for column in table.columns if column.role is ColumnRole.LEVEL and column.year is not None]
    if len(levels) < 2 or plan.reports or plan.target_year is None:
        return None
    last, years = levels[-1], {column.year or 0 for column in levels[:-1]}
    before = max(years) < plan.target_year and (plan.base_year in years or skipped_year(table, plan) is not None)
    return last if before and last.year not in {*years, plan.target_year} and not last.reached else None


def _vouched(table: IndicatorTable, column: Column, plan: Plan, told: Levels) -> bool:
    """True where the targets of the text are the figures of the column."""
    found = []
    for series in table.series:
        cell = next((c for c in series.levels if c.cue == column.header), None)
        if cell is None or (cell.quantity.unit == "%" and cell.quantity.value == HUNDRED):
            continue  # what is full stays so, in the year meant and in later ones
        claims = told.get((series.name.key, plan.target_year or 0), ())
        found += [agree(c.quantity, cell.quantity) for c in claims if c.quantity.unit == cell.quantity.unit]
    return sum(found) >= max(_VOUCHED, len(found) * (_MAJORITY - 1) / _MAJORITY)


def skipped_year(table: IndicatorTable, plan: Plan) -> int | None:
    """2028年, 2029年, 2030年, 2032年 where the plan's targets are of 2031年: the year that yearly columns leave out."""
    *before, last = table.years or (0,)
    yearly = len(before) >= 3 and all(b == a + 1 for a, b in pairwise(before))
    return plan.target_year if yearly and plan.target_year == before[-1] + 1 == last - 1 else None


# Growth that is not the ratio of the levels beside it.
_OTHER_TERMS = later(r"同口径|可比|不变价|剔除|扣除|调整|实际|名义|序时|累计")


def rates_between(table: IndicatorTable) -> Iterator[Rated]:
    """The annual rates of a table, also those of a single year, each with its series, its base and its target."""
    for series in table.series:
        for rate in series.rates:
            annual = rate.role is Role.ANNUAL_GROWTH or (of_one_year(table, rate) and aimed_too_early(table) is None)
            if annual and rate.period is not None and not series.total:
                base, target = ends_of(table, series, rate)
                if base and target and base.year and target.year and target.year > base.year:
                    if _planned_beside(table, rate, target):
                        continue
                    yield Rated(table, series, base, target, rate, target.year - base.year)


def _planned_beside(table: IndicatorTable, rate: Claim, target: Claim) -> bool:
    """2025年计划增长 where 2025年 is what was reached: so its column says, or 2025年增长 stands beside it."""
    rates = {c.header: c for c in table.columns if c.period == rate.period}
    aims = {c.header: c for c in table.columns}.get(target.cue)
    if rate.cue not in rates or not rates[rate.cue].planned or (aims and aims.planned):
        return False
    return bool(aims and aims.reached) or any(not column.planned for column in rates.values())


def of_one_year(table: IndicatorTable, rate: Claim) -> bool:
    """True for growth over the year between two levels of the table, each in one column only."""
    if rate.role is not Role.GROWTH or rate.period is None or rate.period[1] != rate.period[0] + 1:
        return False
    years = [column.year for column in measured_with(table, rate)]
    return all(years.count(year) == 1 for year in rate.period) and not _OTHER_TERMS.search(rate.cue)


def ends_of(table: IndicatorTable, series: Series, rate: Claim) -> tuple[Claim | None, Claim | None]:
    """Base and target of a rate by the column's year, also where a footnote moves the figure to another year.

    Of two columns of one year, 目标 and 实现, the one on the left of the rate is meant.
    """
    found = {claim.cue: claim for claim in series.levels}
    cells = [(c.year, found.get(c.header)) for c in measured_with(table, rate) if c.year is not None]
    base, target = rate.period or (None, None)
    return _nearest(cells, base, rate), _nearest(cells, target, rate)


def _nearest(cells: list[tuple[int, Claim | None]], year: int | None, rate: Claim) -> Claim | None:
    found = [claim for known, claim in cells if known == year and claim is not None]
    before = [claim for claim in found if claim.span.start < rate.span.start]
    found = before or found
    return found[-1] if found else None


def measured_with(table: IndicatorTable, rate: Claim) -> list[Column]:
    """The columns of levels that a rate may run between: of 机构数 and 床位数 the beds for 床位增长（%）."""
    levels = [c for c in table.columns if c.year is not None and c.role is ColumnRole.LEVEL]
    years = [c.year for c in levels]
    measure = _GROWN.split(rate.cue)[0]
    if len(set(years)) == len(years) or not measure:
        return levels
    return [c for c in levels if c.header.startswith(measure)] or levels


# What grows stands before: 床位|增长（%）, not the year in 2025年|增长（%）.
_GROWN = later(r"(?:(?:19|20)\d\d年?|年均|年平均|同比|[比较]上年|计划|预期|实际)*(?:增长|增速|增幅|增减)")


def missing_years(table: IndicatorTable, plan: Plan, *, counted: bool, misdated: bool) -> list[int] | None:
    """Which of the plan's base and target year a table lacks; None for a table that need not have them.

    `counted` where its rates are reckoned from the plan's base, `misdated` where it has the years of the plan before.
    """
    if plan.base_year is None or plan.target_year is None:
        return None
    twice = _same_heads(table)
    if not twice and (len(table.years) < 2 or (max(table.years) <= plan.base_year and not misdated)):
        return None
    if not (plan.period_said or twice or min(table.years) <= plan.base_year):
        return None  # a schedule of some of the plan's years
    wanted = (plan.base_year, plan.target_year) if plan.base_said or twice or counted else (plan.target_year,)
    return [year for year in wanted if year not in table.years]


def _same_heads(table: IndicatorTable) -> bool:
    """True where two columns have one and the same heading and year."""
    heads = [c.header for c in table.columns if c.role is ColumnRole.LEVEL and c.year is not None]
    return len(heads) > len(set(heads))
