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
    r"是[^，。；]{0,8}?[我本全](?:县|市|省|区|州|国)(?P<guide>[\u4e00-\u9fff]{2,8}?)(?:发展|工作|事业)?的(?:指导性|纲领性)(?:文件|纲领)"
    r"|(?:坚持|加强)党对(?P<lead>[\u4e00-\u9fff]{2,16}?)(?:工作|事业)*的?(?:全面|集中统一)*领导"
    r"|党的(?:全面)?领导贯穿[到于]?(?P<through>[\u4e00-\u9fff]{2,12}?)(?:工作|事业|发展|建设)*(?:的?全过程|各方面|各领域|始终|各环节)"
)
_OF_ITSELF = ("的指导性", "的纲领性", "党对", "领导贯穿")  # one of them is in each
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
# The title of a plan or of its review; the topic of one that is about every field.
_PLAN = re.compile(r"规划|方案|计划")
_ALL_FIELDS = re.compile(r"国民|经济|社会|政府|预算|民生|综合|服务")


def foreign_topics(paragraphs: list[Paragraph], plan: Plan, mentions: Mentions) -> Iterator[Residue]:
    """是我县能源发展的指导性文件 in a plan for science, and the energy plan that it says it rests on."""
    topic = _TOPIC_WORDS.sub("", (plan.title or "").replace(plan.region, ""))
    if len(topic) < 2:
        return
    topics = list(_topics(paragraphs, topic, mentions))
    yield from topics
    yield from _cited(paragraphs, topics)
    if _PLAN.search(plan.title or "") and not _ALL_FIELDS.search(topic):
        yield from _standing(paragraphs, topic, mentions)


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
