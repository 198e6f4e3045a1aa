"""Relations: which figures of a sentence are before and after a change."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from validator.claims.claim import Claim, Known, Role
from validator.claims.former import by_now, formerly, same_time, since_last_year
from validator.claims.movements import grown_to
from validator.claims.owners import of_other_years
from validator.patterns import later
from validator.records import record

LEVELS = (Role.LEVEL, Role.TOTAL, Role.FLOW, Role.COUNT)
# In place of a year: the plan's own base, for a target that is given with its rate alone.
BASE_YEAR = 0
CHANGES = (Role.DIFFERENCE, Role.GROWTH, Role.ANNUAL_GROWTH, Role.MULTIPLE, Role.STEP)
RATIOS = ("%", "‰")


@record
class Change:
    """A stated change with the figures it leads from and to. `before` is None where only a year is
    named (比2025年净增): then `before_year` says which. `restated` where 即 says that both are meant, `proved` where
    only the figures say that the three belong together."""

    amount: Claim
    after: Claim
    before: Claim | None
    before_year: int | None = None
    gap: str = ""
    restated: bool = False
    proved: bool = False

    @property
    def increase(self) -> bool:
        """True for 增长N倍, False for 是…的N倍, 扩大到N倍."""
        return bool(_INCREASE.search(self.amount.cue))


_INCREASE = later(r"(?:增长|增加|提高|提升|上升|扩大|净增|增|上涨|涨|攀升)了?(?:约|近|超过|超)?$")
# 比上年增加19家 behind a comparison with another year: its base is not in the sentence.
# 比规划目标多20公里, 是低保标准的1.3倍: nor is that of 由A增加到B.
_RELATIVE = later(
    r"(?:比|较)(?:上年|去年|上月|上季|上一|同期|全国|全省|全市|年初|计划|预期|目标)|同比|环比"
    r"|(?:(?<![占同环])比|较)(?!重|例|值|率|快|大|好|高|多|强|为)(?!“?十[一二三四五六]?五|基期|期初|原来|此前)[\u4e00-\u9fff]{3,14}(?:[多少高低]|净?增|减|提高|下降)[^，]{0,3}$"
    r"|(?:是|为|相当于|达到)(?![一二两三四五六七八九十]年前|原来|当初|起初|当时|基期|期初|此前|前者|[^，]{0,8}(?:初期|之初|最初|起步))[\u4e00-\u9fff]{2,14}的$"
)
_OWN_PLAN = re.compile(r"(?:年初|年度|调整|全年|当年)*(?:预算|计划|目标|任务)(?:数|任务|目标)?")
_SUMMED = re.compile(r"合计|共计|总计")
_NET = re.compile(
    r"年(?:来|间)?(?:净增|新增|增加)(?:约|近)?$"
)  # 五年新增945, not 五年累计新增, which leaves out what was lost
# Behind the parts of a whole, the whole once more.
_WHOLE_AGAIN = later(r"[，,；;、（(](?:总[量数额值体计]|合计|共计|两[项者]合计|全[县市省区州])")


def _compared(group: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The main line without the plan's own figure: 税收53700万元，年初预算53900万元，较上年的50850万元增长5.6%."""
    told = main_line(group)
    told = told[:1] + tuple(c for c in told[1:] if c.name is None or not _OWN_PLAN.fullmatch(c.name.printed))
    return _in_order(_without_spans(told)) if len(told) > 2 else told


