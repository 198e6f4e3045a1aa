"""The xlsx reader: a cell reads as Excel shows it, and a sheet holds as many tables as a person sees."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from validator.document import Document, Table
from validator.errors import ReadError
from validator.readers import xlsx
from validator.readers.number_formats import display
from validator.readers.xlsx import read_xlsx

FORMATS = Path(__file__).parents[3] / "shared" / "formats"


def save(book: Any) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(fill: Callable[[Any], object]) -> Document:
    book = openpyxl.Workbook()
    book.active.title = "指标"
    fill(book.active)
    return read_xlsx(save(book), "甲.xlsx")


def rows(*lines: list[object]) -> Callable[[Any], object]:
    def fill(sheet: Any) -> None:
        for line in lines:
            sheet.append(line)

    return fill


def grid(table: Table) -> list[list[str]]:
    return [[cell.text.string for cell in row] for row in table.grid]


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("0.083", "0.0%", "8.3%"),
        ("8.3000000000000004E-2", "0.0%", "8.3%"),
        ("66.150000000000006", "General", "66.15"),
        ("66.15", "0.00_ ", "66.15"),
        ("661480", "#,##0", "661,480"),
        ("120", "General", "120"),
        ("1.0", "General", "1"),
        ("12.5", '0.00"万元"', "12.50万元"),
        ("2.5", "0", "3"),
        ("-5.5", "0.0;[Red]-0.0", "-5.5"),
        ("-0.04", "0.0", "0.0"),
        ("0", "0;-0;;@", ""),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("1234567", "#,##0,", "1,235"),
        ("12", "#,##0.0#", "12.0"),
        ("5", "[$¥-804]#,##0.00", "¥5.00"),
        ("7", '"约"0', "约7"),
        ("46000", 'yyyy"年"m"月"d"日"', "2025年12月9日"),
        ("46000.5", "yyyy-mm-dd hh:mm", "2025-12-09 12:00"),
        ("45", "mm:ss", "00:00"),
        ("1.5", "[h]:mm", "36:00"),
        ("99999999", "yyyy/m/d", "99999999"),
        ("1e300", "0.00", "1e300"),
        ("1e-300", "General", "1e-300"),
        ("nan", "0.0", "nan"),
        ("文字", "0.0%", "文字"),
        ("0.25", "# ?/?", "0.25"),
        ("5", "0." + "0" * 5000, "5." + "0" * 30),
    ],
)
def test_numbers_read_as_displayed(stored: str, code: str, shown: str) -> None:
    assert display(stored, code) == shown


def test_values_and_addresses() -> None:
    def fill(sheet: Any) -> None:
        formula = "=cmd|' /C calc'!A0"
        rows(
            ["指标", "2025年", "增速", "日期"],
            ["投入", 66.15, 0.083, date(2030, 12, 31)],
            ["企业", 1350, True, formula],
        )(sheet)
        sheet["B3"].number_format = "#,##0"
        sheet["C2"].number_format = "0.0%"
        sheet["D2"].number_format = "yyyy/m/d"
        sheet["D3"].data_type = "s"

    table = read(fill).tables[0]
    assert grid(table) == [
        ["指标", "2025年", "增速", "日期"],
        ["投入", "66.15", "8.3%", "2030/12/31"],
        ["企业", "1,350", "TRUE", "=cmd|' /C calc'!A0"],
    ]
    assert (table.sheet, table.grid[1][2].address, table.grid[1][2].row, table.grid[1][2].column) == (
        "指标",
        "C2",
        2,
        3,
    )


def test_merged_cells_caption_unit_and_notes() -> None:
    def fill(sheet: Any) -> None:
        rows(
            ["表1 主要指标"], [None, None, "单位：万元"], ["指标", "规划目标"], [None, "2025年", "2030年"],
            ["一、投入"], ["研发", 1, 2], ["注：累计数"], ["2.另注"],
        )(sheet)  # fmt: skip
        for ref in ("A1:C1", "A3:A4", "B3:C3", "A5:C5", "A7:C7"):
            sheet.merge_cells(ref)

    document = read(fill)
    table = document.tables[0]
    assert grid(table) == [
        ["指标", "规划目标", "规划目标"],
        ["指标", "2025年", "2030年"],
        ["一、投入", "一、投入", "一、投入"],
        ["研发", "1", "2"],
    ]
    assert table.grid[0][0] is table.grid[1][0]
    assert (table.grid[0][1].columns, table.grid[0][0].rows, table.grid[0][1].address) == (2, 2, "B3")
    assert table.caption is not None
    assert table.caption.string == "表1 主要指标单位：万元"
    assert [note.string for note in table.notes] == ["注：累计数", "2.另注"]
    for row in table.grid:
        for cell in row:
            span = cell.text.span()
            assert document.text[span.start : span.end] == cell.text.string


def test_several_tables_on_one_sheet() -> None:
    document = read(
        rows(
            ["表1 甲表", None, None, "表2 乙表"], ["指标", 1, None, "指标", 3], ["投入", 2, None, "产出", 4],
            [], ["表3 丙表"], [], ["指标", 5], ["其他", 6],
        )
    )  # fmt: skip
    assert [grid(table) for table in document.tables] == [
        [["指标", "1"], ["投入", "2"]],
        [["指标", "3"], ["产出", "4"]],
        [["指标", "5"], ["其他", "6"]],
    ]
    assert [table.number for table in document.tables] == [1, 2, 3]
    assert [table.caption and table.caption.string for table in document.tables] == ["表1 甲表", "表2 乙表", "表3 丙表"]


def test_hidden_sheets_and_formulas_without_result_are_told() -> None:
    book = openpyxl.Workbook()
    book.active.append(["指标", "合计"])
    book.active.append(["投入", "=1+2"])
    hidden = book.create_sheet("底稿")
    hidden.append(["指标", 3])
    hidden.append(["投入", 4])
    hidden.sheet_state = "hidden"
    document = read_xlsx(save(book), "甲.xlsx")
    assert [table.sheet for table in document.tables] == ["Sheet", "底稿"]
    assert [unread.where for unread in document.unread] == ["工作表“Sheet”：B2", "工作表“底稿”"]


def test_an_empty_result_is_a_result() -> None:
    cells = '<c t="str"><f>IF(B1=0,"",B1)</f><v></v></c><c><v>3</v></c><c t="s"><f>A2</f><v>9</v></c>'
    document = read_xlsx(sheet(f"<sheetData><row>{cells}</row></sheetData>"), "甲.xlsx")
    assert [unread.where for unread in document.unread] == ["工作表“一”：C1"]


def test_hidden_rows_and_columns_are_read_and_told() -> None:
    def fill(sheet: Any) -> None:
        rows(["指标", "单位", 2025, 2030], ["投入", "亿元", 1, 2], ["内部口径", "亿元", 3, 4], ["人员", "人", 5, 6])(
            sheet
        )
        sheet.row_dimensions[2].hidden = sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = sheet.column_dimensions["Z"].hidden = True

    document = read(fill)
    assert grid(document.tables[0])[2] == ["内部口径", "亿元", "3", "4"]
    assert [(unread.where, unread.why) for unread in document.unread] == [
        ("工作表“指标”：第2–3行", "隐藏的行，也已读取"),
        ("工作表“指标”：C列", "隐藏的列，也已读取"),
    ]


def test_a_number_stored_as_text_reads_as_it_stands() -> None:
    def fill(sheet: Any) -> None:
        rows(["指标", "2030年"], ["投入", "66.150"], ["增速", "8.3%"])(sheet)

    assert [row[1] for row in grid(read(fill).tables[0])] == ["2030年", "66.150", "8.3%"]


def test_a_title_row_is_the_title() -> None:
    document = read(rows(["某县科技创新规划"], [], ["指标", 1], ["投入", 2]))
    assert document.title == "某县科技创新规划"


def test_a_very_wide_sheet_is_refused() -> None:
    with pytest.raises(ReadError, match="columns") as error:
        read(rows(["指标"] * 10_000))
    assert "甲.xlsx" in error.value.zh


def sheet(inner: str, **parts: str) -> bytes:
    """An xlsx of raw XML with one sheet."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    related = "".join(f'<Relationship Id="{n}" Type="{office}/{n}" Target="{n}.xml"/>' for n in parts)
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", '<workbook><sheets><sheet name="一" id="s1"/></sheets></workbook>')
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships><Relationship Id="s1" Type="{office}/worksheet" Target="s.xml"/>{related}</Relationships>',
        )
        archive.writestr("xl/s.xml", f"<worksheet>{inner}</worksheet>")
        for name, content in parts.items():
            archive.writestr(f"xl/{name}.xml", content)
    return stream.getvalue()


