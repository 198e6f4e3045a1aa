"""The ways of saying a relation: no kind may be found in fewer of them than was recorded, none may raise more alarms."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.accuracy.run import gouji
from benchmarks.phrasings.run import HEAD, RECORDED, changed, read_cases, run


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return run(gouji, tmp_path_factory.mktemp("phrasings"))


@pytest.mark.parametrize("kind", sorted({case["kind"] for case in read_cases()}))
def test_a_kind_is_found_as_often_as_recorded(kind: str, result: dict[str, Any]) -> None:
    now, before = result["kinds"][kind], json.loads(RECORDED.read_text("utf-8"))[kind]

    assert (now["wrong"], now["right"]) == (before["wrong"], before["right"]), "the cases have changed: run.py --record"
    assert now["found"] >= before["found"], [m for m in result["missed"] if m["id"].split("-")[1] == kind]
    assert now["alarms"] <= before["alarms"], result["alarms"]


def test_the_two_versions_differ_in_one_place() -> None:
    assert changed("占比25.0%。", "占比52.0%。") == (2, 4)
    assert changed("五个区", "六个区") == (0, 1)
    assert changed("共5个", "共15个") == (1, 2)
    for case in read_cases():
        if "wrong" in case:
            start, end = changed(case["right"], case["wrong"])
            assert 0 <= start < end <= len(case["wrong"]), case["id"]
            assert end - start <= 40, case["id"]


def test_the_document_of_a_case_is_silent(tmp_path: Path) -> None:
    path = tmp_path / "head.txt"
    path.write_text(HEAD + "数字经济稳步发展。\n", "utf-8")
    assert gouji(path)["findings"] == []
