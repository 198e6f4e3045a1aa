"""Foreign places: where a plan speaks in its own voice, with the name of a place that is not its own."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from validator.claims.claim import Claim, Role
from validator.claims.linking import significant
from validator.claims.mentions import Mentions
from validator.claims.names import Name, parse_name, within
from validator.claims.plan import Plan
from validator.claims.traces import Residue, Trace
from validator.document import Document, Paragraph, Text
from validator.patterns import later

if TYPE_CHECKING:
    from schemas.catalogue import Place

# A county may be called after a river or a hill; a city called so is known by the name.
_OF_NATURE = ("江", "河", "湖", "海", "山", "岛")
_ONWARD = (
    r"(?:经济|社会|事业|全面|高质量|跨越式?|绿色|科学|转型|加快|创新|文旅|旅游|文化|产业|工业|农业|科技|教育)*"
    r"(?:发展|崛起|振兴|现代化建设|现代化|提质升级|提质增效|转型升级)"
)
# In front, here too, the characters that one can begin with.
_OWN_VOICE = re.compile(
    r"(?=[讲谱书彰具符结立贡打建奋凝展推让全实开从])(?:"
    r"(?:讲好|谱写|书写|彰显|具有|符合|结合|立足|贡献|打造|建设|奋力|凝聚|展现|推动|让|全面推进)"
    r"(?:中国式现代化|社会主义现代化|现代化|新时代)?(?P<place>[\u4e00-\u9fff]{2,4}?)"
    rf"(?:(?:{_ONWARD}|建设)的?)?(?:崭新|新的|新)?(?:故事|篇章|现代化建设|人民|儿女|群众|百姓|老年人|学子|实际|特色|样板|担当|智慧|力量|新实践|新局面)"
    rf"|(?:推动|推进|实现|开创|奋力开创)(?P<onward>[\u4e00-\u9fff]{{2,4}}?){_ONWARD}"
    r"|从(?P<from>[\u4e00-\u9fff]{2,4}?)(?:的|发展的?|工作的?)?实际出发"
    r"|(?:建设|打造|建成)(?:现代化|富美|美丽|幸福|平安|数字|活力|魅力|实力|生态|健康|法治|新时代|的|、)+"
    r"(?P<praised>[\u4e00-\u9fff]{2,4}?)(?=[，。；！、]))"
)
# ，江北人民抢抓机遇: who has done it. 把江北建设成为…高地: what a plan makes of its place; not of a lake or a hill.
_FOLK = later(
    r"(?:^|(?<=[，。；：、]))(?P<folk>[\u4e00-\u9fff]{2,4}?)(?:各族|广大)*人民"
    r"(?=[抢奋砥团勠戮锐迎凝攻接不牢坚踔攻众上同开])"
)
_TURNED = later(r"把(?P<turned>[\u4e00-\u9fff]{2,4}?)(?:全面|加快|努力)?(?:建设|打造|建|培育)成为?")
# 把论文写在张掖大地上: whose soil it is.
_SOIL = later(r"(?:在|扎根|根植|植根)(?P<soil>[\u4e00-\u9fff]{2,4}?)(?:大地|热土|沃土)")
# 数字酒泉全面建成: what one’s own place has become.
_BUILT = later(
    r"(?:数字|智慧|平安|法治|健康|美丽|幸福|富美|活力)(?P<built>[\u4e00-\u9fff]{2,4}?)(?:全面|基本|率先)?建成"
)
# 把酒泉的好产品推介出去: whose goods a plan makes known.
_SHOWN = later(r"[把让将](?P<shown>[\u4e00-\u9fff]{2,4}?)的[^，。；]{1,12}(?:推介|推广|宣传|传播|展示|讲|带|走|卖)出去")
# 是吉水厚积薄发的五年: whose years a text looks back on.
_LIVED = later(
    r"(?<![\u4e00-\u9fff])(?:也|更|正)?是(?P<lived>[\u4e00-\u9fff]{2,4}?)[^，。；、]{2,24}的五年(?=[，。；！])"
)
_BARE = (
    ("的五年", _LIVED),
    ("人民", _FOLK),
    ("把", _TURNED),
    ("大地", _SOIL),
    ("热土", _SOIL),
    ("沃土", _SOIL),
    ("建成", _BUILT),
    ("出去", _SHOWN),
)
_STRICT = ("place", "from", "folk", "soil")  # the words around the place leave no doubt that it is one
# What is done with or for another place: 推动与兰州协同发展, 对口支援.
_TOGETHER = later(r"对口|支援|帮扶|援[疆藏青]|协作|合作|共建|携手|联动|都市圈|城市群|借鉴|学习(?!贯彻)|毗邻|周边")
# 按照铜仁市委、市政府部署: who has ordered a plan. 健康荷塘建设: of what place it is.
_RULED = later(r"(?P<rank>[市县区州盟旗])委、[市县区州盟旗](?:人民)?政府[^，。；]{0,4}(?:部署|决策|要求|安排|领导)")
_KIND = later(r"(?:健康|平安|法治|数字|智慧)(?P<place>[\u4e00-\u9fff]{2,3}?)建设")
# 根据《周口市国民经济和社会发展…纲要》，编制本规划: whose plans and rules a plan rests on.
_RESTS = later(r"(?:编制|制定|制订|形成|起草)(?:了|形成)?本|为依据|主要依据")
_TITLED = later(r"《(?P<place>[\u4e00-\u9fff]{2,7}?(?:省|市|县|区|州|盟|旗))(?=[^》]{4,})")
# 绵阳经开区坚持工业强区: the subject of what a plan says of itself.
_RESOLVED = later(
    r"(?:(?<=[，。；：])|^)(?:[一二三四五]是)?(?P<place>[\u4e00-\u9fff]{2,5}?)(?:经济技术开发区|经济开发区|经开区|高新技术产业开发区|高新区|开发区|工业园区?|新区)?"
    r"(?:各?(?:有关|相关|级各)?部门(?=[要应须]))?(?:将|要|应|须|始终|紧紧|牢牢|深入|认真|全面)?(?:坚持|抢抓|紧扣|立足|牢固树立|贯彻落实|按照)"
)
# 由同心县农业农村局扩大使用范围: whose office is charged with what the plan sets out to do.
_ENTRUSTED = later(
    r"由(?P<place>[\u4e00-\u9fff]{2,5}?[市县旗])[\u4e00-\u9fff]{2,8}?(?:局|委员会)(?!的|批准|审批|核准|认定)"
)
# 结合白山市商务工作实际: whose conditions a plan goes by.
_CONDITIONS = later(r"结合(?P<place>[\u4e00-\u9fff]{2,5}?[市县旗州盟])[\u4e00-\u9fff]{0,8}实际")
# 到2030年，丰城市…力争达到: whose aim it is. 本规划由高安市…组织实施: whose plan.
_AIMS = later(
    r"到(?:20\d\d年(?:末|底)?|“?十[一二三四五六七]五”?末)，?(?:力争)?(?P<place>[\u4e00-\u9fff]{2,5}?[市县旗州盟区])(?![至到和与及等域、]|[市县区])"
    r"[^，。；、]{0,24}?(?:力争|达到|实现|突破|建成|基本|提高到|超过|形成)"
)
_ITS_PLAN = later(
    r"本(?:规划|方案|计划|纲要|办法|意见)[^，。；]{0,8}由(?P<place>[\u4e00-\u9fff]{2,5}?[市县区旗州盟])"
    r"(?=[^，。；]{2,16}(?:负责|组织|实施|解释|印发|牵头))"
)
# 本规划适用于樟树市行政区域; 丰城市政府各部门: whom it is for.
_REACH = later(
    r"(?:适用于|范围(?:为|包括|涵盖))整?个?(?P<place>[\u4e00-\u9fff]{2,5}?[市县区旗州盟])(?=行政|全域|全境|辖区|所辖|市域|县域|范围)"
)
_OFFICES = later(
    r"(?:^|(?<=[，。；：、]))(?P<place>[\u4e00-\u9fff]{2,5}?[市县区])(?=(?:人民)?政府各(?:部门|委办局|直属|工作部门))"
)
# 贵溪市“十四五”时期…面临: of whose five years a plan speaks; 近年来，乐平市大力推进…: what its own place has done.
_YEARS = later(
    r"(?:^|(?<=[，。；：]))(?P<place>[\u4e00-\u9fff]{2,5}?[市县旗州盟])(?=“?十[一二三四五六七]五”?(?:时期|期间)[^，。；]{0,16}(?:发展|面临|机遇|目标|处于))"
)
_NARRATED = later(
    r"(?:以来|期间|时期|近年来|近几年|年来)，(?P<place>[\u4e00-\u9fff]{2,5}?[市县旗州盟])"
    r"(?=大力|深入|全面|坚持|加快|积极|认真|始终|统筹|扎实|着力|紧紧|牢牢|坚定|不断|持续)"
)
# 《贵溪市…规划》已经市政府常务会议同意，现印发给你们: the plan itself, by its title.
_ISSUED = later(
    r"(?:现将|关于印发)?《(?P<place>[\u4e00-\u9fff]{2,7}?[市县区州盟旗])(?=[^》]{4,40}》(?:已经[^。]{0,40}(?:同意|通过|审定)[^。]{0,8}印发"
    r"|(?:予以)?印发给你们))"
)
# 为加快推进江北市水利高质量发展，…制定本规划: for whom it is made.
_PURPOSED = later(
    r"为了?(?:进一步|全面|切实|深入|持续)?(?:加快|推动|推进|促进|实现|加强|做好|提升|增强)+(?P<place>[\u4e00-\u9fff]{2,5}?[市县区旗州盟])"
    r"(?=[^，。；]{2,24}，[^。；]{0,80}?(?:制[定订]|编制|出台)本)"
)
# Where a plan names whose it is, each with a word that is in all of them.
_SAID_OF = (
    ("", _RESOLVED),
    ("由", _ENTRUSTED),
    ("由", _ITS_PLAN),
    ("实际", _CONDITIONS),
    ("到", _AIMS),
    ("印发", _ISSUED),
    ("范围", _REACH),
    ("适用于", _REACH),
    ("政府", _OFFICES),
    ("本", _PURPOSED),
    ("五", _YEARS),
)
_EXAMPLE = later(r"经验|做法|案例|先进|对标|例如|比如|如[：:，]|其他|外地|各地|一些地方")
# 清流县生态茶园面积: whose figure it is, and what it is of.
_OWNER = re.compile(r"(?P<place>[\u4e00-\u9fff]{2,5}?[市县区旗州盟])(?P<what>[\u4e00-\u9fff]{3,})")
_TELLING = 3  # digits that two places do not have in common by chance
_INNER = re.compile(r"[\u4e00-\u9fff]{2,5}?[县市区旗]")


def foreign_places(text: Text, plan: Plan, topic: str, mentions: Mentions) -> Iterator[Residue]:
    """Every name of another place in the stead of the plan's own, each once."""
    found = chain(
        _places(text, plan, mentions),
        _neighbours(text, plan, mentions),
        _rested_on(text, plan, mentions),
        _speaking(text, plan, mentions),
        _narrated(text, plan, mentions),
        _with_topic(text, plan, topic, mentions),
    )
    yield from {residue.span: residue for residue in found}.values()


