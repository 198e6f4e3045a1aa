"""Foreign topics: where a plan speaks of itself as a plan for something else."""

import re
from collections.abc import Iterator

from validator.claims.mentions import Mentions
from validator.claims.plan import Plan
from validator.claims.traces import Residue, Trace
from validator.document import Paragraph, Text
from validator.patterns import later

# Sentences in which a plan speaks of itself; the group is its topic.
_SELF = re.compile(
    r"是[^，。；]{0,8}?[我本全](?:县|市|省|区|州|国)(?:“?十[一二三四五六七]?五”?(?:时期|期间)|(?:今后|未来)五年)?"
    r"(?P<guide>[\u4e00-\u9fff]{2,8}?)(?:发展|工作|事业)?的(?:指导性|纲领性)(?:文件|纲领)"
    r"|(?:坚持|加强)党对(?P<lead>[\u4e00-\u9fff]{2,16}?)(?:工作|事业)*的?(?:全面|集中统一)*领导"
    r"|党的(?:全面)?领导贯穿[到于]?(?P<through>[\u4e00-\u9fff]{2,12}?)(?:工作|事业|发展|建设)*(?:的?全过程|各方面|各领域|始终|各环节)"
    r"|(?:确保|保证|[使让])(?P<course>[\u4e00-\u9fff]{2,8}?)(?:工作|事业|产业|发展|建设)*始终沿着正确"
)
_OF_ITSELF = ("的指导性", "的纲领性", "党对", "领导贯穿", "始终沿着")  # one of them is in each
# What the party leads in every plan, whatever it is about.
_GENERAL = re.compile(
    r"一切|各项|各方面|全部|人才|意识形态|三农|农村|农业农村|经济|社会|安全|改革|统战|群团|宣传|思想|基层|本?规划|乡村"
)
_CITED = later(r"《[^》]{0,24}?(?P<topic>[\u4e00-\u9fff]{2,6}?)(?:发展)?(?:专项)?规划》")
_RESTS_ON = later(r"根据|依据|依照|按照|遵照")
_TOPIC_WORDS = later(
    r"“?十[一二三四五六七]?[.．·]?五”?|(?:19|20)\d\d(?:年|[-—]+)*|规划|纲要|方案|计划|要点|发展|重点|任务|实施|专项|行动|工作|事业|中期|评估|情况|报告|的|与|和|及|[《》“”（）()]"
)


