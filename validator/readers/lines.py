"""From extracted lines and tables to blocks, where the format itself may say what is a heading or the title."""

from collections import Counter
from collections.abc import Sequence

from validator.document import Block, Paragraph
from validator.readers import outline
from validator.readers.blocks import Draft, Kind, draft
from validator.readers.extract import Extract, Grid, Rows, add_table, arrange
from validator.readers.outline import Lead, Mark
from validator.readers.readable import readable
from validator.readers.sources import Source
from validator.records import record

NOTE_SECTION = ("脚注",)
TITLE_WITHIN = 200  # paragraphs from the beginning
LONG_HEADING = 60  # a longer one that ends in a full stop is body text in a heading style


@record
class Line:
    """A paragraph as extracted. `outline` is the level of its heading style from 0, or None."""

    text: str
    outline: int | None = None
    title: bool = False
    section: tuple[str, ...] = ()
    sources: Sequence[Source] = ()


def assemble(
    drafts: list[Line | Rows], name: str, sources: list[Source] | None = None
) -> tuple[str, tuple[Block, ...], str | None]:
    """The text, the blocks and the title of what was read; the notes come last, in their own section.

    To the list `sources` are added those of the text.
    """
    extract = Extract(name, sources=[] if sources is None else sources)
    body = [line for line in drafts if isinstance(line, Line) and not line.section]
    title = title_of(body)
    marks = marks_of(body)
    items: list[Draft] = []
    grids: list[Grid] = []
    notes: list[Block] = []
    counts: Counter[tuple[str, ...]] = Counter()
    for item in drafts:
        if not isinstance(item, Line):
            add_table(extract, item, items, grids)
            continue
        if item.section:
            counts[item.section] += 1
            text = extract.put(item.text, sources=item.sources)
            notes.append(Paragraph(text, 0, item.section, counts[item.section]))
        else:
            start = extract.add(item.text, sources=item.sources)
            items.append(draft_of(item, (start, start + len(item.text)), item is title, marks))
    source = extract.text
    blocks = arrange(source, items, grids)
    return source, (*blocks, *notes), None if title is None else readable(title.text, 0, len(title.text)).string


def title_of(lines: list[Line]) -> Line | None:
    """The first paragraph in the style of a title; else the first before any heading that reads like one."""
    for line in lines:
        if line.title:
            return line
    for line in lines[:TITLE_WITHIN]:
        if outline.is_title(line.text.strip()):
            return line
        if outline.heading(line.text.strip()):
            break
    return None


def marks_of(lines: list[Line]) -> dict[int, Mark]:
    """How the headings of each outline level are numbered, by their majority; empty without any number."""
    counts: dict[int, Counter[Mark]] = {}
    for line in lines:
        lead = outline.heading(line.text.strip()) if line.outline is not None else None
        if lead is not None and line.outline is not None:
            counts.setdefault(line.outline, Counter())[lead.mark] += 1
    return {level: count.most_common(1)[0][0] for level, count in counts.items()}


def draft_of(line: Line, place: tuple[int, int], title: bool, marks: dict[int, Mark]) -> Draft:
    """A paragraph told by its look; a heading style makes a heading of one without a number."""
    bare = line.text.strip()
    if title:
        return Draft(Kind.TITLE, (place,), bare)
    told = draft((place,), bare)
    if line.outline is None or told.kind in {Kind.HEADING, Kind.NOTE}:
        return told
    if len(bare) > LONG_HEADING and not outline.is_open_end(bare):
        return told
    if not marks:
        return Draft(Kind.HEADING, (place,), bare, level=line.outline + 1)
    return Draft(Kind.HEADING, (place,), bare, Lead(mark_at(line.outline, marks), (0,), 0))


def mark_at(level: int, marks: dict[int, Mark]) -> Mark:
    """The number that a heading of this outline level would bear, reckoned from the nearest level that has one."""
    near = min(marks, key=lambda known: (abs(known - level), known))
    ranks = [mark for mark in Mark if mark not in {Mark.PART, Mark.SECTION, Mark.DOTTED} or mark is marks[near]]
    mark = ranks[max(0, min(ranks.index(marks[near]) + level - near, len(ranks) - 1))]
    return Mark.NUMBER if mark is Mark.DOTTED else mark  # 1.1 counts only in order, and there is no number here
