"""The characters of a page → pieces of lines: what stands on one base line without a wide gap.

A page whose text is drawn sideways is turned first, so that everything after this reads from left to right and
from the top down. Characters are told apart from layout here: doubled ones (a printer's way to bold) count once,
raised figures become raised figures, text that a line is drawn through is no text of the plan.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from validator.document import Unread
from validator.readers import gaps
from validator.readers.pdf_pages import Page
from validator.readers.ruled import Span, TooManyRules, split
from validator.records import record

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")  # 15.7 with a raised mark 4 must not read 15.74
SAME_LINE = 0.2  # in units of the characters' size: how far base lines of one line may lie apart
SPACE = 0.22  # a gap from which on characters are set apart by a space
WIDE = 0.9  # a gap from which on they belong to two pieces
DOUBLED = 0.15  # two equal characters nearer than this are one
SMALL = 0.8  # raised and lowered marks are smaller than this part of what they stand at
STRUCK_FROM, STRUCK_TO = 0.6, 0.12  # where above the base line, in ems, a line strikes characters out
MOST_STROKES = 50  # more lines through one line of text are a drawing
MOST_CROSSINGS = 2_000_000  # lines of text × upright lines: no page that a person reads has so many
UPWARDS = 3
TOO_MANY: gaps.Said = (
    "线条过多，其中如有表格，未按表格读取",
    "there are too many of them; tables drawn with them were not read as tables",
)
ASKEW: gaps.Said = ("与版面方向不同，未读取", "does not run as the page does, and was not read")
STRUCK: gaps.Said = ("已被划去，未计入", "is struck out, and not counted")
SHOWN = 20  # characters of left out text that a message quotes


class Glyph(NamedTuple):
    """A word or a character in its place, in points from the upper left corner of the page as it is read.

    A tuple, because there are hundreds of thousands of them.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    confidence: int | None = None

    @property
    def size(self) -> float:
        """The height of the character's box."""
        return self.bottom - self.top


