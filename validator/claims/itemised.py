"""Itemised: a whole that stands before its parts: 总数，其中（包括）甲A、乙B."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from validator.claims.claim import Claim, Role
from validator.claims.counted import ANYTHING, counts_others, counts_otherwise
from validator.claims.kinds import undivided
from validator.claims.relations import LEVELS, RATIOS, main_line
from validator.claims.summed import SUM
from validator.claims.turns import sums_its_own
from validator.claims.wholes import MEMBERS, Closed, Parts, addable, adds_up, bounded, each, intensive, is_part
from validator.patterns import later
from validator.quantities.quantity import Bound
from validator.quantities.units import COUNTING

_KINDS = ("类", "大", "种")
_WINDOW = 24  # figures before one, or behind it, that may belong to one list with it
_IN_MEMBERS = re.compile(r"[中里内含包分即次看计类构源]")  # is in each of MEMBERS


def itemised(block: tuple[Claim, ...]) -> Iterator[Parts]:
    """总数，其中（包括）甲A、乙B: the whole stands before its parts."""
    for index, claim in enumerate(block):
        if index == 0 or claim.role not in LEVELS or not _IN_MEMBERS.search(claim.gap):
            continue
        found = MEMBERS.search(claim.gap)
        if not found or intensive(claim) or (found["kinds"] and _OF_ALL.search(claim.gap)):
            continue
        before = block[max(0, index - _WINDOW) : index]
        before = undivided(before) if found["kinds"] else before
        if claim.start:  # 其中道路事故由80起减少到25起: what it was is part of what the whole was
            yield from _moving(before, block[index : index + 2])
            continue
        opening = bool(found["open"] or found["kinds"] or _named_above(before, claim))
        near, _ = _speaking_of(before, claim, claim, opening=opening)
        yield from _second_measures(near, block[index + 1 : index + _WINDOW])
        members, guess = _members(block[index : index + _WINDOW], headed=bool(found["kinds"]))
        lists = []
        for figures in (members, _second_figures(members, block[index : index + _WINDOW])):
            whole = (
                _whole_of(*_speaking_of(before, claim, figures[0], opening=opening), figures[0]) if figures else None
            )
            if whole is None or counts_others(whole, figures[0]):
                continue
            headed = bool(found["kinds"])
            if not each(figures) and (headed or not _jointly(whole, figures, before)):
                closed = Closed.LIST if found["list"] else Closed.OPEN
                lists.append(_settled(Parts(whole, tuple(figures), closed, guess), before, headed=headed))
        yield from _shown_complete(lists, before)


_OF_ALL = later(
    r"[，,：:]全[国省市县区州旗][^，,：:]*$"
)  # 按技术等级分，全省等级公路22.79万公里，其中…: the whole itself


def _named_above(before: tuple[Claim, ...], claim: Claim) -> bool:
    """流动人口376万人。流动人口中，跨省…: what is divided is called as the last figure of the sentence before."""
    words = claim.gap.partition("中")[0]
    if not before or claim.site.clause or len(words) < _WORD:
        return False
    last = next((c for c in reversed(before) if addable(c, claim) and not c.start), None)
    if last is None or last.name is None or not last.own_name or claim.site.sentence != last.site.sentence + 1:
        return False
    return words.endswith(last.name.printed) or last.name.printed.endswith(words)


_WORD = 3  # characters of a name that is no word like 其


def _second_figures(members: list[Claim], behind: tuple[Claim, ...]) -> list[Claim]:
    """甲6项2.4亿元、乙13项12.6亿元: the other figure of each item, where each of them has one of the same unit."""
    follower = dict(zip((c.span for c in behind), behind[1:], strict=False))
    found = [c for c in (follower.get(m.span) for m in members) if c is not None and _glued(c)]
    units = {c.quantity.unit for c in found} | {members[0].quantity.unit}
    return found if len(found) == len(members) >= 2 and len(units) == 2 else []


def _glued(claim: Claim) -> bool:
    """The second figure of 甲6项2.4亿元, of 甲6项、2.4亿元."""
    return (
        claim.gap in ("", "、")
        and not claim.own_name
        and claim.role in LEVELS
        and not claim.start
        and not claim.bracketed
    )


def _shown_complete(lists: list[Parts], before: tuple[Claim, ...]) -> Iterator[Parts]:
    """Lists whose items are all there are: their other figures come to another whole (甲6项2.4亿元、乙13项12.6亿元), or
    the figure before the whole counts them (5类32项)."""
    unfinished = any(found.parts[-1].tail.startswith("等") for found in lists)
    for found, other in zip(lists, (*lists[1:], *lists[:1]), strict=True):
        only = sum(addable(c, found.whole) and c.site.sentence == found.whole.site.sentence for c in before) == 1
        proved = other is not found and len(other.parts) == len(found.parts) and _shows(other, found)
        complete = only and (proved or _counted_by_kind(found, before))
        yield replace(found, complete=complete and not unfinished)


# What is left out may be smaller than the rest of its kind, by as much as this.
_SMALLER = 3


def _shows(other: Parts, found: Parts) -> bool:
    """True where the items' other figures come to their whole, and would not if as much of it were left out."""
    whole, total = found.whole.quantity.value, sum(p.quantity.value for p in found.parts)
    figures = (other.whole.quantity, *(part.quantity for part in other.parts))
    rounding = sum((q.high - q.low for q in figures), start=Decimal(0)) / 2
    visible = abs(whole - total) * other.whole.quantity.value > _SMALLER * rounding * whole
    return visible and adds_up(other.whole, other.parts)


