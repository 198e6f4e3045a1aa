"""sum-mismatch — 分项之和与总数不符

说明：总数与所列分项之和应当相等，如“甲、乙，合计若干”或“总数，包括甲、乙”，超出四舍五入的误差就报告；收入等于支出
加当年结余，进出口总额等于后面的出口加进口，三次产业的占比合计100，同样核算。“其中”所列不必齐全，也可能交叉，所以只
在分项互不重叠（夏粮、秋粮）而合计超过总数、分项不留余地（三次产业、以“其他”收尾、各年都列、出资方列到社会资本、5类
列了5项、每项另一个数加得起来）、名称恰好拼成总数名称，或与总数只差一处笔误时才报告；有“以上”等上下限，或可能没有列
全的，不作判断。另起标题列到“其他”的（主要税种：…），与前文总数相符或只差一处笔误，就算作它的分项；总数前后
直接列出各项、没有“其中”“合计”的（货运量…，公路…、铁路…），也只看这一条。表中“合计”行、
列也核对；占比、增速等和“其中”不加，别的列、行加得起来，或只差一处笔误，才报告。

Parts that make up a whole add up to it: 甲A、乙B，合计C; 总数，包括甲A、乙B; 收入, 支出 and 当年结余; 进出口总额, 出口
and 进口; the shares of the three 产业 come to 100. A list behind 其中 need not be complete, and its items may overlap:
it is judged only where they exclude each other and exceed the whole (夏粮, 秋粮), leave nothing out (三次产业, a list
that ends in 其他, each year of 三年累计, payers down to 社会资本, five of 5类, items whose second figures add up),
make up the whole's name, or miss it by one slip of a digit; so is a list beside a total that no word ties to it (货运量A，公路B、铁路C). A table's row or column of 合计 adds up the others;
shares, growth, averages and rows of 其中 are left out.

Flagged:
- 新建充换电站1460座、改造820座，合计2380座。
- 引进数商75家，包括采集18家、加工26家、服务41家。
- 粮食总产量40.5万吨，其中夏粮22.5万吨、秋粮20.4万吨。
- 三次产业结构为7.7∶34.7∶54.9。

Not flagged:
- 新建充换电站1460座、改造820座，合计2280座。
- 园区有企业69家，其中规模企业43家、高新技术企业4家、上市公司1家。

Basis: arithmetic; each figure is an interval of half a unit in its last digit.
依据：加法；每个数字按末位的半个单位取区间。
"""

from collections.abc import Iterator

from validator.claims.adding import disagreement
from validator.claims.proportions import Proportion
from validator.claims.wholes import Parts
from validator.facts import Facts
from validator.finding import Amount, Evidence, Outcome, Severity, Verdict
from validator.quantities.interval import HUNDRED, allows, sum_interval
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
        "row": "“{label}”一行{count}项相加为{sum}，“{header}”写为{0}。",
        "slip": "{count}项相加为{sum}，总数写为{0}，只差一个数码；“其中”如已列全，必有一误。",
        "open": "“其中”所列不必是全部，也可能交叉，不能断定。",
        "balance": "{1}与{2}相加为{sum}，与{0}对不上。",
        "hundred": "三次产业的{count}个占比相加为{sum}，不是100。",
        "bounded": "有一项是上下限，不能相加。",
        "guess": "相加的各项可能不全，不能断定。",
    },
    en={
        "default": "The {count} parts add up to {sum}; the total is printed as {0}.",
        "column": "The {count} cells of “{header}” add up to {sum}; “{label}” is printed as {0}.",
        "row": "The {count} cells of “{label}” add up to {sum}; “{header}” is printed as {0}.",
        "slip": "The {count} parts add up to {sum}, one digit from the total of {0}: one is wrong if the list is complete.",
        "open": "A list behind 其中 need not be complete, and its items may overlap.",
        "balance": "{1} and {2} add up to {sum}, not to {0}.",
        "hundred": "The {count} shares of the three industries add up to {sum}, not 100.",
        "bounded": "One of the parts is a bound: they cannot be added up.",
        "guess": "The parts may not all stand in this sentence.",
    },
)
def sum_mismatch(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each whole with two parts or more, and for each proportion of the three 产业."""
    yield from (_verdict(found) for found in facts.parts if len(found.parts) >= 2)
    yield from map(_of_hundred, facts.proportions)
    yield from table_sums(facts)


def _of_hundred(found: Proportion) -> Verdict:
    return Verdict(
        Outcome.HOLDS if found.whole else Outcome.FAILS,
        tuple(Evidence(span, "part", figure) for figure, span in found.parts),
        "hundred",
        {"count": len(found.parts), "sum": str(found.total)},
        expected=Amount("100", HUNDRED, HUNDRED, ""),
        formula="+".join(figure for figure, _ in found.parts) + f" = {found.total}",
    )


def _verdict(found: Parts) -> Verdict:
    figures = [p.quantity for p in found.parts]
    total, whole = sum_interval(figures), found.whole.quantity
    value = sum((q.value for q in figures), start=figures[0].value * 0)
    meets = allows(whole, total)
    why, hedge = ("default", "") if meets else disagreement(found)
    outcome = Outcome.HOLDS if meets else Outcome.FAILS if why in ("default", "balance", "slip") else Outcome.UNSURE
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
