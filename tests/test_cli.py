"""The command line: exit status, errors as sentences, files, languages, and what it must not import."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.readers.docx_xml import package, r
from tests.reports.fakes import FakeFacts, document, mismatch, rule
from validator import __version__, cli, engine, pipeline
from validator.cli import run
from validator.errors import GoujiError, ReadError
from validator.facts import build_facts
from validator.finding import Outcome, Severity, Verdict
from validator.pipeline import Checked
from validator.reports import build
from validator.reports.forms import Form

ROOT = Path(__file__).resolve().parent.parent
RULES = (rule(), rule("GR101", "growth-rate-mismatch"))


@pytest.fixture
def checker(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Checks without reading: maps a path to its verdicts, or to the error that reading it raises."""
    answers: dict[str, object] = {"plan.txt": (mismatch(),)}

    def check_document(path, schema=None, select=(), ignore=(), revisions="accepted"):
        answer = answers[path]
        if isinstance(answer, Exception):
            raise answer
        source = document(path)
        chosen = engine.choose_rules(RULES, select, ignore)
        kept = tuple(each for each in answer if each.code in {each.code for each in chosen})
        return Checked(source, FakeFacts(source), chosen, kept)

    monkeypatch.setattr(pipeline, "check_document", check_document)
    monkeypatch.setattr("validator.rules.all_rules", lambda: RULES)
    monkeypatch.setattr(build, "sentence", lambda said, lang: "与正文一致")
    return answers


def graded(severity: Severity) -> tuple[Verdict, ...]:
    return (mismatch(severity=severity),)


@pytest.mark.parametrize(
    ("severity", "fail_on", "status"),
    [
        (Severity.ERROR, "error", 1),
        (Severity.WARNING, "error", 0),
        (Severity.WARNING, "warning", 1),
        (Severity.INFO, "warning", 0),
        (Severity.INFO, "info", 1),
        (Severity.ERROR, "never", 0),
    ],
)
def test_exit_status_follows_fail_on(checker, capsys, severity, fail_on, status):
    checker["plan.txt"] = graded(severity)
    assert run(["check", "plan.txt", "--fail-on", fail_on]) == status
    assert capsys.readouterr().err == ""


def test_by_default_only_errors_fail(checker, capsys):
    assert run(["check", "plan.txt"]) == 1
    assert "错误 TX201" in capsys.readouterr().out
    checker["plan.txt"] = graded(Severity.WARNING)
    assert run(["check", "plan.txt"]) == 0


def test_an_unreadable_file_does_not_stop_the_others(checker, capsys):
    checker["bad.pdf"] = ReadError("bad.pdf 不是可读的文件。", "bad.pdf cannot be read.")
    assert run(["check", "bad.pdf", "plan.txt", "--format", "json"]) == 2
    said = capsys.readouterr()
    report = json.loads(said.out)
    assert [each["path"] for each in report["documents"]] == ["bad.pdf", "plan.txt"]
    assert report["documents"][0]["unread"][0]["why"] == "bad.pdf 不是可读的文件。"
    assert len(report["findings"]) == 1
    assert said.err == "gouji: bad.pdf 不是可读的文件。\n"


def test_nothing_readable_prints_only_the_sentence(checker, capsys):
    checker["bad.pdf"] = ReadError("不可读。", "It cannot be read.")
    assert run(["check", "bad.pdf", "--lang", "en"]) == 2
    assert capsys.readouterr() == ("", "gouji: It cannot be read.\n")


def test_an_error_of_ours_is_one_sentence_and_spares_the_other_files(checker, capsys, monkeypatch):
    checker["odd.txt"] = RuntimeError("boom\x1b[2J")
    monkeypatch.delenv("GOUJI_DEBUG", raising=False)
    assert run(["check", "odd.txt", "plan.txt"]) == 2
    said = capsys.readouterr()
    assert "TX201" in said.out
    assert said.err.startswith("gouji: 内部错误")
    assert "RuntimeError: boom" in said.err
    assert "odd.txt" in said.err
    assert __version__ in said.err
    assert "\x1b" not in said.err
    assert len(said.err.splitlines()) == 1
    monkeypatch.setenv("GOUJI_DEBUG", "1")
    run(["check", "odd.txt"])
    assert "Traceback" in capsys.readouterr().err