# 全县气象事业仍存在短板：…, 全县气象工作总体进展顺利: how its own field stands, in the words that head its whole review;
# not 全市托育服务仍存在供给不足，… of one matter among others. What every plan may say so of is _GENERAL.
_STANDING = re.compile(
    r"[全我本][市县省区州盟旗](?P<field>[\u4e00-\u9fff]{2,8}?)(?:事业|工作|服务)+(?:发展)?"
    r"(?:(?:总体上?|仍然?|还|依然|尚|也)*(?:存在|面临)[^，。；：]{0,8}(?:短板|问题|不足|压力|差距|困难|弱项|矛盾)[：:]"
    r"|总体上?进展(?:顺利|良好))"
)
_ANYWHERE = later(r"公共|政务|民生|重点|城乡|城市|项目|工程")  # nor is this a field of its own
_STANDS = ("存在", "面临", "进展")  # one of them is in each
# The fields that governments plan for, each in a plan of its own. What a plan says of its purpose, its thread, its leaders
# and its tasks names its own field; another that it speaks of nowhere else was left over from another plan.
_FIELD = (
    r"(?:农业|林业|林草|水利|水务|能源|电力|煤炭|交通运输|交通|教育|卫生健康|医疗卫生|养老|托育|文化旅游|旅游|文旅|文物|体育|气象|地震"
    r"|防震减灾|商务|商贸|物流|住房|民政|残疾人|老龄|妇女|儿童|就业|社会保障|医疗保障|应急管理|消防|粮食|畜牧|渔业|海洋|自然资源"
    r"|国土|矿产|测绘|环境保护|知识产权|广播电视|档案|市场监管|药品|金融|建筑|邮政|供销|供水|供热|殡葬|司法|信访|统计|审计|退役军人"
    r"|民族|宗教|外事|制造业|中医药|种业|节能|慈善|职业教育|学前教育|科普|公路|铁路|航空|港口|航运)"
)
_SORT = r"(?:生产|服务|安全|保障)?(?:业|产业|事业|工作)?"
_PURPOSE = later(
    rf"为了?(?:进一步|全面|切实)?(?:加快|推动|推进|促进|实现|加强|做好)+(?:[全我本][县市省区州])?(?P<field>{_FIELD}{_SORT})"
    r"(?:又好又快|高质量|持续|健康|科学|协调|创新|有序|快速|跨越式?|稳定|发展|改革|建设|[、和])*，[^。；]{0,120}?(?:制定|编制|制订|出台)本"
    rf"|以(?P<thread>{_FIELD}{_SORT})(?:高质量)?(?:发展|建设|振兴)为(?:主线|中心|核心|主题|统领)"
    rf"|(?P<leaders>{_FIELD}{_SORT})(?:发展|改革|建设|工作)*(?:领导小组|指挥部|委员会)[^。；]{{0,16}}(?:本?规划|本方案)的?(?:组织|贯彻|编制)?实施"
    rf"|(?:保障|推动|确保|促进)(?P<tasks>{_FIELD}{_SORT})(?:发展)?各项(?:目标)?(?:任务|工作)(?!.{{0,4}}衔接)"
    rf"|开创(?:[全我本][县市省区州])?(?P<prospect>{_FIELD}{_SORT})(?:发展|改革)?(?:的?崭?新局面)"
    # 是…时期江城市能源发展的指导性文件, 是指导今后五年全市养老服务的行动纲领
    rf"|本(?:规划|方案|计划)是[^，。；]{{0,24}}?(?P<guide>{_FIELD}{_SORT})(?:发展|改革|建设)*的(?:指导性|纲领性|行动|总体|重要|基本)+"
    r"(?:文件|纲领|指南|依据|蓝图|遵循)"
    # 结合我市水利发展实际，编制本规划
    rf"|(?:结合|立足|根据)[^，。；]{{0,8}}?(?P<grounds>{_FIELD}{_SORT})(?:发展|改革|建设)*(?:的?实际|现状|需[要求])[^。；]{{0,40}}?(?:编制|制[定订])了?本"
    # 把养老服务发展摆上重要议事日程
    rf"|[把将](?P<agenda>{_FIELD}{_SORT})(?:发展|改革|建设)*(?:摆|列|纳|放|提)[上入在到][^，。；]{{0,6}}议事日程"
    # 把现代畜牧发展纳入年度考核，确保本规划…; 是制定民政相关政策、安排项目的依据
    rf"|[把将](?:现代)?(?P<assess>{_FIELD}{_SORT})(?:发展|改革|建设)*纳入[^，。；]{{0,10}}考核[^。；]{{0,24}}本(?:规划|方案)"
    rf"|是[^。；]{{0,12}}制[定订](?P<policy>{_FIELD}{_SORT})(?:发展|改革|建设)*(?:领域)?(?:相关|有关|各项)?政策[^。；]{{0,24}}(?:依据|遵循)"
    # 成立市畜牧业发展工作领导小组，…本规划…
    rf"|(?:成立|组建|设立)[^，。；]{{0,12}}?(?P<led>{_FIELD}{_SORT})(?:发展|改革|建设|工作)*(?:领导小组|指挥部|专班|委员会)[^。；]{{0,24}}本(?:规划|方案)"
    # 开展卫生健康规划中期评估
    rf"|(?:组织|开展|进行|做好)+(?:对|[全我本][县市省区州])?(?P<assessed>{_FIELD}{_SORT})(?:发展)?规划(?:实施)?(?:情况)?的?(?:中期|终期|总结|跟踪)评估"
    # 充分认识加快养老服务业发展的重大意义: in the words of what a plan opens or closes with
    rf"|充分认识[^，。；]{{0,10}}?(?P<meaning>{_FIELD}{_SORT})(?:高质量)?(?:发展|改革|建设)*的?(?:重大|重要|深远|特殊)+意义"
    # 关心、支持林业发展的良好氛围，推动本规划实施: without what it is for, others are cared for as well
    rf"|(?:关心|关注|支持|参与|重视|理解)+(?P<cared>{_FIELD}{_SORT})(?:发展|改革|建设)*的?(?:良好|浓厚)?(?:社会)?氛围[^。；]{{0,16}}本(?:规划|方案)"
)
_FIELD_ITSELF = later(_FIELD)
_SPOKEN = (
    "制定本",
    "编制本",
    "制订本",
    "出台本",
    "为主线",
    "为中心",
    "为核心",
    "为主题",
    "为统领",
    "领导小组",
    "指挥部",
    "专班",
    "委员会",
    "各项",
    "新局面",
    "本规划是",
    "本方案是",
    "本计划是",
    "议事日程",
    "期评估",
    "总结评估",
    "跟踪评估",
    "氛围",
    "考核",
    "依据",
    "遵循",
    "意义",
)
# The title of a plan or of its review; the topic of one that is about every field.
_PLAN = re.compile(r"规划|方案|计划|要点")
_ALL_FIELDS = re.compile(r"国民|^经济|经济(?:和|与|、|及)|[县区市]域经济|社会|政府|预算|民生|综合|服务")


