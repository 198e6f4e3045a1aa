"""A rate told beside the amount of the change: 完成162.35亿元，比上年增收5.86亿元，增长3.7%."""

from decimal import Decimal

from validator.claims.claim import Claim, Role
from validator.claims.rises import years_of_rise
from validator.diagnosis.prose import increase_rate, yearly
from validator.finding import Outcome, Severity, Verdict
from validator.quantities.interval import HUNDRED, allows, cut_off, reproduces
from validator.rules.evidence import amount, computed, evidence, replaced, severity_of


def increase_verdict(level: Claim, rise: Claim, rate: Claim) -> Verdict | None:
    """The rate that the amount of a change makes of the level before it; None where that is zero or less."""
    found = increase_rate(level, rise, rate)
    if found is None:
        return None
    value, interval, doubt = found
    holds = allows(rate.quantity, interval) or reproduces(value, rate.quantity)
    outcome = Outcome.HOLDS if holds else Outcome.UNSURE if doubt else Outcome.FAILS
    hedge = "cut-off" if not holds and cut_off(value, rate.quantity) else ""
    years = years_of_rise(level, rise) if rate.role is Role.ANNUAL_GROWTH else None
    return Verdict(
        outcome,
        (evidence(rate, "growth"), evidence(rise, "difference"), evidence(level, "target")),
        doubt if outcome is Outcome.UNSURE else "yearly" if years else "increase",
        {"fall": rise.falling, "years": years},
        severity=severity_of(hedge) or Severity.WARNING,
        hedge=hedge,
        indicator=level.indicator,
        year=level.year,
        stated=amount(rate.quantity),
        expected=computed(value, rate.quantity),
        formula=_formula(level, rise, value, years),
        suggestions=(replaced(0, rate, value),) if outcome is Outcome.FAILS else (),
    )


def compound_verdict(total: Claim, rate: Claim, years: int) -> Verdict | None:
    """The yearly rate that the growth of several years comes to; None where it falls to nothing."""
    grown = total.quantity
    found = yearly((grown.low / HUNDRED, grown.value / HUNDRED, grown.high / HUNDRED), years, falling=total.falling)
    if found is None:
        return None
    value, interval = found
    holds = allows(rate.quantity, interval) or reproduces(value, rate.quantity)
    hedge = "cut-off" if not holds and cut_off(value, rate.quantity) else ""
    root = f"^(1/{years})"
    formula = f"1−(1−{grown.text}){root}" if total.falling else f"(1+{grown.text}){root}−1"
    return Verdict(
        Outcome.HOLDS if holds else Outcome.FAILS,
        (evidence(rate, "growth"), evidence(total, "growth")),
        "compound",
        {"years": years},
        severity=severity_of(hedge) or Severity.WARNING,
        hedge=hedge,
        indicator=total.indicator,
        year=total.year,
        stated=amount(rate.quantity),
        expected=computed(value, rate.quantity),
        formula=f"{formula} = {value:.2f}%",
        suggestions=() if holds else (replaced(0, rate, value),),
    )


def _formula(level: Claim, rise: Claim, value: Decimal, years: int | None) -> str:
    base = f"({level.quantity.text}{'+' if rise.falling else '−'}{rise.quantity.text})"
    if years:
        return f"({level.quantity.text}÷{base})^(1/{years})−1 = {value:.2f}%"
    return f"{rise.quantity.text}÷{base} = {value:.2f}%"
