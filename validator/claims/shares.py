"""Shares: the printed shares of a sentence, each with the part and the whole that it is computed from."""

import re
from collections.abc import Iterator
from decimal import Decimal

from validator.claims.claim import Claim, Known, Role
from validator.claims.held_in import like, wholes_of
from validator.claims.names import LEAST, within
from validator.claims.relations import LEVELS, RATIOS, bare_share, is_base
from validator.claims.wholes import bounded, is_part
from validator.patterns import later
from validator.quantities.interval import HUNDRED, Interval, allows, ratio_interval, sum_interval
from validator.records import record


@record
class Share:
    """A printed share of a part in a whole. Several wholes where the sentence does not say which.

    `named` where 其中 or the share itself names the whole; `rate` for 入库率 behind 入库N件; `again` where
    the name of the whole, said again (占一般公共预算收入的66.3%), is all that ties them.
    """

    share: Claim
    part: Claim
    wholes: tuple[Claim, ...]
    named: bool = False
    rate: bool = False
    again: bool = False


WINDOW = 60  # figures before a share that may be its part or its whole


def shares(group: tuple[Claim, ...], earlier: tuple[Claim, ...] = (), level: str = "") -> Iterator[Share]:
    """The printed shares of one sentence with part and whole; `earlier` are the figures before it in its paragraph,
    `level` is the plan's own (市: 占全市的 is of its figures).

    What has a share or a rate of its own is no whole.
    """
    shared: list[Claim] = []
    for index, claim in enumerate(group):
        if claim.quantity.unit not in RATIOS or claim.role not in (Role.SHARE, Role.LEVEL, Role.COMPLETION):
            continue
        near = range(max(0, index - WINDOW), index)
        levels = [group[at] for at in near if _counts(group[at], group[at + 1]) and _heard(group[at], claim)]
        previous = group[index - 1] if index else None
        if (base := _base(group, index)) is not None:
            if levels and levels[-1].quantity.unit == base.quantity.unit and not bounded(levels[-1]):
                yield _of_base(claim, [c for c in levels if c is levels[-1] or c not in shared], base)
                shared.append(levels[-1])
        elif (
            found := _named_again(claim, levels, earlier)
            or _of_all(claim, levels, earlier, level)
            or (_of_item(claim, levels, earlier) or _of_its_own(claim, levels) if levels else None)
            or ("存贷比" in claim.cue and _of_deposits(claim, levels))
        ):
            yield found
        elif previous is not None and levels and (claim.role is Role.SHARE or _RATE_NAME.search(claim.cue)):
            found = _share(claim, levels, _between(group, index), tuple(shared[-WINDOW:]), earlier)
            if (claim.role is Role.SHARE and previous is levels[-1]) or _own_rate(claim, levels[-1]):
                shared.append(levels[-1])
            if found:
                yield found


def _base(group: tuple[Claim, ...], index: int) -> Claim | None:
    """The figure that a share names as its whole: 占耕地98万亩的比重由60%提高到73.5% is of the 98万亩 now, 60% need not be."""
    if index == 0 or group[index].start == "from":
        return None
    moved = group[index - 1].start == "from" and index > 1
    at = index - 2 if moved else index - 1
    return group[at] if is_base(group[at], group[at + 1]) else None


def _of_base(claim: Claim, levels: list[Claim], base: Claim) -> Share:
    """高标准农田72万亩，新增11万亩，占耕地98万亩的73.5%: of the last figure, or of one before it that makes it right."""
    found = [Share(claim, part, (base,), named=True) for part in levels if like(part, base) and not bounded(part)]
    last = Share(claim, levels[-1], (base,), named=True)
    return next((share for share in reversed(found) if holds(share, base)), last)


def _counts(claim: Claim, follower: Claim) -> bool:
    """True for an amount that something can be a share of, or that can be one; a share's base is neither."""
    ratio = claim.quantity.unit in (*RATIOS, "倍", "百分点", "番", "年", "大")
    return claim.role in LEVELS and not ratio and not is_base(claim, follower)


