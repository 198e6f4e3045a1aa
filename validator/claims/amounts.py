"""Amounts: what is told in a clause of its own beside the figures that it leads between."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, takewhile

from validator.claims.claim import Claim, Role
from validator.claims.former import years_ago
from validator.claims.relations import (
    BASE_YEAR,
    CHANGES,
    LEVELS,
    MOVED,
    Change,
    changes,
    is_former,
    is_relative,
    since_former,
    unit_of_levels,
)
from validator.patterns import later
from validator.quantities.interval import HUNDRED, Interval, difference_interval, ratio_interval
from validator.quantities.quantity import Quantity
from validator.quantities.slips import slipped
from validator.quantities.times import years_said


def told_in(group: tuple[Claim, ...]) -> Iterator[Change]:
    """The changes of one sentence; with them what was added, or taken away, in a clause of its own, and steps that stand
    before what they come to from the plan's base on."""
    told = [change for change in changes(group) if _may_follow(change, group)]
    yield from (change for change in told if not _aside(change))
    yield from _additions(group)
    yield from _removals(group)
    yield from _led_up_to(group)
    yield from _of_shares(group)
    yield from _told_again(group)
    if len(group) > 2:
        known = {change.amount.span for change in told if change.before is not None}
        readings = (_by_how_much, _of_two, _than_wider, _told_first, _from_year_to_year)
        yield from (change for read in readings for change in read(group) if change.amount.span not in known)


def _aside(change: Change) -> bool:
    """True for 由57家增加到103家，净增46家（新增71家、退库25家）: what the bracket tells is of the amount before it."""
    return change.amount.bracketed and change.amount.role is Role.FLOW and not change.after.bracketed


def _may_follow(change: Change, group: tuple[Claim, ...]) -> bool:
    """False for a change that a former figure (2020年为96起) is beside, but need not be the base of: where the words do not
    say so, the figures must, but for one slip of a digit."""
    amount, before, after = change.amount, change.before, change.after
    if before is None or before.start != "then" or amount.role not in _MADE_OF:
        return True
    yearly = "同" in amount.gap and any(
        mark in before.cue for mark in "末底初"
    )  # 同比, 上年末: not of one day, perhaps
    if yearly or _goes_with_another(change, before, group):
        return False
    apart = after.year - before.year if after.year and before.year else years_ago(before.cue)
    said = apart == 1 or since_former(amount, before, after) or years_said(amount.gap) is not None
    return said or borne_out(change)


def _goes_with_another(change: Change, before: Claim, group: tuple[Claim, ...]) -> bool:
    """比年初增加6亿元，增长8%，上年同期为78亿元: what is told beside a change since another time is since that time."""
    at = next(at for at, claim in enumerate(group) if claim.span == change.amount.span)
    beside = group[at - 1]
    if beside.role not in CHANGES or is_relative(change.amount) or not is_relative(beside):
        return False
    return not since_former(beside, before, change.after)


def borne_out(change: Change) -> bool:
    """True where the change is right, but for one slip of a digit."""
    made = _MADE_OF.get(change.amount.role)
    if made is None or change.before is None:
        return False
    less = 1 if change.increase else 0
    ends = change.before.quantity, change.after.quantity
    return slipped(change.amount.quantity, *ends, lambda before, after: made(before, after, less))


def _distance(before: Quantity, after: Quantity, _: int) -> Interval:
    return difference_interval(before, after)


def _quotient(before: Quantity, after: Quantity, less: int) -> Interval | None:
    ratio = ratio_interval(after, before)
    return Interval(ratio.low - less, ratio.high - less) if ratio is not None else None


def _percent(before: Quantity, after: Quantity, _: int) -> Interval | None:
    ratio = ratio_interval(after, before)
    if ratio is None:
        return None
    low, high = (ratio.low - 1) * HUNDRED, (ratio.high - 1) * HUNDRED
    return Interval(low, high) if high > 0 else Interval(-high, -low)


_MADE_OF = {Role.DIFFERENCE: _distance, Role.MULTIPLE: _quotient, Role.GROWTH: _percent}


