"""placeholder — 占位符未填

说明：本应填写数字或名称的地方，还留着“XX”“××”、空括号、“待补充”等占位符，就报告。为保护隐私而遮盖的姓名、电
话，对括号用法的说明，网页上“字体：【】”一类的按钮，以及以“注”“说明”“备注”开头的段落，不报告。同一种占位符超过
三处的，合为一条，列出各处。

XX, ××, empty brackets, 待补充 and the like stand where a figure or a name was to be filled in. A mark that
stands in more than three places, as in a text made anonymous, is one finding with all its places.

Flagged:
- 空间调查评估面积（　）万亩，由XX局负责。

Not flagged:
- 〔 〕内为五年累计数，（ ）内为同比增速。\\n建设“互联网+”平台。

Basis: a published plan has no blanks.
依据：公布的规划不应留有空白。
"""

from collections import defaultdict
from collections.abc import Iterator

from validator.claims.traces import Residue, Trace
from validator.facts import Facts
from validator.finding import Evidence, Outcome, Severity, Verdict
from validator.rules.base import rule

FEW = 3  # places of one mark that are still looked at one by one


@rule(
    "RS704",
    "placeholder",
    Severity.WARNING,
    zh={
        "default": "“{text}”是没有填写的占位符。",
        "many": "“{text}”等{count}处是没有填写的占位符。",
    },
    en={
        "default": "“{text}” is a placeholder that was not filled in.",
        "many": "“{text}” and the like are placeholders that were not filled in: {count} places.",
    },
)
def placeholder(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each place, or for all places of one mark where there are many."""
    marks: dict[str, list[Residue]] = defaultdict(list)
    for residue in facts.residues:
        if residue.trace is Trace.PLACEHOLDER:
            marks[residue.text[0].lower()].append(residue)
    for places in marks.values():
        together = len(places) > FEW
        for group in [places] if together else [[place] for place in places]:
            yield Verdict(
                Outcome.FAILS,
                tuple(Evidence(place.span, "residue", place.text) for place in group),
                "many" if together else "default",
                {"text": group[0].text, "usual": group[0].usual, "count": len(group)},
            )