def _heard(claim: Claim, share: Claim) -> bool:
    """What stands in a bracket is no part of what is said behind it."""
    return share.bracketed or not claim.bracketed


# 占总数的, 所占比重: of the one whole there is.
_OF_ALL = later(r"占(?:总数|全部|总量|总人数|其)|所占")
_RATE_NAME = later(r"(?P<stem>[\u4e00-\u9fff]{1,6})率(?:为|达|达到)?$")
# 节约率 is of the budget, which the sentence need not name.
_OF_ANOTHER = ("节约", "节省", "资金节约", "增减")


def _own_rate(claim: Claim, level: Claim) -> bool:
    """出生人口3.09万人，出生率9.88‰: of something that the sentence need not name."""
    stem = _RATE_NAME.search(claim.cue)
    return bool(stem and level.name and stem["stem"][:2] in level.name.printed)


def _between(group: tuple[Claim, ...], index: int) -> Claim:
    """The figure that a share follows, over what is said of its growth and over brackets."""
    passed = index - 1
    while passed > 0 and (
        (group[passed].role in (Role.GROWTH, Role.DIFFERENCE) and not group[passed].own_name)
        or (group[passed].bracketed and not group[index].bracketed)
    ):
        passed -= 1
    return group[passed]


def _share(
    claim: Claim, before: list[Claim], previous: Claim, shared: tuple[Claim, ...], earlier: tuple[Claim, ...]
) -> Share | None:
    part = before[-1]
    if bounded(part) or (previous is not part and not (previous.role is Role.SHARE and previous.bracketed)):
        return None
    if claim.role is not Role.SHARE:
        return _rate(claim, [c for c in before if c is part or c not in shared], earlier)
    if not bare_share(claim.cue):
        return None
    wholes = wholes_of(part, [c for c in before[:-1] if c not in shared], earlier)
    if not wholes and "其中" in part.gap:  # 12万人，占人口的3%；其中甲5万人，占42%: of the 12万人, most likely
        nearest = wholes_of(part, before[:-1], ())[-1:]
        return Share(claim, part, nearest, rate=True) if nearest and not _twofold(part) else None
    named = is_part(part) or bool(_OF_ALL.search(claim.cue))
    return Share(claim, part, wholes, named=named and not _twofold(part)) if wholes else None


def _twofold(part: Claim) -> bool:
    """902户2685人，占68%: of the households, perhaps."""
    return not part.gap


def _rate(claim: Claim, before: list[Claim], earlier: tuple[Claim, ...]) -> Share | None:
    """通过率 behind 评审134件，通过91件; 完成率 also behind 完成60亿元，年度计划80亿元."""
    stem = _RATE_NAME.search(claim.cue)
    if stem is None or claim.quantity.unit != "%" or len(before) < 2:  # a rate in ‰ is of the population
        return None
    *others, part = before
    if (
        "完成" in stem["stem"]
        and PLANNED.search(part.gap)
        and not PLANNED.search(others[-1].gap)
        and like(others[-1], part)
    ):
        return Share(claim, others[-1], (part,), rate=True)
    beside = is_part(part) and _beside(others[-1], part)
    if is_part(part) and not beside:  # 其中省定项目拨付20亿元，拨付率83%: of the part's own plan
        wholes = wholes_of(part, others, earlier)
        return Share(claim, part, wholes, again=True) if wholes and _urban(stem["stem"], part, wholes[-1]) else None
    letters, own = set(stem["stem"]), set((part.indicator or "") + part.gap)
    named = stem["stem"] not in _OF_ANOTHER and letters & own and letters <= own | set(others[-1].indicator or "")
    wholes = tuple(others[-1:]) if beside else wholes_of(part, others, earlier)
    return Share(claim, part, wholes, rate=True) if named and wholes and not _twofold(part) else None


