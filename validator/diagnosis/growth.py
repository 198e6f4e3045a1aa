"""Why a printed annual growth rate is what it is: the conventions and slips that reproduce it to its last digit."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from validator.claims.claim import Claim
from validator.claims.table_years import Rated
from validator.facts import Facts
from validator.finding import Diagnosis, Outcome
from validator.patterns import later
from validator.quantities.interval import HUNDRED, Interval, compound_rate, is_swap, rate_interval, reproduces
from validator.quantities.quantity import Bound, Quantity
from validator.quantities.units import split
from validator.records import record
from validator.span import Span

# Rates of these at constant prices may differ from the ratio of the printed values (国家统计局, 不变价).
_CONSTANT_PRICE = later(r"GDP|^经济(?:总量|$)|增加值|生产率|(?:[工农林牧渔]|建筑)业总?产值|^总?产值$")
# A price change beyond this, in points a year, is not plausible for a plan period.
PRICE_EFFECT = Decimal(3)
# A rate printed to this step is told apart from other conventions by chance in one row.
TELLING = Decimal("0.01")
# Units whose growth is stated in points or years rather than in percent.
_POINTS = ("%", "‰", "岁", "年", "分")


@record
class Convention:
    """A way to get from base and target to a rate: `kind` and the number of periods it counts."""

    kind: str
    years: int


@record
class GrowthReading:
    """A stated rate judged: the compound rate it should be, and the conventions that give it exactly."""

    rated: Rated
    nominal: Decimal | None
    interval: Interval | None
    outcome: Outcome
    why: str
    conventions: tuple[Convention, ...]

    @property
    def soft(self) -> bool:
        """True where prices may explain the difference and no convention does, and for the growth of a single year."""
        return self.rated.of_one_year or (constant_price(self.rated.series.name.core) and not self.conventions)

    @property
    def formula(self) -> str:
        """The compound rate as a person writes it; empty where there is none."""
        convention = Convention("compound", self.rated.years)
        base, target = self.rated.base.quantity, self.rated.target.quantity
        return written(base, target, convention, self.nominal) if self.nominal is not None else ""


def beside(figures: Iterable[str], level: Claim) -> str:
    """The figures of several series as the cell of their levels has them: 3.9/13.6 for 153/45."""
    return ("／" if level.cell and "／" in level.cell.string else "/").join(figures)


def by_convention(base: Decimal, target: Decimal, convention: Convention) -> Decimal | None:
    """The rate in percent that a convention gives."""
    years = convention.years
    if base <= 0 or years <= 0:
        return None
    rules: dict[str, Callable[[], Decimal | None]] = {
        "compound": lambda: compound_rate(base, target, years),
        "periods": lambda: compound_rate(base, target, years),
        "arithmetic-mean": lambda: (target / base - 1) * HUNDRED / years,
        "total-growth": lambda: (target / base - 1) * HUNDRED,
        "points-a-year": lambda: (target - base) / years,
        "points": lambda: target - base,
        "inverse": lambda: (1 - base / target) * HUNDRED / years if target else None,
    }
    return rules[convention.kind]()


def wrong_conventions(years: int) -> tuple[Convention, ...]:
    """The usual mistakes, likeliest first."""
    if years == 1:
        return (Convention("inverse", 1), Convention("points", 1))
    return (
        Convention("periods", years + 1),
        Convention("periods", years - 1),
        Convention("arithmetic-mean", years),
        Convention("arithmetic-mean", years + 1),
        Convention("total-growth", years),
        Convention("points-a-year", years),
        Convention("points", years),
    )


_WRITTEN = {
    "arithmetic-mean": "({t}/{b}−1)/{n}",
    "total-growth": "{t}/{b}−1",
    "points-a-year": "({t}−{b})/{n}",
    "points": "{t}−{b}",
    "inverse": "1−{b}/{t}",
}


def written(base: Quantity, target: Quantity, convention: Convention, rate: Decimal) -> str:
    """The recomputation as a person writes it: (16/7)^(1/5)−1 = 17.98%."""
    b, t, n = base.figure, target.figure, convention.years
    if base.multiplier != target.multiplier:
        b, t = base.text, target.text
    kind = "total-growth" if convention.kind == "compound" and n == 1 else convention.kind
    form = _WRITTEN.get(kind, "({t}/{b})^(1/{n})−1").format(t=t, b=b, n=n)
    return f"{form} = {rate:.2f}%"


@lru_cache(maxsize=4)
def growth_readings(facts: Facts) -> tuple[GrowthReading, ...]:
    """Every stated annual rate of the document's tables, judged."""
    found = [_judge(rated, facts.length) for rated in facts.rated()]
    held = Counter(_column(r.rated) for r in found if r.outcome is Outcome.HOLDS)
    failed = Counter(_column(r.rated) for r in found if r.outcome is Outcome.FAILS)
    return tuple(
        [r if _understood(r, held, failed) else replace(r, outcome=Outcome.UNSURE, why="column") for r in found]
    )


