"""How fast files of many pages are read, beside python-docx, openpyxl and pdfplumber on the same files.

    python benchmarks/speed/readers.py [--pages 300] [--rounds 3] [--big] [--json]

One generated plan as docx (headings, paragraphs in runs as Word writes them, a table with merged cells on every fourth
page), its pages as pdf, and its tables as xlsx. Every reader gives the same: all text and every cell, in order; the characters and cells it
found are printed, so that nobody is fast by leaving out. Each run is a process of its own: seconds are those of the
processor (children included) for the reading alone, imports left out, which a busy machine changes least; wall is
the time that passed; memory is the most that the process and its children held. The best of the rounds
counts. `check` is the whole check of the docx. `--big` adds sheets of 50,000 × 10 cells (openpyxl takes a while).
"""

import argparse
import gc
import json
import re
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

AREAS = [
    a + b
    for a in (
        "东岭",
        "西河",
        "南塘",
        "北垣",
        "青桥",
        "石门",
        "云溪",
        "龙泉",
        "金沙",
        "白云",
        "松江",
        "梅岭",
        "临湖",
        "望城",
        "长滩",
    )
    for b in (
        "一",
        "二",
        "三",
        "四",
        "五",
        "六",
        "七",
        "八",
        "九",
        "十",
        "甲",
        "乙",
        "丙",
        "丁",
        "戊",
        "己",
        "庚",
        "辛",
        "壬",
        "癸",
    )
]
THINGS = (
    "高新技术企业", "科技型中小企业", "有效发明专利", "技术合同登记", "科技特派员", "省级研发平台", "重点实验室", "众创空间",
    "科普基地", "农业示范基地", "专精特新企业", "规模以上工业企业", "引进人才", "科技项目", "产学研项目", "成果转化项目",
)  # fmt: skip
PLAIN = (
    "坚持把创新摆在发展全局的突出位置，完善科技创新体制机制，推动各类要素向企业集聚，形成上下联动、部门协同的工作格局。",
    "健全以企业为主体、市场为导向的技术创新体系，鼓励骨干企业牵头组建联合体，支持中小企业走专业化、精细化发展道路。",
    "优化营商环境，深化放管服改革，落实各项惠企政策，提升公共服务的均等化、便利化水平，增强群众的获得感和满意度。",
    "加强组织领导和统筹协调，明确责任分工，强化督促检查，定期开展评估，确保各项任务落到实处、取得实效。",
)
PARAGRAPHS, TABLED, ROWS = 8, 3, 17  # on a page without and with a table; rows of a table
FONTS = {"w:ascii": "Times New Roman", "w:hAnsi": "Times New Roman", "w:eastAsia": "仿宋_GB2312", "w:hint": "eastAsia"}
Counts = tuple[int, int]  # characters and cells


def figures(page: int, row: int) -> tuple[int, int]:
    """What an indicator is in 2025 and in 2030."""
    return 20 + row + page % 7, 40 + 3 * row + page % 11


def rows_of(page: int) -> list[list[str]]:
    """The table on a page: a header, fields and kinds merged downwards, figures that grow."""
    rows = [["序号", "领域", "指标", "单位", "2025年", "2030年", "属性"]]
    for row in range(1, ROWS):
        base, target = figures(page, row)
        name = f"{AREAS[page]}片区{THINGS[row - 1]}"
        kind = "约束性" if row < ROWS // 2 else "预期性"
        rows.append([str(row), f"{AREAS[page]}领域{(row - 1) // 4 + 1}", name, "个", str(base), str(target), kind])
    return rows


def paragraphs_of(page: int) -> list[str]:
    """The paragraphs on a page, with as many figures as plans have: some eight in a thousand characters."""
    texts = []
    for line in range(TABLED if page % 4 == 0 else PARAGRAPHS):
        text = PLAIN[(page + line) % 4] + PLAIN[(page + line + 1) % 4]
        if line % 3 == 0:
            row = line + 1
            base, target = figures(page, row)
            text += f"到2030年，{AREAS[page]}片区{THINGS[row - 1]}由2025年的{base}个增加到{target}个。"
        texts.append(text)
    return texts


