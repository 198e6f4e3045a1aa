"""Subjects: the words before a figure taken apart into an indicator's name and the cue that gives the role."""

import re

from validator.claims.claim import Role
from validator.claims.former import former_time
from validator.claims.limits import is_limit
from validator.claims.verbs import DOWN, UP
from validator.patterns import later
from validator.records import record

_UP = r"升幅|涨幅|回升|抬升|上调|超收|偏多|偏高|上涨|增收|增支|增长|增加|提高|提升|上升|扩大|净增|增|攀升|拓展|增幅|增速|涨|延伸|延长|新增|增产"
_DOWN = r"减幅|跌幅|下调|下滑|下跌|压降|缩小|短收|偏少|偏低|缩减|减收|减支|下降|减少|降低|压减|缩短|回落|压缩|削减|降幅|(?<!审)减|收窄|降|减产|节约(?!率)|节省(?!率)"  # 审减5.6亿元: taken off a bill
_MOVE = rf"(?:{_UP}|{_DOWN}|{UP}|{DOWN}|发展|恢复|达)"
_HEDGES = "力争|预计|预期|确保|分别|大约|约为|高达|(?<![签节合预公集])约|近|超过|突破|超|不低于|不少于|不高于|不超过|至少|高于|低于|大于|小于|逾|达到|达|也|均|各|已|共|仅|就|要|将|了|在|为|是|(?:虽然?|尽管|虽已)?有|接近|保持|稳定|控制|实际|完成|实现"
_HEDGE = rf"(?:{_HEDGES})"
_FALLING = re.compile(rf"(?:{_DOWN})[^增提升]{{0,6}}$")

# 改造提升农田128万亩, 改造提升128万亩: works, no rise.
_WORKS = later(r"(?:改造|整治|改建|改扩建|修缮|修复|新建)提升(?:约|近|超过)?$")

