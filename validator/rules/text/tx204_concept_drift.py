"""concept-drift — 同一数字，名称含义不同

说明：正文和表格在同一时间写了同一个数，名称的含义却不同：如一处是授权量、一处是拥有量，一处是申请量、一处是授
权量，或一处有“高价值”、一处没有，就报告。多半是名称写错，或数字抄错了行；名称没有写明是哪一种量的，不报告。

Prose and table give one figure for one time under names that mean different things: granted (授权) and
held (有效, 拥有), applied for (申请) and granted, with and without 高价值. One of the names is wrong, or
one of the figures was copied from the other.

Flagged:
- 到2025年，每万人发明专利授权量达到0.75件。\\n表1 主要指标\\n指标\\t2020年\\t2025年\\n万人有效发明专利拥有量（件/万人）\\t0.39\\t0.75\\n数据企业（家）\\t92\\t150

Not flagged:
- 到2025年，每万人发明专利拥有量达到0.75件。\\n表1 主要指标\\n指标\\t2020年\\t2025年\\n万人有效发明专利拥有量（件/万人）\\t0.39\\t0.75\\n数据企业（家）\\t92\\t150

Basis: 国家知识产权局 statistics: 申请量, 授权量, 有效量 and 高价值发明专利 are four different counts.
依据：国家知识产权局的统计：申请量、授权量、有效量、高价值发明专利是不同的指标。
"""

from collections.abc import Iterator

from validator.claims.claim import Role
from validator.claims.linking import Restatement
from validator.claims.names import Match, Name
from validator.facts import Facts
from validator.finding import Outcome, Severity, Verdict
from validator.rules.base import rule
from validator.rules.evidence import amount, evidence

# What each group of words says of a count; a name without any of them leaves it open.
STATUS = (("授权",), ("申请",), ("有效", "拥有", "存量"), ("登记",))


@rule(
    "TX204",
    "concept-drift",
    Severity.WARNING,
    zh={"default": "正文{0}说的是“{prose}”，表中{1}是“{cell}”，数字相同而含义不同。"},
    en={"default": "{0} is said of “{prose}” in the prose and {1} of “{cell}” in the table: one figure, two meanings."},
)
def concept_drift(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each equal pair whose names differ in meaning."""
    for pair in facts.restatements(Role.LEVEL, Role.FLOW):
        if (
            pair.match < Match.SAME
            and not pair.prose.scope
            and pair.prose.quantity.value == pair.cell.quantity.value
            and (pair.prose.year == pair.cell.year or not (pair.prose.year or pair.prose.start))
            and _drifts(pair)
        ):
            last = facts.last_year(pair.series)
            yield Verdict(
                Outcome.FAILS,
                tuple(evidence(c, "target" if pair.cell.year == last else "baseline") for c in (pair.prose, pair.cell)),
                values={"prose": pair.prose.indicator, "cell": pair.series.name.printed},
                indicator=pair.series.name.printed,
                year=pair.cell.year,
                stated=amount(pair.prose.quantity),
                expected=amount(pair.cell.quantity),
            )


def _drifts(pair: Restatement) -> bool:
    prose, cell = pair.prose.name, pair.series.name
    if prose is None:
        return False
    statuses = _status(prose), _status(cell)
    graded = ("高价值" in prose.printed) != ("高价值" in cell.printed)
    return (None not in statuses and statuses[0] != statuses[1]) or (graded and "专利" in prose.printed)


def _status(name: Name) -> int | None:
    return next((i for i, words in enumerate(STATUS) if any(w in name.printed for w in words)), None)
