"""Remainders: a whole, some of it, and what is left: 总投资5亿元，省级1亿元，市级1.5亿元，其余2.5亿元自筹.

31项指标中，24项完成，4项基本完成，3项未完成: so are those that are told of so many, down to what is left of them.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, takewhile

from validator.claims.claim import Claim
from validator.claims.relations import CHANGES, LEVELS, RATIOS
from validator.claims.wholes import Closed, Parts, addable, adds_up, bounded, intensive, slip_apart
from validator.patterns import later

_WINDOW = 12  # figures of a whole and what is told of it
_REST = later(r"(?:^|[，,；;、外])(?:其余|剩余|余下|剩下)(?:的)?[^，,。；;、]{0,6}$")
_BUT = later(r"^[，,](?:除|扣除)[^，。；]*$")  # 编制132名，除行政编制41名外，其余91名…
_TOTALLED = later(r"[总共]|合计")
_NEAR = 4  # a list with its rest misses the whole by less than a quarter of it
_TELLING = 3  # digits of figures that are hardly one slip from another by accident


def remainders(block: tuple[Claim, ...]) -> Iterator[Parts]:
    """The wholes whose last part is said to be all the rest; none where 其中 opens the list (`itemised` has it)."""
    for index, claim in enumerate(block):
        if index and "中" in claim.gap and _OF_THEM.match(claim.gap):
            yield from _of_so_many(block[index - 1], block[index : index + _WINDOW])
        if index < 2 or not ("余" in claim.gap or "剩" in claim.gap) or not _REST.search(claim.gap):
            continue
        told = _told(block[max(0, index - _WINDOW) : index], claim)
        if len(told) < 2 or any("其中" in each.gap for each in told):
            continue
        found = _adding_up(told, claim) or _beyond_doubt(told, claim)
        if found is not None:
            yield found


# 137家企业中，已…; 14个城市中9个
_OF_THEM = later(r"[^，,。；;、：:]{0,14}(?<![其初高])中(?:(?:[，,]|已)[^。；;]*)?$")
# 尚未启动135条; 3项未完成, 12家没有; not 另有6项, which may be others
_LAST = later(r"(?:^|[，,、])(?:其余|剩余|余下|剩下|尚|未|没有)[^，。；]*$")
_NOT = later(r"[^，。；、]{0,4}(?:未|没有)")


def _counts_all(whole: Claim, first: Claim) -> bool:
    return addable(whole, first) and whole.quantity.exact and not whole.start


def _of_so_many(whole: Claim, behind: Sequence[Claim]) -> Iterator[Parts]:
    """31项指标中，24项完成，4项基本完成，3项未完成: those of a sentence that come to so many, or down to the last of them."""
    same = [c for c in behind if c.site.sentence == behind[0].site.sentence and not c.bracketed]
    told = [c for c in same if addable(c, whole) and not (c.start or bounded(c) or intensive(c))]
    if len(told) < 2 or whole.site.sentence != told[0].site.sentence or not _counts_all(whole, told[0]):
        return
    totals = list(accumulate(c.quantity.value for c in told))
    last = next((at for at, c in enumerate(told) if at and (_LAST.search(c.gap) or _NOT.match(c.tail))), None)
    if whole.quantity.value in totals[1:]:
        yield Parts(whole, tuple(told[: totals.index(whole.quantity.value) + 1]), Closed.OPEN, complete=True)
    elif last is not None and slip_apart(whole, told[: last + 1], 1 if last > 1 else 2):
        # Not 98个乡镇中，91个建成，85个正常运行，7个未建成; and of 已完工86个，尚未开工34个 others may be under way.
        yield Parts(whole, tuple(told[: last + 1]), Closed.OPEN, complete=True)
    elif len(row := _in_a_row(told)) > 2 and slip_apart(whole, row):
        yield Parts(whole, tuple(row), Closed.OPEN, complete=True)


_PAUSES = ("，", "、", ",")


def _in_a_row(told: Sequence[Claim]) -> list[Claim]:
    """18项达到目标，4项接近目标、2项…; Ⅰ类2个、Ⅱ类20个，另有3个: what is told of each stands behind its figure, or before it."""
    behind = list(takewhile(lambda c: c.gap.endswith(_PAUSES), told[1:]))
    before = list(takewhile(lambda c: c.gap.startswith("、") or "另有" in c.gap, told[1:]))
    return [told[0], *max(behind, before, key=len)]


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
    near = larger and (surely or missed * _NEAR <= whole.quantity.value)
    if not whole.own_name or not (near or slip_apart(whole, parts, _TELLING)):
        return None
    return Parts(whole, parts, Closed.OPEN, complete=True)
