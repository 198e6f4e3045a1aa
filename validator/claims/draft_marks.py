"""Draft marks: what the making of a text leaves inside it, and what was still to be filled in."""

import re
from collections.abc import Iterator

from validator.claims.mentions import Mentions
from validator.claims.traces import Residue, Trace
from validator.document import Text
from validator.patterns import later

_DRAFT = r"征求意见稿?|求意见稿?|送审稿|报批稿|讨论稿|修改稿|修订稿|评审稿|报审稿|审查稿|初稿|草稿|审议稿|定稿"
IN_DRAFT = re.compile(_DRAFT)
_MERGE = later(rf"(?P<left>[\u4e00-\u9fff]{{2}})(?P<mark>{_DRAFT})(?P<right>[\u4e00-\u9fff]{{1,2}})")
# What may stand around these words where they mean what they say.
_BEFORE_DRAFT = later(
    r"(?:的|了|并|开|公|广|面|泛|步|再|次|门|稿|成|和|与|对|在|于|为|书|经|后|过|向|审|订|改|形|起|草|其|该|此|会|家|求|众|位|方|件|案|划|要|见|是|按|据|由|从|及|至|路|本|思)$"
)
_AFTER_DRAFT = later(
    r"^(?:的|和|与|并|后|前|中|时|等|阶段|工作|情况|基础|过程|程序|会|稿|建议|修改|公开|进行|提交|经|已|由|为|及|印发|通知|反馈|汇总|采纳|函|座谈|论证|审议|征求|上报|编|撰|起草|完成|是|在|以|于|向)"
)
# 新征求意见程: 征求意见 goes on with what completes another word of 征 (征程, 征收 …).
_AFTER_ZHENG = "程收集管地信税用迁兵途缴战"
# In front the characters that one can begin with: the search runs past all others at once.
_PLACEHOLDER = re.compile(
    r"(?=[XＸx×✕＿_（(《【待T])(?:(?<![A-Za-z])[XＸx×]{2,4}(?=[年月日])|(?<![A-Za-z0-9×xX])(?:[XxＸ]{2,}|[×✕]{2,})(?![A-Za-z0-9])|＿{2,}|_{3,}|[（(][ \u3000]*[）)]|《[ \u3000]*》|【[ \u3000]*】"
    r"|【待[\u4e00-\u9fff]{1,6}】|待(?:补充|核实|填写|填报|完善数据|确认)(?=[）)。，；、]|$)|(?<=[（(])待定(?=[）)])|\b(?:TODO|TBD)\b)"
)
# Names and telephone numbers are masked on purpose: 联系人：张××, 0731—××××.
_MASKED = later(r"[\d—-][×✕]|[\u4e00-\u9fff][×✕]{1,2}(?![×✕\u4e00-\u9fff])|[×✕]\d|电话|联系")
_BOOKMARK = re.compile(r"\[bookmark:[^\]\n]{0,40}\]")
# 字体：【】【】, 浏览次数：【】: buttons and counters of the page that a text was copied from.
_OF_THE_PAGE = later(r"(?:字体|字号|浏览次?数?|阅读次?数?|点击[次数量]+|打印|分享|收藏)[:：]?[\s【】（）()]*$")
_ABOUT_BRACKETS = re.compile(r"^(?:内|中|里|为|表示)")


def merged(text: Text, mentions: Mentions) -> Iterator[Residue]:
    """公共数初稿据: the mark of a draft between the halves of a word; `mentions` tells what the document says elsewhere."""
    if not IN_DRAFT.search(text.string):
        return
    for match in _MERGE.finditer(text.string):
        if "稿" not in match["mark"]:
            legitimate = match["right"][0] not in _AFTER_ZHENG
        else:
            torn = match["left"][-1] + match["right"][0]  # 推动经修改稿济发展 in a text that speaks of 经济
            led = _BEFORE_DRAFT.search(match["left"]) is not None and not mentions.count(torn)
            legitimate = led or _AFTER_DRAFT.match(match["right"]) is not None
        if legitimate:
            continue
        yield Residue(Trace.MERGE, text.span(match.start("mark"), match.end("mark")), match["mark"])


def placeholders(text: Text) -> Iterator[Residue]:
    """XX万元, （　）, 待补充, and the bookmarks of a conversion."""
    string = text.string
    for match in _BOOKMARK.finditer(string) if "[bookmark:" in string else ():
        yield Residue(Trace.BOOKMARK, text.span(*match.span()), match.group())
    if string.startswith(("注", "说明", "备注")):
        return
    for match in _PLACEHOLDER.finditer(string):
        masked = match.group()[0] in "×✕" and _MASKED.search(string, max(0, match.start() - 6), match.end() + 1)
        masked = masked or _OF_THE_PAGE.search(string[max(0, match.start() - 16) : match.start()])
        if not masked and not _ABOUT_BRACKETS.match(string[match.end() : match.end() + 2]):
            yield Residue(Trace.PLACEHOLDER, text.span(*match.span()), match.group())
