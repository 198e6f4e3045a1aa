"""Small stand-ins: a document, facts and rules to write reports about."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from validator.document import Document, Paragraph, Text, Unread
from validator.finding import Amount, Diagnosis, Evidence, Outcome, Severity, Suggestion, Verdict
from validator.rules.base import Rule
from validator.span import Span

TEXT = "晨光县科技规划\n到2025年，高新技术企业达到45家。\n表中写16家。\n增速按60.71%计。\n"


@dataclass(frozen=True)
class FakePlan:
    title: str | None = "晨光县科技规划"
    period: tuple[int, int] | None = (2021, 2025)
    base_year: int | None = 2020
    target_year: int | None = 2025
    region: str | None = "晨光县"


@dataclass(frozen=True)
class FakeFacts:
    document: Document
    claims: tuple[object, ...] = ()
    plan: FakePlan = FakePlan()
    series: tuple[object, ...] = ()
    prose: tuple[object, ...] = ()


def document(path: str = "plan.txt", text: str = TEXT, unread: tuple[Unread, ...] = ()) -> Document:
    """A text document, one paragraph a line."""
    blocks, start = [], 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        blocks.append(Paragraph(Text.plain(line.rstrip("\n"), start), number=number))
        start += len(line)
    return Document(path, "txt", "0" * 64, text, tuple(blocks), text.partition("\n")[0], unread)


def evidence(text: str, role: str, source: str = TEXT) -> Evidence:
    """The first place where the text stands."""
    start = source.index(text)
    return Evidence(Span(start, start + len(text)), role, text)


def mismatch(**changes: object) -> Verdict:
    """A failing verdict with everything a report can show."""
    fields: dict[str, object] = {
        "outcome": Outcome.FAILS,
        "evidence": (evidence("16家", "target"), evidence("45家", "target")),
        "indicator": "高新技术企业数",
        "year": 2025,
        "stated": Amount("16家", Decimal(16), Decimal(16), "家"),
        "expected": Amount("45家", Decimal(45), Decimal(45), "家"),
        "formula": "16 ≠ 45",
        "diagnoses": (Diagnosis("other-figure", "16 = 基期值"),),
        "suggestions": (Suggestion(0, "45家", "agree", safe=True),),
        "code": "TX201",
    }
    return Verdict(**{**fields, **changes})  # type: ignore[arg-type]


def _check(facts: object) -> Iterator[Verdict]:
    """Ask nothing and report the one mismatch."""
    yield mismatch(code="")


def rule(code: str = "TX201", name: str = "target-mismatch", check: object = _check) -> Rule:
    """A rule whose sentence uses figures and fields."""
    return Rule(
        code,
        name,
        Severity.ERROR,
        check,  # type: ignore[arg-type]
        {"default": "{indicator}{year}年的目标值，表中为{0}，正文为{1}。"},
        {"default": "The {year} target of {indicator} is {0} in the table and {1} in the text."},
    )
