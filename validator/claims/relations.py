"""Relations: the sentences that go together, and which of their figures are before and after a change."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from validator.claims.claim import Claim, Role

LEVELS = (Role.LEVEL, Role.TOTAL, Role.FLOW, Role.COUNT)
# In place of a year: the plan's own base, for a target that is given with its rate alone.
BASE_YEAR = 0
CHANGES = (Role.DIFFERENCE, Role.GROWTH, Role.ANNUAL_GROWTH, Role.MULTIPLE, Role.STEP)
RATIOS = ("%", "‰")


@dataclass(frozen=True, slots=True)
class Change:
    """A stated change with the figures it leads from and to. `before` is None where only a year is
    named (比2025年净增): then `before_year` says which."""

    amount: Claim
    after: Claim
    before: Claim | None
    before_year: int | None = None
    gap: str = ""

    @property
    def increase(self) -> bool:
        """True for 增长N倍, False for 是…的N倍, 扩大到N倍."""
        return bool(_INCREASE.search(self.amount.cue))


_INCREASE = re.compile(r"(?:增长|增加|提高|提升|上升|扩大|净增|增)了?(?:约|近|超过|超)?$")
# 比上年增加19家 behind a comparison with another year: its base is not in the sentence.
_RELATIVE = re.compile(r"(?:比|较)(?:上年|去年|上月|上季|上一|同期|全国|全省|全市|年初|计划|预期|目标)|同比|环比")
_VERB = re.compile(
    r"(增长|增加|提高|提升|上升|扩大|攀升|增|下降|减少|降低|压减|压缩|缩短|缩小|减|降)(?:到|至|为)(?:(?:19|20)\d\d年(?:末|底)?的?)?[约近超过]*$"
)
_NET = re.compile(
    r"年(?:来|间)?(?:净增|新增|增加)(?:约|近)?$"
)  # 五年新增945, not 五年累计新增, which leaves out what was lost
_RANK = re.compile(r"排名|排位|位次|名次|位居|位列|名列|强")  # a smaller number is the better one
_FALLING = frozenset({"下降", "减少", "降低", "压减", "压缩", "缩短", "缩小", "减", "降"})


def sentence_groups(claims: tuple[Claim, ...]) -> Iterator[tuple[Claim, ...]]:
    """Claims by sentence; one that opens with 其中, or with a share behind ；, goes on with the one before."""
    group: list[Claim] = []
    for _, members in groupby(claims, key=lambda c: (c.site.block, c.site.sentence)):
        sentence = list(members)
        if group and not (group[0].site.block == sentence[0].site.block and _continues(group, sentence)):
            yield tuple(group)
            group = []
        group += sentence
    if group:
        yield tuple(group)


def _continues(group: list[Claim], sentence: list[Claim]) -> bool:
    """其中甲22家…, or 中级职称3091人，占40.32% behind a first item of the same list."""
    if re.match(r"[，,\s]*其中", sentence[0].gap):
        return True
    shared = any(c.role is Role.SHARE and bare_share(c.cue) for c in group)
    return (
        sentence[0].half_stop
        and shared
        and len(sentence) > 1
        and sentence[1].role is Role.SHARE
        and sentence[0].quantity.unit == group[-2:][0].quantity.unit
    )


def changes(group: tuple[Claim, ...]) -> Iterator[Change]:
    """The changes of one sentence: 由A提高到B，提高C; B，比2015年的A增加C; B，年均增长C."""
    before: Claim | None = None
    after: Claim | None = None
    joined = ""
    ends: dict[str, tuple[Claim, Claim]] = {}
    for claim in group:
        joined += claim.gap
        if before is not None and after is not None and after.name is not None:
            ends[after.name.key] = (before, after)
        change = _is_change(claim, before, after)
        if claim.in_turn and change:
            if claim.name is not None and claim.name.key in ends:
                yield Change(claim, ends[claim.name.key][1], ends[claim.name.key][0], None, joined)
            continue
        if claim.role in LEVELS and not change:
            before, after = _hear_level(claim, before, after)
            if not claim.start:
                joined = claim.gap
        elif change and after is not None and not claim.own_name:  # not …，人均收入年均增长7%
            if _OWN_YEAR.search(claim.gap) and not claim.compared and not _one_year(before, after):
                continue
            base = None if _RELATIVE.search(claim.gap) else before
            year = claim.compared if base is None else None
            if claim.compared and base is not None and base.year not in (None, claim.compared):
                base, year = None, claim.compared
            if (base is not None and base is not after) or year:
                yield Change(claim, after, base, year, joined)
            elif base is None and claim.role is Role.ANNUAL_GROWTH and not _RELATIVE.search(claim.gap):
                yield Change(claim, after, None, BASE_YEAR, joined)


def movements(group: tuple[Claim, ...]) -> Iterator[tuple[Claim, Claim, str, bool]]:
    """由A提高到B: both figures, the verb, and whether it says down."""
    for before, after in pairwise(group):
        verb = _VERB.search(after.cue)
        ranked = before.quantity.unit in ("位", "名", "") and _RANK.search(before.gap + after.gap)
        alone = not (before.in_turn or after.in_turn)  # not 分别从A、B提高到C、D, where B does not become C
        paired = alone or (before.name is not None and before.name == after.name)
        if before.start == "from" and verb and before.quantity.unit == after.quantity.unit and paired and not ranked:
            yield before, after, verb[1], verb[1] in _FALLING


def _is_change(claim: Claim, before: Claim | None, after: Claim | None) -> bool:
    """A change of something, or 新增945 behind the two levels it leads between."""
    if claim.role in CHANGES or claim.quantity.unit == "番":
        return True
    added = claim.role is Role.FLOW or (claim.role is Role.TOTAL and bool(_NET.search(claim.cue)))
    return added and not claim.own_name and before is not None and after is not None


def _hear_level(claim: Claim, before: Claim | None, after: Claim | None) -> tuple[Claim | None, Claim | None]:
    if claim.start == "from":
        return claim, None
    if claim.start in ("than", "of"):
        return claim, after
    if before is not None and after is None and before.start == "from" and not claim.own_name:
        return before, claim
    if before is not None and after is None and before.start == "than" and before.quantity.unit == claim.quantity.unit:
        return before, claim  # 与2015年的A相比，2020年增加到B
    if after is not None and _later(after, claim):
        return after, claim
    if before is not None and after is None and before.start == "from" and MOVED.search(claim.cue):
        return before, claim
    return None, claim


def _later(earlier: Claim, claim: Claim) -> bool:
    """2015年为119起，2020年降为94起: one indicator in two years, both said."""
    if earlier.year is None or claim.year is None or claim.year <= earlier.year or earlier.start:
        return False
    same = claim.name is not None and earlier.name is not None and claim.name.key == earlier.name.key
    return same and not claim.own_name and claim.quantity.unit == earlier.quantity.unit


MOVED = re.compile(r"(?:到|至|为|达)[^，]{0,4}$")
# …，其中2023年增长15.2%: a year's own rate, not that of the years between the two levels.
_OWN_YEAR = re.compile(
    r"其中|(?:(?:19|20)\d\d年|当年|去年|上年|今年)(?:当年)?(?:同比)?(?:实际)?[增提上升下减降][^，。；比较\d]{0,4}$"
)


def _one_year(before: Claim | None, after: Claim) -> bool:
    return before is not None and None not in (before.year, after.year) and after.year == (before.year or 0) + 1


def bare_share(cue: str) -> bool:
    """占41.6%, 占比41.6%, 占总数的41.6%: of what was named before, not of something new."""
    return bool(
        re.fullmatch(
            r"[，（(]?(?:其中|约|，)*(?:所)?占(?:比|到|总数的?|全部的?|其|的)?(?:重|例)?(?:约|达到|达|为|近|超过)*", cue
        )
    )
