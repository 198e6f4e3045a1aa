"""Score one JSON report of a checker against the label of a planted defect, and the report of the clean document."""

from dataclasses import dataclass
from typing import Any

from benchmarks.accuracy.defects import Defect
from benchmarks.accuracy.marked import Span

LOUD = ("error", "warning")
# What else may be said of a wrong figure itself: another view of the same error.
VIEWS = ("GR1", "TX2", "AR3", "UN4", "SC601")
Finding = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one planted defect. `suggested` is None where nothing was to be restored, else `right`,
    `wrong` or `none`; `others` are loud findings that the defect does not justify."""

    found: bool
    expected: bool
    others: tuple[Finding, ...]
    suggested: str | None
    matched: tuple[Finding, ...]

    @property
    def precise(self) -> bool:
        """Found under an expected code, and nothing loud besides."""
        return self.expected and not self.others


def judge(defect: Defect, text: str, clean: str, spans: dict[str, Span], report: Any, before: Any) -> Outcome:
    """`report` is that of the document with the defect, `before` that of the clean one."""
    known = {_identity(f) for f in before["findings"]}
    places = [spans[key] for key in defect.keys]
    matched = [f for f in report["findings"] if f["code"] in defect.codes and touches(f, places)]
    if defect.codes[0] in ("TB501", "SC602"):  # the document as a whole: one such finding, and none before
        matched = [f for f in report["findings"] if f["code"] in defect.codes]
    right = {*defect.codes, *defect.also}
    others = [
        f
        for f in report["findings"]
        if f["severity"] in LOUD
        and _identity(f) not in known
        and f["code"] not in right
        and not (places and touches(f, places) and f["code"].startswith(VIEWS))
    ]
    suggested = suggestion(matched, text, clean) if defect.restores and matched else None
    return Outcome(bool(matched), bool(matched), tuple(others), suggested, tuple(matched))


def _identity(finding: Finding) -> tuple[str, ...]:
    """A finding without its place: the lines move when a defect adds or drops some."""
    return (finding["code"], *(e["text"] for e in finding["evidence"]))


def touches(finding: Finding, places: list[Span]) -> bool:
    """True where the evidence overlaps one of the planted places, or there is none to overlap."""
    return not places or any(
        e["start"] is not None and e["start"] < end and start < e["end"]
        for e in finding["evidence"]
        for start, end in places
    )


def suggestion(findings: list[Finding], text: str, clean: str) -> str:
    """Does the first edit of the first finding that has one give the clean document back?"""
    for finding in sorted(findings, key=lambda f: LOUD.index(f["severity"]) if f["severity"] in LOUD else 9):
        for edit in finding["suggestions"][:1]:
            place = finding["evidence"][edit["evidence"]]
            edited = text[: place["start"]] + edit["with"] + text[place["end"] :]
            return "right" if _same(edited, clean) else "wrong"
    return "none"


def _same(edited: str, clean: str) -> bool:
    return "".join(edited.split()) == "".join(clean.split())


def loud(report: Any) -> list[Finding]:
    """Errors and warnings."""
    return [f for f in report["findings"] if f["severity"] in LOUD]
