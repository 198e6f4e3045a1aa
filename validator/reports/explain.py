"""The manual of a rule in Chinese or English, and the lists of rules, for a terminal and for RULES.md."""

import re
from collections.abc import Iterator, Sequence
from string import Formatter

from validator.records import record
from validator.reports.layout import columns, wrap
from validator.rules.base import Rule
from validator.wording import SEVERITIES, pick, word

_FLAGGED = ("会报告的例子", "Flagged")
_NOT_FLAGGED = ("不会报告的例子", "Not flagged")
_SENTENCES = ("提示语", "What it says")
_HEADERS = (("代码", "code"), ("级别", "severity"), ("名称", "Chinese title"), ("英文名", "name"))
_ORDINALS = "①②③④⑤⑥⑦⑧⑨"
_BLANKS = {"indicator": "某指标", "year": "某"}  # {year}年 is 某年; what has no word here is …
_SCHEMA = re.compile(r"\(with (--schema \w+)\)")


@record
class _Examples:
    """The bullets under one heading, as they stand; `option` is what the command line needs for them."""

    flagged: bool
    option: str
    bullets: tuple[str, ...]


@record
class _Manual:
    """A rule's docstring taken apart: what is said in Chinese, in English, and the examples of both."""

    zh: str = ""
    en: tuple[str, ...] = ()  # paragraphs; those that are indented keep their line ends
    examples: tuple[_Examples, ...] = ()
    basis_zh: str = ""
    basis_en: str = ""


def explain(rule: Rule, lang: str = "zh", cells: int = 100) -> str:
    """Code, title, name and severity, then the rule's manual in one language, in lines of at most `cells`."""
    manual = _read(rule.doc)
    names = [rule.name] if lang == "en" else [each for each in (rule.title, rule.name) if each]
    head = " · ".join([*names, word(SEVERITIES, rule.severity.value, lang)])
    sections = [wrap(f"{rule.code} {head}", cells)]
    if lang == "en":
        sections += [_paragraph(text, cells) for text in manual.en]
    else:
        sections += [wrap(f"说明：{manual.zh}", cells)] if manual.zh else []
        sections.append([f"{pick(_SENTENCES, lang)}：", *_bullets(map(_plain, rule.zh.values()), cells)])
    sections += [_shown(examples, lang, cells) for examples in manual.examples]
    basis = f"Basis: {manual.basis_en}" if lang == "en" else f"依据：{manual.basis_zh}"
    sections += [wrap(basis, cells)] if pick((manual.basis_zh, manual.basis_en), lang) else []
    return "\n\n".join("\n".join(lines) for lines in sections) + "\n"


def purpose(rule: Rule, lang: str = "zh") -> str:
    """What a rule asks, in one paragraph: the manual without sentences, examples and basis."""
    manual = _read(rule.doc)
    return next(iter(manual.en), rule.name) if lang == "en" else manual.zh or rule.title


def _read(doc: str) -> _Manual:
    """The parts of a docstring, told by how its paragraphs begin; the first line is the rule's name and title."""
    zh, basis_zh, basis_en = "", "", ""
    en: list[str] = []
    examples: list[_Examples] = []
    for paragraph in doc.partition("\n")[2].strip("\n").split("\n\n"):
        first = paragraph.partition("\n")[0]
        if paragraph.startswith("说明："):
            zh = paragraph.removeprefix("说明：").replace("\n", "")
        elif first.startswith(("Flagged:", "Not flagged:")):
            examples.append(_examples(paragraph))
        elif paragraph.startswith("Basis:"):
            english, _, chinese = paragraph.removeprefix("Basis:").partition("\n依据：")
            basis_zh, basis_en = chinese.replace("\n", "").strip(), " ".join(english.split())
        elif paragraph.strip():
            en.append(paragraph if paragraph.startswith(" ") else " ".join(paragraph.split()))
    return _Manual(zh, tuple(en), tuple(examples), basis_zh, basis_en)


