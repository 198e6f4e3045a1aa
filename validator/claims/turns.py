"""Turns: lists of figures that share their words: 甲、乙分别达到1和2, 新增甲1家、乙2家."""

import re
from dataclasses import replace

from validator.claims.claim import Claim, Known, Role, When
from validator.claims.names import Name, parse_name
from validator.claims.plan import Plan
from validator.claims.relations import RATIOS
from validator.claims.sentences import Figure
from validator.claims.subjects import read_lead
from validator.patterns import later

_LIST = re.compile(r"[、和与]|及(?!以[上下内])|以及")  # 本科及以上 is one thing


def share_out(claims: list[Claim], figures: list[Figure], plan: Plan) -> list[Claim]:
    """Give each figure of a 分别 list the subject in the same place: 甲、乙分别达到1和2; 分别从1、2提高到3、4.

    甲、乙由1、2提高到3、4 is such a list without the word: as many names as figures, twice.
    """
    for first, figure in enumerate(figures):
        before, unsaid = _before(figure.lead), _before_unsaid(figures, first)
        if before is None and unsaid is None:
            continue
        last = _list_end(figures, first)
        count = last - first
        if before is not None and _by_year(claims, first, count, before, plan):
            continue
        given = _subjects(before or unsaid or "", claims[:first], count, plan)
        if unsaid is not None and None in given:
            continue
        moves = unsaid is not None or _FROM_LIST.search(figure.lead) is not None
        _assign(claims, first, given, "from" if moves else "")
        if last < len(figures) and _list_end(figures, last) - last == count > 1:
            if moves:
                _assign(claims, last, given, "")
            elif None not in given and _RATES_TOO.fullmatch(figures[last].gap):
                _assign(claims, last, given, "")  # 分别增加15.2亿元和16.8亿元，增长6.7%和9.8%
    return claims


def _before_unsaid(figures: list[Figure], first: int) -> str | None:
    """The names of 甲、乙由1、2提高到3、4, where two lists of figures follow each other; None elsewhere."""
    starts = first + 3 < len(figures) and figures[first].lead.endswith(("由", "从", "年", "年的"))  # most do not
    found = _FROM_UNSAID.search(figures[first].lead) if starts else None
    if found is None or "分别" in figures[first].lead:
        return None
    last = _list_end(figures, first)
    again = last < len(figures) and _MOVED_ON.fullmatch(figures[last].gap) is not None
    return found["names"] if again and _list_end(figures, last) - last == last - first > 1 else None


_FROM_UNSAID = later(r"(?P<names>^[^，。；：]*(?:[、和与及]|以及)[^，。；：]*?)已?(?:由|从)(?:(?:19|20)\d\d年的?)?$")
_RATES_TOO = later(r"[，,](?:同比|环比|比上年|较上年|比年初|较年初)?(?:增长|下降|上升|降低|增幅|降幅)(?:为|达)?")
_MOVED_ON = later(r"(?:[\u4e00-\u9fff]{0,4}[到至为])")


def _before(lead: str) -> str | None:
    """The words before 分别, or before 依次 where figures follow it at once; None where there is neither."""
    if "分别" in lead:
        return lead.partition("分别")[0]
    found = _ONE_BY_ONE.search(lead) if "依次" in lead else None
    return lead[: found.start()] if found else None


_ONE_BY_ONE = later(r"依次(?:为|是|达到?|有)?$")


def _by_year(claims: list[Claim], first: int, count: int, before: str, plan: Plan) -> bool:
    """2026—2028年投入分别为7.3亿元、7.9亿元、8.5亿元: as many figures as years, of one subject."""
    period = claims[first].when.period
    name = read_lead(before, "", "").name
    if period is None or not period[1] - period[0] + 1 == count > 1 or len(name) < 2 or _LIST.search(name):
        return False
    for offset in range(count):
        claims[first + offset] = replace(
            claims[first + offset],
            name=parse_name(name, plan.region),
            role=Role.LEVEL,
            when=When(period[0] + offset, None, Known.SAID),
            own_name=True,
            in_turn=True,
        )
    return True


_FROM_LIST = re.compile(r"分别(?:由|从)[^，]{0,8}$")


def _list_end(figures: list[Figure], first: int) -> int:
    """Where the list of figures that begins at `first` ends: only 、, 和 and the like stand between them."""
    last = first + 1
    while last < len(figures) and _LIST.fullmatch(figures[last].lead.strip("，约近")):
        last += 1
    return last


