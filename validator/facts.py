"""Facts: the claims of a document, indexed, and the questions that rules may ask of them."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from validator.claims.amounts import told_in
from validator.claims.apart import shares_apart
from validator.claims.bases import Bases
from validator.claims.captions import Caption, captions
from validator.claims.changes_proved import changes_proved
from validator.claims.claim import Claim, Role, Site
from validator.claims.counted_in_turn import counted_in_turn
from validator.claims.dates import Dated, dates_of
from validator.claims.divided import divisions
from validator.claims.groups import followed, paragraphs, sentence_groups
from validator.claims.linking import Linker, Restatement, beside_each_other
from validator.claims.listings import Listing, listings
from validator.claims.movements import movements
from validator.claims.names import Name
from validator.claims.numbered import numbered
from validator.claims.parts_unsaid import CellPart, cells_within, parts_unsaid
from validator.claims.passages import (
    Levels,
    Pair,
    broken_paths,
    levels_of,
    one_measure,
    quotients,
    rates_repeated,
    repeated,
    subsets,
    tabled_twice,
)
from validator.claims.plan import Plan, read_plan
from validator.claims.proportions import Proportion, proportions
from validator.claims.prose import cell_claims, prose_claims
from validator.claims.quoted import quoted
from validator.claims.ranks import moved_places
from validator.claims.relations import Change
from validator.claims.residue import Residue, residues
from validator.claims.rises import increases
from validator.claims.schedules import restated_in_tables, scheduled
from validator.claims.share import Share
from validator.claims.shares import shares
from validator.claims.shares_in_turn import shares_in_turn
from validator.claims.shares_proved import shares_proved
from validator.claims.starts import started
from validator.claims.steps import Pace, Spans, paces, span_of, spans, steps, summed_years
from validator.claims.table_years import Rated, as_meant, of_other_years, rates_between
from validator.claims.tables import IndicatorTable, Series, indicator_tables, table_claims
from validator.claims.told_again import given_again, scaled, swapped
from validator.claims.wholes import Closed, Parts
from validator.document import Document, Text
from validator.quantities.find import Numbers, read_numbers
from validator.quantities.times import find_times
from validator.span import Span

if TYPE_CHECKING:
    from schemas.plan import PlanSchema


# The roles whose figures a table may state as well.
RESTATED = (Role.LEVEL, Role.TOTAL, Role.FLOW, Role.SHARE, Role.ANNUAL_GROWTH, Role.GROWTH)


@dataclass(frozen=True, eq=False)
class Facts:
    """All that was understood of one document. Claims keep their reading order.

    `numbers` gives what a paragraph says in numbers; each is read once.
    """

    document: Document
    plan: Plan
    tables: tuple[IndicatorTable, ...]
    prose: tuple[Claim, ...]
    cells: tuple[Claim, ...]
    numbers: Callable[[Text], Numbers]
    schema: "PlanSchema | None" = None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim: prose first, then tables."""
        return self.prose + self.cells

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """All series of all indicator tables."""
        return tuple(s for table in self.tables for s in table.series)

    @cached_property
    def linker(self) -> Linker:
        """Finds the rows that prose speaks of; not those of targets under years that cannot be theirs."""
        own = (s for table in self.tables if not of_other_years(table, self.plan) for s in table.series)
        return Linker(tuple(own), self.plan.region, self.prose)

    @cached_property
    def _ordered(self) -> tuple[Claim, ...]:
        """The claims of prose in reading order, however they were given."""
        return tuple(sorted(self.prose, key=attrgetter("site.block", "site.sentence", "site.clause")))

    @cached_property
    def groups(self) -> tuple[tuple[Claim, ...], ...]:
        """The claims of prose, sentence by sentence."""
        return tuple(sentence_groups(self._ordered))

    def sentence_of(self, claim: Claim) -> tuple[Claim, ...]:
        """The claims of the sentence that a claim stands in."""
        return self._group_of.get((claim.site.block, claim.site.sentence), ())

    def before(self, claim: Claim) -> tuple[Claim, ...]:
        """The claims of a paragraph that stand before one of them."""
        return tuple(c for c in self._paragraph_of.get(claim.site.block, ()) if c.site < claim.site)

    @cached_property
    def _paragraph_of(self) -> dict[int, list[Claim]]:
        found: dict[int, list[Claim]] = defaultdict(list)
        for claim in self._ordered:
            found[claim.site.block].append(claim)
        return found

    @cached_property
    def _group_of(self) -> dict[tuple[int, int], tuple[Claim, ...]]:
        return {(c.site.block, c.site.sentence): group for group in self.groups for c in group}

    @cached_property
    def in_cells(self) -> tuple[tuple[Claim, ...], ...]:
        """The sentences in cells of tables; what the figures of one say together is all that is asked of them."""
        told = cell_claims(self.document, self.plan, self.numbers)
        return tuple(group for claims in told for group in sentence_groups(claims))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What prose says of a change together with the figures it leads from and to."""
        beside = [self._bases.given(change) for group in self.groups for change in told_in(group)]
        beside += [c for group in self.in_cells for c in told_in(group) if c.before is not None]
        beside += moved_places(self.document)
        taken = {change.amount.span for change in beside if change.before is not None}
        proved = [c for earlier, group in followed(self.groups) for c in changes_proved(group, earlier, taken)]
        taken |= {change.amount.span for change in proved}
        apart = quoted(self._ordered, self.groups, self.linker, self.plan, self.value_at)
        return (*beside, *proved, *(c for c in apart if c.amount.span not in taken))

    def cells_of(self, cell: Claim) -> tuple[Claim, ...]:
        """The levels of the series that a cell belongs to."""
        return self._series_of.get(cell.site, ())

    @cached_property
    def _series_of(self) -> dict[Site, tuple[Claim, ...]]:
        return {c.site: s.levels for s in self.series for c in s.levels}

    def changes_of(self, claim: Claim) -> tuple[Change, ...]:
        """The stated changes that lead from or to a figure."""
        return self._changes_by_end.get(claim.span, ())

    @cached_property
    def _changes_by_end(self) -> dict[Span, tuple[Change, ...]]:
        found: dict[Span, tuple[Change, ...]] = {}
        for change in self.changes:
            for end in (change.before, change.after):
                if end is not None:
                    found[end.span] = (*found.get(end.span, ()), change)
        return found

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """The printed shares of prose with part and whole."""
        told, level = (*followed(self.groups), *(((), group) for group in self.in_cells)), self.plan.level
        found = [share for earlier, group in told for share in shares(group, earlier, level)]
        found += [share for group in self.groups for share in shares_in_turn(group)]
        found += shares_apart(self.groups, self.claims, self.parts, found)
        done = {share.share.span for share in found}
        return (*found, *(share for earlier, group in told for share in shares_proved(group, earlier, done)))

    @cached_property
    def parts(self) -> tuple[Parts, ...]:
        """The wholes of prose with their parts."""
        told = (*paragraphs(self._ordered), *self.in_cells)
        yearly = [each for group in self.groups for each in summed_years(group)]
        taken = {each.whole.span for each in yearly}
        found = [each for block in told for each in divisions(block)]
        return (*(f for f in found if f.closed is not Closed.BESIDE or f.whole.span not in taken), *yearly)

    @cached_property
    def increases(self) -> tuple[tuple[Claim, Claim, Claim], ...]:
        """Levels with the amount and the rate of one change."""
        told = {change.amount.span for change in self.changes if change.before is not None}
        return tuple(found for group in self.groups for found in increases(group) if found[2].span not in told)

    @cached_property
    def movements(self) -> tuple[tuple[Claim, Claim, str, bool], ...]:
        """由A提高到B: both figures, the verb, and whether it says down."""
        return tuple(found for group in (*self.groups, *self.in_cells) for found in movements(group))

    @cached_property
    def doublings(self) -> tuple[tuple[Claim, Claim, Claim], ...]:
        """翻番 with the figure it is said of and that figure's base: in the sentence, or heading a list."""
        tabled = frozenset(claim.name.key for claim in self.cells if claim.name)
        return tuple(self._bases.doublings(self.changes, self.groups, tabled))

    @cached_property
    def steps(self) -> tuple[tuple[Claim, Claim, int], ...]:
        """A yearly amount with the total of several years that it is stated beside, and the years."""
        return tuple(
            found for group in self.groups for found in steps(group, span_of(self.spans, group[0]) or self.length)
        )

    @cached_property
    def paces(self) -> tuple[Pace, ...]:
        """Yearly amounts with the two figures that they lead between."""
        return tuple(paces(self.changes, self.groups, self.spans, self.plan.base_year))

    @cached_property
    def spans(self) -> Spans:
        """The years that sentences are said of by the words that open them (五年来)."""
        return spans(self.groups)

    @cached_property
    def _bases(self) -> Bases:
        return Bases(self.plan, self.linker, self._levels)

    def value_at(self, name: Name, year: int, like: Claim) -> Claim | None:
        """The level of an indicator in a year, from a table or else from prose, in units of the same kind."""
        return self._bases.value_at(name, year, like)

    @cached_property
    def _levels(self) -> Levels:
        return levels_of(self._ordered)

    @cached_property
    def repeated(self) -> tuple[Pair, ...]:
        """Levels of the territory that prose states again for the same year."""
        return tuple(repeated(self._levels, self.groups))

    @cached_property
    def rates_repeated(self) -> tuple[Pair, ...]:
        """Annual rates, and what was added in a year, that prose states again for the same years."""
        return tuple(rates_repeated(self._ordered))

    @cached_property
    def swapped(self) -> tuple[Pair, ...]:
        """Figures whose digits stand in another order under a name that is alike."""
        return tuple(swapped(self._ordered, (*self.repeated, *self.given)))

    @cached_property
    def scaled(self) -> tuple[tuple[Claim, Claim, int], ...]:
        """Figures of one name and the same digits, and how many times the one is the other."""
        return tuple(scaled(self._ordered, (*self.repeated, *self.given)))

    @cached_property
    def given(self) -> tuple[Pair, ...]:
        """What is said to be there already, with what the text told of it before."""
        told = {second.span for _, second in self.repeated}
        return tuple(pair for pair in given_again(self._ordered, self.plan) if pair[1].span not in told)

    @cached_property
    def tabled_twice(self) -> tuple[Pair, ...]:
        """Levels that two tables state for one indicator and year."""
        told = restated_in_tables(self._scheduled, self.linker)
        return (*one_measure(tabled_twice(self.tables, self.plan.target_year)), *told)

    @cached_property
    def _scheduled(self) -> tuple[Claim, ...]:
        return tuple(scheduled(self.document, self.plan, self.numbers))

    @cached_property
    def subsets(self) -> tuple[Pair, ...]:
        """Levels of a body within the territory, with the territory's own of the same year."""
        return tuple(subsets(self._ordered, self._levels))

    @cached_property
    def parts_unsaid(self) -> tuple[Pair, ...]:
        """Figures told as some of those that the figure before counts, without 其中."""
        return tuple(pair for group in self.groups for pair in parts_unsaid(group))

    @cached_property
    def cells_within(self) -> tuple[CellPart, ...]:
        """The 其中 rows of tables that have no years, with the rows that they are part of."""
        return tuple(cells_within(self.document.tables, {id(table.table) for table in self.tables}))

    @cached_property
    def quotients(self) -> tuple[tuple[Claim, Claim, Claim], ...]:
        """Shares whose name says of what, with numerator and denominator of the same year, wherever stated."""
        return tuple(quotients(self.claims))

    @cached_property
    def paths(self) -> tuple[tuple[Claim, ...], ...]:
        """The yearly levels of rows with a column for each year."""
        return tuple(broken_paths(self.tables))

    @property
    def length(self) -> int | None:
        """The years from the plan's base to its target, where it has a period."""
        return self.plan.length

    @cached_property
    def names_a_year(self) -> bool:
        """True where any year or five-year plan is named in headings, text or tables."""
        return any(c.year or c.period for c in self.claims) or any(
            t.first for p in self.document.paragraphs for t in find_times(p.text.string)
        )

    def section(self, claim: Claim) -> tuple[str, ...]:
        """The headings above a claim, outermost first."""
        return self.document.blocks[claim.site.block].section

    @cached_property
    def dates(self) -> tuple[Dated, ...]:
        """The dates that the document bears: of its text, and of the record it was published under."""
        return tuple(dates_of(self.document))

    @cached_property
    def residues(self) -> tuple[Residue, ...]:
        """Traces of drafts, templates and other documents."""
        return tuple(residues(self.document, self.plan, self.claims))

    @cached_property
    def listings(self) -> tuple[Listing, ...]:
        """The counted lists of prose."""
        makers = (listings, counted_in_turn, numbered)
        return tuple(found for make in makers for found in make(self.document, self.numbers))

    @cached_property
    def proportions(self) -> tuple[Proportion, ...]:
        """The shares of the three 产业, side by side."""
        return tuple(proportions(self.document))

    @cached_property
    def captions(self) -> tuple[Caption, ...]:
        """The lines that announce a table."""
        return tuple(captions(self.document))

    @cached_property
    def _last_years(self) -> dict[int, int | None]:
        last = [(table, max((*table.years, *table.planned_years), default=None)) for table in self.tables]
        return {id(series): year for table, year in last for series in table.series}

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
        """Every annual rate of a table with the levels it runs between, also the growth of a single year."""
        return (rated for table in self.tables for rated in rates_between(table))

    def restatements(self, *roles: Role) -> Iterator[Restatement]:
        """Every figure in prose, of some of `RESTATED`, with the table cell that states the same thing and time."""
        return (pair for pair in self._restatements if pair.prose.role in roles)

    @cached_property
    def _restatements(self) -> tuple[Restatement, ...]:
        claims = (claim for claim in self.prose if claim.role in RESTATED)
        found = (self.linker.restated(claim) or self._started.get(claim.span) for claim in claims)
        return tuple(beside_each_other([pair for pair in found if pair is not None]))

    @cached_property
    def _started(self) -> dict[Span, Restatement]:
        return dict(started(self.movements, self.linker, self.spans, self.plan.base_year))

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
        """What prose states differently for the same indicator and time as a cell; each value once."""
        pairs = self.restated_in_prose(cell)
        distinct = {p.prose.quantity.value: p.prose for p in pairs if p.prose.quantity.value != cell.quantity.value}
        return tuple(distinct.values())


def build_facts(document: Document, schema: "PlanSchema | None" = None) -> Facts:
    """Understand a document: its plan, its tables and every figure of its prose."""
    plan = read_plan(document)
    numbers = cache(read_numbers)
    prose = tuple(prose_claims(document, plan, numbers))
    tables = as_meant(indicator_tables(document, plan), plan, prose)
    return Facts(document, plan, tables, prose, tuple(table_claims(tables)), numbers, schema)
