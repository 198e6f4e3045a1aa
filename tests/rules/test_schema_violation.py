"""TB507 points at what does not fit: the cell, the row, or the caption where the whole table is meant."""

import json
from pathlib import Path

import pytest

from validator.cli import run

TITLE = "遂宁市科技规划\n"
CAPTION = "表1 主要指标\n"
TABLE = "指标\t单位\t2020年\t2025年\t属性\n高新技术企业数\t个\t7\t16\t参考性\n专利申请量\t件\t325\t约\t预期性\n"


@pytest.fixture
def pointed(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Each sentence with the first figure that it points at."""

    def check(text: str, lang: str = "zh") -> dict[str, str]:
        path = tmp_path / "plan.txt"
        path.write_text(text, "utf-8")
        run(["check", str(path), "--schema", "suining", "--select", "TB507", "--format", "json", "--lang", lang])
        found = json.loads(capsys.readouterr().out)["findings"]
        return {each["message"].partition("（表")[0]: each["evidence"][0]["text"] for each in found}

    return check


def test_it_points_at_the_cell_concerned(pointed) -> None:
    found = pointed(TITLE + CAPTION + TABLE)
    assert found["规划模式：“高新技术企业数”的单位应为“家”，表中为“个”。"] == "个"
    assert found["规划模式：“高新技术企业数”的属性应为预期性，表中为“参考性”。"] == "参考性"
    assert found["规划模式：“专利申请量”的 2025 年值“约”不是数字。"] == "约"


def test_what_the_whole_table_lacks_is_told_at_its_caption_or_head(pointed) -> None:
    missing = "规划模式：缺少指标“科技进步贡献率”。"
    assert pointed(TITLE + CAPTION + TABLE)[missing] == "表1 主要指标"
    assert pointed(TITLE + "一、目标\n各项工作稳步推进。\n" + TABLE)[missing] == "指标"
    years = pointed(TITLE + CAPTION + TABLE.replace("2020", "2021"))
    assert years["规划模式：表中没有 2020 年一列。"] == "表1 主要指标"


def test_a_blank_is_no_word_to_be_quoted(pointed) -> None:
    blank = TITLE + CAPTION + TABLE.replace("参考性", "")
    assert "规划模式：“高新技术企业数”的属性应为预期性，表中没有填写。" in pointed(blank)
    assert "Schema: The nature of “高新技术企业数” should be 预期性; the table leaves it blank." in pointed(blank, "en")
