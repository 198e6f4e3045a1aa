"""Measures: which units can measure what a name says, by its last word and by the catalogue of indicators."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import takewhile

from validator.claims.claim import Claim, Role
from validator.claims.names import bracket_notes
from validator.patterns import later
from validator.quantities.units import COUNTING, dimension
from validator.records import record


@record
class Measure:
    """What a claim's name counts or measures (`noun`), a unit that does so, and whether the printed one `fits`;
    `scaled` is that with its 亿, where it is the 亿 that does not."""

    noun: str
    usual: str
    fits: bool
    scaled: str = ""


# The last word of a name, and the counting words that it admits. Beside 其中医院2.68万张 or 公路4386万人 the word
# is only half of a name, so that all but _PLAIN need 数 or 拥有量 behind them.
_ADMITS = {
    "专利": ("件", "项", "个"),
    "商标": ("件", "个", "枚"),
    "企业": ("家", "户", "个"),
    "医院": ("家", "所", "个"),
    "学校": ("所", "个"),
    "幼儿园": ("所", "个", "家"),
    "医师": ("人", "个"),
    "护士": ("人", "个"),
    "床位": ("张", "个"),
    "公路": ("公里", "条", "米"),
    "汽车": ("辆", "台"),
    "基站": ("座", "个", "处"),
    "水库": ("座", "个", "处"),
    "充电桩": ("个", "台", "座", "根", "套", "处"),
}
_NOUNS = tuple(_ADMITS)
_MANY = ("汽车", "公路")  # of the others the whole country has less than a hundred million
_PLAIN = ("专利", "商标", "企业", "床位", "基站", "水库", "充电桩")
_SUFFIXES = ("拥有量", "保有量", "授权量", "申请量", "通车里程", "数量", "总数", "总量", "数")

_MONEY = frozenset({"人民币", "美元", "港元", "欧元", "日元", "英镑"})
_THINGS = frozenset({"人", "家", "户", "件", "辆", "台", "所", "张", "头", "只", "株", "座"})
_HARD = _MONEY | _THINGS | {"质量", "面积", "长度", "体积", "电量"}
_AMOUNTS = _HARD - _THINGS
# The last words of names of what is measured, a usual unit, and what such a name is never measured in.
_MEASURED = (
    (
        re.compile(
            r"(?:支出|(?<![低高等零无加均])收入|增加值|产值|价值|零售总?额|进出口总?额|成交额|销售额|生产总值|利润总额|余额|投资额)$"
        ),
        "元",
        _HARD - _MONEY,
    ),
    (re.compile(r"(?<!降)水量$"), "立方米", _HARD - {"体积", "质量"}),
    (re.compile(r"(?:货运|过货|货物(?:吞吐|周转)?)量$"), "吨", _HARD - {"质量", "长度", "体积"}),
    (re.compile(r"(?:客运量|旅客(?:运输|发送|吞吐)量|(?:接待|入境|国内|过夜|省外)游客)$"), "人次", _HARD - {"人"}),
    (re.compile(r"(?:[用发供售耗节]电|上网电)量$"), "千瓦时", (_HARD | {"功率"}) - {"电量"}),
    (re.compile(r"(?:粮食|肉类?|禽蛋|蔬菜|水果|水产品|油料|棉花|茶叶|食用菌)总?产量$"), "吨", _HARD - {"质量"}),
    (re.compile(r"产量$"), "吨", _MONEY | {"人", "家", "户", "所", "长度"}),
    (re.compile(r"(?:功率|装机(?:容量|规模)?)$"), "千瓦", _MONEY | {"人", "家", "户", "长度", "面积", "质量"}),
    (re.compile(r"(?:排放|减排)量?$"), "吨", _MONEY | {"人", "长度", "面积"}),
    (re.compile(r"(?:污水|废水|垃圾|污泥|供水|制水)[\u4e00-\u9fff]{0,6}能力$"), "吨", _AMOUNTS - {"质量", "体积"}),
    (re.compile(r"(?:吨位|载重量?)$"), "吨", _AMOUNTS - {"质量"}),
    (re.compile(r"库容$"), "立方米", _HARD - {"体积", "质量"}),  # of grain and of cold stores in 吨
    (re.compile(r"[存出]栏量?$"), "头", _AMOUNTS - {"质量"}),
    (re.compile(r"面积$"), "平方米", _HARD - {"面积"}),
    (re.compile(r"(?:里程|长度)$"), "公里", _HARD - {"长度"}),
    (re.compile(r"(?:就业|工作)岗位$"), "个", _AMOUNTS),
    (re.compile(r"(?:专利|商标)(?:授权|申请|注册)(?:总?[量数])?$"), "件", _AMOUNTS),
    (re.compile(r"预期寿命$"), "岁", _HARD | {"%"}),
    (re.compile(r"浓度$"), "微克/立方米", _HARD - {"质量", "体积"}),
    (re.compile(r"(?<!每)(?:人口|人数|在校生|从业人员)$"), "人", _HARD - {"人", "户", "张"}),
    # 资助学生12万元 is no number of them.
    (
        re.compile(r"(?:志愿者|党员|教师|农民工|残疾人|老年人|学生|劳动力)$"),
        "人",
        (_AMOUNTS - _MONEY) | {"家", "所", "辆"},
    ),
    (re.compile(r"(?:覆盖|普及|合格|达标|入学|入园|就业|城镇化|绿化)率$"), "%", _HARD),
    (re.compile(r"(?<!产)(?<!产出)(?<![功汇效利速频费税倍概益报])率$|(?:比重|占比)$"), "%", _AMOUNTS),
)
_LAST = tuple("出入值额量积程口数生员率机模放排客力容栏度位命者师工人重比权请册")  # the last characters of those words
# 高标准农田4.8亿元 in a list of investments, 新能源汽车3家 in one of enterprises: what is counted is said elsewhere.
_SAYS_WHAT = later(r"(?:数|量|面积|里程|额|规模|能力)$")
_LEVELS = (Role.LEVEL, Role.TOTAL, Role.FLOW)
# What follows a figure that is complete: not 增加值前10家企业, 支出12个方面.
_CLOSED = later(
    r"(?![（(][\u4e00-\u9fff]{1,2}[）)][\u4e00-\u9fff])"  # 1万台（套）设备
    r"(?:以上|以下|左右|以内)?(?:[，,。；;、：:）)（(\s]|$|和|与|及|比|较|同比|增|下降|占|的(?:基础|成果|现状|规模|水平|目标))"
)
# Counting words that one thing may be counted in as well as in another.
_SORTS = (
    frozenset({"家", "户", "所", "处"}),
    frozenset({"座", "处", "台", "套", "口", "根", "栋", "间"}),
    frozenset({"人"}),
    frozenset({"辆", "台"}),
    frozenset({"件", "枚", "部", "篇", "种"}),
)


def is_closed(claim: Claim) -> bool:
    """False where another noun follows the figure at once, whose figure it is: 支持企业与3所院校共建, 由8支县级队伍组成."""
    return _CLOSED.match(claim.tail) is not None


def measure_of(claim: Claim) -> Measure | None:
    """What a figure's name measures, and whether its unit can; None where neither the words nor the catalogue tell."""
    if claim.name is None or not claim.own_name or claim.role not in _LEVELS or "、" in claim.name.printed:
        return None
    printed = bracket_notes(claim.name.printed)[0]
    if claim.listed or "其中" in claim.gap:
        return _measured(claim, printed)  # 授权3200件，其中企业2100件: counted as the whole is
    return (
        _too_great(claim, printed)
        or _no_people(claim, printed)
        or _counted(claim, printed)
        or _measured(claim, printed)
        or _standard(claim)
    )


