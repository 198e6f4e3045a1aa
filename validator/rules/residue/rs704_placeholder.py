"""placeholder — 占位符未填

XX, ××, empty brackets, 待补充 and the like stand where a figure or a name was to be filled in.

Flagged:
- 空间调查评估面积（　）万亩，由XX局负责。

Not flagged:
- 〔 〕内为五年累计数，（ ）内为同比增速。\\n建设“互联网+”平台。

Basis: a published plan has no blanks.
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