@record
class Piece:
    """A stretch of text on one base line; `size` is the usual height of its characters.

    `confidence` is how sure the recognition of its least certain part was, in percent; None for text that needs none.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    confidence: int | None = None


@record
class Sheet:
    """A page as it is read: upright, its text in pieces from the top down. `turn` is how far the page was turned.

    `level` and `upright` are its ruling lines, each (place across, from, to).
    """

    number: int
    width: float
    height: float
    turn: int
    pieces: tuple[Piece, ...]
    level: tuple[Span, ...]
    upright: tuple[Span, ...]
    unread: tuple[Unread, ...]

    def shown(self, piece: Piece) -> tuple[int, int, int, int]:
        """Left, top, right, bottom of a piece, in points on the page as it is shown."""
        box = (piece.left, piece.top, piece.right, piece.bottom)
        left, top, right, bottom = _turned(box, -self.turn % 4, self.width, self.height)
        return round(left), round(top), round(right), round(bottom)


def sheet(page: Page) -> Sheet:
    """The page with its text in pieces."""
    turn = _main_turn(page)
    width, height = (page.height, page.width) if turn % 2 else (page.width, page.height)
    glyphs, aside = _glyphs(page, turn)
    unread: list[Unread] = []
    try:
        level, upright = split(_rules(page, turn))
    except TooManyRules:
        level, upright = [], []
        unread.append(gaps.missed(gaps.page(page.number), "线条", TOO_MANY))
    lines, struck = _without_struck(_lines(glyphs), level)
    unread += [_unread(page, "斜排或转向的文字", ASKEW, aside)] if aside.strip() else []
    unread += [_unread(page, "划去的文字", STRUCK, struck)] if struck.strip() else []
    if len(lines) * len(upright) > MOST_CROSSINGS:
        level, upright = [], []
        unread.append(gaps.missed(gaps.page(page.number), "线条", TOO_MANY))
    pieces = (piece for line in lines for piece in _pieces(line, _crossing(upright, line)))
    return Sheet(page.number, width, height, turn, tuple(pieces), tuple(level), tuple(upright), tuple(unread))


def _crossing(upright: Sequence[Span], line: Sequence[Glyph]) -> list[float]:
    """Where upright lines cross this line of text: they part cells however near their texts stand."""
    height = line[0].base - 0.3 * line[0].size
    return sorted(x for x, top, bottom in upright if top <= height <= bottom)


def _unread(page: Page, what: str, why: gaps.Said, text: str) -> Unread:
    text = " ".join(text.split())
    quoted = text if len(text) <= SHOWN else text[:SHOWN] + "…"
    return gaps.missed(gaps.page(page.number), what, (f"“{quoted}”{why[0]}", f"“{quoted}” {why[1]}"))


def _main_turn(page: Page) -> int:
    return max(range(4), key=page.turns.count)  # the first of equals: level


def _turned(
    box: tuple[float, float, float, float], turn: int, width: float, height: float
) -> tuple[float, float, float, float]:
    """A box on a page of this size after the page was turned back by so many quarters."""
    left, top, right, bottom = box
    if turn == 1:
        return top, width - right, bottom, width - left
    if turn == 2:
        return width - right, height - bottom, width - left, height - top
    if turn == 3:
        return height - bottom, left, height - top, right
    return box


def _rules(page: Page, turn: int) -> Iterable[tuple[float, float, float, float]]:
    for at in range(0, len(page.rules), 4):
        left, top, right, bottom = page.rules[at : at + 4]
        yield _turned((left, top, right, bottom), turn, page.width, page.height)


def _glyphs(page: Page, turn: int) -> tuple[list[Glyph], str]:
    """The characters that point the page's way and stand on it, and the text of those that do not."""
    found: list[Glyph] = []
    aside: list[str] = []
    width, height = page.width, page.height
    far = width if turn == 1 else height
    numbers = iter(page.boxes)
    places = zip(numbers, numbers, numbers, numbers, numbers, strict=True)
    if page.confidence is not None:
        sure = zip(page.words, places, page.confidence, strict=True)
        return [Glyph(word, *place, percent) for word, place, percent in sure], ""
    make = Glyph._make
    for char, way, (left, top, right, bottom, base) in zip(page.words, page.turns, places, strict=True):
        if way != turn:
            aside.append(char)
        elif right < 0 or bottom < 0 or left > width or top > height or char.isspace():
            continue
        elif turn:
            box = _turned((left, top, right, bottom), turn, width, height)
            found.append(Glyph(char, *box, far - base if turn < UPWARDS else base))
        else:
            found.append(make((char, left, top, right, bottom, base, None)))
    return found, "".join(aside)


def _without_struck(lines: list[list[Glyph]], level: Sequence[Span]) -> tuple[list[list[Glyph]], str]:
    """The lines without the characters that a stroke is drawn through, and the text of these."""
    strokes = sorted(level)
    heights = [stroke[0] for stroke in strokes]
    struck: list[str] = []
    for number, line in enumerate(lines):
        low, high = _middle(line)
        near = strokes[bisect_left(heights, low) : bisect_left(heights, high)][:MOST_STROKES]
        if near:
            hit = [any(left <= (g.left + g.right) / 2 <= right for _, left, right in near) for g in line]
            struck += [glyph.text for glyph, gone in zip(line, hit, strict=True) if gone]
            lines[number] = [glyph for glyph, gone in zip(line, hit, strict=True) if not gone]
    return [line for line in lines if line], "".join(struck)


def _middle(line: list[Glyph]) -> tuple[float, float]:
    """The heights between which a rule strikes the characters out. Fonts may claim twice the height of their characters, and
    so reach over the rules of a table; a Chinese character is as high as it is wide."""
    em = min(_em(glyph) for glyph in line)
    return line[0].base - STRUCK_FROM * em, line[0].base - STRUCK_TO * em


def _em(glyph: Glyph) -> float:
    wide = "\u4e00" <= glyph.text[:1] <= "\u9fff"
    return min(glyph.size, (glyph.right - glyph.left) / len(glyph.text)) if wide else glyph.size


