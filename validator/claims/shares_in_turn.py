"""Shares in turn: 甲98.6亿元、乙32.4亿元、丙41.2亿元，占比分别为52.9%、17.4%和22.1%, each of the amount in its place."""

from collections.abc import Iterator
from itertools import takewhile

from validator.claims.claim import Claim
from validator.claims.relations import LEVELS, RATIOS
from validator.claims.share import Share, holds
from validator.claims.wholes import bounded
from validator.patterns import later

_FEWEST = 3  # of two shares the one that is right shows no list
_KINDS = ("类", "大", "种")  # 四类项目投资占比分别为…
_SHARES = later(r"(?:占比|比重|比例|份额)[\u4e00-\u9fff]{0,4}分别")


def shares_in_turn(group: tuple[Claim, ...]) -> Iterator[Share]:
    """The shares of a list with part and whole, where all of them but one at most are right of that whole."""
    for index, first in enumerate(group):
        if first.quantity.unit != "%" or not _SHARES.search(first.gap):
            continue
        run = [first, *takewhile(lambda c: c.quantity.unit == "%" and c.gap in ("、", "和", "，"), group[index + 1 :])]
        told = [c for c in group[:index] if c.role in LEVELS and c.quantity.unit not in (*RATIOS, *_KINDS)]
        alike = [c for c in told if c.quantity.unit == told[-1].quantity.unit]
        parts = alike[-len(run) :]
        for whole in alike[: -len(run)] if len(run) >= _FEWEST else ():
            found = [Share(share, part, (whole,), again=True) for share, part in zip(run, parts, strict=True)]
            if not bounded(whole) and sum(holds(each, whole) for each in found) >= len(run) - 1:
                yield from found
                break
