"""Lines → paragraphs: a sentence goes on over the ends of lines, columns and pages."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from validator.readers import outline
from validator.readers.layout import key
from validator.readers.pdf_layout import Element, Line, Table
from validator.records import record

INDENT = 1.2  # in units of the characters' size: what begins further in begins a paragraph
LOOSE = 1.2  # lines further apart than this times the usual distance are two paragraphs
OTHER_SIZE = 1.25  # the sizes of one paragraph's lines do not differ more: digits stand lower than Chinese
LARGE = 1.25  # a title is printed so much larger than the text
ROOM = 1.3  # what may stay free at the end of a full line, beside the room for the next word
INDENTED_FROM = 0.12  # the share of lines that begin further in, from which on indents mark the paragraphs
TITLE_LINES = 6  # a title has no more
DEEP = 0.25  # the part of its page that a column of indented lines may stand further in than others

# What no line end tears: a figure, an opening sign with what follows, and the signs that no line begins with.
_WORD = re.compile(r"[“‘（《【〈「(]*(?:[\dA-Za-z.,%％-]+|.)(?:[，。；：、！？”’）》】〉」)％%]+[\d.%]*)?")
_RAGGED = 0.75  # the part of its column that a line of a sentence fills where lines end as they please


@record
class Habits:
    """How a document sets its text: the usual size, distance of lines (in sizes), and whether paragraphs are indented."""

    size: float
    pitch: float
    indents: bool


Paragraph = list[Line]


def paragraphs(elements: Sequence[Element]) -> list[Paragraph | Table]:
    """The lines put together to paragraphs, the tables between them."""
    elements = _with_margins(elements)
    habits = _habits([element for element in elements if isinstance(element, Line)])
    result: list[Paragraph | Table] = []
    for element in elements:
        if isinstance(element, Table):
            result.append(element)
            continue
        last = result[-1] if result else None
        before = result[-2] if isinstance(last, Table) and len(result) > 1 else None
        if isinstance(last, list) and _goes_on(last, element, habits):
            last.append(element)
        elif isinstance(before, list) and _interrupted(before, element, habits):
            before.append(element)
        else:
            result.append([element])
    return result


def _interrupted(paragraph: Paragraph, line: Line, habits: Habits) -> bool:
    """True for the rest of a sentence that a table stands in the middle of."""
    above = paragraph[-1]
    torn = outline.is_open_end(above.text) and any(sign in above.text for sign in "，、；。")
    return torn and not _is_heading(paragraph) and _goes_on(paragraph, replace(line, opens=True), habits)


def _with_margins(elements: Sequence[Element]) -> list[Element]:
    """A column of few lines takes its edges from the one before, if it stands within it."""
    result: list[Element] = []
    edges: dict[int, tuple[float, float]] = {}  # by the width of the page
    for element in elements:
        if isinstance(element, Line) and not element.in_column:
            left, right = element.left, element.right
            known = edges.get(round(element.across))
            if known and known[0] - 2 <= left < known[0] + DEEP * (known[1] - known[0]) and right <= known[1] + 2:
                left, right = known
            edges[round(element.across)] = (left, right)
            if (left, right) != (element.left, element.right):
                element = replace(element, left=left, right=right)
        result.append(element)
    return result


def _habits(lines: Sequence[Line]) -> Habits:
    sizes: Counter[int] = Counter()
    for line in lines:
        for piece in line.pieces:
            sizes[round(piece.size)] += len(piece.text)
    size = float(sizes.most_common(1)[0][0]) if sizes else 12.0
    pitches: Counter[float] = Counter()
    for above, below in pairwise(lines):
        step = below.first.base - above.first.base
        full = above.page == below.page and not below.opens and above.last.right > above.right - 3 * size
        if full and 0 < step < 4 * size and abs(above.first.size - size) < 0.2 * size:
            pitches[round(step / size, 1)] += 1
    usual = pitches.most_common(1)[0][0] if pitches else 1.75
    indented = sum(INDENT * size < line.first.left - line.left < 4 * size for line in lines)
    return Habits(size, usual, indented > INDENTED_FROM * len(lines))


def _goes_on(paragraph: Paragraph, line: Line, habits: Habits) -> bool:
    """True when `line` is the rest of the open paragraph."""
    above = paragraph[-1]
    if max(above.first.size, line.first.size) > OTHER_SIZE * min(above.first.size, line.first.size):
        return False
    if len(above.pieces) > 1 and len(line.pieces) > 1:
        return False
    if len(paragraph) < TITLE_LINES and _is_title_line(above, habits) and _is_title_line(line, habits):
        return _is_near(above, line, habits) and not _is_whole(_text(paragraph)) and outline.lead(line.text) is None
    if _begins(line) or not _is_full(above, line):
        return False
    if line.first.left - line.left > INDENT * line.first.size and not _hangs(paragraph, line):
        return False
    ends = not outline.is_open_end(above.text)
    if ends and outline.is_caption(line.text):
        return False
    if above.page != line.page or line.opens:
        return _crosses(above, line) and (not ends or habits.indents)
    return _is_near(above, line, habits) and (not ends or habits.indents or not _is_heading(paragraph))


def _is_title_line(line: Line, habits: Habits) -> bool:
    return line.first.size > LARGE * habits.size and len(line.pieces) == 1


def _is_whole(title: str) -> bool:
    return outline.is_title(title) and title.count("（") <= title.count("）")


def _text(lines: Iterable[Line]) -> str:
    return key("".join(line.text for line in lines))


def _is_heading(paragraph: Paragraph) -> bool:
    return outline.heading(paragraph[0].text) is not None


def _begins(line: Line) -> bool:
    """True for text that begins a paragraph by its look: a number, a bullet, a note, a caption."""
    text = line.text
    if outline.is_bullet(text) or outline.is_note(text) or outline.is_numbered_caption(text):
        return True
    lead = outline.lead(text)
    return lead is not None and not (lead.mark is outline.Mark.DOTTED and outline.heading(text) is None)


def _is_full(above: Line, line: Line) -> bool:
    """True for a line that ends where the next line's first word would not have fitted."""
    text = line.first.text
    word = _WORD.match(text)
    width = (line.first.right - line.first.left) / len(text)
    right = above.right
    if line.in_column and not above.in_column and above.page == line.page:
        right = min(right, line.right)  # the table beside the lines below keeps this one short too
    free = right - above.last.right
    if free <= ROOM * line.first.size + (word.end() if word else 1) * width:
        return True
    in_sentence = outline.is_open_end(above.text) and any(sign in above.text for sign in "，、；。")
    return in_sentence and free < (1 - _RAGGED) * (right - above.left)


def _hangs(paragraph: Paragraph, line: Line) -> bool:
    """True for a line that stands below others of its paragraph, all of them further in."""
    same = len(paragraph) > 1 and abs(paragraph[-1].first.left - line.first.left) < 2
    return same and paragraph[-1].page == line.page


def _is_near(above: Line, line: Line, habits: Habits) -> bool:
    size = max(above.first.size, line.first.size, habits.size)
    return 0 < line.first.base - above.last.base <= LOOSE * habits.pitch * size


def _crosses(above: Line, line: Line) -> bool:
    """True for lines with nothing between them but the end of a page or column."""
    return line.opens and (line.page - above.page) in (0, 1)