# 总数由A增至B: of what the clause before says how much was added.
_STOCK = later(r"(?:总数|总量|总规模|累计)$")


def _additions(group: tuple[Claim, ...]) -> Iterator[Change]:
    """新增景区3家，景区总数由12家增至16家: what was added, less of which may be left, where it is less than the rise."""
    for amount, before, after in zip(group, group[1:], group[2:], strict=False):
        if amount.role is not Role.FLOW or before.start != "from" or after.start or amount.name is None:
            continue
        units = {claim.quantity.unit for claim in (amount, before, after)}
        plain = not (amount.bracketed or amount.listed or amount.in_turn or before.bracketed or after.own_name)
        if len(units) > 1 or not plain or not _all_of(before, amount):
            continue
        if amount.quantity.low <= after.quantity.high - before.quantity.low:
            yield Change(amount, after, before, None, before.gap)


def _all_of(stock: Claim, amount: Claim) -> bool:
    """True for 总数 behind one amount, or for 景区总数 behind 4A级景区."""
    name, printed = amount.name.printed if amount.name else "", stock.name.printed if stock.name else ""
    if not stock.own_name:  # 景区3家、农庄5家，总数: of both
        return printed == name and "总" in stock.gap and amount.gap[:1] not in ("、", "和", "及", "与")
    found = _STOCK.search(printed)
    return found is not None and name.endswith(printed[: found.start()])


def _led_up_to(group: tuple[Claim, ...]) -> Iterator[Change]:
    """亩产每年提高2公斤，达到432公斤: what the steps come to, from the plan's base on."""
    for step, after in pairwise(group):
        if step.role is not Role.STEP or not step.own_name or after.role is not Role.LEVEL or after.own_name:
            continue
        goes_on = step.name == after.name and not (step.start or after.start or step.in_turn or after.in_turn)
        if goes_on and unit_of_levels(step) == after.quantity.unit and MOVED.search(after.cue):
            yield Change(step, after, None, BASE_YEAR, step.gap + after.gap)


def _by_how_much(group: tuple[Claim, ...]) -> Iterator[Change]:
    """Amounts that no word of rising or falling tells: 由5个压缩至1.5个，压缩了3.5个; 比2020年的16.7亿立方米节约1.5亿立方米."""
    for first, second, amount in zip(group, group[1:], group[2:], strict=False):
        if amount.role not in LEVELS or amount.start or amount.in_turn or amount.bracketed is not second.bracketed:
            continue
        before, after = (first, second) if first.start == "from" else (second, first)
        units = before.quantity.unit == after.quantity.unit == amount.quantity.unit
        if not units or not before.start or after.start or after.role not in LEVELS or before.in_turn:
            continue
        change = Change(replace(amount, role=Role.DIFFERENCE), after, before, None, amount.gap)
        if before.start == "from":
            told = _echoes(amount, after)
        else:
            told = before.start == "than" and _HOW_MUCH.fullmatch(amount.gap) is not None
        if told or (_MORE_OR_LESS.fullmatch(amount.gap) and borne_out(change)):
            yield change


# Directly behind the figure compared with: not 比2020年的16.7降至15.2.
_HOW_MUCH = later(r"(?!.*(?:[到至为达占的有]|其中))[\u4e00-\u9fff]{1,4}(?:约|近)?")
_MORE_OR_LESS = later(r"[，,](?:同比|[人户]均|[两三四五]年)?[多少](?:了|[\u4e00-\u9fff]{1,2}了?)")
_ECHO = later(
    r"[，,、（(]?(?:[一两二三四五六七八九十\d]+年)?(?:累计|共|净|合计|实际|整体|总共)?(?P<verb>[\u4e00-\u9fff]{1,3}?)了?(?:约|近)?"
)
_MOVED_BY = later(r"(?P<verb>[\u4e00-\u9fff]{1,4}?)(?:到|至|为|成)[^，]{0,10}")


