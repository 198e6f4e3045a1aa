"""period-total-as-year — 多年累计数当作一年的数

说明：正文写的是多年累计数（如2016-2020年共325件），表中却把同一个数作为某一年的数；或者累计数不到表中一年数的
两倍，也就是其余各年加起来还不如这一年，都报告。反过来，表中注明累计的数，正文写成某一年或每年的，也报告。表中已注明累计的行不比较；正文的数只说某个园区或某类单位的，也
不比较。

The prose gives a total of several years (2016-2020年共325件, “十四五”期间累计423万件), and a table has
the same figure as the value of one year for an indicator that adds up year by year. Likewise where the
total is less than twice the one year's value: the other years together would have less than that one.
And the other way round: what the table marks as a total (〔6800〕), the prose has as what one year added, or every year.

Flagged:
- 2016-2020年，全县共申请专利325件。\\n表1 主要指标\\n指标\\t2020年\\t2025年\\n专利申请量（件）\\t325\\t450\\n数据企业（家）\\t92\\t150

Not flagged:
- 2016-2020年，全县共申请专利325件。\\n表1 主要指标\\n指标\\t2020年\\t2025年\\n专利申请量（件）\\t71\\t105\\n数据企业（家）\\t92\\t150
- “十四五”期间，新增企业325家。\\n表1 主要指标\\n指标\\t2020年\\t2025年\\n新增企业数（5年累计）（家）\\t300\\t325\\n数据企业（家）\\t92\\t150

Basis: a year is not five years; growth from a five-year base to a one-year target means nothing.
依据：一年不等于五年；由五年累计的基期值算到一年的目标值，增速没有意义。
"""

from collections.abc import Iterator

from validator.claims.claim import Role
from validator.claims.compare import in_unit, over_years
from validator.claims.linking import Restatement, is_total_of_one_year, told_more_fully
from validator.claims.names import Match
from validator.facts import Facts
from validator.finding import Outcome, Severity, Verdict
from validator.rules.base import rule
from validator.rules.evidence import amount, evidence


@rule(
    "SC601",
    "period-total-as-year",
    Severity.WARNING,
    zh={
        "default": "正文的{0}是{first}—{last}年的累计数，表中却把{1}作为{year}年一年的数。",
        "span": "正文的{0}是多年累计数，表中却把{1}作为{year}年一年的数。",
        "little": "正文的{0}是多年累计数，表中{1}是{year}年一年的数：其余各年加起来还不到这一年，口径需要核对。",
        "one-year": "表中的{1}是累计数，正文把{0}写成{year}年一年的数，请核对。",
        "each-year": "表中的{1}是累计数，正文把{0}写成每年的数，请核对。",
        "differs": "正文的{0}是多年累计数，表中{1}是{year}年的数，不能比较。",
    },
    en={
        "default": "{0} is the total of {first}–{last} in the prose; the table has {1} for {year} alone.",
        "span": "{0} is a total over several years in the prose; the table has {1} for {year} alone.",
        "little": "{0} is a total over several years, {1} that of {year} alone: the other years together would have less than that. Please check the coverage.",
        "one-year": "{1} is a total over several years in the table; the prose has {0} for {year} alone.",
        "each-year": "{1} is a total over several years in the table; the prose has {0} for every year.",
        "differs": "{0} is a total over several years, {1} the value of {year}.",
    },
)
def period_total_as_year(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each total in prose beside the one-year value of a table."""
    for pair in facts.restatements(Role.TOTAL):
        if pair.prose.scope or not over_years(pair.prose) or not (pair.match >= Match.CLOSE or told_more_fully(pair)):
            continue
        if not pair.series.total and pair.cell.role is Role.LEVEL and pair.cell.year is not None:
            yield _verdict(pair)
    for pair in facts.restatements(Role.LEVEL, Role.FLOW):
        if is_total_of_one_year(pair):
            yield _of_one_year(pair, "one-year")
    for claim in facts.prose:
        if (of_all := facts.linker.total_of(claim)) is not None:
            yield _of_one_year(of_all, "each-year")


def _of_one_year(pair: Restatement, why: str) -> Verdict:
    return Verdict(
        Outcome.FAILS,
        (evidence(pair.prose, "value"), evidence(pair.cell, "total")),
        why,
        indicator=pair.series.name.printed,
        year=pair.prose.year,
        stated=amount(pair.prose.quantity),
    )


def _verdict(pair: Restatement) -> Verdict:
    total, year = pair.prose.quantity, in_unit(pair.cell.quantity, pair.prose.quantity.unit)
    same, little = total.value == year.value, year.value < total.value < 2 * year.value
    period = pair.prose.period
    return Verdict(
        Outcome.FAILS if same or little else Outcome.UNSURE,
        (evidence(pair.prose, "total"), evidence(pair.cell, "baseline")),
        ("default" if period else "span") if same else "little" if little else "differs",
        {"first": period[0] if period else "", "last": period[1] if period else ""},
        indicator=pair.series.name.printed,
        year=pair.cell.year,
        stated=amount(pair.cell.quantity),
    )
