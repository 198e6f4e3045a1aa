"""Linking: which row of a table states the same thing as a figure in prose, and how sure that is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property, lru_cache
from operator import itemgetter

from validator.claims.claim import Claim, Known, Role
from validator.claims.compare import in_unit
from validator.claims.measures import is_closed, never_alike
from validator.claims.names import LEAST, Match, Name, NameIndex, match_names, parse_name, within
from validator.claims.row_names import ADDED, exact_row_names, is_fall, row_names
from validator.claims.tables import Series
from validator.patterns import later
from validator.quantities.interval import agree, transposed
from validator.quantities.units import COUNTING, same_kind
from validator.records import record
from validator.span import Span


@record
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
        low, high = sorted(self._values)
        unsaid = not self.cell.quantity.unit and self.prose.quantity.scale  # 8.5万 beside 8.5 of a row without any unit
        if low <= 0 or low * 10 > high or unsaid:
            return None
        return next((f for f in (10, 100, 10**4, 10**8) if low * f == high), None)

    @property
    def is_less(self) -> bool:
        """True where the prose states less than the cell."""
        prose, cell = self._values
        return prose < cell

    @property
    def _values(self) -> tuple[Decimal, Decimal]:
        """Both values in one unit: 9.6万公顷 beside 96万亩 has the same digits, and is not ten times as much."""
        return in_unit(self.prose.quantity, self.cell.quantity.unit).value, self.cell.quantity.value


# A cell that may restate a claim, with its row and how near the names are.
Option = tuple[Match, Series, Claim]
# Claims of these roles may speak of a row with another name than their own: 新增…, …增速.
_TELLING_NAME = 3  # characters of a name that says of itself what is counted
_RENAMED = (Role.TOTAL, Role.FLOW, Role.ANNUAL_GROWTH, Role.GROWTH)


def beside_each_other(pairs: list[Restatement]) -> Iterator[Restatement]:
    """完成新能源投资318亿元，占全市投资596亿元的53.3%: of two figures of one sentence for a cell, the one that has its value."""

    def place(pair: Restatement) -> tuple[Span, int, int]:
        return pair.cell.span, pair.prose.site.block, pair.prose.site.sentence

    agreed = {place(pair) for pair in pairs if pair.prose.quantity.value == pair.cell.quantity.value}
    for pair in pairs:
        if pair.prose.quantity.value == pair.cell.quantity.value or place(pair) not in agreed:
            yield pair


class Linker:
    """Finds the series that a name may mean, and the cell that restates a claim. Names are matched once."""

    def __init__(self, series: tuple[Series, ...], region: str, prose: tuple[Claim, ...] = ()) -> None:
        self._region = region
        self._prose = prose
        self._by_key: dict[str, Series] = {}
        for each in series:
            self._by_key.setdefault(each.name.key, each)
        self._first = list(self._by_key.values())
        self._also = {each.also.key: each for each in series if each.also is not None}
        self._index = NameIndex([each.name for each in self._first])
        self._links: dict[Name, tuple[tuple[Match, Series], ...]] = {}
        self._rates: dict[Name, tuple[tuple[Match, Series], ...]] = {}
        self._by_year: dict[int, dict[int | None, list[Claim]]] = {}
        self._named: dict[int, Restatement | None] = {}
        self._restated: dict[int, Restatement | None] = {}

    def linked(self, name: Name) -> tuple[tuple[Match, Series], ...]:
        """The series that a name may mean, nearest first; one for each distinct name of a row."""
        known = self._links.get(name)
        if known is None:
            near = (self._first[number] for number in self._index.candidates(name))
            found = [
                (match, series) for series in near if (match := match_names(name, series.name)) is not Match.DIFFERENT
            ]
            if (also := self._also.get(name.key)) is not None and all(
                pair[1] is not also or pair[0] < Match.CLOSE for pair in found
            ):
                found = [(Match.CLOSE, also), *(pair for pair in found if pair[1] is not also)]
            known = self._links[name] = tuple(sorted(found, key=itemgetter(0), reverse=True))
        return known

    def namesakes(self, name: Name) -> list[tuple[Match, Series]]:
        """The series of the same name. Only for shares, which may leave out of what, names that are alike are looked at."""
        if name.share:
            return [pair for pair in self.linked(name) if pair[0] is Match.SAME]
        series = self._by_key.get(name.key) if name.core else None
        return [(Match.SAME, series)] if series is not None else []

    def _linked_rates(self, name: Name) -> tuple[tuple[Match, Series], ...]:
        """The series that are the growth of what a name says."""
        known = self._rates.get(name)
        if known is None:
            known = self._rates[name] = self.linked(replace(name, rate=True))
        return known

    def restated(self, claim: Claim) -> Restatement | None:
        """The cell that states what a claim in prose states, for the same time and in units of one kind."""
        if id(claim) not in self._restated:
            found = self._by_name(claim)
            if (
                found is None
                and claim.name is not None
                and not claim.when.months
                and (series := self._vouched.get(claim.name.key))
            ):
                found = _nearest(claim, self._options(claim, [(Match.CLOSE, series)]))
                found = found if found and _same_size(claim, found.cell) else None
            self._restated[id(claim)] = found
        return self._restated[id(claim)]

    @cached_property
    def _vouched(self) -> dict[str, Series]:
        """Names that say more or less than their row's, for which figures vouch: 96.26% of both in one year, or those of
        two years."""
        vouched = {}
        years: dict[tuple[str, int], set[int | None]] = {}
        for claim in self._prose:
            pair = self._by_name(claim)
            if pair is None or pair.match is not Match.LOOSE or claim.name is None or pair.series.part is not None:
                continue
            same = claim.quantity.value == pair.cell.quantity.value and claim.year == pair.cell.year is not None
            digits = significant(claim.quantity.figure)
            if same and digits >= 2 and within(claim.name.core, pair.series.name.core):
                agreed = years.setdefault((claim.name.key, id(pair.series)), set())
                agreed.add(claim.year)
                if digits >= 3 or len(agreed) >= 2:
                    vouched[claim.name.key] = pair.series
        return vouched

    def _by_name(self, claim: Claim) -> Restatement | None:
        if claim.name is None or claim.when.months:
            return None  # of a part of the year: no cell states it
        if id(claim) not in self._named:
            # Where a row of the same name has a cell, the many that are but alike need not be looked for.
            options = self._options(claim, self.namesakes(claim.name)) if claim.role not in _RENAMED else []
            options = options or self._options(claim, self._candidates(claim))
            self._named[id(claim)] = _nearest(claim, options) if options else None
        return self._named[id(claim)]

    def _options(self, claim: Claim, candidates: Sequence[tuple[Match, Series]]) -> list[Option]:
        if not candidates:
            return []
        rate = claim.role in (Role.ANNUAL_GROWTH, Role.GROWTH)
        end = claim.period[1] if claim.period else None
        year = claim.year if claim.year is not None else end
        return [
            (min(match, Match.CLOSE) if _unit_of_column(cell, series) else match, series, cell)
            for match, series in candidates
            for cell in (
                _rates_for(claim, series)
                if rate and not (series.name.rate or is_fall(series.name.core))
                else self._levels_for(claim, series, year)
            )
            # Names are alike more often than figures are.
            if (match is not Match.LOOSE or _vouches(claim, cell) or _transposed(claim, cell, series))
            and comparable(claim, cell, series)
        ]

    def clashing(self, claim: Claim) -> tuple[Claim, Series] | None:
        """The first cell of the row of the same name, where it counts in another word: 1358件 in prose, 家 in the table."""
        unit = claim.quantity.unit
        if claim.name is None or unit in ("", "%", "‰", "番", "大") or claim.role is not Role.LEVEL:
            return None
        if not is_closed(claim):
            return None  # 由8支县级队伍组成: theirs
        for _, series in self.namesakes(claim.name):
            if claim.scope and claim.scope[-2:] not in series.name.printed:
                continue
            if len(series.name.core) < _TELLING_NAME:
                continue  # 小学862所 beside a row 其中：小学 of pupils: a bare word is counted in many ways
            levels = [cell for cell in series.levels if not _unit_of_column(cell, series)]
            for cell in levels:
                if _in_other_unit(claim, cell):
                    return cell, series
            for cell in levels[:1]:
                if cell.quantity.unit in COUNTING and not comparable(claim, cell, series):
                    return cell, series
        return None

    def total_of(self, claim: Claim) -> Restatement | None:
        """The total of several years (〔n〕) that prose states as what every year has: 每年放流6万尾 beside 〔6〕万尾."""
        printed = claim.name.printed if claim.name is not None and "每年" in claim.gap else ""
        if not printed.startswith("每年") or claim.role is not Role.LEVEL or claim.scope or claim.owner:
            return None
        for match, series in self.linked(parse_name(printed.removeprefix("每年"), self._region)):
            for cell in series.levels if match is Match.SAME and series.total else ():
                same = cell.quantity.value == claim.quantity.value and cell.quantity.unit == claim.quantity.unit
                if same and cell.quantity.bracket:
                    return Restatement(claim, cell, series, match, units_agree=True)
        return None

    def _candidates(self, claim: Claim) -> tuple[tuple[Match, Series], ...]:
        """The series a claim may speak of; a growth rate may also be an indicator of its own."""
        assert claim.name is not None
        linked = self.linked(claim.name)
        if claim.parent is not None and not any(match >= Match.CLOSE for match, _ in linked):
            whole = parse_name(claim.parent.printed + claim.name.printed, self._region)
            alike = {id(series) for _, series in linked}
            linked += tuple(
                (Match.CLOSE, s) for match, s in self.linked(whole) if match >= Match.CLOSE and id(s) in alike
            )
        for printed in row_names(claim):
            linked += self.linked(parse_name(printed, self._region))
        for match, printed in exact_row_names(claim):
            linked += tuple((match, s) for _, s in self.namesakes(parse_name(printed, self._region)))
        if claim.role in (Role.ANNUAL_GROWTH, Role.GROWTH) and not _over_years(claim):
            return linked + self._linked_rates(claim.name)
        return linked

    def _levels_for(self, claim: Claim, series: Series, year: int | None) -> Sequence[Claim]:
        """The levels of a series for the claim's year, else those with its value where the year is not sure."""
        by_year = self._by_year.get(id(series))
        if by_year is None:
            by_year = self._by_year[id(series)] = {}
            for cell in series.levels:
                by_year.setdefault(cell.year, []).append(cell)
        cells = by_year.get(year, ()) if year is not None else ()
        if cells or (year is not None and claim.when.known is Known.SAID):
            return cells
        same = [c for c in series.levels if c.quantity.value == claim.quantity.value]
        return same or [c for c in series.levels if transposed(claim.quantity, c.quantity)]


