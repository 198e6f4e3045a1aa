"""`gouji config`, `gouji waive` and `gouji baseline`: what is in force, and what has been accepted."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from validator.cli import ConfigOption, Lang, LangOption
from validator.errors import GoujiError
from validator.help_pages import SETTINGS, Command
from validator.output import complain, print_out, write
from validator.records import record
from validator.wording import clean, counted, place_text

if TYPE_CHECKING:
    from schemas.report import EvidenceInfo, FindingInfo
    from validator.checking import Job
    from validator.settings import Settings
    from validator.waivers import Waiver

    Accepted = tuple[Waiver, EvidenceInfo | None]  # with the figure to turn to

LONGEST = 200  # characters of a sentence in the file

app = typer.Typer(rich_markup_mode=None, add_completion=False)

ReasonOption = Annotated[str, typer.Option("--reason", help="接受的理由", metavar="TEXT", show_default=False)]
OwnerOption = Annotated[str | None, typer.Option("--owner", help="由谁负责", metavar="NAME", show_default=False)]
UntilOption = Annotated[
    str | None, typer.Option("--until", help="有效至此日，如 2026-12-31", metavar="DATE", show_default=False)
]


@app.command(cls=Command, context_settings=SETTINGS, help="显示生效的设置，以及各由何处给出。")
def config(
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="哪份文稿的设置，默认当前文件夹", show_default=False)
    ] = None,
    settings_file: ConfigOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    """Print the settings in force for a file, each with the place that gave it."""
    from validator.reports.layout import columns
    from validator.rules import all_rules
    from validator.settings import finder

    settings = finder(all_rules(), settings_file)(file or "*")  # any file of this folder
    print_out(columns(list(_config_rows(settings, lang))) + "\n")


def _config_rows(settings: "Settings", lang: str) -> Iterator[tuple[str, str, str]]:
    """Key, value, origin; the keys are those that one writes into the file."""
    from validator.engine import choose_rules
    from validator.rules import all_rules
    from validator.settings import shown
    from validator.waivers import read_waivers

    every = all_rules()
    chosen = choose_rules(every, settings.select, settings.ignore)
    unset, title = ("默认", "文稿标题") if lang == Lang.ZH else ("default", "the printed title")
    severities = "，".join(f"{code} = {severity}" for code, severity in settings.severities.items())
    values = {
        "select": ", ".join(settings.select) or ("全部" if lang == Lang.ZH else "all"),
        "ignore": ", ".join(settings.ignore) or "—",
        "severity": severities or "—",
        "schema": settings.schema or "—",
        "identity": settings.identity or title,
    }
    file = shown(settings.file) if settings.file else ("没有找到" if lang == Lang.ZH else "none found")
    yield ("设置文件" if lang == Lang.ZH else "settings"), file, ""
    for key, value in values.items():
        yield key, clean(value), "；".join(settings.origins.get(key, (unset,)))
    waivers = read_waivers(settings.waivers)
    yield ("豁免" if lang == Lang.ZH else "waivers"), str(len(waivers)), shown(settings.waivers)
    yield ("规则" if lang == Lang.ZH else "rules"), f"{len(chosen)} / {len(every)}", ""


@app.command(cls=Command, context_settings=SETTINGS, help="接受一份文稿中的某些发现，写入 gouji-waivers.toml。")
def waive(
    file: Annotated[str, typer.Argument(metavar="FILE", help="文稿", show_default=False)],
    codes: Annotated[
        list[str],
        typer.Argument(
            metavar="CODE…",
            help="规则代码、英文名或类别（指它的全部发现），或一条发现的编号（JSON 报告中的 fingerprint）",
            show_default=False,
        ),
    ],
    reason: ReasonOption,
    owner: OwnerOption = None,
    until: UntilOption = None,
    settings_file: ConfigOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    """Write a waiver for each finding of these rules, or with these fingerprints; where a rule has several, that is said."""
    terms = _Terms.of(reason, owner, until)
    for job, name, found in _open_findings([file], settings_file, lang):
        meant = {code: _meant(found, code, file) for code in codes}
        chosen = [found[number] for number in sorted(set().union(*meant.values()))]
        _write({job.settings.waivers: [terms.waiver(name, each) for each in chosen]}, lang)
        for code, numbers in meant.items():
            if len(numbers) > 1:
                print_out(_several(code, len(numbers), found[min(numbers)].fingerprint, file, lang))
        return
    raise typer.Exit(2)


def _several(code: str, count: int, example: str, file: str, lang: str) -> str:
    """That a code stood for several findings, and how to take just one."""
    code, file = clean(code), clean(file)
    if lang == Lang.EN:
        return (
            f"{code} meant all {count} of its findings. To accept fewer, delete the other entries from the file; "
            f"one alone is named by its number: gouji waive {file} {example} --reason …\n"
        )
    return (
        f"{code} 的 {count} 条都已豁免。只接受其中几条的，请从文件中删去其余各条；"
        f"单独一条可以用编号指明，如 gouji waive {file} {example} --reason …\n"
    )


@app.command(cls=Command, context_settings=SETTINGS, help="接受现有的全部发现，此后只报新出现的。")
def baseline(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="文稿，可以有多个", show_default=False)],
    reason: ReasonOption = "采用勾稽时已有",
    owner: OwnerOption = None,
    until: UntilOption = None,
    settings_file: ConfigOption = None,
    lang: LangOption = Lang.ZH,
) -> None:
    """Write a waiver for every finding that there is; a file that cannot be read does not stop the others."""
    terms, wanted, done = _Terms.of(reason, owner, until), list(dict.fromkeys(files)), 0
    new: dict[Path, list[Accepted]] = {}
    for job, name, found in _open_findings(wanted, settings_file, lang):
        done += 1
        pending = new.setdefault(job.settings.waivers, [])
        # The same plan in two formats has the same findings: one waiver serves both.
        pending += _beyond((terms.waiver(name, each) for each in found), pending)
    _write(new, lang)
    raise typer.Exit(0 if done == len(wanted) else 2)


def _beyond(accepted: "Iterable[Accepted]", pending: "Sequence[Accepted]") -> "list[Accepted]":
    """The waivers that are not among the pending ones, each counted as often as it is there."""
    left, more = Counter(waiver for waiver, _ in pending), []
    for waiver, place in accepted:
        if not left[waiver]:
            more.append((waiver, place))
        left[waiver] -= left[waiver] > 0
    return more


@record
class _Terms:
    """On what terms findings are accepted."""

    reason: str
    owner: str | None
    expires: date | None

    @classmethod
    def of(cls, reason: str, owner: str | None, until: str | None) -> "_Terms":
        if not clean(reason):
            raise GoujiError("--reason 不能为空。", "--reason must not be empty.")
        return cls(clean(reason)[:LONGEST], clean(owner)[:LONGEST] if owner else None, _date(until))

    def waiver(self, document: str, finding: "FindingInfo") -> "Accepted":
        from validator.waivers import Waiver, figures_digest

        brief, digest = clean(finding.brief)[:LONGEST], figures_digest(finding)
        waiver = Waiver(
            document, finding.code, finding.fingerprint, digest, brief, self.reason, self.owner, self.expires
        )
        return waiver, finding.evidence[0] if finding.evidence else None


def _open_findings(
    files: Sequence[str], settings_file: str | None, lang: str
) -> "Iterator[tuple[Job, str, Sequence[FindingInfo]]]":
    """Each readable file, its identity, and its findings of any severity that are not waived; the others are named."""
    from validator.checking import Asked, check_one, prepare
    from validator.reports.build import build_part

    for job in prepare(files, Asked(settings_file)):
        part = build_part(check_one(job), lang, False, date.today())
        if part.document.sha256:
            yield job, part.identity, [each for each in part.findings if each.waived is None]
        else:
            complain(part.document.unread[0].why)


def _meant(found: "Sequence[FindingInfo]", code: str, file: str) -> set[int]:
    """The numbers of the findings that a code means. Raises `GoujiError` where none of them has it."""
    from validator.engine import answers, choose_rules
    from validator.rules import all_rules

    meant = {number for number, each in enumerate(found) if each.fingerprint == code.lower().partition("-")[0]}
    if not meant:
        rules = {rule.code for rule in choose_rules(all_rules(), [code]) if answers(rule, code)}
        meant = {number for number, each in enumerate(found) if each.code in rules}
    if not meant:
        raise GoujiError(
            f"{clean(file)} 中没有 {clean(code)} 的发现（或已豁免），什么也没有写入。",
            f"{clean(file)} has no finding of {clean(code)} that is not waived; nothing was written.",
        )
    return meant


def _date(text: str | None) -> date | None:
    """The date of `--until`. Raises `GoujiError` for what is none, and for a day that is over."""
    said = clean(str(text))[:40]
    try:
        found = date.fromisoformat(text) if text else None
    except ValueError as error:
        raise GoujiError(
            f"--until 的“{said}”不是日期，请写成 2026-12-31。", f"--until “{said}” is no date; write 2026-12-31."
        ) from error
    if found and found < date.today():
        raise GoujiError(f"--until 的 {said} 已经过去。", f"--until {said} is in the past.")
    return found


def _write(new: "Mapping[Path, Sequence[Accepted]]", lang: str) -> None:
    """Put waivers into their files, and tell each with its place and number; an expired one makes way."""
    from validator.settings import shown

    for path, accepted in new.items():
        if accepted:
            write(_with(path, [waiver for waiver, _ in accepted]), str(path))
        for waiver, figure in accepted:
            place = place_text(figure.where, figure.line, figure.page, lang) if figure else ""
            print_out(f"{waiver.code} {waiver.fingerprint} {place}\n  {waiver.finding}\n")
        count = len(accepted)
        zh, en = f"{shown(path)}：写入 {count} 条豁免。\n", f"{shown(path)}: {counted(count, 'waiver')} written.\n"
        print_out(en if lang == Lang.EN else zh)


def _with(path: Path, new: "Sequence[Waiver]") -> str:
    from validator.settings import read_bytes
    from validator.waivers import read_waivers, with_waivers

    today, keys = date.today(), {(each.fingerprint, each.figures) for each in new}
    old = [each for each in read_waivers(path) if (each.fingerprint, each.figures) in keys]
    stale = [each.number for each in old if each.expires is not None and each.expires < today]
    text = read_bytes(path).decode("utf-8-sig") if path.exists() else ""
    return with_waivers(text, new, stale)