_CLAUSE = re.compile(r"[，,；;。]")
# 三大类工程26项，其中重点推进堤防9项: some of each.
_CHOSEN = later(r"重点|主要|优先|典型|代表|例如|比如|首批|率先")


def _counted_by_kind(found: Parts, before: tuple[Claim, ...]) -> bool:
    """5类32项, 五类市场45处: as many kinds as the list has items; not 五类工程，总投资45亿元."""
    at = before.index(found.whole)
    if at == 0 or _CLAUSE.search(found.whole.gap) or before[at - 1].quantity.unit not in _KINDS:
        return False
    chosen = any(_CHOSEN.search(part.gap) for part in found.parts)
    one_sentence = before[at - 1].site.sentence == found.whole.site.sentence
    return one_sentence and before[at - 1].quantity.value == len(found.parts) > 2 and not chosen


def _jointly(whole: Claim, members: list[Claim], before: tuple[Claim, ...]) -> bool:
    """甲12亿元、乙6亿元，其中丙8亿元、丁10亿元; 3个国考、5个省考断面…，其中6个: what exceeds 乙 alone is part of both."""
    joined = whole.gap[:1] in _AND or whole.gap[-1:] in _AND
    with_another = joined and any(addable(c, whole) for c in before[: before.index(whole)][-1:])  # not 26家、床位3120张
    return with_another and sum(m.quantity.value for m in members) > whole.quantity.value


_AND = ("、", "和", "及", "与")


def _settled(found: Parts, before: tuple[Claim, ...], *, headed: bool) -> Parts:
    """The reading that adds up, where the list may have ended earlier, or be one of another whole. What is `headed`
    by 分产业看 belongs to any whole of its paragraph, most likely to the one that it comes nearest to."""
    if len(found.parts) < 2 or adds_up(found.whole, found.parts):
        return found
    if found.guess:
        for last in range(len(found.parts) - 1, 1, -1):
            if adds_up(found.whole, found.parts[:last]):
                return replace(found, parts=found.parts[:last])
    # 限额905亿元，其中…，余额871亿元，其中…: the figure that the list stands behind is one of its own, if it adds up.
    total = sum(p.quantity.value for p in found.parts)
    beside = before[-1] if before and addable(before[-1], found.whole) else found.whole
    if beside.quantity.value == total if bounded(beside) else adds_up(beside, found.parts):
        return replace(found, whole=beside)
    others = [c for c in before if addable(c, found.whole) and not (is_part(c) or c.start or bounded(c))]
    whole = next((c for c in others if adds_up(c, found.parts)), found.whole)
    if headed and whole is found.whole:
        whole = min((*others, whole), key=lambda c: abs(c.quantity.value - total))
    return replace(found, whole=whole)


