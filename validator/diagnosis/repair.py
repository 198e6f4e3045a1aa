"""The smallest edit that makes an indicator agree, in the sense of Fellegi and Holt (1976).

An indicator has a true base, target and rate, tied by compound growth. Every figure that states one
of them either agrees with it or is wrong. Each choice of truths that satisfies the growth constraint
costs as many edits as it makes figures wrong; the cheapest choices are the repairs, ties included.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from validator.claims.claim import Claim, Role
from validator.claims.compare import compare
from validator.claims.relations import Change
from validator.claims.table_years import Rated
from validator.diagnosis.growth import GrowthReading, beside
from validator.facts import Facts
from validator.finding import Suggestion
from validator.quantities.interval import HUNDRED, Interval, agree, compound_rate, prints_as, rate_interval, reproduces
from validator.quantities.quantity import Quantity
from validator.records import record
from validator.span import Span


@record
class Edit:
    """One figure and the value it would become, in the figure's unit. `derived` where a formula gives it."""

    claim: Claim
    value: Decimal
    derived: bool
    support: int


@record
class Repair:
    """A set of edits that makes every figure of the indicator agree."""

    edits: tuple[Edit, ...]


@record
class _Truth:
    """A candidate for base, target or rate: its value, a figure that states it, and whether it was derived."""

    value: Decimal
    stated: Quantity | None


Group = tuple[Claim, ...]
# Statements of one figure that are weighed; a document repeats itself less often.
MOST = 8


def repairs(facts: Facts, rated: Rated) -> tuple[Repair, ...]:
    """The cheapest repairs of a row and of what prose says of it, most supported first."""
    groups = tuple(_group(facts, claim) for claim in (rated.base, rated.target, rated.rate))
    candidates: dict[tuple[Claim, ...], Repair] = {}
    for truths in _truths(groups, rated.years):
        edits = tuple(_edits(groups, truths))
        if not _printable(rated, edits):
            continue
        candidates.setdefault(tuple(e.claim for e in edits), Repair(edits))
    if not candidates:
        return ()
    fewest = min(len(r.edits) for r in candidates.values())
    best = [r for r in candidates.values() if len(r.edits) == fewest and r.edits]
    return tuple(sorted(best, key=lambda r: _preference(r, rated)))


def _group(facts: Facts, cell: Claim) -> Group:
    """A cell and the first places in prose that surely state the same: enough to weigh one value against another."""
    pairs = facts.restated_in_prose(cell)
    sure = (p.prose for p in pairs if compare(p.prose, cell, p.match, p.units_agree).sure)
    return (cell, *islice(sure, MOST))


def _truths(groups: tuple[Group, ...], years: int) -> Iterator[tuple[_Truth, _Truth, _Truth]]:
    """Base, target and rate that satisfy compound growth: two as stated, the third stated or derived."""
    bases, targets, rates = (_stated(group) for group in groups)
    for b in bases:
        for t in targets:
            rate = compound_rate(b.value, t.value, years)
            if rate is None:
                continue
            stated = next(
                (r for r in rates if r.stated and b.stated and t.stated and fits(b.stated, t.stated, r.stated, years)),
                None,
            )
            yield b, t, stated or _Truth(rate, None)
    for r in rates:
        factor = (1 + r.value / HUNDRED) ** years
        if factor <= 0:
            continue
        for b in bases:
            yield b, _Truth(b.value * factor, None), r
        for t in targets:
            yield _Truth(t.value / factor, None), t, r


def _stated(group: Group) -> tuple[_Truth, ...]:
    """What the group states, each value once: a figure said eight times is one candidate, not eight."""
    distinct = {(c.quantity.value, c.quantity.low, c.quantity.high): c.quantity for c in reversed(group)}
    return tuple(_Truth(quantity.value, quantity) for quantity in reversed(distinct.values()))


def fits(base: Quantity, target: Quantity, rate: Quantity, years: int) -> bool:
    """True when the stated rate can be the compound rate of base and target."""
    if reproduces(compound_rate(base.value, target.value, years), rate):
        return True
    interval = rate_interval(base, target, years)
    return interval is not None and interval.meets(Interval(rate.low, rate.high))


