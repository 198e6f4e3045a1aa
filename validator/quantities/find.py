"""Find figures in prose: numeral, multiplier, unit and bound, and leave alone what is only a name.

Not figures: years and dates, document numbers, ordinals and section numbers, article numbers, 5G, S248, G60,
3D, PM2.5, “4321”, 1+3+N, 7×24, 2.0版. What is left is a `Quantity` whose span quotes exactly the figure.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from validator.document import Text
from validator.patterns import later
from validator.quantities.numerals import DIGITS, LARGE, NUMERAL, SMALL, parse_numeral
from validator.quantities.quantity import Bound, Quantity, leeway
from validator.quantities.times import TimeMention, find_times
from validator.quantities.units import COUNTING, SUFFIXES, split
from validator.records import record

LARGE_TAIL = re.compile(r"[余多几]?(?:万亿|[十百千万亿])?[余多几]?")
_ENLARGING = frozenset("余多几十百千万亿")  # what it begins with
_SUFFIX_BY_CHAR: dict[str, list[str]] = {}
for _suffix in SUFFIXES:
    _SUFFIX_BY_CHAR.setdefault(_suffix[0], []).append(_suffix)

# A quoted name (“4321”, “6类15项”, “500精英计划”), a document number, a date, a rank, a version. In front the characters
# that one can begin with: the search runs past all others at once.
_NAMES = re.compile(
    r"(?=[“「〔\[（(\d第前A-Za-z一二三四两五六七八九十专图表])(?:"
    r"[“「][^”」\n]{1,16}[”」]"
    r"|[〔\[（(](?:19|20)\d\d[〕\]）)]第?\d+号|(?<!\d)\d+(?:号(?!线)|强(?!度))"
    r"|\d{1,2}月(?:\d{1,2}日|份|底|末|初)?|\d{1,2}时(?!均)"
    # 8日 is a date; 由8日缩短到5日 and 平均住院日为8.1日 are spans of time.
    r"|(?<![\d.])(?<![短缩][到至为])\d{1,2}日(?!均|(?:缩短|压缩)[到至为]+\d+(?:\.\d+)?[日天])"
    r"|(?<![\d.])(?<![短缩减少低降][到至为])(?<!院日)(?<!院日为)\d{1,2}\.\d+日(?!均|(?:缩短|压缩|减少|降低|下降)[到至为]+\d)"
    # 7:2:1, 1:2.5 and 12:30 are not figures; 2.1:1 is one, see _RATIO.
    r"|(?<![\d.])\d+(?:\.\d+)?[:：∶](?!1(?![\d.:：∶]))\d+(?:\.\d+)?(?:[:：∶]\d+(?:\.\d+)?)*"
    r"|第[0-9零〇一二两三四五六七八九十百千]+|前[0-9一二三四五六七八九十百]+(?=[名位家强大])"
    r"|(?<![A-Za-z_-])[A-Za-z][A-Za-z_-]{0,20}\d+(?:\.\d+)?|(?<![\d.])\d+(?:\.\d+)?(?:版|(?!(?:[kKcmM]?m[²³]?|[kKMGTP]?(?:Wh?|wh|VA?|[Bb]ps|B|FLOPS|Flops)|[EPT]FLOPS|[kmKu]?[gL]|t|tce|EUR|USD)(?![A-Za-z]))[A-Za-z])"
    r"|(?:(?<!\d)\d+|[A-Z])\+(?:\d+|[A-Z])(?:\+(?:\d+|[A-Z]))*|(?<!\d)\d+×\d+"
    r"|(?:19|20)\d\d-\d{1,2}-\d{1,2}"
    r"|(?<![\d.])\d+(?:[-—~至]\d+)?(?:周)?岁(?:及)?(?:以[上下])?(?![提增上延]|左右|以内)(?=[\u4e00-\u9fff])|[一二三四]级(?:及)?以上|[一二三四]级(?=[医公响标])"
    r"|[两二三四五六七八九][项类者批](?=合计|共计|总计|相加)"
    r"|(?:十[五六七八九]|二十)大(?=以来|精神|报告|召开|胜利|代表|闭幕|[和及、，。；]|$)"  # congresses; 十大工程 is a count
    r"|专栏\d+(?:-\d+)?|[图表]\d+(?:-\d+)?"
    r"|(?<=[的约近占达到])\d/\d{1,2}(?![\d./万]))"  # 占总人口的1/5
)
# Not 44个断面, 16家企业, which count what follows: 2人才队伍 and 3项目管理 are headings, 12人 is none.
_LEAD_NUMBER = re.compile(
    r"\s*(?!\d\d(?:个|[余多]?[家所座处项户条件台套辆名人亩])|\d个(?![体人性别税]))(?:\d{1,2}(?:\.\d{1,2})*(?=[ 、．\u4e00-\u9fff]|\.(?!\d))|[（(]\d{1,2}[）)])(?!\d*[年月%])"
)
_FLOOR = later(r"(?:不低于|不少于|不小于|不短于|至少|(?<!不)(?:超过|超出|突破|超|高于|大于|多于)|[>＞≥])(?:到|了)?$")
_CEILING = later(r"(?:不高于|不超过|不超出|不超|不多于|不大于|不突破|不足|不到|(?<!不)(?:低于|小于|少于)|[<＜≤])$")
# Not the last character of a verb: 节约37元, 签约62个, 邻近3个.
_ABOUT = re.compile(r"(?:大约|约为|(?<![节签预合条履违契特集公])约|(?<![附邻靠临])近|将近|接近)$")
_LIMITING = frozenset("于少过出破超足>＞≥到了<＜≤为约近")  # what the words of the three end in
_AFTER = re.compile(r"(?:及|或)?(?P<floor>以上)|(?P<ceiling>以内|以下|之内)|(?P<about>左右|上下)")
_AFTERWORDS = frozenset("及或以之左上")  # what these begin with
_RANGE = re.compile(r"(?:[-—–―~～至])(?=\d)")
_SIGNS = ("%", "％", "‰")  # that both ends of a range may have
_RATIO = re.compile(r"[:：∶]1(?![\d.:：∶])")
_PER = re.compile(r"/(?:10|十)万(?![\d亿元])")
_LATIN_UNIT = later(r" (?=[A-Za-z]{2})")
_SCALED = re.compile(r"[十百千万亿]+$")
_FRACTION = later(r"(?P<base>[百千万])分之")
_PART_OF = later(r"占[^，。；、\d]{0,12}?(?P<of>[二三四五六七八九十])分之$")  # 占贷款的三分之二: said roughly
_TENTHS = later(r"(?P<n>[一二两三四五六七八九1-9])成(?=以上|左右|多|[的，。、；]|$)")
# 295人多85人, 多种, 多元: 多 that does not widen the figure before it.
_MORE_THAN = later(r"多(?:[\d元种样层出了]|$)")
_DURATION = re.compile(r"[内间来期]|累计|行动|计划|以来|左右的时间|时间[，,]")
# 翻番目标 and 翻番计划 name an aim; what stands beside them says how far it is reached.
_DOUBLING = later(
    r"(?<![一二两三四五六七八九十\d])翻了?([一二两三])?番(?!的?(?:目标|计划|任务|行动|工程|奠定|打下))|(?<=实现)倍增(?=[，,。；;、）]|$)"
)
_NEARLY = later(r"(?:近|约|几近|将近|基本|有望)$")
_ZERO, _ONE = Decimal(0), Decimal(1)
_DIGITS = re.compile(r"((?:\d[\d,]*(?:\.\d+)?)?)(.*)", re.ASCII | re.DOTALL)


def find_quantities(text: Text, times: list[TimeMention] | None = None) -> tuple[Quantity, ...]:
    """All figures of a paragraph in order; spans do not overlap. Linear in the length of the text."""
    string = text.string
    if NUMERAL.search(string) is None and "番" not in string and "倍增" not in string:
        return ()  # most paragraphs of a plan
    mentions = find_times(string) if times is None else times
    blocked = [(mention.start, mention.end) for mention in mentions]
    if names := [match.span() for match in _NAMES.finditer(string)]:
        blocked = sorted(blocked + names)
    lead = _LEAD_NUMBER.match(string)
    if lead and lead.end():
        blocked.insert(0, lead.span())
    found: list[Quantity] = []
    position, at = 0, 0
    for match in NUMERAL.finditer(string):
        start, end = match.span()
        while at < len(blocked) and blocked[at][1] <= start:
            at += 1
        if start >= position and (at == len(blocked) or blocked[at][0] >= end):
            position = max(position, _read(text, match, found))
    doubled = _doublings(text, blocked) if "番" in string or "倍增" in string else []
    return tuple(sorted(found + doubled, key=lambda q: q.span)) if doubled else tuple(found)


@record
class Numbers:
    """The times and figures of a paragraph, in order; a figure with start and end in the paragraph's own string."""

    times: list[TimeMention]
    figures: tuple[tuple[int, int, Quantity], ...]