def borrowed_places(document: Document, plan: Plan, claims: Iterable[Claim], mentions: Mentions) -> Iterator[Residue]:
    """清流县茶园面积5.26万亩 in a plan of 宁化县 that has 茶园面积5.26万亩 as its own: the name is another's, the figure is not."""
    told = [claim for claim in claims if claim.role is Role.LEVEL and significant(claim.quantity.figure) >= _TELLING]
    named = [(claim, found) for claim in told if claim.name and (found := _OWNER.fullmatch(claim.name.printed))]
    alike: dict[tuple[Decimal, str], list[Claim]] = defaultdict(list)
    for claim in told if named else ():
        alike[claim.quantity.value, claim.quantity.unit].append(claim)
    for claim, found in named if plan.region else ():
        name, same = found["place"], alike[claim.quantity.value, claim.quantity.unit]
        if name[:-1] in plan.region or len(same) == 1:
            continue
        own = parse_name(found["what"])
        if not any(_is_own(other, claim, own, name) for other in same):
            continue
        block = document.blocks[claim.site.block]
        at = block.text.string.find(found[0]) if isinstance(block, Paragraph) else -1
        if isinstance(block, Paragraph) and at >= 0:
            yield from _elsewhere(
                block.text, _OWNER.finditer(block.text.string, at, at + len(found[0])), plan, mentions
            )


