"""Facts: the claims of a document, indexed, and the questions that rules may ask of them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from validator.claims.captions import Caption, captions
from validator.claims.claim import Claim, Known, Role, Source
from validator.claims.listings import Listing, listings
from validator.claims.names import Match, Name, match_names, parse_name
from validator.claims.plan import Plan, read_plan
from validator.claims.prose import prose_claims
from validator.claims.relations import RATIOS, Change, Parts, Share, changes, movements, parts, sentence_groups, shares
from validator.claims.residue import Residue, residues
from validator.claims.tables import IndicatorTable, Series, indicator_tables, table_claims
from validator.document import Document
from validator.quantities.interval import agree, one_slip
from validator.quantities.units import COUNTING, same_kind
from validator.span import Span

if TYPE_CHECKING:
    from schemas.plan import PlanSchema


@dataclass(frozen=True, slots=True)
class Rated:
    """A row's stated annual growth with the base and target it runs between, `years` apart."""

    table: IndicatorTable
    series: Series
    base: Claim
    target: Claim
    rate: Claim
    years: int


@dataclass(frozen=True, slots=True)
class Restatement:
    """One indicator at one time, stated in prose and in a table row. `match` says how near the names are."""

    prose: Claim
    cell: Claim
    series: Series
    match: Match
    units_agree: bool

    @property
    def magnitude(self) -> int | None:
        """10, 100, 10⁴ or 10⁸ where both have the same digits and are exactly that far apart, else None."""
        a, b = self.prose.quantity.value, self.cell.quantity.value
        low, high = min(a, b), max(a, b)
        return next((f for f in (10, 100, 10**4, 10**8) if low > 0 and low * f == high), None)


