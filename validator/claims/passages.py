"""Passages: what prose states more than once, within the plan's territory and for parts of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from validator.claims.claim import Claim, Known, Role
from validator.claims.names import Name
from validator.claims.relations import MOVED, RATIOS
from validator.claims.tables import IndicatorTable
from validator.claims.wholes import bounded
from validator.patterns import later
from validator.quantities.interval import HUNDRED, Interval, agree, allows, is_swap, ratio_interval

# A caption that says the table is about a body, or about a larger territory, for comparison.
_ELSEWHERE = later(r"园区|高新区|开发区|新区|集中区|全省|全国|各县|各市|分县|分区|对比|比较")
# 全县…, 全社会…: said of the whole territory in so many words, not of another project or body.
_TERRITORY = later(r"全(?:县|市|省|区|州|国|域|社会)|[全我](?:县|市|省)")
# A chapter's title that says no subject of its own, unlike 一、医药制造业.
_STAGE = later(
    r"发展|目标|任务|基础|现状|形势|背景|成效|成就|回顾|情况|总体|要求|思路|指导|原则|保障|措施|布局|工作|概况|概述|综合|前言|附则|规划|指标"
)
_NO_SUBJECT = later(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．])?(?:存在|面临|主要|突出|当前|取得|发展|工作|的)*(?:问题|短板|不足|困难|挑战|形势|成效|成就|成绩|现状|回顾)(?:[与和](?:问题|短板|不足|困难|挑战))?$"
)
_BRANCH = later(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．])?(?!发展|做|培|壮|提|推|打|加|建|振|构|完|优|实|促|聚|突|着|大)[\u4e00-\u9fff、]{2,16}业"
)
_BODY = later(r"本级|城区|园区|新区|高新区|经开区|开发区|[一二三]产业")
_CHAPTER = later(r"[一二三四五六七八九十]+、|第[一二三四五六七八九十\d]+[章节部]|\d")
# A name that is a place's: what is counted there is not said.
_PLACE = later(r"[县区市镇乡村]$")
_ADDS_UP = later(r"新增|净增|新建|新改|改造|培训|引进|实施|举办|完成|发放|新开工|开工|投放|争取")
Pair = tuple[Claim, Claim]
Levels = dict[tuple[str, int], list[Claim]]


def levels_of(claims: Iterable[Claim]) -> Levels:
    """The territory's own levels by name and year; of a part of a year, by name with its months."""
    found: Levels = defaultdict(list)
    for claim in claims:
        if claim.role is not Role.LEVEL or claim.scope or claim.owner:
            continue
        when = claim.when
        if claim.name is not None and when.year is not None:
            found[claim.name.key + when.months, when.year].append(claim)
    return found


def repeated(levels: Levels, groups: Iterable[tuple[Claim, ...]]) -> Iterator[Pair]:
    """Levels that prose states again for the same year: the first with each later one."""
    several = [claims for claims in levels.values() if len(claims) > 1]
    subjects = _subjects(groups) if several else {}
    for claims in several:
        sure = [c for c in claims if _complete(c)]
        others = [c for c in sure[1:] if comparable(sure[0], c) and _one_subject(sure[0], c, subjects)]
        # Three values and more are said of as many different things.
        if len({c.quantity.value for c in (sure[:1] + others)}) <= 2:
            yield from ((sure[0], other) for other in others)


def rates_repeated(claims: Iterable[Claim]) -> Iterator[Pair]:
    """Annual rates that prose states again for the same years, both said: the first with each later one; and what was
    added in one year, where the digits stand in another order."""
    told: dict[tuple[str, Role, int | tuple[int, int]], list[Claim]] = defaultdict(list)
    for claim in claims:
        when = claim.when.period or claim.when.year
        if claim.role not in _TOLD_ONCE or when is None or claim.when.known is not Known.SAID or claim.when.months:
            continue
        if claim.name is not None and claim.own_name and not (claim.scope or claim.owner) and _complete(claim):
            told["".join(sorted(claim.name.core.removeprefix("新增"))), claim.role, when].append(claim)
    for same in told.values():
        others = [c for c in same[1:] if comparable(same[0], c) and not (c.start or same[0].start)]
        if len({c.quantity.value for c in (*same[:1], *others)}) == _TWICE:
            yield from ((same[0], c) for c in others if c.role is not Role.FLOW or _swapped(same[0], c))


_TOLD_ONCE, _TWICE = (Role.ANNUAL_GROWTH, Role.FLOW), 2


def _swapped(a: Claim, b: Claim) -> bool:
    return a.quantity.scale == b.quantity.scale and is_swap(a.quantity.figure, b.quantity.figure)


