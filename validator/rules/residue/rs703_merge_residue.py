"""merge-residue — 稿件字样残留

说明：“征求意见”“初稿”“修改稿”等字样夹在一个词语中间，把它断开，多半是修订、替换或合并时留下的，这时报告。正常
说到征求意见、修改稿、初稿的句子，不报告。

The mark of a draft (征求意见, 初稿, 修改稿 …) stands inside a word, where a merge or a replacement left it.

Flagged:
- 坚持党对公共数初稿据开发利用工作的领导。\\n今年是开启现代化新征求意见程的第一年。

Not flagged:
- 规划初稿完成后书面征求意见，修改稿经专家论证。\\n关于公开征求意见的公告。

Basis: these words belong to the making of a document, not to its text.
依据：这些字样说的是文稿的形成过程，不属于正文。
"""

from collections.abc import Iterator

from validator.claims.traces import Trace
from validator.facts import Facts
from validator.finding import Evidence, Outcome, Severity, Verdict
from validator.rules.base import rule


@rule(
    "RS703",
    "merge-residue",
    Severity.WARNING,
    zh={"default": "“{text}”夹在词语中间，疑为修订时残留。"},
    en={"default": "“{text}” stands inside a word: left over from a revision?"},
)
def merge_residue(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each place found."""
    for residue in facts.residues:
        if residue.trace is Trace.MERGE:
            yield Verdict(
                Outcome.FAILS,
                (Evidence(residue.span, "residue", residue.text),),
                values={"text": residue.text, "usual": residue.usual},
            )
