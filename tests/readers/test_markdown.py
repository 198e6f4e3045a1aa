"""The Markdown reader: the same blocks as from plain text, with marks gone and offsets exact."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.document import Document, Table
from validator.errors import ReadError
from validator.readers import read_bytes
from validator.readers.markdown import read_markdown

PLAN = """# 乙县“十四五”科技规划

## 一、基础

**2020年**，全县R&D经费1.2亿元，
占比`2.1%`。

- 高企**20**家
* 平台3个
1. 引进人才5人

### （一）目标 ###

表1 主要指标

| 指标 | 2020年 | 2025年 |
|:---|---:|:-:|
| **高企**（家） | 7 | 16* |
| a\\|b | 1 |
三、没有井号的标题

注：按当年价格。

```
高企 12 家
```

任务
----

> 引文 5 个
"""


def read(text: str) -> Document:
    return read_bytes(text.encode(), "plan.md")


def assert_round_trip(document: Document) -> None:
    found = [p.text for p in document.paragraphs]
    found += [cell.text for table in document.tables for row in table.grid for cell in row]
    for text in found:
        for index, char in enumerate(text.string):
            offset = text.offset(index)
            source = document.text[offset]
            assert char == " " or unicodedata.normalize("NFKC", char) == unicodedata.normalize("NFKC", source)
            assert text.index(offset) == index


def test_headings_title_and_sections():
    document = read(PLAN)
    assert document.format == "md"
    assert document.title == "乙县“十四五”科技规划"
    assert [(p.level, p.text.string) for p in document.paragraphs if p.level][:2] == [
        (1, "一、基础"),
        (2, "（一）目标"),
    ]
    assert (1, "任务") in [(p.level, p.text.string) for p in document.paragraphs]
    assert_round_trip(document)


def test_paragraphs_lists_and_marks():
    body = [p.text.string for p in read(PLAN).paragraphs if p.section == ("一、基础",) and p.number]
    assert body == ["2020年，全县R&D经费1.2亿元，占比2.1%。", "高企20家", "平台3个", "1.引进人才5人"]


def test_a_figure_between_marks_keeps_its_offset():
    document = read(PLAN)
    paragraph = next(p for p in document.paragraphs if p.text.string == "高企20家")
    assert paragraph.text.span(2, 4).start == document.text.index("20**家")
    assert paragraph.text.span(4, 5).start == document.text.index("家\n* 平台")


def test_pipe_table():
    (table,) = read(PLAN).tables
    assert [[cell.text.string for cell in row] for row in table.grid] == [
        ["指标", "2020年", "2025年"],
        ["高企（家）", "7", "16*"],
        ["a|b", "1", ""],
    ]
    assert table.caption is not None
    assert table.caption.string == "表1 主要指标"
    assert table.section == ("一、基础", "（一）目标")


def test_notes_below_a_table():
    (table,) = read("| a | b |\n|---|---|\n| 1 | 2 |\n\n注：按当年价格。\n").tables
    assert [note.string for note in table.notes] == ["注：按当年价格。"]


def test_fences_and_quotes_are_body_text():
    strings = [p.text.string for p in read(PLAN).paragraphs if p.number]
    assert "高企12家" in strings
    assert "引文5个" in strings
    assert not any("`" in string for string in strings)


def test_pipes_without_a_rule_are_prose():
    document = read("甲 | 乙\n丙 | 丁\n")
    assert document.tables == ()
    assert [p.text.string for p in document.paragraphs] == ["甲|乙丙|丁"]


def test_plain_headings_in_markdown():
    document = read("# 一、基础\n\n## （一）目标\n\n正文。\n\n# 二、任务\n")
    assert document.title is None
    assert [(p.level, p.section) for p in document.paragraphs] == [
        (1, ()), (2, ("一、基础",)), (0, ("一、基础", "（一）目标")), (1, ())
    ]  # fmt: skip


MARKS = st.sampled_from(
    [
        "#",
        "## ",
        "\n",
        "\n\n",
        "|",
        "|---|",
        "---",
        "===",
        "- ",
        "1. ",
        "> ",
        "```",
        "**",
        "`",
        "\\|",
        "<br>",
        "甲",
        "2020年",
        "a",
        " ",
    ]
)


@given(st.lists(MARKS, max_size=50).map("".join))
def test_any_markdown_is_read_and_every_character_has_its_place(text):
    try:
        document = read(text)
    except ReadError:
        return
    assert document.text == text
    assert_round_trip(document)
    assert all(len({len(row) for row in table.grid}) == 1 for table in document.tables if isinstance(table, Table))


@pytest.mark.parametrize("unit", ["甲\n", "|a|\n|-|\n", "**", "> ", "#", "\\|", "```\n", "- 甲\n", "a\n---\n"])
def test_long_repetitions_are_read_whole(unit):
    """What a backtracking pattern would take minutes for."""
    text = unit * (80_000 // len(unit))
    document = read_markdown(text.encode(), "x.md")
    assert document.text == text
    assert_round_trip(document)
