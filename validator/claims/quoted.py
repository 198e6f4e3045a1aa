"""Changes whose figures stand apart: the base, or both ends, in a row of a table or in other sentences."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from validator.claims.claim import Claim, Role
from validator.claims.linking import Linker, significant
from validator.claims.names import Match, Name
from validator.claims.plan import Plan
from validator.claims.relations import Change, unit_of_levels
from validator.claims.tables import Series
from validator.patterns import later
from validator.quantities.times import years_said

# The level of a name in a year, in units like those of a claim: where a text has it in one place.
ValueAt = Callable[[Name, int, Claim], Claim | None]


def quoted(prose: Sequence[Claim], linker: Linker, plan: Plan, value_at: ValueAt) -> Iterator[Change]:
    """Changes told of a row without its values: 到2030年，覆盖率较2025年提高0.25个百分点."""
    yield from _carried(prose, linker)
    yield from _stepped(prose, plan, value_at)
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


def _carried(prose: Sequence[Claim], linker: Linker) -> Iterator[Change]:
    """支出55200万元，增加2840万元: the level restates a cell, and the row has the one before."""
    for level, claim in pairwise(prose):
        if not _one_sentence(level, claim):
            continue
        carried = not (level.start or level.bracketed or claim.own_name or claim.in_turn)
        amount = claim.role in (Role.DIFFERENCE, Role.TOTAL) and claim.quantity.unit == level.quantity.unit
        if level.role is Role.LEVEL and carried and amount:
            yield from _of_row(level, claim, linker)


def _one_sentence(a: Claim, b: Claim) -> bool:
    return (a.site.block, a.site.sentence) == (b.site.block, b.site.sentence)


def _of_row(level: Claim, claim: Claim, linker: Linker) -> Iterator[Change]:
    if not (claim.compared or _PLAIN.fullmatch(claim.cue) or _OVER_YEARS.fullmatch(claim.cue)):
        return
    pair = linker.restated(level)
    if pair is None or pair.cell.role is not Role.LEVEL or pair.series.total or pair.series.part is not None:
        return
    if pair.match < Match.CLOSE and significant(level.quantity.figure) < 3:
        return  # 有效高新技术企业66家 need not be the row 高新技术企业 that has 66
    since = _since(claim, pair.cell.year, pair.series)
    before = [cell for cell in pair.series.levels if cell.year == since]
    if since and len(before) == 1 and pair.cell.quantity.value == level.quantity.value:
        yield Change(claim, level, before[0], since, claim.gap)


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
