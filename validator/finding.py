"""Verdict and Finding: what a rule says of a comparison, frozen and typed, without formatting."""

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from validator.records import record
from validator.span import Span

NOTHING: Mapping[str, object] = MappingProxyType({})


class Severity(StrEnum):
    """How certain a finding is, and so what it stops."""

    ERROR = "error"  # arithmetic: it cannot be right
    WARNING = "warning"  # a reviewer should look
    INFO = "info"  # shown on demand


class Outcome(StrEnum):
    """What came of one comparison."""

    HOLDS = "holds"
    FAILS = "fails"
    UNSURE = "unsure"


@record
class Evidence:
    """One figure (or place) that takes part in a comparison.

    `text` is the figure as printed; `role` says what it is: `target`, `baseline`, `growth`, `part`,
    `whole`, `share`, `count`, `item`, `caption`, `cell` … (see `validator.wording.ROLES`).
    """

    span: Span
    role: str
    text: str


@record
class Amount:
    """A value as the report prints it: `text` for people, `low`..`high` the interval in `unit`."""

    text: str
    low: Decimal
    high: Decimal
    unit: str = ""


@record
class Diagnosis:
    """An explanation that reproduces the printed figure to its last digit.

    `kind` names it (`periods`, `arithmetic-mean`, `total-growth`, `other-figure`, `slipped-point`,
    `swapped-digits`, …); `values` fill its sentence; `formula` is the recomputation as written.
    """

    kind: str
    formula: str
    values: Mapping[str, object] = field(default_factory=lambda: NOTHING)


@record
class Suggestion:
    """One edit: replace the printed text of evidence number `evidence` by `replacement`.

    `kind` and `values` give the reason; `safe` is True when base and target are undisputed and only
    a recomputed rate is put in.
    """

    evidence: int
    replacement: str
    kind: str
    values: Mapping[str, object] = field(default_factory=lambda: NOTHING)
    safe: bool = False


@record
class Verdict:
    """What one rule says of one comparison.

    `why` names the case: the key of a sentence of the rule (`RuleInfo.zh`, `.en`), filled from
    `values` and from the evidence. `severity` overrides the rule's own, and `hedge` names the reason
    where it is lower (`validator.diagnosis.wording`). Evidence is ordered with the figure most likely
    wrong first.
    """

    outcome: Outcome
    evidence: tuple[Evidence, ...]
    why: str = "default"
    values: Mapping[str, object] = field(default_factory=lambda: NOTHING)
    severity: Severity | None = None
    hedge: str = ""
    indicator: str | None = None
    year: int | None = None
    stated: Amount | None = None
    expected: Amount | None = None
    formula: str | None = None
    diagnoses: tuple[Diagnosis, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    code: str = ""  # filled in by the engine


def signed(verdict: Verdict, code: str) -> Verdict:
    """The verdict with the code of the rule that gave it: filled in, not copied, as the rule alone has had it so far."""
    object.__setattr__(verdict, "code", code)
    return verdict
