"""Proportions: the shares of the three 产业, printed side by side (7.7∶34.7∶57.6), which come to 100."""

from collections.abc import Iterator
from decimal import Decimal

from validator.document import Document, Paragraph, Text
from validator.patterns import later
from validator.records import record
from validator.span import Span


@record
class Proportion:
    """Three shares in percent as printed, each with its place; `step` is one in the last digit of the roughest."""

    parts: tuple[tuple[str, Span], ...]
    total: Decimal
    step: Decimal

    @property
    def whole(self) -> bool:
        """True where the shares come to 100, each rounded by half a step at most."""
        return abs(self.total - 100) <= self.step * len(self.parts) / 2


_NUMBER = r"(?<![\d.:：∶])(\d{1,2}(?:\.\d{1,2})?)"
_NEXT = r"(\d{1,2}(?:\.\d{1,2})?)"
_RATIO = later(rf"{_NUMBER}\s*[:：∶]\s*{_NEXT}\s*[:：∶]\s*{_NEXT}(?![\d.:：∶])")
_PERCENT = later(rf"(?<![-－—负\d.]){_NEXT}%[、，,]\s*{_NEXT}%[、，,和与及]+\s*{_NEXT}%")
_INDUSTRIES = ("三产", "三次产业", "三大产业", "产业结构")  # one of them is always said
_OF_INDUSTRIES = later(r"(?:三次产业|三大产业|一二三产业?|一、二、三产业?|产业结构|三产)[^。；]{0,60}$")
_SHARED = later(r"(?:占|比重|比例|结构|贡献率|构成)[^。；增拉速]{0,24}$")


def proportions(document: Document) -> Iterator[Proportion]:
    """The proportions of all paragraphs, in reading order. Ratios that are no percentages (1∶2∶3) are left out."""
    for block in document.blocks:
        if isinstance(block, Paragraph) and any(word in block.text.string for word in _INDUSTRIES):
            yield from _paragraph(block.text)


def _paragraph(text: Text) -> Iterator[Proportion]:
    string = text.string
    for pattern in (_RATIO, _PERCENT):
        for found in pattern.finditer(string):
            lead = string[max(0, found.start() - 80) : found.start()]
            if _says_industries(lead) and (pattern is _RATIO or _SHARED.search(lead)):
                figures = [Decimal(figure) for figure in found.groups()]
                total = sum(figures, Decimal(0))
                step = max(Decimal(1).scaleb(int(f.as_tuple().exponent)) for f in figures)
                if 80 <= total <= 120:
                    parts = tuple((found[n], text.span(*found.span(n))) for n in (1, 2, 3))
                    yield Proportion(parts, total, step)


_OTHERS = later(r"、[^，。；、]{1,12}三大产业[^。；]*$")  # 煤电、新能源、农畜产品加工三大产业: three of many


def _says_industries(lead: str) -> bool:
    """True where the words before three figures say that they are of the three 产业."""
    return _OF_INDUSTRIES.search(lead) is not None and _OTHERS.search(lead) is None
