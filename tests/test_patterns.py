"""Patterns compiled on first use: what they match is what a compiled pattern matches."""

import re

from validator.patterns import later


def test_a_pattern_made_later_is_that_pattern() -> None:
    late, soon = later(r"(?P<n>\d)年", re.ASCII), re.compile(r"(?P<n>\d)年", re.ASCII)
    for text in ("2025年", "年", ""):
        assert [found.span("n") for found in late.finditer(text)] == [found.span("n") for found in soon.finditer(text)]
    assert (late.pattern, late.flags, late.sub("", "5年")) == (soon.pattern, soon.flags, "")


def test_a_method_is_taken_over_once() -> None:
    late = later("a")
    assert late.search is late.search
