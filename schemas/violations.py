"""Where a submitted table does not satisfy its plan's schema. Nothing is judged here but the form and the fixed figures."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from schemas.indicator import IndicatorRow, IndicatorTable, Nature
from schemas.plan import PlanIndicator, PlanSchema, fold
from validator.quantities.quantity import Bound
from validator.quantities.units import factor, known, same_kind
from validator.wording import clean


class ViolationKind(StrEnum):
    """In what way a table does not satisfy its plan's schema."""

    MISSING_TABLE = "missing-table"
    MISSING_ROW = "missing-row"
    UNKNOWN_ROW = "unknown-row"
    DUPLICATE_ROW = "duplicate-row"
    WRONG_UNIT = "wrong-unit"
    WRONG_YEARS = "wrong-years"
    BLANK_CELL = "blank-cell"
    UNREADABLE_CELL = "unreadable-cell"
    WRONG_VALUE = "wrong-value"
    OUT_OF_BOUNDS = "out-of-bounds"
    NATURE_INVALID = "nature-invalid"
    WRONG_NATURE = "wrong-nature"


@dataclass(frozen=True, slots=True)
class Violation:
    """One way in which a table does not satisfy its plan's schema.

    `row` is the index in `table.rows` (None: the table as a whole), `year` the column of a figure;
    `column` says what is wrong there: `name`, `unit`, `value`, `growth`, `nature`, `years` or
    `table`. `indicator` is its name in the plan. `expected` and `found` are as printed, or empty.
    """

    kind: ViolationKind
    column: str
    row: int | None = None
    year: int | None = None
    indicator: str = ""
    expected: str = ""
    found: str = ""

    @property
    def zh(self) -> str:
        """The sentence in Chinese."""
        place = {"value": f" {self.year} 年值", "growth": "年均增长"}.get(self.column, "属性")
        given = f"为“{_shown(self.found)}”" if self.found else "没有填写"
        return _SENTENCES[self.kind][0].format(**self._texts("无"), place=place, given=given)

    @property
    def en(self) -> str:
        """The sentence in English."""
        place = {"value": f"figure for {self.year}", "growth": "annual growth"}.get(self.column, "nature")
        given = f"has “{_shown(self.found)}”" if self.found else "leaves it blank"
        return _SENTENCES[self.kind][1].format(**self._texts("none"), place=place, given=given)

    def _texts(self, nothing: str) -> dict[str, str]:
        """What fills the sentence, safe to print; `nothing` stands for an empty text."""
        texts = {"indicator": self.indicator, "expected": self.expected, "found": self.found}
        return {key: _shown(text) or nothing for key, text in texts.items()}


def _shown(text: str) -> str:
    return clean(text[:200])[:80]


_SENTENCES = {
    ViolationKind.MISSING_TABLE: (
        "规划要求有指标表，文稿中没有。",
        "The plan requires a table of indicators; there is none.",
    ),
    ViolationKind.MISSING_ROW: ("缺少指标“{expected}”。", "The indicator “{expected}” is missing."),
    ViolationKind.UNKNOWN_ROW: ("“{found}”不是本规划的指标。", "“{found}” is not an indicator of this plan."),
    ViolationKind.DUPLICATE_ROW: ("指标“{indicator}”不止一行。", "The indicator “{indicator}” has more than one row."),
    ViolationKind.WRONG_UNIT: (
        "“{indicator}”的单位应为“{expected}”，表中{given}。",
        "The unit of “{indicator}” should be “{expected}”; the table {given}.",
    ),
    ViolationKind.WRONG_YEARS: ("表中没有 {expected} 年一列。", "The table has no column for {expected}."),
    ViolationKind.BLANK_CELL: ("“{indicator}”的{place}没有填写。", "The {place} of “{indicator}” is blank."),
    ViolationKind.UNREADABLE_CELL: (
        "“{indicator}”的{place}“{found}”不是数字。",
        "The {place} of “{indicator}”, “{found}”, is not a figure.",
    ),
    ViolationKind.WRONG_VALUE: (
        "“{indicator}”的{place}应为 {expected}，表中为 {found}。",
        "The {place} of “{indicator}” should be {expected}; the table has {found}.",
    ),
    ViolationKind.OUT_OF_BOUNDS: (
        "“{indicator}”的{place} {found} 超出合理范围（{expected}）。",
        "The {place} of “{indicator}”, {found}, is out of bounds ({expected}).",
    ),
    ViolationKind.NATURE_INVALID: (
        "“{indicator}”的属性应为{expected}，表中{given}。",
        "The nature of “{indicator}” should be {expected}; the table {given}.",
    ),
    ViolationKind.WRONG_NATURE: (
        "“{indicator}”的属性应为{expected}，表中为“{found}”。",
        "The nature of “{indicator}” should be {expected}; the table has “{found}”.",
    ),
}


