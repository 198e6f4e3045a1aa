"""Steps: amounts a year, with the total of the years, or with the two ends that they lead between."""

import re
from collections.abc import Iterable, Iterator, Mapping

from validator.claims.claim import Claim, Known, Role
from validator.claims.former import years_on
from validator.claims.relations import MOVED, RATIOS, Change, unit_of_levels
from validator.claims.wholes import Closed, Parts, bounded
from validator.patterns import later
from validator.quantities.interval import Interval, allows, is_swap
from validator.quantities.quantity import Bound
from validator.quantities.times import years_said
from validator.records import record


@record
class Pace:
    """由A增加到B，年均增加C. `years` are the lengths that the words leave open: 2013年至2016年 are three steps or
    four. `gross` is True where steps that come to more are no contradiction: for what is added (新增), of which some may
    be lost again, and where the figure they set out from stands elsewhere."""

    step: Claim
    before: Claim
    after: Claim
    years: tuple[int, ...]
    gross: bool


_OPENING_SPAN = later(
    r"(?:^|[，,：:“])(?:过去|近|这|最近)?[二两三四五六七八九十\d]+年(?:来|间|以来)?[，,]|^[，,]?(?P<plan>“?十[一二三四五六七]?五”?(?:时期|期间))"
)
_PLAN_YEARS = 5
Spans = Mapping[tuple[int, int], int]


def spans(groups: Iterable[tuple[Claim, ...]]) -> Spans:
    """The years that sentences (block, number) are said of by an opening 五年来， or “十四五”期间; what follows a ； goes
    on with them."""
    found: dict[tuple[int, int], int] = {}
    block, years = -1, None
    for group in groups:
        site = group[0].site
        opening = _OPENING_SPAN.search(group[0].gap)
        goes_on = group[0].half_stop and site.block == block
        said = (_PLAN_YEARS if opening["plan"] else years_said(opening.group())) if opening else None
        years = said if opening else years if goes_on else None
        block = site.block
        if years:
            found[site.block, site.sentence] = years
    return found


def span_of(said: Spans, claim: Claim) -> int | None:
    """The years that the sentence of a claim is said of."""
    return said.get((claim.site.block, claim.site.sentence))


def steps(group: tuple[Claim, ...], length: int | None) -> Iterator[tuple[Claim, Claim, int]]:
    """A yearly amount with the total of several years that it is stated beside, and the years.

    They are those that the words say, else `length`: those of the sentences before, or of the plan.
    """
    if len(group) < 2:
        return
    total: Claim | None = None
    part: Claim | None = None  # 其中财政投入62亿元，年均12.4亿元: of the part, where that is right
    behind: set[str] = set()  # the units of the figures behind it
    for before, claim in zip((None, *group), group, strict=False):
        unit = claim.quantity.unit
        if total is None and before and claim.role is Role.STEP and (years := _of_level(claim, before)):
            yield claim, before, years
            continue
        # 累计新增650万平方米，总面积达到900万平方米，年均…: of another figure of its unit
        if total is not None and unit not in behind and _is_step_of(claim, total) and _complete(total):
            years = _years(total, claim) or length
            if years and years > 1:
                yield claim, part if part is not None and _fits(claim, part, years) else total, years
        if claim.listed and total is not None and unit == total.quantity.unit:
            part = claim
        if not claim.listed and _is_total(claim):
            total, part, behind = claim, None, set()
        elif not claim.listed:
            behind.add(unit)
    yield from _then_totals(group)


def _fits(step: Claim, part: Claim, years: int) -> bool:
    return allows(step.quantity, Interval(part.quantity.low / years, part.quantity.high / years))


def _is_total(claim: Claim) -> bool:
    """True for a total of years; 过去五年，累计完成投资486亿元 has its years in the clause before."""
    told = claim.role is Role.LEVEL and "累计" in claim.cue and years_said(claim.gap) is not None
    return claim.role in (Role.TOTAL, Role.FLOW) or told


