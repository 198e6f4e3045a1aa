"""Settings: which rules, how grave, which plan schema, what a document is called, and where each was said.

`gouji.toml`, or `[tool.gouji]` in `pyproject.toml`, is sought from the checked file's folder upwards; the
nearest one counts, and in one folder `gouji.toml`. So a file has the same settings wherever the command
is called from. Waivers are sought in the same way, in a file of their own: commands write into it.
"""

import fnmatch
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from validator.engine import answers
from validator.errors import SettingsError
from validator.finding import Severity
from validator.records import record
from validator.rules.base import Rule
from validator.wording import clean

if TYPE_CHECKING:
    from schemas.settings import FileSettings, RuleSettings, SettingsFile

SETTINGS = "gouji.toml"
WAIVERS = "gouji-waivers.toml"
COMMAND_LINE = "--"  # where a setting comes from that no file gave


@record
class Settings:
    """What is in force for one file.

    `select`, `ignore` and the keys of `severities` hold codes, names or families. `schema` is a plan
    schema's name or path. `identity` names the document from draft to draft; None leaves it to the
    printed title. `file` is the settings file, `waivers` the file that waivers are read from and written
    to. `origins` tells for each setting the places that gave it, the last one first.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    schema: str | None = None
    identity: str | None = None
    file: Path | None = None
    waivers: Path = Path(WAIVERS)
    origins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def finder(rules: Sequence[Rule], config: str | None = None) -> Callable[[str], Settings]:
    """A function that gives the settings of a path; it reads each settings file once.

    `config` is a settings file to use for every path instead of the nearest. The function raises
    `SettingsError` for settings that are not understood, and for rules that there are not.
    """
    load = cache(lambda path: _checked(path, rules))

    @cache
    def near(folder: Path) -> tuple[Path | None, "SettingsFile | None", Path | None]:
        path, found = (Path(config), load(Path(config))) if config else _nearest(folder, load)
        waivers = path.parent / WAIVERS if config and path else _upwards(folder, WAIVERS)
        return path, found, waivers

    def settings_of(path: str) -> Settings:
        whole = Path(os.path.abspath(path))
        file, found, waivers = near(whole.parent)
        beside = file.parent if file else whole.parent
        start = Settings(file=file, waivers=waivers or beside / WAIVERS)
        return _resolved(start, found, whole) if file and found else start

    return settings_of


def _nearest(folder: Path, load: Callable[[Path], "SettingsFile | None"]) -> tuple[Path | None, "SettingsFile | None"]:
    """The settings file that counts in a folder, with what it says."""
    for place in (folder, *folder.parents):
        for name in (SETTINGS, "pyproject.toml"):
            found = load(place / name) if os.path.isfile(place / name) else None
            if found is not None:
                return place / name, found
    return None, None


LARGEST = 4 << 20  # bytes read of a settings or waivers file; `schemas.toml_lines` refuses what is longer
# [tool.gouji], or the key below [tool]. Possessive and within a line: blank lines are not tried from each of them.
_OURS = re.compile(rb"""^[ \t]*+\[*+[ \t]*+(?:tool[ \t]*+\.[ \t]*+)?+["']?+gouji""", re.MULTILINE)


def _upwards(folder: Path, name: str) -> Path | None:
    return next((place / name for place in (folder, *folder.parents) if os.path.isfile(place / name)), None)


def _checked(path: Path, rules: Sequence[Rule]) -> "SettingsFile | None":
    """What a file says; None for a `pyproject.toml` that says nothing of gouji."""
    data = read_bytes(path)
    project = path.name == "pyproject.toml"
    if project and not _OURS.search(data):  # somebody else's file: whether it is in order is not ours to say
        return None
    from schemas.toml_lines import parse_toml

    name = shown(path)
    table: object = parse_toml(data, name)
    if project:
        for key in ("tool", "gouji"):
            table = table.get(key) if isinstance(table, dict) else None
        if table is None:
            return None
    from schemas.settings import SettingsFile, validated

    found = validated(SettingsFile, table, name, data)
    for each in (found, *found.files.values()):
        _known_rules(each, rules, name)
    return found


def _known_rules(settings: "RuleSettings", rules: Sequence[Rule], name: str) -> None:
    lists = (("select", settings.select or ()), ("ignore", settings.ignore), ("severity", settings.severity))
    for key, codes in lists:
        for code in codes:
            if not any(answers(rule, code) for rule in rules):
                raise _no_such_rule(rules, code, f"{name} 的 {key} ", f"{name}: {key} ")


def _no_such_rule(rules: Sequence[Rule], asked: str, zh: str, en: str) -> SettingsError:
    words = [word for rule in rules for word in (rule.code, rule.name, rule.code[:2])]
    near = get_close_matches(asked.upper()[:40], words, n=1) or get_close_matches(asked.lower()[:40], words, n=1)
    said = clean(asked)[:40]
    return SettingsError(
        f"{zh}中的“{said}”不是规则{f'，疑为 {near[0]}' if near else '，运行 gouji rules 查看全部规则'}。",
        f"{en}names “{said}”, which is no rule; {f'perhaps {near[0]} is meant' if near else 'see gouji rules'}.",
    )


def read_bytes(path: Path) -> bytes:
    """A settings or waivers file. Raises `SettingsError` where it cannot be read."""
    try:
        if not path.is_file():
            raise SettingsError(f"找不到设置文件 {shown(path)}。", f"There is no settings file {shown(path)}.")
        with path.open("rb") as file:
            return file.read(LARGEST + 1)  # one byte more shows that it is too long
    except (OSError, ValueError) as error:
        raise SettingsError(f"无法读取 {shown(path)}。", f"Cannot read {shown(path)}.") from error


def shown(path: Path) -> str:
    """A path for people: from the working directory where it lies there."""
    try:
        near = os.path.relpath(path)
    except (OSError, ValueError):  # the working directory is gone; another drive
        near = str(path)
    return clean(str(path) if near.startswith("..") else near)


def _resolved(start: Settings, found: "SettingsFile", path: Path) -> Settings:
    """General settings, then those of every pattern that matches, in the order of the file."""
    assert start.file is not None
    name = shown(start.file)
    settings = _with(start, found, name, None)
    for pattern, own in found.files.items():
        if matches(pattern, path, start.file.parent):
            settings = _with(settings, own, f'{name} [files."{clean(pattern)}"]', own.identity)
    return settings


def matches(pattern: str, path: Path, folder: Path) -> bool:
    """True where a pattern means a file: the path from the settings' folder, or without a / its name alone."""
    relative = path.relative_to(folder) if path.is_relative_to(folder) else path
    return fnmatch.fnmatchcase(relative.as_posix() if "/" in pattern else path.name, pattern)


def _with(settings: Settings, given: "RuleSettings | FileSettings", where: str, identity: str | None) -> Settings:
    """More special settings over more general ones: `ignore` and `severity` add up, the others replace."""
    said = {
        "select": given.select is not None,
        "ignore": bool(given.ignore),
        "severity": bool(given.severity),
        "schema": given.plan is not None,
        "identity": identity is not None,
    }
    return replace(
        settings,
        select=settings.select if given.select is None else given.select,
        ignore=(*settings.ignore, *(code for code in given.ignore if code not in settings.ignore)),
        severities={**settings.severities, **{code: Severity(word) for code, word in given.severity.items()}},
        schema=settings.schema if given.plan is None else _plan(given.plan, settings.file),
        identity=identity or settings.identity,
        origins=_noted(settings.origins, where, (key for key, is_said in said.items() if is_said)),
    )


def _noted(origins: Mapping[str, tuple[str, ...]], where: str, keys: Iterator[str]) -> Mapping[str, tuple[str, ...]]:
    return {**origins, **{key: (where, *origins.get(key, ())) for key in keys}}


def _plan(name: str, file: Path | None) -> str:
    """A schema's path is meant from the folder of the settings, not from where the command is called."""
    is_path = name.endswith(".toml") or "/" in name or "\\" in name
    return str(file.parent / name) if file and is_path else name


def overridden(
    settings: Settings, select: Sequence[str] = (), ignore: Sequence[str] = (), schema: str | None = None
) -> Settings:
    """The settings under the options of the command line.

    `--select` asks for just these rules: what the settings select and ignore is then put aside.
    `--ignore` leaves out more, `--schema` replaces.
    """
    keys = [key for key, given in (("select", select), ("ignore", ignore), ("schema", schema)) if given]
    return replace(
        settings,
        select=tuple(select) or settings.select,
        ignore=(*(() if select else settings.ignore), *ignore),
        schema=schema or settings.schema,
        origins=_noted(settings.origins, COMMAND_LINE, iter(keys)),
    )


def severity_of(rule: Rule, severities: Mapping[str, Severity]) -> Severity | None:
    """The severity that is set for a rule: by its code or name, else by its family; None where none is."""
    said = [(key.upper() != rule.code[:2], severity) for key, severity in severities.items() if answers(rule, key)]
    return max(said, key=lambda each: each[0])[1] if said else None
