"""direction-contradiction — 说升实降，说降实升

说明：“由A提高到B”时B不应小于A，“由A下降到B”时B不应大于A，方向相反就报告；“B，比A上升C”的C恰好是两数之差而方向
写反的，也报告。两数在四舍五入的误差内分不出大小的，不报告。

由A提高到B with B below A, or 由A下降到B with B above A; B，比A上升C where C is how far B is below A.

Flagged:
- 森林覆盖率由19.03%提高到18.01%。
- 管网漏损率为9.5%，比2020年的14.2%上升4.7个百分点。

Not flagged:
- 森林覆盖率由18.01%提高到19.03%。
- 用水总量由15.81亿立方米压减到14.2亿立方米。

Basis: the verb and the figures say the same, beyond rounding.
依据：升降用语与数字的方向应当一致，四舍五入除外。
"""

from collections.abc import Iterator

from validator.claims.against import told_against
from validator.claims.claim import Claim
from validator.facts import Facts
from validator.finding import Outcome, Severity, Verdict
from validator.rules.base import rule
from validator.rules.evidence import evidence


@rule(
    "GR106",
    "direction-contradiction",
    Severity.WARNING,
    zh={"default": "文字说“{verb}”，而数字由{0}到{1}，方向相反。"},
    en={"default": "The text says “{verb}”, but the figures go from {0} to {1}."},
)
def direction_contradiction(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each 由A…到B whose verb has a direction, and for each change that is told the wrong way."""
    told = set()
    for before, after, verb, falling in facts.movements:
        verdict = _verdict(before, after, verb, falling)
        if verdict.outcome is Outcome.FAILS:
            told.add((before.span, after.span))
        yield verdict
    for before, after, verb, falling in told_against(facts.changes):
        if (before.span, after.span) not in told:
            yield _verdict(before, after, verb, falling)


def _verdict(before: Claim, after: Claim, verb: str, falling: bool) -> Verdict:
    fell = after.quantity.high < before.quantity.low
    rose = after.quantity.low > before.quantity.high
    against = rose if falling else fell
    return Verdict(
        Outcome.FAILS if against else Outcome.HOLDS,
        (evidence(before, "baseline"), evidence(after, "target")),
        values={"verb": verb},
        indicator=after.indicator,
        year=after.year,
    )
