"""A share with the part and the whole that it is computed from, and what their figures say of each other."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from validator.claims.claim import Claim
from validator.claims.relations import LEVELS
from validator.claims.wholes import intensive
from validator.quantities.interval import HUNDRED, Interval, allows, is_reordered, ratio_interval
from validator.quantities.slips import changed_over, retyped, with_figure
from validator.records import record


@record
class Share:
    """A printed share of a part in a whole. Several wholes where the sentence does not say which.

    `named` where 其中 or the share itself names the whole; `rate` for 入库率 behind 入库N件; `again` where
    the name of the whole, said again (占一般公共预算收入的66.3%), is all that ties them; `proved` where one slip of a
    digit would make the share right, which says that the three belong together.
    """

    share: Claim
    part: Claim
    wholes: tuple[Claim, ...]
    named: bool = False
    rate: bool = False
    again: bool = False
    proved: bool = False


def like(claim: Claim, part: Claim) -> bool:
    """True for a level in the unit of a part, which it may be a part of."""
    one, other = claim.quantity, part.quantity
    bare = not one.unit and bool(one.scale) and one.scale == other.scale  # 达到16.5万，其中约9.2万人
    return claim.role in LEVELS and (one.unit == other.unit or bare) and not claim.start and not intensive(claim)


def twofold(part: Claim) -> bool:
    """902户2685人，占68%: of the households, perhaps."""
    return not part.gap


def holds(share: Share, whole: Claim) -> bool:
    """True where the share can be that of its part in this whole, rounding allowed for."""
    ratio = ratio_interval(share.part.quantity, whole.quantity)
    by = scale(share)
    return ratio is not None and allows(share.share.quantity, Interval(ratio.low * by, ratio.high * by))


def quotient(share: Share, whole: Claim) -> Decimal:
    """The share that the printed part and whole give, as it would be printed without rounding."""
    return share.part.quantity.value / whole.quantity.value * scale(share)


def scale(share: Share) -> Decimal:
    """What a quotient is multiplied by to be printed as the share: 1000 for ‰."""
    return Decimal(1000) if share.share.quantity.unit == "‰" else HUNDRED


def told_exactly(share: Claim) -> bool:
    """True for a share of so many digits (63.4%) that it hardly fits two figures by accident, were one of them a slip."""
    return sum(map(str.isdecimal, share.quantity.figure)) >= _TELLING


def slipped(share: Share, whole: Claim) -> bool:
    """True where one digit typed wrong, or two changed over, in one of the three is all that makes the share wrong."""
    return swapped(share, whole) or (_vagueness(share, whole) < _TOLD and _mended(share, whole, retyped, _TELLING))


def swapped(share: Share, whole: Claim) -> bool:
    """True where two digits changed over, in the share any two and in part or whole two neighbours, are all that makes
    the share wrong."""
    if reordered(share, whole):
        return True
    vague = _vagueness(share, whole)
    return vague < _HARDLY_TOLD and _mended(share, whole, changed_over, 2 if vague < _TOLD else _TELLING)


def reordered(share: Share, whole: Claim) -> bool:
    """True where the printed share is the right one with two of its digits in each other's place."""
    stated = share.share.quantity
    again = whole.quantity.value > 0 and is_reordered(stated.rewrite(quotient(share, whole)), stated.text)
    return again and _vagueness(share, whole) < _HARDLY_TOLD


_PLAIN = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_TELLING = 3  # a figure of fewer digits is one slip away from most others


# Rounding leaves so much of a figure open that some other digit would make almost any share right.
_TOLD, _HARDLY_TOLD = Decimal("0.01"), Decimal("0.04")


def _vagueness(share: Share, whole: Claim) -> Decimal:
    """How much the rounding of the three figures leaves open, in parts of one."""
    figures = (share.share.quantity, share.part.quantity, whole.quantity)
    return sum(((q.high - q.low) / q.value for q in figures if q.value > 0), start=Decimal(0))


def _mended(share: Share, whole: Claim, slips: Callable[[str], Iterator[str]], digits: int) -> bool:
    """True where one of the figures, of so many digits or more, mended in one place makes the share right."""
    for claim in (share.share, share.part, whole):
        least = 2 if claim is share.share and slips is changed_over else digits
        if not _PLAIN.fullmatch(claim.quantity.figure) or sum(map(str.isdecimal, claim.quantity.figure)) < least:
            continue
        for figure in slips(claim.quantity.figure):
            other = replace(claim, quantity=with_figure(claim.quantity, figure))
            told = replace(share, share=other) if claim is share.share else share
            told = replace(share, part=other) if claim is share.part else told
            if holds(told, other if claim is whole else whole):
                return True
    return False
