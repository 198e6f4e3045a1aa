"""baseline-mismatch — 正文与表格的基期值不一致

说明：同一指标在基期年和已经过去的各年的数，正文和表格应当一致，不一致就报告。多年累计数（2016-2020年共325
件）不当作基期值比较；名称不尽相同、范围不同、新增量与总量之间，除非数码相同而次序颠倒，也不作判断。从名称看所数的对象不同（一处数企业，一
处数机构；一处多一类），只作提示。

Prose and table give one indicator the same value for the base year and every year that is past.
A sum over several years (2016-2020年共325件) is no baseline and is not compared with one. Where
the names count different things (enterprises, institutions) it is a remark.

Flagged:
- 一、发展基础\\n2020年，全县高新技术企业9家。\\n表1 主要指标\\n指标\\t2020年\\t2025年\\n高新技术企业数（家）\\t7\\t16\\n有效发明专利（件）\\t30\\t60

Not flagged:
- 一、发展基础\\n2020年，全县高新技术企业7家，2016-2020年共申请发明专利45件。\\n表1 主要指标\\n指标\\t2020年\\t2025年\\n高新技术企业数（家）\\t7\\t16\\n有效发明专利（件）\\t30\\t60

Basis: what has been counted once has one value.
依据：已经统计过的数只有一个值。
"""

from collections.abc import Iterator

from validator.facts import Facts
from validator.finding import Severity, Verdict
from validator.rules.base import rule
from validator.rules.text.restated import restated_levels


@rule(
    "TX202",
    "baseline-mismatch",
    Severity.ERROR,
    zh={
        "default": "“{indicator}”{year}年的数值，正文写{0}，表中是{1}。",
        "name": "名称不尽相同，数字也不同，不能断定说的是同一指标。",
        "scope": "一处说的是“{scope}”，范围不同，不能比较。",
        "prices": "正文按不变价或可比价计算，与表中的可以不同。",
        "role": "一处是多年累计数，一处是某一年的数，不能比较。",
        "flow": "一处是新增量，一处是水平值，不能比较。",
        "bounds": "两处都是下限，可以同时成立。",
        "time": "正文没有说明年份，不能断定是同一年。",
    },
    en={
        "default": "The {year} value of “{indicator}” is {0} in the prose and {1} in the table.",
        "name": "The names are not the same and the figures differ: not certain to be one indicator.",
        "scope": "One is said of “{scope}”: another territory or body.",
        "prices": "The prose has it at constant prices, the table perhaps not.",
        "role": "One is a total over several years, the other the value of one year.",
        "flow": "One is an addition, the other a level.",
        "bounds": "Both are floors and can hold together.",
        "time": "The prose names no year: it may be another one.",
    },
)
def baseline_mismatch(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each past value that stands both in prose and in a table."""
    yield from restated_levels(facts, target=False)
