"""Units: what a printed unit means, and how many of one make another. The only importer of pint.

The vocabulary is units.txt. Every spelling is reduced to a multiplier and a canonical unit without
pint, and so is what it measures; pint is loaded only when one unit has to be converted into another.
"""

import unicodedata
from collections import Counter
from decimal import Decimal, localcontext
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from validator.errors import GoujiError

if TYPE_CHECKING:
    from pint import UnitRegistry


class UnknownUnit(GoujiError):  # noqa: N818 - the name says which error it is
    """A unit that is not in the vocabulary."""


class UnitMismatch(GoujiError):  # noqa: N818
    """Two units that do not measure the same thing."""


class _Vocabulary(NamedTuple):
    """`lines` for pint; `canonical` maps each spelling to its canonical unit, `meaning` that to its
    definition; `counting` are the counting nouns."""

    lines: tuple[str, ...]
    canonical: dict[str, str]
    meaning: dict[str, str]
    counting: frozenset[str]


LONGEST = 40  # characters; a longer text is no unit, and is not looked at

MULTIPLIERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

# What pint cannot have as a name, as it stands in units.txt.
_SIGNS = {"百分率": "%", "千分率": "‰", "万分率": "‱"}
_PINT_NAMES = {sign: name for name, sign in _SIGNS.items()}

# Spellings that become something else before the vocabulary is asked.
_SPELLINGS = {
    "百分比": "%",
    "百分之": "%",
    "°C": "摄氏度",
    "人民币": "元",
    "-": "",
    "--": "",
    "—": "",
    "——": "",
    "/": "",
    "无": "",
}

# Words in brackets that say how a unit is meant, not which it is.
_REMARKS = ("累计", "现价", "不变价", "可比价", "当年价", "年末", "年均", "百分比", "左右", "以上", "以下")

# Nouns that stand behind a number mostly as part of another word: 五位一体, 三门峡, 十九届四中, 八部门,
# 二期工程, 100周年, 由56升至60, 3方. As a unit of a table they are known all the same.
_NOT_BEHIND_A_NUMBER = frozenset("位门届部期方升月日里周对口层首单组批块集班岗字眼担mgtLW") | {"度C", "pct"}


@cache
def _vocabulary() -> _Vocabulary:
    """units.txt, read without pint."""
    text = files("validator.quantities").joinpath("units.txt").read_text("utf-8")
    after = text.partition("counting:")[2]
    canonical: dict[str, str] = {}
    meaning: dict[str, str] = {}
    for line in _definitions(text):
        name, definition, *rest = (part.strip() for part in line.split("="))
        meaning[_SIGNS.get(name, name)] = definition
        for spelling in (name, *rest):
            if spelling != "_":
                canonical[_SIGNS.get(spelling, spelling)] = _SIGNS.get(name, name)
    counting = frozenset(line.partition("=")[0].strip() for line in _definitions(after))
    return _Vocabulary(_definitions(text), canonical, meaning, counting)


def _definitions(text: str) -> tuple[str, ...]:
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if "=" in line and not line.startswith("#"))


COUNTING: frozenset[str] = _vocabulary().counting
"""Canonical counting nouns (家 件 个 项 …): an integer of them without multiplier is exact."""


def _suffixes() -> tuple[str, ...]:
    compound = (
        "人·年",
        "件/万人",
        "人年/万人",
        "微克/立方米",
        "毫克/升",
        "微克/升",
        "克/升",
        "μg/m³",
        "km²",
        "m²",
        "m³",
        "㎡",
        "℃",
    )
    found = {*_vocabulary().canonical, "％", *compound} - _NOT_BEHIND_A_NUMBER - set(_SIGNS)
    return tuple(sorted(found, key=lambda each: (-len(each), each)))


SUFFIXES: tuple[str, ...] = _suffixes()
"""Unit spellings that may stand directly behind a number (and its 万 or 亿), longest first."""


