"""Earlier: what a figure was in the year or the five years before, where its sentence says only how much more that is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from validator.claims.claim import Claim, Known, Role
from validator.claims.linking import significant
from validator.claims.plan import Plan
from validator.claims.relations import LEVELS, RATIOS, Change
from validator.patterns import later
from validator.quantities.interval import allows, difference_interval, one_slip
from validator.quantities.times import ORDINALS, period_of_plan

# 比上年少22个, 比“十四五”实际多28场, 比“十四五”末增加20家; 分别比… opens a list of such amounts.
_THAN = later(
    r"^[，,（(]?(?:分别|平均)?(?:比|较)(?:(?P<year>上年|去年|上一年|前一年)|“?(?P<plan>十[一二三四五六七]?)五”?(?P<end>末期?|期末)?(?:时期|期间)?)"
    r"(?:的|实际|完成|实现|同期)*(?:净增加?|净增|增加|多|少|减少|增|减)(?:出|了)?[约近]?$"
)
_DOING = later(r"(新增|净增|新建|建成|改造|建设|实施|培训|引进|举办|承办|完成|投入|投放|发放|培育|创建|认定|开工|投资)")

_MADE = later(r"新建|新增|建成")  # one and the same of what is built


def earlier(groups: Iterable[tuple[Claim, ...]], prose: Sequence[Claim], plan: Plan) -> Iterator[Change]:
    """改造小区140个，比上年少22个: the change from what the text tells of the year before; 五年举办赛事100场，比“十四五”多28场:
    from what it tells of the five years before."""
    told: dict[tuple[str, str], list[Claim]] = {}
    for group in groups:
        for opening, amount, after in _compared(group):
            told = told or _by_name(prose)
            since = counted_from(opening, after.year, plan)
            if since is not None and after.name is not None and _may_follow(after, since):
                same = told.get((after.name.key, after.quantity.unit), ())
                yield from _from(amount, after, [c for c in same if _may_be_before(c, after, since)], since[1])


def counted_from(amount: Claim, year: int | None, plan: Plan) -> tuple[int, int] | None:
    """First and last year of what an amount is counted from that says so without a figure; `year` is the one that the
    amount leads to. “十四五”末 is one year, “十四五” five."""
    than = _THAN.search(amount.cue)
    if than is None:
        return None
    if than["year"]:
        return (year - 1, year - 1) if year else None
    first, last = period_of_plan(ORDINALS[than["plan"]])
    if last != plan.base_year or year == last:
        return None
    return (last, last) if than["end"] else (first, last)


def _compared(group: tuple[Claim, ...]) -> Iterator[tuple[Claim, Claim, Claim]]:
    """The amounts of a sentence that say how much more it is than before, each with the figure it is said of, and behind
    the one that says than when (分别比上年增加3处、5家)."""
    for index, claim in enumerate(group):
        if not index or claim.role is not Role.DIFFERENCE or not _THAN.search(claim.cue):
            continue
        run = [claim]
        if claim.in_turn:
            run += [c for c in group[index + 1 :] if c.in_turn and c.role is Role.DIFFERENCE]
        of = group[max(0, index - len(run)) : index]
        if [c.quantity.unit for c in of] == [c.quantity.unit for c in run]:
            yield from ((claim, amount, after) for amount, after in zip(run, of, strict=True))


def _by_name(prose: Sequence[Claim]) -> dict[tuple[str, str], list[Claim]]:
    found: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in prose:
        if claim.name is not None and claim.role in LEVELS and claim.quantity.unit not in RATIOS:
            found[claim.name.key, claim.quantity.unit].append(claim)
    return found


def _may_follow(after: Claim, since: tuple[int, int]) -> bool:
    """True for a figure that those of a year, or of five years, may have come before."""
    if after.start or after.bracketed or after.owner or after.when.months or after.role not in LEVELS:
        return False
    if since[0] == since[1]:
        return after.role is not Role.TOTAL
    return after.role is not Role.LEVEL or after.build


def _may_be_before(claim: Claim, after: Claim, since: tuple[int, int]) -> bool:
    """True for a figure of the same thing, told of the years `since` in a passage of its own."""
    apart = claim.site.block < after.site.block and claim.scope == after.scope and not claim.owner
    if not apart or claim.bracketed or claim.start or claim.listed or claim.when.months:
        return False
    first, last = since
    if first == last:
        return claim.year == last and (claim.role is Role.LEVEL) is (after.role is Role.LEVEL)
    if claim.role is Role.LEVEL and not claim.build:
        return False
    return claim.period == since or (claim.year == last and claim.when.known is not Known.SAID)


def _from(amount: Claim, after: Claim, before: list[Claim], year: int) -> Iterator[Change]:
    """The one change that the figures before leave: any that is right, else the only one, where it is surely of the same
    thing or one slip of a digit is all that is wrong."""
    found = [Change(amount, after, each, year, amount.gap) for each in before]
    differences = (difference_interval(each.quantity, after.quantity) for each in before)
    right = next((c for c, apart in zip(found, differences, strict=True) if allows(amount.quantity, apart)), None)
    if right is None and len({each.quantity.value for each in before}) == 1:
        right = found[-1] if _sure(after, before[-1]) or _slipped(found[-1]) else None
    if right is not None:
        yield right


_TELLING = 3  # digits: of two, every fifth figure is one slip away from any other


def _slipped(change: Change) -> bool:
    assert change.before is not None
    exact = abs(change.after.quantity.value - change.before.quantity.value)
    stated = change.amount.quantity
    return significant(stated.figure) >= _TELLING and one_slip(stated.rewrite(exact), stated.text)


def _sure(after: Claim, before: Claim) -> bool:
    """Done in the same words (改造), of a time that is not just carried on from a sentence about one year."""
    done = [_MADE.sub("新", found[1]) if (found := _DOING.search(claim.cue)) else "" for claim in (after, before)]
    timed = before.when.known in (Known.SAID, Known.IMPLIED) or before.period is not None
    return done[0] == done[1] and timed and after.own_name and before.own_name
