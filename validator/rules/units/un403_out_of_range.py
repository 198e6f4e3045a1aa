"""out-of-range — 占比或比率超过100%

说明：占比、覆盖率、合格率等应当在0到100%之间，超过100%就报告；名称明确是占比、合格率一类的为错误，其余为警
告。增长率、毛入学率、产销率、资产负债率、床位使用率等可以超过100%的，与预算、计划、上年相比的百分数，两种不
同性质的钱相比的百分数（支出占收入、进出口占生产总值），以及整体就印在旁边的占比（由AR301核算），不报告。

A share, a coverage or a rate of completion lies between 0 and 100%. Rates that may exceed it (增长率,
毛入学率, 产销率, 资产负债率, 床位使用率 …) are left alone, and so are ratios to a plan or an earlier year, of
money to money of another kind (支出占收入), and shares with their whole beside them, which AR301 reckons.

Flagged:
- 数据质量问题按期整改率达到118%。

Not flagged:
- 数据质量问题按期整改率达到98%。
- 学前教育毛入学率达到102%，工业产品产销率达到101%。

Basis: a part is no larger than its whole.
依据：部分不会大于整体。
"""

from collections.abc import Iterator

from validator.claims.claim import Role
from validator.claims.parts import is_part, surely_part
from validator.facts import Facts
from validator.finding import Outcome, Severity, Verdict
from validator.quantities.interval import HUNDRED
from validator.rules.base import rule
from validator.rules.evidence import amount, evidence


@rule(
    "UN403",
    "out-of-range",
    Severity.ERROR,
    zh={"default": "“{indicator}”写为{0}，不可能超过100%。"},
    en={"default": "“{indicator}” is printed as {0}; it cannot exceed 100%."},
)
def out_of_range(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each share in prose and tables."""
    reckoned = {share.share.span for share in facts.shares if len(share.wholes) == 1 and share.named}
    for claim in facts.claims:
        if claim.quantity.unit != "%" or claim.role not in (Role.LEVEL, Role.SHARE):
            continue
        if claim.span in reckoned:
            continue  # 占2019年同期600万人次的110%: with both figures beside it the quotient says whether it is right
        if is_part(claim):
            beyond, sure = claim.quantity.low > HUNDRED, surely_part(claim)
            yield Verdict(
                Outcome.FAILS if beyond else Outcome.HOLDS,
                (evidence(claim, "share"),),
                severity=None if sure else Severity.WARNING,
                hedge="" if sure else "rate",
                indicator=claim.indicator,
                year=claim.year,
                stated=amount(claim.quantity),
            )
