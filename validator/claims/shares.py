"""Shares: the printed shares of a sentence, each with the part and the whole that it is computed from."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from validator.claims.claim import Claim, Role
from validator.claims.held_in import wholes_of
from validator.claims.relations import CHANGES, LEVELS, RATIOS, bare_share, is_base
from validator.claims.share import Share, holds, like, twofold
from validator.claims.shares_named import NOTE, PLANNED, named_again, of_all
from validator.claims.wholes import among, bounded, is_part
from validator.patterns import later
from validator.quantities.interval import allows, sum_interval

WINDOW = 60  # figures before a share that may be its part or its whole


def shares(group: tuple[Claim, ...], earlier: tuple[Claim, ...] = (), level: str = "") -> Iterator[Share]:
    """The printed shares of one sentence with part and whole; `earlier` are the figures before it in its paragraph,
    `level` is the plan's own (市: 占全市的 is of its figures).

    What has a share or a rate of its own is no whole.
    """
    shared: list[Claim] = []
    told_of = [c for c, after in pairwise((*earlier, *group)) if after.role is Role.SHARE and not c.start]
    for index, claim in enumerate(group):
        if claim.quantity.unit not in RATIOS or claim.role not in (Role.SHARE, Role.LEVEL, Role.COMPLETION):
            continue
        near = range(max(0, index - WINDOW), index)
        told = (group[at] for at in near if _counts(group[at], group[at + 1]) and _heard(group[at], claim))
        levels = [c for c in told if not c.start]  # 上线3418人，比去年的3120人多298人，上线率71.2%
        previous = group[index - 1] if index else None
        if (base := _base(group, index)) is not None:
            levels = levels or _one_of_two(base, earlier) or _of_those(base, earlier)
            if levels and levels[-1].quantity.unit == base.quantity.unit and not bounded(levels[-1]):
                yield _of_base(claim, [c for c in levels if c is levels[-1] or c not in shared], base)
                shared.append(levels[-1])
        elif (
            found := named_again(claim, levels, earlier, told_of)
            or of_all(claim, levels, earlier, level)
            or (_of_item(claim, levels, earlier) or _of_its_own(claim, levels) if levels else None)
            or ("存贷比" in claim.cue and _of_deposits(claim, levels))
        ):
            yield found
        elif previous is not None and levels and (_says_share(claim, previous) or _stem(claim)):
            said = _up_to_its_word(claim, levels)
            between = _between(group, index) if said is levels else said[-1]
            found = _share(claim, said, between, tuple(shared[-WINDOW:]), earlier)
            if (claim.role is Role.SHARE and previous is levels[-1]) or _own_rate(claim, levels[-1]):
                shared.append(levels[-1])
            if found and not _of_untold(group, found):
                yield found


def _of_untold(group: tuple[Claim, ...], share: Share) -> bool:
    """True for 零售总额87.5亿元，预算收入增长3.2%，其中税收收入6.83亿元，占60.6%: of what is told right before 其中, without its
    amount."""
    if "其中" not in share.part.gap:
        return False
    before = next((before for before, claim in pairwise(group) if claim is share.part), None)
    if before is None or before.role not in CHANGES or not before.own_name or before.name is None:
        return False
    return all(whole.name != before.name for whole in share.wholes)


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


def _one_of_two(base: Claim, earlier: tuple[Claim, ...]) -> list[Claim]:
    """农业用水A，工业用水B。前者占用水总量C的61.2%: the first, or the second, of the two that the sentence before tells."""
    which = _FORMER.match(base.gap)
    last = [c for c in earlier if c.site.sentence == base.site.sentence - 1 and like(c, base)]
    return ([last[0]] if which[1] == "前" else [last[1]]) if which and len(last) == 2 else []


_FORMER = later(r"[，,]?([前后])者占")


def _of_those(base: Claim, earlier: tuple[Claim, ...]) -> list[Claim]:
    """…在园幼儿9486人。该类幼儿已占在园幼儿总数（16070人）的59.0%: the one figure of the sentence before that may be meant."""
    last = [c for c in earlier if c.site.sentence == base.site.sentence - 1 and like(c, base)]
    return last if len(last) == 1 and _THOSE.match(base.gap) else []


_THOSE = later(r"(?:该|这|此|上述|其(?!中|他|它|余))[^，。；]*占")


def _counts(claim: Claim, follower: Claim) -> bool:
    """True for an amount that something can be a share of, or that can be one; a share's base is neither."""
    ratio = claim.quantity.unit in (*RATIOS, "倍", "百分点", "番", "年", "大")
    # 服务业比重、研发强度2项指标滞后，其中服务业比重为35.3%: only counts what it names
    listed = claim.quantity.unit == "项" and claim.name is not None and "、" in claim.name.printed
    return claim.role in LEVELS and not (ratio or listed) and not is_base(claim, follower)


