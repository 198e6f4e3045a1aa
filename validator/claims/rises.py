"""Rises: a level with the amount and the rate of its change, which must make one another."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from validator.claims.claim import Claim, Role
from validator.claims.relations import LEVELS, main_line
from validator.claims.steps import Spans, span_of
from validator.patterns import later
from validator.quantities.times import years_said


def increases(group: tuple[Claim, ...]) -> Iterator[tuple[Claim, Claim, Claim]]:
    """A level with the amount and the rate of its change: 完成162.35亿元，比上年增收5.86亿元，增长3.7%."""
    if len(group) < 2:
        return
    level: Claim | None = None
    for amount, rate in pairwise(main_line(group)):
        if amount.role in LEVELS and not amount.start:  # 完成162亿元，为年初预算160亿元的101%，增收5亿元
            listed = amount.listed or "其中" in amount.gap
            level = None if listed else amount  # 资金12.6亿元，其中中央8.1亿元，增加1.9亿元，增长17.8%: of which?
        if level is None:
            continue
        yearly = rate.role is Role.ANNUAL_GROWTH and years_of_rise(level, amount)
        told = amount.role is Role.DIFFERENCE and (rate.role is Role.GROWTH or yearly)
        alone = not (amount.own_name or rate.own_name or level.start or level.in_turn or rate.in_turn)
        beside = level.bracketed == amount.bracketed == rate.bracketed and level.quantity.unit == amount.quantity.unit
        since = not _SINCE_THEN.search(amount.gap)
        if told and alone and beside and since and amount.falling == rate.falling and _BESIDE.fullmatch(rate.gap):
            yield level, amount, rate


def years_of_rise(level: Claim, amount: Claim) -> int | None:
    """到2030年达到80亿元，比2025年增加20亿元: five years."""
    return level.year - amount.compared if level.year and amount.compared and level.year > amount.compared else None


_SINCE_THEN = re.compile(r"年初|上月|上季|环比|计划|预算|目标|全[国省市]|平均|以来")  # the rate is of the year before
_BESIDE = later(
    r"[，、,（(]?(?:同比|环比|比上年|较上年|比去年|较去年)?(?:年均)?(?:增长|增幅|下降|降低|减少|降幅|上升|提高)(?:了|为|达|约)*"
)


def compounded(groups: Iterable[tuple[Claim, ...]], said: Spans) -> Iterator[tuple[Claim, Claim, int]]:
    """The growth of several years with its yearly rate and their number: 五年累计增长46.9%，年均增长8.0%."""
    for group in groups:
        for total, rate in pairwise(group):
            if total.role is not Role.GROWTH or rate.role is not Role.ANNUAL_GROWTH or rate.own_name:
                continue
            years = years_said(total.gap) if _OVER_YEARS.search(total.gap) else None
            years = years or (span_of(said, total) if "累计" in total.cue else None)
            plain = not (total.in_turn or rate.in_turn or total.bracketed is not rate.bracketed)
            one = total.quantity.unit == rate.quantity.unit == "%" and total.falling is rate.falling
            if years and years > 1 and plain and one and _YEARLY.fullmatch(rate.gap):
                yield total, rate, years


_OVER_YEARS = later(r"年[来间内]?[^，；]{0,12}(?:累计|共|总)[^，；]{0,6}$")
_YEARLY = later(r"[，,、（(](?:折合|折算|换算|相当于)?成?(?:年均|平均每年|年平均)[^，；]{0,10}")