@dataclass(frozen=True, slots=True)
class _Line:
    """What the plan expects of one row: an indicator, or one series of it."""

    indicator: PlanIndicator
    series: str
    base: Decimal | None
    target: Decimal | None

    @property
    def label(self) -> str:
        """The name to show."""
        return f"{self.indicator.name}（{self.series}）" if self.series else self.indicator.name

    @property
    def names(self) -> tuple[str, ...]:
        """The names that a row may have."""
        return (self.series,) if self.series else self.indicator.names

    @property
    def free(self) -> bool:
        """True when the document fixes no figure, so that the table has to give them."""
        return self.base is None and self.target is None and self.indicator.growth_printed is None


Alike = Callable[[str, str], bool]


def find_violations(plan: PlanSchema, table: IndicatorTable | None, alike: Alike | None = None) -> list[Violation]:
    """What in a table is not as the plan has it: the table as a whole, its rows in order, then the rows that lack.

    `alike(row name, indicator name)` may recognise names that are not spelled the same. Figures are
    compared in the plan's unit: 661480万元 is 66.15亿元. Without a table (None) that alone is said,
    where the plan requires one.
    """
    if table is None:
        return [Violation(ViolationKind.MISSING_TABLE, "table")] if plan.table_required else []
    found = [
        Violation(ViolationKind.WRONG_YEARS, "years", year=year, expected=str(year))
        for year in (plan.base_year, plan.target_year)
        if year is not None and year not in table.years
    ]
    seen: set[int] = set()
    lines = _lines(plan)
    index = {key: at for at, line in enumerate(lines) for key in map(fold, line.names)}
    for number, row in enumerate(table.rows):
        at = _match(lines, index, row, alike)
        if at is None:
            found.append(Violation(ViolationKind.UNKNOWN_ROW, "name", number, found=row.series or row.name))
        elif at in seen:
            found.append(Violation(ViolationKind.DUPLICATE_ROW, "name", number, indicator=lines[at].label))
        else:
            seen.add(at)
            found += _Row(plan, table, number, row, lines[at]).violations()
    return found + [
        Violation(ViolationKind.MISSING_ROW, "name", indicator=line.label, expected=line.label)
        for at, line in enumerate(lines)
        if at not in seen and line.indicator.source == "table"
    ]


def _lines(plan: PlanSchema) -> list[_Line]:
    lines = []
    for each in plan.indicators:
        if each.series:
            lines += [_Line(each, part.name, part.base, part.target) for part in each.series]
        else:
            lines.append(_Line(each, "", each.base, each.target))
    return lines


