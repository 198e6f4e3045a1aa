"""Places: what a person is told about where a figure stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.document import Cell, Corner, Document, Paragraph, Table, Text
from validator.errors import ReadError
from validator.places import Place, Places
from validator.readers import read_bytes, read_document
from validator.span import Span

PLAN = """丙县“十四五”科技规划
一、基础
全县共有企业7家。其中规模企业3家；平台2个。
二、目标
（一）总目标
推进工作。
到2025年，企业达到 45 家，平台达到5个。
主要指标
指标\t单位\t2020年\t2025年
资源
高新技术企业数\t家\t7\t16
注：按当年价格。
"""


def place(figure: str, lang: str = "zh", text: str = PLAN) -> Place:
    at = text.index(figure)
    return Places(read_bytes(text.encode(), "plan.txt")).of(Span(at, at + len(figure)), lang)


def test_prose():
    found = place("45 家")
    assert found.where == "二、（一）第2段"
    assert (found.line, found.column, found.paragraph) == (7, 13, 2)
    assert found.quote == "到2025年，企业达到45家，平台达到5个。"
    assert (found.table, found.row, found.cell, found.page, found.sheet) == (None,) * 5
    assert place("45 家", "en").where == "section 2(1), paragraph 2"


def test_the_quotation_is_the_sentence():
    assert place("3家").quote == "其中规模企业3家；"
    assert place("2个").quote == "平台2个。"


def test_a_long_sentence_is_cut_and_shows_it():
    found = place("45家", text="全县" + "推进" * 80 + "企业45家" + "提升" * 80)
    assert found.quote.startswith("…")
    assert found.quote.endswith("…")
    assert "企业45家" in found.quote
    assert len(found.quote) < 130


def test_a_cell():
    found = place("16")
    assert found.where == "表1 第2行“高新技术企业数”·“2025年”"
    assert (found.table, found.row, found.cell, found.line, found.quote) == (1, 2, "R3C4", 11, "16")
    assert place("16", "en").where == "table 1, row 2 “高新技术企业数”, column “2025年”"


def test_cells_that_name():
    assert place("2025年\n资源").where == "表1 表头“2025年”"
    assert place("2025年\n资源").row is None
    assert place("高新技术企业数").where == "表1 第2行“高新技术企业数”"
    assert place("资源").where == "表1 第1行“资源”"


@pytest.mark.parametrize(
    ("figure", "zh", "en"),
    [
        ("丙县", "题名", "title"),
        ("（一）", "二、（一）标题", "section 2(1), heading"),
        ("主要指标", "二、（一）表题", "section 2(1), caption"),
        ("注：", "二、（一）注", "section 2(1), note"),
    ],
)
def test_headings_captions_notes(figure, zh, en):
    assert place(figure).where == zh
    assert place(figure, "en").where == en


def test_decimal_and_unnumbered_sections():
    assert place("7家", text="2 总体\n2.3 目标\n企业7家。\n").where != ""
    assert place("7家", text="1 总体\n1.1 目标\n企业7家。\n").where == "1.1 第1段"
    assert place("7家", "en", "1 总体\n1.1 目标\n企业7家。\n").where == "section 1.1, paragraph 1"
    markdown = "# 规划背景\n\n# 发展目标\n\n企业7家。\n"
    found = Places(read_bytes(markdown.encode(), "a.md")).of(Span(markdown.index("7"), markdown.index("7") + 1))
    assert found.where == "“发展目标”第1段"


def test_the_printed_number_of_a_table():
    assert place("16", text="专栏 2-1 主要指标\n指标\t2025年\n高企\t16\n").where == "专栏2-1 第1行“高企”·“2025年”"


def test_a_table_without_a_header():
    found = place("16", text="高企\t16\n平台\t3\n")
    assert found.where == "表1 第1行“高企”第2列"


def test_what_is_outside_every_block_has_a_line():
    found = place("3\n\n二", text="一、基础\n企业7家。\n\n3\n\n二、目标\n")
    assert found.where == ""
    assert found.line == 4


def test_line_ends_of_all_kinds():
    text = "一、基础\r\n甲7家。\r乙8家。\n丙9家。\n"
    document = read_bytes(text.encode(), "a.txt")
    lines = [Places(document).of(Span(text.index(figure), text.index(figure) + 1)).line for figure in "789"]
    assert lines == [2, 3, 4]


def test_a_spreadsheet_has_addresses_and_no_lines():
    source = "指标\n2025年\n高企\n16\n"
    names = [Text.plain(word, source.index(word)) for word in source.split()]
    corner = Corner(above=2, before=1)
    grid = (
        (Cell(names[0], 1, 1, corner=corner), Cell(names[1], 1, 2, corner=corner)),
        (Cell(names[2], 2, 1, corner=corner), Cell(names[3], 2, 2, corner=corner)),
    )
    document = Document("a.xlsx", "xlsx", "0", source, (Table(grid, 1, sheet="指标表"),))
    found = Places(document).of(names[3].span())
    assert found.where == "工作表“指标表” 表1 C4 第1行“高企”·“2025年”"
    assert (found.cell, found.sheet, found.line, found.column) == ("C4", "指标表", None, None)
    assert Places(document).of(names[3].span(), "en").where.startswith("sheet “指标表”, table 1 C4, row 1")


def test_pages():
    document = Document("a.docx", "docx", "0", "企业7家。", (Paragraph(Text.plain("企业7家。", 0), number=1, page=3),))
    found = Places(document).of(Span(2, 3))
    assert (found.page, found.line, found.where) == (3, None, "第1段")


@given(st.text(st.sampled_from("一二、（）章第\t\n|年标指2045。 "), max_size=120), st.data())
def test_every_span_has_a_place(text, data):
    try:
        document = read_bytes(text.encode(), "a.txt")
    except ReadError:
        return
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    for lang in ("zh", "en"):
        found = Places(document).of(span, lang)
        assert found.line is not None
        assert text[: span.start].count("\n") + 1 == found.line


def test_suining(seeds):
    document = read_document(seeds / "suining.txt")
    places = Places(document)
    prose = document.text.index("45家")
    assert places.of(Span(prose, prose + 3)).where == "二、（三）第2段"
    cell = document.tables[0].grid[1][2].text.span()
    found = places.of(cell)
    assert found.where == "表1 第1行“高新技术企业数（家）”·“2025年”"
    assert (found.line, found.quote) == (75, "16")


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        ("经济发展\t养老床位\t张\t1500\t2417\n经济发展\t学校\t所\t30\t36", "养老床位"),
        ("经济发展\t养老床位\t张\t1500\t2417\n社会民生\t学校\t所\t30\t36", "经济发展"),  # perhaps a name itself
        ("养老床位\t张\t1500\t2417\n养老床位\t张\t30\t36", "养老床位"),
    ],
)
def test_a_row_is_called_by_its_indicator_not_by_the_category_that_it_shares(rows: str, name: str) -> None:
    head = "类别\t指标\t单位\t2025年\t2030年" if rows.startswith("经济") else "指标\t单位\t2025年\t2030年"
    found = place("2417", text=f"临川规划\n\n表1 主要指标\n{head}\n{rows}\n")
    assert found.where == f"表1 第1行“{name}”·“2030年”"
