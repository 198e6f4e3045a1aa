"""Report → an xlsx workbook: a row a finding, a row an indicator with its growth as a live formula.

Nothing from the document can become a formula; the same report gives the same bytes.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from schemas.report import DocumentInfo, EvidenceInfo, FigureInfo, FindingInfo, IndicatorInfo, Report
from validator.reports.details import figure, path_of, place, posix, printable, remarks, rule_title, troubles
from validator.reports.look import PLAIN, Look, gravest_first
from validator.wording import SEVERITIES, clean, role_name, word

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MADE = datetime(2000, 1, 1)  # the same report, the same bytes
LONGEST_CELL = 32_767  # UTF-16 units that a cell can hold
MOST_LINKS = 60_000  # a sheet can hold 65,530
LONGEST_LINK = 1_000  # half of what a cell can hold, which is counted in UTF-16
LINE, MOST_HEIGHT = 17, 405  # points; Chinese fonts are higher than a row without text
WIDE, NARROW = 2.1, 1.1  # of a Chinese and any other character, in digits
A3 = 8  # as the format numbers paper
MOST_DIGITS = 30  # a cell computes with 15; a number of hundreds of digits would break the workbook
MOST_PLACES = 12  # of one finding, behind the first

_FORMULA = re.compile(r"[=+\-@＝＋－＠](?![\d.,]+%?$)")  # a plain signed figure is no formula
_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
_NOT_URI = re.compile(r'[\x00-\x20"#%<>?\[\\\]^`{|}]')
_BOUNDS = {"floor": "≥", "ceiling": "≤", "about": "≈"}
_COLOURS = {"error": "#F8D7DA", "warning": "#FFF3CD", "info": "#E2EEF9"}


def render(report: Report, look: Look = PLAIN) -> bytes:
    """The workbook; links lead from the folder of `look.output` to the workbooks that were checked."""
    from xlsxwriter import Workbook

    out = BytesIO()
    book = Workbook(out, {"in_memory": True})  # no temporary files
    book.set_properties({"created": MADE, "title": look.say("勾稽核对", "gouji report")})
    _findings(_sheet(book, look, *_FINDINGS), report, look)
    _indicators(_sheet(book, look, *_INDICATORS), report.documents, look)
    missing = list(troubles(report, look))
    if missing:
        sheet = _sheet(book, look, *_TROUBLES)
        for row, trouble in enumerate(missing, 1):
            sheet.texts(row, 0, (trouble.path or "", trouble.text))
        sheet.finish(len(missing))
    book.close()
    return out.getvalue()


_Columns = tuple[tuple[tuple[str, str], int], ...]  # ((Chinese, English), width in characters)

_FINDINGS: tuple[tuple[str, str], _Columns] = (
    ("发现", "Findings"),
    (
        (("代码", "Code"), 8),
        (("级别", "Severity"), 8),
        (("规则", "Rule"), 22),
        (("问题", "Problem"), 60),
        (("指标", "Indicator"), 24),
        (("年份", "Year"), 8),
        (("文中", "Stated"), 12),
        (("应为或对照值", "Expected or compared"), 14),
        (("位置", "Place"), 36),
        (("对照位置", "Compared with"), 44),
        (("算式", "Formula"), 30),
        (("可能原因", "Causes"), 40),
        (("建议", "Edits"), 40),
        (("豁免", "Waived"), 16),
        (("文件", "File"), 28),
        (("指纹", "Fingerprint"), 18),
    ),
)
_INDICATORS: tuple[tuple[str, str], _Columns] = (
    ("指标", "Indicators"),
    (
        (("指标", "Indicator"), 40),
        (("单位", "Unit"), 10),
        (("基期年", "Base year"), 8),
        (("基期值", "Baseline"), 12),
        (("目标年", "Target year"), 8),
        (("目标值", "Target"), 12),
        (("文中年均增速", "Printed growth"), 13),
        (("重算年均增速", "Computed growth"), 13),
        (("相差（百分点）", "Difference (points)"), 13),
        (("位置", "Place"), 44),
        (("文件", "File"), 28),
    ),
)
_TROUBLES: tuple[tuple[str, str], _Columns] = (
    ("未核对", "Not checked"),
    ((("文件", "File"), 40), (("原因", "Reason"), 100)),
)


@dataclass(slots=True)
class _Sheet:
    """A worksheet with its cell formats; writes text that stays text, figures and links."""

    book: "Workbook"
    sheet: "Worksheet"
    look: Look
    widths: Sequence[int]
    links: int = 0
    heights: dict[int, int] = field(default_factory=dict)  # lines of each row
    formats: "dict[tuple[tuple[str, str | int], ...], Format]" = field(default_factory=dict)

    def style(self, **changes: str | int) -> "Format":
        """The format of a cell: wrapped and at the top, with `changes`."""
        key = tuple(sorted(changes.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"text_wrap": True, "valign": "top", **changes})
        return self.formats[key]

    def text(self, row: int, column: int, text: str, **changes: str | int) -> None:
        """A cell of text; text that a spreadsheet would take for a formula gets an apostrophe before it."""
        text = cell_text(text)
        self.measure(row, column, text)
        self.sheet.write_string(row, column, text, self.style(**changes))

    def measure(self, row: int, column: int, text: str) -> None:
        """Remember how many lines a text takes, since a viewer may not work out the height of a row.

        Rather a line too many than one cut off: fonts differ, and a line may break well before its end.
        """
        room = self.widths[column] - 2
        lines = sum(ceil(_room(line) / room) or 1 for line in text.split("\n"))
        self.heights[row] = max(self.heights.get(row, 1), lines)

    def finish(self, rows: int) -> None:
        """Set the heights of the rows, and a filter over all of them."""
        for row, lines in self.heights.items():
            self.sheet.set_row(row, min(lines * LINE, MOST_HEIGHT))
        self.sheet.autofilter(0, 0, rows, len(self.widths) - 1)

    def texts(self, row: int, column: int, texts: Sequence[str]) -> None:
        """Cells of text beside each other."""
        for at, text in enumerate(texts, column):
            self.text(row, at, text)

    def link(self, row: int, column: int, text: str, evidence: EvidenceInfo, before: str = "") -> None:
        """A cell of text, or of `before` and the address that it leads to, where the place is a cell of a workbook."""
        url = _link(evidence, self.look)
        if not url or self.links >= MOST_LINKS or len(url) > LONGEST_LINK:
            self.text(row, column, text)
            return
        self.links += 1
        # Not every program wraps the text of a link: it has to be short.
        text = cell_text(f"{before}{evidence.sheet}!{evidence.cell}")
        self.measure(row, column, text)
        self.sheet.write_url(row, column, url, self.style(font_color="#0563C1", underline=1), text)

    def number(self, row: int, column: int, value: Decimal, pattern: str, **changes: str | int) -> None:
        """A number, shown by the pattern."""
        self.sheet.write_number(row, column, value, self.style(num_format=pattern, **changes))

    def formula(self, row: int, column: int, formula: str, value: Decimal, pattern: str) -> None:
        """A formula with the value it has now, for programs that show it without computing."""
        self.sheet.write_formula(row, column, formula, self.style(num_format=pattern), value)


def _room(text: str) -> float:
    """The width of a text in the characters that columns are measured in; quotation marks are wide in Chinese fonts."""
    wide = sum(east_asian_width(char) in "WFA" for char in text)
    return WIDE * wide + NARROW * (len(text) - wide)


def _sheet(book: "Workbook", look: Look, name: tuple[str, str], columns: _Columns) -> _Sheet:
    """A worksheet with its header."""
    sheet = _Sheet(book, book.add_worksheet(look.say(*name)), look, [cells for _, cells in columns])
    header = sheet.style(bold=1, bg_color="#D9E2EC", bottom=1)
    for column, (title, cells) in enumerate(columns):
        sheet.measure(0, column, look.say(*title))
        sheet.sheet.write_string(0, column, look.say(*title), header)
        sheet.sheet.set_column(column, column, cells)
    sheet.sheet.freeze_panes(1, 0)
    sheet.sheet.set_landscape()
    sheet.sheet.set_paper(A3)
    sheet.sheet.fit_to_pages(1, 0)
    sheet.sheet.repeat_rows(0)
    return sheet


def _findings(sheet: _Sheet, report: Report, look: Look) -> None:
    for row, finding in enumerate(gravest_first(report.findings), 1):
        _finding(sheet, row, finding, look)
        sheet.texts(row, 14, (path_of(finding, report), finding.fingerprint))
    sheet.finish(len(report.findings))


def _finding(sheet: _Sheet, row: int, finding: FindingInfo, look: Look) -> None:
    sheet.text(row, 0, finding.code)
    sheet.text(row, 1, word(SEVERITIES, finding.severity, look.lang), bg_color=_COLOURS[finding.severity])
    sheet.texts(row, 2, (rule_title(finding, look), finding.brief, finding.indicator or ""))
    if finding.year is not None:
        sheet.number(row, 5, Decimal(finding.year), "0", align="left")
    amounts = (finding.stated, finding.expected)
    sheet.texts(row, 6, [amount.text if amount else "" for amount in amounts])
    if finding.evidence:
        sheet.link(row, 8, place(finding.evidence[0], look), finding.evidence[0])
    _others(sheet, row, finding.evidence[1:], look)
    sheet.texts(row, 10, _remarks(finding, look))


def _others(sheet: _Sheet, row: int, others: Sequence[EvidenceInfo], look: Look) -> None:
    """The other figures; one alone leads to its place."""
    if len(others) == 1:
        role, text = role_name(others[0].role, look.lang), clean(others[0].text)
        sheet.link(row, 9, figure(others[0], look), others[0], f"{role} {text} ")
        return
    said = [figure(each, look) for each in others[:MOST_PLACES]]
    if len(others) > MOST_PLACES:
        left = len(others) - MOST_PLACES
        said.append(look.say(f"另有 {left} 处", f"and {left} more"))
    sheet.text(row, 9, "\n".join(said))


def _remarks(finding: FindingInfo, look: Look) -> list[str]:
    """Formula, causes, edits and waiver, a cell each."""
    labels = [
        look.say(*words) for words in (("算式", "formula"), ("可能原因", "cause"), ("建议", "edit"), ("豁免", "waived"))
    ]
    said = list(remarks(finding, look))
    return ["\n".join(text for label, text in said if label == wanted) for wanted in labels]


def _indicators(sheet: _Sheet, documents: Sequence[DocumentInfo], look: Look) -> None:
    row = 0
    for document in documents:
        for indicator in document.indicators:
            row += 1
            _indicator(sheet, row, indicator, look)
            sheet.text(row, 10, posix(document.path))
    sheet.finish(row)


def _indicator(sheet: _Sheet, row: int, indicator: IndicatorInfo, look: Look) -> None:
    sheet.texts(row, 0, (indicator.name, indicator.unit))
    for column, found in ((2, indicator.base), (4, indicator.target)):
        if found is not None:
            _figure(sheet, row, column, found)
    rate = indicator.rate if indicator.rate and _is_number(indicator.rate) else None
    if rate is not None:
        sheet.number(row, 6, Decimal(rate.value) / 100, _pattern(rate, "%"))
    ends = (indicator.base, indicator.target)
    if indicator.growth is not None and all(each is not None and _is_number(each) for each in ends):
        _computed(sheet, row, Decimal(indicator.growth) / 100, rate)
    shown = indicator.target or indicator.base
    if shown is not None:
        sheet.link(row, 9, place(shown.evidence, look), shown.evidence)


def _figure(sheet: _Sheet, row: int, column: int, found: FigureInfo) -> None:
    """Year and value; what is no one number, or none that a cell can hold, is written as printed."""
    if found.year is not None:
        sheet.number(row, column, Decimal(found.year), "0", align="left")
    if _is_number(found):
        sheet.number(row, column + 1, Decimal(found.value), _pattern(found))
    else:
        sheet.text(row, column + 1, found.evidence.text)


def _is_number(found: FigureInfo) -> bool:
    return found.bound != "range" and len(found.value) <= MOST_DIGITS


def _computed(sheet: _Sheet, row: int, growth: Decimal, rate: FigureInfo | None) -> None:
    """The compound growth as a formula over the row's own cells, and how far the printed one is from it."""
    at = row + 1
    sheet.formula(row, 7, f"=(F{at}/D{at})^(1/(E{at}-C{at}))-1", growth, "0.00%")
    if rate is not None:
        # A hundredfold, since points are no percentage of anything.
        sheet.formula(row, 8, f"=(G{at}-H{at})*100", Decimal(rate.value) - growth * 100, "+0.00;-0.00;0.00")


