"""Report → text for a terminal of 80 to 100 columns: the gravest findings first, the count at the end."""

from collections.abc import Iterator, Sequence

from schemas.report import DocumentInfo, EvidenceInfo, FindingInfo, Report, UnreadPart
from validator.finding import Severity
from validator.reports.details import compared, idle, unread
from validator.reports.layout import columns, cut, fit_place, pad, width, wrap
from validator.reports.look import PLAIN, Look, gravest_first, shown
from validator.wording import OUTCOMES, SEVERITIES, clean, counted, role_name, word

ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)
MOST_ROWS = 12  # figures shown of one finding; the JSON report has them all
FIGURE_CELLS = 28  # cells for a figure as printed; longer texts are cut


def render(report: Report, look: Look = PLAIN) -> str:
    """The report for people, ending in a line feed."""
    return "\n\n".join(block for block in (render_findings(report, look), render_end(report, look)) if block)


def render_findings(report: Report, look: Look) -> str:
    """The documents and what was found in them, without the end."""
    blocks = [
        "\n".join(_heading(document, look) for document in report.documents if document.sha256),
        *("\n".join(_finding(each, look, len(report.documents) > 1)) for each in _listed(report, look)),
        *_verdicts(report, look),
    ]
    return "\n\n".join(block for block in blocks if block)


def render_end(report: Report, look: Look) -> str:
    """What stands below the findings: the troubles, waivers to be looked at, and the counts."""
    blocks = [*_troubles(report, look), *_waivers(report, look), "\n".join(_summary(report, look))]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _listed(report: Report, look: Look) -> list[FindingInfo]:
    """The findings to be shown, gravest first; not those waived."""
    return [each for each in gravest_first(shown(report, look)) if each.waived is None]


def _heading(document: DocumentInfo, look: Look) -> str:
    parts = [f"《{document.title}》" if document.title else ""]
    if document.plan_period:
        parts.append("—".join(str(year) for year in dict.fromkeys(document.plan_period)))
    if document.base_year:
        parts.append(look.say(f"基期{document.base_year}年", f"base {document.base_year}"))
    if document.target_year:
        parts.append(look.say(f"目标{document.target_year}年", f"target {document.target_year}"))
    about = " · ".join(part for part in parts if part)
    path = clean(document.path)
    if not about:
        return look.style(path)
    gap = "  " if width(path) + 2 + width(about) <= look.width else "\n  "
    return look.style(path) + gap + about


def _finding(finding: FindingInfo, look: Look, several: bool) -> Iterator[str]:
    yield _title(finding, look, several)
    yield from _indented(clean(finding.brief), look)
    yield from _figures(finding.evidence, look)
    if finding.formula:
        yield from _labelled(look.say("算式", "formula"), clean(finding.formula), look)
    for number, diagnosis in enumerate(finding.diagnoses, 1):
        text = clean(diagnosis.text) + (f"  {clean(diagnosis.formula)}" if diagnosis.formula else "")
        yield from _labelled(_numbered(look.say("可能原因", "cause"), number, len(finding.diagnoses)), text, look)
    for number, suggestion in enumerate(finding.suggestions, 1):
        old, new, why = clean(suggestion.replace), clean(suggestion.with_), clean(suggestion.why)
        text = look.say(f"把“{old}”改为“{new}”——{why}", f"change “{old}” to “{new}” — {why}")
        yield from _labelled(_numbered(look.say("建议", "edit"), number, len(finding.suggestions)), text, look)


def _title(finding: FindingInfo, look: Look, several: bool) -> str:
    severity = word(SEVERITIES, finding.severity, look.lang)
    name = look.say(look.titles.get(finding.code) or finding.rule, finding.rule)
    year = str(finding.year) + look.say("年", "") if finding.year else ""
    document = clean(finding.evidence[0].document) if several and finding.evidence else ""
    rest = " · ".join(part for part in (name, clean(finding.indicator or ""), year, document) if part)
    return f"{look.style(f'{severity} {finding.code}', finding.severity)} {look.style(rest)}"


def _figures(evidence: Sequence[EvidenceInfo], look: Look) -> Iterator[str]:
    """The figures as a small table: what each is, how it is printed, where it stands."""
    shown = [(each, cut(clean(each.text), FIGURE_CELLS)) for each in evidence[:MOST_ROWS]]
    room = look.width - 2 - _LABEL - 2 - max((width(text) for _, text in shown), default=0) - 2
    rows = [
        (role_name(each.role, look.lang), text, fit_place(each.where, each.line, each.page, look.lang, max(room, 24)))
        for each, text in shown
    ]
    if rows:
        yield columns(rows, indent="  ", first=_LABEL)
    if len(evidence) > MOST_ROWS:
        left = len(evidence) - MOST_ROWS
        yield "  " + look.dim(look.say(f"另有 {left} 处，见 JSON 报告。", f"and {left} more, see the JSON report."))