def _heard(claim: Claim, share: Claim) -> bool:
    """What stands in a bracket is no part of what is said behind it."""
    return share.bracketed or not claim.bracketed


# 占总数的, 所占比重: of the one whole there is.
_OF_ALL = later(r"占(?:总数|全部|总量|总人数|其)|所占")
_RATE_NAME = later(r"(?P<stem>[\u4e00-\u9fff]{1,6})(?:率|(?<!方)面|进度|(?<!占)比[重例])(?:为|达|达到|仅为)?$")
# 节约率 is of the budget, 出栏率 of last year's stock, which the sentence need not name.
_OF_ANOTHER = ("节约", "节省", "资金节约", "增减", "出栏")


def _stem(claim: Claim) -> str:
    """What a rate is of by its name: 落地 of 落地率（签约数与入库数之比）."""
    cue = NOTE.sub("", claim.cue)
    found = _RATE_NAME.search(cue)
    if found is None:
        return ""
    torn = cue[: found.start()][-1:].isalpha()  # 20户以上自然村通硬化路率: not in the middle of 自然村
    return found["stem"][-3:] if torn else found["stem"]


def _up_to_its_word(claim: Claim, levels: list[Claim]) -> list[Claim]:
    """注册113个、开工67个，注册率89.7%: the amounts up to the one that is told in the rate's own word, where the last is not."""
    stem = _stem(claim)
    if len(stem) < 2 or not claim.own_name or _says(stem, levels[-1]) or PLANNED.search(levels[-1].gap):
        return levels
    near = range(len(levels) - 2, max(-1, len(levels) - 2 - _NEAR), -1)
    at = next((at for at in near if _says(stem, levels[at])), None)
    if at is None or levels[at].site.sentence != claim.site.sentence or twofold(levels[at + 1]):
        return levels
    held = any(like(c, levels[at]) and c.quantity.low >= levels[at].quantity.high for c in levels[:at])
    return levels[: at + 1] if held else levels  # 整改问题312个、已完成298个，整改率95.5%


_NEAR = 4  # amounts of a list


def _says(stem: str, part: Claim) -> bool:
    """整改到位287个, of 整改完成率; 负债总额, of 平均资产负债率."""
    return len(stem) > 1 and (stem[:2] in part.gap or stem[-2:] in part.gap)


def _own_rate(claim: Claim, level: Claim) -> bool:
    """出生人口3.09万人，出生率9.88‰: of something that the sentence need not name."""
    stem = _RATE_NAME.search(claim.cue)
    return bool(stem and level.name and stem["stem"][:2] in level.name.printed)


# 占比过半，达到58.2%; 仅占两成多（22.4%）: said in words, then in figures.
_ROUGHLY = later(
    r"占(?:比|到|了|据)?(?:总数|全部)?的?(?:已经?|均|约)?(?:过|近|超过?|大)?"
    r"(?:过?半|半数|一半|多数|大头|主体|主导|首位|最[高大多])(?:以上|左右)?"
    r"[，,、（(—]+(?:高?达到?|约?为|占比?|即|约)*$"
)
_IN_FIGURES = later(r"多?(?:以上|左右)?[（(](?:高?达到?|约?为|占比?|即|约)*")