def read_numbers(text: Text) -> Numbers:
    """What a paragraph says in numbers."""
    times = find_times(text.string)
    return Numbers(times, tuple(placed(text, find_quantities(text, times))))


def placed(text: Text, quantities: Iterable[Quantity]) -> Iterator[tuple[int, int, Quantity]]:
    """Figures of a paragraph with start and end in its own string; the spans are those of the document."""
    end = 0
    for quantity in quantities:
        start = text.string.index(quantity.text, end)
        end = start + len(quantity.text)
        yield start, end, quantity


def _doublings(text: Text, blocked: list[tuple[int, int]]) -> list[Quantity]:
    """翻番 is twice, 翻两番 four times: unit 番, value the factor. Quoted ones (“六翻番”) are names."""
    found, at = [], 0
    names = [place for place in blocked if place[1] - place[0] > 2]
    for match in _DOUBLING.finditer(text.string):
        while at < len(names) and names[at][1] <= match.start():
            at += 1
        if at < len(names) and names[at][0] <= match.start():
            continue
        factor = Decimal(2) ** (DIGITS[match[1]] if match[1] else 1)
        nearly = _NEARLY.search(text.string, max(0, match.start() - 2), match.start()) is not None
        low, bound = (factor * 9 / 10, Bound.ABOUT) if nearly else (factor, Bound.EXACT)
        found.append(
            Quantity(
                text.span(*match.span()),
                match.group(),
                match.group(),
                factor,
                low,
                factor,
                Decimal(1),
                "番",
                bound=bound,
            )
        )
    return found


