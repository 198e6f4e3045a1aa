"""The literate cases under fixtures/rules: what each rule says of a text, and of what it keeps silent."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from validator.diagnosis.wording import hedge
from validator.engine import EngineResult, run_rules
from validator.facts import build_facts
from validator.finding import Outcome, Verdict
from validator.readers import read_bytes
from validator.rules import all_rules

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "rules"
FENCE = re.compile(r"^```(plan|expect)[ \t]*(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^## +(.+)$", re.MULTILINE)
SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Case:
    """One heading of a file: the text, under which name it is read, and the lines expected."""

    code: str
    title: str
    text: str
    name: str
    expected: tuple[str, ...]


def parse_cases(path: Path) -> list[Case]:
    """The cases of one file. Raises `ValueError` for a heading without exactly one plan and one expectation."""
    text = path.read_text("utf-8")
    fenced = [range(*match.span()) for match in FENCE.finditer(text)]
    heads = [m for m in HEADING.finditer(text) if not any(m.start() in fence for fence in fenced)]
    ends = [*(head.start() for head in heads[1:]), len(text)]
    cases = []
    for head, end in zip(heads, ends, strict=True):
        title, body = head[1], text[head.end() : end]
        blocks = {kind: (name, text) for kind, name, text in FENCE.findall(body)}
        if len(FENCE.findall(body)) != 2 or set(blocks) != {"plan", "expect"}:
            raise ValueError(f"{path.name}: “{title}” needs one plan and one expect")
        lines = tuple(line.strip() for line in blocks["expect"][1].splitlines() if line.strip())
        cases.append(Case(path.stem, title.strip(), blocks["plan"][1], blocks["plan"][0] or "plan.txt", lines))
    return cases


CASES = [case for path in sorted(FOLDER.glob("[A-Z]*[0-9].md")) for case in parse_cases(path)]
SEVERITY = {rule.code: rule.severity for rule in all_rules()}


def check(text: str, name: str) -> EngineResult:
    """The text through the whole pipeline."""
    return run_rules(build_facts(read_bytes(text.encode(), name)), all_rules())


def finding(verdict: Verdict) -> str:
    """A failing verdict as a line of an expectation."""
    severity = verdict.severity or SEVERITY[verdict.code]
    return f"{verdict.code} {severity} {''.join(verdict.evidence[0].text.split())}".strip()


def wanted_findings(case: Case) -> Counter[str]:
    """The lines that are findings, each as often as it is expected, with white space as `finding` writes it."""
    lines = [line.split(maxsplit=2) for line in case.expected]
    found = [words for words in lines if len(words) > 1 and words[1] in SEVERITIES]
    return Counter(" ".join((*words[:2], *("".join(w.split()) for w in words[2:]))) for words in found)


@pytest.mark.parametrize("case", CASES, ids=[f"{case.code}: {case.title}" for case in CASES])
def test_case(case: Case) -> None:
    result = check(case.text, case.name)
    assert result.crashed == ()
    said = [f"{v.code} {v.outcome} {v.why} {' | '.join(e.text for e in v.evidence)}" for v in result.verdicts]
    failing = [finding(v) for v in result.verdicts if v.outcome is Outcome.FAILS]
    wanted = wanted_findings(case)
    own = Counter(line for line in failing if line.startswith(case.code))
    assert own == Counter({k: n for k, n in wanted.items() if k.startswith(case.code)}), said
    assert not wanted - Counter(failing), said
    for line in case.expected:
        outcome, *rest = line.split()
        if outcome in ("holds", "unsure"):
            code, why = rest[0], rest[1] if len(rest) > 1 else None
            assert any(v.code == code and v.outcome == outcome and why in (None, v.why) for v in result.verdicts), (
                f"not there: {line}; {said}"
            )


def test_a_finding_less_grave_than_its_rule_says_why() -> None:
    """Else nobody knows why one wrong sum is an error and the next a warning."""
    said: dict[tuple[str, str, str], set[str]] = {}
    for case in CASES:
        for verdict in check(case.text, case.name).verdicts:
            if verdict.outcome is Outcome.FAILS:
                key = (verdict.code, verdict.why, verdict.hedge)
                said.setdefault(key, set()).add(verdict.severity or SEVERITY[verdict.code])
                assert hedge(verdict.hedge, "zh").endswith("。") or not verdict.hedge
    assert not {key: severities for key, severities in said.items() if len(severities) > 1}


@pytest.mark.parametrize("case", CASES, ids=[f"{case.code}: {case.title}" for case in CASES])
def test_expectation_is_well_formed(case: Case) -> None:
    assert case.code in SEVERITY, f"no rule {case.code}"
    for line in case.expected:
        words = line.split()
        if words[0] in ("holds", "unsure"):
            assert words[1] in SEVERITY
        elif line != "nothing":
            assert words[0] in SEVERITY, line
            assert words[1] in SEVERITIES, line
    own = [line for line in case.expected if line.split()[0] == case.code]
    assert case.expected.count("nothing") == (0 if own else 1), "say what the rule finds, or nothing"


def test_no_title_is_used_twice() -> None:
    twice = [key for key, n in Counter((case.code, case.title) for case in CASES).items() if n > 1]
    assert not twice
