"""Means: amounts per head, household or piece, beside the amount and the number that they are the quotient of."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from validator.claims.claim import Claim, Role
from validator.claims.compare import in_unit
from validator.claims.relations import CHANGES, LEVELS, RATIOS, main_line
from validator.claims.wholes import bounded
from validator.patterns import later
from validator.quantities.interval import Interval, allows, as_mean, is_reordered, one_slip, ratio_interval
from validator.quantities.quantity import Quantity
from validator.quantities.slips import changed_over, with_figure
from validator.quantities.units import same_kind

Slip = Callable[[str, str], bool]  # whether one numeral may be the other, printed wrong

_MEAN = later(
    r"(?:平均每|(?P<one>[人户亩])均)(?(one)|(?P<each>[\u4e00-\u9fff]{1,3}?))(?P<what>[\u4e00-\u9fff]{0,8}?)(?:约|近|达到?|为)*"
)
_EACH = later(r"均|每[十百千万]")
_HEADS = {"人": ("人次", "人"), "户": ("户",), "亩": ("亩",)}
_JOINED = ("、", "和", "及", "与")
_NEAR = 6  # figures before a mean
# 人均花费 is of the income that visitors leave behind.
_SPENT = ("花费", "消费")
_PAID = later(r"(?:投资|投入|资金|经费)额?$")
_EARNED = later(r"旅游|花费|消费")


def means(group: tuple[Claim, ...]) -> Iterator[tuple[Claim, Claim, Claim]]:
    """接待游客1200万人次，旅游收入60亿元，人均花费500元: the mean, the amount and the number, which stand side by side."""
    group = main_line(group)  # not 加固42座，占任务56座的75%: what a share is of has no mean here
    for index, claim in enumerate(group[2:], 2):
        if not _EACH.search(claim.cue) or claim.start or claim.bracketed or bounded(claim):
            continue
        if claim.role is not Role.LEVEL and not _earned_more(claim):
            continue
        found = _MEAN.fullmatch(claim.cue)
        if (told := _proved(claim, group[max(0, index - _NEAR) : index])) is not None:
            yield claim, *told
            continue
        if found is None:
            continue
        beside = _beside(group[max(0, index - _NEAR) : index])
        number = next((c for c in beside if c.quantity.unit in (_HEADS.get(found["one"]) or (found["each"],))), None)
        total = next((c for c in beside if c is not number and c.quantity.unit == claim.quantity.unit), None)
        if not (number and total) or _one_of_several(number, group):
            continue
        if _of_one(number, total, claim) and _of_total(found["what"], number, total):
            yield claim, total, number


def _earned_more(claim: Claim) -> bool:
    """带动1200户增收960万元，户均增收8000元: an amount that is shared out like any other."""
    return claim.role is Role.DIFFERENCE and claim.cue.endswith("增收")


def _beside(before: tuple[Claim, ...]) -> list[Claim]:
    """The last two amounts, over what is said of their growth."""
    told = [c for c in before if c.role not in CHANGES and c.quantity.unit not in RATIOS]
    plain = [c for c in told[-2:] if c.role in LEVELS and not (c.start or c.bracketed or bounded(c))]
    return plain if len(plain) == 2 else []


def _one_of_several(number: Claim, group: tuple[Claim, ...]) -> bool:
    """水厂36座、泵站22座，总投资…，平均每座: the amount is of both."""
    before = group[: group.index(number)][-1:]
    return number.gap[:1] in _JOINED and any(c.quantity.unit == number.quantity.unit for c in before)


def _of_one(number: Claim, total: Claim, mean: Claim) -> bool:
    """True where all three are told of one time and one body, neither of them a part of something."""
    times = {(c.year, c.when.months) for c in (number, total, mean)}
    plain = number.own_name and total.own_name and not (number.listed or total.listed)
    return plain and len(times) == 1 and len({c.scope for c in (number, total, mean)}) == 1


def _of_total(what: str, number: Claim, total: Claim) -> bool:
    """平均每家30张, 户均补助2万元 of 补助资金; incomes per head are of the mean population, not of one that is told."""
    if not what:
        return True
    name = total.name.printed if total.name else ""
    if number.quantity.unit == "人":
        return False
    spent = number.quantity.unit == "人次" and what.endswith(_SPENT) and bool(_EARNED.search(name))
    return what in name or spent or _paid_for_each(what, number, name)


def _paid_for_each(what: str, number: Claim, total: str) -> bool:
    """新增泊位400个，总投资2亿元，平均每个泊位投入50万元: what is paid for each of those that were counted."""
    paid = _PAID.search(what)
    counted = number.name.printed if number.name else ""
    return paid is not None and counted.endswith(what[: paid.start()]) and _PAID.search(total) is not None


# 平均每村, 平均每个卫生室, 亩均, 场均: for what the mean is, and what is said of it.
_FOR_EACH = later(
    r"(?:.*?(?:平均每(?P<many>[十百千]?万|[十百千])?|每(?P<some>[十百千]?万|[十百千]))(?P<each>[\u4e00-\u9fff]{1,14})|.{0,9}?(?P<one>(?!平)[\u4e00-\u9fff](?=均)|亩(?=产))[均产](?P<what>[\u4e00-\u9fff]{0,8}))"
)
_COUNTED_BY = {
    "人": ("人", "人次"),
    "户": ("户", "家"),
    "日": ("天", "日"),
    "天": ("天", "日"),
    "月": ("个月", "月"),
    "场": ("场", "场次", "期"),
    "车": ("辆",),
    "床": ("张",),
    "校": ("所",),
}
_COUNTED_AS = ("个", "家", "座", "所", "处")  # of 村, 店, 园, 企, 家, 社, 县, 镇, 乡
_SAID_SO = re.compile(r"约为?|近|达到?|为|有|的|配备|拥有")
_HAPPENS = later(r"(?:每[日天])?[\u4e00-\u9fff]{0,5}")
_FROM_WHOM = later(r"平均每[\u4e00-\u9fff]|[人户亩日天月村场店校园班床车企家社县镇乡]均")


def _proved(mean: Claim, before: Sequence[Claim]) -> tuple[Claim, Claim] | None:
    """The amount and the number that a mean is the quotient of, or would be with one slip of the keyboard less: whichever
    of the figures before it, where the words name what each is for."""
    found = _FOR_EACH.fullmatch(mean.cue)
    if found is None:
        return None
    more = _earned_more(mean)
    levels = [c for c in before if c.role in LEVELS or (more and _earned_more(c))]
    plain = [c for c in levels if not (c.start or c.bracketed or bounded(c))]
    for number in reversed(plain):
        rest = _for_each(number, found)
        what = None if rest is None else _SAID_SO.sub("", rest)
        if rest is None or what is None:
            continue
        scaled = _in_so_many(number, found["many"] or found["some"])
        for total in reversed(plain):
            daily = _FROM_WHOM.search(total.cue)
            if total is number or (daily and daily[0][0] not in rest.replace("天", "日")):
                continue
            per_head = bool(what) and found["one"] == number.quantity.unit == "人"  # mostly of the mean population
            if not (_counted_in(what, total) if per_head else _HAPPENS.fullmatch(what)):
                continue
            if same_kind(total.quantity.unit, mean.quantity.unit) and _one_time(number, total, mean):
                amount = replace(total, quantity=in_unit(total.quantity, mean.quantity.unit))
                alone = len(plain) == 2
                sure = (not what and _sure(number, total, mean, found)) or (alone and _served(what, total))
                if per_head or scaled is not number:
                    slips = _ANY if alone and _OUT_OF.match(rest) else _SWAPS
                else:
                    slips = _ANY if sure or len(mean.quantity.figure) > _SHORT else _SWAPS
                if _comes_to(mean.quantity, amount.quantity, scaled.quantity, slips):
                    return amount, scaled
    return None


_SHORT = 2  # characters of a mean that one digit makes of most others
_SWAPS = (is_reordered,)  # what another day's population would hardly make of a figure
_ANY = (*_SWAPS, one_slip)
_OUT_OF = later(r"[当之]?中(?:就|约|仅|只)*有")


def _counted_in(what: str, total: Claim) -> bool:
    """人均地区生产总值, of 地区生产总值; incomes are of no amount that is told."""
    return total.name is not None and len(what) > _SHORT and what in total.name.printed


_TIMES = {"十": 10, "百": 100, "千": 1000}


def _in_so_many(number: Claim, words: str | None) -> Claim:
    """每百名, 每万人口: the number counted in hundreds, in tens of thousands."""
    if not words:
        return number
    times, q = _TIMES.get(words[0], 1) * (10000 if words.endswith("万") else 1), number.quantity
    return replace(number, quantity=replace(q, value=q.value / times, low=q.low / times, high=q.high / times))


def _for_each(number: Claim, found: re.Match[str]) -> str | None:
    """What is left of the words of a mean behind those for what was counted; None where it is of something else."""
    unit, noun = number.quantity.unit, (number.name.printed if number.name and number.own_name else "")
    if found["one"]:
        units = _COUNTED_BY.get(found["one"], (found["one"],))
        counted = unit in _COUNTED_AS and (number.tail.startswith(found["one"]) or noun.endswith(found["one"]))
        return found["what"] if unit in units or counted else None
    general = found["each"][0] in ("名位" if unit == "人" else "个")  # 每名, 每个家庭户
    words = found["each"][1:] if general else found["each"].removeprefix(unit)
    named = max((size for size in range(len(words) + 1) if _names(words[:size], noun, number.tail)), default=0)
    return words[named:] if named or words != found["each"] else None


def _names(words: str, noun: str, tail: str) -> bool:
    return bool(words) and (noun.endswith(words) or tail.startswith(words))


def _one_time(number: Claim, total: Claim, mean: Claim) -> bool:
    told = (number, total, mean)
    return len({(c.year, c.when.months) for c in told}) == 1 and not (number.listed or total.listed)


def _sure(number: Claim, total: Claim, mean: Claim, found: re.Match[str]) -> bool:
    """桩3600个，分布在120个停车场，平均每个停车场30个: the number is of what the mean is for, with nothing else beside it."""
    noun = (found["each"] or "").removeprefix(number.quantity.unit)
    named = len(noun) > 1 and number.tail.startswith(noun) and total.own_name and not total.in_turn
    return named and _OF_SAME.match(mean.tail) is not None and total.quantity.unit == mean.quantity.unit


_SERVED = later(r"(?:负担|服务|承担|管理|看护|照护|帮扶|联系|覆盖)(?P<whom>[\u4e00-\u9fff]{1,4})")


def _served(what: str, total: Claim) -> bool:
    """教师420人，在校生6300人，平均每名教师负担学生15人: what each has to see to is what the other figure counts."""
    found = _SERVED.fullmatch(what)
    return (
        found is not None and total.own_name and total.name is not None and total.name.core[-1:] == found["whom"][-1:]
    )


_OF_SAME = later(r"[，。；、]|左右|$")


def _comes_to(mean: Quantity, amount: Quantity, number: Quantity, slips: Iterable[Slip]) -> bool:
    """True where the quotient is the mean, or would be but for two neighbouring digits changed over or one of the slips."""
    ratio = ratio_interval(amount, number)
    if ratio is None or number.value == 0:
        return False
    if allows(as_mean(mean), ratio):
        return True
    if any(_clearly(mean, with_figure(mean, other), ratio) for other in changed_over(mean.figure)):
        return True
    printed = mean.rewrite(amount.value / number.value)
    return any(slip(printed, mean.text) for slip in slips)


def _clearly(mean: Quantity, other: Quantity, ratio: Interval) -> bool:
    """True where another figure is the quotient, and farther from the printed one than rounding could have put it."""
    return allows(as_mean(other), ratio) and abs(mean.value - other.value) > _FAR * (ratio.high - ratio.low)


_FAR = 4
