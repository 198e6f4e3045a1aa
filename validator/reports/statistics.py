"""Report → how many findings each rule has (`--statistics`): the view of someone with many plans."""

from collections import Counter

from schemas.report import Report
from validator.reports.layout import columns
from validator.reports.look import Look, shown
from validator.reports.terminal import ORDER, render_end
from validator.wording import SEVERITIES, word


def render(report: Report, look: Look) -> str:
    """A line for each rule and severity that found something, the most frequent first, and the counts below."""
    found = Counter((each.severity, each.code, each.rule) for each in shown(report, look) if each.waived is None)
    grave = [severity.value for severity in ORDER]
    rows = [
        (str(count), code, word(SEVERITIES, severity, look.lang), look.say(look.titles.get(code) or name, name))
        for (severity, code, name), count in sorted(
            found.items(), key=lambda each: (grave.index(each[0][0]), -each[1], each[0][1])
        )
    ]
    heads = [
        look.say("条数", "count"),
        look.say("代码", "code"),
        look.say("级别", "severity"),
        look.say("规则", "rule"),
    ]
    table = columns(rows, heads) + "\n\n" if rows else ""
    # Comparisons are not listed here, whatever is asked: nothing is to be said of how to have them listed.
    return table + render_end(report.model_copy(update={"verdicts": report.verdicts or ()}), look)
