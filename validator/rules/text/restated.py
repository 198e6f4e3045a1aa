"""What the rules of this family share: a figure in prose set beside the table cell that states the same."""

from collections.abc import Iterator
from dataclasses import replace

from validator.claims.aims import are_aims, looks_back
from validator.claims.claim import Claim, Role
from validator.claims.compare import Comparison, compare, in_unit
from validator.claims.linking import Restatement
from validator.claims.row_names import is_fall
from validator.diagnosis.growth import constant_price
from validator.diagnosis.prose import OTHER_PRICES
from validator.diagnosis.repair import suggest
from validator.facts import Facts
from validator.finding import Outcome, Severity, Suggestion, Verdict
from validator.patterns import later
from validator.quantities.interval import agree
from validator.quantities.quantity import Bound
from validator.rules.evidence import amount, evidence, severity_of


def restated_levels(facts: Facts, *, target: bool) -> Iterator[Verdict]:
    """Levels in prose against levels in tables: of the last year and of every target, or of the base year and earlier."""
    for pair in facts.restatements(Role.LEVEL, Role.TOTAL, Role.FLOW, Role.SHARE, Role.GROWTH):
        if pair.prose.role is Role.GROWTH and not is_fall(pair.series.name.core):
            continue
        last = pair.cell.year == facts.last_year(pair.series)
        if (last and not target) or pair.magnitude is not None:
            continue
        ahead = are_aims(facts.plan, pair.prose, pair.cell)
        if (last or ahead) is target:
            yield _verdict(facts, pair, "target" if ahead else "level" if target else "baseline")


def restated_rates(facts: Facts) -> Iterator[Verdict]:
    """Growth in prose against the growth column of the table; not where the sentence itself says since what figure."""
    beside = (c for c in facts.changes if c.before is not None and c.before.site.block == c.amount.site.block)
    based = {change.amount.span for change in beside}  # 由198家增加到342家，增长72.7%
    for pair in facts.restatements(Role.ANNUAL_GROWTH, Role.GROWTH):
        if is_fall(pair.series.name.core):
            continue
        if pair.prose.role is Role.ANNUAL_GROWTH or pair.prose.span not in based:
            yield _verdict(facts, pair, "growth" if pair.cell.role is Role.ANNUAL_GROWTH else "year")


def _verdict(facts: Facts, pair: Restatement, role: str) -> Verdict:
    cell = replace(pair.cell, role=Role.TOTAL) if _is_total(pair) else pair.cell
    comparison = compare(pair.prose, cell, pair.match, pair.units_agree)
    if role == "year" and not comparison.doubt:
        comparison = replace(comparison, doubt=_at_other_terms(pair))
        if comparison.agrees and _set_apart(facts, pair):
            comparison = replace(comparison, agrees=False, hedge=comparison.hedge or "both-aims")
    if comparison.hedge == "time" and not comparison.agrees and not comparison.doubt and _told_elsewhere(facts, pair):
        comparison = replace(comparison, doubt="time")
    claims = (pair.prose, pair.cell)
    outcome, severity = _judge(comparison)
    suggestions = _suggestions(facts, pair, not comparison.hedge) if outcome is Outcome.FAILS else ()
    return Verdict(
        outcome,
        tuple(evidence(c, "growth" if role == "year" else role) for c in claims),
        comparison.doubt if outcome is Outcome.UNSURE else {"level": "reached", "year": "year"}.get(role, "default"),
        {"scope": pair.prose.scope},
        severity=severity,
        hedge=comparison.hedge if severity else "",
        indicator=pair.series.name.printed,
        year=_year(pair.cell),
        stated=amount(pair.prose.quantity),
        expected=amount(pair.cell.quantity),
        formula=f"{pair.prose.quantity.text} ≠ {pair.cell.quantity.text}" if outcome is Outcome.FAILS else None,
        suggestions=suggestions,
    )


def _at_other_terms(pair: Restatement) -> str:
    """Why the growth of one year may be printed twice and differ: 同口径增长7.4%, or a target beside what was reached."""
    prose, cell = pair.prose, pair.cell
    priced = any(word in prose.gap + prose.tail for word in OTHER_PRICES)
    if priced and not constant_price(pair.series.name.core):
        return "prices"
    planned, aims = bool(_PLANNED.search(cell.cue)), bool(_PLANNED.search(prose.gap))
    return "aim" if (planned and looks_back(prose)) or (aims and not planned) else ""


def _set_apart(facts: Facts, pair: Restatement) -> bool:
    """2031年增长6.5% in prose and 6 under 2031年计划: what is aimed at for a year was set so, and has no digits behind it."""
    stated, planned = pair.prose.quantity, pair.cell.quantity
    exact = stated.bound is planned.bound is Bound.EXACT and stated.value != planned.value
    return exact and _PLANNED.search(pair.cell.cue) is not None and are_aims(facts.plan, pair.prose, pair.cell)


def _told_elsewhere(facts: Facts, pair: Restatement) -> bool:
    """True where the prose says elsewhere what the cell says, and here less than half, or more than twice, as much, without
    a word of when: of another body, most likely."""
    cell = pair.cell.quantity
    low, high = sorted((in_unit(pair.prose.quantity, cell.unit).value, cell.value))
    others = (other.prose for other in facts.restated_in_prose(pair.cell) if other.prose.span != pair.prose.span)
    return high > 2 * low and any(agree(in_unit(other.quantity, cell.unit), cell) for other in others)


_PLANNED = later(r"计划|目标|预期|预算|任务")


def _is_total(pair: Restatement) -> bool:
    """True for a cell of several years: of a row called 累计, or in 〔 〕 itself, not the base beside such a target."""
    if not pair.series.total:
        return False
    return pair.cell.quantity.bracket or not any(c.quantity.bracket for c in pair.series.levels)


def _suggestions(facts: Facts, pair: Restatement, sure: bool) -> tuple[Suggestion, ...]:
    rated = (
        None
        if pair.series.part is not None
        else next((r for r in facts.rated_of(pair.series) if pair.cell in (r.base, r.target, r.rate)), None)
    )
    found = suggest(facts, rated, (pair.prose, pair.cell))
    return found if sure else tuple(replace(s, kind="tie-if-same") if s.kind == "tie" else s for s in found)


def _year(cell: Claim) -> int | None:
    return cell.year if cell.year is not None else cell.period[1] if cell.period else None


def _judge(comparison: Comparison) -> tuple[Outcome, Severity | None]:
    if comparison.agrees and comparison.doubt != "role":
        return Outcome.HOLDS, None
    if comparison.doubt:
        return Outcome.UNSURE, None
    return Outcome.FAILS, severity_of(comparison.hedge)