def _edits(groups: tuple[Group, ...], truths: tuple[_Truth, _Truth, _Truth]) -> Iterator[Edit]:
    for group, truth in zip(groups, truths, strict=True):
        keeping = [c for c in group if _agrees(c.quantity, truth)]
        for claim in group:
            if claim not in keeping:
                yield Edit(claim, truth.value, truth.stated is None, len(keeping))


def _printable(rated: Rated, edits: tuple[Edit, ...]) -> bool:
    """False where a derived value, rounded to the digits printed, no longer gives the stated rate, or is so far from what is
    printed that no slip made it so: then the figures are not one row's."""
    levels = [e for e in edits if e.derived and e.claim in (rated.base, rated.target)]
    if not levels:
        return True
    if any(not _near(edit) for edit in levels):
        return False
    values = {id(c): c.quantity.value for c in (rated.base, rated.target)}
    for edit in levels:
        values[id(edit.claim)] = prints_as(edit.value, edit.claim.quantity.step)[0]
    rate = compound_rate(values[id(rated.base)], values[id(rated.target)], rated.years)
    return reproduces(rate, rated.rate.quantity)


_FARTHEST = 100  # times: a slip of the unit from 万 to 亿 has the same digits, and is told as such


def _near(edit: Edit) -> bool:
    printed = abs(edit.claim.quantity.value)
    return printed == 0 or printed <= _FARTHEST * abs(edit.value) <= _FARTHEST**2 * printed


def _agrees(quantity: Quantity, truth: _Truth) -> bool:
    if truth.stated is not None:
        return agree(quantity, truth.stated)
    return quantity.low <= truth.value <= quantity.high or reproduces(truth.value, quantity)


def _preference(repair: Repair, rated: Rated) -> tuple[int, int, int]:
    """Edits that copy a figure the document states come first, then a recomputed rate, then the rest."""
    derived = [e for e in repair.edits if e.derived]
    levels = sum(1 for e in derived if e.claim is not rated.rate)
    support = sum(e.support for e in repair.edits)
    return levels, -support, len(derived)


def recompute(rated: Rated, index: int) -> tuple[Suggestion, ...]:
    """Put in the compound rate: what is right wherever a convention explains the printed one."""
    rate = compound_rate(rated.base.quantity.value, rated.target.quantity.value, rated.years)
    if rate is None:
        return ()
    return (Suggestion(index, rated.rate.quantity.rewrite(rate), "recompute-rate", {"years": rated.years}, safe=True),)


def suggest_rate(
    facts: Facts, readings: tuple[GrowthReading, ...], claims: tuple[Claim, ...]
) -> tuple[Suggestion, ...]:
    """The suggestions for a wrong rate; a convention that explains it leaves base and target undisputed."""
    rated = readings[0].rated
    if len(readings) > 1:
        disputed = any(facts.other_figures(each.rated.target) for each in readings)
        return () if disputed else _shared(readings)
    if readings[0].conventions and not facts.other_figures(rated.target):
        return recompute(rated, 0)
    return suggest(facts, rated, claims)


def _shared(readings: tuple[GrowthReading, ...]) -> tuple[Suggestion, ...]:
    """One rate stands for two series (153/45): the rates of both, set down as their levels are."""
    rated = readings[0].rated
    rates = [rated.rate.quantity.rewrite(each.nominal) for each in readings if each.nominal is not None]
    return (Suggestion(0, beside(rates, rated.target), "recompute-rate", {"years": rated.years}),)


def suggest(facts: Facts, rated: Rated | None, claims: tuple[Claim, ...]) -> tuple[Suggestion, ...]:
    """The repairs as suggestions on the figures of a verdict, whose evidence is `claims` in order."""
    if rated is None:
        return tuple(_swap(facts, claims))
    found: list[Suggestion] = []
    best = repairs(facts, rated)
    for repair in best:
        edits = [e for e in repair.edits if e.claim in claims]
        rate = next((e for e in edits if e.claim is rated.rate), None)
        if len(repair.edits) > 1 and rate is not None:
            found.append(_paired(repair, rate, claims.index(rate.claim), rated))
            continue
        found += [_suggestion(e, claims.index(e.claim), rated, tie=len(best) > 1) for e in edits]
    unique = {(s.evidence, s.replacement): s for s in reversed(found)}
    return tuple(s for s in found if unique[s.evidence, s.replacement] is s) or tuple(_swap(facts, claims))


