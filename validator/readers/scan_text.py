"""A recognised line of text: where its characters stand, and how far they can be believed.

The recognition is too sure of itself. Of 4,500 figures drawn in tables (three faces of type, 10 to 13 points; clean,
blurred, noisy, shrunk, faxed, packed as JPEG, most of it worse than a scanner does) it misread 666, and gave every
fourth of these more than 90 percent. Many of them have a form that no figure in a plan has; with these told by their
form, 92 percent of all misreadings, and 95 percent of those of plain figures, are below the 95 percent from which on a
figure is believed. Of the figures read right on clean pages 12 percent are below it, of the plain ones 2 percent.
"""

import re
from dataclasses import dataclass

FIGURE = frozenset("0123456789.,%‰+-—~～<>≤≥＜＞〔〕[]［］【】万亿千百十")  # what a figure's value depends on
UNBELIEVABLE = 50  # percent: the most that a figure of odd form, or with ink beside it that is no text, is given
OPENING, CLOSING = "[〔【［", "]〕】］"  # of round ones a line may hold one half
ODD = re.compile(
    r"\d[;=|!?]|[|{}°º]"  # a sign that no figure has
    r"|(?<![\d.,])0\d|(?<![\d.])\d{1,3}\.\d{3}(?!\d)"  # a point lost, or a comma taken for one
    r"|^[(（][\d.,]+[)）]$"  # 〔1.8〕 read with round brackets
    r"|\d[hilo](?![a-z])|\d(?:入|九|儿)$"
)


@dataclass(slots=True)
class Text:
    """A recognised line: its characters, their left and right edges, its height in pixels, and how sure each is (0–1).

    `beside`: ink that was not recognised stands at one of its ends.
    """

    chars: list[str]
    lefts: list[float]
    rights: list[float]
    top: float
    bottom: float
    sure: list[float]
    beside: bool = False

    @property
    def mean(self) -> int:
        """How sure its characters are on the average, in percent."""
        return int(100 * sum(self.sure) / len(self.sure))

    @property
    def confidence(self) -> int:
        """How sure its least certain figure is, in percent; without figures the average of its characters."""
        figures = [sure for char, sure in zip(self.chars, self.sure, strict=True) if char in FIGURE]
        if not figures:
            return self.mean
        percent = int(100 * min(figures))
        return min(percent, UNBELIEVABLE) if self.beside or is_odd("".join(self.chars)) else percent

    def cut(self, start: int, end: int) -> "Text":
        """Some of its characters."""
        kept = slice(start, end)
        return Text(
            self.chars[kept], self.lefts[kept], self.rights[kept], self.top, self.bottom, self.sure[kept], self.beside
        )


def is_odd(text: str) -> bool:
    """True for a text whose figure has a form that is likelier misread than printed."""
    opened, closed = (sum(map(text.count, signs)) for signs in (OPENING, CLOSING))
    return opened != closed or ODD.search(text) is not None
