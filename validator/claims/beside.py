"""Beside: a total and a list of figures of its unit, with no word between them that makes the one the sum of the others.

货运量8642万吨，公路7915万吨、铁路512万吨、水路215万吨. Only the arithmetic tells that they belong together: they come
to it, or one slip of the keyboard is all that keeps them from it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from validator.claims.claim import Claim, Role
from validator.claims.counted import ANYTHING
from validator.claims.kinds import complete, exclusive, made_up, paying
from validator.claims.relations import CHANGES, LEVELS, RATIOS
from validator.claims.summed import SUM, taken_off
from validator.claims.wholes import (
    MEMBERS,
    Closed,
    Parts,
    addable,
    adds_up,
    bounded,
    each,
    intensive,
    is_part,
    slip_apart,
)
from validator.patterns import later
from validator.quantities.interval import is_swap
from validator.quantities.numerals import DIGITS
from validator.quantities.units import COUNTING

_MOST = 16  # items of a list
_COMMAS, _PAUSES = "，,", "、和及与"
# What stands between two items: 、铁路, （2021年）、; no clause of its own.
_ITEM = later(r"(?:[（(][^（()）]{0,12}[)）]|[)）])?(?P<mark>[、，,和及与]|以及)(?P<label>[^，,。；;：:、]{0,14})")
# ，公路; （教师; ，资金来源为：财政资金
_FIRST = later(
    r"[\u4e00-\u9fff]{0,8}(?:(?P<mark>[，,（(])|[，,；;]?(?:[^，,。；;：:]{0,8}(?:结构|来源|构成|组成|分布|渠道|如下)为?|分[两二三四五六七八九]个?(?:期|批|段|阶段|标段|年)[^，,。；;：:]{0,6})?[：:])"
    r"(?P<label>[^，,。；;：:、（(）)]{1,14})"
)
# 已建成，二期; 、第三批
_NEXT = later(r"[\u4e00-\u9fff]{0,10}(?P<mark>[，,、])(?P<label>第?[二三四五六七八九](?:期|批|段|阶段|标段))")
_IN_TURN = later(r"[^。；：]{0,24}(?:分别|依次)[^，。；：年]{0,6}")
_CONSISTS = later(r"(?:等|共同)?[构组]成")
_TOTALLED = re.compile(r"[总共]|[合累]计|合在一起|相加|之和")
_REACHED = later(r"[总累][^，]{0,6}达到?|结[存余]")
_SAID_OF = later(r"其中|占|平均|[比较]|剩余|还有|另有|限额")
# 上述两项相加: what the sentence before tells.
_ABOVE = later(r"^(?:上述|以上|前述|这)[^，。]{0,6}(?:相加|合计|合在一起|加总|之和|共计)")
_NUMBER_OF = later(r"^[，,]?(?P<count>[两三四五六七八九])[项类级种地方者个支片县区市镇乡村园校院]")
_DOES = later(r"新增|建成|完成|引进|培育|改造|实现|开展|增加|减少|调减|获")


def beside(block: tuple[Claim, ...]) -> Iterator[Parts]:
    """Totals that a list follows, and totals that one comes before."""
    for index, claim in enumerate(block):
        if claim.role not in LEVELS or claim.start or claim.quantity.unit in RATIOS or bounded(claim):
            continue
        if (found := _listed_behind(block, index)) or (found := _listed_before(block, index)):
            yield found


def _listed_behind(block: tuple[Claim, ...], at: int) -> Parts | None:
    """粮食总产量20.2万吨，夏粮10.5万吨、秋粮9.7万吨; 教职工4926人（教师4126、行政285、…）."""
    whole = block[at]
    if at + 1 == len(block) or whole.bracketed or intensive(whole):
        return None
    if not block[at + 1].bracketed and (is_part(whole) or not whole.own_name):
        return None
    members = _in_turn(block[at : at + _MOST]) or _items_behind(block[at : at + _MOST])
    if (
        len(members) < 2
        or (not members[0].bracketed and _far(whole, members))
        or each(members)
        or not _kinds_of(whole, members, block[max(0, at - 1) : at])
    ):
        return None
    if members[0].bracketed and members[-1].tail.startswith("等"):
        return None
    found = Parts(whole, tuple(members), Closed.BESIDE, complete=_listed_aside(whole, members))
    counted = at > 0 and _counts(block[at - 1], found)
    told = found.complete or adds_up(whole, members) or _tells(found, counted=counted) or _by_name(found)
    return found if told else None


def _listed_aside(whole: Claim, members: list[Claim]) -> bool:
    """14所（小学5所、初中3所、幼儿园6所）: what a bracket lists is all there is, where one slip would make it so."""
    missed = whole.quantity.value - sum(member.quantity.value for member in members)
    several = members[0].bracketed and len(members) > 2
    return several and missed * 3 <= whole.quantity.value and slip_apart(whole, members, 2)


def _far(whole: Claim, members: list[Claim]) -> bool:
    """True where no slip could bring the figures to the whole: they miss it by more than half of it."""
    return abs(sum(member.quantity.value for member in members) - whole.quantity.value) * 2 > whole.quantity.value


def _counts(before: Claim, found: Parts) -> bool:
    """两个园区共有企业395家，东区237家、西区158家: as many as are listed."""
    counts = before.quantity.exact and before.quantity.value == len(found.parts) and before.quantity.unit in COUNTING
    return counts and before.site.sentence == found.whole.site.sentence and not re.search("[，,；;]", found.whole.gap)


def _in_turn(near: Sequence[Claim]) -> list[Claim]:
    """面积125万亩，小麦、玉米、大豆分别为58万亩、49万亩、18万亩: the figures that 分别 opens."""
    if not near[1].in_turn and near[1].role is not Role.COUNT:
        return []
    whole, *behind = [claim for claim in near if claim.role is not Role.COUNT or claim is near[0]]
    if not behind or not behind[0].in_turn or not _IN_TURN.fullmatch(behind[0].gap) or "年" in behind[0].gap:
        return []
    alike = _of_unit(whole)
    members = list(takewhile(lambda c: c.in_turn and c.site.sentence == whole.site.sentence, behind))
    return members if all(map(alike, members)) else []


def _items_behind(near: Sequence[Claim]) -> list[Claim]:
    """The items of a list that begins with the second figure, until something else is told."""
    whole, first = near[:2]
    if not _FIRST.fullmatch(first.gap) or MEMBERS.search(first.gap):
        return []
    alike = _bare_of(whole) if first.bracketed and not first.quantity.unit else _of_unit(whole)
    members: list[Claim] = []
    for claim in near[1:]:
        if claim.site.sentence != whole.site.sentence:
            break
        if members and (claim.quantity.unit in RATIOS or claim.role in CHANGES) and not claim.own_name:
            continue
        item = _ITEM.fullmatch(claim.gap) or _NEXT.fullmatch(claim.gap) if members else _FIRST.fullmatch(claim.gap)
        if (
            item is None
            or not item["label"]
            or "其中" in item["label"]
            or not alike(claim)
            or claim.bracketed is not first.bracketed
        ):
            break
        if len(members) > 1 and item["mark"] in _COMMAS and members[1].gap[:1] in _PAUSES:
            break  # 甲、乙，丙: the list has ended before 丙
        members.append(claim)
    return members


def _of_unit(whole: Claim) -> Callable[[Claim], bool]:
    return lambda claim: addable(claim, whole) and not (claim.start or bounded(claim) or intensive(claim))


def _bare_of(whole: Claim) -> Callable[[Claim], bool]:
    """教职工4926人（专任教师4126、行政人员285）: items that leave out the unit of a whole without a 万."""
    plain = whole.quantity.figure.replace(",", "") == str(whole.quantity.value)
    return lambda claim: plain and not claim.quantity.unit and not claim.start and not bounded(claim)


def _kinds_of(whole: Claim, members: list[Claim], before: Sequence[Claim]) -> bool:
    """True for items that are named as kinds of the total, not as things beside it (企业395家，园区237家)."""
    if members[0].bracketed or _FIRST_HEADED.match(members[0].gap) or _CONSISTS.match(members[-1].tail):
        return True
    beside_it = bool(before) and addable(before[0], whole) and before[0].site.sentence == whole.site.sentence
    if beside_it or (len(members) == 2 and made_up(tuple(members))):
        return False  # 出口, 进口: `kindred` has them
    if members[0].in_turn or exclusive(tuple(members)) or complete(tuple(members)):
        return True
    labels = [_label(claim) for claim in members]
    noun = whole.name.core[-1:] if whole.name else ""
    if any(label.endswith(noun) or _DOES.search(label) for label in labels):
        return False
    several = len(members) > 2 or paying(tuple(members))
    set_off = several and members[1].gap[:1] in _PAUSES and whole.quantity.unit not in ANYTHING
    same = len(members) > 2 or len({len(label) for label in labels}) == 1
    if len(members) > 2 and slip_apart(whole, members, 3, is_swap):
        return True
    return set_off or (same and all(set(a) & set(b) for a, b in pairwise(labels)))


_FIRST_HEADED = later(r"[^：:]{0,12}[：:]")


def _label(claim: Claim) -> str:
    found = _ITEM.fullmatch(claim.gap) or _FIRST.fullmatch(claim.gap)
    return found["label"] if found else claim.gap


def _by_name(found: Parts) -> bool:
    """续建53个、新开工38个、前期15个: kinds that leave nothing out, or do not overlap and come to a little too much."""
    total = sum(member.quantity.value for member in found.parts)
    missed = total - found.whole.quantity.value
    near = abs(missed) * _NEAR <= found.whole.quantity.value
    return near and (complete(found.parts) or (missed > 0 and exclusive(found.parts)))


_NEAR = 4  # what misses its total by more than a quarter of it is of something else


def _tells(found: Parts, *, counted: bool = False) -> bool:
    """True where one slip explains all of the difference, and would hardly do so by accident: two digits swapped, or
    one digit of a long figure in a list of several, or of as many as are counted."""
    whole, count = found.whole.quantity, len(found.parts)
    missed = sum(part.quantity.value for part in found.parts) - whole.value
    near = abs(missed) * _NEAR <= whole.value
    if slip_apart(found.whole, found.parts, 2 if near else 3, is_swap):
        return True
    aside = found.parts[0].bracketed
    return (near or aside) and (counted or aside or count > 2) and slip_apart(found.whole, found.parts, 3)


def _listed_before(block: tuple[Claim, ...], at: int) -> Parts | None:
    """市级1.2亿元，县区8600万元、社会资本4.7亿元，总投入达到6.76亿元: the total is called so, no more."""
    whole = block[at]
    if at < 2 or whole.bracketed or not whole.gap or _SAID_OF.search(whole.gap):
        return None
    joined = _ADDED_LAST.match(block[at - 1].gap) is not None  # …，加上原有的18个，达到68个
    called = joined or _TOTALLED.search(whole.gap) is not None
    if not called and not _OF_ALL.match(whole.gap):
        return None
    above = whole.site.clause == 0 and _ABOVE.search(whole.gap) is not None
    across = whole.half_stop and whole.site.sentence != block[at - 1].site.sentence
    if not (above or across) and (whole.site.clause < 2 or SUM.search(whole.gap)):
        return None
    members = _items_before(block[max(0, at - _MOST) : at], whole)
    members = _as_many_as_said(whole, members)
    if len(members) < 2 or each(members) or taken_off(members):
        return None
    if _REACHED.search(whole.gap) and _added(members) and not _more_than(whole, members):
        return None
    said = (above and _as_many_above(whole, members)) or _in_a_row(whole, members)
    found = Parts(whole, tuple(members), Closed.BESIDE, complete=said)
    if not (called or _named_in(found)):
        return None
    slip = (_swapped(found) if across else _tells(found)) and not _one_of_them(found)
    slip = slip or (joined and slip_apart(found.whole, found.parts, 2, is_swap))
    return found if adds_up(whole, members) or said or slip else None


def _in_a_row(whole: Claim, members: list[Claim]) -> bool:
    """先后投入1.2亿元、1.5亿元和2.4亿元用于…，累计投入5.1亿元: bare amounts, and what is done once more with their sum."""
    done = members[0].gap.removesuffix("了")[-2:]
    bare = len(members) > 2 and all(member.gap in _BARE for member in members[1:])
    return (
        bare and len(done) > 1 and _ALTOGETHER.match(whole.gap) is not None and whole.gap.endswith((done, done + "了"))
    )


_ADDED_LAST = later(r"[，,](?:再|另)?(?:加上|算上|连同)")
_BARE = ("、", "和", "及", "与", "以及")
_ALTOGETHER = later(r"[^，]*[，,](?:累计|总共|合计|总计|一共|共计?)[^，]{0,6}$")


def _as_many_above(whole: Claim, members: list[Claim]) -> bool:
    """上述两项合计: as many as the sentences before tell."""
    count = _SEVERAL.search(whole.gap)
    return count is not None and DIGITS[count["count"]] == len(members)


_SEVERAL = later(r"^..(?P<count>[两三四五六七八九])[项类级种地方者个支]")


def _swapped(found: Parts) -> bool:
    """True where two digits of one figure changed places, which figures of three hardly meet by accident."""
    return slip_apart(found.whole, found.parts, 3, is_swap)


def _named_in(found: Parts) -> bool:
    """城区312家、乡镇485家，全市药店797家; 线上销售12.8亿元、线下销售31.5亿元，全年销售收入44.3亿元: kinds of the total."""
    labels = [_NO_NAME.sub("", member.gap) for member in found.parts]
    joined = all(member.gap[:1] in _PAUSES for member in found.parts[1:])
    return joined and all(0 < len(label) < 3 or label[-2:] in found.whole.gap for label in labels)


_NO_NAME = later(r"^.*[，,；;：:]|^[、和及与]")
_OF_ALL = later(r"^[，,]全[市县区省州旗镇乡年][^，,]{2,12}$")
_LEFT = later(r"结[存余转]|存量|拥有量")
_OF_ITS_OWN = later(r"(?P<own>[^，]{2})总(?P<noun>[^，\d]{1,2})[^，]{0,4}$")


def _one_of_them(found: Parts) -> bool:
    """稻谷产量A，小麦产量B，…，蔬菜总产量D; 收入A，支出B，…，累计结存D: told in a row, and no sum of what is before it."""
    own = _OF_ITS_OWN.search(found.whole.gap)
    like = own is not None and any(own["noun"] in m.gap and not m.in_turn for m in found.parts)
    like = like and not (own and all(own["own"] in m.gap for m in found.parts))  # 甲片区客运量，乙片区客运量，客运总量
    return like or _LEFT.search(found.whole.gap) is not None


def _items_before(near: Sequence[Claim], whole: Claim) -> list[Claim]:
    """The figures of the total's unit before it in its sentence, or in the one before where it opens its own."""
    alike, follower = _of_unit(whole), near[-1]
    members: list[Claim] = []
    for claim in reversed(near):
        if claim.site.sentence != follower.site.sentence and not follower.half_stop:
            break
        follower = claim
        if claim.quantity.unit in RATIOS or claim.role in CHANGES or claim.role is Role.COUNT:
            continue
        opens = members and "其中" in members[0].gap  # 其中甲12个、乙186个，总量198个: no whole before them
        if members and members[0].in_turn and claim.quantity.unit != whole.quantity.unit:
            break  # 厂5座，日处理能力分别是2万吨、3万吨、…，总能力…: 分别 opens the list
        if opens or not alike(claim) or claim.bracketed or SUM.search(claim.gap):
            return []
        members.insert(0, claim)
    return members


