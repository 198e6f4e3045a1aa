"""path-break — 分年度数值走向中断

说明：表中一行连续列出四个或更多年份的数值时，从首年到末年应当一直上升或一直下降；中间某一年走了回头路，就请核
对。这可能是有意安排，所以只是提示；相邻两年持平，或在四舍五入的误差之内，不提示。

In a row with a column for each year, the values go one way from base to target; a year that turns back
is remarked on: it may be meant, or be a slip.

Flagged:
- 表1 主要指标\\n指标\\t2020年\\t2021年\\t2022年\\t2023年\\n开放数据集（个）\\t100\\t210\\t120\\t130\\n数据企业（家）\\t10\\t11\\t12\\t13

Not flagged:
- 表1 主要指标\\n指标\\t2020年\\t2021年\\t2022年\\t2023年\\n开放数据集（个）\\t100\\t110\\t120\\t130\\n数据企业（家）\\t10\\t10\\t12\\t13

Basis: practice; rounding is allowed for.
依据：编制惯例；允许四舍五入的误差。
"""

from collections.abc import Iterator
from itertools import pairwise

from validator.claims.claim import Claim
from validator.facts import Facts
from validator.finding import Outcome, Severity, Verdict
from validator.rules.base import rule
from validator.rules.evidence import evidence


@rule(
    "GR108",
    "path-break",
    Severity.INFO,
    zh={"default": "“{indicator}”由{first}到{last}，中间{0}与{1}走向相反，请核对。"},
    en={"default": "“{indicator}” goes from {first} to {last}, but from {0} to {1} it turns back."},
)
def path_break(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each row with yearly values."""
    for levels in facts.paths:
        yield _verdict(levels)


def _verdict(levels: tuple[Claim, ...]) -> Verdict:
    first, last = levels[0].quantity, levels[-1].quantity
    rising = last.value >= first.value
    turn = next((pair for pair in pairwise(levels) if _against(*pair, rising=rising)), None)
    return Verdict(
        Outcome.FAILS if turn else Outcome.HOLDS,
        tuple(evidence(c, "level") for c in turn or levels),
        values={"first": first.text, "last": last.text},
        indicator=levels[0].indicator,
        year=turn[1].year if turn else levels[-1].year,
    )


def _against(a: Claim, b: Claim, *, rising: bool) -> bool:
    return b.quantity.high < a.quantity.low if rising else b.quantity.low > a.quantity.high
