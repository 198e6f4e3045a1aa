"""The tables of a plan: four shapes, with the notations that real plans use."""

from typing import TYPE_CHECKING

from benchmarks.accuracy.model import Record, Table

if TYPE_CHECKING:
    from benchmarks.accuracy.plans import Writer

NATURES = ("预期性", "约束性")


def main_table(writer: "Writer", records: list[Record]) -> Table:
    """The table of indicators."""
    plan, random = writer.plan, writer.random
    shape = random.choice(("short", "numbered", "both", "short", "numbered"))
    caption = f"{random.choice(('表1', '专栏1'))} {plan.region}{'“' + writer.now + '”' if writer.now else ''}{plan.topic}主要指标"
    rows = [_row(writer, record, shape, number) for number, record in enumerate(records, 1)]
    growth = ["年均增长（%）"] if shape != "both" else _periods(writer)
    years = [f"{plan.base}年", f"{plan.target}年"]
    head = {
        "short": ["指标", *years, *growth, "属性"],
        "numbered": ["序号", "指标", "单位", *years, *growth, "属性"],
        "both": ["指标", "单位", f"{plan.before}年", *years, *growth, "属性"],
    }[shape]
    return Table(caption, head, rows, "注：〔 〕内为累计数。")


def _periods(writer: "Writer") -> list[str]:
    """The heads of two columns of growth."""
    plan = writer.plan
    if writer.now and writer.random.random() < 0.6:
        return [f"“{writer.past}”年均增长（%）", f"“{writer.now}”年均增长（%）"]
    return [f"{plan.before + 1}—{plan.base}年年均增长（%）", f"{plan.base + 1}—{plan.target}年年均增长（%）"]


def _row(writer: "Writer", record: Record, shape: str, number: int) -> list[str]:
    name = record.name if shape != "short" else f"{record.name}（{record.unit}）"
    lead = [str(number)] if shape == "numbered" else []
    unit = [] if shape == "short" else [record.unit]
    values = [
        _value(writer, record, where)
        for where in (("before", "base", "target") if shape == "both" else ("base", "target"))
    ]
    rates = [_rate(writer, record, where) for where in (("past_rate", "rate") if shape == "both" else ("rate",))]
    _relate(writer, record, shape)
    return [*lead, name, *unit, *values, *rates, writer.random.choice(NATURES)]


def _value(writer: "Writer", record: Record, where: str) -> str:
    text = {"before": record.before, "base": record.base, "target": record.target}[where]
    if record.kind == "total":
        if where != "target":
            return "—"
        return _cell(writer, record, where, text, f"〔{text}〕")
    dressed = text
    if record.kind == "fall" and where == "target" and writer.random.random() < 0.5:
        dressed = writer.random.choice((f"≤{text}", f"<{text}"))
    if record.kind == "rate" and where == "target" and writer.random.random() < 0.4:
        dressed = writer.random.choice((f"≥{text}", f">{text}", f"{text}以上", f"{text}左右"))
    return _cell(writer, record, where, text, dressed)


def _cell(writer: "Writer", record: Record, where: str, text: str, dressed: str) -> str:
    before, _, after = dressed.partition(text)
    shown = before + writer.figure(text, record.unit, "cell") + after
    record.stated.append((where, writer.last))
    bound = {"≥": "floor", ">": "floor", "以上": "floor", "≤": "ceiling", "<": "ceiling", "左右": "about"}.get(
        before + after
    )
    if bound:
        writer.bounds[writer.last] = bound
    return shown


def _rate(writer: "Writer", record: Record, where: str) -> str:
    text = record.rate if where == "rate" else record.past_rate
    if record.kind != "level":
        return "—"
    shown = writer.figure(text, "%", "cell")
    record.stated.append((where, writer.last))
    return shown


def _relate(writer: "Writer", record: Record, shape: str) -> None:
    cells = {where: key for where, key in record.stated if writer.plan.figures[key].place == "cell"}
    if record.kind != "level":
        return
    writer.relate("growth", [cells["base"], cells["target"], cells["rate"]], writer.plan.years, "GR101", "GR102")
    if shape == "both":
        writer.relate(
            "growth", [cells["before"], cells["base"], cells["past_rate"]], writer.plan.years, "GR101", "GR102"
        )


def second_table(writer: "Writer", records: list[Record]) -> Table:
    """Who answers for which target: some targets once more."""
    some = writer.random.sample([r for r in records if r.kind == "level"], 3)
    offices = ["发展和改革局", writer.theme["office"], "财政局"]
    rows = []
    for record, office in zip(some, offices, strict=True):
        rows.append([record.name, record.unit, writer.figure(record.target, record.unit, "cell"), office])
        record.stated.append(("target", writer.last))
    return Table("表2 重点指标责任分工", ["指标", "单位", f"{writer.plan.target}年", "牵头单位"], rows)