def topic_of(plan: Plan) -> str:
    """What a plan's title says that it is about: 数字经济 of 临海市数字经济发展“十五五”规划."""
    return _TOPIC_WORDS.sub("", (plan.title or "").replace(plan.region, ""))


def foreign_topics(paragraphs: list[Paragraph], plan: Plan, mentions: Mentions) -> Iterator[Residue]:
    """是我县能源发展的指导性文件 in a plan for science, and the energy plan that it says it rests on."""
    topic = topic_of(plan)
    if len(topic) < 2:
        return
    topics = list(_topics(paragraphs, topic, mentions))
    yield from topics
    yield from _cited(paragraphs, topics)
    if _PLAN.search(plan.title or "") and not _ALL_FIELDS.search(topic):
        yield from _standing(paragraphs, topic, mentions)
        told = {residue.span.start for residue in topics}
        found = _purposes(paragraphs, topic, mentions)
        yield from (each for each in found if each.span.start not in told)


def _topics(paragraphs: list[Paragraph], topic: str, mentions: Mentions) -> Iterator[Residue]:
    for paragraph in paragraphs if any(word in mentions.text for word in _OF_ITSELF) else ():
        for match in _SELF.finditer(paragraph.text.string):
            group = match.lastgroup or ""
            own = match[group]
            if set(own) & set(topic) or _share(own, "经济社会发展全局各项规划编制实施"):
                continue
            if group == "guide" or (not _GENERAL.search(own) and mentions.count(own) <= 1):
                yield _residue(paragraph.text, match, group, topic)


def _standing(paragraphs: list[Paragraph], topic: str, mentions: Mentions) -> Iterator[Residue]:
    """全县气象事业仍存在短板：… in a plan for fishery that speaks of 气象 nowhere else."""
    for paragraph in paragraphs:
        string = paragraph.text.string
        for match in _STANDING.finditer(string) if any(word in string for word in _STANDS) else ():
            field = match["field"]
            shared = len(set(field) & set(topic)) * 2 >= len(set(field))  # 环保 is 环境保护, 农机 no 农民
            general = _GENERAL.search(field) or _ANYWHERE.search(field)
            if not shared and not general and mentions.count(field) == 1:
                yield _residue(paragraph.text, match, "field", topic)


def _purposes(paragraphs: list[Paragraph], topic: str, mentions: Mentions) -> Iterator[Residue]:
    """为加快养老服务业高质量发展，…制定本规划 in a plan for trade that speaks of 养老 nowhere else."""
    for paragraph in paragraphs if any(word in mentions.text for word in _SPOKEN) else ():
        string = paragraph.text.string
        for match in _PURPOSE.finditer(string) if any(word in string for word in _SPOKEN) else ():
            group = match.lastgroup or ""
            field = match[group]
            named = _FIELD_ITSELF.match(field)
            if named and not set(field) & set(topic) and mentions.count(named[0]) == 1:
                yield _residue(paragraph.text, match, group, topic)


def _residue(text: Text, match: re.Match[str], group: str, topic: str) -> Residue:
    start, end = match.span(group)
    around = text.string[max(0, start - 6) : end + 8]
    return Residue(Trace.TOPIC, text.span(start, end), match[group], topic, around)


def _cited(paragraphs: list[Paragraph], topics: list[Residue]) -> Iterator[Residue]:
    """A plan of the same foreign topic that this one says it rests on."""
    foreign = {r.text: r.usual for r in topics}
    for paragraph in paragraphs[:20] if foreign else ():
        for match in _CITED.finditer(paragraph.text.string):
            for topic, usual in foreign.items():
                at = match.group().rfind(topic)
                if at >= 0 and _RESTS_ON.search(paragraph.text.string, 0, match.start()):
                    start = match.start() + at
                    yield Residue(
                        Trace.TOPIC, paragraph.text.span(start, start + len(topic)), topic, usual, match.group()
                    )


def _share(a: str, b: str) -> bool:
    """True when two phrases share two neighbouring characters."""
    return any(a[i : i + 2] in b for i in range(len(a) - 1))
