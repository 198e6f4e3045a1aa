"""Stray years: years in prose at which the document cannot speak so, before its own years or behind them."""

import re
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from validator.claims.headings import AIMED
from validator.claims.plan import Plan, misstated_period
from validator.claims.sentences import split_sentences
from validator.document import Document, Paragraph
from validator.patterns import later
from validator.records import record
from validator.span import Span

# 2027年6月底前, 2027年底之前: by when something is to be done.
_DEADLINE = re.compile(r"((?:19|20)\d\d)年(?:年?底|年?末|\d{1,2}月(?:底|末)?)?(?:之|以)?前")
_YEAR_END = re.compile(r"((?:19|20)\d\d)年(?:年?末|年?底)(?![之以]?前)")
_AHEAD = later(r"预计|预期|计划|目标|力争|规划|争取|将|拟|到20|至20")
# What a plan aims at opens so; not 到2027年底已有…, which tells where it starts from.
_AIM = re.compile(r"(?:力争|争取)?到((?:19|20)\d\d)年(?:年?底|年?末)?(?=[，,])")
_REACHED = later(r"已|实际|截至|现状|现有|目前")
_ANY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_SOON = 2  # years behind the plan's end: later ones (2060年前) are those of another programme


@record
class Stray:
    """A year with its place and the last year of the document; `kind` is `deadline`, `reported`,
    `outdated` or `period`."""

    span: Span
    text: str
    year: int
    last: int
    kind: str


def stray_years(document: Document, plan: Plan) -> Iterator[Stray]:
    """The deadlines behind a plan's end, the aims before its years, the years of another plan given as its own, and in a
    公报 of one year what it had at the end of the next."""
    if plan.period and (said := misstated_period(document, plan)):
        yield Stray(*said, plan.period[1], "period")
    if plan.reports:
        if plan.reported and "公报" in (plan.title or ""):
            yield from _reported(document, plan.reported)
    elif plan.period_said and plan.target_year and plan.period and plan.period[1] == plan.target_year:
        yield from _deadlines(document, plan.period)
    if plan.aims and plan.period and plan.period[0] < plan.period[1]:
        yield from _outdated(document, plan.period)


def _deadlines(document: Document, period: tuple[int, int]) -> Iterator[Stray]:
    """2026年底前开工，2027年底前完成一半，2029年底前全部建成, in a plan that ends in 2028: one of the steps is too late.

    A deadline that stands alone may be one that the country has set (2030年前).
    """
    first, last = period
    for paragraph in _paragraphs(document, "前"):
        string = paragraph.text.string
        for sentence in split_sentences(string):
            inside = False  # a step within the plan's years came before
            for found in _DEADLINE.finditer(string, sentence.start, sentence.end):
                year = int(found[1])
                if inside and last < year <= last + _SOON:
                    yield Stray(paragraph.text.span(*found.span()), found[0], year, last, "deadline")
                inside = inside or first <= year <= last


def _outdated(document: Document, period: tuple[int, int]) -> Iterator[Stray]:
    """到2027年，…具体目标：in a plan of 2028—2030, where the aims never come to its own years: they open with those of
    another plan."""
    first, last = period
    for aims, paragraphs in groupby(document.paragraphs, key=attrgetter("section")):
        if not aims or not AIMED.search(aims[-1]):
            continue
        told = list(paragraphs)
        if any(first <= int(year) <= last for p in told for year in _ANY_YEAR.findall(p.text.string)):
            continue
        for paragraph in told:
            found = _AIM.match(paragraph.text.string)
            if found and int(found[1]) < first and not _REACHED.search(paragraph.text.string):
                yield Stray(paragraph.text.span(*found.span()), found[0], int(found[1]), last, "outdated")


def _reported(document: Document, last: int) -> Iterator[Stray]:
    """2026年末，全市医疗机构1502个 in the 公报 of 2025, where nothing is said of what is to come."""
    for paragraph in _paragraphs(document, "末", "底"):
        string = paragraph.text.string
        for sentence in split_sentences(string):
            for found in _YEAR_END.finditer(string, sentence.start, sentence.end):
                if int(found[1]) == last + 1 and not _AHEAD.search(string, sentence.start, sentence.end):
                    yield Stray(paragraph.text.span(*found.span()), found[0], last + 1, last, "reported")


def _paragraphs(document: Document, *marks: str) -> Iterator[Paragraph]:
    for block in document.blocks:
        if isinstance(block, Paragraph) and "年" in block.text.string and any(m in block.text.string for m in marks):
            yield block
