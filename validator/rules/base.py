"""How a rule is declared: one decorated generator that asks `Facts` and yields a `Verdict` for each comparison."""

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from validator.finding import Severity, Verdict
from validator.records import record

if TYPE_CHECKING:
    from validator.facts import Facts

Check = Callable[["Facts"], Iterator[Verdict]]


@record
class Rule:
    """A rule with everything that is said about it.

    `zh` and `en` map a verdict's `why` to the sentence shown to the user. A sentence is a
    `str.format` template: `{0}`, `{1}` … are the evidence (the figure with its place), names are
    the verdict's `values`, and `{indicator}`, `{year}`, `{stated}`, `{expected}`, `{formula}` its
    own fields. The manual (`doc`) is the docstring of the rule's module.
    """

    code: str
    name: str
    severity: Severity
    check: Check
    zh: Mapping[str, str]
    en: Mapping[str, str]

    @property
    def doc(self) -> str:
        """The rule's manual: the docstring of its module."""
        return sys.modules[self.check.__module__].__doc__ or ""

    @property
    def title(self) -> str:
        """The Chinese title, from the first line of the manual (`name — 中文标题`)."""
        return self.doc.partition("\n")[0].partition("—")[2].strip()


def rule(
    code: str, name: str, severity: Severity, *, zh: Mapping[str, str], en: Mapping[str, str]
) -> Callable[[Check], Rule]:
    """Turn a generator into a `Rule`; the function's name then holds the rule itself."""

    def declare(check: Check) -> Rule:
        return Rule(code, name, severity, check, zh, en)

    return declare
