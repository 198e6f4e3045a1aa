"""How fast a pdf of many pages is read, beside pdfplumber on the same file: text and tables of every page.

Usage: python benchmarks/speed/read_pdf.py [--pages 300] [--file PLAN.pdf]   (pdfplumber must be installed)
Each reader runs in a process of its own; memory is the most that it and its children held, in MB.
"""

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
SENTENCE = "到2030年，第{0}个园区规模以上工业企业达到{1}家，研发经费投入年均增长{2}%以上，技术合同成交额突破{3}亿元。"


def sample(pages: int) -> bytes:
    """A plan of so many pages: text on each, a ruled table on every third."""
    from tests.readers.pdf_writer import Sheet, pdf

    sheets = []
    for page in range(pages):
        sheet, y = Sheet(), 80.0
        sheet.text(240, 50, "某市科技创新规划")
        for line in range(8 if page % 3 == 0 else 16):
            text = "　　" + SENTENCE.format(page, 100 + page + line, 5 + line, page + 3 * line)
            y = sheet.lines(72, y, [text[:37], text[37:]], pitch=22)
        if page % 3 == 0:
            xs, ys = [72, 232, 332, 432, 522], [y + 18 * row for row in range(18)]
            sheet.grid(xs, ys)
            rows = [[f"指标第{page}之{row}", "家", str(100 + row), str(200 + page)] for row in range(17)]
            sheet.cells(xs, ys, rows)
        sheet.text(290, 800, str(page + 1))
        sheets.append(sheet)
    return pdf(*sheets)


def read(reader: str, path: Path) -> None:
    """Read the file once and print seconds, memory, characters and cells."""
    start = time.perf_counter()
    if reader == "gouji":
        from validator.readers import read_document

        document = read_document(path)
        characters, cells = len(document.text), sum(len(row) for table in document.tables for row in table.grid)
    else:
        import pdfplumber

        characters = cells = 0
        with pdfplumber.open(path) as document:
            for page in document.pages:
                characters += len(page.extract_text())
                cells += sum(len(row) for table in page.extract_tables() for row in table)
                page.close()
    seconds = time.perf_counter() - start
    own, child = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    busy = own.ru_utime + own.ru_stime + child.ru_utime + child.ru_stime
    memory = f"{own.ru_maxrss // 1024} MB + {child.ru_maxrss // 1024} MB in a child"
    print(f"{reader:12}{seconds:8.2f} s {busy:8.2f} s of processor  {memory}  {characters} characters  {cells} cells")


def main() -> None:
    """Run both readers, each in a new process."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--reader", choices=("gouji", "pdfplumber"))
    options = parser.parse_args()
    if options.reader:
        read(options.reader, options.file)
        return
    with TemporaryDirectory() as folder:
        path = options.file or Path(folder) / "plan.pdf"
        if not options.file:
            path.write_bytes(sample(options.pages))
        for reader in ("gouji", "pdfplumber"):
            subprocess.run([sys.executable, __file__, "--reader", reader, "--file", str(path)], check=True)


if __name__ == "__main__":
    main()