_PER_HEAD, _PEOPLE = later(r"人均[\u4e00-\u9fff]{2,8}$"), later(r"人口$")
_MOST = 20 * 10**8  # people: no country has more


def _too_great(claim: Claim, printed: str) -> Measure | None:
    """By what no one has in 亿元, and no place in 亿人: 人均收入2.86亿元, 常住人口58.6亿人."""
    unit = claim.quantity.unit
    if not claim.quantity.scale.endswith("亿") or not is_closed(claim):
        return None
    found = _PER_HEAD.search(printed) if dimension(unit) in _MONEY else None
    if unit == "人" and claim.quantity.value > _MOST:
        found = _PEOPLE.search(printed)
    return Measure(found[0], unit, fits=False, scaled=claim.quantity.scale + unit) if found else None


# Things that are never counted in people: 行业标准达到150人, 接入设备38.6万人.
_NO_PEOPLE = later(r"(?P<noun>标准|设备|装备|专利|商标|车辆|机组|泵站|闸站|桥梁)(?:数量?|总数)?$")


def _no_people(claim: Claim, printed: str) -> Measure | None:
    """By what cannot be a number of people."""
    found = _NO_PEOPLE.search(printed) if claim.quantity.unit == "人" else None
    return Measure(found["noun"], "个", fits=not is_closed(claim)) if found else None


def _counted(claim: Claim, printed: str) -> Measure | None:
    """By the noun that is counted, once 拥有量, 数 and the like are gone."""
    assert claim.name is not None
    unit = claim.quantity.unit
    length = dimension(unit) == "长度"
    if not (unit in COUNTING or length) or claim.role is Role.FLOW or claim.name.share or unit.endswith("次"):
        return None
    bare = printed
    for suffix in _SUFFIXES:
        bare = bare.removesuffix(suffix)
    known = _PLAIN if bare == printed else _NOUNS
    if not bare.endswith(known):
        return None
    noun = next(noun for noun in known if bare.endswith(noun))
    if claim.quantity.scale.endswith("亿") and unit in _ADMITS[noun] and noun not in _MANY and is_closed(claim):
        return Measure(noun, unit, fits=False, scaled=claim.quantity.scale + unit)  # 床位2.36亿张
    return Measure(noun, _ADMITS[noun][0], fits=unit in _ADMITS[noun] or not is_closed(claim))


