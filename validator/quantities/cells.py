"""Figures in table cells: bounds, brackets, footnote marks, blanks, and two figures in one cell."""

import re
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from validator.document import Text
from validator.quantities.find import build, find_quantities, read_unit
from validator.quantities.numerals import parse_numeral
from validator.quantities.quantity import Bound, Quantity, leeway
from validator.quantities.units import COUNTING, split
from validator.records import record

_BLANK = re.compile(r"[\s\-—–―－/／.。…*＊〔〕\[\]（）()无]*|暂无|空缺")
_RANGE = re.compile(r"(?P<low>\d[\d,.]*)(?P<unit>%?)[-—–―~～至](?P<high>\d[\d,.]*)(?P<unit2>%?)")
_PLAIN = re.compile(
    r"(?P<open>[〔\[（(]?)(?P<bound>[>＞≥≧〉﹥<＜≤≦〈﹤约超]?)(?P<sign>[-−–+]?)"
    r"(?P<figure>(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?)(?P<scale>万亿|[万亿]?)(?P<unit>[^\d〔〕\[\]*＊左以>≥<≤]{0,8}?)"
    r"(?P<after>以上|以内|以下|左右|上下)?(?P<mark>[*＊※#①②③④]?)(?P<close>[〕\])）]?)(?P<mark2>[*＊※#①②③④]?)"
)
_FLOORS, _CEILINGS = frozenset(">＞≥≧〉﹥超"), frozenset("<＜≤≦〈﹤")
_ZERO, _ONE = Decimal(0), Decimal(1)


class Reading(StrEnum):
    """What a cell holds."""

    BLANK = "blank"  # empty, or a dash
    FIGURE = "figure"  # one figure
    COMPOSITE = "composite"  # several figures side by side: 153/45
    GROWTH = "growth"  # a growth rate in place of a level: 年均增长13%
    TEXT = "text"  # words: 位居前列, （提高）


@record
class CellReading:
    """A cell as read; `quantities` is empty for blanks and words."""

    reading: Reading
    quantities: tuple[Quantity, ...] = ()


_BLANK_CELL, _WORDS = CellReading(Reading.BLANK), CellReading(Reading.TEXT)


def read_cell(text: Text, unit: str = "") -> CellReading:
    """Read a cell whose column or row gives `unit` (as printed: `万元`, `件/万人`, `%`)."""
    string = text.string.strip()
    if _BLANK.fullmatch(string):
        return _BLANK_CELL
    start = text.string.index(string)
    if single := _figure(text, start, string, unit):
        return CellReading(Reading.FIGURE, (single,))
    inside = find_quantities(text)
    if len(inside) == 1 and inside[0].text == string:  # 2.1:1, 9.8/10万
        return CellReading(Reading.FIGURE, inside)
    if "/" in string or "／" in string:
        parts = _composite(text, start, string, unit)
        if parts:
            return CellReading(Reading.COMPOSITE, parts)
    if len(inside) == 1 and re.search(r"年均|增长|增速|提高|下降|递增", string):
        return CellReading(Reading.GROWTH, inside)
    return _WORDS


def _composite(text: Text, start: int, string: str, unit: str) -> tuple[Quantity, ...]:
    found, at = [], start
    for part in re.split(r"[/／]", string):
        single = _figure(text, at + len(part) - len(part.lstrip()), part.strip(), unit)
        if single is None:
            return ()
        found.append(single)
        at += len(part) + 1
    return tuple(found)


def _figure(text: Text, start: int, string: str, unit: str) -> Quantity | None:
    """The one figure that fills `string`, or None."""
    factor, canonical = split(unit)
    if found := _RANGE.fullmatch(string.strip("〔〕[]")):
        low, high = parse_numeral(found["low"]), parse_numeral(found["high"])
        if low and high:
            quantity = build(text, (start, start + len(string)), found["high"], high, "", factor)
            return replace(
                quantity,
                unit=found["unit"] or found["unit2"] or canonical,
                low=low[0] * factor,
                high=high[0] * factor,
                bound=Bound.RANGE,
                bracket=string[0] in "〔[",
            )
    found = _PLAIN.fullmatch(string)
    if found is None or (found["open"] and not found["close"]):
        return None
    return _from_match(text, start, found, factor, canonical)


def _from_match(text: Text, start: int, found: re.Match[str], factor: Decimal, canonical: str) -> Quantity | None:
    opened, before, sign, figure, printed_scale, unit, after, mark, _, mark_behind = found.groups()
    parsed = parse_numeral(figure + printed_scale)
    if parsed is None:
        return None
    scale = _ONE if printed_scale and factor > 1 else factor
    if unit:
        end, own, own_scale, _ = read_unit(unit, 0)
        if not own or end != len(unit):
            return None
        canonical, scale = own, own_scale if not printed_scale else _ONE
    value, step = parsed[0] * scale, parsed[1] * scale
    value = -value if sign and sign != "+" else value
    exact = canonical in COUNTING and step == 1
    half = _ZERO if exact else step / 2
    bound = _bound(before, after) if before or after else Bound.EXACT
    if bound is Bound.ABOUT:
        half = max(half, leeway(value))
    printed = found.group()
    return Quantity(
        span=text.span(start, start + len(printed)),
        text=printed,
        figure=figure,
        value=value,
        low=value - half,
        high=value + half,
        step=step,
        unit=canonical,
        scale=printed_scale,
        multiplier=step.scaleb(len(figure.partition(".")[2])),
        bound=bound,
        bracket=bool(opened),
        mark=mark or mark_behind,
    )


def _bound(before: str, after: str | None) -> Bound:
    """What the sign before a figure and the word behind it make of it."""
    if before in _FLOORS or after == "以上":
        return Bound.FLOOR
    if before in _CEILINGS or after in ("以内", "以下"):
        return Bound.CEILING
    return Bound.ABOUT if before == "约" or after in ("左右", "上下") else Bound.EXACT
