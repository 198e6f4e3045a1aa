"""Two drafts compared, a draft watched, completion, and many files at once."""

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from tests.plan_text import PLAN
from validator import drafts_cli
from validator.cli import run

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a draft and the next one, under another title and with other figures."""
    monkeypatch.chdir(tmp_path)
    later = PLAN.replace("科技创新规划", "科技创新规划（送审稿）").replace("45家", "16家").replace("14.87", "15.00")
    later = later.replace("表1", "万元产值用水量下降到20立方米。\n表1")
    (tmp_path / "old.txt").write_text(PLAN, "utf-8")
    (tmp_path / "new.txt").write_text(later, "utf-8")
    return tmp_path


def compared(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    assert run(["diff", *arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_diff_tells_changed_figures_by_what_they_are(drafts, capsys):
    found = compared(capsys, "old.txt", "new.txt")
    assert [
        (each["kind"], each["source"], each["year"], each["old"]["figures"], each["new"]["figures"])
        for each in found["changed"]
    ] == [("target", "prose", 2025, ["45家"], ["16家"]), ("growth", "table", None, ["14.87"], ["15.00"])]
    assert [each["figures"] for each in found["appeared"]] == [["20立方米"]]
    assert found["vanished"] == []
    back = compared(capsys, "new.txt", "old.txt")
    assert back["vanished"] == found["appeared"]


def test_diff_tells_new_mended_and_remaining_findings_under_another_title(drafts, capsys):
    findings = compared(capsys, "old.txt", "new.txt")["findings"]
    assert [each["code"] for each in findings["mended"]] == ["TX201"]
    assert [(each["code"], each["evidence"][0]["text"]) for each in findings["new"]] == [("GR101", "15.00")]
    assert [(each["code"], each["evidence"][0]["text"]) for each in findings["remaining"]] == [("GR101", "60.71")]


def test_diff_tells_a_bound_that_came_or_went(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name, words in (("old.txt", "达到45家左右"), ("new.txt", "达到45家")):
        (tmp_path / name).write_text(f"某县“十四五”科技创新规划\n到2025年，高新技术企业{words}。\n", "utf-8")
    (changed,) = compared(capsys, "old.txt", "new.txt")["changed"]
    assert (changed["old"]["figures"], changed["new"]["figures"]) == (["45家（约数）"], ["45家"])


def test_diff_of_a_draft_with_itself_is_empty(drafts, capsys):
    found = compared(capsys, "old.txt", "old.txt")
    assert found["changed"] == found["appeared"] == found["vanished"] == []
    assert found["findings"]["new"] == found["findings"]["mended"] == []
    assert len(found["findings"]["remaining"]) == 2


def test_diff_speaks_to_the_drafter(drafts, capsys):
    assert run(["diff", "old.txt", "new.txt"]) == 0
    said = capsys.readouterr().out
    for words in ("目标值改动", "45家 → 16家", "增速与增幅改动", "新出现的指标", "已改正的问题", "仍然存在的问题"):
        assert words in said
    assert said.splitlines()[-1] == "数字改动 2 处，指标新增 1 个、减少 0 个；问题新增 1 条，改正 1 条，仍有 1 条。"


def test_diff_of_a_file_that_cannot_be_read_is_one_sentence(drafts, capsys):
    assert run(["diff", "old.txt", "none.txt"]) == 2
    said = capsys.readouterr()
    assert "none.txt" in said.err
    assert said.out == ""


def test_watch_checks_again_when_the_file_is_saved_and_ends_quietly(drafts, capsys, monkeypatch):
    draft = drafts / "old.txt"
    steps = iter(
        [
            lambda: draft.write_text(PLAN.replace("45家", "16家"), "utf-8"),  # saved
            lambda: draft.unlink(),  # away, as while an editor replaces it
            lambda: draft.write_text(PLAN.replace("60.71", "17.98"), "utf-8"),
        ]
    )

    def pause(_: float) -> None:
        step = next(steps, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    monkeypatch.setattr(drafts_cli.time, "sleep", pause)
    assert run(["watch", "old.txt"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    ends = [line for line in said.out.splitlines() if "错误" in line and "警告" in line]
    assert ["错误 2" in ends[0], "错误 1" in ends[1], "错误 1" in ends[2]] == [True] * 3
    assert len(ends) == 3
    assert said.out.count("GR101") == 2


@pytest.mark.parametrize(("words", "expected"), [("gouji wa", {"waive", "watch"}), ("gouji waive --re", {"--reason"})])
def test_the_shell_completes_commands_and_their_options(words, expected):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "_GOUJI_COMPLETE": "complete_bash"}
    environment |= {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    code = "from validator.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, cwd=ROOT)
    assert set(done.stdout.decode().split()) == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_that_the_shell_understands(shell, capsys, tmp_path):
    assert run(["completion", shell]) == 0
    script = tmp_path / "script"
    script.write_text(capsys.readouterr().out)
    assert "_GOUJI_COMPLETE" in script.read_text()
    if shutil.which(shell):
        assert subprocess.run([shell, "-n", str(script)]).returncode == 0


def test_many_files_are_printed_as_they_are_checked_and_the_unreadable_ones_told_at_the_end(drafts, capsys):
    (drafts / "broken.docx").write_bytes(b"PK\x03\x04 no archive")
    assert run(["check", "old.txt", "broken.docx", "none.txt", "new.txt"]) == 2
    said = capsys.readouterr()
    assert said.out.index("old.txt") < said.out.index("TX201") < said.out.index("new.txt")
    assert len(said.err.splitlines()) == 2
    assert "错误 4" in said.out.splitlines()[-1], "the rest is complete"


def test_progress_is_shown_to_a_person_only(drafts, capsys, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def progress(*options: str) -> str:
        screen = Terminal()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stderr", screen)
            run(["check", "old.txt", "new.txt", *options])
        return screen.getvalue()

    assert "正在核对" in progress()
    assert progress("--quiet") == ""
    assert run(["check", "old.txt", "new.txt"]) == 1
    assert capsys.readouterr().err == "", "no terminal, no progress"


def test_memory_does_not_grow_with_the_number_of_files(tmp_path):
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(PLAN.replace("45家", f"{number + 20}家") * 3, "utf-8")
    files = [str(path) for path in sorted(tmp_path.iterdir())]

    def peak(count: int) -> int:
        with contextlib.redirect_stdout(io.StringIO()):
            run(["check", *files[:count]])  # what is cached for good is cached now
        tracemalloc.start()
        with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
            run(["check", *files[:count]])
        try:
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(40) < 1.5 * peak(5)
