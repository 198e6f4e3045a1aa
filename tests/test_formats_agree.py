"""One plan in three formats gives one answer, and plans in which nothing is wrong give none."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from validator.finding import Outcome, Severity, Verdict
from validator.pipeline import Checked, check_document
from validator.rules import all_rules

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
SEVERITY = {rule.code: rule.severity for rule in all_rules()}
CLEAN = sorted(path for path in (FIXTURES / "clean").iterdir() if path.suffix != ".md" or path.stem != "README")
MENDED = sorted((FIXTURES / "plans").glob("suining_mended.*"))


@cache
def checked(path: Path) -> Checked:
    return check_document(str(path))


def findings(path: Path) -> list[Verdict]:
    return [verdict for verdict in checked(path).verdicts if verdict.outcome is Outcome.FAILS]


def figures(path: Path) -> Counter[tuple[str, tuple[str, ...]]]:
    """Each finding as its code and its printed figures, without white space: lines break differently."""
    return Counter((v.code, tuple("".join(e.text.split()) for e in v.evidence)) for v in findings(path))


def loud(path: Path) -> list[str]:
    """Errors and warnings, written so that a failure explains itself."""
    return [
        f"{v.code} {v.severity or SEVERITY[v.code]} {v.why}: {' | '.join(e.text for e in v.evidence)} ({v.indicator})"
        for v in findings(path)
        if (v.severity or SEVERITY[v.code]) is not Severity.INFO
    ]


@pytest.mark.parametrize("plan", ["suining", "suining_mended"])
@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_formats_give_the_same_findings(plan: str, suffix: str) -> None:
    text, other = (figures(FIXTURES / "plans" / f"{plan}.{each}") for each in ("txt", suffix))
    assert not text - other, "in the text only"
    assert not other - text, f"in the {suffix} only"


def test_the_discrepancies_are_found_in_every_format() -> None:
    for suffix in ("txt", "docx", "xlsx"):
        found = figures(FIXTURES / "plans" / f"suining.{suffix}")
        assert ("TX201", ("45家", "16")) in found
        assert any(code == "GR102" and len(texts) == 6 for code, texts in found)


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.name)
def test_clean_plans_give_no_error_and_no_warning(path: Path) -> None:
    assert loud(path) == []


@pytest.mark.parametrize("path", MENDED, ids=lambda path: path.name)
def test_the_mended_plan_gives_no_error_and_no_warning(path: Path) -> None:
    assert loud(path) == []


def test_clean_plan_in_two_formats() -> None:
    assert figures(FIXTURES / "clean" / "plan.txt") == figures(FIXTURES / "clean" / "plan.docx")


@pytest.mark.parametrize("path", [*CLEAN, *MENDED], ids=lambda path: path.name)
def test_clean_plans_are_read_and_compared(path: Path) -> None:
    """Silence counts only where something was said: figures were read, and comparisons hold."""
    plan = checked(path)
    assert plan.crashed == ()
    assert len(plan.facts.claims) >= 5
    assert sum(v.outcome is Outcome.HOLDS for v in plan.verdicts) >= 5


def test_there_are_clean_plans() -> None:
    assert len(CLEAN) >= 8
    assert len(MENDED) == 3