def _as_many_as_said(whole: Claim, members: list[Claim]) -> list[Claim]:
    """三级节点累计1747个: the last three."""
    said = _NUMBER_OF.search(whole.gap)
    return members[-DIGITS[said["count"]] :] if said else members


def _more_than(whole: Claim, members: list[Claim]) -> bool:
    """True where parts exceed what they make up: what was added to a stock would not."""
    return sum(member.quantity.value for member in members) > whole.quantity.value


def _added(members: list[Claim]) -> bool:
    return any(m.role is Role.FLOW or _DOES.search(m.gap) for m in members)


def without_ranks(block: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """一类村0.9万户，二类村1.1万户; 甲68件、乙142件，两类共210件: 二类 and 两类 are words of what is behind them."""
    if not any(claim.quantity.unit in _SORTS for claim in block):
        return block
    found: list[Claim] = []
    words = ""
    for claim, follower in zip(block, (*block[1:], None), strict=True):
        ranked = claim.quantity.text in _RANKS and found and any(r in found[-1].gap for r in ("一类", *_RANKS))
        counts = bool(claim.gap) and claim.gap in _COMMAS and claim.quantity.unit in _SORTS
        if ranked or (counts and follower is not None and _IN_ALL.match(follower.gap)):
            words = claim.gap + claim.quantity.text
            continue
        found.append(replace(claim, gap=words + claim.gap, own_name=True) if words else claim)
        words = ""
    return tuple(found)


_SORTS = ("类", "项", "种", "级", "支", "片", "个", "家")
_IN_ALL = later(r"[\u4e00-\u9fff]{0,3}(?:[总共]|[合累]计|合在一起|相加|之和)")
_RANKS = ("二类", "三类", "四类")
