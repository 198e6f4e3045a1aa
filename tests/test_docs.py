"""The site is whole: every command, option, rule, settings key and field is in it, in both languages, and nothing is
loaded from any network.
"""

import html
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from docs import reference
from docs.build import LANGS, PAGES, build
from schemas.report import Report
from schemas.settings import FileSettings, SettingsFile, WaiverEntry, WaiversFile
from validator.reports.forms import Form
from validator.rules import all_rules

HAND_WRITTEN = [name for name, source in PAGES if source is None]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    build(folder)
    return folder


def page(site: Path, name: str, lang: str) -> str:
    """The HTML of a page's text."""
    whole = (site / ("" if lang == "zh" else lang) / f"{name}.html").read_text("utf-8")
    return whole[whole.index("<main") :]


def words(markup: str) -> str:
    """What a reader sees, without white space."""
    return "".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())


def part(markup: str, anchor: str) -> str:
    """What stands below the heading with an anchor, up to the next of its level."""
    found = re.search(rf'<(h\d) id="{re.escape(anchor)}">(.*?)(?=<\1|</main>)', markup, re.DOTALL)
    assert found, f"no heading #{anchor}"
    return found[2]


def first_cells(markup: str) -> set[str]:
    """What the first column of the tables holds."""
    return {html.unescape(each) for each in re.findall(r"<tr>\s*<td><code>(.*?)</code></td>", markup)}


@pytest.mark.parametrize("lang", LANGS)
def test_every_command_has_its_arguments_and_options(site: Path, lang: str) -> None:
    text = page(site, "commands", lang)
    for name, command in reference.commands():
        wanted = {reference.shown(each) for each in command.params}
        assert first_cells(part(text, name.replace(" ", "-"))) == wanted, name


@pytest.mark.parametrize("lang", LANGS)
def test_every_rule_has_its_manual_and_examples(site: Path, lang: str) -> None:
    text = page(site, "rules", lang)
    for rule in all_rules():
        manual = words(part(text, rule.code.lower()))
        assert rule.title in manual
        examples = re.findall(r"^- (.*(?:\n  .*)*)", rule.doc, re.MULTILINE)
        assert examples
        missing = [each for each in examples if as_shown(each) not in manual]
        assert not missing, rule.code


def as_shown(example: str) -> str:
    """An example of a docstring as the site shows it, without white space."""
    return "".join(example.replace("\\n", "\n").replace("\\t", "|").split())


@pytest.mark.parametrize("lang", LANGS)
def test_every_key_of_settings_and_waivers_is_explained_and_no_other(site: Path, lang: str) -> None:
    models = (SettingsFile, FileSettings, WaiversFile, WaiverEntry)
    keys = {field.alias or name for model in models for name, field in model.model_fields.items()}
    assert first_cells(page(site, "settings", lang)) == keys


@pytest.mark.parametrize("lang", LANGS)
def test_every_form_of_the_report_is_explained(site: Path, lang: str) -> None:
    assert {form.value for form in Form} <= first_cells(page(site, "gate", lang))


@pytest.mark.parametrize("lang", LANGS)
def test_every_field_of_the_report_is_listed(site: Path, lang: str) -> None:
    text = page(site, "report", lang)
    schema: dict[str, Any] = Report.model_json_schema(by_alias=True)
    for name, each in {"report": schema, **schema["$defs"]}.items():
        assert first_cells(part(text, name.lower())) == set(each["properties"])
    assert (site / "report.schema.json").is_file()


@pytest.mark.parametrize("lang", LANGS)
def test_the_extras_that_users_may_want_are_explained(site: Path, lang: str, root: Path) -> None:
    extras = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert extras.keys() - {"dev"} <= first_cells(page(site, "install", lang))


def test_every_link_leads_somewhere_and_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    dead = []
    for file in site.rglob("*.html"):
        text = file.read_text("utf-8")
        loaded = re.findall(r'<(?:script|link|img|iframe)[^>]*?(?:src|href)="([^"]*)"', text)
        for target in (*loaded, *re.findall(r'<a[^>]* href="([^"]*)"', text)):
            path, _, anchor = unquote(html.unescape(target)).partition("#")
            there = (file.parent / path).resolve() if path else file
            if not there.is_file() or (anchor and f' id="{html.escape(anchor)}"' not in there.read_text("utf-8")):
                dead.append(f"{file.relative_to(site)}: {target}")
    assert not dead
    for asset in ("site.css", "site.js"):
        assert not re.search(r"https?:|url\(|@import|fetch\(", (site / asset).read_text("utf-8"))


@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_a_page_has_the_same_parts_in_both_languages(site: Path, name: str) -> None:
    chinese, english = (re.findall(r"<(h\d|table)\b", page(site, name, lang)) for lang in LANGS)
    assert chinese == english


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_commands_that_a_page_shows_can_be_typed(site: Path, name: str, lang: str) -> None:
    known = {each: {option for p in command.params for option in p.opts} for each, command in reference.commands()}
    for line in shown_commands(page(site, name, lang)):
        typed = shlex.split(line)
        command = next(each for each in (" ".join(typed[:n]) for n in (3, 2, 1)) if each in known)
        assert command != "gouji" or typed[1].startswith("--"), f"no such command: {line}"
        assert {word for word in typed if word.startswith("--")} <= known[command] | {"--help"}, line


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", [each for each in HAND_WRITTEN if each != "install"])  # there it is pip's options too
def test_options_that_a_page_names_are_options(site: Path, name: str, lang: str) -> None:
    options = {option for _, command in reference.commands() for each in command.params for option in each.opts}
    named = re.findall(r"<code>(--[\w-]+)", page(site, name, lang))
    assert set(named) <= options | {"--help"}


def shown_commands(markup: str) -> list[str]:
    """The lines that run gouji, in blocks and in the text."""
    code = [html.unescape(each) for each in re.findall(r"<code[^>]*>(.*?)</code>", markup, re.DOTALL)]
    return [line for each in code for line in each.splitlines() if line.startswith("gouji ") and "[" not in line]
