"""enumeration-count — 所列项数与总数不符

说明：数一数所列的项数，与文中写的总数比较，如“甲、乙、丙三大工程”“4家，即甲、乙、丙、丁”“三大工程（甲、乙、
丙）”，多一项或少一项都报告；“做好五项工作：一是…二是…”，或以下各段以“（一）（二）”等编号的，数编号。“九大产业
中，甲、乙…合计”可能只列了一部分，只作提示。以“等”结尾的，所列可以少于总数；“和”“及”两边算一项还是两项，两种读法有一种对得上就不报告；相差两项
（五项以上、写法整齐的相差三项）以上的，多半数的是别的东西，不作判断。

A count that closes or opens a list counts its items: A、B、C三大工程; 4家，即A、B、C、D; 五项工作：一是…二是…,
or numbered paragraphs below. A list that may leave some out (九大产业中，A、B…合计) is remarked on. A list that ends in
等 may be shorter than its count, not longer. 和 and 及 are read both ways: as the last separator and as
part of an item. A count off by two or more (by three for a long list of one make) is of something else.

Flagged:
- 落实可持续经营、退化修复、湿地保护、沙地治理五项任务。
- 全国设立知识产权法院5家，即北京、上海、广州、海南知识产权法院。
- 重点抓好四项工作：一是抓项目；二是抓产业；三是抓民生。

Not flagged:
- 落实可持续经营、退化修复、湿地保护、沙地治理四项任务。
- 重点抓好三项工作：一是抓项目；二是抓产业；三是抓民生。
- 分布在济南、青岛、烟台等11个市。
- 推进公共安全、生态环境和文化传承三大行动。

Basis: counting.
依据：逐项计数。
"""

from collections.abc import Iterator

from validator.claims.listings import Listing
from validator.facts import Facts
from validator.finding import Evidence, Outcome, Severity, Suggestion, Verdict
from validator.rules.base import rule
from validator.rules.evidence import amount

# A count further from its list than this belongs to another list (五大发展理念 behind two names).
FAR = 1
# But one that is closed and of one make, or stands behind a colon to the end of its sentence, may be miscounted by two.
CLOSED_FAR = 2
CHINESE = "零一二三四五六七八九十"


@rule(
    "AR305",
    "enumeration-count",
    Severity.WARNING,
    zh={
        "default": "所列有{count}项（{items}），文中写的是{0}。",
        "partial": "所列有{count}项（{items}），文中写的是{0}；也可能只列了其中几项，请核对。",
        "open": "以“等”结尾，所列可以少于总数。",
        "far": "相差太多，数的多半不是所列的事项。",
    },
    en={
        "default": "The list has {count} items ({items}); the text says {0}.",
        "partial": "The list has {count} items ({items}), the text says {0}; it may leave some out. Please check.",
        "open": "The list ends in 等 and may be shorter.",
        "far": "Too far apart: it probably counts something else.",
    },
)
def enumeration_count(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each counted list."""
    for listing in facts.listings:
        yield _verdict(listing)


def _verdict(listing: Listing) -> Verdict:
    count, stated = len(listing.items), int(listing.count.value)
    holds = count <= stated <= listing.most
    away = min(abs(stated - count), abs(stated - listing.most))
    far = CLOSED_FAR if listing.closed else FAR
    unsure = (listing.open and stated > count) or away > far
    outcome = Outcome.HOLDS if holds else Outcome.UNSURE if unsure else Outcome.FAILS
    evidence = [Evidence(listing.count.span, "count", listing.count.text)]
    evidence += [Evidence(span, "item", text) for text, span in listing.items]
    return Verdict(
        outcome,
        tuple(evidence),
        ("far" if away > far else "open") if outcome is Outcome.UNSURE else "default" if listing.sure else "partial",
        {"count": count, "items": "、".join(text for text, _ in listing.items)},
        severity=None if listing.sure else Severity.INFO,
        stated=amount(listing.count),
        suggestions=(Suggestion(0, _rewritten(listing, count), "recount"),) if outcome is Outcome.FAILS else (),
    )


def _rewritten(listing: Listing, count: int) -> str:
    figure = listing.count.figure
    new = str(count) if figure.isdigit() else CHINESE[count] if count <= 10 else str(count)
    return listing.count.text.replace(figure, new, 1)
