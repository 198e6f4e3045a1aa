"""step-does-not-reach — 年均量乘以年数与总量不符

说明：同一句里写了多年的总量和年均增量的，年均增量乘以年数应当等于总量。年数取文中写明的起止年份，没有写明时取
规划期年数；超出四舍五入的误差就提示。年均增量写成“以上”等下限的，只看总量是否达到；总量本身是上下限，或两数单
位不同的，不核对。

A yearly step times the years makes the total it is stated beside: 五年累计653万平方米，年均130.6. The
years are those the text says, or the plan's own length.

Flagged:
- 某市“十四五”规划\\n“十三五”期间，累计新增绿地653万平方米，年均增加160.6万平方米。

Not flagged:
- 某市“十四五”规划\\n“十三五”期间，累计新增绿地653万平方米，年均增加130.6万平方米。

Basis: arithmetic; a step of a bound (以上) is a floor.
依据：乘法；写成“以上”的年均增量是下限。
"""

from collections.abc import Iterator

from validator.claims.claim import Claim
from validator.facts import Facts
from validator.finding import Amount, Outcome, Severity, Verdict
from validator.quantities.interval import Interval, allows
from validator.rules.base import rule
from validator.rules.evidence import amount, evidence, plain, replaced


@rule(
    "GR107",
    "step-does-not-reach",
    Severity.WARNING,
    zh={"default": "{1}分摊到{years}年，每年应为{expected}，文中写为{0}。"},
    en={"default": "{1} over {years} years is {expected} a year, printed as {0}."},
)
def step_does_not_reach(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each yearly amount beside the total of the years."""
    for step, total, years in facts.steps:
        yield _verdict(step, total, years)


def _verdict(step: Claim, total: Claim, years: int) -> Verdict:
    value = total.quantity.value / years
    found = Interval(total.quantity.low / years, total.quantity.high / years)
    holds = allows(step.quantity, found)
    text = plain(value, step.quantity)
    return Verdict(
        Outcome.HOLDS if holds else Outcome.FAILS,
        (evidence(step, "step"), evidence(total, "total")),
        values={"years": years},
        indicator=total.indicator,
        year=total.year,
        stated=amount(step.quantity),
        expected=Amount(text, found.low, found.high, step.quantity.unit),
        formula=f"{total.quantity.text}÷{years} = {text}",
        suggestions=() if holds else (replaced(0, step, value),),
    )