def _match(lines: list[_Line], index: dict[str, int], row: IndicatorRow, alike: Alike | None) -> int | None:
    """Which line a row gives: by its series (else its name) as spelled, or by a likeness of names."""
    name = row.series or row.name
    at = index.get(fold(name)) if fold(name) else None
    if at is not None or alike is None:
        return at
    return next((at for at, line in enumerate(lines) if any(alike(name, each) for each in line.names)), None)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a table beside the line of the plan that it gives."""

    plan: PlanSchema
    table: IndicatorTable
    index: int
    row: IndicatorRow
    line: _Line

    def violations(self) -> list[Violation]:
        """All violations of this row, in the order of its columns."""
        unit = list(self._unit())
        figures = [*self._years(comparable=not unit), *self._growth()]
        return [*unit, *figures, *self._nature()]

    def _say(
        self, kind: ViolationKind, column: str, year: int | None = None, expected: str = "", found: str = ""
    ) -> Violation:
        return Violation(kind, column, self.index, year, self.line.label, expected, found)

    def _unit(self) -> Iterator[Violation]:
        if not same_kind(self.row.unit, self.line.indicator.unit):
            yield self._say(ViolationKind.WRONG_UNIT, "unit", None, self.line.indicator.unit, self.row.unit)

    def _years(self, comparable: bool) -> Iterator[Violation]:
        """The base and target columns against the plan, all others against the bounds."""
        wanted = {self.plan.base_year: self.line.base, self.plan.target_year: self.line.target}
        for year in self.table.years:
            expected, value = wanted.get(year), self.row.values.get(year)
            if year in self.row.unreadable:
                yield self._say(
                    ViolationKind.UNREADABLE_CELL, "value", year, _text(expected), self.row.unreadable[year]
                )
            elif value is None:
                if expected is not None or (year in wanted and self.line.free):
                    yield self._say(ViolationKind.BLANK_CELL, "value", year, _text(expected))
            elif comparable:
                bound = self.line.indicator.bound if year == self.plan.target_year else Bound.EXACT
                yield from self._value(year, value, expected, bound)

    def _value(self, year: int, value: Decimal, expected: Decimal | None, bound: Bound) -> Iterator[Violation]:
        ours, theirs = self.line.indicator, self.row.unit
        amount = value * factor(theirs, ours.unit)
        shown = f"{value}{theirs if known(theirs) else ''}"
        if expected is not None and not _agrees(value, amount, expected, bound):
            yield self._say(ViolationKind.WRONG_VALUE, "value", year, f"{expected}{ours.unit}", shown)
        if (ours.lower is not None and amount < ours.lower) or (ours.upper is not None and amount > ours.upper):
            limits = f"{_text(ours.lower) or '−∞'}～{_text(ours.upper) or '∞'}{ours.unit}"
            yield self._say(ViolationKind.OUT_OF_BOUNDS, "value", year, limits, shown)

    def _growth(self) -> Iterator[Violation]:
        """The growth column is filled in; its figure is compared only where the target itself is a growth rate.

        A rate beside base and target is recomputed from them (GR101): what the plan once printed does not bind.
        """
        expected, found = self.line.indicator.growth_printed, self.row.growth
        if self.row.unreadable_growth:
            yield self._say(ViolationKind.UNREADABLE_CELL, "growth", None, _text(expected), self.row.unreadable_growth)
        elif expected is None:
            return
        elif found is None:
            yield self._say(ViolationKind.BLANK_CELL, "growth", None, _text(expected))
        elif self.line.target is None and not _agrees(found, found, expected, self.line.indicator.bound):
            yield self._say(ViolationKind.WRONG_VALUE, "growth", None, f"{expected}%", f"{found}%")

    def _nature(self) -> Iterator[Violation]:
        expected, found = self.line.indicator.nature, "".join(self.row.nature.split())
        if (found and found not in list(Nature)) or (expected and not found):
            either = expected or "或".join(Nature)
            yield self._say(ViolationKind.NATURE_INVALID, "nature", None, either, self.row.nature)
        elif expected and found != expected:
            yield self._say(ViolationKind.WRONG_NATURE, "nature", None, expected, found)


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{value}"


def _agrees(printed: Decimal, amount: Decimal, expected: Decimal, bound: Bound) -> bool:
    """True when `amount` (`printed` in the plan's unit) is what the plan has, or beyond its floor or ceiling.

    In the plan's own unit the figures must be equal; converted, they may differ by rounding.
    """
    if (
        amount == expected
        or (bound is Bound.FLOOR and amount > expected)
        or (bound is Bound.CEILING and amount < expected)
    ):
        return True
    if bound is Bound.ABOUT:
        return abs(amount - expected) <= abs(expected) / 10
    scale = amount / printed if printed else Decimal(1)
    step = max(_step(expected), _step(printed) * scale) if scale != 1 else Decimal(0)
    return abs(amount - expected) <= step / 2


def _step(value: Decimal) -> Decimal:
    """One unit in the last printed digit."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)
