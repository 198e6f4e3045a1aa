"""`gouji diff`, `gouji watch` and `gouji completion`: what helps while a draft is being written."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from validator.cli import (
    ConfigOption,
    Lang,
    LangOption,
    OutputOption,
    SchemaOption,
    _look,
    _option,
)
from validator.finding import Severity
from validator.help_pages import SETTINGS, Command
from validator.output import complain, emit, print_out

if TYPE_CHECKING:
    from validator.checking import Job
    from validator.pipeline import Checked

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EVERY = 0.5  # seconds between two looks at a file


class DiffFormat(StrEnum):
    """How `diff` prints what changed."""

    TEXT = "text"
    JSON = "json"


class Shell(StrEnum):
    """The shells whose completion is known."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


@app.command(cls=Command, context_settings=SETTINGS, help="比较两稿：哪些目标改了，哪些问题是新的、已改正的、仍在的。")
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="旧稿", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="新稿", show_default=False)],
    form: Annotated[DiffFormat, _option("--format", "输出格式，默认 text")] = DiffFormat.TEXT,
    lang: LangOption = Lang.ZH,
    schema: SchemaOption = None,
    config: ConfigOption = None,
    output: OutputOption = None,
) -> None:
    """Print what changed; both drafts are checked under the settings of the new one."""
    from validator.checking import Asked, prepare
    from validator.reports.drafts import compare_drafts, render_json
    from validator.reports.drafts_text import render_text

    job = prepare([new], Asked(config, schema=schema))[0]
    after = _readable(job)
    name = after.identity or _title(after)
    before = _readable(replace(job, path=old))
    found = compare_drafts(replace(before, identity=name), replace(after, identity=name), lang)
    look = _look(lang, Severity.WARNING, output)
    emit(render_json(found) if form is DiffFormat.JSON else render_text(found, look), output, [old, new])


def _readable(job: "Job") -> "Checked":
    from validator.checking import check_one
    from validator.pipeline import Checked

    found = check_one(job)
    if isinstance(found, Checked):
        return replace(found, waivers=())  # what is accepted is still there, and the same in both drafts
    raise found.error


def _title(checked: "Checked") -> str:
    from validator.fingerprint import identity

    return identity(checked.document)


@app.command(cls=Command, context_settings=SETTINGS, help="文稿每次保存后重新核对；按 Ctrl-C 结束。")
def watch(
    file: Annotated[str, typer.Argument(metavar="FILE", help="要核对的文稿", show_default=False)],
    lang: LangOption = Lang.ZH,
    min_severity: Annotated[Severity, _option("--min-severity", "列出的最低级别，默认 warning")] = Severity.WARNING,
    schema: SchemaOption = None,
    config: ConfigOption = None,
) -> None:
    """Print the report, and again each time the file has been saved."""
    from validator.checking import Asked, check_one, prepare, print_as_checked, unread_files

    look = _look(lang, min_severity, None)
    try:
        for _ in _saves(file):
            moment = datetime.now().strftime("%H:%M:%S")
            print_out(f"\n{look.style(moment)}\n\n")
            job = prepare([file], Asked(config, schema=schema))[0]
            report = print_as_checked([check_one(job)], look, False, date.today(), print_out)
            for sentence in unread_files(report):
                complain(sentence)
    except KeyboardInterrupt:
        print_out("\n")  # the way to end it, and no failure


def _saves(path: str) -> Iterator[None]:
    """Now, and each time the file is another one than before; editors replace it, so it may be away for a moment."""
    before: tuple[int, ...] | None = None
    first = True
    while True:
        now = _state(path)
        if first or (now is not None and now != before):
            yield
            before, first = now, False
        time.sleep(EVERY)


def _state(path: str) -> tuple[int, ...] | None:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


@app.command(cls=Command, context_settings=SETTINGS, help="显示命令补全的脚本，供 bash、zsh 或 fish 载入。")
def completion(
    shell: Annotated[Shell, typer.Argument(metavar="bash|zsh|fish", help="哪种命令行", show_default=False)],
) -> None:
    """Print the script that lets a shell complete commands and options."""
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    print_out(get_completion_script(prog_name="gouji", complete_var="_GOUJI_COMPLETE", shell=shell.value) + "\n")