def _speaking_of(
    before: tuple[Claim, ...], claim: Claim, figure: Claim, *, opening: bool
) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """The figures of the sentence that a list belongs to, and those still before it. A list that opens a sentence
    belongs to the last before it that has figures of its unit."""
    near = tuple(c for c in before if c.site.sentence == claim.site.sentence)
    if not near and opening and claim.site.clause == 0:
        last = next((c.site.sentence for c in reversed(before) if addable(c, figure)), None)
        if last is not None and claim.site.sentence - last <= 2:
            near = tuple(c for c in before if c.site.sentence >= last)
    return near, before[: len(before) - len(near)]


# What may be negative: a part of it may exceed the whole.
_BALANCE = later(r"利润|盈利|净(?=[利收增额流值损迁调投出进融]|资产)|结余|差额|顺差|逆差|赤字|盈余|增收|增量|减少|增加")


def _whole_of(near: tuple[Claim, ...], far: tuple[Claim, ...], claim: Claim) -> Claim | None:
    """What 其中 refers to: the nearest level that is no part, mean or increment, and is large enough if one is."""
    wholes = _candidates(near, claim)
    fitting = [c for c in wholes if c.quantity.high >= claim.quantity.low]
    if fitting or not wholes:
        return fitting[-1] if fitting else None
    further = any(c.quantity.high >= claim.quantity.low for c in _candidates(far, claim))
    if _uncertain(near, claim, wholes[-1]) or (further and claim.site.clause == 0):
        return None
    return None if _reduced(near, wholes[-1]) else wholes[-1]


def _candidates(before: tuple[Claim, ...], claim: Claim) -> list[Claim]:
    heard = [c for c in main_line(before) if addable(c, claim) and not c.start and not c.bracketed]
    heard = [c for c in heard if not is_part(c) and not intensive(c) and "净增" not in c.gap]
    # 余额486亿元，控制在限额511亿元以内，其中…: of the amount, not of what it is kept below
    heard = [c for c in heard if c.quantity.bound is not Bound.CEILING] or heard
    return [c for c in heard if not counts_otherwise(c, claim)]


def _reduced(near: tuple[Claim, ...], whole: Claim) -> bool:
    """事项由420项减少到126项，其中取消180项: what was taken away is no part of what is left."""
    at = near.index(whole)
    start = near[at - 1] if at else whole
    return (
        start.start == "from"
        and start.quantity.unit == whole.quantity.unit
        and start.quantity.low > whole.quantity.high
    )


def _moving(before: tuple[Claim, ...], moving: tuple[Claim, ...]) -> Iterator[Parts]:
    """其中甲由A增加到B, behind a whole that went from C to D: A is part of C, and B of D."""
    starts = [
        c
        for c in before
        if c.start == "from" and moving[0].start == "from" and c.quantity.unit == moving[0].quantity.unit
    ]
    if not starts or len(moving) < 2 or starts[-1] is before[-1]:
        return
    end = before[before.index(starts[-1]) + 1]
    whole = moving[0].site.sentence - starts[-1].site.sentence <= 1
    if whole and all(addable(c, moving[0]) for c in (end, moving[1])) and not moving[1].start:
        yield Parts(starts[-1], moving[:1], Closed.OPEN)
        yield Parts(end, moving[1:], Closed.OPEN)


def _second_measures(near: tuple[Claim, ...], behind: tuple[Claim, ...]) -> Iterator[Parts]:
    """事故1126起、死亡257人，其中道路事故665起、死亡320人: what is said under one name of whole and part."""
    for claim in behind:
        if not claim.listed or MEMBERS.search(claim.gap) or claim.start or claim.role not in LEVELS:
            return
        named = [c for c in near if addable(c, claim) and c.name and claim.own_name and c.name == claim.name]
        if named and not is_part(named[-1]) and not intensive(claim) and not (named[-1].start or named[-1].bracketed):
            yield Parts(named[-1], (claim,), Closed.OPEN)


