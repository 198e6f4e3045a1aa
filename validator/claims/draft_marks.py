"""Draft marks: what the making of a text leaves inside it, and what was still to be filled in."""

import re
from collections.abc import Iterator

from validator.claims.mentions import Mentions
from validator.claims.traces import Residue, Trace
from validator.document import Text
from validator.patterns import later

# A draft by the steps it has gone through, one or several (送审修改稿), or by how far it has come.
_STEPS = r"(?:征求意见|送审|报批|讨论|修改|修订|评审|报审|审查|会签|审议|[一二三初终复]审){1,3}稿"
_DRAFT = rf"{_STEPS}|征求意见|求意见稿?|初稿|草稿|定稿"
# Drafts with a number or of an office's own: in the middle of a word only if the text has that word elsewhere.
_SELDOM = r"第?[一二三四五六七八九]稿|(?:内部|[上报汇会送论公清终]|校对|打印)[\u4e00-\u9fff]?稿"
IN_DRAFT = re.compile(rf"{_DRAFT}|稿")
_MERGE = later(
    rf"(?P<left>[\u4e00-\u9fff]{{1,2}})(?<!第)(?:[Vv]\d(?:\.\d)?)?(?:(?P<mark>{_DRAFT})|(?P<seldom>{_SELDOM})"
    r"|(?P<bracket>[（(][\u4e00-\u9fff]{0,6}稿[一二三四五六七八九\d]{0,2}[）)]))(?P<right>[\u4e00-\u9fff]{1,2})"
)
_IN_BRACKETS = later(rf"[（(](?:{_DRAFT})[一二三四五六七八九\d]{{0,2}}[）)]")
_DOCUMENT = later(
    r"(?:规划|方案|计划|纲要|意见|办法|报告|要点|条例|细则|草案|文件|清单|目录|标准|规定|通知|文本|决定|决议|议案|提案|预案|章程|制度|公约"
    r"|总结|说明|大纲|指南|导则|规范|规程|协议|合同|图集|图则|名录|指标|体系|措施|政策|指引|任务|要求|倡议|宣言|手册|公告|公报|材料|讲话"
    r"|建议|设计|图纸|课题|成果|教材|台账|年鉴|[书》”表册案本])$"
)
# What may stand around these words where they mean what they say.
_BEFORE_DRAFT = later(
    r"(?:的|了|并|开|公|广|面|泛|步|再|次|门|稿|(?<![建达养组])成|和|与|对|在|于|为|书|经|后|过|向|审|订|改|形|起|草|其|该|此|会|家|求|众|位|方|件|案|划|要|见|是|按|(?<!数)据|由|从|及|至|路|本|思)$"
)
_AFTER_DRAFT = later(
    r"^(?:的|和|与|并|后|前|中(?![心国医药部央西型])|时|等|阶段|工作|情况|基础|过程|程序|会|稿|建议|修改|公开|进行|提交|经|已|由|为|及|印发|通知|反馈|汇总|采纳|函|座谈|论证|审议|征求|上报|编|撰|起草|完成|是|在|以|于|向)"
)
# 新征求意见程: 征求意见 goes on with what completes another word of 征 (征程, 征收 …), or stands between words that
# it has nothing to do with (授权征求意见运营).
_AFTER_ZHENG = "程收集管地信税用迁兵途缴战"
_AFTER_OPINIONS = (
    "稿后的并和及与或建情工阶环程时中会函座活公通反渠平期方形范对机制过基等是为于至到截共收采吸修完已将要应须不汇整表单版文材结论审报印"
    "发提由向在从经进开书专群社各部有全网登调研以草规实者人次数量回吧了满栏目"
)
# Behind what else opinions are asked for: 面上征求意见, 挂网征求意见, 逐条征求意见.
_ASKS = later(
    r"(?:上|分|见|门|场|轮|复|一|二|三|项|行|前|直|接|度|式|别|同|合|集|体|员|上|内|外|来|去|时|曾|共|间|题|织|过|日|月|年|进|多|网|络|线|件|条|函)$"
)
# Behind a figure that is not there: ？？家，
_UNITS = r"(?:[万亿]{1,2}[元吨亩人户]|%|个百分点|(?:[元吨亩家]|公里|平方米)(?=[，。；、）以左]))"
# In front the characters that one can begin with: the search runs past all others at once.
_PLACEHOLDER = re.compile(
    r"(?=[XＸx×✕＿_（(《【〔\[待T批错E□○〇*＊?？….]|(?<=[（(])[此数金名面规投具])(?:(?<![A-Za-z])[XＸx×]{2,4}(?=[年月日])|(?<![A-Za-z0-9×xX])(?:[XxＸ]{2,}|[×✕]{2,})(?![A-Za-z0-9])|＿{2,}|_{3,}|[（(][ \u3000]*[）)]|《[ \u3000]*》|【[ \u3000]*】"
    r"|[【〔\[]待(?![遇业产机])[\u4e00-\u9fff]{1,6}[】〕\]]|(?<=[（(])(?:此处|数据|数字|数量|金额|名称|面积|规模|投资|具体数)?待(?:定|核实?|查|补充?|填|确认|统计|测算|更新)(?=[）)])"
    # 【此处待核】, [填写数量], 批注[李1]：, __月__日, ○○亿元
    r"|[【〔\[][\u4e00-\u9fff]{1,8}?[待需请再](?:定|核|查|补|填|确认|统计|测算|更新|修改)[\u4e00-\u9fff]{0,6}[】〕\]]"
    # 【请水务局核实】: who is asked; 错误！未找到引用源: what a field of Word has become
    r"|[【〔\[]请[\u4e00-\u9fff]{0,10}?(?:核实|核定|核对|确认|补充|填写|提供|更新)[\u4e00-\u9fff]{0,6}[】〕\]]"
    r"|错误[！!] ?(?:未找到引用源|未定义书签|未找到目录项|链接无效|不能通过编辑域代码创建对象|文档中没有指定样式的文字)"
    r"|Error! (?:Reference source not found|Bookmark not defined|No table of contents entries found)"
    r"|[【〔\[](?:请|此处|在此)?(?:填写|填入|填报|输入|插入)[\u4e00-\u9fff]{0,8}[】〕\]]"
    r"|[（(【\[](?:此处|在此)(?:插入|填|补充|添加|加入|缺)[^（()）【】\[\]]{0,20}[）)】\]]"
    r"|[\[【](?:修订|修改|批注|删除|插入|审阅)[：:][^\[\]【】]{1,16}[\]】]"
    rf"|(?<=[\u4e00-\u9fff])(?:[?？]{{1,4}}|[×✕Ｘ])(?={_UNITS})|(?<=[到为达约有资])(?:……|…|\.{{3,6}})(?={_UNITS})"
    r"|批注 ?[\[【][A-Za-z\u4e00-\u9fff]{0,6}\d{1,3}[\]】]|_{2}(?=[年月日])"
    r"|(?<![□○〇])[□○〇]{2,6}(?=[万亿]{0,2}(?:元|吨|亩|家|户|公里|平方米|%)|[年月日])"
    r"|(?<![\d*＊%％）)\]〕])[*＊]{1,6}(?=[万亿]{1,2}[元吨亩人户]|元|吨|亩|公里|平方米|%|个百分点)"
    # 新建泵站**座，: two or more, for one of them marks a note
    r"|(?<=[\u4e00-\u9fff])(?<![一二三四五六七八九十百千万亿两几数多余])[*＊]{2,6}(?=[个家项座户条处台套件所户名](?:以上)?[，。；、）])"
    r"|待(?:补充|核实|填写|填报|完善数据|确认)(?=[）)。，；、]|$)|\b(?:TODO|TBD)\b)"
)
# 于2028年  月底前完成; 2028年  月  日 is the line of a signature.
_NO_MONTH = later(r"(?:19|20)\d\d年[ \u3000]{0,8}月(?=[底末初前内起])")
# Names and telephone numbers are masked on purpose: 联系人：张××, 0731—××××.
_MASKED = later(r"[\d—-][×✕]|[\u4e00-\u9fff][×✕]{1,2}(?![×✕\u4e00-\u9fff])|[×✕]\d|电话|联系")
_BOOKMARK = re.compile(r"\[bookmark:[^\]\n]{0,40}\]")
# 字体：【】【】, 浏览次数：【】: buttons and counters of the page that a text was copied from.
_OF_THE_PAGE = later(r"(?:字体|字号|浏览次?数?|阅读次?数?|点击[次数量]+|打印|分享|收藏)[:：]?[\s【】（）()]*$")
_ABOUT_BRACKETS = re.compile(r"^(?:内|中|里|为|表示)")


