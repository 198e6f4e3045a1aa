"""Residue: what drafts, templates and other documents leave behind in a text."""

import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

from validator.claims.plan import Plan
from validator.document import Document, Paragraph, Text
from validator.patterns import later
from validator.records import record
from validator.span import Span

if TYPE_CHECKING:
    from schemas.catalogue import Place


class Trace(StrEnum):
    """What kind of residue a place shows."""

    TOPIC = "topic"  # the plan speaks of itself as a plan for something else
    PLACE = "place"  # it speaks of itself as another place's
    MERGE = "merge"  # the mark of a draft inside a word
    PLACEHOLDER = "placeholder"  # XX, （　）, 待补充
    BOOKMARK = "bookmark"  # [bookmark: …], left by a conversion
    NAME = "name"  # 两轴 here, 两翼 there


@record
class Residue:
    """One place: the words that do not belong, and what the document says instead
    elsewhere, and the words around it."""

    trace: Trace
    span: Span
    text: str
    usual: str = ""
    context: str = ""


# Sentences in which a plan speaks of itself; the group is its topic.
_SELF = re.compile(
    r"是[^，。；]{0,8}?[我本全](?:县|市|省|区|州|国)(?P<guide>[\u4e00-\u9fff]{2,8}?)(?:发展|工作|事业)?的(?:指导性|纲领性)(?:文件|纲领)"
    r"|(?:坚持|加强)党对(?P<lead>[\u4e00-\u9fff]{2,16}?)(?:工作|事业)*的?(?:全面|集中统一)*领导"
)
_OF_ITSELF = ("的指导性", "的纲领性", "党对")  # one of them is in each
# What the party leads in every plan, whatever it is about.
_GENERAL = re.compile(
    r"一切|各项|各方面|全部|人才|意识形态|三农|农村|农业农村|经济|社会|安全|改革|统战|群团|宣传|思想|基层|本?规划|乡村"
)
_CITED = later(r"《[^》]{0,24}?(?P<topic>[\u4e00-\u9fff]{2,6}?)(?:发展)?(?:专项)?规划》")
_TOPIC_WORDS = later(
    r"“?十[一二三四五六七]?[.．·]?五”?|(?:19|20)\d\d(?:年|[-—]+)*|规划|纲要|方案|计划|要点|发展|重点|任务|实施|专项|行动|工作|事业|的|与|和|及|[《》“”（）()]"
)
_DRAFT = r"征求意见稿?|求意见稿?|送审稿|报批稿|讨论稿|修改稿|初稿|草稿|审议稿|定稿"
_IN_DRAFT = re.compile(_DRAFT)
_MERGE = later(rf"(?P<left>[\u4e00-\u9fff]{{2}})(?P<mark>{_DRAFT})(?P<right>[\u4e00-\u9fff]{{1,2}})")
# What may stand around these words where they mean what they say.
_BEFORE_DRAFT = later(
    r"(?:的|了|并|开|公|广|面|泛|步|再|次|门|稿|成|和|与|对|在|于|为|书|经|后|过|向|审|订|改|形|起|草|其|该|此|会|家|求|众|位|方|件|案|划|要|见|是|按|据|由|从|及|至|家)$"
)
_AFTER_DRAFT = later(
    r"^(?:的|和|与|并|后|前|中|时|等|阶段|工作|情况|基础|过程|程序|会|稿|建议|修改|公开|进行|提交|经|已|由|为|及|印发|通知|反馈|汇总|采纳|函|座谈|论证|审议|征求|上报|完成|是|在|以|于|向)"
)
# 新征求意见程: 征求意见 goes on with what completes another word of 征 (征程, 征收 …).
_AFTER_ZHENG = "程收集管地信税用迁兵途缴战"
# In front the characters that one can begin with: the search runs past all others at once.
_PLACEHOLDER = re.compile(
    r"(?=[XＸx×✕＿_（(《【待T])(?:(?<![A-Za-z])[XＸx×]{2,4}(?=[年月日])|(?<![A-Za-z0-9×xX])(?:[XxＸ]{2,}|[×✕]{2,})(?![A-Za-z0-9])|＿{2,}|_{3,}|[（(][ \u3000]*[）)]|《[ \u3000]*》|【[ \u3000]*】"
    r"|待(?:补充|核实|填写|填报|完善数据|确认)(?=[）)。，；、]|$)|(?<=[（(])待定(?=[）)])|\b(?:TODO|TBD)\b)"
)
# Names and telephone numbers are masked on purpose: 联系人：张××, 0731—××××.
_MASKED = later(r"[\d—-][×✕]|[\u4e00-\u9fff][×✕]{1,2}(?![×✕\u4e00-\u9fff])|[×✕]\d|电话|联系")
_BOOKMARK = re.compile(r"\[bookmark:[^\]\n]{0,40}\]")
# 字体：【】【】, 浏览次数：【】: buttons and counters of the page that a text was copied from.
_OF_THE_PAGE = later(r"(?:字体|字号|浏览次?数?|阅读次?数?|点击[次数量]+|打印|分享|收藏)[:：]?[\s【】（）()]*$")
_ABOUT_BRACKETS = re.compile(r"^(?:内|中|里|为|表示)")
_ONWARD = (
    r"(?:经济|社会|事业|全面|高质量|跨越式?|绿色|科学|转型|加快|创新|文旅|旅游|文化|产业|工业|农业|科技|教育)*"
    r"(?:发展|崛起|振兴|现代化建设|现代化|提质升级|提质增效|转型升级)"
)
# In front, here too, the characters that one can begin with.
_OWN_VOICE = re.compile(
    r"(?=[讲谱书彰具符结立贡打建奋凝展推让全实开])(?:"
    r"(?:讲好|谱写|书写|彰显|具有|符合|结合|立足|贡献|打造|建设|奋力|凝聚|展现|推动|让|全面推进)"
    r"(?:中国式现代化|社会主义现代化|新时代)?(?P<place>[\u4e00-\u9fff]{2,4}?)"
    rf"(?:{_ONWARD}的?)?(?:故事|篇章|新篇章|现代化建设|人民|儿女|实际|特色|样板|担当|智慧|力量|新实践|新局面)"
    rf"|(?:推动|推进|实现|开创|奋力开创)(?P<onward>[\u4e00-\u9fff]{{2,4}}?){_ONWARD}"
    r"|(?:建设|打造|建成)(?:现代化|富美|美丽|幸福|平安|数字|活力|魅力|实力|生态|健康|法治|新时代|的|、)+"
    r"(?P<praised>[\u4e00-\u9fff]{2,4}?)(?=[，。；！、]))"
)
# What is done with or for another place: 推动与兰州协同发展, 对口支援.
_TOGETHER = later(r"对口|支援|帮扶|援[疆藏青]|协作|合作|共建|携手|联动|都市圈|城市群|借鉴|学习|毗邻|周边")
# 按照铜仁市委、市政府部署: who has ordered a plan. 健康荷塘建设: of what place it is.
_RULED = later(r"(?P<rank>[市县区州盟旗])委、[市县区州盟旗](?:人民)?政府[^，。；]{0,4}(?:部署|决策|要求|安排|领导)")
_KIND = later(r"(?:健康|平安|法治|数字|智慧)(?P<place>[\u4e00-\u9fff]{2,3}?)建设")
# 根据《周口市国民经济和社会发展…纲要》，编制本规划: whose plans and rules a plan rests on.
_RESTS = later(r"(?:编制|制定|制订|形成|起草)(?:了|形成)?本|为依据|主要依据")
_TITLED = later(r"《(?P<place>[\u4e00-\u9fff]{2,7}?(?:省|市|县|区|州|盟|旗))(?=[^》]{4,})")
# 绵阳经开区坚持工业强区: the subject of what a plan says of itself.
_RESOLVED = later(
    r"(?:(?<=[，。；：])|^)(?:[一二三四五]是)?(?P<place>[\u4e00-\u9fff]{2,5}?)(?:经济技术开发区|经济开发区|经开区|高新技术产业开发区|高新区|开发区|工业园区?|新区)?"
    r"(?:将|要|应|始终|紧紧|牢牢|深入|认真|全面)?(?:坚持|抢抓|紧扣|立足|牢固树立|贯彻落实)"
)
_EXAMPLE = later(r"经验|做法|案例|先进|对标|例如|比如|如[：:，]|其他|外地|各地|一些地方")
_INNER = re.compile(r"[\u4e00-\u9fff]{2,5}?[县市区旗]")
_FORMULA = later(r"“(?P<formula>(?:[一二两三四五六七八九多][\u4e00-\u9fff]){3,8})”")
_PAIR = later(
    r"(?P<number>[二两三四五六七八九])(?<![“一二两三四五六七八九十第].)(?P<noun>[轴翼核圈带廊片极屏])(?=[，。、；,;]|[\u4e00-\u9fff]{2})"
)


