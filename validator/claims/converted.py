"""Converted: one amount in two units, the second in brackets: 16.4亿斤（折合82万吨）."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from validator.claims.claim import Claim
from validator.claims.compare import in_unit
from validator.claims.wholes import bounded
from validator.patterns import later
from validator.quantities.interval import agree
from validator.quantities.quantity import Quantity
from validator.quantities.units import same_kind
from validator.records import record

# Nothing but such a word between the bracket and its figure: （其中旱地3万公顷） is no conversion.
_CONVERTED = later(r"[（(](?:折合|折算|约合|合|折|相当于|即)?(?:约|为|成)*")
_SLIPS = (10, 100, 1000, 10**4, 10**8)


@record
class Conversion:
    """A figure, the one in the bracket behind it, and what the first is in the unit of the second.

    `factor` is how many times as large the one is as the other, where a wrong 万 or decimal point explains it.
    """

    printed: Claim
    bracketed: Claim
    value: Quantity
    holds: bool
    near: bool
    factor: int | None


def conversions(groups: Iterable[tuple[Claim, ...]]) -> Iterator[Conversion]:
    """The figures of all sentences that a bracket says again in another unit of the same kind."""
    for group in groups:
        for printed, other in pairwise(group):
            if other.bracketed and not printed.bracketed and _says_again(printed, other):
                yield _conversion(printed, other)


def _says_again(printed: Claim, other: Claim) -> bool:
    a, b = printed.quantity.unit, other.quantity.unit
    told = other.tail[:1] in ("）", ")") and not (bounded(printed) or bounded(other))
    return told and a != b and _CONVERTED.fullmatch(other.gap) is not None and same_kind(a, b)


def _conversion(printed: Claim, other: Claim) -> Conversion:
    stated, value = other.quantity, in_unit(printed.quantity, other.quantity.unit)
    holds = agree(value, stated)
    near = abs(value.value - stated.value) < max(value.step, stated.step)  # cut off rather than rounded
    return Conversion(printed, other, value, holds, near, None if holds else _slip(value, stated))


def _slip(a: Quantity, b: Quantity) -> int | None:
    small, large = (a, b) if a.value < b.value else (b, a)
    return next((by for by in _SLIPS if small.low * by <= large.high and large.low <= small.high * by), None)
