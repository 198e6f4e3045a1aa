"""Summed: figures that stand before their sum: 甲A、乙B，合计C."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from validator.claims.claim import Claim, Role
from validator.claims.kinds import exclusive
from validator.claims.relations import CHANGES, LEVELS, RATIOS
from validator.claims.turns import sums_its_own
from validator.claims.wholes import Closed, Parts, addable, adds_up, each, intensive, slip_apart
from validator.patterns import later
from validator.quantities.interval import is_swap
from validator.quantities.numerals import DIGITS
from validator.quantities.units import COUNTING

_WINDOW = 24  # figures before one, or behind it, that may belong to one list with it
SUM = re.compile(
    r"(?:合计|共计|总计|总数(?:达到|达|为)?|总共|一共|加总|[相累]加|加起来|加在一起|合起来|合在一起)[^，]{0,8}$|(?:，|规模|数量|人数|总量)共$"
    r"|(?P<count>[两二三四五六七八九十])(?:[批类项种期级地]|部分)[^，\d]{0,6}共[^，\d]{0,6}$|，(?P<size>总(?:规模|装机(?:容量)?))为?$"
)
_IN_SUM = re.compile(r"[计总共加合]")  # is in each of SUM


def sums(block: tuple[Claim, ...]) -> Iterator[Parts]:
    """甲A、乙B，合计C: the parts stand before the sum. Rates and brackets between them are passed over."""
    for index, claim in enumerate(block):
        if index == 0 or claim.role not in LEVELS or claim.start:
            continue
        if (counted := _counted_up(block, index)) is not None:
            yield counted
            continue
        if not (_IN_SUM.search(claim.gap) and (said := SUM.search(claim.gap))) or sums_its_own(claim):
            continue
        sentence = [c for c in block[max(0, index - _WINDOW) : index] if c.site.sentence == claim.site.sentence]
        members, guess = _summed(_in_one_unit(sentence, claim), claim)
        kind = _of_its_kind(claim, members)
        if len(kind) < 2 or each(members) or _stock(claim, kind) or _overlap(kind) or taken_off(members):
            continue
        if said["count"] and DIGITS[said["count"]] != len(kind):
            continue  # 三批共90户, of which two are told
        if said["size"]:
            if not any(map(_is_added, kind)):  # what is told may not be all there is
                yield Parts(claim, tuple(kind), Closed.OPEN)
            continue
        fitting = _adding_up(claim, members) or _adding_up(claim, kind)
        members = kind
        if fitting:
            yield Parts(claim, fitting, Closed.TOTAL)
        elif len(members := _behind_total(claim, members)) >= 2:
            # 加上, 上年结转, 收入总计: the list may begin before this sentence, unless it opens with an item of its own.
            begun = members[0] is sentence[0] and not _ADDED_TO.search(members[0].gap)
            guess = guess or (not begun and any(_CARRIED_OVER.search(c.gap) for c in (*members, claim)))
            earlier = [c for c in block[max(0, index - _WINDOW) : index] if c.site.sentence < claim.site.sentence]
            first = next((c for c in earlier if addable(c, claim) and adds_up(claim, (c, *members))), None)
            if first is None and (subtotal := _added_to(sentence, members)) is not None and addable(subtotal, claim):
                first = subtotal
            yield Parts(claim, (first, *members) if first else tuple(members), Closed.TOTAL, guess and not first)


_OTHER_UNITS = later(r"[（(]([\u4e00-\u9fff、]{1,5})[）)]")


def _in_one_unit(sentence: list[Claim], claim: Claim) -> list[Claim]:
    """救助站1座、互助点74个，共计75个（座）: what the sum counts in one unit, and says so in a bracket."""
    other = _OTHER_UNITS.match(claim.tail)
    units = set(other[1].split("、")) & COUNTING if other and claim.quantity.unit in COUNTING else set()
    if not units:
        return sentence
    unit = claim.quantity.unit
    return [replace(c, quantity=replace(c.quantity, unit=unit)) if c.quantity.unit in units else c for c in sentence]


def _counted_up(block: tuple[Claim, ...], index: int) -> Parts | None:
    """甲880名、乙38名、丙94名，三类人员1012名: as many figures before it as the words count."""
    claim, count = block[index], block[index - 1]
    near = [c for c in block[max(0, index - _WINDOW) : index - 1] if c.site.sentence == claim.site.sentence]
    alike = _in_one_unit(near, claim)
    if alike is not near:
        alike = [c for c in alike if addable(c, claim)]
    size = int(count.quantity.value) if count.quantity.unit in _SORTS and count.quantity.exact else 0
    if count.quantity.text.startswith("二") or any(
        c.quantity.unit == count.quantity.unit and c.quantity.value == size - 1 for c in alike
    ):
        return None  # 一类村0.86万户，二类村1.12万户，三类村…: the second and the third of them, no number of kinds
    members = tuple(alike[-size:]) if 3 <= size <= len(alike) or 2 == size == len(alike) else ()
    listed = members and all(addable(c, claim) and c.own_name and not c.start for c in members)
    beside = _AND_ALL.fullmatch(count.gap) is not None and len(claim.gap) <= _NOUN and claim.role in LEVELS
    return Parts(claim, members, Closed.OPEN, complete=True) if listed and beside else None


_AND_ALL = later(r"[，,](?:[^，。；]{1,4}、[^，。；]{1,4})?")  # ，两类; ，塔、点两类
_SORTS, _NOUN = ("类", "项", "种", "支"), 6


def _summed(sentence: list[Claim], claim: Claim) -> tuple[list[Claim], bool]:
    """What stands before a sum in its sentence, and whether something was passed over that may belong to it."""
    members: list[Claim] = []
    skipped, shared = False, Decimal(0)
    follower = claim
    for other in reversed(sentence):
        behind, follower = follower, other
        if other.quantity.unit != claim.quantity.unit and (
            not _STOP.search(behind.gap) or (behind is not claim and _counts_for(other, claim))
        ):
            continue  # 35千伏变电站3座: in the words of an item
        if "、" in other.cue and other.quantity.text[0] in DIGITS:
            continue  # 甲、乙、丙三个品种: counts the names before it
        if other.bracketed or other.quantity.unit in RATIOS or other.role in CHANGES:
            skipped = skipped or (other.role in CHANGES and other.quantity.unit == claim.quantity.unit)
            shared += other.quantity.value if other.role is Role.SHARE and not other.bracketed else 0
            continue
        if not addable(other, claim) or other.start or intensive(other) or SUM.search(other.gap):
            # 医院12所、基地9个、门诊16个，合计37个: an item in another unit is one of them all the same.
            skipped = skipped or other.quantity.unit == claim.quantity.unit or behind.gap.startswith("、")
            break
        members.insert(0, other)
        if "其中" in other.gap:
            skipped = True  # 总装机…，其中风电A、光伏B、水电C，新能源合计D: of some of them, perhaps
            break
    return members, skipped or 0 < shared < _NEARLY_ALL  # 甲12.6亿元、占40%，…，合计31亿元: not all are told


def _counts_for(other: Claim, claim: Claim) -> bool:
    """项目37个、资金3.1亿元，项目11个、资金2.4亿元，合计5.5亿元: what is counted is no part of an amount."""
    return other.quantity.unit in COUNTING and claim.quantity.unit not in COUNTING


_NEARLY_ALL = Decimal(98)
_STOP = re.compile(r"[，,、；;：:（）()]")


def _adding_up(claim: Claim, members: list[Claim]) -> tuple[Claim, ...]:
    """The last of the figures before a sum that come to it (中小学120所，小学82所、初中38所，合计120所), or some in a row
    before others that come to it without any rounding."""
    size = len(members)
    suffixes = (tuple(members[start:]) for start in range(size - 1))
    inner = (tuple(members[start:end]) for end in range(size - 1, 1, -1) for start in range(end - 1))
    found = next((run for run in suffixes if adds_up(claim, run)), ())
    return found or next((run for run in inner if sum(m.quantity.value for m in run) == claim.quantity.value), ())


def _behind_total(claim: Claim, members: list[Claim]) -> list[Claim]:
    """Those behind a first statement of the same total."""
    totals = [at for at, m in enumerate(members) if m.quantity.value == claim.quantity.value]
    return members[totals[-1] + 1 :] if totals and len(members) - totals[-1] > 2 else members


def _of_its_kind(claim: Claim, members: list[Claim]) -> list[Claim]:
    """世界遗产1处、省级保护单位126处、县级保护单位688处，保护单位合计814处: those that the total's name names."""
    if claim.name is None or not claim.own_name or len(claim.name.core) < 2 or claim.name.core in ("收入", "支出"):
        return members  # 收入总计 holds 调入资金 as well
    kind = claim.name.core[-2:]
    same = [m for m in members if m.name and m.name.core.endswith(kind)]
    return same if len(same) >= 2 else members


