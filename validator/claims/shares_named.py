"""Shares of a whole that is named again: 占一般公共预算收入的66.3%, 占年度计划的92.7%, 占全市的28.9%."""

import re
from collections.abc import Collection

from validator.claims.claim import Claim, Known, Role
from validator.claims.names import LEAST, within
from validator.claims.relations import LEVELS, RATIOS, bare_share
from validator.claims.share import Share, holds, like, quotient, slipped, told_exactly, twofold
from validator.claims.wholes import bounded, is_part
from validator.patterns import later
from validator.quantities.interval import is_swap

# 占一般公共预算收入的66.3%, 占年度计划的92.7%
NAMED = later(
    r"(?:占|完成了?|为(?=[^，。；]{0,4}(?:计划|预算|任务|目标)))(?P<name>[^，。；]{2,16}?)(?:总数|总量|总额|总值)?的?(?:比重|比例|份额)?(?:约|达到?|为|近|超过?)*$"
)
PLANNED = re.compile(r"计划|(?<!公共)(?<!基金)(?<!经营)预算(?![收支])|任务|目标")
NOTE = later(r"[（(][^（）()]*[）)]")  # 占常住人口比重（常住人口城镇化率）为55.3%
_WHOLE_PLAN = re.compile(r"总|累计|年规划|增量|新增")  # 占总计划的84.6%: another one than the year's


def named_again(
    claim: Claim, levels: list[Claim], earlier: tuple[Claim, ...], shared: Collection[Claim]
) -> Share | None:
    """A share whose whole, named again, stands before it in the paragraph; `shared` are parts of one themselves."""
    named = NAMED.search(NOTE.sub("", claim.cue))
    if named is None or bare_share(claim.cue) or claim.start:  # 占客运量的比重由7.6%提高到43.6%: once, not now
        return None
    heard = levels or [c for c in earlier if c.role in LEVELS and c.quantity.unit not in RATIOS][-1:]
    if not heard or bounded(heard[-1]):
        return None
    if plan := PLANNED.search(named["name"]):
        return None if _WHOLE_PLAN.search(named["name"]) else _planned(claim, heard, plan[0])
    found = _of_named(claim, (*earlier, *levels), heard[-1])
    told = [c for c in (*earlier, *levels) if c not in shared]
    return found or _of_words(claim, _words(named["name"]), heard[-1], told)


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
    part = _named_so(claim, before) if claim.own_name else nearest
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
    """全市电力总装机486万千瓦，…，占总装机的80.2%; 安排专项资金8600万元，…，占专项资金的60%: the one figure of the sentence
    whose name ends so."""
    if len(named) < (LEAST if named.startswith("总") else _TELLING):
        return []
    here = [c for c in before if c.name and c.site.sentence == claim.site.sentence and not is_part(c)]
    found = [c for c in here if c.name and _bare(c.name.printed).endswith(_bare(named))]
    return found if len(found) == 1 else []


def _bare(name: str) -> str:
    """耕地4.6万亩, 占耕地面积的七成; 各项存款余额, 占各项存款的三分之二."""
    return name.removesuffix("面积").removesuffix("余额")


def _named_so(claim: Claim, before: tuple[Claim, ...]) -> Claim | None:
    """The part that a share names: 已建成高标准农田52.8万亩，高标准农田占…; not 普惠性民办园386所，普惠性幼儿园占…"""
    assert claim.name is not None
    core = claim.name.core
    levels = [c for c in before if c.role in LEVELS and c.quantity.unit not in RATIOS and c.name]
    begun = [c for c in levels if c.name and c.name.core.removeprefix("全年").startswith(core)]
    ended = [c for c in levels[-1:] if c.name and len(core) > LEAST and c.name.core.endswith(core)]
    return next(reversed(begun or ended), None)


_TELLING = 4  # characters of a name that others hardly end in


_EMPTY = later(r"全[国省市县区州旗]|^[总全]部?|总?[量数额值]$|的$")


def _words(name: str) -> str:
    """外贸企业 of 外贸企业总数, 装机 of 总装机; nothing of 总量."""
    return _EMPTY.sub("", _EMPTY.sub("", name))


def _of_words(claim: Claim, words: str, nearest: Claim, told: list[Claim]) -> Share | None:
    """占外贸企业总数的, of 外贸实绩企业412家; 占总装机的, of 发电装机容量8960万千瓦; 占总人数的, of the last of its unit:
    of a figure before it that the words run through, where one slip of a digit makes the share right of it."""
    part = _named_so(claim, (*told, nearest)) if claim.own_name else nearest
    if part is None or bounded(part) or TERRITORY.search(claim.cue) or twofold(part):
        return None
    before = [c for c in told if c.site < part.site and _of_its_time(c, part)]
    if any(holds(Share(claim, part, (c,)), c) for c in before):
        return None
    unsaid = not words or words == part.quantity.unit
    named = before if unsaid else [c for c in before if _runs_through(words, c)]
    found = [Share(claim, part, (c,), proved=True) for c in named[-1:]]
    return next((share for share in found if _but_for_one_slip(share, share.wholes[0])), None)


def _but_for_one_slip(share: Share, whole: Claim) -> bool:
    """True where one slip in any of the three would explain a share of three digits, or 34 in place of 43 a shorter one."""
    stated = share.share.quantity
    if told_exactly(share.share):
        return slipped(share, whole)
    return whole.quantity.value > 0 and is_swap(stated.rewrite(quotient(share, whole)), stated.text)


def _of_its_time(whole: Claim, part: Claim) -> bool:
    """True for a figure of the part's unit and time that is not a part itself."""
    plain = like(whole, part) and not (bounded(whole) or is_part(whole))
    return plain and whole.year == part.year and whole.when.months == part.when.months


def _runs_through(words: str, claim: Claim) -> bool:
    """True where words stand in order in what is said of a figure: 共排查自建房23416栋, 8960万千瓦的装机."""
    left = iter(claim.gap[-_SAID:])
    return len(words) > 1 and all(char in left for char in words)


_SAID = 20  # characters before a figure that tell what it is


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


def of_all(claim: Claim, levels: list[Claim], earlier: tuple[Claim, ...], level: str) -> Share | None:
    """全市有企业512家。…；园区有企业148家，占全市的28.9%: of the one figure before that is told of the whole territory
    under a name that holds the part's own."""
    found = _OF_TERRITORY.fullmatch(claim.cue) if levels else None
    if not found or found["level"] != level:
        return None
    part = levels[-1]
    if not part.scope or part.name is None or bounded(part) or is_part(part) or twofold(part):
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