def _subjects(groups: Iterable[tuple[Claim, ...]]) -> dict[tuple[int, int], Name | None]:
    """What each sentence is about, by block and sentence: behind a ；, still what the sentence began with, and nothing
    that can be compared in a list that 其中 opened."""
    found: dict[tuple[int, int], Name | None] = {}
    block, subject, listed = -1, None, False
    for group in groups:
        head = group[0]
        follows = head.half_stop or _goes_on(head)
        if not (follows and head.site.block == block):
            subject, listed = head.name, False
        block = head.site.block
        found[block, head.site.sentence] = None if listed else subject
        listed = listed or any("其中" in claim.gap for claim in group)
    return found


def _one_subject(a: Claim, b: Claim, subjects: dict[tuple[int, int], Name | None]) -> bool:
    """普通高校在校生…，毕业生就业率…: what a later clause says is said of the sentence's own subject, the same in both."""
    if _done_again(a, b):
        return True
    one, other = (own_subject(c) or subjects.get((c.site.block, c.site.sentence)) for c in (a, b))
    return one is not None and other is not None and one.key == other.key


def _done_again(a: Claim, b: Claim) -> bool:
    """打造公共数据授权运营场景 twice, in so many words: what a plan sets out to do needs no other subject."""
    said = a.when.known is b.when.known is Known.SAID and a.cue == b.cue
    return said and a.name is not None and len(a.name.core) >= _FULL and a.cue.find(a.name.printed) > 0


_FULL = 8  # characters of a name that says all


def _goes_on(head: Claim) -> bool:
    """专任教师5.1万人 behind the sentence that says whose: no year and no territory of its own."""
    own = head.when.known is Known.SAID or _TERRITORY.search(head.cue) is not None
    return head.site.sentence > 0 and not own


def own_subject(claim: Claim) -> Name | None:
    """The name of a figure that opens its sentence, and does not go on with what the one before is about."""
    opens = claim.site.clause == 0 and not claim.half_stop and not _goes_on(claim)
    return claim.name if opens or claim.cue.endswith("的") else None


_TELLING = 3  # digits of a figure without a unit that is no mere count


def comparable(a: Claim, b: Claim) -> bool:
    """False for siblings (茶叶：…; 油茶：…), whose label is part of what their figures are said of."""
    one, other = ([part for part in c.label if part] for c in (a, b))
    siblings = one[:-1] == other[:-1] and one != other and len(one) == len(other)
    chapters = len(one) == len(other) == 1 and all(_CHAPTER.match(part[0]) for part in (one, other))
    if (
        chapters
        and not any(_BODY.search(part[0]) for part in (one, other))
        and any(_STAGE.search(part[0]) for part in (one, other))
    ):
        siblings = False  # 一、发展基础 and 二、发展目标 speak of one thing
    apart = a.site.block != b.site.block  # within a paragraph the second is said of something else
    if one != other and any(path and _BRANCH.fullmatch(path[-1]) for path in (one, other)):
        return False  # （一）批发和零售业: what is said under it is said of it alone
    if siblings and any(_NO_SUBJECT.search(part[-1]) for part in (one, other) if part):
        siblings = False  # （一）平台建设, （二）存在问题: the second looks at the same things
    counted = (
        a.quantity.unit or min(len(c.quantity.figure) for c in (a, b)) >= _TELLING
    )  # 自然人0，商业企业2: of anything
    return a.quantity.unit == b.quantity.unit and bool(counted) and apart and not siblings


