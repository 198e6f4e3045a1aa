"""Quantity: one figure as printed, as an exact Decimal interval with its unit."""

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal
from enum import StrEnum

from validator.records import record
from validator.span import Span

# To round is not to reckon: the usual 28 digits would refuse a long figure written with many places.
ROOM = Context(prec=1000)
_UPPER = re.compile(r"[-—–―~～至](\d[\d,]*(?:\.\d+)?)")  # of a range


def rounded(value: Decimal, step: Decimal, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """`value` with the decimal places of `step`, however many digits that makes."""
    return value.quantize(step, rounding, ROOM)


def leeway(value: Decimal) -> Decimal:
    """How far 约, 左右 and the like reach: 3 in the last digit that is not zero (约8.9, 约53), a tenth at most (约100)."""
    last = value.normalize(ROOM).as_tuple().exponent
    assert isinstance(last, int)
    return min(abs(value) / 10, 3 * Decimal(1).scaleb(last))


class Bound(StrEnum):
    """How a printed figure limits the true value."""

    EXACT = "exact"  # the figure itself, within its printed precision
    ABOUT = "about"  # 约, 左右, 近, 余, 多: the interval is widened
    FLOOR = "floor"  # 以上, 不低于, 超, 突破: the true value is at least this
    CEILING = "ceiling"  # 以内, 不超过, 控制在: at most this
    RANGE = "range"  # 1-2家


@record
class Quantity:
    """A figure in a text or a cell.

    `text` is the figure as printed with its multiplier and unit (`2.15%`, `661480万元`), and `span`
    quotes exactly that. `figure` is the digits alone (`661480`), `scale` the 万 or 亿 printed behind
    them, `multiplier` the factor from the digits to `value`. `value` is in `unit`, with 万, 亿 and
    the like multiplied in; `low` and `high` are the closed interval that rounding (half of `step`,
    one unit in the last printed digit) and 约, 左右 … leave open; a range has its two ends there.
    `unit` is the canonical unit: `元`, `家`, `%`, `百分点`, `倍`, `人年`, `件/万人`, or empty where
    none is printed. `bracket` is True for a five-year total printed as 〔n〕 or [n]; `mark` holds a
    footnote mark (`*`) printed behind it.
    """

    span: Span
    text: str
    figure: str
    value: Decimal
    low: Decimal
    high: Decimal
    step: Decimal
    unit: str = ""
    scale: str = ""
    multiplier: Decimal = Decimal(1)
    bound: Bound = Bound.EXACT
    bracket: bool = False
    mark: str = ""

    @property
    def exact(self) -> bool:
        """True for a count: an integer with a counting unit and no multiplier has no rounding."""
        return self.low == self.high

    def meets(self, low: Decimal, high: Decimal) -> bool:
        """True when the interval shares a point with `low`..`high`."""
        return self.low <= high and low <= self.high

    def rewrite(self, value: Decimal) -> str:
        """`text` with its numeral replaced by `value` (in `unit`), rounded to the digits printed here."""
        if self.bound is Bound.RANGE and (upper := _UPPER.search(self.text)):
            return self._as_one(value, upper)
        places = self.step / self.multiplier
        digits = format(rounded(value / self.multiplier, places), ",f" if "," in self.figure else "f")
        return self.text.replace(self.figure, digits, 1)

    def _as_one(self, value: Decimal, upper: re.Match[str]) -> str:
        """One value in place of both ends of a range; what multiplies the upper one holds for it: 2万亩 for 3-4万亩."""
        end = Decimal(upper[1].replace(",", ""))
        factor = self.value / end if end else self.multiplier
        places = Decimal(1).scaleb(min(0, int(end.as_tuple().exponent)))
        digits = format(rounded(value / factor, places), ",f" if "," in upper[1] else "f")
        return (self.text[0] if self.bracket else "") + digits + self.text[upper.end() :]
