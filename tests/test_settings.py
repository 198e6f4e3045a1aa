"""Settings: where they are found, what they change, and what is said of a wrong one."""

import json
from pathlib import Path

import pytest

from tests.plan_text import PLAN
from validator.cli import run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan in a folder below it; the command is called from elsewhere."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "plan.txt").write_text(PLAN, "utf-8")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    return tmp_path


def findings(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, str]:
    """The severity of each rule that found something."""
    assert run(["check", *arguments, "--format", "json"]) in (0, 1)
    return {each["code"]: each["severity"] for each in json.loads(capsys.readouterr().out)["findings"]}


def test_settings_are_found_from_the_file_upwards(folder, capsys):
    plan = str(folder / "plans" / "plan.txt")
    assert findings(capsys, plan)["GR101"] == "error"
    (folder / "gouji.toml").write_text('ignore = ["GR"]')
    assert "GR101" not in findings(capsys, plan)
    (folder / "plans" / "gouji.toml").write_text('severity = {GR101 = "info"}')
    assert findings(capsys, plan)["GR101"] == "info", "the nearest file counts, alone"


def test_pyproject_serves_and_somebody_elses_is_passed_by(folder, capsys):
    plan = str(folder / "plans" / "plan.txt")
    (folder / "plans" / "pyproject.toml").write_text("[tool.other]\nbroken =")
    (folder / "pyproject.toml").write_text('[tool.gouji]\nselect = ["growth-rate-mismatch"]')
    assert findings(capsys, plan) == {"GR101": "error"}
    (folder / "gouji.toml").write_text('select = ["TX"]')
    assert set(findings(capsys, plan)) == {"TX201"}, "gouji.toml goes before pyproject.toml"


def test_blank_lines_of_somebody_elses_file_take_no_time(folder, capsys):
    (folder / "pyproject.toml").write_text("\n" * 1_000_000)  # what tried them anew from each took days
    assert findings(capsys, str(folder / "plans" / "plan.txt"))["GR101"] == "error"


def test_settings_of_some_files_add_to_those_of_all(folder, capsys):
    plan = str(folder / "plans" / "plan.txt")
    (folder / "gouji.toml").write_text(
        'ignore = ["TX"]\nseverity = {GR = "info"}\n'
        '[files."plans/*.txt"]\nseverity = {GR101 = "warning"}\n[files."*.docx"]\nignore = ["GR"]\n'
    )
    assert findings(capsys, plan) == {"GR101": "warning"}


def test_the_command_line_goes_before_the_settings(folder, capsys):
    plan = str(folder / "plans" / "plan.txt")
    (folder / "gouji.toml").write_text('select = ["TX"]\nignore = ["GR101"]')
    assert set(findings(capsys, plan, "--select", "GR101")) == {"GR101"}
    assert findings(capsys, plan, "--ignore", "TX201") == {}
    (folder / "other.toml").write_text('select = ["GR101"]')
    assert set(findings(capsys, plan, "--config", str(folder / "other.toml"))) == {"GR101"}


def test_a_schema_is_meant_from_the_folder_of_the_settings(folder, capsys):
    plan = str(folder / "plans" / "plan.txt")
    (folder / "gouji.toml").write_text('schema = "schemas/own.toml"')
    assert run(["check", plan]) == 2
    assert str(folder / "schemas" / "own.toml") in capsys.readouterr().err