def _in_other_unit(claim: Claim, cell: Claim) -> bool:
    """312个 in prose and 312万元 in the table for one year: the figure of the cell in a unit of another kind."""
    if claim.year is None or cell.year != claim.year or significant(claim.quantity.figure) < 2:
        return False
    figures = {q.value / q.multiplier for q in (claim.quantity, cell.quantity)}
    return len(figures) == 1 and never_alike(claim.quantity.unit, cell.quantity.unit)


def _nearest(claim: Claim, options: list[Option]) -> Restatement | None:
    """The option of the nearest name, where it is one cell only, else the first that has the claim's value."""
    if not options:
        return None
    top = max(options, key=itemgetter(0))[0]
    best = [option for option in options if option[0] is top]
    # 2020年目标 beside 2020年实际: of two cells the one that agrees, if any does.
    several = len(best) > 1 and (len({id(row) for _, row, _ in best}) > 1 or len({c.span for _, _, c in best}) > 1)
    chosen = None if several else best[0]
    if several or top is not Match.SAME:
        near = best if top is Match.SAME else [*best, *options]  # a cell may be there under two names
        chosen = next((option for option in near if option[2].quantity.value == claim.quantity.value), chosen)
    if chosen is None:
        return None
    match, series, cell = chosen
    return Restatement(claim, cell, series, match, claim.quantity.unit == cell.quantity.unit)


