"""Findings among each other: what two rules say of one figure is told once, and an edit is safe only while no other
finding speaks against the figures that it rests on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from validator.finding import Outcome, Severity, Verdict
from validator.span import Span

if TYPE_CHECKING:
    from validator.facts import Facts

# They judge the rate, not what it is computed from.
_OF_THE_RATE = frozenset({"GR101", "GR102"})


def told_once(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The verdicts without those on a row's growth that the table's finding of one wrong convention has told.

    Where that rule was not asked, the rows speak for themselves.
    """
    given = list(verdicts)
    told = {
        evidence.span
        for verdict in given
        if verdict.code == "GR102" and verdict.outcome is Outcome.FAILS
        for evidence in verdict.evidence
    }
    return [each for each in given if each.code != "GR101" or each.evidence[0].span not in told]


def undisputed(verdicts: Iterable[Verdict], severities: Mapping[str, Severity], facts: "Facts") -> list[Verdict]:
    """The verdicts, without the mark `safe` on edits that rest on a figure some other finding doubts.

    `severities` are those of the rules, by code.
    """
    given = list(verdicts)
    if not any(suggestion.safe for verdict in given for suggestion in verdict.suggestions):
        return given
    doubted = {
        evidence.span
        for verdict in given
        if verdict.outcome is Outcome.FAILS
        and verdict.code not in _OF_THE_RATE
        and (verdict.severity or severities[verdict.code]) is not Severity.INFO
        for evidence in verdict.evidence
    }
    ends = {rated.rate.span: (rated.base.span, rated.target.span) for rated in facts.rated()}
    return [_without_doubtful(verdict, doubted, ends) for verdict in given]


def _without_doubtful(verdict: Verdict, doubted: set[Span], ends: Mapping[Span, tuple[Span, Span]]) -> Verdict:
    kept = tuple(
        replace(each, safe=each.safe and not _rests_on(verdict, each.evidence, ends) & doubted)
        for each in verdict.suggestions
    )
    return replace(verdict, suggestions=kept) if kept != verdict.suggestions else verdict


def _rests_on(verdict: Verdict, index: int, ends: Mapping[Span, tuple[Span, Span]]) -> set[Span]:
    """The replaced figure and those that it is computed from."""
    rate = verdict.evidence[index].span
    return {rate, *(ends.get(rate) or (e.span for e in verdict.evidence))}
