"""Words of the reports: numbers with their nouns, and quotations within quotations."""

from pathlib import Path

import pytest

from tests.reports.test_build import checked
from validator.diagnosis.wording import sentence
from validator.finding import Suggestion
from validator.pipeline import check_document
from validator.reports import build
from validator.reports.build import build_report
from validator.reports.look import Look
from validator.reports.terminal import render
from validator.wording import counted, quoted

HEAD = "表1 主要指标\n指标\t2020年\t2025年\n"


def test_one_is_no_plural() -> None:
    assert [counted(number, "table") for number in (0, 1, 2)] == ["0 tables", "1 table", "2 tables"]
    assert "1 figures" not in render(build_report([checked()], "en"), Look("en"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_year_has_no_compound_rate_over_1_years(lang: str) -> None:
    yearly = Suggestion(0, "5.2", "recompute-rate", {"years": 1})
    assert "1" not in sentence(yearly, lang)


def test_what_a_quotation_quotes_has_single_marks() -> None:
    assert quoted("“十四五”末16家", "", "zh") == "“‘十四五’末16家”"


def test_a_list_of_names_is_a_list(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(HEAD + "专利/发明专利授权量（件）\t153/45\t185/85\n数据企业（家）\t920\t1500\n", "utf-8")
    for lang, words in (
        ("zh", "已按“专利授权量”“发明专利授权量”分别读取"),
        ("en", "read as “专利授权量”, “发明专利授权量”; two rows"),
    ):
        (found,) = build_report([check_document(str(plan), select=["TB505"])], lang).findings
        assert words in found.brief


def test_a_list_of_lists_has_stronger_marks() -> None:
    assert build._spoken(("众创空间、孵化器数", "企业数"), "zh") == "众创空间、孵化器数；企业数"
    assert build._spoken(("众创空间、孵化器数", "企业数"), "en") == "众创空间、孵化器数; 企业数"
    assert build._spoken(("平台数", "企业数"), "en") == "平台数, 企业数"
