"""Given: what a sentence takes as there already (现有43户企业, 巩固流通率71.3%的基础), whatever the year it speaks of."""

import re

from validator.claims.sentences import Figure
from validator.patterns import later

# 现有, 已有 and the like stand right before the figure, behind what is done with the things, not behind whose they are:
# 提升现有68个…, 依托全市现有12家…; not 开发区现有43户….
_THERE = r"(?:上述|前述|现有|已有|原有|既有|现存|存量)"
_WITH = (
    r"(?:依托|立足于?|基于|利用|借助|围绕|整合|统筹|盘活|用好|管好|用足|巩固|提升|优化|完善|改造|升级|发挥|释放|挖掘|激发|支持|引导"
    r"|推动|组织|服务|加强|扩大|扩建|保持|改善|更新|延伸|拓展|清理|规范|健全|维护|带动|[在以从对把将让使按于])"
)
_STATED = later(rf"(?:已|现有|原有)[^，]{{0,8}}的$|(?:^|{_WITH})(?:[全我][县市省区州国])?{_THERE}的?$")
# 依托2022年末3680公里的农村公路, 巩固全市415个村级站点的成果: with a time or the whole territory, it is all that there is.
_AS_OF = later(
    r"^(?:依托|立足于?|基于|巩固|盘活|用好|管好)(?:(?:到|截至)?(?:19|20)\d\d年(?:年?[底末]|全年)?(?:[全我][县市省区州国])?|[全我][县市省区州国])$"
)
_LAST = frozenset("的有存量述")  # what these words end in
_AS_OF_LAST = frozenset("年底末县市省区州国")
_STATED_BEHIND = ("现有", "已有", "原有", "既有", "现存", "存量")  # 在58万立方米现有库容上
_SET_ON = later(
    r"^(?:[^，]{0,6}?[要须应])?(?:站?在|以|立足于?|依托|基于)(?![^，]{0,12}(?:新增|净增|每|年均|增|减|投入|不))[^，]{0,16}$"
)
_SUPPORT = r"的?(?:基础之?上|为(?:基数|基础|支撑|依托|底座|起点)|新?的?(?:新?起点|家底)上|的(?:存量|家底|底子|体量))"
_GROUND = later(rf"(?:[A-Za-z0-9\u4e00-\u9fff]{{2,14}}?)??{_SUPPORT}")
_KEPT_ON = ("巩固", "盘活")
_HELD, _HELD_AS = (
    re.compile(r"(?:保持|稳住|守住|立足|依托)$"),
    later(r"[\u4e00-\u9fff]{2,14}?的?(?:基础|优势)(?![\u4e00-\u9fff])"),
)
_NOUN_BEHIND = later(
    rf"的?(?:{_THERE}的?)?(?P<noun>(?!{_SUPPORT})[A-Za-z0-9]{{0,6}}[\u4e00-\u9fff]{{2,14}}?)"
    rf"(?:{_SUPPORT}|(?:基础|优势|成果)?(?=[，。；、）]|[的等和与为]|(?<!以)上|[中里](?=[，有])|$))"
)
_KEPT, _KEPT_AS = (
    re.compile(r"(?:完善|巩固|健全|盘活|发挥)(?!到|至|提升)"),
    later(r"的(?![^，。；]{0,6}(?:目标|任务|要求|标准|水平))|的?(?:基本盘|存量|家底)(?![\u4e00-\u9fff])"),
)


def is_given(figure: Figure) -> bool:
    """True for what the words take as there already: 现有43户企业, 巩固流通率71.3%的基础."""
    return _is_kept(figure) or _names_behind(figure) or _is_ground(figure)


def named_behind(figure: Figure) -> str:
    """The thing that is there, where it stands behind its figure (现有43户企业, 在33.4万亩农田基础上); else nothing."""
    if _names_behind(figure) or (_is_ground(figure) and not _GROUND_NEXT.match(figure.tail)):
        return noun_behind(figure.tail)
    return ""


def noun_behind(tail: str) -> str:
    """The noun that follows a figure at once, as far as the words show where it ends: 8支县级队伍和…"""
    found = _NOUN_BEHIND.match(tail)
    return found["noun"] if found else ""


def without_keeping(name: str, figure: Figure) -> str:
    """A name without the verb that keeps it up: 完善应急储备库42座的轮换机制."""
    return _KEPT.sub("", name, count=1) if _is_kept(figure) else name


_GROUND_NEXT = later(_SUPPORT)


def _is_kept(figure: Figure) -> bool:
    return _KEPT.match(figure.lead) is not None and _KEPT_AS.match(figure.tail) is not None


def _is_ground(figure: Figure) -> bool:
    """在2020年421家高新技术企业的基础上, 以2022年煤炭消费量1826万吨为基数."""
    said = "上" in figure.tail or "为" in figure.tail or figure.tail[:1] == "的"
    return said and _GROUND.match(figure.tail) is not None and _SET_ON.match(figure.lead) is not None


def _names_behind(figure: Figure) -> bool:
    if figure.tail.startswith(_STATED_BEHIND) or figure.lead in _KEPT_ON:
        return True
    if figure.lead[-1:] in _AS_OF_LAST and _AS_OF.match(figure.lead) is not None:
        return True
    if figure.lead[-1:] in _LAST and _STATED.search(figure.lead) is not None:
        return True
    return _HELD.search(figure.lead) is not None and _HELD_AS.match(figure.tail) is not None
