"""Spoiled inputs by the thousand through the whole of `gouji check`: each must end in a report or a named error.

    python benchmarks/fuzz/run.py [--formats docx xlsx …] [--inputs N] [--minutes M] [--seeds FOLDER] [--out FOLDER]

A worker process checks one input after another; this process watches it. What ends in an error of our own, in a
crash, beyond the time or beyond the memory is written to --out under its number, from which it can be made again.
"""

import argparse
import contextlib
import gc
import io
import json
import mmap
import multiprocessing
import os
import resource
import signal
import struct
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.fuzz.mutate import mutated  # noqa: E402
from benchmarks.fuzz.seeds import MAKERS, seeds  # noqa: E402

SECONDS = 10  # of processor time for one input, of less than half a megabyte
MEMORY = 150  # MB that one input may take, and that the worker may hold beyond what it holds after its first inputs
WARM = 50  # inputs until then
SPACE = 4 << 30  # address space of the worker
OUTCOMES = ("report", "named error", "internal error", "slow", "memory", "hang", "crash")
STATE = struct.Struct("<8q")  # the next input, then a count of each outcome


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker does: from which number to which, and until when."""

    kind: str
    seeds: list[bytes]
    out: Path
    salt: int
    last: int
    until: float


BROKEN: list[str] = []  # what went wrong on our side with the input at hand


def listen() -> None:
    """Hear of every error of our own, in whatever report it would end; and build the command line once only."""
    import typer

    from validator import cli, engine, pipeline

    said, asked = cli.internal, engine.run_rules

    def internal(error: BaseException, path: str = "") -> Exception:
        BROKEN.extend(traceback.format_exception(error))
        return said(error, path)

    def rules(*arguments: Any) -> engine.EngineResult:
        result = asked(*arguments)
        for code, _ in result.crashed:  # once more, to see where
            try:
                list(next(rule for rule in arguments[1] if rule.code == code).check(arguments[0]))
            except Exception as error:
                BROKEN.extend((f"{code}: ", *traceback.format_exception(error)))
        return result

    cli.internal, pipeline.run_rules = internal, rules  # type: ignore[assignment]
    cli.app = typer.main.get_command(cli.app).main  # type: ignore[assignment]


def input_of(job: Job, number: int) -> bytes:
    """The input of this number."""
    return mutated(job.kind, job.seeds, Random(f"{job.salt}-{job.kind}-{number}"))


def outcome(path: str, dice: Random) -> tuple[str, str]:
    """Check the file in this process: what came of it, and what was said."""
    from validator.cli import run
    from validator.reports.forms import Form

    form = dice.choice(["json", "json", "text", "text", *map(str, Form)])
    more = ["--verdicts"] if dice.random() < 0.3 else []
    more += ["--lang", "en"] if dice.random() < 0.1 else []
    more += ["--revisions", "original"] if dice.random() < 0.1 and path.endswith(("docx", "doc", "wps", "rtf")) else []
    command = ["check", path, "--format", form, "--min-severity", "info", "--quiet", *more]
    if path.endswith(".docx") and "original" not in more and dice.random() < 0.1:
        command += ["--annotate", path[:-5] + "_out.docx", "--track-changes"]
    if dice.random() < 0.03:
        command = ["show", path]
    if form == "xlsx":
        command += ["--output", path + ".out"] if command[0] == "check" else []
    BROKEN.clear()
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace", write_through=True)
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = run(command)
    text = said.buffer.getvalue().decode()
    if BROKEN or status not in (0, 1, 2):
        return "internal error", f"{command}\n{''.join(BROKEN)}\n{text[-3000:]}"
    return "named error" if status == 2 else "report", ""


def worker(job: Job, state: mmap.mmap) -> None:
    """Check the inputs from the next on, and keep count where the watching process sees it."""
    from validator.readers import converted

    resource.setrlimit(resource.RLIMIT_AS, (SPACE, SPACE))
    converted._office = lambda: None  # what Word 95 wrote is its business
    gc.disable()  # as the program does
    base = 0
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
        path = Path(folder) / f"input.{job.kind}"
        numbers = list(STATE.unpack_from(state))
        begun = numbers[0]
        while numbers[0] < job.last and time.time() < job.until:
            number = numbers[0]
            path.write_bytes(input_of(job, number))
            held, highest = resident(), most_held()  # making the input may have taken the most
            start = time.process_time()
            came, said = outcome(str(path), Random(f"{job.salt}-{job.kind}-{number}-way"))
            seconds = time.process_time() - start
            peak = most_held()
            taken = peak - held if peak > highest else 0
            if number - begun < WARM or not base:
                base = resident()
            elif max(taken, resident() - base) > MEMORY:
                came, said = "memory", f"{peak} MB, {held} MB before this input, {base} MB after the first ones"
            if seconds > SECONDS:
                came, said = "slow", f"{seconds:.1f} s"
            if came not in OUTCOMES[:2]:
                keep(job, number, came, said)
            numbers[1 + OUTCOMES.index(came)] += 1
            numbers[0] += 1
            STATE.pack_into(state, 0, *numbers)
            if came in ("memory", "slow"):  # what is left behind would weigh on the next
                return
            if number % 100 == 0:
                gc.collect()


def resident() -> int:
    """MB of memory that this process holds now: the most that it ever held adds up inputs that have nothing in common."""
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize() >> 20


def most_held() -> int:
    """The most MB that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def keep(job: Job, number: int, came: str, said: str) -> None:
    """Write down an input that did not end as it should."""
    name = f"{job.salt}-{number}-{came.replace(' ', '-')}"
    (job.out / f"{name}.{job.kind}").write_bytes(input_of(job, number))
    (job.out / f"{name}.{job.kind}.said").write_text(said, "utf-8", "backslashreplace")
    print(f"{job.kind} {number}: {came}", file=sys.stderr, flush=True)


