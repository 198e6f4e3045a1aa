"""What was not read is said in both languages, whatever reader says it."""

import ast
import re
from pathlib import Path

import pytest

import validator.readers
from tests.reports.test_build import checked
from validator.document import Unread
from validator.errors import ReadError
from validator.readers import gaps
from validator.reports.build import build_report
from validator.reports.look import Look
from validator.reports.show import show
from validator.reports.terminal import render

READERS = sorted(Path(validator.readers.__file__).parent.glob("*.py"))
CHINESE = re.compile(r"[一-鿿：，。；（）]")
NAMING = ("objects.append", "gaps.missed", "_unread")
PART = gaps.missed(gaps.within(gaps.sheet("指标"), ("A1", "A1")), "图片", name="图1")


def kinds_said() -> set[str]:
    """The names of things that readers hand to `missed`, put into their lists of `objects`, or give for an element."""
    nodes = [node for path in READERS for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    found = [each for call in calls if ast.unparse(call.func).endswith(NAMING) for each in call.args]
    givers = [node for node in nodes if isinstance(node, ast.FunctionDef) and node.name in {"kind_of", "_kind"}]
    found += [each for giver in givers for each in ast.walk(giver) if isinstance(each, ast.expr)]
    texts = {each.value for each in found if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    return {text for text in texts if CHINESE.fullmatch(text[:1])}


def test_every_kind_of_thing_has_its_english() -> None:
    assert len(kinds_said()) > 15
    assert kinds_said() <= gaps.KINDS.keys()
    assert gaps.NOT_COUNTED.keys() <= gaps.KINDS.keys()


@pytest.mark.parametrize("kind", gaps.KINDS)
def test_the_english_is_english(kind: str) -> None:
    for place in (gaps.page(3), gaps.pages(3, 5), gaps.paragraph(0), gaps.after(gaps.paragraph(7)), gaps.table(2)):
        assert not CHINESE.search(" ".join(gaps.missed(place, kind).said("en")))


def test_a_report_says_in_its_language_what_was_not_read() -> None:
    made = checked(unread=(PART,))
    for lang, where, why in (
        ("zh", "工作表“指标”：A1：图片“图1”", "图片中的内容未读取"),
        ("en", "sheet “指标”, A1, picture “图1”", "its content was not read"),
    ):
        report = build_report([made], lang)
        (part,) = report.documents[0].unread
        assert (part.where, part.why) == (where, why)
        assert where in render(report, Look(lang=lang))
        assert where in show(made.document, lang)


def test_an_error_on_a_page_becomes_the_reason_without_the_file() -> None:
    error = ReadError("甲.pdf：图片已损坏，无法读取。", "甲.pdf is damaged and is not read.")
    assert gaps.reason(error, "甲.pdf") == ("图片已损坏，无法读取", "is damaged and is not read")
    assert isinstance(gaps.unread(gaps.page(1), gaps.reason(error, "甲.pdf")), Unread)
