"""`gouji schema`: the plans that are known, their tables, and a draft for a plan of one's own."""

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from validator.cli import Lang, LangOption
from validator.errors import GoujiError
from validator.help_pages import SETTINGS, Command, Group
from validator.output import print_out

if TYPE_CHECKING:
    from schemas.plan import PlanIndicator, PlanSchema

app = typer.Typer(
    name="schema",
    cls=Group,
    context_settings=SETTINGS,
    pretty_exceptions_enable=False,
    help="规划模式：列出、显示、导出，或从现有表格起草。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME|PATH", help="规划名称（如 suining），或 .toml 文件的路径", show_default=False)
]


class Export(StrEnum):
    """What `export` writes."""

    JSON = "json"
    TOML = "toml"


@app.command("list", cls=Command, context_settings=SETTINGS, help="列出全部规划模式。")
def list_plans(lang: LangOption = Lang.ZH) -> None:
    """Print one line a plan."""
    from tabulate import tabulate

    from schemas.plans import plan_names, plan_schema

    heads = {
        "zh": ("名称", "规划", "地区", "规划期", "指标数"),
        "en": ("name", "plan", "region", "period", "indicators"),
    }
    plans = map(plan_schema, plan_names())
    rows = [(plan.name, plan.title, plan.region, _period(plan), len(plan.indicators)) for plan in plans]
    print_out(tabulate(rows, headers=heads[lang], tablefmt="simple", disable_numparse=True) + "\n")


@app.command(cls=Command, context_settings=SETTINGS, help="显示一个规划的指标：单位、基期值、目标值、增速和属性。")
def show(name: NameArgument, lang: LangOption = Lang.ZH) -> None:
    """Print a plan's indicators as a table."""
    from tabulate import tabulate

    from schemas.plan import load_plan
    from validator.wording import clean

    plan = load_plan(name)
    base, target = (str(year) if year else "—" for year in (plan.base_year, plan.target_year))
    heads = {
        "zh": ("#", "指标", "单位", base, target, "年均增长%", "属性", "出处"),
        "en": ("#", "indicator", "unit", base, target, "growth %", "nature", "source"),
    }
    rows = [row for number, each in enumerate(plan.indicators, 1) for row in _rows(number, each, lang)]
    head = " · ".join(part for part in (clean(plan.title), clean(plan.region), _period(plan)) if part)
    table = tabulate(rows, headers=heads[lang], tablefmt="simple", disable_numparse=True)
    notes = "".join(f"\n{'Note: ' if lang is Lang.EN else '注：'}{clean(note)}" for note in plan.notes)
    print_out(f"{head}\n\n{table}\n{notes}{chr(10) if notes else ''}")


def _period(plan: "PlanSchema") -> str:
    if plan.period is None:
        return ""
    first, last = plan.period
    return f"{first}" if first == last else f"{first}–{last}"


def _rows(number: int, indicator: "PlanIndicator", lang: Lang) -> Iterator[tuple[str, ...]]:
    """One line for an indicator, and one for each of its series."""
    from validator.wording import SOURCES, clean, word

    growth, bound = _figure(indicator.growth_printed), _bound(indicator, lang)
    target = _figure(indicator.target)
    target, growth = (f"{target}{bound}", growth) if target else (target, f"{growth}{bound}")
    source = word(SOURCES, indicator.source, lang)
    name = clean(indicator.name)
    yield (str(number), name, indicator.unit, _figure(indicator.base), target, growth, indicator.nature or "", source)
    for part in indicator.series:
        yield ("", f"  {clean(part.name)}", "", _figure(part.base), _figure(part.target), "", "", "")


def _bound(indicator: "PlanIndicator", lang: Lang) -> str:
    from validator.wording import BOUNDS, word

    text = word(BOUNDS, indicator.bound, lang)
    return f" ({text})" if text and lang is Lang.EN else f"（{text}）" if text else ""


def _figure(value: object) -> str:
    return "" if value is None else str(value)


@app.command(
    cls=Command, context_settings=SETTINGS, help="导出：提交表的 JSON Schema（json），或规划模式本身（toml）。"
)
def export(
    name: NameArgument,
    form: Annotated[Export, typer.Option("--format", help="导出格式，默认 json", show_default=False)] = Export.JSON,
) -> None:
    """Print the JSON Schema of a plan's table, or the plan's schema as TOML."""
    import json

    from schemas.plan import load_plan, table_json_schema
    from schemas.toml import dump_toml

    plan = load_plan(name)
    as_json = form is Export.JSON
    print_out(json.dumps(table_json_schema(plan), ensure_ascii=False, indent=2) + "\n" if as_json else dump_toml(plan))


@app.command(cls=Command, context_settings=SETTINGS, help="从文稿的指标表起草一个规划模式（TOML，写到屏幕）。")
def infer(
    file: Annotated[str, typer.Argument(metavar="FILE", help="含有指标表的文稿", show_default=False)],
) -> None:
    """Print a draft schema for the first table of indicators in a document."""
    from pathlib import Path

    from schemas.toml import dump_toml, infer_schema

    try:
        from validator.pipeline import inferred_table  # type: ignore[attr-defined,unused-ignore]
    except ImportError as error:
        raise GoujiError("此版本还不能从文稿起草规划模式。", "This version cannot draft a schema yet.") from error
    table, meta = inferred_table(Path(file))
    draft = infer_schema(
        table,
        title=meta.title or "",
        region=meta.region,
        period=meta.period,
        base_year=meta.base_year,
        target_year=meta.target_year,
    )
    print_out("# 由表格自动起草，使用前请核对每一项。\n" + dump_toml(draft))