def test_strings_without_phonetics_and_cells_without_address() -> None:
    strings = "<sst><si><r><t>指</t></r><r><t>标</t></r><rPh><t>zhi</t></rPh></si></sst>"
    data = sheet(
        '<sheetData><row><c t="s"><v>0</v></c><c><v>3</v></c><c t="s"><v>9</v></c></row></sheetData>',
        sharedStrings=strings,
    )
    assert grid(read_xlsx(data, "甲.xlsx").tables[0]) == [["指标", "3"]]


USUAL = (
    '<cols><col min="3" max="3" hidden="1"/></cols><sheetData>'
    '<row r="1" spans="1:3" ht="20.25"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1"/><c r="C1" t="str"><v>a&amp;b</v></c></row>'
    '<row r="2" hidden="1"><c r="A2" t="inlineStr"><is><t xml:space="preserve"> 甲&#25351; </t></is></c>'
    '<c r="B2" s="1"><f>SUM(B1:B1)</f><v>0.5</v></c><c r="C2" t="b"><v>1</v></c></row>'
    '<row r="3"><c r="A3"><f t="shared" si="0"/><v>7</v></c><c r="B3" t="e"><v>#N/A</v></c></row>'
    '</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
)
BOOK = {
    "sharedStrings": "<sst><si><t>指标</t></si></sst>",
    "styles": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs></styleSheet>',
}
ODD = (
    '<', '>', '&', '"', ' ', '\r', '\x0b', '&#0;', '&#65;', '&nbsp;', ']]>', '<!-- 3 -->', '<![CDATA[3]]>', '<?a?>',
    '</row>', '<row r="9"/>', '<row r="9">', '<c r="C3"><v>5</v></c>', '<c r="C3"><f>1</f></c>', '<v>5</v>', '<f/>',
    '<sheetData/>', '</sheetData>', '<x:sheetData xmlns:x="x"/>', '<drawing/>', '<col min="1" max="1" hidden="1"/>',
    ' r="A9"', ' t="inlineStr"', ' hidden="true"', 'x:', '9',
)  # fmt: skip