_ANNUAL = re.compile(
    rf"(?:(?:年均|年平均|平均每年|每年平均|每年|逐年|年?复合)(?:分别|约|可|实际|复合)?(?:{_UP}|{_DOWN}|递增|递减|完成|投入|建设|培育)(?:率|速度|速|幅)?{_HEDGE}*"
    r"|(?:年均|平均每年|每年平均)(?:约|近|达|达到|为)?)$"
)
_GROWTH_WORD = re.compile(rf"(?:{_UP}|{_DOWN})(?:率|速度|幅度|幅|(?:了|出来)?的部分)?{_HEDGE}*$")
# 床位由980张扩充到1274张，扩充30%: a verb that of an amount may say what is done (扩充床位30张).
_RATE_OF = later(rf"^(?:{UP}|{DOWN})了?{_HEDGE}*$")
_MOVED_TO = re.compile(rf"(?:{_MOVE}(?:到|至|为)|{_MOVE}达(?:到)?|到|至){_HEDGE}*$")
_FROM = re.compile(
    r"(?:由|从|自)(?:(?:(?:19|20)\d\d年|“?十[一二三四五六七]?五”?)[^，]{0,5}|(?<!中由)[^，业事严而于此来]{0,6}的|(?:年初|期初|上年末?|去年末?)的?|(?:原来|原先|以往|此前)的?|(?:每[人户亩年月日头次]){1,2}|每(?:千瓦时|立方米|平方米|人次|[百千万亿]?[\u4e00-\u9fff]{1,2})|不足|约)?$"
)
_RISEN_SINCE = later(
    r"起(?:连续|逐年|一路|稳步|持续)"
)  # 自2022年的55万标箱起连续三年增长: what it reached stands before
_SINCE = (
    r"(?:(?:19|20)\d\d年?(?:年?末|年?底|初|同期)?|“?十[一二三四五六七]?五”?(?:末期?|期末|初|时期|期间)?|上年|去年|同期|年初"
    r"|[\u4e00-\u9fff]{2,6}(?:初期|末期|之初|前))?"
)
_THAN = re.compile(
    rf"(?:(?<!占)(?<!同)(?<!环)(?<!贷)比(?!重|例|值|率)|较|相比|[高低多少]于(?=[12上去]))(?P<time>{_SINCE})(?:同期)?的?[约近]?$"
)
# 较上年决算数32039万元增加…, 比省定目标95%高…, 高于全省平均12%1.2个百分点: whatever stands between.
_THAN_ANY = later(
    r"(?:(?<!占)(?<!同)(?<!环)比(?!重|例|值|率)|较(?!快|大|好|高|多|强|为)|高于|低于|高出|超出?)(?!过)[^，。；]{2,16}$"
)
_CHANGED = re.compile(
    r"(?:净|再[增添]|超收|短收|多|少|高|低|增|减|提高|提升|下降|上升|上涨|回落|偏|降|扩大|缩小|延长|\d|[\u4e00-\u9fff]{2}了?[约近]?\d)"
)
_OF = later(r"(?:是|为|相当于|约为|达到)[^，]{0,14}$|^$")
_TIMES_OF = re.compile(r"[）)]?[^，。；]{0,2}的[约近]?[\d一二三四五六七八九十]+(?:\.\d+)?倍")
_OVER_YEARS = later(r"[^，]{0,12}(?:[三四五]年|期间|规划期内?)(?:累计|共|内)?新增")
# 同比增长, 比多年平均值偏多: no subject of their own.
_RELATION = later(
    r"(?:同比|环比|的?(?:基础|底子|家底)上(?:再|又)?|^(?:每(?:千瓦时|立方米|平方米|人次|[\u4e00-\u9fff])|单程|往返|全程|[单每]次)(?=$)|(?<![占同环])(?:比(?![重例值率])|较(?!大(?!连)|重大|重(?!庆)))[^，]*)(?:实际|名义)?$"
)
# 按复利折算年均增长, 据此测算: how a rate is reckoned, not of what.
_RECKONED = later(
    r"(?:按复利|按复合增长率?|按几何平均|按现价|按此|据此|经)?(?:折算|计算|测算|推算|折合|换算)成?$|按现价计$|算下来$"
)
_AMOUNTS_TO = re.compile(r"(?:是|约?为|相当于|达到|扩大到|增长到)[^，]*$")
_PACED = later(r"(?:加快|放缓)$")  # of a rate, by 个百分点
_SPAN_END = later(r"(?:[三四五]年|期间|规划期内?)(?:累计|共|内)?$")
_PACE = later(r"(?:增幅|增速|涨幅|降幅|减幅)(?:达到?|为|约|近|超过?)*")
_GROUND_LEAD = re.compile(r"(?:在|立足|与|以|^[和同跟])(?:[^，（）]|（[^（）]{0,40}）){0,26}$")
_GROUND = re.compile(r"^(?:.*?(?:在|立足|与|以)|[和同跟])")
_GROUND_TAIL = re.compile(r"[^，。；]{0,12}?(?:(?:基础|底子|家底)上|相比|起点|为基数|为基础)")
_SHARE = re.compile(r"(?:占|占比|占到|比重|比例)[^，]{0,24}$")
# 完成年度预算的99.9%, 占年度计划105.2%: how far a plan is carried out.
_EXECUTED = later(
    r"(?:完成|占|为|达到?|相当于)[^，。；占]{0,8}(?:预算|计划|任务|目标|指标|执行数|决算数|完成数|同期|上年|去年|全年|标准|定额)(?:目标|任务|总|投资|数|额)*的?(?:约|近)?$"
)
_TOTAL = re.compile(
    r"(?P<span>(?<![\d.])[三四五六十两3-9]年(?![前后]|[内间来]?(?:每年|年均|平均))(?:来|间)?(?:共|累计)?|期间(?:共|累计)?|合计|共计|总计|总共|[相累]加|加起来|加在一起|合起来|合在一起)(?P<name>[^，]{0,16})$"
)
_AT_YEAR = re.compile(
    r"(?:(?:19|20)\d\d年(?:底|末)?|(?<=[到至为])(?:期末|年末|年底|目标年)|“?十[一二三四五六七]?五”?(?:末|期末))的?$"
)
_YEAR_ENDS = frozenset("年底末")
# …已由“十三五”末提升至: where the movement set out, without a figure of its own.
_SET_OUT = later(r"已?(?:由|从|自)(?:(?:19|20)\d\d年|“?十[一二三四五六七]?五”?|上年|去年)[^，]{0,8}$")
_MORE = re.compile(r"(?:(?:多|少|高|低|高出|净增|增)(?:出|了|加)?|(?:比|较)[^，]{1,12}[多少][\u4e00-\u9fff]{1,2}了?)$")
_THAN_WORD = re.compile(r"(?<!占)比|较")
_FROM_THAN_ON = re.compile(r"(?:比|较).*$")
# 四年间多了
_SIDE = re.compile(
    r"(?:[一两二三四五六七八九十\d]{1,2}年(?:[来间内]|(?=[多少][出了])))?(?:前后|整整|足足|累计|共)?(?:多|少|高|低)(?:(?:出|了)的?)?"
)
_DONE = re.compile(r"正式|已|累计|共")
_ADD = re.compile(
    r"^(?:新增|净增|新建|新认定|新培育|引进|引育|新入库|新注册|新登记|新设立?|改造|净增加|新签约|举办|开展|承办|选派|完成)"
    # 开展研发活动的规上企业203家: those who do it are counted
    r"(?![^，的]{1,12}的[^，的]{0,8}(?:企业|机构|单位|学校|医院|[村社]|社区|乡镇|街道|家庭|农户|人员)$)"
)
_NEW = re.compile(r"(?:新增|净增)加?")  # behind a year as well: 2026年新增站点126个
_BUILD = re.compile(
    r"^(?:(?:布局|规划|加快|全力|重点|积极|努力|争取)*(?:建设|建成|建立|培育|培养|打造|创建|争创|组建|发展|形成|构建|认定|设立|设置|建(?!筑|材|档|议|行|国|业)))+(?!中)"
)

