"""multiple-misread — “增长N倍”与“是N倍”混淆

说明：“增长N倍”指后数是前数的N+1倍，“是…的N倍”“扩大到N倍”才是两数之商。按文中的说法计算，超出四舍五入的误差就
报告，并指出是否把“是几倍”写成了“增长几倍”。前后两数单位不同，或文中找不到前一个数的，不核对。

What grew N times (增长N倍) became N+1 times what it was; 是…的N倍, 扩大到N倍 is the quotient itself:

    增长N倍: after / before − 1 = N      是N倍: after / before = N

Flagged:
- 研发经费34.28亿元，较2016年的8.52亿元增长4倍。

Not flagged:
- 研发经费占比1.63%，较2016年的0.54%增长2倍。
- 接口调用量36亿次，是首年4.5亿次的8倍。
- 充电桩9680个，较2020年968个增长9倍。

Basis: 国家标准 of usage for multiples (增加几倍 does not include the base).
依据：表述倍数的规范用法：增加几倍不包括原来的基数。
"""

from collections.abc import Iterator
from decimal import Decimal

from validator.claims.claim import Role
from validator.claims.relations import Change
from validator.diagnosis.readings import multiple, said_of_another
from validator.facts import Facts
from validator.finding import Amount, Diagnosis, Outcome, Severity, Verdict
from validator.quantities.interval import Interval, allows, cut_off, reproduces
from validator.quantities.quantity import Bound, rounded
from validator.rules.base import rule
from validator.rules.evidence import amount, evidence, replaced, severity_of, unsure


@rule(
    "GR104",
    "multiple-misread",
    Severity.ERROR,
    zh={
        "increase": "由{1}到{2}，增长的是{multiple}倍，文中写为{0}。",
        "times": "{2}是{1}的{multiple}倍，文中写为{0}。",
        "another": "说的可能是句中的另一个数，不能断定。",
    },
    en={
        "increase": "From {1} to {2} the increase is {multiple} times {1}, printed as {0}.",
        "times": "{2} is {multiple} times {1}, printed as {0}.",
        "another": "It may refer to another figure in the sentence.",
    },
)
def multiple_misread(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each multiple between two known figures."""
    for change in facts.changes:
        if change.amount.role is Role.MULTIPLE and (found := multiple(change)) is not None:
            holds = allows(change.amount.quantity, found) and not _taken_for_quotient(change, found)
            verdict = _verdict(change, found, holds=holds)
            yield verdict if holds or not said_of_another(facts, change, multiple) else unsure(verdict, "another")


def _taken_for_quotient(change: Change, found: Interval) -> bool:
    """由0.3万户增加到0.9万户，增长3倍: within the rounding of such short figures, but it is their quotient that is printed."""
    stated = change.amount.quantity
    if not change.increase or change.before is None or stated.bound is not Bound.EXACT or found.high >= stated.value:
        return False
    quotient = change.after.quantity.value / change.before.quantity.value
    return abs(quotient - stated.value) * _NEARLY <= stated.step and not reproduces(quotient - 1, stated)


_NEARLY = 10  # a quotient this much nearer than the last digit has no other reason


def _verdict(change: Change, found: Interval, *, holds: bool) -> Verdict:
    assert change.before is not None
    stated = change.amount.quantity
    less = Decimal(1) if change.increase else Decimal(0)
    value = change.after.quantity.value / change.before.quantity.value - less
    became = not holds and change.increase and allows(stated, Interval(found.low + 1, found.high + 1))
    hedge = _hedge(change, found, value, holds=holds)
    text = format(rounded(value, Decimal("0.01")), "f")
    formula = f"{change.after.quantity.text}÷{change.before.quantity.text}{'−1' if less else ''} = {text}"
    return Verdict(
        Outcome.HOLDS if holds else Outcome.FAILS,
        (evidence(change.amount, "multiple"), evidence(change.before, "baseline"), evidence(change.after, "target")),
        "increase" if change.increase else "times",
        {"multiple": text},
        severity=severity_of(hedge),
        hedge=hedge,
        indicator=change.after.indicator,
        year=change.after.year,
        stated=amount(stated),
        expected=Amount(text + "倍", found.low, found.high, "倍"),
        formula=formula,
        diagnoses=(Diagnosis("times", _quotient(change)),) if became else (),
        suggestions=() if holds else (replaced(0, change.amount, value),),
    )


def _hedge(change: Change, found: Interval, value: Decimal, *, holds: bool) -> str:
    if not holds and cut_off(value, change.amount.quantity):
        return "cut-off"
    if change.before_year is not None:
        return "elsewhere"
    return "short" if not holds and allows(change.amount.quantity, found) else ""


def _quotient(change: Change) -> str:
    assert change.before is not None
    value = change.after.quantity.value / change.before.quantity.value
    return f"{change.after.quantity.text}÷{change.before.quantity.text} = {value:.2f}"
