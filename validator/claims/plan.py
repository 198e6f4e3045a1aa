"""What a document says of itself: region, level, period, base and target year."""

import re
from collections import Counter

from validator.claims.headings import REACHED
from validator.document import Document
from validator.patterns import later
from validator.quantities.times import ORDINALS, TimeKind, find_times, period_of_plan
from validator.records import record
from validator.span import Span

_REGION = later(
    r"^(?:(?:19|20)\d\d年)?(?:关于(?:印发)?)?[《“]?(?![全我本][省市县区])([\u4e00-\u9fff]{1,8}?(?:特别行政区|自治区|自治州|自治县|省|市|县|区|州(?![市县区])|盟|旗))"
)
# ——2026年1月12日在永兴市第八届人民代表大会第一次会议上: whose report it is.
_DELIVERED = later(
    r"在([\u4e00-\u9fff]{1,8}?(?:特别行政区|自治区|自治州|自治县|省|市|县|区|州(?![市县区])|盟|旗))第?[一二三四五六七八九十]{1,3}届(?:人民代表大会|人大)"
)
_PERIOD = later(
    r"(?:规划期(?:限)?|实施期限|计划期|期限)[^。；]{0,6}?((?:19|20)\d\d)年?[-—–―~～至到]{1,2}((?:19|20)\d\d)年"
)
_PARENTHESISED = later(r"^[（(]?((?:19|20)\d\d)年?[-—–―~～至到]{1,2}((?:19|20)\d\d)年?[)）]?$")
_BASE = later(
    r"(?:基期|基准年|基年|基数|基础数据)(?:年)?(?:为|以|是|截至)?((?:19|20)\d\d)年|以((?:19|20)\d\d)年(?:底|末)?为(?:基期|基准)"
)
_ANOTHER = later(r"五”?|上|前")  # “十四五”规划期, 上轮规划期
_TARGET = re.compile(r"(?:目标年|规划末期|规划水平年)(?:为|是)?((?:19|20)\d\d)年")
_REPORT = re.compile(r"公报|统计|年报|总结|评估|(?:完成|执行|落实|进展)情况")
_PLANS = re.compile(r"草案|安排|打算|要点|方案")  # 计划执行情况与计划草案的报告: both
_AIMING = re.compile(r"规划|纲要|计划|方案|行动|意见|要点|安排")
# 对2021—2023年实施情况, 评估数据截至2023年12月31日, 评估期为2021—2023年
_LOOKED_AT = later(
    r"(?:19|20)\d\d年?[-—–―~～至到]{1,2}((?:19|20)\d\d)年?[^，。；0-9]{0,12}(?:情况|进展|成效|评估)"
    r"|(?:评估|数据|统计|报告)[^，。；]{0,8}截[至止]到?((?:19|20)\d\d)年"
)
_OPENING = 60  # paragraphs in which a plan says its own terms
_HEAD = 6  # paragraphs in which a report says where and when it was delivered
_FIRST = 20  # paragraphs that may say what a report looks back on
_NUMBERED = re.compile(r"第(十[一二三四五六七]?)个五年")


@record
class Plan:
    """The plan's own terms. `level` is 省, 市, 县 or empty; years are None where the document does not say.

    `reports` is True where the title says that the document tells what was reached (统计公报, 中期评估), `reported`
    the last year that such a document tells of. `aims` is True where the title is that of a plan (规划, 行动方案).
    """

    title: str | None = None
    region: str = ""
    period: tuple[int, int] | None = None
    base_year: int | None = None
    target_year: int | None = None
    period_said: bool = False
    base_said: bool = False
    home: str = ""
    reports: bool = False
    reported: int | None = None
    aims: bool = False

    @property
    def level(self) -> str:
        """The last character of the region's name (省, 市, 县, 区 …), else of the 全X that the text says most."""
        return self.region[-1:] or self.home

    @property
    def length(self) -> int | None:
        """The years from the base to the target, where both are known."""
        return self.target_year - self.base_year if self.target_year and self.base_year else None


