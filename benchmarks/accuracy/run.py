"""How many planted contradictions the checker finds, and what it says of plans that have none.

    python benchmarks/accuracy/run.py [--seed N] [--documents N] [--each N] [--json FILE] [--write DIR] [--tool COMMAND] [--record]

`--write DIR` keeps the documents with their labels; `--tool COMMAND` asks another program, which is given the
path of a document behind its own arguments and prints a JSON report (see README.md).
"""

import argparse
import json
import shlex
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, TypedDict

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.accuracy.defects import FIGURE_MAKERS, Defect  # noqa: E402
from benchmarks.accuracy.labels import truth  # noqa: E402
from benchmarks.accuracy.layouts import lay_out, suffix  # noqa: E402
from benchmarks.accuracy.marked import Span, strip  # noqa: E402
from benchmarks.accuracy.model import Plan  # noqa: E402
from benchmarks.accuracy.plans import plan  # noqa: E402
from benchmarks.accuracy.score import Outcome, judge, loud  # noqa: E402
from benchmarks.accuracy.structure import STRUCTURE_MAKERS  # noqa: E402

MAKERS = (*FIGURE_MAKERS, *STRUCTURE_MAKERS)
HAND_WRITTEN = ROOT / "fixtures" / "clean"
RECORDED = Path(__file__).with_name("recorded.json")
SAMPLE: "Sample" = {"seed": 1, "documents": 14, "each": 2}
Tool = Callable[[Path], Any]


class Sample(TypedDict):
    """What the test runs."""

    seed: int
    documents: int
    each: int


@dataclass(frozen=True, slots=True)
class Case:
    """A document with one planted defect; `name` is that of its file."""

    name: str
    plan: Plan
    defect: Defect
    text: str
    spans: dict[str, Span]
    clean: str


def gouji(path: Path) -> Any:
    """The report of this repository's checker, without starting a program."""
    from validator.pipeline import check_document
    from validator.reports.build import build_report
    from validator.reports.json import render

    return json.loads(render(build_report([check_document(str(path))])))


def other_tool(command: str) -> Tool:
    """Another checker, as a program."""

    def ask(path: Path) -> Any:
        done = subprocess.run([*shlex.split(command), str(path)], capture_output=True, text=True, check=False)
        return json.loads(done.stdout)

    return ask


def cases(plans: list[Plan], seed: int, each: int) -> list[Case]:
    """`each` defects of every kind, spread over the plans."""
    found = []
    for kind, maker in MAKERS:
        random = Random(f"{seed}-{kind}")
        planted = 0
        for number in random.sample(range(len(plans)), len(plans)):
            base = plans[number]
            if planted == each:
                break
            if base.layout == "csv" and kind not in IN_TABLES:
                continue
            made = maker(base, random)
            if made:
                text, spans = strip(lay_out(made[0]))
                found.append(
                    Case(f"{base.name}-{kind}{suffix(base)}", made[0], made[1], text, spans, strip(lay_out(base))[0])
                )
                planted += 1
    return found


IN_TABLES = frozenset(
    {
        *(kind for kind, _ in FIGURE_MAKERS if kind.startswith(("cell-rate", "column", "neighbour"))),
        "nature",
        "garbled-cell",
        "duplicate-row",
    }
)


def run(seed: int, documents: int, each: int, tool: Tool, folder: Path) -> dict[str, Any]:
    """Write the documents to `folder`, ask the tool about each, and count."""
    plans = [plan(number, seed) for number in range(documents)]
    reports = {p.name: asked(tool, folder, p.name + suffix(p), strip(lay_out(p))[0]) for p in plans}
    hand = {path.name: tool(path) for path in sorted(HAND_WRITTEN.iterdir()) if path.is_file()}
    made = cases(plans, seed, each)
    outcomes = []
    for case in made:
        report = asked(tool, folder, case.name, case.text)
        (folder / case.name).with_suffix(".toml").write_text(
            truth(case.name, case.plan, case.defect, case.text, case.spans), "utf-8"
        )
        before = reports[case.plan.name]
        outcomes.append((case, judge(case.defect, case.text, case.clean, case.spans, report, before)))
    return summary(outcomes, {**reports, **hand})


