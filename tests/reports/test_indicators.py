"""What the report says of each indicator: where it starts, where it shall get to, and how fast."""

import pytest

from validator.facts import build_facts
from validator.pipeline import Checked
from validator.readers.text import read_text
from validator.reports.build import build_report

HEAD = "晨光县“十四五”科技创新规划\n一、发展目标\n"
TABLE = "表1 主要指标\n指标\t2020年\t2025年\t年均增长（%）\n"


def indicators(text: str):
    """The indicators of a text, by name."""
    source = read_text((HEAD + text).encode(), "plan.txt")
    report = build_report([Checked(source, build_facts(source), (), ())], indicators=True)
    return {each.name: each for each in report.documents[0].indicators}


def figures(indicator):
    """(year, value) of baseline and target, the printed rate, years, recomputed rate."""
    ends = [(each.year, each.value) if each else None for each in (indicator.base, indicator.target)]
    return (*ends, indicator.rate.value if indicator.rate else None, indicator.years, indicator.growth)


def test_a_row_gives_baseline_target_and_both_rates():
    found = indicators(TABLE + "研发机构（家）\t16\t19\t7.91\n专利授权量（件）\t100\t161\t10.0\n")
    assert figures(found["研发机构（家）"]) == ((2020, "16"), (2025, "19"), "7.91", 5, "3.4968")
    assert found["研发机构（家）"].unit == "家"
    assert found["研发机构（家）"].rate.evidence.cell == "R2C4"


def test_figures_are_in_the_unit_that_both_are_printed_in():
    found = indicators(TABLE + "研发经费（亿元）\t1.2\t2.4\t14.87\n")["研发经费（亿元）"]
    assert (found.unit, figures(found)[:2]) == ("亿元", ((2020, "1.2"), (2025, "2.4")))


@pytest.mark.parametrize(
    ("row", "growth"),
    [
        ("累计转化成果（项）\t〔10〕\t〔20〕\t-", None),
        ("示范企业（家）\t0\t5\t-", None),
        ("公顷数（公顷）\t≥10\t≥20\t-", "14.8698"),
    ],
)
def test_there_is_no_growth_between_totals_or_from_nothing(row, growth):
    [found] = indicators(TABLE + row + "\n").values()
    assert found.growth == growth


def test_a_target_that_prose_alone_states_is_an_indicator_and_a_count_in_words_is_none():
    found = indicators(TABLE + "研发机构（家）\t16\t19\t7.91\n二、任务\n到2025年，瞪羚企业达到45家，抓好两个方面。\n")
    assert figures(found["瞪羚企业"]) == (None, (2025, "45"), None, None, None)
    assert found["瞪羚企业"].unit == "家"
    assert len(found) == 2


def test_a_place_is_told_step_by_step():
    found = indicators(TABLE + "研发机构（家）\t16\t19\t7.91\n")["研发机构（家）"]
    assert found.base.evidence.outline == ("一、", "表1", "第1行", "第2列")


def test_a_document_without_figures_has_none():
    assert indicators("全县要抓好科技创新。\n") == {}
