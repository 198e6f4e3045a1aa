"""Aims: which figures a document sets itself, and which tell what was reached."""

from validator.claims.claim import Claim, Source
from validator.claims.headings import LOOKS_BACK
from validator.claims.plan import Plan
from validator.patterns import later

# A column of results beside one of targets: 2023年实际, 2025年完成值.
_REACHED_COLUMN = later(r"实际|完成|实绩|实现|现状")


def are_aims(plan: Plan, *claims: Claim) -> bool:
    """True where all figures are of a year that the plan looks ahead to; not where one was reached, or nobody can say."""
    return all(_is_aim(claim, plan) for claim in claims)


def _is_aim(claim: Claim, plan: Plan) -> bool:
    year = claim.year if claim.year is not None else claim.period[1] if claim.period else None
    if year is None or plan.reports:
        return False
    if not (year > plan.base_year if plan.base_year is not None else year == plan.target_year):
        return False
    if claim.source is Source.TABLE and _REACHED_COLUMN.search(claim.cue):
        return False
    return not looks_back(claim)


def looks_back(claim: Claim) -> bool:
    """True for what stands under a heading of what was reached (工作回顾, 完成情况)."""
    return any(map(LOOKS_BACK.search, claim.label))