_TAILS = r"至|到|上升至|增至|升至|降至|减至|降为|仅为|总计|合计|共计|[相累]加|加起来|加在一起|合起来|合在一起|(?:(?<!\d)[三四五3-5]年)?累计|只有|只剩|仅剩|还剩|剩下|现有|包括|:|：|、|和|及|与|以"
_TAIL_WORDS = later(rf"(?<!雷(?=达))(?:{_HEDGE}|{_MOVE}(?:到|至|为)|{_TAILS}|拥有(?=$)|的(?=$))+$")
_TAIL_ENDS = frozenset(word[-1] for word in f"{_HEDGES}|{_TAILS}|拥有|的".split("|"))
_LEADING = re.compile(
    r"^(?:其中|的?基础之?上|累计|相比|整整|足足|一共|(?:今后|未来|接下来)[一二两三四五六七八九十\d]{1,2}年内?|(?:[一二三四五六七八九两十]|\d{1,2})年(?:之|以)?前|此后|其后|(?:折|测|推|计)?算下来|平均下来|(?:[一二三四五六两十]|[3-9])年(?:来|间|内)?(?=年均|每年|$|平均|累计|共)|规划期内|共(?![享同建青和识])|正式|连同|力争|努力|确保|到时|届时|同时|目前|全面|基本|实现|完成|达到|推动|促进|截至|截止|至|到(?!位|账|期)|在(?![校园建册职岗编读学产役营库籍线孵途研])|"
    r"快速|迅速|大幅|稳定|显著|持续|使|让|将|把|针对|对|为|据|按|我们|本规划|初步|稳步|持续|进一步|预计|预期|五年(?:间|来)?|本级|总体|据统计|受[\u4e00-\u9fff]{2,6}影响|坚持|巩固|保持|期间|末|底|年底|末期|时期|[、和及与或以并且而也又]|其(?!他|它|余)|"
    r"——|—|\s|[“”《》]|[一二三四五六七八九]是|[①②③④⑤⑥⑦⑧⑨])+"
)
# 由期初（2019年）的, 上升到期末（2024年）的: the year of a time that is named.
_YEAR_ASIDE = later(r"[（(](?:19|20)\d\d年(?:底|末)?[）)](?=的?$)")


