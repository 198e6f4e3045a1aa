"""Claims as evidence and amounts: the shapes in which rules hand them on."""

from dataclasses import replace
from decimal import Decimal

from validator.claims.claim import Claim
from validator.finding import Amount, Evidence, Outcome, Severity, Suggestion, Verdict
from validator.quantities.quantity import Quantity, rounded


def evidence(claim: Claim, role: str) -> Evidence:
    """A claim as evidence; one of several figures in a cell is shown with its cell (185/85)."""
    if claim.cell is not None:
        return Evidence(claim.cell.span(), role, claim.cell.string)
    return Evidence(claim.span, role, claim.quantity.text)


def amount(quantity: Quantity) -> Amount:
    """A printed figure as an amount."""
    return Amount(quantity.text, quantity.low, quantity.high, quantity.unit)


def computed(value: Decimal, like: Quantity, unit: str = "%") -> Amount:
    """A computed value, written with one digit more than the figure it stands against."""
    places = max(2, -int(like.step.as_tuple().exponent)) if unit == "%" else max(0, -int(like.step.as_tuple().exponent))
    text = format(rounded(value, Decimal(1).scaleb(-places)), "f")
    return Amount(text + unit, value, value, unit)


def plain(value: Decimal, like: Quantity) -> str:
    """A computed value in the words of a printed figure: its multiplier and unit, rounded as it is."""
    return like.rewrite(value)


def replaced(index: int, claim: Claim, value: Decimal, kind: str = "recompute") -> Suggestion:
    """The suggestion to print a computed value in a figure's place."""
    return Suggestion(index, claim.quantity.rewrite(value), kind)


def severity_of(hedge: str) -> Severity | None:
    """How grave a finding is that a hedge makes less sure; the rule's own severity without one."""
    return None if not hedge else Severity.INFO if hedge in ("cut-off", "subject") else Severity.WARNING


def unsure(verdict: Verdict, why: str) -> Verdict:
    """A failing verdict that another reading of the text would make right: nothing to report."""
    return replace(verdict, outcome=Outcome.UNSURE, why=why, severity=None, hedge="", diagnoses=(), suggestions=())


def larger_first(before: Quantity, after: Quantity) -> str:
    """Two figures as their difference is written: a fall is what it was less what it is."""
    small, large = sorted((before, after), key=lambda quantity: quantity.value)
    return f"{large.text}−{small.text}"
