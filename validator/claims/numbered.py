"""Numbered lists: a count and the items numbered below it: 五个方面工作：一是…；二是…; 以下五项工作： （一）… （二）…"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from validator.claims.listings import Listing
from validator.document import Block, Document, Paragraph, Text
from validator.patterns import later
from validator.quantities.find import Numbers, build, find_quantities, placed
from validator.quantities.numerals import DIGITS, parse_numeral
from validator.quantities.quantity import Quantity
from validator.readers.readable import cut
from validator.span import Span

_HAN = r"(?P<n>[一二三四五六七八九十]{1,3})"
# The ways of numbering, each with the level of heading that it mostly is; a list keeps to one of them.
_STYLES = {
    re.compile(pattern): level
    for pattern, level in (
        (rf"{_HAN}(?:是|要)(?!否)", 9),
        (rf"[（(]{_HAN}[）)]", 2),
        (rf"第{_HAN}(?:阶段|[步件类条点])?(?:[，、,：:]|个?是)", 9),
        (rf"其{_HAN}[，、,：:]", 9),
        (rf"{_HAN}、", 1),
        (r"(?P<n>\d{1,2})[.．、](?!\d)", 3),
        (r"[（(](?P<n>\d{1,2})[）)]", 4),
        (r"(?P<n>[①-⑳])", 9),
    )
}
_COUNTS = frozenset({"大", "个", "项", "类", "种", "条", "件", "方面"})
_WORD = "[^，,。；;：:、（）()\n\\d]"
# What ends the sentence or clause of the count, with the list or the end of the paragraph behind it.
_TIE = later(rf"(?P<noun>{_WORD}{{0,16}}?)”?(?P<mark>[：:。，,]|——|$)\s*")
_MAYBE = re.compile(
    r"[二两三四五六七八九十\d](?:[大个项类种条件]|方面|步走)[^，,。；;：:、\d]{0,16}(?:[：:。，,]|——)?\s*"
    r"(?:$|[（(第其]?(?:一|1)(?:[是要）)，、,：:.．]|个?是|阶段[，：（]|[步件][，：])|①)"
)
_QUOTED = later(r"“(?=([两二三四五六七八九十][大个项类条件][\u4e00-\u9fff]{1,8})”)")
_IN_STEPS = later(r"([二两三四五六])步走(?![遍访])")  # 三步走战略：第一步…；第二步…
# Without a colon the sentence itself has to announce a list.
_ANNOUNCED = re.compile(r"以下|下列|如下")
_ASPECTS = later(r"方面|以下|下列|如下")
# 五大类八项: the sum of two counts, or the count of something within the items.
_ANOTHER = r"[二两三四五六七八九十\d](?:[大个项类种条件]|方面)"
_BEFORE = later(_ANOTHER + r"[\u4e00-\u9fff]{0,3}[和及、与]?$")
_WITHIN = later(_ANOTHER)
_CLAUSE = "。；;：:，,！？ \n”）)"
_LAST_CLAUSE = later(rf"[^{_CLAUSE}]*$")
# The last chapter of a document, numbered on behind the tasks that it announced.
_CLOSING = later(r"保障|要求|组织|领导|附则|其他|措施")
_FAR = 400  # paragraphs that one list may reach over


def numbered(document: Document, numbers: Callable[[Text], Numbers]) -> Iterator[Listing]:
    """The counted lists whose items are numbered, in the count's own paragraph or in those below it."""
    for at, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and _MAYBE.search(block.text.string):
            yield from _paragraph(document.blocks, at, block.text, numbers(block.text))


def _paragraph(blocks: tuple[Block, ...], at: int, text: Text, numbers: Numbers) -> Iterator[Listing]:
    for start, end, quantity in _counts(text, numbers):
        tie = _TIE.match(text.string, end)
        if tie is None or _WITHIN.search(tie["noun"]) or _BEFORE.search(text.string[max(0, start - 6) : start]):
            continue
        lead = _LAST_CLAUSE.search(text.string[max(0, start - 40) : tie.start("mark")])
        inside = tie.end() < len(text.string)
        found = _inside(blocks, at, tie.end()) if inside else _below(blocks, at + 1) or _dashed(blocks, at + 1)
        said = lead[0] if lead else ""
        if found is None:
            continue
        items, closed = found
        called = not tie["mark"] and _called_alike(items, tie["noun"])
        if not called and not _introduces(tie["mark"], said, inside):
            continue
        if len(items) == quantity.value + 1 and _CLOSING.search(items[-1][0]):
            items = items[:-1]
        if len(items) >= 2 and (closed or called or len(items) >= quantity.value):
            spans = tuple((string, where) for string, where in items)
            yield Listing(quantity, spans, False, len(items))


def _counts(text: Text, numbers: Numbers) -> Iterator[tuple[int, int, Quantity]]:
    for start, end, quantity in numbers.figures:
        if quantity.unit in _COUNTS and quantity.exact and 2 <= quantity.value <= 20:
            yield start, end, quantity
    for mark in _IN_STEPS.finditer(text.string) if "步走" in text.string else ():  # no figure elsewhere
        number = (Decimal(DIGITS[mark[1]]), Decimal(1))
        yield *mark.span(), build(text, mark.span(), mark[1], number, "步")
    for mark in _QUOTED.finditer(text.string):  # a name elsewhere
        name = cut(text, *mark.span(1))
        for start, end, quantity in placed(name, find_quantities(name)):
            if quantity.unit in _COUNTS:
                yield mark.start(1) + start, mark.start(1) + end, quantity


