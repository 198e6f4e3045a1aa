"""The text reader: sections, paragraphs and tables out of lines, and every character on its place."""

import os
import subprocess
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from validator.document import Document, Table, Text
from validator.errors import ReadError
from validator.readers import outline, read_bytes, read_document
from validator.readers.limits import MAX_TEXT_BYTES
from validator.readers.readable import readable
from validator.readers.text import read_text

PLAN = """甲县“十四五”科技创新规划

目 录

第一章 发展基础.....\t1
第二章 发展目标.....\t3

第一章 发展基础

（一）主要成效

1. 成果不断涌现。全县专利申请量 1 420 件，年均增长 ８.5％，共建研发中

甲县“十四五”科技创新规划

心，登记合同 21 项。

—3—

——平台。新建平台 3 个。

第二章 发展目标

专栏 2-1 主要指标

指标名称\t2020年\t2025年
高新技术企业数（家）\t7\t16

甲县“十四五”科技创新规划

创新平台
研发投入（亿元）\t1.2\t3.4
注：按当年价格。
"""


def read(text: str, name: str = "plan.txt") -> Document:
    return read_bytes(text.encode(), name)


def rows(table: Table) -> list[list[str]]:
    return [[cell.text.string for cell in row] for row in table.grid]


def texts(document: Document) -> list[Text]:
    found: list[Text] = []
    for block in document.blocks:
        if isinstance(block, Table):
            found += [cell.text for row in block.grid for cell in row]
            found += [text for text in (block.caption, *block.notes) if text]
        else:
            found.append(block.text)
    return found


def assert_round_trip(document: Document) -> None:
    """Every character stands for the one at its offset, in order; a space may be a joint."""
    for text in texts(document):
        offsets = [text.offset(index) for index in range(len(text.string))]
        assert offsets == sorted(set(offsets))
        for index, (char, offset) in enumerate(zip(text.string, offsets, strict=True)):
            source = document.text[offset]
            assert char == " " or unicodedata.normalize("NFKC", char) == unicodedata.normalize("NFKC", source)
            assert text.index(offset) == index


def test_sections_paragraphs_and_numbers():
    document = read(PLAN)
    assert document.title == "甲县“十四五”科技创新规划"
    headings = [(p.level, p.text.string) for p in document.paragraphs if p.level]
    assert headings == [(1, "第一章 发展基础"), (2, "（一）主要成效"), (1, "第二章 发展目标")]
    body = [p for p in document.paragraphs if p.number]
    assert [p.section for p in body] == [("第一章 发展基础", "（一）主要成效")] * 2
    assert [p.number for p in body] == [1, 2]


def test_a_sentence_torn_by_a_page_is_joined_and_its_layout_is_gone():
    body = next(p for p in read(PLAN).paragraphs if p.number == 1)
    assert body.text.string == ("1.成果不断涌现。全县专利申请量1420件，年均增长8.5%，共建研发中心，登记合同21项。")


def test_a_figure_keeps_its_offset_in_the_file():
    document = read(PLAN)
    body = next(p for p in document.paragraphs if p.number == 1)
    for figure, printed in (("1420", "1 420"), ("8.5%", "８.5％"), ("21", "21"), ("中心", "中\n\n甲县")):
        at = body.text.string.index(figure)
        assert document.text[body.text.span(at, at + len(figure)).start :].startswith(printed)
    at = body.text.string.index("1420")
    span = body.text.span(at, at + 4)
    assert document.text[span.start : span.end] == "1 420"


def test_a_table_goes_on_behind_a_page_header():
    document = read(PLAN)
    (table,) = document.tables
    assert rows(table) == [
        ["指标名称", "2020年", "2025年"],
        ["高新技术企业数（家）", "7", "16"],
        ["创新平台"] * 3,
        ["研发投入（亿元）", "1.2", "3.4"],
    ]
    assert table.caption is not None
    assert table.caption.string == "专栏2-1 主要指标"
    assert [note.string for note in table.notes] == ["注：按当年价格。"]
    assert table.section == ("第二章 发展目标",)
    assert "专栏2-1 主要指标" in [p.text.string for p in document.paragraphs]


def test_a_group_row_spans_all_columns():
    (table,) = read("指标\t单位\t2025年\n资源\n覆盖率\t%\t25\n人口\n预期寿命\t岁\t80\n").tables
    group = table.grid[1]
    assert group[0] is group[1] is group[2]
    assert (group[0].text.string, group[0].row, group[0].columns) == ("资源", 2, 3)
    assert rows(table)[3] == ["人口"] * 3


