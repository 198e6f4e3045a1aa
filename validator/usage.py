"""Bad usage as one sentence in Chinese.

The argument parser speaks English, and names the details in its sentence alone: they are taken from there. A
sentence that is not known gives one without the details, never English in the middle of Chinese.
"""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from validator.wording import clean

_CHOICES = re.compile(r"'([^']*)' is not one of (.*)")
_COMMAND = re.compile(r"No such command '(.*?)'\.")
_EXTRA = re.compile(r"unexpected extra argument(?:s|\(s\))? \((.*)\)")


def usage(error: Exception) -> str:
    """The sentence for an error of the parser, with where to look up the right usage."""
    context = getattr(error, "ctx", None)
    command = clean(str(getattr(context, "command_path", None) or "gouji"))
    return f"{_wrong(error, context)}，运行 {command} --help 查看用法。"


def _wrong(error: Exception, context: object) -> str:
    said = str(getattr(error, "message", "") or "")
    name, kind = _name(error), type(error).__name__
    if kind == "NoSuchOption":
        return f"没有选项 {name}{_near(name, _options(context))}"
    if kind == "MissingParameter":
        return f"缺少参数 {name}"
    if kind == "BadOptionUsage" and "requires an argument" in said:
        return f"选项 {name} 后面缺少它的值"
    if kind == "BadOptionUsage" and "does not take a value" in said:
        return f"选项 {name} 不带值"
    if kind == "BadParameter":
        return f"{name} {_of_choices(said)}"
    if found := _COMMAND.search(said):
        asked = clean(found[1])
        return f"没有命令 {asked}{_near(asked, _commands(context))}"
    if said == "Missing command.":
        return "缺少命令"
    if found := _EXTRA.search(said):
        return f"多出参数 {clean(found[1])}"
    return "用法不对"


def _name(error: Exception) -> str:
    """The option or argument that is meant, as the help page writes it."""
    param = getattr(error, "param", None)
    first = "".join(getattr(param, "opts", ())[:1])
    shown = first if first.startswith("-") else getattr(param, "metavar", None) or first
    return clean(str(getattr(error, "option_name", "") or shown))


def _of_choices(said: str) -> str:
    found = _CHOICES.search(said)
    if found is None:
        return "的值不对"
    given, choices = clean(found[1]), re.findall("'([^']*)'", found[2])
    return f"的值不对：“{given}”{_near(given, choices)}，可以是 {'、'.join(choices)}"


def _near(asked: str, known: Iterable[str]) -> str:
    bare = {each.lstrip("-"): each for each in known}  # the dashes are alike in any two
    near = get_close_matches(asked.lstrip("-")[:40], bare, n=1, cutoff=0.65)
    return f"，疑为 {bare[near[0]]}" if near else ""


def _options(context: object) -> Iterable[str]:
    params = getattr(getattr(context, "command", None), "params", ())
    return [option for param in params for option in getattr(param, "opts", ()) if option.startswith("--")]


def _commands(context: object) -> Iterable[str]:
    listed = getattr(getattr(context, "command", None), "list_commands", None)
    return listed(context) if listed else ()
