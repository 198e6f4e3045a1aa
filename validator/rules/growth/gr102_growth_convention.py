"""growth-convention — 多行增速沿用同一种错误算法

说明：一张表里多数对不上的年均增长，可能出自同一种错误算法：年数多算或少算一年、用总增幅除以年数、把整个时期的
总增幅或两数之差当作年均增长；一年的增长，则可能误除以后一年的数。至少两行超出四舍五入的误差，并且这种算法能解释
末位不符各行的一半以上，才合成一条问题，列出各行和应有的数；这些行不再各有一条GR101。只有个别行不对的，不算作全
表的算法问题。

Most failing rates of one table share one wrong convention: the number of periods is off by one, total
growth was divided by the years (arithmetic mean), total growth stands in the annual column, or the growth of
one year was divided by the later figure. One finding for the table names the rows; the rows have no GR101 of
their own then.

A row belongs to it when the convention reproduces its printed rate to the last digit. At least two of
the rows must be wrong beyond rounding, and at least half of the rows that are not right to the last
digit must be explained, so that one odd row never makes a convention.

Flagged:
- 表1 主要指标\\n指标\\t2020年\\t2025年\\t年均增长（%）\\n产值（亿元）\\t66.15\\t90\\t5.27\\n研发机构（家）\\t19\\t30\\t7.91\\n强度（%）\\t2.15\\t2.75\\t4.19

Not flagged:
- 表1 主要指标\\n指标\\t2020年\\t2025年\\t年均增长（%）\\n产值（亿元）\\t66.15\\t90\\t6.35\\n研发机构（家）\\t19\\t30\\t9.57\\n强度（%）\\t2.15\\t2.75\\t5.05

Basis: 2020 to 2025 are five periods: a plan's base is the year before its first.
依据：规划以首年的上一年为基期，2020年到2025年是5期。
"""

from collections.abc import Iterator

from validator.diagnosis.growth import Convention, SharedConvention, by_convention, shared_conventions, written
from validator.facts import Facts
from validator.finding import Diagnosis, Outcome, Severity, Suggestion, Verdict
from validator.rules.base import rule
from validator.rules.evidence import amount, computed, evidence


@rule(
    "GR102",
    "growth-convention",
    Severity.ERROR,
    zh={
        "periods": "表{table}有{count}行的年均增长是按{wrong}期算的，而{first}年到{last}年相隔{years}年：{rows}。",
        "arithmetic-mean": "表{table}有{count}行的年均增长是总增幅除以{wrong}得到的算术平均，不是复合增长率：{rows}。",
        "inverse": "表{table}有{count}行的增长除以{last}年的数，应除以{first}年的数：{rows}。",
        "total-growth": "表{table}有{count}行“年均增长”填的是整个时期的总增幅：{rows}。",
        "points-a-year": "表{table}有{count}行“年均增长”填的是每年提高的数值，不是增长率：{rows}。",
        "points": "表{table}有{count}行“年均增长”填的是目标值与基期值之差，不是增长率：{rows}。",
    },
    en={
        "periods": "Table {table}: {count} annual rates are computed over {wrong} periods, but {first} to {last} are {years} years: {rows}.",
        "arithmetic-mean": "Table {table}: {count} annual rates are total growth divided by {wrong}, not compound rates: {rows}.",
        "inverse": "Table {table}: {count} rates are divided by the figure of {last} instead of {first}: {rows}.",
        "total-growth": "Table {table}: {count} “annual” rates are growth over the whole period: {rows}.",
        "points-a-year": "Table {table}: {count} “annual” rates are yearly differences, not rates: {rows}.",
        "points": "Table {table}: {count} “annual” rates are differences of target and base, not rates: {rows}.",
    },
)
def growth_convention(facts: Facts) -> Iterator[Verdict]:
    """One verdict a table that follows a wrong convention."""
    for shared in shared_conventions(facts):
        yield _verdict(shared)


def _verdict(shared: SharedConvention) -> Verdict:
    rows = [r.rated for r in shared.rows]
    first = rows[0]
    rights = [r.nominal for r in shared.rows if r.nominal is not None]
    wrong = by_convention(first.base.quantity.value, first.target.quantity.value, shared.convention)
    assert wrong is not None
    formula = written(first.base.quantity, first.target.quantity, shared.convention, wrong)
    return Verdict(
        Outcome.FAILS,
        tuple(evidence(r.rate, "growth") for r in rows),
        shared.convention.kind,
        {
            "table": first.table.table.number,
            "count": len(rows),
            "wrong": shared.convention.years,
            "years": shared.years,
            "first": first.base.year,
            "last": first.target.year,
            "rows": tuple(
                f"{r.series.name.printed} {r.rate.quantity.text}→{r.rate.quantity.rewrite(n)}"
                for r, n in zip(rows, rights, strict=True)
            ),
        },
        year=first.target.year,
        stated=amount(first.rate.quantity),
        expected=computed(rights[0], first.rate.quantity),
        formula=formula,
        diagnoses=(
            Diagnosis(shared.convention.kind, formula, {"years": shared.convention.years, "right": shared.years}),
        ),
        suggestions=tuple(
            Suggestion(
                i,
                r.rate.quantity.rewrite(n),
                "recompute-rate-by",
                {"formula": written(r.base.quantity, r.target.quantity, Convention("compound", r.years), n)},
                safe=True,
            )
            for i, (r, n) in enumerate(zip(rows, rights, strict=True))
        ),
    )
