"""Held in: which figures told before a part may be the whole that it is part of."""

from validator.claims.claim import Claim
from validator.claims.counted import counts_otherwise
from validator.claims.share import like
from validator.claims.wholes import OPENER, among, is_part, opens_sentence
from validator.patterns import later


def wholes_of(part: Claim, before: list[Claim], earlier: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """What a part may be a part of, the likeliest last: behind 其中 the figure before it, or, in a second 其中 of
    the sentence, what the first one had led to; else whatever has its unit."""
    head = _head(part, before)
    if among(before[head] if head < len(before) else part) and part.site.clause > 0:
        return tuple(c for c in before[:head][-1:] if like(c, part))
    anchored = _anchored(part, before)
    if anchored is not None:
        return anchored
    same = [c for c in before if like(c, part) and not counts_otherwise(c, part)]
    if not is_part(part):
        return tuple(same)
    openers = [c for c in (*before, part) if OPENER.search(c.gap)]
    opener = openers[-1] if openers else part
    ahead = [c for c in same if c.site < opener.site]
    outside = [c for c in ahead if not is_part(c)][-1:] or ahead[:1]
    between = [c for c in ahead if outside and c.site > outside[0].site]
    far = [c for c in earlier if like(c, part) and not is_part(c)] if opens_sentence(opener) else []
    return (*far, *between, *outside)


def _head(part: Claim, before: list[Claim]) -> int:
    """126个项目中，注册113个、开工67个、投产11个: where the list begins that a figure is an item of; the figure itself, where
    it is in none."""
    at = len(before)
    while at and part.gap.startswith("、"):
        at -= 1
        part = before[at]
    return at


# 专任教师中女教师7.1万人; 60岁以上人口中，农村…
_OF_THOSE = later(
    r"^(?!在?(?:这|上述|以上))[，,；;。、\s]*(?:在|全部|全市|全县|全省)*([\u4e00-\u9fffA-Za-z\d]{2,12}?)(?:当|之)?中(?!小|等|学|职|级|央|心|型|介|药|医)"
)


def _anchored(part: Claim, before: list[Claim]) -> tuple[Claim, ...] | None:
    """The figure that 甲中 names, where a clause so introduces the part: none, where no figure has that name."""
    those = _OF_THOSE.search(part.gap)
    if not those or not (part.site.clause == 0 or part.gap[0] in "，,；;、"):
        return None
    named = those[1]
    found = [
        c
        for c in before
        if like(c, part) and c.name and (named.endswith(c.name.printed) or c.name.printed.endswith(named))
    ]
    return tuple(found[-1:])
