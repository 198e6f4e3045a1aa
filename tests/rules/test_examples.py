"""The examples in each rule's manual are true: what it says is flagged is flagged, and the rest is left alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from schemas.plan import load_plan
from validator.engine import run_rules
from validator.facts import build_facts
from validator.finding import Outcome, Severity
from validator.readers import read_bytes
from validator.rules import all_rules
from validator.rules.base import Rule

HEADING = re.compile(r"(Flagged|Not flagged):(?: \(with --schema (\w+)\))?")


@dataclass(frozen=True, slots=True)
class Example:
    """One bullet of a manual: its text, whether it is flagged, and the schema it is checked against."""

    text: str
    flagged: bool
    schema: str | None = None


def examples(rule: Rule) -> Iterator[Example]:
    """The bullets under `Flagged:` and `Not flagged:`, with `\\n` and `\\t` turned into line ends and tabs.

    A line that is indented continues the bullet before it. `(with --schema NAME)` behind a heading
    has the schema of that name asked for in its bullets.
    """
    heading: re.Match[str] | None = None
    bullets: list[tuple[re.Match[str], str]] = []
    for line in rule.doc.splitlines():
        if found := HEADING.fullmatch(line.strip()):
            heading = found
        elif heading and line.startswith("- "):
            bullets.append((heading, line[2:]))
        elif heading and line.startswith("  ") and bullets:
            bullets[-1] = (heading, bullets[-1][1] + line.strip())
        elif line.strip():
            heading = None
    for head, text in bullets:
        yield Example(text.replace("\\n", "\n").replace("\\t", "\t"), head[1] == "Flagged", head[2])


EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code}-{'flagged' if example.flagged else 'not'}-{number}")
    for rule in all_rules()
    for number, example in enumerate(examples(rule), start=1)
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule: Rule, example: Example) -> None:
    schema = load_plan(example.schema) if example.schema else None
    result = run_rules(build_facts(read_bytes(example.text.encode(), "example.txt"), schema), all_rules())
    assert result.crashed == ()
    loud = {Severity.ERROR, Severity.WARNING} if rule.severity is not Severity.INFO else set(Severity)
    said = [
        verdict
        for verdict in result.verdicts
        if verdict.code == rule.code
        and verdict.outcome is Outcome.FAILS
        and (verdict.severity or rule.severity) in loud
    ]
    assert bool(said) is example.flagged


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_manual_is_complete(rule: Rule) -> None:
    kinds = [example.flagged for example in examples(rule)]
    assert True in kinds, "the manual has no example of what is flagged"
    assert False in kinds, "the manual has no example of what is not"
    assert rule.doc.startswith(f"{rule.name} — ")
    assert rule.title