CELLS = (
    "主要指标\n\t指 标\n\t2020年\n\t年均增\n长(%)\n\t属性\n\n\t人才\n\n"
    "\t高企（家）\n\t7\n\t17.98\n\t预期性\n\n\t平台\n\t3\n\t5.2\n\t约束性\n\n\n三、任务\n"
)


@pytest.mark.parametrize("source", [CELLS, CELLS.replace("\n\n\t", "\n\t"), CELLS.replace("\n", "\r\n")])
def test_one_cell_a_line(source):
    document = read(source)
    (table,) = document.tables
    assert rows(table) == [
        ["指标", "2020年", "年均增长(%)", "属性"],
        ["人才"] * 4,
        ["高企（家）", "7", "17.98", "预期性"],
        ["平台", "3", "5.2", "约束性"],
    ]
    assert table.caption is not None
    assert table.caption.string == "主要指标"
    assert document.paragraphs[-1].text.string == "三、任务"
    assert_round_trip(document)


def test_one_cell_a_line_without_blank_lines_nor_natures():
    (table,) = read("\t指标\n\t2020年\n\t2025年\n\t高企\n\t7\n\t16\n\t平台\n\t3\n\t5\n").tables
    assert rows(table) == [["指标", "2020年", "2025年"], ["高企", "7", "16"], ["平台", "3", "5"]]


BARE = "序号\n指标名称\n单位\n2020年\n2025年\n属性\n1\n高企\n家\n7\n16\n预期性\n一、平台\n2\n站点\n个\n3\n—\n预期性\n3\n人才\n人\n5\n9\n预期性\n"


@pytest.mark.parametrize(
    "cells",
    [BARE, BARE.replace("预期性\n", "预期性\n\n").replace("属性\n", "属性\n\n"), BARE.replace("\n", "\n\n")],
)
def test_one_cell_a_line_without_any_tab(cells):
    document = read(f"专栏1 主要指标\n{cells}二、任务\n抓好落实。\n")
    (table,) = document.tables
    assert rows(table) == [
        ["序号", "指标名称", "单位", "2020年", "2025年", "属性"],
        ["1", "高企", "家", "7", "16", "预期性"],
        ["一、平台"] * 6,
        ["2", "站点", "个", "3", "—", "预期性"],
        ["3", "人才", "人", "5", "9", "预期性"],
    ]
    assert table.caption is not None
    assert [p.text.string for p in document.paragraphs] == ["专栏1 主要指标", "二、任务", "抓好落实。"]
    assert_round_trip(document)


def test_a_merged_first_cell_stands_in_its_first_row_only():
    cells = "类别\n指标\n2020年\n2025年\n创新\n高企（家）\n7\n16\n站点（个）\n3\n5\n民生\n床位（张）\n30\n50\n"
    (table,) = read(cells).tables
    assert rows(table)[1:] == [
        ["创新", "高企（家）", "7", "16"],
        ["", "站点（个）", "3", "5"],
        ["民生", "床位（张）", "30", "50"],
    ]


GROUPED = "序号\n类别\n指标\n2020年\n2025年\n属性\n1\n创新\n高企（家）\n7\n16\n预期性\n2\n{}站点（个）\n3\n5\n约束性\n"


@pytest.mark.parametrize("merged", ["", "\n"])
def test_a_merged_cell_behind_the_number_stands_in_its_first_row_only(merged):
    (table,) = read(GROUPED.format(merged)).tables
    assert rows(table)[1:] == [
        ["1", "创新", "高企（家）", "7", "16", "预期性"],
        ["2", "", "站点（个）", "3", "5", "约束性"],
    ]


def test_a_blank_line_is_an_empty_cell_where_the_rows_say_so():
    cells = "序号\n指标\n单位\n2020年\n2025年\n1\n高企\n家\n\n16\n2\n站点\n个\n3\n5\n3\n床位\n张\n\n50\n二、任务\n"
    (table,) = read(cells).tables
    assert rows(table)[1:] == [
        ["1", "高企", "家", "", "16"],
        ["2", "站点", "个", "3", "5"],
        ["3", "床位", "张", "", "50"],
    ]


