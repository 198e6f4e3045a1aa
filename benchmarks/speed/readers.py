"""How fast files of many pages are read, beside python-docx, openpyxl and pdfplumber on the same files.

    python benchmarks/speed/readers.py [--pages 300] [--rounds 3] [--big] [--json]

One generated plan as docx (headings, paragraphs, a table with merged cells on every fourth page), its pages as pdf,
and its tables as xlsx. Every reader gives the same: all text and every cell, in order; the characters and cells it
found are printed, so that nobody is fast by leaving out. Each run is a process of its own: seconds are those of the
reading alone, imports left out; memory is the most that the process and its children held. The best of the rounds
counts. `check` is the whole check of the docx. `--big` adds sheets of 50,000 × 10 cells (openpyxl takes a while).
"""

import argparse
import gc
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

SENTENCE = (
    "到2030年，第{0}片区规模以上工业企业达到{1}家，研发经费投入年均增长{2}%以上，技术合同成交额突破{3}亿元；"
    "完善第{0}片区创新平台布局，推动产学研深度融合，加快科技成果转化应用。"
)
PARAGRAPHS, ROWS = 9, 17  # on a page; in a table, which stands in for six paragraphs
Counts = tuple[int, int]  # characters and cells


def rows_of(page: int) -> list[list[str]]:
    """The table on a page: a header, groups that are merged downwards, figures."""
    rows = [["领域", "指标", "单位", "2025年", "2030年"]]
    for row in range(1, ROWS):
        rows.append([f"领域{row // 4}", f"第{page}片区指标{row}", "家", str(100 + row), str(200 + page)])
    return rows


def paragraphs_of(page: int) -> list[str]:
    """The paragraphs on a page."""
    count = PARAGRAPHS - 6 if page % 4 == 0 else PARAGRAPHS
    return [SENTENCE.format(page, 100 + page + line, 5 + line, page + 3 * line) for line in range(count)]


def write_docx(path: Path, pages: int) -> None:
    """The plan as python-docx writes it."""
    import docx
    from docx.enum.text import WD_BREAK

    made = docx.Document()
    for page in range(pages):
        made.add_heading(f"第{page + 1}片区", 1).runs[0].add_break(WD_BREAK.PAGE) if page else None
        for text in paragraphs_of(page):
            made.add_paragraph(text)
        if page % 4 == 0:
            _docx_table(made, rows_of(page))
    made.save(path)


def _docx_table(made: Any, rows: list[list[str]]) -> None:
    table = made.add_table(len(rows), len(rows[0]), style="Table Grid")
    cells = table._cells
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            merged = column == 0 and at and rows[at - 1][0] == text
            cells[at * len(row) + column].text = "" if merged else text
    for at in range(4, len(rows), 4):
        cells[at * len(rows[0])].merge(cells[min(at + 3, len(rows) - 1) * len(rows[0])])


def write_pdf(path: Path, pages: int) -> None:
    """The same pages as the small writer of the tests draws them."""
    from tests.readers.pdf_writer import Sheet, pdf

    sheets = []
    for page in range(pages):
        sheet, y = Sheet(), 60.0
        for text in paragraphs_of(page):
            text = "　　" + text
            y = sheet.lines(72, y, [text[at : at + 37] for at in range(0, len(text), 37)], pitch=22)
        if page % 4 == 0:
            xs, ys = [72, 162, 322, 372, 442, 522], [y + 18 * row for row in range(ROWS + 1)]
            sheet.grid(xs, ys)
            sheet.cells(xs, ys, rows_of(page))
        sheets.append(sheet)
    path.write_bytes(pdf(*sheets))


def write_xlsx(path: Path, pages: int) -> None:
    """The tables, each on a sheet, figures as numbers."""
    import openpyxl

    book = openpyxl.Workbook()
    for page in range(0, pages, 4):
        sheet = book.active if not page else book.create_sheet()
        sheet.title = f"表{page}"
        for row in rows_of(page):
            sheet.append([int(text) if text.isdecimal() else text for text in row])
        for at in range(5, ROWS + 1, 4):
            sheet.merge_cells(start_row=at, end_row=min(at + 3, ROWS), start_column=1, end_column=1)
    book.save(path)