def _beside(whole: Claim, part: Claim) -> bool:
    """其中外资企业14家，协议投资86亿元、到位资金64亿元，到位率74.4%: both figures of the rate are told of that part."""
    told = whole.listed and part.listed and "其中" not in whole.gap + part.gap
    return told and like(whole, part) and whole.site.sentence == part.site.sentence


def _urban(stem: str, part: Claim, whole: Claim) -> bool:
    """城镇化率 behind 常住人口…，其中城镇人口…: of the residents, or of those registered."""
    kind = next((word for word in ("常住", "户籍") if word in stem), "常住")
    return stem.endswith("城镇化") and (part.indicator or "").startswith("城镇") and kind in (whole.indicator or "")


# 占一般公共预算收入的66.3%, 占年度计划的92.7%
NAMED = later(
    r"(?:占|完成了?)(?P<name>[^，。；]{2,16}?)(?:总数|总量|总额|总值)?的?(?:比重|比例|份额)?(?:约|达到?|为|近|超过?)*$"
)
PLANNED = re.compile(r"计划|(?<!公共)(?<!基金)(?<!经营)预算(?![收支])|任务|目标")
_WHOLE_PLAN = re.compile(r"总|累计|年规划")  # 占总计划的84.6%: another one than the year's


def _named_again(claim: Claim, levels: list[Claim], earlier: tuple[Claim, ...]) -> Share | None:
    """A share whose whole, named again, stands before it in the paragraph."""
    named = NAMED.search(claim.cue)
    if named is None or bare_share(claim.cue):
        return None
    heard = levels or [c for c in earlier if c.role in LEVELS and c.quantity.unit not in RATIOS][-1:]
    if not heard or bounded(heard[-1]):
        return None
    if plan := PLANNED.search(named["name"]):
        return None if _WHOLE_PLAN.search(named["name"]) else _planned(claim, heard, plan[0])
    return _of_named(claim, (*earlier, *levels), heard[-1])


def _planned(claim: Claim, levels: list[Claim], plan: str) -> Share | None:
    """年度投资计划60亿元，完成投资45亿元，占年度投资计划的75%: where the one plan of the sentence is meant."""
    *others, part = levels
    plans = [c for c in others if plan in c.gap and PLANNED.search(c.gap) and like(c, part)]
    if len(plans) != 1 or PLANNED.search(part.gap) or is_part(part):
        return None
    further = [c for c in others if like(c, part) and c not in plans]
    return Share(claim, part, (*further, *plans), again=True)


def _of_named(claim: Claim, before: tuple[Claim, ...], nearest: Claim) -> Share | None:
    """…生产总值240亿元。旅游业增加值66亿元，占GDP的比重为27.5%: of the level that has the name of the whole."""
    if claim.name is None or not claim.name.share or not claim.name.whole:
        return None
    territory = TERRITORY.search(claim.cue)
    part: Claim | None = nearest
    if claim.own_name:  # not 普惠性民办园386所，普惠性幼儿园占全市幼儿园的比例为88.6%
        named_so = [c for c in before if c.name and c.name.core.removeprefix("全年").startswith(claim.name.core)]
        part = next((c for c in reversed(named_so) if c.role in LEVELS and c.quantity.unit not in RATIOS), None)
    if part is None or bounded(part):
        return None
    key = "".join(sorted(claim.name.whole))
    alike = [c for c in before if c.name and c is not part and like(c, part) and c.scope == part.scope]
    wholes = [c for c in alike if c.name and c.name.key == key] or _total_of(claim.name.whole, alike, claim)
    wholes = [c for c in wholes if c.when.months == part.when.months and _one_time(c, part)]
    if territory:  # 占全省粮食产量的12.6% is of no figure of the city's own
        wholes = [c for c in wholes if territory.group() in c.gap]
    return Share(claim, part, tuple(wholes[-1:]), again=True) if wholes else None


