"""Listings: a count and the list it counts: A、B、C三大工程; 4家，即A、B、C、D; “四大工程”：A、B、C、D."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from validator.document import Document, Paragraph, Text
from validator.patterns import later
from validator.quantities.find import Numbers, build, find_quantities, placed
from validator.quantities.numerals import DIGITS
from validator.quantities.quantity import Quantity
from validator.readers.readable import cut
from validator.records import record
from validator.span import Span

# What a count of list items is followed by: 三大工程, 四项制度, 六个方面, 4家企业, 四级平台.
_SCARCE = frozenset(
    {"张", "部", "件", "份", "块", "套", "门"}
)  # 四张名片; of things only where they are many or in words
_COUNTED = frozenset({"大", "个", "项", "类", "种", "条", "级", "家", "所", "处", "方面", "支", "座"})
# 三个镇（街道、园区) tells other kinds of bodies in its bracket; 大, 类 and 项 count what the bracket lists.
_KINDS = frozenset({"大", "项", "类", "种"})
_NAMELY = later(r"^[\u4e00-\u9fff“”（）]{0,14}?(?:，|：|:|——)(?:即|(?:分别|依次)(?:是|为|位于|设在|驻))[:：]?")
# 四大工程：A、B、C、D。
_HEADED = later(r"^(?P<noun>[\u4e00-\u9fff]{0,8})”?(?:[：:]|——)(?=[^，,。；;：:\n、]{2,16}、)")
# 九大产业（A、B、C）; 九大产业包括A、B、C。
_BRACKETED = later(
    r"^[\u4e00-\u9fff]{1,10}”?[（(](?!含|不含|其中|包括|如|主要|特别|重点|除)(?=[^，,。；;：:\n、（）()]{2,12}、[^（）()\n]*[）)])"
)
_COMPRISES = later(
    r"^[\u4e00-\u9fff]{1,10}?”?(?<!主要)(?:包括|包含|分为|(?:分别|依次)[是为])[:：]?(?=[^，,。；;：:\n、]{2,12}、)"
)
# 九大产业中，A、B、C营业收入合计5821亿元: all of them, it seems.
_AMONG = later(
    r"^[\u4e00-\u9fff]{1,10}中[，,](?P<list>(?:[^，,。；;：:\n、\d]{2,8}、){3,}[^，,。；;：:\n、\d]{2,14}?)(?:合计|共计|总计|共)"
)
_QUOTED = re.compile(
    r"“(?=([两二三四五六七八九十][大个项类条][\u4e00-\u9fff]{2,8})”(?:[：:（(]|[，——]{1,2}(?:即|分别[是为])))"
)
# 三、强化人才、资金两项保障: the number of the heading is no item.
_NUMBER = later(r"\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})、(?!二|三)")
_COUNTED_FIRST = later(r"[^、\d]*\d+[^、\d]*(?:和|及|与|以及)(?=[^、\d]*、[^\d]*$)")
_LONGEST = 400  # characters that a list may have
_DELIMITERS = "，,。；;：:！？\n"
_BRACKET = re.compile(r"[（(][^（()）]*[）)]")
_AND = re.compile(r"(?:以及|和|及|与)")
_VERBS = later(r"建设|打造|推进|实施|开展|形成|培育|新增|完成|引进|争取|创建|设立|成立|组建|围绕|聚焦|抓好|突出|达到")
_IN_CLAUSE = later(r"作用|工作中|领域的|等方面的|中的|过程中|过程$|为主")
# “一网通办”“一网统管”: quotation marks part items as well.
_PARTED = re.compile("、|(?<=”)(?=“)|(?<=》)(?=《)")
# …规划及县五大行动: what stands behind 及 is no item but begins the next phrase.
_PARTS = ("、", "”“", "》《", "”为", "”是")
_DANGLING = later(r"(?:及|和|与)[\u4e00-\u9fff]?$")
_OPEN = re.compile(r"(?:等|等等)$")
# 甲、乙、丙均增至3个, 各有2个: so many each.
_EACH = later(r"(?:(?<![平人户])均(?!衡)|各|(?<![成首古国])都|增[至加]|超过|突破|达到)[\u4e00-\u9fff]{0,3}$")
# A、B两个主导产业以及C、D两个特色产业: lists within the list, each with a count of its own.
_NESTED = later(r"[两二三四五六七八九十](?:大|个|项|类|种|条|家|所|处)[\u4e00-\u9fff]")


@record
class Listing:
    """A count with the items it counts; `open` where 等 leaves the list unfinished, `most` counts on where 和 may
    join two items or stand within one. `sure` is False where the list may leave out some of those counted, `closed` is
    True for a long one of one make (矿山、危化、燃气、道路、水电、旅游六类) or from a colon to the end of its sentence."""

    count: Quantity
    items: tuple[tuple[str, Span], ...]
    open: bool
    most: int
    sure: bool = True
    closed: bool = False


def listings(document: Document, numbers: Callable[[Text], Numbers]) -> Iterator[Listing]:
    """The counted lists of all paragraphs; `numbers` gives what a paragraph says in numbers."""
    for block in document.blocks:
        if isinstance(block, Paragraph) and any(mark in block.text.string for mark in _PARTS):
            yield from _paragraph(block.text, numbers(block.text))


def _paragraph(text: Text, numbers: Numbers) -> Iterator[Listing]:
    yield from _headed(text)
    yield from _ranked(text)
    yield from _shaped(text)
    for start, end, quantity in numbers.figures:
        if (quantity.unit in _COUNTED or quantity.unit in _SCARCE) and quantity.exact and 2 <= quantity.value <= 20:
            found = _before(text, quantity, start)
            found = _called_so(found, text.string[end : end + _NOUN]) if found else _after(text, quantity, end)
            if found:
                yield found


_NOUN = 3  # characters of what is counted


def _called_so(found: Listing, noun: str) -> Listing:
    """增值税、房产税、印花税、契税4个税种: a list of what is counted is closed by its count."""
    ends = {item[-1:] for item, _ in found.items}
    return replace(found, closed=True) if len(found.items) > _NOUN and len(ends) == 1 and ends <= set(noun) else found


def _ranked(text: Text) -> Iterator[Listing]:
    """保种场、核心群、扩繁场、养殖户四级体系; 政府、企业、学校、社会四位一体: counts that are no figures elsewhere."""
    for mark in (*_RANKED.finditer(text.string), *_NAMED.finditer(text.string)):
        count = build(
            text,
            (mark.start("count"), mark.end("kind")),
            mark["count"],
            (Decimal(DIGITS[mark["count"]]), Decimal(1)),
            mark["kind"],
        )
        found = _before(text, count, mark.start())
        if found and "“" in mark[0] and not _quoted_count(found):
            continue
        if (
            found
            and len(found.items) > 2
            and _made_alike(found)
            and not any(_TWO_RANKS.search(item) for item, _ in found.items)
            and not _of_the_last(found, mark["kind"])
        ):
            yield found


def _of_the_last(found: Listing, kind: str) -> bool:
    """中心城区、滨海新区和远郊五区: the others are such districts themselves, the count is of the last item alone."""
    ends = [item.endswith(kind) for item, _ in found.items]
    return any(ends) and not ends[-1]


# 供水、污水、垃圾三网建设, 助餐、助浴、助洁三助服务: what is counted is one word with what is done.
_RANKED = re.compile(
    r"(?P<count>[三四五六七八九])(?<![第十百千].)(?<![一两二三四五六七八九][省市县区镇乡村].)(?P<kind>级(?=[，。；]|[\u4e00-\u9fff]{2})|位一体"
    r"|(?![大个项类种条级家所处支座批年月次万亿十百千产]|网融合)[\u4e00-\u9fff](?=建设|服务|融合|联动|统筹|协同|同[治步频向]|合一|一体|共[建治享]|集成"
    r"|并[举进重]|相扣|衔接|贯通|互[动补通]|支撑|驱动|发力|协作)"
    r"|(?:部门|单位|要素|环节|维度|领域|[省市县区镇乡村](?![级内外委政一两二三四五六七八九])))"
)
# “两轴”空间格局，即甲发展轴、乙发展轴: what is counted is what each of the items is.
_SHAPED = later(
    r"(?<![一二三四五六七八九][\u4e00-\u9fff])(?P<count>[两二三四五六七八九])(?P<kind>[轴带区核翼圈廊网极片园港链环])”?"
    r"(?:(?:的)?[\u4e00-\u9fff]{0,8})(?:[，,]?即|[：:]|——|(?<=”)[为是])(?P<list>[^，,。；;：:\n\d]{3,100})(?=[。；;，,\n]|$)"
)


def _shaped(text: Text) -> Iterator[Listing]:
    """“三区”格局：甲集聚区、乙引领区、丙涵养区."""
    for mark in _SHAPED.finditer(text.string) if _MAYBE_SHAPED.search(text.string) else ():
        items = _items(mark["list"])
        if len(items) >= 2 and all(item.rstrip("”").endswith(mark["kind"]) for item in items):
            start, end = mark.span("count")
            count = build(
                text, (start, end + 1), mark["count"], (Decimal(DIGITS[mark["count"]]), Decimal(1)), mark["kind"]
            )
            found = _listing(text, count, *mark.span("list"), False)
            if found and len(found.items) == 1:  # “两轴”为甲轴和乙轴
                at = [text.string.index(item, mark.start("list")) for item in items]
                spans = tuple((item, text.span(a, a + len(item))) for item, a in zip(items, at, strict=True))
                found = replace(found, items=spans)
            if found:
                yield found


_MAYBE_SHAPED = re.compile("[两二三四五六七八九][轴带区核翼圈廊网极片园港链环]")


def _made_alike(found: Listing) -> bool:
    """三网 and 五助 are words of many meanings: only where the items are of one make."""
    items = [item for item, _ in found.items]
    lengths = [len(item) for item in items[1:]]
    named = found.count.unit in ("级", "位一体") or all(found.count.unit in item for item in items)
    return named or max(lengths) - min(lengths) <= 2


# 产业转型、城市更新、乡村振兴“三大攻坚战”; 林长制、河长制、田长制“三长”联动
_NAMED = re.compile(
    r"“(?P<count>[三四五六七八九])(?P<kind>[大项类条]|位一体|[\u4e00-\u9fff]{1,2}(?=”))(?=[\u4e00-\u9fff]{0,6}”)"
)


def _quoted_count(found: Listing) -> bool:
    """True where the list is surely named by the count behind it, not by another of 三大攻坚战 and 四个全面."""
    items = [item for item, _ in found.items]
    plain = not any("“" in item for item in items)
    same = len({len(item) for item in items[1:]}) == 1 or all(found.count.unit in item for item in items)
    same = same or found.count.unit == "位一体"
    return plain and len(items) > 2 and same


_TWO_RANKS = later(r"[国省市州县区乡镇街村]{2}$")  # 省、市县、乡镇: how many that is, is not said


def _headed(text: Text) -> Iterator[Listing]:
    """Counts in quotation marks, which are names elsewhere, with the list behind their colon."""
    for mark in _QUOTED.finditer(text.string):
        name = cut(text, *mark.span(1))
        for _, end, quantity in placed(name, find_quantities(name)):
            found = _after(text, quantity, mark.start(1) + end) if quantity.unit in _COUNTED else None
            if found:
                yield found


_OF_LEVELS = later(r"(?:国家|省|自治区|市|州|县|区|镇|乡|村)(?:级|属|管|直)")
_AND_SUCH = later(
    r"(?<![平同高中初优均上下何])等(?![级候待于次离额价同])[\u4e00-\u9fff]{2,10}$"
)  # A线、B站等百亿项目3个


def _before(text: Text, quantity: Quantity, start: int) -> Listing | None:
    """The list directly before the count: …A、B、C三大工程."""
    string = text.string
    least = max(0, start - _LONGEST)
    begin = max(string.rfind(c, least, start) for c in _DELIMITERS) + 1
    if begin == 0 < least:
        return None
    if number := _NUMBER.match(string, begin, start):
        begin = number.end()
    lead = string[begin:start]
    unfinished = bool(_OPEN.search(lead))
    lead = _OPEN.sub("", lead)
    if counted := _COUNTED_FIRST.match(lead):  # 1个中心和东部、西部、北部三个节点: the list begins behind 和
        begin, lead = begin + counted.end(), lead[counted.end() :]
    if not _PARTED.search(lead) or any(c.isdigit() for c in lead) or lead[-1:] in "、及和与" or _torn(lead):
        return None
    if lead[-1:] == "的":  # 市级统筹、县级主导、村级参与的三级: of what each of the items has
        lead = lead[:-1]
        pieces = _PARTED.split(lead)
        alike = len(pieces) > 2 and len({piece[-1:] for piece in pieces}) == 1
        if not alike and not all(quantity.unit in piece for piece in pieces):
            return None
    if _EACH.search(lead) or (quantity.figure.isdigit() and _OF_LEVELS.match(_PARTED.split(lead)[-1])):
        return None  # 新增省、市级龙头企业3家
    unfinished = unfinished or _AND_SUCH.search(lead) is not None
    if lead.count("“") != lead.count("”"):
        return None  # “甲，乙、丙”三项: what is quoted began before
    if quantity.figure.isdigit() and quantity.unit not in ("个", "项", "大") and not unfinished and len(lead) > 40:
        return None
    if quantity.unit in _SCARCE and quantity.figure.isdigit() and len(_PARTED.findall(lead)) < 3:
        return None  # 论文、专著3部
    if quantity.value == 2 and _AND.search(lead.rpartition("、")[2]):
        return None  # 甲、乙、丙与丁两项补贴: the two that 与 joins
    return _listing(text, quantity, begin, begin + len(lead), unfinished)


def _after(text: Text, quantity: Quantity, end: int) -> Listing | None:
    """The list behind the count: 4家，即A、B、C、D。"""
    string = text.string
    if among := _AMONG.match(string[end : end + 200]):
        found = _listing(text, quantity, end + among.start("list"), end + among.end("list"), False)
        return replace(found, sure=False) if found else None
    stated = string[end : end + 40]
    namely = _NAMELY.match(stated[:24])
    bracket = _BRACKETED.match(string[end : end + 200])
    mark = namely or bracket or _HEADED.match(stated) or _COMPRISES.match(stated)
    if not mark:
        return None
    begin = end + mark.end()
    stops = "）)" if bracket else "。；;，\n"
    last = min(begin + _LONGEST, len(string))
    stop = min((i for i in (string.find(c, begin, last) for c in stops) if i >= 0), default=last)
    lead = string[begin:stop]
    if bracket and quantity.unit not in _KINDS and lead.count("、") < _SAID_BY:
        return None
    if not bracket and (phrases := _phrases(text, quantity, begin)):
        return phrases
    if not _PARTED.search(lead) or any(c.isdigit() for c in _ITEM_NUMBER.sub("", lead)) or _torn(lead):
        return None
    if not namely and not ((bracket or _ends(string, stop, mark[0])) and _alike(_items(lead))):
        return None
    unfinished = bool(_OPEN.search(lead))
    headed = string[stop : stop + 1] in ("。", "")
    found = _listing(text, quantity, begin, begin + len(_OPEN.sub("", lead)), unfinished, acts=headed)
    if found is None:
        return None
    finished = namely is not None and "分别" in namely[0] and headed and _LAST_TWO.search(lead) is not None
    return replace(found, closed=found.closed or finished or (headed and len(found.items) >= _LONG))


_LAST_TWO = later(r"、[^、]*(?:和|以及|及|与)[^、]{1,8}$")  # 分别是甲、乙和丙。


# 四个专栏：专栏1 设施工程、专栏2 治理工程
_ITEM_NUMBER = later(r"(?:专栏|附[件表])\s?\d{1,2}")


_SAID_BY = 3  # marks between the items that tell a list of 五个镇 from other kinds of bodies


def _ends(string: str, stop: int, mark: str) -> bool:
    """True where the sentence ends with its list; behind a dash the clause."""
    return string[stop : stop + 1] in ("。", "") or (mark.endswith("——") and string[stop] == "，")


def _items(lead: str) -> list[str]:
    """The items of a list, the last two of which 和 may join (甲、乙和丙)."""
    *others, last = lead.split("、")
    joined = [each for each in _AND.split(last) if each]
    one_make = len(joined) == 2 and all(len(each) > 1 for each in joined)
    return [*others, *(joined if one_make else [last])]


def _phrases(text: Text, quantity: Quantity, begin: int) -> Listing | None:
    """四条原则：统筹规划、分步实施；创新引领、数据驱动；…: items of several words each, and each of as many."""
    stop = text.string.find("。", begin, begin + _LONGEST)
    if stop < 0 or not text.string.find("；", begin, stop) > 0:
        return None
    pieces = text.string[begin:stop].split("；")
    one_make = len(pieces) > 2 and len({piece.count("、") for piece in pieces}) == 1 and "、" in pieces[0]
    if not one_make or any(c.isdigit() or c in "，：" for piece in pieces for c in piece):
        return None
    items, at = [], begin
    for piece in pieces:
        items.append((piece, text.span(at, at + len(piece))))
        at += len(piece) + 1
    return Listing(quantity, tuple(items), False, len(items), closed=len(items) >= _LONG)


def _alike(items: list[str]) -> bool:
    """True for three items or more of one make: they end alike, or are of nearly one length."""
    lengths = [len(item) for item in items]
    apart = 3 if len(items) < _MANY else 5
    return len(items) >= 3 and (len({item[-2:] for item in items}) == 1 or max(lengths) - min(lengths) <= apart)


_MANY = 6


def _torn(lead: str) -> bool:
    """True where brackets or inner counts hold lists of their own: their 、 part no items of this list."""
    outside = _BRACKET.sub("", lead)
    if _DANGLING.search(lead) or _NESTED.search(lead):
        return True
    return any("、" in b for b in _BRACKET.findall(lead)) or any(c in outside for c in "（()）")


def _listing(
    text: Text, quantity: Quantity, begin: int, end: int, unfinished: bool, *, acts: bool = False
) -> Listing | None:
    """Split a list at 、; 和 and 及 may part its last two items or stand within one. `acts` where its items may say
    what is done (改造小区、加装电梯)."""
    string = text.string
    items, at = [], begin
    for mark in (*_PARTED.finditer(string, begin, end), None):
        stop = mark.start() if mark else end
        items.append((string[at:stop], at))
        at = mark.end() if mark else end
    last = items[-1][0]
    others = [len(piece) for piece, _ in items[1:-1]] or [len(items[0][0])]
    if not last or len(last) > 2 * max(others) + 10 or any(not p for p, _ in items):
        return None
    if _quotes_torn([piece for piece, _ in items]) or (not acts and any(_is_clause(piece) for piece, _ in items[1:])):
        return None
    joined = _joints([piece for piece, _ in items])
    spans = tuple((piece, text.span(start, start + len(piece))) for piece, start in items)
    one_make = len(items) >= _LONG and len({len(piece) for piece, _ in items[1:]}) == 1 and quantity.unit in _PLAIN
    return Listing(quantity, spans, unfinished, len(items) + joined, closed=one_make)


def _joints(pieces: list[str]) -> int:
    """How often 和 may part two items: in the last, where it mostly does, and elsewhere where both sides are as long as an
    item (王家镇和赵家乡), not within one (细胞与基因治疗、抗体药物)."""
    least = min(len(piece) for piece in pieces)
    inner = [_AND.split(piece) for piece in pieces[:-1] if _AND.search(piece[1:-1])]
    return sum(min(map(len, sides)) >= least for sides in inner) + bool(_AND.search(pieces[-1][1:-1]))


_LONG, _PLAIN = 5, ("个", "项", "大", "类", "种", "条", "方面")


def _is_clause(piece: str) -> bool:
    """True for what does something (推进丙建设) rather than being named after it (经济建设, 项目推进组, 《数据流通实施方案》)."""
    if piece.endswith("》"):
        return False
    if _IN_CLAUSE.search(piece):
        return True
    verb = _VERBS.search(piece)
    return verb is not None and (len(piece) - verb.end() > 2 or (verb.start() == 0 and verb.end() < len(piece)))


def _quotes_torn(pieces: list[str]) -> bool:
    """True where a 、 stands within the quotation marks of one item: “县乡一体、乡村一体”机制; not “减、免、缓”三项."""
    torn = [piece.count("“") != piece.count("”") for piece in pieces]
    return any(torn[1:-1]) or torn[0] is not torn[-1]
