"""A plan before it is laid out: blocks of marked text, its figures and how they hang together."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.accuracy.figures import Figure, Interval, Relation, holds

HERE = Path(__file__).parent


def load(name: str) -> dict[str, Any]:
    """One of the TOML files beside this module."""
    return tomllib.loads((HERE / name).read_text("utf-8"))


@dataclass(slots=True)
class Heading:
    """A heading; `level` 1 or 2."""

    text: str
    level: int


@dataclass(slots=True)
class Para:
    """A paragraph of marked text; `item` where it is one of a list."""

    text: str
    item: bool = False


@dataclass(slots=True)
class Table:
    """A table of marked cells; `note` stands below it."""

    caption: str
    header: list[str]
    rows: list[list[str]]
    note: str = ""


Block = Heading | Para | Table


@dataclass(slots=True)
class Plan:
    """An invented plan that agrees with itself. `years` is the length of its period, `base` the year before it;
    `topic` and `region` what it is about, `figures` and `relations` what stands in it."""

    name: str
    layout: str
    numbering: str
    title: str
    region: str
    topic: str
    base: int
    years: int
    blocks: list[Block] = field(default_factory=list)
    figures: dict[str, Figure] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    records: list["Record"] = field(default_factory=list)

    @property
    def before(self) -> int:
        """The year at the start of the period before."""
        return self.base - self.years

    @property
    def target(self) -> int:
        """The last year."""
        return self.base + self.years

    @property
    def table(self) -> Table:
        """The table of indicators."""
        return next(block for block in self.blocks if isinstance(block, Table))

    def intervals(self) -> dict[str, Interval]:
        """What each figure leaves open."""
        return {key: figure.interval for key, figure in self.figures.items()}

    def broken(self, key: str) -> list[Relation]:
        """The relations with that figure that do not hold."""
        values = self.intervals()
        return [r for r in self.relations if key in r.keys and not holds(r, values)]


@dataclass(slots=True)
class Record:
    """An indicator: its values before, at the base and at the target, and its rates, all as printed in the table."""

    name: str
    unit: str
    kind: str  # level, rate, fall or total
    before: str
    base: str
    target: str
    past_rate: str = ""
    rate: str = ""
    star: bool = False
    # Keys of what states it: (year or "rate", key).
    stated: list[tuple[str, str]] = field(default_factory=list)
