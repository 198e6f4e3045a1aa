"""Defects in figures: which figure of which relation goes wrong, how, and what a checker should say of it."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random

from benchmarks.accuracy import slips
from benchmarks.accuracy.figures import Relation, digits, shown
from benchmarks.accuracy.marked import replace as remark
from benchmarks.accuracy.model import Heading, Para, Plan, Table


@dataclass(frozen=True, slots=True)
class Defect:
    """What was planted. `codes`: a finding of any of them counts; the first is the rule under test. `also`:
    findings that the planted error justifies as well. `keys`: figures that the finding must touch (none: the
    document as a whole). `restores`: the rest of the document still says what the figure was."""

    kind: str
    codes: tuple[str, ...]
    keys: tuple[str, ...]
    original: str = ""
    planted: str = ""
    restores: bool = False
    also: tuple[str, ...] = ()


Planted = tuple[Plan, Defect]
Maker = Callable[[Plan, Random], Planted | None]
AT_PRICES = ("产值", "产出", "增加值")


def change(plan: Plan, key: str, text: str) -> Plan:
    """A copy of the plan with another text under a key."""
    new = copy.deepcopy(plan)
    new.figures[key] = replace(new.figures[key], text=text)
    for block in new.blocks:
        if isinstance(block, (Para, Heading)):
            block.text = remark(block.text, key, text)
        elif isinstance(block, Table):
            block.rows = [[remark(cell, key, text) for cell in row] for row in block.rows]
    return new


def relations(plan: Plan, kind: str, code: str) -> list[Relation]:
    """The relations of that kind whose breach is that finding."""
    return [r for r in plan.relations if r.kind == kind and code in r.codes and not _at_prices(plan, r)]


def _at_prices(plan: Plan, relation: Relation) -> bool:
    stated = {k: r.name for r in plan.records for _, k in r.stated}
    return any(word in stated.get(key, "") for key in relation.keys for word in AT_PRICES)


def attempt(
    plan: Plan, kind: str, code: str, key: str, texts: Iterator[str], *, restores: bool = False
) -> Planted | None:
    """The first of the texts that breaks a relation with that code beyond rounding."""
    old = plan.figures[key].text
    for text in texts:
        if text == old or (digits_only(text) == digits_only(old) and kind != "magnitude"):
            continue
        new = change(plan, key, text)
        broken = [c for r in new.broken(key) for c in r.codes]
        if code in broken:
            codes = tuple(dict.fromkeys([code, *broken]))
            return new, Defect(kind, codes, (key,), old, text, restores, ())
    return None


def digits_only(text: str) -> str:
    """12.50 and 1.250 have the same."""
    return text.replace(".", "").strip("0")


def result(
    kind: str, relation_kind: str, code: str, index: int, slip: slips.Slip, *, restores: bool = True
) -> tuple[str, Maker]:
    """A maker that spoils figure number `index` of a relation (the last one follows from the others)."""

    def maker(plan: Plan, random: Random) -> Planted | None:
        found = relations(plan, relation_kind, code)
        random.shuffle(found)
        for relation in found:
            key = relation.keys[index]
            planted = attempt(plan, kind, code, key, slip(plan.figures[key].text, random), restores=restores)
            if planted:
                return planted
        return None

    return kind, maker


def wrong_rate(kind: str, code: str, way: str) -> tuple[str, Maker]:
    """A rate worked out by a wrong convention."""

    def maker(plan: Plan, random: Random) -> Planted | None:
        found = relations(plan, "growth", code)
        random.shuffle(found)
        for relation in found:
            before, after, printed = (plan.figures[key].text for key in relation.keys)
            text = slips.conventions(before, after, relation.number, printed)[way]
            planted = attempt(plan, kind, code, relation.keys[2], iter([text]), restores=True)
            if planted:
                return planted
        return None

    return kind, maker


def restated(kind: str, code: str, place: str, slip: slips.Slip) -> tuple[str, Maker]:
    """One of two statements of a figure goes wrong; what the rest supports is what is left standing."""

    def maker(plan: Plan, random: Random) -> Planted | None:
        found = [r for kind_of in ("eq", "floor", "ceiling") for r in relations(plan, kind_of, code)]
        random.shuffle(found)
        for relation in found:
            for key in relation.keys:
                figure = plan.figures[key]
                if figure.place != place:
                    continue
                planted = attempt(plan, kind, code, key, slip(figure.text, random))
                if planted:
                    return planted[0], replace(planted[1], restores=supported(plan, relation, key))
        return None

    return kind, maker


def supported(plan: Plan, relation: Relation, key: str) -> bool:
    """True where at least two witnesses of different kind speak for the figure as it was."""
    other = next(k for k in relation.keys if k != key)
    restating = {
        k for r in plan.relations if r.kind in ("eq", "floor", "ceiling") and key in r.keys for k in r.keys
    } - {key}
    derived = [
        r for r in plan.relations if r.kind in ("growth", "diff", "double") and (other in r.keys or key in r.keys)
    ]
    return len(restating) + len(derived) >= 2


def column(kind: str, way: str) -> tuple[str, Maker]:
    """Every rate of the table by one wrong convention."""

    def maker(plan: Plan, random: Random) -> Planted | None:
        found = [r for r in plan.relations if r.kind == "growth" and "GR102" in r.codes]
        new, keys, wrong = plan, [], 0
        for relation in found:
            before, after, printed = (plan.figures[key].text for key in relation.keys)
            text = slips.conventions(before, after, relation.number, printed)[way]
            new = change(new, relation.keys[2], text)
            wrong += bool([r for r in new.broken(relation.keys[2]) if "GR101" in r.codes])
            keys.append(relation.keys[2])
        if wrong < 3:
            return None
        return new, Defect(kind, ("GR102",), (keys[0],), also=("GR101", "TX203", "GR103"))

    return kind, maker


def copied_rate(plan: Plan, random: Random) -> Planted | None:
    """The rate of the row below."""
    found = relations(plan, "growth", "GR101")
    texts = [plan.figures[r.keys[2]].text for r in found]
    for relation in random.sample(found, len(found)):
        planted = attempt(plan, "neighbour-rate", "GR101", relation.keys[2], iter(texts), restores=True)
        if planted:
            return planted
    return None


def exceeding(plan: Plan, random: Random) -> Planted | None:
    """A part larger than its whole."""
    found = relations(plan, "part", "AR303")
    if not found:
        return None
    relation = random.choice(found)
    text = slips.too_large(plan.figures[relation.keys[0]].text, random)
    return attempt(plan, "part-exceeds-whole", "AR303", relation.keys[1], iter([text]))


def missed_double(plan: Plan, random: Random) -> Planted | None:
    """The figure before is raised, so that the doubling is no longer met."""
    found = relations(plan, "double", "GR105")
    for relation in random.sample(found, len(found)):
        figure = plan.figures[relation.keys[0]]
        texts = (shown(digits(figure.text) * factor / 10, slips.places(figure.text)) for factor in (13, 15, 12))
        planted = attempt(plan, "doubling-not-met", "GR105", relation.keys[0], texts)
        if planted:
            return planted
    return None


FIGURE_MAKERS: tuple[tuple[str, Maker], ...] = (
    *(
        wrong_rate(f"cell-rate-{way}", "GR101", way)
        for way in ("period-more", "period-less", "arithmetic-mean", "total-growth")
    ),
    result("cell-rate-swapped", "growth", "GR101", 2, slips.swapped),
    result("cell-rate-digit", "growth", "GR101", 2, slips.wrong_digit),
    result("cell-rate-point", "growth", "GR101", 2, slips.slipped_point),
    ("neighbour-rate", copied_rate),
    result("cell-base-digit", "growth", "GR101", 0, slips.wrong_digit, restores=False),
    result("cell-target-swapped", "growth", "GR101", 1, slips.swapped, restores=False),
    *(column(f"column-{way}", way) for way in ("period-more", "period-less", "arithmetic-mean", "total-growth")),
    *(
        wrong_rate(f"prose-rate-{way}", "GR103", way)
        for way in ("period-more", "period-less", "arithmetic-mean", "total-growth")
    ),
    result("prose-rate-digit", "growth", "GR103", 2, slips.wrong_digit),
    result("prose-rate-swapped", "growth", "GR103", 2, slips.swapped),
    result("prose-base-swapped", "growth", "GR103", 0, slips.swapped, restores=False),
    result("total-growth-digit", "total", "GR103", 2, slips.wrong_digit),
    result("total-growth-swapped", "total", "GR103", 2, slips.swapped),
    result("multiple-next", "more", "GR104", 2, slips.next_multiple),
    result("multiple-digit", "times", "GR104", 2, slips.wrong_digit),
    result("multiple-plus-one", "times", "GR104", 2, slips.next_multiple),
    ("doubling-not-met", missed_double),
    result("step-digit", "mean", "GR107", 1, slips.wrong_digit),
    result("step-other", "mean", "GR107", 1, slips.other_value),
    restated("target-swapped", "TX201", "prose", slips.swapped),
    restated("target-other", "TX201", "prose", slips.other_value),
    restated("target-cell", "TX201", "cell", slips.wrong_digit),
    restated("baseline-swapped", "TX202", "prose", slips.swapped),
    restated("baseline-other", "TX202", "prose", slips.other_value),
    restated("baseline-cell", "TX202", "cell", slips.wrong_digit),
    restated("rate-restated", "TX203", "prose", slips.wrong_digit),
    restated("rate-other", "TX203", "prose", slips.other_value),
    restated("passages-digit", "TX205", "prose", slips.wrong_digit),
    restated("passages-other", "TX205", "prose", slips.other_value),
    restated("tables-digit", "TX206", "cell", slips.wrong_digit),
    restated("tables-other", "TX206", "cell", slips.other_value),
    result("share-swapped", "share", "AR301", 2, slips.swapped),
    result("share-digit", "share", "AR301", 2, slips.wrong_digit),
    result("share-point", "share", "AR301", 2, slips.slipped_point),
    result("share-part", "share", "AR301", 1, slips.wrong_digit, restores=False),
    result("sum-total-swapped", "sum", "AR302", 0, slips.swapped),
    result("sum-total-digit", "sum", "AR302", 0, slips.wrong_digit),
    result("sum-part", "sum", "AR302", 1, slips.wrong_digit, restores=False),
    ("part-exceeds-whole", exceeding),
    result("difference-swapped", "diff", "AR304", 2, slips.swapped),
    result("difference-digit", "diff", "AR304", 2, slips.wrong_digit),
    result("difference-point", "diff", "AR304", 2, slips.slipped_point),
    result("count", "count", "AR305", 0, slips.one_more),
)
