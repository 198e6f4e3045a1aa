"""The csv reader: every field knows its place in the decoded file."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.document import Document, Table
from validator.errors import ReadError
from validator.readers.csv import DELIMITERS, delimiter, read_csv
from validator.readers.fields import fields
from validator.readers.limits import MAX_COLUMNS


def read(text: str, encoding: str = "utf-8") -> Document:
    document = read_csv(text.encode(encoding), "甲.csv")
    for table in document.tables:
        for cell in (cell for row in table.grid for cell in row):
            for index, char in enumerate(cell.text.string):
                there = document.text[cell.text.offset(index)]
                assert there == char or there.isspace()
    return document


def grid(table: Table) -> list[list[str]]:
    return [[cell.text.string for cell in row] for row in table.grid]


def test_caption_table_and_notes() -> None:
    document = read(
        '表1 主要指标,,\r\n单位：万元,,\r\n指标,2025年,2030年\r\n投入,"1,350",66.15\r\n注：累计数,,\r\n2.另注,,\r\n'
    )
    table = document.tables[0]
    assert grid(table) == [["指标", "2025年", "2030年"], ["投入", "1,350", "66.15"]]
    assert table.caption is not None
    assert table.caption.string == "表1 主要指标单位：万元"
    assert [note.string for note in table.notes] == ["注：累计数", "2.另注"]
    figure = table.grid[1][1].text.span()
    assert document.text[figure.start : figure.end] == "1,350"


def test_a_title_row_is_the_title() -> None:
    document = read("某县科技创新规划,\n指标,目标\n投入,3\n")
    assert document.title == "某县科技创新规划"
    assert grid(document.tables[0]) == [["指标", "目标"], ["投入", "3"]]


def test_a_group_row_stays_in_the_table() -> None:
    table = read("指标,目标\n一、投入,\n研发,3\n其他,\n").tables[0]
    assert grid(table) == [["指标", "目标"], ["一、投入", ""], ["研发", "3"], ["其他", ""]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    document = read("指标,单位\n地区生产总值,万元\n", encoding)
    assert grid(document.tables[0]) == [["指标", "单位"], ["地区生产总值", "万元"]]


@pytest.mark.parametrize("sign", DELIMITERS)
def test_the_delimiter_is_told(sign: str) -> None:
    assert delimiter(f"指标{sign}目标{sign}属性\n投入{sign}1.5{sign}预期性\n") == sign


def test_quotes_doubled_open_and_broken_over_lines() -> None:
    assert grid(read('甲,"说""明""\n第二行"\n乙,3\n').tables[0]) == [["甲", '说"明"第二行'], ["乙", "3"]]
    assert grid(read('甲,乙\n"丙,丁\n戊,己\n').tables[0]) == [["甲", "乙"], ['"丙', "丁"], ["戊", "己"]]
    assert grid(read('甲,乙\n"丙"后,丁\n').tables[0]) == [["甲", "乙"], ["丙后", "丁"]]


def test_a_formula_is_only_text() -> None:
    assert grid(read("=cmd|'/c calc'!A1,@SUM(1),+1\n-2,3,4\n").tables[0])[0] == ["=cmd|'/c calc'!A1", "@SUM(1)", "+1"]


def test_too_wide_and_no_text() -> None:
    with pytest.raises(ReadError, match=str(MAX_COLUMNS)):
        read("1," * 10_000)
    with pytest.raises(ReadError, match=r"no document"):
        read_csv(b"\x00\x01\x02\x03" * 50, "甲.csv")
    with pytest.raises(ReadError, match=r"text|content"):
        read(" , ,\n , ,\n")


@given(st.lists(st.lists(st.text(alphabet='甲8,"\n \t;', max_size=6), min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_python_writes_is_read_back(rows: list[list[str]]) -> None:
    stream = StringIO()
    csv.writer(stream, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows(rows)
    source = stream.getvalue()
    found = [["".join(source[a:b] for a, b in ranges) for ranges in row] for row in fields(source, ",")]
    assert found == rows


@given(st.text(alphabet='甲乙8.,"\r\n\t;|注：表', max_size=80))
def test_any_text_is_a_document_or_a_named_error(text: str) -> None:
    try:
        blocks: object = read(text).blocks
    except ReadError as error:
        blocks = "甲.csv" in error.zh
    assert blocks
