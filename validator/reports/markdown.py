"""Report → Markdown for a comment on a pull request: a table of the findings, then each in full, folded.

All text from the document is escaped: it can be neither markup nor HTML, and it notifies nobody.
"""

import re
from collections.abc import Iterator, Sequence

from schemas.report import FindingInfo, Report
from validator.reports.details import compared, figure, path_of, place, remarks, rule_title, subject, troubles
from validator.reports.look import PLAIN, Look, gravest_first, shown
from validator.wording import SEVERITIES, clean, counted, word

LONGEST = 60_000  # characters; GitHub takes no comment of more than 65,536
MOST_ROWS = 100
MOST_FIGURES = 12  # of one finding
LONGEST_SENTENCE = 300

# What Markdown, HTML or an autolink may read as more than itself.
_MARKUP = re.compile(r"[!#$&*:<=>@\[\\\]^_`{|}~]|^[-+]|[.)](?=\s|$)|(?<=[wW])\.")
_NOTIFYING = "@#!"  # before a name or number these call somebody; an empty comment keeps the two apart


def render(report: Report, look: Look = PLAIN) -> str:
    """The comment, ending in a line feed; what does not fit into one is counted."""
    found = [each for each in gravest_first(shown(report, look)) if each.waived is None]
    blocks = [_heading(report, look), *_table(found, report, look)]
    tail = [*_troubles(report, look), _closing(report, look)]
    blocks += _fitting([_full(each, look) for each in found], LONGEST - sum(map(len, [*blocks, *tail])), look)
    return "\n\n".join(block for block in [*blocks, *tail] if block) + "\n"


def _heading(report: Report, look: Look) -> str:
    counts = report.summary
    if not any(document.sha256 for document in report.documents):
        return look.say("### 勾稽：未能核对", "### gouji: nothing could be checked")
    if not counts.error + counts.warning:
        return look.say("### 勾稽：未发现不符", "### gouji: no discrepancy found")
    return look.say(
        f"### 勾稽：错误 {counts.error}，警告 {counts.warning}",
        f"### gouji: {counted(counts.error, 'error')}, {counted(counts.warning, 'warning')}",
    )


def _table(found: Sequence[FindingInfo], report: Report, look: Look) -> Iterator[str]:
    if not found:
        return
    head = look.say("| 级别 | 规则 | 问题 | 位置 |", "| Severity | Rule | Problem | Place |")
    rows = [_row(each, report, look) for each in found[:MOST_ROWS]]
    yield "\n".join([head, "| --- | --- | --- | --- |", *rows])
    if len(found) > MOST_ROWS:
        left = len(found) - MOST_ROWS
        yield look.say(f"另有 {left} 条未列入上表。", f"Not in the table: {left} more.")


def _row(finding: FindingInfo, report: Report, look: Look) -> str:
    first = finding.evidence[0] if finding.evidence else None
    where = " ".join([path_of(finding, report), place(first, look) if first else ""])
    severity = word(SEVERITIES, finding.severity, look.lang)
    rule = f"{finding.code} {rule_title(finding, look)}"
    return "| " + " | ".join((severity, escape(rule), _short(finding.brief), escape(where))) + " |"


def _full(finding: FindingInfo, look: Look) -> str:
    """One finding, folded: a reader opens it."""
    figures = [f"- {_short(figure(each, look))}" for each in finding.evidence[:MOST_FIGURES]]
    if len(finding.evidence) > MOST_FIGURES:
        left = len(finding.evidence) - MOST_FIGURES
        figures.append(look.say(f"- 另有 {left} 处", f"- and {left} more"))
    said = [f"- {label}{look.say('：', ': ')}{_short(text)}" for label, text in remarks(finding, look)]
    summary = f"<details><summary>{_short(subject(finding, look))}</summary>"
    return "\n".join([summary, "", _short(finding.message), "", *figures, *said, "", "</details>"])


def _fitting(blocks: Sequence[str], room: int, look: Look) -> Iterator[str]:
    for index, block in enumerate(blocks):
        room -= len(block) + 2
        if room < 0:
            left = len(blocks) - index
            yield look.say(
                f"另有 {left} 条放不下，见完整报告。", f"Left out for want of room: {left} more; see the full report."
            )
            return
        yield block


def _troubles(report: Report, look: Look) -> Iterator[str]:
    """What could not be read, and the rules that broke."""
    missing = [
        f"- {escape(each.path)} {_short(each.text)}" if each.path else f"- {_short(each.text)}"
        for each in troubles(report, look)
    ]
    if missing:
        head = look.say("未能读取或核对的部分：", "Not read or not checked:")
        yield "\n".join([head, "", *missing[:MOST_FIGURES]])
    if len(missing) > MOST_FIGURES:
        left = len(missing) - MOST_FIGURES
        yield look.say(f"另有 {left} 处。", f"And {left} more.")


def _closing(report: Report, look: Look) -> str:
    counts, said = report.summary, compared(report, look)
    waived = look.say(f"已豁免 {counts.waived} 条。", f" Waived: {counts.waived}.")
    return said + waived if counts.waived else said


def _short(text: str) -> str:
    text = clean(text)
    return escape(text if len(text) <= LONGEST_SENTENCE else text[: LONGEST_SENTENCE - 1] + "…")


def escape(text: str) -> str:
    """Text that Markdown and HTML show as it is, in a paragraph, a table or a summary alike."""
    return _MARKUP.sub(lambda found: _escaped(found.group()), clean(text))


def _escaped(char: str) -> str:
    return f"&#{ord(char)};" + ("<!-- -->" if char in _NOTIFYING else "")
