"""Dates: when a document says it was made, on its cover and in the record it is published under."""

import re
from collections.abc import Iterator

from validator.document import Document, Paragraph, Text
from validator.patterns import later
from validator.records import record
from validator.span import Span

_RECORD = later(r"(?:成文|发文|印发|生成|发布)日期")
_DATE = re.compile(r"((?:19|20)\d\d)(?:-\d{1,2}-\d{1,2}|年\d{1,2}月(?:\d{1,2}日)?)")
_COVER = later(r"^.{0,20}?(?P<date>((?:19|20)\d\d)年\d{1,2}月(?:\d{1,2}日)?)(?:\s|$|目)")


@record
class Dated:
    """A date with its place; `record` where the publishing record gives it (成文日期), else the cover."""

    year: int
    span: Span
    text: str
    record: bool


def dates_of(document: Document) -> Iterator[Dated]:
    """The dates on the first pages: in the record beside 成文日期, and alone on the cover."""
    for block in document.blocks[:12]:
        if isinstance(block, Paragraph):
            if found := _COVER.match(block.text.string):
                yield Dated(int(found[2]), block.text.span(*found.span("date")), found["date"], False)
        else:
            for row in block.grid:
                yield from _recorded([cell.text for cell in row])


def _recorded(row: list[Text]) -> Iterator[Dated]:
    labelled = False
    for text in row:
        if labelled and (found := _DATE.search(text.string)):
            yield Dated(int(found[1]), text.span(*found.span()), found[0], True)
        labelled = bool(_RECORD.search(text.string))
