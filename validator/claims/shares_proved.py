"""Shares proved: what no word ties to its part and whole, but the figures do, to the last digit or but for one slip.

软件企业占了41.5%，共961户 behind 企业2315户; 行政村214个，通了宽带的186个，覆盖率86.9%; 网办率96.5%（全部事项1536项）.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import islice, pairwise
from operator import attrgetter

from validator.claims.claim import Claim, Role
from validator.claims.parts import is_part as is_share_of_itself
from validator.claims.relations import CHANGES, LEVELS, RATIOS, bare_share
from validator.claims.share import Share, holds, like, reordered, slipped, swapped, told_exactly, twofold
from validator.claims.shares_named import NAMED, PLANNED
from validator.claims.wholes import AMONG, bounded
from validator.patterns import later
from validator.quantities.interval import HUNDRED
from validator.span import Span


def shares_proved(group: tuple[Claim, ...], earlier: tuple[Claim, ...], done: Collection[Span]) -> Iterator[Share]:
    """The shares of a sentence that are not `done`, where two figures beside them make them right, or would but for
    one slip."""
    for index, claim in enumerate(group):
        if claim.quantity.unit != "%" or claim.span in done or claim.start or claim.role in CHANGES:
            continue
        pairs = list(_told_behind(group, index, earlier))
        found = _right(claim, pairs) or _but_for(claim, pairs, swaps=False)
        if not found and (both := _explained(group, index)):
            found = Share(claim, both[0], (both[1],), again=True)
        if not found and (progress := _is_progress(claim) or _is_rate(claim)):
            pairs = list(_told_before(group, index))
            sure = [pair for pair in pairs if pair[1].bracketed or (progress and _is_plan(pair[1]))]
            found = _right(claim, pairs) or _but_for(claim, sure, swaps=False) or _but_for(claim, pairs, swaps=True)
        pairs = list(_of_plan(group, index))
        found = found or _right(claim, pairs) or _but_for(claim, pairs, swaps=False)
        found = found or _of_measures(group, index) or _told_beside(group, index, earlier)
        if found:
            yield found


Pair = tuple[Claim, Claim]


def _right(claim: Claim, pairs: list[Pair]) -> Share | None:
    told = (Share(claim, part, (whole,), again=True) for part, whole in pairs)
    return next((share for share in told if holds(share, share.wholes[0])), None)


def _but_for(claim: Claim, pairs: list[Pair], *, swaps: bool) -> Share | None:
    if claim.quantity.high >= HUNDRED or not told_exactly(claim):
        return None  # 126件、215件，办复率100%: every figure is all of itself, or nearly so by accident
    told = (Share(claim, part, (whole,), proved=True) for part, whole in pairs if not _in_one_list(part, whole))
    wrong = swapped if swaps else slipped
    return next((share for share in told if wrong(share, share.wholes[0])), None)


def _in_one_list(one: Claim, other: Claim) -> bool:
    """建议126件、提案215件，办复率98.6%: neither is a part of the other."""
    first, second = sorted((one, other), key=attrgetter("site"))
    return second.gap.startswith("、") and first.site.sentence == second.site.sentence


def _told_beside(group: tuple[Claim, ...], index: int, earlier: tuple[Claim, ...]) -> Share | None:
    """参保职工4.26万人，外来务工的1.98万人，比重64.5%: whatever is said of them, two figures that are a share but for two of
    its digits changed over are that share's part and whole, unless it is right of two others."""
    claim = group[index]
    if claim.in_turn or claim.gap[:1] in _AND or not told_exactly(claim):
        return None
    if index and group[index - 1].quantity.unit == "%" and group[index - 1].own_name and claim.own_name:
        return None  # 独任制审理占比88.6%，简易程序适用率73.5%: rates of cases that are not told
    pairs = list(_side_by_side(group, index, earlier))
    if any(holds(Share(claim, part, (whole,)), whole) for part, whole in pairs):
        return None
    told = (Share(claim, part, (whole,), proved=True) for part, whole in pairs if not _in_one_list(part, whole))
    wrong = (share for share in told if reordered(share, share.wholes[0]))
    return next((share for share in wrong if _of_one_time(share) and _named_whole(share)), None)