def _total_of(named: str, before: list[Claim], claim: Claim) -> list[Claim]:
    """全市电力总装机486万千瓦，…，占总装机的80.2%: the one total of the sentence whose name ends so."""
    if not named.startswith("总") or len(named) < LEAST:
        return []
    here = [c for c in before if c.name and c.site.sentence == claim.site.sentence and not is_part(c)]
    found = [c for c in here if c.name and c.name.printed.endswith(named)]
    return found if len(found) == 1 else []


def _one_time(whole: Claim, part: Claim) -> bool:
    """True for one year; 五年累计投资680亿元，其中2025年150亿元；技改投资280亿元: of the years, where the part names none."""
    if whole.listed and not whole.own_name:
        return part.when.known is Known.SAID and whole.year == part.year
    summed = whole.role is Role.TOTAL and part.when.known in (Known.IMPLIED, Known.UNKNOWN)
    return whole.year == part.year or summed


TERRITORY = re.compile(r"全[国省市县区州旗]")
_OF_TERRITORY = later(
    r"[，,]?(?:约)?占全(?P<level>[省市县区州旗盟])(?:总数|总量|总额)?的?(?:比重|比例)?(?:约|近|达到?|为|超过?)*"
)


def _of_all(claim: Claim, levels: list[Claim], earlier: tuple[Claim, ...], level: str) -> Share | None:
    """全市有企业512家。…；园区有企业148家，占全市的28.9%: of the one figure before that is told of the whole territory
    under a name that holds the part's own."""
    found = _OF_TERRITORY.fullmatch(claim.cue) if levels else None
    if not found or found["level"] != level:
        return None
    part = levels[-1]
    if not part.scope or part.name is None or bounded(part) or is_part(part) or _twofold(part):
        return None
    own = part.name.printed.rpartition(part.scope)[2]
    wholes = [
        c
        for c in (*earlier, *levels[:-1])
        if like(c, part) and not (c.scope or c.bracketed or is_part(c)) and c.name and _names(own, c.name.printed)
    ]
    one_time = len(wholes) == 1 and (wholes[0].year, wholes[0].when.months) == (part.year, part.when.months)
    return Share(claim, part, tuple(wholes), again=True) if one_time else None


