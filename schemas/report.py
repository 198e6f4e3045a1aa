"""The versioned JSON report (`gouji check --format json`): the contract with CI, pages and scorers.

Fields may be added, never renamed or dropped without a new `schema_version`. Decimals are strings.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Tool(_Frozen):
    """The program that wrote the report."""

    name: Literal["gouji"] = "gouji"
    version: str


class UnreadPart(_Frozen):
    """A part of the input that was not read, with its place and the reason."""

    where: str
    why: str


class EvidenceInfo(_Frozen):
    """A figure with every way of saying where it stands; what a format does not have is null.

    `start` and `end` are character offsets in the decoded file for text formats and in the
    extracted text for the others; `line` and `column` count from 1; `where` is for people, and
    `outline` the same place step by step (第二章, 表1, 第3行, 第4列).
    """

    document: str
    role: str
    text: str
    quote: str
    where: str
    start: int
    end: int
    line: int | None
    column: int | None
    page: int | None
    paragraph: int | None
    table: int | None
    row: int | None
    cell: str | None
    sheet: str | None
    outline: tuple[str, ...] = ()


class FigureInfo(_Frozen):
    """A figure of an indicator: `value` within `low`..`high`, decimals as strings in the indicator's unit.

    `bound` says how the figure limits the true value: 以上 is a floor, 以内 a ceiling.
    """

    year: int | None
    value: str
    low: str
    high: str
    bound: Literal["exact", "about", "floor", "ceiling", "range"]
    evidence: EvidenceInfo


class IndicatorInfo(_Frozen):
    """What a document says of one indicator: where it starts, where it shall get to, and how fast.

    `rate` is the printed annual growth in percent; `growth` the compound one from base to target over
    `years`, in percent, null where there is none.
    """

    name: str
    unit: str
    base: FigureInfo | None
    target: FigureInfo | None
    rate: FigureInfo | None
    years: int | None
    growth: str | None


class DocumentInfo(_Frozen):
    """One checked document; `plan_period` is its first and last year, `facts` counts its figures.

    `indicators` says what it states of each indicator, in the forms of the report that show it.
    """

    path: str
    sha256: str
    format: str
    title: str | None
    plan_period: tuple[int, int] | None
    base_year: int | None
    target_year: int | None
    tables: int
    facts: int
    unread: tuple[UnreadPart, ...]
    indicators: tuple[IndicatorInfo, ...] = ()


class AmountInfo(_Frozen):
    """A value with its interval; `low` and `high` are decimals as strings, in `unit`."""

    text: str
    low: str
    high: str
    unit: str


class DiagnosisInfo(_Frozen):
    """An explanation of the printed figure, with the formula that reproduces it."""

    kind: str
    text: str
    formula: str


class SuggestionInfo(_Frozen):
    """One edit: in evidence number `evidence`, `replace` becomes `with`."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, serialize_by_alias=True)

    evidence: int
    replace: str
    with_: str = Field(alias="with")
    why: str
    safe: bool


class WaiverInfo(_Frozen):
    """The waiver that covers a finding."""

    reason: str
    owner: str | None = None
    expires: str | None = None


class FindingInfo(_Frozen):
    """A discrepancy: one sentence, both figures, both places, the recomputation, why, and what to do.

    `brief` is the sentence of `message` with the figures alone, for where their places stand beside it.
    """

    code: str
    rule: str
    severity: Literal["error", "warning", "info"]
    message: str
    brief: str
    indicator: str | None
    year: int | None
    stated: AmountInfo | None
    expected: AmountInfo | None
    formula: str | None
    diagnoses: tuple[DiagnosisInfo, ...]
    suggestions: tuple[SuggestionInfo, ...]
    evidence: tuple[EvidenceInfo, ...]
    fingerprint: str
    waived: WaiverInfo | None = None


class VerdictInfo(_Frozen):
    """One comparison with its outcome (`--verdicts`); `reason` says in a sentence why it could not be judged."""

    code: str
    outcome: Literal["holds", "fails", "unsure"]
    why: str
    evidence: tuple[EvidenceInfo, ...]
    reason: str = ""


class CrashInfo(_Frozen):
    """A rule that broke on this document: our trouble, never the author's."""

    code: str
    error: str


class WaiverNote(_Frozen):
    """A waiver that does not do what it was written for: it has expired, its figures or the document's title changed,
    or nothing needs it.

    `where` is the file and the number of the entry in it. It counts as a warning for the exit status.
    """

    state: Literal["expired", "changed", "renamed", "unused"]
    code: str
    document: str
    finding: str
    fingerprint: str
    reason: str
    owner: str | None
    expires: str | None
    where: str


class Summary(_Frozen):
    """How many findings of each severity, and how many comparisons of each outcome.

    `formal` of those that hold are checks of form (a unit, a column, a heading), which compare no two figures.
    """

    error: int
    warning: int
    info: int
    waived: int
    holds: int
    fails: int
    unsure: int
    formal: int = 0


class Report(_Frozen):
    """The whole report. Sorted by document, place and code: the same input gives the same bytes."""

    schema_version: Literal["1"] = "1"
    tool: Tool
    documents: tuple[DocumentInfo, ...]
    findings: tuple[FindingInfo, ...]
    summary: Summary
    verdicts: tuple[VerdictInfo, ...] | None = None
    crashed: tuple[CrashInfo, ...] = ()
    waivers: tuple[WaiverNote, ...] = ()