_ADDED = re.compile(r"新增|净增|新认定|新引进|新培育|新建|新设|新登记")

_BROUGHT = later(r"引进|引育|招引|培育|培养|创建|认定|建设|评选")


# 新建12处，连同原有的31处，总数达到43处: what there was is one of the parts.
_WITH_FORMER = later(r"(?:连同|加上|算上)[^，]{0,4}(?:现有|原有|已有|已[建设]|往年|历年|[此以之]前|上年|去年|存量)")


def _overlap(members: list[Claim]) -> bool:
    """收入47.5亿元，总收入68.4亿元: the one holds the other."""
    cores = [m.name.core.replace("总", "") for m in members if m.name]
    return len(cores) > len(set(cores)) and any("总" in m.name.core for m in members if m.name)


def _is_added(claim: Claim) -> bool:
    return claim.role is Role.FLOW or _ADDED.search(claim.gap) is not None


def _stock(claim: Claim, members: list[Claim]) -> bool:
    """新增甲600家、乙11家，乙总数52家: what there is by now, of one kind, is not the sum of what was added."""
    if not re.search(r"总数|总量", claim.gap) or any(_WITH_FORMER.search(m.gap) for m in members):
        return False
    added = any(map(_is_added, members))
    reached = "达到" in claim.gap and any(_BROUGHT.search(m.gap) for m in members) and not _slip_apart(claim, members)
    core = claim.name.core if claim.name is not None and claim.own_name else ""
    kinds = exclusive(tuple(members))  # 金牌16枚、银牌19枚、铜牌24枚，奖牌总数59枚
    return added or reached or not (kinds or all(m.name and core in m.name.core for m in members if core))


def _slip_apart(claim: Claim, members: list[Claim]) -> bool:
    """培育甲18家、乙46家、丙122家，总数达到168家: more than there is, by two digits that changed places."""
    more = sum(m.quantity.value for m in members) > claim.quantity.value
    return more and slip_apart(claim, members, 3, is_swap)


_TAKEN_OFF = later(r"减[去：:]|扣除|剔除|抵减")


def taken_off(members: list[Claim]) -> bool:
    """True where one of the figures is subtracted: 甲30亿元，扣除乙4亿元."""
    return any(_TAKEN_OFF.search(m.gap) for m in members)


_ADDED_TO = re.compile(r"加上?|另有|[等余]")
_ADDED_THERE = later(r"^[，,；;](?:再|另)?(?:加上?|连同)")


def _added_to(sentence: list[Claim], members: list[Claim]) -> Claim | None:
    """本级收入合计A，加上补助B、结余C，收入总计D: what stands right before 加上 is added up as well."""
    at = sentence.index(members[0]) if members[0] in sentence else 0
    return sentence[at - 1] if at == 1 and _ADDED_THERE.match(members[0].gap) else None


_CARRIED_OVER = later(r"加上|另有|结转|调入|收入总计|支出总计|财力|补助")