def _names(words: str, name: str) -> bool:
    """集聚规模以上企业, of 规模以上数字经济企业: the words end in what is short for the name."""
    least = max(LEAST + 1, (len(words) + 1) // 2)
    return any(len(name) >= len(words) - at and within(words[at:], name) for at in range(len(words) - least + 1))


def _of_its_own(claim: Claim, levels: list[Claim]) -> Share | None:
    """一般公共预算收入80亿元，税收收入48亿元，税收占比60%: the part is named, the whole is the other figure."""
    part = levels[-1]
    if not (claim.name and claim.own_name and claim.name.share and not claim.name.whole and part.name):
        return None
    stated = len(claim.name.core) >= 2 and part.name.core.startswith(claim.name.core) and not _twofold(part)
    wholes = tuple(c for c in levels[:-1] if like(c, part) and not is_part(c))
    fits = len(wholes) == 1 and wholes[0].quantity.low >= part.quantity.high and not bounded(part)
    return Share(claim, part, wholes, again=True) if stated and fits else None


_LENT = re.compile(r"(?<!新增)存贷比(?:率|例)?(?:为|达到?)?")


def _of_deposits(claim: Claim, levels: list[Claim]) -> Share | None:
    """存款余额328亿元、贷款余额263亿元，存贷比80.2%: the loans of the deposits, where each is told once."""
    told = [c for c in levels if c.quantity.unit == "元" and c.name and not (c.start or bounded(c) or is_part(c))]
    loans, deposits = ([c for c in told if word in c.gap] for word in ("贷款余额", "存款余额"))
    alone = len(loans) == len(deposits) == 1 and loans[0] is not deposits[0] and _LENT.search(claim.cue)
    return Share(claim, loans[0], (deposits[0],), rate=True) if alone else None


# 夏粮占56.8%, 民营医院占比达到60%: nothing is said of what.
_OF_NOTHING = later(r"(?:占(?:比|比重|比例)?|比重|比例)(?:约|达到?|为|近|仅|超过?)*")


def _of_item(claim: Claim, levels: list[Claim], earlier: tuple[Claim, ...]) -> Share | None:
    """全年粮食160亿斤，其中夏粮90亿斤、秋粮70亿斤，夏粮占56.3%: an item of the list is named again, the share is of what
    the list divides. Of two measures of it (水类20项60亿元) the one that makes the share right."""
    if claim.name is None or not (claim.own_name and claim.name.share) or claim.name.whole or claim.start:
        return None
    bare = _OF_NOTHING.search(claim.cue)
    if bare is None or bare.end() != len(claim.cue):
        return None
    items = [c for c in levels if c.name is not None and is_part(c) and not bounded(c)]
    items = [c for c in items if claim.year in (c.year, c.period and c.period[1])]
    found = []
    for part in [c for c in items if _names_item(claim, c)] or _short_for(claim, items):
        wholes = [w for w in _divided(part, levels, levels.index(part), earlier) if _measured(claim, part, w)]
        found += [Share(claim, part, tuple(wholes), again=True)] if wholes else []
    right = (share for share in found if any(holds(share, whole) for whole in share.wholes))
    return next(right, found[-1] if found else None)


def _divided(part: Claim, levels: list[Claim], at: int, earlier: tuple[Claim, ...]) -> list[Claim]:
    """What the list that an item stands in divides: 产量160亿斤，高于150亿斤的目标，其中夏粮90亿斤、秋粮70亿斤: of several
    figures before it the one that the items add up to, and none where they add up to none."""
    wholes = [c for c in wholes_of(part, levels[:at], earlier) if c.quantity.low >= part.quantity.high]
    wholes += [c for c in levels[:at] if like(c, part) and not is_part(c) and c not in wholes]
    wholes = [c for c in wholes if not bounded(c)]
    if len(wholes) < 2:
        return wholes
    items = [c for c in levels if is_part(c) and c.quantity.unit == part.quantity.unit]
    return [c for c in wholes if allows(c.quantity, sum_interval(i.quantity for i in items))]


def _names_item(claim: Claim, part: Claim) -> bool:
    assert claim.name is not None
    assert part.name is not None
    return len(part.name.core) >= 2 and claim.name.core.startswith(part.name.core)


def _short_for(claim: Claim, items: list[Claim]) -> list[Claim]:
    """公路占94.8%, of 其中公路货运量4.57亿吨、铁路货运量0.25亿吨: the one item whose name begins so."""
    assert claim.name is not None
    core = claim.name.core
    found = [c for c in items if len(core) >= 2 and c.name and c.name.core.startswith(core)]
    return found if len(found) == 1 else []


def _measured(claim: Claim, part: Claim, whole: Claim) -> bool:
    """水类投资占…, of 总投资: what is said beside the item's name is what the whole measures."""
    assert claim.name is not None
    assert part.name is not None
    measure = claim.name.core.removeprefix(part.name.core)
    return (
        not measure or part.name.core.startswith(measure) or (whole.name is not None and measure in whole.name.printed)
    )


def holds(share: Share, whole: Claim) -> bool:
    """True where the share can be that of its part in this whole, rounding allowed for."""
    ratio = ratio_interval(share.part.quantity, whole.quantity)
    by = scale(share)
    return ratio is not None and allows(share.share.quantity, Interval(ratio.low * by, ratio.high * by))


def quotient(share: Share, whole: Claim) -> Decimal:
    """The share that the printed part and whole give, as it would be printed without rounding."""
    return share.part.quantity.value / whole.quantity.value * scale(share)


def scale(share: Share) -> Decimal:
    """What a quotient is multiplied by to be printed as the share: 1000 for ‰."""
    return Decimal(1000) if share.share.quantity.unit == "‰" else HUNDRED
