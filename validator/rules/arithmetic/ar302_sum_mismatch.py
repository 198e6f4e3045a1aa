"""sum-mismatch — 分项之和与总数不符

说明：总数与所列分项之和应当相等，如“甲若干、乙若干，合计若干”或“总数，包括甲若干、乙若干”，超出四舍五入的误差
就提示。“其中”所列不必齐全，也可能交叉，所以只在分项名称恰好拼成总数名称、或分项之和与总数只差一处笔误时才提
示；分项中有“以上”等上下限，或句中所列可能不全的，不作判断。表中“合计”“总计”“小计”行（全市下列各县区的同）也与所列
各行相加核对，“其中”行不计；占比、增速、平均数等列不加；只有表中别的列按同样的行加得起来，或只差一处笔误，才提示。

Parts that make up a whole add up to it: 甲A、乙B，合计C; 总数，包括甲A、乙B. A list behind 其中 need
not be complete, and its items may overlap: it is judged only where the names of the parts make up the
name of the whole (造林种草: 造林, 种草改良), or the sum is one slip of a digit away from the whole.
A row of 合计, 总计 or 小计 in a table (全市 above its districts, too) adds up the rows it stands with but for 其中,
where other columns do so too or one slip of a digit makes the difference; shares, growth, averages are left out.

Flagged:
- 新建充换电站1460座、改造820座，合计2380座。
- 引进数商75家，包括采集18家、加工26家、服务41家。
- 表1 工程投资\\n类别\\t项目（个）\\t投资（亿元）\\n水利\\t42\\t186.5\\n交通\\t58\\t312.4\\n合计\\t100\\t489.9

Not flagged:
- 新建充换电站1460座、改造820座，合计2280座。
- 园区有企业69家，其中规模企业43家、高新技术企业4家、上市公司1家。

Basis: arithmetic; each figure is an interval of half a unit in its last digit.
依据：加法；每个数字按末位的半个单位取区间。
"""

from collections.abc import Iterator

from validator.claims.wholes import Closed, Parts, complementary, composed
from validator.facts import Facts
from validator.finding import Amount, Outcome, Severity, Verdict
from validator.quantities.interval import allows, sum_interval, sum_slipped
from validator.quantities.quantity import Bound
from validator.rules.arithmetic.in_tables import table_sums
from validator.rules.base import rule
from validator.rules.evidence import amount, evidence, plain, replaced


@rule(
    "AR302",
    "sum-mismatch",
    Severity.ERROR,
    zh={
        "default": "{count}项相加为{sum}，总数写为{0}。",
        "column": "“{header}”一列{count}项相加为{sum}，“{label}”写为{0}。",
        "slip": "{count}项相加为{sum}，总数写为{0}，只差一个数码；“其中”如已列全，必有一误。",
        "open": "“其中”所列不必是全部，也可能交叉，不能断定。",
        "bounded": "有一项是上下限，不能相加。",
        "guess": "相加的各项可能不全，不能断定。",
    },
    en={
        "default": "The {count} parts add up to {sum}; the total is printed as {0}.",
        "column": "The {count} cells of “{header}” add up to {sum}; “{label}” is printed as {0}.",
        "slip": "The {count} parts add up to {sum}, one digit from the total of {0}: one is wrong if the list is complete.",
        "open": "A list behind 其中 need not be complete, and its items may overlap.",
        "bounded": "One of the parts is a bound.",
        "guess": "The parts may begin before this sentence.",
    },
)
def sum_mismatch(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each whole with two parts or more."""
    for found in facts.parts:
        if len(found.parts) >= 2:
            yield _verdict(found)
    yield from table_sums(facts)


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
    if found.guess:
        return Outcome.UNSURE, "guess", ""
    if found.closed is Closed.TOTAL:
        return Outcome.FAILS, "default", ""
    whole = found.whole.quantity
    total = sum((p.quantity.value for p in found.parts), start=whole.value * 0)
    slip = sum_slipped(whole, [p.quantity for p in found.parts])
    whole_said = composed(found.whole, found.parts) or complementary(found.parts)
    if whole_said or (found.closed is Closed.LIST and (total > whole.value or slip)):
        return Outcome.FAILS, "default", "all-parts" if found.closed is Closed.OPEN else ""
    near = (total - whole.value) * 100 < whole.value  # overlapping parts exceed their whole by more
    if total > whole.value and (slip or near) and len(found.parts) >= 3:
        return Outcome.FAILS, "default", "slip" if slip else "near"
    if slip and len(found.parts) >= 3 and len(whole.figure) >= 3 and 10 * total >= 8 * whole.value:
        return Outcome.FAILS, "slip", ""
    return Outcome.UNSURE, "open", ""
