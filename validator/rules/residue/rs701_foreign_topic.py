"""foreign-topic — 主题串用

说明：规划说到自己时（如“是我县…发展的指导性文件”“坚持党对…工作的领导”），应当写标题里的那个主题；写成别的主
题，多半是从别的规划带来的。文首“根据”后面所引的同一别的主题的规划，也一并列出。党对一切工作、农村工作、人才工
作的领导等各类规划通用的说法，不报告。总说本地某项事业的进展或短板（“全市…事业仍存在短板：”），说的是全文别处都没有
提到的另一主题的，也报告。

Where a plan speaks of itself (是我县…发展的指导性文件, 坚持党对…工作的领导), it names its own topic, the
one of its title. A plan of that other topic that it says it rests on is named with it. So is a field that heads the
review of how things stand (全市…事业仍存在短板：), and that the document speaks of nowhere else.

Flagged:
- 某县“十四五”科技创新发展规划\\n本规划是未来五年我县能源发展的指导性文件。

Not flagged:
- 某县“十四五”科技创新发展规划\\n本规划是未来五年我县科技创新的指导性文件。坚持党对科技工作的全面领导。

Basis: a sentence copied from another plan keeps that plan's topic.
依据：从别的规划复制来的句子，会留下原来的主题。
"""

from collections.abc import Iterator

from validator.claims.traces import Trace
from validator.facts import Facts
from validator.finding import Evidence, Outcome, Severity, Verdict
from validator.rules.base import rule


@rule(
    "RS701",
    "foreign-topic",
    Severity.WARNING,
    zh={"default": "本规划的主题是“{usual}”，这里却写成“{text}”（{context}），疑为从别的规划带来。"},
    en={"default": "The plan is about “{usual}”; here it says “{text}” ({context}): copied from another plan?"},
)
def foreign_topic(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each place found."""
    for residue in facts.residues:
        if residue.trace is Trace.TOPIC:
            yield Verdict(
                Outcome.FAILS,
                (Evidence(residue.span, "residue", residue.text),),
                values={"text": residue.text, "usual": residue.usual, "context": residue.context},
            )