_PER_SO_MANY = later(r"每[十百千万]*[\u4e00-\u9fff]{1,4}$")  # 每万人口拥有14.0件: of the people, not they


def _measured(claim: Claim, printed: str) -> Measure | None:
    """By the last word of a name of what is measured: 支出, 面积, 人口."""
    if not printed.endswith(_LAST) or _PER_SO_MANY.search(printed):
        return None
    for word, usual, never in _MEASURED:
        if found := word.search(printed):
            unit, _, per = claim.quantity.unit.partition("/")
            wrong = (dimension(unit) or unit) in (
                never - _THINGS if per else never
            )  # 普及率98.2部/百人, not 98.2公里/百人
            return Measure(found.group(), usual, fits=not wrong or not is_closed(claim))
    return None


def _standard(claim: Claim) -> Measure | None:
    """By the catalogue: 粮食播种面积 is in 亩, 5G基站数 in 个 or 座."""
    assert claim.name is not None
    unit = dimension(claim.quantity.unit)
    if unit not in _HARD or not _SAYS_WHAT.search(claim.name.printed):
        return None
    from schemas.catalogue import find

    entry = find(claim.name.printed)
    if entry is None or entry.kind not in ("stock", "flow") or "/" in entry.unit:
        return None
    wanted = {dimension(each) for each in (entry.unit, *entry.units_ok)}
    if not wanted <= _HARD | {"个", "处", "套", "根", "枚"}:
        return None
    fits = unit in wanted or bool(wanted & _MONEY and unit in _MONEY) or any(unit in s and s & wanted for s in _SORTS)
    return Measure(entry.name, entry.unit, fits or not is_closed(claim))


def never_alike(a: str, b: str) -> bool:
    """True for units of two kinds of which one is hard: 元 and 个, 公里 and 吨; not for two counting words."""
    kinds = {dimension(a), dimension(b)}
    if a in COUNTING and b in COUNTING:
        return False
    return len(kinds) == 2 and all(kind in _HARD or kind in COUNTING for kind in kinds) and not kinds <= _MONEY


def in_other_unit(group: tuple[Claim, ...]) -> Iterator[tuple[Claim, Claim]]:
    """三年引水14.7亿千瓦时，其中2021年4.6亿立方米、2022年…: a whole, and the first of its parts, which add up to its
    figure in a unit of another kind."""
    for at, whole in enumerate(group[:-2]):
        first = group[at + 1]
        if whole.role not in _LEVELS or whole.listed or not first.listed or "其中" not in first.gap:
            continue
        found = list(takewhile(lambda c: c.listed and not c.own_name, group[at + 1 :]))
        parts = {(c.quantity.scale, c.quantity.unit) for c in found}
        if len(found) < 2 or parts != {(whole.quantity.scale, first.quantity.unit)}:
            continue
        own, usual = dimension(whole.quantity.unit), dimension(first.quantity.unit)
        total = sum(_figure(c) for c in found)
        meets = abs(total - _figure(whole)) * 2 <= len(found) * whole.quantity.step / whole.quantity.multiplier
        if meets and own != usual and {own, usual} <= _HARD:
            yield whole, first


def without_unit(group: tuple[Claim, ...]) -> Iterator[tuple[Claim, str]]:
    """公路35亿元、水运3亿元、站场22亿，合计60亿元: the one figure of a list without the unit that all others have, where it
    takes this one to make the total; with that unit."""
    if not any(claim.quantity.scale and not claim.quantity.unit for claim in group):
        return
    told = {(claim.quantity.value, claim.quantity.unit) for claim in group}
    for first, last in _joined(group):
        items = group[first:last]
        units = {claim.quantity.unit for claim in items} - {""}
        bare = [claim for claim in items if not claim.quantity.unit]
        if len(units) == len(bare) == 1 and bare[0].quantity.value > 0:  # so that the total is none of the others
            (unit,) = units
            if (sum(claim.quantity.value for claim in items), unit) in told:
                yield bare[0], unit


def _joined(group: tuple[Claim, ...]) -> Iterator[tuple[int, int]]:
    """From where to where figures follow each other in a list."""
    first = 0
    for at in range(1, len(group) + 1):
        if at == len(group) or group[at].gap[:1] not in ("、", "和"):
            if at - first > 1:
                yield first, at
            first = at


def _figure(claim: Claim) -> Decimal:
    return claim.quantity.value / claim.quantity.multiplier
