"""magnitude-slip — 同一数字相差十倍、百倍或万倍

说明：同一指标、同一时间，正文和表格的数码相同，大小却正好差十倍、百倍、一万倍或一亿倍（正文1000万元，表中1000
亿元），就报告：错的多半是单位或小数点，不是数字本身。换算后相等的（0.1万亿元与1000亿元），不报告。括号里用另一个单位重
说一遍的（16.4亿斤（折合82万吨）），换算后正好相差十倍、百倍等，也报告。

Two mentions of one indicator at one time have the same digits and differ by exactly 10, 100, 10⁴ or
10⁸: 1000万元 in prose, 1000亿元 in the table. Then the unit or the point is wrong, not the figure. So it is where a
bracket says a figure again in another unit, and is a power of ten away from it, and where prose tells
one figure twice, ten thousand or a hundred million times apart.

Flagged:
- 到2025年，数据产业规模达到1000万元。\\n表1 主要指标\\n指标\\t2020年\\t2025年\\n数据产业规模（亿元）\\t680\\t1000\\n数据企业（家）\\t92\\t150
- 全县粮食总产量16.4亿斤（折合820万吨）。

Not flagged:
- 全县粮食总产量16.4亿斤（折合82万吨）。
- 到2025年，数据产业规模达到0.1万亿元。\\n表1 主要指标\\n指标\\t2020年\\t2025年\\n数据产业规模（亿元）\\t680\\t1000\\n数据企业（家）\\t92\\t150

Basis: a slip of the unit keeps the digits.
依据：单位写错时，数码不变。
"""

from collections.abc import Iterator

from validator.claims.aims import are_aims
from validator.claims.claim import Claim, Role
from validator.claims.compare import compare
from validator.claims.converted import Conversion, conversions
from validator.claims.linking import Restatement
from validator.facts import Facts
from validator.finding import Amount, Diagnosis, Outcome, Severity, Verdict
from validator.rules.base import rule
from validator.rules.evidence import amount, evidence, plain, replaced


@rule(
    "UN404",
    "magnitude-slip",
    Severity.ERROR,
    zh={
        "default": "“{indicator}”{year}年，正文写{0}，表中是{1}（{unit}），数字相同而相差{factor}倍。",
        "twice": "“{indicator}”一处写{0}，另一处写{1}，数字相同而相差{factor}倍。",
        "converted": "{1}换算后为{expected}，括号中写为{0}，正好相差{factor}倍。",
    },
    en={
        "default": "“{indicator}” in {year}: {0} in the prose, {1} ({unit}) in the table: the same digits, {factor} times apart.",
        "twice": "“{indicator}” is {0} in one place and {1} in another: the same digits, {factor} times apart.",
        "converted": "{1} is {expected}; the bracket says {0}, {factor} times apart.",
    },
)
def magnitude_slip(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each pair of equal digits, or of a figure and its conversion, that are powers of ten apart."""
    for pair in facts.restatements(Role.LEVEL, Role.TOTAL):
        factor = pair.magnitude
        if factor is not None and compare(pair.prose, pair.cell, pair.match, pair.units_agree).doubt in ("", "name"):
            yield _verdict(pair, factor, "target" if are_aims(facts.plan, pair.prose, pair.cell) else "level")
    for first, second, times in facts.scaled:
        yield _told_twice(first, second, times)
    yield from (_converted(each, each.factor) for each in conversions(facts.groups) if each.factor)


def _told_twice(first: Claim, second: Claim, times: int) -> Verdict:
    formula = f" × {times} = ".join(q.text for q in sorted((first.quantity, second.quantity), key=lambda q: q.value))
    return Verdict(
        Outcome.FAILS,
        (evidence(second, "level"), evidence(first, "level")),
        "twice",
        {"factor": times},
        severity=Severity.WARNING,
        indicator=first.indicator,
        stated=amount(second.quantity),
        expected=amount(first.quantity),
        formula=formula,
        diagnoses=(Diagnosis("unit-slip", formula, {"factor": times}),),
    )


def _converted(found: Conversion, factor: int) -> Verdict:
    stated, value = found.bracketed.quantity, found.value.value
    expected = Amount(plain(value, stated), found.value.low, found.value.high, stated.unit)
    return Verdict(
        Outcome.FAILS,
        (evidence(found.bracketed, "level"), evidence(found.printed, "level")),
        "converted",
        {"factor": factor},
        indicator=found.printed.indicator,
        year=found.printed.year,
        stated=amount(stated),
        expected=expected,
        formula=f"{found.printed.quantity.text} = {expected.text}",
        diagnoses=(Diagnosis("unit-slip", f"{found.printed.quantity.text} = {expected.text}", {"factor": factor}),),
        suggestions=(replaced(0, found.bracketed, value),),
    )


def _verdict(pair: Restatement, factor: int, role: str) -> Verdict:
    texts = pair.prose.quantity.text, pair.cell.quantity.text + pair.series.unit
    formula = f" × {factor} = ".join(texts if pair.is_less else texts[::-1])
    return Verdict(
        Outcome.FAILS,
        (evidence(pair.prose, role), evidence(pair.cell, role)),
        values={"factor": factor, "unit": pair.series.unit},
        indicator=pair.series.name.printed,
        year=pair.cell.year,
        stated=amount(pair.prose.quantity),
        expected=amount(pair.cell.quantity),
        formula=formula,
        diagnoses=(Diagnosis("unit-slip", formula, {"factor": factor}),),
    )
