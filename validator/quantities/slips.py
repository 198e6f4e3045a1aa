"""Slips: what one slip of a digit may have made of a figure, and whether it is all that keeps three figures apart."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import chain, pairwise

from validator.quantities.interval import Interval, allows
from validator.quantities.quantity import Quantity

Made = Callable[[Quantity, Quantity], Interval | None]


def slipped(stated: Quantity, before: Quantity, after: Quantity, made: Made) -> bool:
    """True where one digit typed wrong, or two neighbours swapped, in one of the three makes `stated` what the other two
    come to."""
    found = made(before, after)
    if found is None:
        return False
    if allows(stated, found) or any(_fits(each, found) for each in _meant(stated)):
        return True
    ends = [made(before, each) for each in _meant(after)] + [made(each, after) for each in _meant(before)]
    return any(each is not None and _fits(stated, each) for each in ends)


def _fits(stated: Quantity, found: Interval) -> bool:
    """True for what a figure of two digits allows, and for what one of a single digit (3倍) is very near to."""
    told = len(stated.figure.replace(".", "").lstrip("0")) > 1
    return allows(stated, found) and (told or abs(found.low + found.high - 2 * stated.value) * _NEAR <= stated.step)


_NEAR = 5  # a tenth of the last digit from the middle


def _meant(printed: Quantity) -> Iterator[Quantity]:
    """The figures that one slip turns into the printed one."""
    digits = printed.figure
    typed = (other for other in retyped(digits) if digits[0] == "0" or other[0] != "0")
    swapped = (other for other in changed_over(digits) if other[0] != "0" or other[1:2] == ".")
    for other in chain(typed, swapped):
        yield with_figure(printed, other)


def retyped(figure: str) -> Iterator[str]:
    """The figures that another digit in one place makes of one."""
    for at, char in enumerate(figure):
        if char in _DIGITS:
            yield from (figure[:at] + digit + figure[at + 1 :] for digit in _DIGITS if digit != char)


def changed_over(figure: str) -> Iterator[str]:
    """The figures that two neighbouring digits, changed over, make of one: a decimal point may stand between them."""
    places = [at for at, char in enumerate(figure) if char in _DIGITS]
    for one, other in pairwise(places):
        if figure[one] != figure[other] and figure[one + 1 : other] in ("", "."):
            yield figure[:one] + figure[other] + figure[one + 1 : other] + figure[one] + figure[other + 1 :]


_DIGITS = "0123456789"


def with_figure(quantity: Quantity, figure: str) -> Quantity:
    """The quantity with another figure printed in its place, and as much room for rounding."""
    by = Decimal(figure.replace(",", "").replace("，", "")) * quantity.multiplier - quantity.value
    return replace(quantity, value=quantity.value + by, low=quantity.low + by, high=quantity.high + by)
