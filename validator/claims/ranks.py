"""Ranks: by how many places something moved up or down a ranking (由第86位上升到第61位，前进25位)."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from validator.claims.claim import Claim, Role, Site, Source
from validator.claims.relations import Change
from validator.document import Document, Paragraph, Text
from validator.patterns import later
from validator.quantities.find import build
from validator.quantities.numerals import parse_numeral

_MOVED = (
    r"(?:共|累计|实现|整体|大幅|[三四五3-5]年(?:来|间)?)*(?:前进|前移|上升|提升|跃升|攀升|晋升|进位|后退|后移|下降|下滑)了?"
    r"(?P<amount>(?P<places>\d{1,3})个?[位名])"
)
_BEFORE, _AFTER = (rf"(?P<{name}>第(?P<{name}_place>\d{{1,3}})[位名]?)" for name in ("before", "after"))
_FROM_TO = later(
    rf"[由从][^，。；\d第]{{0,12}}{_BEFORE}[^，。；\d第]{{0,4}}[升进移跃降退滑][到至为居][^，。；\d第]{{0,8}}{_AFTER}[，,]?{_MOVED}"
)
_THAN = later(rf"{_AFTER}[，,（(](?:比|较)[^，。；第]{{0,10}}{_BEFORE}{_MOVED}")


def moved_places(document: Document) -> Iterator[Change]:
    """由第86位上升到第61位，前进25位; 居第61位，比上年的第86位前进25位: both ranks with what is said to lie between them."""
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and "第" in block.text.string and "位" in block.text.string:
            for found in chain(_FROM_TO.finditer(block.text.string), _THAN.finditer(block.text.string)):
                places = (("amount", "places"), ("after", "after_place"), ("before", "before_place"))
                amount, after, before = (_claim(block.text, found.span(a), found[b], number) for a, b in places)
                yield Change(amount, after, before, None, restated=True)


def _claim(text: Text, span: tuple[int, int], figure: str, block: int) -> Claim:
    parsed = parse_numeral(figure)
    assert parsed is not None
    place = replace(build(text, span, figure, parsed, "位"), low=parsed[0], high=parsed[0])
    return Claim(place, Role.DIFFERENCE, Source.PROSE, Site(block))