def _echoes(amount: Claim, after: Claim) -> bool:
    """True where the verb of a movement is said again with its amount: 前移到第9位，前移4位; 砍到27项，砍掉18项."""
    again, moved = _ECHO.fullmatch(amount.gap), _MOVED_BY.fullmatch(after.cue)
    if again is None or moved is None:
        return False
    more = again["verb"][-1] not in "到至为成达" and moved["verb"] == again["verb"][:-1]
    return more or moved["verb"].endswith(again["verb"])


def _of_two(group: tuple[Claim, ...]) -> Iterator[Change]:
    """城镇42168元，农村22374元，二者相差19794元; 前者是后者的1.9倍; 出口比进口多78亿元: of the two figures before."""
    for first, second, amount in zip(group, group[1:], group[2:], strict=False):
        if not _ANY_TWO.search(amount.gap) or amount.bracketed or first.quantity.unit != second.quantity.unit:
            continue
        if any(c.role not in LEVELS or c.bracketed or c.start or c.in_turn for c in (first, second)):
            continue
        if (ends := _compared_two(first, second, amount)) is not None:
            times = amount.quantity.unit == "倍"
            role = Role.MULTIPLE if times else Role.DIFFERENCE
            yield Change(replace(amount, role=role), ends[1], ends[0], None, amount.gap)


def _than_wider(group: tuple[Claim, ...]) -> Iterator[Change]:
    """预期寿命78.6岁，全省为77.9岁，高于全省0.7岁: what is compared with stands in a clause that names nothing but the place."""
    for own, wider, amount in zip(group, group[1:], group[2:], strict=False):
        if own.role is not Role.LEVEL or own.start or own.bracketed or amount.in_turn or own.in_turn:
            continue
        units = own.quantity.unit == wider.quantity.unit == unit_of_levels(amount)
        place = _WIDER.fullmatch(wider.gap) if units else None
        than = _THAN_WIDER.fullmatch(amount.gap) if place else None
        if place and than and than["place"] == place["place"]:
            yield Change(replace(amount, role=Role.DIFFERENCE), own, wider, None, amount.gap)


_WIDER = later(r"[，,；;（(](?:而|同期)?(?P<place>全[国省市州盟区县])(?:平均)?(?:水平)?(?:分别)?[为是]?")
_THAN_WIDER = later(
    r"[）)]?[，,；;](?:高于|低于|高出|多于|少于|优于|[比较])(?P<place>全[国省市州盟区县])(?:平均)?(?:水平|数)?[高低多少快慢长短]?[出了]?"
)
_ANY_TWO = re.compile(r"者|相差|比|是|为")
_APART = later(r"[，,；;](?:二者|两者|两项|两地)(?:之间)?(?:仅|只|共)?相差(?:约|近)?")
_ONE_OTHER = later(
    r"[，,；;](?:(?P<latter>[前后]者)[则还]?[多少高低大小长短]出?|(?P<one>[\u4e00-\u9fff]{2,6}?)(?:(?:比|较)(?P<than>[\u4e00-\u9fff]{2,6}?)(?:平均)?[多少高低大小长短][出了]?|(?:是|为|相当于|达到)(?P<of>[\u4e00-\u9fff]{2,6}?)的))(?:约|近)?"
)


def _compared_two(first: Claim, second: Claim, amount: Claim) -> tuple[Claim, Claim] | None:
    """The base and the other of two figures, by the words that compare them; None where they are not these two."""
    if _APART.fullmatch(amount.gap):
        return second, first
    found = _ONE_OTHER.fullmatch(amount.gap)
    if found is None or (amount.quantity.unit == "倍") != (found["of"] is not None):
        return None
    if found["latter"]:
        return (first, second) if found["latter"] == "后者" else (second, first)
    named = [_called(word, first, second) for word in (found["one"], found["of"] or found["than"])]
    return (named[1], named[0]) if named[0] and named[1] and named[0] is not named[1] else None


