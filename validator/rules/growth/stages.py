"""Stages: a target on the way that lies beyond the plan's last one (2027年达到485家, and 430家 in 2030), in prose or a row."""

from collections.abc import Iterator

from validator.claims.claim import Claim, Known, Role
from validator.claims.relations import MOVED
from validator.claims.row_names import ADDED
from validator.claims.tables import IndicatorTable, Series
from validator.facts import Facts
from validator.finding import Outcome, Severity, Verdict
from validator.quantities.quantity import Bound
from validator.rules.evidence import evidence


def stage_verdicts(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each target of a year within the plan that it has between the figures of its base and its end."""
    first, last = facts.plan.base_year, facts.plan.target_year
    if first is None or last is None or last - first < _LEAST:
        return
    for table in () if facts.plan.reports else facts.tables:
        yield from _of_rows(table, first, last)
    for claim in facts.prose:
        if claim.year is None or not first < claim.year < last or not _is_stage(claim):
            continue
        base, target = (_of_that_name(facts, claim, year) for year in (first, last))
        if base is not None and target is not None and base.quantity.value != target.quantity.value:
            yield _verdict(claim, base, target)


_LEAST = 3  # years: a plan of two has no stages


def _of_rows(table: IndicatorTable, first: int, last: int) -> Iterator[Verdict]:
    """A column for a year on the way (2025年现状, 2027年, 2030年): one verdict for each row; none where several rows, and more
    than a third of them, lie beyond their last year, as do yearly amounts that go up and down."""
    reached = {column.header for column in table.columns if column.reached}  # 2022年实绩 may go beyond what was planned
    found = [
        _verdict(stage, base, target)
        for series in table.series
        if not (series.total or ADDED.search(series.name.printed))  # 新增托位数: so many a year
        and (base := series.level(first))
        and (target := series.level(last))
        for stage in _stages(series, first, last)
        if stage.cue not in reached
        if base.quantity.value != target.quantity.value
    ]
    beyond = sum(verdict.outcome is Outcome.FAILS for verdict in found)
    if beyond <= 1 or beyond * 3 <= len(found):
        yield from found


def _stages(series: Series, first: int, last: int) -> list[Claim]:
    """The levels of the years on the way; not those of a column for every year, which are a path."""
    years = [c.year for c in series.levels]
    if len(years) > _LEAST + 1 or len(set(years)) < len(years):
        return []
    return [c for c in series.levels if c.year is not None and first < c.year < last]


def _is_stage(claim: Claim) -> bool:
    """True for a level to be reached, said of its year, by the whole territory."""
    plain = claim.own_name and not (claim.start or claim.bracketed or claim.listed or claim.build)
    sure = claim.when.known in (Known.SAID, Known.CARRIED) and not (claim.scope or claim.when.months)
    return claim.role is Role.LEVEL and plain and sure and MOVED.search(claim.cue) is not None


def _of_that_name(facts: Facts, claim: Claim, year: int) -> Claim | None:
    found = facts.value_at(claim.name, year, claim) if claim.name is not None else None
    if found is None or found.name is None or claim.name is None:
        return None
    return found if (found.name.key, found.quantity.unit) == (claim.name.key, claim.quantity.unit) else None


def _verdict(stage: Claim, base: Claim, target: Claim) -> Verdict:
    rising = target.quantity.value > base.quantity.value
    beyond = stage.quantity.low > target.quantity.high if rising else stage.quantity.high < target.quantity.low
    open_end = target.quantity.bound is (Bound.FLOOR if rising else Bound.CEILING)  # 430家以上 may be 500
    return Verdict(
        Outcome.FAILS if beyond and not open_end else Outcome.HOLDS,
        tuple(evidence(c, "level") for c in (stage, target, base)),
        "stage",
        {"year": stage.year, "last": target.year},
        severity=Severity.WARNING,
        indicator=stage.indicator,
        year=stage.year,
    )
