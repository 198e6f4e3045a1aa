"""What a person sees: the terminal report, its layout, and the JSON as text."""

import json as stdlib_json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.report import Report
from tests.reports.fakes import document, evidence, mismatch, rule
from tests.reports.test_build import checked
from validator.document import Unread
from validator.errors import ReadError
from validator.finding import Outcome, Severity
from validator.pipeline import Unreadable, check_document
from validator.reports import build, json
from validator.reports.build import build_report
from validator.reports.explain import explain, rules_markdown, rules_table
from validator.reports.layout import columns, cut, pad, width, wrap
from validator.reports.terminal import Look, render
from validator.rules import all_rules
from validator.wording import clean


@pytest.fixture(autouse=True)
def _sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "sentence", lambda said, lang: "与正文一致")


def test_a_finding_reads_from_top_to_bottom():
    text = render(build_report([checked(mismatch())]), Look(titles={"TX201": "目标值不符"}))
    parts = [
        "plan.txt  《晨光县科技规划》 · 2021—2025",
        "错误 TX201 目标值不符 · 高新技术企业数 · 2025年",
        "高新技术企业数2025年的目标值，表中为“16家”",
        "目标值     16家",
        "算式       16 ≠ 45",
        "可能原因   与正文一致",
        "建议       把“16家”改为“45家”——与正文一致",
        "错误 1，警告 0，提示 0。",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert text.endswith("数字互相比对，相符 0 处，无法判断 0 处。错误 1，警告 0，提示 0。\n")


def test_only_figures_that_were_compared_count_as_agreeing(tmp_path):
    path = tmp_path / "plan.txt"
    table = "指标\t单位\t2020年\t2025年\t年均增长（%）\t属性\n示范企业\t家\t7\t16\t17.98\t预期性\n科普基地\t个\t5\t9\t-\t预期性\n"
    path.write_text(f"晨光县“十四五”科技规划\n表1 主要指标\n{table}", "utf-8")
    report = build_report([check_document(str(path))], "zh", verdicts=True)
    growth = [each for each in report.verdicts if each.code == "GR101"]
    assert [each.outcome for each in growth] == ["holds"]
    assert report.summary.holds > 5  # units, columns and natures are in order
    assert report.summary.holds - report.summary.formal == 1
    assert "数字互相比对，相符 1 处，无法判断 0 处。" in render(report)


def test_the_gravest_come_first_and_remarks_only_on_demand():
    report = build_report(
        [checked(mismatch(severity=Severity.INFO), mismatch(code="GR101", severity=Severity.WARNING))]
    )
    text = render(report)
    assert "警告 GR101" in text
    assert "提示 TX201" not in text
    assert "另有 1 条未列出" in text
    assert "错误" not in text.partition("比对")[0]
    demanded = render(report, Look(minimum=Severity.INFO))
    assert demanded.index("警告 GR101") < demanded.index("提示 TX201")
    assert "警告 GR101" not in render(report, Look(minimum=Severity.ERROR))


def test_nothing_found_is_said():
    clean_plan = [checked(mismatch(outcome=Outcome.HOLDS))]
    assert "未发现不符。" in render(build_report(clean_plan))
    assert "No discrepancy found." in render(build_report(clean_plan, "en"), Look("en"))


def test_nothing_compared_is_not_passed_off_as_agreement():
    text = render(build_report([checked()]))
    assert "没有找到可以互相比对的数字。" in text
    assert "未发现不符" not in text


def test_an_unreadable_file_is_named_once():
    broken = Unreadable("b.pdf", ReadError("b.pdf 不是可读的文件。", "b.pdf cannot be read."))
    assert render(build_report([checked(mismatch()), broken])).count("b.pdf") == 1


def test_our_own_trouble_stands_apart():
    text = render(
        build_report(
            [
                checked(
                    unread=(Unread("第3页", "图片中的文字", ("page 3", "text in a picture")),),
                    crashed=[("AR301", "坏了")],
                )
            ]
        )
    )
    assert "plan.txt 第3页：图片中的文字" in text
    assert "不是文稿的问题" in text
    assert "AR301：坏了" in text


def test_long_evidence_is_counted_not_listed():
    text = render(build_report([checked(mismatch(evidence=(evidence("16家", "growth"),) * 15))]))
    assert text.count("增速 ") == 12
    assert "另有 3 处" in text


def test_colour_only_when_asked_for():
    report = build_report([checked(mismatch())])
    assert "\x1b" not in render(report)
    assert "\x1b[31m" in render(report, Look(colour=True))


HOSTILE = "\x1b]0;x\x07\x1b[2J晨\u202e光\u2028\x9b31m县\r\n"


def test_a_document_cannot_steer_the_terminal_or_break_the_json():
    verdict = mismatch(indicator=HOSTILE)
    hostile = checked(verdict, text=HOSTILE + document().text, path="a\x1b[31m.txt")
    report = build_report([hostile], verdicts=True)
    shown = render(report)
    assert all(char == "\n" or char.isprintable() for char in shown)
    written = json.render(report)
    assert all(char == "\n" or char.isprintable() for char in written)
    assert Report.model_validate_json(written) == report


@given(st.text())
def test_json_text_is_printable_encodable_and_loses_nothing(text):
    written = json.dumps({"text": text})
    assert written.encode("utf-8")
    assert stdlib_json.loads(written) == {"text": text}


def test_json_has_verdicts_only_on_demand_and_names_the_edit_with():
    data = stdlib_json.loads(json.render(build_report([checked(mismatch())])))
    assert "verdicts" not in data
    assert data["findings"][0]["suggestions"][0]["with"] == "45家"
    assert "高新" in json.render(build_report([checked(mismatch())], verdicts=True))
    assert stdlib_json.loads(json.render(build_report([checked()], verdicts=True)))["verdicts"] == []


@given(st.text(), st.integers(10, 60))
def test_wrapped_lines_fit_and_keep_every_character(text, cells):
    text = clean(text)
    lines = wrap(text, cells)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= cells or len(line) == 1 for line in lines)


