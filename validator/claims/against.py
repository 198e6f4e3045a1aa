"""Against: a change that says up where its two figures go down, or the reverse, and is their difference exactly."""

from collections.abc import Iterable, Iterator

from validator.claims.claim import Claim, Role
from validator.claims.movements import is_finer, is_rank, way_of
from validator.claims.relations import Change, unit_of_levels
from validator.patterns import later
from validator.quantities.interval import HUNDRED, reproduces

# 下降1.1%，比上年（下降5.2%）回升4.1个百分点: figures of falls go the other way.
_FALL = later(r"(?:下降|降低|回落|下滑|减少|跌)(?![到至为])|负|[降跌减]幅|亏|逆差|缺口|差距")


def told_against(changes: Iterable[Change]) -> Iterator[tuple[Claim, Claim, str, bool]]:
    """9.5%，比2020年的14.2%上升4.7个百分点: both figures, the verb of the change, and whether that says down."""
    for change in changes:
        amount, before, after = change.amount, change.before, change.after
        if before is None or amount.role not in (Role.DIFFERENCE, Role.GROWTH) or amount.in_turn:
            continue
        if change.proved and "净" in amount.cue:
            continue  # 新设137家、注销212家，净减少75家: what came and what went
        if before.year and after.year and before.year > after.year:
            continue  # 74.6万人，比上年末减少0.5万人；2022年末，该数为75.1万人: the other way round
        verb, falling = way_of(amount.cue)
        fell = after.quantity.high < before.quantity.low
        rose = after.quantity.low > before.quantity.high
        if not verb or not (rose if falling else fell) or is_rank(before, after):
            continue
        if not falling and any(is_finer(claim) for claim in (before, after)):
            continue
        if _is_exact(change) and not any(_FALL.search(claim.gap) for claim in (before, after)):
            yield before, after, verb, falling


def _is_exact(change: Change) -> bool:
    """True where the amount, as it is printed, is what its two figures make."""
    amount, before, after = change.amount.quantity, change.before, change.after.quantity
    if before is None or before.quantity.unit != after.unit:
        return False
    apart = abs(after.value - before.quantity.value)
    if change.amount.role is Role.DIFFERENCE:
        return unit_of_levels(change.amount) == after.unit and apart == amount.value
    return before.quantity.value > 0 and reproduces(apart / before.quantity.value * HUNDRED, amount)