@pytest.mark.parametrize(
    ("heads", "leaves"),
    [
        ("指标\n2020年\n2025年\n属性\n\n\n目标\n增速\n\n", ["指标", "2020年", "2025年目标", "2025年增速", "属性"]),
        (
            "指标\n规划目标\n属性\n\n2020年\n2025年\n增速\n\n",
            ["指标", "规划目标2020年", "规划目标2025年", "规划目标增速", "属性"],
        ),
        (
            "指标\n2020年\n2025年\n\n总量\n占比\n总量\n占比\n",
            ["指标", "2020年总量", "2020年占比", "2025年总量", "2025年占比"],
        ),
    ],
)
def test_heads_below_merged_ones_where_blank_lines_are_empty_cells(heads, leaves):
    natured = leaves[-1] == "属性"
    row = ["高企（家）", *(str(7 + at) for at in range(len(leaves) - 1 - natured)), *["预期性"] * natured]
    (table,) = read(heads + "\n".join([*row, *row]) + "\n二、任务\n").tables
    assert rows(table) == [leaves, row, row]


@pytest.mark.parametrize(
    ("cells", "where"),
    [
        (
            "序号\n指标\n2020年\n2025年\n属性\n目标\n增速\n1\n高企\n7\n16\n18.0\n预期性\n2\n站点\n3\n5\n10.8\n预期性\n",
            "第2行：序号、指标、2020年…",
        ),
        (BARE.replace("3\n人才\n人\n5\n9", "3\n人才\n5\n9"), "第21行：3、人才、5…"),
    ],
)
def test_cells_that_cannot_be_put_in_columns_are_told(cells, where):
    document = read(f"专栏1 主要指标\n{cells}二、任务\n抓好落实。\n")
    assert [each.where for each in document.unread] == [where]
    assert "请检查原来的 Word" in document.unread[0].why


def test_what_follows_a_table_of_cells_is_no_rest_of_it():
    assert not read(f"专栏1 主要指标\n{BARE}二、任务\n新建\n站点\n扩建\n7个\n学校\n招生\n").unread


@pytest.mark.parametrize(
    "lines",
    [
        "主要指标\n高企\n站点\n人才\n床位\n2025年目标\n7\n16\n",
        "指标\n2020年\n2025年\n高企7家，站点3个。\n床位30张。\n16\n",
        "项目名称\n完成情况\n甲桥\n已完工\n乙路\n在建\n",
        "序号\n1\n2\n3\n指标\n高企\n站点\n人才\n2025年\n7\n16\n9\n",
        "2020年\n2025年\n2030年\n7\n16\n9\n",
    ],
)
def test_a_list_of_short_lines_is_no_table(lines):
    assert not read(lines).tables


@pytest.mark.parametrize(
    "source",
    [
        '指标,单位,2020年,2025年\n"高企","家","1,207","1,216"\n站点,个,3,5\n',
        "指标，单位，2020年，2025年\n高企，家，1,207，1,216\n站点，个，3，5\n",
        "指标;单位;2020年;2025年\n高企;家;1,207;1,216\n站点;个;3;5\n",
        "指标｜单位｜2020年｜2025年\n高企｜家｜1,207｜1,216\n站点｜个｜3｜5\n",
        "┌─┬─┬─┬─┐\n│指标│单位│2020年│2025年│\n├─┼─┼─┼─┤\n│高企│家│1,207│1,216│\n├─┼─┼─┼─┤\n│站点│个│3│5│\n└─┴─┴─┴─┘\n",
        "+--+--+--+--+\n| 指标 | 单位 | 2020年 | 2025年 |\n+==+==+==+==+\n| 高企 | 家 | 1,207 | 1,216 |\n+--+--+--+--+\n| 站点 | 个 | 3 | 5 |\n+--+--+--+--+\n",
    ],
)
def test_other_signs_between_the_cells(source):
    document = read(f"主要指标\n{source}\n二、任务\n")
    (table,) = document.tables
    assert rows(table) == [
        ["指标", "单位", "2020年", "2025年"],
        ["高企", "家", "1,207", "1,216"],
        ["站点", "个", "3", "5"],
    ]
    assert [p.text.string for p in document.paragraphs] == ["主要指标", "二、任务"]
    assert_round_trip(document)


