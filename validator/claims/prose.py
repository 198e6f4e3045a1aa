"""Claims in prose: every figure of a paragraph with its indicator, time, role and scope."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from validator.claims.aside import start_told_aside
from validator.claims.claim import Claim, Known, Role, Site, Source, When
from validator.claims.former import points_back, refers_back, says_only_when
from validator.claims.given import is_given, named_behind, without_keeping
from validator.claims.headings import label_of, path_of
from validator.claims.limits import of_each_counted
from validator.claims.movements import with_units
from validator.claims.names import Name, parse_name
from validator.claims.owners import owner_of
from validator.claims.plan import Plan
from validator.claims.said_again import says_again
from validator.claims.scopes import Scope
from validator.claims.sentences import Figure, Sentence, is_row, read_figures, split_sentences
from validator.claims.subjects import Lead, read_lead
from validator.claims.timing import Clock, time_of
from validator.claims.turns import added_too, share_out, sums_its_own, works_named
from validator.claims.wholes import opens
from validator.document import Document, Paragraph, Table, Text
from validator.patterns import later
from validator.quantities.find import Numbers
from validator.quantities.numerals import DIGITS
from validator.quantities.quantity import Quantity
from validator.quantities.times import TimeKind, TimeMention

# What is held at a point in time, also when the sentence opens with a period.
_STOCK = later(r"拥有量|保有量|存量|总量|总数|水平|覆盖率|率$|比重|占比|里程|寿命|年限|密度|浓度|均|指数|现有|共有")
# 已设立的6个国家公园: what is counted stands behind the figure.
_WHOLE_PERIOD = later(r"规划期内?|[三四五]年[^，。；]{0,4}累计|累计[^，。；]{0,2}新增")
_MADE = re.compile(r"新建|新增|改建|改造|建成|修建")
_STRETCHED = re.compile(r"^[、，]?(?:力争|争取)(?:达到?|突破|实现)?$")
_PLANNED = later(
    r"(?:占|为|完成|达到?|相当于)[^，。；]{0,8}(?:计划|预算|目标|任务|指标|限额)[^，。；]{0,4}$"
)  # 占年度计划90亿元的105.2%
_SUMMED = re.compile(r"合计|共计|总计|总数|累计")
_ASIDE_ENDS = ("", "）", ")")
_COMPARED_YEAR = re.compile(r"(?:(?<!占)比|较)((?:19|20)\d\d)年(?![^，]{0,3}[（(])")
_TIMES_OF_YEAR = re.compile(r"((?:19|20)\d\d)年(?:底|末)?的[约近]?$")
# 五年提高5.3个百分点: over the years before the one the sentence speaks of. 五年年均 is a rate.
_OVER_YEARS = re.compile(r"([二两三四五六七八九2-9])年(?:来|间|内)?(?:累计|共|总共|预计|约)*(?!年均|平均|每年)")
# What is said of these goes on behind them where they name it: 亩产每年提高2公斤，达到432公斤.
_RATES = (Role.GROWTH, Role.ANNUAL_GROWTH, Role.STEP, Role.MULTIPLE)
_NEXT_CLAUSE = re.compile(r"[，,；;](?:全[国省市县区州旗]|[我本][省市县区])?")
_COUNTED = later(r"(?!以上|以下|以内|左右|上下|及以|之内|不等)[\u4e00-\u9fff]{2}")
# Names that say nothing of their own: the subject before them goes on.
_GENERIC = re.compile(
    r"最高|最低|最多|最少|介于|少于|多于|总量|总数|总额|总值|数量|规模|其中"
    r"|比重|占比|总计|合计|累计|比例|全县|全市|全省|全国"
)
# Of the times of a sentence before a figure, its first and its last decide.
_FIRST_TIMES, _LAST_TIMES = 4, 8
_AIM = re.compile(r"力争|争取|确保|达到|突破|保持在|稳定在")
_OVER_THE_YEARS = later(r"累计|共|总计|合计|新增|新建|完成|引进|培训|举办|期间|五年|5年")
_NUMERIC_UNIT = ("%", "‰", "百分点", "倍")


def prose_claims(document: Document, plan: Plan, numbers: Callable[[Text], Numbers]) -> Iterator[Claim]:
    """The claims of all paragraphs in reading order; `numbers` gives what a paragraph says in numbers."""
    clock = Clock(plan)
    home, depth = "", 0  # the place that a heading names, and the heading's level
    section: tuple[str, ...] = ()
    box: tuple[str, ...] = ()  # 专栏1 集成电路: what the paragraphs since belong to, within their section
    for number, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph):
            continue
        string = block.text.string
        clock.enter(block.section, item=string.startswith("——"))
        if len(string) <= _LONGEST_TITLE and (place := _PLACE_TITLE.fullmatch(string)):
            named = place[1] or place[2]
            home, depth = "" if named == plan.region else named, block.level
        elif 0 < block.level <= depth or (block.level == 1 and home):
            home = ""
        if string.startswith("专栏") and _BOX.fullmatch(string):
            section, box = block.section, (string,)
        elif block.section != section:
            section, box = block.section, ()
        if (block.level and "。" not in string) or is_row(block.text):
            continue
        said = numbers(block.text)
        if said.figures:
            path = path_of((*section, *box), label_of(string))
            yield from _paragraph_claims(_Reader(plan, clock, string, number, path, home), said)
        elif said.times:
            for order, sentence, _, times in _told(string, said):
                clock.hear(string, sentence.start, times, first=order == 0)


def cell_claims(document: Document, plan: Plan, numbers: Callable[[Text], Numbers]) -> Iterator[tuple[Claim, ...]]:
    """The claims of each cell of a table that holds running text with several figures (主要任务, 工作内容)."""
    for number, block in enumerate(document.blocks):
        if isinstance(block, Table):
            told = {id(cell): cell for row in block.grid for cell in row if _told_in(cell.text.string)}
            for cell in told.values():
                if found := told_by(cell.text, block.section, number, plan, numbers):
                    yield found


def told_by(
    text: Text,
    section: tuple[str, ...],
    block: int,
    plan: Plan,
    numbers: Callable[[Text], Numbers],
    year: int | None = None,
) -> tuple[Claim, ...]:
    """The claims of one cell of a table, said of `year` where they name no other."""
    clock = Clock(plan)
    clock.enter(section)
    if year is not None:
        clock.paragraph = TimeMention(0, 0, TimeKind.YEAR, year, year)
    said = numbers(text)
    return tuple(_paragraph_claims(_Reader(plan, clock, text.string, block, section, ""), said)) if said.figures else ()


_DIGIT, _STOP = re.compile(r"\d"), re.compile(r"[，；。]")
_LEAST = 12  # characters that a sentence with two figures has


def _told_in(string: str) -> bool:
    """True for a cell with a figure behind the clause of another: …1.2万人，其中高层次人才600人."""
    first = _DIGIT.search(string) if len(string) >= _LEAST else None
    stop = _STOP.search(string, first.end()) if first else None
    return stop is not None and _DIGIT.search(string, stop.end()) is not None


_BOX = re.compile(r"专栏\s?[一二三四五六七八九十\d][-—\d]*\s?[^，。；：]{2,24}")


_LONGEST_TITLE = 40
# 清水县简介, （二）北山区: what follows is said of that place.
_PLACE_TITLE = re.compile(
    r"(?:第[一二三四五六七八九十]{1,3}[章节篇]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.、．])?\s*"
    r"(?:([\u4e00-\u9fff]{2,8}[县市区旗州盟镇乡])(?:简介|概况|概述|基本情况)"
    r"|([\u4e00-\u9fff]{2,3}(?<![全各我本乡城集重小社园地景片库灾牧林矿湖新老主郊市县省该两三四五多])[县市区旗]))"
)


def _paragraph_claims(reader: "_Reader", numbers: Numbers) -> Iterator[Claim]:
    """The claims of a paragraph; behind its last figure only its times are still heard."""
    last = numbers.figures[-1][0]
    for order, sentence, inside, times in _told(reader.string, numbers):
        if sentence.start <= last:
            figures = read_figures(reader.string, sentence, inside) if inside else []
            yield from reader.sentence(sentence, order, figures, times)
        elif times:
            reader.clock.hear(reader.string, sentence.start, times, first=order == 0)


def _told(
    string: str, numbers: Numbers
) -> Iterator[tuple[int, Sentence, list[tuple[int, int, Quantity]], list[TimeMention]]]:
    """The sentences of a paragraph, counted from 0, each with its figures and its times."""
    mentions, quantities = numbers.times, numbers.figures
    at = moment = 0
    for order, sentence in enumerate(split_sentences(string)):
        first, since = at, moment
        while at < len(quantities) and quantities[at][0] < sentence.end:
            at += 1
        while moment < len(mentions) and mentions[moment].start < sentence.end:
            moment += 1
        yield order, sentence, list(quantities[first:at]), mentions[since:moment]


class _Reader:
    """Reads the sentences of one paragraph in order, and remembers subject and scope."""

    def __init__(self, plan: Plan, clock: Clock, string: str, block: int, label: tuple[str, ...], home: str) -> None:
        self.plan, self.clock, self.string, self.block, self.label = plan, clock, string, block, label
        self.scope = Scope(plan, home)
        self.wholes: dict[str, Name] = {}

    def sentence(
        self, sentence: Sentence, order: int, figures: list[Figure], times: list[TimeMention]
    ) -> Iterator[Claim]:
        """The claims of one sentence."""
        if times or figures:
            self.clock.hear(self.string, sentence.start, times, first=order == 0)
        self.scope.begin()
        claims: list[Claim] = []
        at, told = sentence.start, 0
        for position, figure in enumerate(figures):
            self.scope.hear(self.string[at : figure.start])
            at = figure.end
            while told < len(times) and times[told].start < figure.start:
                told += 1
            near = times
            if told > _FIRST_TIMES + _LAST_TIMES:
                near = times[:_FIRST_TIMES] + times[told - _LAST_TIMES : told]
            claims.append(self._claim(sentence, order, position, figure, near, claims))
        if claims:
            yield from share_out(self._mark_lists(self._after_base(self._items(claims))), figures, self.plan)
        self.scope.hear(self.string[at : sentence.end])

    def _items(self, claims: list[Claim]) -> list[Claim]:
        """The claims, those of a list read as items of one kind."""
        return with_units(works_named(added_too(claims), self.plan.region)) if len(claims) > 1 else claims

    def _claim(
        self, sentence: Sentence, order: int, clause: int, figure: Figure, times: list[TimeMention], before: list[Claim]
    ) -> Claim:
        lead = read_lead(figure.lead, figure.quantity.unit, figure.tail)
        when, attached = time_of(figure, self.string, sentence.start, times, self.clock, start=bool(lead.start))
        start = lead.start or start_told_aside(figure)
        if start and not attached:
            when = When()
        given = is_given(figure)
        name, own = self._name(lead, figure, before, given=given)
        if self.plan.base_year and when.known is not Known.SAID and given:
            when = When(self.plan.base_year, None, Known.IMPLIED)
        if not own and before and _STRETCHED.search(figure.lead) and before[-1].name == name:
            when = When()  # 突破800家、力争达到900家: the first is the target
        if figure.lead == "的" and figure.quantity.unit == "%" and before and _PLANNED.search(before[-1].gap):
            role = Role.COMPLETION
        else:
            role, when = _role(lead.role, figure, name, when, self.string[sentence.start : figure.start], said=attached)
        if figure.gap in _ASIDE_ENDS and before and before[-1].start == "than" and role is Role.LEVEL:
            role, own = Role.DIFFERENCE, False  # 高于全省平均24100元1395元
        unit, of_count = figure.quantity.unit, figure.opening == "|" and role is Role.LEVEL and before
        if of_count and of_each_counted(figure.lead, unit, before[-1].quantity):
            role = Role.LIMIT
        return Claim(
            quantity=figure.quantity,
            role=role,
            source=Source.PROSE,
            site=Site(self.block, order, clause),
            name=name,
            when=when,
            scope=self.scope.name,
            cue=figure.lead,
            gap=figure.gap,
            tail=figure.tail,
            start=start,
            compared=_compared_year(figure, when, role),
            falling=lead.falling,
            build=lead.build,
            bracketed=figure.enclosed,
            given=given,
            own_name=own,
            half_stop=not sentence.full_stop,
            label=self.label,
            owner=owner_of(name, figure.gap, before[-1] if before else None),
        )

    def _name(self, lead: Lead, figure: Figure, before: list[Claim], *, given: bool) -> tuple[Name | None, bool]:
        """The indicator's name, and whether it stands at the figure itself or is carried on."""
        if figure.opening == "|" and before and before[-1].start == "from":
            return before[-1].name, False
        if figure.gap.endswith("、") and _NOUN_BEFORE.search(_ASIDE.sub("", figure.gap)):
            return None, False  # 100家规上企业、1000家中小企业: what is before the comma is of the figure before
        printed = lead.name.rpartition("——")[2]
        if given:
            printed = without_keeping(printed, figure)
            if behind := named_behind(figure):
                return parse_name(read_lead(behind, "", "").name, self.plan.region), True
        if not printed and (dated := _dated_name(figure.gap)):
            return parse_name(read_lead(dated, "", "").name, self.plan.region), True
        again = says_again(printed, lead.role, figure, before)
        generic = again or points_back(printed) or _GENERIC.fullmatch(printed)
        if len(printed) >= 2 and not generic and not (lead.role is Role.SHARE and printed.startswith("占")):
            return parse_name(printed, self.plan.region), True
        if _NEXT_CLAUSE.fullmatch(figure.gap) and _COUNTED.match(figure.tail):
            return None, False  # …高新技术企业45家，16家企业上市: the next clause has a subject of its own
        carried = next(
            (
                c.name
                for c in reversed(before)
                if c.name
                and (c.role in (Role.LEVEL, Role.TOTAL, Role.FLOW) or (c.own_name and c.role in _RATES))
                and not (c.bracketed and figure.gap[:1] in ")）")  # behind the bracket its subject is done
            ),
            None,
        )
        if carried is None and (points_back(printed) or refers_back(figure.lead) or says_only_when(figure.lead)):
            carried = self.wholes.get(figure.quantity.unit)  # 2022年，零售额为52亿元。2023年，这一数字…
        if printed.startswith("占") and carried:
            return parse_name(carried.printed + printed, self.plan.region), False
        if not carried:
            piece = _previous_piece(self.string, figure.start - len(figure.lead))
            other = read_lead(piece, "", "").name
            return (parse_name(other, self.plan.region), False) if len(other) >= 2 else (None, False)
        return carried, False

    def _after_base(self, claims: list[Claim]) -> list[Claim]:
        """A level that a change leads to stands for a later year than the one it starts from, whatever was carried;
        五年来由A增加到B for the year that the section is of."""
        dated = list(claims)
        for index, base in enumerate(claims):
            end = index + 1 if base.start == "from" else index - 1 if base.start == "than" or base.compared else -1
            since = base.compared or base.year
            if not 0 <= end < len(claims):
                continue
            reached = claims[end]
            if self.clock.over_years and base.start == "from" and _is_end(base, reached):
                ends = self.clock.years_end()
                if since is None or (ends.year or 0) > since:
                    dated[end] = replace(reached, when=ends)
            if since is None:
                continue
            inherited = reached.when.known in (Known.CARRIED, Known.IMPLIED)
            if reached.role is Role.LEVEL and not reached.start and inherited and (reached.year or 0) <= since:
                implied = self.clock.implied()
                dated[end] = replace(reached, when=implied if (implied.year or 0) > since else When())
        return dated

    def _mark_lists(self, claims: list[Claim]) -> list[Claim]:
        """Mark the figures that 其中 introduces, up to a sum or the end of the bracket, and what they are part of."""
        opened = inside = False
        marked: list[Claim] = []
        for claim in claims:
            if inside and not claim.bracketed:
                opened = False
            inside = claim.bracketed and (inside or opens(claim.gap))
            summed = _SUMMED.search(claim.gap) is not None and not sums_its_own(claim)
            opened = (opened or opens(claim.gap)) and not summed
            parent = self.wholes.get(claim.quantity.unit) if opened else None
            marked.append(replace(claim, listed=True, parent=parent) if opened else claim)
            if (
                not opened
                and claim.role in (Role.LEVEL, Role.TOTAL)
                and claim.own_name
                and claim.name
                and not claim.start
            ):
                self.wholes[claim.quantity.unit] = claim.name
        return marked