def write_docx(path: Path, pages: int) -> None:
    """The plan as Word writes it: Latin digits in runs of their own, fonts in every run."""
    import docx

    made = docx.Document()
    for page in range(pages):
        made.add_heading(f"第{page + 1}节 {AREAS[page]}片区", 1)
        for text in paragraphs_of(page):
            paragraph = made.add_paragraph()
            for piece in re.findall(r"[0-9]+|[^0-9]+", text):
                _with_fonts(paragraph.add_run(piece))
        if page % 4 == 0:
            made.add_paragraph(f"表{page // 4 + 1} {AREAS[page]}片区主要指标")
            _docx_table(made, rows_of(page))
    made.save(path)


def _with_fonts(run: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run.font.size = Pt(16)
    fonts = run._element.rPr._add_rFonts()
    for name, font in FONTS.items():
        fonts.set(qn(name), font)


def _docx_table(made: Any, rows: list[list[str]]) -> None:
    width = len(rows[0])
    table = made.add_table(len(rows), width, style="Table Grid")
    cells = table._cells
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            if not _goes_on(rows, at, column):
                _with_fonts(cells[at * width + column].paragraphs[0].add_run(text))
    for column in (1, width - 1):
        starts = [at for at in range(1, len(rows)) if not _goes_on(rows, at, column)]
        for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
            cells[start * width + column].merge(cells[(end - 1) * width + column])


def _goes_on(rows: list[list[str]], at: int, column: int) -> bool:
    """True where a cell is merged with the one above it."""
    return at > 1 and column in (1, len(rows[0]) - 1) and rows[at][column] == rows[at - 1][column]


def write_pdf(path: Path, pages: int) -> None:
    """The same pages as the small writer of the tests draws them."""
    from tests.readers.pdf_writer import Sheet, pdf

    sheets = []
    for page in range(pages):
        sheet, y = Sheet(), 60.0
        for text in paragraphs_of(page):
            text = "　　" + text
            y = sheet.lines(72, y, [text[at : at + 37] for at in range(0, len(text), 37)], pitch=18)
        if page % 4 == 0:
            xs, ys = [72, 102, 172, 322, 352, 402, 452, 522], [y + 18 * row for row in range(ROWS + 1)]
            sheet.grid(xs, ys)
            sheet.cells(xs, ys, rows_of(page), 8)
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
        for at in range(2, ROWS + 1, 4):
            sheet.merge_cells(start_row=at, end_row=min(at + 3, ROWS), start_column=2, end_column=2)
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
        run(["check", str(path), "--exit-zero"])
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
    start, before = time.perf_counter(), time.process_time()
    characters, cells = READERS[reader](path)
    wall = time.perf_counter() - start
    own, child = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    seconds = sum(usage.ru_utime + usage.ru_stime for usage in (own, child)) - before
    return {
        "seconds": seconds,
        "wall": wall,
        "MB": (own.ru_maxrss + child.ru_maxrss) >> 10,
        "characters": characters,
        "cells": cells,
    }


def results(options: argparse.Namespace, folder: Path) -> Iterator[dict[str, Any]]:
    """Every reader on every file, in turns."""
    for name, (_, readers) in FILES.items():
        if name == "big.xlsx" and not options.big:
            continue
        path = folder / name
        _alone("--write", name, "--file", str(path), "--pages", str(options.pages))
        runs: dict[str, list[dict[str, float]]] = {reader: [] for reader in readers}
        for _ in range(1 if name == "big.xlsx" else options.rounds):
            for reader in readers:
                runs[reader].append(json.loads(_alone("--reader", reader, "--file", str(path))))
        ours = min(run["seconds"] for run in runs["gouji"])
        for reader in readers:
            best = min(runs[reader], key=lambda run: run["seconds"])
            yield {"file": name, "reader": reader, **best, "ratio": best["seconds"] / ours}


def _alone(*arguments: str) -> bytes:
    """This program in a process of its own; the files are written so too, as a child's memory counts from its parent's."""
    return subprocess.run([sys.executable, __file__, *arguments], check=True, capture_output=True).stdout


def main() -> None:
    """A line for each reader of each file, or JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--big", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--reader", choices=READERS, help=argparse.SUPPRESS)
    parser.add_argument("--write", choices=FILES, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        FILES[options.write][0](options.file, options.pages)
        return
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
            f"{row['file']:10}{row['reader']:12}{row['seconds']:8.2f} s (wall {row['wall']:6.2f} s) {row['MB']:5.0f} MB {row['characters']:8.0f} characters "
            f"{row['cells']:7.0f} cells   {row['ratio']:.1f} × our reading"
        )


if __name__ == "__main__":
    main()
