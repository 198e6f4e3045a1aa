"""Parts of a whole: which percentages cannot exceed 100."""

import re

from validator.claims.claim import Claim, Role
from validator.patterns import later

_PART = later("占比|比重|整改率|合格率|达标率|入库率|满足率|及格率|优良率|处理率")
# A ratio to what was planned may exceed it: 占年初预算的105.6%.
_OF_A_PLAN = re.compile(
    "(?<!公共)(?<!基金)(?<!经营)预算|计划|目标(?!人群|群体|对象|人口)|任务|指标|同期|下达|上年|保有量|正常|控制数|序时|限额|应|标准|需|订单|合同"
)
# Money set against money of another kind, which it is no part of: 占GDP的126%, 占财政投入的320%.
_OF_ANOTHER_KIND = later(r"占[^，。；]{0,8}?(?P<kind>GDP|生产总值|财力|收入|投入|支出|新增债券)")
_WITHIN = {
    "GDP": ("增加值", "产业"),
    "生产总值": ("增加值", "产业"),
    "收入": ("收入", "税", "费"),
    "支出": ("支出", "费"),
}
_FREE = later(
    "增长|增速|增幅|自给|家庭普及|保值|入园|(?<!制度)(?<!规定)(?<!标准)(?<!规范)执行|履约|速动|存贷|贷存|出租|成活|屠宰|"
    "电话|宽带|用户|债务|开工|贷款|偿|床位使用|病床|结案|收缴|升初中|升学|灌溉|再就业|配建|稳定资金|毛入学|产销|负债|杠杆|拨备|充足|周转|利用|回报|"
    "收益|完成|投资|流动|速|负荷|降|保障|偿付|出游|出栏|复种|繁活|繁殖|客座|产权|蓄水|参保|参合|征收|征缴|到位|进村"
)


def is_part(claim: Claim) -> bool:
    """True for a share or rate of something in itself: 占比, 合格率, not 完成率 and not 占预算的105.6%."""
    printed = claim.indicator or ""
    share = (
        claim.role is Role.SHARE
        or (claim.name is not None and claim.name.share)
        or "率" in printed[-6:]
        or "水平" in printed[-6:]
        or printed.endswith("满意度")
    )
    return share and not (_OF_A_PLAN.search(claim.cue) or _FREE.search(printed) or _of_another_kind(claim))


def _of_another_kind(claim: Claim) -> bool:
    """税收收入占财政收入, 工业增加值占GDP: parts. 支出占收入, 进出口占GDP: not."""
    found = _OF_ANOTHER_KIND.search(claim.cue) or _OF_ANOTHER_KIND.search(claim.indicator or "")
    if found is None:
        return False
    part = (claim.indicator or claim.cue).partition("占")[0]
    return not any(word in part for word in _WITHIN.get(found["kind"], ()))


def surely_part(claim: Claim) -> bool:
    """True where the name alone says so."""
    return bool(_PART.search(claim.indicator or ""))
