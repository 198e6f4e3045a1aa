"""Kindred: a whole, and behind it all the kinds of it without a word like 其中: 进出口总额…，出口…，进口…."""

import re
from collections.abc import Iterator
from decimal import Decimal

from validator.claims.claim import Claim
from validator.claims.kinds import made_up
from validator.claims.relations import LEVELS
from validator.claims.wholes import MEMBERS, Closed, Parts, addable, adds_up, bounded, intensive, is_part
from validator.patterns import later
from validator.quantities.interval import is_reordered

_KIND = later(r"[束期]性|税|[进出]口|产业|[一二三]产|男|女|城镇|城市|乡村|农村|国内|入境")
_WINDOW = 16  # figures that a whole and its kinds are told in
_FEWEST, _MOST = 2, 3  # kinds of one whole
_AND = ("和", "及", "与")
_NEAR = 4  # what misses its whole by more than a quarter is of something else


def kindred(block: tuple[Claim, ...]) -> Iterator[Parts]:
    """The wholes of a paragraph whose kinds follow and leave nothing out, by the names of all."""
    for index, claim in enumerate(block):
        if claim.role not in LEVELS or not _KIND.search(claim.gap) or not _plain(claim):
            continue
        told = [c for c in block[max(0, index - _WINDOW) : index + 1] if addable(c, claim) and _plain(c)]
        for count in range(_FEWEST, min(_MOST, len(told) - 1) + 1):
            members = tuple(told[-count:])
            found = None if MEMBERS.search(members[0].gap) else made_up(members)  # 分产业看: `itemised` has them
            wholes = [c for c in told[:-count] if found and _may_be(c, members, *found)]
            if wholes:
                yield Parts(next((c for c in wholes if adds_up(c, members)), wholes[-1]), members, Closed.OPEN)


def _plain(claim: Claim) -> bool:
    apart = claim.start or claim.bracketed or claim.in_turn or is_part(claim)
    return claim.own_name and not (apart or bounded(claim) or intensive(claim))


def _may_be(whole: Claim, members: tuple[Claim, ...], called: re.Pattern[str], beside: str) -> bool:
    """True for a figure called as the whole is, said of the same time and place, and near the sum of the kinds."""
    name = whole.name.printed if whole.name else ""
    if not called.search(name) or beside not in name or any(word in name for word in _AND):
        return False  # 货物和服务进出口总额 is more than 货物出口 and 货物进口
    if members[0].site.sentence - whole.site.sentence > 2:
        return False
    if len({(c.year, c.when.months, c.scope) for c in (whole, *members)}) > 1:
        return False
    total = sum((m.quantity.value for m in members), start=Decimal(0))
    near = abs(total - whole.quantity.value) * _NEAR <= whole.quantity.value
    return near or is_reordered(whole.quantity.rewrite(total), whole.quantity.text)  # 32.5万人 for 52.3
