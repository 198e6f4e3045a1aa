"""A share with the part and the whole that it is computed from, and what their figures say of each other."""

from decimal import Decimal

from validator.claims.claim import Claim
from validator.claims.relations import LEVELS
from validator.claims.wholes import intensive
from validator.quantities.interval import HUNDRED, Interval, allows, ratio_interval
from validator.records import record


@record
class Share:
    """A printed share of a part in a whole. Several wholes where the sentence does not say which.

    `named` where 其中 or the share itself names the whole; `rate` for 入库率 behind 入库N件; `again` where
    the name of the whole, said again (占一般公共预算收入的66.3%), is all that ties them.
    """

    share: Claim
    part: Claim
    wholes: tuple[Claim, ...]
    named: bool = False
    rate: bool = False
    again: bool = False


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
