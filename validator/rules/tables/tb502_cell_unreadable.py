"""cell-unreadable — 单元格空白或不是数字

说明：数值列和增速列应当填数字、短横（—）或文字（如“位居前列”）。有数字却读不成一个数的格（如1O5、16.5.2），以
及电子表格留下的错误值，作警告；同一行别的年份有数而这一格空着的，只作提示。短横、文字、比例（1:14.5）不报告。

A column of values or rates holds figures, dashes (—) or words (位居前列). A cell of digits that form no
figure (1O5, 16.5.2) is reported; so is, as a remark, a cell without anything where the row has a value
in another year.

Flagged:
- 表1 主要指标\\n指标\\t2020年\\t2025年\\n开放数据集（个）\\t5460\\t9O00\\n数据企业（家）\\t920\\t1500

Not flagged:
- 表1 主要指标\\n指标\\t2020年\\t2025年\\n开放数据集（个）\\t5460\\t-\\n数据企业（家）\\t920\\t位居前列\\n科研平台（个）\\t〔5〕\\t>10

Basis: what cannot be read as a figure cannot be checked, and is usually a slip of the keyboard.
依据：读不出的数字无法核对，多半是误键。
"""

from collections.abc import Iterator

from validator.claims.tables import Entry, RowReading
from validator.facts import Facts
from validator.finding import Evidence, Outcome, Severity, Verdict
from validator.quantities.cells import Reading
from validator.rules.base import rule


@rule(
    "TB502",
    "cell-unreadable",
    Severity.WARNING,
    zh={
        "default": "“{indicator}”的“{column}”格写的是“{text}”，不是可以读出的数字，请核对是否误填。",
        "blank": "“{indicator}”的“{column}”格是空的；没有数值时请填“—”。",
    },
    en={
        "default": "“{indicator}”, column “{column}”: “{text}” cannot be read as a figure. Please check it.",
        "blank": "“{indicator}”, column “{column}”: the cell is empty; put a dash where there is no value.",
    },
)
def cell_unreadable(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each cell of a figure column that holds digits or nothing."""
    for table in facts.tables:
        for row in table.rows:
            for entry in row.entries:
                text = entry.cell.text.string
                if entry.reading.reading is Reading.TEXT and _garbled(text):
                    yield _verdict(row, entry, Outcome.FAILS)
                elif not text and any(e.reading.quantities for e in row.entries):
                    yield _verdict(row, entry, Outcome.FAILS, "blank", Severity.INFO)
                elif entry.reading.quantities:
                    yield _verdict(row, entry, Outcome.HOLDS)


def _verdict(
    row: RowReading, entry: Entry, outcome: Outcome, why: str = "default", severity: Severity | None = None
) -> Verdict:
    text, name = entry.cell.text, row.name_cell.text
    return Verdict(
        outcome,
        (Evidence((text if text.string else name).span(), "cell", text.string),),
        why,
        {"column": entry.column.header, "text": text.string},
        severity,
        indicator=name.string,
        year=entry.column.year,
    )


def _garbled(text: str) -> bool:
    """Digits without a word that would explain them."""
    if text.startswith("#") and text[-1:] in "!?/0A":
        return True  # #REF!, #DIV/0!: what a spreadsheet leaves of a broken formula
    if text and all(c in "？?□�" for c in text):
        return True  # what a wrong encoding or a missing font leaves of a figure
    if len(text) > 2 and all(c in "零一二三四五六七八九十百千万亿点" for c in text):
        return True
    if any(c in text for c in ":：∶（("):
        return False  # 1:14.5, 97.5（76.8）
    return any(c.isdigit() for c in text) and not any("\u4e00" <= c <= "\u9fff" for c in text) and len(text) <= 12
