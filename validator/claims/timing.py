"""Timing: the year or period of a figure, from its sentence, the lead of its section, or the section's title."""

import re
from dataclasses import dataclass, replace

from validator.claims.claim import Known, When
from validator.claims.headings import AIMED, REACHED, STARTED_FROM
from validator.claims.plan import Plan
from validator.claims.sentences import Figure
from validator.patterns import later
from validator.quantities.times import TimeKind, TimeMention, find_times, years_said

_ATTACHED = re.compile(r"^(?:底|末)?(?:时)?(?:[）)]?的)?(?:约|近|超)?[（(]?$")
# 2005年以前建成: a limit, not the time of the figure.
_OPEN_ENDED = ("以前", "之前", "前", "以后", "之后", "以来", "起", "后")
# 过去五年, 五年来: what follows is said of all those years, not of the year named before.
_PAST = re.compile(r"过去|近|最近|这|.{1,3}年来")
_BEHIND = re.compile(r"[（(]((?:19|20)\d\d)年(?:底|末|数据)?[)）]")
_SUMMED = ("累计", "新增", "合计", "总计", "完成", "共")
_PRICES = ("不变价", "可比价", "价格")  # 用水量（2030年不变价）: how it is measured
_COMPARED = re.compile(r"(?:比|较|对比|从|由|自|是|占|相当于|为|与|连同|立足|以)(?:“)?$")
# 在2020年342家的基础上, 与2015年的155亿元相比: the year of what is compared with, not of the sentence.
_GROUND = re.compile(r"[^，。；]{0,28}?(?:基础上|相比|起点|为基数|为基础)")
_NEAR = 24  # characters before a time that say how it is meant
_LEADING = later(r"(?:到|至|截至|力争到?|争取到?|力争通过五年的努力，到)$")
_PORTION = later(r"(?:同期|水平)?的(?:近|约|超过?)?(?:[\d.]+(?:%|(?P<multiple>倍))|[一二三四五六七八九]成)")
_AS_MUCH = later(r"(?:恢复[到至]?|相当于)$")
_INDICATOR_TITLE = "指标"  # of what a plan aims at; of what was reached in a communiqué, an evaluation, a budget

_REPORTED = re.compile(r"进展|(?:完成|执行|落实)情况")  # of the aims: 主要指标进展情况


