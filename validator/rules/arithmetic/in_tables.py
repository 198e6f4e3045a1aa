"""Verdicts on the sums, shares and changes that stand in tables, whose figures are cells and not claims of prose."""

from collections.abc import Iterator
from decimal import Decimal

from validator.claims.attained import Attained, attained
from validator.claims.row_totals import row_totals
from validator.claims.rows import RowChange, row_changes
from validator.claims.totals import CellShare, Sum, shares_of_totals, sums
from validator.facts import Facts
from validator.finding import Amount, Evidence, Outcome, Severity, Suggestion, Verdict
from validator.quantities.interval import HUNDRED, sum_interval
from validator.quantities.quantity import Quantity
from validator.rules.evidence import amount, computed, evidence, plain


def table_shares(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each share in a column of shares of a total, or of how far the rows have come."""
    yield from map(_share, shares_of_totals(facts.document.tables))
    yield from map(_attained, attained(facts.document.tables))


def table_parts(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each figure of a 其中 row, in tables that state no years."""
    for found in facts.cells_within:
        part, whole = found.part, found.whole
        yield Verdict(
            Outcome.FAILS if part.low > whole.high else Outcome.HOLDS,
            (Evidence(part.span, "part", part.text), Evidence(whole.span, "whole", whole.text)),
            "default",
            severity=Severity.WARNING,
            hedge="rows",
            indicator=found.label,
            stated=amount(part),
            expected=amount(whole),
            formula=f"{part.text} > {whole.text}" if part.low > whole.high else None,
        )


def table_sums(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each total of a table, of its columns and of its rows."""
    yield from map(_sum, sums(facts.document.tables))
    yield from map(_sum, row_totals(facts.document.tables))


def table_changes(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each change that a row states."""
    yield from map(_change, row_changes(facts.tables))


def _share(found: CellShare) -> Verdict:
    """A share in a table's row: a warning, as only the other rows say what it is of."""
    value = found.part.value / found.whole.value * HUNDRED
    figures = (("share", found.share), ("part", found.part), ("whole", found.whole))
    return _reckoned(found, value, figures, "same-column", f"{found.part.text}÷{found.whole.text}")


def _attained(found: Attained) -> Verdict:
    """How far a row has come: a warning, as only the other rows say how it is reckoned."""
    base, ends = found.base, (found.reached, found.target)
    ways = [q.text if base is None else f"({q.text}−{base.text})" for q in ends]
    figures = (("share", found.share), ("part", found.reached), ("whole", found.target))
    if base is None:
        return _reckoned(found, found.value, figures, "other-rows", "÷".join(ways))
    return _reckoned(found, found.value, (*figures, ("baseline", base)), "other-rows", "÷".join(ways), "progress")


def _reckoned(
    found: CellShare | Attained,
    value: Decimal,
    figures: tuple[tuple[str, Quantity], ...],
    hedge: str,
    division: str,
    why: str = "default",
) -> Verdict:
    """A share in a cell against what the row's other cells give: `division` is how that is reckoned."""
    stated = found.share
    near = abs(stated.value - value) < stated.step  # a column of shares is made to add up to 100
    return Verdict(
        Outcome.HOLDS if found.holds else Outcome.FAILS,
        tuple(Evidence(figure.span, role, figure.text) for role, figure in figures),
        why,
        severity=Severity.INFO if near else Severity.WARNING,
        hedge="cut-off" if near else hedge,
        indicator=found.label,
        stated=amount(stated),
        expected=computed(value, stated, stated.unit),
        formula=f"{division} = {value:.2f}{stated.unit}",
        suggestions=() if found.holds else (Suggestion(0, stated.rewrite(value), "recompute"),),
    )


def _sum(found: Sum) -> Verdict:
    """A total of a table; only a warning for 全市 above its districts, and where no other column adds up."""
    value = sum((q.value for q in found.parts), start=found.whole.value * 0)
    total = sum_interval(found.parts)
    outcome = Outcome.HOLDS if found.holds else Outcome.FAILS
    return Verdict(
        outcome,
        (
            Evidence(found.whole.span, "whole", found.whole.text),
            *(Evidence(q.span, "part", q.text) for q in found.parts),
        ),
        "row" if found.across else "column",
        {"count": len(found.parts), "sum": plain(value, found.whole), "label": found.label, "header": found.header},
        severity=None if found.sure else Severity.WARNING,
        hedge="" if found.sure else "same-columns" if found.across else "same-rows",
        indicator=found.header or found.label,
        stated=amount(found.whole),
        expected=Amount(plain(value, found.whole), total.low, total.high, found.whole.unit),
        formula="+".join(q.text for q in found.parts) + f" = {plain(value, found.whole)}",
        suggestions=() if found.holds else (Suggestion(0, plain(value, found.whole), "recompute"),),
    )


def _change(found: RowChange) -> Verdict:
    """A change in a table's row: a warning, as the header may mean something else."""
    stated = found.amount
    sign = 1 if (stated.value < 0) is (found.value < 0) else -1
    text = stated.rewrite(found.value * sign)
    return Verdict(
        Outcome.HOLDS if found.holds else Outcome.FAILS,
        (
            Evidence(stated.span, "difference", stated.text),
            evidence(found.before, "baseline"),
            evidence(found.after, "target"),
        ),
        "default",
        {"difference": text},
        Severity.WARNING,
        hedge="change-column",
        indicator=found.name,
        year=found.after.year,
        stated=amount(stated),
        formula=f"{found.after.quantity.text}−{found.before.quantity.text} = {text}",
        suggestions=() if found.holds else (Suggestion(0, text, "recompute"),),
    )
