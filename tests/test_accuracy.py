"""A small sample of the accuracy benchmark: no figure may fall below the recorded one."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from benchmarks.accuracy.figures import holds
from benchmarks.accuracy.layouts import lay_out
from benchmarks.accuracy.marked import strip
from benchmarks.accuracy.plans import plan
from benchmarks.accuracy.run import RECORDED, SAMPLE, cases, gouji, run

MARGIN = 0.005  # of a rate, which is printed with three digits


@pytest.fixture(scope="module")
def recorded() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(RECORDED.read_text("utf-8"))
    return loaded


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return run(**SAMPLE, tool=gouji, folder=tmp_path_factory.mktemp("accuracy"))


def test_recall_precision_and_suggestions(sample: dict[str, Any], recorded: dict[str, Any]) -> None:
    assert sample["all"]["planted"] == recorded["all"]["planted"], "the sample has changed: run.py --record"
    for name in ("recall", "precision", "first_suggestion_right"):
        assert sample["all"][name] >= recorded["all"][name] - MARGIN, sample["missed"]


def test_every_rule_finds_what_it_found(sample: dict[str, Any], recorded: dict[str, Any]) -> None:
    worse = {
        code: (sample["rules"][code]["found"], row["found"])
        for code, row in recorded["rules"].items()
        if sample["rules"][code]["found"] < row["found"]
    }
    assert not worse, [m for m in sample["missed"] if m["codes"][0] in worse]


def test_clean_plans(sample: dict[str, Any], recorded: dict[str, Any]) -> None:
    clean = sample["clean"]
    assert clean["errors"] <= recorded["clean"]["errors"], clean["alarms"]
    assert clean["warnings"] <= recorded["clean"]["warnings"], clean["alarms"]


@pytest.mark.parametrize("number", range(14))
def test_a_generated_plan_agrees_with_itself(number: int) -> None:
    generated = plan(number, 7)
    values = generated.intervals()
    assert all(holds(relation, values) for relation in generated.relations)
    text, spans = strip(lay_out(generated))
    assert set(spans) == set(generated.figures)
    for key, (start, end) in spans.items():
        assert text[start:end] == generated.figures[key].text
    assert not re.search("[\ue000-\ue002{}]", text)
    assert lay_out(plan(number, 7)) == lay_out(generated), "the same seed gives the same plan"


def test_labels_point_at_the_planted_figure(tmp_path: Path) -> None:
    made = cases([plan(number, 3) for number in range(4)], 3, 1)
    from benchmarks.accuracy.labels import truth

    for case in made:
        label = tomllib.loads(truth(case.name, case.plan, case.defect, case.text, case.spans))["labels"][0]
        assert case.text != case.clean
        for quote, literal in label["touch"]:
            at = case.text.index(quote) + quote.index(literal)
            assert case.spans[case.defect.keys[0]] == (at, at + len(literal))