def _column(rated: Rated) -> tuple[int, str]:
    """The growth column that a rate stands in."""
    return id(rated.table), rated.rate.cue


def _understood(reading: GrowthReading, held: Counter[tuple[int, str]], failed: Counter[tuple[int, str]]) -> bool:
    """A year's growth may be of another base or at other terms; not where it holds in most rows of its column."""
    at = _column(reading.rated)
    return reading.outcome is not Outcome.FAILS or not reading.rated.of_one_year or held[at] > failed[at]


def by_rate(facts: Facts) -> Iterator[tuple[GrowthReading, ...]]:
    """The readings of each printed rate, the one that fits best first: 153/45 has one rate for two series."""
    found: dict[Span, list[GrowthReading]] = {}
    for reading in growth_readings(facts):
        found.setdefault(reading.rated.rate.span, []).append(reading)
    order = (Outcome.HOLDS, Outcome.UNSURE, Outcome.FAILS)
    for readings in found.values():
        yield tuple(sorted(readings, key=lambda r: order.index(r.outcome)))


def _conventions(years: int, length: int | None) -> tuple[Convention, ...]:
    """The usual mistakes, and rates over the plan's period in a table whose header has another year."""
    usual = wrong_conventions(years)
    own = (Convention("periods", length),) if length and length > 1 and abs(length - years) > 1 and years > 1 else ()
    return usual + own


def _judge(rated: Rated, length: int | None) -> GrowthReading:
    base, target, rate = rated.base.quantity, rated.target.quantity, rated.rate.quantity
    nominal = compound_rate(base.value, target.value, rated.years)
    if nominal is None:
        return GrowthReading(rated, None, None, Outcome.UNSURE, "no-ratio", ())
    if reproduces(nominal, rate):
        return GrowthReading(rated, nominal, Interval(nominal, nominal), Outcome.HOLDS, "default", ())
    given = tuple(
        c for c in _conventions(rated.years, length) if reproduces(by_convention(base.value, target.value, c), rate)
    )
    if _bounded(base) or _bounded(target):
        return GrowthReading(rated, nominal, None, Outcome.UNSURE, "bounded", given)
    interval = rate_interval(base, target, rated.years)
    if interval is None:
        return GrowthReading(rated, nominal, None, Outcome.UNSURE, "no-ratio", given)
    meets = rate_meets(rate, interval)
    if meets:
        return GrowthReading(rated, nominal, interval, Outcome.HOLDS, "within-rounding", given)
    if any(c.kind in ("points", "points-a-year") for c in given) and split(rated.series.unit)[1] in _POINTS:
        return GrowthReading(rated, nominal, interval, Outcome.UNSURE, "points", ())
    priced = constant_price(rated.series.name.core)
    if priced and rate.step > TELLING:
        given = ()
    prices = PRICE_EFFECT * (2 if priced and rated.of_one_year else 1)  # those of industry move by more in a year
    if at_other_terms(rated) and not given and abs(nominal - rate.value) <= prices:
        return GrowthReading(rated, nominal, interval, Outcome.UNSURE, "constant-price", ())
    return GrowthReading(rated, nominal, interval, Outcome.FAILS, "default", given)


def _bounded(quantity: Quantity) -> bool:
    return quantity.bound in (Bound.FLOOR, Bound.CEILING, Bound.RANGE)


def rate_meets(rate: Quantity, interval: Interval) -> bool:
    """True when a stated rate (a bound perhaps) and the rates the figures leave open have one in common."""
    if rate.bound is Bound.FLOOR:
        return interval.high >= rate.low
    if rate.bound is Bound.CEILING:
        return interval.low <= rate.high
    return interval.meets(Interval(rate.low, rate.high))


def constant_price(core: str) -> bool:
    """True for an indicator whose growth is stated at constant prices."""
    return bool(_CONSTANT_PRICE.search(core))


