"""Readings: what a stated change comes to by its two figures, and whether another reading of the text bears it out."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from validator.claims.claim import Known
from validator.claims.relations import Change, other_readings, unit_of_levels
from validator.diagnosis.prose import ProseGrowth, read_growth
from validator.facts import Facts
from validator.quantities.interval import (
    Interval,
    allows,
    compound_rate,
    difference_interval,
    ratio_interval,
    reproduces,
)
from validator.quantities.quantity import Bound


def difference(change: Change) -> Interval | None:
    """How far apart the two figures are; None where they and the amount are not of one kind."""
    if change.before is None:
        return None
    if not unit_of_levels(change.amount) == change.after.quantity.unit == change.before.quantity.unit:
        return None
    before, after = change.before.quantity, change.after.quantity
    if _set(change):
        return Interval(abs(after.value - before.value), abs(after.value - before.value))
    return difference_interval(before, after)


_BY_RULE = ("标准", "时限")


def _set(change: Change) -> bool:
    """补助标准由94元提高到99元, 办理时限由15天压缩至5天: set as they stand, nothing is rounded; 1.2万元 may be."""
    ends = (change.before, change.after)
    name = change.after.indicator or ""
    named = name.endswith(_BY_RULE) and "平均" not in name
    return named and all(c is not None and c.quantity.bound is Bound.EXACT and not c.quantity.scale for c in ends)


def multiple(change: Change) -> Interval | None:
    """The multiple that the two figures make, one less for 增长N倍; None where they are not of one unit."""
    if change.before is None or change.before.quantity.unit != change.after.quantity.unit:
        return None
    ratio = ratio_interval(change.after.quantity, change.before.quantity)
    less = 1 if change.increase else 0
    return Interval(ratio.low - less, ratio.high - less) if ratio is not None else None


def said_of_another(facts: Facts, change: Change, made: Callable[[Change], Interval | None]) -> bool:
    """True where the change is right of another figure of its sentence."""
    found = map(made, _other_readings(facts, change))
    return any(interval is not None and allows(change.amount.quantity, interval) for interval in found)


def holds(growth: ProseGrowth) -> bool:
    """True where the printed rate is that of the two figures."""
    stated = growth.change.amount.quantity
    return allows(stated, growth.interval) or reproduces(growth.value, stated)


def other_reading(facts: Facts, growth: ProseGrowth) -> str:
    """Why a rate that does not follow may yet be right: over other years, or said of another figure."""
    if not growth.said and _other_years(facts, growth):
        return "years"
    before, base = growth.change.before, facts.plan.base_year
    if growth.years and before and not before.start and before.year and base and before.year > base:
        return "another"  # 2027年A，2030年B，年均增长C: since the plan's base, perhaps
    others = (read_growth(facts, change) for change in _other_readings(facts, growth.change))
    return "another" if any(other is not None and holds(other) for other in others) else ""


def _other_readings(facts: Facts, change: Change) -> Iterator[Change]:
    """What else a change may be said of: the other figures of its sentence, or the plan's base."""
    yield from other_readings(change, facts.sentence_of(change.amount))
    base, after = facts.plan.base_year, change.after
    known = facts.value_at(after.name, base, after) if base and after.name and after.year != base else None
    if known is not None:  # 2027年A，2030年B，年均增长C: since 2025
        yield replace(change, before=known, before_year=base)


def _other_years(facts: Facts, growth: ProseGrowth) -> bool:
    """True where a year of the document's tables, or of what it reports, gives the printed rate: where the text names
    no years, it may be meant."""
    change = growth.change
    assert change.before is not None
    before, after = change.before, change.after
    since = before.year or facts.plan.base_year
    if since is None or after.when.known in (Known.SAID, Known.CARRIED) or growth.years is None:
        return False
    ends = {year for table in facts.tables for year in table.years} | {facts.plan.reported or 0}
    lengths = [year - since for year in ends if year - since > 1]
    rates = (compound_rate(before.quantity.value, after.quantity.value, years) for years in lengths)
    return any(rate is not None and reproduces(abs(rate), change.amount.quantity) for rate in rates)
