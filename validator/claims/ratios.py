"""Ratios: 城乡居民收入比 and 医护比, which are the quotients of two figures that stand before them."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from validator.claims.claim import Claim, Role
from validator.claims.groups import paragraphs
from validator.claims.names import parse_name
from validator.claims.wholes import bounded, intensive
from validator.document import Document, Paragraph, Text
from validator.patterns import later
from validator.quantities.find import build
from validator.quantities.numerals import parse_numeral

# The words of both names: the first stands first in the ratio.
_OF = {"城乡": (("城镇", "收入"), ("农村", "收入")), "医护": (("医师",), ("护士",))}
_RATIO = later(
    r"(?P<name>(?:(?P<urban>城乡)(?:常住)?(?:居民)?(?:人均)?(?:可支配)?收入|(?<=[，,；;。（(])(?P<nurses>医护))(?:之)?比(?:例|值)?)"
    r"(?:(?:[从由][^，。；]{1,16})?(?:缩小|下降|降低|收窄|提高|上升|扩大|[降升])[到至为]|为|达到?|是)?"
    r"(?P<printed>(?P<one>1[:：∶])?(?P<number>\d{1,2}\.\d{1,2}|\d(?=[:：∶]1(?!\d)))(?:[:：∶]1)?)(?![\d.:：∶%倍万])"
)
_ANOTHER_TIME = later(r"(?:19|20)\d\d年|十[一二三四五六七]五|目标|力争")
_NEAR = 12  # figures before a ratio


def ratios(document: Document, groups: Iterable[tuple[Claim, ...]]) -> Iterator[tuple[Claim, Claim, Claim]]:
    """The ratios of all paragraphs whose two figures stand shortly before them: the ratio, and what is divided by what."""
    found = []
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and ("收入" in block.text.string or "医护" in block.text.string):
            found += [(number, block.text, match) for match in _RATIO.finditer(block.text.string)]
    told = {claims[0].site.block: claims for claims in paragraphs(chain.from_iterable(groups))} if found else {}
    for number, text, match in found:
        claims = told.get(number, ())
        at = bisect_left(claims, text.offset(match.start("printed")), key=lambda claim: claim.span.start)
        pair = _pair(claims[max(0, at - _NEAR) : at], match["urban"] or match["nurses"])
        if pair and not _ANOTHER_TIME.search(_between(text, pair, match.start())):
            yield _ratio(text, match, pair[0]), *(pair[::-1] if match["one"] else pair)


def _pair(before: tuple[Claim, ...], kind: str) -> tuple[Claim, Claim] | None:
    """The last figure of each name, where both are told of one time and one place."""
    first, second = (next((c for c in reversed(before) if _is(c, words)), None) for words in _OF[kind])
    if first is None or second is None or first is second or first.quantity.unit != second.quantity.unit:
        return None
    if intensive(first) is not intensive(second):
        return None  # 每千人口医师3.4人 and 护士6248人
    one = (first.year, first.when.months, first.scope) == (second.year, second.when.months, second.scope)
    return (first, second) if one and abs(first.site.sentence - second.site.sentence) <= 1 else None


def _is(claim: Claim, words: tuple[str, ...]) -> bool:
    plain = claim.role is Role.LEVEL and claim.quantity.unit in ("元", "人")
    plain = plain and not (claim.start or claim.bracketed or bounded(claim))
    return plain and claim.name is not None and all(word in claim.name.printed for word in words)


def _between(text: Text, pair: tuple[Claim, Claim], end: int) -> str:
    return text.string[text.index(max(c.span.end for c in pair)) : end]


def _ratio(text: Text, match: re.Match[str], like: Claim) -> Claim:
    parsed = parse_numeral(match["number"])
    assert parsed is not None
    quantity = build(text, match.span("printed"), match["number"], parsed, "")
    return replace(like, quantity=quantity, name=parse_name(match["name"]), gap="", cue=match["name"])
