"""Starts: of which year the figure is that a movement starts from (由198家增加到342家) where the words do not say."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from validator.claims.claim import Claim, Known, Role, When
from validator.claims.linking import Linker, Restatement
from validator.claims.names import Match
from validator.claims.steps import Spans, span_of
from validator.patterns import later
from validator.quantities.times import TimeKind, find_times, years_said
from validator.span import Span

_YEAR_BEFORE = later(r"上年|去年|上一年|前一年")
_SEVERAL = 3  # years: a table of a plan's ends, not of this year beside the last


def started(
    movements: Iterable[tuple[Claim, Claim, str, bool]], linker: Linker, said: Spans, base: int | None
) -> Iterator[tuple[Span, Restatement]]:
    """由9101元提高到13471元: where the end is a row's value, the start that names no year is the one before it."""
    for before, after, _, _ in movements:
        pair = linker.restated(after) if before.when.known is Known.UNKNOWN else None
        if pair is None or pair.match < Match.CLOSE or pair.cell.quantity.value != after.quantity.value:
            continue
        year = pair.cell.year
        earlier = [c for c in pair.series.levels if c.year and year and c.year < year and c.role is Role.LEVEL]
        if len(earlier) == 1 and _leads_back(before, earlier[0], pair.cell, said, base):
            when = When(earlier[0].year, None, Known.IMPLIED)
            yield before.span, replace(pair, prose=replace(before, when=when), cell=earlier[0])


def _leads_back(start: Claim, earlier: Claim, end: Claim, said: Spans, base: int | None) -> bool:
    """True where a movement to a row's cell `end` starts from its only `earlier` one: as many years before as the text
    says (五年来, 上年), else in the plan's `base` year or several years before.

    A table of this year and the last does not make 由198家增加到342家 a change of one year.
    """
    if earlier.year is None or end.year is None:
        return False
    apart = end.year - earlier.year
    if _YEAR_BEFORE.search(start.gap):
        return apart == 1
    told = years_said(start.gap) or span_of(said, start)
    if told:
        return apart == told
    return apart >= _SEVERAL or (earlier.year == base and not _of_a_period(start))


def _of_a_period(start: Claim) -> bool:
    """“十四五”时期 in the sentence, or “十四五”工作回顾 above it."""
    words = "，".join((*start.label[-2:], start.gap))
    return "五" in words and any(mention.kind is TimeKind.PERIOD for mention in find_times(words))
