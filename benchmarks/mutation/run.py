"""Does a test notice every small change of the arithmetic core? Prints what was killed, and the mutants that survive.

    python benchmarks/mutation/run.py [MODULE…] [--sample N --seed S] [--jobs N] [--limit SECONDS]

No file is changed: a mutant lives in a process of its own. A server that holds the collected tests forks for each mutant
and puts the changed function in its place, and the tests that reach the changed lines are run, fastest first. A module
that was changed in lines that run while it is imported is imported anew and meets every test.
"""

import argparse
import gc
import os
import pickle
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from importlib import import_module
from importlib.machinery import SourceFileLoader
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.mutation.mutants import Mutant, mutants  # noqa: E402

MODULES = (
    *("validator/quantities/interval.py", "validator/quantities/numerals.py", "validator/facts.py"),
    *("validator/claims/bases.py", "validator/diagnosis/growth.py"),
    *(path.relative_to(ROOT).as_posix() for path in sorted(ROOT.glob("validator/rules/growth/[!_]*.py"))),
)
TESTS = (
    *("tests/rules", "tests/claims", "tests/test_facts_answers.py", "tests/reports/test_facts.py"),
    *("tests/reports/test_indicators.py", "tests/quantities"),
)
OPTIONS = ("-q", "-s", "--tb=no", "-p", "no:cacheprovider", "-p", "no:xdist", *TESTS)
HEAVY = (
    "hypothesis.strategies",
    "lxml.etree",
    "pint",
    "pydantic",
    "schemas",
    "typer",
    "wcwidth",
)  # imported once for all
SURVIVED, KILLED, LATE = "survived", "killed", "out of time"
CACHE = type(lru_cache(len))


def run_each(trials: Sequence[Callable[[], bool]], jobs: int, limit: int) -> list[str]:
    """What came of each trial, in a silent process of its own: SURVIVED where it gives True within seconds of CPU."""
    outcomes, running = [KILLED] * len(trials), dict[int, int]()

    def await_one() -> None:
        process, status = os.wait()
        late = os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL)
        outcomes[running.pop(process)] = SURVIVED if status == 0 else LATE if late else KILLED

    for number, trial in enumerate(trials):
        if len(running) >= jobs:
            await_one()
        if (process := os.fork()) == 0:
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            status = 1
            try:
                status = 0 if trial() else 1
            finally:
                os._exit(status)
        running[process] = number
    while running:
        await_one()
    return outcomes


class Watch:
    """Runs all tests once: how long each takes, and which lines of the modules it reaches, importing as the test ""."""

    def __init__(self, files: set[str], out: Path) -> None:
        self.files, self.out, self.test = files, out, ""
        self.took: dict[str, float] = {}
        self.reached: dict[tuple[str, int], set[str]] = defaultdict(set)
        sys.settrace(self.enter)

    def enter(self, frame: FrameType, event: str, arg: object) -> Any:
        """Follow the functions of the modules line by line."""
        return self.step if frame.f_code.co_filename in self.files else None

    def step(self, frame: FrameType, event: str, arg: object) -> Any:
        """Take note of one line."""
        self.reached[frame.f_code.co_filename, frame.f_lineno].add(self.test)
        return self.step

    def pytest_collection_finish(self) -> None:
        """Find the caches: what one test has left there would hide from another what it reaches."""
        caches = [each for each in gc.get_objects() if isinstance(each, CACHE)]
        self.caches = [each for each in caches if each.cache_parameters()["maxsize"]]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Watch one test."""
        self.test = item.nodeid
        for each in self.caches:
            each.cache_clear()
        start = time.perf_counter()
        done = yield
        self.took[item.nodeid] = time.perf_counter() - start
        return done

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Keep what was found, if all tests pass."""
        sys.settrace(None)
        if not session.testsfailed:
            self.out.write_bytes(pickle.dumps((self.took, self.reached)))


