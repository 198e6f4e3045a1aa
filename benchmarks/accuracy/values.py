"""Random but plausible figures for an indicator, consistent by construction."""

from decimal import Decimal
from random import Random

from benchmarks.accuracy.figures import rate, shown
from benchmarks.accuracy.model import Record

# Past changes that call for a base of a certain shape.
SHAPES = ("grow", "grow", "grow", "diff", "diff", "total", "times", "more", "double", "double2", "state", "state")


def between(random: Random, low: str, high: str, places: int) -> Decimal:
    """A figure of that many decimal places; large whole numbers end in a zero half of the time."""
    step = Decimal(1).scaleb(-places)
    value = Decimal(random.randint(int(Decimal(low) / step), int(Decimal(high) / step))) * step
    if places == 0 and value >= 2000 and random.random() < 0.5:
        value -= value % 10
    return value


def level(random: Random, spec: str, years: int, decimals: int, shape: str) -> Record:
    """An indicator that rises."""
    name, unit, low, high, digits = spec.split("|")
    places = int(digits)
    start = between(random, low, high, places)
    factor = {"double": 2, "double2": 4, "more": random.choice((3, 4))}.get(shape)
    base = start * factor if factor else grown(random, start, years, places)
    goal = base * 2 if random.random() < 0.15 else grown(random, base, years, places)
    return Record(
        name,
        unit,
        "level",
        shown(start, places),
        shown(base, places),
        shown(goal, places),
        shown(rate(start, base, years), decimals),
        shown(rate(base, goal, years), decimals),
    )


def grown(random: Random, start: Decimal, years: int, places: int) -> Decimal:
    """A later value, two to fourteen per cent a year above."""
    factor = (1 + Decimal(random.randint(200, 1400)) / 10000) ** years
    step = Decimal(1).scaleb(-places)
    return max(Decimal(shown(start * factor, places)), start + 3 * step)


def percentage(random: Random, spec: str) -> Record:
    """An indicator in per cent that rises by a few points and stays below 100."""
    name, low, high, _ = spec.split("|")
    start = between(random, low, high, 1)
    room = int((Decimal(99) - start) * 10)
    base = start + Decimal(random.randint(12, max(13, min(60, room // 2)))) / 10
    goal = base + Decimal(random.randint(8, max(9, min(70, int((Decimal(99) - base) * 10))))) / 10
    return Record(name, "%", "rate", shown(start, 1), shown(base, 1), shown(goal, 1))


def falling(random: Random, spec: str, years: int, decimals: int) -> Record:
    """An indicator of which less is better; its rates are negative."""
    name, unit, low, high, digits = spec.split("|")
    places = int(digits)
    step = Decimal(1).scaleb(-places)
    start = between(random, low, high, places)
    base = min(Decimal(shown(start * Decimal(random.randint(78, 92)) / 100, places)), start - 3 * step)
    goal = min(Decimal(shown(base * Decimal(random.randint(78, 93)) / 100, places)), base - 2 * step)
    return Record(
        name,
        unit,
        "fall",
        shown(start, places),
        shown(base, places),
        shown(goal, places),
        shown(rate(start, base, years), decimals),
        shown(rate(base, goal, years), decimals),
    )


def cumulative(random: Random, spec: str, years: int) -> Record:
    """A total over the period; `before` is that of the period before, both divisible by its years."""
    name, unit, low, high = spec.split("|")
    past = between(random, low, high, 0) // years * years
    goal = int(past * Decimal(random.randint(105, 150)) / 100) // years * years
    return Record(name, unit, "total", shown(past, 0), "", shown(Decimal(goal), 0))
