"""date-conflict — 成文日期与文中日期不符

说明：发布信息里的成文日期，与文稿封面的日期应当相近；年份相差两年或以上就报告。两处缺少一处的，不比较。

The record that a document is published under (成文日期) and the date on its cover are of one time; two
years or more between them is remarked on.

Flagged:
- 成文日期 | 2024-12-09 | 发布机构 | 县科技局 |\\n组配分类 | 规划信息 | 公开方式 | 主动公开 |\\n某县科技创新“十四五”规划\\n2021年12月

Not flagged:
- 成文日期 | 2021-12-09 | 发布机构 | 县科技局 |\\n组配分类 | 规划信息 | 公开方式 | 主动公开 |\\n某县科技创新“十四五”规划\\n2021年12月

Basis: the date of a document is that of its signing; a later one may be that of its upload.
依据：文件的日期是签发日期，较晚的日期可能是上网日期。
"""

from collections.abc import Iterator

from validator.facts import Facts
from validator.finding import Evidence, Outcome, Severity, Verdict
from validator.rules.base import rule


@rule(
    "SC604",
    "date-conflict",
    Severity.INFO,
    zh={"default": "发布信息中的日期是{0}，而文稿封面是{1}，相差{years}年，请核对。"},
    en={"default": "The record of publication gives {0}, the cover {1}: {years} years apart. Please check."},
)
def date_conflict(facts: Facts) -> Iterator[Verdict]:
    """One verdict where both the record and the cover bear a date."""
    record = next((d for d in facts.dates if d.record), None)
    cover = next((d for d in facts.dates if not d.record), None)
    if record and cover:
        years = abs(record.year - cover.year)
        yield Verdict(
            Outcome.FAILS if years >= 2 else Outcome.HOLDS,
            (Evidence(record.span, "date", record.text), Evidence(cover.span, "date", cover.text)),
            values={"years": years},
        )
