"""Waivers: what they cover, when they fall, and the file they stand in."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.plan_text import PLAN
from validator.cli import run

Check = Callable[..., dict[str, object]]


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan in a folder of its own, which the command is called from."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, "utf-8")
    return path


@pytest.fixture
def report(plan: Path, capsys: pytest.CaptureFixture[str]) -> Check:
    """Check the plan, as it is by then, and give the report."""

    def check(*options: str) -> dict[str, object]:
        capsys.readouterr()
        run(["check", str(plan), "--format", "json", *options])
        return json.loads(capsys.readouterr().out)

    return check


def waive(*codes: str, options: tuple[str, ...] = ()) -> None:
    assert run(["waive", "plan.txt", *codes, "--reason", "已核实", "--owner", "张三", *options]) == 0


def codes(report: dict, waived: bool) -> list[str]:
    return [each["code"] for each in report["findings"] if bool(each["waived"]) is waived]


def rewrite(plan: Path, old: str, new: str) -> None:
    text = plan.read_text("utf-8")
    assert old in text
    plan.write_text(text.replace(old, new), "utf-8")


def test_a_waived_finding_is_counted_and_not_listed(plan, report, capsys):
    waive("GR101", "TX201", options=("--until", "2999-12-31"))
    found = report()
    assert codes(found, waived=True) == ["TX201", "GR101"]
    assert found["findings"][0]["waived"] == {"reason": "已核实", "owner": "张三", "expires": "2999-12-31"}
    assert found["summary"]["waived"] == 2
    assert found["waivers"] == []
    assert run(["check", "plan.txt", "--fail-on", "info"]) == 0
    said = capsys.readouterr().out
    assert "已豁免 2 条" in said
    assert "GR101" not in said


def test_a_waiver_survives_text_put_in_above_and_a_moved_table(plan, report):
    waive("GR101", "TX201")
    title, head, prose, *table = PLAN.splitlines(keepends=True)
    moved = [title, "一、发展基础\n", "近年来工作取得新的进展。\n", *table, head, "新增的一段文字。\n", prose]
    plan.write_text("".join(moved), "utf-8")
    assert codes(report(), waived=False) == []
    assert sorted(codes(report(), waived=True)) == ["GR101", "TX201"]


def test_a_finding_whose_figure_changes_comes_back(plan, report, capsys):
    waive("GR101", "TX201")
    rewrite(plan, "45家", "48家")
    found = report()
    assert codes(found, waived=False) == ["TX201"]
    assert codes(found, waived=True) == ["GR101"]
    assert [(each["state"], each["code"]) for each in found["waivers"]] == [("changed", "TX201")]
    assert run(["check", "plan.txt"]) == 1
    assert "TX201 数字已改，不再适用" in capsys.readouterr().out


def test_an_expired_waiver_is_reported_and_covers_nothing(plan, report, capsys):
    waive("GR101", options=("--until", "2999-12-31"))
    rewrite(plan.parent / "gouji-waivers.toml", "2999-12-31", "2020-12-31")
    found = report()
    assert "GR101" in codes(found, waived=False)
    assert [(each["state"], each["where"]) for each in found["waivers"]] == [("expired", "gouji-waivers.toml #1")]
    run(["check", "plan.txt"])
    assert "GR101 已到期 2020-12-31" in capsys.readouterr().out
    waive("GR101")
    assert report()["waivers"] == [], "the new waiver takes the place of the expired one"
    assert "GR101" in codes(report(), waived=True)


def test_an_unused_waiver_counts_as_a_warning(plan, report):
    waive("GR101", "TX201")
    rewrite(plan, "60.71", "17.98")
    assert [(each["state"], each["code"]) for each in report()["waivers"]] == [("unused", "GR101")]
    assert run(["check", "plan.txt"]) == 0
    assert run(["check", "plan.txt", "--fail-on", "warning"]) == 1
    assert report("--select", "TX")["waivers"] == [], "a rule that was not asked does not make its waiver idle"


def test_a_waiver_covers_one_finding_and_not_the_same_slip_made_again(plan, report):
    waive("GR101")
    plan.write_text(PLAN + PLAN[PLAN.index("表1") :].replace("表1", "表2"), "utf-8")
    found = report("--select", "GR101")
    assert codes(found, waived=True) == ["GR101"]
    assert codes(found, waived=False) == ["GR101"]


def test_the_same_plan_in_two_files_needs_one_waiver(plan, capsys):
    (plan.parent / "copy.txt").write_text(PLAN, "utf-8")
    assert run(["baseline", "plan.txt", "copy.txt"]) == 0
    written = tomllib.loads((plan.parent / "gouji-waivers.toml").read_text("utf-8"))["waiver"]
    assert len(written) == 2
    assert run(["check", "plan.txt", "copy.txt", "--fail-on", "info"]) == 0
    rewrite(plan, "60.71", "17.98")
    assert run(["check", "plan.txt", "copy.txt", "--fail-on", "warning"]) == 0, "the other file still needs it"


def test_a_baseline_leaves_only_what_is_new(plan, report, capsys):
    assert run(["baseline", "plan.txt", "missing.txt"]) == 2
    assert "missing.txt" in capsys.readouterr().err
    assert codes(report(), waived=False) == []
    rewrite(plan, "14.87", "20.00")
    assert codes(report(), waived=False) == ["GR101"]
    before = (plan.parent / "gouji-waivers.toml").read_text("utf-8")
    assert run(["baseline", "plan.txt"]) == 0
    after = (plan.parent / "gouji-waivers.toml").read_text("utf-8")
    assert after.startswith(before), "what was accepted before stays as it is"


def test_comments_and_order_of_the_file_stay(plan):
    waive("GR101", options=("--until", "2999-12-31"))
    path = plan.parent / "gouji-waivers.toml"
    path.write_text("# 我们的说明\n" + path.read_text("utf-8").replace("2999", "2020") + "# 到此为止\n", "utf-8")
    waive("GR101", "TX201")
    text = path.read_text("utf-8")
    assert text.startswith("# 我们的说明\n")
    assert "# 到此为止" in text
    assert [each["code"] for each in tomllib.loads(text)["waiver"]] == ["TX201", "GR101"]


def test_one_finding_is_waived_by_its_fingerprint(plan, report):
    chosen = report()["findings"][0]
    waive(chosen["fingerprint"])
    assert codes(report(), waived=True) == [chosen["code"]]


def test_a_rule_with_several_findings_is_waived_whole_and_says_so(plan, report, capsys):
    rewrite(plan, "14.87", "20.00")
    first, second = report("--select", "GR101")["findings"]
    waive("GR101")
    said = capsys.readouterr().out
    for each in (first, second):
        assert f"GR101 {each['fingerprint']} {each['evidence'][0]['where']}" in said
        assert each["evidence"][0]["text"] in said
    assert "写入 2 条豁免。\n" in said
    narrower = f"gouji waive plan.txt {first['fingerprint']} --reason …\n"
    assert said.endswith(
        f"GR101 的 2 条都已豁免。只接受其中几条的，请从文件中删去其余各条；单独一条可以用编号指明，如 {narrower}"
    )
    (plan.parent / "gouji-waivers.toml").unlink()
    waive(first["fingerprint"])
    assert "都已豁免" not in capsys.readouterr().out
    assert codes(report(), waived=True) == ["GR101"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["waive", "plan.txt", "GR102", "--reason", "好"], "没有 GR102 的发现"),
        (["waive", "plan.txt", "GR999", "--reason", "好"], "没有规则“GR999”"),
        (["waive", "plan.txt", "GR101"], "缺少参数 --reason"),
        (["waive", "plan.txt", "GR101", "--reason", " "], "--reason 不能为空"),
        (["waive", "plan.txt", "GR101", "--reason", "好", "--until", "明年"], "“明年”不是日期"),
        (["waive", "plan.txt", "GR101", "--reason", "好", "--until", "2020-01-01"], "已经过去"),
        (["waive", "none.txt", "GR101", "--reason", "好"], "none.txt"),
    ],
)
def test_what_cannot_be_waived_is_one_sentence_and_nothing_is_written(plan, capsys, arguments, sentence):
    assert run(arguments) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert len(said.err.splitlines()) == 1
    assert [each.name for each in plan.parent.iterdir()] == ["plan.txt"]


def test_waivers_that_are_not_understood_stop_the_check(plan, capsys):
    waive("GR101")
    rewrite(plan.parent / "gouji-waivers.toml", "reason =", "reasn =")
    assert run(["check", "plan.txt"]) == 2
    assert "疑为 reason" in capsys.readouterr().err


def test_waivers_for_a_title_that_was_corrected_since_are_told(plan, report, capsys):
    waive("GR101", "TX201")
    rewrite(plan, "晨光县“十四五”科技创新规划", "晨光县“十四五”科技创新发展规划")
    found = report()
    assert codes(found, waived=False) == ["TX201", "GR101"]
    assert [(each["state"], each["code"]) for each in found["waivers"]] == [("renamed", "TX201"), ("renamed", "GR101")]
    assert run(["check", "plan.txt", "--exit-zero"]) == 0
    assert "GR101 文稿标题已改，不再适用（原为《晨光县“十四五”科技创新规划》）：" in capsys.readouterr().out
    rewrite(plan, "60.71", "17.98")
    assert [each["code"] for each in report()["waivers"]] == ["TX201", "GR101"], "one that is known shows the others"
    waive("TX201")
    assert report()["waivers"] == [], "accepted anew: what stands for another title may be another plan's"


def test_waivers_of_another_plan_in_the_same_folder_are_left_alone(plan, report):
    waive("GR101", "TX201")
    other = PLAN.replace("科技创新", "卫生健康").replace("45家", "48家").replace("60.71", "61.71")
    plan.write_text(other, "utf-8")
    assert report()["waivers"] == []
    (plan.parent / "first.txt").write_text(PLAN, "utf-8")
    plan.write_text(PLAN.replace("科技创新", "卫生健康"), "utf-8")
    assert report("first.txt")["waivers"] == [], "the plan that they are for is here, and needs them"
