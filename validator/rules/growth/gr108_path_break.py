"""path-break — 分年度数值走向中断

说明：表中一行连续列出四个或更多年份的数值时，从首年到末年应当一直上升或一直下降；中间某一年走了回头路，就请核
对。这可能是有意安排，所以只是提示；相邻两年持平，或在四舍五入的误差之内，不报告。一张表里有几行、且超过三分之一的行都
走了回头路的，是历年统计，数值本来有升有降，不报告。正文或表中一列的阶段目标（2027年达到…）超过了规划期末目标的，作警告。

In a row with a column for each year, the values go one way from base to target; a year that turns back
is remarked on: it may be meant, or be a slip. Where several rows, and more than a third of a
table's, turn back, the table is a record of years past, and nothing is remarked on. A target on the way, in prose
or in a column of its own, that lies beyond the plan's last one is a warning.

Flagged:
- 表1 主要指标\\n指标\\t2020年\\t2021年\\t2022年\\t2023年\\n开放数据集（个）\\t100\\t210\\t120\\t130\\n数据企业（家）\\t10\\t11\\t12\\t13
- 某市“十五五”规划\\n2025年，全市数据企业215家。\\n到2030年，数据企业达到430家。\\n分阶段看，2027年，数据企业达到485家。

Not flagged:
- 表1 主要指标\\n指标\\t2020年\\t2021年\\t2022年\\t2023年\\n开放数据集（个）\\t100\\t110\\t120\\t130\\n数据企业（家）\\t10\\t10\\t12\\t13

Basis: practice; rounding is allowed for.
依据：编制惯例；允许四舍五入的误差。
"""

from collections.abc import Iterator
from itertools import groupby, pairwise

from validator.claims.claim import Claim
from validator.facts import Facts
from validator.finding import Outcome, Severity, Verdict
from validator.rules.base import rule
from validator.rules.evidence import evidence
from validator.rules.growth.stages import stage_verdicts


@rule(
    "GR108",
    "path-break",
    Severity.INFO,
    zh={
        "default": "“{indicator}”由{first}到{last}，中间{0}与{1}走向相反，请核对。",
        "stage": "“{indicator}”{year}年的阶段目标{0}超过了{last}年的目标{1}（基期为{2}），请核对。",
    },
    en={
        "default": "“{indicator}” goes from {first} to {last}, but from {0} to {1} it turns back: please check.",
        "stage": "“{indicator}”: the target of {year}, {0}, lies beyond {1} for {last} (from {2}): please check.",
    },
)
def path_break(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each row with yearly values, and for each target on the way."""
    yield from stage_verdicts(facts)
    for _, paths in groupby(facts.paths, key=lambda levels: levels[0].site.block):
        turns = [(levels, _turn(levels)) for levels in paths]
        turning = sum(1 for _, turn in turns if turn)
        if turning > 1 and turning * 3 > len(turns):
            continue  # a record of what was: its values go up and down
        for levels, turn in turns:
            yield _verdict(levels, turn)


def _turn(levels: tuple[Claim, ...]) -> tuple[Claim, Claim] | None:
    rising = levels[-1].quantity.value >= levels[0].quantity.value
    return next((pair for pair in pairwise(levels) if _against(*pair, rising=rising)), None)


def _verdict(levels: tuple[Claim, ...], turn: tuple[Claim, Claim] | None) -> Verdict:
    first, last = levels[0].quantity, levels[-1].quantity
    return Verdict(
        Outcome.FAILS if turn else Outcome.HOLDS,
        tuple(evidence(c, "level") for c in turn or levels),
        values={"first": first.text, "last": last.text},
        indicator=levels[0].indicator,
        year=turn[1].year if turn else levels[-1].year,
    )


def _against(a: Claim, b: Claim, *, rising: bool) -> bool:
    return b.quantity.high < a.quantity.low if rising else b.quantity.low > a.quantity.high
