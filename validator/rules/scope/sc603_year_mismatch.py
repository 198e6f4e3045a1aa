"""year-mismatch — 年份与规划期不符

说明：指标表的年份应当与规划自己的年份一致：表中应有规划期末年；文中写明基期的，或表中增速就是由规划基期算起的，还
应有基期年。缺少就报告，两列写成同一年也报告。只是回顾过去、没有基期以后年份的表，只列规划期内几年的表，不核对；末年写着
“规划”“目标”、表题又不是完成情况的，不算回顾。完成数后面的目标一列年份更早的，逐年各栏跳过目标年份的，也报告。正文中
写明的规划期是另一个五年规划的，目标一节写成规划期以前年份的，一步步的期限后面超出末年一两年的，公报写成次年年末的，也报告。

The columns of a plan's indicator table stand for its own years: the last year of its period, and the base year
where the document names it (基期为2020年) or the table's rates are computed from it. A table that looks back, with no
year after the base, is left alone unless its last year is headed 规划 or 目标 and its caption speaks of no review; so
is a schedule. Flagged are two columns of one year, targets behind results of a later year, yearly columns that
skip the year of the text's targets, and in prose: the period of another five-year plan than the title's
(规划期2021—2025年), aims of a year before the plan's, a deadline one or two years behind its end where the steps
before it lie within it, and the end of the next year in a 统计公报.

Flagged:
- 某县“十四五”科技创新规划\\n规划期为2021-2025年。\\n表1 主要指标\\n指标\\t2015年\\t2024年\\n开放数据集（个）\\t54\\t90\\n数据企业（家）\\t92\\t150

Not flagged:
- 某县“十四五”科技创新规划\\n规划期为2021-2025年。\\n表1 主要指标\\n指标\\t2020年\\t2025年\\n开放数据集（个）\\t54\\t90\\n数据企业（家）\\t92\\t150
- 某县“十四五”科技创新规划\\n规划期为2021-2025年。\\n表1 主要指标\\n指标\\t2015年\\t2020年\\n开放数据集（个）\\t54\\t90\\n数据企业（家）\\t92\\t150
- 某县大数据三年行动方案\\n（2023—2025年）\\n2023年底前建成数据中心，2025年底前全部联网；2030年前实现碳达峰。

Basis: a plan is measured from its base year to the end of its period.
依据：规划由基期年衡量到规划期末年。
"""

from collections.abc import Iterator

from validator.claims.columns import Column, ColumnRole
from validator.claims.stray_years import Stray, stray_years
from validator.claims.table_years import aimed_too_early, missing_years, of_other_years, skipped_year
from validator.claims.tables import IndicatorTable
from validator.diagnosis.growth import shared_conventions
from validator.facts import Facts
from validator.finding import Evidence, Outcome, Severity, Verdict
from validator.rules.base import rule


@rule(
    "SC603",
    "year-mismatch",
    Severity.WARNING,
    zh={
        "deadline": "期限写为{0}，而本文的规划期到{last}年为止，前面几步都在规划期内，请核对年份。",
        "period": "规划期写为{0}，而标题所说的规划到{last}年为止，请核对年份。",
        "outdated": "目标写为{0}，这一年在规划期之前，而规划期到{last}年为止，请核对年份。",
        "reported": "本公报说的是{last}年的情况，这里写成{0}，请核对年份。",
        "early": "表{table}的目标列是{target}年，而同表已有{reached}年的完成数，目标年份不应早于完成年份。",
        "skipped": "表{table}的年份是{years}，逐年排列而跳过了{missing}年，文中的目标却写到{missing}年。",
        "default": "表{table}的年份是{years}，而本规划的规划期是{first}—{last}年、基期为{base}年：表中没有{missing}年。",
    },
    en={
        "deadline": "The deadline is {0}, but the plan ends in {last}, and the steps before lie within it: check the year.",
        "period": "The period is given as {0}, but the plan of the title ends in {last}: check the years.",
        "outdated": "The aims open with {0}, a year before the plan begins; it ends in {last}: check the year.",
        "reported": "The report is of {last}; here it says {0}: check the year.",
        "early": "Table {table} has targets of {target} behind what was reached in {reached}: the target's year is too early.",
        "skipped": "Table {table} has the years {years}, one after another but for {missing}, the year of targets in the text.",
        "default": "Table {table} has the years {years}, but the plan covers {first}–{last} with base {base}: {missing} is missing.",
    },
)
def year_mismatch(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each table of two levels or more that looks ahead."""
    plan, tables = facts.plan, [table.as_printed for table in facts.tables]
    early = ((table, aimed_too_early(table)) for table in tables)
    yield from (_too_early(table, *found) for table, found in early if found is not None)
    yield from map(_stray, stray_years(facts.document, plan))
    if plan.period is None or plan.target_year is None or plan.base_year is None:
        yield from (_skipping(t, year) for t in tables if (year := skipped_year(t, plan)))
        return
    counted = {s.rows[0].rated.table.block for s in shared_conventions(facts) if s.convention.years == facts.length}
    for table in tables:
        if aimed_too_early(table) is not None:
            continue
        missing = missing_years(table, plan, counted=table.block in counted, misdated=of_other_years(table, plan))
        if missing is None:
            continue
        yield Verdict(
            Outcome.FAILS if missing else Outcome.HOLDS,
            _headers(table),
            values={"table": table.table.number, "years": "、".join(map(str, table.years)), "base": plan.base_year}
            | {"first": plan.period[0], "last": plan.period[1], "missing": "、".join(map(str, missing))},
        )


def _too_early(table: IndicatorTable, reached: Column, aim: Column) -> Verdict:
    cells = (table.table.grid[table.height - 1][c.index] for c in (aim, reached))
    found = tuple(Evidence(c.text.span(), "column", c.text.string) for c in cells)
    values = {"table": table.table.number, "target": aim.year, "reached": reached.year}
    return Verdict(Outcome.FAILS, found, "early", values=values)


def _stray(stray: Stray) -> Verdict:
    found = (Evidence(stray.span, "date", stray.text),)
    return Verdict(Outcome.FAILS, found, stray.kind, values={"last": stray.last}, year=stray.year)


def _skipping(table: IndicatorTable, year: int) -> Verdict:
    values = {"table": table.table.number, "years": "、".join(map(str, table.years)), "missing": year}
    return Verdict(Outcome.FAILS, _headers(table), "skipped", values=values)


def _headers(table: IndicatorTable) -> tuple[Evidence, ...]:
    cells = (table.table.grid[table.height - 1][c.index] for c in table.columns if c.role is ColumnRole.LEVEL)
    return tuple(Evidence(c.text.span(), "column", c.text.string) for c in cells)
