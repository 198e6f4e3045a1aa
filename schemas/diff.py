"""What changed between two drafts (`gouji diff --format json`). Fields may be added, never renamed or dropped."""

from typing import Literal

from schemas.report import DocumentInfo, FindingInfo, Tool, _Frozen


class StatedInfo(_Frozen):
    """What one draft states: the figures as printed, and where the first of them stands."""

    figures: tuple[str, ...]
    where: str


class ChangeInfo(_Frozen):
    """One thing stated of an indicator that is not the same in both drafts; null where a draft does not state it.

    `kind` tells target and base year of the plan and growth from all other figures; `source` is where it
    is stated, in a table or in prose.
    """

    indicator: str
    kind: Literal["target", "baseline", "growth", "other"]
    role: str
    year: int | None
    period: tuple[int, int] | None
    source: Literal["prose", "table"]
    old: StatedInfo | None
    new: StatedInfo | None


class LoneIndicator(_Frozen):
    """An indicator that only one draft has, with its figures there."""

    indicator: str
    figures: tuple[str, ...]
    where: str


class FindingsDiff(_Frozen):
    """The findings of both drafts, the same ones told by their fingerprints under one identity."""

    new: tuple[FindingInfo, ...]
    mended: tuple[FindingInfo, ...]
    remaining: tuple[FindingInfo, ...]


class DraftDiff(_Frozen):
    """The whole comparison, each list in the order of the document it is taken from, the new one first."""

    schema_version: Literal["1"] = "1"
    tool: Tool
    old: DocumentInfo
    new: DocumentInfo
    changed: tuple[ChangeInfo, ...]
    appeared: tuple[LoneIndicator, ...]
    vanished: tuple[LoneIndicator, ...]
    findings: FindingsDiff
