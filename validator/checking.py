"""Check files one after another, each under its own settings: what the commands that check have in common."""

import gc
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from validator.engine import choose_rules
from validator.errors import GoujiError
from validator.finding import Severity
from validator.output import internal
from validator.pipeline import Checked, Unreadable
from validator.readers import Revisions
from validator.records import record
from validator.settings import Settings, finder, overridden
from validator.waivers import Waiver, read_waivers
from validator.wording import counted

if TYPE_CHECKING:
    from schemas.plan import PlanSchema
    from schemas.report import Report
    from validator.reports.look import Look


BETWEEN = 20  # files between two collections of garbage


@record
class Asked:
    """What the command line asks for; it goes before the settings. `config` is a settings file for all inputs."""

    config: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    schema: str | None = None
    revisions: Revisions = "accepted"


@record
class Job:
    """A file to be checked, with the settings in force for it, its plan schema and the waivers there are."""

    path: str
    settings: Settings
    plan: "PlanSchema | None"
    waivers: tuple[Waiver, ...]
    revisions: Revisions = "accepted"


def prepare(files: Sequence[str], asked: Asked) -> list[Job]:
    """The settings of every file, before any file is read: a slip in them is told at once.

    Raises `GoujiError` for settings, waivers, a schema or a code that is not understood.
    """
    from validator import rules

    every = rules.all_rules()
    choose_rules(every, asked.select, asked.ignore)
    settings_of, plan_of, waivers_of = finder(every, asked.config), cache(_plan), cache(read_waivers)
    jobs = []
    for path in files:
        settings = overridden(settings_of(path), asked.select, asked.ignore, asked.schema)
        plan = plan_of(settings.schema) if settings.schema else None
        jobs.append(Job(path, settings, plan, waivers_of(settings.waivers), asked.revisions))
    return jobs


def _plan(name: str) -> "PlanSchema":
    from schemas.plan import load_plan  # pydantic models that a check without a schema does not need

    return load_plan(name)


def checked(jobs: Iterable[Job]) -> Iterator[Checked | Unreadable]:
    """The files checked, one at a time. What goes wrong with one concerns that one only."""
    for index, job in enumerate(jobs, 1):
        yield check_one(job)
        if index % BETWEEN == 0:
            # The program runs without the collector; what many files leave behind would add up. What is
            # alive now stays so, and need not be looked through again.
            gc.collect()
            gc.freeze()


def check_one(job: Job) -> Checked | Unreadable:
    """One file checked; a hostile file may find an error of ours, and that is told as such."""
    from validator import pipeline

    settings = job.settings
    try:
        found = pipeline.check_document(job.path, job.plan, settings.select, settings.ignore, job.revisions)
        return pipeline.settled(found, settings, job.waivers)
    except GoujiError as error:
        return Unreadable(job.path, error)
    except Exception as error:
        return Unreadable(job.path, internal(error, job.path))


def with_progress(inputs: Iterator[Checked | Unreadable], total: int, lang: str) -> Iterator[Checked | Unreadable]:
    """The same inputs; of several a bar on standard error tells how far it has got, where a person sees it."""
    if total < 2 or not sys.stderr.isatty():
        yield from inputs
        return
    import typer

    label = "checking" if lang == "en" else "正在核对"
    with typer.progressbar(inputs, length=total, label=label, file=sys.stderr) as bar:
        yield from bar


def print_as_checked(
    inputs: Iterable[Checked | Unreadable], look: "Look", verdicts: bool, today: date, say: Callable[[str], None]
) -> "Report":
    """The text report, document after document as they are checked; the report is returned without the findings.

    Nothing of a document is kept but its counts. Where no file could be read, nothing is said.
    """
    from validator.reports.build import assemble, build_part
    from validator.reports.terminal import render_end, render_findings

    counted = []
    for each in inputs:
        part = build_part(each, look.lang, verdicts, today)
        if part.document.sha256:
            say(render_findings(assemble([part], verdicts), look) + "\n\n")
        counted.append(part.counted())
    report = assemble(counted, verdicts)
    if any(each.sha256 for each in report.documents):
        say(render_end(report, look))
    return report


def unread_files(report: "Report") -> list[str]:
    """A sentence for each file that could not be read at all."""
    return [part.why for each in report.documents if not each.sha256 for part in each.unread]


def written(output: str | None, report: "Report", quiet: bool, lang: str) -> list[str]:
    """That a file was written, with the counts, for a person who would else see nothing."""
    if output is None or quiet or not sys.stderr.isatty():
        return []
    error, warning = report.summary.error, report.summary.warning
    if lang == "en":
        return [f"Wrote {output}: {counted(error, 'error')}, {counted(warning, 'warning')}."]
    return [f"已写入 {output}：错误 {error}，警告 {warning}。"]


def exit_status(report: "Report", fail_on: str) -> int:
    """0, 1 for something at or above a severity (or `never`), 2 for a file that could not be read.

    A waiver that does nothing any more counts as a warning.
    """
    if unread_files(report):
        return 2
    if fail_on not in list(Severity):
        return 0
    counts, idle = report.summary, len(report.waivers)
    found = {Severity.ERROR: counts.error, Severity.WARNING: counts.warning + idle, Severity.INFO: counts.info}
    order = list(Severity)
    return int(any(found[severity] for severity in order[: order.index(Severity(fail_on)) + 1]))
