"""The manual of a rule, and the list of all rules, for a terminal."""

from collections.abc import Sequence

from validator.reports.layout import columns
from validator.rules.base import Rule
from validator.wording import SEVERITIES, pick, word


def explain(rule: Rule, lang: str = "zh") -> str:
    """Code, name and severity, then the manual as it stands at the head of the rule's module."""
    severity = word(SEVERITIES, rule.severity.value, lang)
    return f"{rule.code} {rule.name} · {severity}\n\n{rule.doc.strip()}\n"


def rules_table(rules: Sequence[Rule], lang: str = "zh") -> str:
    """One line a rule: code, severity, Chinese title, name."""
    headers = [pick(words, lang) for words in _HEADERS]
    rows = [(rule.code, word(SEVERITIES, rule.severity.value, lang), rule.title, rule.name) for rule in rules]
    return columns(rows, headers) + "\n"


_HEADERS = (("代码", "code"), ("级别", "severity"), ("名称", "Chinese title"), ("英文名", "name"))


def rules_markdown(lang: str = "zh") -> str:
    """RULES.md: every rule with its sentences in both languages and its manual; `lang` leads."""
    from validator.rules import all_rules

    head = (
        "# 规则 Rules\n\n由规则的说明生成，不要手工修改；`CONTRIBUTING.md` 说明如何重新生成。\n"
        "Generated from the rules' docstrings; do not edit. `\\n` and `\\t` in examples are line ends and tabs.\n"
    )
    return head + "".join(_chapter(rule, lang) for rule in all_rules())


def _chapter(rule: Rule, lang: str) -> str:
    severity = " / ".join(
        word(SEVERITIES, rule.severity.value, each) for each in (lang, "en" if lang == "zh" else "zh")
    )
    _, _, manual = rule.doc.strip().partition("\n")
    sentences = "\n".join(f"- {rule.zh[why]}\n  {rule.en[why]}" for why in rule.zh)
    body = manual.strip().replace("<", "&lt;")
    return f"\n## {rule.code} {rule.title} `{rule.name}`\n\n{severity}\n\n{sentences}\n\n{body}\n"
