"""part-exceeds-whole — 部分大于整体

What 其中 introduces is no larger than what it is part of; what a group of bodies (高新技术企业, 园区) has
of an indicator is no larger than what the whole territory has of it in the same year.

Flagged:
- 办理案件8.6万件，其中当年立案9.4万件。
- 2020年，全社会研发经费支出26078万元。2020年，高新技术企业实现产值66亿元,研发经费支出27288万元。

Not flagged:
- 办理案件8.6万件，其中当年立案7.4万件。
- 新建项目8个，其中一期投资20亿元。

Basis: a subset has no more members than its set; units are converted.
"""

from collections.abc import Iterator

from validator.claims.claim import Claim
from validator.facts import Facts
from validator.finding import Outcome, Severity, Verdict
from validator.rules.base import rule
from validator.rules.evidence import amount, evidence


@rule(
    "AR303",
    "part-exceeds-whole",
    Severity.ERROR,
    zh={
        "default": "{0}是{1}的一部分，却比它大。",
        "scope": "{0}说的是“{scope}”，却大于全域的{1}。",
    },
    en={
        "default": "{0} is part of {1}, and larger.",
        "scope": "{0} is said of “{scope}”, and exceeds that of the whole territory, {1}.",
    },
)
def part_exceeds_whole(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each part with its whole, within a sentence and between scopes."""
    for found in facts.parts:
        for index, part in enumerate(found.parts):
            yield _verdict(part, found.whole, "default", guess=found.guess and index > 0)
    for part, whole in facts.subsets:
        yield _verdict(part, whole, "scope", guess=False)


def _verdict(part: Claim, whole: Claim, why: str, *, guess: bool) -> Verdict:
    exceeds = part.quantity.low > whole.quantity.high
    return Verdict(
        Outcome.UNSURE if exceeds and guess else Outcome.FAILS if exceeds else Outcome.HOLDS,
        (evidence(part, "part"), evidence(whole, "whole")),
        why,
        {"scope": part.scope},
        indicator=part.indicator,
        year=part.year,
        stated=amount(part.quantity),
        expected=amount(whole.quantity),
        formula=f"{part.quantity.text} > {whole.quantity.text}" if exceeds else None,
    )