_AND = ("、", "和", "及", "与")


def _side_by_side(group: tuple[Claim, ...], index: int, earlier: tuple[Claim, ...]) -> Iterator[Pair]:
    """The last figure before a share in its sentence with those shortly before it, either as the part; none that has had
    its share."""
    claim, told = group[index], list[Claim]()
    since = claim.site.sentence - 1
    before = (*(c for c in earlier[-_NEAR:] if c.site.sentence >= since), *group[max(0, index - _NEAR) : index])
    for each, after in pairwise((*before, claim)):
        amount = each.role in LEVELS and each.quantity.unit not in RATIOS and (claim.bracketed or not each.bracketed)
        had = after.role is Role.SHARE and after is not claim and not after.start
        if amount and not had:
            told.append(each)
    last = told[-1] if len(told) > 1 else None
    if last is None or twofold(last) or last.site.sentence != claim.site.sentence or last.year != claim.year:
        return
    for other in reversed(told[-_BESIDE:-1]):
        part, whole = sorted((last, other), key=lambda c: c.quantity.value)
        if like(whole, part) and like(part, whole) and not (bounded(part) or bounded(whole)):
            yield part, whole


_NEAR, _BESIDE = 6, 3  # figures before a share; those of them that may be its part and its whole


def _of_one_time(share: Share) -> bool:
    part, (whole,) = share.part, share.wholes
    one_place = part.scope == whole.scope or any(c.scope.startswith("全") for c in (part, whole))
    return part.year == whole.year and part.when.months == whole.when.months and one_place


def _named_whole(share: Share) -> bool:
    """占行政村总数的: of a figure that is said to be one of 行政村; a bare 占比 is of any."""
    cue, part, (whole,) = share.share.cue, share.part, share.wholes
    named = None if bare_share(cue) else NAMED.search(cue)
    name = named["name"].lstrip(_SAYS_NO_NAME) if named else ""
    if len(name) < _WORD:
        return True
    first = part if part.site < whole.site else whole
    told = whole.gap + (part.gap if first is whole else whole.tail)
    return name[:_WORD] in told or any(word in told for word in PLANNED.findall(name))


_WORD, _SAYS_NO_NAME = 2, "比的据有"  # characters of a word; what stands between 占 and a name


# 占了41.5%，共961户; 占41.5%（961户）; 63.0%集中在高新区（527家）; 有一半以上——178家
_AGAIN = later(
    r"(?:[\u4e00-\u9fff“”]{0,14}[（(]|[，、,—]+)(?:共有?|共计|总?计|合计|即|达到?|为|有|约|数量为?|总数为?)*\s*"
)
# 比重为68.9%，即71.6亿元税收里有49.3亿元
_THAT_IS = later(
    r"[，,（(—]*(?:(?:也就?是(?:说)?|即|相当于|折算下来|具体看)[^，。；、]{0,6}|(?:全[市县区省州])?(?:在)?)[，,]?(?:在)?"
)


def _told_behind(group: tuple[Claim, ...], index: int, earlier: tuple[Claim, ...]) -> Iterator[Pair]:
    """The part that stands right behind a share, with what stands before the share and may be its whole; or both."""
    first, *others = (*group[index + 1 : index + 3], None)
    if first is None or first.role not in LEVELS or first.quantity.unit in RATIOS or first.start or bounded(first):
        return
    second = others[0]
    if both := _both_behind(group, index):
        yield both
    elif (_AGAIN.fullmatch(first.gap) and not first.own_name) or _rate_of(group[index], first):
        if second is not None and _ALL_TOLD.match(second.gap) and like(second, first) and not bounded(second):
            yield first, second
        yield from ((first, whole) for whole in islice(_wholes((*earlier, *group[:index])[::-1], first), _FEW))


def _both_behind(group: tuple[Claim, ...], index: int) -> Pair | None:
    """覆盖率为68.0%（860家中的585家）: the part and the whole that a share is explained by."""
    if len(group) < index + 3:
        return None
    whole, part = group[index + 1 : index + 3]
    out_of = _OUT_OF if _SAID.match(whole.gap) else _OF_THEM
    told = like(whole, part) and not (bounded(whole) or bounded(part)) and out_of.match(part.gap)
    return (part, whole) if told and _THAT_IS.fullmatch(whole.gap) else None