def _is_own(other: Claim, claim: Claim, own: Name, place: str) -> bool:
    """True for the same figure, said of the same thing elsewhere without the name of the place."""
    apart = other is not claim and not (other.scope or other.owner)
    return bool(apart and other.name and place[:-1] not in other.name.printed and within(own.core, other.name.core))


def _places(text: Text, plan: Plan, mentions: Mentions) -> Iterator[Residue]:
    """讲好张掖故事 in a plan of 武威: the plan's own voice with another place's name."""
    matches = list(_OWN_VOICE.finditer(text.string))
    matches += (m for sign, pattern in _BARE for m in (pattern.finditer(text.string) if sign in text.string else ()))
    if not matches:
        return
    from schemas.catalogue import places

    own = plan.region[:-1] if len(plan.region) > 2 else plan.region
    for match in matches:
        group = match.lastgroup or "place"
        name = match[group]
        named = [place for place in places().named(name) if not place.name.endswith("区")]
        found = places().find(name) or (named[0] if named and group == "folk" else None)  # of several none is its own
        begin = text.string.rfind("。", max(0, match.start() - 60), match.start()) + 1
        if (
            found is not None
            and not (found.name.endswith("区") and not name.endswith("区"))  # 河西, 新城: ordinary words as well
            and not (group == "turned" and name[-1] in _OF_NATURE and not found.name.endswith("市"))
            and not (group not in _STRICT and name in places().ordinary_words)
            and not (group not in _STRICT and _TOGETHER.search(text.string, begin, match.end() + 40))
            and own not in name
            and name not in plan.region
            and mentions.count(name) <= 2
            and not any(_related(place, plan) for place in (found, *named))
        ):
            yield Residue(Trace.PLACE, text.span(*match.span(group)), name, own)


