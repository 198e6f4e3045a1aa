"""Wholes: which figures of a sentence are a whole and its parts, and which stand beside their sum."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from validator.claims.claim import Claim, Role
from validator.claims.counted import ANYTHING, counts_others, counts_otherwise
from validator.claims.kinds import undivided
from validator.claims.limits import without_limits
from validator.claims.relations import CHANGES, LEVELS, RATIOS, main_line
from validator.patterns import later
from validator.quantities.interval import allows, sum_interval
from validator.quantities.quantity import Bound
from validator.quantities.units import COUNTING
from validator.records import record


class Closed(StrEnum):
    """Why the parts of a whole must add up to it, or need not."""

    TOTAL = "total"  # 合计, 共: the sum is said to be one
    LIST = "list"  # 包括, 分为: the list is complete
    BALANCE = "balance"  # 收入 is 支出 and 结余
    OPEN = "open"  # 其中: parts of it, perhaps not all and perhaps overlapping


@record
class Parts:
    """A whole and its parts, all in units of one kind. `guess` where it is not sure that all of them belong."""

    whole: Claim
    parts: tuple[Claim, ...]
    closed: Closed
    guess: bool = False


# 在229所学校中，…有132所: among them.
AMONG = re.compile(r"^[^，。；]{1,12}中(?:[，,]|共?有)")
OPENER = later(r"其中|" + AMONG.pattern)


def is_part(claim: Claim) -> bool:
    """True where 其中 or a list after it introduces the figure."""
    return "其中" in claim.gap or claim.listed or bool(AMONG.search(claim.gap))


def opens_sentence(claim: Claim) -> bool:
    """…。其中，甲N: what it is a part of may stand further back than in the sentence before."""
    return claim.site.clause == 0 and bool(re.match(r"[，,\s]*其中", claim.gap))


def parts(block: tuple[Claim, ...]) -> Iterator[Parts]:
    """The wholes of one paragraph with their parts."""
    told = without_limits(block)
    yield from _sums(told)
    yield from _lists(told)


_WINDOW = 24  # figures before one, or behind it, that may belong to one list with it
_SUM = re.compile(r"(?:合计|共计|总计|总数(?:达到|达|为)?|总共|两项共|三项共|一共)[^，]{0,4}$|，共$")
_IN_SUM, _IN_MEMBERS = re.compile(r"[计总共]"), re.compile(r"[中包分即]")  # one of these is in each
MEMBERS = re.compile(
    r"(?P<among>^[^，。；]{0,12}(?<!其)中[，,])|(?P<list>包括|包含|分为|^[，,、（(]?(?:其中)?分别(?:为|是)|即)|(?P<open>其中|[（(]其中)"
    r"|(?P<kinds>^[，,]?(?:分[\u4e00-\u9fff]{1,8}看|按[\u4e00-\u9fff]{1,10}(?:划?分|看))[，,：:])"
)


def _sums(block: tuple[Claim, ...]) -> Iterator[Parts]:
    """甲A、乙B，合计C: the parts stand before the sum. Rates and brackets between them are passed over."""
    for index, claim in enumerate(block):
        if index == 0 or claim.role not in LEVELS or claim.start:
            continue
        if not (_IN_SUM.search(claim.gap) and _SUM.search(claim.gap)):
            continue
        sentence = [c for c in block[max(0, index - _WINDOW) : index] if c.site.sentence == claim.site.sentence]
        members, guess = _summed(sentence, claim)
        kind = _of_its_kind(claim, members)
        if (
            len(kind) < 2
            or _each(members)
            or _stock(claim, kind)
            or _overlap(kind)
            or any(_TAKEN_OFF.search(m.gap) for m in members)
        ):
            continue
        fitting = _adding_up(claim, members) or _adding_up(claim, kind)
        members = kind
        if fitting:
            yield Parts(claim, fitting, Closed.TOTAL)
        elif len(members := _behind_total(claim, members)) >= 2:
            # 加上, 上年结转, 收入总计: the list may begin before this sentence, unless it opens with an item of its own.
            begun = members[0] is sentence[0] and not _ADDED_TO.search(members[0].gap)
            guess = guess or (not begun and any(_CARRIED_OVER.search(c.gap) for c in (*members, claim)))
            earlier = [c for c in block[max(0, index - _WINDOW) : index] if c.site.sentence < claim.site.sentence]
            first = next((c for c in earlier if addable(c, claim) and _adds_up(claim, (c, *members))), None)
            yield Parts(claim, (first, *members) if first else tuple(members), Closed.TOTAL, guess and not first)


def _summed(sentence: list[Claim], claim: Claim) -> tuple[list[Claim], bool]:
    """What stands before a sum in its sentence, and whether something was passed over that may belong to it."""
    members: list[Claim] = []
    skipped, shared = False, Decimal(0)
    for other in reversed(sentence):
        if other.bracketed or other.quantity.unit in RATIOS or other.role in CHANGES:
            skipped = skipped or (other.role in CHANGES and other.quantity.unit == claim.quantity.unit)
            shared += other.quantity.value if other.role is Role.SHARE and not other.bracketed else 0
            continue
        if not addable(other, claim) or other.start or intensive(other) or _SUM.search(other.gap):
            skipped = skipped or other.quantity.unit == claim.quantity.unit
            break
        members.insert(0, other)
        if "其中" in other.gap:
            skipped = True  # 总装机…，其中风电A、光伏B、水电C，新能源合计D: of some of them, perhaps
            break
    return members, skipped or 0 < shared < _NEARLY_ALL  # 甲12.6亿元、占40%，…，合计31亿元: not all are told


_NEARLY_ALL = Decimal(98)


def _adds_up(whole: Claim, members: Iterable[Claim]) -> bool:
    return allows(whole.quantity, sum_interval(m.quantity for m in members))


def _adding_up(claim: Claim, members: list[Claim]) -> tuple[Claim, ...]:
    """The last of the figures before a sum that come to it (中小学120所，小学82所、初中38所，合计120所), or some in a row
    before others that come to it without any rounding."""
    size = len(members)
    suffixes = (tuple(members[start:]) for start in range(size - 1))
    inner = (tuple(members[start:end]) for end in range(size - 1, 1, -1) for start in range(end - 1))
    found = next((run for run in suffixes if _adds_up(claim, run)), ())
    return found or next((run for run in inner if sum(m.quantity.value for m in run) == claim.quantity.value), ())


def _behind_total(claim: Claim, members: list[Claim]) -> list[Claim]:
    """Those behind a first statement of the same total."""
    totals = [at for at, m in enumerate(members) if m.quantity.value == claim.quantity.value]
    return members[totals[-1] + 1 :] if totals and len(members) - totals[-1] > 2 else members


def _of_its_kind(claim: Claim, members: list[Claim]) -> list[Claim]:
    """世界遗产1处、省级保护单位126处、县级保护单位688处，保护单位合计814处: those that the total's name names."""
    if claim.name is None or not claim.own_name or len(claim.name.core) < 2 or claim.name.core in ("收入", "支出"):
        return members  # 收入总计 holds 调入资金 as well
    kind = claim.name.core[-2:]
    same = [m for m in members if m.name and m.name.core.endswith(kind)]
    return same if len(same) >= 2 else members