def _examples(paragraph: str) -> _Examples:
    heading, *lines = paragraph.split("\n")
    option = _SCHEMA.search(heading)
    bullets: list[str] = []
    for line in lines:
        if line.startswith("- "):
            bullets.append(line[2:])
        elif bullets:  # an indented line continues the bullet before it
            bullets[-1] += line.strip()
    return _Examples(heading.startswith("Flagged"), option[1] if option else "", tuple(bullets))


def _paragraph(text: str, cells: int) -> list[str]:
    return text.split("\n") if text.startswith(" ") else wrap(text, cells)


def _plain(sentence: str) -> str:
    """A sentence template for people: ① ② are the figures of the document, … is what the comparison fills in."""
    return "".join(text + _blank(name) for text, name, _, _ in Formatter().parse(sentence))


def _blank(name: str | None) -> str:
    if name is None:
        return ""
    return _ORDINALS[int(name)] if name in tuple("012345678") else _BLANKS.get(name, "…")


def _shown(examples: _Examples, lang: str, cells: int) -> list[str]:
    """A heading and its bullets, with the lines and columns of the examples as a reader would see them."""
    bullets = (text.replace("\\n", "\n").replace("\\t", " | ") for text in examples.bullets)
    return [_heading(examples, lang) + pick(("：", ":"), lang), *_bullets(bullets, cells)]


def _heading(examples: _Examples, lang: str) -> str:
    title = pick(_FLAGGED if examples.flagged else _NOT_FLAGGED, lang)
    option = pick((f"（使用 {examples.option}）", f" (with {examples.option})"), lang)
    return title + option if examples.option else title


def _bullets(texts: Iterator[str], cells: int) -> Iterator[str]:
    """Each text behind a dash, its further lines indented as far."""
    for text in texts:
        lines = (piece for line in text.split("\n") for piece in wrap(line, max(24, cells - 4)))
        yield from (("    " if index else "  - ") + line for index, line in enumerate(lines))


def rules_table(rules: Sequence[Rule], lang: str = "zh") -> str:
    """One line a rule: code, severity, Chinese title, name."""
    headers = [pick(words, lang) for words in _HEADERS]
    rows = [(rule.code, word(SEVERITIES, rule.severity.value, lang), rule.title, rule.name) for rule in rules]
    return columns(rows, headers) + "\n"


def rules_markdown(lang: str = "zh") -> str:
    """RULES.md: every rule with its sentences and its manual in both languages; `lang` leads."""
    from validator.rules import all_rules

    head = (
        "# 规则 Rules\n\n由规则的说明生成，不要手工修改；`CONTRIBUTING.md` 说明如何重新生成。"
        "例子中的 `\\n` 和 `\\t` 是换行和制表符，提示语中的 `{…}` 由比对结果填入。\n\n"
        "Generated from the rules' docstrings; do not edit. `\\n` and `\\t` in examples are line ends and tabs, "
        "`{…}` in sentences is filled from the comparison.\n"
    )
    order = ("zh", "en") if lang == "zh" else ("en", "zh")
    return head + "".join(rule_markdown(rule, *order) for rule in all_rules())


def rule_markdown(rule: Rule, *order: str) -> str:
    """One rule as a chapter in the languages given; of two, what is said stands side by side, part by part."""
    manual = _read(rule.doc)
    said = {"zh": f"说明：{manual.zh}", "en": "\n\n".join(manual.en)}
    basis = {"zh": f"依据：{manual.basis_zh}", "en": f"Basis: {manual.basis_en}"}
    templates = {"zh": rule.zh, "en": rule.en}
    colon = pick(("：", ":"), order[-1])
    parts = [
        f"## {rule.code} {rule.title} `{rule.name}`",
        " / ".join(word(SEVERITIES, rule.severity.value, each) for each in order),
        *(said[each] for each in order),
        " / ".join(pick(_SENTENCES, each) for each in order) + colon,
        "\n".join("- " + "\n  ".join(templates[each][why] for each in order) for why in rule.zh),
    ]
    for examples in manual.examples:
        parts.append(" / ".join(_heading(examples, each) for each in order) + colon)
        parts.append("\n".join(f"- {text}" for text in examples.bullets))
    parts += [basis[each] for each in order]
    return "\n" + "\n\n".join(parts).replace("<", "&lt;") + "\n"
