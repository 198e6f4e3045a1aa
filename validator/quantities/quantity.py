"""Quantity: one figure as printed, as an exact Decimal interval with its unit."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from validator.span import Span


class Bound(StrEnum):
    """How a printed figure limits the true value."""

    EXACT = "exact"  # the figure itself, within its printed precision
    ABOUT = "about"  # 约, 左右, 近, 余, 多: the interval is widened
    FLOOR = "floor"  # 以上, 不低于, 超, 突破: the true value is at least this
    CEILING = "ceiling"  # 以内, 不超过, 控制在: at most this
    RANGE = "range"  # 1-2家


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a text or a cell.

    `text` is the figure as printed with its multiplier and unit (`2.15%`, `661480万元`), and `span`
    quotes exactly that. `value` is the printed value in `unit`, with 万, 亿 and the like multiplied
    in; `low` and `high` are the closed interval that rounding (half a unit of the last printed
    digit) and 约, 左右 … leave open; a range has its two ends there. `figure` is the numeral alone
    (`661480`), `multiplier` what 万 or 亿 multiplied it by, `unit` the canonical unit: `元`, `家`,
    `%`, `百分点`, `倍`, `人年`, `件/万人`, or empty where none is printed. `bracket` is True for a
    five-year total printed as 〔n〕 or [n]; `mark` holds a footnote mark (`*`) printed behind it.
    """

    span: Span
    text: str
    figure: str
    value: Decimal
    low: Decimal
    high: Decimal
    unit: str = ""
    multiplier: Decimal = Decimal(1)
    bound: Bound = Bound.EXACT
    bracket: bool = False
    mark: str = ""

    @property
    def step(self) -> Decimal:
        """The value of one unit in the last printed digit, in `unit`."""
        digits = self.figure.replace(",", "").replace("，", "")
        places = len(digits.partition(".")[2])
        return self.multiplier.scaleb(-places)
