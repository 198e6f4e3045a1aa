"""target-mismatch — 正文与表格的目标值（末年值）不一致

说明：同一指标的目标（末年和中间各年的），正文和表格应当写同一个数；公报、评估等文稿中末年已达到的数也是这样。范围用语、括号和同
义写法（研发、R&D）不影响名称的比较；年份取句中写明的，或所在段落、小节开头写明的。写成“以上”“突破”的是下限，
表中的数更小才报告；名称不尽相同、范围不同、新增量与总量、累计数与年度数，都不能断定，不报告，除非数码相同而次序颠倒。

Prose and table give one indicator one target (of the last year, or of one on the way), or one value of the last year where the document tells
what was reached. The indicator is the same when its name means the same once scope words, brackets and
spellings of one thing (研发, R&D) are set aside; the year is the one the sentence says, or the one that
opens its section (到2025年，…). A lower bound contradicts a smaller figure, not a larger one.
Where name, scope or year leave doubt, only figures whose digits changed places are set beside each other.

Flagged:
- （三）发展目标\\n到2025年，全县高新技术企业达45家。\\n表1 主要指标\\n指标\\t2020年\\t2025年\\n高新技术企业数（家）\\t7\\t16\\n有效发明专利（件）\\t30\\t60

Not flagged:
- （三）发展目标\\n到2025年，全县高新技术企业突破10家。\\n表1 主要指标\\n指标\\t2020年\\t2025年\\n高新技术企业数（家）\\t7\\t16\\n有效发明专利（件）\\t30\\t60
- （三）发展目标\\n到2025年，新增高新技术企业9家，园区高新技术企业达到12家。\\n表1 主要指标\\n指标\\t2020年\\t2025年\\n高新技术企业数（家）\\t7\\t16\\n有效发明专利（件）\\t30\\t60

Basis: a plan has one target for an indicator and a year; 以上, 不低于, 突破 commit to a floor.
依据：一个指标在一个年份只有一个目标；“以上”“不低于”“突破”是下限。
"""

from collections.abc import Iterator

from validator.facts import Facts
from validator.finding import Severity, Verdict
from validator.rules.base import rule
from validator.rules.text.restated import restated_levels


@rule(
    "TX201",
    "target-mismatch",
    Severity.ERROR,
    zh={
        "default": "“{indicator}”{year}年的目标，正文写{0}，表中是{1}。",
        "reached": "“{indicator}”{year}年的数值，正文写{0}，表中是{1}。",
        "name": "名称不尽相同，数字也不同，不能断定说的是同一指标。",
        "scope": "一处说的是“{scope}”，范围不同，不能比较。",
        "prices": "正文按不变价或可比价计算，与表中的可以不同。",
        "role": "一处是多年累计数，一处是某一年的数，不能比较。",
        "flow": "一处是新增量，一处是水平值，不能比较。",
        "bounds": "两处都是下限，可以同时成立。",
        "time": "正文没有说明年份，不能断定是同一年。",
    },
    en={
        "default": "The {year} target of “{indicator}” is {0} in the prose and {1} in the table.",
        "reached": "The {year} value of “{indicator}” is {0} in the prose and {1} in the table.",
        "name": "The names are not the same and the figures differ: not certain to be one indicator.",
        "scope": "One is said of “{scope}”: another territory or body.",
        "prices": "The prose has it at constant prices, the table perhaps not.",
        "role": "One is a total over several years, the other the value of one year.",
        "flow": "One is an addition, the other a level.",
        "bounds": "Both are floors and can hold together.",
        "time": "The prose names no year: it may be another one.",
    },
)
def target_mismatch(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each target, or value of the table's last year, that stands both in prose and in a table."""
    yield from restated_levels(facts, target=True)
