"""Changes whose figures stand apart: the base, or both ends, in a row of a table or in other sentences."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from validator.claims.claim import Claim, Role
from validator.claims.earlier import counted_from, earlier
from validator.claims.linking import PLANNED, Linker, significant
from validator.claims.names import Match, Name
from validator.claims.plan import Plan
from validator.claims.relations import LEVELS, Change, unit_of_levels
from validator.claims.tables import Series
from validator.patterns import later
from validator.quantities.times import years_said
from validator.span import Span

# The level of a name in a year, in units like those of a claim: where a text has it in one place.
ValueAt = Callable[[Name, int, Claim], Claim | None]


def quoted(
    prose: Sequence[Claim], groups: Iterable[tuple[Claim, ...]], linker: Linker, plan: Plan, value_at: ValueAt
) -> Iterator[Change]:
    """Changes told without the values they lead between, each by the first reading that finds both of them."""
    told: set[Span] = set()
    readings = (
        _carried(prose, linker, plan),
        _of_rows(prose, linker),
        _in_points(prose, linker),
        _stepped(prose, plan, value_at),
        earlier(groups, prose, plan),
    )
    for change in chain.from_iterable(readings):
        if change.amount.span not in told:
            told.add(change.amount.span)
            yield change


def _of_rows(prose: Sequence[Claim], linker: Linker) -> Iterator[Change]:
    """到2030年，覆盖率较2025年提高0.25个百分点: both levels are the row's."""
    for claim in prose:
        net = claim.role is Role.TOTAL and "净增" in claim.gap
        change = net or claim.role in (Role.DIFFERENCE, Role.GROWTH, Role.MULTIPLE)
        if not change or not claim.own_name or claim.name is None:
            continue
        year = claim.year or (claim.period[1] if claim.period else None)
        since = claim.compared or (claim.period[0] - 1 if claim.period and net else None)
        if not year or not since or year <= since or claim.scope or claim.owner or claim.when.months or claim.bracketed:
            continue
        for _, series in linker.namesakes(claim.name):
            before, after = series.level(since), series.level(year)
            if before and after and not series.total and series.part is None:
                yield Change(claim, after, before, since, claim.gap)
                break


def since_base(change: Change, plan: Plan, linker: Linker) -> int | None:
    """The base year of the plan, for a change up to its target that names no other (达到45%，提高31个百分点)."""
    if plan.base_year is None or plan.target_year is None:
        return None
    over = years_said(change.amount.gap) if change.amount.quantity.unit == "番" else None
    if over not in (None, plan.target_year - plan.base_year):
        return None  # 五年翻一番 in a plan of three years: since another time
    ends = (plan.target_year, None) if over else (plan.target_year,)
    own_cell = change.amount.role is not Role.STEP and linker.restated(change.amount) is not None
    return plan.base_year if change.after.year in ends and not own_cell else None


def in_review(after: Claim, base: Claim) -> bool:
    """五年翻一番 of what the base year has, or before that is told: over the five years up to it."""
    return base.quantity.value == after.quantity.value or base.site > after.site


def _stepped(prose: Sequence[Claim], plan: Plan, value_at: ValueAt) -> Iterator[Change]:
    """浓度每年降低0.8微克, with no figure that it leads to: from the plan's base to its target, where both were told before."""
    base, target = plan.base_year, plan.target_year
    if base is None or target is None:
        return
    for claim in prose:
        if claim.role is not Role.STEP or not claim.own_name or claim.name is None or claim.year not in (None, target):
            continue
        if claim.bracketed or claim.in_turn or claim.scope or claim.owner or claim.compared or claim.period:
            continue
        if years_said(claim.gap) not in (None, target - base):
            continue
        like = replace(claim, quantity=replace(claim.quantity, unit=unit_of_levels(claim)))
        before, after = value_at(claim.name, base, like), value_at(claim.name, target, like)
        if before and after and before.site < after.site and after.site.block < claim.site.block:
            yield Change(claim, after, before, base, claim.gap)


# 高于计划0.4个百分点, 比年度预期目标低3个百分点.
_THAN_PLAN = later(
    r"[，,（(]?(?:比|较|高于|低于|超出?|超过|快于|慢于)(?:年初|年度|全年|预期|原定|既定|规划)*(?:计划|目标|任务|预期)(?:目标|任务|增速|数)?"
    r"(?:高|低|快|慢|多|少|提高|超出?)?(?:出|了)?"
)


