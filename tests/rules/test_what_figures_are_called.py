"""What a finding calls its figures: a target only where the document aims at it."""

import pytest

from schemas.report import FindingInfo
from validator.engine import run_rules
from validator.facts import build_facts
from validator.pipeline import Checked
from validator.readers import read_bytes
from validator.reports.build import build_report
from validator.rules import all_rules

TABLE = "表1 主要指标\n指标\t2020年\t{year}年\n数据企业（家）\t7\t16\n有效发明专利（件）\t30\t60\n"
TEXT = "{title}\n一、{section}\n{time}，全县数据企业达45家。\n"


def found(text: str, code: str, lang: str = "zh") -> FindingInfo:
    """The one finding of a rule on a text."""
    document = read_bytes(text.encode(), "plan.txt")
    facts = build_facts(document)
    checked = Checked(document, facts, all_rules(), run_rules(facts, all_rules()).verdicts)
    [finding] = [each for each in build_report([checked], lang).findings if each.code == code]
    return finding


def plan(title: str, section: str, time: str, year: int) -> str:
    return TEXT.format(title=title, section=section, time=time) + TABLE.format(year=year)


@pytest.mark.parametrize(
    ("text", "aim"),
    [
        (plan("某县“十四五”数字经济规划", "发展目标", "到2025年", 2025), True),
        (plan("某县2024年政府工作要点", "主要目标", "2024年", 2024), True),
        (plan("某县2023年国民经济和社会发展统计公报", "综合", "2023年", 2023), False),
        (plan("某县“十四五”规划中期评估报告", "总体进展", "2023年", 2023), False),
        (
            plan("某县“十四五”数字经济规划", "发展目标", "到2025年", 2025).replace("2025年\n数据", "2025年实际\n数据"),
            False,
        ),
    ],
)
def test_text_against_table(text: str, aim: bool) -> None:
    finding = found(text, "TX201")
    assert ("年的目标，正文写“45家”" if aim else "年的数值，正文写“45家”") in finding.brief
    assert {each.role for each in finding.evidence} == {"target" if aim else "level"}
    assert (" target of " if aim else " value of ") in found(text, "TX201", "en").brief


def test_text_against_text() -> None:
    twice = "某县“十四五”数字经济规划\n一、发展基础\n2020年，全县数据企业达48家。\n二、发展目标\n{}\n"
    reached = found(twice.format("到2025年，数据企业由2020年的58家增加到90家。"), "TX205")
    assert reached.brief == "“数据企业”2020年的数值，一处写“58家”，另一处写“48家”。"
    assert {each.role for each in reached.evidence} == {"level"}
    aims = "到2025年，数据企业达到90家。\n三、主要任务\n到2025年，数据企业达到95家。"
    aim = found(twice.format(aims), "TX205")
    assert aim.brief == "“数据企业”2025年的目标，一处写“95家”，另一处写“90家”。"
    assert {each.role for each in aim.evidence} == {"target"}


def test_a_wrong_unit_in_a_column_of_units_is_shown_where_it_stands() -> None:
    table = "表1 主要指标\n指标\t单位\t2020年\t2025年\n渔业服务站\t万元\t312\t450\n冷库\t座\t30\t60\n"
    text = f"某县“十四五”渔业规划\n二、发展目标\n到2025年，渔业服务站达到450个。\n{table}"
    assert [each.text for each in found(text, "UN402").evidence] == ["450个", "450", "万元"]