def test_wrapping_keeps_figures_whole_and_marks_off_the_line_start():
    for cells in range(12, 40):
        for line in wrap("到2025年，年均增长17.98%，达到66.148亿元（见表1）。", cells):
            assert line[0] not in "，。）%.8"


def test_a_text_without_a_place_to_break_takes_linear_time():
    assert len(wrap("a" * 200_000, 50)) >= 4000


@given(st.text(), st.integers(1, 40))
def test_cut_and_pad_respect_the_cells(text, cells):
    text = clean(text)
    assert width(cut(text, cells)) <= cells
    assert width(pad(text, cells)) == max(cells, width(text))


def test_columns_align_chinese_and_leave_figures_alone():
    text = columns([("增速", "60.710"), ("target", "007")], first=9)
    assert text == "增速       60.710\ntarget     007"
    assert "None" not in columns([("", "1e5")])


RULES = {each.code: each for each in all_rules()}


def test_explain_reads_in_chinese_from_top_to_bottom():
    text = explain(RULES["TX205"])
    assert text.startswith("TX205 前后文数字不一致 · prose-mismatch · 警告\n\n说明：同一指标")
    headings = [
        "说明：",
        "提示语：",
        "  - “某指标”某年的数值，一处写①，另一处写②。",
        "\n会报告的例子：",
        "\n不会报告的例子：",
    ]
    places = [text.index(part) for part in [*headings, "\n依据：已经统计过的数只有一个值。\n"]]
    assert places == sorted(places)
    assert not [word for word in ("Basis", "Flagged", "Two passages", "{", "\\n") if word in text]


def test_explain_in_english_is_the_english_manual():
    text = explain(RULES["AR301"], "en")
    assert text.startswith("AR301 share-mismatch · error\n\nA printed share is")
    assert "\n\n    share = part / whole × 100\n\n" in text
    assert text.endswith("\n\nBasis: arithmetic.\n")
    assert "说明" not in text
    assert "依据" not in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_examples_are_shown_as_the_reader_would_see_them(lang):
    text = explain(RULES["TB507"], lang)
    assert "  - 表1 主要指标\n    指标 | 2020年 | 2025年\n    高新技术企业数（个） | 7 | 16\n" in text
    assert {"zh": "会报告的例子（使用 --schema suining）：\n", "en": "Flagged (with --schema suining):\n"}[lang] in text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("cells", [60, 110])
def test_explain_keeps_to_the_width_of_the_terminal(lang, cells):
    for each in RULES.values():
        lines = explain(each, lang, cells).splitlines()
        # A formula stays on its line.
        assert all(width(line) <= cells for line in lines if "=" not in line), each.code


def test_a_rule_without_a_manual_is_explained_by_what_it_says():
    assert "提示语：\n  - 某指标某年的目标值，表中为①，正文为②。\n" in explain(rule())


def test_the_markdown_manual_has_both_languages():
    text = rules_markdown()
    for each in RULES.values():
        start = text.index(f"\n## {each.code} ")
        chapter = text[start : text.find("\n## ", start + 1)]
        for part in ("\n说明：", "\n依据：", "\nBasis: ", "\n会报告的例子", " / Flagged", "\n不会报告的例子"):
            assert part in chapter, each.code
    assert rules_markdown("en").index("Basis:") < rules_markdown("en").index("依据：")


def test_rules_are_listed_by_code():
    assert "TX201" in rules_table([rule()])
    assert "error" in rules_table([rule()], "en")


def test_every_comparison_is_told_with_the_reason_of_those_that_cannot_be_judged(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text("全县有文化场馆26个，其中图书馆1个、文化馆1个、乡镇综合文化站14个。", "utf-8")
    said = render(build_report([check_document(str(path))], "zh", verdicts=True))
    assert "“其中”所列不必是全部" in said
    path.write_text("没有数字。", "utf-8")
    assert "全部比对" in render(build_report([check_document(str(path))], "zh", verdicts=True))