def _lines(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """The characters by base line, from the top down, each line from left to right."""
    lines: list[list[Glyph]] = []
    edge = 0.0
    for glyph in sorted(glyphs, key=itemgetter(5)):
        if lines and glyph.base <= edge:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
            edge = glyph.base + SAME_LINE * (glyph.bottom - glyph.top)
    for line in lines:
        line.sort(key=itemgetter(1))
    return _with_marks(lines)


def _with_marks(lines: list[list[Glyph]]) -> list[list[Glyph]]:
    """Raised and lowered marks go into the line that they stand at."""
    sizes = [_size(line) for line in lines]
    for at, line in enumerate(lines):
        for near in (at + 1, at - 1):
            if 0 <= near < len(lines) and line and sizes[at] < SMALL * sizes[near]:
                distance = abs(line[0].base - lines[near][0].base) if lines[near] else sizes[near]
                if distance < 0.6 * sizes[near]:
                    _move_marks(line, lines[near], near > at, sizes[near])
    return [line for line in lines if line]


def _move_marks(marks: list[Glyph], line: list[Glyph], raised: bool, size: float) -> None:
    """Move those of `marks` into `line` that touch one of its characters, or one that moved."""
    lefts = [glyph.left for glyph in line]
    kept: list[Glyph] = []
    moved: list[Glyph] = []
    for mark in marks:
        before = max(bisect_left(lefts, mark.left + 0.1 * size) - 1, 0)
        touches = line[before].left < mark.left and -0.5 * size < mark.left - line[before].right < 0.3 * size
        if touches or (moved and 0 <= mark.left - moved[-1].right < 0.1 * size):
            text = mark.text.translate(RAISED) if raised else mark.text
            beside = line[before]
            moved.append(Glyph(text, mark.left, beside.top, mark.right, beside.bottom, line[0].base, mark.confidence))
        else:
            kept.append(mark)
    marks[:] = kept
    line.extend(moved)
    line.sort(key=itemgetter(1))


def _size(line: Sequence[Glyph]) -> float:
    """The usual height of a line's characters; of a long line some are asked."""
    heights = sorted([bottom - top for _, _, top, _, bottom, _, _ in line[:: 1 + len(line) // 16]])
    middle = len(heights) // 2
    return heights[middle] if len(heights) % 2 else (heights[middle - 1] + heights[middle]) / 2


def _pieces(line: list[Glyph], walls: Sequence[float]) -> Iterable[Piece]:
    """A line cut at its wide gaps and at the upright lines that cross it."""
    size = _size(line)
    wide, space, doubled = WIDE * size, SPACE * size, DOUBLED * size
    run: list[Glyph] = []
    text: list[str] = []
    edge = start = end = 0.0
    before = ""
    for glyph in line:
        char, left, _, right, _, _, _ = glyph
        if run:
            if char == before and left - start < doubled and not (left == start and _is_ligature(char)):
                continue
            if left - edge > wide or (walls and _are_parted(run[-1], glyph, walls)):
                yield _piece(run, text)
                run, text, edge = [], [], right
            elif left - end > space:
                text.append(" ")
        before, start, end = char, left, right
        edge = right if right > edge else edge
        run.append(glyph)
        text.append(char)
    if run:
        yield _piece(run, text)


def _is_ligature(char: str) -> bool:
    """True for what may be half of one drawn sign, as a dash of two: its halves have one place, but both count."""
    return not char[0].isdigit() and (char.isascii() or not char.isalpha())


def _are_parted(left: Glyph, right: Glyph, walls: Sequence[float]) -> bool:
    return bisect_left(walls, (left.left + left.right) / 2) != bisect_left(walls, (right.left + right.right) / 2)


def _piece(run: list[Glyph], text: list[str]) -> Piece:
    if len(run) == 1:
        word, left, top, right, bottom, base, percent = run[0]
        return Piece(word, left, top, right, bottom, base, bottom - top, percent)
    _, lefts, tops, rights, bottoms, _, sure = zip(*run, strict=True)
    confidence = None if sure[0] is None else min(sure)
    return Piece("".join(text), lefts[0], min(tops), max(rights), max(bottoms), run[0].base, _size(run), confidence)
