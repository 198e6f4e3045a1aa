"""Owners: whose figure it is where the name alone does not say (做大建材集群，产值达到520亿元)."""

import re
from collections.abc import Iterable

from validator.claims.claim import Claim, Role
from validator.claims.names import Name
from validator.patterns import later

# Names that say what is measured and not of what: 产值, 主营业务收入, 占地面积, 总投资.
_BARE = later(
    r"(?:预计|预期|实现|力争|年|总|全年|综合|全产业链|工业|主营业务|营业|经营|销售|占地|建筑|种植|用地|规划|计划|概算|估算|协议|完成|累计|产业|新增)*"
    r"(?:总?产值|收入|面积|投资额?|总投资|产量|规模|利润|利润总额|利税|税收|税费|增加值|产能|资金|金额|交易额|成交额|销售额|"
    r"人数|户数|数量|总额|总量|总数|长度|里程|容量|床位|会员|用户|客流|就业|从业人员|员工)(?:额|量|数)?"
)
# What has figures of its own in a plan: it ends a clause whose successor is said of it.
_OWNING = later(
    r"(?:集群|产业链?|行业|企业|公司|集团|项目|工程|基地|园区?|中心|平台|板块|品牌|市场|合作社|农场|林场|景区|街区|赛道|[\u4e00-\u9fff]业|“[^“”]{1,12}”)$"
)
_CLAUSES = re.compile(r"[，,；;：:]")
_LAST = 40  # characters of a clause that are looked at
_ADDED = re.compile(r"新增|净增|新建")


def is_bare(name: Name | None) -> bool:
    """True for a name that measures without saying what: 产值, 占地面积."""
    return name is not None and len(name.printed) <= 10 and _BARE.fullmatch(name.printed) is not None


def owner_of(name: Name | None, words: str, before: Claim | None) -> str:
    """Of whom a bare name is said in its sentence; `words` are those before it since the figure `before`."""
    if not is_bare(name):
        return ""
    for clause in reversed(_CLAUSES.split(words)[:-1]):
        if clause.strip(" 　"):
            found = clause.rstrip("（( ")[-_LAST:]
            return found if _OWNING.search(found) else ""
    if before is None:
        return ""
    if before.owner:
        return before.owner
    named = before.indicator or ""
    return named if not is_bare(before.name) and _OWNING.search(named) else ""


def _of_one_owner(a: Claim, b: Claim) -> bool:
    """True where two figures of one name are said of one thing, as far as the text tells."""
    if a.owner != b.owner:
        return False
    return not is_bare(a.name) or a.label == b.label or not (a.label and b.label)


def may_start(change_after: Claim, bases: Iterable[Claim]) -> list[Claim]:
    """Of the figures in other sentences those that a change to `change_after` may start from."""
    return [base for base in bases if _of_one_owner(change_after, base)]


def adds_to(after: Claim, base_name: str) -> bool:
    """五年新增174所: what was added is not the level that a multiple of 2025年 speaks of."""
    if after.role not in (Role.FLOW, Role.TOTAL):
        return False
    return _ADDED.search(after.gap) is not None and not _ADDED.search(base_name)


# 为“十三五”时期的1.6倍, 比“十四五”增长25%: what the base is of. 末 and 初 are of one year.
_OF_PERIOD = later(
    r"(?:是|为|相当于|达到?|比|较)(?:整个)?“?十[一二三四五六七]?五”?(?P<of>时期|期间|规划期|五年)?(?![”末初期时])"
)


def of_other_years(claim: Claim, before: Claim) -> bool:
    """True where the base is named as a period, which no level of one year is; 由A提高到B，比“十三五”提高C has its own."""
    if "五" not in claim.gap or (found := _OF_PERIOD.search(claim.gap)) is None:
        return False
    return before.start != "from" or found["of"] is not None or claim.role is Role.MULTIPLE
