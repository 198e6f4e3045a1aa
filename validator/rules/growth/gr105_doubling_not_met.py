"""doubling-not-met — 翻番不成立

说明：“翻番”应当达到原来的2倍，“翻两番”应当达到4倍。翻番可以写在句中（由A增加到B，翻番），也可以是一段的小标题
（科技投入翻番。…达9亿元），后一种情形用基期年的数来比；不到应有的倍数就报告。句中没有原数的（目标达到B，三年翻
番），也与基期年的数比，只作警告。目标写成“超”“以上”而下限不够的，只作警告；四舍五入后可以达到的不报告。

翻番 is twice, 翻两番 four times what it was. The claim may stand in the sentence (由210增加到480，翻番) or
head the list whose figures should keep it (科技投入翻番。研发经费达9亿元). A target whose base the sentence leaves
out (达到B，三年翻番) is compared with the plan's base, for a warning. A floor (超90家) below twice the
base is a warning: what it commits to is less than the heading says.

Flagged:
- 海铁联运量由310万标箱增加到480万标箱，五年翻番。
- 某县“十四五”科技规划\\n2020年，研发经费支出5.45亿元。\\n（四）发展目标\\n——科技投入翻番。到2025年，研发经费支出达9亿元。

Not flagged:
- 海铁联运量由210万标箱增加到480万标箱，五年翻番。
- 某县“十四五”科技规划\\n2020年，研发经费支出4.45亿元。\\n（四）发展目标\\n——科技投入翻番。到2025年，研发经费支出达9亿元。

Basis: 翻一番 = ×2, 翻两番 = ×4; rounding is allowed for.
依据：翻一番为2倍，翻两番为4倍；允许四舍五入的误差。
"""

from collections.abc import Iterator

from validator.claims.claim import Claim, Known
from validator.facts import Facts
from validator.finding import Outcome, Severity, Verdict
from validator.quantities.interval import ratio_interval
from validator.quantities.quantity import Bound
from validator.rules.base import rule
from validator.rules.evidence import amount, evidence


@rule(
    "GR105",
    "doubling-not-met",
    Severity.ERROR,
    zh={
        "default": "由{1}到{0}只有{multiple}倍，不到{2}所要求的{factor}倍。",
        "floor": "{0}是下限，相当于{1}的{multiple}倍，低于{2}所要求的{factor}倍。",
    },
    en={
        "default": "{0} is {multiple} times {1}, less than the {factor} times that {2} asks for.",
        "floor": "{0} is a floor, {multiple} times {1}: less than the {factor} times that {2} asks for.",
    },
)
def doubling_not_met(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each figure that a doubling is claimed of and whose base is known."""
    for doubling, after, before in facts.doublings:
        yield from _verdict(doubling, after, before)


def _verdict(doubling: Claim, after: Claim, before: Claim) -> Iterator[Verdict]:
    ratio = ratio_interval(after.quantity, before.quantity)
    if ratio is None:
        return
    factor = doubling.quantity.low
    floor = after.quantity.bound is Bound.FLOOR
    value = after.quantity.value / before.quantity.value
    fails = ratio.high < factor
    # 比2025年翻一番: the base's year is named; only a figure that is told of no year may be of another one
    beside = doubling.site.sentence == after.site.sentence and (
        doubling.compared is None or before.when.known is Known.IMPLIED
    )
    hedge = "elsewhere" if beside and before.site.block != after.site.block else ""
    yield Verdict(
        Outcome.FAILS if fails else Outcome.HOLDS,
        (evidence(after, "target"), evidence(before, "baseline"), evidence(doubling, "multiple")),
        "floor" if floor else "default",
        {"multiple": f"{value:.2f}", "factor": factor},
        severity=Severity.WARNING if floor or hedge else None,
        hedge=hedge,
        indicator=after.indicator,
        year=after.year,
        stated=amount(after.quantity),
        formula=f"{after.quantity.text}÷{before.quantity.text} = {value:.2f}",
    )
