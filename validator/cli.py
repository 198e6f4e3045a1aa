"""The command line: check · explain · rules · facts · show · schema. The engine is imported inside the commands.

Exit status: 0 nothing at or above --fail-on, 1 something, 2 the command could not do its work.
"""

import gc
import io
import os
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated, Any

import typer
import typer.completion

from validator import __version__
from validator.errors import GoujiError
from validator.finding import Severity
from validator.help_pages import SETTINGS, Command, Group
from validator.output import complain, emit, internal, print_out
from validator.reports.forms import WITH_INDICATORS, Form, render

if TYPE_CHECKING:
    from schemas.plan import PlanSchema
    from schemas.report import Report
    from validator.pipeline import Checked, Unreadable
    from validator.reports.look import Look

CANNOT = 2


class Lang(StrEnum):
    """The language of reports and messages."""

    ZH = "zh"
    EN = "en"


class FactsFormat(StrEnum):
    """How `facts` prints what it understood."""

    TABLE = "table"
    JSON = "json"


class RevisionsChoice(StrEnum):
    """How tracked changes are read."""

    ACCEPTED = "accepted"
    ORIGINAL = "original"


class FailOn(StrEnum):
    """The least severity that gives exit status 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


def _option(name: str, text: str, metavar: str | None = None) -> Any:
    """An option whose default is said in its Chinese help."""
    return typer.Option(name, help=text, metavar=metavar, show_default=False)


LangOption = Annotated[Lang, _option("--lang", "输出语言，默认 zh")]
SchemaOption = Annotated[str | None, _option("--schema", "按此规划模式核对", "NAME|PATH")]
ConfigOption = Annotated[str | None, _option("--config", "设置文件，默认从文稿所在文件夹往上找", "PATH")]
OutputOption = Annotated[str | None, _option("--output", "写入文件而不是屏幕", "PATH")]
RevisionsOption = Annotated[
    RevisionsChoice, _option("--revisions", "修订按接受后（accepted）还是修订前（original）读，默认 accepted")
]
# Commands in modules of their own, loaded when one is asked for or listed.
_ELSEWHERE = {"schema": "schema_cli"}
_ELSEWHERE |= dict.fromkeys(("config", "waive", "baseline"), "settings_cli")
_ELSEWHERE |= dict.fromkeys(("diff", "watch", "completion"), "drafts_cli")


class _Whole(Group):
    """All commands, those elsewhere too."""

    def list_commands(self, ctx: Any) -> list[str]:
        return [*super().list_commands(ctx), *_ELSEWHERE]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in _ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        group = typer.main.get_group(import_module(f"validator.{_ELSEWHERE[cmd_name]}").app)
        return group.commands.get(cmd_name, group)  # `schema` is a group itself


app = typer.Typer(
    name="gouji",
    cls=_Whole,
    help="勾稽：核对规划文稿中的数字是否互相一致。",
    context_settings=SETTINGS,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(asked: bool) -> None:
    if asked:
        print_out(f"gouji {__version__}\n")
        raise typer.Exit


@app.callback()
def gouji(
    lang: LangOption = Lang.ZH,
    version: Annotated[bool, typer.Option("--version", help="显示版本", callback=_version, is_eager=True)] = False,
) -> None:
    """勾稽：核对规划文稿中的数字是否互相一致。"""


@app.command(cls=Command, context_settings=SETTINGS, help="核对文稿，列出互相矛盾的数字。")
def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="要核对的文稿，可以有多个", show_default=False)],
    form: Annotated[Form, _option("--format", "输出格式，默认 text")] = Form.TEXT,
    lang: LangOption = Lang.ZH,
    fail_on: Annotated[FailOn, _option("--fail-on", "达到此级别即返回 1，默认 error")] = FailOn.ERROR,
    exit_zero: Annotated[bool, _option("--exit-zero", "有不符也返回 0")] = False,
    min_severity: Annotated[Severity, _option("--min-severity", "列出的最低级别，默认 warning")] = Severity.WARNING,
    verdicts: Annotated[bool, _option("--verdicts", "列出全部比对，含相符的")] = False,
    statistics: Annotated[bool, _option("--statistics", "只列各规则的条数")] = False,
    select: Annotated[list[str] | None, _option("--select", "只用这些规则，如 GR,TX201", "CODES")] = None,
    ignore: Annotated[list[str] | None, _option("--ignore", "不用这些规则", "CODES")] = None,
    schema: SchemaOption = None,
    config: ConfigOption = None,
    revisions: RevisionsOption = RevisionsChoice.ACCEPTED,
    annotate: Annotated[str | None, _option("--annotate", "另存 Word 副本，在有问题的数字上加批注", "PATH")] = None,
    track_changes: Annotated[bool, _option("--track-changes", "副本中把有把握的改动写成修订")] = False,
    force: Annotated[bool, _option("--force", "副本已经存在时覆盖它")] = False,
    output: OutputOption = None,
    quiet: Annotated[bool, _option("--quiet", "不显示进度")] = False,
) -> None:
    """Check files; unreadable ones are reported, the others still checked."""
    from datetime import date

    from validator import checking
    from validator.reports.build import build_report
    from validator.word_cli import copy_asked, write_copy

    if statistics and form is not Form.TEXT:
        raise GoujiError("--statistics 只用于文字报告。", "--statistics is for the text report only.")
    files = list(dict.fromkeys(files))
    copy = copy_asked(annotate, track_changes, force, files, revisions is RevisionsChoice.ORIGINAL)
    jobs = checking.prepare(files, checking.Asked(config, _codes(select), _codes(ignore), schema, revisions.value))
    look, running = _look(lang, min_severity, output), form is Form.TEXT and not statistics
    seen = running and output is None and sys.stdout.isatty()  # the report itself then tells how far it has got
    inputs = checking.with_progress(checking.checked(jobs), 0 if quiet or seen else len(jobs), lang)
    kept = list(inputs) if copy or form is Form.HTML else inputs
    if running:
        report = _as_text(kept, look, verdicts, output, files)
    else:
        report = build_report(kept, lang, verdicts, date.today(), form in WITH_INDICATORS)
        if form is not Form.TEXT or any(each.sha256 for each in report.documents):
            emit(_counts(report, look) if statistics else render(form, report, look, kept), output, files)
    for sentence in (*checking.unread_files(report), *checking.written(output, report, quiet, lang)):
        complain(sentence)
    if copy:
        write_copy(copy, build_report(kept, lang, today=date.today()), look)
    raise typer.Exit(checking.exit_status(report, FailOn.NEVER if exit_zero else fail_on))


def _counts(report: "Report", look: "Look") -> str:
    from validator.reports.statistics import render as render_statistics

    return render_statistics(report, look)


def _as_text(
    inputs: "Iterable[Checked | Unreadable]", look: "Look", verdicts: bool, output: str | None, files: Sequence[str]
) -> "Report":
    """The text report: on the screen document after document, into a file in one piece."""
    from datetime import date

    from validator.checking import print_as_checked

    text: list[str] = []
    report = print_as_checked(inputs, look, verdicts, date.today(), text.append if output else print_out)
    if text:
        emit("".join(text), output, files)
    return report


def _look(lang: Lang, minimum: Severity, output: str | None) -> "Look":
    """How the text report looks on this terminal; colour only where a person sees it."""
    from validator.reports.look import Look
    from validator.rules import all_rules

    titles = {rule.code: rule.title for rule in all_rules()}
    return Look(lang, _width(), output is None and _colourful(), minimum, titles, output)


def _width() -> int:
    return min(max(get_terminal_size((100, 24)).columns, 60), 110)


def _colourful() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _codes(given: Sequence[str] | None) -> tuple[str, ...]:
    """`GR101,GR102` and repeated options as one list."""
    return tuple(code.strip() for each in given or () for code in each.replace("，", ",").split(",") if code.strip())


def _schema(name: str | None) -> "PlanSchema | None":
    """The plan schema of that name or path, or None where none is asked for."""
    if name is None:
        return None
    from schemas.plan import load_plan

    return load_plan(name)


@app.command(cls=Command, context_settings=SETTINGS, help="解释一条规则：查什么、不查什么、依据什么。")
def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="代码、英文名或类别，如 GR101、GR", show_default=False)],
    lang: LangOption = Lang.ZH,
) -> None:
    """Print the manual of one rule, or the list of a family's rules."""
    from validator.engine import family, find_rule
    from validator.reports.explain import explain as manual
    from validator.reports.explain import rules_table
    from validator.rules import all_rules

    listed = family(all_rules(), code)
    print_out(rules_table(listed, lang) if listed else manual(find_rule(all_rules(), code), lang, _width()))


