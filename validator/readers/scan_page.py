"""The picture of a page → its words with their places, and its ruling lines; in the process `scan_child`.

Text is recognised line by line by rapidocr; how far its lines slope tells how far the page is tilted, and lines and
places are turned upright by that much. The result has the form of a page of a pdf, so that what reads those reads
these.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import atan2, degrees
from typing import Any

import cv2
import numpy
from rapidocr import RapidOCR

from validator.readers.scan_ink import Ink, ink_of
from validator.readers.scan_text import Text

SHORT_EDGE, LONG_EDGE = 1_700, 2_400  # pixels that a piece of a picture has at most when it is recognised
SMALL_EDGE, ENLARGED = 736, 3  # what is smaller is enlarged, up to so many times
LEAST_EDGE = 12  # pixels: no character is lower
BODY = 0.72  # the part of a recognised line's height that its characters take
USUAL_SIZE, SIZES = 11.0, (6.0, 26.0)  # points: of text where the resolution is unknown, and that can be believed
LEGIBLE = 50  # percent: a line recognised with less is not read
GOOD = 80  # percent: a page recognised with less may stand on its side or its head
FEW = 3  # lines: too few to tell which way a page stands
STEEP = 20.0  # degrees: no scanner tilts a page so far
CHANGE = 40  # shades between neighbours: there something is printed


@dataclass(slots=True)
class Found:
    """What stands on a page: as in `pdf_pages.Page`, each word with its confidence in percent."""

    width: float
    height: float
    words: list[str] = field(default_factory=list)
    boxes: "array[float]" = field(default_factory=lambda: array("f"))
    rules: "array[float]" = field(default_factory=lambda: array("f"))
    confidence: "array[int]" = field(default_factory=lambda: array("b"))
    illegible: int = 0
    crowded: bool = False

    def record(self) -> dict[str, Any]:
        """What is no number behind the record."""
        return {
            "width": self.width, "height": self.height, "words": self.words, "rules": len(self.rules) // 4,
            "images": 0, "objects": 0, "unmapped": 0, "invisible": False, "crowded": self.crowded,
            "illegible": self.illegible,
        }  # fmt: skip


class Recogniser:
    """Holds the models, which take a second to load."""

    def __init__(self, cores: int) -> None:
        self.engine: Any = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.max_side_len": LONG_EDGE,
                "Global.text_score": 0.0,
                "Global.use_cls": False,
                "Global.return_word_box": True,
                "Global.return_single_char_box": True,
                "EngineConfig.onnxruntime.intra_op_num_threads": cores,
            }
        )

    def page(self, grey: Any, scale: float | None) -> Found:
        """What stands on a page given as grey values; `scale` pixels make a point, where that is known."""
        grey, factor = _in_size(grey)
        grey, lines = self._standing(grey)
        size = BODY * float(numpy.median([_height(quad) for quad, _, _ in lines])) if lines else USUAL_SIZE
        grey, lines = _straightened(grey, lines)
        texts = [text for text in map(_text, lines) if text.chars]
        ink = ink_of(grey, size, texts)
        scale = scale * factor if scale else 0
        if not scale or not SIZES[0] <= size / scale <= SIZES[1]:
            scale = size / USUAL_SIZE
        return _found(grey.shape, texts, ink, scale)

    def _standing(self, grey: Any) -> tuple[Any, list["Line"]]:
        """The picture turned by the quarters that make it legible, and its lines."""
        lines = self._lines(grey)
        if len(lines) < FEW or (_sureness(lines) >= GOOD and not _is_sideways(lines)):
            return grey, lines
        turns = (1, 3) if _is_sideways(lines) else (2,)
        tried = [(turn, self._lines(numpy.ascontiguousarray(numpy.rot90(grey, turn)))) for turn in turns]
        turn, best = max(tried, key=lambda each: _sureness(each[1]))
        if not _is_sideways(lines) and _sureness(best) <= _sureness(lines):
            return grey, lines
        return numpy.ascontiguousarray(numpy.rot90(grey, turn)), best

    def _lines(self, grey: Any) -> list["Line"]:
        found: list[Line] = []
        for top, bottom in _parts(grey):
            part = cv2.cvtColor(_padded(grey[top:bottom]), cv2.COLOR_GRAY2RGB)
            result = self.engine(part)
            if result.txts is not None:
                found += _moved(result, top)
        return found


Line = tuple[Any, list[str], list[tuple[float, Any]]]  # its corners, its characters, their certainty and corners


def _in_size(grey: Any) -> tuple[Any, float]:
    """The picture in the size that is recognised best, and by how much it was enlarged."""
    height, width = grey.shape
    short, long = min(height, width), max(height, width)
    if short < LEAST_EDGE:
        return numpy.full((LEAST_EDGE, LEAST_EDGE), 255, numpy.uint8), 1.0
    factor = min(1.0, SHORT_EDGE / short)
    if width > height:
        factor = min(factor, LONG_EDGE / width)
    if short < SMALL_EDGE:
        factor = min(ENLARGED, SMALL_EDGE / short, max(LONG_EDGE / long, factor))
    if factor == 1.0:
        return grey, 1.0
    size = (max(round(width * factor), LEAST_EDGE), max(round(height * factor), LEAST_EDGE))
    return cv2.resize(grey, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC), factor


def _parts(grey: Any) -> Iterator[tuple[int, int]]:
    """A long picture cut across where least is printed, each part no longer than what is recognised at once."""
    start, height = 0, grey.shape[0]
    while height - start > LONG_EDGE:
        first = start + LONG_EDGE * 3 // 4
        window = grey[first : start + LONG_EDGE].astype(numpy.int16)
        changes = (abs(numpy.diff(window, axis=1)) > CHANGE).sum(axis=1)
        end = first + int(numpy.argmin(cv2.blur(changes.astype(numpy.float32), (1, 9))[:, 0]))
        yield start, end
        start = end
    yield start, height


def _padded(grey: Any) -> Any:
    """White below and to the right of what is so narrow that the library would enlarge it beyond measure."""
    height, width = grey.shape
    below, beside = max(0, SMALL_EDGE - height), max(0, SMALL_EDGE - width)
    return cv2.copyMakeBorder(grey, 0, below, 0, beside, cv2.BORDER_CONSTANT, value=255) if below or beside else grey


def _moved(result: Any, top: int) -> Iterator[Line]:
    """The lines of a part of the picture, in the places that they have in the whole."""
    down = numpy.array([0, top], numpy.float32)
    for quad, text, score, words in zip(result.boxes, result.txts, result.scores, result.word_results, strict=True):
        corners = numpy.asarray(quad, numpy.float32) + down
        chars = [char for char in text if not char.isspace()]
        if [word[0] for word in words] == chars:
            places = [(float(word[1]), numpy.asarray(word[2], numpy.float32) + down) for word in words]
        else:
            places = [(float(score), _share(corners, at, len(chars))) for at in range(len(chars))]
        yield corners, chars, places


def _share(corners: Any, at: int, count: int) -> Any:
    """The corners of one of `count` characters that share a line evenly."""
    top, bottom = corners[1] - corners[0], corners[2] - corners[3]
    a, b = at / count, (at + 1) / count
    return numpy.array([corners[0] + a * top, corners[0] + b * top, corners[3] + b * bottom, corners[3] + a * bottom])


def _height(quad: Any) -> float:
    return float(numpy.linalg.norm(quad[3] - quad[0]))


def _width(quad: Any) -> float:
    return float(numpy.linalg.norm(quad[1] - quad[0]))


def _sureness(lines: Sequence[Line]) -> float:
    """How surely the characters were recognised, in percent."""
    sure = [place[0] for _, _, places in lines for place in places]
    return 100 * sum(sure) / len(sure) if sure else 0.0


def _is_sideways(lines: Sequence[Line]) -> bool:
    """True where most of what is printed runs up or down."""
    tall = sum(len(chars) for quad, chars, _ in lines if _height(quad) > 1.5 * _width(quad))
    return 2 * tall > sum(len(chars) for _, chars, _ in lines)


def _straightened(grey: Any, lines: list[Line]) -> tuple[Any, list[Line]]:
    """The picture and the places of its lines without the tilt of the scan."""
    slopes = sorted(
        (degrees(atan2(*(quad[1] - quad[0])[::-1])), _width(quad))
        for quad, _, _ in lines
        if _width(quad) > 3 * _height(quad)
    )
    tilt, reach = 0.0, 0.0
    for slope, width in slopes:  # the median, long lines counting more
        reach += width
        if 2 * reach >= sum(width for _, width in slopes):
            tilt = slope
            break
    if abs(tilt) < 0.02 or abs(tilt) > STEEP:
        return grey, lines
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), tilt, 1.0)
    turned = cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)

    def place(corners: Any) -> Any:
        return corners @ matrix[:, :2].T + matrix[:, 2]

    return turned, [(place(quad), chars, [(sure, place(box)) for sure, box in places]) for quad, chars, places in lines]


def _text(line: Line) -> Text:
    """A line with its places along it; its height without the margin that the recognition leaves around it."""
    quad, chars, places = line
    middle, half = float(quad[:, 1].mean()), BODY * _height(quad) / 2
    lefts = [float(box[:, 0].min()) for _, box in places]
    rights = [float(box[:, 0].max()) for _, box in places]
    return Text(chars, lefts, rights, middle - half, middle + half, [sure for sure, _ in places])


def _found(shape: tuple[int, int], texts: Sequence[Text], ink: Ink, scale: float) -> Found:
    """What stands on a page, in points."""
    height, width = shape
    found = Found(width / scale, height / scale, illegible=ink.spots, crowded=ink.crowded)
    for text in texts:
        if text.mean < LEGIBLE:
            found.illegible += 1
            continue
        for part in _parted(text, ink.upright):
            found.words.append("".join(part.chars))
            base = part.bottom - 0.1 * (part.bottom - part.top)
            edges = (part.lefts[0], part.top, part.rights[-1], part.bottom, base)
            found.boxes.extend(edge / scale for edge in edges)
            found.confidence.append(part.confidence)
    for left, top, right, bottom in ink.level:
        middle = (top + bottom) / 2
        found.rules.extend(edge / scale for edge in (left, middle, right, middle))
    for left, top, right, bottom in ink.upright:
        middle = (left + right) / 2
        found.rules.extend(edge / scale for edge in (middle, top, middle, bottom))
    return found


def _parted(text: Text, upright: Any) -> Iterator[Text]:
    """A line cut where an upright ruling line stands between its characters."""
    middle = (text.top + text.bottom) / 2
    crosses = (upright[:, 1] <= middle) & (middle <= upright[:, 3])
    walls = sorted((upright[crosses, 0] + upright[crosses, 2]) / 2)
    start = 0
    for wall in [*walls, numpy.inf]:
        end = start
        while end < len(text.chars) and (text.lefts[end] + text.rights[end]) / 2 < wall:
            end += 1
        if end > start:
            yield text.cut(start, end)
        start = end