_ADDED = re.compile(r"新增|净增|新认定|新引进|新培育|新建|新设|新登记")

_BROUGHT = later(r"引进|引育|招引|培育|培养|创建|认定|建设|评选")


def _overlap(members: list[Claim]) -> bool:
    """收入47.5亿元，总收入68.4亿元: the one holds the other."""
    cores = [m.name.core.replace("总", "") for m in members if m.name]
    return len(cores) > len(set(cores)) and any("总" in m.name.core for m in members if m.name)


def _stock(claim: Claim, members: list[Claim]) -> bool:
    """新增甲600家、乙11家，乙总数52家: what there is by now, of one kind, is not the sum of what was added."""
    if not re.search(r"总数|总量", claim.gap):
        return False
    added = any(m.role is Role.FLOW or _ADDED.search(m.gap) for m in members)
    reached = "达到" in claim.gap and any(_BROUGHT.search(m.gap) for m in members)
    core = claim.name.core if claim.name is not None and claim.own_name else ""
    return added or reached or not all(m.name and core in m.name.core for m in members if core)


_TAKEN_OFF = later(r"减[去：:]|扣除|剔除|抵减")
_ADDED_TO = re.compile(r"加上?|另有|[等余]")
_CARRIED_OVER = later(r"加上|另有|结转|调入|收入总计|支出总计|财力|补助")


def _lists(block: tuple[Claim, ...]) -> Iterator[Parts]:
    """总数，其中（包括）甲A、乙B: the whole stands before its parts."""
    for index, claim in enumerate(block):
        if index == 0 or claim.role not in LEVELS or not _IN_MEMBERS.search(claim.gap):
            continue
        found = MEMBERS.search(claim.gap)
        if not found or intensive(claim):
            continue
        before = block[max(0, index - _WINDOW) : index]
        before = undivided(before) if found["kinds"] else before
        if claim.start:  # 其中道路事故由80起减少到25起: what it was is part of what the whole was
            yield from _moving(before, block[index : index + 2])
            continue
        near, far = _speaking_of(before, claim, opening=bool(found["open"] or found["kinds"]))
        whole = _whole_of(near, far, claim)
        yield from _second_measures(near, block[index + 1 : index + _WINDOW])
        if whole is None or counts_others(whole, claim):
            continue
        members, guess = _members(block[index : index + _WINDOW])
        headed = bool(found["kinds"])
        if not _each(members) and (headed or not _jointly(whole, members)):
            closed = Closed.LIST if found["list"] else Closed.OPEN
            yield _settled(Parts(whole, tuple(members), closed, guess), before, headed=headed)


def _jointly(whole: Claim, members: list[Claim]) -> bool:
    """甲12亿元、乙6亿元，其中丙8亿元、丁10亿元: what exceeds 乙 alone is part of both."""
    return whole.gap[:1] in ("、", "和", "及", "与") and sum(m.quantity.value for m in members) > whole.quantity.value