def _uncertain(before: tuple[Claim, ...], claim: Claim, whole: Claim) -> bool:
    """True where a smaller figure need not be the whole: another one stands nearer, the sentence has several
    halves, or what is told is a balance."""
    levels = (c for c in reversed(before) if addable(c, claim) and not (c.start or c.bracketed or intensive(c)))
    nearest = next(levels, whole)
    halves = whole.half_stop and not claim.half_stop and whole.site.sentence != claim.site.sentence
    balance = bool(whole.name and claim.name and _BALANCE.search(whole.name.printed + claim.name.printed + whole.cue))
    between = before[before.index(whole) + 1 :]
    counted = any(
        c.role in LEVELS and c.quantity.unit in COUNTING and not c.bracketed and c.quantity.high >= claim.quantity.low
        for c in between
    )  # 86个卫生院、860所卫生室，其中标准化卫生室820个: 个 counts anything
    return nearest is not whole or halves or balance or counted


def _members(behind: tuple[Claim, ...], *, headed: bool) -> tuple[list[Claim], bool]:
    """The items of a list that begins with the first figure, and whether one of them is reached only over ， or ；,
    which may end the list as well."""
    claim = behind[0]
    members, listed, guess = [claim], False, False
    other_kind = False  # an item says a second thing in another unit
    for last, other, following in zip(behind, behind[1:], (*behind[2:], None), strict=False):
        if other.bracketed and not claim.bracketed:
            continue
        half = other.site.sentence != last.site.sentence
        if (claim.bracketed and not other.bracketed) or (half and not other.half_stop):
            break
        other_kind = other_kind and not half
        if other.role is Role.SHARE or (other.bracketed and other.quantity.unit in RATIOS):
            continue
        if other.role in (Role.GROWTH, Role.DIFFERENCE) and not other.own_name:
            continue  # 税收收入4.89亿元，增长10.1%；非税收入1.93亿元
        if other.quantity.unit != claim.quantity.unit and other.role in LEVELS and not half:
            other_kind = not _glued(other)
            continue
        comma = half or other.gap.lstrip("）)")[:1] in "，,；;"
        if half and following is not None and "其中" in following.gap:
            break  # a whole with parts of its own
        if (
            other_kind
            or not addable(other, claim)
            or not _next_item(other, half, claim, headed=headed)
            or _is_sum(other)
        ):
            break
        if comma and listed:  # …、乙B，丙C: the list has ended before 丙
            break
        members.append(other)
        listed, guess = listed or not comma, guess or comma
    return members, guess


def _is_sum(claim: Claim) -> bool:
    """合计12吨, not 、豆类和薯类合计2吨."""
    return SUM.search(claim.gap) is not None and not sums_its_own(claim)


_ITEM = later(r"^[）)]?(?:[、，,；;和及与]|以及)(?![^，]*(?:，|。|同比|较|比|其中|增长|下降|新增|累计))")


def _next_item(claim: Claim, half: bool, first: Claim, *, headed: bool) -> bool:
    if half:  # …；第二产业53.78亿元
        named = claim.own_name or not claim.gap  # 其中74个投产项目…；91个续建项目
        return named and claim.site.clause == 0 and bool(_ITEM.match("；" + claim.gap)) and len(claim.gap) <= 24
    if not headed and claim.quantity.unit in ANYTHING and claim.gap[:1] in "，," and not _of_one_noun(claim, first):
        return False
    return bool(_ITEM.match(claim.gap)) and len(claim.gap) <= 24


_OTHERS = later(r"(?:其他|其它|其余)[^，。；]{0,4}$")


def _of_one_noun(claim: Claim, first: Claim) -> bool:
    """企业法人1.2万个，事业法人160个，其他90个: of one noun, or what is left."""
    if _OTHERS.search(claim.gap):
        return True
    nouns = [c.name.core[-2:] for c in (claim, first) if c.name and c.own_name]
    return len(nouns) == 2 and len(set(nouns)) == 1
