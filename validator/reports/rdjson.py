"""Report → rdjson, the diagnostic format of reviewdog: one diagnostic a finding.

A place is told by its line alone: rdjson counts columns in bytes of UTF-8, which says nothing of a
file in another encoding.
"""

from schemas.report import FindingInfo, Report
from validator.reports.details import Trouble, lines, path_of, posix, troubles
from validator.reports.json import dumps
from validator.reports.look import PLAIN, Look, shown

SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(report: Report, look: Look = PLAIN) -> str:
    """The diagnostics as one JSON object; waived findings are left out."""
    found = [_finding(each, report, look) for each in shown(report, look) if each.waived is None]
    missing = [_trouble(each, report) for each in troubles(report, look)]
    return dumps({"source": {"name": report.tool.name}, "diagnostics": [*found, *missing]})


def _finding(finding: FindingInfo, report: Report, look: Look) -> dict[str, object]:
    line = finding.evidence[0].line if finding.evidence else None
    lined = {"range": {"start": {"line": line}}} if line is not None else {}
    return {
        "message": lines(finding, look),
        "location": {"path": path_of(finding, report), **lined},
        "severity": SEVERITIES[finding.severity],
        "code": {"value": finding.code},
    }


def _trouble(trouble: Trouble, report: Report) -> dict[str, object]:
    return {
        "message": trouble.text,
        "location": {"path": trouble.path or posix(report.documents[0].path)},
        "severity": "ERROR" if trouble.grave else "WARNING",
    }