def test_an_identity_keeps_the_fingerprints_of_a_draft_with_another_title(folder, capsys):
    first, second = folder / "plans" / "plan.txt", folder / "plans" / "plan-v2.txt"
    second.write_text(PLAN.replace("晨光县“十四五”科技创新规划", "晨光县“十四五”科技创新规划（送审稿）"), "utf-8")

    def prints(path: Path) -> set[str]:
        run(["check", str(path), "--format", "json"])
        return {each["fingerprint"] for each in json.loads(capsys.readouterr().out)["findings"]}

    assert prints(first).isdisjoint(prints(second))
    (folder / "gouji.toml").write_text('[files."plan*"]\nidentity = "晨光科技规划"')
    assert prints(first) == prints(second)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            '# selct\nignore = ["GR"]\nselct = ["GR"]',
            "gouji.toml 第3行：selct不是可用的字段，疑为 select；可用的有 select、ignore、severity、schema、files。\n",
        ),
        (
            '[files."*.docx"]\nidentiy = "规划"',
            "第2行：files的*.docx的identiy不是可用的字段，疑为 identity；可用的有 select、ignore、severity、schema、identity。",
        ),
        ('[files."*.docx"]\nx = 1\n[files."*.txt"]\nx = 1', "gouji.toml：files的*.docx的x不是可用的字段；可用的有"),
        ('[rules]\nselect = ["GR"]', "gouji.toml 第1行：rules不是可用的字段"),
        ('severity = {GR101 = "eror"}', "第1行：severity的GR101（“eror”）只能是"),
        ('severity = "error"', "第1行：severity（“error”）应为表。"),
        ('select = "GR"', "应为列表"),
        ('ignore = ["GR191"]', "“GR191”不是规则，疑为 GR101"),
        ('[files."*"]\nselect = ["growth-rate-mismach"]', "疑为 growth-rate-mismatch"),
        ("select = [", "不是有效的 TOML：文件末尾，没有写完。"),
        ("select = [“GR”]", "gouji.toml 不是有效的 TOML：第1行第11字，值的写法不对，文字要加英文引号。"),
        ("ignore = []\nignore = []", "不是有效的 TOML：文件末尾，同一个键写了两次。"),
        ("a" + ".a" * 300 + " = 1", "句点过多"),
        ('schema = "nonesuch"', "nonesuch"),
    ],
)
def test_a_wrong_setting_is_one_sentence_with_the_right_one(folder, capsys, text, sentence):
    (folder / "gouji.toml").write_text(text, "utf-8")
    assert run(["check", str(folder / "plans" / "plan.txt")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert sentence in said.err
    assert len(said.err.splitlines()) == 1


def test_config_prints_what_is_in_force_and_where_it_came_from(folder, capsys, monkeypatch):
    monkeypatch.chdir(folder)
    (folder / "gouji.toml").write_text('ignore = ["TX"]\n[files."plan.*"]\nidentity = "晨光科技规划"')
    assert run(["config", "plans/plan.txt"]) == 0
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert "gouji.toml" in lines["ignore"]
    assert "晨光科技规划" in lines["identity"]
    assert '[files."plan.*"]' in lines["identity"]
    assert "默认" in lines["select"]
    assert run(["config", "--lang", "en"]) == 0
    assert "the printed title" in capsys.readouterr().out


def test_a_missing_settings_file_is_told(folder, capsys):
    assert run(["check", str(folder / "plans" / "plan.txt"), "--config", "none.toml"]) == 2
    assert "找不到设置文件 none.toml" in capsys.readouterr().err


def test_exit_zero_is_for_findings_and_not_for_unreadable_files(folder, capsys):
    plan = str(folder / "plans" / "plan.txt")
    assert run(["check", plan]) == 1
    assert run(["check", plan, "--exit-zero"]) == 0
    assert run(["check", plan, "none.txt", "--exit-zero"]) == 2


def test_statistics_count_the_findings_of_each_rule(folder, capsys):
    plan = folder / "plans" / "plan.txt"
    (folder / "plans" / "again.txt").write_text(PLAN, "utf-8")
    assert run(["check", str(plan), str(folder / "plans" / "again.txt"), "--statistics"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:3] for line in lines if "GR101" in line] == [["2", "GR101", "错误"]]
    assert "错误 4" in lines[-1]


def test_statistics_count_what_is_listed(capsys):
    plan = str(Path(__file__).parents[1] / "fixtures" / "plans" / "suining.txt")
    run(["check", plan, "--statistics"])
    said = capsys.readouterr().out
    assert "提示    " not in said, "--min-severity holds here too"
    assert "另有 4 条未列出，加 --min-severity info 查看。" in said
    assert "--verdicts" not in said, "comparisons are listed with the findings only"
    run(["check", plan, "--statistics", "--min-severity", "info"])
    said = capsys.readouterr().out
    assert "提示    " in said
    assert "未列出" not in said


def test_a_file_named_twice_is_checked_once(folder, capsys):
    plan = str(folder / "plans" / "plan.txt")
    run(["check", plan, plan, "--format", "json"])
    assert len(json.loads(capsys.readouterr().out)["documents"]) == 1
