"""The ink on the picture of a page: ruling lines, and what is neither line nor text.

Ruling lines are what stays when everything shorter than a character is taken away. What stays when the lines and the
recognised text are taken away was printed too, and is counted, so that nothing is lost in silence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy

from validator.readers.scan_text import Text

SHADE = 10  # how much darker than what is around it ink is
UPRIGHT_STROKE, LEVEL_STROKE = 1.1, 1.5  # in units of a character: shorter lines are parts of characters
THICK = 0.5  # in the same units: what is thicker is no line
SPECK = 0.02  # in units of a character's square: less ink is dirt
MARGIN, WIDE, ABOVE = 0.2, 0.7, 0.4  # in the same units: how far ink of a text, of a %, reaches beyond its place
BESIDE = 0.8  # how near a sign stands to the figure it belongs to
LETTER = 0.4  # how high and wide a spot is at least that may be text
TALL = 3.0  # higher ones are pictures
DIRTY = 3  # spots to a text: on so dirty a page ink beside a figure tells nothing
MOST_STROKES = 20_000


@dataclass(slots=True)
class Ink:
    """Ruling lines in pixels, each left, top, right, bottom, and `spots` of ink that are neither line nor text.

    `crowded`: there are too many lines to be looked at.
    """

    level: Any
    upright: Any
    spots: int = 0
    crowded: bool = False


def ink_of(grey: Any, size: float, texts: Sequence[Text]) -> Ink:
    """The ink on a page whose characters are `size` pixels high; texts with ink beside them are marked."""
    around = max(int(size) | 1, 15)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, around, SHADE)
    # A line that steps aside by a pixel goes on.
    level = _opened(cv2.dilate(ink, numpy.ones((3, 1), numpy.uint8)), (1, max(8, round(LEVEL_STROKE * size))))
    upright = _opened(cv2.dilate(ink, numpy.ones((1, 3), numpy.uint8)), (max(8, round(UPRIGHT_STROKE * size)), 1))
    flat, tall = _boxes(level), _boxes(upright)
    if len(flat) + len(tall) > MOST_STROKES:
        return Ink(flat[:0], tall[:0], crowded=True)
    flat = flat[flat[:, 3] - flat[:, 1] <= THICK * size]
    tall = tall[tall[:, 2] - tall[:, 0] <= THICK * size]
    places = numpy.array([(t.lefts[0], t.top, _end(t, size), t.bottom) for t in texts]).reshape(-1, 4)
    flat, tall = _outside(flat, places, (size / 2, 0)), _outside(tall, places, (size / 4, size / 4))
    return Ink(flat, tall, _spots(_rest(ink, (flat, tall), places, size), size, texts, places))


def _end(text: Text, size: float) -> float:
    return text.rights[-1] + (WIDE - MARGIN) * size * (text.chars[-1] in "%‰")


def _opened(ink: Any, shape: tuple[int, int]) -> Any:
    return cv2.morphologyEx(ink, cv2.MORPH_OPEN, numpy.ones(shape, numpy.uint8))


def _boxes(mask: Any, least: float = 0) -> Any:
    """Left, top, right, bottom of what hangs together and has so many pixels at least."""
    _, _, found, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found = found[1:][found[1:, 4] >= least]
    left, top, width, height = (found[:, at].astype(float) for at in range(4))
    return numpy.stack((left, top, left + width, top + height), axis=1)


def _outside(strokes: Any, texts: Any, reach: tuple[float, float]) -> Any:
    """The strokes that do not lie within a line of text, which reaches so much further for them."""
    along, up = reach
    kept = [
        not bool(
            numpy.any(
                (texts[:, 0] - along <= stroke[0])
                & (stroke[2] <= texts[:, 2] + along)
                & (texts[:, 1] - up <= stroke[1])
                & (stroke[3] <= texts[:, 3] + up)
            )
        )
        for stroke in strokes
    ]
    return strokes[numpy.array(kept, bool)]


def _rest(ink: Any, lines: Sequence[Any], texts: Any, size: float) -> Any:
    """The ink without the ruling lines and the texts."""
    rest = ink.copy()
    for left, top, right, bottom in numpy.concatenate(lines).astype(int):
        rest[max(top - 2, 0) : bottom + 2, max(left - 2, 0) : right + 2] = 0
    for left, top, right, bottom in texts:
        rows = slice(max(int(top - ABOVE * size), 0), int(bottom + ABOVE * size))
        rest[rows, max(int(left - MARGIN * size), 0) : int(right + MARGIN * size)] = 0
    return rest


def _spots(rest: Any, size: float, texts: Sequence[Text], places: Any) -> int:
    """How many spots of ink may be text; texts with one at their end are marked instead."""
    specks = _boxes(rest, SPECK * size * size)
    specks = specks[specks[:, 3] - specks[:, 1] <= TALL * size]
    if len(specks) > MOST_STROKES:
        return 0  # a photograph
    joined = numpy.zeros_like(rest)
    for left, top, right, bottom in specks.astype(int):
        joined[top:bottom, left:right] = 255
    joined = cv2.morphologyEx(joined, cv2.MORPH_CLOSE, numpy.ones((max(1, int(size / 4)), int(size) or 1), numpy.uint8))
    clean = len(specks) < DIRTY * len(texts)
    count = 0
    for left, top, right, bottom in _boxes(joined):
        middle = (top + bottom) / 2
        near = (places[:, 1] <= middle) & (middle <= places[:, 3])
        near &= (places[:, 0] - BESIDE * size < right) & (left < places[:, 2] + BESIDE * size)
        if near.any():
            for at in numpy.flatnonzero(near):
                texts[at].beside = clean
        elif min(right - left, bottom - top) >= LETTER * size and bottom - top <= TALL * size:
            count += 1
    return count
