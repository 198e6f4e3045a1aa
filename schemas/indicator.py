"""Indicators and the tables that are submitted: what one row may say, strictly checked.

Figures are `Decimal`, given as text ("66.15") or whole numbers; floats, NaN and infinities are refused,
since 0.1 as a float is not the 0.1 that was printed.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from validator.errors import SchemaError
from validator.quantities.quantity import Bound
from validator.quantities.units import known
from validator.wording import clean

_FIGURE = re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,20})?", re.ASCII)
LONGEST_NAME = 200  # characters of an indicator's name
LONGEST_CELL = 1000  # characters of a cell that may hold anything
MOST_ROWS = 500


class Nature(StrEnum):
    """属性: whether the government is bound to the target or expects it."""

    BINDING = "约束性"
    ANTICIPATORY = "预期性"


class Kind(StrEnum):
    """What sort of series an indicator is: it decides which arithmetic makes sense."""

    STOCK = "stock"  # a level at a moment: 企业数
    FLOW = "flow"  # an amount over a year: 产值, 申请量
    RATIO = "ratio"  # a share or a quotient of two others: 占比, 每万人
    RATE = "rate"  # a rate of change: 年均增长


class Direction(StrEnum):
    """Where the indicator should go."""

    UP = "up"
    DOWN = "down"
    ANY = "any"


def _figure(value: object) -> Decimal:
    """Text, a whole number or a Decimal as a Decimal; anything else is refused."""
    if isinstance(value, float):
        raise PydanticCustomError("figure_float", "a float is not exact; write the figure as text")
    if isinstance(value, Decimal):
        value = format(value, "f") if value.is_finite() and abs(value.adjusted()) <= 30 else str(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if value.bit_length() <= 64 else "too long"
    if not isinstance(value, str) or not _FIGURE.fullmatch(value):
        raise PydanticCustomError("figure_invalid", "not a finite decimal figure")
    return Decimal(value)


def _year(value: object) -> int:
    """A year between 1900 and 2199, as a number or (the key of a JSON or TOML table) as text."""
    number = int(value) if isinstance(value, str) and re.fullmatch(r"[0-9]{4}", value, re.ASCII) else value
    if isinstance(number, bool) or not isinstance(number, int) or not 1900 <= number <= 2199:
        raise PydanticCustomError("year_invalid", "not a year between 1900 and 2199")
    return number


def _unit(value: object) -> object:
    if isinstance(value, str) and not known(value):
        raise PydanticCustomError("unit_unknown", "the unit is not known")
    return value


T = TypeVar("T")

Figure = Annotated[
    Decimal,
    BeforeValidator(_figure),
    WithJsonSchema({"type": ["string", "integer"], "pattern": f"^{_FIGURE.pattern}$"}),
]
"""A finite decimal, as it was printed."""

Year = Annotated[int, BeforeValidator(_year), WithJsonSchema({"type": "integer", "minimum": 1900, "maximum": 2199})]
"""A calendar year."""

Many = Annotated[tuple[T, ...], Field(strict=False)]
"""A tuple that may also be given as a list, as JSON and TOML have it."""

ByYear = Annotated[Mapping[Year, T], Field(strict=False)]
"""Something for each year; read only."""

Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
"""The name of an indicator or a series, as printed."""

Cell = Annotated[str, Field(max_length=LONGEST_CELL)]
"""The text of a cell or a title, whatever it says."""

KnownUnit = Annotated[str, BeforeValidator(_unit), Field(max_length=40)]
"""A unit of `validator.quantities.units`; empty for a pure number."""


class Contract(BaseModel):
    """What all contracts share: frozen, strict, no unknown keys; made ready when first used."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)