def _called(word: str, first: Claim, second: Claim) -> Claim | None:
    """Which of two figures a word means: 前者, or the one whose name alone begins with it."""
    if word in ("前者", "后者"):
        return first if word == "前者" else second
    called = [c for c in (first, second) if c.name is not None and c.own_name and c.name.printed.startswith(word)]
    return called[0] if len(called) == 1 else None


def _told_first(group: tuple[Claim, ...]) -> Iterator[Change]:
    """装机容量五年增长6倍，由12万千瓦扩大到84万千瓦; 较上年的4186件增长26%，达到5274件: the change stands before its end."""
    for at, three in enumerate(zip(group, group[1:], group[2:], strict=False)):
        change = _arranged(*three)
        if change is None or any(c.in_turn for c in three) or not _unit_fits(change):
            continue
        others = (c for c in group[:at] if c.role in LEVELS and c.quantity.unit == change.after.quantity.unit)
        if (three[0].start == "than" and next(others, None) is None) or _is_sure(change) or borne_out(change):
            yield change


def _unit_fits(change: Change) -> bool:
    return change.before is not None and change.before.quantity.unit == change.after.quantity.unit


def _is_sure(change: Change) -> bool:
    """True for 翻番 and for what is told of every year, beside 由2019年的A增加到2023年的B."""
    assert change.before is not None
    yearly = change.amount.role in (Role.ANNUAL_GROWTH, Role.STEP)
    dated = change.before.year is not None and change.after.year is not None
    dated = dated or (change.before.start == "from" and years_said(change.before.gap) is not None)
    apart = change.before.start in ("from", "than") or change.amount.site < change.before.site
    return apart and ((_doubled(change.amount) and change.before.start == "from") or (yearly and dated))


def _arranged(one: Claim, two: Claim, three: Claim) -> Change | None:
    """Which of three figures is the change, where it does not stand last."""
    gap = two.gap + three.gap
    named = three.own_name and (three.name is None or three.name != one.name)
    reached = not named and three.role in LEVELS and not three.start
    if _is_change(one) and two.start == "from" and not two.own_name and reached and _GOES_ON.match(two.gap):
        return Change(one, three, two, None, gap)  # 增长6倍，由A扩大到B
    if _is_change(one) and reached and not (two.own_name or two.start) and is_former(three, two):
        return Change(one, three, two, None, gap)  # 年均增长7%，2019年为A，2024年达到B
    if _is_change(two) and not two.own_name and one.role in LEVELS and reached and MOVED.search(three.cue):
        earlier = one.start != "of" and not is_former(one, three) and two.compared in (None, one.year)
        return Change(two, three, one, None, gap) if earlier else None  # A，增加C，达到B
    if _is_change(one) and not two.own_name and MOVED.search(two.cue) and is_former(two, three):
        return Change(one, two, three, None, gap)  # 增加C，达到B，2020年为A
    return None


# …增长6倍，由; 以年均9.6%的速度增长，由
_GOES_ON = later(r"(?:的(?:速度|增速|幅度)(?:递增|增长|增加|提高|提升|扩大|下降|减少))?[，,（(]")


def _is_change(claim: Claim) -> bool:
    return claim.role in CHANGES or _doubled(claim)


def _doubled(claim: Claim) -> bool:
    return claim.quantity.unit == "番"


def _from_year_to_year(group: tuple[Claim, ...]) -> Iterator[Change]:
    """2021年A，2022年B，2023年C，分别增长52%和32%: as many rates as there are steps between the years."""
    for at, head in enumerate(group):
        if not head.in_turn or head.role is not Role.GROWTH or "分别" not in head.gap:
            continue
        run = list(takewhile(lambda c: c.in_turn and c.role is Role.GROWTH, group[at:]))
        levels = group[max(0, at - len(run) - 1) : at]
        years = [c.year or 0 for c in levels]
        one = len({(c.name, c.quantity.unit, c.role) for c in levels}) == 1 and not any(c.in_turn for c in levels)
        if one and len(levels) == len(run) + 1 and years == list(range(years[0], years[0] + len(levels))) and years[0]:
            yield from (Change(g, b, a, None, g.gap) for g, (a, b) in zip(run, pairwise(levels), strict=True))


