"""The forms of the report: each is one module with `render(report, look)`, imported when it is asked for."""

import sys
from collections.abc import Iterable
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING

from validator.errors import GoujiError

if TYPE_CHECKING:
    from schemas.report import Report
    from validator.pipeline import Checked, Unreadable
    from validator.reports.look import Look


class Form(StrEnum):
    """How `check` prints its report."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    GITLAB = "gitlab"
    RDJSON = "rdjson"
    MARKDOWN = "markdown"
    XLSX = "xlsx"
    HTML = "html"


WITH_INDICATORS = frozenset({Form.JSON, Form.XLSX, Form.HTML})  # the forms that show each indicator
MODULES = {Form.TEXT: "terminal", Form.XLSX: "spreadsheet", Form.HTML: "page"}  # the others are named like their form


def render(form: Form, report: "Report", look: "Look", inputs: "Iterable[Checked | Unreadable]" = ()) -> str | bytes:
    """The report in a form: text, or bytes for a workbook, which only goes into a file (else `GoujiError`),
    as a page does that would pour its source over a terminal.

    `inputs` are what the report was built from; only the page, which shows the documents themselves, needs them.
    """
    if look.output is None and (form is Form.XLSX or (form is Form.HTML and sys.stdout.isatty())):
        raise GoujiError(
            f"{form} 格式请写入文件：加 --output，如 --output report.{form}。",
            f"{form} goes into a file: add --output, as in --output report.{form}.",
        )
    module = import_module(f"validator.reports.{MODULES.get(form, form.value)}")
    rendered: str | bytes = module.render(report, look, *([inputs] if form is Form.HTML else []))
    return rendered