class Indicator(Contract):
    """An indicator as such, apart from any plan.

    `unit` is the unit of its figures, multiplier included (亿元); `lower` and `upper` are the least
    and greatest values that make sense, in `unit`. `constant_price`: its growth is stated at
    constant prices. A ratio may name its `numerator` and `denominator`.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
    name: Name
    aliases: Many[Name] = ()
    unit: KnownUnit = ""
    kind: Annotated[Kind, Field(strict=False)] = Kind.STOCK
    lower: Figure | None = None
    upper: Figure | None = None
    direction: Annotated[Direction, Field(strict=False)] = Direction.ANY
    constant_price: bool = False
    numerator: Name | None = None
    denominator: Name | None = None

    @model_validator(mode="after")
    def _bounds_in_order(self) -> "Indicator":
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            raise PydanticCustomError("bounds_crossed", "lower is above upper")
        return self


class IndicatorRow(Contract):
    """One row of a submitted table, as found: it may be wrong, and `PlanSchema.violations` says so.

    `values` are in `unit`; a blank cell is None or absent. `unreadable` keeps the text of cells that
    are neither blank nor a figure (（提高）), `bounds` the bound of those that carry one (>22). A cell
    with two figures (153/45) makes two rows, told apart by `series`. `growth` is the printed annual
    growth in percent; `unreadable_growth` its text where it is no figure.
    """

    number: Annotated[int, Field(ge=0)] = 0
    name: Cell
    series: Cell = ""
    unit: Cell = ""
    values: ByYear[Figure | None] = Field(default_factory=dict)
    bounds: ByYear[Annotated[Bound, Field(strict=False)]] = Field(default_factory=dict)
    unreadable: ByYear[Cell] = Field(default_factory=dict)
    growth: Figure | None = None
    unreadable_growth: Cell = ""
    nature: Cell = ""


class IndicatorTable(Contract):
    """A submitted table: its title, its year columns and its rows in printed order."""

    title: Cell = ""
    years: Many[Year] = ()
    rows: Annotated[tuple[IndicatorRow, ...], Field(strict=False, max_length=MOST_ROWS)] = ()


Lang = Literal["zh", "en"]

_FIELDS = {
    "number": "序号", "name": "名称", "series": "分项", "unit": "单位", "values": "数值", "bounds": "界限",
    "growth": "年均增长", "growth_printed": "年均增长", "nature": "属性", "years": "年份", "rows": "表行",
    "title": "标题", "id": "编号", "aliases": "别名", "kind": "类别", "lower": "下限", "upper": "上限",
    "direction": "方向", "base": "基期值", "target": "目标值", "bound": "界限", "indicators": "指标",
    "period": "规划期", "base_year": "基期年", "target_year": "目标年", "region": "地区", "level": "层级",
    "topic": "主题", "document_kind": "文种", "table_required": "须有指标表", "notes": "说明", "source": "出处",
    "constant_price": "可比价", "numerator": "分子", "denominator": "分母", "unreadable": "无法识别的单元格",
}  # fmt: skip

# Error type of pydantic: what it means, in Chinese and English; {0} … are taken from its context.
_MEANINGS: Mapping[str, tuple[str, str]] = {
    "missing": ("没有填写", "is missing"),
    "extra_forbidden": ("不是可用的字段", "is not a field"),
    "figure_float": ('是浮点数，请写成字符串，例如 "66.15"', 'is a float; write it as text, such as "66.15"'),
    "figure_invalid": ("不是有限的十进制数字", "is not a finite decimal figure"),
    "year_invalid": ("不是 1900 至 2199 之间的年份", "is not a year between 1900 and 2199"),
    "unit_unknown": ("不是已知的单位", "is not a known unit"),
    "bounds_crossed": ("下限高于上限", "has its lower bound above the upper"),
    "period_reversed": ("起止年份颠倒", "ends before it begins"),
    "years_reversed": ("基期年晚于目标年", "has its base year after the target year"),
    "duplicate": ("重复：{what}", "is given twice: {what}"),
    "enum": ("只能是 {expected}", "must be {expected}"),
    "literal_error": ("只能是 {expected}", "must be {expected}"),
    "string_type": ("应为文字", "must be text"),
    "int_type": ("应为整数", "must be a whole number"),
    "bool_type": ("应为 true 或 false", "must be true or false"),
    "string_too_short": ("不能为空", "must not be empty"),
    "string_too_long": ("过长，最多 {max_length} 个字符", "is longer than {max_length} characters"),
    "string_pattern_mismatch": ("只能用小写字母、数字和下划线", "must be lower-case letters, digits and underscores"),
    "too_short": ("至少要有 {min_length} 项", "needs at least {min_length} items"),
    "too_long": ("最多 {max_length} 项", "has more than {max_length} items"),
    "tuple_type": ("应为列表", "must be a list"),
    "date_type": ("应为日期，例如 2026-12-31（不加引号）", "must be a date such as 2026-12-31, without quotes"),
    "model_type": ("应为表", "must be a table"),
    "mapping_type": ("应为表", "must be a table"),
    "dict_type": ("应为表", "must be a table"),
    "string_unicode": ("不是有效的文字", "is not valid text"),
    "json_invalid": ("不是有效的 JSON", "is not valid JSON"),
}


def read_table(data: bytes, name: str) -> IndicatorTable:
    """A submitted table from JSON. Raises `SchemaError` with a sentence for each of the first five faults."""
    try:
        return IndicatorTable.model_validate_json(data)
    except ValidationError as error:
        zh, en = (" ".join(explain_validation(error, name, lang)[:5]) for lang in ("zh", "en"))
        raise SchemaError(zh, en) from error


Loc = tuple[int | str, ...]

About = Callable[[Loc], tuple[Sequence[str], int | None]]
"""For a place in the data the keys that may stand there, and the line of the file."""


def explain_validation(
    error: ValidationError, name: str, lang: str = "zh", data: object = None, about: About | None = None
) -> list[str]:
    """pydantic's errors as sentences for the user, each naming `name` (a file or a table), the row and the field.

    `data` is what was validated; with it the sentences name the indicator as well as its number. For
    an unknown key that resembles a right one, the right one is named. `about` knows the file: where it is
    given, the line and all keys that may stand there are named too.
    """
    return [_sentence(each, name, lang, data, about) for each in error.errors(include_url=False)]


def _sentence(error: ErrorDetails, name: str, lang: str, data: object, about: About | None) -> str:
    keys, line = about(error["loc"]) if about else ((), None)
    place, meaning = _place(error["loc"], lang, data), _meaning(error, lang, keys)
    given = error["input"]
    shown = _shown(given) if error["type"] != "missing" and isinstance(given, str | int | float | Decimal) else ""
    if error["type"] == "extra_forbidden":
        shown = ""
    if lang == "en":
        return f"{clean(name)}{f', line {line}' if line else ''}: {place}{f' (“{shown}”)' if shown else ''} {meaning}."
    return f"{clean(name)}{f' 第{line}行' if line else ''}：{place}{f'（“{shown}”）' if shown else ''}{meaning}。"


def _meaning(error: ErrorDetails, lang: str, keys: Sequence[str]) -> str:
    context = error.get("ctx") or {}
    words = _MEANINGS.get(error["type"], ("的值不合要求", "is not acceptable"))[lang == "en"]
    for key in ("expected", "max_length", "min_length", "what"):
        expected = clean(str(context.get(key, "")))
        words = words.replace(f"{{{key}}}", expected if lang == "en" else expected.replace(" or ", " 或 "))
    return words + (_right(str(error["loc"][-1]), lang, keys) if error["type"] == "extra_forbidden" else "")


def _right(key: str, lang: str, keys: Sequence[str]) -> str:
    """The key that is meant, and those there are."""
    near = get_close_matches(key[:40], keys or tuple(_FIELDS), n=1)
    if lang == "en":
        return (f"; perhaps {near[0]} is meant" if near else "") + (f"; there are {', '.join(keys)}" if keys else "")
    return (f"，疑为 {near[0]}" if near else "") + (f"；可用的有 {'、'.join(keys)}" if keys else "")


def _place(loc: Loc, lang: str, data: object) -> str:
    """`第3行“高新技术企业数”的数值 2025` for ("rows", 2, "values", "2025")."""
    words: list[str] = []
    for key in loc:
        if key == "[key]":
            continue
        data = _inside(data, key)
        if isinstance(key, int):
            title = data.get("name") if isinstance(data, Mapping) else None
            words[-1:] = [_nth(key + 1, str(words[-1]) if words else "", title, lang)]
        else:
            words.append(clean(key)[:40] if lang == "en" else _FIELDS.get(key, clean(key)[:40]))
    return (" → " if lang == "en" else "的").join(words) or ("the whole" if lang == "en" else "整体")


def _inside(data: object, key: int | str) -> object:
    if isinstance(data, Mapping):
        return data.get(key)
    if isinstance(data, list | tuple) and isinstance(key, int) and key < len(data):
        item: object = data[key]
        return item
    return None


def _nth(number: int, what: str, title: object, lang: str) -> str:
    named = f"“{_shown(title)}”" if isinstance(title, str) and title else ""
    if lang == "en":
        return f"{what} {number}{' ' + named if named else ''}"
    return f"第{number}行{named}" if what == "表行" else f"第{number}项{what}{named}"


def _shown(value: object) -> str:
    text = clean(str(value)[:80])
    return text if len(text) <= 30 else text[:30] + "…"