_THAT_IS = later(r"[，,（(—]+(?:即|也就是|高?达到?|约?为|约)*")


def _says_share(claim: Claim, previous: Claim) -> bool:
    """True for 占…, and for a figure that says again what was said in words."""
    again = _says_again(claim, previous) or (_roughly(previous) and _THAT_IS.fullmatch(claim.gap) is not None)
    return claim.role is Role.SHARE or again or _ROUGHLY.search(claim.gap) is not None


def _says_again(claim: Claim, previous: Claim) -> bool:
    rough = previous.role is Role.SHARE and not previous.bracketed and claim.bracketed
    return rough and not claim.own_name and _IN_FIGURES.fullmatch(claim.gap) is not None


def _between(group: tuple[Claim, ...], index: int) -> Claim:
    """The figure that a share follows, over what is said of its growth and over brackets."""
    passed = index - 1
    while passed > 0 and (
        (group[passed].role in (Role.GROWTH, Role.DIFFERENCE) and not group[passed].own_name)
        or group[passed].start in ("than", "of")
        or group[passed].role is Role.LIMIT  # 1018个村中有936个收入超过5万元，占91.9%
        or _says_again(group[index], group[passed])
        or _roughly(group[passed])
        or (group[passed].bracketed and not group[index].bracketed)
    ):
        passed -= 1
    return group[passed]


def _roughly(claim: Claim) -> bool:
    """个体工商户1095户，超过七成，占75.0%: said in words, of the figure before it, then in figures."""
    return not claim.quantity.figure.isascii() and claim.quantity.unit == "%" and not claim.own_name


def _share(
    claim: Claim, before: list[Claim], previous: Claim, shared: tuple[Claim, ...], earlier: tuple[Claim, ...]
) -> Share | None:
    part = before[-1]
    if bounded(part) or (previous is not part and not (previous.role is Role.SHARE and previous.bracketed)):
        return None
    if claim.role is not Role.SHARE and _stem(claim):
        return _rate(claim, [c for c in before if c is part or c not in shared], earlier)
    if claim.role is Role.SHARE and not bare_share(claim.cue):
        return None
    wholes = wholes_of(part, [c for c in before[:-1] if c not in shared], earlier)
    if not wholes and "其中" in part.gap:  # 12万人，占人口的3%；其中甲5万人，占42%: of the 12万人, most likely
        nearest = wholes_of(part, before[:-1], ())[-1:]
        return Share(claim, part, nearest, rate=True) if nearest and not twofold(part) else None
    named = is_part(part) or bool(_OF_ALL.search(claim.cue))
    return Share(claim, part, wholes, named=named and not twofold(part)) if wholes else None


def _rate(claim: Claim, before: list[Claim], earlier: tuple[Claim, ...]) -> Share | None:
    """通过率 behind 评审134件，通过91件; 完成率 also behind 完成60亿元，年度计划80亿元."""
    stem = _stem(claim)
    if not stem or claim.quantity.unit != "%" or len(before) < 2:  # a rate in ‰ is of the population
        return None
    *others, part = before
    if (
        "完成" in stem
        and PLANNED.search(part.gap)
        and "完成" not in part.gap  # 128项任务已完成96项
        and not PLANNED.search(others[-1].gap)
        and like(others[-1], part)
    ):
        return Share(claim, others[-1], (part,), rate=True)
    beside = is_part(part) and _beside(others[-1], part)
    if is_part(part) and not beside:  # 其中省定项目拨付20亿元，拨付率83%: of the part's own plan
        wholes = wholes_of(part, others, earlier)
        tied = wholes and (
            _urban(stem, part, wholes[-1])
            or _kind_of(stem, part)
            or (among(part) and set(stem) & set(part.gap))  # 2356个村里，通5G的1885个，通达率80%
        )
        item = others[-1].quantity.high < part.quantity.low and "其中" not in part.gap
        if not tied and wholes and item and _says(stem, part):
            # 问题213个，其中甲方面31个、乙方面68个，已整改204个，整改率95.8%: of what the list divides
            return Share(claim, part, wholes[-1:], rate=True)
        return Share(claim, part, wholes, again=True) if tied else None
    letters, own = set(stem), set((part.indicator or "") + part.gap)
    told = letters & own and letters <= own | set(others[-1].indicator or "")
    # 失业人员再就业2.46万人，失业率4.1%: one word says no more than what to look at
    named = stem not in _OF_ANOTHER and (told or _says(stem, part))
    wholes = tuple(others[-1:]) if beside else wholes_of(part, others, earlier)
    return Share(claim, part, wholes, rate=bool(told)) if named and wholes and not twofold(part) else None