@record
class Lead:
    """What the words before a figure say: its role, the name they leave, and their direction."""

    role: Role
    name: str
    falling: bool = False
    build: bool = False
    start: str = ""  # the figure a change starts from: from (由…), than (比2015年的…), of (是…的N倍), then (上年同期…)


def read_lead(lead: str, unit: str, tail: str) -> Lead:
    """Read the words since the last delimiter or figure. `unit` and `tail` help to tell the role."""
    lead = _YEAR_ASIDE.sub("", lead)
    falling = _FALLING.search(lead) is not None
    yearly = "年" in lead or "每" in lead or "复合" in lead
    dateless = _AT_YEAR.sub("", lead) if yearly or "五" in lead else lead
    moved = _is_moved(dateless) and not _PACE.fullmatch(lead)
    if unit == "番":
        return Lead(Role.LEVEL, _strip(_RELATION.sub("", lead)), falling)
    if unit in ("百分点", "倍"):
        return _of_change(lead, unit, falling)
    if yearly and (annual := _ANNUAL.search(lead)):
        role = Role.ANNUAL_GROWTH if unit in ("%", "‰") else Role.STEP
        return Lead(role, _strip(_RECKONED.sub("", _cut(lead, annual))), falling)
    if (compared := _compared(lead, unit, tail, falling, moved)) is not None:
        return compared
    word = _GROWTH_WORD.search(lead) or (_RATE_OF.search(lead) if unit in ("%", "‰") else None)
    if not moved and (found := word) and not _WORKS.search(lead):
        added = Role.TOTAL if _OVER_YEARS.match(lead) else Role.FLOW  # 五年新增20项
        role = Role.GROWTH if unit in ("%", "‰") else added if "新增" in found.group() else Role.DIFFERENCE
        name = _RELATION.sub("", _cut(lead, found))
        return Lead(role, _strip(_SPAN_END.sub("", name) if role is Role.TOTAL else name), falling)
    if unit == "%" and _EXECUTED.search(lead):
        return Lead(Role.COMPLETION, "", falling)
    name = _strip(_SET_OUT.sub("", dateless) if moved else dateless)
    if is_limit(lead, tail):
        return Lead(Role.LIMIT, name, falling)
    if unit in ("%", "‰"):
        if _SHARE.search(lead) and _bare_share(shared := _ONLY.sub("", name)):
            return Lead(Role.SHARE, shared, falling)
    elif total := _TOTAL.search(lead):
        own = _strip(total["name"])  # 上一轮计划三年共新建球场198处: what is counted stands behind the years
        return Lead(Role.TOTAL, own if len(own) >= 2 else name, falling)
    bare = _without(_LEADING, _without(_TERRITORY, _without(_LEADING, lead)))
    plain = _without(_LEADING, _without(_TIME, bare)) if yearly else bare
    if unit not in ("%", "‰") and (_ADD.match(bare) or _NEW.match(plain)):  # 改造完成率82.9% is no amount
        return Lead(Role.FLOW, name, falling)
    return Lead(Role.LEVEL, name, falling, _BUILD.match(plain) is not None and not _DONE.search(lead))


