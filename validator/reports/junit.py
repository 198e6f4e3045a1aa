"""Report → JUnit XML: a suite a document, a case a finding, so that CI lists what is wrong where.

A finding that is waived is a skipped case, a remark (info) one that passed with output; a document
without findings has one case that passed. What could not be read, and rules that broke, are errors; a waiver that
does nothing any more is a failure.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from schemas.report import CrashInfo, DocumentInfo, FindingInfo, Report, WaiverNote
from validator.reports.details import idle, lines, path_of, posix, printable, subject, unread
from validator.reports.look import PLAIN, Look, shown
from validator.wording import clean

# What XML 1.0 has no way to write.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, look: Look = PLAIN) -> str:
    """The report as one `testsuites` element; without times, so that the same input gives the same bytes."""
    root = Element("testsuites", name=report.tool.name)
    found: dict[str, list[FindingInfo]] = {}
    for finding in shown(report, look):
        found.setdefault(path_of(finding, report), []).append(finding)
    for document in report.documents:
        _suite(root, document, found.pop(posix(document.path), []), look)
    if report.crashed:
        _crashes(root, report.crashed, look)
    if report.waivers:
        _waivers(root, report.waivers, look)
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, document: DocumentInfo, findings: Sequence[FindingInfo], look: Look) -> None:
    path = _text(posix(document.path))
    suite = SubElement(root, "testsuite", name=path)
    if not document.sha256:
        case = _case(suite, look.say("读取文件", "read the file"), path)
        for part in document.unread:
            SubElement(case, "error", type="unreadable", message=_text(unread(document, part, look.lang)))
    for name, finding in zip(_names(findings, look), findings, strict=True):
        line = finding.evidence[0].line if finding.evidence else None
        _finding(_case(suite, name, path, line), finding, look)
    if document.sha256 and not findings:
        _case(suite, look.say("未发现不符", "no discrepancy found"), path)
    if document.sha256 and document.unread:
        SubElement(suite, "system-out").text = _text(
            "\n".join(unread(document, part, look.lang) for part in document.unread)
        )
    _count(suite)


def _names(findings: Sequence[FindingInfo], look: Look) -> Iterator[str]:
    """A name for each case that stays the same from run to run, and is unique in its suite."""
    seen: Counter[str] = Counter()
    for finding in findings:
        name = _text(subject(finding, look))
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})"


def _case(suite: Element, name: str, path: str, line: int | None = None) -> Element:
    case = SubElement(suite, "testcase", name=name, classname=path, file=path)
    if line is not None:
        case.set("line", str(line))
    return case


def _finding(case: Element, finding: FindingInfo, look: Look) -> None:
    if finding.waived:
        SubElement(case, "skipped", message=_text(clean(finding.waived.reason)))
        return
    if finding.severity == "info":
        SubElement(case, "system-out").text = _text(lines(finding, look))
        return
    failure = SubElement(case, "failure", type=finding.severity, message=_text(clean(finding.message)))
    failure.text = _text(lines(finding, look))


def _crashes(root: Element, crashed: Sequence[CrashInfo], look: Look) -> None:
    suite = SubElement(root, "testsuite", name=look.say("规则自身出错（不是文稿的问题）", "rules that broke"))
    for number, crash in enumerate(crashed, 1):
        case = SubElement(suite, "testcase", name=f"{crash.code} ({number})", classname="gouji")
        SubElement(case, "error", type="crash", message=_text(clean(crash.error)))
    _count(suite)


def _waivers(root: Element, notes: Sequence[WaiverNote], look: Look) -> None:
    suite = SubElement(root, "testsuite", name=look.say("需要处理的豁免", "waivers to be looked at"))
    for note in notes:
        case = SubElement(suite, "testcase", name=_text(f"{note.code} {note.where}"), classname="gouji")
        SubElement(case, "failure", type=note.state, message=_text(idle(note, look)))
    _count(suite)


def _count(suite: Element) -> None:
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(sum(case.find(tag) is not None for case in cases)))


def _text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", printable(text))
