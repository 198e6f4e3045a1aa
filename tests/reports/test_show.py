"""`gouji show`: what a drafter sees of the document as it was read."""

from pathlib import Path

import pytest

from tests.readers.docx_xml import p, package
from validator.cli import run
from validator.document import Document
from validator.readers import read_bytes, read_document
from validator.reports.show import show

PLANS = Path(__file__).resolve().parents[2] / "fixtures" / "plans"
PAGE = """<html><body><h1>清溪县科技创新规划</h1><h2>一、主要指标</h2><p>到2025年，企业达到45家。</p><p>表1 主要指标</p>
<table><tr><th rowspan=2>指标<th colspan=2>目标<tr><td>2020年<td>2025年<tr><td>企业数（家）<td>7<td>45</table>
<p>注：企业数为年末数。</p><p>附图</p><img src=tu.png></body></html>"""


def page() -> Document:
    return read_bytes(PAGE.encode(), "规划.html")


def test_headings_paragraphs_grids_and_what_was_not_read_in_reading_order() -> None:
    assert (
        show(page())
        == """规划.html  [html]  《清溪县科技创新规划》
5段正文，1个标题，1张表格

清溪县科技创新规划

# 一、主要指标

到2025年，企业达到45家。

【表格1】表1 主要指标
+--------------+--------+--------+
| 指标         | 目标   | ←      |
+--------------+--------+--------+
| 〃           | 2020年 | 2025年 |
+--------------+--------+--------+
| 企业数（家） | 7      | 45     |
+--------------+--------+--------+
（〃 与上格合并，← 与左格合并）
注：企业数为年末数。

附图

未读取（1处）
· 第6段：图片“tu.png”：图片中的内容未读取
"""
    )


def test_in_english() -> None:
    shown = show(page(), "en")
    assert "paragraphs: 5, headings: 1, tables: 1" in shown
    assert "[table 1] 表1 主要指标" in shown
    assert "Not read (1)" in shown


def test_sheets_are_named() -> None:
    assert "—— 工作表“指标表” ——" in show(read_document(PLANS / "suining.xlsx"))


def test_every_figure_of_a_plan_is_shown_once() -> None:
    document = read_document(PLANS / "suining.docx")
    shown = "".join(show(document, width=80).split())
    for block in document.paragraphs:
        assert shown.count("".join(block.text.string.split())) >= 1
    assert shown.count("60.71") == 1


def test_a_wide_table_fits_as_far_as_it_can() -> None:
    row = "<tr>" + "<td>全社会研发经费支出占地区生产总值的比重" * 6
    shown = show(read_bytes(f"<html><table>{row * 2}</table>".encode(), "宽.html"), width=80)
    assert max(len(line) for line in shown.split("\n")) <= 80


def test_a_document_cannot_steer_the_terminal() -> None:
    hostile = "<html><p>甲\x1b[2J\u202e12项。</p><table><tr><td>乙\x1b]0;x\x07<td>\u2028</table>"
    shown = show(read_bytes(hostile.encode(), "a\x1b[31m.html"))
    assert all(char == "\n" or char.isprintable() for char in shown)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "shown.txt"
    assert run(["show", str(PLANS / "suining.docx"), "--output", str(target)]) == 0
    assert "# 一、发展基础与机遇" in target.read_text("utf-8")
    assert run(["show", str(tmp_path / "none.docx"), "--lang", "en"]) == 2
    assert "does not exist" in capsys.readouterr().err


def test_page_headers_are_shown_apart_from_the_text_that_is_checked() -> None:
    document = read_bytes(package(p("到2025年，企业达到45家。"), header1=p("清溪县 16 号文件")), "规划.docx")
    assert show(document).endswith("到2025年，企业达到45家。\n\n不参加核对（1处）\n· 页眉：清溪县 16 号文件\n")
    assert "\n· page header: 清溪县 16 号文件\n" in show(document, "en")
    assert "16" not in document.text
