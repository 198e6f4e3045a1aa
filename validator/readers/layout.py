"""Lines of a plain text, and which of them are layout: contents, page headers, page numbers."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from validator.patterns import later
from validator.readers import outline
from validator.records import record

_EDGE = "".join(chr(c) for c in (*range(0x21), 0x7F, 0x85, 0xA0, 0x1680, *range(0x2000, 0x2010), 0x2028, 0x2029)) + (
    "\u202f\u205f\u2060\u3000\ufeff"
)
_BOOKMARK_OPENS = "[bookmark:"
_BOOKMARK = re.compile(r"\[bookmark: ?\w{1,40}\]\s*")
_LEADERS = re.compile(r"[.…·．_]{3}[.…·．_\s]*[ivxIVX\d]{1,4}$")
PAGE_NUMBER = later(
    r"[-—–－·~]\s?\d{1,4}\s?[-—–－·~]|第\s?\d{1,4}\s?页(?:\s?[/，,]?\s?共\s?\d{1,4}\s?页)?|\d{1,4}\s?/\s?\d{1,4}"
)
_OF_ALL = later(r"(?P<page>\d{1,4})\s?/\s?(?P<all>\d{1,4})")
_CONTENTS = frozenset({"目录", "目次", "CONTENTS"})
_CONTENTS_LINES = 400  # no table of contents is longer
_SHORT = 40
FRAME = frozenset("─━═┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝ ")  # what the lines of a drawn table are made of
_NO_HEADER = frozenset("\t|｜│┃║─━═：:，,；;")
_INDENTS = ("　　", "    ")
_PAGE_BREAK = "\f"


@record
class Line:
    """A line without the white space around it: `text` is `source[start:end]`, empty for a blank line.

    `tabbed`: it begins with a tab; `indented`: with the two ideographic spaces of a new paragraph.
    """

    start: int
    end: int
    text: str
    tabbed: int = 0  # how many tabs stand before the text
    indented: bool = False
    page: int | None = None


def split_lines(source: str) -> list[Line]:
    """The lines of `source`; pages are counted where the text has form feeds."""
    lines: list[Line] = []
    page = 1 if _PAGE_BREAK in source else None
    offset = 0
    for raw in source.splitlines(keepends=True):
        trimmed = raw.lstrip(_EDGE)
        bare = trimmed.rstrip(_EDGE)
        start = offset + len(raw) - len(trimmed)
        if bare.startswith(_BOOKMARK_OPENS) and (mark := _BOOKMARK.match(bare)) is not None:
            start, bare = start + mark.end(), bare[mark.end() :]
        if not bare or (bare[0] == "|" and not bare.strip("| \t")):
            lines.append(Line(offset, offset, "", page=page))
        elif start == offset:
            lines.append(Line(start, start + len(bare), bare, page=page))
        else:
            head = raw[: start - offset].lstrip("\ufeff\f")
            tabs = len(head) - len(head.lstrip("\t"))
            lines.append(Line(start, start + len(bare), bare, tabs, head.startswith(_INDENTS), page))
        if page is not None:
            page += raw.count(_PAGE_BREAK)
        offset += len(raw)
    return lines


def key(text: str) -> str:
    """A line's text without any white space: how repeated lines are recognised."""
    return "".join(text.split())


def title_line(lines: Sequence[Line]) -> int | None:
    """Index of the printed title: before the first heading, short, named 规划, 方案, 要点 …"""
    second_best: int | None = None
    for index, line in enumerate(lines[:200]):
        if not line.text or line.tabbed:
            continue
        if key(line.text) in _CONTENTS or outline.heading(line.text):
            break
        if outline.is_title(line.text):
            return index
        if second_best is None and len(line.text) <= 80 and line.text.startswith("关于") and line.text.endswith("通知"):
            second_best = index
    return second_best


def without_layout(lines: Sequence[Line], title: int | None, kept: Iterable[range] = ()) -> list[Line]:
    """The same lines, with contents, page headers and page numbers blanked, but for those `kept`."""
    gone = contents(lines) | _page_numbers(lines) | _page_headers(lines, title)
    for stretch in kept:
        gone.difference_update(stretch)
    return [replace(line, end=line.start, text="") if at in gone else line for at, line in enumerate(lines)]


