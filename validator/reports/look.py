"""Look: what the user asked of a report, and which findings it shows."""

from collections.abc import Iterable, Mapping
from dataclasses import field

from schemas.report import FindingInfo, Report
from validator.finding import Severity
from validator.records import record
from validator.wording import pick

COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


@record
class Look:
    """How the report is to look: language, width in cells, colour, and the least severity shown.

    `titles` gives the Chinese title of a rule by its code; a rule without one is named in English.
    `output` is the file that the report is written to, None for standard output.
    """

    lang: str = "zh"
    width: int = 100
    colour: bool = False
    minimum: Severity = Severity.WARNING
    titles: Mapping[str, str] = field(default_factory=dict)
    output: str | None = None

    def say(self, zh: str, en: str) -> str:
        """The words in the language asked for."""
        return pick((zh, en), self.lang)

    def style(self, text: str, severity: str | None = None) -> str:
        """The text in bold, in the colour of a severity, when there is colour."""
        return self._styled(text, bold=True, fg=COLOURS.get(severity or ""))

    def dim(self, text: str) -> str:
        """The text subdued, when there is colour."""
        return self._styled(text, dim=True)

    def _styled(self, text: str, *, bold: bool | None = None, dim: bool | None = None, fg: str | None = None) -> str:
        if not self.colour:
            return text
        import typer

        return typer.style(text, fg=fg, bold=bold, dim=dim)


PLAIN = Look()


def gravest_first(findings: Iterable[FindingInfo]) -> list[FindingInfo]:
    """The findings as people read them: errors, warnings, remarks, each in the order of the documents."""
    order = [severity.value for severity in Severity]
    return sorted(findings, key=lambda each: order.index(each.severity))


def shown(report: Report, look: Look) -> tuple[FindingInfo, ...]:
    """The findings at or above the least severity, waived ones too, in the report's order."""
    order = [severity.value for severity in Severity]
    wanted = order[: order.index(look.minimum.value) + 1]
    return tuple(finding for finding in report.findings if finding.severity in wanted)
