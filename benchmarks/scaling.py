"""How the time of a check grows with the text: one plan, then the same text 10 and 100 times in a row.

    python benchmarks/scaling.py [--times 1 10 100] [--rounds N] [--json]

For a check that is linear in the text, `per copy, against the first` stays near 1. The copies name the
same indicators, so whatever compares every figure of an indicator with every other shows here first.
"""

import argparse
import contextlib
import io
import json
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLAN = ROOT / "fixtures" / "plans" / "suining.txt"
sys.path.insert(0, str(ROOT))


def check(path: Path) -> tuple[float, int]:
    """Seconds and findings of one check in this process: the engine, without starting Python."""
    from validator.cli import run

    output = io.StringIO()
    start = time.perf_counter()
    with contextlib.redirect_stdout(output):
        status = run(["check", str(path), "--format", "json"])
    seconds = time.perf_counter() - start
    if status > 1:
        sys.exit(f"gouji check ended with status {status}")
    return seconds, len(json.loads(output.getvalue())["findings"])


def measure(copies: int, rounds: int, folder: Path) -> dict[str, float]:
    """Characters, the best of some rounds in seconds (the one least disturbed), and the findings."""
    text = (PLAN.read_text("utf-8").rstrip("\n") + "\n") * copies
    path = folder / f"{copies}.txt"
    path.write_text(text, encoding="utf-8")
    best = min(check(path) for _ in range(rounds))
    return {"copies": copies, "characters": len(text), "seconds": best[0], "findings": best[1]}


def main() -> None:
    """Measure, and print a table or JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    check(PLAN)  # imports are not what is measured here
    with tempfile.TemporaryDirectory() as folder:
        rows = [measure(copies, options.rounds if copies < 100 else 1, Path(folder)) for copies in options.times]
    first = rows[0]["seconds"] / rows[0]["copies"]
    for row in rows:
        row["ratio"] = round(row["seconds"] / row["copies"] / first, 2)
    if options.json:
        print(json.dumps(rows, indent=2))
        return
    print(f"{'copies':>8}{'characters':>12}{'seconds':>10}{'findings':>10}  per copy, against the first")
    for row in rows:
        print(
            f"{row['copies']:>8}{row['characters']:>12}{row['seconds']:>10.3f}{row['findings']:>10}  {row['ratio']:.2f}"
        )


if __name__ == "__main__":
    main()
