"""What the READMEs show and say is what the program does: the finding shown, and the commands named."""

import re
import shlex
from pathlib import Path

import pytest

from validator import cli

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh.md")
PLAN = "fixtures/plans/suining.txt"


def shown(name: str) -> tuple[list[str], list[str]]:
    """The command and the output between the marks `<!-- finding -->` and `<!-- /finding -->`."""
    block = re.search(r"<!-- finding -->\s*```\w*\n\$ (.*?)\n(.*?)\n```\s*<!-- /finding -->", read(name), re.DOTALL)
    assert block, f"{name}: no finding is shown"
    return shlex.split(block[1]), block[2].splitlines()


def read(name: str) -> str:
    """A file of the checkout."""
    return (ROOT / name).read_text("utf-8")


def run(arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Exit status and standard output of `gouji`, run in this process from the checkout."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    status = cli.run(arguments)
    return status, capsys.readouterr().out


@pytest.mark.parametrize("name", READMES)
def test_the_finding_shown_is_a_finding_made(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command, lines = shown(name)
    assert command[:2] == ["python3", "bootstrap.py"]
    status, output = run(command[2:], monkeypatch, capsys)
    assert status == 1
    assert PLAN in command, "the plan shown is one that everybody has"
    printed = [line.rstrip() for line in output.splitlines()]
    # `…` stands where the README leaves lines out
    wanted = [line.rstrip() for line in lines if line.strip() not in ("", "…")]
    assert any("GR101" in line for line in wanted), "a finding, not only a heading"
    for line in wanted:
        assert line in printed, f"not in the output: {line}"


@pytest.mark.parametrize("name", READMES)
def test_the_first_screen_holds_a_finding_and_both_commands(name: str) -> None:
    screen = "\n".join(read(name).splitlines()[:60])
    assert screen.index("<!-- finding -->") < screen.index("python3 bootstrap.py test")
    assert f"python3 bootstrap.py check {PLAN}" in screen


@pytest.mark.parametrize("name", READMES)
def test_every_file_the_readme_links_to_is_there(name: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", read(name)) if "://" not in link]
    assert links
    assert not [link for link in links if not (ROOT / link).exists()]


def test_the_readme_names_only_commands_that_gouji_has(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, help_text = run(["--help"], monkeypatch, capsys)
    named = set(re.findall(r"^gouji (\w+)", read("README.md") + "\n" + read("README.zh.md"), re.MULTILINE))
    assert named
    assert not [command for command in named if not re.search(rf"\b{command}\b", help_text)]