@dataclass(slots=True)
class Clock:
    """The time that later sentences inherit, kept while a document is read in order."""

    plan: Plan
    section: tuple[str, ...] = ()
    lead: TimeMention | None = None  # of the section: 到2025年，…
    paragraph: TimeMention | None = None  # of the paragraph
    open: bool = False  # the last sentence spoke of two years
    aims: bool = False  # the sentence says 力争, 预计: it looks ahead
    lead_aims: bool = False  # and so does the lead of the section
    months: str = ""  # the part of the year that the sentences since speak of
    lead_months: str = ""  # and of the section, as `lead` is its year
    titled: When | None = None  # what the title of the section says, once it was asked for
    head: TimeMention | None = None  # of the paragraph that heads a list: …到2027年，达到中上水平。 ——规模目标。

    def enter(self, section: tuple[str, ...], *, item: bool = False) -> None:
        """A new paragraph begins; `item` for one of a list."""
        if section != self.section:
            self.section, self.lead, self.head, self.paragraph, self.lead_months = section, None, None, None, ""
            self.titled = None
        self.head = (self.head or self.paragraph) if item else None
        self.paragraph = None
        self.months = self.lead_months
        self.open = False

    def hear(self, string: str, sentence_start: int, mentions: list[TimeMention], first: bool) -> None:
        """Take up the time that opens a sentence, for the sentences after it."""
        opening: TimeMention | None = None
        carried = self.paragraph
        both = False
        self.aims = _AIMS.search(string, sentence_start, sentence_start + 60) is not None
        opened = sentence_start  # where the times that open the sentence end
        for mention in mentions:
            if mention.start <= opened + 3 and mention.kind in (TimeKind.YEAR, TimeKind.PERIOD, TimeKind.MONTHS):
                opened, self.months = mention.end, months_of(string, mention)
                self.lead_months = self.months if first else self.lead_months
            near = max(sentence_start, mention.start - _NEAR)
            before = string[near : mention.start]
            compared = _COMPARED.search(before) is not None or _is_measure(string, mention)
            opens = (near == sentence_start and not before.strip(" “—")) or _leads(
                before, string[mention.end : mention.end + 2]
            )
            looking_back = mention.kind is TimeKind.SPAN and _PAST.match(string, mention.start, mention.end)
            if opens and (mention.kind in (TimeKind.YEAR, TimeKind.PERIOD) or looking_back) and not compared:
                opening = mention
            elif mention.kind is TimeKind.YEAR and opening and not compared:
                both = both or mention.first != opening.first
            elif mention.kind is TimeKind.YEAR and carried and not compared:
                self.open = self.open or mention.first > carried.last  # 2019年…。恢复到八成，2020年…: either may go on
        if opening is not None:
            self.paragraph = opening
            # 2020年，甲为13个，2025年达到20个: what comes next may be said of either year.
            self.open = both and opening.kind is TimeKind.YEAR
            if first and not self.open:
                self.lead, self.lead_aims = opening, self.aims or mention_of_aim(string, opening)

    def inherited(self) -> When:
        """What a sentence without a time of its own stands for."""
        if self.open:
            return self.implied()
        mention = self.paragraph or self.head or self.lead
        if mention is self.lead and self.aims and not self.lead_aims:
            return self.implied()  # 力争达到75亿元 in the paragraph behind 2025年完成68.5亿元
        if self.over_years:
            return When()  # 过去五年: what follows is said of all of them
        if mention is not None and mention.kind is TimeKind.PERIOD:
            # A section that opens with its own period speaks of the period's end.
            own = (mention.first, mention.last) == self.plan.period
            return When(mention.last, None, Known.CARRIED if own else Known.IMPLIED)
        if mention is not None:
            return When(mention.first, None, Known.CARRIED)
        return self.implied()

    def summed(self, words: str) -> When:
        """The years that 五年累计 sums up in a plan of five: those until the year that a sentence without a time stands for."""
        years, last = years_said(words), self.inherited()
        if years is None or years != self.plan.length or last.year is None:
            return When()
        return When(None, (last.year - years + 1, last.year), last.known)

    @property
    def over_years(self) -> bool:
        """True where the sentences are said of years that lead up to now: 五年来."""
        mention = self.paragraph or self.head or self.lead
        return mention is not None and mention.kind is TimeKind.SPAN

    def implied(self) -> When:
        """What the title of the section says: its aims are of the target year, its achievements of the base year."""
        if self.titled is None:
            self.titled = self._headed() or self._titled()
        return self.titled

    def years_end(self) -> When:
        """The year that 五年来 leads up to: the one that the section is of, or that all its heading names ends in
        (2025年和“十四五”工作回顾)."""
        implied = self.implied()
        if implied.year is None:
            named = ({mention.last for mention in find_times(heading)} - {0} for heading in reversed(self.section))
            ends = next(filter(None, named), set())
            return _implied(ends.pop() if len(ends) == 1 else None)
        return implied

    def _headed(self) -> When | None:
        """The one year that the nearest heading names (2026年重点工作), else, in a plan of one year, that year."""
        for heading in reversed(self.section):
            years = set(_HEAD_YEAR.findall(heading)) if "年" in heading else set()
            if len(years) == 1 and not _HEAD_PERIOD.search(heading):
                return When(int(years.pop()), None, Known.IMPLIED)
            if not years and (end := _aimed_end(heading)) is not None:
                return When(end, None, Known.IMPLIED)
            if years or STARTED_FROM.search(heading) or _HEAD_OTHER.search(heading):
                return None
        period = self.plan.period if self.section else None
        return When(period[1], None, Known.IMPLIED) if period and period[0] == period[1] else None

    def _titled(self) -> When:
        inner = " ".join(self.section[-2:])
        if AIMED.search(inner) or _INDICATOR_TITLE in inner:
            if _REPORTED.search(inner if self.plan.reports else self.section[-1]):
                return When()  # 主要指标进展情况
            ahead = self.plan.aims or AIMED.search(inner)
            return _implied(self.plan.target_year) if ahead else When()
        if self.plan.reports:  # reached by the year that it tells of, not by the year its plan set out from
            return _implied(self.plan.reported) if REACHED.search(inner) else When()
        return _implied(self.plan.base_year) if STARTED_FROM.search(inner) else When()


def _aimed_end(heading: str) -> int | None:
    """The last year of the one period whose aims a heading announces: “十五五”时期主要目标, whatever the plan's own year."""
    if "五" not in heading or not AIMED.search(heading):
        return None
    if STARTED_FROM.search(heading) or REACHED.search(heading):
        return None  # “十四五”主要目标完成情况
    periods = {mention.last for mention in find_times(heading) if mention.kind is TimeKind.PERIOD}
    return periods.pop() if len(periods) == 1 else None


def _implied(year: int | None) -> When:
    return When(year, None, Known.IMPLIED if year else Known.UNKNOWN)


_HEAD_YEAR = later(r"(?<![-—–~～至到\d])(20\d\d)年(?![-—–~～至到前版以]|\d)")
_HEAD_PERIOD = later(r"五”|[-—–~～至到]20\d\d|以来|五年")
# A heading that tells the time without a year: what was reached, or what the plan aims at in the end.
_HEAD_OTHER = later(r"目标|愿景|预期|指标|情况|上年|去年|五”|今后|未来|五年")
_AIMS = re.compile(r"力争|争取|拟安排|计划安排|预期目标")


