"""table-absent — 有表题而没有表

说明：有表题（“表1…”“专栏1…指标”、以“主要指标”结尾的一行）而下面没有表格，就报告：表格可能是图片，或在转换中丢
失，其中的数字都没有核对。表题后面直接写正文的（文字专栏），不报告。

A caption (表1 …, 专栏1 …指标, a line that ends in 主要指标) announces a table; a table follows it.

Flagged:
- 某县“十四五”科技创新规划\\n到2025年，研发经费支出达到9亿元。\\n专栏1 科技创新主要指标\\n二、重点任务\\n抓好落实。

Not flagged:
- 某县“十四五”科技创新规划\\n专栏1 科技创新主要指标\\n指标\\t2020年\\t2025年\\n研发经费（亿元）\\t5\\t9\\n研发机构（家）\\t5\\t9\\n二、重点任务\\n抓好落实。
- 某县“十四五”科技创新规划\\n专栏1 重点工程\\n建设实验室，引进团队。\\n二、重点任务\\n抓好落实。

Basis: a table published as an image or lost in conversion leaves its caption behind, and none of its
figures can be read.
依据：以图片公布或转换时丢失的表格只留下表题，其中的数字都读不出来。
"""

from collections.abc import Iterator

from validator.facts import Facts
from validator.finding import Evidence, Outcome, Severity, Verdict
from validator.rules.base import rule


@rule(
    "TB504",
    "table-absent",
    Severity.WARNING,
    zh={"default": "表题“{caption}”下面没有表格。如果原文是图片，其中的数字都没有核对。"},
    en={"default": "No table follows the caption “{caption}”. If it is an image, none of its figures were checked."},
)
def table_absent(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each caption of a table."""
    for caption in facts.captions:
        text = caption.paragraph.text
        yield Verdict(
            Outcome.HOLDS if caption.followed else Outcome.FAILS,
            (Evidence(text.span(), "caption", text.string),),
            values={"caption": text.string},
        )
