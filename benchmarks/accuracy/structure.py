"""Defects in words, units and tables."""

import copy
import re
from random import Random

from benchmarks.accuracy.defects import Defect, Maker, Planted, change
from benchmarks.accuracy.figures import digits, rate, shown
from benchmarks.accuracy.marked import mark, plain
from benchmarks.accuracy.model import Heading, Para, Plan, Table, load

HERE = "planted"  # the key of what a defect in words leaves behind
MISCOUNTED = {
    "家": "件",
    "张": "家",
    "公里": "家",
    "件": "家",
    "所": "张",
    "人": "件",
    "辆": "所",
    "座": "人",
    "户": "公里",
    "个": "公里",
}
NATURES = ("预期行", "约束型", "予期性", "约朿性", "预计性", "指导性")
GARBLED = ("1O5", "12..5", "3.4.5", "#REF!", "？？", "I8.2", "二十八点点三", "4l2")
DRAFTS = ("征求意见稿", "讨论稿", "修改稿", "送审稿", "初稿")
BLANKS = ("XX", "××", "（　）", "____", "【 】")


def paragraphs(plan: Plan) -> list[Para]:
    """Its paragraphs."""
    return [block for block in plan.blocks if isinstance(block, Para)]


def reworded(
    kind: str, codes: tuple[str, ...], pattern: str, words: str, also: tuple[str, ...] = ()
) -> tuple[str, Maker]:
    """Replace what `pattern` finds (its group `x`, else all) in one paragraph. `words` may name groups, {other},
    {stranger}, {draft} and {blank}."""

    def maker(plan: Plan, random: Random) -> Planted | None:
        data = load("themes.toml")
        theme = next(t for t in data["theme"] if t["topic"] == plan.topic)
        expression = re.compile(
            pattern.replace("{topic}", plan.topic).replace("{region}", plan.region).replace("{place}", plan.region[:-1])
        )
        new = copy.deepcopy(plan)
        places = [(p, m) for p in paragraphs(new) for m in expression.finditer(p.text)]
        if not places:
            return None
        para, found = random.choice(places)
        group = "x" if "x" in expression.groupindex else 0
        text = words.format(
            other=theme["other"],
            stranger=random.choice(data["strangers"]),
            draft=random.choice(DRAFTS),
            blank=random.choice(BLANKS),
        )
        start, end = found.span(group)
        para.text = para.text[:start] + mark(HERE, text) + para.text[end:]
        return new, Defect(kind, codes, (HERE,), found[group], text, also=also)

    return kind, maker


def unit(kind: str, codes: tuple[str, ...], also: tuple[str, ...], old: str, new_unit: str) -> tuple[str, Maker]:
    """Another unit behind a figure of the prose."""

    def maker(plan: Plan, random: Random) -> Planted | None:
        new = copy.deepcopy(plan)
        wanted = re.compile("\ue000(f[0-9]+)\ue001([^\ue002]*)\ue002" + old)
        places = [(p, m) for p in paragraphs(new) for m in wanted.finditer(p.text)]
        if not places:
            return None
        para, found = random.choice(places)
        para.text = para.text[: found.start()] + mark(found[1], found[2]) + new_unit + para.text[found.end() :]
        return new, Defect(kind, codes, (found[1],), found[2] + old, found[2] + new_unit, also=also)

    return kind, maker


def counting_word(plan: Plan, random: Random) -> Planted | None:
    """Enterprises in 件, beds in 家."""
    new = copy.deepcopy(plan)
    wanted = re.compile(
        "(?P<n>"
        + "|".join(r.name for r in plan.records if r.kind == "level" and r.unit in MISCOUNTED)
        + ")(?:达到|为|达|由|从|增加到)\ue000(?P<k>f[0-9]+)\ue001[^\ue002]*\ue002"
    )
    places = [(p, m) for p in paragraphs(new) for m in wanted.finditer(p.text)]
    random.shuffle(places)
    for para, found in places:
        old = next(r.unit for r in plan.records if r.name == found["n"])
        if para.text.startswith(old, found.end()):
            para.text = para.text[: found.end()] + MISCOUNTED[old] + para.text[found.end() + len(old) :]
            return new, Defect("counting-word", ("UN402", "TX204"), (found["k"],), old, MISCOUNTED[old])
    return None


