"""Text with marks: each figure carries its key until the document is laid out, so that its place is known exactly.

A mark is U+E000 key U+E001 text U+E002. Layouts move marked text about without looking into it.
"""

import re

_OPEN, _MIDDLE, _CLOSE = "\ue000", "\ue001", "\ue002"
_MARK = re.compile(f"{_OPEN}([^{_MIDDLE}]*){_MIDDLE}([^{_CLOSE}]*){_CLOSE}")

Span = tuple[int, int]


def mark(key: str, text: str) -> str:
    """`text` with its key."""
    return f"{_OPEN}{key}{_MIDDLE}{text}{_CLOSE}"


def plain(marked: str) -> str:
    """The text without its marks."""
    return _MARK.sub(lambda found: found[2], marked)


def strip(marked: str) -> tuple[str, dict[str, Span]]:
    """The text without marks, and where each key's text stands in it."""
    pieces: list[str] = []
    spans: dict[str, Span] = {}
    at = last = 0
    for found in _MARK.finditer(marked):
        before = marked[last : found.start()]
        start = at + len(before)
        at, last = start + len(found[2]), found.end()
        pieces += [before, found[2]]
        spans[found[1]] = (start, at)
    return "".join([*pieces, marked[last:]]), spans


def keys(marked: str) -> list[str]:
    """The keys in order."""
    return [found[1] for found in _MARK.finditer(marked)]


def replace(marked: str, key: str, text: str) -> str:
    """The marked text with another text under `key`."""
    return _MARK.sub(lambda found: mark(key, text) if found[1] == key else found[0], marked)


def quote(text: str, span: Span) -> str:
    """The shortest stretch that ends with the span and is found first where the span is."""
    start, end = span
    at = start
    while at > 0:
        found = text[at:end]
        if text.find(found) == at and found.index(text[start:end]) == start - at:
            return found
        at -= 1
    return text[:end]
