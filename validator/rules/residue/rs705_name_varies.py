"""name-varies — 提法不一

说明：文中有“一核两轴三圈”这样的固定提法时，每个数字对应一个名称；别处用同一数字而换了名称（如“两轴”写成“两
翼”），就请核对是同一件事还是另一件事。全文的固定提法不止一种，或另一说法加了引号的，不报告。

A formula such as “一核两轴三圈” fixes a name for each of its numbers; 两翼 elsewhere is another name for
两轴, or another thing.

Flagged:
- 优化“一核两轴三圈四区”的发展格局。以南北产业群为两翼，推动联动发展。

Not flagged:
- 优化“一核两轴三圈四区”的发展格局。以南北产业群为两轴，推动联动发展。

Basis: one thing, one name.
依据：一件事只用一个名称。
"""

from collections.abc import Iterator

from validator.claims.traces import Trace
from validator.facts import Facts
from validator.finding import Evidence, Outcome, Severity, Verdict
from validator.rules.base import rule


@rule(
    "RS705",
    "name-varies",
    Severity.INFO,
    zh={"default": "这里写“{text}”，而全文的提法是“{usual}”。"},
    en={"default": "Here it says “{text}”; the document's usual wording is “{usual}”."},
)
def name_varies(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each place found."""
    for residue in facts.residues:
        if residue.trace is Trace.NAME:
            yield Verdict(
                Outcome.FAILS,
                (Evidence(residue.span, "wording", residue.text),),
                values={"text": residue.text, "usual": residue.usual},
            )
