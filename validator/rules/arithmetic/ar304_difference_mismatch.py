"""difference-mismatch — 增减量与前后两数之差不符

说明：文中写的增减量，应当等于前后两个数之差。前一个数在同一句里（由A提高到B，提高C），或按所写年份到表格、上文
中去找（比2025年净增C）；超出四舍五入的误差才报告，找来的，和新增数少于随后“总数由A增至B”之差的，只作警告。两
个百分数之差写成“%”的（城镇化率由A%到B%，提高C%，或表中上年与当年之差恰为C），建议改为“个百分点”。表中“五年变化”
等列和方括号里的数，与前后两年之差只差一处笔误的，或别的行都相符而本行前后两数有一处笔误的，作警告；与表中本行相同的数后面写的增减额，按该行上年的数、计划数
核对；“比上年少22个”“比‘十四五’多1200人”没有写原数的，按同一名称、同一做法到回顾部分去找，只作警告。

The stated increase or decrease is the difference of the two values it leads between, after − before. The
value before may stand in the sentence (由A提高到B，提高C; B，比2020年的A增加C), or be the table's for the year that the
sentence names (比2025年净增C), the row's plan (高于计划C), or what the text told of last year, or the last five years, by the
same name (比上年少C, 比“十四五”多C). What is added (新增) is no less than the rise of 总数 behind it. A table's change
(五年变化, brackets) gets a warning where one slip of a digit keeps it from the difference of its row, or, where other rows
agree, a slip in one of the row's levels. So does the
difference of two percentages, here or in the row of the table, that is written as %.

Flagged:
- 森林覆盖率由18.01%提高到19.03%，提高1.20个百分点。
- 高新技术企业达到283家，比2016年的48家增加了253家。

Not flagged:
- 森林覆盖率由18.01%提高到19.03%，提高1.02个百分点。

Basis: arithmetic; the difference of two rounded figures is known only within the rounding of both.
依据：减法；两个取整的数之差，只能在两者误差之内确定。
"""

from collections.abc import Iterator

from validator.claims.claim import Role
from validator.claims.relations import Change
from validator.diagnosis.prose import points_for_percent
from validator.diagnosis.readings import difference, said_of_another
from validator.diagnosis.repair import difference_repairs
from validator.facts import Facts
from validator.finding import Amount, Diagnosis, Outcome, Severity, Suggestion, Verdict
from validator.quantities.interval import Interval, allows, one_slip
from validator.rules.arithmetic.in_tables import table_changes
from validator.rules.base import rule
from validator.rules.evidence import amount, evidence, larger_first, replaced, unsure

_AMOUNTS = (Role.DIFFERENCE, Role.FLOW, Role.TOTAL)


@rule(
    "AR304",
    "difference-mismatch",
    Severity.ERROR,
    zh={
        "default": "由{1}到{2}，相差{difference}，文中写为{0}。",
        "another": "说的可能是句中的另一个数，不能断定。",
        "points": "由{1}到{2}，{0}是两数之差，应写“个百分点”。",
    },
    en={
        "default": "From {1} to {2} the difference is {difference}, printed as {0}.",
        "another": "It may refer to another figure in the sentence.",
        "points": "From {1} to {2}, {0} is the difference: it should be in percentage points (个百分点).",
    },
)
def difference_mismatch(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each stated increase or decrease with both of its ends."""
    yield from table_changes(facts)
    for change in facts.changes:
        if points_for_percent(change):
            yield _points(change)
        elif change.amount.role in _AMOUNTS and (spread := difference(change)) is not None:
            verdict = _verdict(facts, change, spread)
            fails = verdict.outcome is Outcome.FAILS
            yield unsure(verdict, "another") if fails and said_of_another(facts, change, difference) else verdict


def _points(change: Change) -> Verdict:
    assert change.before is not None
    stated = change.amount.quantity
    right = stated.text.replace("%", "个百分点")
    return Verdict(
        Outcome.FAILS,
        (evidence(change.amount, "difference"), evidence(change.before, "baseline"), evidence(change.after, "target")),
        "points",
        severity=Severity.WARNING,
        indicator=change.after.indicator,
        year=change.after.year,
        stated=amount(stated),
        formula=f"{larger_first(change.before.quantity, change.after.quantity)} = {right}",
        suggestions=(Suggestion(0, right, "points-for-percent"),),
    )


def _verdict(facts: Facts, change: Change, spread: Interval) -> Verdict:
    assert change.before is not None
    before, after, stated = change.before.quantity, change.after.quantity, change.amount.quantity
    value = abs(after.value - before.value)
    holds = allows(stated, spread)
    text = stated.rewrite(value)
    hedge = "elsewhere" if change.before_year else "added" if change.amount.role is not Role.DIFFERENCE else ""
    hedge = "tied" if change.proved else hedge
    return Verdict(
        Outcome.HOLDS if holds else Outcome.FAILS,
        (evidence(change.amount, "difference"), evidence(change.before, "baseline"), evidence(change.after, "target")),
        values={"difference": text},
        severity=Severity.WARNING if hedge else None,
        hedge=hedge,
        indicator=change.after.indicator,
        year=change.after.year,
        stated=amount(stated),
        expected=Amount(text, spread.low, spread.high, stated.unit),
        formula=f"{larger_first(before, after)} = {text}",
        diagnoses=(Diagnosis("one-slip", text),) if not holds and one_slip(text, stated.text) else (),
        suggestions=() if holds else (*difference_repairs(facts, change), replaced(0, change.amount, value)),
    )
