"""growth-rate-mismatch — 年均增速与基期值、目标值不符

A row's stated annual growth is the compound rate from its base to its target:

    rate = (target / base) ** (1 / years) − 1

where `years` is the distance between the two years (2020 to 2025 is five). Base, target and rate are
taken as intervals of half a unit in their last printed digit. Bounds (>22, 以上) leave the rate open.

Flagged:
- 表1 主要指标\\n指标\\t2020年\\t2025年\\t年均增长（%）\\n研发机构（家）\\t16\\t19\\t7.91\\n专利授权量（件）\\t100\\t161\\t10.0

Not flagged:
- 表1 主要指标\\n指标\\t2020年\\t2025年\\t年均增长（%）\\n研发机构（家）\\t19\\t30\\t9.6\\n专利授权量（件）\\t100\\t161\\t10.0
- 表1 主要指标\\n指标\\t2020年\\t2025年\\t年均增长（%）\\n发明专利（件）\\t16\\t>22\\t-\\n碳排放强度下降（%）\\t〔18〕\\t〔17〕\\t-

Basis: compound growth, as 国家统计局 defines 年均增长速度 (水平法). Growth of GDP, 增加值 and 产值 is
stated at constant prices and may differ by the change of prices: those are warnings at most, and silent
below three points a year.
"""

from collections.abc import Iterator

from validator.claims.claim import Claim
from validator.diagnosis.growth import (
    Convention,
    GrowthReading,
    constant_price,
    explain_rate,
    growth_readings,
    shared_conventions,
    written,
)
from validator.diagnosis.repair import recompute, suggest
from validator.facts import Facts
from validator.finding import Outcome, Severity, Suggestion, Verdict
from validator.rules.base import rule
from validator.rules.evidence import amount, computed, evidence
from validator.span import Span


@rule(
    "GR101",
    "growth-rate-mismatch",
    Severity.ERROR,
    zh={
        "default": "“{indicator}”的年均增长印为{0}，但由{1}到{2}、相隔{years}年，按复合增长应为{expected}。",
        "shared": "“{indicator}”的年均增长印为{0}，按{years}年应为{expected}；全表的同一原因见GR102。",
        "no-ratio": "基期值或目标值为零，增速无从计算。",
        "bounded": "基期值或目标值是上下限，增速无法核对。",
        "constant-price": "该指标增速按可比价计算，与印出数值之比可以不同。",
        "points": "该栏填的是提高的百分点或年数，不是增长率。",
        "within-rounding": "在四舍五入范围内相符。",
    },
    en={
        "default": "The annual growth of “{indicator}” is printed as {0}; from {1} to {2}, {years} years apart, the compound rate is {expected}.",
        "shared": "The annual growth of “{indicator}” is printed as {0}; over {years} years it is {expected}. GR102 names the cause that the table's rows share.",
        "no-ratio": "Base or target is zero: no rate can be computed.",
        "bounded": "Base or target is a bound: the rate cannot be checked.",
        "constant-price": "Growth of this indicator is at constant prices and may differ from the ratio of the values.",
        "points": "The column holds points or years gained, not a rate.",
        "within-rounding": "Agrees within rounding.",
    },
)
def growth_rate_mismatch(facts: Facts) -> Iterator[Verdict]:
    """One verdict for every stated rate; two series of one row share a rate and need only one to fit."""
    shared = {r.rated.rate.span for s in shared_conventions(facts) for r in s.rows}
    by_rate: dict[Span, list[GrowthReading]] = {}
    for reading in growth_readings(facts):
        by_rate.setdefault(reading.rated.rate.span, []).append(reading)
    for readings in by_rate.values():
        yield _verdict(facts, min(readings, key=lambda r: _ORDER.index(r.outcome)), readings, shared)


_ORDER = (Outcome.HOLDS, Outcome.UNSURE, Outcome.FAILS)


def _verdict(facts: Facts, reading: GrowthReading, readings: list[GrowthReading], shared: set[Span]) -> Verdict:
    rated = reading.rated
    claims = [rated.rate]
    for other in readings:
        claims += [other.rated.base, other.rated.target]
    parts = tuple(
        evidence(c, ("growth", "baseline", "target")[(i + 1) % 2 + 1 if i else 0]) for i, c in enumerate(claims)
    )
    if reading.nominal is None or (reading.outcome is not Outcome.FAILS and rated.rate.span not in shared):
        return Verdict(
            reading.outcome,
            parts,
            reading.why,
            {"years": rated.years},
            indicator=rated.series.name.printed,
            year=rated.target.year,
        )
    one_cause = rated.rate.span in shared
    return Verdict(
        Outcome.FAILS,
        parts,
        "shared" if one_cause else "default",
        {"years": rated.years},
        severity=Severity.INFO if one_cause else Severity.WARNING if _soft(reading) else None,
        indicator=" / ".join(r.rated.series.name.printed for r in readings),
        year=rated.target.year,
        stated=amount(rated.rate.quantity),
        expected=computed(reading.nominal, rated.rate.quantity),
        formula="；".join(
            written(r.rated.base.quantity, r.rated.target.quantity, Convention("compound", r.rated.years), r.nominal)
            for r in readings
            if r.nominal is not None
        ),
        diagnoses=tuple(explain_rate(reading, facts)),
        suggestions=_suggestions(facts, reading, readings, tuple(claims)),
    )


def _suggestions(
    facts: Facts, reading: GrowthReading, readings: list[GrowthReading], claims: tuple[Claim, ...]
) -> tuple[Suggestion, ...]:
    if len(readings) > 1:
        return ()
    if reading.conventions and not facts.other_figures(reading.rated.target):
        return recompute(reading.rated, 0)
    return suggest(facts, reading.rated, claims)


def _soft(reading: GrowthReading) -> bool:
    return constant_price(reading.rated.series.name.core) and not reading.conventions
