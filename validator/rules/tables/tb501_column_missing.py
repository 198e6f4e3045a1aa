"""column-missing — 指标表缺少年份列

说明：指标表的数值列应当说明是哪一年的数：可以写在表头、表题、表上面的一句话或标题里，也可以由规划期推出（2021—2025
年的规划，“现状”和“目标”就是2020年和2025年）。一个年份也没有，文中也推不出基期和目标年的，就报告。有的列写了年份、
只有“目标值”“完成情况”没写的，不报告。

A table of indicators says for which years its values stand: in its headers or caption, in the sentence or headings above
it, or through the document's own period (现状 and 目标 in a plan for 2021-2025 are 2020 and 2025).

Flagged:
- 行动方案\\n主要指标\\n指标\\t单位\\t现状\\t目标\\n开放数据集\\t个\\t5460\\t9000\\n数据企业\\t家\\t920\\t1500

Not flagged:
- 某县“十四五”科技创新规划\\n主要指标\\n指标\\t单位\\t现状\\t目标\\n开放数据集\\t个\\t5460\\t9000\\n数据企业\\t家\\t920\\t1500
- 行动方案\\n主要指标\\n指标\\t单位\\t2024年\\t2027年\\n开放数据集\\t个\\t5460\\t9000\\n数据企业\\t家\\t920\\t1500
- 数据工作总结\\n2024年数据工作任务完成情况表\\n指标\\t单位\\t目标值\\t完成值\\n开放数据集\\t个\\t5460\\t5700\\n数据企业\\t家\\t920\\t950

Basis: a target without a year cannot be checked or met.
依据：没有年份的目标，既无法核对，也无从考核。
"""

from collections.abc import Iterator

from validator.claims.columns import ColumnRole
from validator.facts import Facts
from validator.finding import Evidence, Outcome, Severity, Verdict
from validator.rules.base import rule


@rule(
    "TB501",
    "column-missing",
    Severity.WARNING,
    zh={"default": "表{table}的{headers}列没有写年份，正文也没有交代基期和目标年，读者不知道是哪一年的数。"},
    en={
        "default": "Table {table}: the columns {headers} name no year, and the document gives no base and target year."
    },
)
def column_missing(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each table of indicators."""
    for table in facts.tables:
        filled = {e.column.index for row in table.rows for e in row.entries if e.reading.quantities}
        # 完成情况 above nothing but words (新建农村公路186公里) is no column of figures.
        levels = [c for c in table.columns if c.role is ColumnRole.LEVEL and (c.year or c.index in filled)]
        dated = table.dated or any(c.year for c in levels)
        open_columns = [] if dated else levels
        cells = [table.table.grid[table.height - 1][c.index] for c in open_columns]
        headers = cells or [row.name_cell for row in table.rows[:1]]
        yield Verdict(
            Outcome.FAILS if open_columns else Outcome.HOLDS,
            tuple(Evidence(c.text.span(), "column", c.text.string) for c in headers),
            values={"table": table.table.number, "headers": tuple(f"“{c.text.string}”" for c in cells)},
        )
