"""A finding in the parts that every format needs: title, place, what more there is to say, its file's path."""

import unicodedata
from collections.abc import Iterator
from pathlib import PurePath

from schemas.report import DocumentInfo, EvidenceInfo, FindingInfo, Report, UnreadPart, WaiverNote
from validator.records import record
from validator.reports.look import Look
from validator.reports.waived import state_of
from validator.wording import UNPRINTABLE, clean, pick, place_text, role_name


def rule_title(finding: FindingInfo, look: Look) -> str:
    """The title of the finding's rule in the language asked for."""
    return look.say(look.titles.get(finding.code) or finding.rule, finding.rule)


def subject(finding: FindingInfo, look: Look) -> str:
    """Code, title, indicator and year: what the finding is about, without its figures."""
    year = look.say(f"{finding.year}年", str(finding.year)) if finding.year else ""
    parts = (f"{finding.code} {rule_title(finding, look)}", clean(finding.indicator or ""), year)
    return " · ".join(part for part in parts if part)


def place(evidence: EvidenceInfo, look: Look) -> str:
    """Where a figure stands, for people."""
    return place_text(evidence.where, evidence.line, evidence.page, look.lang)


def figure(evidence: EvidenceInfo, look: Look) -> str:
    """What a figure is, as printed, and where: 目标值“16家”（表1 第1行）."""
    role, text, where = role_name(evidence.role, look.lang), clean(evidence.text), place(evidence, look)
    said = look.say(f"{role}“{text}”", f"{role} “{text}”")
    return said + look.say(f"（{where}）", f" ({where})") if where else said


def remarks(finding: FindingInfo, look: Look) -> Iterator[tuple[str, str]]:
    """What is said beyond the sentence: (label, text) for formula, likely causes, edits and waiver."""
    if finding.formula:
        yield look.say("算式", "formula"), clean(finding.formula)
    for diagnosis in finding.diagnoses:
        text = clean(diagnosis.text) + (f"  {clean(diagnosis.formula)}" if diagnosis.formula else "")
        yield look.say("可能原因", "cause"), text
    for suggestion in finding.suggestions:
        old, new, why = clean(suggestion.replace), clean(suggestion.with_), clean(suggestion.why)
        yield look.say("建议", "edit"), look.say(f"把“{old}”改为“{new}”——{why}", f"change “{old}” to “{new}” — {why}")
    if finding.waived:
        yield look.say("豁免", "waived"), clean(finding.waived.reason)


def compared(report: Report, look: Look) -> str:
    """How many comparisons of figures agreed, and how many could not be judged; the findings are counted elsewhere."""
    counts = report.summary
    agree = counts.holds - counts.formal
    more = (
        look.say("（加 --verdicts 查看）", " (--verdicts lists them)")
        if counts.unsure and report.verdicts is None
        else ""
    )
    return look.say(
        f"数字互相比对，相符 {agree} 处，无法判断 {counts.unsure} 处{more}。",
        f"Figures compared with each other: {agree} agree, {counts.unsure} cannot be judged{more}.",
    )


def lines(finding: FindingInfo, look: Look) -> str:
    """The sentence and all remarks, one a line."""
    said = (f"{label}{look.say('：', ': ')}{text}" for label, text in remarks(finding, look))
    return "\n".join((clean(finding.message), *said))


@record
class Trouble:
    """What was not read or not checked: `grave` for a whole file; `path` is None where no file is known."""

    path: str | None
    grave: bool
    text: str


def troubles(report: Report, look: Look) -> Iterator[Trouble]:
    """The parts that were not read, the rules that broke, and the waivers that do nothing any more."""
    for document in report.documents:
        for part in document.unread:
            yield Trouble(posix(document.path), not document.sha256, unread(document, part, look.lang))
    for crash in report.crashed:
        broken = look.say("规则自身出错（不是文稿的问题）", "the rule broke (the document is not to blame)")
        yield Trouble(None, False, f"{crash.code} {broken}{look.say('：', ': ')}{clean(crash.error)}")
    for note in report.waivers:
        yield Trouble(None, False, f"{look.say('需要处理的豁免', 'waiver to be looked at')} {idle(note, look)}")


def idle(note: WaiverNote, look: Look) -> str:
    """What is wrong with a waiver, what it was written for, and where it stands."""
    rest = " · ".join(part for part in (note.finding, note.reason, note.owner or "") if part)
    return f"{note.code} {state_of(note, look.lang)}{look.say('：', ': ')}{clean(rest)} [{clean(note.where)}]"


def unread(document: DocumentInfo, part: UnreadPart, lang: str) -> str:
    """What was not read; a file that could not be read at all is named in the reason."""
    colon = pick(("：", ": "), lang)
    return f"{clean(part.where)}{colon}{clean(part.why)}" if document.sha256 else clean(part.why)


def path_of(finding: FindingInfo, report: Report) -> str:
    """The file that a finding is in: that of its first figure."""
    first = finding.evidence[0].document if finding.evidence else report.documents[0].path
    return posix(first)


def posix(path: str) -> str:
    """A path as the user gave it, with forward slashes and without a leading `./`."""
    return PurePath(path).as_posix()


def printable(text: str) -> str:
    """Text without the characters that steer a terminal or the direction of reading; line ends stay."""
    return "".join(char for char in text if char == "\n" or unicodedata.category(char) not in UNPRINTABLE)
