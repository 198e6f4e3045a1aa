"""Growth as prose states it: between the two figures beside it, over the years said or implied."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from operator import itemgetter

from validator.claims.claim import Claim, Known, Role
from validator.claims.former import since_last_year, years_ago
from validator.claims.names import parse_name
from validator.claims.relations import Change
from validator.claims.rises import years_of_rise
from validator.claims.steps import span_of
from validator.diagnosis.growth import (
    PRICE_EFFECT,
    Convention,
    by_convention,
    constant_price,
    written,
    wrong_conventions,
)
from validator.facts import Facts
from validator.finding import Diagnosis
from validator.patterns import later
from validator.quantities.interval import HUNDRED, Interval, compound_rate, rate_interval, ratio_interval, reproduces
from validator.quantities.times import TimeKind, find_times, years_said
from validator.records import record

# Words that say a rate is not the ratio of the printed values.
OTHER_PRICES = ("可比价", "不变价", "可比口径", "同口径", "扣除价格", "实际增长", "名义")


@record
class ProseGrowth:
    """A growth rate in prose with what the figures give: `value` and `interval` in percent, unsigned.

    `years` is None for growth over the whole time; `said` is True where both years are in the text. `mean` is True
    for what is usually told at constant prices, but is exactly the arithmetic mean of the printed figures.
    """

    change: Change
    value: Decimal
    interval: Interval
    years: int | None
    said: bool
    doubt: str = ""
    mean: bool = False

    @property
    def hedge(self) -> str:
        """What leaves a doubt: the length of time, prices, or a base that stands elsewhere."""
        if not self.said:
            return "length"
        if self.years is None and _is_since_last_year(self.change):
            return "comparable"
        if self.mean:
            return "mean"
        if not self.doubt and _at_constant_prices(self.change):
            return "prices"
        return "elsewhere" if self.change.before_year is not None else ""


def _is_since_last_year(change: Change) -> bool:
    """True for 完成126亿元，上年为118亿元，同比增长7.2%, and for 2023年118亿元。2024年完成126亿元，增长7.2%."""
    before = change.before
    if before is None:
        return False
    return before.start == "then" or since_last_year(change.amount.gap) or _apart(before, change.after)


def _apart(before: Claim, after: Claim) -> bool:
    return (before.site.block, before.site.sentence) != (after.site.block, after.site.sentence)


def usual_years(facts: Facts) -> int | None:
    """The years that the yearly rates come out at which do not say over how many they are: a report on five years writes
    由A增加到B，年均增长C again and again, under a title that says so. None where fewer than two of them, or no more than half, agree."""
    votes: Counter[int] = Counter()
    rates, titled = 0, False
    for change in facts.changes:
        before, after = change.before, change.after.quantity
        if change.amount.role is not Role.ANNUAL_GROWTH or before is None or not _says_no_years(change):
            continue
        if years_between(facts, change)[0] is not None:
            continue
        found = ((years, compound_rate(before.quantity.value, after.value, years)) for years in _MAY_BE_USUAL)
        fits = [years for years, rate in found if rate is not None and reproduces(abs(rate), change.amount.quantity)]
        votes.update(fits)
        rates += bool(fits) or not _doubt(change, HUNDRED, 1)
        titled = titled or any(map(_ON_FIVE_YEARS.search, facts.document.blocks[change.amount.site.block].section))
    votes[_PLAN] += titled
    years, agree = max(votes.items(), key=itemgetter(1), default=(0, 0))
    return years if agree >= _AGREE and 2 * agree > rates and list(votes.values()).count(agree) == 1 else None


_MAY_BE_USUAL, _AGREE = range(3, 11), 2
# 一、过去五年工作回顾, 一、2010年及“十一五”时期工作回顾: as good as one rate more that comes out at five years
_ON_FIVE_YEARS = later(r"五年.*(?:回顾|工作|成[就效绩])|十[一二三四五六]五”?.*回顾")


def _says_no_years(change: Change) -> bool:
    """True for 由A增加到B，年均增长C, where the words do not say when it was A."""
    before = change.before
    if before is None or before.start != "from" or before.year or before.quantity.unit != change.after.quantity.unit:
        return False
    return "年平均" not in change.amount.gap


def read_growth(facts: Facts, change: Change, usual: int | None = None) -> ProseGrowth | None:
    """What the figures beside a stated rate give; None where the years are not known or there is no ratio. `usual` are
    the years that rates which do not say them are over in this document."""
    if change.before is None or change.before.quantity.unit != change.after.quantity.unit:
        return None
    before, after = change.before.quantity, change.after.quantity
    if change.amount.role is Role.GROWTH:
        ratio = ratio_interval(after, before)
        if ratio is None or before.value == 0:
            return None
        value = (after.value / before.value - 1) * HUNDRED
        found = Interval((ratio.low - 1) * HUNDRED, (ratio.high - 1) * HUNDRED)
        span = (change.after.year or 0) - (change.before.year or 0) if change.after.year and change.before.year else 1
        return ProseGrowth(change, abs(value), _unsigned(found), None, True, _doubt(change, value, max(1, span)))
    if _are_sums(change):
        return None
    years, said = years_between(facts, change)
    if years is None and _says_no_years(change):
        years = usual
    rate = compound_rate(before.value, after.value, years) if years else None
    interval = rate_interval(before, after, years) if years else None
    if rate is None or interval is None:
        return None
    doubt = _doubt(change, rate, 1)
    mean = doubt == "prices" and said and not _other_terms(change) and _is_mean(change, years)
    return ProseGrowth(change, abs(rate), _unsigned(interval), years, said, "" if mean else doubt, mean)


def _are_sums(change: Change) -> bool:
    """True where one end is what several years made together (五年累计完成19873亿元): a rate is of what a year has."""
    return any(c is not None and "累计" in c.gap for c in (change.before, change.after))


def _is_mean(change: Change, years: int | None) -> bool:
    """2025年产值1500亿元，是2020年1000亿元的1.5倍，年均增长10%: exactly the fifth part of the growth of five years."""
    if change.before is None or years is None or years < _TELLING_YEARS:
        return False
    convention = Convention("arithmetic-mean", years)
    value = by_convention(change.before.quantity.value, change.after.quantity.value, convention)
    return value is not None and value > 0 and reproduces(value, change.amount.quantity)


_TELLING_YEARS = 3  # over two years mean and compound rate are hardly apart


def increase_rate(level: Claim, rise: Claim, rate: Claim) -> tuple[Decimal, Interval, str] | None:
    """The rate in percent that a rise (or fall) to a level makes, its interval, and what may explain another one."""
    sign = 1 if rise.falling else -1
    before = level.quantity.value + sign * rise.quantity.value
    ends = sorted((level.quantity.low + sign * rise.quantity.high, level.quantity.high + sign * rise.quantity.low))
    low, high = min(ends[0], before), max(ends[1], before)
    if low <= 0:
        return None
    years = years_of_rise(level, rise) if rate.role is Role.ANNUAL_GROWTH else 1
    if years is None:
        return None
    shares = (rise.quantity.low / high, rise.quantity.value / before, rise.quantity.high / low)
    found = yearly(shares, years, falling=rise.falling)
    if found is None:
        return None
    priced = level.name is not None and constant_price(level.name.core)
    other = any(word in level.gap + rise.gap + rate.gap + rate.tail for word in OTHER_PRICES)
    return *found, "prices" if priced or other else ""


def yearly(shares: tuple[Decimal, Decimal, Decimal], years: int, *, falling: bool) -> tuple[Decimal, Interval] | None:
    """What a rise or fall by a share of the base (at least, as printed, at most) comes to a year, in percent, unsigned;
    None where it falls to nothing over several years: no yearly rate leads there."""
    low, value, high = (_yearly(share, years, falling=falling) for share in shares)
    return None if low is None or value is None or high is None else (value, Interval(low, high))


def _yearly(share: Decimal, years: int, *, falling: bool) -> Decimal | None:
    if years == 1:
        return share * HUNDRED
    rate = compound_rate(Decimal(1), 1 - share if falling else 1 + share, years)
    return -rate if rate is not None and falling else rate


def years_between(facts: Facts, change: Change) -> tuple[int | None, bool]:
    """The years from before to after, and whether the text says both; else those it speaks of (五年来), else the
    plan's own length."""
    before, after = change.before, change.after
    if before is not None and before.year and after.year and after.year > before.year:
        return after.year - before.year, Known.IMPLIED not in (before.when.known, after.when.known)
    if "两年平均" in change.amount.gap:
        return None, False  # with the year before the last as its base, which need not be the first of the two
    if before is not None and before.year is None and (period := _opening_period(before, after)):
        return _years_of(period, change)
    if before is not None and (said := _years_told(facts, change, before)):
        return said, False
    if before is not None and before.start == "then":
        return None, False
    if before is not None and (alike := _as_before(facts, change, before)) is not None:
        return years_between(facts, alike)[0], False
    if facts.plan.reports:
        return _until_reported(facts.plan.reported, before, after), False
    for year, other in ((after.year, facts.plan.target_year), (after.year, facts.plan.base_year)):
        if facts.length and facts.length >= 3 and (year is None or year == other):
            return facts.length, False
    return None, False


