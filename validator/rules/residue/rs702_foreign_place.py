"""foreign-place — 地名串用

说明：规划以自己的口吻说话时（如“讲好…故事”“符合…实际”“谱写…高质量发展新篇章”“推动…经济社会发展”“建设美丽…”“按
照…市委、市政府部署”“健康…建设”“…坚持…”“根据《…纲要》，编制本规划”），写的应当是本地，或者本地所属的省、市和所辖的地方；写成别的地名就报告。学习
借鉴、对接合作等处提到外地，不报告；全文出现三次以上的地名，也不报告。同一个数在别处是本地的、这里却冠以别的地名的，也报告。

Where a plan speaks in its own voice (讲好…故事, 符合…实际, 谱写…高质量发展新篇章, 推动…经济社会发展), it names its
own region, or the province or city that the region belongs to. So it does where it says who has ordered it
(按照…市委、市政府部署), what is built up there (健康…建设), what it holds to (…坚持…) and whose plans it rests on
(根据《…纲要》，编制本规划): a place that is not above it or within it is another's. So it does with a figure that
stands elsewhere as its own: there the name of another place is wrong.

Flagged:
- 武威市“十四五”文化旅游规划\\n办好节会，讲好张掖故事。

Not flagged:
- 武威市“十四五”文化旅游规划\\n办好节会，讲好武威故事。学习借鉴张掖等地经验。

Basis: a sentence copied from another region's plan keeps that region's name.
依据：从别处规划复制来的句子，会留下原来的地名。
"""

from collections.abc import Iterator

from validator.claims.traces import Trace
from validator.facts import Facts
from validator.finding import Evidence, Outcome, Severity, Verdict
from validator.rules.base import rule


@rule(
    "RS702",
    "foreign-place",
    Severity.WARNING,
    zh={"default": "本规划说的是“{usual}”，这里却写成“{text}”，疑为从别处带来。"},
    en={"default": "The plan is about “{usual}”; here it says “{text}”: copied from elsewhere?"},
)
def foreign_place(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each place found."""
    for residue in facts.residues:
        if residue.trace is Trace.PLACE:
            yield Verdict(
                Outcome.FAILS,
                (Evidence(residue.span, "residue", residue.text),),
                values={"text": residue.text, "usual": residue.usual},
            )
