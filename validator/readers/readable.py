"""From a stretch of the document to readable `Text`: layout gone, every character still on its place."""

import re
from collections.abc import Sequence

from validator.document import Text
from validator.patterns import later

# Full-width digits, letters, ％ and ．: one character becomes one character, so offsets stay.
_NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_NARROW |= {0xFF05: 0x25, 0xFF0E: 0x2E}
_WIDE = later("[" + "".join(map(chr, _NARROW)) + "]")

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")  # 15.7 with a raised mark 4 must not read 15.74

_GAP = later(r"[\s\x00-\x1f\x7f\xad\u200b-\u200f\u2060\ufeff]+")
# Nothing to drop and nothing to narrow: most cells and paragraphs, which need no closer look.
PLAIN = re.compile(r"[!-~、。《》〔〕“”—≤≥（），：；\u4e00-\u9fff]*")
_WORD_JOINERS = frozenset("\x00\x7f\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")

# The number of a heading or caption: the space behind it is part of how it is printed.
_HEAD = later(
    r"第\s?[一二三四五六七八九十百零〇\d]{1,5}\s?[章节编篇]"
    r"|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|(?:附?表|专栏|附件|附?图)\s?[一二三四五六七八九十\d]{1,3}(?:[-—.]\d{1,3})?"
    r"|\d{1,2}(?:\.\d{1,2}){0,4}[.、]?"
)


def readable(source: str, start: int, end: int, *, head: bool = False, at: int = 0) -> Text:
    """`source[start:end]` as a person reads it.

    Dropped: spaces at the edges, beside a Chinese character or punctuation, before `%`, and between
    groups of three digits; invisible characters. Full-width digits and letters become half-width.
    With `head`, the space behind a heading's or caption's number stays. `at` is where in the document
    the source begins.
    """
    return joined(source, ((start, end),), head=head, at=at)


def joined(source: str, ranges: Sequence[tuple[int, int]], *, head: bool = False, at: int = 0) -> Text:
    """Several stretches (in order) as one `Text`, with a space only between two Latin words."""
    if len(ranges) == 1:
        start, end = ranges[0]
        if PLAIN.fullmatch(source, start, end):
            return Text(source[start:end], start + at)
    parts: list[str] = []
    runs: list[tuple[int, int]] = []
    length = 0
    for start, end in ranges:
        string = source[start:end]
        string = string.translate(_NARROW) if _WIDE.search(string) else string
        pieces = _pieces(string, start + at, head and not parts)
        if parts and pieces and _joint(parts[-1], pieces[0][0]):
            parts.append(" ")
            length += 1
        for piece, offset in pieces:
            if not runs or offset - length != runs[-1][1] - runs[-1][0]:
                runs.append((length, offset))
            parts.append(piece)
            length += len(piece)
    first = runs[0][1] if runs else ranges[0][0] + at if ranges else 0
    return Text("".join(parts), first, tuple(runs[1:]))


def without(text: Text, pattern: re.Pattern[str]) -> Text:
    """`text` with every match of `pattern` taken out."""
    kept: list[tuple[int, int]] = []
    at = 0
    for match in pattern.finditer(text.string):
        kept.append((at, match.start()))
        at = match.end()
    return text if not kept else _stretches(text, [*kept, (at, len(text.string))])


def cut(text: Text, start: int, end: int) -> Text:
    """`text.string[start:end]` with its places."""
    return _stretches(text, [(start, end)])


def _stretches(text: Text, kept: Sequence[tuple[int, int]]) -> Text:
    runs: dict[int, int] = {}
    length = 0
    after = 0  # the first jump not yet passed: both lists are walked once
    for start, end in kept:
        if start >= end and length:
            continue
        runs[length] = text.offset(start)
        while after < len(text.jumps) and text.jumps[after][0] < end:
            index, offset = text.jumps[after]
            if index > start:
                runs[length + index - start] = offset
            after += 1
        length += max(0, end - start)
    first, *jumps = runs.items()
    return Text("".join(text.string[start:end] for start, end in kept), first[1], tuple(jumps))


def _joint(left: str, right: str) -> bool:
    """True when a joint between two lines stands between two Latin words."""
    return left[-1].isascii() and left[-1].isalpha() and right[0].isascii() and right[0].isalpha()


def _pieces(string: str, offset: int, head: bool) -> list[tuple[str, int]]:
    """The stretches of `string` that stay, each with its offset; a space that stays is one of them."""
    number = _HEAD.match(string, len(string) - len(string.lstrip())) if head else None
    pieces: list[tuple[str, int]] = []
    at = 0
    for gap in _GAP.finditer(string):
        start, end = gap.span()
        inside = end < len(string) and (pieces or start > at)
        kept = inside and (_is_kept(string, gap) or (number and start == number.end()))
        if kept and gap.group() == " ":
            continue  # it stands there as it is
        if start > at:
            pieces.append((string[at:start], offset + at))
        at = end
        if kept:
            pieces.append((" ", offset + start + _first_space(gap.group())))
    if at < len(string):
        pieces.append((string[at:], offset + at))
    return pieces


def _first_space(gap: str) -> int:
    for index, char in enumerate(gap):
        if char.isspace():
            return index
    return 0


def _is_kept(string: str, gap: re.Match[str]) -> bool:
    """A gap stays, as one space, only between two ASCII characters that it really sets apart, or two numerals at a tab."""
    left, right = string[gap.start() - 1], string[gap.end()]
    if "\t" in gap.group() and left.isnumeric() and right.isnumeric():
        return True  # 1,200⇥十五: two fields of a line, never one figure
    if not (left.isascii() and right.isascii()) or right == "%" or _WORD_JOINERS.issuperset(gap.group()):
        return False
    return not (left.isdigit() and right.isdigit() and _is_grouping(string, gap))


def _is_grouping(string: str, gap: re.Match[str]) -> bool:
    """True for the gap in `1 350` and `12 345 678`: one space, one to three digits, then exactly three."""
    if len(gap.group()) != 1 or gap.group() in "\t\r\n":
        return False
    before = string[max(0, gap.start() - 4) : gap.start()]
    after = string[gap.end() : gap.end() + 4]
    lead = len(before) - len(before.rstrip("0123456789"))
    return 1 <= lead <= 3 and len(after) - len(after.lstrip("0123456789")) == 3
