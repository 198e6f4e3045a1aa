"""prose-mismatch — 前后文数字不一致

说明：同一指标、同一年份，前后不同段落写了不同的数就报告，同一时期的年均增速也是；名称相近的两个数只是两位数码颠倒的，也报告。只比较全
域的、名称完整并且年份明确的数，或“现有”“在……基础上”说到的数；某个园区或某类单位的数，列举中的分项，都不比较。

Two passages give one indicator two values for the same year. Only statements of the plan's own
territory are compared, and only levels whose year is said or carried on, or what is there already (现有43户).

Flagged:
- 2020年，全县有高新技术企业48家。\\n二、发展目标\\n到2025年，高新技术企业由2020年的58家增加到90家。

Not flagged:
- 2020年，全县有高新技术企业48家。\\n二、发展目标\\n到2025年，高新技术企业由2020年的48家增加到90家。
- 2020年，全县有高新技术企业48家，园区有高新技术企业30家。2021年，全县有高新技术企业58家。

Basis: what has been counted once has one value.
依据：已经统计过的数只有一个值。
"""

from collections.abc import Iterator

from validator.claims.aims import are_aims
from validator.claims.claim import Claim, Role
from validator.facts import Facts
from validator.finding import Diagnosis, Outcome, Severity, Verdict
from validator.quantities.interval import agree
from validator.rules.base import rule
from validator.rules.evidence import amount, evidence


@rule(
    "TX205",
    "prose-mismatch",
    Severity.WARNING,
    zh={
        "default": "“{indicator}”{year}年的数值，一处写{0}，另一处写{1}。",
        "target": "“{indicator}”{year}年的目标，一处写{0}，另一处写{1}。",
        "rate": "“{indicator}”同一时期的年均增速，一处写{0}，另一处写{1}。",
        "given": "“{indicator}”前文写{1}，这里写的已有数却是{0}。",
        "swapped": "“{indicator}”一处写{0}，另一处写{1}，数码相同而次序不同，疑为颠倒。",
    },
    en={
        "default": "“{indicator}” in {year} is {0} in one place and {1} in another.",
        "target": "The {year} target of “{indicator}” is {0} in one place and {1} in another.",
        "rate": "The annual growth of “{indicator}” over the same years is {0} in one place and {1} in another.",
        "given": "“{indicator}” is given as {1} before; here the number there already is said to be {0}.",
        "swapped": "“{indicator}” is {0} in one place and {1} in another: the same digits in another order.",
    },
)
def prose_mismatch(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each pair of passages about one indicator and year."""
    for first, second in facts.repeated:
        yield _verdict(first, second, "target" if are_aims(facts.plan, first, second) else "default")
    for first, second in facts.rates_repeated:
        rate = first.role is Role.ANNUAL_GROWTH
        yield _verdict(first, second, "rate" if rate else "default")
    for first, second in facts.given:
        yield _verdict(first, second, "given")
    for first, second in facts.swapped:
        yield _verdict(first, second, "swapped")


def _verdict(first: Claim, second: Claim, why: str) -> Verdict:
    role = {"target": "target", "rate": "growth"}.get(why, "level")
    holds = agree(first.quantity, second.quantity)
    swapped = (Diagnosis("swapped", f"{second.quantity.text} / {first.quantity.text}"),) if why == "swapped" else ()
    return Verdict(
        Outcome.HOLDS if holds else Outcome.FAILS,
        (evidence(second, role), evidence(first, role)),
        why,
        indicator=second.indicator,
        year=second.year or first.year,
        stated=amount(second.quantity),
        expected=amount(first.quantity),
        diagnoses=swapped,
    )