def _subjects(words: str, before: list[Claim], count: int, plan: Plan) -> list[Name | None]:
    """The subjects of a 分别 list: the names before the word, or the last levels of the sentence."""
    names = [name for part in _LIST.split(words) if len(name := read_lead(part, "", "").name) >= 2]
    if len(names) == 1 and count == 2 and "城乡" in names[0]:
        names = [names[0].replace("城乡", "城镇"), names[0].replace("城乡", "农村")]
    if len(names) == count > 1:
        return [parse_name(_completed(name, names[-1]), plan.region) for name in names]
    levels = [c.name for c in before if c.role is Role.LEVEL and (c.own_name or c.in_turn) and c.quantity.unit != "年"]
    last = list(levels[-count:]) if len(levels) >= count > 1 else []
    return last if len({name.key for name in last if name}) == count else [None] * count


def _assign(claims: list[Claim], first: int, given: list[Name | None], start: str) -> None:
    """Name the figures of a list; they share the role and direction of its first."""
    head = claims[first]
    for offset, name in enumerate(given):
        claims[first + offset] = replace(
            claims[first + offset],
            name=name,
            role=head.role,
            falling=head.falling,
            start=start or head.start,
            when=When() if start and not head.year else claims[first + offset].when,
            own_name=False,
            in_turn=True,
        )


def _completed(name: str, last: str) -> str:
    """城镇、农村居民收入: what the last item says at its end holds for all."""
    if len(name) > 3 or name in last:
        return name
    return name + last[len(name) :]


def added_too(claims: list[Claim]) -> list[Claim]:
    """五年新增甲294公里、乙590公里: 新增 is said of the whole list; 新建甲14个、提升22个: the others are improved."""
    done: list[Claim] = []
    adding: Role | None = None
    for claim in claims:
        if claim.role is Role.TOTAL and sums_its_own(claim):
            claim = replace(claim, role=Role.LEVEL)
        if claim.role is Role.DIFFERENCE and done and done[-1].role is Role.FLOW and _is_improved(claim):
            done.append(replace(claim, role=Role.FLOW))
            continue
        item = claim.role is Role.LEVEL and not claim.start and bool(_NEXT_ADDED.fullmatch(claim.gap))
        if not item:
            adding = claim.role if claim.role in (Role.FLOW, Role.TOTAL) and "新增" in claim.gap else None
        done.append(replace(claim, role=adding) if item and adding else claim)
    return done


def _is_improved(claim: Claim) -> bool:
    """True for things counted that are brought up to standard, not a figure that rises: 、提升22个."""
    return claim.quantity.unit not in (*RATIOS, "百分点", "倍") and _IMPROVED.fullmatch(claim.gap) is not None


_IMPROVED = later(r"[、，和及](?:改造)?(?:提升|扩建|扩容|提质)(?:改造)?")


def works_named(claims: list[Claim], region: str) -> list[Claim]:
    """景区提升5189万元、文化场馆6292万元: beside items of money that are but named, 提升 is what is paid for, no rise."""
    done = list(claims)
    for at, claim in enumerate(claims):
        if (
            claim.role is not Role.DIFFERENCE
            or not claim.cue.endswith("提升")
            or not claim.quantity.unit.endswith("元")
        ):
            continue
        above, below = claims[at - 1 : at] if claim.gap.startswith("、") else [], claims[at + 1 : at + 2]
        below = [each for each in below if each.gap.startswith("、")]
        if any(_is_named(each) and each.quantity.unit == claim.quantity.unit for each in (*above, *below)):
            works = read_lead(_SAID_BEFORE.sub("", claim.cue.removesuffix("提升")), "", "").name
            name = parse_name(works + "提升", region)
            done[at] = replace(claim, role=Role.LEVEL, name=name, own_name=True)
    return done


def _is_named(claim: Claim) -> bool:
    return claim.role is Role.LEVEL and claim.own_name and not claim.start


_SAID_BEFORE = later(r"^.*(?:分别(?:为|是)|包括|分为|其中|[有为是])")
# An item of names alone: not 、总数达到, 、共.
_NEXT_ADDED = re.compile(r"[、和及与](?:(?!总|共|达|累计|其中|占|增|为)[\u4e00-\u9fffA-Za-z“”])+")

_OWN_SUM = later(r"、[^，。；、]{1,12}(?:和|及|与|以及)[^，。；、]{1,12}?(?:合计|共计|总计|总共|一共)[^，]{0,4}$")


def sums_its_own(claim: Claim) -> bool:
    """、豆类和薯类合计1.94万吨: an item of two things, no sum of the items before it."""
    return _OWN_SUM.match(claim.gap) is not None
