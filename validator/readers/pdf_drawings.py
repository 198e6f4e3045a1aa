"""What is drawn on the page of a pdf beside its characters: ruling lines and pictures. Works in the process `pdf_child`.

Lines come as strokes, as thin boxes, as the edges of boxes, in one piece or cell by cell, and within drawings within
drawings. White ones are none.
"""

import ctypes
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from validator.readers.limits import MAX_NESTING, MAX_PAGE_OBJECTS

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Place = Callable[[float, float], Point]  # from the page's own coordinates to those of the page as shown

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
THIN = 3.0  # points: what is thinner is a line, however it was drawn
LINE_TO, MOVE_TO = 0, 2
INVISIBLE = 3
WHITE = 250
TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
MANY = 200  # lines near one word: a drawing


class Crossed:
    """The ruling lines of a page, to be asked whether one runs through a word. Past a certain number all words are."""

    def __init__(self, rules: "array[float]") -> None:
        level: list[tuple[float, float, float]] = []
        upright: list[tuple[float, float, float]] = []
        for at in range(0, len(rules), 4):
            left, top, right, bottom = rules[at : at + 4]
            if right - left >= bottom - top:
                level.append((top, left, right))
            else:
                upright.append((left, top, bottom))
        self.level, self.upright = sorted(level), sorted(upright)
        self.heights, self.places = [line[0] for line in self.level], [line[0] for line in self.upright]

    def cross(self, left: float, top: float, right: float, bottom: float) -> bool:
        """True where an upright line stands within a box, or a level one runs through its middle."""
        first, end = bisect_left(self.places, left), bisect_left(self.places, right)
        middle = (top + bottom) / 2
        if end - first > MANY or any(low <= middle <= high for _, low, high in self.upright[first:end]):
            return True
        inset = (bottom - top) / 5
        first, end = bisect_left(self.heights, top + inset), bisect_left(self.heights, bottom - inset)
        return end - first > MANY or any(low < right and high > left for _, low, high in self.level[first:end])


def placing(pdfium: Any, page: Any, width: float, height: float) -> Place:
    """How to place a point of the page's own coordinates on the page as it is shown."""
    box = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, box):
        box.left, box.bottom, box.right, box.top = 0, 0, width, height
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    return (
        lambda x, y: (x - left, top - y),
        lambda x, y: (y - bottom, x - left),
        lambda x, y: (right - x, y - bottom),
        lambda x, y: (top - y, right - x),
    )[max(0, pdfium.FPDFPage_GetRotation(page)) % 4]


