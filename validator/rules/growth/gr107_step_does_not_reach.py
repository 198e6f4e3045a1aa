"""step-does-not-reach — 年均量乘以年数与总量不符

说明：同一句里写了多年的总量和年均增量的，年均增量乘以年数应当等于总量（五年累计653万平方米，年均130.6；每年遴选
10个，五年共50个）；写明由多少变到多少、历时几年的，年均增量应当等于前后两数之差除以年数。年数取文中写明的，总量
没有写明年数时取规划期年数；“2013年至2016年”可以算三年，也可以算四年，有一种对得上就不报告。“新增”没有扣除减
少的部分，乘以年数不到两数之差才报告；只写目标、不写原数的（达到55分钟，每年延长2分钟），原数取文中别处基期年的数，
也只在达不到目标时报告。超出四舍五入的误差就报告。年均增量写成“以上”等下限的，只看总量是否达到；
总量本身是上下限，或两数单位不同的，不核对。

A yearly step times the years makes the total it is stated beside: 五年累计653万平方米，年均130.6; or the
difference of the two figures it leads between: 由30条增加到120条，三年年均增加30条. The years are those the
text says, or, for a total, the plan's own length. A target of the plan that is told without its base (达到55分钟，
每年延长2分钟) sets out from the base year's figure elsewhere, and only steps that fall short of it are flagged.

Flagged:
- 某市“十四五”规划\\n“十三五”期间，累计新增绿地653万平方米，年均增加160.6万平方米。
- 每年遴选示范村10个，五年共80个。
- 到2027年，航线由2024年的30条增加到120条，年均增加20条。

Not flagged:
- 某市“十四五”规划\\n“十三五”期间，累计新增绿地653万平方米，年均增加130.6万平方米。
- 每年遴选示范村10个，五年共50个。
- 到2027年，航线由2024年的30条增加到120条，年均增加30条。

Basis: arithmetic; a step of a bound (以上) is a floor.
依据：乘法；写成“以上”的年均增量是下限。
"""

from collections.abc import Iterator

from validator.claims.claim import Claim
from validator.claims.steps import Pace
from validator.facts import Facts
from validator.finding import Amount, Outcome, Severity, Verdict
from validator.quantities.interval import Interval, allows, as_mean, distance_interval
from validator.rules.base import rule
from validator.rules.evidence import amount, evidence, larger_first, plain, replaced


@rule(
    "GR107",
    "step-does-not-reach",
    Severity.WARNING,
    zh={
        "default": "{1}分摊到{years}年，每年应为{expected}，文中写为{0}。",
        "between": "由{1}到{2}，{years}年间每年应为{expected}，文中写为{0}。",
    },
    en={
        "default": "{1} over {years} years is {expected} a year, printed as {0}.",
        "between": "From {1} to {2} in {years} years is {expected} a year, printed as {0}.",
    },
)
def step_does_not_reach(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each yearly amount beside the total of the years, or the two figures it leads between."""
    for step, total, years in facts.steps:
        yield _verdict(step, total, years)
    for pace in facts.paces:
        yield _between(pace)


def _verdict(step: Claim, total: Claim, years: int) -> Verdict:
    value = total.quantity.value / years
    found = Interval(total.quantity.low / years, total.quantity.high / years)
    holds = allows(as_mean(step.quantity), found)
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


def _between(pace: Pace) -> Verdict:
    step, before, after = pace.step.quantity, pace.before.quantity, pace.after.quantity
    distance = distance_interval(before, after)
    years = pace.years[-1]
    found = Interval(distance.low / years, distance.high / pace.years[0])
    holds = any(allows(as_mean(step), Interval(distance.low / n, distance.high / n)) for n in pace.years) or (
        pace.gross and step.high > found.high
    )
    value = abs(after.value - before.value) / years
    text = plain(value, step)
    apart = (pace.before.site.block, pace.before.site.sentence) != (pace.step.site.block, pace.step.site.sentence)
    return Verdict(
        Outcome.HOLDS if holds else Outcome.FAILS,
        (evidence(pace.step, "step"), evidence(pace.before, "baseline"), evidence(pace.after, "target")),
        "between",
        {"years": years},
        hedge="elsewhere" if apart else "",
        indicator=pace.after.indicator,
        year=pace.after.year,
        stated=amount(step),
        expected=Amount(text, found.low, found.high, step.unit),
        formula=f"({larger_first(before, after)})÷{years} = {text}",
        suggestions=() if holds or len(pace.years) > 1 else (replaced(0, pace.step, value),),
    )
