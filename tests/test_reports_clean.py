"""Reports in which nothing is wrong: invented, by people who had read real ones and not this program."""

from pathlib import Path

import pytest

from tests.fixtures_build import FIXTURES
from validator.engine import run_rules
from validator.facts import build_facts
from validator.finding import Outcome, Severity
from validator.readers import read_document
from validator.rules import all_rules

REPORTS = sorted((FIXTURES / "reports").glob("*.txt"))


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_nothing_loud_is_said_of_a_report_that_agrees(path: Path) -> None:
    usual = {rule.code: rule.severity for rule in all_rules()}
    found = run_rules(build_facts(read_document(path)), all_rules())
    assert not found.crashed
    failing = [each for each in found.verdicts if each.outcome is Outcome.FAILS]
    loud = [each for each in failing if (each.severity or usual[each.code]) is not Severity.INFO]
    assert not loud, [(each.code, [evidence.text for evidence in each.evidence]) for each in loud]
