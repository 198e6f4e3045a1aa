"""Kinds: what of one thing there is in kinds that do not overlap (夏粮, 秋粮), and which kinds leave nothing out."""

import re
from itertools import permutations

from validator.claims.claim import Claim
from validator.claims.wholes import DIVIDED
from validator.patterns import later
from validator.records import record


@record
class _Family:
    """Words of which each excludes the others. `all` holds those sets that leave nothing out, `of` what they then make
    up, where its name tells so."""

    pattern: re.Pattern[str]
    all: tuple[frozenset[str], ...] = ()
    of: re.Pattern[str] | None = None


def _family(*words: str, whole: tuple[str, ...] = (), of: str = "") -> _Family:
    longest = sorted(words, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest)))
    return _Family(pattern, tuple(frozenset(w.split()) for w in whole), later(of) if of else None)


# 5A级, 4A级; 一等奖, 二等奖; 2017年, 2018年: of one rank or year each. 国家级, 省级, 市级.
_RANKED = _Family(re.compile(r"[\dA-ZⅠ-Ⅻ一二三四五六七八九十甲乙丙丁]+"))
_OF_LEVEL = _Family(re.compile(r"(?:国家|全国|中央|自治区|[省部市州盟县区旗乡镇村]{1,2})本?级?|本级"))

_PRODUCT = r"(?:生产总值|GDP)$"


_FAMILIES = (
    _family("非税", "税收", whole=("税收 非税",), of=r"(?:财政|预算)收入$"),
    _family("男性", "女性", "男", "女", whole=("男 女", "男性 女性"), of=r"人口$"),
    _family("约束性", "预期性", whole=("约束性 预期性",), of=r"指标$"),
    _family("上半年", "下半年", whole=("上半年 下半年",)),
    _family("镇", "乡", "街道", whole=("镇 乡 街道",)),
    _family(
        "城镇",
        "农村",
        "乡村",
        "城市",
        "县城",
        whole=("城镇 农村", "城镇 乡村", "城市 农村", "城市 乡村"),
        of=r"人口$",
    ),
    _family("公办", "民办", "公立", "民营", whole=("公办 民办", "公立 民营")),
    _family("国内", "入境", whole=("国内 入境",), of=r"(?:游客|旅游)[^，]{0,4}$"),
    _family("进口", "出口", whole=("进口 出口",), of=r"进出口(?:总?[额值]|贸易总?额)?$"),
    _family("第一产业", "第二产业", "第三产业", whole=("第一产业 第二产业 第三产业",), of=_PRODUCT),
    _family("一产", "二产", "三产", whole=("一产 二产 三产",), of=_PRODUCT),
    _family("中央", "地方", whole=("中央 地方",)),
    _family("一般债务", "专项债务", whole=("一般债务 专项债务",)),
    _family("一般债券", "专项债券", whole=("一般债券 专项债券",)),
    _family("工业", "建筑业"),
    _family("新增债券", "再融资债券"),
    _family("职工医保", "居民医保", whole=("职工医保 居民医保",)),
    _family("水田", "旱地", whole=("水田 旱地",)),
    _family("线上", "线下", whole=("线上 线下",)),
    _family("汉族", "少数民族", whole=("汉族 少数民族",)),
    _family("轻工业", "重工业", whole=("轻工业 重工业",)),
    _family("基本支出", "项目支出", whole=("基本支出 项目支出",)),
    _family("结转", "续建", "新开工", "前期", "预备", "储备"),
    _family("结转", "续建", "新建", "前期", "预备", "储备"),
    _family("跨省", "省内", whole=("跨省 省内",)),
    _family("省外", "省内", whole=("省外 省内",)),
    _family("境内", "境外", whole=("境内 境外",)),
    _family("前期", "在建", "竣工", "完工", "投产"),
    _family("一般隐患", "重大隐患", whole=("一般隐患 重大隐患",)),
    _family("简易程序", "一般程序", whole=("简易程序 一般程序",)),
    _family("简易程序", "普通程序", whole=("简易程序 普通程序",)),
    _family("夏粮", "秋粮", "早稻", "春粮"),
    _family("地上", "地下", whole=("地上 地下",)),
    _family("公益林", "商品林", whole=("公益林 商品林",)),
    _family("幼儿园", "小学", "初中", "高中", "中职", "高职", "学前"),
    _family("猪肉", "牛肉", "羊肉", "禽肉"),
    _family("金牌", "银牌", "铜牌", whole=("金牌 银牌 铜牌",)),
    _family("国道", "省道", "县道", "乡道", "村道"),
    _family("大型", "中型", "小型", "微型", "大中型", "小微"),
    _RANKED,
    _OF_LEVEL,
)


