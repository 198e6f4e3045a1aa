"""Balances: what comes in, what goes out, and what is left of it."""

import re
from collections.abc import Iterator

from validator.claims.claim import Claim, Role
from validator.claims.relations import LEVELS, RATIOS
from validator.claims.wholes import Closed, Parts, addable, adds_up, bounded, is_part, slip_apart

# 收入A，支出B，当年结余C: A is B and C. What is carried over from years before is no balance of the two.
_TRADE = r"(?:全[县市省区国年])*(?:累计)?(?:外贸|对外贸易|货物|货物贸易|商品)?{}(?:额|总额|总值)?"
_BALANCED = (
    (
        r".*收入(?:预算)?(?:总额|总计|合计|安排)?",
        r".*支出(?:预算)?(?:总额|总计|合计|安排)?",
        r"(?:当年|当期|本年|年度|收支|相抵后?)[，,]?(?:预计|预期)?(?:收支)?结余|年终结余",
    ),
    (_TRADE.format("出口"), _TRADE.format("进口"), r"顺差"),
    (_TRADE.format("进口"), _TRADE.format("出口"), r"逆差"),
    (r".*资产(?:总额|总计|合计)?", r".*负债(?:总额|总计|合计)?", r"(?:^|[，,；;、])净资产"),
)
# A word of each of these balances: few figures have one, and only they are looked at closely.
_LEFT = re.compile(r"[结剩]余|[顺逆]差|净资产|尚[余有]|还剩|[审核]减|净[增减]|节[约省]|结转|收回|所有者权益")
# Of a budget the two sides balance only with what is transferred, carried over and borrowed; but what the funds of
# social insurance take in and do not pay out is left in them.
_ONE_SIDE = re.compile(r"预算(?!.*总计)")
_FUND = re.compile(r"社会?保险|社保")


def balances(block: tuple[Claim, ...]) -> Iterator[Parts]:
    """What comes in is what goes out and what is left."""
    for index, claim in enumerate(block):
        if claim.role not in (*LEVELS, Role.DIFFERENCE) or claim.start or not _LEFT.search(claim.gap):
            continue
        if _REMAINING.search(claim.gap):
            yield from _left_over(block[max(0, index - 6) : index], claim)
            continue
        sides = next((b for b in _BALANCED if re.search(b[2], claim.gap)), None)
        if sides is None or re.search("累计|滚存", claim.gap):
            continue
        near = [
            c
            for c in block[max(0, index - 6) : index]
            if addable(c, claim) and not (c.bracketed or c.start or is_part(c))
        ]
        near = _without_one_sided([c for c in near if c.name and claim.site.sentence - c.site.sentence <= 1])
        named = [[c for c in near if c.name and re.fullmatch(side, c.name.printed)] for side in sides[:2]]
        if all(named) and _may_balance(income := named[0][-1], spent := named[1][-1], claim):
            yield Parts(income, (spent, claim), Closed.BALANCE)


def _may_balance(income: Claim, spent: Claim, left: Claim) -> bool:
    """True for less that goes out than comes in; where more does, for one slip that would make it right."""
    less = income.quantity.high >= spent.quantity.low
    return less or slip_apart(income, (spent, left), _DIGITS)


_REMAINING = re.compile(
    r"[，,](?:(?:剩余|尚[余有]|还剩)(?:资金|额度|指标)?|[^，,。]{0,3}(?:[审核]减|净[增减]|节[约省]|结转|收回|所有者权益)[^，,。]{0,6})$"
)
_DIGITS = 3  # of a figure that is hardly one slip from another by accident


def _left_over(before: tuple[Claim, ...], left: Claim) -> Iterator[Parts]:
    """安排800万元，使用526万元，剩余274万元; 送审868万元，审定794万元，审减74万元: where no other figure comes in between, and
    one slip at most is wrong; of what years before have used up nothing is told."""
    same = [c for c in before if c.site.sentence == left.site.sentence and c.quantity.unit == left.quantity.unit]
    told = [c for c in same if not (c.bracketed or c.start or is_part(c))]
    if len(told) < 2 or any(bounded(c) or c.role not in LEVELS for c in told[-2:]) or left.quantity.unit in RATIOS:
        return
    whole, used = told[-2:]
    if adds_up(whole, (used, left)) or slip_apart(whole, (used, left), _DIGITS):
        yield Parts(whole, (used, left), Closed.BALANCE)


def _without_one_sided(near: list[Claim]) -> list[Claim]:
    funds = [at for at, claim in enumerate(near) if claim.name and _FUND.search(claim.name.printed)]
    if funds and len(near) - funds[-1] == 2:
        return near[funds[-1] :]  # 社会保险基金收入预算5亿元，支出预算4亿元
    return [claim for claim in near if claim.name and not _ONE_SIDE.search(claim.name.printed)]
