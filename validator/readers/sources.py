"""Where extracted text was read: how a place in `Document.text` leads back to an element of the file.

Recorded only where somebody asks for it (a copy of the file is to be marked); reading for a check costs nothing more.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Source = tuple[int, Any, int, int]
"""A stretch of text that stands in one element: its index in the text, the element, the index there, its length."""


def cut(sources: Sequence[Source], start: int, end: int, to: int = 0) -> list[Source]:
    """The sources of `text[start:end]`, as they are where that stretch begins at index `to`.

    `sources` ascend; the time grows with what is returned, not with what is searched.
    """
    found: list[Source] = []
    first = max(0, bisect_right(sources, start, key=lambda source: source[0]) - 1)
    for at in range(first, len(sources)):
        index, element, inner, length = sources[at]
        if index >= end:
            break
        low, high = max(index, start), min(index + length, end)
        if low < high:
            found.append((low - start + to, element, inner + low - index, high - low))
    return found


def moved(sources: Iterable[Source], by: int) -> list[Source]:
    """The same sources, for a text that begins `by` characters further on."""
    return [(index + by, *rest) for index, *rest in sources]


@dataclass(slots=True)
class Growing:
    """A text as it is put together, with its sources where they are recorded."""

    parts: list[str] = field(default_factory=list)
    size: int = 0
    sources: list[Source] = field(default_factory=list)

    def add(self, text: str, sources: Sequence[Source] = ()) -> None:
        """Add a stretch of text; `sources` count from its own beginning."""
        if sources:
            self.sources += moved(sources, self.size)
        self.parts.append(text)
        self.size += len(text)

    def take(self) -> tuple[str, list[Source]]:
        """The text so far and its sources; afterwards there is none."""
        taken = "".join(self.parts), self.sources
        self.parts, self.size, self.sources = [], 0, []
        return taken
