"""From verdicts to the report: sentences, order, counts, fingerprints."""

import string
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reports.fakes import FakeFacts, document, evidence, mismatch, rule
from validator.document import Box, Unread
from validator.errors import ReadError
from validator.finding import Outcome, Severity
from validator.fingerprint import fingerprint, unique
from validator.pipeline import Checked, Unreadable
from validator.reports import build, json
from validator.reports.build import build_report, message
from validator.rules import all_rules

RULES = (rule(), rule("GR101", "growth-rate-mismatch"))


@pytest.fixture(autouse=True)
def _sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "sentence", lambda said, lang: f"{said.kind} ({lang})")


def checked(*verdicts, path="plan.txt", crashed=(), **changes):
    source = document(path, **changes)
    return Checked(source, FakeFacts(source), RULES, tuple(verdicts), tuple(crashed))


def test_the_sentence_names_both_figures_with_their_places():
    finding = build_report([checked(mismatch())]).findings[0]
    assert finding.message.startswith("高新技术企业数2025年的目标值，表中为“16家”（")
    assert "第3行" in finding.message
    assert "“45家”（" in finding.message
    assert "第2行" in finding.message
    assert finding.severity == "error"


@pytest.mark.parametrize(("percent", "severity"), [(94, "warning"), (95, "error"), (None, "error")])
def test_what_rests_on_a_figure_hard_to_recognise_is_a_warning_and_says_so(percent, severity):
    weak = mismatch().evidence[0].span.start
    boxes = (Box(0, 1, 0, 0, 9, 9, 99), Box(weak, 1, 0, 9, 9, 18, percent), Box(weak + 9, 1, 0, 18, 9, 27, 20))
    scanned = checked(mismatch())
    scanned = replace(scanned, document=replace(scanned.document, boxes=boxes))
    finding = build_report([scanned]).findings[0]
    assert finding.severity == severity
    assert ("对照原件" in finding.message and "对照原件" in finding.brief) == (severity == "warning")
    assert not any(suggestion.safe for suggestion in finding.suggestions) or severity == "error"


def test_english_is_english_but_for_the_document():
    finding = build_report([checked(mismatch())], "en").findings[0]
    assert finding.message.startswith("The 2025 target of 高新技术企业数 is “16家” (")
    assert "line 3" in finding.message
    assert finding.diagnoses[0].text == "other-figure (en)"


def test_amounts_are_decimal_strings_without_an_exponent():
    verdict = mismatch(values={"stated": Decimal("1E+4")})
    assert "E" not in message(RULES[0], verdict, ["a", "b"], "zh")
    stated = build_report([checked(mismatch())]).findings[0].stated
    assert stated is not None
    assert (stated.low, stated.unit) == ("16", "家")


@pytest.mark.parametrize(
    "verdict", [mismatch(why="no-such-sentence"), mismatch(year=None), mismatch(evidence=(), suggestions=())]
)
def test_a_sentence_that_cannot_be_filled_in_falls_back_to_title_and_figures(verdict):
    finding = build_report([checked(verdict)]).findings[0]
    assert finding.message.startswith("target-mismatch：")
    assert all(each.text in finding.message for each in finding.evidence)


def test_the_document_cannot_smuggle_fields_into_a_sentence():
    verdict = mismatch(indicator="{0} {formula} {x.__class__}")
    assert "{0} {formula} {x.__class__}" in build_report([checked(verdict)]).findings[0].message


def test_only_failing_verdicts_are_findings_and_every_outcome_is_counted():
    report = build_report(
        [checked(mismatch(), mismatch(outcome=Outcome.HOLDS), mismatch(outcome=Outcome.UNSURE))], verdicts=True
    )
    counts = report.summary
    assert (len(report.findings), counts.error, counts.holds, counts.fails, counts.unsure) == (1, 1, 1, 1, 1)
    assert report.verdicts is not None
    assert len(report.verdicts) == 3


def test_the_verdict_may_soften_its_rule():
    report = build_report([checked(mismatch(severity=Severity.INFO))])
    assert report.findings[0].severity == "info"
    assert (report.summary.error, report.summary.info) == (0, 1)


