"""Movements: 由A提高到B, and whether the verb says up or down."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from validator.claims.claim import Claim, Role
from validator.claims.verbs import DOWN, UP
from validator.patterns import later
from validator.quantities.numerals import SCALES
from validator.quantities.quantity import Bound, Quantity

_VERB = re.compile(
    rf"({UP}|{DOWN})(?:到|至|为)"
    r"(?:(?:(?:19|20)\d\d年|[今去本上]?年)(?:末|底)?的?|(?:目前|现在|当前|期末|年[末底]|[本上]?月末)的?)?[约近超过]*$"
)
_RANK = re.compile(r"排名|排位|位次|名次|位居|位列|名列|强")  # a smaller number is the better one
_AMOUNT_OF = later(rf"(?<![多少])(?P<verb>{UP}|{DOWN})了?[约近]?$")
_FALLING = frozenset(DOWN.split("|"))
# 分辨率由3公里提升到1公里, 埋深由22米回升: better, not more.
_FINER = later(r"埋深|分辨率|精度|误差|时效|间隔|更新周期|时延")


def movements(group: tuple[Claim, ...]) -> Iterator[tuple[Claim, Claim, str, bool]]:
    """由A提高到B: both figures, the verb, and whether it says down."""
    for before, after in pairwise(group):
        if before.quantity.unit != after.quantity.unit or not (_sets_out(before, after) or _two_years(before, after)):
            continue
        verb = _VERB.search(after.cue) or _told_of(before, after)
        finer = verb is not None and verb[1] not in _FALLING and is_finer(before)
        alone = not (before.in_turn or after.in_turn)  # not 分别从A、B提高到C、D, where B does not become C
        paired = alone or (before.name is not None and before.name == after.name)
        if verb and paired and not finer and not is_rank(before, after):
            yield before, after, verb[1], verb[1] in _FALLING


def is_rank(before: Claim, after: Claim) -> bool:
    """True for places in a ranking and for grades, of which the first may be the best."""
    unit = before.quantity.unit
    if unit in _GRADES or before.quantity.text.startswith("第"):
        return True
    return unit in ("位", "名", "") and _RANK.search(before.gap + after.gap) is not None


def is_finer(before: Claim) -> bool:
    """True for what is the better the less it is, and may rise to less: 埋深由22米回升至19米."""
    return _FINER.search(before.gap) is not None


def way_of(cue: str) -> tuple[str, bool]:
    """The verb of rising or falling in which the words before an amount end, and whether it says down; no verb where
    there is none."""
    found = _AMOUNT_OF.search(cue)
    return (found["verb"], found["verb"] in _FALLING) if found else ("", False)


def _sets_out(before: Claim, after: Claim) -> bool:
    """True for 由A提高到B, for 610个减至580个, and for 由灾后12小时内到位缩短为8小时内: the place of the figure is told between."""
    if before.start:
        return before.start == "from"
    if grown_to(before, after):
        return True
    within = after.gap[:1] == "内" and not set(after.gap) & set("，,、；（(")
    return within and _FROM_WITHIN.search(before.cue) is not None


def _two_years(before: Claim, after: Claim) -> bool:
    """True for …，2020年为92.4%，2025年为97.8%: the same in two years, where the clause before says which way it went."""
    if before.year is None or after.year is None or after.year <= before.year or before.own_name or after.own_name:
        return False
    return not (before.start or after.start) and before.name == after.name


def _told_of(before: Claim, after: Claim) -> re.Match[str] | None:
    """普及率稳步提高，2020年为92.4%，2025年为97.8%: the verb of the clause before, which names nothing else."""
    return _WENT.match(before.gap) if _two_years(before, after) else None


_WENT = later(
    r"[\u4e00-\u9fff]{2,16}?(?:稳步|持续|不断|逐年|逐步|进一步|明显|大幅)+(提高|提升|上升|增长|增加|扩大|下降|减少|降低|缩小|压减)，(?:19|20)\d\d年[底末]?(?:仅|只)?(?:为|是|有)?$"
)
# 目前已发展到, 减至; not 达到, which says of no change.
_GROWN_TO = later(
    r"[，,]?(?:目前|现在|如今|现)?(?:已|逐步|迅速|进一步)*(?:发展|增加|增长|扩大|扩展|提高|提升|上升|攀升|跃升|增|升"
    r"|减少|下降|降低|缩短|缩小|压缩|压减|缩减|回落|减|降|缩)[到至为][约近]?"
)


def grown_to(earlier: Claim, claim: Claim) -> bool:
    """61条，目前已发展到86条; 23919个减至22893个: a level that a clause without a subject of its own leads on."""
    if claim.own_name or claim.start or claim.quantity.unit != earlier.quantity.unit or earlier.start:
        return False
    plain = claim.role is earlier.role is Role.LEVEL and not (claim.in_turn or earlier.in_turn or claim.listed)
    beside = earlier.own_name and claim.bracketed is earlier.bracketed and not _VERB.search(earlier.cue)
    return plain and beside and _GROWN_TO.fullmatch(claim.gap) is not None


def with_units(claims: list[Claim]) -> list[Claim]:
    """由129增至214家, 由3.2扩大到5.6亿元: a figure that a movement starts from, given the unit that stands behind the second
    alone."""
    done = list(claims)
    for at, (base, end) in enumerate(pairwise(claims)):
        bare = base.start == "from" and not base.quantity.unit and base.quantity.bound is Bound.EXACT
        if bare and end.quantity.unit and not (end.own_name or end.start) and _VERB.search(end.cue):
            done[at] = replace(base, quantity=_in_unit_of(base.quantity, end.quantity))
    return done


def _in_unit_of(bare: Quantity, end: Quantity) -> Quantity:
    """A figure in the unit of another, and with its 万 or 亿 where that brings the two nearer: 由8000增加到1.2万人."""
    plain = end.multiplier / SCALES.get(end.scale, 1)
    scales = {plain} if bare.scale else {plain, end.multiplier}
    each = [replace(bare, value=bare.value * by, step=bare.step * by, unit=end.unit) for by in scales]
    given = min(each, key=lambda q: max(q.value, end.value) / max(min(q.value, end.value), q.step))
    spread = 0 if end.exact and given.step == 1 else given.step / 2
    by = given.step / bare.step
    return replace(given, multiplier=bare.multiplier * by, low=given.value - spread, high=given.value + spread)


_FROM_WITHIN = later(r"[由从][^，的]{1,6}$")
_GRADES = ("级", "类", "等")  # of which the first may be the best
