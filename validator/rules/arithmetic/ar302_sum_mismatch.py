"""sum-mismatch — 分项之和与总数不符

说明：总数与所列分项之和应当相等，如“甲若干、乙若干，合计若干”或“总数，包括甲若干、乙若干”，超出四舍五入的误差
就提示。“其中”所列不必齐全，也可能交叉，所以只在分项名称恰好拼成总数名称、或分项之和与总数只差一处笔误时才提
示；分项中有“以上”等上下限，或句中所列可能不全的，不作判断。

Parts that make up a whole add up to it: 甲A、乙B，合计C; 总数，包括甲A、乙B. A list behind 其中 need
not be complete, and its items may overlap: it is judged only where the names of the parts make up the
name of the whole (造林种草: 造林, 种草改良), or the sum is one slip of a digit away from the whole.

Flagged:
- 新建充换电站1460座、改造820座，合计2380座。
- 引进数商75家，包括采集18家、加工26家、服务41家。

Not flagged:
- 新建充换电站1460座、改造820座，合计2280座。
- 园区有企业69家，其中规模企业43家、高新技术企业4家、上市公司1家。
- 完成治理1.8亿亩，其中东部0.7亿亩、西部0.6亿亩、北部0.5亿亩。

Basis: arithmetic; each figure is an interval of half a unit in its last digit.
依据：加法；每个数字按末位的半个单位取区间。
"""

from collections.abc import Iterator

from validator.claims.kinds import complete, exclusive
from validator.claims.wholes import Closed, Parts, composed
from validator.facts import Facts
from validator.finding import Amount, Evidence, Outcome, Severity, Verdict
from validator.quantities.interval import HUNDRED, allows, one_slip, sum_interval
from validator.quantities.quantity import Bound
from validator.rules.base import rule
from validator.rules.evidence import amount, evidence, plain, replaced


@rule(
    "AR302",
    "sum-mismatch",
    Severity.ERROR,
    zh={
        "default": "{count}项相加为{sum}，总数写为{0}。",
        "slip": "{count}项相加为{sum}，总数写为{0}，只差一个数码；“其中”如已列全，必有一误。",
        "open": "“其中”所列不必是全部，也可能交叉，不能断定。",
        "balance": "{1}与{2}相加为{sum}，与{0}对不上。",
        "hundred": "三次产业的{count}个占比相加为{sum}，不是100。",
        "bounded": "有一项是上下限，不能相加。",
        "guess": "相加的各项可能不全，不能断定。",
    },
    en={
        "default": "The {count} parts add up to {sum}; the total is printed as {0}.",
        "slip": "The {count} parts add up to {sum}, one digit from the total of {0}: one is wrong if the list is complete.",
        "open": "A list behind 其中 need not be complete, and its items may overlap.",
        "balance": "{1} and {2} add up to {sum}, not to {0}.",
        "hundred": "The {count} shares of the three industries add up to {sum}, not 100.",
        "bounded": "One of the parts is a bound.",
        "guess": "The parts may begin before this sentence.",
    },
)
def sum_mismatch(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each whole with two parts or more, and for each proportion of the three 产业."""
    for found in facts.parts:
        if len(found.parts) >= 2:
            yield _verdict(found)
    for proportion in facts.proportions:
        yield Verdict(
            Outcome.HOLDS if proportion.whole else Outcome.FAILS,
            tuple(Evidence(span, "part", figure) for figure, span in proportion.parts),
            "hundred",
            {"count": len(proportion.parts), "sum": str(proportion.total)},
            expected=Amount("100", HUNDRED, HUNDRED, ""),
            formula="+".join(figure for figure, _ in proportion.parts) + f" = {proportion.total}",
        )


def _verdict(found: Parts) -> Verdict:
    figures = [p.quantity for p in found.parts]
    total, whole = sum_interval(figures), found.whole.quantity
    value = sum((q.value for q in figures), start=figures[0].value * 0)
    outcome, why, hedge = _judge(found, allows(whole, total), value)
    return Verdict(
        outcome,
        (evidence(found.whole, "whole"), *(evidence(p, "part") for p in found.parts)),
        why,
        {"count": len(figures), "sum": plain(value, whole)},
        severity=Severity.INFO if why == "slip" else Severity.WARNING if hedge else None,
        hedge=hedge,
        indicator=found.whole.indicator,
        year=found.whole.year,
        stated=amount(whole),
        expected=Amount(plain(value, whole), total.low, total.high, whole.unit),
        formula="+".join(q.text for q in figures) + f" = {plain(value, whole)}",
        suggestions=(replaced(0, found.whole, value),) if outcome is Outcome.FAILS else (),
    )


def _judge(found: Parts, meets: bool, value: object) -> tuple[Outcome, str, str]:
    """The outcome, its sentence, and why it is not certain."""
    if meets:
        return Outcome.HOLDS, "default", ""
    if any(p.quantity.bound in (Bound.FLOOR, Bound.CEILING) for p in (found.whole, *found.parts)):
        return Outcome.UNSURE, "bounded", ""
    if found.closed is Closed.BALANCE:
        return Outcome.FAILS, "balance", "balance"
    if found.closed is Closed.TOTAL:
        return (Outcome.UNSURE, "guess", "") if found.guess else (Outcome.FAILS, "default", "")
    opened = found.closed is Closed.OPEN
    exceeds = sum_interval(p.quantity for p in found.parts).low > found.whole.quantity.high
    if complete(found.parts):
        return Outcome.FAILS, "default", "all-parts" if opened else ""
    if exceeds and (exclusive(found.parts) or composed(found.whole, found.parts)):
        return Outcome.FAILS, "default", "exclusive" if opened else ""
    if found.guess:
        # 其中甲1亿元，乙2亿元，丙3亿元: the list may have ended before 丙, but hardly come so near by accident
        near = exceeds and _slip(found) and len(found.parts) >= 3 and len(found.whole.quantity.figure) >= 3
        return (Outcome.FAILS, "slip", "") if near else (Outcome.UNSURE, "guess", "")
    return _open(found)


def _open(found: Parts) -> tuple[Outcome, str, str]:
    """A list that need not be complete: its items may overlap, and exceed their whole then by more than a little."""
    whole = found.whole.quantity
    total = sum((p.quantity.value for p in found.parts), start=whole.value * 0)
    slip = _slip(found)
    if composed(found.whole, found.parts) or (found.closed is Closed.LIST and (total > whole.value or slip)):
        return Outcome.FAILS, "default", "all-parts" if found.closed is Closed.OPEN else ""
    near = (total - whole.value) * 100 < whole.value
    telling = len(whole.figure) >= 3  # 12所 and 14所 may be one digit apart by accident, 49 and 52 hardly
    close = telling or (total - whole.value) * 10 < whole.value
    if total > whole.value and (slip or near) and len(found.parts) >= 3 and close:
        return Outcome.FAILS, "default", "slip" if slip else "near"
    if slip and len(found.parts) >= 3 and (total > whole.value or (telling and 10 * total >= 8 * whole.value)):
        return Outcome.FAILS, "slip", ""
    return Outcome.UNSURE, "open", ""


def _slip(found: Parts) -> bool:
    """True where one digit, of the whole or of a part, would make the sum come out."""
    whole = found.whole.quantity
    total = sum((p.quantity.value for p in found.parts), start=whole.value * 0)
    return one_slip(plain(total, whole), whole.text) or any(
        one_slip(p.quantity.rewrite(p.quantity.value + whole.value - total), p.quantity.text)
        for p in found.parts
        if p.quantity.value + whole.value > total
    )
