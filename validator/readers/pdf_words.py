"""The text of one page of a pdf in words, each in its place. Works in the process `pdf_child`.

A word is a row of Chinese characters, a row of digits, or any other character by itself. Asking for every character's
place is what takes time. Of characters that are all of one width only the first and the last are asked, and believed
where these stand on one line and as far apart as they should; a line of a table or a stroke through them makes every
single one be asked.
"""

import ctypes
import re
from array import array
from collections import deque
from collections.abc import Callable, Sequence
from itertools import repeat
from math import pi
from typing import Any

from validator.readers.pdf_drawings import Crossed, Drawings, bounds

SLANTED = 4  # a direction of text beside the four quarters of a turn
HYPHENS = "\x02\ufffe"  # how the library gives a hyphen at the end of a line
UNKNOWN = "\ufffd"
UNREADABLE = "\0" + UNKNOWN
OUTSIDE = 0x110000  # beyond the last code that Unicode knows
# Blanks are no words: spaces are told by the places of what they set apart.
WORD = re.compile("[\u4e00-\u9fff]+|[0-9]+|[^\\x01\\x03-\\x20\\x7f\\s]")
LEAN = 0.12  # in units of their height: how far the first and last character of a word may differ
CLOSE, APART = 0.85, 1.12  # in units of a character's width: how far apart the characters of a word stand


class Library:
    """The questions about single characters, asked of many at a time: `map` does so without a step of Python each."""

    def __init__(self, pdfium: Any) -> None:
        self.box = _plain(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p)
        self.origin = _plain(pdfium.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
        self.unmapped = _plain(pdfium.FPDFText_HasUnicodeMapError, ctypes.c_int)
        self.angle = _plain(pdfium.FPDFText_GetCharAngle, ctypes.c_float)
        self.code = _plain(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
        self.pdfium = pdfium


def _plain(function: Any, result: Any, *places: Any) -> Callable[..., Any]:
    """A function of the library that takes a page, the index of a character, and addresses to write to."""
    kind = ctypes.PYFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int, *places)
    return kind(ctypes.cast(function, ctypes.c_void_p).value or 0)


class Words:
    """The words of a page. `boxes` holds five numbers of each: left, top, right, bottom, base line."""

    def __init__(self, library: Library, handle: Any, count: int, found: Drawings, rotation: int) -> None:
        self.library, self.handle, self.count, self.rotation = library, handle, count, rotation
        self.page = ctypes.cast(handle, ctypes.c_void_p).value
        self.place = found.place
        self.west, self.north = -found.place(0, 0)[0], found.place(0, 0)[1]  # of a page that is not turned
        self.words: list[str] = []
        self.boxes, self.turns, self.unmapped = array("f"), array("b"), 0
        self.rules = Crossed(found.rules) if found.rules else None
        self.edges, self.origins = array("f", bytes(16 * count)), array("d", bytes(16 * count))  # of each character

    def collect(self) -> None:
        """Find the words."""
        text = self._text()
        spans = [match.span() for match in WORD.finditer(text)]
        long = [] if self.rotation else [span for span in spans if span[1] - span[0] > 1]
        whole = self._whole(long)
        single = [at for first, end in spans if first not in whole for at in range(first, end)]
        self._ask_places(single)
        unmapped = iter(self._ask(self.library.unmapped, single))
        angles = iter(self._ask(self.library.angle, single))
        boxes: list[float] = []
        for first, end in spans:
            if first in whole:
                boxes += whole[first]
                self.turns.append(0)
                self.words.append(text[first:end])
                continue
            for at in range(first, end):
                error, angle, char = next(unmapped), next(angles), text[at]
                if error == 1 or char in UNREADABLE:
                    self.unmapped += 1
                    continue
                boxes += self._single(at, angle)
                self.words.append("-" if char in HYPHENS else char)
        self.boxes = array("f", boxes)

    def _ask(self, question: Callable[..., Any], indexes: Sequence[int]) -> list[Any]:
        return list(map(question, repeat(self.page), indexes))

    def _ask_places(self, indexes: Sequence[int], origins: Sequence[int] | None = None) -> None:
        """Have the edges and the origins of characters written into their places."""
        edges, _ = self.edges.buffer_info()
        deque(map(self.library.box, repeat(self.page), indexes, [edges + 16 * at for at in indexes]), maxlen=0)
        indexes = indexes if origins is None else origins
        start, _ = self.origins.buffer_info()
        xs, ys = [start + 16 * at for at in indexes], [start + 16 * at + 8 for at in indexes]
        deque(map(self.library.origin, repeat(self.page), indexes, xs, ys), maxlen=0)

    def _text(self) -> str:
        """The characters, each in its place; those that the library leaves out of its own text are asked one by one."""
        count = self.count
        buffer = (ctypes.c_ushort * (count + 1))()
        written = self.library.pdfium.FPDFText_GetText(self.handle, 0, count, buffer) if count else 0
        text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
        codes = self._ask(self.library.code, range(count))
        return "".join(chr(code) if code < OUTSIDE else UNKNOWN for code in codes)

    def _whole(self, spans: Sequence[tuple[int, int]]) -> dict[int, tuple[float, ...]]:
        """The boxes of the words that may be believed by the places of their first and last characters, by the first."""
        firsts = [first for first, _ in spans]
        self._ask_places(firsts + [end - 1 for _, end in spans], firsts)
        unmapped = self._ask(self.library.unmapped, firsts)
        edges, origins, west, north = self.edges, self.origins, self.west, self.north
        crossed = self.rules.cross if self.rules else None
        found: dict[int, tuple[float, ...]] = {}
        for (first, end), error in zip(spans, unmapped, strict=True):
            left, top, near, bottom = edges[4 * first : 4 * first + 4]
            _, high, right, low = edges[4 * end - 4 : 4 * end]
            lean, step = LEAN * (top - bottom), (right - left) / (end - first)
            if error == 1 or abs(low - bottom) > lean or abs(high - top) > lean or step <= 0:
                continue
            if CLOSE * (near - left) <= step <= APART * (near - left):
                box = left - west, north - top, right - west, north - bottom
                if crossed is None or not crossed(*box):
                    found[first] = (*box, north - origins[2 * first + 1])
        return found

    def _single(self, at: int, angle: float) -> tuple[float, ...]:
        """The box of one character by itself; the way it points goes to `turns`."""
        left, top, right, bottom = self.edges[4 * at : 4 * at + 4]
        x, y = self.origins[2 * at : 2 * at + 2]
        if not angle and not self.rotation and left <= right and bottom <= top:
            self.turns.append(0)
            return left - self.west, self.north - top, right - self.west, self.north - bottom, self.north - y
        turn = _quarter(angle, self.rotation)
        self.turns.append(turn)
        base = self.place(x, y)[turn % 2 == 0 or turn == SLANTED]
        return *bounds(self.place, left, bottom, right, top), base


def _quarter(angle: float, rotation: int) -> int:
    """Which way a character points on the page as shown: 0 level, 1 read from top to bottom …; 4 aslant."""
    turns = angle / (pi / 2)
    near = round(turns)
    return (near + rotation) % 4 if abs(turns - near) < 0.05 else SLANTED
