"""Side by side: figures of one unit that no word makes a sum, but for two digits changed over one is that of the others.

助餐点2650个，来自三种渠道：国企办480个，企业办1230个，社区办850个: such figures of three digits are hardly met by accident.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate, groupby, islice, takewhile
from operator import attrgetter

from validator.claims.claim import Claim, Role
from validator.claims.kinds import exclusive
from validator.claims.relations import LEVELS, RATIOS
from validator.claims.wholes import Closed, Parts, bounded, each, intensive, is_part, slip_apart
from validator.patterns import later
from validator.quantities.interval import is_swap

_MOST = 16  # figures next to one
_TELLING = 3  # digits of a figure that is hardly another with two of them changed over by accident
_PAUSES = ("、", "和", "及", "与")


def side_by_side(block: tuple[Claim, ...]) -> Iterator[Parts]:
    """Figures with those behind them, or before them, that they are the sum of but for two digits changed over; none
    where some of those come to them as they are. Shares, rises and kinds that are counted between them are passed over."""
    told = (c for c in block if c.role in LEVELS and c.role is not Role.COUNT and c.quantity.unit not in _PASSED)
    for _, alike in groupby(told, key=lambda c: (c.quantity.unit, c.site.sentence)):
        run = tuple(alike)
        for at, claim in enumerate(run) if len(run) > 2 else ():
            sides = (run[at + 1 : at + _MOST], run[max(0, at - _MOST) : at][::-1])
            found = (each for side in sides for each in _but_for_a_swap(claim, _smaller(side, claim)))
            yield from islice(filter(_surely, found), 1)


def _smaller(near: tuple[Claim, ...], whole: Claim) -> list[Claim]:
    return list(takewhile(lambda claim: claim.quantity.value < whole.quantity.value, near))


_PASSED = frozenset((*RATIOS, "类", "种", "大", "级"))


def _but_for_a_swap(whole: Claim, members: list[Claim]) -> Iterator[Parts]:
    totals = list(accumulate(member.quantity.value for member in members))
    if whole.quantity.value in totals:
        return
    for count in range(len(members), 1, -1):
        if _apart_by_a_swap(totals[count - 1] - whole.quantity.value):
            found = Parts(whole, tuple(sorted(members[:count], key=attrgetter("site"))), Closed.BESIDE)
            if slip_apart(whole, found.parts, _TELLING, is_swap):
                yield found


def _surely(found: Parts) -> bool:
    """True for a figure told for itself: no item of a list, and none that is set against another (比计划1080万亩); and for
    several parts, or two that are told apart by one word."""
    whole, first = found.whole, found.parts[0]
    joined = whole.in_turn or whole.gap[:1] in _PAUSES or whole.gap[-1:] in _PAUSES
    joined = joined or (whole.site < first.site and first.gap[:1] in _PAUSES)  # 甲9.7亿元、乙5.2亿元
    if joined or whole.bracketed or is_part(whole) or any(map(_set_apart, (whole, *found.parts))):
        return False
    return not each(list(found.parts)) and (len(found.parts) > 2 or _of_its_noun(found))


def _of_its_noun(found: Parts) -> bool:
    """过夜游客516万人次、一日游客326万人次 of 游客842万人次; 已办, 未办; 城镇, 农村; 村级, 社区级: two that are told apart by one word."""
    one, other = found.parts
    if exclusive(found.parts) or ("已" in one.gap and "未" in other.gap):
        return True
    if not (one.name and other.name and one.own_name and other.own_name):
        return False
    noun = one.name.core[-2:]
    if noun == other.name.core[-2:]:
        return noun in found.whole.gap
    return noun[-1:] == other.name.core[-1:] and noun[-1:] not in found.whole.gap


def _set_apart(claim: Claim) -> bool:
    return bool(claim.start or bounded(claim) or intensive(claim) or _SET_AGAINST.search(claim.gap))


_SET_AGAINST = later(r"[比较超]|计划|目标|任务|预算|上年|去年|同期")


def _apart_by_a_swap(difference: Decimal) -> bool:
    """Two neighbouring digits changed over make a figure more or less by nine, eighteen … of the lower one's place."""
    digits = int("".join(map(str, difference.normalize().as_tuple().digits)))
    return 0 < digits <= _NINE * 8 and digits % _NINE == 0


_NINE = 9