# 年均减贫1373万人 behind 六年累计减贫: the verb is said again.
_YEARLY = later(r"(?:年均|平均每年|每年平均|年平均|每年)(?P<verb>[\u4e00-\u9fff]{2,4}?)(?:约|近|达到?|超过?)?$")


def _is_step_of(claim: Claim, total: Claim) -> bool:
    if claim.quantity.unit != total.quantity.unit:
        return False
    if claim.role is Role.STEP:
        return not claim.own_name
    again = _YEARLY.fullmatch(claim.cue)
    told = claim.role in (Role.LEVEL, Role.TOTAL) and total.role is Role.TOTAL  # “十三五”期间 is said of both
    return bool(again and told and again["verb"] in total.cue)


def _of_level(step: Claim, before: Claim) -> int | None:
    """完成造林205万亩，五年年均完成41万亩: the years, where the arithmetic says that the one is of the other."""
    done, years = _YEARLY.search(step.cue), years_said(step.gap)
    alike = before.role is Role.LEVEL and before.quantity.unit == step.quantity.unit and before.own_name
    if not (done and years and alike and done["verb"] in before.cue) or before.start or before.listed:
        return None
    if before.year is not None and before.when.known is Known.SAID:
        return None  # 2023年完成…，五年年均…: of one year
    mean = step.quantity.rewrite(before.quantity.value / years)
    return years if _fits(step, before, years) or is_swap(mean, step.quantity.text) else None


def _complete(total: Claim) -> bool:
    return (
        total.quantity.bound in (Bound.EXACT, Bound.ABOUT)
        and "其中" not in total.gap
        and not MOVED.search(total.cue)  # 由A减少至B，年均减少C
    )


def _years(total: Claim, step: Claim) -> int | None:
    """The years of a total: 三年累计 in its own words, else the period that it is dated with."""
    said = years_said(step.gap) or years_said(total.gap)
    return said or (total.period[1] - total.period[0] + 1 if total.period else None)


# 每年安排资金1.2亿元，五年共6亿元: no other verb (撬动, 投入), nor another subject, comes between.
_THEN = later(
    r"[，,、]?(?:到(?P<end>(?:19|20)\d\d)年[底末]?[，,]?)?(?:[二两三四五六七八九十]|[2-9]|10)年(?:来|间|内)?(?:累计|合计|共计|总计|总共|共|达到?|约|近|(?P<verb>[\u4e00-\u9fff]{2}))*"
)
_AMOUNTS = (Role.LEVEL, Role.FLOW, Role.TOTAL)
_A_YEAR = re.compile(r"(?:每年|年均)(?!.*(?:增长|递增|提高|下降|减少))")
_OF_EACH = re.compile(r"每(?!年)|各|[前后]|平均海拔")
_SINCE = later(r"[从自]?(?:(?P<year>(?:19|20)\d\d)年|[^，]{0,6})(?:起|开始)")


def _then_totals(group: tuple[Claim, ...]) -> Iterator[tuple[Claim, Claim, int]]:
    """每年遴选10个，五年共50个: the yearly amount stands first."""
    if sum("每年" in c.gap or "年均" in c.gap for c in group) != 1:
        return  # 前三年每年10个，后两年每年20个
    for index, total in enumerate(group[1:], 1):
        step = group[index - 1]
        found = _THEN.search(total.gap)
        if not found or found.end() != len(total.gap) or total.role not in (Role.TOTAL, Role.FLOW):
            continue
        alike = step.quantity.unit == total.quantity.unit and total.quantity.bound in (Bound.EXACT, Bound.ABOUT)
        yearly = _A_YEAR.search(step.gap) and step.role in (Role.LEVEL, Role.FLOW, Role.STEP)
        verb = not found["verb"] or found["verb"] in step.gap
        years = years_said(total.gap)
        begun = _SINCE.search(step.gap)
        whole = begun is None or _all_years(begun["year"], found["end"], years)
        if alike and yearly and verb and years and whole and not _OF_EACH.search(step.gap) and not step.bracketed:
            yield step, total, years


def _all_years(first: str | None, last: str | None, years: int | None) -> bool:
    """True for 从2021年起，每年…，到2024年四年共…: as many years as the words count."""
    return first is not None and last is not None and int(last) - int(first) + 1 == years


