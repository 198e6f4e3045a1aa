"""The form of the repository itself: every rule, the house rules, what is packed and what is documented."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from validator.rules import all_rules
from validator.rules.base import Rule

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("validator", "schemas")
EXACT_ONLY = ("validator/quantities/", "validator/claims/", "validator/rules/", "validator/diagnosis/")
FIELDS = {
    "indicator",
    "year",
    "stated",
    "expected",
    "formula",
    "zh",
    "en",
}  # what any sentence may use, and a sentence in each language


@cache
def tracked() -> tuple[Path, ...]:
    """Every text file of the checkout that belongs to it, git or no git."""
    skip = {".git", "__pycache__", "build", "dist"}
    found = []
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") and part not in (".ci", ".gitignore") for part in parts)
        if path.is_file() and not hidden and not skip & set(parts) and b"\0" not in path.read_bytes()[:4096]:
            found.append(path)
    return tuple(found)


@cache
def sources() -> tuple[tuple[str, ast.Module], ...]:
    """The Python files outside the tests, parsed, by their path in the checkout."""
    files = [path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] != "tests"]
    return tuple((path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))) for path in files)


def rule_file(rule: Rule) -> Path:
    """The file that a rule is written in."""
    return Path(str(sys.modules[rule.check.__module__].__file__))


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_a_rule_has_the_form_of_a_rule(rule: Rule) -> None:
    path, first_line = rule_file(rule), rule.doc.partition("\n")[0]
    assert re.fullmatch(r"[A-Z]{2}[1-9]\d{2}", rule.code)
    assert path.stem == f"{rule.code.lower()}_{rule.name.replace('-', '_')}", "file name = code + name"
    assert {other.code[:2] for other in all_rules() if rule_file(other).parent == path.parent} == {rule.code[:2]}
    assert re.fullmatch(rf"{re.escape(rule.name)} — .*[\u4e00-\u9fff].*", first_line), "first line: name — 中文标题"
    for heading in ("Flagged:", "Not flagged:", "Basis:"):
        assert re.search(rf"^{heading}", rule.doc, re.MULTILINE), f"no {heading} in the manual"
    said = rule.doc.split("\n\n")[1]
    assert re.match(r"说明：.*[\u4e00-\u9fff].*。$", said, re.DOTALL), "second paragraph: 说明："
    assert max(map(len, said.splitlines())) <= 110
    assert re.search(r"^Basis: [^\n]+\n(?:[^\n]+\n)*依据：[^\n]*[\u4e00-\u9fff][^\n]*。$", rule.doc, re.MULTILINE), (
        "the line after Basis: is 依据："
    )
    assert len(path.read_text("utf-8").splitlines()) <= 110
    assert (ROOT / "fixtures" / "rules" / f"{rule.code}.md").is_file(), "a rule comes with its cases"


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_a_rule_says_the_same_in_both_languages(rule: Rule) -> None:
    assert rule.zh, "a rule has something to say"
    assert rule.zh.keys() == rule.en.keys()
    for why in rule.zh:
        assert blanks(rule.zh[why]) - FIELDS == blanks(rule.en[why]) - FIELDS, why
        assert re.search(r"[\u4e00-\u9fff]", rule.zh[why]), why


def blanks(sentence: str) -> set[str]:
    """The names that a sentence is filled from; evidence and values must not differ between languages."""
    return {re.split(r"[.\[]", name)[0] for _, name, _, _ in Formatter().parse(sentence) if name}


def test_codes_and_names_are_unique() -> None:
    rules = all_rules()
    assert len({rule.code for rule in rules}) == len({rule.name for rule in rules}) == len(rules)


def test_there_are_rules() -> None:
    assert len(all_rules()) > 0, "the tests above have nothing to look at"


def test_modules_and_functions_stay_short() -> None:
    long = []
    for name, tree in sources():
        lines = len((ROOT / name).read_text("utf-8").splitlines())
        if lines > 400:
            long.append(f"{name}: {lines} lines")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > 50:
                    long.append(f"{name}:{node.lineno}: {node.name} is {length} lines long")
    assert not long


def test_everything_public_is_documented() -> None:
    silent = []
    for name, tree in sources():
        for node in documented_nodes(tree):
            if not ast.get_docstring(node):
                silent.append(f"{name}: {getattr(node, 'name', 'the module')}")
    assert not silent


def documented_nodes(tree: ast.Module) -> Iterator[ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    """The module, its public functions and classes, and the public methods of those."""
    yield tree
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from (
                item for item in node.body if isinstance(item, ast.FunctionDef) and not item.name.startswith("_")
            )


def test_no_float_takes_part_in_a_comparison() -> None:
    floats = [
        f"{name}:{node.lineno}"
        for name, tree in sources()
        if name.startswith(EXACT_ONLY)
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
    ]
    assert not floats


def test_rules_extract_nothing() -> None:
    imports = [
        f"{name}: {module}"
        for name, module in imported_modules()
        if name.startswith("validator/rules/") and module.split(".")[0] in ("re", "regex")
    ]
    assert not imports, "extracting belongs to claims"


def imported_modules() -> Iterator[tuple[str, str]]:
    """Each import in the packages, as (file, dotted module)."""
    for name, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from ((name, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield name, node.module


def test_what_is_imported_is_declared_and_the_reverse() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {bare(line) for line in project["dependencies"]}
    recognising = {bare(line) for line in project["optional-dependencies"]["ocr"]}
    called = {"PIL": "pillow", "cv2": "opencv-python-headless", "pypdfium2_raw": "pypdfium2"}
    used = {
        called.get(module.split(".")[0], module.split(".")[0].replace("_", "-"))
        for name, module in imported_modules()
        if name.startswith(PACKAGES) and module.split(".")[0] not in {*sys.stdlib_module_names, *PACKAGES}
    }
    assert used <= declared | recognising, "imported, but not in pyproject.toml"
    assert recognising <= used | {"onnxruntime"}, "in the extra ocr, but never imported"  # what rapidocr runs on
    # tabulate aligns Chinese only where wcwidth is installed, whether or not anything of ours imports it
    assert declared <= used | {"wcwidth"}, "in pyproject.toml, but never imported"


def bare(requirement: str) -> str:
    """The name of the distribution in a requirement, in lower case."""
    return re.split(r"[^\w-]", requirement)[0].lower()


def test_every_dependency_is_pinned_with_its_hash() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    run = pins("requirements.txt")
    test = pins("requirements-dev.txt")
    assert {bare(line) for line in project["dependencies"]} <= run.keys()
    assert {bare(line) for line in project["optional-dependencies"]["dev"]} <= test.keys()
    assert "hatchling" in run, "the build backend is pinned too"
    assert run.items() <= test.items(), "the tests run with the versions that users get"


def pins(name: str) -> dict[str, str]:
    """The pinned version of each distribution in a requirements file, all of them with a hash."""
    entries = re.split(r"\n(?=\w)", (ROOT / name).read_text("utf-8"))
    found = {}
    for entry in entries:
        pin = re.match(r"([\w.-]+)==(\S+)", entry)
        if pin:
            assert "--hash=sha256:" in entry, f"{name}: {pin[0]} has no hash"
            found[pin[1].lower()] = pin[2]
    return found


def test_no_address_of_a_package_index_and_no_place_of_ours_is_written_down() -> None:
    # In two halves each, so that this file passes its own test.
    halves = [
        ("pypi", ".org"),
        ("python", "hosted.org"),
        ("index-url", " h"),
        ("index-url", "=h"),
        ("/", "work/"),
        ("/", "root/"),
    ]
    unwanted = [first + second for first, second in halves]
    named = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if any(word in line for word in unwanted)
    ]
    assert not named


def test_there_is_no_module_called_utils() -> None:
    assert not [name for name, _ in sources() if Path(name).stem in ("utils", "util", "helpers", "common", "misc")]


def test_the_rules_manual_is_fresh() -> None:
    explain = pytest.importorskip("validator.reports.explain", reason="the manual's generator is not written yet")
    if not hasattr(explain, "rules_markdown"):
        pytest.skip("validator.reports.explain has no rules_markdown yet")
    written = (ROOT / "RULES.md").read_text("utf-8")
    assert written == explain.rules_markdown("zh"), "CONTRIBUTING.md says how to write it anew"


def test_the_readmes_name_the_families_there_are() -> None:
    families = {rule.code[:2] for rule in all_rules()}
    for name in ("README.md", "README.zh.md"):
        table = re.findall(r"^\| `([A-Z]{2})` ", (ROOT / name).read_text("utf-8"), re.MULTILINE)
        assert sorted(table) == sorted(families), name


def test_the_change_log_names_every_rule() -> None:
    log = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert not [rule.code for rule in all_rules() if rule.code not in log]


def test_the_set_up_needs_only_the_standard_library() -> None:
    # That it works is tried in .ci/run, in a new environment.
    tree = ast.parse((ROOT / "bootstrap.py").read_text("utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names
    assert names <= set(sys.stdlib_module_names)