def _neighbours(text: Text, plan: Plan, mentions: Mentions) -> Iterator[Residue]:
    """按照铜仁市委、市政府部署 in a plan of 黔东南, 健康荷塘建设 in one of 石峰区: a place of the same rank in its stead."""
    string = text.string
    ruled = list(_RULED.finditer(string)) if "委、" in string else []
    kinds = list(_KIND.finditer(string)) if "建设" in string else []
    if not (ruled or kinds) or (home := _home(plan)) is None:
        return
    from schemas.catalogue import places

    named = [(m.end("rank") - length, m.end("rank")) for m in ruled for length in range(7, 1, -1)]
    for start, end in (*named, *(m.span("place") for m in kinds)):
        found = places().find(string[start:end]) if start >= 0 else None
        if found is None or found.level != home.level or found.name == home.name:
            continue
        beside = start in [m.start("place") for m in kinds] and found.parent != home.parent
        around = string[max(0, start - 60) : end + 40]
        if not beside and mentions.count(string[start:end]) <= 2 and not _TOGETHER.search(around):
            yield Residue(Trace.PLACE, text.span(start, end), string[start:end], home.short)


def _rested_on(text: Text, plan: Plan, mentions: Mentions) -> Iterator[Residue]:
    """《周口市国民经济和社会发展…纲要》 as what a plan of 驻马店 rests on: it is that of its own place, or of one above."""
    for rests in _RESTS.finditer(text.string) if "《" in text.string else ():
        begin = max(text.string.rfind(stop, 0, rests.start()) for stop in "。；") + 1
        yield from _elsewhere(text, _TITLED.finditer(text.string, begin, rests.start()), plan, mentions)


def _speaking(text: Text, plan: Plan, mentions: Mentions) -> Iterator[Residue]:
    """过去五年，绵阳经开区坚持… in a plan of 德阳: another place in the place of the plan's own."""
    found = (pattern.finditer(text.string) for hint, pattern in _SAID_OF if hint in text.string)
    for match in chain(*found):
        begin = text.string.rfind("。", 0, match.start()) + 1
        if not (_TOGETHER.search(text.string, begin, match.end() + 40) or _EXAMPLE.search(text.string, begin)):
            yield from _elsewhere(text, iter((match,)), plan, mentions)


