"""part-exceeds-whole — 部分大于整体

说明：“其中”引出的部分不应大于它所属的整体；园区、高新技术企业等某一范围的数，也不应大于同一年全域的数。单
位先换算再比较，超出四舍五入的误差才报告；由甲减少到乙的，部分的起点与起点比、终点与终点比，减去的部分不与余
下的比。“个”“项”“处”可以数任何东西，从名称看两处所数不同的（如12个县与15个馆），不作比较或只作提示。不同范围之间的比较只作警告，因为两处统计口径可能不同。单位不能互相换算的，如项目个数与投资额，不作比
较。表中“其中”一行各年的数，也不应大于上面它所属的一行；比率、平均数、差额不比。

What 其中 introduces is no larger than what it is part of; what a group of bodies (高新技术企业, 园区) has
of an indicator is no larger than what the whole territory has of it in the same year. Of a whole that moved
from 甲 to 乙 the part's start is compared with 甲 and its end with 乙; what was taken away is no part of what is left.
个, 项 and 处 count anything: where the names are of different things, the comparison is left out, or a hint.

Flagged:
- 办理案件8.6万件，其中当年立案9.4万件。
- 2020年，全社会研发经费支出26078万元。2020年，高新技术企业实现产值66亿元,研发经费支出27288万元。

Not flagged:
- 办理案件8.6万件，其中当年立案7.4万件。
- 新建项目8个，其中一期投资20亿元。

Basis: a subset has no more members than its set; units are converted.
依据：子集不会大于全集；不同单位先换算。
"""

from collections.abc import Iterator
from dataclasses import replace

from validator.claims.claim import Claim, Source
from validator.claims.counted import counts_otherwise, surely_alike
from validator.claims.limits import only_describes
from validator.claims.rows import rows_within
from validator.claims.wholes import Closed
from validator.facts import Facts
from validator.finding import Outcome, Severity, Verdict
from validator.rules.arithmetic.in_tables import table_parts
from validator.rules.base import rule
from validator.rules.evidence import amount, evidence, severity_of


@rule(
    "AR303",
    "part-exceeds-whole",
    Severity.ERROR,
    zh={
        "default": "{0}是{1}的一部分，却比它大。",
        "scope": "{0}说的是“{scope}”，却大于全部的{1}；两处统计口径如果相同，必有一误。",
    },
    en={
        "default": "{0} is part of {1}, but larger.",
        "scope": "{0} is said of “{scope}”, and exceeds that of the whole, {1}: one is wrong unless they are counted differently.",
    },
)
def part_exceeds_whole(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each part with its whole, within a sentence and between scopes."""
    for found in (parts for parts in facts.parts if parts.closed not in (Closed.BALANCE, Closed.BESIDE)):
        for index, part in enumerate(found.parts):
            if not counts_otherwise(found.whole, part):
                guess = (found.guess and index > 0) or only_describes(part, found.whole)
                yield _verdict(part, found.whole, "default", guess=guess)
    for part, whole in rows_within(facts.tables):
        yield _verdict(part, whole, "default", guess=False)
    for part, whole in facts.subsets:
        yield _verdict(part, whole, "scope", guess=False)
    for part, whole in facts.parts_unsaid:
        if part.quantity.low > whole.quantity.high:
            yield replace(_verdict(part, whole, "default", guess=False), severity=Severity.WARNING, hedge="unsaid")
    yield from table_parts(facts)


def _verdict(part: Claim, whole: Claim, why: str, *, guess: bool) -> Verdict:
    exceeds = part.quantity.low > whole.quantity.high
    doubtful = exceeds and why != "scope" and part.source is Source.PROSE and not surely_alike(whole, part)
    hedge = "subject" if doubtful else ""
    return Verdict(
        Outcome.UNSURE if exceeds and guess else Outcome.FAILS if exceeds else Outcome.HOLDS,
        (evidence(part, "part"), evidence(whole, "whole")),
        why,
        {"scope": part.scope},
        Severity.WARNING if why == "scope" else severity_of(hedge),
        hedge,
        indicator=part.indicator,
        year=part.year,
        stated=amount(part.quantity),
        expected=amount(whole.quantity),
        formula=f"{part.quantity.text} > {whole.quantity.text}" if exceeds else None,
    )