def exclusive(members: tuple[Claim, ...]) -> bool:
    """True where no two parts overlap: 夏粮 and 秋粮, 小学 and 初中. Together they are no more than their whole."""
    return (_words(members) is not None or _territories(members)) and not said_to_overlap(members)


def said_to_overlap(members: tuple[Claim, ...]) -> bool:
    """True for 博士183人、正高61人（部分人员兼具两项条件）: one may be several of them."""
    return any(_OVERLAP.match(m.tail) for m in members)


# Counties, cities or townships: 新区 and 城区 may lie in one of them, and no county is told beside its city.
_TERRITORY = later(
    r"(?!全|各|本)[\u4e00-\u9fff]{1,7}(?:(?P<city>[市州盟])|(?P<town>镇|乡|街道)"
    r"|[县旗]|(?<![市城辖园新片山库牧社校地景老灾林矿港农牧])(?<!开发)(?<!高新)(?<!示范)(?<!试验)区)"
)


def _territories(members: tuple[Claim, ...]) -> bool:
    """其中甲县18个、乙县23个、丙区14个: no two of them overlap."""
    names = [_plain(member) for member in members]
    found = [_TERRITORY.fullmatch(name) for name in names] if len(set(names)) == len(names) > 1 else []
    return bool(found) and all(found) and len({each.lastgroup for each in found if each}) == 1


_TITLES = later(
    r"规模|规上|高新技术|科技型|专精特新|小巨人|单项冠军|龙头|上市|瞪羚|独角兽|领军|骨干|百强|亿元|外资|民营|小微|中小|出口|品牌|示范|星级"
    r"|女|少数民族|党员|青年|残疾|低保|脱贫|返乡"
)


def overlapping(members: tuple[Claim, ...]) -> bool:
    """True for titles of which one thing may hold several: 规模企业, 高新技术企业, 上市公司; not 国家级龙头, 省级龙头."""
    found = {tuple(_TITLES.findall(m.gap)) for m in members} - {()}
    return len(found) > 1


def of_one_head(members: tuple[Claim, ...]) -> bool:
    """财产险, 人身险; 职工医保, 居民医保: names that begin or end alike, and tell the parts apart by the rest."""
    names = [_plain(member) for member in members]
    alike = any(len({name[end] for name in names}) == 1 for end in (slice(1), slice(-1, None)))
    held = any(one in other for one, other in permutations(names, 2))  # 投资 holds 工业投资
    return alike and not held and not overlapping(members)


_PAID_IN = ("资金", "投资", "补助")


def complete(members: tuple[Claim, ...]) -> bool:
    """True for parts that leave nothing out: 税收收入 and 非税收入, the three 产业, a list that ends in 其他."""
    found = _words(members)
    if found is not None and frozenset(found[1]) in found[0].all:
        if "中央" in found[1] and any(word in found[2] for word in _PAID_IN):
            return False  # 中央资金、地方资金: and who else?
        # Households use power and water beside the three industries; they produce and employ nothing.
        return "产" not in "".join(found[1]) or members[0].quantity.unit in ("元", "美元", "人")
    *others, last = members
    if _OVERLAP.match(last.tail):
        return False
    enough = len(others) >= 2 or (
        len(others) == 1 and "其余" in last.gap
    )  # other things may be named 其他, not all of them
    return enough and bool(_REST.search(last.gap)) and not any(_REST.search(m.gap) for m in others)