def test_a_row_torn_by_a_page_is_put_together():
    (table,) = read("\t指标\n\t2020年\n\t2025年\n\n\t高企\n\n\t7\n\t16\n\n\t平台\n\t3\n\t5\n\n").tables
    assert rows(table)[1:] == [["高企", "7", "16"], ["平台", "3", "5"]]


def test_a_short_row_is_filled_and_a_repeated_header_left_out():
    (table,) = read("指标\t2020年\t2025年\n高企\t7\t16\n\n指标\t2020年\t2025年\n平台\t3\n").tables
    assert rows(table) == [["指标", "2020年", "2025年"], ["高企", "7", "16"], ["平台", "3", ""]]


def test_another_header_opens_another_table():
    document = read("指标\t2020年\n高企\t7\n\n项目\t投资额\n甲园\t3\n")
    assert [table.number for table in document.tables] == [1, 2]


def test_pipes_make_a_table_only_of_several_rows():
    document = read("索 引 号 | A1 | 公开 | 是 |\n日期 | 2024-12-09 | 机构 | 局 |\n|||||\n来源: 某局 |\n")
    (table,) = document.tables
    assert rows(table) == [["索引号", "A1", "公开", "是"], ["日期", "2024-12-09", "机构", "局"]]
    assert [p.text.string for p in document.paragraphs] == ["来源:某局"]


def test_lines_of_cells_set_apart_by_commas_are_a_table():
    document = read(
        "表1 投资\n类别,项目（个）,投资（亿元）\n景区,42,186.5\n旅居,58,312.4\n合计,100,498.9\n\n二、任务\n"
    )
    (table,) = document.tables
    assert rows(table)[1:] == [["景区", "42", "186.5"], ["旅居", "58", "312.4"], ["合计", "100", "498.9"]]


def test_prose_with_commas_of_the_other_keyboard_is_no_table():
    lines = ["全县,实现产值,增长8%", "全市,完成投资,增长9%", "全省,实现税收,增长7%"]
    assert not read("\n".join(f"{line},稳中有进。" for line in lines)).tables
    assert not read("\n".join(lines[:2])).tables


def test_marks_of_markdown_in_plain_text():
    document = read("## 一、工作基础\n全县有站点 3 个。\n## 二、行动目标\n### （一）站点\n达到 5 个。\n# 1机组停运。\n")
    assert [(p.level, p.text.string) for p in document.paragraphs if p.level] == [
        (2, "一、工作基础"),
        (2, "二、行动目标"),
        (3, "（一）站点"),
    ]


def test_the_rule_below_the_heads_is_no_row():
    (table,) = read("| 指标 | 单位 | 2025年 |\n| :-: | --- | --: |\n| 站点 | 个 | 5 |\n| 水库 | 座 | - |\n").tables
    assert rows(table) == [["指标", "单位", "2025年"], ["站点", "个", "5"], ["水库", "座", "-"]]


def test_one_cell_a_line_with_a_column_of_progress():
    cells = (
        "指标名称\n单位\n2026年\n2028年\n进度（%）\n属性\n站点\n个\n3\n5\n66.7\n预期性\n水库\n座\n2\n4\n50.0\n预期性\n"
    )
    (table,) = read(cells).tables
    assert rows(table)[1] == ["站点", "个", "3", "5", "66.7", "预期性"]


def test_a_number_and_a_title_set_apart_by_a_tab_are_a_caption():
    (table,) = read("表1\t主要指标\n类别\t指标\t2020年\n水环境\t达标率\t81\n水环境\t减排量\t1.2\n").tables
    assert rows(table)[0] == ["类别", "指标", "2020年"]


def test_indented_prose_and_numbered_lines_with_tabs_are_no_table():
    long = "全县推进各项工作，" * 10
    document = read(
        f"\t{long}。\n\t{long}。\n\t{long}。\n1.\t加强领导。各部门抓好落实，\n2.\t加大投入。各部门抓好落实。\n"
    )
    assert document.tables == ()


def test_a_caption_without_a_table_stays_a_paragraph():
    document = read("一、目标\n“十四五”主要指标\n二、任务\n推进工作。\n")
    assert document.tables == ()
    assert [p.text.string for p in document.paragraphs] == ["一、目标", "“十四五”主要指标", "二、任务", "推进工作。"]


def test_the_unit_above_a_table_belongs_to_its_caption():
    (table,) = read("表1 投资\n单位：万元\n项目\t2020年\n甲园\t3\n").tables
    assert table.caption is not None
    assert table.caption.string == "表1 投资单位：万元"