def _of_shares(group: tuple[Claim, ...]) -> Iterator[Change]:
    """占GDP比重8.4%，比2020年的5.1%提高3.3个百分点: of the share, not of the amount before it; so for rates: 增长6.2%，比上年（5.1%）
    加快1.1个百分点."""
    for share, before, amount in zip(group, group[1:], group[2:], strict=False):
        rate = share.role in (Role.GROWTH, Role.ANNUAL_GROWTH) and _same_way(share, before)
        if not (rate or share.role is Role.SHARE) or before.start != "than" or amount.role is not Role.DIFFERENCE:
            continue
        units = share.quantity.unit == before.quantity.unit == unit_of_levels(amount) != amount.quantity.unit
        plain = not (share.start or share.in_turn or before.own_name or amount.own_name)
        if units and plain and share.bracketed == amount.bracketed and (rate or not before.bracketed):
            yield Change(amount, share, before, None, before.gap + amount.gap)


def _same_way(rate: Claim, before: Claim) -> bool:
    """True for two rises, and for 下降2.1%，降幅比上年（4.6%）收窄; not for a rise after a fall."""
    if any(mark in before.gap for mark in ("负", "-", "－", "下降")):
        return False
    return not before.falling and (not rate.falling or "降幅" in before.gap or "跌幅" in before.gap)


# 净增11万吨，即由17万吨增加到28万吨; 净增11万吨（由17万吨增加到28万吨）
_THAT_IS = re.compile(r"[，,]即[由从]|[（(]即?[由从]")


def _told_again(group: tuple[Claim, ...]) -> Iterator[Change]:
    """达到28万吨，净增11万吨，即由17万吨增加到28万吨: the amount leads from the start to the end, which stands there twice."""
    for at, (amount, before, after) in enumerate(zip(group, group[1:], group[2:], strict=False)):
        if amount.role is not Role.DIFFERENCE or before.start != "from" or after.start or after.role not in LEVELS:
            continue
        same = before.quantity.unit == after.quantity.unit == unit_of_levels(amount)
        if not same or after.own_name or amount.in_turn or not _THAT_IS.match(before.gap):
            continue
        yield Change(amount, after, before, None, before.gap, restated=True)
        reached = group[at - 1] if at and not amount.own_name else None
        if reached is None or reached.role is not Role.LEVEL or reached.start:
            continue
        if reached.quantity.unit == after.quantity.unit and reached.quantity.value != after.quantity.value:
            yield Change(amount, reached, before, None, before.gap, restated=True)


_REMOVED = later(
    r"[，,]?(?:[三四五]年)?(?:累计|共|已)*(?:核销|销号|消除|化解|清退|退出|关停|关闭|淘汰|拆除|取缔|腾退|清偿|偿还)了?"
)


def _removals(group: tuple[Claim, ...]) -> Iterator[Change]:
    """由1320处减少到858处，核销462处; 退出煤矿12座，煤矿总数由64座减少到52座."""
    for first, second, third in zip(group, group[1:], group[2:], strict=False):
        if first.start == "from" and _REMOVED.fullmatch(third.gap):
            yield from _taken_away(first, second, third)
        elif second.start == "from" and _REMOVED.match(first.gap) and second.own_name and _all_of(second, first):
            yield from _taken_away(second, third, first)


def _taken_away(before: Claim, after: Claim, amount: Claim) -> Iterator[Change]:
    """What was taken away, more of which may have come in between, where it is less than the fall and no small part of it."""
    if after.start or not after.falling or amount.role not in LEVELS:
        return
    if len({claim.quantity.unit for claim in (before, after, amount)}) > 1:
        return
    least, most = before.quantity.low - after.quantity.high, before.quantity.high - after.quantity.low
    told = amount.bracketed == before.bracketed and least < 2 * amount.quantity.value
    if told and amount.quantity.value <= most:
        yield Change(replace(amount, role=Role.FLOW), after, before, None, amount.gap)
