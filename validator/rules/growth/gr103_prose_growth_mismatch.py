"""prose-growth-mismatch — 正文增速与前后两数不符

说明：正文写的“年均增长”，应当等于旁边前后两个数按年数算出的复合增长率；没有“年均”二字的“增长N%”，应当等于整个
时期的增幅；写明增减量的（增收5.86亿元，增长3.7%），应当与增减量相符；与“五年累计增长N%”连写的年均增速，应当与
累计增幅相符。超出四舍五入的误差就报告；文中没有写明起止年份的，按“五年来”等所说的年数、规划期年数或全文多数这类增速相符的
年数计算，不符只作警告，与增减量、累计增幅不符也只作警告。写明可比价、同口径的增速，以及占比的年均增幅，不作判断。

年均增长 in prose is the compound rate between the two values beside it over the years between them; 增长N% without
年均 is growth over the whole time; beside an amount (增收5.86亿元，增长3.7%) it is what that makes of the level before, beside
the growth of all years (五年累计增长N%) what that comes to a year: warnings. Where the text does not say both years, the
number it speaks of (五年来), the plan's length or the years that most such rates come out at are taken: a warning too.

Flagged:
- 2020年，高新技术企业达到283家，比2016年的48家增加235家，年均增长42.6%。
- 护林站点由96个增加到144个，增加40%。
- 预算收入完成162.35亿元，比上年增收5.86亿元，增长5.7%。

Not flagged:
- 城镇居民收入由2015年的21702元增加到2020年的31580元，年均增长7.8%。
- 护林站点由96个增加到144个，增加50%。
- 预算收入完成162.35亿元，比上年增收5.86亿元，增长3.7%。
- 地区生产总值由2015年的100亿元增加到2020年的150亿元，按可比价年均增长6%。

Basis: 水平法 of 国家统计局; growth at comparable prices (可比价, 同口径) is not the ratio of the values.
依据：国家统计局的水平法；可比价、同口径的增速不等于两数之比。
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import starmap

from validator.claims.claim import Role
from validator.claims.rises import compounded
from validator.diagnosis.growth import Convention, written
from validator.diagnosis.prose import ProseGrowth, explain_growth, points_for_percent, read_growth, usual_years
from validator.diagnosis.readings import holds, other_reading
from validator.facts import Facts
from validator.finding import Outcome, Severity, Verdict
from validator.quantities.interval import cut_off
from validator.rules.base import rule
from validator.rules.evidence import amount, computed, evidence, replaced, severity_of
from validator.rules.growth.increased import compound_verdict, increase_verdict


@rule(
    "GR103",
    "prose-growth-mismatch",
    Severity.ERROR,
    zh={
        "default": "由{1}到{2}，{years}年的年均增速应为{expected}，文中写为{0}。",
        "total": "由{1}到{2}，增幅应为{expected}，文中写为{0}。",
        "increase": "增减{1}后为{2}，增减幅度应为{expected}，文中写为{0}。",
        "yearly": "增减{1}后为{2}，{years}年的年均增减幅度应为{expected}，文中写为{0}。",
        "compound": "{years}年共增减{1}，年均增减幅度应为{expected}，文中写为{0}。",
        "points": "比重的年均增幅不一定按复合增长计算。",
        "years": "文中没有写明起止年份，按文中的另一个年份计算与所写增速相符。",
        "another": "说的可能是句中的另一个数，不能断定。",
        "prices": "该增速按可比价或同口径计算，与两数之比可以不同。",
    },
    en={
        "default": "From {1} to {2} over {years} years the annual rate is {expected}, printed as {0}.",
        "total": "From {1} to {2} the growth is {expected}, printed as {0}.",
        "increase": "A change of {1} that leads to {2} is a change by {expected}, printed as {0}.",
        "yearly": "A change of {1} that leads to {2} over {years} years is {expected} a year, printed as {0}.",
        "compound": "A change by {1} over {years} years is {expected} a year, printed as {0}.",
        "points": "The yearly change of a share need not be a compound rate.",
        "years": "The text does not say both years; with another year of the document the rate is right.",
        "another": "It may refer to another figure in the sentence.",
        "prices": "The rate is at comparable prices or coverage and may differ from the ratio of the values.",
    },
)
def prose_growth_mismatch(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each rate in prose whose two ends are known."""
    usual = usual_years(facts)
    for change in facts.changes:
        if change.amount.role in (Role.ANNUAL_GROWTH, Role.GROWTH):
            growth = read_growth(facts, change, usual)
            if growth is not None and not points_for_percent(change):
                judged = growth.doubt or holds(growth)
                yield _verdict(growth if judged else replace(growth, doubt=other_reading(facts, growth)))
    yield from filter(None, starmap(increase_verdict, facts.increases))
    yield from filter(None, starmap(compound_verdict, compounded(facts.groups, facts.spans)))


def _verdict(growth: ProseGrowth) -> Verdict:
    change = growth.change
    assert change.before is not None
    stated = change.amount.quantity
    fits = holds(growth)
    outcome = Outcome.HOLDS if fits else Outcome.UNSURE if growth.doubt else Outcome.FAILS
    before, after = change.before.quantity, change.after.quantity
    hedge = "cut-off" if not fits and cut_off(growth.value, stated) else growth.hedge
    return Verdict(
        outcome,
        (evidence(change.amount, "growth"), evidence(change.before, "baseline"), evidence(change.after, "target")),
        growth.doubt if outcome is Outcome.UNSURE else "default" if growth.years else "total",
        {"years": growth.years},
        severity=severity_of(hedge),
        hedge=hedge,
        indicator=change.after.indicator,
        year=change.after.year,
        stated=amount(stated),
        expected=computed(growth.value, stated),
        formula=written(before, after, Convention("compound", growth.years or 1), growth.value),
        diagnoses=tuple(explain_growth(growth)) if outcome is Outcome.FAILS else (),
        suggestions=()
        if outcome is not Outcome.FAILS or hedge == "prices"
        else (replaced(0, change.amount, growth.value),),
    )