def residues(document: Document, plan: Plan) -> Iterator[Residue]:
    """Every trace of another document or a draft, in reading order."""
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    whole = "\n".join(p.text.string for p in paragraphs)
    topics = list(_topics(paragraphs, plan, whole))
    yield from topics
    yield from _cited(paragraphs, topics)
    formulas, in_draft = _formulas(whole), _IN_DRAFT.search(whole) is not None
    for paragraph in paragraphs:
        if in_draft:
            yield from _merged(paragraph.text)
        yield from _placeholders(paragraph.text)
        if plan.region:
            yield from _places(paragraph.text, plan, whole)
            yield from _neighbours(paragraph.text, plan, whole)
            yield from _rested_on(paragraph.text, plan, whole)
            yield from _speaking(paragraph.text, plan, whole)
        if formulas:
            yield from _names(paragraph.text, formulas)


def _topics(paragraphs: list[Paragraph], plan: Plan, whole: str) -> Iterator[Residue]:
    title = (plan.title or "").replace(plan.region, "")
    topic = _TOPIC_WORDS.sub("", title)
    if len(topic) < 2 or not any(word in whole for word in _OF_ITSELF):
        return
    for paragraph in paragraphs:
        for match in _SELF.finditer(paragraph.text.string):
            group = "guide" if match["guide"] else "lead"
            own = match[group]
            rare = group == "guide" or (whole.count(own) <= 1 and not _GENERAL.search(own))
            if rare and not set(own) & set(topic) and not _share(own, "经济社会发展全局各项规划编制实施"):
                around = paragraph.text.string[max(0, match.start(group) - 6) : match.end(group) + 8]
                yield Residue(
                    Trace.TOPIC, paragraph.text.span(match.start(group), match.end(group)), own, topic, around
                )