def split(unit: str) -> tuple[Decimal, str]:
    """The multiplier and the canonical unit of a printed unit: 万元 is 10000 元, 个百分点 is 1 百分点.

    A unit that is not known comes back as it is (cleaned of white space and full-width forms), 万路 as 10000 路. The
    multiplier of a denominator stays with it: 件/万人 is 1 件/万人. Never raises.
    """
    return _split(unit) if len(unit) <= LONGEST else (Decimal(1), unit)


def known(unit: str) -> bool:
    """True when the vocabulary has the unit, with any multiplier; so is the empty unit of a pure number."""
    return len(unit) <= LONGEST and _parts(split(unit)[1]) is not None


def same_kind(a: str, b: str) -> bool:
    """True when both units measure the same thing, so that one can be converted into the other.

    An unknown or missing unit is of no kind but its own.
    """
    first, second = split(a)[1], split(b)[1]
    if first == second:
        return True
    if not first or not second or not known(first) or not known(second):
        return False
    return _dimensions(first) == _dimensions(second)


@lru_cache(maxsize=4096)
def dimension(unit: str) -> str:
    """What a single known unit measures (质量, 面积, 人民币; 家 for a counting noun); empty for quotients and the like."""
    canonical = split(unit)[1]
    found = _dimensions(canonical) if canonical and known(canonical) else ()
    return found[0][0].strip("[]") if len(found) == 1 and found[0][1] == 1 else ""


def factor(a: str, b: str) -> Decimal:
    """How many `b` make one `a`: factor("万元", "亿元") is 0.0001.

    Exact where the quotient is a finite decimal, else right to 40 digits. Raises `UnknownUnit` for a
    unit outside the vocabulary, `UnitMismatch` when the two do not measure the same thing.
    """
    if a == b:
        return Decimal(1)
    (scale_a, first), (scale_b, second) = split(a), split(b)
    if first == second:
        return _quotient(scale_a, scale_b)
    for unit in (a, b):
        if not known(unit):
            shown = _shown(unit)
            raise UnknownUnit(f"不认识单位“{shown}”。", f"The unit “{shown}” is not known.")
    if not same_kind(first, second):
        raise UnitMismatch(
            f"单位“{_shown(a)}”和“{_shown(b)}”衡量的不是同一种量，不能换算。",
            f"The units “{_shown(a)}” and “{_shown(b)}” do not measure the same thing.",
        )
    return _quotient(scale_a * _root(first), scale_b * _root(second))


def _shown(unit: str) -> str:
    """A unit from outside, short enough for a sentence."""
    return unit[:20] + "…" if len(unit) > 20 else unit or "（无）"


def _quotient(a: Decimal, b: Decimal) -> Decimal:
    """a ÷ b, written without exponent or needless zeros, so that it can be shown."""
    with localcontext() as context:
        context.prec = 40
        return Decimal(format((a / b).normalize(), "f"))


@lru_cache(maxsize=4096)
def _split(unit: str) -> tuple[Decimal, str]:
    text = _unbracketed(_normal(unit))
    numerator, slash, denominators = text.partition("/")
    if not slash:
        multiplier, _, name = _single(text)
        return multiplier, name
    multiplier, _, name = _single(numerator)
    below = [_single(part.removeprefix("每")) for part in denominators.split("/")]
    if not name or not all(part[2] for part in below):
        return Decimal(1), text
    return multiplier, "/".join([name, *(prefix + bottom for _, prefix, bottom in below)])


def _normal(unit: str) -> str:
    """One form for each character: full-width becomes half-width, ² becomes 2; no white space, no points between words."""
    text = "".join(unicodedata.normalize("NFKC", unit).split())
    text = text.replace("·", "").replace("•", "").replace("・", "").replace("∕", "/").replace("每/", "/")
    return _SPELLINGS.get(text, text)


