"""Parts of a whole: which percentages cannot exceed 100."""

import re

from validator.claims.claim import Claim, Role

_PART = re.compile("占比|比重|整改率|合格率|达标率|参保率|入库率|满足率|及格率|优良率|处理率")
# A ratio to what was planned may exceed it: 占年初预算的105.6%.
_OF_A_PLAN = re.compile("预算|计划|目标|任务|指标|同期|下达|上年|保有量|正常|控制数|序时|限额|应")
_FREE = re.compile(
    "增长|增速|增幅|自给|家庭普及|保值|入园|执行|履约|速动|存贷|贷存|出租|成活|屠宰|"
    "电话|宽带|用户|债务|开工|贷款|偿|毛入学|产销|负债|杠杆|拨备|充足|周转|利用|回报|"
    "收益|完成|投资|流动|速|负荷|降|保障|偿付"
)


def is_part(claim: Claim) -> bool:
    """True for a share or rate of something in itself: 占比, 合格率, not 完成率 and not 占预算的105.6%."""
    printed = claim.indicator or ""
    share = (
        claim.role is Role.SHARE
        or (claim.name is not None and claim.name.share)
        or any(word in printed[-6:] for word in ("率", "水平"))
    )
    return share and not _OF_A_PLAN.search(claim.cue) and not _FREE.search(printed)


def surely_part(claim: Claim) -> bool:
    """True where the name alone says so."""
    return bool(_PART.search(claim.indicator or ""))
