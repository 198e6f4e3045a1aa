"""Wholes: which figures of a sentence are a whole and its parts, the parts of a sum, a part and its printed share."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from validator.claims.claim import Claim, Role
from validator.claims.relations import CHANGES, LEVELS, RATIOS, bare_share
from validator.quantities.quantity import Bound


class Closed(StrEnum):
    """Why the parts of a whole must add up to it, or need not."""

    TOTAL = "total"  # 合计, 共: the sum is said to be one
    LIST = "list"  # 包括, 分为: the list is complete
    OPEN = "open"  # 其中: parts of it, perhaps not all and perhaps overlapping


@dataclass(frozen=True, slots=True)
class Parts:
    """A whole and its parts, all in units of one kind. `guess` where it is not sure that all of them belong."""

    whole: Claim
    parts: tuple[Claim, ...]
    closed: Closed
    guess: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A printed share of a part in a whole. Several wholes where the sentence does not say which.

    `named` where 其中 or the share itself names the whole; `rate` for 入库率 behind 入库N件.
    """

    share: Claim
    part: Claim
    wholes: tuple[Claim, ...]
    named: bool = False
    rate: bool = False


def shares(group: tuple[Claim, ...]) -> Iterator[Share]:
    """The printed shares of one sentence with part and whole. What has a share of its own is no whole."""
    shared: list[Claim] = []
    for index, claim in enumerate(group):
        if claim.quantity.unit not in RATIOS or claim.role not in (Role.SHARE, Role.LEVEL, Role.COMPLETION):
            continue
        before = [
            c
            for c in group[:index]
            if c.role in LEVELS and c.quantity.unit not in (*RATIOS, "倍", "百分点", "番", "年")
        ]
        if not before:
            continue
        if claim.role is Role.SHARE or claim.cue == "的" or _RATE_NAME.search(claim.cue):
            found = _share(claim, before, group[index - 1], tuple(shared))
            if claim.role is Role.SHARE and group[index - 1] is before[-1]:
                shared.append(before[-1])
            if found:
                yield found


# 占总数的, 所占比重: of the one whole there is. 在229所学校中，…有132所: among them.
_OF_ALL = re.compile(r"占(?:总数|全部|总量|总人数|其)|所占")
_AMONG = re.compile(r"^[^，。；]{0,12}中[，,]")
_RATE_NAME = re.compile(r"(?P<stem>[\u4e00-\u9fff]{1,6})率(?:为|达|达到)?$")
# 节约率 is of the budget, which the sentence need not name.
_OF_ANOTHER = ("节约", "节省", "资金节约", "增减")
_OF_FIGURE = re.compile(r"^的$")


def _share(claim: Claim, before: list[Claim], previous: Claim, shared: tuple[Claim, ...]) -> Share | None:
    if _OF_FIGURE.match(claim.cue) and "占" in previous.gap and previous is before[-1] and len(before) >= 2:
        return Share(claim, before[-2], (before[-1],), named=True)
    if claim.role is not Role.SHARE:
        if is_part(before[-1]):
            return None  # 其中省定项目拨付20亿元，拨付率83%: of the part's own plan
        stem = _RATE_NAME.search(claim.cue)
        if (
            not stem
            or stem["stem"] in _OF_ANOTHER
            or len(before) < 2
            or stem["stem"] not in (before[-1].indicator or "")
        ):
            return None
    elif not bare_share(claim.cue):
        return None
    part = before[-1]
    if part.quantity.bound in (Bound.FLOOR, Bound.CEILING):
        return None  # 8000万千瓦以上，占比超过65%: two bounds have no quotient
    before = [c for c in before if c is part or c not in shared]
    if previous is not part and not (previous.role is Role.SHARE and previous.bracketed):
        return None
    wholes = _wholes(part, before[:-1])
    return (
        Share(
            claim,
            part,
            wholes,
            named=is_part(part) or bool(_OF_ALL.search(claim.cue) or _AMONG.search(part.gap)),
            rate=claim.role is not Role.SHARE,
        )
        if wholes
        else None
    )


def _wholes(part: Claim, before: list[Claim]) -> tuple[Claim, ...]:
    """What a part may be a part of: the figures before 其中, else the nearest one of its unit."""
    same = [c for c in before if c.quantity.unit == part.quantity.unit and not c.bracketed and not c.start]
    same = [c for c in same if not intensive(c)]
    if not same:
        return ()
    outside = [c for c in same if not is_part(c)] or same
    return tuple(outside[-1:] if is_part(part) else outside)


