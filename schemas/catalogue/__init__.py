"""The field's standard indicators and the administrative divisions of China, as data.

`load()` reads indicators.toml, `places()` places.toml, each once, in ten to fifteen milliseconds; looking up is
O(1). `find()` looks up one name, and does not read the indicators for a name they do not have. Nothing of
validator/ is imported here, nor pydantic. README.md tells the fields and the sources.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

Kind = Literal["stock", "flow", "ratio", "rate"]
Direction = Literal["up", "down", "any"]
Level = Literal["province", "prefecture", "county"]

LONGEST = 200  # characters; a longer text is no name, and is not looked at
_LONGEST_PLACE = 16  # 双江拉祜族佤族布朗族傣族自治县 has fifteen
_LEVELS: tuple[Level, ...] = ("province", "prefecture", "county")

_OPENING, _CLOSING = frozenset("([〔【"), frozenset(")]〕】")
_MARKS = "“”\"‘’'「」『』《》·•"
_UNPRINTED = str.maketrans("", "", _MARKS)
_TERRITORIES = ("全市", "全县", "全省", "全区", "全州", "全旗")


@dataclass(frozen=True, slots=True)
class Entry:
    """A standard indicator.

    `unit` is what it is usually printed in, `units_ok` other units that are not mere multiples of it
    (个 beside 家, 件 beside 件/万人). `low` and `high` are the least and greatest values that make
    sense, in `unit`; None for no bound. `numerator` and `denominator` of a quotient are ids, or names
    where there is no entry. `constant_price`: growth is stated at constant prices. `source` is the
    publication or plan that defines it.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    unit: str
    units_ok: tuple[str, ...]
    kind: Kind
    low: Decimal | None
    high: Decimal | None
    numerator: str
    denominator: str
    direction: Direction
    constant_price: bool
    family: str
    source: str

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Identity:
    """result = factor × numerator ÷ denominator, all three ids, each in the unit of its entry.

    `approximate`: true but for what `note` says, such as the average population as denominator.
    """

    result: str
    numerator: str
    denominator: str
    factor: Decimal
    note: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """The parts make up the total; all are ids, of one and the same unit."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The standard indicators by id and by name, and the identities between them; `families` has their titles."""

    entries: Mapping[str, Entry]
    identities: tuple[Identity, ...]
    sums: tuple[Sum, ...]
    families: Mapping[str, str]
    _by_name: Mapping[str, Entry] = field(repr=False)

    def find(self, printed_name: str) -> Entry | None:
        """The indicator of that name or alias.

        White space, quotation marks and what stands in brackets do not count, nor does 全市 or the
        like in front and behind 占; anything else does: 规上工业增加值 is not 工业增加值.
        """
        if len(printed_name) > LONGEST:
            return None
        key = fold(printed_name)
        return self._by_name.get(key) or self._by_name.get(_unscoped(key))

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)


def fold(name: str) -> str:
    """The form in which names are compared: no white space, quotation marks or brackets; letters upper-case, half-width."""
    text = "".join(unicodedata.normalize("NFKC", name).split()).translate(_UNPRINTED).upper()
    if _OPENING.isdisjoint(text):
        return text
    kept, depth = [], 0
    for char in text:
        depth += char in _OPENING
        if depth == 0:
            kept.append(char)
        depth = max(0, depth - (char in _CLOSING))
    return "".join(kept)


def _unscoped(key: str) -> str:
    """A folded name without 全市, 全县 … in front and behind 占, where they name the plan's own territory."""
    if key.startswith(_TERRITORIES):
        key = key[2:]
    head, link, tail = key.partition("占")
    return head + link + tail[2:] if tail.startswith(_TERRITORIES) else key


@cache
def load() -> Catalogue:
    """The catalogue of indicators, read once."""
    data = _read("indicators.toml")
    identities = tuple(Identity(**{**each, "factor": Decimal(each["factor"])}) for each in data.pop("identity"))
    sums = tuple(Sum(each["total"], tuple(each["parts"])) for each in data.pop("sum"))
    families = {family: table["title"] for family, table in data.items()}
    entries = {entry.id: entry for family, table in data.items() for entry in _entries(family, table)}
    by_name = {fold(name): entry for entry in entries.values() for name in entry.names}
    return Catalogue(MappingProxyType(entries), identities, sums, MappingProxyType(families), MappingProxyType(by_name))


def find(printed_name: str) -> Entry | None:
    """The indicator of that name or alias, as `load().find` has it.

    Most names of a plan are of no standard indicator. Whether one stands in the file at all is seen in a
    third of the time that parsing takes.
    """
    if len(printed_name) > LONGEST:
        return None
    key = fold(printed_name)
    return None if _words().isdisjoint((key, _unscoped(key))) else load().find(printed_name)


@cache
def _words() -> frozenset[str]:
    """What stands between spaces and quotes in indicators.toml, the names among it, in the form in which names are compared."""
    text = unicodedata.normalize("NFKC", _text("indicators.toml").replace("'", " ")).upper()
    for mark in _MARKS:  # `translate` is slow where most characters stay
        text = text.replace(mark, "")
    return frozenset(re.sub(r"\([^()]*\)", "", text).split())


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(_text(name))


