"""The help pages in Chinese, and in English where that is asked for (`--lang en`).

Commands say their help in Chinese where they are defined; the same in English stands in `help_en.toml`. A language
said before the command holds for the command too.
"""

from collections.abc import Sequence
from functools import cache, reduce
from pathlib import Path
from typing import Any

from typer.core import TyperCommand, TyperGroup

SETTINGS = {"help_option_names": ["-h", "--help"]}

REQUIRED = "  [required]"
_TIDY = (("{", ""), ("}...", ""), ("}", ""), ("[[", "["), ("]]", "]"), (" <list[str]>", ""), (" <str>", ""))
_CHINESE = (
    ("Usage: ", "用法："),
    ("[OPTIONS]", "[选项]"),
    ("COMMAND [ARGS]...", "命令 …"),
    ("Options:", "选项："),
    ("Arguments:", "参数："),
    ("Commands:", "命令："),
    (REQUIRED, ""),
    ("Show this message and exit.", "显示本帮助"),
)


class _InBoth:
    """Help in the language of the run, which is the `obj` of its context."""

    def get_help(self, ctx: Any) -> str:  # typer's own click, or click's: it depends on the version
        english = ctx.find_root().obj == "en"
        if english:
            ctx.formatter_class = type("English", (_English, ctx.formatter_class), {})
        said: str = super().get_help(ctx)  # type: ignore[misc]
        return reduce(lambda text, words: text.replace(*words), _TIDY if english else _CHINESE + _TIDY, said)


class _English:
    """A formatter that puts English in the place of what the commands say, before lines are broken."""

    def write_text(self, text: str) -> None:
        super().write_text(in_english(text))  # type: ignore[misc]

    def write_dl(self, rows: Sequence[tuple[str, str]], *arguments: Any, **options: Any) -> None:
        said = [(first, in_english(second)) for first, second in rows]
        super().write_dl(said, *arguments, **options)  # type: ignore[misc]


def in_english(text: str) -> str:
    """What the help says in English; a text without any stays as it is."""
    text = text.removesuffix(REQUIRED)
    return english().get(text, text).replace("`", "")


@cache
def english() -> dict[str, str]:
    """What commands and options are said to do, in English by their Chinese."""
    import tomllib

    texts: dict[str, str] = tomllib.loads(Path(__file__).with_name("help_en.toml").read_text("utf-8"))
    return texts


class Group(_InBoth, TyperGroup):
    """Commands under a name."""


class Command(_InBoth, TyperCommand):
    """A command; the language said before it is its own unless it is told another."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """The arguments, with the language of the group where they have none."""
        before = ctx.find_root().params.get("lang")
        ctx.default_map = {"lang": before} if before else ctx.default_map
        return super().parse_args(ctx, args)