def direction(plan: Plan, random: Random) -> Planted | None:
    """增加到 becomes 减少到, or 下降到 becomes 增加到."""
    turned = {
        "增加到": "减少到",
        "扩大到": "缩小到",
        "增至": "降至",
        "提高到": "降低到",
        "上升到": "下降到",
        "下降到": "上升到",
        "压减到": "增加到",
        "降至": "增至",
    }
    new = copy.deepcopy(plan)
    wanted = re.compile(
        "(?:由|从)[^\ue000，。]{0,8}\ue000(f[0-9]+)\ue001[^\ue002]*\ue002[^\ue000，。0-9]{0,6}?(?P<verb>"
        + "|".join(turned)
        + ")[^\ue000，。]{0,6}\ue000(f[0-9]+)\ue001"
    )
    places = [(p, m) for p in paragraphs(new) for m in wanted.finditer(p.text)]
    if not places:
        return None
    para, found = random.choice(places)
    start, end = found.span("verb")
    para.text = para.text[:start] + turned[found["verb"]] + para.text[end:]
    return new, Defect(
        "direction", ("GR106",), (found[1], found[3]), found["verb"], turned[found["verb"]], also=("GR103", "AR304")
    )


def over_hundred(plan: Plan, random: Random) -> Planted | None:
    """A coverage of 118%, wherever the document states it."""
    rates = [r for r in plan.records if r.kind == "rate" and "毛入" not in r.name]
    record = random.choice(rates)
    keys = [k for w, k in record.stated if w == "target"]
    text = shown(digits(record.target) + 100 if digits(record.target) < 60 else digits(record.target) + 40, 1)
    for key in keys:
        plan = change(plan, key, text)
    return plan, Defect("over-hundred", ("UN403",), (keys[0],), record.target, text, also=("AR304", "TX201"))


def magnitude(plan: Plan, random: Random) -> Planted | None:
    """亿元 becomes 万元 in the prose, or the point slips: the digits stay."""
    money = [
        (r, k)
        for r in plan.records
        if r.kind == "level"
        for w, k in r.stated
        if w in ("base", "target") and plan.figures[k].place == "prose"
    ]
    for record, key in random.sample(money, len(money)):
        new = copy.deepcopy(plan)
        figure = plan.figures[key]
        if record.unit.startswith("亿") and random.random() < 0.7:
            spot = mark(key, figure.text)
            for para in paragraphs(new):
                para.text = para.text.replace(spot + "亿", spot + "万")
            old, text = figure.text + "亿", figure.text + "万"
        elif "." in figure.text:
            old, text = figure.text, shown(digits(figure.text) * 10, len(figure.text.partition(".")[2]) - 1)
            new = change(plan, key, text)
        else:
            continue
        if plain_text(new) != plain_text(plan):
            also = ("TX201", "TX202", "TX205", "AR304", "GR101", "GR103", "GR104", "GR105", "GR106")
            return new, Defect("magnitude", ("UN404", "TX201", "TX202"), (key,), old, text, also=also)
    return None


def plain_text(plan: Plan) -> str:
    """All prose."""
    return "\n".join(plain(p.text) for p in paragraphs(plan))


