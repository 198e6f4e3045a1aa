"""The examples in each rule's manual are true: what it says is flagged is flagged, and the rest is left alone."""

from collections.abc import Iterator

import pytest

from validator.engine import run_rules
from validator.facts import build_facts
from validator.finding import Outcome, Severity
from validator.readers import read_bytes
from validator.rules import all_rules
from validator.rules.base import Rule

HEADINGS = {"Flagged:": True, "Not flagged:": False}


def examples(rule: Rule) -> Iterator[tuple[bool, str]]:
    """The bullets under `Flagged:` and `Not flagged:`, with `\\n` and `\\t` turned into line ends and tabs.

    A line that is indented continues the bullet before it.
    """
    flagged: bool | None = None
    bullets: list[tuple[bool, str]] = []
    for line in rule.doc.splitlines():
        if line.strip() in HEADINGS:
            flagged = HEADINGS[line.strip()]
        elif flagged is not None and line.startswith("- "):
            bullets.append((flagged, line[2:]))
        elif flagged is not None and line.startswith("  ") and bullets:
            bullets[-1] = (flagged, bullets[-1][1] + line.strip())
        elif line.strip():
            flagged = None
    for kind, text in bullets:
        yield kind, text.replace("\\n", "\n").replace("\\t", "\t")


EXAMPLES = [
    pytest.param(rule, flagged, text, id=f"{rule.code}-{'flagged' if flagged else 'not'}-{number}")
    for rule in all_rules()
    for number, (flagged, text) in enumerate(examples(rule), start=1)
]


@pytest.mark.parametrize(("rule", "flagged", "text"), EXAMPLES)
def test_example(rule: Rule, flagged: bool, text: str) -> None:
    result = run_rules(build_facts(read_bytes(text.encode(), "example.txt")), all_rules())
    assert result.crashed == ()
    loud = {Severity.ERROR, Severity.WARNING} if rule.severity is not Severity.INFO else set(Severity)
    said = [
        verdict for verdict in result.verdicts
        if verdict.code == rule.code
        and verdict.outcome is Outcome.FAILS
        and (verdict.severity or rule.severity) in loud
    ]
    assert bool(said) is flagged


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_manual_is_complete(rule: Rule) -> None:
    kinds = [flagged for flagged, _ in examples(rule)]
    assert True in kinds, "the manual has no example of what is flagged"
    assert False in kinds, "the manual has no example of what is not"
    assert rule.doc.startswith(f"{rule.name} — ")
    assert rule.title
    assert set(rule.zh) == set(rule.en), "each case is worded in both languages"


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in all_rules()}) == len(all_rules())
    assert len({rule.name for rule in all_rules()}) == len(all_rules())
