"""Laying out text whose characters are one or two cells wide."""

from collections.abc import Iterator, Sequence

from tabulate import tabulate
from wcwidth import wcwidth

from validator.wording import clean, place_text

# A line must not begin with a closing mark, nor end with an opening one. Only the Chinese ones are
# places to break at: `(16/7)^(1/5)` stays whole.
_CLOSING_CJK = frozenset("，。、；：？！）》”’」】〕％…")
_OPENING_CJK = frozenset("（《“‘「【〔")
_CLOSING = _CLOSING_CJK | frozenset("·,.;:?!)]}%")
_OPENING = _OPENING_CJK | frozenset("([{")
_LONGEST = 60  # characters in a piece: keeps the time linear when a hostile text has no place to break


def width(text: str) -> int:
    """The cells that the text takes, the sum over its characters; what has no width counts as none."""
    return sum(max(0, wcwidth(char)) for char in text)


def pad(text: str, cells: int) -> str:
    """The text filled with spaces to a number of cells."""
    return text + " " * max(0, cells - width(text))


def cut(text: str, cells: int) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if width(text) <= cells:
        return text
    kept, used = "", 1
    for char in text:
        used += max(0, wcwidth(char))
        if used > cells:
            break
        kept += char
    return kept + "…"


def fit_place(where: str, line: int | None, page: int | None, lang: str, cells: int) -> str:
    """A place in so many cells: the structure is cut before the line, which is what one turns to."""
    turn = place_text("", line, page, lang)
    return place_text(cut(clean(where), max(1, cells - width(turn) - 2)), line, page, lang)


def wrap(text: str, cells: int) -> list[str]:
    """Lines of at most `cells`: Chinese breaks anywhere but before a closing mark, words and figures stay whole.

    A piece that is longer than a line is broken all the same. Takes time linear in the text.
    """
    lines, line, used = [], "", 0
    for piece in _pieces(text):
        size = width(piece)
        if used + size > cells and line.strip():
            lines.append(line.rstrip())
            line, used = "", 0
            piece = piece.lstrip()
            size = width(piece)
        while size > cells:
            head = _fitting(piece, cells)
            lines.append(head)
            piece = piece[len(head) :]
            size = width(piece)
        line, used = line + piece, used + size
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _fitting(text: str, cells: int) -> str:
    """The longest beginning that fits, at least one character."""
    used = 0
    for at, char in enumerate(text):
        used += max(0, wcwidth(char))
        if used > cells:
            return text[: max(at, 1)]
    return text


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces that must not be torn: a wide character with its marks, or a run of narrow ones."""
    start = 0
    for at in range(1, len(text)):
        if at - start >= _LONGEST or _may_break(text[at - 1], text[at]):
            yield text[start:at]
            start = at
    yield text[start:]


def _may_break(before: str, after: str) -> bool:
    if after in _CLOSING or before in _OPENING:
        return False
    wide = wcwidth(before) > 1 or wcwidth(after) > 1
    return wide or before == " " or after in _OPENING_CJK or before in _CLOSING_CJK


def columns(rows: Sequence[Sequence[str]], headers: Sequence[str] = (), indent: str = "", first: int = 0) -> str:
    """Rows in aligned columns, without boxes; figures stay as they are printed.

    `first` is the least width of the first column.
    """
    style = "simple" if headers else "plain"
    # A row as wide as the first column must be, since tabulate drops the spaces that would pad a cell.
    ruler = [["-" * first, *[""] * (len(rows[0]) - 1)]] if first and rows else []
    lines = tabulate([*ruler, *rows], headers=headers, tablefmt=style, disable_numparse=True).split("\n")
    del lines[: len(ruler)]
    return "\n".join((indent + line).rstrip() for line in lines)
