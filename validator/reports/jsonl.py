"""Report → JSON lines: every finding on a line of its own, with the fields of the JSON report."""

import json

from schemas.report import Report
from validator.reports.json import safe
from validator.reports.look import Look


def render(report: Report, look: Look | None = None) -> str:
    """One JSON object a finding, waived ones too; what was not read is in the JSON report alone."""
    data = (finding.model_dump(mode="json", by_alias=True) for finding in report.findings)
    return "".join(safe(json.dumps(each, ensure_ascii=False)) + "\n" for each in data)