def test_a_numbered_list_of_notes():
    (table,) = read("指标\t2020年\n高企\t7\n注：1.带*的为2019年数。\n2.〔〕内为五年累计数。\n三、任务\n").tables
    assert [note.string for note in table.notes] == ["注：1.带*的为2019年数。", "2.〔〕内为五年累计数。"]


def test_headings_by_decimal_numbers_must_come_in_order():
    document = read(
        "1 基础\n全县专利达到\n2 目标\n2.1 总目标\n增长1.4倍。\n2.2 分目标\n12 万人参加\n3.5 左右\n3 任务\n"
    )
    assert [(p.level, p.text.string) for p in document.paragraphs if p.level] == [
        (1, "1 基础"), (1, "2 目标"), (2, "2.1 总目标"), (2, "2.2 分目标"), (1, "3 任务")
    ]  # fmt: skip


def test_text_wrapped_at_a_column_is_joined():
    sentence = (
        "全县深入实施创新驱动发展战略，持续加大研发投入，二〇二〇年全社会研发经费支出达到三亿元，比上年增长百分之八，"
    )
    whole = sentence * 4 + "成效明显。"
    lines = "\n".join(whole[at : at + 36] for at in range(0, len(whole), 36))
    document = read(f"一、基础\n{lines}\n{lines}\n二、任务\n")
    assert [p.text.string for p in document.paragraphs] == ["一、基础", whole, whole, "二、任务"]
    assert_round_trip(document)


def test_a_page_in_one_line_is_parted_at_its_headings():
    filler = "推进各项工作落到实处，" * 12
    document = read(
        f"为做好工作，制定本规划。 一、发展基础(一)发展成效“十三五”期间,{filler}达到3家。 (二)主要问题还有2个。"
        f" ——人才。{filler}引进2人。 ——平台。新建1个。 “十四五”主要指标\n二、任务\n"
    )
    strings = [p.text.string for p in document.paragraphs]
    assert strings[0] == "为做好工作，制定本规划。"
    assert strings[1] == "一、发展基础"
    assert strings[2].startswith("(一)发展成效“十三五”")
    assert document.paragraphs[2].section == ("一、发展基础", "(一)发展成效")
    assert strings[3] == "(二)主要问题还有2个。"
    assert document.paragraphs[3].section == ("一、发展基础", "(二)主要问题")
    assert strings[4].startswith("——人才。")
    assert strings[5:] == ["——平台。新建1个。", "“十四五”主要指标", "二、任务"]


@pytest.mark.parametrize(
    ("source", "string"),
    [
        ("到 2020 年达 2.8 %", "到2020年达2.8%"),
        ("１２．５％ ＲＤ", "12.5% RD"),
        ("1 350 家", "1350家"),
        ("1\u2009350\u00a0000", "1350000"),
        ("2020 100", "2020 100"),
        ("3 12", "3 12"),
        ("IaaS 、 PaaS", "IaaS、PaaS"),
        ("big  data 平台", "big data平台"),
        ("主 要　指\t标", "主要指标"),
        ("甲\u200b乙\ufeff", "甲乙"),
    ],
)
def test_what_is_layout_inside_a_line(source, string):
    assert readable(source, 0, len(source)).string == string


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("第一章 总则", 1),
        ("一、总则", 1),
        ("（二）目标", 2),
        ("(二)目标", 2),
        ("3、任务", 3),
        ("（4）措施", 4),
        ("①措施", 5),
    ],
)
def test_levels(line, level):
    lead = outline.heading(line)
    assert lead is not None
    depth = outline.levels([outline.Mark.HAN, outline.Mark.BRACKET_HAN, lead.mark] if line[0] != "第" else [lead.mark])
    assert outline.level_of(lead, depth) == level


@pytest.mark.parametrize(
    "line", ["1.44 件", "12 万人", "2020 年", "一、二、三产业融合", "2.8%以上", "1、全县达到7家。", "（2021—2025）"]
)
def test_no_headings(line):
    assert outline.heading(line) is None


