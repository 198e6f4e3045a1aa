"""The generated parts of the site, as Markdown: commands with their options, rules, and the report's fields.

Each comes from where it is defined: the typer app, the rules' docstrings, the Pydantic models. What has to be
said in a second language stands in `validator/help_en.toml` and `zh/report.toml`; a text that is missing there is an error.
"""

import inspect
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import typer

from schemas import report
from validator.cli import app
from validator.help_pages import english
from validator.reports.explain import rule_markdown
from validator.rules import all_rules
from validator.rules.base import Rule
from validator.wording import SEVERITIES, pick, word

HERE = Path(__file__).resolve().parent

Words = tuple[str, str]  # Chinese, English
ARGUMENT: Words = ("参数或选项", "argument or option")
VALUES: Words = ("取值", "values")
MEANING: Words = ("含义", "meaning")
OPTIONS: Words = ("[选项]", "[OPTIONS]")
COMMAND: Words = ("命令 …", "COMMAND …")
CODE: Words = ("代码", "code")
SEVERITY: Words = ("级别", "severity")
RULE: Words = ("规则", "rule")
FIELD: Words = ("字段", "field")
TYPE: Words = ("类型", "type")


@cache
def said(file: str) -> Mapping[str, str]:
    """The texts in a file of this folder."""
    texts: dict[str, str] = tomllib.loads((HERE / file).read_text("utf-8"))
    return texts


def text(file: str, key: str) -> str:
    """One of them. Raises `SystemExit` where it is missing: what is new wants a text in both languages."""
    if key not in said(file):
        raise SystemExit(f"docs/{file} says nothing of: {key}")
    return said(file)[key]


def commands() -> Iterator[tuple[str, Any]]:
    """Every command with its full name: `gouji` itself, `gouji check` …, `gouji schema list` …"""
    yield from _commands("gouji", typer.main.get_command(app))


def _commands(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield name, command
    for each in command.list_commands(None) if hasattr(command, "list_commands") else ():
        yield from _commands(f"{name} {each}", command.get_command(None, each))


def commands_markdown(lang: str) -> str:
    """Every command: what it does, how it is called, and a table of its arguments and options."""
    return "\n\n".join(part for name, command in commands() for part in _command(name, command, lang))


def _command(name: str, command: Any, lang: str) -> Iterator[str]:
    yield f"## {name}"
    yield _help(command.help, lang)
    arguments = [shown(each) for each in command.params if each.param_type_name == "argument"]
    options = [pick(OPTIONS, lang)] if any(each.param_type_name == "option" for each in command.params) else []
    below = [pick(COMMAND, lang)] if hasattr(command, "list_commands") else []
    yield f"```text\n{' '.join([name, *options, *arguments, *below])}\n```"
    rows = [(f"`{shown(each)}`", _values(each), _help(each.help, lang)) for each in command.params]
    if rows:
        yield table((pick(ARGUMENT, lang), pick(VALUES, lang), pick(MEANING, lang)), rows)


def _help(chinese: str, lang: str) -> str:
    if lang == "zh":
        return chinese
    if chinese not in english():
        raise SystemExit(f"validator/help_en.toml says nothing of: {chinese}")
    return english()[chinese]


def shown(parameter: Any) -> str:
    """What one types: `--format`, or the name that stands for an argument."""
    return ", ".join(parameter.opts) if parameter.param_type_name == "option" else str(parameter.metavar)


def _values(parameter: Any) -> str:
    if isinstance(parameter.default, Enum):
        return " ".join(f"`{each.value}`" for each in type(parameter.default))
    return f"`{parameter.metavar}`" if parameter.metavar and parameter.param_type_name == "option" else ""


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table; a bar in a cell is escaped."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def rules_markdown(family: str, lang: str) -> str:
    """The rules of a family: a table, then the manual of each in one language, a heading below the family's."""
    rules = [rule for rule in all_rules() if rule.code.startswith(family)]
    rows = [
        (_link(each.code), word(SEVERITIES, each.severity, lang), pick((each.title, each.name), lang)) for each in rules
    ]
    return table((pick(CODE, lang), pick(SEVERITY, lang), pick(RULE, lang)), rows) + "".join(
        _chapter(rule, lang) for rule in rules
    )


def _link(heading: str) -> str:
    return f"[{heading}](#{heading.lower()})"


def _chapter(rule: Rule, lang: str) -> str:
    """In the examples the docstrings write line ends and tabs as \\n and \\t."""
    manual = rule_markdown(rule, lang).replace("\n## ", "\n### ", 1)
    return "\n" + manual.replace("\\n", "\\\n  ").replace("\\t", " \\| ")


def report_json_schema() -> str:
    """The JSON Schema (draft 2020-12) of the report that `--format json` prints."""
    schema = report.Report.model_json_schema(by_alias=True, mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:gouji:report:1"}
    return json.dumps({**head, **schema}, ensure_ascii=False, indent=2) + "\n"


def report_markdown(lang: str) -> str:
    """Every object of the report with its fields and their types, the report itself first."""
    schema = json.loads(report_json_schema())
    objects = {"Report": schema, **schema["$defs"]}
    return "\n\n".join(part for name, each in objects.items() for part in _object(name, each, lang))


def _object(name: str, schema: Mapping[str, Any], lang: str) -> Iterator[str]:
    yield f"## {name}"
    in_english = inspect.getdoc(getattr(report, name)) or ""
    yield in_english if lang == "en" else text("zh/report.toml", name)
    fields = [(f"`{field}`", _type(each)) for field, each in schema["properties"].items()]
    yield table((pick(FIELD, lang), pick(TYPE, lang)), fields)


def _type(schema: Mapping[str, Any]) -> str:
    """The type of a field in words of JSON; an object is linked to."""
    if "$ref" in schema:
        return _link(str(schema["$ref"]).rpartition("/")[2])
    if "anyOf" in schema:
        return " | ".join(map(_type, schema["anyOf"]))
    if "const" in schema or "enum" in schema:
        return " | ".join(f"`{json.dumps(each)}`" for each in schema.get("enum", [schema.get("const")]))
    if schema["type"] == "array":
        inner = map(_type, schema["prefixItems"]) if "prefixItems" in schema else [f"{_type(schema['items'])} …"]
        return f"[{', '.join(inner)}]"
    return str(schema["type"])