def contents(lines: Sequence[Line]) -> set[int]:
    """The lines of the table of contents."""
    short = (at for at, line in enumerate(lines) if 4 <= len(line.text) < 200)  # from three dots and a digit on
    gone = {at for at in short if _is_entry(lines[at].text)}
    for at, line in enumerate(lines):
        if 0 < len(line.text) < 20 and _is_contents(line.text):
            gone.add(at)
            gone.update(_contents_after(lines, at))
            break
    return gone


def _is_entry(text: str) -> bool:
    """True for 第一章 总体要求……12. The last character rules most lines out."""
    return (text[-1].isdecimal() or text[-1] in "ivxIVX") and _LEADERS.search(text) is not None


def _is_contents(text: str) -> bool:
    """True for the line that heads a table of contents. One character rules most lines out."""
    return ("目" in text or "T" in text.upper()) and key(text).upper() in _CONTENTS


def _contents_after(lines: Sequence[Line], at: int) -> range:
    """The lines from 目录 to where its first entry returns as a heading; none if it never does."""
    following = range(at + 1, min(len(lines), at + _CONTENTS_LINES))
    filled = [index for index in following if lines[index].text]
    if not filled:
        return range(0)
    first = _entry(lines[filled[0]].text)
    for index in filled:
        if len(lines[index].text) > 80:
            break
        if index != filled[0] and _entry(lines[index].text) == first:
            return range(at + 1, index)
    return range(0)


def _entry(text: str) -> str:
    return key(text).rstrip("0123456789").rstrip(".…·．_-")


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    short = (at for at, line in enumerate(lines) if 0 < len(line.text) <= 20 and not line.tabbed)
    found = {at for at in short if _is_page_number(lines, at)}
    of_all = {at: match for at in found if (match := _OF_ALL.fullmatch(lines[at].text))}
    pages = Counter(match["all"] for match in of_all.values() if int(match["page"]) <= int(match["all"]))
    return found - {at for at, match in of_all.items() if pages[match["all"]] < _SEVERAL}


_SEVERAL = 2  # 3/12, 4/12: of one number of pages; 153/45 in a line of its own is a cell with two figures


def _is_page_number(lines: Sequence[Line], at: int) -> bool:
    text = lines[at].text
    if text.isdecimal() and len(text) <= 3:
        return _is_lone(lines, at)
    return PAGE_NUMBER.fullmatch(text) is not None


def _is_lone(lines: Sequence[Line], at: int) -> bool:
    before = at == 0 or not lines[at - 1].text
    return before and (at + 1 == len(lines) or not lines[at + 1].text)


def _page_headers(lines: Sequence[Line], title: int | None) -> set[int]:
    """Short lines that come back on page after page, and every return of the title."""
    named = key(lines[title].text) if title is not None else None
    short = {at: key(line.text) for at, line in enumerate(lines) if 2 <= len(line.text) <= _SHORT and not line.tabbed}
    # How often a line comes back is told first of all short lines: the closer look is for the few that do.
    found = {at: text for at, text in _returning(short, named).items() if _may_be_header(lines, at)}
    return _returning(found, named).keys() - {title}


def _returning(texts: Mapping[int, str], named: str | None) -> dict[int, str]:
    counts = Counter(texts.values())
    return {at: text for at, text in texts.items() if counts[text] >= 3 or text == named}


def _may_be_header(lines: Sequence[Line], at: int) -> bool:
    text = lines[at].text
    if not _NO_HEADER.isdisjoint(text):
        return False
    if at and lines[at - 1].tabbed:  # the rest of a cell, broken over two lines
        return False
    if "\t" in (lines[at - 1].text if at else "") and "\t" in (lines[at + 1].text if at + 1 < len(lines) else ""):
        return False  # a group row inside a table
    special = outline.lead(text) or outline.is_bullet(text) or outline.is_numbered_caption(text)
    return not special and outline.is_open_end(text)


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The column at which the text was wrapped by hand or by a program, or None."""
    lengths = Counter(len(line.text) for line in lines if 20 <= len(line.text) <= 90 and not line.tabbed)
    total = sum(1 for line in lines if len(line.text) >= 20 and not line.tabbed)
    if total < 8:
        return None
    best = max(lengths, key=lambda n: lengths[n - 1] + lengths[n] + lengths[n + 1], default=0)
    near = lengths[best - 1] + lengths[best] + lengths[best + 1]
    return best if near * 3 >= total and near >= 6 else None
