"""nature-invalid — 属性既不是约束性也不是预期性

说明：指标的属性应当是“约束性”或“预期性”，写成别的字样（多为错别字）就报告。“指导性”“引导性”等一些部门使用的说
法，只作最低一级的提示；属性空着或填短横的，不报告。

The 属性 of an indicator is 约束性 (binding) or 预期性 (anticipatory). 指导性, 引导性 and the like are
used by some departments and are only remarked on.

Flagged:
- 表1 主要指标\\n指标\\t2020年\\t2025年\\t属性\\n开放数据集（个）\\t5460\\t9000\\t预其性\\n数据企业（家）\\t920\\t1500\\t预期性

Not flagged:
- 表1 主要指标\\n指标\\t2020年\\t2025年\\t属性\\n开放数据集（个）\\t5460\\t9000\\t约束性\\n数据企业（家）\\t920\\t1500\\t-

Basis: 国务院关于加强国民经济和社会发展规划编制工作的若干意见 (国发〔2005〕33号): 预期性 and 约束性 indicators.
依据：《国务院关于加强国民经济和社会发展规划编制工作的若干意见》（国发〔2005〕33号）。
"""

from collections.abc import Iterator

from validator.facts import Facts
from validator.finding import Evidence, Outcome, Severity, Verdict
from validator.rules.base import rule

VALID = frozenset({"约束性", "预期性", "约束性指标", "预期性指标", "约束", "预期", "约束类", "预期类"})
IN_USE = ("指导", "引导", "激励", "监测", "参考", "评价")


@rule(
    "TB506",
    "nature-invalid",
    Severity.WARNING,
    zh={"default": "“{indicator}”的属性写的是“{nature}”，应为“约束性”或“预期性”。"},
    en={
        "default": "The nature of “{indicator}” reads “{nature}”; it should be 约束性 (binding) or 预期性 (anticipatory)."
    },
)
def nature_invalid(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each cell of the 属性 column that says something."""
    for table in facts.tables:
        for row in table.rows:
            text = row.nature.text.string.strip("-—－– ") if row.nature else ""
            if row.nature and text:
                valid = text.strip("（）()[]【】〔〕") in VALID
                yield Verdict(
                    Outcome.HOLDS if valid else Outcome.FAILS,
                    (Evidence(row.nature.text.span(), "nature", row.nature.text.string),),
                    values={"nature": text},
                    severity=Severity.INFO if text.startswith(IN_USE) else None,
                    hedge="in-use" if text.startswith(IN_USE) else "",
                    indicator=row.name_cell.text.string,
                )
