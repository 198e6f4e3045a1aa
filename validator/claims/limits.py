"""Limits: figures that only say which things are meant (10亿元以上项目7个): thresholds in the words, no statements."""

import re
from dataclasses import replace

from validator.claims.claim import Claim, Role
from validator.patterns import later
from validator.quantities.quantity import Quantity

# 10万元以上的村, 超过10亿元的县8个: a threshold that is part of a name.
_LIMIT = re.compile(r"(?:及)?以[上下内]的?(?!水平|增|速|目标|比例|的?[，。；、])[\u4e00-\u9fff\d]")
_OVER = re.compile(r"(?:[，,]?其中)?(?:超过|过|达到|突破|高于|低于|大于|小于|不足)")
# 产值超100亿元企业4家: those with more; not 产值超100亿元，企业4家.
_OVER_LEAD = re.compile(r"(?:超过?|突破|不足|不到|低于|高于|大于|小于|过)$")
# 有4个生产总值不足200亿元: how large each of those counted is.
_EACH_OVER = later(r"[\u4e00-\u9fff（()）]{3,16}(?:超过?|突破|不足|不到|低于|高于|过|达到?)$")
_BODIES = ("个", "家", "户", "座", "所", "处")
_OVER_TAIL = later(
    r"的?[\u4e00-\u9fff]{0,6}(?:州[（(]市[）)]|[州盟旗]|企业|公司|项目|园区|集群|产业链?|基地|品牌|产品|景区|市场|主体|机构|单位|县|市|区|镇|乡|村|户)"
    r"[\u4e00-\u9fff]{0,6}?[\d一二三四五六七八九十]+(?:余|多)?(?:家|个|户|座|所|项|条|处|件|只)"
)
# 过10亿元的县（市、区）由9个增加到38个: places are never what an amount is of.
_OF_PLACES = later(
    r"的(?:县|市|区|州|乡镇|镇|乡|村|街道)(?:[（(][\u4e00-\u9fff、]{1,6}[）)])?(?![\u4e00-\u9fff]{0,3}级|场|内|外)"
)
_LIMITED = later(r"的[\u4e00-\u9fff]{0,6}[\d一二三四五六七八九十]")
_SIZE = later(r"总投资|投资总?额|计划投资|概算|规模(?!以|化|较|企|工)|能力|额度|授信|全长|建筑面积|规划面积|占地")
_ATTRIBUTE = later(r"的[\u4e00-\u9fff]")
# A threshold in the words before a figure, also of what is no figure of its own: 18岁以上, 4A级以上.
_THRESHOLD = later(r"\d[^，。；、]{0,4}以[上下内]|(?:超过?|突破|不足)\d")


def is_limit(lead: str, tail: str) -> bool:
    """True for a figure that the words before and behind it make a threshold."""
    return bool(
        _LIMIT.match(tail)
        or (_OVER_LEAD.search(lead) and _OVER_TAIL.match(tail))
        or (tail[:1] == "的" and _OVER.fullmatch(lead) and _LIMITED.match(tail))
        or (tail[:1] == "的" and _OVER_LEAD.search(lead) and _OF_PLACES.match(tail))
    )


def of_each_counted(lead: str, unit: str, counted: Quantity) -> bool:
    """True for an amount in the unit given that tells, right behind a count, which bodies are counted: 有4个生产总值不足200亿元."""
    return counted.unit in _BODIES and unit not in ("", counted.unit) and _EACH_OVER.fullmatch(lead) is not None


def only_describes(part: Claim, whole: Claim) -> bool:
    """True for a figure that says how large a thing is, not how much of the whole it has: 投资完成8.14亿元，其中总投资
    20亿元的光伏项目完成5.44亿元."""
    named = (part.name.printed if part.name else "") + part.cue
    of_size = _SIZE.search(named) is not None and not _SIZE.search(whole.name.printed if whole.name else whole.cue)
    return of_size or _ATTRIBUTE.match(part.tail) is not None


def above_a_limit(claim: Claim) -> bool:
    """True where the words before a figure name a threshold: 其中10亿元以上项目7个."""
    return _THRESHOLD.search(claim.gap) is not None


def without_limits(block: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The figures that state something: 其中10亿元以上项目7个 is one item, with its threshold in its words."""
    if all(claim.role is not Role.LIMIT for claim in block):
        return block
    found: list[Claim] = []
    words, sentence = "", -1
    for claim in block:
        words = words if claim.site.sentence == sentence else ""
        if claim.role is Role.LIMIT:
            words, sentence = words + claim.gap + claim.quantity.text, claim.site.sentence
        else:
            found.append(replace(claim, gap=words + claim.gap) if words else claim)
            words = ""
    return tuple(found)
