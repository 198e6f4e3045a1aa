"""Report → GitHub workflow commands: one annotation a finding, on its line where the format has lines."""

from collections.abc import Mapping

from schemas.report import FindingInfo, Report
from validator.reports.details import Trouble, lines, path_of, printable, subject, troubles
from validator.reports.look import PLAIN, Look, shown

LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report, look: Look = PLAIN) -> str:
    """The commands, one a line; waived findings are left out."""
    found = [_finding(each, report, look) for each in shown(report, look) if each.waived is None]
    return "".join([*found, *(_trouble(each, look) for each in troubles(report, look))])


def _finding(finding: FindingInfo, report: Report, look: Look) -> str:
    first = finding.evidence[0] if finding.evidence else None
    place = {"line": first.line if first else None, "col": first.column if first else None}
    about = {"file": path_of(finding, report), **place, "title": subject(finding, look)}
    return _command(LEVELS[finding.severity], about, lines(finding, look))


def _trouble(trouble: Trouble, look: Look) -> str:
    level = "error" if trouble.grave else "warning"
    return _command(level, {"file": trouble.path, "title": look.say("未能核对", "not checked")}, trouble.text)


def _command(level: str, properties: Mapping[str, object], message: str) -> str:
    given = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value is not None)
    return f"::{level} {given}::{_data(message)}\n"


def _data(text: str) -> str:
    """What the runner would read as the end of the command, escaped as it expects; what steers a terminal, dropped."""
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