def _explained(group: tuple[Claim, ...], index: int) -> Pair | None:
    """覆盖率57.1%，即14个乡镇中8个建成; 占有效监测天数的94.2%（有效监测362天）: what the words say a share is of, right or not."""
    if len(group) < index + 2:
        return None
    claim, behind = group[index : index + 2]
    if both := _both_behind(group, index):
        return both if _SAID.match(behind.gap) else None
    part = group[index - 1] if index else None
    aside = behind.bracketed and not claim.bracketed and not (index + 2 < len(group) and group[index + 2].bracketed)
    if part is None or part.bracketed or not (aside and like(behind, part) and like(part, behind)):
        return None
    if twofold(part) or bounded(part) or bounded(behind):
        return None
    bare = len(behind.gap) == 1
    if bare and "其中" in claim.gap:
        return behind, part  # 资金2.14亿元，其中57.5%（1.23亿元）
    named = claim.cue.endswith("的") and (bare or _one_word(claim.cue, behind.gap))
    larger = behind.quantity.low >= part.quantity.high or slipped(Share(claim, part, (behind,)), behind)
    return (part, behind) if named and larger else None  # 占用电量的61.4%（铝业用电14.2亿千瓦时）: a part of the part


def _one_word(one: str, other: str) -> bool:
    """占有效监测天数的, （有效监测: they have a word of two characters in common."""
    return any(one[at : at + _WORD] in other for at in range(len(one) - 1))


# Not 覆盖率99%，12个县中11个通过验收, where nothing says that the one is the other.
_OF_THEM = later(rf"{AMONG.pattern}(?<!中)|[^，。；、]{{0,10}}[中里](?:的|[^，。；、]{{1,8}}的有)")
_OUT_OF = later(r"[^，。；、]{0,14}[中里][^，。；、]{0,8}$")
_SAID = later(r"[（(]|[，,—]*(?:也就?是|即)")


def _rate_of(claim: Claim, part: Claim) -> bool:
    """提案2356件，办结率达80.0%，已办结1885件: what the rate is of is told behind it."""
    stem = _STEM.search(claim.cue)
    return bool(stem and _DONE.fullmatch(part.gap) and stem[1] in part.gap)


_STEM = later(r"([\u4e00-\u9fff]{2})率(?:约|达到?|为|近)*$")
_DONE = later(r"(?:[（(][^，。；（）()]*)?[，,（(]已?经?[\u4e00-\u9fff]{2,4}")
_FEW = 2  # figures of a unit that stand near enough to be the whole


def _wholes(before: tuple[Claim, ...], part: Claim) -> Iterator[Claim]:
    return (
        c for c in before if like(c, part) and not (bounded(c) or c.bracketed) and c.when.months == part.when.months
    )


def _is_rate(claim: Claim) -> bool:
    """覆盖率, 送餐比例, 覆盖面: a share of something in itself."""
    told = is_share_of_itself(claim) or _EXTENT.search(claim.cue)
    return claim.own_name and claim.role is not Role.COMPLETION and bool(told)


_EXTENT = later(r"(?:覆盖|受益|惠及|普惠|合格|亏损|发病|参与|知晓|推广)面(?:约|达到?|为|近)*$")


# 覆盖面72.9%，全县农户11.8万户: what there is of them in all, told last.
_ALL_TOLD = later(r"[）)]?[，,；;（(](?:而)?(?:全[市县区省州部]|共有?|总)")


# 优良天数338天（全年按365天计）; 网办率96.5%（全部政务服务事项1536项）
_OF_ALL = later(
    r"[（(](?:(?:其中)?(?:全|总|共|合计|按|应)|[^，。；（）()]{2,12}总[数量额人户]"
    r"|(?![^，。；]*(?:其中|含|[比较]|[增减新]|[上去]年))[^，。；（）()\d]{2,12}$)"
)


