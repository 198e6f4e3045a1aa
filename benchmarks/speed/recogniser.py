"""The whole check of a plan against what a public recogniser takes to find its numbers alone.

    pip install recognizers-text-number==1.0.2a2 "emoji<2"
    python benchmarks/speed/recogniser.py [--characters 20000] [--rounds N] [--json]

The text is made of the plans of `benchmarks/accuracy` as chapters of one, each with indicators of its own, so that
neither repeated figures nor contradictions between chapters weigh in. Both run in one process, in turns, the best round of each counts; the second line is ten times
the text. microsoft/Recognizers-Text (Python, MIT) reads numbers and percentages; it knows no indicators, tables,
years or claims, so the comparison favours it.
"""

import argparse
import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.accuracy.layouts import lay_out  # noqa: E402
from benchmarks.accuracy.marked import strip  # noqa: E402
from benchmarks.accuracy.plans import plan  # noqa: E402

# Before each indicator's name, so that no two plans of one subject speak of the same indicator.
KINDS = [
    a + b
    for a in ["滨海", "山地", "平原", "湖区", "河谷", "沿江", "沿边", "老城", "新城", "外环", "内环"]
    for b in ["智能", "简易", "固定", "移动", "专用", "公用", "夜间", "冬季", "雨季", "临时", "备用", "小型"]
]
LAYOUTS, PERIODS = 7, 3  # of the generator, in turn: every 21st plan is of one layout and one period


def text_of(characters: int, seed: int = 7) -> str:
    """One long plan: chapters of one region and period, each with its own indicators and table."""
    pieces: list[str] = []
    size = 0
    for number in range(len(KINDS)):
        made = plan(1 + LAYOUTS * PERIODS * number, seed)
        if made.years != 5:
            continue
        piece = strip(lay_out(made))[0].replace(made.region, "安泽县")
        for record in sorted(made.records, key=lambda r: -len(r.name)):
            piece = piece.replace(record.name, KINDS[number] + record.name)
        for line in piece.splitlines(keepends=True):
            if size >= characters:
                return "".join(pieces)
            pieces.append(line)
            size += len(line)
        pieces.append("\n")
    raise SystemExit(f"the text has at most {size} characters")


def gouji(text: str) -> int:
    """Findings of every rule: reading, understanding, checking, and the report as JSON."""
    from validator.engine import run_rules
    from validator.facts import build_facts
    from validator.pipeline import Checked
    from validator.readers import read_bytes
    from validator.reports.build import build_report
    from validator.reports.json import render
    from validator.rules import all_rules

    rules = all_rules()
    document = read_bytes(text.encode(), "plan.txt")
    facts = build_facts(document)
    result = run_rules(facts, rules)
    return len(render(build_report([Checked(document, facts, rules, result.verdicts, result.crashed)], "zh", False)))


def recogniser(text: str) -> int:
    """Numbers and percentages found, nothing else."""
    from recognizers_number import Culture, NumberRecognizer

    models = NumberRecognizer(Culture.Chinese)
    return len(models.get_number_model().parse(text)) + len(models.get_percentage_model().parse(text))


def best(work: Callable[[str], int], text: str, rounds: int) -> float:
    """Seconds of the round least disturbed."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work(text)
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Measure, and print two lines or JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--characters", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    gc.disable()  # as the command does
    warm = text_of(2_000)
    for work in (gouji, recogniser):  # imports and compiled patterns are not what is measured
        work(warm)
    rows = []
    for factor in (1, 10):
        text = text_of(given.characters * factor)
        ours = best(gouji, text, given.rounds)
        theirs = best(recogniser, text, 1 if factor > 1 else given.rounds)
        rows.append({"characters": len(text), "gouji": ours, "recogniser": theirs, "times as fast": theirs / ours})
    rows[1]["growth"] = rows[1]["gouji"] / rows[0]["gouji"]
    print(json.dumps(rows, indent=2) if given.json else "\n".join(map(_line, rows)))


def _line(row: dict[str, float]) -> str:
    growth = f"; ten times the text takes {row['growth']:.1f} times as long" if "growth" in row else ""
    return (
        f"{row['characters']:>7.0f} characters: gouji {row['gouji']:.2f} s, recogniser {row['recogniser']:.2f} s, "
        f"{row['times as fast']:.1f} times as fast{growth}"
    )


if __name__ == "__main__":
    main()
