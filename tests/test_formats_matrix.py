"""The five plans in the office formats that drafters have: the same findings on the same figures as in their text.

Each plan is typed into Word and into a spreadsheet by this test as the text reader reads it, headings, merged
cells and all; LibreOffice, where it is installed, saves these as the other formats.
"""

import re
import shutil
import subprocess
from collections import Counter
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from validator.document import Document, Paragraph, Table
from validator.finding import Outcome
from validator.pipeline import Checked, check_document
from validator.readers import read_document

PLANS = Path(__file__).resolve().parent.parent / "fixtures" / "plans"
NAMES = ("chenxi", "nanxian", "suining", "xianju", "yongzhou")
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
SAVED = {
    "doc": "docx",
    "odt": "docx",
    "rtf": "docx",
    "html": "docx",
    "pdf": "docx",
    "xls": "xlsx",
    "ods": "xlsx",
}  # made from which
CALLED = {"wps": "doc", "et": "xls"}  # the same bytes under another name
FORMATS = ("docx", "xlsx", *SAVED, *CALLED)
FIGURE = re.compile(r"-?\d+(?:\.(\d+))?")


def corners(table: Table) -> list[tuple[str, tuple[int, int, int, int]]]:
    """The text of each cell, with its first and last row and column from 0."""
    places: dict[int, tuple[str, tuple[int, int, int, int]]] = {}
    for row, cells in enumerate(table.grid):
        for column, cell in enumerate(cells):
            top, left = places[id(cell)][1][:2] if id(cell) in places else (row, column)
            places[id(cell)] = cell.text.string, (top, left, row, column)
    return list(places.values())


def word(document: Document) -> bytes:
    """The document as a docx."""
    made = docx.Document()
    for block in document.blocks:
        if isinstance(block, Paragraph):
            text = block.text.string
            style = "Title" if text == document.title else f"Heading {block.level}" if block.level else None
            made.add_paragraph(text, style=style)
            continue
        table = made.add_table(len(block.grid), len(block.grid[0]), "Table Grid")
        for text, (top, left, low, far) in corners(block):
            cell = table.cell(top, left)
            (cell if (top, left) == (low, far) else cell.merge(table.cell(low, far))).text = text
    return saved(made)


def workbook(document: Document) -> bytes:
    """The document as an xlsx: a paragraph a row, tables set apart by an empty row, figures as numbers."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    row = 1
    notes: list[str] = []  # of the table above, which follow it directly
    for block in document.blocks:
        if isinstance(block, Paragraph):
            row += bool(notes) and block.text.string not in notes
            notes = [] if block.text.string not in notes else notes
            sheet.cell(row, 1, block.text.string)
            row += 1
            continue
        row += block.caption is None
        notes = [note.string for note in block.notes] or [""]
        for text, (top, left, low, far) in corners(block):
            cell = sheet.cell(row + top, left + 1, text or None)
            if figure := FIGURE.fullmatch(text):
                cell.value = Decimal(text)
                cell.number_format = "0." + "0" * len(figure[1]) if figure[1] else "0"
            if (top, left) != (low, far):
                sheet.merge_cells(start_row=row + top, start_column=left + 1, end_row=row + low, end_column=far + 1)
        row += len(block.grid)
    return saved(book)


def saved(made: Any) -> bytes:
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plans in every format, named plan.format."""
    place = tmp_path_factory.mktemp("plans")
    for name in NAMES:
        document = read_document(PLANS / f"{name}.txt")
        (place / f"{name}.docx").write_bytes(word(document))
        (place / f"{name}.xlsx").write_bytes(workbook(document))
    for kind, source in SAVED.items() if OFFICE else ():
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        files = [str(place / f"{name}.{source}") for name in NAMES]
        command = [str(OFFICE), profile, "--headless", "--convert-to", kind, "--outdir", str(place), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    for kind, source in CALLED.items() if OFFICE else ():
        for name in NAMES:
            shutil.copy(place / f"{name}.{source}", place / f"{name}.{kind}")
    return place


def figures(plan: Checked) -> Counter[tuple[str, tuple[str, ...]]]:
    """Each finding as its code and its printed figures, without white space: lines break differently."""
    fails = [verdict for verdict in plan.verdicts if verdict.outcome is Outcome.FAILS]
    return Counter((v.code, tuple("".join(e.text.split()) for e in v.evidence)) for v in fails)


@cache
def of_text(name: str) -> Counter[tuple[str, tuple[str, ...]]]:
    return figures(check_document(str(PLANS / f"{name}.txt")))


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_the_same_findings(folder: Path, name: str, kind: str) -> None:
    if OFFICE is None and kind not in {"docx", "xlsx"}:
        pytest.skip("LibreOffice, which saves this format, is not installed")
    plan = check_document(str(folder / f"{name}.{kind}"))
    found = figures(plan)
    assert plan.document.format == kind
    assert not of_text(name) - found, "in the text only"
    assert not found - of_text(name), f"in the {kind} only"


def test_there_is_something_to_find() -> None:
    assert all(of_text(name) for name in NAMES)