def bounds(place: Place, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a rectangle on the page as shown."""
    (x0, y0), (x1, y1) = place(left, bottom), place(right, top)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


class Drawings:
    """The ruling lines and the pictures of one page, out of its drawing objects."""

    def __init__(self, pdfium: Any, place: Place, size: Point) -> None:
        self.pdfium, self.place, self.size = pdfium, place, size
        self.rules, self.images = array("f"), array("f")
        self.count = 0
        self.invisible = False
        self.edges = tuple(ctypes.c_float() for _ in range(4))
        self.colour = tuple(ctypes.c_uint() for _ in range(4))

    def walk(self, page: Any) -> None:
        """Collect them from all drawing objects, those within others too, up to the bound on their number."""
        pdfium = self.pdfium
        work: list[tuple[Iterator[Any], Matrix]] = [
            ((pdfium.FPDFPage_GetObject(page, at) for at in range(pdfium.FPDFPage_CountObjects(page))), IDENTITY)
        ]
        while work and self.count <= MAX_PAGE_OBJECTS:
            item = next(work[-1][0], None)
            if item is None:
                work.pop()
                continue
            self.count += 1
            kind, matrix = pdfium.FPDFPageObj_GetType(item), work[-1][1]
            if kind == FORM and len(work) < MAX_NESTING:
                inner = range(max(0, pdfium.FPDFFormObj_CountObjects(item)))
                objects = (pdfium.FPDFFormObj_GetObject(item, at) for at in inner)
                work.append((objects, _times(self._matrix(item), matrix)))
            elif kind == PATH:
                self._path(item, matrix)
            elif kind == IMAGE:
                self.images.extend(self._box(item, matrix))
            elif kind == TEXT and pdfium.FPDFTextObj_GetTextRenderMode(item) == INVISIBLE:
                self.invisible = True

    def _matrix(self, item: Any) -> Matrix:
        found = self.pdfium.FS_MATRIX()
        known = self.pdfium.FPDFPageObj_GetMatrix(item, found)
        return (found.a, found.b, found.c, found.d, found.e, found.f) if known else IDENTITY

    def _box(self, item: Any, matrix: Matrix) -> tuple[float, float, float, float]:
        if not self.pdfium.FPDFPageObj_GetBounds(item, *self.edges):
            return (0, 0, 0, 0)
        left, bottom, right, top = (edge.value for edge in self.edges)
        (x0, y0), (x1, y1) = _moved(matrix, left, bottom), _moved(matrix, right, top)
        return bounds(self.place, x0, y0, x1, y1)

    def _path(self, item: Any, matrix: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        self.pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
        inked = (fill.value and not self._is_white(item, False), stroke.value and not self._is_white(item, True))
        if not any(inked):
            return
        left, top, right, bottom = self._box(item, matrix)
        if min(right - left, bottom - top) <= THIN:
            self._rule(left, top, right, bottom)
            return
        turned = _times(self._matrix(item), matrix)
        for corners in self._outlines(item, turned):
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            if min(max(xs) - min(xs), max(ys) - min(ys)) <= THIN:
                self._rule(min(xs), min(ys), max(xs), max(ys))
            elif inked[1]:
                for (x0, y0), (x1, y1) in pairwise(corners):
                    self._rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _outlines(self, item: Any, matrix: Matrix) -> Iterator[list[Point]]:
        """The corners of each part of a path that is made of straight lines; a curve ends the part."""
        pdfium, corners = self.pdfium, list[Point]()
        x, y = ctypes.c_float(), ctypes.c_float()
        total = max(0, pdfium.FPDFPath_CountSegments(item))
        self.count += total
        for at in range(total if self.count <= MAX_PAGE_OBJECTS else 0):
            segment = pdfium.FPDFPath_GetPathSegment(item, at)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind != LINE_TO:
                if len(corners) > 1:
                    yield corners
                corners = []
            if kind in (MOVE_TO, LINE_TO):
                pdfium.FPDFPathSegment_GetPoint(segment, x, y)
                corners.append(self.place(*_moved(matrix, x.value, y.value)))
                if corners[1:] and pdfium.FPDFPathSegment_GetClose(segment):
                    corners.append(corners[0])
        if len(corners) > 1:
            yield corners

    def _rule(self, left: float, top: float, right: float, bottom: float) -> None:
        """Keep a level or upright line on the page, reduced to its middle."""
        wide, high = right - left, bottom - top
        if max(wide, high) < 1 or min(wide, high) > THIN or right < 0 or bottom < 0:
            return
        if left > self.size[0] or top > self.size[1]:
            return
        if wide >= high:
            self.rules.extend((left, (top + bottom) / 2, right, (top + bottom) / 2))
        else:
            self.rules.extend(((left + right) / 2, top, (left + right) / 2, bottom))

    def _is_white(self, item: Any, stroke: bool) -> bool:
        """True for what is not seen on paper: white or without any cover."""
        ask = self.pdfium.FPDFPageObj_GetStrokeColor if stroke else self.pdfium.FPDFPageObj_GetFillColor
        if not ask(item, *self.colour):
            return False
        red, green, blue, cover = (part.value for part in self.colour)
        return cover == 0 or min(red, green, blue) >= WHITE


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that does `inner` first, then `outer`."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _moved(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
