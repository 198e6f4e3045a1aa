"""What a line is by its look: heading, run-in heading, caption, note, title; and the path of sections."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from validator.patterns import later
from validator.records import record

_HAN = "一二三四五六七八九十"
_TERMINAL = "。！？；：!?;:…."
_BEHIND_A_STOP = "”’\"')）]】》〉」』 "
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class Mark(StrEnum):
    """The ways to number a heading, outermost first."""

    PART = "第一编"
    CHAPTER = "第一章"
    SECTION = "第一节"
    HAN = "一、"
    BRACKET_HAN = "（一）"
    DOTTED = "1.1"
    NUMBER = "1."
    BRACKET_NUMBER = "（1）"
    CIRCLED = "①"

    @property
    def is_chinese(self) -> bool:
        """True for 第一章, 一、, （一）: numbers that no figure is written with."""
        return self in _CHINESE


@record
class Lead:
    """The number a line begins with: `length` characters, `numbers` as integers (`(2, 3)` for 2.3)."""

    mark: Mark
    numbers: tuple[int, ...]
    length: int


_NUMERAL = rf"(?P<number>[{_HAN}百零〇]{{1,5}}|\d{{1,3}})"
_Leads = tuple[tuple[Mark, re.Pattern[str]], ...]
# By the first character of a line: whichever it is, no pattern of another kind can match.
_ORDINAL: _Leads = (
    (Mark.PART, re.compile(rf"第\s?{_NUMERAL}\s?[编篇]\s*")),
    (Mark.CHAPTER, re.compile(rf"第\s?{_NUMERAL}\s?章\s*")),
    (Mark.SECTION, re.compile(rf"第\s?{_NUMERAL}\s?节\s*")),
)
_NUMERALS: _Leads = ((Mark.HAN, re.compile(rf"(?P<number>[{_HAN}]{{1,3}})\s?[、.．]\s*")),)
_BRACKETED: _Leads = (
    (Mark.BRACKET_HAN, re.compile(rf"[（(]\s?(?P<number>[{_HAN}]{{1,3}})\s?[）)]\s*[、.]?\s*")),
    (Mark.BRACKET_NUMBER, re.compile(r"[（(]\s?(?P<number>\d{1,2})\s?[）)]\s*")),
)
_DIGITS: _Leads = (
    (Mark.DOTTED, re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,4})(?:[.、]\s*|\s+(?=\D)|(?=[^\W\d_a-zA-Z]|[“《]))")),
    (Mark.NUMBER, re.compile(r"(?P<number>\d{1,2})\s?[.．、](?!\d)\s*")),
    (Mark.DOTTED, re.compile(r"(?P<number>\d{1,2})\s+(?=[^\W\d_a-zA-Z]|[“《])")),
    (Mark.BRACKET_NUMBER, re.compile(r"(?P<number>\d{1,2})[）)]\s*")),
)
_ENCIRCLED: _Leads = ((Mark.CIRCLED, re.compile(rf"(?P<number>[{_CIRCLED}])\s*")),)
_LEADS = {"第": _ORDINAL, "（": _BRACKETED, "(": _BRACKETED}
_LEADS |= dict.fromkeys(_HAN, _NUMERALS) | dict.fromkeys(_CIRCLED, _ENCIRCLED)
_CHINESE = frozenset({Mark.PART, Mark.CHAPTER, Mark.SECTION, Mark.HAN, Mark.BRACKET_HAN})
_MEASURES = frozenset("个家项亿万千百年月日件名人元公里所处次种倍条份篇位户台套亩吨米岁期类")

# What follows a number that is a figure (12 万人) or part of an enumeration (一、二、三产业, 一、二期; not 一、五年来, 一、二〇二五年).
_NO_TITLE = {
    Mark.DOTTED: re.compile(f"[{''.join(sorted(_MEASURES))}]"),
    Mark.HAN: re.compile(rf"[{_HAN}](?:[、和及至到产次批期类等级线轮季号月审层班组]|$)"),
}

_BULLETS = ("—", "–", "•", "●", "◆", "■", "□", "▪", "·", "◇", "★", "☆", "\uf06c", "\uf0b7", "* ", "- ")
_CAPTION = later(r"(?:附?表|专栏|附?图|附件)\s?(?:[一二三四五六七八九十]{1,3}|\d{1,3})(?:[-—.]\d{1,3})?(?![\d、，。])")
_CAPTION_END = (
    "指标",
    "指标表",
    "指标体系",
    "目标",
    "目标表",
    "一览表",
    "情况表",
    "明细表",
    "汇总表",
    "分工表",
    "清单",
)
_NOTE = re.compile(r"(?:注|备注|说明|附注|资料来源|数据来源)\s?[\d一二三]?\s?[:：.]|[*＊※]\s?(?!\*)|注\s?\d")
_UNIT = re.compile(r"[（(]?\s?(?:计量)?单\s?位\s?[:：].{1,20}$")
_TITLE_END = ("规划", "方案", "计划", "要点", "报告", "纲要", "意见", "办法", "行动", "公报", "思路")
_BRACKETED_TAIL = re.compile(r"[（(][^（）()]{1,30}[）)]$")
_RUN_IN_TITLE = later(
    r"发展基础|发展现状|发展成就|发展成效|发展环境|发展形势|发展思路|发展目标|发展定位|发展愿景|"
    r"指导思想|基本原则|总体要求|总体思路|总体目标|总体部署|主要目标|主要指标|具体目标|工作目标|"
    r"工作任务|规划目标|面临形势|形势要求|机遇挑战|机遇与挑战|存在问题|主要问题|重点任务|主要任务|"
    r"保障措施|推进机制|主要成就|工作基础|规划背景"
)


def lead(line: str) -> Lead | None:
    """The number that `line` begins with, or None. A bare figure (`1.44 件`, `12 万人`) is none."""
    first = line[:1]
    for mark, pattern in _DIGITS if first.isdecimal() else _LEADS.get(first, ()):
        if match := pattern.match(line):
            end = match.end()
            if mark in _NO_TITLE and _NO_TITLE[mark].match(line, end):
                return None
            return Lead(mark, _numbers(match["number"]), end)
    return None


def _numbers(printed: str) -> tuple[int, ...]:
    if printed.isdecimal():
        return (int(printed),)
    return tuple([int(part) if part.isdecimal() else _han(part) for part in printed.split(".")])


def _han(numeral: str) -> int:
    """The value of a Chinese numeral below one thousand, or of a number in a circle."""
    if numeral in _CIRCLED:
        return _CIRCLED.index(numeral) + 1
    total, digit = 0, 0
    for char in numeral:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = max(_HAN.find(char), -1) + 1
    return total + digit


def heading(line: str) -> Lead | None:
    """The lead of a line that is a heading as a whole: short, and no sentence."""
    found = lead(line)
    if found is None:
        return None
    rest = line[found.length :].strip()
    if not rest:
        return found if found.mark in (Mark.PART, Mark.CHAPTER, Mark.SECTION) else None
    if found.mark in _CHINESE:
        return found if len(rest) <= 60 and _is_phrase(rest) else None
    if len(rest) > 40 or rest[-1] in _TERMINAL + "，、," or "。" in rest or "；" in rest:
        return None
    return None if found.mark is Mark.DOTTED and len(found.numbers) == 1 and "，" in rest else found


def _is_phrase(rest: str) -> bool:
    """A phrase, not a sentence; one full stop at the end is forgiven where no figure is told."""
    body = rest[:-1] if rest[-1] in "。：:" and len(rest) <= 30 and not any(c.isdigit() for c in rest) else rest
    return bool(body) and body[-1] not in _TERMINAL + "，、," and "。" not in body and "；" not in body


def run_in(line: str) -> tuple[Lead, str] | None:
    """A heading that body text follows on the same line: its lead and its label as printed.

    Only 第一章, 一、 and （一） open a section that way. The label ends at the first full stop, at a
    dash, or with a customary title (指导思想); failing these it is the number alone.
    """
    found = lead(line)
    if found is None or found.mark not in _CHINESE:
        return None
    rest = line[found.length : found.length + 31]
    stop = min((at for at in (rest.find("。"), rest.find("——")) if at > 0), default=-1)
    title = _RUN_IN_TITLE.match(rest)
    if title or stop < 0:
        return found, line[: found.length].rstrip() + (title.group() if title else "")
    return found, line[: found.length + stop]


def levels(marks: Iterable[Mark]) -> dict[Mark, int]:
    """The level of each kind of number, given the kinds a document uses.

    For `Mark.DOTTED` it is the level of one component; every further one is a level deeper.
    """
    present = frozenset(marks)
    above = 0
    depth: dict[Mark, int] = {}
    for mark in (Mark.PART, Mark.CHAPTER, Mark.SECTION):
        above += mark in present
        depth[mark] = max(above, 1)
    depth[Mark.HAN] = above + 1
    depth[Mark.BRACKET_HAN] = max(2, above + 1 + (Mark.HAN in present))
    chinese = bool(present & _CHINESE)
    inner = depth[Mark.BRACKET_HAN] + 1 if chinese else 1
    depth[Mark.DOTTED] = max(above, 1) if above and Mark.HAN not in present else inner if chinese else 1
    depth[Mark.NUMBER] = inner
    depth[Mark.BRACKET_NUMBER] = inner + 1
    depth[Mark.CIRCLED] = inner + 2
    return depth


def level_of(found: Lead, depth: dict[Mark, int]) -> int:
    """The level of a heading with this lead."""
    return depth[found.mark] + (len(found.numbers) - 1 if found.mark is Mark.DOTTED else 0)


@dataclass(slots=True)
class Sections:
    """The path of headings while a document is walked, and the count of paragraphs in the innermost."""

    stack: list[tuple[int, str]] = field(default_factory=list)
    path: tuple[str, ...] = ()  # the labels of the sections around this point, outermost first
    count: int = 0

    def enter(self, level: int, label: str) -> tuple[str, ...]:
        """Go into a section of that level; the path *above* it is returned."""
        while self.stack and self.stack[-1][0] >= level:
            self.stack.pop()
        above = self.path[: len(self.stack)]
        self.stack.append((level, label))
        self.path = (*above, label)
        self.count = 0
        return above

    def next(self) -> int:
        """The number of the next body paragraph."""
        self.count += 1
        return self.count


def is_bullet(line: str) -> bool:
    """True for a line that begins with ——, • and the like."""
    return line.startswith(_BULLETS)


def is_numbered_caption(line: str) -> bool:
    """True for 表1 …, 专栏 2-1 …: it names a table or box by number."""
    return len(line) <= 60 and is_open_end(line) and _CAPTION.match(line) is not None


def is_caption(line: str) -> bool:
    """True for a short line that names a table: numbered, or ending in 指标, 目标, 一览表 …"""
    if len(line) > 60 or not line or not is_open_end(line):
        return False
    bare = _BRACKETED_TAIL.sub("", line)
    return _CAPTION.match(line) is not None or bare.endswith(_CAPTION_END)


def is_note(line: str) -> bool:
    """True for 注：…, 说明：…, *…: a line below a table."""
    return _NOTE.match(line) is not None and not line.startswith("**")


def is_unit_line(line: str) -> bool:
    """True for 单位：亿元 above a table."""
    return len(line) <= 30 and _UNIT.match(line) is not None


def is_title(line: str) -> bool:
    """True for a short line that may be a plan's printed title."""
    if not 4 <= len(line) <= 60 or lead(line) is not None or is_bullet(line) or not is_open_end(line):
        return False
    bare = _BRACKETED_TAIL.sub("", line).rstrip("》 ")
    thoughts = (
        bare.endswith("思路") and "五”" in bare and not heading(line)
    )  # “十五五”发展思路, no chapter 二、总体思路
    return (bare.endswith(_TITLE_END) or thoughts) and "，" not in line


def is_open_end(text: str) -> bool:
    """True when the text does not end in a full stop or its like, closing quotes and brackets aside."""
    bare = text.rstrip(_BEHIND_A_STOP)
    if not bare or bare[-1] in _TERMINAL:
        return False
    if text[-1:] not in ("）", ")"):
        return True
    opener = max(text.rfind("（"), text.rfind("("))
    return not (opener > 0 and text[opener - 1] in "。！？；")
