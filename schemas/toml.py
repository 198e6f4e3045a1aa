"""Schemas of the user's own in TOML: read, written, and drafted from a table that is there already."""

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from pydantic import ValidationError

from schemas.indicator import Direction, IndicatorRow, IndicatorTable, Kind, Nature, explain_validation
from schemas.plan import PlanIndicator, PlanSchema, PlanSeries, fold
from schemas.toml_lines import fault
from validator.errors import SchemaError
from validator.quantities.quantity import Bound
from validator.quantities.units import known, split
from validator.wording import clean

LARGEST = 1 << 20  # bytes; a schema of 500 indicators has a tenth of that
SENTENCES = 5  # of a wrong schema's errors, how many are told at once


def load_schema(path: str | Path) -> PlanSchema:
    """Read a schema from a TOML file. Figures may be bare numbers: they are read as printed, not as floats.

    Raises `SchemaError` with a sentence for each of the first five errors.
    """
    shown = clean(str(path))
    text = _read(path, shown)
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError, ArithmeticError) as error:  # TOMLDecodeError is a ValueError
        wrong, said = map(clean, fault(error))
        raise SchemaError(f"{shown} 不是有效的 TOML：{wrong}。", f"{shown} is not TOML: {said}.") from error
    try:
        return PlanSchema.model_validate(data)
    except ValidationError as error:
        zh, en = (explain_validation(error, shown, lang, data) for lang in ("zh", "en"))
        raise SchemaError(_together(zh, "还有 {} 处错误。"), _together(en, " {} more errors.")) from error


def _read(path: str | Path, shown: str) -> str:
    try:
        if not Path(path).is_file():
            raise SchemaError(f"找不到规划模式文件 {shown}。", f"There is no schema file {shown}.")
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise SchemaError(f"无法读取 {shown}。", f"Cannot read {shown}.") from error
    if len(data) > LARGEST:
        raise SchemaError(f"{shown} 超过 1 MiB，不像规划模式。", f"{shown} is larger than 1 MiB; that is no schema.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SchemaError(f"{shown} 不是 UTF-8 编码。", f"{shown} is not encoded in UTF-8.") from error


def _together(sentences: list[str], more: str) -> str:
    rest = len(sentences) - SENTENCES
    return "".join(sentences[:SENTENCES]) + (more.format(rest) if rest > 0 else "")


def dump_toml(schema: PlanSchema) -> str:
    """A schema as TOML that `load_schema` reads back as the same schema; what has its default value is left out."""
    data = schema.model_dump(exclude_defaults=True)
    indicators = data.pop("indicators")
    lines = list(_pairs({"name": schema.name, **data}))
    for indicator in indicators:
        series = indicator.pop("series", ())
        lines += ["", "[[indicators]]", *_pairs(indicator)]
        for each in series:
            lines += ["", "[[indicators.series]]", *_pairs(each)]
    return "\n".join(lines) + "\n"


def _pairs(table: Mapping[str, object]) -> Iterator[str]:
    return (f"{key} = {_value(value)}" for key, value in table.items() if value is not None)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return f'"{value:f}"'
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_value, value))}]"
    return toml_string(str(value))


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}


def toml_string(text: str) -> str:
    """A basic string of TOML 1.0; what cannot be seen is written as an escape."""
    shown = (
        _ESCAPES.get(char)
        or (char if char.isprintable() else f"\\u{ord(char):04x}" if ord(char) < 1 << 16 else f"\\U{ord(char):08x}")
        for char in text
    )
    return f'"{"".join(shown)}"'


