"""Formulas: “一核两轴三圈”, and where the text gives one of its numbers another noun."""

from collections import Counter
from collections.abc import Iterator

from validator.claims.traces import Residue, Trace
from validator.document import Text
from validator.patterns import later

_FORMULA = later(r"“(?P<formula>(?:[一二两三四五六七八九多][\u4e00-\u9fff]){3,8})”")
_PAIR = later(
    r"(?P<number>[二两三四五六七八九])(?<![“一二两三四五六七八九十第].)(?P<noun>[轴翼核圈带廊片极屏])(?=[，。、；,;]|[\u4e00-\u9fff]{2})"
)


def formulas_of(whole: str) -> dict[str, str]:
    """“一核两轴三圈”: which noun goes with which number, where the document has one such formula."""
    found = Counter(m["formula"] for m in _FORMULA.finditer(whole) if m["formula"].startswith("一"))
    if len(found) != 1:
        return {}
    formula = next(iter(found))
    return {formula[i]: formula[i + 1] for i in range(0, len(formula) - 1, 2)}


def varied(text: Text, formulas: dict[str, str]) -> Iterator[Residue]:
    """两翼 where the formula of the plan says 两轴."""
    for match in _PAIR.finditer(text.string):
        usual = formulas.get(match["number"])
        quoted = text.string.count("“", 0, match.start()) > text.string.count("”", 0, match.start())
        if usual and usual != match["noun"] and not quoted:
            yield Residue(Trace.NAME, text.span(*match.span()), match.group(), match["number"] + usual)
