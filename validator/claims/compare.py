"""Two statements of one fact: do they agree, and how sure is it that they are about the same thing?"""

from dataclasses import replace

from validator.claims.claim import Claim, Known, Role, Source
from validator.claims.names import Match, count_different_things
from validator.claims.relations import MOVED
from validator.claims.row_names import falls_over_years
from validator.patterns import later
from validator.quantities.interval import agree, transposed
from validator.quantities.quantity import Quantity
from validator.quantities.units import factor, same_kind
from validator.records import record

_OVER_YEARS = later(r"(?:[三四五]年|规划期|期间)[^，。；]{0,4}累计|累计[^，。；]{0,12}$")
_AT_PRICES = later(r"按(?:19|20)\d\d年(?:不变|可比)?价|不变价|可比价")
_ADDED = later(r"新增|净增")  # a row of additions: 城镇新增就业, 新增造林


@record
class Comparison:
    """`agrees` by the figures; `doubt` names what speaks against comparing them, `hedge` what leaves it less than sure."""

    agrees: bool
    doubt: str = ""
    hedge: str = ""

    @property
    def sure(self) -> bool:
        """True where both are certain to mean the same."""
        return not (self.doubt or self.hedge)


def compare(a: Claim, b: Claim, match: Match, units_agree: bool) -> Comparison:
    """Compare two claims of one indicator and time.

    They are surely about the same thing when the names mean the same, the units are one, neither is
    said of a part or a larger whole, the year is said or carried by the section's lead, and both
    figures are levels. What is missing is the `doubt`: `name`, `scope`, `time`, `role` (a total over
    years), `prices` (constant ones), `flow` (an addition); or the `hedge`: `subject` (other things are counted), `name`, `unit`,
    `build` (made, not there), `time`.
    """
    agrees = agree(_signed(a, b), in_unit(b.quantity, a.quantity.unit))
    doubt, hedge = _doubt(a, b, match), _hedge(a, b, match, units_agree)
    if not agrees and doubt in _OUTWEIGHED and transposed(a.quantity, b.quantity):
        return Comparison(agrees, "", "subject" if hedge == "subject" else "swapped")
    return Comparison(agrees, doubt, hedge)


# Digits that changed places are no accident, whatever else is not said of the figures alike.
_OUTWEIGHED = ("name", "scope", "role", "time")


def _doubt(a: Claim, b: Claim, match: Match) -> str:
    """The first thing that speaks against comparing the two."""
    if match < Match.CLOSE:
        return "name"
    if a.owner and not (b.name and a.owner[-2:] in b.name.printed):
        return "name"
    if a.scope != b.scope and not (b.name and a.scope[-2:] in b.name.printed):
        return "scope"
    if _sums_up(a) is not _sums_up(b) and not _is_one_fall(a, b):
        return "role"
    priced = _AT_PRICES.search(a.gap) and not (b.name and _AT_PRICES.search(b.name.printed))
    if priced and not _is_one_fall(a, b):  # what things take of GDP is always reckoned at constant prices
        return "prices"
    if Role.FLOW in (a.role, b.role) and not (b.name and _ADDED.search(b.name.printed)) and not _sums_up(b):
        return "flow"
    return "time" if Known.UNKNOWN in (a.when.known, b.when.known) else ""


def _hedge(a: Claim, b: Claim, match: Match, units_agree: bool) -> str:
    """The first thing that leaves it less than sure that both mean the same."""
    if a.name is not None and b.name is not None and count_different_things(a.name, b.name):
        return "subject"
    if match is not Match.SAME and _may_be_part(a, b):
        return "subject"
    if match is not Match.SAME:
        return "name"
    if not units_agree:
        return "unit"
    if a.build or b.build:
        return "build"
    sure = (Known.SAID, Known.CARRIED)
    return "" if a.when.known in sure and b.when.known in sure else "time"


def _may_be_part(a: Claim, b: Claim) -> bool:
    """限额以上零售额 beside 零售额, 接待入境游客 beside 接待游客: one name says more, and its figure is the smaller; a part of
    the other, then."""
    if a.name is None or b.name is None or a.quantity.unit in ("%", "‰"):
        return False
    long, short = (a, b) if len(a.name.core) > len(b.name.core) else (b, a)
    assert long.name is not None
    assert short.name is not None
    name, core = long.name.core, short.name.core
    narrowed = len(name) > len(core) and any(
        name.startswith(core[:at]) and name.endswith(core[at:]) for at in range(len(core))
    )
    return narrowed and in_unit(long.quantity, short.quantity.unit).high < short.quantity.low


def over_years(claim: Claim) -> bool:
    """False for a total of the items before it (风电…、光伏…，装机合计38万千瓦), and for what a movement ends in."""
    of_items = _OF_ITEMS.search(claim.gap) is not None and not any(word in claim.gap for word in ("累计", "年", "期间"))
    return not of_items and MOVED.search(claim.cue) is None


_OF_ITEMS = later(r"合计|共计|总计")


def _is_one_fall(a: Claim, b: Claim) -> bool:
    """单位能耗五年累计下降14.8% beside 单位能耗降低〔14.8〕; without 累计, only figures of one size: a year's fall is a fifth of it."""
    if a.role is not Role.GROWTH or b.role is not Role.TOTAL:
        return False
    low, high = sorted((a.quantity.value, b.quantity.value))
    return falls_over_years(a) or high <= 2 * low


def _sums_up(claim: Claim) -> bool:
    """True for a total of several years: 五年累计…, 规划期内…, 〔n〕."""
    if claim.role is Role.TOTAL or falls_over_years(claim):
        return True
    if claim.source is Source.TABLE:
        return claim.name is not None and "累计" in claim.name.printed
    return claim.quantity.unit not in ("%", "‰") and bool(_OVER_YEARS.search(claim.gap))


def in_unit(quantity: Quantity, unit: str) -> Quantity:
    """The same amount in another unit of its kind: 16.80万吨 in 斤. As it is where there is no conversion."""
    if quantity.unit == unit or not same_kind(quantity.unit, unit):
        return quantity
    by = factor(quantity.unit, unit)
    return replace(
        quantity,
        unit=unit,
        value=quantity.value * by,
        low=quantity.low * by,
        high=quantity.high * by,
        step=quantity.step * by,
    )


def _signed(prose: Claim, cell: Claim) -> Quantity:
    """年均下降2.0% in prose is −2.0 in the table."""
    quantity = prose.quantity
    if not (prose.falling and prose.role in (Role.ANNUAL_GROWTH, Role.GROWTH) and cell.quantity.value < 0):
        return quantity
    return replace(quantity, value=-quantity.value, low=-quantity.high, high=-quantity.low)
