"""Counted in turn: a count and as many figures or dates, one for each: 水厂4座，日供水能力分别为2万吨、3万吨、1万吨、4万吨."""

import re
from collections.abc import Callable, Iterator

from validator.claims.listings import Listing
from validator.document import Document, Paragraph, Text
from validator.patterns import later
from validator.quantities.find import Numbers
from validator.quantities.units import COUNTING

# Of one subject: 面积和产量分别为, 今明两年分别为, 其中东部三个分别为 are of something else than what was counted.
_IN_TURN = later(
    r"(?P<subject>[^、。；：:;\d]{0,14}?)(?:分别|依次)(?:为|是|在|于|达到?|有)?"
    r"(?P<list>约?\d[^，,。；;：:、]{0,12}(?:(?:、|和|及|与|以及)约?\d[^，,。；;：:、]{0,12})+)(?=[，,。；;]|$)"
)
_OTHER = later(r"[和与及前后上下每各比较两一二三四五六七八九十]|其中|年|季|月")
_PARTED = later(r"、|和|及|与|以及")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_FEW, _MANY = 2, 20


def counted_in_turn(document: Document, numbers: Callable[[Text], Numbers]) -> Iterator[Listing]:
    """The counts of all paragraphs that a list of figures of one make follows, one for each thing."""
    for block in document.blocks:
        if isinstance(block, Paragraph) and ("分别" in block.text.string or "依次" in block.text.string):
            yield from _paragraph(block.text, numbers(block.text))


def _paragraph(text: Text, numbers: Numbers) -> Iterator[Listing]:
    for _, end, quantity in numbers.figures:
        counts = quantity.unit in COUNTING and quantity.exact and _FEW <= quantity.value <= _MANY
        mark = _IN_TURN.match(text.string, end) if counts else None
        if mark is None or _OTHER.search(mark["subject"]):
            continue
        items, at = [], mark.start("list")
        for piece in _PARTED.split(mark["list"]):
            start = text.string.index(piece, at)
            at = start + len(piece)
            items.append((piece, text.span(start, at)))
        if len({_FIGURE.sub("", piece) for piece, _ in items}) == 1:
            yield Listing(quantity, tuple(items), False, len(items))
