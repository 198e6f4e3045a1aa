"""Means: amounts per head, household or piece, beside the amount and the number that they are the quotient of."""

from collections.abc import Iterator

from validator.claims.claim import Claim, Role
from validator.claims.relations import CHANGES, LEVELS, RATIOS, main_line
from validator.claims.wholes import bounded
from validator.patterns import later

_MEAN = later(
    r"(?:平均每|(?P<one>[人户亩])均)(?(one)|(?P<each>[\u4e00-\u9fff]{1,3}?))(?P<what>[\u4e00-\u9fff]{0,8}?)(?:约|近|达到?|为)*"
)
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
        if "均" not in claim.cue or claim.role is not Role.LEVEL or claim.start or claim.bracketed or bounded(claim):
            continue
        found = _MEAN.fullmatch(claim.cue)
        if found is None:
            continue
        beside = _beside(group[max(0, index - _NEAR) : index])
        number = next((c for c in beside if c.quantity.unit in (_HEADS.get(found["one"]) or (found["each"],))), None)
        total = next((c for c in beside if c is not number and c.quantity.unit == claim.quantity.unit), None)
        if not (number and total) or _one_of_several(number, group):
            continue
        if _of_one(number, total, claim) and _of_total(found["what"], number, total):
            yield claim, total, number


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
