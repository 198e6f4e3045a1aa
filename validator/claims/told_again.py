"""Told again: a figure that a later passage names once more, as what is there already (现有43户企业), as the aim (为实现达到
150家的目标), or in passing with its digits in another order (释放16.8万户市场主体的活力)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from validator.claims.aims import are_aims
from validator.claims.claim import Claim, Known, Role
from validator.claims.given import noun_behind
from validator.claims.names import LEAST, Name, parse_name, within
from validator.claims.passages import Pair, comparable, own_subject
from validator.claims.plan import Plan
from validator.claims.relations import MOVED, RATIOS
from validator.patterns import later
from validator.quantities.interval import is_reordered, is_swap, one_slip, transposed
from validator.quantities.quantity import Quantity
from validator.quantities.units import COUNTING
from validator.records import record

_AMOUNTS = (Role.LEVEL, Role.TOTAL, Role.DIFFERENCE)
_CLOSING = "，。；、：）(（,;: "
_WORD = 2  # characters of a word
_BEGIN = 4  # characters that nouns begin with, where it is not plain where they end
_CHANCE = 2  # digits that two figures may have in common by chance
_NEAREST = 60  # figures whose names end alike that one is set beside
_MOST = 6  # figures of the same digits that one is set beside
# 用好“十四五”以来引进的218名…: those that were told of.
_THOSE = later(r"^(?![^，]*[每将拟再新])[^，]*(?:以来|期间|[三四五]年)[^，]*的$")
_AIM = later(r"(?:以上)?的?(?:总体?|奋斗|规划|发展|既定|预期|工作)?目标")
_TOWARDS = later(r"^(?:为|围绕|对照|锚定|瞄准|聚焦|按照|朝着|对标|紧扣|确保|实现)")
_POPULATIONS = ("常住人口", "户籍人口", "城镇人口", "农村人口", "总人口")
_PEOPLE = ("人口", "居民", "群众", "学生", "职工", "农民", "老人", "人才", "市民", "百姓")
# 巩固41家上市公司的…: what is done with all of them.
_OF_ALL = later(r"(?:充分|持续|更好|进一步|巩固|提升|发挥|释放|激发|盘活|用好|管好|依托|立足|现有|已有)+$")
# What is added, or made anew, is not what there is.
_MAKING = later(
    r"[新扩续]增|净增|新[建改]|培育|引进|招[聘收录募]|购置|采购|选[派聘拔]|评选|[每各]|年均|打造|建设|遴选|争取|力争|再"
)


def given_again(prose: Iterable[Claim], plan: Plan) -> Iterator[Pair]:
    """What the words take as there already (在36万亩农田基础上), with the one figure told of it before; and an aim that
    is told as one again."""
    told: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    alike: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in prose:
        if claim.role is not Role.LEVEL or claim.name is None or claim.scope or claim.owner or claim.when.months:
            continue
        if claim.bracketed or len(claim.name.core) < LEAST:
            continue
        same = told[claim.name.core.removesuffix("面积"), claim.quantity.unit]
        near = alike[claim.name.core[-_WORD:], claim.quantity.unit]
        if claim.given or _aims_again(claim):
            before = _meant(claim, [c for c in same if _apart(c, claim)], plan)
            before = before or _slipped_from(claim, near)
            if len({c.quantity.value for c in before}) == 1:
                yield before[-1], claim
        elif not claim.start and (claim.own_name or MOVED.search(claim.cue)):
            same.append(claim)
            if len(near) < _NEAREST:
                near.append(claim)


def _slipped_from(claim: Claim, near: list[Claim]) -> list[Claim]:
    """Of the figures whose names end alike, those that the one taken as there already is a slip away from: 在现有检疫员1.3万人
    的底子上, with 持证检疫员现有1.8万人 before; none where one of them is the very figure."""
    found = [c for c in near if c.name and claim.name and within(c.name.core, claim.name.core) and _apart(c, claim)]
    if len(found) > _MOST or any(c.quantity.value == claim.quantity.value for c in found):
        return []
    figure = claim.quantity.figure
    past = [c for c in found if not (c.build or _later(c, claim)) and c.quantity.scale == claim.quantity.scale]
    latest = max((c.year for c in past if c.year is not None), default=None)
    now = [c for c in past if c.year in (None, latest)]
    return [c for c in now if sum(map(str.isdigit, figure)) >= _CHANCE and one_slip(c.quantity.figure, figure)]


def _meant(claim: Claim, told: list[Claim], plan: Plan) -> list[Claim]:
    """Of the figures told before those that the words come back to; of several, one with its digits in another order."""
    if not claim.given:
        return [c for c in told if c.year is not None and c.year == claim.year]
    there = [c for c in told if not ((c.build and not (_by_then(c) or _turned(c, claim))) or _later(c, claim))]
    values = {c.quantity.value for c in there}
    if len(values) > 1 and claim.quantity.value not in values:  # of what is there and what is aimed at
        there = [c for c in there if transposed(c.quantity, claim.quantity)] or _typed_wrong(claim, there)
    return [c for c in there if c.quantity.value == claim.quantity.value or not are_aims(plan, c)]


def _turned(c: Claim, claim: Claim) -> bool:
    """建成泵站37座, 完善泵站73座的轮换机制: what was made, and is there now, in another order."""
    return c.quantity.step == claim.quantity.step and is_swap(c.quantity.figure, claim.quantity.figure)


def _typed_wrong(claim: Claim, there: list[Claim]) -> list[Claim]:
    """The figures of three digits and more that one wrong digit keeps from the one that is there already."""
    figure = claim.quantity.figure
    return [c for c in there if _is_telling(c) and one_slip(c.quantity.figure, figure)]


def _by_then(claim: Claim) -> bool:
    """截至2020年底，建成站点486个: what has been made until then, not in one year."""
    return "截至" in claim.gap or "截止" in claim.gap


def _aims_again(claim: Claim) -> bool:
    """为实现高新技术企业达到150家的目标."""
    return "目标" in claim.tail and _AIM.match(claim.tail) is not None and _TOWARDS.match(claim.cue) is not None


def _apart(one: Claim, other: Claim) -> bool:
    return (one.site.block, one.site.sentence) != (other.site.block, other.site.sentence)


def _later(one: Claim, other: Claim) -> bool:
    return one.year is not None and other.year is not None and one.year > other.year


def swapped(prose: Iterable[Claim], told: Iterable[Pair]) -> Iterator[Pair]:
    """Figures whose digits stand in another order under a name that is alike: of three digits or more, or of two where
    name and year are the very same.

    `told` are the pairs that need not be told again.
    """
    known = {(id(a), id(b)) for a, b in told}
    digits: dict[tuple[str, str], list[Claim]] = defaultdict(list)  # by unit as well: a bare 426.8万 may be of people
    for claim in prose:
        if claim.role in _AMOUNTS and _of_territory(claim):
            same = "".join(sorted(filter(_is_telling_digit, claim.quantity.figure)))
            digits[same, claim.quantity.unit or "人"].append(claim)
    alike = (claims for (same, _), claims in digits.items() if len(claims) > 1 and len(same) >= _CHANCE)
    several = (claims for claims in alike if len({claim.quantity.value for claim in claims}) > 1)
    found = [pair for claims in several for pair in _in_other_order(claims)]
    yield from sorted((p for p in found if (id(p[0]), id(p[1])) not in known), key=lambda p: p[1].site)


def _is_telling_digit(char: str) -> bool:
    """False for 0: 14.62亿元 and 164200万元 have the same digits but for those that the unit asks for."""
    return char.isdigit() and char != "0"


def _in_other_order(claims: list[Claim]) -> Iterator[Pair]:
    """The pairs of one thing among figures of the same digits, each with the first that it may have been."""
    alike: dict[tuple[str, ...], list[_Told]] = defaultdict(list)
    for claim in claims:
        told = _Told(claim, _own(claim), _noun(claim))
        keys = _keys(told, telling=_is_telling(claim))
        same = [alike[_unit(told), *key] for key in keys]
        firsts = {id(each[0]) for key, each in zip(keys, same, strict=True) if each and key[:1] != ("last",)}
        before = {id(c): c for each in same for c in each}.values()
        other = next((c for c in before if _slipped(c, told, first=id(c) in firsts)), None)
        if other is not None:
            yield other.claim, claim
        for each in same:
            if len(each) < _MOST:
                each.append(told)


@record
class _Told:
    """A figure with its name before it, and with the noun behind it: 充分释放16.8万户市场主体的活力."""

    claim: Claim
    own: Name | None
    behind: Name | None

    @property
    def names(self) -> tuple[Name, ...]:
        """Both, as far as they are there."""
        return tuple(name for name in (self.own, self.behind) if name is not None)


def _own(claim: Claim) -> Name | None:
    return claim.name if claim.own_name or MOVED.search(claim.cue) or claim.bracketed else None


def _noun(claim: Claim) -> Name | None:
    """The noun behind a figure: 16.8万户市场主体; not of what is made anew."""
    noun = noun_behind(claim.tail) if claim.tail and claim.tail[0] not in _CLOSING else ""
    made = _MAKING.search(claim.cue)
    return parse_name(noun) if noun and (made is None or _THOSE.search(claim.cue)) else None


def _unit(told: _Told) -> str:
    """426.8万常住人口: of people it goes without saying."""
    quantity = told.claim.quantity
    if quantity.unit or not quantity.scale or told.behind is None:
        return quantity.unit
    people = told.behind.printed.endswith(_PEOPLE) or told.claim.tail.startswith(_POPULATIONS)
    return "人" if people else ""


def scaled(prose: Iterable[Claim], told: Iterable[Pair]) -> Iterator[tuple[Claim, Claim, int]]:
    """Figures of one name and the same digits that are so many times apart: 118.6万元, and 全县118.6亿元的社零总额."""
    known = {(id(a), id(b)) for a, b in told}
    alike: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in prose:
        digits = claim.quantity.figure.replace(".", "").strip("0")
        if len(digits) <= _CHANCE or not digits.isdecimal() or claim.role not in (Role.LEVEL, Role.TOTAL):
            continue
        if not _of_territory(claim) or claim.bracketed or claim.quantity.unit in RATIOS:
            continue
        same = alike[digits, claim.quantity.unit]
        for other in same:
            times = _times(other, claim)
            if times and (id(other), id(claim)) not in known and _of_one_name(other, claim, far=times > _FAR):
                yield other, claim, times
                break
        if len(same) < _MOST:
            same.append(claim)


_TIMES = (10, 100, 10**4, 10**8)
_FAR = 100  # further apart, two figures of one name are not those of a city and its county


def _times(a: Claim, b: Claim) -> int | None:
    """How many times the larger of two figures is the smaller, where a wrong point, 万 or 亿 explains it."""
    small, large = sorted((a.quantity.value, b.quantity.value))
    return next((by for by in _TIMES if small * by == large), None)


def _of_one_name(a: Claim, b: Claim, *, far: bool) -> bool:
    if not far and not (own_subject(a) and own_subject(b)):
        return False
    if a.name is None or not a.own_name or len(a.name.core) < LEAST or a.role is not b.role or not _one_time(a, b):
        return False
    behind = _noun(b)
    named = b.name is not None and b.own_name and b.name.key == a.name.key
    return named or (behind is not None and (behind.key == a.name.key or behind.core.startswith(a.name.core)))


def _of_territory(claim: Claim) -> bool:
    """False for what is said of a body or of somebody within the territory; its own tier (市本级) is no body."""
    return not claim.owner and (not claim.scope or claim.scope.startswith("全") or claim.scope.endswith("本级"))


def _keys(told: _Told, *, telling: bool) -> list[tuple[str, ...]]:
    """Under what a figure is looked for: its whole name, the last word of it, or for figures that tell, nothing more."""
    names = [name for name in told.names if len(name.core) >= _WORD]
    found: list[tuple[str, ...]] = [(key,) for key in dict.fromkeys(name.key for name in names)]
    found += [("last", word) for word in dict.fromkeys(name.printed[-_WORD:] for name in names)]
    return [*found, ()] if telling else found


def _slipped(told: _Told, again: _Told, *, first: bool) -> bool:
    a, b = told.claim, again.claim
    one, other = a.quantity, b.quantity
    if one.value == other.value or not _apart(a, b) or a.bracketed:
        return False
    if one.step != other.step:
        return (
            _in_other_units(one, other) and _of_one_territory(a, b) and _one_time(a, b) and _under_one_name(told, again)
        )
    if not _of_one_territory(a, b) or not _one_time(a, b):
        return False
    if not is_swap(one.figure, other.figure):
        return _is_the_same(told, again) and is_reordered(one.figure, other.figure)
    if b.given and b.name is None and told.own is not None:
        return a.site.block == b.site.block and _is_telling(a) and not a.start  # 站在321.6亿元的新起点上
    if (first or b.given or b.bracketed) and _under_one_name(told, again):
        return True
    return not b.bracketed and _named_behind(told, again)


def _in_other_units(one: Quantity, other: Quantity) -> bool:
    """True for 14.62亿元 and 164200万元: in one unit their digits, of which there are enough, stand in another order."""
    if one.scale == other.scale or not (one.multiplier > 1 < other.multiplier):
        return False
    figures = [
        f"{each.value:f}".rstrip("0").rstrip(".") if each.value % 1 else str(int(each.value)) for each in (one, other)
    ]
    enough = all(len(figure.strip("0")) > _CHANCE for figure in figures)
    return enough and is_swap(figures[0], figures[1])


def _of_one_territory(a: Claim, b: Claim) -> bool:
    """True for one scope; and for 全省 beside none, where the figure is an amount: of two territories they are far apart,
    unlike their rates."""
    if a.scope == b.scope or (b.given and not b.scope and a.scope.startswith("全")):
        return True
    named = a.scope + b.scope
    one_unsaid = "" in (a.scope, b.scope) and named.startswith("全")
    amounts = a.quantity.unit not in RATIOS or named[1:] in ("县", "区", "旗")
    return one_unsaid and _is_telling(a) and _same_year_said(a, b) and amounts


def _same_year_said(a: Claim, b: Claim) -> bool:
    return a.year is not None and a.year == b.year and a.when.known is b.when.known is Known.SAID


def _is_the_same(told: _Told, again: _Told) -> bool:
    """True for two levels of the very same name and year, both said at the figure."""
    a, b = told.claim, again.claim
    if a.role is not Role.LEVEL or b.role is not Role.LEVEL or b.listed or a.quantity.unit in RATIOS:
        return False
    named = [(one, other) for one in told.names for other in again.names]
    same = any(one.key == other.key and len(one.core) >= LEAST for one, other in named)
    return same and _same_year_said(a, b) and comparable(a, b)


def _under_one_name(told: _Told, again: _Told) -> bool:
    """True for two levels whose names, printed at both, are alike, and their years not apart."""
    a, b = told.claim, again.claim
    if told.own is None or again.own is None or a.role is not Role.LEVEL or b.role is not Role.LEVEL:
        return False
    telling, same = _is_telling(a), told.own.key == again.own.key
    if b.bracketed:
        return same and telling and len(told.own.core) >= LEAST  # 对已建成的数字化车间（372个）开展评估
    if same and a.year is not None and a.year == b.year:
        said = a.when.known is b.when.known is Known.SAID
        beside = a.site.block == b.site.block and said and not b.half_stop
        return b.own_name and (beside or (comparable(a, b) and (telling or said)))
    if b.given and b.quantity.unit not in COUNTING and again.own.printed in told.own.printed:
        return True  # 冷库总库容58万立方米, 85万立方米现有库容
    if not (a.own_name and b.own_name) or not (telling or b.given):
        return False
    if not same and (b.listed or "其中" in b.gap):
        return False  # 零售总额62.8亿元。其中，限额以上零售总额26.8亿元
    if a.quantity.unit in RATIOS and not same and min(len(name.core) for name in (told.own, again.own)) <= _WORD + 2:
        return False  # 就业率, 帮扶就业率: rates of all kinds of things end so
    return within(told.own.core, again.own.core) or (telling and b.given and _end_alike(told.own, again.own))


def _end_alike(one: Name, other: Name) -> bool:
    """总床位, 养老床位: the last word is the same."""
    return one.printed[-_WORD:] == other.printed[-_WORD:]


def _is_telling(claim: Claim) -> bool:
    """True for a figure of three digits or more, which another is not in another order by chance."""
    return sum(map(str.isdigit, claim.quantity.figure)) > _CHANCE


def _one_time(a: Claim, b: Claim) -> bool:
    return (a.year == b.year or None in (a.year, b.year)) and a.when.months == b.when.months


def _named_behind(told: _Told, again: _Told) -> bool:
    """True where what one of two figures counts stands behind it: 市场主体18.6万户, 16.8万户市场主体."""
    pairs = ((told.own, again.behind), (told.behind, again.own), (told.behind, again.behind))
    named = [(one, other) for one, other in pairs if one is not None and other is not None]
    same = any(one.key == other.key and len(one.printed) > LEAST for one, other in named)
    if not _is_telling(told.claim):
        return same and not told.claim.build and _OF_ALL.match(again.claim.cue) is not None
    if same or (told.own is not None and again.behind is not None and _runs_on(told.own.printed, again.claim.tail)):
        return True
    if told.own is not None and again.behind is not None and _begins_alike(told.own, again.behind, again.claim.cue):
        return True
    if told.claim.quantity.unit in RATIOS or again.claim.listed or "其中" in again.claim.gap:
        return False
    begins = [name.core[:_BEGIN] for name in (told.behind, again.behind) if name is not None]
    begin_alike = len(begins) > 1 and len(begins[0]) >= LEAST and begins[0] == begins[1]
    return begin_alike or any(within(one.core, other.core) for one, other in named)


def _begins_alike(one: Name, other: Name, cue: str) -> bool:
    """茶园总面积42.6万亩, and 立足46.2万亩茶园资源: behind what is done with all of it the first word is enough."""
    return _OF_ALL.match(cue) is not None and one.core[:_WORD] == other.core[:_WORD]


def _runs_on(core: str, tail: str) -> bool:
    """True where the end of a name stands behind a figure, whatever follows: 累计接入摄像头…; 4.73万路摄像头实现统一调度."""
    tail = tail.removeprefix("的")
    return any(tail.startswith(core[at:]) for at in range(len(core) - LEAST + 1))
