"""Traces: what a place in a text shows of a draft, a template or another document."""

from enum import StrEnum

from validator.records import record
from validator.span import Span


class Trace(StrEnum):
    """What kind of residue a place shows."""

    TOPIC = "topic"  # the plan speaks of itself as a plan for something else
    PLACE = "place"  # it speaks of itself as another place's
    MERGE = "merge"  # the mark of a draft inside a word
    PLACEHOLDER = "placeholder"  # XX, （　）, 待补充
    BOOKMARK = "bookmark"  # [bookmark: …], left by a conversion
    NAME = "name"  # 两轴 here, 两翼 there


@record
class Residue:
    """One place: the words that do not belong, and what the document says instead
    elsewhere, and the words around it."""

    trace: Trace
    span: Span
    text: str
    usual: str = ""
    context: str = ""
