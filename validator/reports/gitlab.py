"""Report → GitLab Code Quality: a list of issues, each with a fingerprint that outlives edits around it.

GitLab wants a line for every issue: a format without lines has them all on line 1.
"""

import hashlib

from schemas.report import FindingInfo, Report
from validator.fingerprint import DIGITS, unique
from validator.reports.details import Trouble, path_of, posix, rule_title, troubles
from validator.reports.json import dumps
from validator.reports.look import PLAIN, Look, shown
from validator.wording import clean

SEVERITIES = {"error": "critical", "warning": "minor", "info": "info"}


def render(report: Report, look: Look = PLAIN) -> str:
    """The issues as JSON; waived findings are left out, what could not be read is listed."""
    issues = [_finding(each, report, look) for each in shown(report, look) if each.waived is None]
    missing = list(troubles(report, look))
    prints = unique(_fingerprint(each) for each in missing)
    issues += [_trouble(each, text, report) for each, text in zip(missing, prints, strict=True)]
    return dumps(issues)


def _finding(finding: FindingInfo, report: Report, look: Look) -> dict[str, object]:
    line = finding.evidence[0].line if finding.evidence else None
    return {
        "description": f"{rule_title(finding, look)}{look.say('：', ': ')}{clean(finding.message)}",
        "check_name": f"{finding.code} {finding.rule}",
        "fingerprint": finding.fingerprint,
        "severity": SEVERITIES[finding.severity],
        "location": {"path": path_of(finding, report), "lines": {"begin": line or 1}},
    }


def _trouble(trouble: Trouble, fingerprint: str, report: Report) -> dict[str, object]:
    return {
        "description": trouble.text,
        "check_name": "not-checked",
        "fingerprint": fingerprint,
        "severity": "blocker" if trouble.grave else "info",
        "location": {"path": trouble.path or posix(report.documents[0].path), "lines": {"begin": 1}},
    }


def _fingerprint(trouble: Trouble) -> str:
    text = f"{trouble.path}\n{trouble.text}"
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:DIGITS]