@app.command(cls=Command, context_settings=SETTINGS, help="列出全部规则。")
def rules(lang: LangOption = Lang.ZH) -> None:
    """Print one line a rule."""
    from validator.reports.explain import rules_table
    from validator.rules import all_rules

    print_out(rules_table(all_rules(), lang))


@app.command(cls=Command, context_settings=SETTINGS, help="显示从文稿中读出的指标、年份和数字。")
def facts(
    file: Annotated[str, typer.Argument(metavar="FILE", help="要读的文稿", show_default=False)],
    form: Annotated[FactsFormat, _option("--format", "输出格式，默认 table")] = FactsFormat.TABLE,
    lang: LangOption = Lang.ZH,
    schema: SchemaOption = None,
    revisions: RevisionsOption = RevisionsChoice.ACCEPTED,
    output: OutputOption = None,
) -> None:
    """Print what was understood of a file, without judging it."""
    from validator.facts import build_facts
    from validator.readers import read_document
    from validator.reports.facts import facts_data, facts_table
    from validator.reports.json import dumps

    document = read_document(Path(file), revisions.value)
    found = build_facts(document, _schema(schema))
    as_json = form is FactsFormat.JSON
    text = dumps(facts_data(document, found, lang)) if as_json else facts_table(document, found, lang, _width())
    emit(text, output, [file])


