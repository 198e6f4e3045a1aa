"""duplicate-row — 指标重复

说明：一张表里，同一类别下名称和单位都相同的指标只应有一行；出现两行就报告，并说明两行的数值是否相同。名称有差
别（如“数据企业”与“规上数据企业”）或单位不同的，不报告；“其中”“占比”“增长”等行各属上面的一行，也不报告。两行数值
不同、又各在不同的一行之下的（医院、床位数，卫生院、床位数），可能分属上面两行，只作最低一级的提示。分在两个类别、却有一个三位以上的数相同，或整行至少三个数都相同的，也报告。

A table has one row for an indicator. 其中, 占比 and 增长 belong to the row above them; two rows of other
names and other values that stand below different rows may do so too, and are only remarked on. The same name in
two groups is one indicator where a figure of three digits or more, or a whole row of three levels, stands in both
rows, and no other name recurs.

Flagged:
- 表1 主要指标\\n指标\\t单位\\t2020年\\t2025年\\n数据企业\\t家\\t920\\t1500\\n数据集\\t个\\t5460\\t9000\\n数据企业\\t家\\t920\\t1500

Not flagged:
- 表1 主要指标\\n指标\\t单位\\t2020年\\t2025年\\n数据企业\\t家\\t920\\t1500\\n数据集\\t个\\t5460\\t9000\\n规上数据企业\\t家\\t92\\t150
- 表1 主要指标\\n指标\\t单位\\t2020年\\t2025年\\n用电量\\t亿千瓦时\\t320\\t345\\n增长\\t%\\t5.2\\t7.8\\n用水量\\t亿吨\\t410\\t433\\n增长\\t%\\t6.1\\t5.6

Basis: two rows of one indicator are a slip of copying, or two indicators whose names do not tell them apart.
依据：两行同名，或是复制所致，或是名称没有把两个指标区分开。
"""

from collections import Counter
from collections.abc import Iterator

from validator.claims.columns import ColumnRole
from validator.claims.linking import significant
from validator.claims.tables import IndicatorTable, RowReading
from validator.facts import Facts
from validator.finding import Evidence, Outcome, Severity, Verdict
from validator.rules.base import rule

_TELLING = 3  # digits that two things do not have in common by chance
_SEVERAL = 3  # levels of a row that, taken together, are as telling


@rule(
    "TB503",
    "duplicate-row",
    Severity.WARNING,
    zh={
        "default": "“{indicator}”在表{table}中出现两行，数值相同，疑为重复。",
        "differs": "“{indicator}”在表{table}中出现两行，数值不同：名称没有把两个指标区分开，或有一行有误。",
    },
    en={
        "default": "“{indicator}” has two rows with the same figures in table {table}: a repetition?",
        "differs": "“{indicator}” has two rows with different figures in table {table}: their names do not tell two indicators apart, or one is wrong.",
    },
)
def duplicate_row(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each pair of rows with one name and unit."""
    for table in facts.tables:
        named = [("".join(row.name_cell.text.string.split()).lstrip("0123456789.、"), row.unit) for row in table.rows]
        seen: dict[tuple[tuple[str, str], str], int] = {}
        counts = Counter(named)
        several = sum(n > 1 for n in counts.values()) > 1  # 公路, 民航 below 客运量 and again below 货运量
        for at, row in enumerate(table.rows):
            first = seen.setdefault((named[at], row.group), at)
            if first != at:
                nested = several or (first > 0 and named[first - 1] != named[at - 1])
                yield _verdict(table, table.rows[first], row, nested=nested)
            elif not several and counts[named[at]] > 1 and "/" not in row.group:
                above = [r for r, name in zip(table.rows[:at], named[:at], strict=True) if name == named[at]]
                yield from (_verdict(table, r, row, nested=False) for r in above[:1] if _is_one(r, row))


def _is_one(first: RowReading, second: RowReading) -> bool:
    """里程 under 公路 and under 铁路 are two things, but not where one figure of three digits, or a whole row of three
    levels that differ, stands in both."""
    if "/" in first.group:
        return False
    before, after = _levels(first), _levels(second)
    telling = {figure for figure in before if significant(figure) >= _TELLING}
    return not telling.isdisjoint(after) or (before == after and len(set(before)) >= _SEVERAL)


def _levels(row: RowReading) -> list[str]:
    """The plain figures of a row's levels, as printed."""
    found = [e.cell.text.string.strip() for e in row.entries if e.column.role is ColumnRole.LEVEL]
    return [figure for figure in found if figure.replace(".", "").isdigit()]


def _verdict(table: IndicatorTable, first: RowReading, second: RowReading, *, nested: bool) -> Verdict:
    same = [e.cell.text.string for e in first.entries] == [e.cell.text.string for e in second.entries]
    cells = [second.name_cell, first.name_cell]
    return Verdict(
        Outcome.FAILS,
        tuple(Evidence(c.text.span(), "name", c.text.string) for c in cells),
        "default" if same else "differs",
        {"table": table.table.number},
        severity=Severity.INFO if nested and not same else None,
        hedge="nested" if nested and not same else "",
        indicator=first.name_cell.text.string,
    )
