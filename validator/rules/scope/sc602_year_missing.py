"""year-missing — 目标没有写明年份

说明：“目标”标题下写了具体指标，而标题、正文、表格里一个年份也没有，读者不知道目标是哪一年的，这时报告。文中任
何一处写了年份或规划期的，以及“目标完成情况”一类的标题，不报告。

A document that sets targets says by when. Where neither title, text nor table names any year, none of
its targets can be checked or met.

Flagged:
- 创新行动方案\\n一、工作目标\\n研发经费增长14%以上，高新技术企业达到30家。

Not flagged:
- 创新行动方案\\n一、工作目标\\n到2027年，研发经费增长14%以上，高新技术企业达到30家。

Basis: a target is a value and a year; a remark where the year may stand in the covering letter.
依据：目标由数值和年份组成；年份可能写在印发通知里，所以只作提示。
"""

from collections.abc import Iterator
from itertools import islice

from validator.claims.claim import Role
from validator.facts import Facts
from validator.finding import Outcome, Severity, Verdict
from validator.rules.base import rule
from validator.rules.evidence import evidence


@rule(
    "SC602",
    "year-missing",
    Severity.INFO,
    zh={"default": "全文没有写明年份，{0}等目标不知是哪一年的，请写明。"},
    en={"default": "No year is named anywhere: targets such as {0} have no date. Please name it."},
)
def year_missing(facts: Facts) -> Iterator[Verdict]:
    """One verdict for a document with targets."""
    targets = (c for c in facts.prose if c.role is Role.LEVEL and c.quantity.unit and _aims(facts.section(c)))
    first = list(islice(targets, 5))
    if first:
        dated = facts.plan.target_year is not None or facts.names_a_year
        yield Verdict(Outcome.HOLDS if dated else Outcome.FAILS, tuple(evidence(c, "target") for c in first))


def _aims(section: tuple[str, ...]) -> bool:
    """True under a heading of targets, and not of how far they are reached (目标任务完成情况)."""
    return any("目标" in heading and "情况" not in heading for heading in section)