def _pattern(found: FigureInfo, unit: str = "") -> str:
    """The number format that shows a figure with the digits it was printed with, and its bound."""
    places = len(found.value.partition(".")[2])
    bound = _BOUNDS.get(found.bound, "")
    return (f'"{bound}"' if bound else "") + "0" + ("." + "0" * places if places else "") + unit


def cell_text(text: str) -> str:
    """Text as a cell can hold it: no control characters, no formula, not too long."""
    text = "\n".join(clean(line) for line in text.split("\n"))
    if _FORMULA.match(text):
        text = "'" + text
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * LONGEST_CELL else units[: 2 * LONGEST_CELL - 2].decode("utf-16-le", "ignore") + "…"


def _link(evidence: EvidenceInfo, look: Look) -> str:
    """The address of a cell in a workbook that was checked, seen from the report; empty for other places."""
    if not evidence.sheet or not evidence.cell or not _ADDRESS.fullmatch(evidence.cell):
        return ""
    try:
        path = os.path.relpath(evidence.document, os.path.dirname(look.output or ""))
    except ValueError:  # on another drive
        path = evidence.document
    sheet = printable(evidence.sheet).replace("'", "''")
    target = _NOT_URI.sub(lambda found: f"%{ord(found.group()):02X}", posix(path))
    return f"external:{target}#'{sheet}'!{evidence.cell}"