def _read(text: Text, match: re.Match[str], found: list[Quantity]) -> int:
    """Read one numeral with what stands around it; append it and return where it ends."""
    string, figure = text.string, match.group()
    start, end = match.span()
    if string.startswith("分之", end) and (fraction := _FRACTION.match(string, end - 1)):
        number = NUMERAL.match(string, fraction.end())
        parsed = parse_numeral(number.group()) if number else None
        if number and parsed:
            unit = {"百": "%", "千": "‰", "万": "‱"}[fraction["base"]]
            found.append(build(text, (start, number.end()), number.group(), parsed, unit))
            return number.end()
    if string.startswith("成", start + 1) and (tenths := _TENTHS.match(string, start)):
        ten = Decimal((DIGITS.get(tenths["n"]) or int(tenths["n"])) * 10)
        found.append(build(text, (start, tenths.end()), tenths["n"], (ten, Decimal(10)), "%"))
        return tenths.end()
    if figure.endswith("千") and len(figure) > 1 and string[end : end + 1] in "瓦克米伏卡帕":
        end, figure = end - 1, figure[:-1]  # 105.5万千瓦, 2686亿千瓦时: here 千 is part of the unit
    if string.startswith("分之", start - 2) and (part := _PART_OF.search(string, max(0, start - 20), start)):
        share = Decimal(100 * DIGITS.get(figure, 0)) / (DIGITS.get(part["of"]) or 10)
        found.append(build(text, (part.start("of"), end), figure, (share.quantize(Decimal("0.1")), Decimal(10)), "%"))
        return end
    parsed = parse_numeral(figure)
    if parsed is None:
        return end
    if ratio := _RATIO.match(string, end):
        found.append(build(text, (start, ratio.end()), figure, parsed, ""))
        return ratio.end()
    upper = _upper_end(string, end)
    if upper is not None:
        number_end, high = upper
        tail, unit, scale, about = read_unit(string, number_end)
        quantity = build(text, (start, tail), string[start:number_end], (parsed[0] * 1, parsed[1]), unit, scale, about)
        low = _low_end(string, figure, number_end, parsed[0], high)
        found.append(_as_range(quantity, low * scale, high * scale))
        return tail
    tail, unit, scale, about = read_unit(string, end)
    if not unit and string.startswith("日", tail) and not string.startswith("日均", tail):
        tail, unit = tail + 1, split("日")[1]  # no date, or it would be among the names
    chinese = figure[0] in DIGITS or figure[0] in "十拾百佰"
    if chinese and (not unit or _is_word(match.group(), unit, string[max(0, start - 1) : start])):
        return end
    if unit == "年" and _DURATION.match(string, tail):
        return tail
    found.append(build(text, (start, tail), figure, parsed, unit, scale, about))
    return tail


def _is_word(numeral: str, unit: str, before: str) -> bool:
    """一批, 十分, 二元, 三次产业, 五年: Chinese numerals that are part of a word or a span of time."""
    if unit in ("年", "月", "天", "日", "分") or before in ("第", "初"):
        return True
    if numeral[0] in "十拾百佰" and before in ("几", "数", "上", "成"):
        return True  # 几十家, 上百亿元: no figure is said
    return len(numeral) == 1 and (numeral in "一壹零〇○" or unit in ("元", "次", "台", "美元") or numeral in "百千")


def _upper_end(string: str, end: int) -> tuple[int, Decimal] | None:
    """The second number of a range such as 1-2家, 5—5.5 or 3%-4%, with where it ends."""
    sign = string[end : end + 1] if string[end : end + 1] in _SIGNS else ""
    dash = _RANGE.match(string, end + len(sign))
    number = NUMERAL.match(string, dash.end()) if dash else None
    parsed = parse_numeral(number.group()) if number and string.startswith(sign, number.end()) else None
    return (number.end(), parsed[0]) if number and parsed else None