def read_plan(document: Document) -> Plan:
    """Read region, period, base and target year from the title and the first pages."""
    title = document.title
    opening = [p.text.string for p in document.paragraphs[:_OPENING]]
    region = (_REGION.match(title) if title else None) or next(
        filter(None, map(_DELIVERED.search, opening[:_HEAD])), None
    )
    period, said = _period(title or "", opening)
    base = target = None
    for text in opening:
        if base is None and (found := _BASE.search(text)):
            base = int(found[1] or found[2])
        if target is None and (found := _TARGET.search(text)):
            target = int(found[1])
    base_said = base is not None
    if period is None and target is None:
        ahead = (
            p.text.string for p in document.paragraphs[:_OPENING] if not (p.section and REACHED.search(p.section[-1]))
        )
        aims = Counter(found[1] for text in ahead for found in _AIM.finditer(text))
        target = int(aims.most_common(1)[0][0]) if aims else None
    if period is None and base is None:
        reached = Counter(int(found[1]) for text in opening for found in _AS_OF.finditer(text))
        past = [(count, year) for year, count in reached.items() if target is not None and year < target]
        base = max(past)[1] if past else None
    if period:
        base = base if base is not None else period[0] - 1
        target = target if target is not None else period[1]
    reports = bool(_REPORT.search(title or "")) and not _PLANS.search(title or "")
    reported = _reported(title or "", opening, period) if reports else None
    aiming = not title or (bool(_AIMING.search(title)) and not reports)
    return Plan(
        title,
        region[1] if region else "",
        period,
        base,
        target,
        said,
        base_said,
        _home(document),
        reports,
        reported,
        aiming,
    )


def _reported(title: str, opening: list[str], period: tuple[int, int] | None) -> int | None:
    """The last year that a report tells of: the one year of its title, or the end of what it looks back on."""
    if period and period[0] == period[1]:
        return period[0]
    for text in (title, *opening[:_FIRST]):
        if found := _LOOKED_AT.search(text):
            return int(found[1] or found[2])
    return None


def _home(document: Document) -> str:
    """全县, 全市, 全省 or 全国: the territory that a text without a region in its title speaks of."""
    said = Counter(m[1] for p in document.paragraphs for m in _WHOLE.finditer(p.text.string))
    return said.most_common(1)[0][0] if said else ""


# Not 由51.4%提高到2025年的55.9%, nor what a review says of the end of its years.
_AIM = re.compile(r"(?<!截至)(?<!截止)(?<![高升加降展大长少减张缩])到((?:19|20)\d\d)年")
_AS_OF = re.compile(r"截[至止]到?((?:19|20)\d\d)年(?:年?底|年?末)")
_WHOLE = re.compile(r"全(县|市|省|国)(?!人大|民|际)")


def _period(title: str, opening: list[str]) -> tuple[tuple[int, int] | None, bool]:
    """The plan's period, and whether the document says it in so many years."""
    titled = _titled(title)
    for text in opening:
        found = _PERIOD.search(text) or _PARENTHESISED.match(text.replace(" ", ""))
        if found and int(found[1]) < int(found[2]):
            said = int(found[1]), int(found[2])
            return (said, True) if not _of_another_plan(said, titled) else (titled, False)
    years = [m.first for m in find_times(title) if m.kind is TimeKind.YEAR] if titled is None else []
    return ((years[-1], years[-1]), False) if years else (titled, False)


def _titled(title: str) -> tuple[int, int] | None:
    """The period that a title names: “十五五”, 第十五个五年, 2026—2028年."""
    numbered = _NUMBERED.search(title)
    if numbered and numbered[1] in ORDINALS:
        return period_of_plan(ORDINALS[numbered[1]])
    periods = [(mention.first, mention.last) for mention in find_times(title) if mention.kind is TimeKind.PERIOD]
    return periods[-1] if periods else None  # “十四五”发展回顾和“十五五”发展思路: the plan is of the later one


def _of_another_plan(said: tuple[int, int], titled: tuple[int, int] | None) -> bool:
    """True for 2021—2025 where the title says “十五五”: the five years of one plan beside those of another."""
    five = [
        period for period in (said, titled) if period and period == (period[0] // 5 * 5 + 1, period[0] // 5 * 5 + 5)
    ]
    return len(five) == 2 and said != titled


def misstated_period(document: Document, plan: Plan) -> tuple[Span, str, int] | None:
    """Where a document gives the years of another five-year plan than its title's as its own (规划期2021—2025年), and the
    last of them."""
    if plan.period_said or plan.period is None:
        return None
    for paragraph in document.paragraphs[:_OPENING]:
        string = paragraph.text.string
        found = _PERIOD.search(string)
        if not found or _ANOTHER.search(string, max(0, found.start() - 8), found.start()):
            continue
        if _of_another_plan((int(found[1]), int(found[2])), plan.period):
            place = found.start(1), found.end()
            return paragraph.text.span(*place), string[slice(*place)], int(found[2])
    return None