def _years_told(facts: Facts, change: Change, before: Claim) -> int | None:
    """The years that the words speak of: 三年年均, 由五年前的31亿元, 五年来; 一年前 are none that a yearly rate is of."""
    if before.start not in ("from", "then"):  # 与A相比，十年增加B，年均增长C
        return years_said(change.amount.gap) or years_said(change.gap.rpartition(before.gap)[2])
    ago = years_ago(before.gap)
    said = years_said(change.gap) or years_said(before.gap) or span_of(facts.spans, before)
    return said or (ago if ago and ago > 1 else None)


def _as_before(facts: Facts, change: Change, before: Claim) -> Change | None:
    """城镇收入由2020年的A增长到B；农村收入由C增长到D: from and to the same years as the movement before the ；."""
    if not before.half_stop or before.start != "from" or before.year is not None:
        return None
    told = facts.before(before)
    start = next((at for at in range(len(told) - 1, -1, -1) if told[at].start == "from"), None)
    if start is None or told[start].year is None or start + 1 == len(told):
        return None
    end = told[start + 1]
    after = change.after if change.after.year else replace(change.after, when=end.when)
    return replace(change, before=replace(before, when=told[start].when), after=after)


def _opening_period(before: Claim, after: Claim) -> tuple[int, int] | None:
    """2020年至2023年，收入由A增长到B; 2019年以来，…由A增长到2023年的B; 与2019年相比，2024年…由A增长到B: the years that the clause before a movement names; not
    those of a “十三五”."""
    if "年" not in before.gap:
        return None
    for mention in reversed(find_times(before.gap)):
        if mention.kind is TimeKind.PERIOD and "20" in before.gap[mention.start : mention.end]:
            return mention.first, mention.last
        since = mention.kind is TimeKind.YEAR and before.gap.startswith(("以来", "相比"), mention.end)
        if since and after.year and after.year > mention.first:
            return mention.first, after.year
    return None