@dataclass(frozen=True, eq=False)
class Facts:
    """All that was understood of one document. Claims keep their reading order."""

    document: Document
    plan: Plan
    tables: tuple[IndicatorTable, ...]
    prose: tuple[Claim, ...]
    cells: tuple[Claim, ...]
    schema: "PlanSchema | None" = None
    _links: dict[Name, tuple[tuple[Match, Series], ...]] = field(default_factory=dict, repr=False)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim: prose first, then tables."""
        return self.prose + self.cells

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """All series of all indicator tables."""
        return tuple(s for table in self.tables for s in table.series)

    @cached_property
    def _series_by_key(self) -> dict[str, list[Series]]:
        by_key: dict[str, list[Series]] = defaultdict(list)
        for series in self.series:
            by_key[series.name.key].append(series)
        return by_key

    @cached_property
    def groups(self) -> tuple[tuple[Claim, ...], ...]:
        """The claims of prose, sentence by sentence."""
        return tuple(sentence_groups(self.prose))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What prose says of a change together with the figures it leads from and to."""
        return tuple(self._with_base(change) for group in self.groups for change in changes(group))

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """The printed shares of prose with part and whole."""
        return tuple(share for group in self.groups for share in shares(group))

    @cached_property
    def parts(self) -> tuple[Parts, ...]:
        """The wholes of prose with their parts."""
        return tuple(found for group in self.groups for found in parts(group))

    @cached_property
    def movements(self) -> tuple[tuple[Claim, Claim, str, bool], ...]:
        """由A提高到B: both figures, the verb, and whether it says down."""
        return tuple(found for group in self.groups for found in movements(group))

    @cached_property
    def doublings(self) -> tuple[tuple[Claim, Claim, Claim], ...]:
        """翻番 with the figure it is said of and that figure's base: in the sentence, or heading a list."""
        found = [
            (change.amount, change.after, change.before)
            for change in self.changes if change.amount.quantity.unit == "番" and change.before is not None
        ]
        for heading, claim in self._headed():
            base = self.value_at(claim.name, self.plan.base_year, claim) if claim.name and self.plan.base_year else None
            if base is not None:
                found.append((heading, claim, base))
        return tuple(found)

    def _headed(self) -> Iterator[tuple[Claim, Claim]]:
        """The targets of a paragraph that opens with a sentence of nothing but 翻番."""
        heading: Claim | None = None
        for group in self.groups:
            if group[0].quantity.unit == "番" and len(group) == 1 and group[0].site.sentence == 0:
                heading = group[0]
            elif heading is not None and group[0].site.block == heading.site.block:
                for claim in group:
                    if claim.role is Role.LEVEL and claim.quantity.unit not in RATIOS and claim.own_name:
                        yield heading, claim
            else:
                heading = None

    @cached_property
    def steps(self) -> tuple[tuple[Claim, Claim, int], ...]:
        """A yearly amount with the total of several years that it is stated beside, and the years."""
        found = []
        for group in self.groups:
            for index, claim in enumerate(group):
                total = next((c for c in reversed(group[:index]) if not c.listed and c.role in (Role.TOTAL, Role.FLOW)), None)
                if claim.role is Role.STEP and not claim.own_name and total and total.quantity.unit == claim.quantity.unit:
                    years = total.period[1] - total.period[0] + 1 if total.period else self.length
                    if years and years > 1:
                        found.append((claim, total, years))
        return tuple(found)

    def _with_base(self, change: Change) -> Change:
        """比2025年净增34个: the base that the sentence leaves out, from the rest of the document."""
        if change.before is not None or change.before_year is None or change.after.name is None:
            return change
        return replace(change, before=self.value_at(change.after.name, change.before_year, change.after))

    def value_at(self, name: Name, year: int, like: Claim) -> Claim | None:
        """The level of an indicator in a year, from a table or else from prose, in units of the same kind."""
        for match, series in self.linked(name):
            cell = series.level(year)
            if match >= Match.CLOSE and cell and cell.role is Role.LEVEL and comparable(like, cell, series):
                return cell
        return next((c for c in self._levels.get((name.key, year), ()) if c.quantity.unit == like.quantity.unit), None)

    @cached_property
    def _levels(self) -> dict[tuple[str, int], list[Claim]]:
        found: dict[tuple[str, int], list[Claim]] = defaultdict(list)
        for claim in self.prose:
            if claim.role is Role.LEVEL and claim.name and claim.year is not None and not claim.scope:
                found[claim.name.key, claim.year].append(claim)
        return found

    @cached_property
    def repeated(self) -> tuple[tuple[Claim, Claim], ...]:
        """Levels of the territory that prose states again for the same year: the first with each later one."""
        found = []
        for claims in self._levels.values():
            sure = [c for c in claims if _complete(c)]
            found += [(sure[0], other) for other in sure[1:] if other.quantity.unit == sure[0].quantity.unit]
        return tuple(found)

    @cached_property
    def swapped(self) -> tuple[tuple[Claim, Claim], ...]:
        """Figures of three digits or more whose digits stand in another order under a name that is alike."""
        buckets: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        for claim in self.prose:
            if claim.role is Role.LEVEL and claim.name and not claim.scope and len(_digits(claim)) >= 3:
                buckets["".join(sorted(_digits(claim))), claim.quantity.unit].append(claim)
        found = []
        for claims in buckets.values():
            first = claims[0]
            for other in claims[1:]:
                if first.quantity.step == other.quantity.step and first.quantity.value != other.quantity.value:
                    assert first.name and other.name
                    one_slip_apart = one_slip(first.quantity.figure, other.quantity.figure)
                    if one_slip_apart and _one_time(first, other) and match_names(first.name, other.name) is not Match.DIFFERENT:
                        found.append((first, other))
        return tuple(found)

    @cached_property
    def tabled_twice(self) -> tuple[tuple[Claim, Claim], ...]:
        """Levels that two tables state for one indicator and year."""
        first: dict[tuple[str, int, str], tuple[int, Claim]] = {}
        found = []
        for table in self.tables:
            for series in table.series:
                for claim in series.levels:
                    if claim.year is not None and claim.role is Role.LEVEL:
                        key = (series.name.key, claim.year, claim.quantity.unit)
                        if key in first and first[key][0] != table.block:
                            found.append((first[key][1], claim))
                        first.setdefault(key, (table.block, claim))
        return tuple(found)

    @cached_property
    def subsets(self) -> tuple[tuple[Claim, Claim], ...]:
        """A level of a body or group within the territory, with the territory's own level of the same year."""
        found = []
        for claim in self.prose:
            if claim.role is Role.LEVEL and claim.scope and claim.name and claim.year and not claim.scope.startswith("全"):
                whole = next((c for c in self._levels.get((claim.name.key, claim.year), ()) if c.quantity.unit == claim.quantity.unit), None)
                if whole is not None and claim.quantity.unit not in RATIOS:
                    found.append((claim, whole))
        return tuple(found)

    @property
    def length(self) -> int | None:
        """The years from the plan's base to its target, where it has a period."""
        return self.plan.target_year - self.plan.base_year if self.plan.target_year and self.plan.base_year else None

    def section(self, claim: Claim) -> tuple[str, ...]:
        """The headings above a claim, outermost first."""
        return self.document.blocks[claim.site.block].section

    @cached_property
    def residues(self) -> tuple[Residue, ...]:
        """Traces of drafts, templates and other documents."""
        return tuple(residues(self.document, self.plan))

    @cached_property
    def listings(self) -> tuple[Listing, ...]:
        """The counted lists of prose."""
        return tuple(listings(self.document))

    @cached_property
    def captions(self) -> tuple[Caption, ...]:
        """The lines that announce a table."""
        return tuple(captions(self.document))

    @cached_property
    def _last_years(self) -> dict[int, int | None]:
        return {id(s): max(t.years, default=None) for t in self.tables for s in t.series}

    def last_year(self, series: Series) -> int | None:
        """The last year that the series' table has a column for."""
        return self._last_years[id(series)]

    def rated_of(self, series: Series) -> tuple[Rated, ...]:
        """The annual rates of one series."""
        return self._rated_by_series.get(id(series), ())

    @cached_property
    def _rated_by_series(self) -> dict[int, tuple[Rated, ...]]:
        found: dict[int, tuple[Rated, ...]] = {}
        for rated in self.rated():
            found[id(rated.series)] = (*found.get(id(rated.series), ()), rated)
        return found

    def rated(self) -> Iterator[Rated]:
        """Every annual rate of a table with the levels it runs between."""
        for table in self.tables:
            for series in table.series:
                for rate in series.rates:
                    if rate.role is not Role.ANNUAL_GROWTH or rate.period is None or series.total:
                        continue
                    base, target = self._ends(table, series, rate.period)
                    if base and target and base.year and target.year and target.year > base.year:
                        yield Rated(table, series, base, target, rate, target.year - base.year)

    def _ends(self, table: IndicatorTable, series: Series, period: tuple[int, int]) -> tuple[Claim | None, Claim | None]:
        """Base and target by the column's year, also where a footnote moves the figure to another year."""
        columns = [c for c in table.columns if c.year is not None]
        by_column = dict(zip((c.year for c in columns), _per_column(series, table), strict=False))
        return by_column.get(period[0]), by_column.get(period[1])

    def linked(self, name: Name) -> tuple[tuple[Match, Series], ...]:
        """The series that a name may mean, nearest first; one for each distinct name of a row."""
        if name not in self._links:
            found = [
                (match, rows[0]) for rows in self._series_by_key.values()
                if (match := match_names(name, rows[0].name)) is not Match.DIFFERENT
            ]
            self._links[name] = tuple(sorted(found, key=lambda pair: -pair[0]))
        return self._links[name]

    def restatements(self, *roles: Role) -> Iterator[Restatement]:
        """Every figure in prose together with the table cell that states the same thing for the same time."""
        for claim in self.prose:
            if claim.role in roles and claim.name is not None:
                best = self._restated(claim)
                if best:
                    yield best

    @cached_property
    def _prose_of_cell(self) -> dict[Span, list[Restatement]]:
        found: dict[Span, list[Restatement]] = defaultdict(list)
        for pair in self.restatements(Role.LEVEL, Role.TOTAL, Role.FLOW, Role.SHARE, Role.ANNUAL_GROWTH):
            found[pair.cell.span].append(pair)
        return found

    def restated_in_prose(self, cell: Claim) -> tuple[Restatement, ...]:
        """The places in prose that state what a cell states."""
        return tuple(self._prose_of_cell.get(cell.span, ()))

    def other_figures(self, cell: Claim) -> tuple[Claim, ...]:
        """What prose states differently for the same indicator and time as a cell."""
        return tuple(
            pair.prose for pair in self.restated_in_prose(cell) if pair.prose.quantity.value != cell.quantity.value
        )

    def _restated(self, claim: Claim) -> Restatement | None:
        assert claim.name is not None
        options = [
            Restatement(claim, cell, series, match, claim.quantity.unit == cell.quantity.unit)
            for match, series in self._candidates(claim)
            for cell in self._cells_for(claim, series)
            if comparable(claim, cell, series)
            and (match > Match.LOOSE or _same_digits(claim, cell) or _agrees_closely(claim, cell))
        ]
        if not options:
            return None
        top = max(o.match for o in options)
        best = [o for o in options if o.match is top]
        agreeing = [o for o in options if o.cell.quantity.value == o.prose.quantity.value]
        if top < Match.SAME and agreeing:
            return agreeing[0]
        rows = {id(o.series) for o in best}
        if len(rows) > 1:
            return next((o for o in best if o in agreeing), None)
        return next((o for o in best if o in agreeing), best[0]) if claim.year is None else best[0]

    def _candidates(self, claim: Claim) -> tuple[tuple[Match, Series], ...]:
        """The series a claim may speak of; a growth rate may also be an indicator of its own."""
        assert claim.name is not None
        linked = self.linked(claim.name)
        if claim.parent is not None and not any(match >= Match.CLOSE for match, _ in linked):
            whole = parse_name(claim.parent.printed + claim.name.printed, self.plan.region)
            alike = {id(series) for _, series in linked}
            linked += tuple((Match.CLOSE, s) for match, s in self.linked(whole) if match >= Match.CLOSE and id(s) in alike)
        if claim.role in (Role.ANNUAL_GROWTH, Role.GROWTH):
            return linked + self.linked(replace(claim.name, rate=True))
        return linked

    def _cells_for(self, claim: Claim, series: Series) -> list[Claim]:
        """The cells of a series that speak of the claim's time."""
        if claim.role in (Role.ANNUAL_GROWTH, Role.GROWTH) and not series.name.rate:
            end = claim.period[1] if claim.period else claim.year
            return [
                r for r in series.rates
                if r.role is claim.role and (r.period is None or end is None or r.period[1] == end)
            ]
        year = claim.year if claim.year is not None else (claim.period[1] if claim.period else None)
        if year is not None:
            cells = [c for c in series.levels if c.year == year]
            if cells or claim.when.known is Known.SAID:
                return cells
        return [c for c in series.levels if c.quantity.value == claim.quantity.value]