def _unbracketed(text: str) -> str:
    """`%(百分比)` is %, `(亿元)` 亿元, `吨(标准煤)` 吨标准煤; a bracket that is not understood stays."""
    if not text.endswith(")") or text.count("(") != 1:
        return text
    head, _, remark = text[:-1].partition("(")
    if not head or (remark in _vocabulary().canonical and _single(remark)[2] == _single(head)[2]):
        return remark
    if _single(head + remark)[2] in _vocabulary().canonical.values():
        return head + remark
    return head if any(word in remark for word in _REMARKS) else text


def _single(text: str) -> tuple[Decimal, str, str]:
    """Multiplier, its characters and canonical name of a unit without a slash; an unknown one is left whole."""
    canonical = _vocabulary().canonical
    text = _SPELLINGS.get(text, text)
    multiplier = 1
    for index in range(len(text) + 1):
        rest = text[index:]
        if rest in canonical or not rest:
            return Decimal(multiplier), text[:index], canonical.get(rest, "")
        if rest[0] not in MULTIPLIERS:
            if _is_noun_behind(text[:index], rest):
                return Decimal(multiplier), text[:index], rest
            break
        multiplier *= MULTIPLIERS[rest[0]]
    return Decimal(1), "", text


_OF_A_KIND = ("级", "强")  # 万级, 百万级: sizes, no units
_LONGEST_NOUN, _LONGEST_SYMBOL = 2, 6


def _is_noun_behind(multiplier: str, rest: str) -> bool:
    """万路, 亿照, 万P: so many of what the vocabulary does not know, with a multiplier that says so (not 千人计划, 百强)."""
    noun = len(rest) <= _LONGEST_NOUN and all("\u4e00" <= c <= "\u9fff" for c in rest)
    symbol = len(rest) <= _LONGEST_SYMBOL and rest.isascii() and rest.isalpha()
    return multiplier.endswith(("万", "亿")) and (noun or symbol) and not rest.endswith(_OF_A_KIND)


@lru_cache(maxsize=4096)
def _parts(canonical: str) -> tuple[tuple[Decimal, str], ...] | None:
    """The numerator and the denominators of a canonical unit, or None where one of them is not known."""
    names = _vocabulary().canonical
    if not canonical:
        return ()
    found = [_single(part) for part in canonical.split("/")]
    if not all(name in names for _, _, name in found):
        return None
    return tuple((multiplier, name) for multiplier, _, name in found)


@lru_cache(maxsize=4096)
def _dimensions(canonical: str) -> tuple[tuple[str, int], ...]:
    """What a known unit measures: dimensions with their exponents, in order. Read from the definitions, without pint."""
    exponents: Counter[str] = Counter()
    for index, (_, name) in enumerate(_parts(canonical) or ()):
        exponents[_dimension(name)] += -1 if index else 1
    return tuple(sorted((dimension, n) for dimension, n in exponents.items() if n and dimension != "[]"))


@lru_cache(maxsize=4096)
def _dimension(name: str) -> str:
    """Follow `千瓦 = 1000 瓦 = …` to the dimension in brackets; a pure number has none."""
    definition = _vocabulary().meaning[name]
    if definition.startswith("["):
        return definition
    base = definition.partition(" ")[2].strip()
    return _dimension(_vocabulary().canonical[base]) if base else "[]"


@lru_cache(maxsize=4096)
def _root(canonical: str) -> Decimal:
    """How many root units of pint one known unit is."""
    total = Decimal(1)
    for index, (multiplier, name) in enumerate(_parts(canonical) or ()):
        number, _ = _registry().get_root_units(_PINT_NAMES.get(name, name))
        amount = multiplier * Decimal(str(number))
        total = _quotient(total, amount) if index else amount
    return total


@cache
def _registry() -> "UnitRegistry[Decimal]":
    """pint with our definitions only; loaded when two different units meet for the first time."""
    import pint

    registry: UnitRegistry[Decimal] = pint.UnitRegistry(None, non_int_type=Decimal)
    registry.load_definitions(list(_vocabulary().lines))
    return registry