def merged(text: Text, mentions: Mentions) -> Iterator[Residue]:
    """公共数初稿据: the mark of a draft between the halves of a word; `mentions` tells what the document says elsewhere."""
    if not IN_DRAFT.search(text.string):
        return
    for match in _MERGE.finditer(text.string):
        kind = "mark" if match["mark"] else "seldom" if match["seldom"] else "bracket"
        if not _is_legitimate(match, kind, mentions):
            yield Residue(Trace.MERGE, text.span(match.start(kind), match.end(kind)), match[kind])


def _is_legitimate(match: re.Match[str], kind: str, mentions: Mentions) -> bool:
    """True where the mark of a draft means what it says: 形成初稿后, 规划（征求意见稿）."""
    left, right = match["left"], match["right"]
    if kind == "mark" and "稿" not in match["mark"]:
        unusual = right[0] not in _AFTER_OPINIONS and not (_BEFORE_DRAFT.search(left) or _ASKS.search(left))
        return right[0] not in _AFTER_ZHENG and not unusual
    if _AFTER_DRAFT.match(right):
        return True
    torn = left[-1] + right[0]  # 推动经修改稿济发展 in a text that speaks of 经济
    if len(left) == 1 and not mentions.count(torn):
        return True  # with no word in front, as in “保障”供第二稿应, only what the text has elsewhere tells
    if kind == "bracket" and _IN_BRACKETS.fullmatch(match["bracket"]):
        return bool(_BEFORE_DRAFT.search(left) or _DOCUMENT.search(left))  # 提升关键（送审稿）信息基础设施
    if kind == "mark":
        return _BEFORE_DRAFT.search(left) is not None and not mentions.count(torn)
    return bool(_BEFORE_DRAFT.search(left) or _DOCUMENT.search(left) or not mentions.count(torn))


def placeholders(text: Text) -> Iterator[Residue]:
    """XX万元, （　）, 待补充, and the bookmarks of a conversion."""
    string = text.string
    for match in _BOOKMARK.finditer(string) if "[bookmark:" in string else ():
        yield Residue(Trace.BOOKMARK, text.span(*match.span()), match.group())
    if string.startswith(("注", "说明", "备注")):
        return
    for match in _NO_MONTH.finditer(string) if "年月" in string or "年 " in string else ():
        yield Residue(Trace.PLACEHOLDER, text.span(*match.span()), match.group())
    for match in _PLACEHOLDER.finditer(string):
        masked = match.group()[0] in "×✕" and _MASKED.search(string, max(0, match.start() - 6), match.end() + 1)
        masked = masked or _OF_THE_PAGE.search(string[max(0, match.start() - 16) : match.start()])
        if not masked and not _ABOUT_BRACKETS.match(string[match.end() : match.end() + 2]):
            yield Residue(Trace.PLACEHOLDER, text.span(*match.span()), match.group())