_LABEL = 9  # cells of the label column: 可能原因2


def _numbered(label: str, number: int, total: int) -> str:
    return label if total == 1 else f"{label}{number}"


def _labelled(label: str, text: str, look: Look) -> Iterator[str]:
    """A labelled text, wrapped beside its label."""
    gap = " " * (2 + _LABEL + 2)
    lines = wrap(text, max(24, look.width - len(gap)))
    yield f"  {look.dim(pad(label, _LABEL))}  {lines[0]}"
    yield from (gap + line for line in lines[1:])


def _indented(text: str, look: Look) -> Iterator[str]:
    yield from ("  " + line for line in wrap(text, max(24, look.width - 2)))


def _verdicts(report: Report, look: Look) -> Iterator[str]:
    """Every comparison on a line, where they were asked for."""
    if report.verdicts is None:
        return
    rows = [
        (
            word(OUTCOMES, verdict.outcome, look.lang),
            verdict.code,
            cut(" / ".join(clean(each.text) for each in verdict.evidence), 32),
            cut(clean(verdict.evidence[0].where), 30) if verdict.evidence else "",
        )
        for verdict in report.verdicts
    ]
    lines = columns(rows, indent="  ").split("\n") if rows else []
    told = [
        line
        for verdict, row in zip(report.verdicts, lines, strict=True)
        for line in (row, *("  " + part for part in _indented(verdict.reason, look) if verdict.reason))
    ]
    yield "\n".join([look.style(look.say("全部比对", "All comparisons")), *told])


def _troubles(report: Report, look: Look) -> Iterator[str]:
    """What could not be read, and the rules that broke: apart from the findings, they are not the author's."""
    parts = [
        line
        for document in report.documents
        for part in document.unread
        for line in _indented(_unread(document, part, look), look)
    ]
    if parts:
        yield "\n".join([look.style(look.say("未能读取的部分", "Not read")), *parts])
    colon = look.say("：", ": ")
    crashed = [line for each in report.crashed for line in _indented(f"{each.code}{colon}{clean(each.error)}", look)]
    if crashed:
        head = look.say(
            "以下规则自身出错，未完成检查（不是文稿的问题）", "Rules that broke (the document is not to blame)"
        )
        yield "\n".join([look.style(head), *crashed])


def _waivers(report: Report, look: Look) -> Iterator[str]:
    """The waivers that no longer do what they were written for."""
    lines = [line for note in report.waivers for line in _indented(idle(note, look), look)]
    if lines:
        yield "\n".join([look.style(look.say("需要处理的豁免", "Waivers to be looked at")), *lines])


def _unread(document: DocumentInfo, part: UnreadPart, look: Look) -> str:
    """A part with its place; a file that could not be read at all is named in the reason."""
    path = f"{clean(document.path)} " if document.sha256 else ""
    return path + unread(document, part, look.lang)


def _summary(report: Report, look: Look) -> Iterator[str]:
    counts = report.summary
    if not counts.holds - counts.formal + counts.fails + counts.unsure:
        yield look.say("没有找到可以互相比对的数字。", "No figures that could be compared.")
    elif not counts.error + counts.warning + counts.info:
        yield look.say("未发现不符。", "No discrepancy found.")
    lesser = {Severity.WARNING: counts.warning, Severity.INFO: counts.info}
    hidden = sum(lesser[severity] for severity in ORDER[ORDER.index(look.minimum) + 1 :])
    if hidden:
        hint = look.say(
            f"另有 {hidden} 条未列出，加 --min-severity info 查看。",
            f"Not listed: {hidden} more; --min-severity info lists them.",
        )
        yield look.dim(hint)
    if counts.waived:
        yield look.dim(look.say(f"已豁免 {counts.waived} 条，未列出。", f"Waived, not listed: {counts.waived}."))
    facts = sum(document.facts for document in report.documents)
    tables = sum(document.tables for document in report.documents)
    read = look.say(
        f"共读取数字 {facts} 个、表格 {tables} 张。{compared(report, look)}",
        f"Read {counted(facts, 'figure')} and {counted(tables, 'table')}. {compared(report, look)} ",
    )
    found = look.say(
        f"错误 {counts.error}，警告 {counts.warning}，提示 {counts.info}。",
        f"Errors {counts.error}, warnings {counts.warning}, remarks {counts.info}.",
    )
    # One line where it fits; else the counts that decide stand on the last line by themselves.
    yield from [read + found] if width(read + found) <= look.width else [*wrap(read, look.width), found]