def _cited(paragraphs: list[Paragraph], topics: list[Residue]) -> Iterator[Residue]:
    """A plan of the same foreign topic that this one says it rests on."""
    foreign = {r.text: r.usual for r in topics}
    for paragraph in paragraphs[:20] if foreign else ():
        for match in _CITED.finditer(paragraph.text.string):
            for topic, usual in foreign.items():
                at = match.group().rfind(topic)
                if at >= 0 and "根据" in paragraph.text.string[: match.start()]:
                    start = match.start() + at
                    yield Residue(
                        Trace.TOPIC, paragraph.text.span(start, start + len(topic)), topic, usual, match.group()
                    )


def _share(a: str, b: str) -> bool:
    """True when two phrases share two neighbouring characters."""
    return any(a[i : i + 2] in b for i in range(len(a) - 1))


def _merged(text: Text) -> Iterator[Residue]:
    """公共数初稿据: the mark of a draft between the halves of a word."""
    if not _IN_DRAFT.search(text.string):
        return
    for match in _MERGE.finditer(text.string):
        if "稿" not in match["mark"]:
            legitimate = match["right"][0] not in _AFTER_ZHENG
        else:
            legitimate = bool(_AFTER_DRAFT.match(match["right"]) or _BEFORE_DRAFT.search(match["left"]))
        if legitimate:
            continue
        yield Residue(Trace.MERGE, text.span(match.start("mark"), match.end("mark")), match["mark"])


def _placeholders(text: Text) -> Iterator[Residue]:
    string = text.string
    for match in _BOOKMARK.finditer(string) if "[bookmark:" in string else ():
        yield Residue(Trace.BOOKMARK, text.span(*match.span()), match.group())
    if string.startswith(("注", "说明", "备注")):
        return
    for match in _PLACEHOLDER.finditer(string):
        masked = match.group()[0] in "×✕" and _MASKED.search(string, max(0, match.start() - 6), match.end() + 1)
        masked = masked or _OF_THE_PAGE.search(string[max(0, match.start() - 16) : match.start()])
        if not masked and not _ABOUT_BRACKETS.match(string[match.end() : match.end() + 2]):
            yield Residue(Trace.PLACEHOLDER, text.span(*match.span()), match.group())