class Server:
    """Holds the collected tests; instead of running them it forks for every mutant, and runs some in their order."""

    def __init__(self, tried: Sequence[tuple[Mutant, list[str]]], jobs: int, limit: int, out: Path) -> None:
        self.tried, self.jobs, self.limit, self.out = tried, jobs, limit, out

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every mutant."""
        living = defaultdict(list)
        for each in gc.get_objects():
            if isinstance(each, FunctionType):
                living[each.__code__.co_filename, each.__code__.co_firstlineno].append(each)
        gc.freeze()
        items = {item.nodeid: item for item in session.items}

        def survives(mutant: Mutant, tests: list[str]) -> bool:
            changed = {(code.co_qualname, code.co_firstlineno): code for code in codes_in(mutant.code)}
            for function in living[str(mutant.path), mutant.function or 0]:
                function.__code__ = changed[function.__code__.co_qualname, function.__code__.co_firstlineno]
            session.items[:] = [items[test] for test in tests]
            session.config.option.maxfail = 1
            return passes(session)

        outcomes = run_each([partial(survives, *each) for each in self.tried], self.jobs, self.limit)
        self.out.write_bytes(pickle.dumps(outcomes))
        return True


def passes(session: pytest.Session) -> bool:
    """True where the session's tests pass."""
    from _pytest.main import pytest_runtestloop

    try:
        return pytest_runtestloop(session) and session.testsfailed == 0
    except session.Failed:
        return False


def codes_in(code: CodeType) -> Iterator[CodeType]:
    """The code of every function and class within another's."""
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from codes_in(each)


def survives_anew(mutant: Mutant) -> bool:
    """True where all tests pass that import the mutant in place of the module."""
    loader: Any = SourceFileLoader
    get_code = loader.get_code

    def code_of(self: SourceFileLoader, name: str) -> Any:
        return mutant.code if self.path == str(mutant.path) else get_code(self, name)

    loader.get_code = code_of
    return pytest.main([*OPTIONS, "-x"]) == 0


def measure(tried: Sequence[Mutant], jobs: int, limit: int) -> list[str]:
    """What came of every mutant."""
    with TemporaryDirectory() as folder:
        out = Path(folder, "out")

        def told(plugin: Callable[[], object]) -> Any:
            run_each([lambda: pytest.main([*OPTIONS], plugins=[plugin()]) == 0], 1, resource.RLIM_INFINITY)
            return pickle.loads(out.read_bytes())

        took, reached = told(lambda: Watch({str(each.path) for each in tried}, out))
        in_place, anew = list[int](), list[int]()
        reaching = dict[int, list[str]]()
        for number, each in enumerate(tried):
            tests: set[str] = set().union(*(reached[str(each.path), line] for line in each.lines))
            if each.function is None or "" in tests:
                anew.append(number)
            else:
                in_place.append(number)
                reaching[number] = sorted(tests, key=took.__getitem__)
        outcomes = told(lambda: Server([(tried[number], reaching[number]) for number in in_place], jobs, limit, out))
    outcomes += run_each([partial(survives_anew, tried[number]) for number in anew], jobs, limit)
    return [outcome for _, outcome in sorted(zip((*in_place, *anew), outcomes, strict=True))]


def main() -> None:
    """Read the command line, try the mutants, print the table and the survivors."""
    parser = argparse.ArgumentParser()
    parser.add_argument("modules", nargs="*", metavar="MODULE", default=MODULES)
    parser.add_argument("--sample", type=int, help="so many mutants of each module, drawn at random")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--limit", type=int, default=60, help="seconds of CPU a mutant")
    given = parser.parse_args()
    os.chdir(ROOT)
    os.environ["CI"] = "1"  # the same examples of the properties every time
    sys.dont_write_bytecode = True
    for name in HEAVY:
        import_module(name)
    made = {name: mutants(ROOT / name) for name in given.modules}
    tried = list[Mutant]()
    for found in made.values():
        drawn = Random(given.seed).sample(found, min(given.sample or len(found), len(found)))
        tried += sorted(drawn, key=lambda each: each.line)
    outcomes = list(zip(tried, measure(tried, given.jobs, given.limit), strict=True))
    print("| module | mutants | tried | killed | of these out of time | survive |\n|---|---:|---:|---:|---:|---:|")
    for name, found in made.items():
        own = [outcome for mutant, outcome in outcomes if mutant.path == ROOT / name]
        living = own.count(SURVIVED)
        print(f"| `{name}` | {len(found)} | {len(own)} | {len(own) - living} | {own.count(LATE)} | {living} |")
    for mutant, outcome in outcomes:
        if outcome == SURVIVED:
            print(f"{mutant.path.relative_to(ROOT).as_posix()}:{mutant.line}: {mutant.what}")


if __name__ == "__main__":
    main()
