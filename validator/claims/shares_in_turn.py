"""Shares in turn: 甲98.6亿元、乙32.4亿元、丙41.2亿元，占比分别为52.9%、17.4%和22.1%, each of the amount in its place."""

from collections.abc import Iterator
from itertools import takewhile

from validator.claims.claim import Claim
from validator.claims.relations import LEVELS, RATIOS
from validator.claims.share import Share, holds
from validator.claims.wholes import bounded, is_part
from validator.patterns import later

_FEWEST = 3  # of two shares the one that is right shows no list
_KINDS = ("类", "大", "种")  # 四类项目投资占比分别为…
_SHARES = later(
    r"(?:占比|比重|比例|份额)[\u4e00-\u9fff]{0,4}(?:分别|依次)|(?:分别|依次|各)占[^，。；、]{0,12}?(?:约|近|达到?|为)*$"
)
_OF_SOMETHING = later(r"占(?!比|到|总数的)[^，。；、约近达为]")


def shares_in_turn(group: tuple[Claim, ...]) -> Iterator[Share]:
    """The shares of a list with part and whole: of what 其中 divides, or of a figure that all of them but one at most
    are right of."""
    for index, first in enumerate(group):
        if first.quantity.unit != "%" or not _SHARES.search(first.gap):
            continue
        run = [first, *takewhile(lambda c: c.quantity.unit == "%" and c.gap in ("、", "和", "，"), group[index + 1 :])]
        told = [c for c in group[:index] if c.role in LEVELS and c.quantity.unit not in (*RATIOS, *_KINDS)]
        alike = [c for c in told if c.quantity.unit == told[-1].quantity.unit]
        before, parts = alike[: -len(run)], alike[-len(run) :]
        bare = not _OF_SOMETHING.search(first.gap)
        if bare and before and _opened_together(before[-1], parts) and not bounded(before[-1]):
            yield from (Share(share, part, (before[-1],), named=True) for share, part in zip(run, parts, strict=True))
            continue
        for whole in before if len(run) >= _FEWEST else ():
            found = [Share(share, part, (whole,), again=True) for share, part in zip(run, parts, strict=True)]
            if not bounded(whole) and sum(holds(each, whole) for each in found) >= len(run) - 1:
                yield from found
                break


def _opened_together(whole: Claim, parts: list[Claim]) -> bool:
    """全县教师5240人，其中小学2012人、初中2389人，分别占…: 其中 opens the list, and its items are as many as the shares."""
    first, *others = parts
    larger = whole.quantity.low >= max(part.quantity.high for part in parts) and not (whole.start or is_part(whole))
    listed = all(part.gap[:1] in "、和及与" and part.listed for part in others)
    return "其中" in first.gap and larger and bool(others) and listed and not any(map(bounded, parts))
