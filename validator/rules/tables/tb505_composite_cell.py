"""composite-cell — 一格写了两个数

说明：一格里写了两个数（如“专利/发明专利授权量”一行写153/45），程序按两个指标分别读取，并说明是怎样理解的；拆
成两行就没有疑问。这只是提示，不表示数字有误。

A cell such as 153/45 under 专利/发明专利授权量 is read as two series. The remark says how it was
understood; two rows would leave no doubt.

Flagged:
- 表1 主要指标\\n指标\\t2020年\\t2025年\\n专利/发明专利授权量（件）\\t153/45\\t185/85\\n数据企业（家）\\t920\\t1500

Not flagged:
- 表1 主要指标\\n指标\\t2020年\\t2025年\\n专利授权量（件）\\t153\\t185\\n数据企业（家）\\t920\\t1500

Basis: one cell, one figure (GB/T 7713 and the statistics bureau's rules for tables).
依据：一格只填一个数（GB/T 7713及统计部门的制表规则）。
"""

from collections.abc import Iterator

from validator.facts import Facts
from validator.finding import Evidence, Outcome, Severity, Verdict
from validator.quantities.cells import Reading
from validator.rules.base import rule


@rule(
    "TB505",
    "composite-cell",
    Severity.INFO,
    zh={"default": "“{indicator}”一行每格有两个数，已按{series}分别读取；建议拆成两行。"},
    en={"default": "The row “{indicator}” has two figures a cell, read as {series}; two rows would be clearer."},
)
def composite_cell(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each row with composite cells."""
    for table in facts.tables:
        for row in table.rows:
            cells = [e.cell for e in row.entries if e.reading.reading is Reading.COMPOSITE]
            if cells:
                yield Verdict(
                    Outcome.FAILS,
                    tuple(Evidence(c.text.span(), "cell", c.text.string) for c in cells),
                    values={"series": tuple(f"“{s.name.printed}”" for s in row.series)},
                    indicator=row.name_cell.text.string,
                )