@app.command(cls=Command, context_settings=SETTINGS, help="显示读到的文稿：标题、段落、表格。")
def show(
    file: Annotated[str, typer.Argument(metavar="FILE", help="要读的文稿", show_default=False)],
    lang: LangOption = Lang.ZH,
    revisions: RevisionsOption = RevisionsChoice.ACCEPTED,
    output: OutputOption = None,
) -> None:
    """Print a file as it was read: headings, paragraphs, grids, and what was not read."""
    from validator.readers import read_document
    from validator.reports.show import show as shown

    emit(shown(read_document(Path(file), revisions.value), lang, _width()), output, [file])


def _language(arguments: Sequence[str]) -> Lang:
    """The language asked for, known even where the arguments are not understood."""
    asked = [*pairwise(arguments), *(each.split("=", 1) for each in arguments if "=" in each)]
    said = [language.lower() for option, language in asked if option == "--lang"]
    # Who asks for a language that there is not, and it is not Chinese, is told so in English.
    return Lang.ZH if not said or said[-1].startswith(_CHINESE) else Lang.EN


_CHINESE = ("zh", "cn", "ch", "中")


# Some versions of typer carry their own click; what typer exports leads to the right one.
_UsageError: type[Exception] = typer.BadParameter.mro()[1]


def _usage(error: Exception) -> str:
    from validator.usage import usage

    return usage(error)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; every error is one sentence on standard error."""
    lang = _language(arguments)
    try:
        status = app(args=list(arguments), prog_name="gouji", standalone_mode=False, obj=lang)
    except GoujiError as error:
        complain(error.sentence(lang))
        return CANNOT
    except (KeyboardInterrupt, typer.Abort):
        return 130  # what a shell says of an interrupted program
    except _UsageError as error:
        said = str(getattr(error, "format_message", error.__str__)())
        if type(error).__name__ == "NoArgsIsHelpError":
            print_out(said + "\n")
        else:
            complain(said.replace("Value error, ", "") if lang is Lang.EN else _usage(error))
        return CANNOT
    except Exception as error:
        complain(internal(error).sentence(lang))
        return CANNOT
    return status if isinstance(status, int) else 0


def main() -> None:
    """The program `gouji`: Chinese goes out as UTF-8, and pydantic looks for no plugins."""
    if "_GOUJI_COMPLETE" in os.environ:  # the shell asks what may follow; see `gouji completion`
        typer.completion.get_completion_inspect_parameters()  # makes the shells known
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    status = run(sys.argv[1:])
    gc.freeze()  # or Python looks through all that is alive for garbage once more before it ends: a sixth of a check
    sys.exit(status)
