"""Span: the one way to say where a figure stands, from the reader to the report."""

from validator.records import ordered_record


@ordered_record
class Span:
    """A half-open range of characters in `Document.text`.

    `start` and `end` count characters, not bytes, from 0. For text formats they are offsets in the
    decoded file, for the others offsets in the text that the reader extracted.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}..{self.end} is not a range")

    def __hash__(self) -> int:
        return self.start  # two figures seldom begin at one place

    def overlaps(self, other: "Span") -> bool:
        """True when both spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """True when `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def cover(self, other: "Span") -> "Span":
        """The smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))