def test_an_error_of_ours_outside_the_files_is_told_too(checker, capsys, monkeypatch):
    def broken(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(build, "assemble", broken)
    assert run(["check", "plan.txt"]) == 2
    assert capsys.readouterr().err.startswith("gouji: 内部错误")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["check"], "缺少参数 FILE"),
        (["check", "plan.txt", "--nope"], "没有选项 --nope，运行 gouji check --help 查看用法。"),
        (["check", "plan.txt", "--outptu", "x"], "没有选项 --outptu，疑为 --output，"),
        (["check", "plan.txt", "--fail-on", "errr"], "--fail-on 的值不对：“errr”，疑为 error，可以是 error、warning、"),
        (["check", "plan.txt", "--select"], "选项 --select 后面缺少它的值"),
        (["check", "plan.txt", "--quiet=1"], "选项 --quiet 不带值"),
        (["explain", "GR101", "GR102"], "多出参数 GR102，运行 gouji explain --help 查看用法。"),
        (["completion", "tcsh"], "bash|zsh|fish 的值不对：“tcsh”，可以是 bash、zsh、fish"),
        (["chek"], "没有命令 chek，疑为 check，运行 gouji --help 查看用法。"),
        (["schema", "shwo"], "没有命令 shwo，疑为 show，运行 gouji schema --help 查看用法。"),
        (["check", "plan.txt", "--select", "GR999"], "没有规则“GR999”"),
        (["check", "plan.txt", "--ignore", "nonsense"], "没有规则“nonsense”"),
        (["explain", "GR999"], "没有规则“GR999”"),
    ],
)
def test_bad_usage_is_one_sentence_and_status_2(checker, capsys, arguments, sentence):
    assert run(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert sentence in said.err
    assert len(said.err.splitlines()) == 1
    assert not re.search(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}", said.err), "no English sentence in a Chinese one"
    assert run([*arguments, "--lang", "en"]) == 2


def test_no_command_prints_the_help(capsys):
    assert run([]) == 2
    assert "check" in capsys.readouterr().out


def test_select_and_ignore_take_codes_names_and_families(checker, capsys):
    checker["plan.txt"] = (mismatch(), mismatch(code="GR101"))

    def found(*options: str) -> list[str]:
        run(["check", "plan.txt", "--format", "json", *options])
        return [each["code"] for each in json.loads(capsys.readouterr().out)["findings"]]

    assert found() == ["GR101", "TX201"]
    assert found("--select", "gr") == ["GR101"]
    assert found("--select", "GR101,target-mismatch") == ["GR101", "TX201"]
    assert found("--ignore", "GR101", "--ignore", "TX") == []
    assert found("--select", "TX201", "--ignore", "TX201") == []


def test_verdicts_are_listed_on_demand(checker, capsys):
    checker["plan.txt"] = (mismatch(outcome=Outcome.HOLDS),)
    assert run(["check", "plan.txt", "--verdicts", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdicts"][0]["outcome"] == "holds"
    run(["check", "plan.txt", "--verdicts"])
    assert "相符  TX201" in capsys.readouterr().out


def test_the_same_input_gives_the_same_bytes(checker, capsys):
    def once() -> str:
        run(["check", "plan.txt", "--format", "json"])
        return capsys.readouterr().out

    assert once() == once()


def test_output_is_written_whole_with_ordinary_permissions(checker, capsys, tmp_path):
    target = tmp_path / "report.json"
    target.write_text("old")
    assert run(["check", "plan.txt", "--format", "json", "--output", str(target)]) == 1
    assert json.loads(target.read_text("utf-8"))["findings"]
    assert capsys.readouterr().out == ""
    assert [each.name for each in tmp_path.iterdir()] == ["report.json"]
    mask = os.umask(0)
    os.umask(mask)
    assert target.stat().st_mode & 0o777 == 0o666 & ~mask


def test_a_failed_write_leaves_the_old_report_and_no_draft(checker, capsys, tmp_path, monkeypatch):
    target = tmp_path / "report.json"
    target.write_text("old")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    assert run(["check", "plan.txt", "--output", str(target)]) == 2
    assert "无法写入" in capsys.readouterr().err
    assert target.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["report.json"]


def test_output_may_be_a_device(checker):
    assert run(["check", "plan.txt", "--output", os.devnull]) == 1
    assert not os.path.isfile(os.devnull)


def test_the_rest_of_the_line_goes_to_the_schema_commands(capsys):
    assert run(["schema", "list"]) == 0
    assert "suining" in capsys.readouterr().out
    assert run(["schema", "--help"]) == 0
    assert "用法：gouji schema" in capsys.readouterr().out
    assert run(["schema", "show", "nonesuch"]) == 2
    assert "nonesuch" in capsys.readouterr().err


PLAN = """晨光县“十四五”科技创新规划
二、发展目标
到2025年，高新技术企业达到45家。
表1 主要指标
指标名称\t2020年\t2025年\t年均增长(%)
高新技术企业数（家）\t7\t16\t60.71
"""


def test_a_real_file_goes_all_the_way(tmp_path, capsys):
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, "utf-8")
    assert run(["check", str(path), "--format", "json", "--verdicts"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert "GR101" in {finding["code"] for finding in report["findings"]}
    for each in (evidence for finding in report["findings"] for evidence in finding["evidence"]):
        assert PLAN[each["start"] : each["end"]] == each["text"]
    assert report["crashed"] == []
    assert run(["check", str(path)]) == 1
    assert "60.71" in capsys.readouterr().out
    assert run(["facts", str(path)]) == 0
    assert "45家" in capsys.readouterr().out
    assert run(["facts", str(path), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["claims"]


@pytest.mark.parametrize(("asked", "figure"), [([], "120亿元"), (["--revisions", "original"], "100亿元")])
def test_tracked_changes_are_read_as_asked(asked, figure, tmp_path, capsys):
    deleted = "<w:del w:id='1'><w:r><w:delText>100亿元</w:delText></w:r></w:del>"
    draft = tmp_path / "草案.docx"
    draft.write_bytes(
        package(f"<w:p>{r('到2030年，总产值达到')}{deleted}<w:ins w:id='2'>{r('120亿元')}</w:ins>{r('。')}</w:p>")
    )
    assert run(["facts", str(draft), *asked]) == 0
    assert re.findall("1[02]0亿元", capsys.readouterr().out) == [figure]
    assert run(["check", str(draft), *asked]) == 0


@pytest.mark.parametrize("command", ["check", "facts"])
def test_a_missing_file_is_one_sentence(command, capsys):
    assert run([command, "no-such-file.txt"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "no-such-file.txt" in said.err
    assert len(said.err.splitlines()) == 1


def test_output_never_overwrites_the_plan(checker, capsys, tmp_path):
    plan = tmp_path / "plan.txt"
    plan.write_text("原文")
    checker[str(plan)] = ()
    assert run(["check", str(plan), "--output", str(plan)]) == 2
    assert plan.read_text() == "原文"
    assert "不覆盖" in capsys.readouterr().err
    assert run(["check", str(plan), "--output", str(tmp_path / "no" / "report.txt")]) == 2


def test_rules_and_explain_print_what_the_rules_say(checker, capsys):
    assert run(["rules"]) == 0
    assert "growth-rate-mismatch" in capsys.readouterr().out
    assert run(["explain", "gr101"]) == 0
    assert capsys.readouterr().out.startswith("GR101 growth-rate-mismatch · 错误")
    assert run(["explain", "growth-rate-mismatch", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("GR101 growth-rate-mismatch · error")


def test_explain_lists_a_family(checker, capsys):
    assert run(["explain", "gr"]) == 0
    listed = capsys.readouterr().out
    assert listed.startswith("代码")
    assert "growth-rate-mismatch" in listed
    assert "TX201" not in listed


def test_help_is_chinese_down_to_its_headings(capsys):
    assert run(["check", "--help"]) == 0
    text = capsys.readouterr().out
    assert "用法：gouji check [选项] FILE…" in text
    for word in ("Usage", "Options", "Show this", "required"):
        assert word not in text
    assert all(option in text for option in ("--format", "--lang", "--fail-on", "--verdicts", "--schema", "--output"))


def test_colour_needs_a_terminal_and_consent(monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert cli._colourful()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not cli._colourful()


def test_run_rules_records_a_crash_and_keeps_the_rest():
    def breaks(facts: object):
        yield mismatch(code="")
        raise ZeroDivisionError("division by zero")

    def cannot_start(facts: object):
        raise KeyError("x")

    rules = [rule("TX206", "b", breaks), rule(), rule("AR301", "c", cannot_start)]
    facts = build_facts(document())
    result = engine.run_rules(facts, rules)
    assert [each.code for each in result.verdicts] == ["TX201", "TX206"]
    assert result.crashed == (("AR301", "KeyError: 'x'"), ("TX206", "ZeroDivisionError: division by zero"))
    assert engine.run_rules(facts, rules[::-1]) == result


def test_a_family_is_the_rules_of_its_prefix():
    assert engine.family(RULES, "tx") == tuple(each for each in RULES if each.code.startswith("TX"))
    assert engine.family(RULES, "XX") == engine.family(RULES, "") == engine.family(RULES, "TX201") == ()


def test_find_rule_knows_code_and_name():
    assert engine.find_rule(RULES, "tx201") is RULES[0]
    assert engine.find_rule(RULES, "Target-Mismatch") is RULES[0]
    with pytest.raises(GoujiError) as caught:
        engine.find_rule(RULES, "TX")
    assert "TX" in caught.value.zh


def gouji(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    return subprocess.run(
        [sys.executable, "-m", "validator", *arguments], capture_output=True, env=environment, cwd=ROOT, **options
    )


def test_output_is_utf8_in_any_locale():
    done = gouji("--help")
    assert done.returncode == 0
    assert "核对" in done.stdout.decode("utf-8")
    done = gouji("explain", "XX000")
    assert done.returncode == 2
    assert "没有规则" in done.stderr.decode("utf-8")
    assert b"Traceback" not in done.stderr


def test_version():
    assert gouji("--version").stdout.decode().strip() == f"gouji {__version__}"


def test_a_reader_that_leaves_early_is_no_error():
    reading, writing = os.pipe()
    os.close(reading)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "validator", "rules"],
            stdout=writing,
            stderr=subprocess.PIPE,
            env=environment,
            cwd=ROOT,
        )
    finally:
        os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 0


HEAVY = ("pint", "lxml", "openpyxl", "xlsxwriter", "docx", "python_calamine", "rich")


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["rules"], ["--version"]])
def test_light_commands_do_not_import_the_engine(arguments):
    code = f"""
import sys
from validator.cli import run
run({arguments!r})
print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.stderr.decode().strip() == "[]"


@pytest.mark.parametrize("form", [form for form in Form if form is not Form.XLSX])
def test_every_form_is_printed_in_both_languages(checker, capsys, form):
    for lang in ("zh", "en"):
        assert run(["check", "plan.txt", "--format", form, "--lang", lang]) == 1
        said = capsys.readouterr().out
        assert "高新技术企业数" in said
        assert "16" in said


def test_a_workbook_goes_into_a_file_only(checker, capsys, tmp_path):
    assert run(["check", "plan.txt", "--format", "xlsx"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "--output" in err
    report = tmp_path / "report.xlsx"
    assert run(["check", "plan.txt", "--format", "xlsx", "--output", str(report)]) == 1
    assert report.read_bytes().startswith(b"PK")


def test_a_machine_is_told_when_nothing_could_be_read(checker, capsys):
    checker["plan.txt"] = ReadError("plan.txt 读不出来。", "plan.txt cannot be read.")
    assert run(["check", "plan.txt", "--format", "sarif"]) == 2
    [invocation] = json.loads(capsys.readouterr().out)["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False


def test_a_person_is_told_that_a_file_was_written(checker, tmp_path, capsys, monkeypatch):
    asked = ["check", "plan.txt", "--format", "json", "--output", str(tmp_path / "报告.json")]
    run(asked)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    run(asked)
    assert "已写入" in capsys.readouterr().err
    run([*asked, "--quiet"])
    assert capsys.readouterr().err == ""
