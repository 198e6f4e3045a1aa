"""Interval arithmetic over printed figures: what a rate, a share or a sum can be, given rounding.

A printed figure is an interval of half a unit in its last digit (XBRL Calculations 1.1, statcheck, GRIM):
two figures contradict each other only where their intervals cannot meet. Decimal throughout.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import lru_cache

from validator.quantities.quantity import Bound, Quantity, rounded
from validator.records import record

ONE, HUNDRED = Decimal(1), Decimal(100)
_LESS_THAN_ONE = Decimal("0.999")


@record
class Interval:
    """A closed interval of Decimals."""

    low: Decimal
    high: Decimal

    def meets(self, other: "Interval") -> bool:
        """True when both share a point."""
        return self.low <= other.high and other.low <= self.high

    @classmethod
    def of(cls, quantity: Quantity) -> "Interval":
        """The interval of a printed figure."""
        return cls(quantity.low, quantity.high)


@lru_cache(maxsize=8192)  # a rate is asked for by its check, each diagnosis and each repair
def compound_rate(base: Decimal, target: Decimal, years: int) -> Decimal | None:
    """Annual compound growth in percent; None where it is not defined (a zero or negative end)."""
    if base <= 0 or target <= 0 or years <= 0:
        return None
    return ((target / base) ** (Decimal(1) / years) - 1) * HUNDRED


def rate_interval(base: Quantity, target: Quantity, years: int) -> Interval | None:
    """All compound rates in percent that base and target leave open within their rounding."""
    low = compound_rate(base.high, target.low, years)
    high = compound_rate(base.low, target.high, years)
    return Interval(low, high) if low is not None and high is not None else None


def prints_as(value: Decimal, step: Decimal) -> tuple[Decimal, ...]:
    """`value` rounded to `step` as people round: half up, and half to even where that differs."""
    steps = value / step
    up, even = rounded(steps, ONE, ROUND_HALF_UP), rounded(steps, ONE, ROUND_HALF_EVEN)
    return (up * step,) if up == even else (up * step, even * step)


def reproduces(value: Decimal | None, printed: Quantity) -> bool:
    """True when `value` (in the figure's unit) is printed exactly so, to the last digit; of a range, as one of its ends."""
    ends = (printed.low, printed.high) if printed.bound is Bound.RANGE else (printed.value,)
    return value is not None and any(each in ends for each in prints_as(value, printed.step))


def cut_off(value: Decimal, printed: Quantity) -> bool:
    """True where a figure of two digits or more was cut off or rounded up instead of rounded: 47.78 as 47, 16.14 as 16.2."""
    digits = printed.figure.replace(".", "").lstrip("0")
    return len(digits) >= 2 and abs(value - printed.value) < printed.step


def agree(a: Quantity, b: Quantity) -> bool:
    """True when both figures can be true of one quantity: rounding, 约, ranges and bounds allowed for."""
    if a.bound is b.bound and a.bound in (Bound.FLOOR, Bound.CEILING):
        return a.meets(b.low, b.high)
    for one, other in ((a, b), (b, a)):
        if one.bound is Bound.FLOOR:
            return other.high >= one.low
        if one.bound is Bound.CEILING:
            return other.low <= one.high
    if a.bound is b.bound is Bound.ABOUT and _digits(a) == _digits(b):
        return a.value == b.value  # 94%左右 and 96%左右: each leaves the truth open, not what the other says
    if a.exact or b.exact or Bound.RANGE in (a.bound, b.bound):
        return a.meets(b.low, b.high)
    # 1.5 and 1.6 share the edge of their rounding, yet no value is printed as both.
    return a.low < b.high and b.low < a.high


def _digits(figure: Quantity) -> int:
    """How many digits a figure has, zeros at its end left out: 约200 is said less exactly than 195左右."""
    return len(figure.value.normalize().as_tuple().digits)


def ratio_interval(part: Quantity, whole: Quantity) -> Interval | None:
    """All quotients that two printed figures leave open; None where the divisor may be zero or negative."""
    if whole.low <= 0 or part.low < 0:
        return None
    return Interval(part.low / whole.high, part.high / whole.low)


def sum_interval(figures: Iterable[Quantity]) -> Interval:
    """All sums that printed figures leave open."""
    low = high = Decimal(0)
    for figure in figures:
        low, high = low + figure.low, high + figure.high
    return Interval(low, high)


def _in_order(a: Quantity, b: Quantity) -> tuple[Quantity, Quantity]:
    """The smaller of two figures and the larger; of equal ones (5个, 5个以上, 3-5个) that which may be less comes first."""
    low, high = sorted((a, b), key=lambda figure: (figure.value, _OPEN.get(figure.bound, 0), figure.low))
    return low, high


_OPEN = {Bound.CEILING: -1, Bound.FLOOR: 1}


def difference_interval(a: Quantity, b: Quantity) -> Interval:
    """The larger of two figures less the smaller, within their rounding."""
    low, high = _in_order(a, b)
    return Interval(high.low - low.high, high.high - low.low)


def distance_interval(a: Quantity, b: Quantity) -> Interval:
    """How far two printed figures are apart, at least and at most; an end that is a bound leaves one side open."""
    low, high = _in_order(a, b)
    closing = high.bound is Bound.CEILING or low.bound is Bound.FLOOR
    opening = high.bound is Bound.FLOOR or low.bound is Bound.CEILING
    least = Decimal(0) if closing else max(Decimal(0), high.low - low.high)
    return Interval(least, Decimal("Infinity") if opening else high.high - low.low)


def as_mean(stated: Quantity) -> Quantity:
    """A whole number as the mean that it is: rounded, from a hundred on perhaps to its last zeros (年均1370人)."""
    if stated.low != stated.high:
        return stated
    zeros = len(str(stated.value)) - len(str(stated.value).rstrip("0")) if stated.value >= HUNDRED else 0
    spread = max(_LESS_THAN_ONE, Decimal(10) ** zeros / 2)
    return replace(stated, low=stated.low - spread, high=stated.high + spread)


def allows(stated: Quantity, found: Interval) -> bool:
    """True when a stated figure, a bound perhaps, can be one of the values found."""
    if stated.bound is Bound.FLOOR:
        return found.high >= stated.low
    if stated.bound is Bound.CEILING:
        return found.low <= stated.high
    return found.meets(Interval.of(stated))


def one_slip(a: str, b: str) -> bool:
    """True when one digit typed wrong, or two neighbours swapped, turns one numeral into the other."""
    if len(a) != len(b):
        return False
    differ = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return (len(differ) == 1 and all(c.isdigit() for c in differ[0])) or is_swap(a, b)


def sum_slipped(
    whole: Quantity, parts: Sequence[Quantity], digits: int = 1, slip: Callable[[str, str], bool] = one_slip
) -> bool:
    """True where one slip in a total, or in one of its parts, is all that keeps the sum from it.

    Figures of fewer than `digits` digits are not asked: almost any other number is one slip away from them.
    """
    total = sum((part.value for part in parts), start=Decimal(0))
    mended = [(whole, total), *((part, part.value + whole.value - total) for part in parts)]
    return any(
        value > 0 and len(figure.figure) >= digits and slip(figure.rewrite(value), figure.text)
        for figure, value in mended
    )


def transposed(a: Quantity, b: Quantity) -> bool:
    """True for figures of three digits or more that are one and the same but for two digits that changed places."""
    return a.step == b.step and len(a.figure.replace(".", "")) >= _SWAPPED and is_swap(a.figure, b.figure)


_SWAPPED = 3  # digits


def is_swap(a: str, b: str) -> bool:
    """True when two neighbouring digits of `a`, swapped, give `b`; a decimal point, or a comma, may stand between them."""
    differ = [i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    if len(differ) != 2 or len(a) != len(b):
        return False
    i, j = differ
    return a[i] == b[j] and a[j] == b[i] and a[i + 1 : j] in ("", ".", ",")


def is_reordered(a: str, b: str) -> bool:
    """True for two figures of three different digits or more that are the same digits in another order: any two that
    changed places, or of four and more all of them."""
    if a.find(".") != b.find(".") or sorted(a) != sorted(b):
        return False
    apart = sum(x != y for x, y in zip(a, b, strict=True))
    digits = sum(map(str.isdigit, a))
    return a != b and digits >= (_SWAPPED if apart == 2 else _SWAPPED + 1)