def _than_planned(level: Claim, claim: Claim, linker: Linker) -> Iterator[Change]:
    """增长8.4%，高于计划0.4个百分点: the row that states the 8.4 has what was planned for that year as well."""
    if level.role not in (Role.LEVEL, Role.GROWTH) or not level.year or unit_of_levels(claim) != level.quantity.unit:
        return
    pair = linker.restated(level) if _THAN_PLAN.fullmatch(claim.cue) and not (level.start or level.bracketed) else None
    if pair is None or pair.match < Match.CLOSE or pair.cell.quantity.value != level.quantity.value:
        return
    planned = [c for c in (*pair.series.levels, *pair.series.rates) if PLANNED.search(c.cue) and _alike(c, pair.cell)]
    if len(planned) == 1 and not PLANNED.search(pair.cell.cue):
        yield Change(claim, level, planned[0], level.year, claim.gap)


def _alike(planned: Claim, reached: Claim) -> bool:
    """Of one measure and one time."""
    one, other = ((c.role, c.year, c.period, c.quantity.unit) for c in (planned, reached))
    return one == other


def _carried(prose: Sequence[Claim], linker: Linker, plan: Plan) -> Iterator[Change]:
    """支出55200万元，增加2840万元: the level restates a cell, and the row has the one before."""
    for level, claim in pairwise(prose):
        if not _one_sentence(level, claim):
            continue
        if claim.role is Role.DIFFERENCE:
            yield from _than_planned(level, claim, linker)
        carried = not (level.start or level.bracketed or claim.own_name or claim.in_turn)
        amount = claim.role in (Role.DIFFERENCE, Role.TOTAL) and claim.quantity.unit == level.quantity.unit
        if level.role in LEVELS and carried and amount:
            yield from _of_row(level, claim, linker, plan)


_RATE = later(r"(?:率|比重|占比|比例)$")


def _in_points(prose: Sequence[Claim], linker: Linker) -> Iterator[Change]:
    """城镇化率61.7%，提高0.9%, where the row has 60.8 for the year before: what the rate rose by, were it not for its %."""
    for claim in prose:
        if claim.role is not Role.GROWTH or claim.quantity.unit != "%" or not claim.year or claim.compared:
            continue
        plain = not (claim.scope or claim.owner or claim.when.months or claim.bracketed or claim.in_turn)
        if not plain or claim.name is None or not _RATE.search(claim.name.printed):
            continue
        for _, series in linker.namesakes(claim.name):
            before, after = series.level(claim.year - 1), series.level(claim.year)
            if before and after and before.quantity.unit == after.quantity.unit == "%":
                risen = after.quantity.value - before.quantity.value
                if abs(risen) == claim.quantity.value and claim.falling == (risen < 0):
                    yield Change(claim, after, before, claim.year - 1, claim.gap)
                    break


def _one_sentence(a: Claim, b: Claim) -> bool:
    return (a.site.block, a.site.sentence) == (b.site.block, b.site.sentence)


def _of_row(level: Claim, claim: Claim, linker: Linker, plan: Plan) -> Iterator[Change]:
    before = counted_from(claim, level.year, plan)
    summed = before is not None and before[0] < before[1]  # 五年新增8000人，比“十四五”多1200人: totals, both
    if not (before or claim.compared or _PLAIN.fullmatch(claim.cue) or _OVER_YEARS.fullmatch(claim.cue)):
        return
    pair = linker.restated(level) if summed or level.role is Role.LEVEL else None
    if (
        pair is None
        or pair.series.part is not None
        or not pair.series.total is summed is (pair.cell.role is Role.TOTAL)
    ):
        return
    if pair.match < Match.CLOSE and significant(level.quantity.figure) < 3:
        return  # 有效高新技术企业66家 need not be the row 高新技术企业 that has 66
    since = before[1] if before else _since(claim, pair.cell.year, pair.series)
    earlier_cells = [cell for cell in pair.series.levels if cell.year == since and cell.role is pair.cell.role]
    if since and len(earlier_cells) == 1 and pair.cell.quantity.value == level.quantity.value:
        yield Change(claim, level, earlier_cells[0], since, claim.gap)


# Without a word of since when: since the year before.
_PLAIN = later(r"[，,]?(?:(?:比|较)(?:上年|去年)|同比)?(?:净?增加|净增|减少|增支|减支|增收|减收)了?")
_OVER_YEARS = re.compile(r"[，,]?[二两三四五2-9]年(?:来|间|内)?(?:净增|新增|增加)")


def _since(claim: Claim, year: int | None, series: Series) -> int | None:
    """The year that a change is counted from; without a word of it the year before, where the row has but these two."""
    if year is None or claim.compared:
        return claim.compared if year and claim.compared and claim.compared < year else None
    if _OVER_YEARS.fullmatch(claim.cue):
        years = years_said(claim.cue)
        return year - years if years else None
    years_of_row = {cell.year for cell in series.levels}
    said = "年" in claim.cue or "同比" in claim.cue
    return year - 1 if said or years_of_row == {year - 1, year} else None
