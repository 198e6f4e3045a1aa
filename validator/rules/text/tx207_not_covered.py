"""not-covered — 表中指标正文没有提到

说明：指标表里有、正文却没有任何数字与它对应的指标，每张表合成一条提示，列出名称；这常常是正文还用着旧的指标。
没有正文的文件、各行是地区而不是指标的表，不作检查。

Rows of a plan's table of targets that no passage mentions, one remark a table: often the prose still
has an older set of indicators. Tables whose rows are territories are left out.

Flagged:
- 到2025年，数据企业达到150家。\\n表1 主要指标\\n指标\\t2020年\\t2025年\\n数据企业（家）\\t92\\t150\\n科研平台（个）\\t9\\t15

Not flagged:
- 到2025年，数据企业达到150家，科研平台达到15个。\\n表1 主要指标\\n指标\\t2020年\\t2025年\\n数据企业（家）\\t92\\t150\\n科研平台（个）\\t9\\t15

Basis: practice: what a plan binds itself to it also says.
依据：编制惯例：规划承诺的事，正文也应当写到。
"""

from collections.abc import Iterator

from validator.claims.names import Name, states, with_figures
from validator.facts import Facts
from validator.finding import Evidence, Outcome, Severity, Verdict
from validator.rules.base import rule

MANY = 200  # no table of targets has more that prose leaves out: their names are not looked for one by one
NAMES = 1000  # that are looked for in all: then the time stays in proportion to the text


@rule(
    "TX207",
    "not-covered",
    Severity.INFO,
    zh={"default": "表{table}有{count}个指标在正文中没有找到相应的数字：{names}。"},
    en={"default": "Table {table}: indicators that no figure in the prose states ({count}): {names}."},
)
def not_covered(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each table of indicators in a document with prose."""
    if not facts.prose:
        return
    spoken = with_figures(p.text.string for p in facts.document.paragraphs)
    heard: dict[Name, bool] = {}  # of so many names, so that long documents of many tables are read but so often
    for table in facts.tables:
        if table.by_place:
            continue
        silent = [s for s in table.series if s.levels and not any(facts.restated_in_prose(c) for c in s.levels)]
        if len(silent) <= MANY:
            for name in {s.name for s in silent} - heard.keys():
                heard[name] = len(heard) < NAMES and states(spoken, name)
            silent = [s for s in silent if not heard[s.name]]
        rows = {s.row: s for s in silent}
        cells = [r.name_cell for r in table.rows if r.index in rows] or [table.rows[0].name_cell]
        yield Verdict(
            Outcome.FAILS if silent else Outcome.HOLDS,
            tuple(Evidence(c.text.span(), "name", c.text.string) for c in cells),
            values={
                "table": table.table.number,
                "count": len(rows),
                "names": tuple(s.name.printed for s in rows.values()),
            },
        )
