"""placeholder — 占位符未填

说明：本应填写数字或名称的地方，还留着“XX”“××”、空括号、“待补充”等占位符，就提示。为保护隐私而遮盖的姓名、电
话，对括号用法的说明，以及以“注”“说明”“备注”开头的段落，不提示。

XX, ××, empty brackets, 待补充 and the like stand where a figure or a name was to be filled in.

Flagged:
- 空间调查评估面积（　）万亩，由XX局负责。

Not flagged:
- 〔 〕内为五年累计数，（ ）内为同比增速。\\n建设“互联网+”平台。

Basis: a published plan has no blanks.
依据：公布的规划不应留有空白。
"""

from collections.abc import Iterator

from validator.claims.residue import Trace
from validator.facts import Facts
from validator.finding import Evidence, Outcome, Severity, Verdict
from validator.rules.base import rule


@rule(
    "RS704",
    "placeholder",
    Severity.WARNING,
    zh={"default": "“{text}”是没有填写的占位符。"},
    en={"default": "“{text}” is a placeholder that was not filled in."},
)
def placeholder(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each place found."""
    for residue in facts.residues:
        if residue.trace is Trace.PLACEHOLDER:
            yield Verdict(
                Outcome.FAILS,
                (Evidence(residue.span, "residue", residue.text),),
                values={"text": residue.text, "usual": residue.usual},
            )