def _rates_for(claim: Claim, series: Series) -> list[Claim]:
    """The rates of a series that speak of the claim's time."""
    end = claim.period[1] if claim.period else claim.year
    rates = [
        r for r in series.rates if r.role is claim.role and (r.period is None or end is None or r.period[1] == end)
    ]
    if claim.role is Role.ANNUAL_GROWTH:
        return rates
    rates = [r for r in rates if _over_its_years(claim, r)]
    if len(rates) < 2 or any(r.quantity.value == claim.quantity.value for r in rates):
        return rates
    # 2025年增长 beside 2025年计划: what agrees with neither is set beside what was reached.
    return [r for r in rates if not PLANNED.search(r.cue)] or rates


PLANNED = later(r"计划|目标|预期|预算|任务")


def _over_its_years(claim: Claim, rate: Claim) -> bool:
    """增长6.8% is the growth of a year, 比2020年增长38.6% that since then: in the table as well."""
    since = rate.period[0] if rate.period else None
    if since is None or rate.period is None or rate.period[1] == since + 1:
        return claim.compared in (None, since) and claim.period is None
    return claim.compared == since


def _same_digits(claim: Claim, cell: Claim) -> bool:
    """The same figure, perhaps with a slip of the unit (1000万元, 1000亿元)."""
    a, b = claim.quantity, cell.quantity
    return a.value == b.value or (a.figure == b.figure and a.unit == b.unit and len(a.figure) >= 3)


