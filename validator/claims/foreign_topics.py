"""Foreign topics: where a plan speaks of itself as a plan for something else."""

import re
from collections.abc import Iterator

from validator.claims.plan import Plan
from validator.claims.traces import Residue, Trace
from validator.document import Paragraph
from validator.patterns import later

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


def foreign_topics(paragraphs: list[Paragraph], plan: Plan, whole: str) -> Iterator[Residue]:
    """是我县能源发展的指导性文件 in a plan for science, and the energy plan that it says it rests on."""
    topics = list(_topics(paragraphs, plan, whole))
    yield from topics
    yield from _cited(paragraphs, topics)


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