def _introduces(mark: str, lead: str, inside: bool) -> bool:
    """True where the sentence of the count announces the list: by its colon, or in so many words."""
    if mark in ("：", ":", "——"):
        return True
    return bool(_ASPECTS.search(lead) if inside or not mark else _ANNOUNCED.search(lead))


Items = list[tuple[str, Span]]


def _called_alike(items: Items, noun: str) -> bool:
    """培育三条产业链 above 1.甲产业链, 2.乙产业链, 3.丙产业链: each is called what is counted."""
    return len(items) >= 2 and len(noun) >= 2 and all(noun[-2:] in item for item, _ in items)


def _inside(blocks: tuple[Block, ...], at: int, begin: int) -> tuple[Items, bool] | None:
    """The items in the paragraph behind its count, and those of the paragraphs that go on with them."""
    block = blocks[at]
    assert isinstance(block, Paragraph)
    style = _style(block.text.string, begin)
    if style is None:
        return None
    items: Items = []
    for mark in style.finditer(block.text.string, begin):
        if mark.start() != begin and block.text.string[mark.start() - 1] not in _CLAUSE:
            continue
        if _number(mark) != len(items) + 1:
            return None  # a list within the list, or one that lost a number
        items.append(_item(block.text, mark.start()))
    for other in blocks[at + 1 :]:
        follows = style.match(other.text.string) if isinstance(other, Paragraph) else None
        if follows is None or _number(follows) != len(items) + 1 or not isinstance(other, Paragraph):
            break
        items.append(_item(other.text, 0))
    return items, block.text.string[-1:] in "。！；"


def _below(blocks: tuple[Block, ...], at: int) -> tuple[Items, bool] | None:
    """The items that open paragraphs below their count, with what stands under each of them."""
    first = blocks[at] if at < len(blocks) else None
    style = _style(first.text.string, 0) if isinstance(first, Paragraph) else None
    if style is None or not isinstance(first, Paragraph):
        return None
    level = first.level or _STYLES[style]
    items: Items = []
    closed, last = False, ""
    for block in blocks[at : at + _FAR]:
        if not isinstance(block, Paragraph):
            continue
        mark = style.match(block.text.string)
        if mark and _number(mark) == len(items) + 1:
            closed = _closes(block.text.string, last)
            last = block.text.string
            items.append(_item(block.text, 0))
            continue
        closed = True
        if (0 < block.level < level) or (mark and _number(mark) == 1):
            break
        if mark:
            return None  # a number is lost, or comes twice
    return items, closed


def _closes(item: str, before: str) -> bool:
    """True for an item that ends in 。 where the one before ends in ；: the last of its list."""
    return item.rstrip()[-1:] == "。" and before.rstrip()[-1:] in ("；", ";")


_DASH = later(r"\s*(——|[●•◆■▲★])\s*(?=[\u4e00-\u9fff“])")
_TEXT = 12  # paragraphs that may stand under one item


def _dashed(blocks: tuple[Block, ...], at: int) -> tuple[Items, bool] | None:
    """The items behind dashes below their count, one a paragraph: ——政府引导，市场主导。"""
    items: Items = []
    mark = ""
    for place, block in enumerate(blocks[at : at + _FAR], at):
        found = _DASH.match(block.text.string) if isinstance(block, Paragraph) else None
        if found is None or not isinstance(block, Paragraph) or (mark and found[1] != mark):
            return None if _goes_on(blocks[place : place + _TEXT], mark) or not items else (items, True)
        mark = found[1]
        items.append(_item(block.text, found.end()))
    return (items, True) if items else None


def _goes_on(blocks: tuple[Block, ...], mark: str) -> bool:
    """True where more of the items follow behind some text: what stands between may belong to the last of them."""
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.level or block.text.string.rstrip().endswith(("：", ":")):
                return False  # another list
            if mark and block.text.string.lstrip().startswith(mark):
                return True
    return False


def _style(string: str, begin: int) -> re.Pattern[str] | None:
    """The numbering of a list whose first item stands at `begin`."""
    marks = ((style, style.match(string, begin)) for style in _STYLES)
    return next((style for style, mark in marks if mark and _number(mark) == 1), None)


def _number(mark: re.Match[str]) -> int:
    if mark["n"] >= "①" and mark["n"] <= "⑳":
        return ord(mark["n"]) - ord("①") + 1
    parsed = parse_numeral(mark["n"])
    return int(parsed[0]) if parsed else 0


def _item(text: Text, start: int) -> tuple[str, Span]:
    """An item by its first words."""
    end = min(start + 16, len(text.string))
    stop = next((i for i in range(start + 3, end) if text.string[i] in "，,。；;：:\n"), end)
    return text.string[start:stop], text.span(start, stop)
