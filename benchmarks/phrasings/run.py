"""In how many ways of saying it a contradiction is found, and how often the same words without one raise an alarm.

    python benchmarks/phrasings/run.py [--missed] [--json FILE] [--tool COMMAND] [--record]

`--missed` prints every case that was not found and every false alarm; `--tool COMMAND` asks another program, which is
given the path of a document behind its own arguments and prints a JSON report.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypedDict

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.accuracy.run import Tool, gouji, other_tool  # noqa: E402
from benchmarks.accuracy.score import LOUD, touches  # noqa: E402

CASES = Path(__file__).with_name("cases.jsonl")
RECORDED = Path(__file__).with_name("recorded.json")
# The document that a case stands in: foreign places and topics are foreign to this one.
HEAD = "临川市数字经济发展规划\n\n一、发展基础\n"


class Row(TypedDict):
    """One kind of relation: wrong versions, those found, right versions, and those with a loud finding."""

    wrong: int
    found: int
    right: int
    alarms: int


def read_cases() -> list[dict[str, Any]]:
    """The cases, in order: id, kind, codes, `right` and, but for traps, `wrong`."""
    return [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]


def changed(right: str, wrong: str) -> tuple[int, int]:
    """Where the wrong version differs from the right one, in the wrong one."""
    before = next(
        (i for i, (a, b) in enumerate(zip(right, wrong, strict=False)) if a != b), min(len(right), len(wrong))
    )
    left = min(len(right), len(wrong)) - before
    after = next((i for i in range(left) if right[-1 - i] != wrong[-1 - i]), left)
    return before, max(len(wrong) - after, before + 1)


def run(tool: Tool, folder: Path) -> dict[str, Any]:
    """Ask the tool about every version of every case: a row a kind, the ids not found, and the false alarms."""
    rows: dict[str, Row] = {}
    missed, alarms = [], []
    path = folder / "case.txt"
    for case in read_cases():
        row = rows.setdefault(case["kind"], Row(wrong=0, found=0, right=0, alarms=0))
        row["right"] += 1
        if raised := [finding["code"] for finding in _loud(tool, path, case["right"])]:
            row["alarms"] += 1
            alarms.append({"id": case["id"], "codes": raised, "text": case["right"]})
        if "wrong" not in case:
            continue
        row["wrong"] += 1
        start, end = changed(case["right"], case["wrong"])
        place = (len(HEAD) + start, len(HEAD) + end)
        if any(f["code"] in case["codes"] or touches(f, [place]) for f in _loud(tool, path, case["wrong"])):
            row["found"] += 1
        else:
            missed.append({"id": case["id"], "codes": case["codes"], "text": case["wrong"]})
    return {"kinds": rows, "missed": missed, "alarms": alarms}


def _loud(tool: Tool, path: Path, text: str) -> Iterator[dict[str, Any]]:
    path.write_text(f"{HEAD}{text}\n", "utf-8")
    return (finding for finding in tool(path)["findings"] if finding["severity"] in LOUD)


def table(rows: dict[str, Row]) -> str:
    """A line a kind, and one for all."""
    lines = [f"{'kind':<10} {'wrong':>6} {'found':>6} {'recall':>7} {'right':>6} {'alarms':>7}"]
    keys = ("wrong", "found", "right", "alarms")
    total = {key: sum(row[key] for row in rows.values()) for key in keys}  # type: ignore[literal-required]
    for kind, row in [*rows.items(), ("all", total)]:
        recall = f"{row['found'] / row['wrong']:.3f}" if row["wrong"] else "–"
        lines.append(f"{kind:<10} {row['wrong']:>6} {row['found']:>6} {recall:>7} {row['right']:>6} {row['alarms']:>7}")
    return "\n".join(lines)


def main() -> None:
    """Run the cases and print, write or record what came of them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--tool")
    parser.add_argument("--record", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = run(other_tool(given.tool) if given.tool else gouji, Path(folder))
    print(table(result["kinds"]))
    for name in ("missed", "alarms") if given.missed else ():
        print(f"\n{name}")
        for case in result[name]:
            print(f"{case['id']}  {'/'.join(case['codes'])}  {case['text']}")
    if given.json:
        given.json.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if given.record:
        RECORDED.write_text(json.dumps(result["kinds"], indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
