"""Captions: lines that announce a table, and whether a table follows."""

import re
from collections.abc import Iterator

from validator.document import Document, Paragraph, Table
from validator.patterns import later
from validator.quantities.times import TimeKind, find_times
from validator.records import record

_NUMBERED = re.compile(r"^(?:(?:附?表|专栏)\s*\d+(?:[-—.]\d+)?|附表)")
_INDICATORS = re.compile(r"(?:指标|目标)(?:体系)?(?:表|一览表?)?$")
_SENTENCE = later(r"[。；！？，,;]")
_NOTE = re.compile(r"^[（(]?(?:注|说明|备注|单位|\*)")


@record
class Caption:
    """A line that announces a table; `followed` when one comes before anything else does, or stands just above it."""

    paragraph: Paragraph
    followed: bool


def captions(document: Document) -> Iterator[Caption]:
    """The captions of indicator tables. A caption followed by body text (a text box) is not counted."""
    blocks = document.blocks
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or block.level or not is_caption(block.text.string):
            continue
        if _annexed(blocks[max(0, index - 6) : index]):
            continue
        after = index + 1
        while after < len(blocks) and _skipped(blocks[after]):
            after += 1
        following = blocks[after] if after < len(blocks) else None
        above = blocks[index - 1] if index else None
        if isinstance(following, Table) or (isinstance(above, Table) and above.caption is None):
            yield Caption(block, True)  # some stand below their table
        elif following is None and block.text.string.startswith(("附表：", "附表:")):
            continue  # the name of a file beside this one
        elif _told_in_words(blocks[after : after + _LISTED + 2]):
            continue  # 1.生产总值：2020年196亿元，年均增长7%左右；2.劳动生产率：…: the indicators are told in words
        elif following is None or (isinstance(following, Paragraph) and _opens_section(following)):
            behind = blocks[after + 1] if after + 1 < len(blocks) else None
            yield Caption(block, isinstance(behind, Table))  # 表13 教育情况, 一、学校数, and the table


_ITEM, _LISTED = later(r"(?<!\d)\d{1,2}[.．、][\u4e00-\u9fffA-Za-z（）()3-9]{2,30}[：:][^。；]*?\d"), 2
_HEADING = later(r"第[一二三四五六七八九十]+(?:[章节篇]|部分)|[一二三四五六七八九十]+、")


def _told_in_words(behind: tuple[object, ...]) -> bool:
    """True where indicators with their figures follow, in one paragraph or several, perhaps under a heading of their own."""
    items = [_ITEM.findall(block.text.string) for block in behind if isinstance(block, Paragraph)]
    return sum(map(len, items)) >= _LISTED


def _opens_section(paragraph: Paragraph) -> bool:
    """A heading, or a web page's paragraph that begins with one."""
    return bool(paragraph.level) or bool(_HEADING.match(paragraph.text.string))


def _annexed(before: tuple[object, ...]) -> bool:
    """True inside a list of annexes (附件：1．…表), whose tables are other files."""
    return any(
        isinstance(b, Paragraph) and b.text.string.lstrip().startswith(("附件", "附表：", "附：")) for b in before
    )


def is_caption(string: str) -> bool:
    """专栏1 科技创新主要指标, 表1 …, “十四五”主要发展目标指标: short, no sentence, about indicators."""
    text = string.strip()
    if len(text) > 45 or _SENTENCE.search(text):
        return False
    if re.match(r"^\d+[.．、]", text):
        return False
    if re.match(r"^[附]?表\s*\d", text):
        return True
    return bool(_INDICATORS.search(text)) and (
        bool(_NUMBERED.match(text)) or (text.endswith(("指标", "指标表")) and len(text) > 6)
    )


def _skipped(block: object) -> bool:
    return (
        isinstance(block, Paragraph)
        and not block.level
        and (is_caption(block.text.string) or bool(_NOTE.match(block.text.string)))
    )


_REVIEW = later(r"完成|实现|进展|执行|回顾|评估|情况")


def reviews(caption: str, period: tuple[int, int] | None) -> bool:
    """True for a caption that speaks of what was reached, or of another plan than that of `period`: “十四五”规划目标."""
    plans = [(t.first, t.last) for t in find_times(caption) if t.kind is TimeKind.PERIOD]
    return bool(_REVIEW.search(caption)) or any(plan != period for plan in plans)