def period_total(plan: Plan, random: Random) -> Planted | None:
    """The total of the period before stands in the column of the base year."""
    new = copy.deepcopy(plan)
    table, records = new.table, [r for r in plan.records if r.kind == "total"]
    record = random.choice(records)
    row = next(r for r in table.rows if any(plain(c).startswith(record.name) for c in r))
    at = table.header.index(f"{plan.base}年")
    goal = shown(digits(record.before) * 6 // 5, 0)
    row[at], row[at + 1] = mark(HERE, record.before), goal
    row[at + 2] = "—" if len(table.header) > at + 4 else shown(rate(digits(record.before), digits(goal), plan.years), 1)
    if len(table.header) > at + 4:
        row[at + 3] = shown(rate(digits(record.before), digits(goal), plan.years), 1)
    return new, Defect("period-total", ("SC601", "TX202"), (HERE,), "—", record.before, also=("TX201",))


def undated(plan: Plan, random: Random) -> Planted | None:
    """No year anywhere: the columns are 现状 and 目标, and no sentence says when."""
    new = copy.deepcopy(plan)
    year = re.compile(r"(?:19|20)[0-9]{2}|十[一二三四五]五|十二五")
    new.title = f"{plan.region}{plan.topic}行动方案"
    kept: list[Heading | Para | Table] = []
    for block in new.blocks:
        if isinstance(block, Heading):
            block.text = new.title if block.level == 0 else block.text
        if isinstance(block, Para):
            block.text = block.text.replace(f"到{plan.target}年，", "经过努力，")
        if not (isinstance(block, Para) and year.search(plain(block.text))):
            kept.append(block)
    new.blocks = [b for b in kept if not isinstance(b, Table) or b.caption.startswith(("表1", "专栏"))]
    table = new.table
    if len(table.header) > 7:  # three columns of years
        return None
    table.caption = table.caption.split(" ")[0] + f" {plan.topic}主要指标"
    table.header = [{f"{plan.base}年": "现状值", f"{plan.target}年": "目标值"}.get(h, h) for h in table.header]
    return new, Defect("undated", ("TB501", "SC602"), ())


def wrong_years(plan: Plan, random: Random) -> Planted | None:
    """The head of a column is of another plan: the target year five years on, or the base a year early."""
    new = copy.deepcopy(plan)
    old, year = random.choice(((plan.target, plan.target + 5), (plan.base, plan.base - 1)))
    at = new.table.header.index(f"{old}年")
    new.table.header[at] = mark(HERE, f"{year}年")
    return new, Defect(
        "wrong-years",
        ("SC603",),
        (HERE,),
        str(old),
        str(year),
        also=("GR101", "GR102", "TX201", "TX202", "TX203", "UN404", "TX206"),
    )


def garbled(plan: Plan, random: Random) -> Planted | None:
    """A cell that is no figure, or none at all."""
    new = copy.deepcopy(plan)
    rows = [r for r in new.table.rows if "—" not in r]
    row = random.choice(rows)
    at = new.table.header.index(f"{random.choice((plan.base, plan.target))}年")
    old, text = plain(row[at]), random.choice(GARBLED)
    row[at] = mark(HERE, text)
    return new, Defect("garbled-cell", ("TB502",), (HERE,), old, text)


def duplicate(plan: Plan, random: Random) -> Planted | None:
    """A row twice, some rows further down."""
    new = copy.deepcopy(plan)
    rows = new.table.rows
    row = random.choice(rows[:-2])
    again = [plain(cell) for cell in row]
    at = next(i for i, cell in enumerate(again) if re.search("[一-鿿]{3}", cell))
    again[at] = mark(HERE, again[at])
    rows.insert(len(rows) - 1, again)
    if new.table.header[0] == "序号":
        for number, each in enumerate(rows, 1):
            each[0] = str(number)
    return new, Defect("duplicate-row", ("TB503",), (HERE,), "", plain(row[at]))


def no_table(plan: Plan, random: Random) -> Planted | None:
    """The caption stays, the table is gone."""
    new = copy.deepcopy(plan)
    table = new.table
    table.caption, table.header, table.rows, table.note = mark(HERE, table.caption), [], [], ""
    return new, Defect("no-table", ("TB504",), (HERE,), "table", "")


def nature(plan: Plan, random: Random) -> Planted | None:
    """属性 misspelled."""
    new = copy.deepcopy(plan)
    row = random.choice(new.table.rows)
    old, text = row[-1], random.choice(NATURES)
    row[-1] = mark(HERE, text)
    return new, Defect("nature", ("TB506",), (HERE,), old, text)


def composite(plan: Plan, random: Random) -> Planted | None:
    """Two indicators in one row."""
    new = copy.deepcopy(plan)
    rows = new.table.rows
    pairs = [
        (i, j)
        for i in range(len(rows))
        for j in range(i + 1, len(rows))
        if "—" not in rows[i] + rows[j] and plan.records[i].unit == plan.records[j].unit
    ]
    if not pairs:
        return None
    first, second = random.choice(pairs)
    row, other = [plain(c) for c in rows[first]], [plain(c) for c in rows[second]]
    name = 1 if new.table.header[0] == "序号" else 0
    unit_note = f"（{plan.records[first].unit}）" if "（" in row[name] else ""
    row[name] = f"{plan.records[first].name}/{plan.records[second].name}{unit_note}"
    values = [i for i, c in enumerate(row) if re.fullmatch(r"[0-9.]+", c) and i > name]
    for i in values:
        row[i] = f"{row[i]}/{other[i]}"
    row[values[0]] = mark(HERE, row[values[0]])
    rows[first] = row
    del rows[second]
    return new, Defect("composite-cell", ("TB505",), (HERE,), "", plain(row[values[0]]))


def uncovered(plan: Plan, random: Random) -> Planted | None:
    """A row that no passage mentions."""
    new = copy.deepcopy(plan)
    rows = new.table.rows
    row = [plain(c) for c in rows[0]]
    name = 1 if new.table.header[0] == "序号" else 0
    old = plan.records[0]
    row[name] = mark(HERE, "档案数字化副本") + (f"（{old.unit}）" if "（" in row[name] else "")
    rows.append(row)
    if name:
        row[0] = str(len(rows))
    return new, Defect("uncovered-row", ("TX207",), (HERE,), "", "档案数字化副本", also=("UN402",))


def drift(plan: Plan, random: Random) -> Planted | None:
    """拥有量 in the table, 授权量 in the prose: the same figure."""
    words = {"专利拥有量": "专利授权量", "有效注册量": "申请量"}
    new = copy.deepcopy(plan)
    names = "|".join(words)
    places = [
        (p, m)
        for p in paragraphs(new)
        for m in re.finditer(f"(?P<x>{names})(?:达到|增加到|达|提高到)\ue000(?P<k>f[0-9]+)", p.text)
    ]
    if not places:
        return None
    para, found = random.choice(places)
    start, end = found.span("x")
    para.text = para.text[:start] + words[found["x"]] + para.text[end:]
    return new, Defect("concept-drift", ("TX204",), (found["k"],), found["x"], words[found["x"]], also=("TX207",))


STRUCTURE_MAKERS: tuple[tuple[str, Maker], ...] = (
    unit("points-as-per-cent", ("AR304", "GR103", "UN402"), ("GR104",), "个百分点", "%"),
    unit("unit-dropped", ("UN401",), ("TX201", "TX202", "GR103", "AR304"), "亿元", "亿"),
    unit("person-per-year", ("UN405",), ("UN402", "TX204"), "人年(?!均)", "人/年"),
    ("counting-word", counting_word),
    ("direction", direction),
    ("over-hundred", over_hundred),
    ("magnitude", magnitude),
    ("period-total", period_total),
    ("undated", undated),
    ("wrong-years", wrong_years),
    ("garbled-cell", garbled),
    ("duplicate-row", duplicate),
    ("no-table", no_table),
    ("nature", nature),
    ("composite-cell", composite),
    ("uncovered-row", uncovered),
    ("concept-drift", drift),
    reworded("foreign-topic", ("RS701",), "坚持党对(?P<x>{topic})工作", "{other}"),
    reworded("foreign-place-story", ("RS702",), "讲好(?P<x>{place})故事", "{stranger}"),
    reworded("foreign-place-ground", ("RS702",), "(?:立足|结合)(?P<x>{region})实际", "{stranger}"),
    reworded(
        "merge-residue",
        ("RS703",),
        "(?<=[一-鿿]{3})(?<=群|财|资|监|培|协|服|感|稳|均)(?P<x>)(?=众|政|本|测|训|作|务|知|健|衡)",
        "{draft}",
    ),
    reworded("placeholder", ("RS704",), "(?:不少于|至少配备|有)(?P<x>[23])(?=轮|名|个乡镇)", "{blank}"),
    reworded("name-varies", ("RS705",), "沿线为(?P<x>两轴)", "两翼"),
)
