"""What a plan says twice: the relations between its chapters and its tables."""

from typing import TYPE_CHECKING

from benchmarks.accuracy.model import Record, Table

if TYPE_CHECKING:
    from benchmarks.accuracy.plans import Writer


def restate(writer: "Writer", records: list[Record]) -> None:
    """Write down what the chapters and the tables say of one figure."""
    for record, target, other, kind in writer.waiting:
        base = next((k for w, k in record.stated if w == "base" and writer.plan.figures[k].place == "cell"), None)
        if kind == "diff" and base:
            writer.relate("diff", [base, target, other], 0, "AR304")
        elif kind == "double" and (other or base):
            writer.relate("double", [other or str(base), target], 2, "GR105")
        elif kind == "growth" and base:
            writer.relate("growth", [base, target, other], writer.plan.years, "GR103")
    for record in records:
        _pairs(writer, record)


def _pairs(writer: "Writer", record: Record) -> None:
    codes = {"before": "TX202", "base": "TX202", "target": "TX201", "rate": "TX203", "past_rate": "TX203"}
    for index, (where, key) in enumerate(record.stated):
        for other, second in record.stated[index + 1 :]:
            if other == where:
                _pair_of(writer, key, second, codes[where])


def _pair_of(writer: "Writer", key: str, second: str, code: str) -> None:
    """Two statements of one figure: equal, or one of them a bound that the other must meet."""
    places = {writer.plan.figures[k].place for k in (key, second)}
    code = code if len(places) == 2 else "TX206" if places == {"cell"} else "TX205"
    codes = (code, *(("UN404",) if code in ("TX201", "TX202") else ()))
    bounds = [writer.bounds.get(k, "") for k in (key, second)]
    if not any(bounds):
        writer.relate("eq", [key, second], 0, *codes)
    elif not all(bounds) and "about" not in bounds:
        keys = [key, second] if bounds[0] else [second, key]
        writer.relate(bounds[0] or bounds[1], keys, 0, *codes)


def table_only(writer: "Writer", table: Table) -> None:
    """A submitted table: its caption, its rows, its notes."""
    inside = {k for r in table.rows for cell in r for k in writer.plan.figures if f"\ue000{k}\ue001" in cell}
    writer.plan.blocks = [table]
    writer.plan.figures = {k: f for k, f in writer.plan.figures.items() if k in inside}
    writer.plan.relations = [r for r in writer.plan.relations if set(r.keys) <= inside]
    for record in writer.plan.records:
        record.stated = [(w, k) for w, k in record.stated if k in inside]
