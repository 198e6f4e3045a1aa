"""Given: what a sentence takes as there already (现有43户企业, 巩固流通率71.3%的基础), whatever the year it speaks of."""

import re

from validator.claims.sentences import Figure
from validator.patterns import later

_STATED = re.compile(
    r"(?:已|现有|原有)[^，]{0,8}的$|^(?:(?:在|依托|立足|巩固|用好|盘活)?(?:现有|已有|原有)|巩固|盘活)$"
)
_LAST = frozenset("的有固活")  # what these words end in
_GROUND = later(r"[\u4e00-\u9fff]{2,14}?的?基础上")
_HELD, _HELD_AS = (
    re.compile(r"(?:保持|稳住|守住|立足|依托)$"),
    later(r"[\u4e00-\u9fff]{2,14}?的?(?:基础|优势)(?![\u4e00-\u9fff])"),
)
_NOUN_BEHIND = later(r"([\u4e00-\u9fff]{2,14}?)(?:的?基础上|(?:基础|优势|成果)?(?=[，。；、）]|的|等|和|与|$))")
_KEPT, _KEPT_AS = (
    re.compile(r"(?:完善|巩固|健全|盘活|发挥)(?!到|至|提升)"),
    later(r"的(?![^，。；]{0,6}(?:目标|任务|要求|标准|水平))"),
)


def is_given(figure: Figure) -> bool:
    """True for what the words take as there already: 现有43户企业, 巩固流通率71.3%的基础."""
    return _is_kept(figure) or _names_behind(figure)


def named_behind(figure: Figure) -> str:
    """The thing that is there, where it stands behind its figure (现有43户企业, 在33.4万亩农田基础上); else nothing."""
    found = _NOUN_BEHIND.match(figure.tail) if _names_behind(figure) else None
    return found[1] if found else ""


def without_keeping(name: str, figure: Figure) -> str:
    """A name without the verb that keeps it up: 完善应急储备库42座的轮换机制."""
    return _KEPT.sub("", name, count=1) if _is_kept(figure) else name


def _is_kept(figure: Figure) -> bool:
    return _KEPT.match(figure.lead) is not None and _KEPT_AS.match(figure.tail) is not None


def _names_behind(figure: Figure) -> bool:
    last = figure.lead[-1:]
    if last == "在" and _GROUND.match(figure.tail):
        return True
    if _HELD.search(figure.lead) and _HELD_AS.match(figure.tail):
        return True
    return last in _LAST and _STATED.search(figure.lead) is not None