def _places(text: Text, plan: Plan, whole: str) -> Iterator[Residue]:
    """讲好张掖故事 in a plan of 武威: the plan's own voice with another place's name."""
    matches = list(_OWN_VOICE.finditer(text.string))
    if not matches:
        return
    from schemas.catalogue import places

    own = plan.region[:-1] if len(plan.region) > 2 else plan.region
    for match in matches:
        group = match.lastgroup or "place"
        name = match[group]
        found = places().find(name)
        begin = text.string.rfind("。", max(0, match.start() - 60), match.start()) + 1
        if (
            found is not None
            and not (found.name.endswith("区") and not name.endswith("区"))  # 河西, 新城: ordinary words as well
            and not (group != "place" and name in places().ordinary_words)
            and not (group != "place" and _TOGETHER.search(text.string, begin, match.end() + 40))
            and own not in name
            and name not in plan.region
            and whole.count(name) <= 2
            and not _related(found, plan)
        ):
            yield Residue(Trace.PLACE, text.span(*match.span(group)), name, own)


def _neighbours(text: Text, plan: Plan, whole: str) -> Iterator[Residue]:
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
        if not beside and whole.count(string[start:end]) <= 2 and not _TOGETHER.search(around):
            yield Residue(Trace.PLACE, text.span(start, end), string[start:end], home.short)


def _rested_on(text: Text, plan: Plan, whole: str) -> Iterator[Residue]:
    """《周口市国民经济和社会发展…纲要》 as what a plan of 驻马店 rests on: it is that of its own place, or of one above."""
    for rests in _RESTS.finditer(text.string) if "《" in text.string else ():
        begin = max(text.string.rfind(stop, 0, rests.start()) for stop in "。；") + 1
        yield from _elsewhere(text, _TITLED.finditer(text.string, begin, rests.start()), plan, whole)


def _speaking(text: Text, plan: Plan, whole: str) -> Iterator[Residue]:
    """过去五年，绵阳经开区坚持… in a plan of 德阳: another place in the place of the plan's own."""
    for match in _RESOLVED.finditer(text.string):
        begin = text.string.rfind("。", 0, match.start()) + 1
        if not (_TOGETHER.search(text.string, begin, match.end() + 40) or _EXAMPLE.search(text.string, begin)):
            yield from _elsewhere(text, iter((match,)), plan, whole)


def _elsewhere(text: Text, matches: Iterator[re.Match[str]], plan: Plan, whole: str) -> Iterator[Residue]:
    """The places that are neither the plan's own, nor above or within it."""
    from schemas.catalogue import places

    for match in matches:
        name = match["place"]
        found, home = places().find(name), _root(plan)
        if found is None or home is None or name in places().ordinary_words:
            continue
        if found.name[-1:] in "区县" and name != found.name:
            continue  # 河西, 新城: ordinary words as well
        if not _in_line(found, home) and whole.count(found.short) <= 2:
            yield Residue(Trace.PLACE, text.span(*match.span("place")), name, home.short)


def _root(plan: Plan) -> "Place | None":
    """The place that the region's name is or begins with: of 德阳经济技术开发区, the city."""
    from schemas.catalogue import places

    named = (places().find(plan.region[:length]) for length in range(len(plan.region), 1, -1))
    return next((place for place in named if place is not None), None)


def _home(plan: Plan) -> "Place | None":
    """The place that the title names: of 株洲市石峰区, the district."""
    from schemas.catalogue import places

    whole = places().find(plan.region)
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


def _formulas(whole: str) -> dict[str, str]:
    """“一核两轴三圈”: which noun goes with which number, where the document has one such formula."""
    found = Counter(m["formula"] for m in _FORMULA.finditer(whole) if m["formula"].startswith("一"))
    if len(found) != 1:
        return {}
    formula = next(iter(found))
    return {formula[i]: formula[i + 1] for i in range(0, len(formula) - 1, 2)}


def _names(text: Text, formulas: dict[str, str]) -> Iterator[Residue]:
    for match in _PAIR.finditer(text.string):
        usual = formulas.get(match["number"])
        quoted = text.string.count("“", 0, match.start()) > text.string.count("”", 0, match.start())
        if usual and usual != match["noun"] and not quoted:
            yield Residue(Trace.NAME, text.span(*match.span()), match.group(), match["number"] + usual)