_SAID = 120  # characters of a sentence that are looked at
_TOPIC = 3  # characters that the topic of a plan has at least, to be known again
_BEFORE_TOPIC = later(r"(?:^|(?<=[，。；：]))(?P<place>[\u4e00-\u9fff]{2,5}?[市县区旗州盟])$")
# Others are named to be set beside; where they stand, too, is told in figures.
_BESIDE = later(r"\d|相比|比较|差距|领先|标杆|第[一二三]|[、和与]|等")


def _narrated(text: Text, plan: Plan, mentions: Mentions) -> Iterator[Residue]:
    """近年来，乐平市大力推进…: what another place has done, of the same province; of those farther off it is told as an example."""
    said_so = any(words in text.string for words in ("来，", "期，", "间，"))
    home = _root(plan) if said_so else None
    for match in _NARRATED.finditer(text.string) if home is not None else ():
        from schemas.catalogue import places

        found = places().find(match["place"])
        near = found is not None and home is not None and found.province == home.province
        said = text.string[match.end() : match.end() + _SAID].partition("。")[0]
        if near and not (_TOGETHER.search(said) or _EXAMPLE.search(said) or "第" in said):
            yield from _elsewhere(text, iter((match,)), plan, mentions)


def _with_topic(text: Text, plan: Plan, topic: str, mentions: Mentions) -> Iterator[Residue]:
    """樟树市数字经济发展基础较好 in a plan for 数字经济 of another city: the plan's own topic behind another's name."""
    string = text.string
    at = string.find(topic) if len(topic) >= _TOPIC else -1
    while at >= 0:
        named = list(_BEFORE_TOPIC.finditer(string, max(0, at - 7), at)) if string[at - 1 : at] in _PLACES else []
        said = string[at : at + _SAID].partition("。")[0] if named else ""
        if not any(pattern.search(said) for pattern in (_BESIDE, _TOGETHER, _EXAMPLE)):
            yield from _elsewhere(text, iter(named), plan, mentions)
        at = string.find(topic, at + 1)


_PLACES = tuple("市县区旗州盟")


def _elsewhere(text: Text, matches: Iterator[re.Match[str]], plan: Plan, mentions: Mentions) -> Iterator[Residue]:
    """The places that are neither the plan's own, nor above or within it."""
    from schemas.catalogue import places

    for match in matches:
        name = match["place"]
        found, home = places().find(name), _root(plan)
        if found is None or home is None or name in places().ordinary_words:
            continue
        if found.name[-1:] in "区县" and name != found.name:
            continue  # 河西, 新城: ordinary words as well
        if not _in_line(found, home) and mentions.count(found.short) <= 2:
            yield Residue(Trace.PLACE, text.span(*match.span("place")), name, home.short)


def _root(plan: Plan) -> "Place | None":
    """The place that the region's name is or begins with: of 德阳经济技术开发区, the city."""
    from schemas.catalogue import places

    named = (places().find(plan.region[:length]) for length in range(len(plan.region), 1, -1))
    return next((place for place in named if place is not None), None)


def _home(plan: Plan) -> "Place | None":
    """The place that the title names: of 株洲市石峰区, the district."""
    from schemas.catalogue import places

    whole = places().find(plan.region) or _root(plan)
    behind = (plan.title or "").partition(plan.region)[2]
    inner = _INNER.match(behind) if whole is not None else None
    part = places().find(inner[0]) if inner else None
    return part if part is not None and whole is not None and part.parent == whole.name else whole


def _related(found: "Place", plan: Plan) -> bool:
    """True where the place is the plan's region, above it, or a part of it."""
    from schemas.catalogue import places

    home = places().find(plan.region)
    if home is None:  # a new district, say: a province may well be its own
        return found.level == "province"
    return _in_line(found, home)


def _in_line(found: "Place", home: "Place") -> bool:
    """True where one of two places is the other, above it, or a part of it."""
    return found.name in (home.name, home.province, home.parent) or home.name in (found.province, found.parent)