_MOVING = later(
    r"(?:年均|平均每年|每年平均|年平均|每年)(?:平均|约)?"
    r"(?P<verb>净?增加|净增|增长|提高|提升|上升|扩大|延长|下降|减少|降低|缩短|缩小|回落|压减"
    r"|(?P<made>新[增建]|建成|建设|培育|引进|认定|投放|发展|扩建))(?:约|近)?$"
)


def paces(
    changes: Iterable[Change], groups: Iterable[tuple[Claim, ...]], said: Spans, base: int | None
) -> Iterator[Pace]:
    """Yearly amounts with the two figures that they lead between, where the text says over how many years: `base` is the
    year of what there is now."""
    behind = list(_behind(changes, said))
    yield from behind
    known = {pace.step.span for pace in behind}
    ahead = (pace for group in groups for pace in _ahead(group, base))
    yield from (pace for pace in ahead if pace.step.span not in known)


def _behind(changes: Iterable[Change], said: Spans) -> Iterator[Pace]:
    for change in changes:
        step, before, after = change.amount, change.before, change.after
        verb = _MOVING.search(step.cue)
        if step.role is not Role.STEP or before is None or not verb or not _one_kind(step, before, after):
            continue
        if step.falling is not (after.quantity.value < before.quantity.value):
            continue
        elsewhere = change.before_year is not None
        years = _years_between(step, before, after, span_of(said, before), elsewhere=elsewhere)
        if years and min(years) > 1:
            yield Pace(step, before, after, years, elsewhere or verb["made"] is not None)


def _one_kind(step: Claim, before: Claim, after: Claim) -> bool:
    return unit_of_levels(step) == before.quantity.unit == after.quantity.unit


def _years_between(
    step: Claim, before: Claim, after: Claim, over: int | None, *, elsewhere: bool = False
) -> tuple[int, ...]:
    said = years_said(step.gap) or years_on(after.gap)
    if said:
        return (said,)
    if before.year and after.year and (elsewhere or after.when.known in (Known.SAID, Known.CARRIED)):
        return (after.year - before.year,)
    period = step.period if step.when.known is Known.SAID else None
    if period:
        return (period[1] - period[0], period[1] - period[0] + 1)
    said = years_said(before.gap) or over
    return (said,) if said else ()


# 每年再建2.5万亩, 精品园每年扩建0.8万亩: whatever is done a year.
_DONE_YEARLY = later(r"(?:每年|年均)[\u4e00-\u9fff]{1,3}$")
_AS_IT_IS = later(r"现有|现已|现为|目前|截至|眼下|已有|已建|^从$")
_SIZE = 4  # characters of a name that says no more than 总量, 保存面积


def _ahead(group: tuple[Claim, ...], base: int | None) -> Iterator[Pace]:
    """现有A，每年建成C，到2030年达到B; 每年扩建C，从A扩起，到2030年达到B: what there is, what each year adds and what that
    makes, the only figures of their unit in a sentence."""
    step = next((c for c in group if "年" in c.cue and _DONE_YEARLY.search(c.cue)), None) if len(group) > 2 else None
    if step is None or step.falling or step.quantity.unit in (*RATIOS, "", "年", "倍"):
        return
    told = [c for c in group if c is step or c.quantity.unit == unit_of_levels(step)]
    if len(told) != _ENDS + 1 or told[-1] is step or any(bounded(c) or c.listed or c.in_turn for c in told):
        return
    before, after = (c for c in told if c is not step)
    years = _years_ahead(step, before, after, base)
    levels = before.role in _AMOUNTS and after.role is Role.LEVEL and not after.start
    risen = before.quantity.value < after.quantity.value
    verb = _MOVING.search(step.cue)
    told_of = not after.own_name or (verb is not None and _is_called(after, (before, step)))
    if years and years > 1 and levels and risen and told_of:
        yield Pace(step, before, after, (years,), gross=verb is None or verb["made"] is not None)


_ENDS = 2


