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