def _text(name: str) -> str:
    return files("schemas.catalogue").joinpath(name).read_text("utf-8")


def _entries(family: str, table: Mapping[str, Any]) -> Iterator[Entry]:
    for key, row in table.items():
        if isinstance(row, dict):
            yield _entry(family, key, row, table["source"])


_NUMBERS = {text: Decimal(text) for text in ("0", "1", "100", "1000")}


def _entry(family: str, key: str, row: Mapping[str, Any], source: str) -> Entry:
    """One row with its defaults filled in: low is 0 except for a rate, direction is up."""
    low, high = row.get("low", "" if row["kind"] == "rate" else "0"), row.get("high", "")
    return Entry(
        id=key,
        name=row["name"],
        aliases=tuple(row.get("aliases", "").split()),
        unit=row["unit"],
        units_ok=tuple(row.get("units_ok", ())),
        kind=row["kind"],
        low=(_NUMBERS.get(low) or Decimal(low)) if low else None,
        high=(_NUMBERS.get(high) or Decimal(high)) if high else None,
        numerator=row.get("numerator", ""),
        denominator=row.get("denominator", ""),
        direction=row.get("direction", "up"),
        constant_price=row.get("constant_price", False),
        family=family,
        source=row.get("source", source),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A division: full and short name, level, the province it lies in, and the division right above it.

    For a province `province` is its own name and `parent` is empty.
    """

    name: str
    short: str
    level: Level
    province: str
    parent: str


@dataclass(frozen=True, slots=True)
class Places:
    """The divisions by full and by short name.

    `ordinary_words` are names, mostly short ones, that are words of the language or parts of them (和平, 城关,
    东方): a text that has one does not necessarily speak of the place.
    """

    all: tuple[Place, ...]
    ordinary_words: frozenset[str]
    _by_name: Mapping[str, tuple[Place, ...]] = field(repr=False)

    def named(self, name: str) -> tuple[Place, ...]:
        """All places of that full or short name: 朝阳 is a city in 辽宁, a county there and two districts."""
        return self._by_name.get(name, ())

    def find(self, short_or_full: str) -> Place | None:
        """The place of that name, also with those above it in front (湖南省绥宁县).

        Among places of one name the highest is meant, a full name before a short one; None where
        several of the highest level remain (鼓楼区) or there is none.
        """
        name = "".join(short_or_full[:LONGEST].split())
        return self._below(name, None)

    def _below(self, name: str, above: Place | None) -> Place | None:
        """The place of that name in `above`; else the name is cut in two, a place and one below it. Three levels deep."""
        found = self._one(name, above)
        for cut in range(2, min(len(name) - 1, _LONGEST_PLACE)):
            head = None if found else self._one(name[:cut], above)
            if head is not None and head.level != "county":
                found = self._below(name[cut:], head)
        return found

    def _one(self, name: str, above: Place | None) -> Place | None:
        """The one place meant by a name: a full name before a short one, then the highest level."""
        named = self.named(name)
        if above is not None:
            named = tuple(p for p in named if p is not above and above.name in (p.parent, p.province))
        ranks = [(place.name != name, _LEVELS.index(place.level)) for place in named]
        return named[ranks.index(min(ranks))] if ranks and ranks.count(min(ranks)) == 1 else None


@cache
def places() -> Places:
    """The gazetteer, read once."""
    data = _read("places.toml")
    shorts, former, ordinary = data.pop("short"), data.pop("former"), data.pop("ordinary")
    found = tuple(place for name, table in data.items() for place in _province(name, table, shorts))
    index: dict[str, list[Place]] = {}
    for place in found:
        for name in {place.name, place.short, _popular(place)}:
            index.setdefault(name, []).append(place)
    for name, table in data.items():
        for abbreviation in table["abbreviations"].split():
            index.setdefault(abbreviation, []).extend(index[name][:1])
    for old, new in former.items():
        index.setdefault(old, []).extend(place for place in index[new] if place not in index[old])
    by_name = {name: tuple(all_of_it) for name, all_of_it in index.items()}
    return Places(found, frozenset(ordinary["words"].split()), MappingProxyType(by_name))


def _province(name: str, table: Mapping[str, Any], shorts: Mapping[str, str]) -> Iterator[Place]:
    yield Place(name, table["short"], "province", name, "")
    for county in table.get("counties", "").split():
        yield Place(county, _short(county, shorts), "county", name, name)
    for prefecture, counties in table.get("prefectures", {}).items():
        yield Place(prefecture, _short(prefecture, shorts), "prefecture", name, name)
        for county in counties.split():
            yield Place(county, _short(county, shorts), "county", name, prefecture)


def _short(name: str, shorts: Mapping[str, str]) -> str:
    """绥宁县 is 绥宁, 阿里地区 阿里, 神农架林区 神农架; 南县 stays, for 南 alone names nothing, and so does a 旗."""
    if name in shorts:
        return shorts[name]
    for ending in ("地区", "林区", "特区", "市", "县", "区", "盟"):
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name[: -len(ending)]
    return name


def _popular(place: Place) -> str:
    """湘西州 for 湘西土家族苗族自治州, 新晃县 for 新晃侗族自治县; the short name where there is no such form."""
    if "自治" in place.name and place.level != "province":
        return place.short + place.name[-1]
    return place.short
