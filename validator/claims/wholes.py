"""Wholes: a whole with its parts, and which figures may be one or the other."""

import re
from collections.abc import Callable, Iterable
from enum import StrEnum

from validator.claims.claim import Claim
from validator.claims.relations import LEVELS, RATIOS
from validator.patterns import later
from validator.quantities.interval import allows, one_slip, sum_interval, sum_slipped
from validator.quantities.quantity import Bound
from validator.quantities.units import COUNTING, dimension
from validator.records import record


class Closed(StrEnum):
    """Why the parts of a whole must add up to it, or need not."""

    TOTAL = "total"  # 合计, 共: the sum is said to be one
    LIST = "list"  # 包括, 分为: the list is complete
    BALANCE = "balance"  # 收入 is 支出 and 结余
    BESIDE = "beside"  # nothing but the arithmetic: 货运量8642万吨，公路7915万吨、铁路512万吨、…
    OPEN = "open"  # 其中: parts of it, perhaps not all and perhaps overlapping


@record
class Parts:
    """A whole and its parts, all in units of one kind. `guess` where it is not sure that all of them belong,
    `complete` where it is shown that none is left out."""

    whole: Claim
    parts: tuple[Claim, ...]
    closed: Closed
    guess: bool = False
    complete: bool = False


# 在229所学校中，…有132所; 280个社区里已有163个; 76家园区当中，…; 28个县（市、区）中25个: among them.
_INSIDE = r"(?:当中|之中|(?<!其)中|(?<![公海英这哪])里|(?<![以之年月日省市区县国境域场])内)"
AMONG = re.compile(
    rf"^(?:[^，。；、（(]|[（(][^（）()]*[）)]){{0,14}}{_INSIDE}(?:[，,]|(?:已经?|目前|现|共|约|只|仅|便|就|超过?|还)*有"
    r"|(?<![高初空]中)(?:已经?|仅|只)*$)"
)
# 游客826万人次，当中过夜的213万人次; 饭店46家（含五星级6家）
THOSE = r"^[，,；;]?在?(?:这|上述|以上)些?[^，。；、\d]{0,10}(?<!其)中(?=[，,])"
OPENS = re.compile(
    rf"其中|[，,；;（(]内[中含](?!量|水)|{THOSE}|^[，,；;](?:当中|里面)(?!的)|^[，,（(]含(?!税|量|氮|磷|油|硫|金)"
)
OPENER = later(OPENS.pattern + "|" + AMONG.pattern)


def is_part(claim: Claim) -> bool:
    """True where 其中 or a list after it introduces the figure."""
    return opens(claim.gap) or claim.listed or among(claim)


def opens(gap: str) -> bool:
    """True for words that open a list of parts: 其中."""
    return OPENS.search(gap) is not None


def among(claim: Claim) -> bool:
    """True for a figure told of those that the figure right before it counts: 280个社区里已有163个."""
    return AMONG.search(claim.gap) is not None


_GOES_ON = re.compile(rf"[，,\s]*其中|{THOSE}")


def opens_sentence(claim: Claim) -> bool:
    """…。其中，甲N: what it is a part of may stand further back than in the sentence before."""
    return claim.site.clause == 0 and _GOES_ON.match(claim.gap) is not None


# 分产业看，按来源划分，从行业看，按行业归类：
DIVIDED = (
    r"(?:分[\u4e00-\u9fff]{1,8}看|按[\u4e00-\u9fff]{1,10}(?:划?分|看|[归分]类|分布|区分)"
    r"|从[\u4e00-\u9fff]{0,4}(?:产业|行业|领域|地[区域]|区域|投向|来源|类[型别]|性质|用途|结构|构成|分布)看"
    r"|[\u4e00-\u9fff]{2}(?:构成|来源|结构)(?:上|方面|中)?)[，,：:]"
)
# What introduces the parts of a whole.
MEMBERS = re.compile(
    rf"(?P<among>^[^，。；]{{0,12}}(?<!其)中[，,]|{AMONG.pattern})|(?P<list>包括(?!在)|包含(?!在)|分为|^[，,、（(]?(?:其中)?(?:分别|依次)(?:为|是|有)|(?<![\u4e00-\u9fff])即)"
    rf"|(?P<open>{OPENS.pattern})|(?P<kinds>^[，,]?{DIVIDED})"
)

