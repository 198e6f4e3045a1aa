"""The generator of consistent plans: themes, regions, periods and layouts in turn, figures and phrases at random."""

from decimal import Decimal
from random import Random
from typing import Any

from benchmarks.accuracy.figures import Figure, Relation, digits, shown
from benchmarks.accuracy.marked import mark
from benchmarks.accuracy.model import Heading, Para, Plan, Record, load
from benchmarks.accuracy.restated import restate, table_only
from benchmarks.accuracy.tables import main_table, second_table
from benchmarks.accuracy.values import SHAPES, cumulative, falling, level, percentage

LAYOUTS = ("tabs", "cells", "markdown", "pdf", "web", "csv", "spaced")
NUMBERINGS = ("chinese", "decimal", "chapter")
PERIODS = {2016: "十二五", 2021: "十三五", 2026: "十四五"}
NOW = {2016: "十三五", 2021: "十四五", 2026: "十五五"}
CHINESE = "零一二三四五六七八九十"


def plan(index: int, seed: int) -> Plan:
    """The plan of that number: the same for the same seed."""
    return Writer(index, seed).write()


def dated(phrase: str, name: str) -> bool:
    """True where the phrase says which year the figure is of; targets and rates have theirs from the chapter."""
    return name in "cr" or {"a": "{y0}", "b": "{y1}"}[name] in phrase


