"""Slips: what one slip of a digit may have made of a figure, and whether it is all that keeps three figures apart."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

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
    for at, digit in enumerate(digits):
        if not digit.isdecimal() or not digit.isascii():
            continue
        for other in "0123456789":
            if other != digit and not (at == 0 and other == "0"):
                yield _reading(printed, digits[:at] + other + digits[at + 1 :])
        after = at + 2 if digits[at + 1 : at + 2] == "." else at + 1  # 9.8 for 8.9
        if after < len(digits) and digits[after].isdecimal() and digits[after] != digit:
            swapped = digits[:at] + digits[after] + digits[at + 1 : after] + digit + digits[after + 1 :]
            if swapped[0] != "0" or swapped[1:2] == ".":
                yield _reading(printed, swapped)


def _reading(printed: Quantity, digits: str) -> Quantity:
    value = Decimal(digits.replace(",", "").replace("，", "")) * printed.multiplier
    by = value - printed.value
    return replace(printed, value=value, low=printed.low + by, high=printed.high + by)
