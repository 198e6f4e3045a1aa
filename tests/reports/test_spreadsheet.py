"""The workbook: what openpyxl, which did not write it, finds in it."""

from io import BytesIO
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from tests.reports.fakes import document, evidence, mismatch
from tests.reports.test_build import checked
from validator.document import Unread
from validator.pipeline import check_document
from validator.reports import build
from validator.reports.build import build_report
from validator.reports.look import Look, gravest_first
from validator.reports.spreadsheet import LINE, LONGEST_CELL, cell_text, render


@pytest.fixture(scope="module")
def suining(root):
    return build_report([check_document(str(root / "fixtures" / "plans" / "suining.xlsx"))], indicators=True)


LOOK = Look(output="report.xlsx")


def sheets(report, look=LOOK, **options):
    return load_workbook(BytesIO(render(report, look)), **options)


def rows(sheet):
    """The rows below the header, each by its column titles."""
    header, *others = sheet.iter_rows()
    return [dict(zip((cell.value for cell in header), row, strict=True)) for row in others]


def test_a_row_a_finding(suining):
    found = rows(sheets(suining)["发现"])
    assert [row["指纹"].value for row in found] == [each.fingerprint for each in gravest_first(suining.findings)]
    assert [row["级别"].value for row in found] == sorted(
        (row["级别"].value for row in found), key="错误警告提示".index
    )
    first = found[0]
    assert first["文中"].value == "60.71"
    assert first["应为或对照值"].value == "17.98%"
    assert first["算式"].value == "(16/7)^(1/5)−1 = 17.98%"
    assert first["建议"].value.startswith("把“60.71”改为“17.98”")
    assert first["指纹"].value == suining.findings[0].fingerprint


def test_a_row_an_indicator_with_its_growth_as_a_formula(suining):
    row = rows(sheets(suining)["指标"])[0]
    written = [row[title].value for title in ("指标", "单位", "基期年", "基期值", "目标年", "目标值")]
    assert written == ["高新技术企业数（家）", "家", 2020, 7, 2025, 16]
    assert row["重算年均增速"].value == "=(F2/D2)^(1/(E2-C2))-1"
    assert row["重算年均增速"].number_format == row["文中年均增速"].number_format == "0.00%"
    shown = rows(sheets(suining, data_only=True)["指标"])[0]
    assert shown["文中年均增速"].value == pytest.approx(0.6071)
    assert shown["重算年均增速"].value == pytest.approx((16 / 7) ** (1 / 5) - 1, abs=1e-6)
    assert shown["相差（百分点）"].value == pytest.approx(42.73, abs=0.01)


def test_places_lead_into_the_checked_workbook_from_where_the_report_is(suining, root):
    look = Look(output=str(root / "out" / "report.xlsx"))
    link = rows(sheets(suining, look)["发现"])[0]["位置"].hyperlink
    assert link.target.replace("\\", "/") == "../fixtures/plans/suining.xlsx"
    assert link.location == "'指标表'!D3"


def test_a_link_is_short_since_not_every_program_wraps_it(suining):
    found = rows(sheets(suining)["发现"])
    assert found[0]["位置"].value == "指标表!D3"
    assert "目标值 16 指标表!C3" in [row["对照位置"].value for row in found]
    assert rows(sheets(suining)["指标"])[0]["位置"].value == "指标表!C3"


def test_a_row_is_as_high_as_its_text_in_a_wide_font(suining):
    sheet = sheets(suining)["发现"]
    [mended] = [row["建议"] for row in rows(sheet) if str(row["建议"].value).startswith("把“185/85”改为“225/85”")]
    assert sheet.row_dimensions[mended.row].height >= 4 * LINE, "two edits, each a little longer than one line"


def test_odd_names_of_files_and_sheets_lead_there_too(suining):
    finding = suining.findings[0]
    odd = finding.evidence[0].model_copy(update={"document": "附件 #1 50%.xlsx", "sheet": "a'b  #2"})
    report = suining.model_copy(update={"findings": (finding.model_copy(update={"evidence": (odd,)}),)})
    link = rows(sheets(report)["发现"])[0]["位置"].hyperlink
    assert (unquote(link.target), link.location) == ("附件 #1 50%.xlsx", "'a''b  #2'!D3")
    endless = odd.model_copy(update={"sheet": "😀" * 5000})
    report = suining.model_copy(update={"findings": (finding.model_copy(update={"evidence": (endless,)}),)})
    assert rows(sheets(report)["发现"])[0]["位置"].hyperlink is None


@pytest.mark.parametrize("change", [{"bound": "range"}, {"value": "1" * 400}, {"value": "0." + "1" * 300}])
def test_what_no_cell_can_compute_with_is_text_and_has_no_formula(suining, change):
    [document] = suining.documents
    first = document.indicators[0]
    odd = first.model_copy(update={"target": first.target.model_copy(update=change)})
    report = suining.model_copy(update={"documents": (document.model_copy(update={"indicators": (odd,)}),)})
    [row] = rows(sheets(report)["指标"])
    assert (row["目标值"].value, row["重算年均增速"].value, row["相差（百分点）"].value) == ("16", None, None)


def test_the_same_report_gives_the_same_bytes(suining):
    assert render(suining, Look(output="a.xlsx")) == render(suining, Look(output="a.xlsx"))


def test_english(suining):
    book = sheets(suining, Look("en", output="report.xlsx"))
    assert book.sheetnames == ["Findings", "Indicators"]
    assert rows(book["Findings"])[0]["Severity"].value == "error"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\x00=", "＝", "＠", " ="])
def test_text_from_a_document_is_no_formula(monkeypatch, start):
    monkeypatch.setattr(build, "sentence", lambda said, lang: start + "cmd|'/c calc'!A1")
    bad = start + 'HYPERLINK("http://x")'
    source = checked(
        mismatch(indicator=bad, formula=bad, evidence=(evidence(bad, "target", bad),)),
        text=bad + document().text,
        unread=(Unread(bad, bad, (bad, bad)),),
        path=bad,
    )
    for sheet in sheets(build_report([source])):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not str(cell.value or "").startswith(tuple("=+@\t\r＝＠"))


def test_a_cell_holds_no_more_than_it_can_and_no_control_characters():
    assert cell_text("a\x00\x1b\ufffe\nb").startswith("a")
    assert "\x00" not in cell_text("a\x00b")
    assert len(cell_text("😀" * 40_000).encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert cell_text("-3.5%") == "-3.5%"
    assert cell_text("-3.5%+x") == "'-3.5%+x"


def test_what_was_not_read_has_a_sheet_of_its_own():
    book = sheets(
        build_report(
            [checked(unread=(Unread("第3页", "图片中的文字", ("page 3", "a picture")),), crashed=[("AR301", "坏了")])]
        )
    )
    said = [row["原因"].value for row in rows(book["未核对"])]
    assert said[0] == "第3页：图片中的文字"
    assert said[1].startswith("AR301 ")