class Writer:
    """Writes one plan from front to back."""

    def __init__(self, index: int, seed: int) -> None:
        self.waiting: list[tuple[Record, str, str, str]] = []
        self.last = ""
        self.bounds: dict[str, str] = {}
        self.shapes: dict[str, str] = {}
        self.random = Random(f"{seed}-{index}")
        self.themes, self.phrases = load("themes.toml"), load("phrases.toml")
        self.theme: dict[str, Any] = self.themes["theme"][index % len(self.themes["theme"])]
        region = self.themes["regions"][(index * 5 + seed) % len(self.themes["regions"])]
        self.short = index % 6 == 5  # an action plan of three years
        first = (2021, 2026, 2016)[index % 3] if not self.short else (2023, 2025)[index % 2]
        years = 3 if self.short else 5
        self.now, self.past = NOW.get(first, ""), PERIODS.get(first, "上一轮计划")
        self.layout = LAYOUTS[index % len(LAYOUTS)]
        title = (
            f"{region}{self.theme['topic']}三年行动计划（{first}—{first + years - 1}年）"
            if self.short
            else f"{region}“{self.now}”{self.theme['topic']}{self.random.choice(('发展规划', '规划', '专项规划'))}"
        )
        numbering = "markdown" if self.layout == "markdown" else NUMBERINGS[index % 3]
        self.plan = Plan(
            f"plan-{index:03d}", self.layout, numbering, title, region, self.theme["topic"], first - 1, years
        )
        self.decimals = self.random.choice((1, 1, 2))
        self.words = {
            "topic": self.theme["topic"],
            "region": region,
            "office": self.theme["office"],
            "lv": region[-1],
            "span": f"{CHINESE[years]}年",
            "past": self.past,
            "place": region[:-1],
            "mid": str(first + years // 2),
            "y0": str(self.plan.before),
            "y1": str(self.plan.base),
            "y2": str(self.plan.target),
            "y3": str(first),
            "y_": str(self.plan.before + 1),
        }

    def write(self) -> Plan:
        """All chapters, in order."""
        records = self._records()
        self.plan.records = records
        self.plan.blocks += [Heading(self.plan.title, 0), Para(self._say("preface"))]
        self._past(records)
        self._goals(records)
        table = main_table(self, records)
        self.plan.blocks.append(table)
        self._tasks(records)
        self._secure()
        if self.random.random() < 0.3:
            self.plan.blocks.append(second_table(self, records))
        restate(self, records)
        if self.layout == "csv":
            table_only(self, table)
        return self.plan

    def _records(self) -> list[Record]:
        random, theme, years = self.random, self.theme, self.plan.years
        levels = random.sample(theme["levels"], random.randint(5, 7))
        records: list[Record] = []
        for spec in levels:
            shape = random.choice(SHAPES)
            record = level(random, spec, years, self.decimals, shape)
            self.shapes[record.name] = shape
            records.append(record)
        records += [percentage(random, spec) for spec in random.sample(theme["rates"], 2)]
        records += [falling(random, spec, years, self.decimals) for spec in random.sample(theme["falls"], 1)]
        records += [cumulative(random, spec, years) for spec in theme["totals"]]
        return records

    # What is said

    def figure(self, text: str, unit: str = "", place: str = "prose", scale: int = 1, shows: str = "") -> str:
        """A new marked figure; `shows` is what is printed where it is more than the digits."""
        key = f"f{len(self.plan.figures)}"
        self.plan.figures[key] = Figure(key, text, unit, place, scale)
        self.last = key
        return mark(key, shows or text)

    def relate(self, kind: str, keys: list[str], number: int = 0, *codes: str) -> None:
        """Write down that these figures belong together."""
        self.plan.relations.append(Relation(kind, tuple(keys), number, codes))

    def choose(self, kind: str) -> str:
        """One of the phrases of that kind."""
        return str(self.random.choice(self.phrases[kind]))

    def _say(self, kind: str, **words: str) -> str:
        return self.choose(kind).format(**self.words, **words)

    def figures(self, record: Record, phrase: str, **texts: tuple[str, str]) -> tuple[str, dict[str, str]]:
        """A phrase with its figures: each name gives digits and unit. Returns the text and the keys by name.

        Keys are given in the order of the text."""
        keys: dict[str, str] = {}
        words: dict[str, str] = {}
        for name in sorted(texts, key=lambda name: phrase.find("{" + name + "}")):
            if "{" + name + "}" in phrase:
                words[name] = self.figure(texts[name][0], texts[name][1])
                keys[name] = self.last
        for name, where in (("a", "before"), ("b", "base"), ("c", "target"), ("r", "rate")):
            if name in keys and dated(phrase, name):
                record.stated.append((where, keys[name]))
        return phrase.format(n=record.name, u=record.unit, **self.words, **words), keys

    # Chapters

    def _past(self, records: list[Record]) -> None:
        self.plan.blocks += [Heading("发展基础", 1), Heading("主要成效", 2), Para(self._say("praise"))]
        sentences = [self.achievement(record) for record in records]
        sentences += [self.share(spec) for spec in self.theme["shares"]]
        sentences.append(self.part())
        self.random.shuffle(sentences)
        heads = ["基础更实。", "规模扩大。", "质量提升。", "结构向好。", "群众受益。"]
        size = -(-len(sentences) // len(heads))
        for start, head in zip(range(0, len(sentences), size), heads, strict=False):
            self.plan.blocks.append(Para(head + "".join(sentences[start : start + size])))
        self.plan.blocks += [Heading("问题与形势", 2), Para(self._say("lack"))]

    def achievement(self, record: Record) -> str:
        """What came of one indicator until the base year."""
        if record.kind == "total":
            return self.mean(record)
        kind = {"rate": "points", "fall": self.random.choice(("fall", "drop"))}.get(record.kind) or self.shapes[
            record.name
        ]
        before, base, unit = digits(record.before), digits(record.base), record.unit
        extra = {
            "grow": ("r", record.past_rate),
            "fall": ("r", record.past_rate.lstrip("-")),
            "diff": ("d", str(abs(base - before))),
            "drop": ("d", str(abs(base - before))),
            "points": ("d", str(base - before)),
            "total": ("g", shown((base / before - 1) * 100, 1)),
            "times": ("m", shown(base / before, 1)),
            "more": ("m", shown(base / before - 1, 0)),
        }.get(kind, ("", ""))
        texts = {"a": (record.before, unit), "b": (record.base, unit)}
        if extra[0]:
            texts[extra[0]] = (
                extra[1],
                {"r": "%", "g": "%", "m": "倍", "d": "百分点" if unit == "%" else unit}[extra[0]],
            )
        text, keys = self.figures(record, self.choose(kind), **texts)
        self._relate_past(kind, keys, extra[0])
        if "r" in keys:
            record.stated = [("past_rate", k) if k == keys["r"] else (w, k) for w, k in record.stated]
        return text

    def _relate_past(self, kind: str, keys: dict[str, str], extra: str) -> None:
        if "a" not in keys or "b" not in keys:
            return
        ends = [keys["a"], keys["b"]]
        years = self.plan.years
        equation = {
            "grow": ("growth", years, "GR103"),
            "fall": ("growth", years, "GR103"),
            "diff": ("diff", 0, "AR304"),
            "drop": ("diff", 0, "AR304"),
            "points": ("diff", 0, "AR304"),
            "total": ("total", 0, "GR103"),
            "times": ("times", 0, "GR104"),
            "more": ("more", 0, "GR104"),
            "double": ("double", 2, "GR105"),
            "double2": ("double", 4, "GR105"),
        }.get(kind)
        if equation:
            self.relate(equation[0], [*ends, *([keys[extra]] if extra else [])], equation[1], equation[2])
        self.relate("down" if kind in ("fall", "drop") else "up", ends, 0, "GR106")

    def mean(self, record: Record) -> str:
        """A total of the period before and its yearly share."""
        yearly = digits(record.before) / self.plan.years
        text, keys = self.figures(
            record, self.choose("mean"), t=(record.before, record.unit), m=(str(yearly), record.unit)
        )
        self.relate("mean", [keys["t"], keys["m"]], self.plan.years, "GR107")
        return text

    def share(self, spec: str) -> str:
        """A whole, a part of it and its share."""
        whole, part, unit, low, high = spec.split("|")
        total = self.random.randint(int(low), int(high))
        some = int(total * self.random.uniform(0.12, 0.86))
        texts = {
            "a": (str(total), unit),
            "b": (str(some), unit),
            "s": (shown(Decimal(some) / total * 100, self.random.choice((1, 1, 2))), "%"),
        }
        text, keys = self.figures(
            Record(whole, unit, "", "", "", ""),
            self.choose("share").replace("{w}", whole).replace("{p}", part),
            **texts,
        )
        self.relate("share", [keys["a"], keys["b"], keys["s"]], 0, "AR301")
        self.relate("part", [keys["a"], keys["b"]], 0, "AR303")
        return text

    def part(self) -> str:
        """A part of a whole, without its share."""
        whole = self.random.randint(120, 900)
        some = int(whole * self.random.uniform(0.15, 0.8))
        text, keys = self.figures(
            Record("", "", "", "", "", ""), self.choose("part"), a=(str(whole), ""), b=(str(some), "")
        )
        self.relate("part", [keys["a"], keys["b"]], 0, "AR303")
        return text

    def _goals(self, records: list[Record]) -> None:
        self.plan.blocks += [
            Heading("总体要求", 1),
            Heading("总体思路", 2),
            Para(self._say("idea")),
            Heading("发展目标", 2),
        ]
        self.plan.blocks.append(
            Para(f"到{self.plan.target}年，{self.theme['topic']}的主要指标达到全省中上水平，群众的获得感明显增强。")
        )
        pieces = [self.goal(record) for record in records[:-2]]
        pair = self._pair(records)
        pieces += [self.goal(record) for record in records[-2:]]
        heads = ("规模目标。", "质量目标。", "民生目标。", "保障目标。")
        size = -(-len(pieces) // len(heads))
        for start, head in zip(range(0, len(pieces), size), heads, strict=False):
            self.plan.blocks.append(Para(head + "；".join(pieces[start : start + size]) + "。", item=True))
        if pair:
            self.plan.blocks.append(Para(pair + "。", item=True))

    def goal(self, record: Record) -> str:
        """The target of one indicator."""
        base, target, unit = digits(record.base), digits(record.target), record.unit
        if record.kind == "total":
            text, keys = self.figures(record, self.choose("goal_total"), t=(record.target, unit))
            record.stated.append(("target", keys["t"]))
            return text
        kind = self._goal_kind(record)
        bound = {"goal_floor": "floor", "goal_ceiling": "ceiling"}.get(kind)
        texts = {
            "b": (record.base, unit),
            "c": (record.target, unit),
            "r": (record.rate, "%"),
            "d": (str(target - base), "百分点" if unit == "%" else unit),
        }
        text, keys = self.figures(record, self.choose(kind), **texts)
        if bound:
            self.bounds[keys["c"]] = bound
        if "d" in keys and "b" in keys:
            self.relate("diff", [keys["b"], keys["c"], keys["d"]], 0, "AR304")
        elif "d" in keys:
            self.waiting.append((record, keys["c"], keys["d"], "diff"))
        if kind == "goal_double":
            self.waiting.append((record, keys["c"], keys.get("b", ""), "double"))
        if kind == "goal_rate":
            self.waiting.append((record, keys["c"], keys["r"], "growth"))
        return text

    def _goal_kind(self, record: Record) -> str:
        if record.kind == "rate":
            return str(self.random.choice(("goal_points", "goal_points", "goal", "goal_floor")))
        if record.kind == "fall":
            return "goal_ceiling"
        if digits(record.target) == 2 * digits(record.base):
            return "goal_double"
        return str(self.random.choice(("goal", "goal", "goal_rate", "goal_rate", "goal_diff", "goal_floor")))

    def _pair(self, records: list[Record]) -> str:
        """Two targets under one 分别, said once more."""
        first, second = self.random.sample([r for r in records if r.kind == "level"], 2)
        phrase = self.choose("goal_pair")
        one, two = self.figure(first.target, first.unit), self.figure(second.target, second.unit)
        keys = list(self.plan.figures)[-2:]
        first.stated.append(("target", keys[0]))
        second.stated.append(("target", keys[1]))
        words = {"n1": first.name, "n2": second.name, "c1": one, "c2": two, "u1": first.unit, "u2": second.unit}
        return f"到{self.plan.target}年，" + phrase.format(**self.words, **words)

    def _tasks(self, records: list[Record]) -> None:
        self.plan.blocks.append(Heading("重点任务", 1))
        lists = list(self.theme["lists"])
        sums = list(self.theme["sums"])
        tasks = self.random.sample(self.phrases["task"], 5)
        again = self.random.sample([r for r in records if r.kind in ("level", "rate")], 4)
        for number, name in enumerate(("夯实基础", "扩大供给", "提升质量", "深化改革", "加强协作")):
            text = tasks[number].format(**self.words)
            if number < len(lists):
                text = self.listing(lists[number]) + text
            if number < len(sums):
                text += self.sum(sums[number])
            if number < len(again):
                text = self._again(again[number], number) + text
            self.plan.blocks += [Heading(name, 2), Para(text)]

    def _again(self, record: Record, number: int) -> str:
        """The base value once more, or what looks like a contradiction and is none."""
        if number % 2:
            value = digits(record.base)
            places = len(record.base.partition(".")[2])
            other, wide = shown(value * Decimal("0.61"), places), shown(value * Decimal("1.37"), places)
            if record.unit == "%":
                wide = shown(min(value + 2, Decimal(99)), 1)
            return self.choose("trap").format(n=record.name, u=record.unit, x=other, z=wide, **self.words)
        return self.figures(record, self.choose("again"), b=(record.base, record.unit))[0]

    def listing(self, spec: str) -> str:
        """A list and the count that closes or opens it."""
        items, noun = spec.split("|")
        parts = items.split("、")
        number = CHINESE[len(parts)]
        phrase = self.choose("count")
        text = phrase.format(items=items, k=self.figure(number), noun=noun, **self.words)
        self.relate("count", [self.last], len(parts), "AR305")
        return text

    def sum(self, spec: str) -> str:
        """Parts and what they add up to."""
        whole, names, unit, low, high = spec.split("|")
        total = self.random.randint(int(low), int(high))
        cuts = sorted(self.random.sample(range(2, total - 1), 2))
        values = [cuts[0], cuts[1] - cuts[0], total - cuts[1]]
        phrase = self.choose("sum")
        first = phrase.find("{t}") < phrase.find("{parts}")
        whole_text = self.figure(str(total), unit) if first else ""
        whole_key = self.last
        pieces, keys = [], []
        for name, value in zip(names.split("、"), values, strict=True):
            pieces.append(f"{name}{self.figure(str(value), unit)}{unit}")
            keys.append(self.last)
        if not first:
            whole_text = self.figure(str(total), unit)
            whole_key = self.last
        self.relate("sum", [whole_key, *keys], 0, "AR302", "AR303")
        return phrase.format(w=whole, parts="、".join(pieces), t=whole_text, u=unit, **self.words)

    def _secure(self) -> None:
        self.plan.blocks.append(Heading("保障措施", 1))
        self.plan.blocks += [Para(text.format(**self.words)) for text in self.phrases["secure"]]
