"""A document's truth as TOML: the planted defect, the relations and the figures that agree."""

import json
from collections.abc import Iterable

from benchmarks.accuracy.defects import Defect
from benchmarks.accuracy.marked import Span, quote
from benchmarks.accuracy.model import Plan


def truth(name: str, plan: Plan, defect: Defect | None, text: str, spans: dict[str, Span]) -> str:
    """The file: `labels`, `relations`, `clean`, each place as [quote, literal]."""
    wrong = set(defect.keys) if defect else set()
    touched = wrong | {k for r in plan.relations if wrong & set(r.keys) for k in r.keys}
    lines = [f"document = {_text(name)}", f"region = {_text(plan.region)}", f"topic = {_text(plan.topic)}"]
    lines += [f'period = "{plan.base + 1}-{plan.target}"', f"style = {_text(plan.layout)}"]
    lines.append("clean = " + _places((k for k in plan.figures if k in spans and k not in touched), text, spans))
    if defect:
        lines += _label(defect, text, spans)
    else:
        lines.append("labels = []")
    for relation in plan.relations:
        if all(k in spans for k in relation.keys):
            lines += [
                "",
                "[[relations]]",
                f'kind = "{relation.kind}"',
                *([f'number = "{relation.number}"'] if relation.number else []),
            ]
            lines.append("figures = " + _places(relation.keys, text, spans))
    return "\n".join(lines) + "\n"


def _label(defect: Defect, text: str, spans: dict[str, Span]) -> list[str]:
    lines = ["", "[[labels]]", 'id = "D1"', "must = true", f"kind = {_text(defect.kind)}"]
    lines.append("codes = " + json.dumps(list(defect.codes)))
    lines.append("touch = " + _places(defect.keys[:1], text, spans))
    lines += [f"original = {_text(defect.original)}", f"planted = {_text(defect.planted)}"]
    return [*lines, f"restores = {'true' if defect.restores else 'false'}"]


def _places(keys: Iterable[str], text: str, spans: dict[str, Span]) -> str:
    return _list([_text(quote(text, spans[k])), _text(text[slice(*spans[k])])] for k in keys)


def _list(pairs: Iterable[list[str]]) -> str:
    return "[" + ", ".join("[" + ", ".join(pair) + "]" for pair in pairs) + "]"


def _text(text: str) -> str:
    """A basic string of TOML, which JSON's escapes fit."""
    return json.dumps(text, ensure_ascii=False)