def one_measure(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """The pairs of two tables that tell the same: where most of what they share differs, they measure other things
    (学校数, 在校生数 by kinds of school)."""
    by_tables: dict[tuple[int, int], list[Pair]] = defaultdict(list)
    for a, b in pairs:
        by_tables[a.site.block, b.site.block].append((a, b))
    for shared in by_tables.values():
        differ = sum(not agree(a.quantity, b.quantity) for a, b in shared)
        if differ <= 1 or 2 * differ <= len(shared):
            yield from shared


def tabled_twice(tables: Iterable[IndicatorTable], target: int | None = None) -> Iterator[Pair]:
    """Levels that two tables state for one indicator and year; under the plan's `target` year, 2030年 is a plan, too."""
    first: dict[tuple[str, int, str, bool | None], tuple[int, Claim]] = {}
    for table in tables:
        if table.table.caption is not None and _ELSEWHERE.search(table.table.caption.string):
            continue
        kinds = {c.header: c.planned or (c.year == target and not c.reached) for c in table.columns}
        for series in table.series:
            for claim in series.levels:
                if claim.year is not None and claim.role is Role.LEVEL:
                    key = (series.name.key, claim.year, claim.quantity.unit, kinds.get(claim.cue))
                    block, other = first.setdefault(key, (table.block, claim))
                    if block != table.block:
                        yield other, claim


def subsets(prose: Iterable[Claim], levels: Levels) -> Iterator[Pair]:
    """A level of a body or group within the territory, with the territory's own level of the same year."""
    for claim in prose:
        if (
            claim.role is not Role.LEVEL
            or not claim.scope
            or claim.when.months
            or claim.scope.startswith("全")
            or claim.quantity.unit in RATIOS
        ):
            continue
        if claim.name and claim.year:
            own = levels.get((claim.name.key, claim.year), ())
            whole = next((c for c in own if c.quantity.unit == claim.quantity.unit and _TERRITORY.search(c.cue)), None)
            if whole is not None:
                yield claim, whole


def _complete(claim: Claim) -> bool:
    """True for a level whose name says all: not an item of a list, nor short for what its sentence is about
    (新产品产值…，销售收入…)."""
    assert claim.name is not None
    named = claim.own_name and (claim.site.clause == 0 or len(claim.name.core) >= 6 or claim.cue.endswith("的"))
    if _PLACE.search(claim.name.printed):
        return False
    if _ADDS_UP.search(claim.name.printed + claim.cue) and claim.when.known is not Known.SAID:
        return False  # what adds up may be said of one year or of five; a heading does not tell
    reached = MOVED.search(claim.cue) is not None and claim.when.known is Known.SAID  # 由39户增加到2025年的56户
    return (named or reached or bool(claim.start)) and not claim.listed and not claim.build and not claim.bracketed


def quotients(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim, Claim]]:
    """A share whose name says of what (甲占乙比重), with the levels of both for the same year."""
    shared = [c for c in claims if c.name and c.name.whole and c.year and not c.scope and c.quantity.unit == "%"]
    levels = levels_of(claims) if shared else {}
    sentences = _amounts_by_sentence(claims) if shared else {}
    for claim in shared:
        assert claim.name is not None
        assert claim.year is not None
        parts = _of_amounts(levels.get(("".join(sorted(claim.name.core)), claim.year), ()))
        wholes = _of_amounts(levels.get(("".join(sorted(claim.name.whole)), claim.year), ()))
        pairs = [(p, w) for p in parts for w in wholes if _apart(p, w)]
        pair = next((pair for pair in pairs if _gives(pair, claim)), pairs[0] if pairs else None)
        if pair is None or _of_one_in_a_list(pair[1], pair[0]):
            continue
        here = sentences.get((claim.site.block, claim.site.sentence), ())[-_MOST:]
        if _gives(pair, claim) or not _explained(claim, here, wholes):
            yield claim, *pair


def _of_amounts(claims: Sequence[Claim]) -> list[Claim]:
    """The first of some claims, without rates: 地区生产总值, 7% in the plan of a year, is by how much it is to grow."""
    return [claim for claim in claims[:_MOST] if claim.quantity.unit not in RATIOS]


_MOST = (
    8  # statements of one figure, or figures of one sentence, that are weighed; a document repeats itself less often
)


def _amounts_by_sentence(claims: Iterable[Claim]) -> dict[tuple[int, int], list[Claim]]:
    found: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.quantity.unit not in RATIOS:
            found[claim.site.block, claim.site.sentence].append(claim)
    return found


def _gives(pair: Pair, share: Claim) -> bool:
    """True for two figures of which the one is that share of the other."""
    ratio = ratio_interval(pair[0].quantity, pair[1].quantity)
    return ratio is not None and allows(share.quantity, Interval(ratio.low * HUNDRED, ratio.high * HUNDRED))


def _explained(share: Claim, here: Sequence[Claim], wholes: Sequence[Claim]) -> bool:
    """True where figures of the share's own sentence, or one of them and a whole so called, give it: 完成改造4126家，累计1.13万家，
    占规上工业企业的60.4%（全省规上工业企业1.87万家）."""
    return any(_gives((one, other), share) for one in here for other in (*here, *wholes) if one is not other)


_ADDED_UP = later(r"累计|[三四五]年(?:来|间|内)")  # over the years, beside what a year has


def _apart(part: Claim, whole: Claim) -> bool:
    """Of one unit, not the same figure under a longer and a shorter name, nor an aside named after it (全市为N)."""
    same = part.quantity.value == whole.quantity.value
    larger = part.quantity.low > whole.quantity.high
    reckoned = not (
        same or larger or part.bracketed or bounded(part) or bounded(whole)
    )  # 产值突破百亿元，达到104.6亿元
    return reckoned and part.quantity.unit == whole.quantity.unit and _ADDED_UP.search(part.cue) is None


def _of_one_in_a_list(whole: Claim, part: Claim) -> bool:
    """五年投资680亿元，其中…2025年150亿元；技改投资280亿元，占投资的41%: not of what the last year of the list had."""
    return whole.listed and not whole.own_name and part.when.known is not Known.SAID


def broken_paths(tables: Iterable[IndicatorTable]) -> Iterator[tuple[Claim, ...]]:
    """The yearly levels of each row with a column a year, four of them or more."""
    for table in tables:
        for series in table.series:
            levels = [c for c in series.levels if c.year is not None and c.role is Role.LEVEL]
            if len(levels) >= 4 and all(b.year == a.year + 1 for a, b in pairwise(levels) if a.year):
                yield tuple(levels)
