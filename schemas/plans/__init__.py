"""The plans whose schemas come with gouji: one module a plan, imported when it is asked for."""

import importlib
import pkgutil
from difflib import get_close_matches
from functools import cache

from schemas.plan import PlanSchema
from validator.errors import SchemaError
from validator.wording import clean


@cache
def plan_names() -> tuple[str, ...]:
    """The names of all plans in this package, in alphabetical order."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


@cache
def plan_schema(name: str) -> PlanSchema:
    """The schema of the plan of that name. Raises `SchemaError` when there is none, naming the nearest."""
    if name in plan_names():
        schema: PlanSchema = importlib.import_module(f"{__name__}.{name}").PLAN
        return schema
    shown, all_names = clean(name[:40]), "、".join(plan_names())
    near = get_close_matches(name[:40], plan_names(), n=1)
    zh, en = (f"，是不是 {near[0]}？", f"; is {near[0]} meant?") if near else ("。", ".")
    raise SchemaError(
        f"没有名为“{shown}”的规划模式{zh}可用的有：{all_names}；也可以给出 .toml 文件的路径。",
        f"There is no plan schema “{shown}”{en} There are: {', '.join(plan_names())}; or give the path of a .toml file.",
    )
