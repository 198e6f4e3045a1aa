"""out-of-range — 占比或比率超过100%

说明：占比、覆盖率、合格率等应当在0到100%之间，超过100%就提示；名称明确是占比、合格率一类的为错误，其余为警
告。增长率、毛入学率、产销率、资产负债率等可以超过100%的，以及与预算、计划、上年相比的百分数，不提示。

A share, a coverage or a rate of completion lies between 0 and 100%. Rates that may exceed it (增长率,
毛入学率, 产销率, 资产负债率 …) are left alone.

Flagged:
- 数据质量问题按期整改率达到118%。

Not flagged:
- 数据质量问题按期整改率达到98%。
- 学前教育毛入学率达到102%，工业产品产销率达到101%。

Basis: a part is no larger than its whole.
依据：部分不会大于整体。
"""

import re
from collections.abc import Iterator

from validator.claims.claim import Claim, Role
from validator.facts import Facts
from validator.finding import Outcome, Severity, Verdict
from validator.quantities.interval import HUNDRED
from validator.rules.base import rule
from validator.rules.evidence import amount, evidence

BOUNDED = re.compile("占比|比重|整改率|合格率|达标率|参保率|入库率|满足率|及格率|优良率|处理率")
# A ratio to what was planned may exceed it: 占年初预算的105.6%.
PLANNED = re.compile("预算|计划|目标|任务|指标|同期|下达|上年|保有量|正常|控制数|序时|限额|应")
FREE = re.compile(
    "增长|增速|增幅|自给|家庭普及|保值|入园|执行|履约|速动|存贷|贷存|出租|成活|屠宰|"
    "电话|宽带|用户|债务|开工|贷款|偿|毛入学|产销|负债|杠杆|拨备|充足|周转|利用|回报|"
    "收益|完成|投资|流动|速|负荷|降|保障|偿付"
)


@rule(
    "UN403",
    "out-of-range",
    Severity.ERROR,
    zh={"default": "“{indicator}”印为{0}，不可能超过100%。"},
    en={"default": "“{indicator}” is printed as {0}; it cannot exceed 100%."},
)
def out_of_range(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each share in prose and tables."""
    for claim in facts.claims:
        if claim.quantity.unit == "%" and claim.role in (Role.LEVEL, Role.SHARE) and _bounded(claim):
            beyond = claim.quantity.low > HUNDRED
            yield Verdict(
                Outcome.FAILS if beyond else Outcome.HOLDS,
                (evidence(claim, "share"),),
                severity=None if _certain(claim) else Severity.WARNING,
                indicator=claim.indicator,
                year=claim.year,
                stated=amount(claim.quantity),
            )


def _bounded(claim: Claim) -> bool:
    printed = claim.indicator or ""
    share = (
        claim.role is Role.SHARE
        or (claim.name is not None and claim.name.share)
        or any(word in printed[-6:] for word in ("率", "水平"))
    )
    of_a_plan = PLANNED.search(claim.cue) is not None
    return share and not of_a_plan and not FREE.search(printed)


def _certain(claim: Claim) -> bool:
    return BOUNDED.search(claim.indicator or "") is not None