@given(st.permutations([mismatch(), mismatch(code="GR101"), mismatch(year=2024), mismatch(indicator=None)]))
def test_the_order_of_the_verdicts_changes_no_byte(verdicts):
    first = build_report([checked(*sorted(verdicts, key=repr))], verdicts=True)
    assert json.render(build_report([checked(*verdicts)], verdicts=True)) == json.render(first)


def test_findings_follow_document_place_and_code():
    early = mismatch(evidence=(evidence("45家", "target"),), code="TX201")
    found = build_report([checked(mismatch(), early, mismatch(code="GR101")), checked(early, path="b.txt")]).findings
    assert [(f.evidence[0].document, f.evidence[0].text, f.code) for f in found] == [
        ("plan.txt", "45家", "TX201"),
        ("plan.txt", "16家", "GR101"),
        ("plan.txt", "16家", "TX201"),
        ("b.txt", "45家", "TX201"),
    ]


def test_what_could_not_be_read_or_judged_stands_apart():
    broken = Unreadable("b.pdf", ReadError("b.pdf 不是可读的文件。", "b.pdf cannot be read."))
    good = checked(
        unread=(Unread("第3页", "图片", ("page 3", "a picture")),), crashed=[("AR301", "ZeroDivisionError: x")]
    )
    report = build_report([good, broken])
    assert report.documents[0].unread[0].where == "第3页"
    assert (report.documents[1].path, report.documents[1].sha256) == ("b.pdf", "")
    assert report.documents[1].unread[0].why == "b.pdf 不是可读的文件。"
    assert report.crashed[0].code == "AR301"
    assert report.findings == ()


def test_a_file_name_that_is_no_utf8_does_no_harm():
    report = build_report([checked(mismatch(), path="plan\udcff.txt")])
    assert json.render(report).encode("utf-8")


def test_fingerprint_leaves_out_places_and_values():
    moved = document(text="另起一行\n" + document().text)
    later = mismatch(evidence=(evidence("16家", "target", moved.text), evidence("45家", "target", moved.text)))
    assert fingerprint(document(), mismatch()) == fingerprint(moved.__class__(**_title(moved)), later)
    other_value = mismatch(stated=None, formula="17 ≠ 45")
    assert fingerprint(document(), mismatch()) == fingerprint(document(), other_value)


def _title(source):
    return {name: getattr(source, name) for name in source.__slots__} | {"title": document().title}


@pytest.mark.parametrize(
    "change",
    [{"year": 2024}, {"indicator": "别的指标"}, {"code": "TX202"}, {"evidence": (evidence("16家", "baseline"),)}],
)
def test_fingerprint_tells_findings_apart(change):
    assert fingerprint(document(), mismatch()) != fingerprint(document(), mismatch(**change))


@given(st.lists(st.sampled_from("abc")))
def test_fingerprints_are_unique_within_a_report(prints):
    made = list(unique(prints))
    assert len(set(made)) == len(made) == len(prints)
    assert all(text.partition("-")[0] == print_ for text, print_ in zip(made, prints, strict=True))


def test_two_like_findings_get_numbers_in_document_order():
    prints = [f.fingerprint for f in build_report([checked(mismatch(), mismatch(why="other"))]).findings]
    assert prints[1] == prints[0] + "-2"
    assert len(prints[0]) == 16


@pytest.mark.parametrize("each", all_rules(), ids=lambda each: each.code)
def test_every_sentence_of_every_rule_has_plain_fields_in_both_languages(each):
    assert set(each.zh) == set(each.en)
    for template in (*each.zh.values(), *each.en.values()):
        for _, name, spec, _ in string.Formatter().parse(template):
            assert name is None or name.isdecimal() or name.isidentifier(), f"{each.code}: {{{name}}}"
            assert not spec, f"{each.code}: a report formats no values ({spec})"
    for why in each.zh:
        assert message(each, mismatch(code=each.code, why=why), ["“1”", "“2”"], "zh")
