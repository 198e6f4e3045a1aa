"""share-mismatch — 占比与部分、整体不符

说明：文中印出的占比，应当等于部分除以整体再乘100。整体取“其中”之前的数、占比自己点名的数（占全国总量…的），或前文
最近的同单位数；“占甲的百分之几”“占全市的百分之几”，再点名写占比的分项（有机茶园占45%），按名称在前文找。三个数各按
末位四舍五入的误差放宽，仍对不上就报告；没有点名整体，而前面另有一个数作整体就相符的，不作判断。整体已写明才判为错误，
只有一个可能的整体时判为警告。表中“占比”“进度”“完成预算%”一列多数行相符、个别行不符的，作警告。

A printed share is its part divided by its whole:

    share = part / whole × 100

The whole is the figure before 其中, the one that the share names (占全国总量80.7亿的…), or the nearest before it; one
named again (占GDP的…) is looked for by name. A table's 占比 is of its 合计, its 进度 of its columns, if most rows agree.

Flagged:
- 全县有规模企业62家，其中有研发活动的22家，占41.6%。
- 完成评审134件，通过91件，通过率76.6%。

Not flagged:
- 全县有科技人才7666人，其中高级职称887人，占11.57%。
- 总诊疗量16.3亿人次，占全国总诊疗量80.7亿人次的20.2%。

Basis: arithmetic.
依据：部分除以整体的算术关系。
"""

from collections.abc import Iterator

from validator.claims.claim import Claim
from validator.claims.share import Share, holds, quotient
from validator.diagnosis.shares import as_in_list, likeliest, no_share, of_cut_part, share_of_another, worth_a_look
from validator.facts import Facts
from validator.finding import Diagnosis, Outcome, Severity, Verdict
from validator.quantities.interval import cut_off, one_slip
from validator.rules.arithmetic.in_tables import table_shares
from validator.rules.base import rule
from validator.rules.evidence import amount, computed, evidence, replaced, unsure
from validator.span import Span


@rule(
    "AR301",
    "share-mismatch",
    Severity.ERROR,
    zh={
        "default": "{1}占{2}应为{expected}，文中写为{0}。",
        "progress": "由{3}到{1}，为到目标{2}全程的{expected}，表中进度写为{0}。",
        "no-ratio": "整体为零，占比无从计算。",
        "untied": "句中没有说明是谁的占比。",
        "another": "按前面的另一个数作整体算来相符，不能断定。",
    },
    en={
        "default": "{1} is {expected} of {2}, printed as {0}.",
        "progress": "From {3} to {1} is {expected} of the way to {2}, printed as {0}.",
        "no-ratio": "The whole may be zero: no share can be computed.",
        "untied": "The sentence does not say what it is a share of.",
        "another": "It agrees with another figure given before, which may be the whole.",
    },
)
def share_mismatch(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each printed share whose part and whole are known."""
    held: set[Span] = set()
    reckoned = {share.span for share, *_ in facts.quotients}  # by AR306
    for share in (s for s in facts.shares if not (s.again and s.share.span in reckoned)):
        share = as_in_list(share, held)
        held |= {w.span for w in share.wholes if holds(share, w)}
        found = _verdict(share)
        right = found.outcome is Outcome.FAILS and share_of_another(facts, share)
        yield unsure(found, "another") if right else found
    yield from table_shares(facts)


def _verdict(share: Share) -> Verdict:
    stated = share.share.quantity
    whole = likeliest(share)
    parts = (evidence(share.share, "share"), evidence(share.part, "part"), evidence(whole, "whole"))
    if whole.quantity.low <= 0:
        return Verdict(Outcome.UNSURE, parts, "no-ratio")
    value = quotient(share, whole)
    outcome, severity = _judge(share, whole)
    hedge = ("again" if share.again else "whole") if severity else ""
    if outcome is Outcome.FAILS and (cut_off(value, stated) or of_cut_part(share, whole)):
        severity, hedge = Severity.INFO, "cut-off"
    in_figures = stated.figure.isascii()  # 75 for 五 of 五成 would be 75成
    slip = in_figures and outcome is Outcome.FAILS and one_slip(stated.rewrite(value), stated.text)
    return Verdict(
        outcome,
        parts,
        "untied" if outcome is Outcome.UNSURE else "default",
        severity=severity,
        hedge=hedge,
        indicator=share.part.indicator,
        year=share.part.year,
        stated=amount(stated),
        expected=computed(value, stated, stated.unit),
        formula=f"{share.part.quantity.text}÷{whole.quantity.text} = {value:.2f}{stated.unit}",
        diagnoses=(Diagnosis("one-slip", stated.rewrite(value)),) if slip else (),
        suggestions=(replaced(0, share.share, value),) if outcome is Outcome.FAILS and in_figures else (),
    )


def _judge(share: Share, whole: Claim) -> tuple[Outcome, Severity | None]:
    """Certain only where the whole is named; with one candidate for a rate, worth a look; else unsure."""
    if not (share.proved or holds(share, whole)) and no_share(share, whole):
        return Outcome.UNSURE, None
    if holds(share, whole) or share.named:
        return Outcome.HOLDS if holds(share, whole) else Outcome.FAILS, None
    return (Outcome.FAILS, Severity.WARNING) if worth_a_look(share, whole) else (Outcome.UNSURE, None)
