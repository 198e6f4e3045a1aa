"""A plan's schema: which indicators its table must have, with the figures that the document fixes.

A schema says what a plan says; it does not judge whether the figures agree with each other.
"""

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from schemas.indicator import Cell, Contract, Figure, Indicator, IndicatorTable, Many, Name, Nature, Year
from validator.quantities.quantity import Bound

if TYPE_CHECKING:
    from schemas.violations import Violation

MOST_INDICATORS = 500

Level = Literal["county", "city", "province", "nation"]
DocumentKind = Literal["plan", "annual-points", "action-plan"]


class PlanSeries(Contract):
    """One of several series that share a row (153/45), with the figures that the document fixes."""

    name: Name
    base: Figure | None = None
    target: Figure | None = None


class PlanIndicator(Indicator):
    """An indicator as a plan has it.

    `base` and `target` are in `unit`; None where the document gives none. `growth_printed` is the
    annual growth in percent as printed, whether it stands beside the target or in its place. `bound`
    says how the target (or, without a target, the growth) is meant. A row with several figures in a
    cell has its figures in `series`. `source` tells where the document states the target.
    """

    base: Figure | None = None
    target: Figure | None = None
    bound: Annotated[Bound, Field(strict=False)] = Bound.EXACT
    growth_printed: Figure | None = None
    nature: Annotated[Nature, Field(strict=False)] | None = None
    series: Many[PlanSeries] = ()
    source: Literal["table", "prose"] = "table"

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)


class PlanSchema(Contract):
    """A plan: where it holds, for when, and the indicators that its table must have.

    `name` is the name used on the command line. `period` is its first and last year; it, `base_year`
    and `target_year` are None where the document names no year. `table_required`: the document
    announces a table of indicators.
    """

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
    title: Name
    region: Cell = ""
    level: Level = "county"
    topic: Cell = ""
    document_kind: DocumentKind = "plan"
    period: Annotated[tuple[Year, Year], Field(strict=False)] | None = None
    base_year: Year | None = None
    target_year: Year | None = None
    table_required: bool = True
    notes: Many[Cell] = ()
    indicators: Annotated[tuple[PlanIndicator, ...], Field(strict=False, min_length=1, max_length=MOST_INDICATORS)]

    @model_validator(mode="after")
    def _consistent(self) -> "PlanSchema":
        if self.period and self.period[0] > self.period[1]:
            raise PydanticCustomError("period_reversed", "the period ends before it begins")
        if self.base_year and self.target_year and self.base_year > self.target_year:
            raise PydanticCustomError("years_reversed", "the base year is after the target year")
        seen: set[str] = set()
        for indicator in self.indicators:
            keys = {f"#{indicator.id}", *map(fold, indicator.names)}
            if keys & seen:
                raise PydanticCustomError("duplicate", "given twice: {what}", {"what": indicator.name})
            seen |= keys
        return self

    def violations(
        self, table: IndicatorTable | None, alike: Callable[[str, str], bool] | None = None
    ) -> "list[Violation]":
        """What in a submitted table is not as this plan has it; see `schemas.violations`.

        A place is told by the index in `table.rows` and the year. `alike(row name, indicator name)`
        may recognise names that are not spelled the same. None for `table` says that there is none.
        """
        from schemas.violations import find_violations

        return find_violations(self, table, alike)


def fold(name: str) -> str:
    """A name without white space, punctuation and what stands in brackets: the form in which names are compared."""
    folded, depth = [], 0
    for char in unicodedata.normalize("NFKC", name).casefold():
        if char in "([〔【":
            depth += 1
        elif char in ")]〕】":
            depth = max(0, depth - 1)
        elif depth == 0 and char.isalnum():
            folded.append(char)
    return "".join(folded)


def table_json_schema(plan: PlanSchema) -> dict[str, object]:
    """JSON Schema (draft 2020-12) of the table that is submitted for a plan: its names, units, years and natures."""
    schema = IndicatorTable.model_json_schema()
    schema["$defs"]["IndicatorRow"]["required"] = ["name", "unit", "values"]
    row = schema["$defs"]["IndicatorRow"]["properties"]
    row["name"]["enum"] = [name for indicator in plan.indicators for name in indicator.names]
    row["unit"]["enum"] = sorted({indicator.unit for indicator in plan.indicators})
    row["series"]["enum"] = ["", *(each.name for indicator in plan.indicators for each in indicator.series)]
    row["nature"]["enum"] = ["", *Nature]
    years = [year for year in (plan.base_year, plan.target_year) if year is not None]
    schema["properties"]["years"]["allOf"] = [{"contains": {"const": year}} for year in years]
    schema["properties"]["rows"]["minItems"] = sum(indicator.source == "table" for indicator in plan.indicators)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:gouji:table:{plan.name}"}
    return {**head, **schema, "title": f"{plan.title}指标表"}


def load_plan(name: str) -> PlanSchema:
    """The schema of a plan by its name (`suining`) or by the path of a TOML file.

    Raises `SchemaError` when there is none of that name, or the file is no schema.
    """
    if name.endswith(".toml") or "/" in name or "\\" in name:
        from schemas.toml import load_schema

        return load_schema(name)
    from schemas.plans import plan_schema

    return plan_schema(name)
