"""growth-mismatch — 正文与表格的年均增速不一致

说明：同一指标的年均增长，正文和表格应当一致，不一致就报告。正文写“13%以上”的，表中是13%或更高都算相符；名称不
尽相同或范围不同的，不作判断。一年的增长（2025年增长6.8%）也与表中该年的增长一栏比较；写明同口径的，目标与完成数，不
比较；两处都是这一年目标的，取整也报告。

Prose and table state one annual growth for one indicator and period. 13%以上 in prose is met by 13 and by
more in the table. What is aimed at for one year has no digits behind the printed ones: 6 is not 6.5.

Flagged:
- （三）发展目标\\n到2025年，全县高新技术企业达16家，年均增长12.5%。\\n表1 主要指标\\n指标\\t2020年\\t2025年\\t年均增长（%）\\n高新技术企业数（家）\\t7\\t16\\t17.98\\n有效发明专利（件）\\t30\\t60\\t14.9

Not flagged:
- （三）发展目标\\n到2025年，全县高新技术企业达16家，年均增长17.98%。\\n表1 主要指标\\n指标\\t2020年\\t2025年\\t年均增长（%）\\n高新技术企业数（家）\\t7\\t16\\t17.98\\n有效发明专利（件）\\t30\\t60\\t14.9
- （三）发展目标\\n到2025年，全县高新技术企业达16家，年均增长15%以上。\\n表1 主要指标\\n指标\\t2020年\\t2025年\\t年均增长（%）\\n高新技术企业数（家）\\t7\\t16\\t17.98\\n有效发明专利（件）\\t30\\t60\\t14.9

Basis: one indicator grows at one rate over one period.
依据：一个指标在一个时期只有一个年均增速。
"""

from collections.abc import Iterator

from validator.facts import Facts
from validator.finding import Severity, Verdict
from validator.rules.base import rule
from validator.rules.text.restated import restated_rates


@rule(
    "TX203",
    "growth-mismatch",
    Severity.ERROR,
    zh={
        "default": "“{indicator}”的年均增长，正文写{0}，表中是{1}。",
        "year": "“{indicator}”{year}年的增长，正文写{0}，表中是{1}。",
        "prices": "正文写的是可比价或同口径的增速，与表中的可以不同。",
        "aim": "一处是目标，一处是完成数，不能比较。",
        "name": "名称不尽相同，数字也不同，不能断定说的是同一指标。",
        "scope": "一处说的是“{scope}”，范围不同，不能比较。",
        "role": "一处是多年累计数，一处是某一年的数，不能比较。",
        "flow": "一处是新增量，一处是水平值，不能比较。",
        "bounds": "两处都是下限，可以同时成立。",
        "time": "正文没有说明年份，不能断定是同一年。",
    },
    en={
        "default": "The annual growth of “{indicator}” is {0} in the prose and {1} in the table.",
        "year": "The growth of “{indicator}” in {year} is {0} in the prose and {1} in the table.",
        "prices": "The prose states growth at comparable prices or coverage, the table perhaps another.",
        "aim": "One is a target, the other what was reached.",
        "name": "The names are not the same and the figures differ: not certain to be one indicator.",
        "scope": "One is said of “{scope}”: another territory or body.",
        "role": "One is a total over several years, the other the value of one year.",
        "flow": "One is an addition, the other a level.",
        "bounds": "Both are floors and can hold together.",
        "time": "The prose names no year: it may be another one.",
    },
)
def growth_mismatch(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each annual rate that stands both in prose and in a table."""
    yield from restated_rates(facts)
