"""Scopes: the territory or body that prose speaks of where it is not the plan's own (全省, 园区, 某镇)."""

import re
from collections.abc import Iterator

from validator.claims.plan import Plan
from validator.claims.subjects import read_lead
from validator.patterns import later

# A body or territory inside or above the plan's own: what is said of it is not said of the plan's territory.
_BODY = re.compile(
    r"(?:高新区|经开区|开发区|工业园|产业园|示范园|园区|集中区|功能区(?!转移|补助)|新区|工业城|街道|乡镇|(?<!上市)公司|集团|县城|城区|主城区|区本级|市本级|县本级|省级以上(?=[\u4e00-\u9fff]{0,6}区))"
)
# In the plan of a 开发区 these are itself: 园区从业人员12万人.
_ITSELF = ("园区", "开发区", "高新区", "经开区", "新区")
# 乡镇（街道）综合养老服务中心, 乡镇卫生院: the kind of a facility, not where the next figure is of.
_FACILITY = later(
    r"(?:乡镇|街道|县城)(?:[（(][\u4e00-\u9fff、]{1,6})?[）)]?[\u4e00-\u9fff]{0,10}(?:中心|医院|卫生院|学校|机构|场所|[站院所室馆园厂])"
)
# A clause that opens with another place's name is said of that place; 园区, 社区, 城市 and the like are words.
_NAMED = re.compile(
    r"\s*(?:——|[（(]?[一二三四五六七八九十\d]{1,3}[)）.、．])?"
    r"([\u4e00-\u9fff]{2,4}(?<![全各我本乡城集重小社园地景山片库灾牧林矿湖新老主郊市县省该两三四五多])[县市镇乡])(?<![上股超夜]市)(?!镇|道|村(?!民)|[痛静定])"  # 建成乡村便利店: no 建成乡
    r"(?![\u4e00-\u9fff]{0,2}(?:级|民|委|政府|域|内|外|场|局|办))"
)
# 市级一般公共预算收入, beside that of 全市 with its counties.
_TIER = re.compile(
    r"\s*(?:(?:19|20)\d\d年)?([省市县区州旗]本?级)(?=[●：:]|一般|政府|国有|社会?保|财政|预算|收入|支出|税收|可用)"
)
_OPENING = later(r"\s*(?:——)?(?:[到至在]?(?:(?:19|20)\d\d年(?:末|底)?|“?十[一二三四五六七]?五”?(?:末|期间|时期)?))?")
_OWN = re.compile(r"全(?:县|市|省|区|州|国|域|盟|旗|镇|乡|社会)|[我本](?:县|市|省|区|州|国)")
# A group of bodies that does something: what follows in the sentence is said of the group.
_GROUP = r"(?:企业|机构|单位|高校|院所|农户|合作社)"
_DOES = r"(?:共|已|累计|新)?(?=申请|实现|完成|获得|投入|开展|实施|吸纳|上缴|缴纳|带动)"
_ACTING = re.compile(_GROUP + _DOES)
_AGENT = later(rf"(?P<agent>[\u4e00-\u9fff]{{2,12}}?{_GROUP}){_DOES}")
# No territory, body or group is named without one of these: most clauses need no closer look.
_WHERE = re.compile(r"[县市省区州国域盟旗镇乡社园城道司团业构位校所户]")
_CLAUSE_END = re.compile(r"[，,。；;：:]")


class Scope:
    """Of whom a paragraph speaks, heard stretch by stretch; an empty `name` is the plan's own territory.

    `home` is the place that the heading above names, or empty.
    """

    def __init__(self, plan: Plan, home: str) -> None:
        self.plan = plan
        self.home = self.name = home
        self.itself = _ITSELF if plan.region.endswith(_ITSELF) else ()
        self.outer: str | None = None  # the scope to go back to when the sentence of a 其中 ends

    def begin(self) -> None:
        """A new sentence begins."""
        if self.outer is not None:
            self.name, self.outer = self.outer, None

    def hear(self, stretch: str) -> None:
        """Follow whether the text speaks of the plan's own territory or of a body in or above it."""
        if _WHERE.search(stretch):
            *heard, last = _CLAUSE_END.split(stretch)
            for clause in heard:
                self._hear_clause(clause, ended=True)
            self._hear_clause(last, ended=False)

    def _hear_clause(self, clause: str, *, ended: bool) -> None:
        if not _WHERE.search(clause):
            return
        own = _last(m for m in _OWN.finditer(clause) if self._opens(clause, m))
        body = _last(m for m in _BODY.finditer(clause) if not _FACILITY.match(clause, m.start()))
        if own is not None and (body is None or own.start() > body.start()):
            self.name = self._other_territory(own.group()[:2])
        elif body is not None and (ended or len(read_lead(clause[body.end() :], "", "").name) >= 2):
            if "其中" in clause[: body.start()] and self.outer is None:
                self.outer = self.name
            words = clause[max(0, body.start() - 6) : body.end()].rpartition("年")[2]  # 2023年市本级
            self.name = self.home if words.endswith(self.itself) else words
        elif tier := _TIER.match(clause):
            self.name = tier[1]
        elif self.plan.region and self.plan.region in clause:
            self.name = self.home
        elif named := _NAMED.match(clause):
            self.name = named[1]
        if _ACTING.search(clause) and (agent := _AGENT.search(clause)):
            self.name = agent["agent"]

    def _opens(self, piece: str, found: re.Match[str]) -> bool:
        """全县 anywhere brings the text home; 全省 takes it away only where it opens the clause (not 居全省前列)."""
        return self._other_territory(found.group()) == self.home or bool(_OPENING.fullmatch(piece[: found.start()]))

    def _other_territory(self, words: str) -> str:
        """全省 in a county's plan is another territory; 全县, 我县 and 本级 are its own."""
        level = self.plan.level
        return words if level and words[0] == "全" and words[1] in "县市省国" and words[1] != level else self.home


def _last(found: Iterator[re.Match[str]]) -> re.Match[str] | None:
    *_, last = (None, *found)
    return last