def _years_ahead(step: Claim, before: Claim, after: Claim, base: int | None) -> int | None:
    """From the words at the step (今后五年, 2025—2027年, 从2026年起) or the end (五年后), else from the year of what there is."""
    if said := years_said(step.gap) or years_on(after.gap):
        return said
    if after.when.known is not Known.SAID:
        return None
    if step.period and step.when.known is Known.SAID:
        return step.period[1] - step.period[0] + 1 if step.period[1] == after.year else None
    begun = _SINCE.search(step.gap)
    since = int(begun["year"]) - 1 if begun and begun["year"] else None
    if since is None and before.when.known is Known.SAID:
        since = before.year
    elif since is None and _AS_IT_IS.search(before.cue):
        since = base
    return after.year - since if since and after.year else None


def _is_called(after: Claim, others: tuple[Claim, ...]) -> bool:
    """True for what is named after one of the others, or says no more than how much there is (保存面积)."""
    if after.name is None or len(after.name.core) <= _SIZE:
        return True
    words = after.name.printed
    return any(words[at : at + 2] in c.name.printed for c in others if c.name for at in range(len(words) - 1))


_OVER_YEARS = re.compile(r"年(?:来|间)?(?:累计|合计|共计|总计|共)(?P<verb>[\u4e00-\u9fff]{0,2})")


def summed_years(group: tuple[Claim, ...]) -> Iterator[Parts]:
    """2021至2023年分别培训A、B、C，三年累计D: as many yearly amounts as years, and their sum."""
    for index, claim in enumerate(group[2:], 2):
        found = _OVER_YEARS.search(claim.gap)
        years = years_said(claim.gap) if found and "达到" not in claim.cue else None
        if not found or not years or not 2 <= years <= index:
            continue
        *before, first = group[: index - years + 1]
        members = (first, *group[index - years + 1 : index])
        more = before and before[-1].in_turn and before[-1].quantity.unit == claim.quantity.unit
        if not more and _alike(claim, members) and _yearly(members, found["verb"]):
            yield Parts(claim, members, Closed.TOTAL)
    yield from _year_by_year(group)


def _alike(total: Claim, members: tuple[Claim, ...]) -> bool:
    unit = total.quantity.unit
    plain = all(m.role in _AMOUNTS and not m.start and not m.bracketed and m.quantity.unit == unit for m in members)
    return plain and total.role in _AMOUNTS and unit not in (*RATIOS, "倍", "番", "年")


def _yearly(members: tuple[Claim, ...], verb: str) -> bool:
    """True for one amount a year, in turn or each with its year, of what the total sums up: not a stock at the year's end."""
    if all(m.in_turn for m in members):
        return "末" not in members[0].cue and "达到" not in members[0].cue
    dated = len({m.year for m in members if m.year}) == len(members)
    return dated and all((verb and verb in m.cue) or m.role is Role.FLOW for m in members)


_EACH_YEAR = later(
    r"[，,]?(?P<years>[两二三四五六2-6]年)(?:来|间|内)?分别(?!达|为|增长|提[高升]|上升|下降|降)[\u4e00-\u9fff]{0,6}"
)
_NEAR = 4  # the amounts of all years miss their total by less than a quarter of it; the levels of the years by more


def _year_by_year(group: tuple[Claim, ...]) -> Iterator[Parts]:
    """改造120条，三年分别完成45条、40条和35条: the total, and an amount for each of its years."""
    for index, claim in enumerate(group[1:], 1):
        found = _EACH_YEAR.fullmatch(claim.gap) if "年" in claim.gap and "分别" in claim.gap else None
        years = years_said(found["years"]) if found else None
        if not years:
            continue
        total, members = group[index - 1], group[index : index + years]
        more = index + years < len(group) and group[index + years].in_turn
        if len(members) < years or more or not _alike(total, members) or total.start or total.bracketed:
            continue
        missed = abs(sum(m.quantity.value for m in members) - total.quantity.value)
        if missed * _NEAR <= total.quantity.value:
            yield Parts(total, members, Closed.OPEN, complete=True)
