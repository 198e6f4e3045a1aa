"""Said again: words before a figure that look like a name and only point to what the figure before is of."""

from validator.claims.claim import Claim, Role
from validator.claims.sentences import Figure
from validator.patterns import later


def says_again(printed: str, role: Role, figure: Figure, before: list[Claim]) -> bool:
    """True for 保有量为2020年的N倍 behind 新能源汽车保有量, 企业数量实现倍增 behind 规上工业企业由A发展到B, and for what `_is_stub`
    tells."""
    last = before[-1].indicator if before else None
    if last is None:
        return False
    if role is Role.MULTIPLE and last.endswith(printed):
        return True
    if len(before) > 1 and before[-2].start == "from" and (role in _CHANGES or figure.quantity.unit == "番"):
        thing = _HOW_MANY.sub("", printed)
        return bool(thing) and thing != printed and last.endswith(thing)
    return _is_stub(printed, last, before[-1], figure)


_CHANGES = (Role.MULTIPLE, Role.GROWTH, Role.ANNUAL_GROWTH, Role.DIFFERENCE)
_HOW_MANY = later(r"的?(?:数量|总量|总数|规模|总额|产量|产值)$")


def _is_stub(printed: str, last: str, before: Claim, figure: Figure) -> bool:
    """True for the bare verb of 2015年接待游客380万人次，到2020年接待845万人次, and for the year alone in 48万吨（2020年）、144万吨
    （2025年）."""
    if printed[:1] in ("（", "("):
        return _YEAR_ASIDE.fullmatch(printed) is not None
    if len(printed) != _VERB or not last.startswith(printed) or before.quantity.unit != figure.quantity.unit:
        return False
    return len(last) > _VERB and "年" in figure.gap and _DATED.search(figure.gap) is not None


_VERB = 2  # characters of most verbs
_YEAR_ASIDE, _DATED = later(r"[（(](?:19|20)\d\d年[底末]?[）)][、，,和及与]?"), later(r"(?:19|20)\d\d年")
