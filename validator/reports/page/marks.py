"""Which characters of a document are marked, and how: every figure, and every other place a comparison speaks of."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from validator.document import Document, Text
from validator.facts import Facts
from validator.records import record
from validator.reports.facts import unused_figures
from validator.reports.page.comparisons import Comparison
from validator.rules.evidence import evidence
from validator.span import Span

# A figure that is wrong in one comparison is wrong; one that agrees with another has been checked.
STATES = ("fails", "remark", "waived", "holds", "unsure", "unused")


@record
class Mark:
    """A marked place: `state` is one of `STATES`, `comparisons` their numbers, the gravest first.

    `finding` is the number of the first open finding, `figure` is False for a name, a heading or the like.
    """

    id: str
    span: Span
    state: str
    comparisons: tuple[int, ...]
    finding: int | None
    figure: bool


def marks(figures: Iterable[Span], found: Iterable[Comparison], prefix: str) -> tuple[Mark, ...]:
    """Every mark of a document, sorted by place, the wider first: its figures, and what its comparisons name.

    The ids begin with `prefix`.
    """
    concerned: dict[Span, list[Comparison]] = defaultdict(list)
    for comparison in found:
        for span in dict.fromkeys(spot.span for spot in comparison.spots):
            concerned[span].append(comparison)
    figures = frozenset(figures)
    order = sorted(figures | concerned.keys(), key=lambda span: (span.start, -span.end))
    return tuple(
        _mark(f"{prefix}f{at}", span, concerned.get(span, ()), span in figures) for at, span in enumerate(order, 1)
    )


def claimed_figures(facts: Facts) -> tuple[Span, ...]:
    """Where the claims stand, one a claim; several figures in one cell (185/85) are compared, and marked, together."""
    return tuple(evidence(claim, "").span for claim in facts.claims)


def loose_figures(document: Document, facts: Facts) -> tuple[Span, ...]:
    """The figures that no claim was made of."""
    taken = {at for span in claimed_figures(facts) for at in range(span.start, span.end)}
    loose = (quantity.span for quantity in unused_figures(document, facts))
    return tuple(span for span in loose if taken.isdisjoint(range(span.start, span.end)))


def _mark(name: str, span: Span, concerned: Iterable[Comparison], figure: bool) -> Mark:
    ordered = sorted(concerned, key=lambda each: STATES.index(each.kind))
    state = ordered[0].kind if ordered else "unused"
    finding = ordered[0].finding if ordered else None
    return Mark(name, span, state, tuple(each.number for each in ordered), finding, figure)


@record
class Piece:
    """A stretch of readable text, and the mark that covers it if any; `children` are the pieces of a mark around others."""

    text: str
    mark: Mark | None = None
    children: "tuple[Piece, ...]" = ()


class Marked:
    """Cuts texts at their marks; each mark is handed out once, and `left` tells which were not."""

    def __init__(self, all_marks: Sequence[Mark]) -> None:
        self._marks = all_marks
        self._starts = [mark.span.start for mark in all_marks]
        self._given: set[str] = set()

    def left(self) -> tuple[Mark, ...]:
        """The marks that no text asked for held."""
        return tuple(mark for mark in self._marks if mark.id not in self._given)

    def pieces(self, text: Text) -> tuple[Piece, ...]:
        """The whole of a text, in order."""
        whole = text.span()
        ranges = [
            (text.index(mark.span.start), max(text.index(mark.span.start), text.index(mark.span.end - 1) + 1), mark)
            for mark in self._between(whole)
            if mark.span.end > mark.span.start
        ]
        self._given.update(mark.id for _, _, mark in ranges)
        return tuple(_cut(text.string, 0, len(text.string), ranges))

    def _between(self, span: Span) -> Iterator[Mark]:
        for at in range(bisect_left(self._starts, span.start), len(self._marks)):
            if self._starts[at] >= span.end:
                return
            if self._marks[at].id not in self._given:
                yield self._marks[at]


_Range = tuple[int, int, Mark]


def _cut(string: str, start: int, end: int, ranges: Sequence[_Range]) -> Iterator[Piece]:
    """The pieces of `string[start:end]`; a mark that begins within another ends with it at the latest."""
    position, at = start, 0
    while at < len(ranges):
        first, last, mark = ranges[at]
        last = min(last, end)
        inside = at + 1
        while inside < len(ranges) and ranges[inside][0] < last:
            inside += 1
        if first > position:
            yield Piece(string[position:first])
        children = tuple(_cut(string, first, last, ranges[at + 1 : inside])) if inside > at + 1 else ()
        yield Piece(string[first:last], mark, children)
        position, at = last, inside
    if position < end:
        yield Piece(string[position:end])