def _compared(lead: str, unit: str, tail: str, falling: bool, moved: bool) -> Lead | None:
    """What a change starts from or is compared with, and the difference (比2015年的295人多85人)."""
    if not moved and (found := _FROM.search(lead)):
        start = "than" if _RISEN_SINCE.match(tail) else "from"
        return Lead(Role.LEVEL, _strip(_cut(lead, found)), falling, start=start)
    if _SIDE.fullmatch(lead):  # 较2015年的295人多85人
        return Lead(Role.DIFFERENCE, "", "少" in lead or "低" in lead)
    if _GROUND_LEAD.search(lead) and _GROUND_TAIL.match(tail):
        behind = _strip(_GROUND.sub("", lead))
        return Lead(Role.LEVEL, behind or _strip(_GROUND_LEAD.sub("", lead)), falling, start="than")
    if (past := former_time(lead)) is not None:
        return Lead(Role.LEVEL, _strip(lead[:past]), falling, start="then")
    if not moved:
        if _MORE.search(lead) and unit not in ("%", "‰") and _THAN_WORD.search(lead):
            return Lead(Role.DIFFERENCE, _strip(_FROM_THAN_ON.sub("", lead)), falling)
        if _CHANGED.match(tail) and (found := _THAN_ANY.search(lead)):
            return Lead(Role.LEVEL, _strip(_cut(lead, found)), falling, start="than")
        noun = not unit and lead[-1:] == "比"  # 城乡收入比2.35: nothing is compared with a bare number
        if not noun and (found := _THAN.search(lead)) and not _GROWTH_WORD.search(lead):
            return Lead(Role.LEVEL, _strip(_cut(lead, found)), falling, start="than")
    if "倍" in tail and _TIMES_OF.match(tail) and (found := _OF.search(lead)):
        return Lead(Role.LEVEL, _strip(_cut(lead, found)), falling, start="of")
    return None


def _is_moved(lead: str) -> bool:
    """增加到, 降至, 达到: what follows is where a change ends."""
    ends = "到" in lead or "至" in lead or "为" in lead or "达" in lead
    return ends and _MOVED_TO.search(lead) is not None


def _of_change(lead: str, unit: str, falling: bool) -> Lead:
    """提高2.1个百分点, 年均提高0.4个百分点; 增长1.2倍, 是2020年的2.2倍."""
    if unit == "倍":
        name = _RELATION.sub("", _AMOUNTS_TO.sub("", _cut(lead, _GROWTH_WORD.search(lead))))
        return Lead(Role.MULTIPLE, _strip(name), falling)
    step = _ANNUAL.search(lead)
    told = step or _GROWTH_WORD.search(lead) or _PACED.search(lead) or _SIDE.fullmatch(lead)
    name = _RELATION.sub("", _cut(lead, told))
    return Lead(Role.STEP if step else Role.DIFFERENCE, _strip(name), falling)


def _cut(lead: str, found: re.Match[str] | None) -> str:
    return lead[: found.start()] if found else lead


def _without(opening: re.Pattern[str], text: str) -> str:
    """The text without what the pattern finds at its beginning."""
    found = opening.match(text)
    return text[found.end() :] if found else text


def _bare_share(name: str) -> bool:
    """占41.6%, 占比41.6%, 占本县生产总值比重2.15%: the subject of the share stands before the clause."""
    return name.removeprefix("所").startswith("占") or name in ("", "比重", "比例")


_ONLY = re.compile(r"^(?:仅|只|还|又|便|就|已|也|约|大约)+(?=占)")  # 仅占8.2%, 约占总人数的35%


def _strip(lead: str) -> str:
    """The name that is left when cue, hedges and adverbials are gone."""
    text = _without(_LEADING, lead)
    for _ in range(3):
        shorter = _TAIL_WORDS.sub("", text) if text[-1:] in _TAIL_ENDS else text
        shorter = _without(_LEADING, _without(_TIME, shorter))
        if shorter[-1:] in _YEAR_ENDS:
            shorter = _AT_YEAR.sub("", shorter)  # 经费支出2015年为2.78亿元
        added = _ADD.match(shorter) or _BUILD.match(shorter)
        if added and len(shorter) - added.end() >= 2:
            shorter = shorter[added.end() :]
        if shorter == text:
            break
        text = shorter
    return text.strip(" 、，的")


_TERRITORY = re.compile(r"^(?:全|[我本])(?:县|市|省|区|州|国|域)")
_TIME = re.compile(
    r"^(?:[到至在比较从自]|截至|力争到?|预计到?)*(?:(?:19|20)\d\d年?(?:[-—~至到](?:19|20)\d\d年?)?(?:年?底|末|初|前|后)?|“?十[一二三四五六七]?[.．·]?五”?(?:时期|期间|末期?|期末|以来|初)?)(?:起|开始)?[，的]?"
)