def _paired(repair: Repair, rate: Edit, index: int, rated: Rated) -> Suggestion:
    """The rate that goes with another edit of its row: 16 becomes 45, and 60.71 then 45.09."""
    others = [e for e in repair.edits if e.claim in (rated.base, rated.target)]
    new = rewritten(rate.claim, rate.value)
    if not others:
        return Suggestion(index, new, "recompute-rate", {"years": rated.years})
    end = "target" if others[0].claim is rated.target else "base"
    return Suggestion(index, new, f"rate-with-{end}", {"figure": rewritten(others[0].claim, others[0].value)})


def _suggestion(edit: Edit, index: int, rated: Rated, tie: bool) -> Suggestion:
    new = rewritten(edit.claim, edit.value)
    if edit.claim is rated.rate and edit.derived:
        return Suggestion(index, new, "recompute-rate", {"years": rated.years}, safe=not tie)
    if edit.derived:
        return Suggestion(index, new, "from-rate")
    if tie:
        return Suggestion(index, new, "tie")
    kind = "follow-table" if edit.claim.source == "prose" else "follow-prose"
    support = max(edit.support - 1, 0)
    return Suggestion(index, new, kind if support else f"{kind}-only", {"support": support})


def _swap(facts: Facts, claims: Iterable[Claim]) -> Iterator[Suggestion]:
    """Two figures that should be equal: the one that a stated change speaks for stays; else either may be wrong."""
    first, second, *_ = (*claims, None, None)
    if not first or not second or first.quantity.unit != second.quantity.unit:
        return
    if _turns_back(facts, second, first.quantity.value):
        yield Suggestion(0, rewritten(first, second.quantity.value), "direction")
        yield Suggestion(1, rewritten(second, first.quantity.value), "direction-base")
        return
    to_first = Suggestion(1, rewritten(second, first.quantity.value), "tie")
    to_second = Suggestion(0, rewritten(first, second.quantity.value), "tie")
    if _witnessed(facts, first, second.quantity.value):
        yield replace(to_second, kind="witness")
    elif _witnessed(facts, first, first.quantity.value):
        yield replace(to_first, kind="witness")
    else:
        yield from (to_first, to_second)


def _turns_back(facts: Facts, cell: Claim, value: Decimal) -> bool:
    """True where a target so changed would fall below its base while the row rises, or the reverse."""
    if cell.name is None or cell.year is None or cell.year != facts.plan.target_year or facts.plan.base_year is None:
        return False
    base = next((c for c in facts.cells_of(cell) if c.year == facts.plan.base_year), None)
    if base is None:
        return False
    return (cell.quantity.value - base.quantity.value) * (value - base.quantity.value) < 0


def _witnessed(facts: Facts, claim: Claim, value: Decimal) -> bool:
    """True where a stated difference holds with `value` in the claim's place."""
    return any(
        change.before is not None and claim in (change.before, change.after) and _fits(change, {claim.span: value})
        for change in facts.changes_of(claim)
    )


def _fits(change: Change, values: dict[Span, Decimal]) -> bool:
    assert change.before is not None
    ends = [values.get(c.span, c.quantity.value) for c in (change.before, change.after)]
    points = change.amount.quantity.unit == "百分点" and change.after.quantity.unit == "%"
    if change.amount.role is not Role.DIFFERENCE or not (
        points or change.amount.quantity.unit == change.after.quantity.unit
    ):
        return False
    return reproduces(abs(ends[1] - ends[0]), change.amount.quantity)


def difference_repairs(facts: Facts, change: Change) -> tuple[Suggestion, ...]:
    """Where a table states an end of the change differently and so that it holds: that end is the wrong figure."""
    found = []
    for index, end in ((1, change.before), (2, change.after)):
        pair = facts.linker.restated(end) if end is not None else None
        if end is not None and pair and pair.units_agree and _fits(change, {end.span: pair.cell.quantity.value}):
            found.append(Suggestion(index, rewritten(end, pair.cell.quantity.value), "follow-table", {"support": 1}))
    return tuple(found)


def rewritten(claim: Claim, value: Decimal) -> str:
    """The claim's printed text with a new value; in a cell of several figures the others stay."""
    new = claim.quantity.rewrite(value)
    if claim.cell is None:
        return new
    before = claim.quantity.span.start - claim.cell.span().start
    return claim.cell.string[:before] + new + claim.cell.string[before + len(claim.quantity.text) :]