def mention_of_aim(string: str, mention: TimeMention) -> bool:
    """True for 到2025年, which looks ahead."""
    return string[max(0, mention.start - 1) : mention.start] == "到"


def months_of(string: str, mention: TimeMention) -> str:
    """The part of a year that a mention limits to; empty for a year, and for its end (12月底)."""
    text = string[mention.start : mention.end]
    return text if mention.kind is TimeKind.MONTHS and not text.startswith("12") else ""


def _months(figure: Figure, string: str, mentions: list[TimeMention], clock: Clock) -> str:
    months = clock.months
    for mention in mentions:
        if mention.start >= figure.start:
            break
        if mention.kind in (TimeKind.MONTHS, TimeKind.YEAR, TimeKind.PERIOD):
            months = months_of(string, mention)
    return months


def _is_ground(string: str, mention: TimeMention) -> bool:
    """True for the year of a base that the sentence starts from: 在2020年342家的基础上."""
    return string[max(0, mention.start - 1) : mention.start] in ("在", "与") and bool(
        _GROUND.match(string, mention.end)
    )


def _is_measure(string: str, mention: TimeMention) -> bool:
    """True for the year that another is measured by: 恢复到2019年的65.6%, 达到2025年的2.75倍."""
    if mention.kind is not TimeKind.YEAR or not (found := _PORTION.match(string, mention.end)):
        return False
    return (
        found["multiple"] is not None or _AS_MUCH.search(string, max(0, mention.start - 4), mention.start) is not None
    )


def _leads(before: str, after: str) -> bool:
    """到2025年 opens what follows; 在2020年 only with a comma behind it."""
    return bool(_LEADING.search(before)) or (before.endswith("在") and after[:1] in "，,末底")


def when_of(mention: TimeMention) -> When:
    """The time a mention names."""
    if mention.kind is TimeKind.YEAR:
        return When(mention.first, None, Known.SAID)
    if mention.kind is TimeKind.PERIOD:
        return When(None, (mention.first, mention.last), Known.SAID)
    return When(None, None, Known.UNKNOWN)


def time_of(
    figure: Figure, string: str, begin: int, mentions: list[TimeMention], clock: Clock, *, start: bool
) -> tuple[When, bool]:
    """The time of a figure, and whether it is attached to the figure itself (2015年的21702元).

    `start` says that the figure is one a change starts from, so that a year behind 比 or 由 is its own.
    """
    when, attached = _year_of(figure, string, begin, mentions, clock, start=start)
    months = _months(figure, string, mentions, clock)
    return (replace(when, months=months) if months else when), attached


def _year_of(
    figure: Figure, string: str, begin: int, mentions: list[TimeMention], clock: Clock, *, start: bool
) -> tuple[When, bool]:
    main: TimeMention | None = None
    if (behind := _BEHIND.match(figure.tail)) and figure.opening not in ("（", "("):
        return When(int(behind[1]), None, Known.SAID), True
    for mention in mentions:
        if mention.start >= figure.start:
            break
        between = string[mention.end : figure.start]
        if between.startswith(_OPEN_ENDED) or mention.kind is TimeKind.MONTHS:
            continue
        if _is_measure(string, mention) or between.startswith(_PRICES):
            continue
        if between.startswith("提前") and "，" in between:
            continue  # 比例2018年提前达到100%，每百人15台: the next clause is not said of that year
        if _ATTACHED.match(between) and (mention.kind is not TimeKind.SPAN or main is None):
            words = string[mention.start : mention.end]
            return (clock.summed(words) if words.endswith(_SUMMED) else when_of(mention)), True
        near = string[max(begin, mention.start - _NEAR) : mention.start]
        compared = _COMPARED.search(near) is not None or _is_ground(string, mention)
        if compared and start and mention.start >= figure.start - len(figure.lead) and mention.kind is TimeKind.YEAR:
            return when_of(mention), True  # 在2025年通达率18.4%的基础上
        if mention.kind is not TimeKind.SPAN and not compared:
            main = mention
        elif mention.kind is TimeKind.SPAN and not compared and _PAST.match(string, mention.start, mention.end):
            main = None
    if main is not None:
        return when_of(main), False
    inherited = clock.inherited()
    if inherited.known is Known.UNKNOWN and _beyond_base(figure, clock.plan):
        return _implied(clock.plan.target_year), False
    return inherited, False


_SINCE = later(r"(?:以上|左右)?[，,](?:比|较)((?:19|20)\d\d)年(?:底|末)?(?:增|提高|净增|新增|扩大|上升|翻|减|降|下降)")


def _beyond_base(figure: Figure, plan: Plan) -> bool:
    """扩大到520万亩，比2025年增加135万亩 in a plan of 2026—2030年: what a plan sets beside its base year is its aim."""
    found = _SINCE.match(figure.tail) if plan.aims and plan.period else None
    return found is not None and int(found[1]) == plan.base_year