def _agrees_closely(claim: Claim, cell: Claim) -> bool:
    """Three significant digits in common are no accident."""
    a, b = claim.quantity, cell.quantity
    return significant(a.figure) >= 3 and significant(b.figure) >= 3 and agree(a, b)


def _vouches(claim: Claim, cell: Claim) -> bool:
    """True where the figures tell that names which are but alike mean one thing."""
    return _same_digits(claim, cell) or _agrees_closely(claim, cell)


def _transposed(claim: Claim, cell: Claim, series: Series) -> bool:
    """旅游投诉办结率 99.2 in the table, 投诉办结率92.9% in prose: its own digits in another order, and no other year's value."""
    if not transposed(claim.quantity, cell.quantity) or claim.name is None:
        return False
    elsewhere = any(c.quantity.value == claim.quantity.value for c in series.levels)
    return not elsewhere and within(claim.name.core, series.name.core)


def _over_years(claim: Claim) -> bool:
    """比2015年增长38.6%: growth since then, no yearly rate."""
    return bool(claim.role is Role.GROWTH and claim.compared and claim.year and claim.year > claim.compared + 1)


def _same_size(claim: Claim, cell: Claim) -> bool:
    """Neither figure more than twice the other: far apart, the shorter name means something else here."""
    a, b = sorted((claim.quantity.value, cell.quantity.value))
    return 0 < b <= 2 * a


@lru_cache(maxsize=8192)
def significant(figure: str) -> int:
    """How many digits of a figure tell it from others."""
    return len(figure.replace(",", "").replace(".", "").lstrip("0"))


def comparable(claim: Claim, cell: Claim, series: Series) -> bool:
    """True when both figures are in units of one kind. 个 counts anything, 件 may stand for 件/万人."""
    a, b = claim.quantity.unit, cell.quantity.unit
    if a == b:
        return True
    if _unit_of_column(cell, series):
        return bool(a and b) and same_kind(a, b)
    if not a or not b:
        return not a and (b in COUNTING or (bool(b) and claim.tail.startswith(b)))  # 8.5万路 where 路 is no known unit
    if a in COUNTING and b in COUNTING:
        return "个" in (a, b)
    return (("/" in a or "/" in b) and a.partition("/")[0] == b.partition("/")[0]) or same_kind(a, b)


# 2025年新增就业6800人: said of that year, not 到2025年, 截至2025年底.
_IN_YEAR = later(r"(?<![到至止较比自由从以在])(?:当年|全年|((?:19|20)\d\d)年(?![末底初前内以来]))[^，。；]*$")
_SUMMED = later(r"累计|年来|[三四五]年(?!的)|共计?|合计|“|以来|期间|到|至")


def is_total_of_one_year(pair: Restatement) -> bool:
    """True for the very figure that a table marks as a total, printed as what one year added."""
    claim, cell = pair.prose, pair.cell
    if (
        not pair.series.total
        or pair.match < Match.CLOSE
        or claim.scope
        or claim.owner
        or claim.when.known is not Known.SAID
    ):
        return False
    same = claim.quantity.value == cell.quantity.value and significant(claim.quantity.figure) >= 2
    if (
        not same
        or claim.bracketed
        or claim.start
        or claim.quantity.unit in ("%", "‰", "")
        or not ADDED.search(claim.gap)
    ):
        return False
    found = _IN_YEAR.search(claim.gap)
    return found is not None and found[1] in (None, str(claim.year)) and not _SUMMED.search(claim.gap)


def told_more_fully(pair: Restatement) -> bool:
    """面向乡镇开展巡回义诊培训2140人次: the name of the row with whom it was for, and a figure that is no accident."""
    name, row = pair.prose.name, pair.series.name.core
    same = pair.prose.quantity.value == pair.cell.quantity.value and significant(pair.prose.quantity.figure) >= 3
    return same and name is not None and len(row) > LEAST and name.core.endswith(row)


def _unit_of_column(cell: Claim, series: Series) -> bool:
    """True where the header gives the unit, and so says what is measured of a row: 医院 under 床位数（张）2025年."""
    return cell.quantity.unit not in ("", "%", "‰") and not series.unit and cell.quantity.text[-1:].isdigit()