def _settled(found: Parts, before: tuple[Claim, ...], *, headed: bool) -> Parts:
    """The reading that adds up, where the list may have ended earlier, or be one of another whole. What is `headed`
    by 分产业看 belongs to any whole of its paragraph, most likely to the one that it comes nearest to."""
    if len(found.parts) < 2 or _adds_up(found.whole, found.parts):
        return found
    if found.guess:
        for last in range(len(found.parts) - 1, 1, -1):
            if _adds_up(found.whole, found.parts[:last]):
                return replace(found, parts=found.parts[:last])
    others = [c for c in before if addable(c, found.whole) and not (is_part(c) or c.start or bounded(c))]
    whole = next((c for c in others if _adds_up(c, found.parts)), found.whole)
    if headed and whole is found.whole:
        total = sum(p.quantity.value for p in found.parts)
        whole = min((*others, whole), key=lambda c: abs(c.quantity.value - total))
    return replace(found, whole=whole)


def _speaking_of(
    before: tuple[Claim, ...], claim: Claim, *, opening: bool
) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """The figures of the sentence that a list belongs to, and those still before it. A list that opens a sentence
    belongs to the one before."""
    near = tuple(c for c in before if c.site.sentence == claim.site.sentence)
    if not near and opening and claim.site.clause == 0:
        last = next((c.site.sentence for c in reversed(before) if addable(c, claim)), None)
        if last is not None and claim.site.sentence - last <= 2:
            near = tuple(c for c in before if c.site.sentence >= last)
    return near, before[: len(before) - len(near)]


# What may be negative: a part of it may exceed the whole.
_BALANCE = later(r"利润|盈利|净|结余|差额|顺差|逆差|赤字|盈余|增收|增量|减少|增加")


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
    nearest = next((c for c in reversed(before) if addable(c, claim) and not c.start and not c.bracketed), whole)
    halves = whole.half_stop and not claim.half_stop and whole.site.sentence != claim.site.sentence
    balance = bool(whole.name and claim.name and _BALANCE.search(whole.name.printed + claim.name.printed + whole.cue))
    between = before[before.index(whole) + 1 :]
    counted = any(
        c.role in LEVELS and c.quantity.unit in COUNTING and not c.bracketed and c.quantity.high >= claim.quantity.low
        for c in between
    )  # 86个卫生院、860所卫生室，其中标准化卫生室820个: 个 counts anything
    return nearest is not whole or halves or balance or counted


def _members(behind: tuple[Claim, ...]) -> tuple[list[Claim], bool]:
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
            other_kind = True
            continue
        comma = half or other.gap.lstrip("）)")[:1] in "，,；;"
        if half and following is not None and "其中" in following.gap:
            break  # a whole with parts of its own
        if other_kind or not addable(other, claim) or not _next_item(other, half) or _SUM.search(other.gap):
            break
        if comma and listed:  # …、乙B，丙C: the list may have ended before 丙
            return members, True
        members.append(other)
        listed, guess = listed or not comma, guess or comma
    return members, guess


def _each(members: list[Claim]) -> bool:
    """2024年和2025年各2.5万亩: a figure that stands for several."""
    return any(re.search(r"[各均]$|各(?:为|建|新)", m.cue) for m in members)


_ITEM = later(r"^[）)]?(?:[、，,；;和及与]|以及)(?![^，]*(?:，|。|同比|较|比|其中|增长|下降|新增|累计))")


# Averages, rates and quotients: the parts of a territory do not add up to its average, and one may exceed it.
_INTENSIVE = later(
    r"[人户年亩日地件次村生月床车社]均|平均|[单亩]产|^每|单位(?:GDP|面积|产值|产品|能耗|增加值)|万元|率|比(?!赛|武|拼)|寿命|指数|强度|密度|水平|程度|浓度|价格|单价|得分|评分"
)


# 每千人6.6批次, 全年每万人药品抽检8.2批次
_EACH = later(r"每[十百千万]?[\u4e00-\u9fff]{1,3}(?:约|近|超过?|达到?)*$|每?[百千万]人(?!次)")


def intensive(claim: Claim) -> bool:
    """True for an average, a rate or a quotient, of which 其中 gives no parts."""
    return (
        claim.quantity.unit in ("岁", "分", "度")
        or "/" in claim.quantity.unit
        or bool(claim.name and _INTENSIVE.search(claim.name.core))
        or bool(_EACH.search(claim.cue))
    )


def _next_item(claim: Claim, half: bool) -> bool:
    if half:  # …；第二产业53.78亿元
        named = claim.own_name or not claim.gap  # 其中74个投产项目…；91个续建项目
        return named and claim.site.clause == 0 and bool(_ITEM.match("；" + claim.gap)) and len(claim.gap) <= 24
    if claim.quantity.unit in ANYTHING and claim.gap[:1] in "，,":
        return False
    return bool(_ITEM.match(claim.gap)) and len(claim.gap) <= 24


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