def _beside(whole: Claim, part: Claim) -> bool:
    """其中外资企业14家，协议投资86亿元、到位资金64亿元，到位率74.4%: both figures of the rate are told of that part."""
    told = whole.listed and part.listed and "其中" not in whole.gap + part.gap
    fits = like(whole, part) and whole.quantity.high >= part.quantity.low
    return told and fits and whole.site.sentence == part.site.sentence


def _kind_of(stem: str, part: Claim) -> bool:
    """普惠率 behind 其中普惠性幼儿园…: what is said of the part before it is named is what the rate is of. Not 拨付率
    behind 其中省定项目拨付…"""
    return len(stem) > 1 and (part.indicator or "").startswith(stem) and "完成" not in stem


def _urban(stem: str, part: Claim, whole: Claim) -> bool:
    """城镇化率 behind 常住人口…，其中城镇人口…: of the residents, or of those registered."""
    kind = next((word for word in ("常住", "户籍") if word in stem), "常住")
    urban = (part.indicator or "").startswith(("城镇", "居住在城镇"))
    return stem.endswith("城镇化") and urban and kind in (whole.indicator or "")


def _of_its_own(claim: Claim, levels: list[Claim]) -> Share | None:
    """一般公共预算收入80亿元，税收收入48亿元，税收占比60%: the part is named, the whole is the other figure."""
    part = levels[-1]
    if not (claim.name and claim.own_name and claim.name.share and not claim.name.whole and part.name) or claim.start:
        return None  # 抽查比例由5%降到3.1%: what it was before
    core = claim.name.core
    said = part.name.core.startswith(core) or part.name.core.endswith(core) or _spelt_out(core, levels)
    stated = len(core) >= 2 and said and not twofold(part)
    wholes = tuple(c for c in levels[:-1] if like(c, part) and not is_part(c))
    fits = len(wholes) == 1 and wholes[0].quantity.low >= part.quantity.high and not bounded(part)
    return Share(claim, part, wholes, again=True) if stated and fits else None


def _spelt_out(core: str, levels: list[Claim]) -> bool:
    """产业投资占比 behind 其中产业项目51个、完成投资43亿元: the item of a list and what is measured of it."""
    if len(levels) < 2:
        return False
    item, part = levels[-2:]
    measured = "其中" in item.gap and part.gap.startswith("、") and item.quantity.unit != part.quantity.unit
    return measured and set(core) <= set(item.gap + part.gap + "类")


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
    other = (_in_another_measure(share, levels, earlier) for share in found)
    return next(right, next(filter(None, other), found[-1] if found else None))


def _in_another_measure(share: Share, levels: list[Claim], earlier: tuple[Claim, ...]) -> Share | None:
    """资金1.38亿元，项目247个，其中产业项目112个、资金8194万元，产业占比59.4%: of the money, which makes it right."""
    at = levels.index(share.part) + 1
    if at == len(levels):
        return None
    part = levels[at]
    told = (replace(share, part=part, wholes=(c,)) for c in (*earlier[-WINDOW:], *levels[:at]) if like(c, part))
    return next((other for other in told if holds(other, other.wholes[0])), None)


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