# Growth over the year before is stated at comparable coverage (可比口径): its base is counted anew, or revised.
_COMPARABLE = later(r"零售|投资|规上|限上|(?:财政|预算|税收).*收入|^税收|存款|贷款")


def at_other_terms(rated: Rated) -> bool:
    """True for growth that need not be the ratio of the two printed levels."""
    core = rated.series.name.core
    return constant_price(core) or (rated.of_one_year and bool(_COMPARABLE.search(core)))


def explain_rate(reading: GrowthReading, facts: Facts) -> Iterator[Diagnosis]:
    """Every explanation that reproduces the printed rate exactly, likeliest first."""
    rated = reading.rated
    base, target, rate = rated.base.quantity, rated.target.quantity, rated.rate.quantity
    for convention in reading.conventions:
        value = by_convention(base.value, target.value, convention)
        assert value is not None
        yield Diagnosis(
            convention.kind, written(base, target, convention, value), {"years": convention.years, "right": rated.years}
        )
    for other in (*facts.other_figures(rated.target), *facts.other_figures(rated.base)):
        for b, t, kind in ((base, other.quantity, "other-target"), (other.quantity, target, "other-base")):
            value = compound_rate(b.value, t.value, rated.years)
            if value is not None and reproduces(value, rate):
                yield Diagnosis(
                    kind, written(b, t, Convention("compound", rated.years), value), {"figure": other.quantity.text}
                )
    yield from _slips(reading)
    yield from _neighbours(reading, facts)


def _slips(reading: GrowthReading) -> Iterator[Diagnosis]:
    """A decimal point or two digits out of place in the right rate."""
    rate, nominal = reading.rated.rate.quantity, reading.nominal
    assert nominal is not None
    base, target = reading.rated.base.quantity, reading.rated.target.quantity
    formula = written(base, target, Convention("compound", reading.rated.years), nominal)
    for shift in (-1, 1, -2, 2):
        if reproduces(nominal.scaleb(shift), rate):
            yield Diagnosis("slipped-point", formula, {"shift": shift})
    right = rate.rewrite(nominal)
    if is_swap(right, rate.text):
        yield Diagnosis("swapped-digits", formula, {"right": right})


def _neighbours(reading: GrowthReading, facts: Facts) -> Iterator[Diagnosis]:
    """The rate of the row above or below, copied."""
    rated = reading.rated
    for other in _by_table(facts)[id(rated.table)]:
        near = abs(other.rated.series.row - rated.series.row) == 1
        if near and reproduces(other.nominal, rated.rate.quantity):
            base, target = other.rated.base.quantity, other.rated.target.quantity
            assert other.nominal is not None
            formula = written(base, target, Convention("compound", other.rated.years), other.nominal)
            yield Diagnosis("neighbour-row", formula, {"row": other.rated.series.name.printed})


@lru_cache(maxsize=4)
def _by_table(facts: Facts) -> dict[int, list[GrowthReading]]:
    """The readings of each table, by the table's identity."""
    found: dict[int, list[GrowthReading]] = {}
    for reading in growth_readings(facts):
        found.setdefault(id(reading.rated.table), []).append(reading)
    return found


@record
class SharedConvention:
    """A wrong convention that explains most failing rows of a table."""

    convention: Convention
    rows: tuple[GrowthReading, ...]
    years: int


@lru_cache(maxsize=4)
def shared_conventions(facts: Facts) -> tuple[SharedConvention, ...]:
    """For each table, the one wrong convention that reproduces most of the rates that are not right.

    At least two rows must fail beyond rounding, and at least half of the rows whose rate is not the
    right one to its last digit must be explained; then a row within rounding belongs to it as well.
    """
    found = []
    for rows in _by_table(facts).values():
        off = [r for r in rows if r.conventions or r.outcome is Outcome.FAILS]
        best: SharedConvention | None = None
        for convention in dict.fromkeys(c for r in off for c in r.conventions):
            explained = tuple(r for r in off if convention in r.conventions)
            failing = [r for r in explained if r.outcome is Outcome.FAILS]
            if (
                len(failing) >= 2
                and 2 * len(explained) >= len(off)
                and (best is None or len(explained) > len(best.rows))
            ):
                best = SharedConvention(convention, explained, explained[0].rated.years)
        if best:
            found.append(best)
    return tuple(found)
