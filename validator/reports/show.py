"""The document as it was read: headings, paragraphs and grids in reading order, and what was not read."""

from collections.abc import Iterator, Sequence

from tabulate import tabulate

from validator.document import Document, Paragraph, Table, Text
from validator.reports.layout import wrap
from validator.wording import MARGINS, clean, pick, word

ABOVE, LEFT = "〃", "←"  # a place that a merged cell above or to the left fills
NARROWEST, WIDEST = 8, 40  # cells of the terminal for one column


def show(document: Document, lang: str = "zh", width: int = 100) -> str:
    """What the reader made of a file, for people, ending in a line feed.

    A heading stands behind as many `#` as it is deep. A table has its caption above and its notes below; a
    merged cell is printed once, and the other places that it fills hold 〃 (as above) or ← (as to the left).
    """
    beside = {offset for table in document.tables for text in _beside(table) for _, offset in text.runs}
    parts = [_heading(document, lang)]
    page: int | None = None
    sheet: str | None = None
    path: tuple[str, ...] = ()
    for block in document.blocks:
        if block.page != page and block.page is not None:
            page = block.page
            parts.append(pick((f"—— 第{page}页 ——", f"—— page {page} ——"), lang))
        if isinstance(block, Table):
            if block.sheet != sheet and block.sheet is not None:
                sheet = block.sheet
                parts.append(pick((f"—— 工作表“{clean(sheet)}” ——", f"—— sheet “{clean(sheet)}” ——"), lang))
            parts.append("\n".join(_table(block, lang, width)))
        elif block.level or block.text.offset(0) not in beside:
            parts += _section(block, path)
            parts.append("\n".join(_paragraph(block, width)))
            path = (*block.section, block.text.string) if block.level else block.section
    return "\n\n".join([*parts, *_asides(document, lang, width), *_unread(document, lang, width)]) + "\n"


def _beside(table: Table) -> tuple[Text, ...]:
    return (*((table.caption,) if table.caption else ()), *table.notes)


def _heading(document: Document, lang: str) -> str:
    """The file, its format and title, and how much was read."""
    headings = sum(paragraph.level > 0 for paragraph in document.paragraphs)
    count = (len(document.paragraphs) - headings, headings, len(document.tables))
    read = pick(
        ("{}段正文，{}个标题，{}张表格", "paragraphs: {}, headings: {}, tables: {}"),
        lang,
    ).format(*count)
    title = pick((f"《{clean(document.title)}》", clean(document.title)), lang) if document.title else ""
    return "  ".join(part for part in (clean(document.path), f"[{document.format}]", title) if part) + "\n" + read


def _section(block: Paragraph, path: tuple[str, ...]) -> list[str]:
    """The section where it changes and no heading says so: footnotes, for one."""
    new = block.section[-1] if block.section and not block.level and block.section != path else ""
    return [f"〔{clean(new)}〕"] if new and not block.text.string.startswith(new) else []


def _paragraph(block: Paragraph, width: int) -> list[str]:
    text = clean(block.text.string)
    return wrap(f"{'#' * block.level} {text}" if block.level else text, width)


def _table(table: Table, lang: str, width: int) -> Iterator[str]:
    """The caption, the grid and the notes; what the marks of merged cells mean is said where there are any."""
    name = pick((f"【表格{table.number}】", f"[table {table.number}] "), lang)
    yield from wrap(name + (clean(table.caption.string) if table.caption else ""), width)
    rows = [[_cell(table, row, column) for column in range(len(table.grid[row]))] for row in range(len(table.grid))]
    room = _room(rows, width)
    wrapped = [["\n".join(wrap(text, room[at])) for at, text in enumerate(row)] for row in rows]
    yield tabulate(wrapped, tablefmt="grid", disable_numparse=True)
    if any(text in (ABOVE, LEFT) for row in rows for text in row):
        yield pick(
            ("（〃 与上格合并，← 与左格合并）", "(〃 merged with the cell above, ← with the cell to the left)"), lang
        )
    for note in table.notes:
        yield from wrap(clean(note.string), width)


def _cell(table: Table, row: int, column: int) -> str:
    cell = table.grid[row][column]
    if cell.row < row + 1:
        return ABOVE
    return LEFT if cell.column < column + 1 else clean(cell.text.string)


def _room(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """How wide each column may be: what it needs, as far as the columns together fit."""
    needs = [min(max((2 * len(text) for text in column), default=0), WIDEST) for column in zip(*rows, strict=True)]
    spare = width - 1 - 3 * len(needs)
    if sum(needs) <= spare:
        return [max(need, 2) for need in needs]
    low = [need for need in needs if need <= NARROWEST]
    share = max(NARROWEST, (spare - sum(low)) // max(1, len(needs) - len(low)))
    return [max(min(need, share), 2) for need in needs]


def _asides(document: Document, lang: str, width: int) -> list[str]:
    """What stands on the pages and is no part of the plan."""
    if not document.asides:
        return []
    head = pick((f"不参加核对（{len(document.asides)}处）", f"Set aside, not checked ({len(document.asides)})"), lang)
    colon = pick(("：", ": "), lang)
    lines = [wrap(f"· {word(MARGINS, each.kind, lang)}{colon}{clean(each.text)}", width) for each in document.asides]
    return ["\n".join([head, *(line for each in lines for line in each)])]


def _unread(document: Document, lang: str, width: int) -> list[str]:
    """What is in the file and was not read."""
    if not document.unread:
        return []
    head = pick((f"未读取（{len(document.unread)}处）", f"Not read ({len(document.unread)})"), lang)
    colon = pick(("：", ": "), lang)
    lines = [wrap("· " + colon.join(map(clean, each.said(lang))), width) for each in document.unread]
    return ["\n".join([head, *(line for each in lines for line in each)])]