def is_part(claim: Claim) -> bool:
    """True where 其中 or a list after it introduces the figure."""
    return "其中" in claim.gap or claim.listed or bool(_AMONG.search(claim.gap))


def parts(group: tuple[Claim, ...]) -> Iterator[Parts]:
    """The wholes of one sentence with their parts."""
    yield from _sums(group)
    yield from _lists(group)


_SUM = re.compile(r"(?:合计|共计|总计|总数(?:达到|达|为)?|总共|两项共|三项共|一共)[^，]{0,4}$|，共$")
_MEMBERS = re.compile(
    r"(?P<among>^[^，。；]{0,12}中[，,])|(?P<list>包括|包含|分为|^[，,、（(]?(?:其中)?分别(?:为|是)|即)|(?P<open>其中|[（(]其中)"
)


def _sums(group: tuple[Claim, ...]) -> Iterator[Parts]:
    """甲A、乙B，合计C: the parts stand before the sum. Rates and brackets between them are passed over."""
    for index, claim in enumerate(group):
        if not _SUM.search(claim.gap) or claim.role not in LEVELS:
            continue
        members: list[Claim] = []
        skipped = False
        for other in reversed(group[:index]):
            if other.bracketed or other.quantity.unit in RATIOS or other.role in CHANGES:
                skipped = skipped or (other.role in CHANGES and other.quantity.unit == claim.quantity.unit)
                continue
            if not _addable(other, claim) or other.start or intensive(other):
                break
            members.insert(0, other)
            if "其中" in other.gap or _SUM.search(other.gap):
                members.pop(0)
                break
        members = _of_its_kind(claim, members)
        if len(members) >= 2 and not _each(members) and not _stock(claim, members):
            # 加上, 上年结转, 收入总计: the list may begin before this sentence.
            guess = skipped or any(_CARRIED_OVER.search(c.gap) for c in (*members, claim))
            yield Parts(claim, tuple(members), Closed.TOTAL, guess)


def _of_its_kind(claim: Claim, members: list[Claim]) -> list[Claim]:
    """世界遗产1处、省级保护单位126处、县级保护单位688处，保护单位合计814处: those that the total's name names."""
    if claim.name is None or not claim.own_name or len(claim.name.core) < 2:
        return members
    kind = claim.name.core[-2:]
    same = [m for m in members if m.name and m.name.core.endswith(kind)]
    return same if len(same) >= 2 else members


_ADDED = re.compile(r"新增|净增|新认定|新引进|新培育|新建|新设|新登记")


def _stock(claim: Claim, members: list[Claim]) -> bool:
    """新增甲600家、乙11家，乙总数52家: what there is by now, of one kind, is not the sum of what was added."""
    if not re.search(r"总数|总量", claim.gap):
        return False
    added = any(m.role is Role.FLOW or _ADDED.search(m.gap) for m in members)
    named = claim.name is not None and claim.own_name and claim.name.core
    return added or bool(named and not all(m.name and claim.name and claim.name.core in m.name.core for m in members))


_CARRIED_OVER = re.compile(r"加上|另有|结转|调入|收入总计|支出总计|财力|补助")


def _lists(group: tuple[Claim, ...]) -> Iterator[Parts]:
    """总数，其中（包括）甲A、乙B: the whole stands before its parts."""
    for index, claim in enumerate(group):
        found = _MEMBERS.search(claim.gap)
        if index == 0 or not found or claim.role not in LEVELS or intensive(claim):
            continue
        whole = _whole_of(group[:index], claim)
        if whole is None:
            continue
        members, guess = _members(group, index)
        guess = guess and not complementary(tuple(members))
        if not _each(members):
            yield Parts(whole, tuple(members), Closed.LIST if found["list"] else Closed.OPEN, guess)


# What may be negative: a part of it may exceed the whole.
_BALANCE = re.compile(r"利润|盈利|净|结余|差额|顺差|逆差|赤字|盈余|增收|增量")


def _whole_of(before: tuple[Claim, ...], claim: Claim) -> Claim | None:
    """What 其中 refers to: the nearest level that is no part, mean or increment, and is large enough if one is."""
    wholes = [c for c in before if _addable(c, claim) and not c.start and not c.bracketed and not is_part(c)]
    wholes = [c for c in wholes if not intensive(c) and "净增" not in c.gap]
    fitting = [c for c in wholes if c.quantity.high >= claim.quantity.low]
    if not fitting and wholes and _uncertain(before, claim, wholes[-1]):
        return None
    return (fitting or wholes)[-1] if wholes else None


