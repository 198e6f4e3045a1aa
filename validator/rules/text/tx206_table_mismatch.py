"""table-mismatch — 两张表数值不一致

说明：两张表都列了同一指标、同一年份、同一单位的数，超出四舍五入的误差就报告。年份或单位不同的，一处是计划数、
一处是实际数的，以及表题写明园区、全省、对比等另一范围的表，不比较。任务分工表中写明年底前“达到”的数，与指标表该年的数比较。

Two tables give one indicator two values for one year; so does a task that is to reach another value by the year's end.

Flagged:
- 表1 主要指标\\n指标\\t2020年\\t2025年\\n数据企业（家）\\t92\\t150\\n数据集（个）\\t9\\t15\\n二、任务\\n见下表。\\n表2 分项指标\\n指标\\t2020年\\t2025年\\n数据企业（家）\\t92\\t160\\n平台（个）\\t1\\t2

Not flagged:
- 表1 主要指标\\n指标\\t2020年\\t2025年\\n数据企业（家）\\t92\\t150\\n数据集（个）\\t9\\t15\\n二、任务\\n见下表。\\n表2 分项指标\\n指标\\t2020年\\t2025年\\n数据企业（家）\\t92\\t150\\n平台（个）\\t1\\t2

Basis: a plan has one target for an indicator and a year.
依据：一个指标在一个年份只有一个目标。
"""

from collections.abc import Iterator

from validator.claims.aims import are_aims
from validator.facts import Facts
from validator.finding import Outcome, Severity, Verdict
from validator.quantities.interval import agree
from validator.rules.base import rule
from validator.rules.evidence import amount, evidence


@rule(
    "TX206",
    "table-mismatch",
    Severity.WARNING,
    zh={"default": "“{indicator}”{year}年的数值，一张表是{0}，另一张表是{1}。"},
    en={"default": "“{indicator}” in {year} is {0} in one table and {1} in another."},
)
def table_mismatch(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each value that two tables state."""
    for first, second in facts.tabled_twice:
        role = "target" if are_aims(facts.plan, first, second) else "level"
        yield Verdict(
            Outcome.HOLDS if agree(first.quantity, second.quantity) else Outcome.FAILS,
            (evidence(second, role), evidence(first, role)),
            indicator=second.indicator,
            year=second.year,
            stated=amount(second.quantity),
            expected=amount(first.quantity),
        )
