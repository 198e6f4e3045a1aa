"""Remainders: a whole, some of it, and what is left: 总投资5亿元，省级1亿元，市级1.5亿元，其余2.5亿元自筹."""

from collections.abc import Iterator, Sequence

from validator.claims.claim import Claim
from validator.claims.relations import CHANGES, LEVELS, RATIOS
from validator.claims.wholes import Closed, Parts, addable, adds_up, bounded, intensive
from validator.patterns import later

_WINDOW = 12  # figures of a whole and what is told of it
_REST = later(r"(?:^|[，,；;、外])(?:其余|剩余|余下|剩下)(?:的)?[^，,。；;、]{0,6}$")
_BUT = later(r"^[，,](?:除|扣除)[^，。；]*$")  # 编制132名，除行政编制41名外，其余91名…
_TOTALLED = later(r"[总共]|合计")
_NEAR = 4  # a list with its rest misses the whole by less than a quarter of it


def remainders(block: tuple[Claim, ...]) -> Iterator[Parts]:
    """The wholes whose last part is said to be all the rest; none where 其中 opens the list (`itemised` has it)."""
    for index, claim in enumerate(block):
        if index < 2 or not ("余" in claim.gap or "剩" in claim.gap) or not _REST.search(claim.gap):
            continue
        told = _told(block[max(0, index - _WINDOW) : index], claim)
        if len(told) < 2 or any("其中" in each.gap for each in told):
            continue
        found = _adding_up(told, claim) or _beyond_doubt(told, claim)
        if found is not None:
            yield found


def _told(near: Sequence[Claim], rest: Claim) -> list[Claim]:
    """The amounts of the remainder's unit in its sentence, over shares and growth; none where one is a bound."""
    same = [c for c in near if c.site.sentence == rest.site.sentence and not c.bracketed]
    told = [c for c in same if c.role not in CHANGES and c.quantity.unit not in RATIOS and addable(c, rest)]
    plain = rest.role in LEVELS and not any(c.start or bounded(c) or intensive(c) for c in (*told, rest))
    return told if plain else []


def _adding_up(told: Sequence[Claim], rest: Claim) -> Parts | None:
    """Whichever of the figures is the whole of some that follow it and of the rest."""
    for at, whole in enumerate(told):
        for begin in range(at + 1, len(told)):
            for end in range(len(told), begin, -1):
                parts = (*told[begin:end], rest)
                if adds_up(whole, parts):
                    return Parts(whole, parts, Closed.OPEN, complete=True)
    return None


def _beyond_doubt(told: Sequence[Claim], rest: Claim) -> Parts | None:
    """What comes first, with all that follows; of several items only where they come near to it."""
    whole, *items = told
    parts = (*items, rest)
    missed = abs(whole.quantity.value - sum(part.quantity.value for part in parts))
    larger = whole.quantity.value > max(part.quantity.value for part in parts)
    surely = _TOTALLED.search(whole.gap) or (len(items) == 1 and _BUT.match(items[0].gap))
    if not larger or not whole.own_name or not (surely or missed * _NEAR <= whole.quantity.value):
        return None
    return Parts(whole, parts, Closed.OPEN, complete=True)
