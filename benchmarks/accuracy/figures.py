"""Figures and the relations between them: written apart from the checker, so that it is not marked by its own ruler.

A printed figure stands for half a unit in its last digit to either side. A relation is broken only where the
interval of what is printed and that of what follows from the other figures do not meet.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

Interval = tuple[Decimal, Decimal]
HUNDRED = Decimal(100)
CHINESE = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as printed: `text` its digits (with 〔〕, ≥, * around them in tables), `scale` what one of its
    unit is worth in the unit of its relation (万件 in 件: 10000), `place` prose or cell."""

    key: str
    text: str
    unit: str
    place: str
    scale: int = 1

    @property
    def interval(self) -> Interval:
        """What the printed digits leave open."""
        return interval(self.text, self.scale)


@dataclass(frozen=True, slots=True)
class Relation:
    """Figures that belong together. `kind` names the equation (see `holds`); `number` is the years of a growth
    or mean, the factor of a doubling, the items of a count; `codes` are the findings that its breach may raise."""

    kind: str
    keys: tuple[str, ...]
    number: int = 0
    codes: tuple[str, ...] = ()


def digits(text: str) -> Decimal:
    """The value of a printed figure without its dressing."""
    if text and text[0] in CHINESE:
        return Decimal(CHINESE.index(text[0]))
    return Decimal("".join(c for c in text if c.isdigit() or c in ".-") or "0")


def interval(text: str, scale: int = 1) -> Interval:
    """Half a unit of the last digit to either side."""
    value = digits(text)
    exponent = value.as_tuple().exponent
    half = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
    return (value - half) * scale, (value + half) * scale


def shown(value: Decimal, places: int) -> str:
    """Rounded half up to `places` digits behind the point."""
    return str(value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))


def rate(before: Decimal, after: Decimal, years: int) -> Decimal:
    """Compound growth a year, in per cent."""
    return ((after / before) ** (Decimal(1) / years) - 1) * HUNDRED


def holds(relation: Relation, values: dict[str, Interval]) -> bool:
    """True where the figures can all be right at once."""
    found = [values[key] for key in relation.keys]
    return _CHECKS[relation.kind](found, relation.number)


def _meet(a: Interval, b: Interval) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def _ratio(after: Interval, before: Interval) -> Interval:
    return after[0] / before[1], after[1] / before[0]


def _growth(found: list[Interval], years: int) -> bool:
    low, high = _ratio(found[1], found[0])
    power = Decimal(1) / max(years, 1)
    bounds = sorted(((low**power - 1) * HUNDRED, (high**power - 1) * HUNDRED))
    falls = (-bounds[1], -bounds[0])
    return _meet(found[2], (bounds[0], bounds[1])) or (bounds[1] < 0 and _meet(found[2], falls))


def _difference(found: list[Interval], _: int) -> bool:
    low, high = found[1][0] - found[0][1], found[1][1] - found[0][0]
    return _meet(found[2], (low, high)) or _meet(found[2], (-high, -low))


def _share(found: list[Interval], _: int) -> bool:
    low, high = _ratio(found[1], found[0])
    return _meet(found[2], (low * HUNDRED, high * HUNDRED))


def _more(found: list[Interval], _: int) -> bool:
    low, high = _ratio(found[1], found[0])
    return _meet(found[2], (low - 1, high - 1))


def _sum(found: list[Interval], _: int) -> bool:
    parts = found[1:]
    return _meet(found[0], (sum((p[0] for p in parts), Decimal(0)), sum((p[1] for p in parts), Decimal(0))))


_CHECKS: dict[str, Callable[[list[Interval], int], bool]] = {
    "growth": _growth,  # before, after, rate
    "total": lambda found, _: _growth(found, 1),  # before, after, growth of the whole time
    "diff": _difference,  # before, after, difference
    "times": lambda found, _: _meet(found[2], _ratio(found[1], found[0])),
    "more": _more,
    "double": lambda found, factor: found[1][1] >= found[0][0] * factor,
    "share": _share,  # whole, part, share
    "sum": _sum,  # whole, parts…
    "part": lambda found, _: found[1][0] <= found[0][1],  # whole, part
    "mean": lambda found, years: _meet(found[1], (found[0][0] / years, found[0][1] / years)),
    "eq": lambda found, _: _meet(found[0], found[1]),
    "floor": lambda found, _: found[1][1] >= found[0][0],  # bound, figure
    "ceiling": lambda found, _: found[1][0] <= found[0][1],
    "count": lambda found, items: found[0][0] <= items <= found[0][1],
    "up": lambda found, _: found[1][1] >= found[0][0],
    "down": lambda found, _: found[1][0] <= found[0][1],
}