def _without_spans(told: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The figures without 8年 in 由18.6辆提高到46.5辆，8年增长1.5倍."""
    if all(c.quantity.unit != "年" for c in told[2:]):
        return told
    levels = {c.quantity.unit for c in told[:2]}
    return tuple(c for c in told if c.quantity.unit != "年" or c.own_name or "年" in levels)


def _in_order(told: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """What a figure was before (上年同期38.4亿元, 2020年为96起), marked as such and put before the change that leads from
    it: 同比增加7.3亿元（去年同期26.5亿元）."""
    found: list[Claim] = []
    level: Claim | None = None  # the last that a former one may be of
    for claim in told:
        former = level is not None and is_former(level, claim)
        if former and claim.start != "then":
            claim = replace(claim, start="then")
        at = len(found)
        while former and at and _is_stated_change(found[at - 1]):
            at -= 1
        moved = former and found[at - 1] is level and (at < 2 or not found[at - 2].start)
        found.insert(at if moved else len(found), claim)
        level = claim if claim.role in LEVELS and not (claim.start or _is_stated_change(claim)) else level
    return tuple(found)


def _is_stated_change(claim: Claim) -> bool:
    return claim.role in CHANGES or claim.quantity.unit == "番"


def is_former(level: Claim, claim: Claim) -> bool:
    """True for a figure that a clause with nothing but its time sets beside a later one of its unit."""
    if claim.role not in LEVELS or claim.quantity.unit != level.quantity.unit or claim.in_turn or level.in_turn:
        return False
    if claim.start:
        return claim.start == "then"
    if claim.own_name:
        return claim.name == level.name and formerly(claim.gap)  # 比五年前少0.7万人，五年前在校学生有9.1万人
    said = claim.when.known is Known.SAID and claim.year is not None and f"{claim.year}年" in claim.cue + claim.tail[:8]
    dated = said or (claim.when.known is Known.SAID and "五”" in claim.cue)
    return dated and claim.role is Role.LEVEL and (claim.year or 0) < (level.year or 10000)


def changes(group: tuple[Claim, ...]) -> Iterator[Change]:
    """The changes of one sentence: 由A提高到B，提高C; B，比2015年的A增加C; B，年均增长C."""
    before: Claim | None = None
    after: Claim | None = None
    inside = False  # a bracket; `outside` holds what stood before it
    outside: tuple[Claim | None, Claim | None] = None, None
    whole: Claim | None = None  # what 其中 makes the last level a part of
    joined, elsewhere = "", False
    ends: dict[str, tuple[Claim, Claim]] = {}  # before and after, by name
    levels: dict[str, Claim] = {}
    for claim in _compared(group):
        joined += claim.gap
        was, inside = inside, claim.bracketed and not claim.start  # not 比2015年（17.7万亩）净增
        if inside and not was:
            outside = before, after
        elif was and not inside:
            before, after = outside  # 税收59.4亿元（不含代征4.7亿元），比2022年的56.4亿元增长5.3%
        if before is not None and after is not None and after.name is not None and not _SUMMED.search(after.gap):
            ends[after.name.key] = (before, after)
        if whole is not None and _WHOLE_AGAIN.search(claim.gap):
            after = whole  # 合计48.6万人次，其中甲29.4万人次，总量是2020年21.3万人次的2.28倍
        change = _is_change(claim, before, after)
        if claim.in_turn and change:
            if "分别" in claim.gap:
                elsewhere = bool(_RELATIVE.search(claim.gap) or _OF_A_YEAR.search(claim.gap))
            if claim.name is not None and claim.name.key in ends and not elsewhere:
                yield Change(claim, ends[claim.name.key][1], ends[claim.name.key][0], None, joined)
            continue
        if claim.in_turn and claim.role in LEVELS:
            _pair(claim, levels, ends)
            before = after = None
        elif claim.role in LEVELS and not change:
            _remember(claim, levels)
            whole = (whole or after) if claim.listed else None
            before, after = _hear_level(claim, before, after)
            if not claim.start:
                joined = claim.gap
        elif change and after is not None and not claim.own_name:  # not …，人均收入年均增长7%
            if _FURTHER.search(claim.gap):
                continue  # 由842万人减少到417万人，2015年再减100万人
            if _OWN_YEAR.search(claim.gap) and not claim.compared and not _one_year(claim, before, after):
                continue
            base, year = _base_of(claim, before, after)
            if whole is not None and base is not None and whole.quantity.unit == base.quantity.unit:
                # 全市920家，其中规上186家，比上年的850家增加70家: of the one that it is compared with
                after = min(after, whole, key=lambda c: _misfit(claim, base, c))
            if (base is not None and base is not after) or year:
                yield Change(claim, after, base, year, joined)
            elif base is None and _since_base(claim, after):
                yield Change(claim, after, None, BASE_YEAR, joined)


# 分别由A、B提高到C、D，…2020年当年分别增长3.7%、8.4%: since the year before, not since A and B
_OF_A_YEAR = later(r"当年|今年|去年|(?<![比较到至])(?:19|20)\d\d年(?![来以间])")
_FURTHER = later(r"(?:再|又|另)(?:次|度)?(?:净?增|减|降|提|新增|压)")


def _base_of(claim: Claim, before: Claim | None, after: Claim) -> tuple[Claim | None, int | None]:
    """The figure that a change starts from, or only the year of one that is not there."""
    if before is None or of_other_years(claim, before):
        return None, claim.compared
    if _RELATIVE.search(claim.gap) and not since_former(claim, before, after):
        return None, claim.compared
    if claim.compared and before.year not in (None, claim.compared):
        return None, claim.compared
    return before, None


def since_former(amount: Claim, former: Claim, after: Claim) -> bool:
    """True where what a change is counted from (同比, 比五年前, 较年初) is the time of a figure told in a clause of its own."""
    if former.year and after.year:
        return after.year - former.year == 1 and since_last_year(amount.gap)
    return same_time(amount.gap, former.cue)


def is_relative(amount: Claim) -> bool:
    """True for a change that says what it is counted from: 同比, 比年初, 比全省."""
    return _RELATIVE.search(amount.gap) is not None


def unit_of_levels(amount: Claim) -> str:
    """The unit of the levels that a difference is between: % for 个百分点."""
    return "%" if amount.quantity.unit == "百分点" else amount.quantity.unit


def other_readings(change: Change, group: Iterable[Claim]) -> Iterator[Change]:
    """The change said of another figure of its sentence: 甲48家，其中乙32家，比上年的40家增加8家 is of 甲."""
    for claim in () if change.restated else group:
        beside = claim.role in LEVELS and claim.quantity.unit == change.after.quantity.unit
        if not beside or claim.site >= change.amount.site or claim in (change.before, change.after):
            continue
        if not claim.start:
            yield replace(change, after=claim)
        if change.before is not None:
            yield replace(change, before=claim)


def _since_base(claim: Claim, after: Claim) -> bool:
    """到2027年达到45%，提高31个百分点; …，年均增长7%; …，每年延长2分钟; …，实现翻番: since the plan's base, where the sentence says no other."""
    units = (after.quantity.unit, claim.quantity.unit)
    risen = claim.role is Role.DIFFERENCE and (units[0] == units[1] or units == ("%", "百分点"))
    doubled = claim.quantity.unit == "番" and after.quantity.unit not in RATIOS
    level = after.role is Role.LEVEL and after.own_name and not after.build
    stepped = claim.role is Role.STEP and level and unit_of_levels(claim) == after.quantity.unit
    told = claim.role is Role.ANNUAL_GROWTH or doubled or stepped or (risen and MOVED.search(after.cue) is not None)
    return told and not _RELATIVE.search(claim.gap) and "其中" not in claim.gap


def _misfit(amount: Claim, before: Claim, after: Claim) -> Decimal:
    """How far a stated difference is from that of two levels; for a rate, how far apart the levels are."""
    difference = abs(after.quantity.value - before.quantity.value)
    return abs(difference - amount.quantity.value) if amount.quantity.unit == before.quantity.unit else difference


def _pair(claim: Claim, levels: dict[str, Claim], ends: dict[str, tuple[Claim, Claim]]) -> None:
    """甲、乙分别由A、B提高到C、D; 甲E、乙F，分别比2020年的A、B多: before and after of each, by its name."""
    if claim.name is None:
        return
    other = levels.get(claim.name.key)
    if other is not None and other.start == "from" and not claim.start:
        ends[claim.name.key] = other, claim
    elif other is not None and claim.start in ("than", "then") and not other.start:
        ends[claim.name.key] = claim, other
    else:
        levels[claim.name.key] = claim


def _remember(claim: Claim, levels: dict[str, Claim]) -> None:
    if claim.own_name and claim.name is not None and not claim.start:
        levels[claim.name.key] = claim


def main_line(group: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The figures of a sentence that something may be said of: not what a share is taken of."""
    if len(group) < 2:
        return group
    return tuple([c for c, after in zip(group, (*group[1:], None), strict=True) if not is_base(c, after)])


def is_base(claim: Claim, follower: Claim | None) -> bool:
    """占年度计划110亿元的78.2%: the figure between 占 and the share, which is only there to be divided by."""
    if follower is None or follower.quantity.unit not in RATIOS:
        return False
    if "占" in follower.gap:
        return _TAKES_OF.fullmatch(follower.gap) is not None and _WITHIN.search(claim.gap) is not None
    behind = "的" in follower.cue and (_OF_BASE.fullmatch(follower.cue) or _OF_COUNTED.fullmatch(follower.gap))
    aside = claim.bracketed and _OF_ASIDE.fullmatch(follower.gap)
    return bool(behind or aside) and _BASE.search(claim.gap) is not None


# 在全县254.5亿元的生产总值中占51.0%
_WITHIN = later(r"(?:在|于)[^，。；在于]{0,12}$")
_TAKES_OF = later(
    r"[^，。；、]{1,14}(?:中|里|内)[^，。；、占]{0,3}占(?:比|到|了|据|有|的)?(?:比重|比例|份额)?(?:约|达到?|为|近|仅|超过?)*"
)


_OF_BASE = re.compile(r"[）)]?的[约近]?")
# 占全市140个乡镇（街道）的42.9%, 占灌溉面积1050万亩的比重提高到57.1%: what is counted stands behind the base.
_OF_COUNTED = later(
    r"(?![占用])[\u4e00-\u9fff（）()、]{0,10}?的(?:(?:比重|比例)(?:由|从|(?:提高|上升|增加|下降|降低)?[到至]|达到?|为)?)?[约近]?"
)
# 占固定资产投资（247亿元）比重42.6%
_OF_ASIDE = later(r"[）)](?:所占)?(?:比重|比例|份额)(?:达到?|为)?[约近]?")
_BASE = later(
    r"(?:占(?!比|地(?!区))|相当于|(?:为|完成|达到?)[^，。；]{0,8}(?:预算|计划|任务|目标|指标|限额))[^，。；]*$"
)


def _is_change(claim: Claim, before: Claim | None, after: Claim | None) -> bool:
    """A change of something, or 新增945 behind the two levels it leads between."""
    if claim.role in CHANGES or claim.quantity.unit == "番":
        return True
    added = claim.role is Role.FLOW or (claim.role is Role.TOTAL and bool(_NET.search(claim.cue)))
    return added and not claim.own_name and before is not None and after is not None


def _hear_level(claim: Claim, before: Claim | None, after: Claim | None) -> tuple[Claim | None, Claim | None]:
    if claim.start == "from":
        return claim, None
    if claim.start in ("than", "of", "then"):
        other = claim.start == "then" and claim.own_name and after is not None and after.name != claim.name
        return claim, None if other else after  # 处理率去年为92%: what it is now comes next
    if before is not None and after is None and before.start in ("from", "then") and not claim.own_name:
        return before, claim
    if after is not None and _by_now(after, claim):
        return replace(after, start="then"), claim
    if before is not None and after is None and before.start == "than" and before.quantity.unit == claim.quantity.unit:
        return before, claim  # 与2015年的A相比，2020年增加到B
    if after is not None and (_later(after, claim) or (before is None and grown_to(after, claim))):
        # 2023年A、2024年B、2025年C，增长D: since when, of three?
        return None if before is not None and _later(before, after) else after, claim
    if before is not None and after is None and before.start == "from" and MOVED.search(claim.cue):
        return before, claim
    return None, claim


def _by_now(former: Claim, claim: Claim) -> bool:
    """五年前，建成区面积只有58平方公里，如今已有72平方公里: one thing, before and now."""
    beside = not (claim.own_name or former.start) and former.quantity.unit == claim.quantity.unit
    return beside and formerly(former.gap) and by_now(claim.gap)


def _later(earlier: Claim, claim: Claim) -> bool:
    """2015年为119起，2020年降为94起: one indicator in two years, both said."""
    if earlier.year is None or claim.year is None or claim.year <= earlier.year or earlier.start:
        return False
    if Role.FLOW in (earlier.role, claim.role):
        return False  # 2026年新增3万个、2027年新增2.5万个: the one does not become the other
    same = claim.name is not None and earlier.name is not None and claim.name.key == earlier.name.key
    return same and not claim.own_name and claim.quantity.unit == earlier.quantity.unit


MOVED = later(r"(?:到|至|为|达)(?:(?:19|20)\d\d年(?:末|底)?)?[^，]{0,4}$")
# …，其中2023年增长15.2%: a year's own rate, not that of the years between the two levels.
_OWN_YEAR = later(
    r"其中|(?:(?:19|20)\d\d年|当年|去年|上年|今年)(?:当年)?(?:同比)?(?:实际)?[增提上升下减降][^，。；比较\d]{0,4}$"
)


def _one_year(claim: Claim, before: Claim | None, after: Claim) -> bool:
    if before is None:
        return False
    if None in (before.year, after.year):
        return before.start == "then" and since_former(claim, before, after)  # 比上年增加340元（上年为4520元）
    return after.year == (before.year or 0) + 1


def bare_share(cue: str) -> bool:
    """占41.6%, 占比41.6%, 占总数的41.6%: of what was named before, not of something new."""
    return bool(
        re.fullmatch(
            r"[，,、（(]?(?:其中|约|仅|只|已|共|就|，)*(?:(?:所)?占(?:比|到|了|到?总数的?|全部的?|其|的)?(?:重|例)?|比[重例])"
            r"(?:约|达到|高达|达|仅为|为|近|超过|仅)*",
            cue,
        )
    )
