"""malformed-unit — 单位写法有误

说明：研发人员按“人年”（折合全时当量）计，写成“人/年”“人/月”就报告。“人年/万人”是正确写法；与研发无关的数（如
接待游客3000人/天），不报告。

人年 (full-time equivalents) is not 人/年: 研发人员 counts in 人年, or in 人年/万人.

Flagged:
- 全县万名就业人员中研发人员数量达到185人/年。

Not flagged:
- 全县万名就业人员中研发人员数量达到18.5人年/万人，年接待游客3000人/天。

Basis: 研究与试验发展(R&D)投入统计规范: 研发人员折合全时当量, 单位人年.
依据：《研究与试验发展（R&D）投入统计规范》：研发人员折合全时当量，单位为人年。
"""

from collections.abc import Iterator

from validator.facts import Facts
from validator.finding import Outcome, Severity, Suggestion, Verdict
from validator.rules.base import rule
from validator.rules.evidence import evidence

RESEARCH = ("研发", "科研", "全时当量")


@rule(
    "UN405",
    "malformed-unit",
    Severity.WARNING,
    zh={"default": "“{indicator}”的单位写成“{unit}”，应为“人年”。"},
    en={"default": "The unit of “{indicator}” is written “{unit}”; it should be 人年."},
)
def malformed_unit(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each count of research staff."""
    for claim in facts.claims:
        if "人" in claim.quantity.unit and claim.name and any(word in claim.name.core for word in RESEARCH):
            wrong = claim.quantity.unit in ("人/年", "人/月")
            if wrong or "年" in claim.quantity.unit:
                yield Verdict(
                    Outcome.FAILS if wrong else Outcome.HOLDS,
                    (evidence(claim, "unit"),),
                    values={"unit": claim.quantity.unit},
                    indicator=claim.indicator,
                    year=claim.year,
                    suggestions=(Suggestion(0, claim.quantity.text.replace("人/", "人"), "mend-unit"),)
                    if wrong
                    else (),
                )
