"""How long `gouji check` takes on a short plan, told as a multiple of importing pydantic alone.

    python benchmarks/start_up.py [--rounds N] [--json]

Seconds differ from machine to machine; the ratio of two commands timed alternately in one run much less.
Compiled modules are kept in a folder of this run's own, as an installation keeps them: an environment that
forbids them (PYTHONDONTWRITEBYTECODE) would have Python compile all of the sources in every round.
The second part lists which of the heavier packages the light commands import: there should be few.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLAN = "fixtures/plans/suining.txt"
COMMANDS = {
    "python, nothing else": ["-c", ""],
    "import pydantic": ["-c", "import pydantic"],
    "gouji --help": ["-m", "validator", "--help"],
    "gouji rules": ["-m", "validator", "rules"],
    f"gouji check {PLAN}": ["-m", "validator", "check", PLAN],
}
HEAVY = ("pydantic", "pint", "lxml", "openpyxl", "python_calamine", "charset_normalizer", "tabulate", "typer", "rich")


def python(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    """Run this Python in the checkout; a status of 1 is a check with findings, anything above a fault."""
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True)
    if done.returncode > 1 or "Traceback" in done.stderr:
        sys.exit(done.stderr)
    return done


def medians(rounds: int) -> dict[str, float]:
    """Median wall time of each command in seconds, the commands taking turns."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds + 1):  # the first round warms the disk's cache and is not counted
        for name, arguments in COMMANDS.items():
            start = time.perf_counter()
            python(arguments)
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken[1:]) for name, taken in times.items()}


def heavy_imports(command: str) -> list[str]:
    """Which of the heavier packages a command loads, by the interpreter's own account of its imports."""
    loaded = set(python(["-X", "importtime", "-m", "validator", command]).stderr.split())
    return [name for name in HEAVY if name in loaded]


def main() -> None:
    """Measure, and print a table or JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PYTHONPYCACHEPREFIX"] = folder
        seconds = medians(options.rounds)
        imports = {command: heavy_imports(command) for command in ("--help", "rules")}
    unit = seconds["import pydantic"]
    ratios = {name: round(taken / unit, 2) for name, taken in seconds.items()}
    if options.json:
        print(
            json.dumps({"rounds": options.rounds, "seconds": seconds, "ratios": ratios, "imports": imports}, indent=2)
        )
        return
    for name, taken in seconds.items():
        print(f"{name:<45}{taken * 1000:>8.0f} ms{ratios[name]:>8.2f} × import pydantic")
    for command, names in imports.items():
        print(f"gouji {command} imports: {', '.join(names) or 'none of ' + ', '.join(HEAVY)}")


if __name__ == "__main__":
    main()
