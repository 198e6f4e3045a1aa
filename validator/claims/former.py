"""Former: what a figure was before, told in a clause that names nothing but the time (上年同期38.4亿元, 一年前是4100辆)."""

import re

from validator.patterns import later
from validator.quantities.numerals import parse_numeral

_PRONOUN = r"(?:[这该此]一?(?:个|项|一)?(?:数字|数据|数值|数|指标|比例|比率|比重|占比|值))"
_COPULA = r"(?:[才还尚则已也就]?(?:仅|只|不过)?(?:有|为|是|达到?|完成|实现|变为|变成|约为)?(?:了)?(?:[约近]|不足)?)"
_YEARS = r"(?:[一二两三四五六七八九十]|\d{1,2})年"
# Before now, without a year: 上年同期, 五年前, 期初余额.
_RELATIVE = rf"(?:(?:上一?|去|前一)年度?(?:同期|同口径|年?末|年?底|同时点)?|上一?[期轮]末?|上一?季度末?|上月末?|期初|年初|基期|原来|此前|当时|{_YEARS}(?:之|以)?前|前[两三]年)"
_FORMER = re.compile(
    rf"(?:而|但|其中)?在?(?P<time>{_RELATIVE})的?(?:余额|总量|总数|存量|规模|水平|基数|{_PRONOUN})?(?:分别|每[日天月年])?{_COPULA}"
)
# 处理率去年为92.4%; not 由上年的, 高于上年的, 比上年为.
_NAMED_THEN = later(
    r"[\u4e00-\u9fffA-Za-z0-9]{2,16}(?<![比较由从自在于是为占到达含按前度以])(?P<time>(?:上|去|前一)年(?:同期|年?末|年?底)?|[一二两三四五六七八九十]年(?:之|以)?前)(?:分别)?(?:仅|只|还)?(?:为|是|有)?[约近]?"
)
# What only points to what was named before: 这一数字, 该指标, 如今.
_POINTING = later(
    rf"(?:而|但)?(?:到)?(?:如今|现在|目前|现|当前|今年|本年|{_YEARS}(?:之|以)?后)?(?:{_PRONOUN})?(?:[现已变增升降减]|上升|下降|提高|扩大|缩小|攀升|回落)*{_COPULA}"
)
_NOW = later(r"(?:如今|现在|目前|当前|今年|现已|已)")
_FORMERLY = later(rf"^[，,；;]?(?:而|但)?在?{_RELATIVE}[，,]?")
_AGO = later(r"(?P<count>[一二两三四五六七八九十]|\d{1,2})年(?:之|以)?前")
_ON = later(r"(?<!\d)(?P<count>[一二两三四五六七八九十]|\d{1,2})年(?:之|以)?后")
_LAST_YEAR = later(r"(?:上一?|去|前一)年|上年|一年前")


def former_time(lead: str) -> int | None:
    """Where words of an earlier time begin with which a lead ends: 上年同期, 期初余额为, 处理率去年为."""
    if lead[:1] in _FIRST and _FORMER.fullmatch(lead):
        return 0
    if not any(word in lead for word in ("去年", "上年", "一年", "年前")):
        return None
    found = _NAMED_THEN.fullmatch(lead)
    return found.start("time") if found else None


_FIRST = frozenset("上去前期年基原此当一二两三四五六七八九十而但其在123456789")


def points_back(name: str) -> bool:
    """True for 这一数字已变为, 如今已有: the subject before goes on."""
    return len(name) <= _SHORT and name[:1] in _POINTERS and _POINTING.fullmatch(name) is not None


_SHORT = 12
_REFERRING = later(rf"(?:^|[，,]|年前?){_PRONOUN}")
_WHEN_ALONE = later(
    rf"(?:而|但)?到?(?:(?:19|20)\d\d年|{_RELATIVE})(?:末|底|同期)?(?:仅|只|则|还)?"
    r"(?:为|是|有|达到?|完成|实现|(?:增[加长]?|提[高升]|上?升|扩大|减少?|下?降|缩[小短])[到至])[约近]?"
)
_POINTERS = frozenset("这该此其如现目当今本而但到一两三四五六七八九十23456789")


def refers_back(words: str) -> bool:
    """True for 2023年，这一数字变为: what was named in the sentence before."""
    return _REFERRING.search(words) is not None


def says_only_when(words: str) -> bool:
    """True for ；2022年为: what was named before, at another time."""
    return "年" in words and _WHEN_ALONE.fullmatch(words) is not None


def years_ago(words: str) -> int | None:
    """The number of years in 五年前; one for 上年."""
    if "年" not in words:
        return None
    if found := _AGO.search(words):
        parsed = parse_numeral(found["count"])
        return int(parsed[0]) if parsed else None
    return 1 if _LAST_YEAR.search(words) else None


def years_on(words: str) -> int | None:
    """The number of years in 五年后达到."""
    found = _ON.search(words) if "年" in words and "后" in words else None
    parsed = parse_numeral(found["count"]) if found else None
    return int(parsed[0]) if parsed else None


def formerly(words: str) -> bool:
    """True for 五年前，建成区面积只有: an earlier time opens what is told."""
    return _FORMERLY.match(words) is not None


def by_now(words: str) -> bool:
    """True for 如今已有."""
    return _NOW.search(words) is not None


_SINCE_LAST_YEAR = later(r"同比|上一?年|去年|前一年|同期|一年前")
_SINCE_OTHER = later(r"全[国省市县区]|计划|预期|目标|任务|预算|平均|环比|上月|上季")


def since_last_year(change: str) -> bool:
    """True for 同比, 比上年."""
    return _SINCE_LAST_YEAR.search(change) is not None and _SINCE_OTHER.search(change) is None


def same_time(change: str, former: str) -> bool:
    """True where what a change is counted from (同比, 比五年前, 较年初) is the time of a former figure."""
    if _SINCE_OTHER.search(change):
        return False
    if _SINCE_LAST_YEAR.search(change):
        return years_ago(former) == 1
    if "年初" in change:
        return formerly(former) and ("初" in former or "末" in former or "底" in former)
    return (ago := years_ago(change)) is not None and ago == years_ago(former)