def outcome(data: bytes) -> Document | str:
    """What reading comes to."""
    try:
        return replace(read_xlsx(data, "甲.xlsx"), sha256="")
    except ReadError as error:
        return error.zh


@pytest.mark.parametrize("odd", ["", *ODD])
def test_rows_read_alike_with_and_without_a_tree(odd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    places = Random(odd).sample([found.start() for found in re.finditer('[<> "]', USUAL)], 20)
    files = [sheet(USUAL[:at] + odd + USUAL[at:], **BOOK) for at in places]
    found = [outcome(data) for data in files]
    monkeypatch.setattr(xlsx, "row_texts", lambda data: None)
    assert found == [outcome(data) for data in files]


def test_rows_of_the_usual_form_need_no_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = outcome(sheet(USUAL, **BOOK))
    monkeypatch.delattr(xlsx._Filling, "row")
    assert isinstance(expected, Document)
    assert outcome(sheet(USUAL, **BOOK)) == expected


@pytest.mark.parametrize("reference", ["A1:XFD1048576", "B1:A1", "A0:B9", "甲", "A1:ZZZ9999999"])
def test_hostile_merges_and_addresses(reference: str) -> None:
    cells = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="x"><c r="乙"><v>3</v></c></row></sheetData>'
    data = sheet(f'{cells}<mergeCells><mergeCell ref="{reference}"/></mergeCells>')
    assert read_xlsx(data, "甲.xlsx").blocks


def test_a_table_in_the_form_of_an_l_does_not_unfold() -> None:
    across = "".join(f"<c><v>{n}</v></c>" for n in range(3000))
    down = "".join("<row><c><v>1</v></c><c><v>2</v></c></row>" for _ in range(3000))
    with pytest.raises(ReadError, match="too large"):
        read_xlsx(sheet(f"<sheetData><row>{across}</row>{down}</sheetData>"), "甲.xlsx")


@pytest.mark.skipif(not FORMATS.is_dir(), reason="the sample files of ../shared/formats are not here")
def test_the_sample_sheet() -> None:
    document = read_xlsx((FORMATS / "plan.xlsx").read_bytes(), "plan.xlsx")
    table = document.tables[0]
    assert table.caption is not None
    assert table.caption.string == "表1 主要指标"
    assert [cell.text.string for cell in table.grid[3]] == ["1.地区生产总值", "万元", "661,480", "985,000", "预期性"]
    assert table.grid[3][4] is table.grid[4][4]
    assert [cell.text.string for cell in table.grid[-1]] == ["增速", "", "8.3%", "", ""]
    assert len(document.unread) == 2
