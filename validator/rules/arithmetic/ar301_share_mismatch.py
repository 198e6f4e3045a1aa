"""share-mismatch — 占比与部分、整体不符

A printed share is its part divided by its whole:

    share = part / whole × 100

The whole is the figure before 其中, the one that the share names (占全国总量80.7亿的…), or the nearest
one before it in the same unit. Rounding of all three figures is allowed for.

Flagged:
- 全县有规模企业62家，其中有研发活动的22家，占41.6%。
- 完成评审134件，通过91件，通过率76.6%。

Not flagged:
- 全县有科技人才7666人，其中高级职称887人，占11.57%。
- 总诊疗量16.3亿人次，占全国总诊疗量80.7亿人次的20.2%。
- 全县有规模企业62家，其中有研发活动的22家，产值占全县的41.6%。

Basis: arithmetic.
"""

from collections.abc import Iterator
from decimal import Decimal

from validator.claims.relations import Share
from validator.facts import Facts
from validator.finding import Diagnosis, Outcome, Severity, Verdict
from validator.quantities.interval import HUNDRED, Interval, allows, one_slip, ratio_interval
from validator.rules.base import rule
from validator.rules.evidence import amount, computed, evidence, replaced


@rule(
    "AR301",
    "share-mismatch",
    Severity.ERROR,
    zh={"default": "{1}占{2}应为{expected}，文中印为{0}。", "no-ratio": "整体为零，占比无从计算。"},
    en={"default": "{1} is {expected} of {2}, printed as {0}.", "no-ratio": "The whole may be zero: no share."},
)
def share_mismatch(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each printed share whose part and whole are known."""
    for share in facts.shares:
        yield _verdict(share)


def _verdict(share: Share) -> Verdict:
    part, whole, stated = share.part.quantity, share.wholes[-1].quantity, share.share.quantity
    parts = (evidence(share.share, "share"), evidence(share.part, "part"), evidence(share.wholes[-1], "whole"))
    scale = Decimal(1000) if stated.unit == "‰" else HUNDRED
    ratio = ratio_interval(part, whole)
    if ratio is None or whole.value == 0:
        return Verdict(Outcome.UNSURE, parts, "no-ratio")
    found = Interval(ratio.low * scale, ratio.high * scale)
    value = part.value / whole.value * scale
    holds = allows(stated, found)
    slip = one_slip(stated.rewrite(value), stated.text)
    return Verdict(
        Outcome.HOLDS if holds else Outcome.FAILS,
        parts,
        indicator=share.part.indicator,
        year=share.part.year,
        stated=amount(stated),
        expected=computed(value, stated, stated.unit),
        formula=f"{part.text}÷{whole.text} = {value:.2f}{stated.unit}",
        diagnoses=(Diagnosis("one-slip", stated.rewrite(value)),) if slip and not holds else (),
        suggestions=() if holds else (replaced(0, share.share, value),),
    )
