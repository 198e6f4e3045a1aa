"""The indicators of a document, one by one: baseline, target, printed and recomputed annual growth."""

from collections.abc import Iterator
from decimal import Decimal

from validator.claims.claim import Claim, Role
from validator.claims.tables import Series
from validator.facts import Facts
from validator.quantities.interval import compound_rate
from validator.quantities.quantity import Bound, Quantity, rounded
from validator.records import record

_PLACES = Decimal("0.0001")  # of a recomputed rate, in percent: two more than plans print


@record
class Figure:
    """A claim with its value and interval in the unit of its indicator."""

    claim: Claim
    value: Decimal
    low: Decimal
    high: Decimal


@record
class Indicator:
    """One indicator: `growth` is the compound rate in percent from base to target over `years`, or None."""

    name: str
    unit: str
    base: Figure | None
    target: Figure | None
    rate: Figure | None
    years: int | None
    growth: Decimal | None


def indicators_of(facts: Facts) -> Iterator[Indicator]:
    """The rows of the indicator tables, then the targets that prose alone states, each name once."""
    for series in facts.series:
        if series.levels:
            yield _of_series(facts, series)
    yield from _of_prose(facts)


def _of_series(facts: Facts, series: Series) -> Indicator:
    """A row, between the two levels that its printed rate runs between, else those of the plan's own years."""
    name, unit = series.name.printed, series.unit
    rated = next((r for r in facts.rated_of(series) if not r.of_one_year), None)
    if rated is not None:
        return _indicator(name, unit, rated.base, rated.target, rated.rate)
    rate = next((claim for claim in series.rates if claim.role is Role.ANNUAL_GROWTH), None)
    base, target = series.level(facts.plan.base_year), series.level(facts.plan.target_year)
    if base is None and target is None:  # a table of other years than the plan's
        base, target = series.levels[0] if len(series.levels) > 1 else None, series.levels[-1]
    return _indicator(name, unit, base, target, rate, series.total)


def _of_prose(facts: Facts) -> Iterator[Indicator]:
    """Levels of the target year that no table states; counts in words (两个方面) are no indicators."""
    plan = facts.plan
    if plan.target_year is None:
        return
    tabled = {pair.prose.span for series in facts.series for c in series.levels for pair in facts.restated_in_prose(c)}
    bases = _first_levels(facts, plan.base_year)
    for key, claim in _first_levels(facts, plan.target_year).items():
        if claim.span not in tabled:
            yield _indicator(claim.indicator or "", "", bases.get(key), claim, None)


def _first_levels(facts: Facts, year: int | None) -> dict[tuple[str, str], Claim]:
    """The first level of the territory that prose states for a year, by name and unit."""
    found: dict[tuple[str, str], Claim] = {}
    for claim in facts.prose if year is not None else ():
        stated = claim.role is Role.LEVEL and claim.year == year and not claim.scope
        if claim.name is not None and stated and _measured(claim.quantity):
            found.setdefault((claim.name.key, claim.quantity.unit), claim)
    return found


def _measured(quantity: Quantity) -> bool:
    return quantity.unit not in ("", "番", "倍") and quantity.figure[:1].isdigit() and quantity.figure.isascii()


def _indicator(
    name: str, printed_unit: str, base: Claim | None, target: Claim | None, rate: Claim | None, total: bool = False
) -> Indicator:
    unit, multiplier = _unit(printed_unit, [claim.quantity for claim in (base, target) if claim is not None])
    years = _years(base, target)
    growth = _growth(base, target, years) if not total else None
    figures = (_figure(base, multiplier), _figure(target, multiplier), _rate(rate))
    return Indicator(name, unit, *figures, years, growth)


def _years(base: Claim | None, target: Claim | None) -> int | None:
    if not (base and target and base.year and target.year):
        return None
    return target.year - base.year if target.year > base.year else None


def _unit(printed: str, quantities: list[Quantity]) -> tuple[str, Decimal]:
    """The unit that all figures are written in, as printed, and its factor; else the canonical unit."""
    multipliers = {quantity.multiplier for quantity in quantities}
    tails = {quantity.text.replace(quantity.figure, "", 1) for quantity in quantities}
    if len(multipliers) == 1 and (printed or len(tails) == 1):
        return printed or tails.pop(), multipliers.pop()
    return quantities[0].unit, Decimal(1)


def _figure(claim: Claim | None, multiplier: Decimal) -> Figure | None:
    if claim is None:
        return None
    quantity = claim.quantity
    return Figure(claim, quantity.value / multiplier, quantity.low / multiplier, quantity.high / multiplier)


def _rate(claim: Claim | None) -> Figure | None:
    """A printed rate in percent; points gained are none."""
    factors = {"": Decimal(1), "%": Decimal(1), "‰": Decimal(10)}
    factor = factors.get(claim.quantity.unit) if claim else None
    return _figure(claim, factor) if factor is not None else None


def _growth(base: Claim | None, target: Claim | None, years: int | None) -> Decimal | None:
    """The compound rate, where both figures are levels and neither is a range."""
    if base is None or target is None or years is None or Role.TOTAL in (base.role, target.role):
        return None
    if Bound.RANGE in (base.quantity.bound, target.quantity.bound):
        return None
    rate = compound_rate(base.quantity.value, target.quantity.value, years)
    return rounded(rate, _PLACES) if rate is not None else None