# Averages and prices: the parts of a territory do not add up to its average, and one may exceed it.
_MEAN = later(
    r"[人户年亩日地件次村生月床车社]均|平均|[单亩]产|^每|单位(?:GDP|面积|产值|产品|能耗|增加值)|万元|寿命|水平|程度|价格|单价"
)
# Rates and marks, which are no number of people or things: 按比例就业2140人 is one.
_RATE = later(r"率|比(?!赛|武|拼)|指数|强度|密度|浓度|得分|评分")
# 每千人6.6批次, 全年每万人药品抽检8.2批次
_EACH = later(
    r"[人户月日年]均(?:约|近|超过|达到?|为)*$|每[十百千万]?[\u4e00-\u9fff]{1,3}(?:约|近|超过?|达到?)*$|每?[百千万]人(?!次)"
)
# What plants put through in a time adds up: 吨/日, 立方米/年, not 元/月 or 公里/小时.
_THROUGHPUT = ("质量", "体积")
_TIMES = ("秒", "小时", "日", "天", "月", "年")


def intensive(claim: Claim) -> bool:
    """True for an average, a rate or a quotient, of which 其中 gives no parts."""
    unit = claim.quantity.unit
    name = claim.name.core if claim.name else ""
    return (
        unit in ("岁", "分", "度")
        or ("/" in unit and not _put_through(unit))
        or bool(_MEAN.search(name))
        or (unit not in COUNTING and bool(_RATE.search(name)))
        or bool(_EACH.search(claim.cue))
        or (unit == "元" and not claim.quantity.scale and bool(_EARNER.search(name)))
    )


_EARNER = later(r"(?:居民|农民|农户|职工|牧民|人员|劳动力|户)$")  # 城镇居民40375元: each of them has so much


def _put_through(unit: str) -> bool:
    amount, _, time = unit.partition("/")
    return time in _TIMES and dimension(amount) in _THROUGHPUT


def each(members: list[Claim]) -> bool:
    """2024年和2025年各2.5万亩: a figure that stands for several."""
    return any(re.search(r"[各均]$|各(?:为|建|新)|[都均](?:是|为|达到?)(?:约|近)?$", m.cue) for m in members)


def adds_up(whole: Claim, members: Iterable[Claim]) -> bool:
    """True where the parts come to the whole, rounding allowed for."""
    return allows(whole.quantity, sum_interval(m.quantity for m in members))


def slip_apart(
    whole: Claim, members: Iterable[Claim], digits: int = 1, slip: Callable[[str, str], bool] = one_slip
) -> bool:
    """True where one slip, in figures of so many digits, is all that keeps the parts from coming to the whole."""
    return sum_slipped(whole.quantity, [m.quantity for m in members], digits, slip)


def bounded(claim: Claim) -> bool:
    """True for 超过11万人, 2%以内: no figure to reckon with."""
    return claim.quantity.bound in (Bound.FLOOR, Bound.CEILING)


def addable(a: Claim, b: Claim) -> bool:
    """True for a level in the unit of another figure, which may be part or whole of it."""
    return (
        a.role in LEVELS and a.quantity.unit == b.quantity.unit and a.quantity.unit not in (*RATIOS, "番", "年", "大")
    )


def composed(whole: Claim, members: tuple[Claim, ...]) -> bool:
    """True where the parts' names make up the whole's: 造林种草 is 造林 and 种草改良, 进出口 is 进口 and 出口."""
    if whole.name is None or len(members) < 2:
        return False
    heads = {m.name.core[:2] for m in members if m.name and m.name.core}
    words = whole.gap[-20:] + whole.name.core
    return len(heads) == len(members) and all(all(c in words for c in head) for head in heads)