def _is_progress(claim: Claim) -> bool:
    """目标为600万亩，三年完成412万亩，完成68.7%; 时序进度40.1%."""
    return _PROGRESS.fullmatch(claim.cue) is not None


def _is_plan(claim: Claim) -> bool:
    return PLANNED.search(claim.gap) is not None


_PROGRESS = later(r"(?:已|累计|总体|时序|建设|完成)?(?:完成|进度)(?:率|约|达到?|为)*")


def _of_plan(group: tuple[Claim, ...], index: int) -> Iterator[Pair]:
    """新建42.6万亩，完成五年60万亩任务的71.0%: the plan, with what may have been done of it."""
    if index < 2 or not _OF_ITS_TASK.fullmatch(group[index].gap) or not _DOES.search(group[index - 1].gap):
        return
    *before, plan = group[max(0, index - _FAR) : index]
    if bounded(plan):
        return
    done = [c for c in before if like(plan, c) and like(c, plan) and not (bounded(c) or c.bracketed)]
    meant = replace(plan.quantity, low=plan.quantity.value, high=plan.quantity.value)  # a task is not rounded
    for part in [c for c in done if not c.listed][-_FEW:] or done[-1:]:
        yield part, replace(plan, quantity=meant)


_OF_ITS_TASK = later(r"[\u4e00-\u9fff]{0,4}(?:目标|任务|计划|规划)数?的[约近]?")
_DOES = later(r"(?:完成|达到|实现|为)[^，。；]*$")


def _of_measures(group: tuple[Claim, ...], index: int) -> Share | None:
    """监测对象1.86万户7.03万人，已消除1.21万户4.68万人，消除率66.6%（按人口计）: of the measure that a share names or has its place in
    turn for, else of the one that it is right of."""
    claim = group[index]
    told = [c for c in group[max(0, index - _FAR) : index] if c.quantity.unit not in RATIOS and not c.bracketed]
    if len(told) < _TWO_TWICE or claim.role not in (Role.SHARE, *LEVELS):
        return None
    pairs = [(part, whole) for whole, part in zip(told[-4:-2], told[-2:], strict=True)]
    fit = all(like(w, p) and like(p, w) and w.quantity.low >= p.quantity.high and not bounded(p) for p, w in pairs)
    if not (fit and twofold(told[-1]) and twofold(told[-3])):
        return None
    words = claim.cue + (claim.tail.partition("）")[0] if claim.tail[:1] in "（(" else "")
    said = [pair for pair in pairs if f"{pair[0].quantity.unit}数" in words or f"按{pair[0].quantity.unit}" in words]
    if claim.in_turn:
        said = pairs[1:] if group[index - 1].in_turn else pairs[:1]
    return Share(claim, said[0][0], said[0][1:], again=True) if len(said) == 1 else _right(claim, pairs)


_FAR, _TWO_TWICE = 6, 4  # figures before a share; two of two measures


def _told_before(group: tuple[Claim, ...], index: int) -> Iterator[Pair]:
    """The figure right before a rate, with one before it, or one in a bracket behind either of them."""
    told = [c for c in group[:index] if c.role in LEVELS and c.quantity.unit not in RATIOS]
    parts = [c for c in told if not c.bracketed or group[index].bracketed][-1:]
    if not parts or bounded(parts[0]) or twofold(parts[0]) or parts[0].start:
        return
    (part,) = parts
    if any(c.role is Role.SHARE or c.quantity.unit == "%" for c in group[group.index(part) + 1 : index]):
        return  # 其中重点人群38.6万人，占50.3%，签约率49.2%: the part has had its share
    after = group[index + 1 : index + 2]
    aside = [c for c in (*told[-1:], *after) if c.bracketed and _OF_ALL.match(c.gap)]
    aside += [c for c in after if _ALL_TOLD.match(c.gap)]
    before = (*(c for c in aside if c.role in LEVELS), *told[: told.index(part)][::-1])
    for other in islice((c for c in before if like(c, part) and not bounded(c)), _FEW):
        one_place = other.scope == part.scope or other.scope.startswith("全")
        if other.year == part.year and other.when.months == part.when.months and one_place:
            yield part, other
            yield other, part  # 通了公交的村863个，全市共有村1236个，通达率69.8%