def _per_column(series: Series, table: IndicatorTable) -> list[Claim | None]:
    """The series' level in each column that has a year, in column order."""
    found = {claim.cue: claim for claim in series.levels}
    return [found.get(c.header) for c in table.columns if c.year is not None]


def _same_digits(claim: Claim, cell: Claim) -> bool:
    """The same figure, perhaps with a slip of the unit (1000万元, 1000亿元)."""
    a, b = claim.quantity, cell.quantity
    return a.value == b.value or (a.figure == b.figure and a.unit == b.unit and len(a.figure) >= 3)


def _agrees_closely(claim: Claim, cell: Claim) -> bool:
    """Three significant digits in common are no accident."""
    digits = min(len(q.figure.replace(",", "").replace(".", "").lstrip("0")) for q in (claim.quantity, cell.quantity))
    return digits >= 3 and agree(claim.quantity, cell.quantity)


def _complete(claim: Claim) -> bool:
    """True for a level whose name says all: not an item of a list, nor short for what its sentence is about
    (新产品产值…，销售收入…)."""
    assert claim.name is not None
    named = claim.own_name and (claim.site.clause == 0 or len(claim.name.core) >= 6)
    return (named or bool(claim.start)) and not claim.listed and not claim.build and not claim.bracketed


def _digits(claim: Claim) -> str:
    return "".join(c for c in claim.quantity.figure if c.isdigit())


def _one_time(a: Claim, b: Claim) -> bool:
    """True where both stand for one year, or one of the years is not known."""
    return a.year == b.year or None in (a.year, b.year)


def comparable(claim: Claim, cell: Claim, series: Series) -> bool:
    """True when both figures are in units of one kind. 个 counts anything, 件 may stand for 件/万人."""
    a, b = claim.quantity.unit, cell.quantity.unit
    if a == b:
        return True
    if not a or not b:
        return not a and b in COUNTING
    if a in COUNTING and b in COUNTING:
        return "个" in (a, b)
    return (("/" in a or "/" in b) and a.partition("/")[0] == b.partition("/")[0]) or same_kind(a, b)


def build_facts(document: Document, schema: "PlanSchema | None" = None) -> Facts:
    """Understand a document: its plan, its tables and every figure of its prose."""
    plan = read_plan(document)
    tables = indicator_tables(document, plan)
    cells = tuple(table_claims(tables))
    prose = tuple(c for c in prose_claims(document, plan) if c.source is Source.PROSE)
    return Facts(document, plan, tables, prose, cells, schema)