def infer_schema(
    table: IndicatorTable,
    *,
    name: str = "draft",
    title: str = "",
    region: str = "",
    topic: str = "",
    period: tuple[int, int] | None = None,
    base_year: int | None = None,
    target_year: int | None = None,
) -> PlanSchema:
    """Draft a schema from a table, for a person to look over.

    Years that are not given are the table's first and last. Units that are not known, and rows
    without a name or with a name that was there before, are told in `notes`. Raises `SchemaError`
    when the table has no row to begin with.
    """
    years = sorted(table.years)
    base = base_year if base_year is not None else years[0] if years else None
    target = target_year if target_year is not None else years[-1] if years else None
    indicators, notes = _indicators(table, base, target)
    if not indicators:
        raise SchemaError("表中没有可用的指标行，无法起草规划模式。", "The table has no row to draft a schema from.")
    return PlanSchema(
        name=name,
        title=(title or table.title or "未命名规划")[:200],
        region=region,
        topic=topic,
        period=period,
        base_year=base,
        target_year=target,
        notes=notes,
        indicators=indicators,
    )


def _indicators(
    table: IndicatorTable, base: int | None, target: int | None
) -> tuple[tuple[PlanIndicator, ...], tuple[str, ...]]:
    """The indicators of a table and what has to be told of its rows; rows of one name and other series are joined."""
    rows: dict[str, list[IndicatorRow]] = {}
    notes = []
    for index, row in enumerate(table.rows, 1):
        key, name = fold(row.name[:200]), clean(row.name[:200])
        group = rows.get(key, [])
        if not key or not name:
            notes.append(f"第{index}行没有指标名称，未列入。")
        elif group and (not row.series or any(fold(each.series) in ("", fold(row.series)) for each in group)):
            notes.append(f"第{index}行“{name[:40]}”重复，未列入。")
        else:
            rows.setdefault(key, []).append(row)
            if not known(row.unit):
                notes.append(f"第{index}行“{name[:40]}”的单位“{clean(row.unit)[:20]}”不认识，请补上。")
    found = [_indicator(number, group, base, target) for number, group in enumerate(rows.values(), 1)]
    return tuple(found), tuple(notes)


def _indicator(number: int, group: list[IndicatorRow], base: int | None, target: int | None) -> PlanIndicator:
    row = group[0]
    name, unit = clean(row.name[:200]), row.unit if known(row.unit) else ""
    kind = guess_kind(name, unit)
    share = kind is Kind.RATIO and split(unit)[1] in ("%", "‰")
    before, after = _at(row, base), _at(row, target)
    nature = "".join(row.nature.split())
    return PlanIndicator(
        id=f"row_{number}",
        name=name,
        unit=unit,
        kind=kind,
        lower=Decimal(0) if share else None,
        upper=Decimal(100 if unit == "%" else 1000) if share else None,
        direction=_direction(before, after),
        constant_price=any(word in name for word in ("增加值", "生产总值", "产值")) and split(unit)[1] == "元",
        base=None if row.series else before,
        target=None if row.series else after,
        bound=row.bounds.get(target, Bound.EXACT) if target else Bound.EXACT,
        growth_printed=row.growth,
        nature=Nature(nature) if nature in list(Nature) else None,
        series=tuple(
            PlanSeries(name=clean(each.series[:200]), base=_at(each, base), target=_at(each, target))
            for each in group
            if clean(each.series)
        ),
    )


def _at(row: IndicatorRow, year: int | None) -> Decimal | None:
    return row.values.get(year) if year is not None else None


def _direction(before: Decimal | None, after: Decimal | None) -> Direction:
    if before is None or after is None or before == after:
        return Direction.ANY
    return Direction.UP if after > before else Direction.DOWN


_RATES = ("增长", "增速", "增幅", "下降", "降低")
_FLOWS = (
    "产值",
    "收入",
    "利润",
    "税收",
    "申请量",
    "授权量",
    "成交",
    "投入",
    "支出",
    "增加值",
    "新增",
    "产量",
    "投资",
    "用水",
    "用电",
)


def guess_kind(name: str, unit: str) -> Kind:
    """What sort of series an indicator is likely to be, by its name and unit."""
    canonical = split(unit)[1]
    if canonical in ("%", "‰", "百分点"):
        return Kind.RATE if any(word in name for word in _RATES) else Kind.RATIO
    if "/" in canonical or name.startswith(("每", "万人", "人均")) or not canonical:
        return Kind.RATIO
    return Kind.FLOW if any(word in name for word in _FLOWS) else Kind.STOCK