def _years_of(period: tuple[int, int], change: Change) -> tuple[int, bool]:
    """从2010年到2020年 are ten years of growth; 2016—2020年 may be five, where the figure of 2015 is the first; and whether
    that is certain: as many as the words say, else five for the years of a five-year plan."""
    assert change.before is not None
    years = period[1] - period[0]
    said = years_said(change.gap)
    if said in (years, years + 1):
        return said, True
    if years == _PLAN - 1 and period[1] % _PLAN == 0:
        return _PLAN, True
    rate = compound_rate(change.before.quantity.value, change.after.quantity.value, years + 1)
    return years, rate is None or not reproduces(abs(rate), change.amount.quantity)


_PLAN = 5  # years of a plan, the last of which ends in 0 or 5


def _until_reported(year: int | None, before: Claim | None, after: Claim) -> int | None:
    """A mid-term evaluation's 由2020年的312万亩发展到358万亩 ends in the year that is evaluated, not in the plan's last."""
    since = before.year if before is not None else None
    return year - since if year and since and since < year and after.year in (None, year) else None


def _unsigned(interval: Interval) -> Interval:
    return interval if interval.high > 0 else Interval(-interval.high, -interval.low)


def _doubt(change: Change, value: Decimal, years: int) -> str:
    """Why a rate may differ from the ratio of the values: other prices."""
    if _other_terms(change):
        return "prices"
    if change.after.quantity.unit in ("%", "‰") and change.amount.role is Role.ANNUAL_GROWTH:
        return "points"  # the rate of a share is rarely its compound rate, and may be another subject's
    close = abs(value - change.amount.quantity.value) <= PRICE_EFFECT * years
    return "prices" if close and _at_constant_prices(change) else ""


def _at_constant_prices(change: Change) -> bool:
    """True for what is measured in money and usually told to grow at constant prices (增加值), in the sentence or in the
    heading above it (1.地区生产总值。由…增加到…)."""
    after = change.after
    told = "现价" in change.amount.gap or "当年价" in change.amount.gap
    name = after.name or (parse_name(after.label[-1]) if after.label else None)
    return after.quantity.unit == "元" and not told and name is not None and constant_price(name.core)


def _other_terms(change: Change) -> bool:
    """True where the text says that a rate is not the ratio of the printed values: 按可比价年均…, 7.1%（可比价）."""
    bracket = change.amount.tail.partition("）")[0] if change.amount.tail.startswith("（") else ""
    return any(word in change.gap + bracket for word in OTHER_PRICES)


def points_for_percent(change: Change) -> bool:
    """由50%提高到55%，提高5%: the difference of two shares in points, written as %."""
    before, after, stated = change.before, change.after.quantity, change.amount.quantity
    if before is None or change.amount.role not in (Role.GROWTH, Role.DIFFERENCE):
        return False
    shares = before.quantity.unit == after.unit == stated.unit == "%"
    return shares and abs(after.value - before.quantity.value) == stated.value


def explain_growth(growth: ProseGrowth) -> Iterator[Diagnosis]:
    """The conventions that give the printed rate exactly."""
    change = growth.change
    if not growth.years or change.before is None:
        return
    before, after = change.before.quantity, change.after.quantity
    for convention in wrong_conventions(growth.years):
        value = by_convention(before.value, after.value, convention)
        if value is not None and reproduces(abs(value), change.amount.quantity):
            yield Diagnosis(
                convention.kind,
                written(before, after, convention, abs(value)),
                {"years": convention.years, "right": growth.years},
            )
