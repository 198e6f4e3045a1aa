"""year-mismatch — 表中年份与规划期不符

说明：指标表的年份应当与规划自己的年份一致：表中应有规划期末年；文中写明基期的，还应有基期年。缺少就提示。文中
没有写明规划期，表中年份不到两个，或只是回顾过去、没有基期以后年份的表，不核对。

The columns of a plan's indicator table stand for the plan's own years: the base year that the document
names (基期为2020年) and the last year of its period. A table that looks back, with no year after the
base, is left alone.

Flagged:
- 某县“十四五”科技创新规划\\n规划期为2021-2025年。\\n表1 主要指标\\n指标\\t2015年\\t2024年\\n开放数据集（个）\\t54\\t90\\n数据企业（家）\\t92\\t150

Not flagged:
- 某县“十四五”科技创新规划\\n规划期为2021-2025年。\\n表1 主要指标\\n指标\\t2020年\\t2025年\\n开放数据集（个）\\t54\\t90\\n数据企业（家）\\t92\\t150
- 某县“十四五”科技创新规划\\n规划期为2021-2025年。\\n表1 主要指标\\n指标\\t2015年\\t2020年\\n开放数据集（个）\\t54\\t90\\n数据企业（家）\\t92\\t150

Basis: a plan is measured from its base year to the end of its period.
依据：规划由基期年衡量到规划期末年。
"""

from collections.abc import Iterator

from validator.claims.columns import ColumnRole
from validator.claims.tables import IndicatorTable
from validator.facts import Facts
from validator.finding import Evidence, Outcome, Severity, Verdict
from validator.rules.base import rule


@rule(
    "SC603",
    "year-mismatch",
    Severity.WARNING,
    zh={
        "default": "表{table}的年份是{years}，而本规划的规划期是{first}—{last}年、基期为{base}年：表中没有{missing}年。"
    },
    en={
        "default": "Table {table} has the years {years}, but the plan covers {first}–{last} with base {base}: {missing} is missing."
    },
)
def year_mismatch(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each table with at least two years that looks ahead."""
    plan = facts.plan
    if plan.period is None or not plan.period_said or plan.target_year is None or plan.base_year is None:
        return
    for table in facts.tables:
        if len(table.years) < 2 or max(table.years) <= plan.base_year:
            continue
        wanted = (plan.base_year, plan.target_year) if plan.base_said else (plan.target_year,)
        missing = [y for y in wanted if y not in table.years]
        yield Verdict(
            Outcome.FAILS if missing else Outcome.HOLDS,
            _headers(table),
            values={
                "table": table.table.number,
                "years": "、".join(map(str, table.years)),
                "first": plan.period[0],
                "last": plan.period[1],
                "base": plan.base_year,
                "missing": "、".join(map(str, missing)),
            },
        )


def _headers(table: IndicatorTable) -> tuple[Evidence, ...]:
    cells = (table.table.grid[table.height - 1][c.index] for c in table.columns if c.role is ColumnRole.LEVEL)
    return tuple(Evidence(c.text.span(), "column", c.text.string) for c in cells)