def _low_end(string: str, first: str, end: int, low: Decimal, high: Decimal) -> Decimal:
    """The lower end of 5-10万, whose first number stands without the multiplier that holds for both."""
    scale = _SCALED.search(string, max(0, end - 4), end)
    if scale is None or _SCALED.search(first) or scale.group() not in ("十", "百", "千", "万", "亿", "万亿"):
        return low
    factor = Decimal({"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "万亿": 10**12}[scale.group()])
    return low * factor if low * factor <= high else low


def _as_range(quantity: Quantity, low: Decimal, high: Decimal) -> Quantity:
    return replace(quantity, low=min(low, high), high=high, value=high, bound=Bound.RANGE)


# Behind a slash these are units; behind a number they are mostly part of a date.
_DENOMINATORS = ("日", "月", "天", "周", "人日", "公里")


def read_unit(string: str, at: int) -> tuple[int, str, Decimal, bool]:
    """What follows a numeral: where it ends, the canonical unit, the multiplier, and whether 余 or 多 widens it."""
    tail, about, scale = at, False, _ONE
    if string[at : at + 1] in _ENLARGING and (match := LARGE_TAIL.match(string, at)):
        tail = match.end()
        for c in string[at:tail]:
            about = about or c in "余多几"
            scale *= SMALL.get(c) or LARGE.get(c) or 1
    unit = _unit_at(string, tail)
    if not unit and (latin := _LATIN_UNIT.match(string, tail)) and (unit := _unit_at(string, latin.end())):
        tail = latin.end()  # 98 EFLOPS
    if not unit:
        if per := _PER.match(string, tail):
            return per.end(), "1/10万", scale, about
        if string.startswith("大", tail) and not string.startswith("大于", tail):
            return tail + 1, "大", scale, about
        return tail, "", scale, about
    end = tail + len(unit)
    if unit.endswith("年") and string.startswith("均", end):  # 679人，年均 and 29.02亿，年均 without the comma
        unit, end = unit[:-1], end - 1
        if not unit:
            return tail, "", scale, about
    if string.startswith("/", end):
        below = re.match(r"/[万千百亿]?", string[end:])
        start = end + (below.end() if below else 1)
        second = _unit_at(string, start) or next((d for d in _DENOMINATORS if string.startswith(d, start)), "")
        if second:
            unit, end = string[tail : start + len(second)], start + len(second)
    if string.startswith("余", end) or (string.startswith("多", end) and not _MORE_THAN.match(string, end)):
        about, end = True, end + 1
    factor, canonical = split(unit)
    return end, canonical, scale * factor, about


def _unit_at(string: str, at: int) -> str:
    """The longest unit that stands there, or nothing."""
    for suffix in _SUFFIX_BY_CHAR.get(string[at : at + 1], ()):
        if string.startswith(suffix, at):
            return suffix
    return ""


def build(
    text: Text,
    place: tuple[int, int],
    figure: str,
    parsed: tuple[Decimal, Decimal],
    unit: str,
    scale: Decimal = _ONE,
    about: bool = False,
) -> Quantity:
    """A quantity from its parts, with the interval that rounding and bounds leave open."""
    start, end = place
    value, step = parsed if scale is _ONE else (parsed[0] * scale, parsed[1] * scale)
    bound = _bound(text.string, start, end, about)
    digits, scale_text = (figure, "") if figure.isdecimal() and figure.isascii() else _DIGITS.match(figure).groups()  # type: ignore[union-attr]
    exact = step == 1 and (unit in COUNTING or unit == "大")
    spread = _ZERO if exact else step / 2
    if bound is Bound.ABOUT:
        spread = max(spread, abs(value) / 10 if about else leeway(value))
    return Quantity(
        text.span(start, end),
        text.string[start:end],
        digits or figure,
        value,
        value - spread if spread else value,
        value + spread if spread else value,
        step,
        unit,
        scale_text if digits else "",
        (step.scaleb(len(digits.partition(".")[2])) if scale_text else scale) if digits else _ONE,
        bound,
    )


def _bound(string: str, start: int, end: int, about: bool) -> Bound:
    """What the words on either side make of a figure; `about` where 余 or 多 has widened it already."""
    after = _AFTER.match(string, end) if string[end : end + 1] in _AFTERWORDS else None
    beside = after.lastgroup if after else None
    if string[start - 1 : start] in _LIMITING:
        before = string[max(0, start - 6) : start]
        if beside == "floor" or _FLOOR.search(before):
            return Bound.FLOOR
        if beside == "ceiling" or _CEILING.search(before):
            return Bound.CEILING
        about = about or _ABOUT.search(before) is not None
    if beside is not None:
        return Bound(beside)
    return Bound.ABOUT if about else Bound.EXACT