def write_big(path: Path, _pages: int) -> None:
    """50,000 rows of 10 cells: a name, a unit, figures."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("数据")
    sheet.append(["指标", "单位", *(f"{year}年" for year in range(2018, 2026))])
    for row in range(50_000):
        sheet.append([f"指标{row}", "家", *(row + 7 * column for column in range(8))])
    book.save(path)


def gouji(path: Path) -> Counts:
    """Our reader, of whatever format."""
    from validator.readers import read_document

    document = read_document(path)
    return len(document.text), sum(len(row) for table in document.tables for row in table.grid)


def check(path: Path) -> Counts:
    """The whole check: reading, understanding, rules, report."""
    from contextlib import redirect_stdout
    from io import StringIO

    from validator.cli import run

    said = StringIO()
    with redirect_stdout(said):
        run(["check", str(path), "--format", "json", "--exit-zero"])
    return len(said.getvalue()), 0


def python_docx(path: Path) -> Counts:
    """Paragraphs and tables in the order of the body, each cell's text."""
    import docx
    from docx.table import Table

    characters = cells = 0
    for block in docx.Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    characters += len(cell.text)
                    cells += 1
        else:
            characters += len(block.text)
    return characters, cells


def pdfplumber(path: Path) -> Counts:
    """Text and tables of every page."""
    import pdfplumber as library

    characters = cells = 0
    with library.open(path) as document:
        for page in document.pages:
            characters += len(page.extract_text())
            cells += sum(len(row) for table in page.extract_tables() for row in table)
            page.close()
    return characters, cells


def openpyxl(path: Path) -> Counts:
    """Every cell; not read-only, where there would be no merged ranges."""
    import openpyxl as library

    characters = cells = 0
    for sheet in library.load_workbook(path, data_only=True):
        _ = sheet.merged_cells.ranges
        for row in sheet.iter_rows(values_only=True):
            cells += len(row)
            characters += sum(len(str(value)) for value in row if value is not None)
    return characters, cells


READERS: dict[str, Callable[[Path], Counts]] = {
    "gouji": gouji, "check": check, "python-docx": python_docx, "pdfplumber": pdfplumber, "openpyxl": openpyxl,
}  # fmt: skip
WARM = {"gouji": "docx pdf_pages xlsx ods xls", "check": "docx"}  # our modules, loaded before the clock starts
FILES: dict[str, tuple[Callable[[Path, int], None], tuple[str, ...]]] = {
    "plan.docx": (write_docx, ("gouji", "python-docx", "check")),
    "plan.pdf": (write_pdf, ("gouji", "pdfplumber")),
    "plan.xlsx": (write_xlsx, ("gouji", "openpyxl")),
    "big.xlsx": (write_big, ("gouji", "openpyxl")),
}


def _load(reader: str) -> None:
    """Import what the reader needs: start-up is measured elsewhere."""
    for name in WARM.get(reader, "").split():
        __import__(f"validator.readers.{name}")
    if reader == "check":
        for name in ("pipeline", "facts", "checking", "reports.build", "reports.json", "rules"):
            __import__(f"validator.{name}")
        sys.modules["validator.rules"].all_rules()
    elif reader != "gouji":
        __import__(reader.removeprefix("python-"))


def measure(reader: str, path: Path) -> dict[str, float]:
    """Read once in this process."""
    _load(reader)
    gc.disable()  # as the command does
    start = time.perf_counter()
    characters, cells = READERS[reader](path)
    seconds = time.perf_counter() - start
    own, child = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"seconds": seconds, "MB": (own.ru_maxrss + child.ru_maxrss) >> 10, "characters": characters, "cells": cells}


def results(options: argparse.Namespace, folder: Path) -> Iterator[dict[str, Any]]:
    """Every reader on every file, in turns."""
    for name, (write, readers) in FILES.items():
        if name == "big.xlsx" and not options.big:
            continue
        path = folder / name
        write(path, options.pages)
        runs: dict[str, list[dict[str, float]]] = {reader: [] for reader in readers}
        for _ in range(1 if name == "big.xlsx" else options.rounds):
            for reader in readers:
                command = [sys.executable, __file__, "--reader", reader, "--file", str(path)]
                runs[reader].append(json.loads(subprocess.run(command, check=True, capture_output=True).stdout))
        ours = min(run["seconds"] for run in runs["gouji"])
        for reader in readers:
            best = min(runs[reader], key=lambda run: run["seconds"])
            yield {"file": name, "reader": reader, **best, "ratio": best["seconds"] / ours}


def main() -> None:
    """A line for each reader of each file, or JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--big", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--reader", choices=READERS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.reader:
        print(json.dumps(measure(options.reader, options.file)))
        return
    with TemporaryDirectory() as folder:
        rows = list(results(options, Path(folder)))
    if options.json:
        print(json.dumps(rows, indent=2))
        return
    for row in rows:
        print(
            f"{row['file']:10}{row['reader']:12}{row['seconds']:8.2f} s {row['MB']:5.0f} MB {row['characters']:8.0f} characters "
            f"{row['cells']:7.0f} cells   {row['ratio']:.1f} × our reading"
        )


if __name__ == "__main__":
    main()
