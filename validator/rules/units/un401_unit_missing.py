"""unit-missing — 金额没有写“元”

说明：成交额、投资、收入、经费、补助等表示金额的数，写到“万”“亿”就结束，后面没有“元”，就报告。企业数、人数等不是金额
的数，以及“先后迈过2千亿、3千亿”这样说台阶的数，不报告。同一列举中各项都有单位、唯有一项没有，而加上它正好等于总数的，也报告。

A figure in 万 or 亿 of something that is money ends without 元. Steps that are passed (迈过2千亿、3千亿) are
spoken of without their unit. The one figure of a list without the unit of all others, where the total takes
it in, is reported as well.

Flagged:
- 技术合同成交额突破8000万；高新技术企业总数突破30家。
- 公路项目35亿元、水运项目3亿元、站场项目22亿，合计60亿元。

Not flagged:
- 技术合同成交额突破8000万元；高新技术企业总数突破30家。
- 培训农民1.5万，其中妇女8000人。

Basis: a quantity is a number and a unit (GB 3101); readers understand 8000万, so it is a remark.
依据：数量由数值和单位组成（GB 3101）；读者看得懂“8000万”，所以只作提示。
"""

from collections.abc import Iterator

from validator.claims.claim import Claim, Role
from validator.claims.measures import without_unit
from validator.facts import Facts
from validator.finding import Outcome, Severity, Suggestion, Verdict
from validator.rules.base import rule
from validator.rules.evidence import evidence

MONEY = (
    "额",
    "增加值",
    "生产总值",
    "投资",
    "收入",
    "产值",
    "资金",
    "经费",
    "税",
    "利润",
    "支出",
    "贷款",
    "融资",
    "投入",
    "产出",
)

# 每户补助2万, 财政共需安排2700万: what is given is money, whatever it is given for.
GIVEN = ("补助", "补贴", "奖励", "奖补", "资助", "出资", "筹资", "筹措", "拨付", "注资", "垫资")
SET_ASIDE = ("安排", "投入", "承担", "负担", "支持")  # by 财政
PASSED = ("迈过", "跨过", "跨越", "越过", "迈上", "跨上", "站上", "接连突破", "先后突破")
# What follows a figure that ends in 万 or 亿: no word for what is counted (1.5万亩, 2亿斤).
ENDS = ("", *"，。；、,;（以左增到和较比的年")
AMOUNTS = (Role.LEVEL, Role.TOTAL, Role.FLOW, Role.LIMIT, Role.DIFFERENCE)


@rule(
    "UN401",
    "unit-missing",
    Severity.INFO,
    zh={"default": "{0}没有单位，按上下文应为“{unit}”。"},
    en={"default": "{0} has no unit; by its context it is {unit}."},
)
def unit_missing(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each amount of money in 万 or 亿, and for the one figure of a list that lacks the unit of all others."""
    for group in (group for group in facts.groups if any(claim.quantity.scale for claim in group)):
        listed = {claim.span: unit for claim, unit in without_unit(group)}
        for claim in group if listed else ():
            if claim.span in listed:
                yield _missing(claim, listed[claim.span])
        for claim in _not_passed(group):
            amount = claim.quantity.scale and claim.role in AMOUNTS and _is_money(claim)
            if amount and claim.span not in listed:
                if claim.quantity.text.endswith(("万", "亿")) and claim.tail[:1] in ENDS:
                    yield _missing(claim, "元")
                elif claim.quantity.unit == "元":
                    yield Verdict(Outcome.HOLDS, (evidence(claim, "unit"),), indicator=claim.indicator)


def _missing(claim: Claim, unit: str) -> Verdict:
    return Verdict(
        Outcome.FAILS,
        (evidence(claim, "unit"),),
        values={"unit": unit},
        indicator=claim.indicator,
        suggestions=(Suggestion(0, claim.quantity.text + unit, "add-unit"),),
    )


def _not_passed(group: tuple[Claim, ...]) -> Iterator[Claim]:
    """The figures of a sentence without the steps that an amount has passed: 迈过2千亿、3千亿."""
    passed = False
    for claim in group:
        passed = any(word in claim.gap for word in PASSED) or (passed and claim.gap in ("、", "和"))
        if not passed:
            yield claim


def _is_money(claim: Claim) -> bool:
    if claim.name is None:
        return False
    printed = claim.name.printed
    given = printed.endswith(GIVEN) or (printed.endswith(SET_ASIDE) and "财政" in printed)
    return given or any(word in claim.name.core for word in MONEY)