def test_a_byte_order_mark_is_the_first_character():
    document = read("\ufeff一、目标\n")
    assert document.text[0] == "\ufeff"
    assert document.paragraphs[0].text.span().start == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding):
    document = read_bytes(PLAN.encode(encoding), "plan.txt")
    assert document.title == "甲县“十四五”科技创新规划"
    assert len(document.tables) == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空文件"),
        (b" \r\n\t ", "空文件"),
        ("\ufeff\u3000\n".encode(), "空文件"),
        (b"\x00\x01\x02\x03" * 50, "不是能读的文稿"),
        (bytes(range(1, 32)) * 20, "不是能读的文稿"),
        ("計畫方案".encode("big5"), "不是能读的文稿"),
        (bytes(range(128, 256)), "不是能读的文稿"),
        (b"%PDF-1.7 x", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1abc", "不是有效的 doc 文件"),
        (b"PK\x03\x04broken", "已损坏"),
    ],
)
def test_what_is_no_document_is_named(data, words):
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "某文件.doc")
    assert words in caught.value.zh
    assert caught.value.zh.startswith("某文件.doc")
    assert caught.value.zh.endswith("。")
    assert caught.value.en.endswith(".")


def test_plain_text_loads_no_library_for_other_formats():
    code = (
        "import sys; from validator.readers import read_bytes; read_bytes('一、目标'.encode(), 'a.txt');"
        "print([name for name in ('lxml', 'openpyxl', 'charset_normalizer', 'pint') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_too_large():
    with pytest.raises(ReadError, match="larger than 32 MB"):
        read_bytes(b"a" * (MAX_TEXT_BYTES + 1), "big.txt")


def test_files_that_cannot_be_read(tmp_path: Path):
    with pytest.raises(ReadError, match="does not exist"):
        read_document(tmp_path / "none.txt")
    with pytest.raises(ReadError, match="directory"):
        read_document(tmp_path)
    with pytest.raises(ReadError):
        read_document(Path("a\x00b"))
    with pytest.raises(ReadError, match="not a regular file"):
        read_document(Path("/dev/null"))


def test_a_file_too_large_is_not_even_opened(tmp_path: Path):
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(1 << 40)  # a hole, no bytes on disk
    with pytest.raises(ReadError, match="larger than"):
        read_document(path)


WORDS = "第一章_|一、|（一）|1. |1.1 |——|指标|2020年|预期性|属性|45.2|，|。|目录|注：|表1 |单位：万元|abc|Ｒ＆Ｄ５|1 350|规划|....3"
LAYOUT = ["\t", "\n", "\n\n", "|", "\f", "\r\n", "　　", "  ", "\u200b", "\ufeff", "\u2028", "目录\n"]
ALPHABET = st.sampled_from([*WORDS.split("|"), *LAYOUT])


@given(st.lists(ALPHABET, max_size=60).map("".join) | st.text(max_size=300))
@example("\t\ufeff\n\t\ufeff\n")
def test_any_text_is_read_and_every_character_has_its_place(text):
    try:
        document = read(text)
    except ReadError:
        return
    assert document.text == text
    assert_round_trip(document)
    for table in document.tables:
        assert len({len(row) for row in table.grid}) == 1
        assert 0 <= table.span.start < table.span.end <= len(text)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_sentence(data):
    for read_any in (read_text, read_bytes):
        with suppress(ReadError):
            assert read_any(data, "x.txt").path == "x.txt"


@pytest.mark.parametrize(
    "unit",
    [
        "\tx\n",
        "a\tb\n",
        "a\tb\n甲\n",
        "——。 ",
        "（一）",
        "一、 (一)",
        "。 一、x",
        "1 350 ",
        "单位：万元\n",
        "甲乙丙，丁戊己" * 4 + "\n",
        "指标\n",
        "指标\n单位\n2025年\n",
        "指标\n单位\n2025年\n甲乙\n家\n3\n",
        "指标,2020年,2025年\n",
        '"指标,2020年,2025年\n',
        "├──┼──┤\n",
    ],
)
def test_long_repetitions_are_read_whole(unit):
    """What a backtracking pattern would take minutes for."""
    text = unit * (80_000 // len(unit))
    document = read_text(text.encode(), "x.txt")
    assert document.text == text
    assert_round_trip(document)


# The real texts, where they are to be had.


def test_suining(seeds):
    document = read_document(seeds / "suining.txt")
    (table,) = document.tables
    assert (len(table.grid), len(table.grid[0])) == (11, 5)
    assert rows(table)[0] == ["主要指标", "2020年", "2025年", "年均增长(%)", "指标属性"]
    assert rows(table)[1] == ["高新技术企业数（家）", "7", "16", "60.71", "预期性"]
    assert rows(table)[7][1:4] == ["153/45", "185/85", "5.5"]
    assert rows(table)[10] == ["科技进步贡献率（%）", "48", "52", "1.34", "预期性"]
    assert table.caption is not None
    assert table.caption.string.endswith("主要发展目标")
    assert table.section == ("二、发展思路和目标", "（三）发展目标")
    assert document.title == "绥宁县“十四.五”科技创新发展规划"
    levels = [p.level for p in document.paragraphs]
    assert (levels.count(1), levels.count(2)) == (4, 16)
    assert_round_trip(document)


def test_yongzhou(seeds):
    document = read_document(seeds / "yongzhou.txt")
    (table,) = document.tables
    assert (len(table.grid), len(table.grid[0])) == (16, 3)
    assert rows(table)[11] == ["高新技术企业数（家）", "283", "500"]
    assert rows(table)[15] == ["高新技术产业增加值（亿元）", "369.41", "年均增长13%"]
    strings = [p.text.string for p in document.paragraphs]
    assert any("研发中心，潇湘科技要素大市场" in string for string in strings)
    assert any("实现产值超300亿元，税收3.5亿元" in string for string in strings)
    assert sum(string == document.title for string in strings) == 1
    assert not any("....." in string for string in strings)
    levels = [p.level for p in document.paragraphs]
    assert levels.count(1) == 7
    assert_round_trip(document)


def test_plans_without_a_table(seeds):
    for name, title in (("nanxian", "创新提升行动工作方案"), ("chenxi", "辰溪县2021年科技创新工作要点")):
        document = read_document(seeds / f"{name}.txt")
        assert document.tables == ()
        assert document.title == title
        assert len([p for p in document.paragraphs if p.level == 1]) == 3
        assert_round_trip(document)


def test_xianju(seeds):
    document = read_document(seeds / "xianju.txt")
    strings = [p.text.string for p in document.paragraphs]
    assert "“十四五”时期仙居科技创新发展主要指标" in strings
    assert [rows(table)[1][1] for table in document.tables] == ["2024-12-09"]
    assert len([p for p in document.paragraphs if p.level == 1]) == 9
    goals = [p for p in document.paragraphs if p.section[-1:] == ("(四)发展目标",) and p.number]
    assert len(goals) == 8
    assert_round_trip(document)


@pytest.mark.parametrize(
    ("name", "shape", "last"),
    [
        ("act_wuxi", (6, 5), ["数据产业规模", "亿元", "680", ">1000", "预期性"]),
        ("forest", (13, 7), ["10", "国家级科技创新平台", "个", "196", "230", "3.3", "预期性"]),
        ("ip", (10, 7), ["9", "执业专利代理师", "万人", "3.6", "4.4", "4.1", "预期性"]),
        ("shandong", (9, 9), ["8", "碳排放强度下降", "%", "-", "〔8.1〕", "〔9.5〕", "-", "-", "约束性"]),
        ("tcm", (13, 5), ["中医药国际标准新增数（项）", "-", "〔20〕", "-", "预期性"]),
        ("wuwei", (10, 6), ["每千人口婴幼儿托位数（个）", "-", "0.8", "4.5", "41.3", "预期性"]),
    ],
)
def test_development_texts(root, name, shape, last):
    folder = Path(os.environ.get("GOUJI_DEV") or root.parent / "shared" / "eval" / "dev" / "clean")
    if not folder.is_dir():
        pytest.skip(f"the development texts are not at {folder}; set GOUJI_DEV to the folder that holds them")
    document = read_document(folder / f"{name}.txt")
    (table,) = document.tables
    assert (len(table.grid), len(table.grid[0])) == shape
    assert rows(table)[-1] == last
    assert [p.level for p in document.paragraphs].count(1) == 4
    assert_round_trip(document)


def test_a_tab_sets_two_figures_apart():
    document = read_bytes("分别为1,200\t十五和3\t万\n".encode(), "plan.txt")
    assert document.paragraphs[0].text.string == "分别为1,200 十五和3 万"


SPACED = """一、目标
到 2025 年，指标 全面完成，单位 能耗下降。
表1 主要指标
序号 指标名称 单位 2020 年 2025 年 年均增速 属性
一、创新投入
1 研发经费投入 亿元 3.20 5.15 10 预期性
2 国家级重点实验室、工程研究中心和企业技术中心（含
分中心）数量 个 12 20 — 预期性
3 R&D 人员 全时当量 人年 1 350 2 600 14 约束性
4 缺少单位 7 16 18 预期性
5 专利授权量 件 153 185 3.9 预期性

注：速度为年均。
二、任务
"""


def test_a_table_set_apart_by_spaces():
    table = read_bytes(SPACED.encode(), "plan.txt").tables[0]
    rows = [[cell.text.string for cell in row] for row in table.grid]
    assert table.caption is not None
    assert table.caption.string == "表1 主要指标"
    assert rows[0] == ["序号", "指标名称", "单位", "2020年", "2025年", "年均增速", "属性"]
    assert rows[1] == ["一、创新投入"] * 7
    assert rows[2] == ["1", "研发经费投入", "亿元", "3.20", "5.15", "10", "预期性"]
    assert rows[3][1] == "国家级重点实验室、工程研究中心和企业技术中心（含分中心）数量"
    assert rows[4][1:5] == ["R&D人员全时当量", "人年", "1350", "2600"]
    assert len(set(rows[5])) == 1, "a row of another shape must not put a figure under a wrong header"
    assert [note.string for note in table.notes] == ["注：速度为年均。"]


def test_heads_whose_letters_are_set_apart_are_one_cell():
    source = "指  标        单  位  2025年  2030年\n交易额        亿元    64      140\n企业          家      365     540\n合  计        家      1       2\n"
    (table,) = read(source).tables
    assert ["".join(text.split()) for text in rows(table)[0]] == ["指标", "单位", "2025年", "2030年"]
    assert rows(table)[1:3] == [["交易额", "亿元", "64", "140"], ["企业", "家", "365", "540"]]
    assert "".join(rows(table)[3][0].split()) == "合计"


@pytest.mark.parametrize(
    ("source", "grid"),
    [
        (
            "类别      指标    2020年  2025年\n创新      企业    7       16\n          站点    3       5\n民生      床位    30      50\n",
            [["创新", "企业", "7", "16"], ["", "站点", "3", "5"], ["民生", "床位", "30", "50"]],
        ),
        (
            "序号  领域    指标    2020    2025    年均增长\n1     创新    企业    7       16      18.0\n2             站点    3       5       10.8\n",
            [["1", "创新", "企业", "7", "16", "18.0"], ["2", "", "站点", "3", "5", "10.8"]],
        ),
        (
            "        单位    2020年  2025年\n企业    家      7       16\n站点    个      3       5\n",
            [["企业", "家", "7", "16"], ["站点", "个", "3", "5"]],
        ),
    ],
)
def test_a_table_set_apart_by_spaces_with_cells_left_empty(source, grid):
    (table,) = read(source).tables
    assert rows(table)[1:] == grid


def test_prose_with_spaces_is_no_table():
    text = "指标 单位 目标 明确\n到 2025 年，产值 达到 5 亿元，增长 8%。\n其中 工业 3 亿元，农业 2 亿元。\n"
    assert not read_bytes(text.encode(), "plan.txt").tables


def test_two_figures_in_a_line_of_their_own_are_no_page_number() -> None:
    text = "绥远规划\n\n153/45\n\n185/85\n\n全县有企业12家。\n"
    assert [block.text.string for block in read_bytes(text.encode(), "a.txt").paragraphs][-3:] == [
        "153/45", "185/85", "全县有企业12家。",
    ]  # fmt: skip


def test_pages_of_one_number_of_pages_are_set_aside() -> None:
    text = "绥远规划\n\n3/12\n\n全县有企业12家。\n\n4/12\n\n另有3家。\n"
    assert not any("/12" in block.text.string for block in read_bytes(text.encode(), "a.txt").paragraphs)


@pytest.mark.parametrize("torn", ["转变为第\n二、第三产业", "转变为第 二、第三产业"])
def test_the_second_and_third_industry_open_no_section(torn: str) -> None:
    text = f"樟源规划\n\n一、成效\n\n全市产业由第一产业一枝独秀，经过五年的持续优化调整，{torn}双轮驱动，增加值达到45亿元，增长5%。\n"
    last = read_bytes(text.encode(), "a.txt").paragraphs[-1]
    assert last.section == ("一、成效",)
    assert "第三产业双轮驱动" in last.text.string