def fuzz(job: Job, first: int) -> Counter[str]:
    """Run workers until all inputs are done or the time is up."""
    state = mmap.mmap(-1, STATE.size)
    STATE.pack_into(state, 0, first, *[0] * len(OUTCOMES))
    context = multiprocessing.get_context("fork")
    while (at := STATE.unpack_from(state)[0]) < job.last and time.time() < job.until:
        running = context.Process(target=worker, args=(job, state))
        running.start()
        since = time.time()
        while running.is_alive():
            running.join(1)
            now = STATE.unpack_from(state)[0]
            at, since = (now, time.time()) if now != at else (at, since)
            if time.time() - since > 12 * SECONDS:
                os.kill(running.pid or 0, signal.SIGKILL)
                running.join()
        if running.exitcode:
            stuck = running.exitcode == -signal.SIGKILL
            numbers = list(STATE.unpack_from(state))
            came = "hang" if stuck else "crash"
            keep(job, numbers[0], came, f"exit {running.exitcode}")
            numbers[1 + OUTCOMES.index(came)] += 1
            numbers[0] += 1
            STATE.pack_into(state, 0, *numbers)
    numbers = STATE.unpack_from(state)
    return Counter(dict(zip(OUTCOMES, numbers[1:], strict=True)))


def main() -> None:
    """One line of counts a format."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--formats", nargs="+", default=list(MAKERS))
    parser.add_argument("--inputs", type=int, default=1000, help="inputs a format")
    parser.add_argument("--minutes", type=float, default=60, help="at most, for each format")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--salt", type=int, default=1, help="another salt gives other inputs")
    parser.add_argument("--seeds", type=Path)
    parser.add_argument("--out", type=Path, default=Path("fuzz-failures"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    import validator.reports.build  # noqa: F401  the workers are forked: what is loaded here is loaded once
    from validator.rules import all_rules

    all_rules()
    listen()
    for kind in options.formats:
        start = time.time()
        until = start + 60 * options.minutes
        job = Job(kind, seeds(kind, options.seeds), options.out, options.salt, options.first + options.inputs, until)
        counts = fuzz(job, options.first)
        seconds = time.time() - start
        line = {"format": kind, "salt": options.salt, "inputs": counts.total(), "seconds": round(seconds), **counts}
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
