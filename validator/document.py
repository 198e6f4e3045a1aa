"""Document: what a reader hands on. Immutable; every piece of text knows its place in the source."""

from bisect import bisect_right
from functools import lru_cache
from typing import Literal

from validator.records import ordered_record, record
from validator.span import Span


@record
class Text:
    """Readable text with a map back to `Document.text`.

    `string` is what a person reads: lines that a page break tore apart are joined, characters that
    are only layout are gone. `first` is the offset of its first character in `Document.text`; `jumps`
    holds `(index in string, offset in Document.text)` pairs, ascending, from where the two sides no
    longer advance together. Most text, and nearly every cell, has none. Characters are never
    reordered, and a character that the reader itself put in (a joint) belongs to the offset before it.
    """

    string: str
    first: int
    jumps: tuple[tuple[int, int], ...] = ()

    @classmethod
    def plain(cls, string: str, offset: int) -> "Text":
        """Text that stands unchanged in the document at `offset`."""
        return cls(string, offset)

    @property
    def runs(self) -> tuple[tuple[int, int], ...]:
        """The stretches that stand unchanged in the document: where each begins, here and there."""
        return ((0, self.first), *self.jumps)

    def offset(self, index: int) -> int:
        """Offset in `Document.text` of the character at `index` of `string`."""
        if not self.jumps:
            return self.first + index
        at = bisect_right(self.jumps, (index, 1 << 62)) - 1
        start, offset = self.jumps[at] if at >= 0 else (0, self.first)
        return offset + index - start

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Span in the document of `string[start:end]`; an empty range gives an empty span."""
        end = len(self.string) if end is None else end
        if not self.jumps:
            return Span(self.first + start, self.first + max(start, end))
        first = self.offset(start)
        return Span(first, first if end <= start else self.offset(end - 1) + 1)

    def index(self, offset: int) -> int:
        """Index in `string` of the character that stands at `offset`, or of the next one that is left."""
        if offset < self.first:
            return 0
        at = bisect_right(self.jumps, offset, key=lambda jump: jump[1])
        start, first = self.jumps[at - 1] if at else (0, self.first)
        end = self.jumps[at][0] if at < len(self.jumps) else len(self.string)
        return min(start + offset - first, end)

    def __str__(self) -> str:
        return self.string


@record
class Paragraph:
    """A heading or a paragraph of body text.

    `level` is 0 for body text, 1 for 第一章 or 一、, 2 for （一）, 3 for 1. or 1、, and so on.
    `section` is the path of headings above it, outermost first, as printed. `number` counts body
    paragraphs within the innermost section from 1; headings have 0. `page` counts from 1.
    """

    text: Text
    level: int = 0
    section: tuple[str, ...] = ()
    number: int = 0
    page: int | None = None


@record
class Corner:
    """Where a table stands on its sheet: how many rows are above it, and how many columns before."""

    above: int
    before: int


@record
class Cell:
    """One cell of a table, with the rows and columns it spans.

    `row` and `column` count from 1 and name the upper left corner. `corner` is that of the table, where
    the cell has an address on a sheet: it is one object for a million cells, each of whose addresses would be another.
    """

    text: Text
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    corner: Corner | None = None

    @property
    def address(self) -> str | None:
        """The spreadsheet address (`C4`) where the format has one."""
        corner = self.corner
        return None if corner is None else f"{letters(corner.before + self.column)}{corner.above + self.row}"


@lru_cache(maxsize=4096)
def letters(column: int) -> str:
    """The name of a column of a sheet: 28 → `AB`."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


@record
class Table:
    """A table as a full grid: a cell that spans several places is repeated at each of them.

    `grid[r][c]` is a `Cell`; every row has the same number of columns, and a place that the source
    leaves empty holds a cell with empty text. `caption` is the paragraph that names the table,
    `notes` are the paragraphs below it (注：…). `number` counts tables in the document from 1.
    """

    grid: tuple[tuple[Cell, ...], ...]
    number: int
    caption: Text | None = None
    notes: tuple[Text, ...] = ()
    section: tuple[str, ...] = ()
    sheet: str | None = None
    page: int | None = None

    @property
    def span(self) -> Span:
        """From the first character of the first cell to the last of the last."""
        spans = [cell.text.span() for row in self.grid for cell in row if cell.text.string]
        return Span(min(s.start for s in spans), max(s.end for s in spans))


Block = Paragraph | Table


@record
class Unread:
    """A part of the input that could not be read: where it is and why, in Chinese; `en` has both in English."""

    where: str
    why: str
    en: tuple[str, str]

    def said(self, lang: str) -> tuple[str, str]:
        """The place and the reason in the language asked for (`zh` or `en`)."""
        return self.en if lang == "en" else (self.where, self.why)


@record
class Aside:
    """Text that stands on the pages but is no part of the plan: a page header or footer. It is shown, never checked."""

    kind: Literal["header", "footer"]
    text: str


@ordered_record
class Box:
    """Where the text from `start` (an offset in `Document.text`) up to the next box stands on its page.

    `page` counts from 1; the edges are in points (1/72 inch) from the page's upper left corner.
    `confidence` is how sure a recognition of characters was, in percent; None where the text was not recognised.
    """

    start: int
    page: int
    left: int
    top: int
    right: int
    bottom: int
    confidence: int | None = None


Format = Literal[
    "txt", "md", "csv", "json", "html", "docx", "doc", "wps", "rtf", "odt", "xlsx", "xls", "et", "ods", "pdf", "image"
]


@record
class Document:
    """A plan as read: the extracted text, and blocks in reading order that point into it.

    `sha256` is the hex digest of the input bytes. `title` is the printed title, or None. `boxes` say where
    the text stands on its pages, in ascending order of `start`; formats without pages have none.
    """

    path: str
    format: Format
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    unread: tuple[Unread, ...] = ()
    boxes: tuple[Box, ...] = ()
    asides: tuple[Aside, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Headings and body paragraphs in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))
