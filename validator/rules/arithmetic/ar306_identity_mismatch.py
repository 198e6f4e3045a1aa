"""identity-mismatch — 占比、平均数与文中两项数值不符

说明：名称写明“甲占乙比重”的指标，应当等于文中同一年的甲除以乙，两个数在正文还是表格里都可以。超出四舍五入
的误差就报告；只差末位不到一个单位的（各项占比凑成100%时常见）、年份不同、单位不同，或文中没有同时给出甲和乙
的，不作判断。同一句中并列的总额、个数和平均数（游客人次、旅游收入、人均花费；若干处、若干万元、平均每处若干）
同样核算。括号里换一个单位重说的同一个数（4.2万亩（合2800公顷）），换算后应当相等；正好差十倍百倍的归UN404。城乡居民
收入比、医护比应当是前面两个数之比。

A share whose name says of what it is one (甲占乙比重) is the quotient of 甲 and 乙, where the document
states both for the same year, in prose or in its tables. A share that is off by less than one in its last
digit is left alone: shares are made to add up to 100. So is a mean the quotient of the amount and the number beside it (人均花费,
平均每家). A bracket that says a figure again in another unit (4.2万亩（合2800公顷）) agrees with it; UN404 has those
that are a power of ten apart. 城乡居民收入比 and 医护比 are the quotients of the two figures that stand before them.

Flagged:
- 某县“十四五”科技规划\\n2020年，地区生产总值达到121亿元，研发经费2.6亿元。2020年，研发经费占地区生产总值比重达到3.15%。
- 全年接待游客850万人次，旅游收入51亿元，人均花费630元。
- 建成生态林4.2万亩（合2600公顷）。
- 城镇居民人均可支配收入42000元，农村居民人均可支配收入20000元，城乡居民收入比为2.01。

Not flagged:
- 建成生态林4.2万亩（合2800公顷）。
- 某县“十四五”科技规划\\n2020年，地区生产总值达到121亿元，研发经费2.6亿元。2020年，研发经费占地区生产总值比重达到2.15%。
- 某县“十四五”科技规划\\n2019年，地区生产总值达到121亿元，研发经费2.6亿元。2020年，研发经费占地区生产总值比重达到3.15%。
- 全年接待游客850万人次，旅游收入51亿元，人均花费600元。

Basis: the definition of the indicator; revised bases (修订数) may explain a small difference, so it is a warning.
依据：指标的定义；基数修订可能造成小的差别，所以只作警告。
"""

from collections.abc import Iterator
from decimal import Decimal

from validator.claims.claim import Claim
from validator.claims.converted import Conversion, conversions
from validator.claims.means import means
from validator.claims.ratios import ratios
from validator.facts import Facts
from validator.finding import Amount, Outcome, Severity, Verdict
from validator.quantities.interval import HUNDRED, ONE, Interval, allows, as_mean, ratio_interval
from validator.rules.base import rule
from validator.rules.evidence import amount, computed, evidence, plain, replaced


@rule(
    "AR306",
    "identity-mismatch",
    Severity.WARNING,
    zh={
        "default": "{1}除以{2}为{expected}，文中“{indicator}”写为{0}。",
        "converted": "{1}换算后为{expected}，括号中写为{0}。",
    },
    en={
        "default": "{1} divided by {2} is {expected}; “{indicator}” is printed as {0}.",
        "converted": "{1} converts to {expected}; the bracket says {0}.",
    },
)
def identity_mismatch(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each share or mean whose two figures the document states, and for each figure said in two units."""
    for share, part, whole in facts.quotients:
        yield from _verdict(share, part, whole, HUNDRED)
    for group in facts.groups:
        for mean, total, number in means(group):
            yield from _verdict(mean, total, number, ONE)
    yield from (_converted(each) for each in conversions(facts.groups) if each.factor is None)
    for ratio, first, second in ratios(facts.document, facts.groups):
        yield from _verdict(ratio, first, second, ONE)


def _converted(found: Conversion) -> Verdict:
    stated, value = found.bracketed.quantity, found.value.value
    expected = Amount(plain(value, stated), found.value.low, found.value.high, stated.unit)
    return Verdict(
        Outcome.HOLDS if found.holds else Outcome.UNSURE if found.near else Outcome.FAILS,
        (evidence(found.bracketed, "level"), evidence(found.printed, "level")),
        "converted",
        indicator=found.printed.indicator,
        year=found.printed.year,
        stated=amount(stated),
        expected=expected,
        formula=f"{found.printed.quantity.text} = {expected.text}",
        suggestions=() if found.holds or found.near else (replaced(0, found.bracketed, value),),
    )


def _verdict(share: Claim, part: Claim, whole: Claim, scale: Decimal) -> Iterator[Verdict]:
    ratio = ratio_interval(part.quantity, whole.quantity)
    if ratio is None or whole.quantity.value == 0:
        return
    stated, value = share.quantity, part.quantity.value / whole.quantity.value * scale
    holds = allows(as_mean(stated), Interval(ratio.low * scale, ratio.high * scale))
    near = abs(stated.value - value) < stated.step  # shares are made to add up to 100
    mean = Amount(plain(value, stated), value, value, stated.unit)
    expected = mean if scale == ONE else computed(value, stated, stated.unit)
    yield Verdict(
        Outcome.HOLDS if holds else Outcome.UNSURE if near else Outcome.FAILS,
        (evidence(share, "share"), evidence(part, "part"), evidence(whole, "whole")),
        indicator=share.indicator,
        year=share.year,
        stated=amount(stated),
        expected=expected,
        formula=f"{part.quantity.text}÷{whole.quantity.text} = {expected.text}",
        suggestions=() if holds or near else (replaced(0, share, value),),
    )
