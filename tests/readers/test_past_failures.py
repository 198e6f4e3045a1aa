"""Inputs that once ended in an error of our own: spoiled files, made short. `benchmarks/fuzz` finds them."""

import json
import tracemalloc
from pathlib import Path

import pytest

from validator.claims.names import NameIndex, parse_name
from validator.cli import run

FAILURES = sorted((Path(__file__).parents[2] / "fixtures" / "failures").iterdir())


@pytest.mark.parametrize("path", FAILURES, ids=lambda path: path.name)
def test_a_report_or_a_named_error(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = run(["check", str(path), "--format", "json", "--verdicts"])
    said = capsys.readouterr()
    assert "内部错误" not in said.err
    assert status == 2 or json.loads(said.out)["crashed"] == []


@pytest.mark.parametrize("path", FAILURES, ids=lambda path: path.name)
def test_a_page_of_it_or_a_named_error(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = run(["check", str(path), "--format", "html"])
    said = capsys.readouterr()
    assert "内部错误" not in said.err
    assert status == 2 or said.out.rstrip().endswith("</html>")


def test_a_name_as_long_as_a_page_takes_no_more_room_than_its_characters() -> None:
    long = parse_name("指标" + "9" * 20_000)
    tracemalloc.start()
    NameIndex([long]).candidates(long)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000  # it was the square: 400 MB