def asked(tool: Tool, folder: Path, name: str, text: str) -> Any:
    """The tool's report on a text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return tool(path)


def summary(outcomes: list[tuple[Case, Outcome]], clean: dict[str, Any]) -> dict[str, Any]:
    """All that is printed, as data."""
    by_rule: dict[str, list[tuple[Case, Outcome]]] = defaultdict(list)
    for case, outcome in outcomes:
        by_rule[case.defect.codes[0]].append((case, outcome))
    alarms = [(name, f) for name, report in clean.items() for f in loud(report)]
    errors = sum(f["severity"] == "error" for _, f in alarms)
    return {
        "clean": {
            "documents": len(clean),
            "errors": errors,
            "warnings": len(alarms) - errors,
            "errors_per_40": round(40 * errors / len(clean), 2),
            "warnings_per_40": round(40 * (len(alarms) - errors) / len(clean), 2),
            "alarms": [{"document": name, "code": f["code"], "message": f["message"]} for name, f in alarms],
        },
        "rules": {code: counts(rows) for code, rows in sorted(by_rule.items())},
        "all": counts(outcomes),
        "missed": [told(c, o) for c, o in outcomes if not o.found],
        "imprecise": [told(c, o) for c, o in outcomes if o.found and o.others],
        "wrong_suggestions": [told(c, o) for c, o in outcomes if o.suggested in ("wrong", "none")],
    }


def counts(rows: list[tuple[Case, Outcome]]) -> dict[str, Any]:
    """Planted, found, recall, precision and the right first suggestions of some cases."""
    found = [o for _, o in rows if o.found]
    asked_for = Counter(o.suggested for o in found if o.suggested)
    suggestions = sum(asked_for.values())
    return {
        "planted": len(rows),
        "found": len(found),
        "recall": ratio(len(found), len(rows)),
        "precision": ratio(sum(o.precise for o in found), len(found)),
        "restorable": suggestions,
        "first_suggestion_right": ratio(asked_for["right"], suggestions),
        "no_suggestion": asked_for["none"],
    }


def ratio(some: int, whole: int) -> float | None:
    """A rate with three digits, None of nothing."""
    return round(some / whole, 3) if whole else None


def told(case: Case, outcome: Outcome) -> dict[str, Any]:
    """A case for a person: where, what was changed into what, and the sentence."""
    defect = case.defect
    around = ""
    if defect.keys:
        start, end = case.spans[defect.keys[0]]
        low = max(case.text.rfind(c, 0, start) for c in "。；;\n") + 1
        high = min((i for i in (case.text.find(c, end) for c in "。；;\n") if i >= 0), default=len(case.text))
        around = case.text[low:high]
    return {
        "document": case.name,
        "kind": defect.kind,
        "codes": list(defect.codes),
        "original": defect.original,
        "planted": defect.planted,
        "sentence": around,
        "others": [f"{f['code']} {f['message']}" for f in outcome.others],
        "suggested": [
            [f["code"], f["evidence"][s["evidence"]]["text"], s["with"]]
            for f in outcome.matched
            for s in f["suggestions"][:1]
        ],
    }


def table(result: dict[str, Any]) -> str:
    """The figures as a table."""
    from tabulate import tabulate

    heads = ["rule", "planted", "found", "recall", "precision", "restorable", "first suggestion right", "none offered"]
    rows = [[code, *row.values()] for code, row in [*result["rules"].items(), ("all", result["all"])]]
    clean = result["clean"]
    said = (
        f"clean documents: {clean['documents']}; false errors {clean['errors']}, false warnings {clean['warnings']} "
        f"({clean['errors_per_40']} and {clean['warnings_per_40']} in 40)"
    )
    return str(tabulate(rows, heads, missingval="–", tablefmt="github")) + "\n\n" + said


def record() -> None:
    """What the sample of the test reaches now, without its sentences."""
    with tempfile.TemporaryDirectory() as temporary:
        result = run(**SAMPLE, tool=gouji, folder=Path(temporary))
    clean = {name: value for name, value in result["clean"].items() if name != "alarms"}
    kept = {"sample": SAMPLE, "clean": clean, "all": result["all"], "rules": result["rules"]}
    RECORDED.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Run, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--documents", type=int, default=56, help="plans to generate")
    parser.add_argument("--each", type=int, default=8, help="defects of each kind")
    parser.add_argument("--json", type=Path, help="write everything here, each miss with its sentence")
    parser.add_argument("--write", type=Path, help="keep the documents and their labels here")
    parser.add_argument("--tool", help="another checker's command")
    parser.add_argument("--record", action="store_true", help="write what the test's sample reaches to recorded.json")
    options = parser.parse_args()
    if options.record:
        record()
        return
    tool = other_tool(options.tool) if options.tool else gouji
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.write or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        result = run(options.seed, options.documents, options.each, tool, folder)
    if options.json:
        options.json.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(table(result))


if __name__ == "__main__":
    main()
