"""The golden files of the report forms: `python -m tests.reports.write_golden` in the checkout writes them anew."""

from pathlib import Path

from schemas.report import Report, Tool, UnreadPart, WaiverInfo
from validator.pipeline import check_document
from validator.reports.build import build_report
from validator.reports.forms import Form, render
from validator.reports.look import Look
from validator.rules import all_rules

FOLDER = Path(__file__).with_name("golden")
PLANS = ("fixtures/plans/suining.txt", "fixtures/plans/suining.docx")
RULES = ("TX201", "GR102")  # enough to see everything that a form has
NAMES = {
    Form.SARIF: "report.sarif",
    Form.JUNIT: "junit.xml",
    Form.GITHUB: "github.txt",
    Form.GITLAB: "gitlab.json",
    Form.RDJSON: "rdjson.json",
    Form.JSONL: "findings.jsonl",
    Form.MARKDOWN: "comment.md",
}
LOOK = Look(titles={rule.code: rule.title for rule in all_rules()})


def sample(lang: str = "zh") -> Report:
    """A plan as text and as a Word file, with one finding waived and one part that was not read."""
    made = build_report([check_document(path, None, RULES) for path in PLANS], lang)
    text, word = made.documents
    waiver = WaiverInfo(reason="两处口径不同", owner="规划科", expires="2030-12-31")
    waived = made.findings[0].model_copy(update={"waived": waiver})
    return made.model_copy(
        update={
            "tool": Tool(version="1.2.3"),
            "documents": (text, word.model_copy(update={"unread": (UnreadPart(where="第3页", why="图片中的文字"),)})),
            "findings": (waived, *made.findings[1:]),
            "summary": made.summary.model_copy(update={"error": made.summary.error - 1, "waived": 1}),
        }
    )


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for form, name in NAMES.items():
        (FOLDER / name).write_text(str(render(form, sample(), LOOK)), encoding="utf-8", newline="\n")
        print(FOLDER / name)
