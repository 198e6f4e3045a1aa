"""From drafts to blocks: sections, numbers, captions and notes. What the text formats have in common."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum

from validator.document import Block, Cell, Paragraph, Table, Text
from validator.patterns import later
from validator.readers import outline
from validator.readers.outline import Lead, Mark, Sections
from validator.readers.text_tables import Range, Ranges
from validator.records import record

_NOTE_LIST = later(r"注\s?[:：]\s?[（(]?1\D")

Render = Callable[[Sequence[Range], bool], Text]


class Kind(Enum):
    """What a stretch of the document is."""

    BODY = "body"
    HEADING = "heading"
    TITLE = "title"
    CAPTION = "caption"
    NOTE = "note"
    UNIT = "unit"
    TABLE = "table"


@record
class Draft:
    """A block before the document is known as a whole.

    `line` is the first line as printed. `lead` is the number of a heading (or of a run-in heading,
    whose printed label is `label`); `level` is set where the format itself says it.
    """

    kind: Kind
    ranges: Ranges
    line: str = ""
    lead: Lead | None = None
    label: str = ""
    level: int = 0
    rows: tuple[tuple[Ranges, ...], ...] = ()
    page: int | None = None


def draft(ranges: Ranges, line: str, page: int | None = None) -> Draft:
    """A draft of a prose line, told by its look."""
    if (lead := outline.heading(line)) is not None:
        return Draft(Kind.HEADING, ranges, line, lead, page=page)
    if outline.is_note(line):
        return Draft(Kind.NOTE, ranges, line, page=page)
    if outline.is_unit_line(line):
        return Draft(Kind.UNIT, ranges, line, page=page)
    if outline.is_caption(line) and not outline.is_bullet(line):
        return Draft(Kind.CAPTION, ranges, line, page=page)
    opened = outline.run_in(line)
    lead, label = opened if opened else (None, "")
    return Draft(Kind.BODY, ranges, line, lead, label, page=page)


def assemble(drafts: Sequence[Draft], render: Render) -> tuple[Block, ...]:
    """The blocks of a document. `render` turns stretches into text (its second argument: is a heading)."""
    drafts = _numbered_in_order(drafts)
    drafts = _with_captions(drafts)
    depth = outline.levels(item.lead.mark for item in drafts if item.lead)
    printed = max((item.level for item in drafts), default=0)
    builder = _Builder(render, {mark: level + printed for mark, level in depth.items()})
    for at, item in enumerate(drafts):
        builder.add(item, drafts, at)
    return tuple(builder.blocks)


def _numbered_in_order(drafts: Sequence[Draft]) -> list[Draft]:
    """Headings of the form `1.2 …` or `3 …` count only in order: a figure may begin a line too."""
    kept: list[Draft] = []
    last: tuple[int, ...] = (0,)
    for item in drafts:
        lead = item.lead if item.kind is Kind.HEADING else None
        if lead and lead.mark is Mark.DOTTED and not item.level and not _follows(lead.numbers, last):
            kept.append(replace(item, kind=Kind.BODY, lead=None))
            continue
        if lead and lead.mark in (Mark.DOTTED, Mark.NUMBER):
            last = lead.numbers
        elif lead:  # under a new 一、 the count begins again
            last = (last[0], 0) if len(last) > 1 else (0,)
        kept.append(item)
    return kept


def _follows(numbers: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """True for 1 or 1.1 at a start, 1.1 behind 1, 1.2 behind 1.1, 2 behind 1.4."""
    if numbers[-1] == 1 and (len(numbers) > len(last) or len(last) == 1):
        return True
    shared = len(numbers) - 1
    return len(last) > shared and numbers[:-1] == last[:shared] and numbers[-1] == last[shared] + 1


def _with_captions(drafts: Sequence[Draft]) -> list[Draft]:
    """A short line directly above a table is its caption, whatever it looks like."""
    marked = list(drafts)
    for at, item in enumerate(marked):
        if item.kind is not Kind.TABLE:
            continue
        above = at - 1
        while above >= 0 and marked[above].kind is Kind.UNIT:
            above -= 1
        if above >= 0 and marked[above].kind is Kind.BODY and _may_name_a_table(marked[above]):
            marked[above] = replace(marked[above], kind=Kind.CAPTION)
        _mark_note_list(marked, at + 1)
    return marked


def _mark_note_list(drafts: list[Draft], at: int) -> None:
    """注：1.… goes on in 2.…, 3.… on lines of their own."""
    if at >= len(drafts) or drafts[at].kind is not Kind.NOTE or not _NOTE_LIST.match(drafts[at].line):
        return
    for number, below in enumerate(drafts[at + 1 : at + 10], 2):
        lead = below.lead or outline.lead(below.line)
        if below.kind is Kind.TABLE or lead is None or lead.numbers != (number,) or lead.mark.is_chinese:
            return
        drafts[at + number - 1] = replace(below, kind=Kind.NOTE, lead=None)


def _may_name_a_table(item: Draft) -> bool:
    short = len(item.ranges) == 1 and len(item.line) <= 50
    return short and item.lead is None and outline.is_open_end(item.line) and not outline.is_bullet(item.line)


class _Builder:
    """Walks the drafts once, and keeps the path of sections."""

    def __init__(self, render: Render, depth: dict[Mark, int]) -> None:
        self.render = render
        self.depth = depth
        self.sections = Sections()
        self.blocks: list[Block] = []
        self.tables = 0

    def add(self, item: Draft, drafts: Sequence[Draft], at: int) -> None:
        if item.kind is Kind.TABLE:
            rows = [[self.render(cell, False) for cell in row] for row in item.rows]
            if any(text.string for row in rows for text in row):
                self.blocks.append(self._table(rows, drafts, at))
            return
        text = self.render(item.ranges, item.kind in (Kind.HEADING, Kind.CAPTION))
        if not text.string:
            return
        if item.kind is Kind.HEADING:
            level = item.level or (outline.level_of(item.lead, self.depth) if item.lead else 1)
            above = self.sections.enter(level, text.string)
            self.blocks.append(Paragraph(text, level, above, 0, item.page))
            return
        if item.lead is not None and item.kind is Kind.BODY:
            self.sections.enter(outline.level_of(item.lead, self.depth), item.label)
        number = self.sections.next() if item.kind is Kind.BODY else 0
        self.blocks.append(Paragraph(text, 0, self.sections.path, number, item.page))

    def _table(self, rows: Sequence[Sequence[Text]], drafts: Sequence[Draft], at: int) -> Table:
        self.tables += 1
        return Table(
            grid=grid(rows),
            number=self.tables,
            caption=self._caption(drafts, at),
            notes=self._notes(drafts, at),
            section=self.sections.path,
            page=drafts[at].page,
        )

    def _caption(self, drafts: Sequence[Draft], at: int) -> Text | None:
        """The lines above: 专栏 2-1, the name, 单位：…; a heading serves if it names indicators."""
        ranges: list[Range] = []
        above = at - 1
        while above >= 0 and drafts[above].kind is Kind.UNIT:
            ranges[:0] = drafts[above].ranges
            above -= 1
        if above >= 0:
            nearest = drafts[above]
            names = nearest.kind is Kind.HEADING and outline.is_caption(nearest.line)
            if names or nearest.kind in (Kind.CAPTION, Kind.TITLE):
                ranges[:0] = nearest.ranges
                number = drafts[above - 1] if above else None
                if number and number.kind is Kind.CAPTION and len(number.line) <= 8 and nearest.kind is Kind.CAPTION:
                    ranges[:0] = number.ranges
        return self.render(ranges, True) if ranges else None

    def _notes(self, drafts: Sequence[Draft], at: int) -> tuple[Text, ...]:
        notes: list[Text] = []
        for item in drafts[at + 1 : at + 20]:
            if item.kind is not Kind.NOTE:
                break
            notes.append(self.render(item.ranges, False))
        return tuple(notes)


def grid(rows: Sequence[Sequence[Text]]) -> tuple[tuple[Cell, ...], ...]:
    """The full grid of a table: a single cell spans its row, a short row is filled with empty cells."""
    width = max(map(len, rows))
    return tuple(_row(number, row, width) for number, row in enumerate(rows, 1))


def _row(number: int, row: Sequence[Text], width: int) -> tuple[Cell, ...]:
    if len(row) == 1 and width > 1:
        return (Cell(row[0], number, 1, columns=width),) * width
    cells = [Cell(text, number, column) for column, text in enumerate(row, 1)]
    if len(row) < width:
        end = row[-1].span().end
        cells += [Cell(Text.plain("", end), number, column) for column in range(len(row) + 1, width + 1)]
    return tuple(cells)