def _uncertain(before: tuple[Claim, ...], claim: Claim, whole: Claim) -> bool:
    """True where a smaller figure need not be the whole: another one stands nearer, the sentence has several
    halves, or what is told is a balance."""
    nearest = next((c for c in reversed(before) if _addable(c, claim) and not c.start), whole)
    halves = whole.half_stop and not claim.half_stop and whole.site.sentence != claim.site.sentence
    balance = bool(whole.name and claim.name and _BALANCE.search(whole.name.printed + claim.name.printed))
    return nearest is not whole or halves or balance


def _members(group: tuple[Claim, ...], index: int) -> tuple[list[Claim], bool]:
    """The items of a list, and whether one of them is reached only over ，, which may end the list as well."""
    claim = group[index]
    members, listed, guess = [claim], False, False
    for other in group[index + 1 :]:
        if claim.bracketed and not other.bracketed:
            break
        if other.role is Role.SHARE or (other.bracketed and other.quantity.unit in RATIOS):
            continue
        if other.role in (Role.GROWTH, Role.DIFFERENCE) and not other.own_name:
            continue  # 税收收入4.89亿元，增长10.1%；非税收入1.93亿元
        comma = other.gap.lstrip("）)")[:1] in "，,；;"
        if not _addable(other, claim) or not _next_item(other) or _SUM.search(other.gap):
            break
        if comma and listed:  # …、乙B，丙C: the list may have ended before 丙
            return members, True
        members.append(other)
        listed, guess = listed or not comma, guess or comma
    return members, guess


def _each(members: list[Claim]) -> bool:
    """2024年和2025年各2.5万亩: a figure that stands for several."""
    return any(re.search(r"[各均]$|各(?:为|建|新)", m.cue) for m in members)


_ITEM = re.compile(r"^[）)]?(?:[、，,；;和及与]|以及)(?![^，]*(?:，|。|同比|较|比|其中|增长|下降|新增|累计))")


# What is counted in these may be anything: 项目3个，覆盖行政村86个.
_ANYTHING = ("个", "项", "处", "次")
# Averages, rates and quotients: the parts of a territory do not add up to its average, and one may exceed it.
_INTENSIVE = re.compile(
    r"[人户年亩日地件次村生月床车社]均|平均|单产|^每|单位(?:GDP|面积|产值|产品|能耗|增加值)|万元|率|比|寿命|指数|强度|密度|水平|程度|浓度|价格|单价|得分|评分"
)


# 每千人6.6批次, 全年每万人药品抽检8.2批次
_EACH = re.compile(r"每[十百千万]?[\u4e00-\u9fff]{1,3}(?:约|近|超过?|达到?)*$|每?[百千万]人(?!次)")


def intensive(claim: Claim) -> bool:
    """True for an average, a rate or a quotient, of which 其中 gives no parts."""
    return (
        claim.quantity.unit in ("岁", "分", "度")
        or "/" in claim.quantity.unit
        or bool(claim.name and _INTENSIVE.search(claim.name.core))
        or bool(_EACH.search(claim.cue))
    )


def _next_item(claim: Claim) -> bool:
    if claim.quantity.unit in _ANYTHING and claim.gap[:1] in "，,":
        return False
    return bool(_ITEM.match(claim.gap)) and len(claim.gap) <= 24


def _addable(a: Claim, b: Claim) -> bool:
    return (
        a.role in LEVELS and a.quantity.unit == b.quantity.unit and a.quantity.unit not in (*RATIOS, "番", "年", "大")
    )


def composed(whole: Claim, members: tuple[Claim, ...]) -> bool:
    """True where the parts' names make up the whole's: 造林种草 is 造林 and 种草改良, 进出口 is 进口 and 出口."""
    if whole.name is None or len(members) < 2:
        return False
    heads = [m.name.core[:2] for m in members if m.name and m.name.core]
    words = whole.gap[-20:] + whole.name.core
    return len(heads) == len(members) and all(all(c in words for c in head) for head in heads)


# Each of two is what the other is not.
_OPPOSITES = (
    ("税收", "非税"),
    ("男", "女"),
    ("城镇", "农村"),
    ("城市", "农村"),
    ("公办", "民办"),
    ("公立", "民营"),
    ("国内", "入境"),
    ("进口", "出口"),
)


def complementary(members: tuple[Claim, ...]) -> bool:
    """True for two parts that leave nothing out: 税收收入 and 非税收入, 男 and 女."""
    if len(members) != 2 or not (members[0].name and members[1].name):
        return False
    first, second = (m.name.core for m in members if m.name)
    return any(a in first and first.replace(a, b) == second for a, b in (*_OPPOSITES, *((b, a) for a, b in _OPPOSITES)))