_ASIDE, _NOUN_BEFORE = later(r"[（(][^（）()]*[）)]"), later(r"[^，,）)]、$")


# 财政收入（2023年）：46.9亿元
_DATED_NAME = later(r"(?P<name>[^，。；：（）]{2,20})[（(](?:截至)?(?:19|20)\d\d年(?:年?[底末])?[）)][:：]$")


def _dated_name(gap: str) -> str:
    """The name in front of a bracket that holds nothing but the year."""
    found = _DATED_NAME.fullmatch(gap) if gap[-2:-1] in ("）", ")") else None
    return found["name"] if found else ""


def _is_end(base: Claim, reached: Claim) -> bool:
    """True for the level that a movement ends in, where the words do not date it."""
    same = reached.quantity.unit == base.quantity.unit and reached.name == base.name and not reached.own_name
    return same and reached.when.known is Known.UNKNOWN and reached.role is Role.LEVEL and not reached.start


def _role(role: Role, figure: Figure, name: Name | None, when: When, words: str, *, said: bool) -> tuple[Role, When]:
    """What a figure is in its sentence: of a period, a level is a total, or stands for the period's end.

    `words` are those of the sentence before the figure; `said` where the time is attached to the figure itself.
    """
    unit = figure.quantity.unit
    if role is Role.LEVEL and unit == "大":
        return Role.COUNT, when
    if role is Role.FLOW and (when.period or _WHOLE_PERIOD.search(figure.gap)):
        return Role.TOTAL, when  # 规划期内累计新增
    if role is not Role.LEVEL or not when.period or said:
        return role, when
    if _MADE.search(figure.lead):
        return Role.TOTAL, when  # “十五五”时期新建里程590公里
    if unit in _NUMERIC_UNIT or "/" in unit or (name and _STOCK.search(name.printed)):
        return role, When(when.period[1], None, when.known)
    return (role, When()) if _is_aim(words) else (Role.TOTAL, when)  # an aim is of the period's end, or of all of it


def _compared_year(figure: Figure, when: When, role: Role) -> int | None:
    """The year of a comparison without a figure: 比2025年净增34个; 到2025年达到54.4%，五年提高5.3个百分点."""
    if ("比" in figure.gap or "较" in figure.gap) and (found := _COMPARED_YEAR.search(figure.gap)):
        return int(found[1])
    if role is Role.MULTIPLE and (found := _TIMES_OF_YEAR.search(figure.lead)):
        return int(found[1])
    if when.year and role in (Role.DIFFERENCE, Role.GROWTH) and (over := _OVER_YEARS.match(figure.lead)):
        return when.year - (int(over[1]) if over[1].isdecimal() else DIGITS[over[1]])
    return None


def _previous_piece(string: str, at: int) -> str:
    """The piece of text before the delimiter at `at`, within the sentence."""
    if at <= 0 or string[at - 1] not in "，,（(：:":
        return ""
    start = max(string.rfind(c, 0, at - 1) for c in "，,。；;：:（(")
    return string[start + 1 : at - 1]


def _is_aim(lead: str) -> bool:
    """“十五五”时期，力争产值达到180亿元: a level to be reached rather than a sum over the years."""
    return bool(_AIM.search(lead)) and not _OVER_THE_YEARS.search(lead)
