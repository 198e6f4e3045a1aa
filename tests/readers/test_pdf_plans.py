"""The five plans, typeset as pdf: what comes back is what was set, and the findings are the same."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.readers.pdf_writer import Sheet, pdf
from validator.document import Document, Table
from validator.finding import Outcome
from validator.pipeline import check_document
from validator.readers import read_document

LEFT, RIGHT, TOP, BOTTOM, SIZE, PITCH = 72.0, 523.0, 90.0, 770.0, 12.0, 20.0
NO_START, NO_END = "，。；：、！？）》”％%", "（《“"


def width(text: str, size: float) -> float:
    return sum(size / 2 if ord(char) < 0x100 else size for char in text)


def wrapped(text: str, room: float, size: float, first: float = 0) -> list[str]:
    """Lines no wider than `room`, the first `first` points shorter; no figure is torn and no line begins with a stop."""
    lines, line, space = [], "", room - first
    units: list[str] = []
    for char in text:
        tied = units and (char in NO_START or units[-1][-1] in NO_END)
        word = units and char.isascii() and not char.isspace() and units[-1][-1].isascii() and len(units[-1]) < 12
        if tied or word:
            units[-1] += char
        else:
            units.append(char)
    for unit in units:
        if line and width(line + unit, size) > space:
            lines.append(line)
            line, space = "", room
        line += unit
    return [*lines, line]


class Setter:
    """Sets blocks on pages, with a header and a number on each."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.page()

    def page(self) -> None:
        self.sheets.append(Sheet())
        self.sheets[-1].text(240, 50, "科技创新规划文本", 10)
        self.sheets[-1].text(290, 810, f"— {len(self.sheets)} —", 10)
        self.y = TOP

    def prose(self, text: str, indent: float) -> None:
        for at, line in enumerate(wrapped(text, RIGHT - LEFT, SIZE, indent)):
            if self.y > BOTTOM:
                self.page()
            self.sheets[-1].text(LEFT + (0 if at else indent), self.y, line, SIZE)
            self.y += PITCH

    def table(self, table: Table) -> None:
        columns = len(table.grid[0])
        xs = [LEFT + (RIGHT - LEFT) * at / columns for at in range(columns + 1)]
        for number, row in enumerate(table.grid, 1):
            cells = {cell.column: cell for cell in row if cell.row == number}
            lines = {at: self._cell(cell.text.string, cell.columns, xs) for at, cell in cells.items()}
            high = 14 * max((len(each) for each in lines.values()), default=1) + 8
            if self.y + high > BOTTOM:
                self.page()
            top, sheet = self.y - PITCH + 4, self.sheets[-1]
            for at, cell in cells.items():
                left, right = xs[at - 1], xs[at - 1 + cell.columns]
                sheet.rule((left, top), (left, top + high))
                sheet.rule((right, top), (right, top + high))
                sheet.rule((left, top), (right, top))
                if cell.rows == 1 or number == len(table.grid):
                    sheet.rule((left, top + high), (right, top + high))
                sheet.lines(left + 3, top + 14, lines[at], 10, 14)
            for cell in row:  # the sides and the end of cells that span rows
                if cell.row < number:
                    left, right = xs[cell.column - 1], xs[cell.column - 1 + cell.columns]
                    sheet.rule((left, top), (left, top + high))
                    sheet.rule((right, top), (right, top + high))
                    if cell.row + cell.rows - 1 == number:
                        sheet.rule((left, top + high), (right, top + high))
            self.y += high
        self.y += 12

    def _cell(self, text: str, columns: int, xs: Sequence[float]) -> list[str]:
        return wrapped(text, columns * (xs[1] - xs[0]) - 6, 10)


def typeset(document: Document) -> bytes:
    setter = Setter()
    for block in document.blocks:
        if isinstance(block, Table):
            setter.table(block)
        else:
            setter.prose(block.text.string, 2 * SIZE if block.number else 0)
    return pdf(*setter.sheets)


def lines(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from ("|".join(cell.text.string.replace(" ", "") for cell in row) for row in block.grid)
        else:
            yield f"{block.level} {block.text.string}"


def findings(path: Path) -> Counter[tuple[str, tuple[str, ...]]]:
    """Each finding as its code and its printed figures, without white space: lines break differently."""
    failing = (verdict for verdict in check_document(str(path)).verdicts if verdict.outcome is Outcome.FAILS)
    return Counter((v.code, tuple("".join(e.text.split()) for e in v.evidence)) for v in failing)


@pytest.mark.parametrize("name", ["suining", "yongzhou", "chenxi", "nanxian", "xianju"])
def test_a_plan_set_as_pdf_reads_as_its_text_and_has_its_findings(plans: Path, tmp_path: Path, name: str) -> None:
    text, printed = plans / f"{name}.txt", tmp_path / f"{name}.pdf"
    document = read_document(text)
    printed.write_bytes(typeset(document))
    assert list(lines(read_document(printed))) == list(lines(document))
    assert findings(printed) == findings(text)
