"""Report → JSON: the contract of `schemas/report.py`, one field a line, Chinese as Chinese."""

import json
import re

from schemas.report import Report
from validator.reports.look import Look

# What json.dumps leaves as it is but a terminal, an editor or an encoder trips over: C1 controls,
# marks that turn the reading direction, line separators, lone surrogates.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def render(report: Report, look: Look | None = None) -> str:
    """The report as JSON text; the key `verdicts` is there only when they were asked for."""
    data = report.model_dump(mode="json", by_alias=True)
    if report.verdicts is None:
        del data["verdicts"]
    return dumps(data)


def dumps(data: object) -> str:
    """JSON as gouji writes it: indented by one, not escaped but for what is unsafe to print."""
    return safe(json.dumps(data, ensure_ascii=False, indent=1)) + "\n"


def safe(text: str) -> str:
    """JSON text with what is unsafe to print escaped."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
