"""Relations: which figures of a sentence belong together as before and after, part and whole, parts and sum."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from validator.claims.claim import Claim, Role
from validator.quantities.quantity import Bound

LEVELS = (Role.LEVEL, Role.TOTAL, Role.FLOW, Role.COUNT)
# In place of a year: the plan's own base, for a target that is given with its rate alone.
BASE_YEAR = 0
CHANGES = (Role.DIFFERENCE, Role.GROWTH, Role.ANNUAL_GROWTH, Role.MULTIPLE, Role.STEP)
RATIOS = ("%", "‰")


@dataclass(frozen=True, slots=True)
class Change:
    """A stated change with the figures it leads from and to. `before` is None where only a year is
    named (比2025年净增): then `before_year` says which."""

    amount: Claim
    after: Claim
    before: Claim | None
    before_year: int | None = None
    gap: str = ""

    @property
    def increase(self) -> bool:
        """True for 增长N倍, False for 是…的N倍, 扩大到N倍."""
        return bool(_INCREASE.search(self.amount.cue))


_INCREASE = re.compile(r"(?:增长|增加|提高|提升|上升|扩大|净增|增)了?(?:约|近|超过|超)?$")
# 比上年增加19家 behind a comparison with another year: its base is not in the sentence.
_RELATIVE = re.compile(r"(?:比|较)(?:上年|去年|上月|上季|上一|同期|全国|全省|全市|年初|计划|预期|目标)|同比|环比")
_VERB = re.compile(
    r"(增长|增加|提高|提升|上升|扩大|攀升|增|下降|减少|降低|压减|压缩|缩短|缩小|减|降)(?:到|至|为)(?:(?:19|20)\d\d年(?:末|底)?的?)?[约近超过]*$"
)
_RANK = re.compile(r"排名|排位|位次|名次|位居|位列|名列|强")  # a smaller number is the better one
_FALLING = frozenset({"下降", "减少", "降低", "压减", "压缩", "缩短", "缩小", "减", "降"})


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


def sentence_groups(claims: tuple[Claim, ...]) -> Iterator[tuple[Claim, ...]]:
    """Claims by sentence; one that opens with 其中, or with a share behind ；, goes on with the one before."""
    group: list[Claim] = []
    for _, members in groupby(claims, key=lambda c: (c.site.block, c.site.sentence)):
        sentence = list(members)
        if group and not (group[0].site.block == sentence[0].site.block and _continues(group, sentence)):
            yield tuple(group)
            group = []
        group += sentence
    if group:
        yield tuple(group)


def _continues(group: list[Claim], sentence: list[Claim]) -> bool:
    """其中甲22家…, or 中级职称3091人，占40.32% behind a first item of the same list."""
    if re.match(r"[，,\s]*其中", sentence[0].gap):
        return True
    shared = any(c.role is Role.SHARE and _bare(c.cue) for c in group)
    return (
        sentence[0].half_stop
        and shared
        and len(sentence) > 1
        and sentence[1].role is Role.SHARE
        and sentence[0].quantity.unit == group[-2:][0].quantity.unit
    )


def changes(group: tuple[Claim, ...]) -> Iterator[Change]:
    """The changes of one sentence: 由A提高到B，提高C; B，比2015年的A增加C; B，年均增长C."""
    before: Claim | None = None
    after: Claim | None = None
    joined = ""
    ends: dict[str, tuple[Claim, Claim]] = {}
    for claim in group:
        joined += claim.gap
        if before is not None and after is not None and after.name is not None:
            ends[after.name.key] = (before, after)
        change = _is_change(claim, before, after)
        if claim.in_turn and change:
            if claim.name is not None and claim.name.key in ends:
                yield Change(claim, ends[claim.name.key][1], ends[claim.name.key][0], None, joined)
            continue
        if claim.role in LEVELS and not change:
            before, after = _hear_level(claim, before, after)
            if not claim.start:
                joined = claim.gap
        elif change and after is not None and not claim.own_name:  # not …，人均收入年均增长7%
            if _OWN_YEAR.search(claim.gap) and not claim.compared and not _one_year(before, after):
                continue
            base = None if _RELATIVE.search(claim.gap) else before
            year = claim.compared if base is None else None
            if claim.compared and base is not None and base.year not in (None, claim.compared):
                base, year = None, claim.compared
            if (base is not None and base is not after) or year:
                yield Change(claim, after, base, year, joined)
            elif base is None and claim.role is Role.ANNUAL_GROWTH and not _RELATIVE.search(claim.gap):
                yield Change(claim, after, None, BASE_YEAR, joined)


def movements(group: tuple[Claim, ...]) -> Iterator[tuple[Claim, Claim, str, bool]]:
    """由A提高到B: both figures, the verb, and whether it says down."""
    for before, after in pairwise(group):
        verb = _VERB.search(after.cue)
        ranked = before.quantity.unit in ("位", "名", "") and _RANK.search(before.gap + after.gap)
        if before.start == "from" and verb and before.quantity.unit == after.quantity.unit and not ranked:
            yield before, after, verb[1], verb[1] in _FALLING


def _is_change(claim: Claim, before: Claim | None, after: Claim | None) -> bool:
    """A change of something, or 新增945 behind the two levels it leads between."""
    if claim.role in CHANGES or claim.quantity.unit == "番":
        return True
    return claim.role is Role.FLOW and not claim.own_name and before is not None and after is not None


def _hear_level(claim: Claim, before: Claim | None, after: Claim | None) -> tuple[Claim | None, Claim | None]:
    if claim.start == "from":
        return claim, None
    if claim.start in ("than", "of"):
        return claim, after
    if before is not None and after is None and before.start == "from" and not claim.own_name:
        return before, claim
    if before is not None and after is None and before.start == "than" and before.quantity.unit == claim.quantity.unit:
        return before, claim  # 与2015年的A相比，2020年增加到B
    if after is not None and _later(after, claim):
        return after, claim
    if before is not None and after is None and before.start == "from" and _MOVED.search(claim.cue):
        return before, claim
    return None, claim


def _later(earlier: Claim, claim: Claim) -> bool:
    """2015年为119起，2020年降为94起: one indicator in two years, both said."""
    if earlier.year is None or claim.year is None or claim.year <= earlier.year or earlier.start:
        return False
    same = claim.name is not None and earlier.name is not None and claim.name.key == earlier.name.key
    return same and not claim.own_name and claim.quantity.unit == earlier.quantity.unit


_MOVED = re.compile(r"(?:到|至|为|达)[^，]{0,4}$")
# …，其中2023年增长15.2%: a year's own rate, not that of the years between the two levels.
_OWN_YEAR = re.compile(
    r"其中|(?:(?:19|20)\d\d年|当年|去年|上年|今年)(?:当年)?(?:同比)?(?:实际)?[增提上升下减降][^，。；比较\d]{0,4}$"
)


def _one_year(before: Claim | None, after: Claim) -> bool:
    return before is not None and None not in (before.year, after.year) and after.year == (before.year or 0) + 1


def shares(group: tuple[Claim, ...]) -> Iterator[Share]:
    """The printed shares of one sentence with part and whole. What has a share of its own is no whole."""
    shared: list[Claim] = []
    for index, claim in enumerate(group):
        if claim.quantity.unit not in RATIOS or claim.role not in (Role.SHARE, Role.LEVEL):
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
        stem = _RATE_NAME.search(claim.cue)
        if (
            not stem
            or stem["stem"] in _OF_ANOTHER
            or len(before) < 2
            or stem["stem"] not in (before[-1].indicator or "")
        ):
            return None
    elif not _bare(claim.cue):
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


def _bare(cue: str) -> bool:
    """占41.6%, 占比41.6%, 占总数的41.6%: of what was named before, not of something new."""
    return bool(
        re.fullmatch(
            r"[，（(]?(?:其中|约|，)*(?:所)?占(?:比|到|总数的?|全部的?|其|的)?(?:重|例)?(?:约|达到|达|为|近|超过)*", cue
        )
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
        if len(members) >= 2 and not _each(members) and not _stock(claim, members):
            # 加上, 上年结转, 收入总计: the list may begin before this sentence.
            guess = skipped or any(_CARRIED_OVER.search(c.gap) for c in (*members, claim))
            yield Parts(claim, tuple(members), Closed.TOTAL, guess)


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
        if not _each(members):
            yield Parts(whole, tuple(members), Closed.LIST if found["list"] else Closed.OPEN, guess)


def _whole_of(before: tuple[Claim, ...], claim: Claim) -> Claim | None:
    """What 其中 refers to: the nearest level that is no part, mean or increment, and is large enough if one is."""
    wholes = [c for c in before if _addable(c, claim) and not c.start and not c.bracketed and not is_part(c)]
    wholes = [c for c in wholes if not intensive(c) and "净增" not in c.gap]
    fitting = [c for c in wholes if c.quantity.high >= claim.quantity.low]
    return (fitting or wholes)[-1] if wholes else None


def _members(group: tuple[Claim, ...], index: int) -> tuple[list[Claim], bool]:
    """The items of a list, and whether one of them is reached only over ，, which may end the list as well."""
    claim = group[index]
    members, listed, guess = [claim], False, False
    for other in group[index + 1 :]:
        if claim.bracketed and not other.bracketed:
            break
        if other.role is Role.SHARE or (other.bracketed and other.quantity.unit in RATIOS):
            continue
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


def intensive(claim: Claim) -> bool:
    """True for an average, a rate or a quotient, of which 其中 gives no parts."""
    return (
        claim.quantity.unit in ("岁", "分", "度")
        or "/" in claim.quantity.unit
        or bool(claim.name and _INTENSIVE.search(claim.name.core))
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
