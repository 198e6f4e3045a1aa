"""The rules: one folder a family, one file a rule. Adding a file is all it takes to add a rule."""

import importlib
import pkgutil
from functools import cache

from validator.rules.base import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule of this package, by code: what `@rule` declares in the modules of the family folders."""
    found: list[Rule] = []
    for family in pkgutil.iter_modules(__path__):
        if not family.ispkg:
            continue
        package = importlib.import_module(f"{__name__}.{family.name}")
        for module in pkgutil.iter_modules(package.__path__):
            names = vars(importlib.import_module(f"{package.__name__}.{module.name}")).values()
            found += [value for value in names if isinstance(value, Rule)]
    return tuple(sorted(found, key=lambda rule: rule.code))
