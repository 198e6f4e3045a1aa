"""Claim: one figure in its context, with what it is said of, when, and in which role."""

from dataclasses import field
from enum import StrEnum

from validator.claims.names import Name
from validator.document import Text
from validator.quantities.quantity import Quantity
from validator.records import ordered_record, record
from validator.span import Span


class Role(StrEnum):
    """What a figure says of its indicator."""

    LEVEL = "level"  # how much there is, at a time
    FLOW = "flow"  # how much is added or done (新增, 引进): not comparable with a level
    TOTAL = "total"  # how much over several years (五年累计, 2016-2020年)
    DIFFERENCE = "difference"  # by how much it rose or fell
    GROWTH = "growth"  # by what share it rose or fell, over the whole time
    ANNUAL_GROWTH = "annual_growth"  # by what share a year
    STEP = "step"  # by how much a year
    MULTIPLE = "multiple"  # N倍
    SHARE = "share"  # 占N%, of something named before
    COMPLETION = "completion"  # 完成年度预算的N%: how far a plan is carried out
    LIMIT = "limit"  # a threshold inside a name (10万元以上的村): no statement of its own
    COUNT = "count"  # N个方面, N大: how many items a list has


class Source(StrEnum):
    """Where a claim stands."""

    PROSE = "prose"
    TABLE = "table"


class Known(StrEnum):
    """How the time of a claim is known, most certain first."""

    SAID = "said"  # in the sentence, or the column's header
    CARRIED = "carried"  # from the lead of the paragraph or section
    IMPLIED = "implied"  # from the section's title (发展目标, 发展基础)
    UNKNOWN = "unknown"


@record
class When:
    """The time of a claim: a year, or a period with its first and last year, and how that is known.

    `months` is the part of a year that the claim is limited to (1-5月, 上半年), or empty.
    """

    year: int | None = None
    period: tuple[int, int] | None = None
    known: Known = Known.UNKNOWN
    months: str = ""


@ordered_record
class Site:
    """Where in the document's order a claim stands: paragraph or table, sentence, clause, all from 0."""

    block: int
    sentence: int = 0
    clause: int = 0


@record
class Claim:
    """One figure in its context.

    `scope` is a territory or body that is not the plan's own (园区, 全省), or empty. `cue` holds the
    words since the delimiter or figure before (`由2015年的`, `年均增长`), `gap` all words since the
    figure before, `tail` the few characters behind the figure. `start` is `from` for the figure a
    change starts from (由…), `than` for one it is compared with (比2015年的…), `of` for the one that a
    multiple is taken of (是2015年…的N倍), `then` for what it was before, told in a clause of its own (上年同期38亿元), else empty. `compared` is the year of a comparison without
    a figure (比2025年净增). `cell` is the whole cell for one of several figures in it. `falling` is True where the words say down. `build` is True behind a verb of making
    (建设, 培育), which leaves open whether the figure is a level or an addition. `bracketed` is True
    for a figure that stands in round brackets. `own_name` is False where the subject is carried on from before;
    `label` is the path of headings above the figure,
    the paragraph's own opening label (茶叶：…) last; `owner` is whom a bare 产值 is said of (建材集群，产值…). `parent` names what 其中 makes the figure a part of.
    `given` is True for what the words take as there already (现有43户企业). `listed` is True for an item of a list that 其中 opens,
    `in_turn` for one of a 分别 list, `half_stop` for a figure whose sentence follows a ；.
    """

    quantity: Quantity
    role: Role
    source: Source
    site: Site
    name: Name | None = None
    when: When = field(default_factory=When)
    scope: str = ""
    cue: str = ""
    gap: str = ""
    tail: str = ""
    start: str = ""
    compared: int | None = None
    cell: Text | None = None
    falling: bool = False
    build: bool = False
    bracketed: bool = False
    own_name: bool = True
    listed: bool = False
    half_stop: bool = False
    in_turn: bool = False
    parent: Name | None = None
    given: bool = False
    label: tuple[str, ...] = ()
    owner: str = ""

    @property
    def indicator(self) -> str | None:
        """The indicator's name as printed."""
        return self.name.printed if self.name else None

    @property
    def year(self) -> int | None:
        """The year that the figure stands for."""
        return self.when.year

    @property
    def period(self) -> tuple[int, int] | None:
        """First and last year that the figure sums up or grows over."""
        return self.when.period

    @property
    def span(self) -> Span:
        """Where the figure stands."""
        return self.quantity.span

    @property
    def why(self) -> str:
        """How the time is known."""
        return self.when.known.value
