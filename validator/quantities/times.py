"""Times: the years and periods that a text names (2025年, 2016-2020年, “十四五”末, 五年累计, 去年)."""

import re
from enum import StrEnum

from validator.patterns import later
from validator.quantities.numerals import parse_numeral
from validator.records import record


class TimeKind(StrEnum):
    """What a mention of time fixes."""

    YEAR = "year"  # a level stands at (the end of) this year
    PERIOD = "period"  # what happened from the first to the last year
    SPAN = "span"  # 五年累计: a number of years that the text does not place
    RELATIVE = "relative"  # 去年, 今年: known only from the document's own date
    MONTHS = "months"  # 1-5月, 上半年, 一季度, 春节期间: a part of a year


@record
class TimeMention:
    """A time in a string at `start`..`end`; `first` and `last` are years (equal for a year, 0 if unknown)."""

    start: int
    end: int
    kind: TimeKind
    first: int
    last: int


ORDINALS = {"十": 10, "十一": 11, "十二": 12, "十三": 13, "十四": 14, "十五": 15, "十六": 16, "十七": 17}
_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:(?<!\d)(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份|\d{1,2}日)?)"
# In front the characters that a time can begin with: the search runs past all others at once.
_TIME = re.compile(
    r"(?=[1-9一二三四五六七八九十两“\"「过近最这去上今本当目下前单双春国中清元暑黄])(?:"
    rf"(?P<from>{_YEAR})年?(?:[-—–―~～至到]|——){{1,2}}(?P<to>{_YEAR})年?"
    rf"|(?P<year>{_YEAR})年(?P<rest>度|底|末|初|前)?"
    r"|(?P<han>二[〇○零][〇○零一二三四五六七八九]{2})年"
    r"|(?P<quote>[“\"「]?)(?P<plan>十[一二三四五六七]?)[.．·]?五(?P<close>[”\"」]?)"
    r"(?P<tail>末期?|期末|初期?|时期|期间|以来|规划|收官)?"
    r"|(?P<span>(?:过去|近|最近|这)(?:五|三|四|[3-9])年(?:来|间)?|(?:五|三|四|六|十|两|[3-9]|10)年(?:来|间|累计|共|内|新增|合计|完成|总计))"
    r"|(?P<relative>去年|上年|今年|本年|当年|近年来|目前)"
    rf"|(?P<months>(?:(?<!\d)(?:1[0-2]|[1-9])[-—–―~～至到])?{_MONTH}(?:[-—–―~～至到]{_MONTH})?[底末]?"
    r"|“?双(?:11|十一)”?|(?:春节|国庆|中秋|五一|清明|元旦|暑期|黄金周)(?:假期|小?长假|期间|黄金周)"
    r"|[上下]半年|前[两三23]个?季度|[一二三四1-4]季度|[当单]月))"
)


def period_of_plan(number: int) -> tuple[int, int]:
    """First and last year of the n-th five-year plan: the 13th is 2016 to 2020."""
    first = 1951 + 5 * number
    return first, first + 4


def find_times(string: str) -> list[TimeMention]:
    """All mentions of time, left to right."""
    found = []
    for match in _TIME.finditer(string):
        mention = _read(match)
        if mention is not None:
            found.append(mention)
    return found


# 五年来, 过去三年, 六年累计, 五年年均; 两年平均 is a rate of its own (with the year before the last as its base).
_YEARS_SAID = later(
    r"(?<![\d.第十百])(?<!连续)(?P<count>[三四五六七八九十]|[3-9]|10|(?:二|两|2)(?!年平均))年(?![级度份轻制后前以底末初])"
)


def years_said(text: str) -> int | None:
    """The number of years that a text speaks of, the last where it names several; None where it names none."""
    *_, last = (None, *_YEARS_SAID.finditer(text))
    if last is None:
        return None
    parsed = parse_numeral(last["count"])
    return int(parsed[0]) if parsed else None


def _read(match: re.Match[str]) -> TimeMention | None:
    start, end = match.span()
    if said := match["year"]:
        year = int(said)
        return TimeMention(start, end, TimeKind.YEAR, year, year)
    if match["from"]:
        first, last = int(match["from"]), int(match["to"])
        return TimeMention(start, end, TimeKind.PERIOD, first, last) if first < last else None
    if match["han"]:
        parsed = parse_numeral(match["han"])
        year = int(parsed[0]) if parsed else 0
        return TimeMention(start, end, TimeKind.YEAR, year, year)
    if match["plan"]:
        return _plan(match, start, end)
    if match["span"]:
        return TimeMention(start, end, TimeKind.SPAN, 0, 0)
    return TimeMention(start, end, TimeKind.MONTHS if match["months"] else TimeKind.RELATIVE, 0, 0)


def _plan(match: re.Match[str], start: int, end: int) -> TimeMention | None:
    """“十四五” is a period, “十四五”末 its last year, “十四五”初 its first."""
    tail = match["tail"] or ""
    if (not match["close"] and not tail) or (match["plan"] == "十" and not match["close"]):
        return None
    first, last = period_of_plan(ORDINALS[match["plan"]])
    if "末" in tail:
        return TimeMention(start, end, TimeKind.YEAR, last, last)
    if tail.startswith("初"):
        return TimeMention(start, end, TimeKind.YEAR, first, first)
    return TimeMention(start, end, TimeKind.PERIOD, first, last)