# 社会资本, 企业自筹: whoever pays the rest of what is paid for by the levels of government.
_THE_REST_PAY = later(r"(?:社会|民间|自筹)[^，。；]{0,5}$")
_PAYING = later(r"中央|国家|省(?![内外])|市(?!场)|县|区(?!域)|地方|财政|债券?|贷款")


def paying(members: tuple[Claim, ...]) -> bool:
    """中央21.4亿元、省级17.2亿元: money by who pays it."""
    return members[0].quantity.unit == "元" and all(_PAYING.search(m.gap) for m in members)


def by_payer(members: tuple[Claim, ...]) -> bool:
    """中央资金7亿元、省级4亿元、社会资本6亿元: money by who pays it, down to those who pay the rest."""
    *others, last = members
    if len(others) < 2 or last.quantity.unit != "元" or not _THE_REST_PAY.search(last.gap):
        return False
    return all(_PAYING.search(m.gap) and not _THE_REST_PAY.search(m.gap) for m in others)


_OVERLAP = re.compile(
    r"[（(](?:含|包括|有|存在|部分|个别|其中有)"
)  # 其他作物0.5万亩（包括间套种）; 61人（部分人员兼具两项条件）
_REST = later(r"(?:其他|其它|其余)(?!国)[^，。；]{0,8}$")


def made_up(members: tuple[Claim, ...]) -> tuple[re.Pattern[str], str] | None:
    """What the whole of some parts that leave nothing out is called, and what else their names say: 货物 of 货物出口."""
    found = _words(members)
    if found is None or frozenset(found[1]) not in found[0].all or found[0].of is None:
        return None
    return found[0].of, found[2]


def _plain(member: Claim) -> str:
    """What a part is called, without what stands before its name."""
    return _BEFORE.sub("", _BRACKET.sub("", member.gap))


def _words(members: tuple[Claim, ...]) -> tuple[_Family, tuple[str, ...], str] | None:
    """The family whose words tell the parts apart, the word of each, and what all of them say beside; None where they
    differ otherwise as well."""
    names = [_plain(member) for member in members]
    if len(names) < 2:
        return None
    for family in _FAMILIES:
        found = [family.pattern.search(name) for name in names]
        words = tuple(f[0] for f in found if f)
        if len(set(words)) < len(names):
            continue
        if family in _LADDERS and any(_OR_MORE.search(name) for name in names):
            continue
        rests = {_bare(name.replace(word, "", 1)) for name, word in zip(names, words, strict=True)} - {""}
        if len(rests) <= 1:
            return family, words, next(iter(rests), "")
    return None


_LADDERS = (_RANKED, _OF_LEVEL)
_OR_MORE = later(r"以[上下内]")  # 4A级以上: 5A级 is among them
_BRACKET = re.compile(r"[（(][^（()）]*[）)]")  # 公办（含公建民营）81所
_BEFORE = later(r"^.*(?:[，,、；;：:（(）)]|其中)|^[和及与]|^以及")


def _bare(rest: str) -> str:
    """城镇人口, 乡村的人口; 出口, 出口额: what is left of a name but for the words that say nothing."""
    return re.sub(r"全[县市省区国]|[上当本去今]年|总|额|量|的|达|完成|实现|共|有|增加值|收入$|支出$|累计", "", rest)


_DIVIDED = re.compile("[，,]?" + DIVIDED)


def undivided(before: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """…。分级次看，甲、乙。分税种看，: the second divides what the first does, and none of the first's parts."""
    while True:
        headings = [index for index, claim in enumerate(before) if _DIVIDED.match(claim.gap)]
        if not headings:
            return before
        at = headings[-1]
        since = before[at].site.sentence
        if any(c.site.sentence > since and not c.half_stop for c in before[at:]):
            return before  # another whole may have come between
        before = before[:at]
