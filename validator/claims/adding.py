"""Adding: what to think of parts that do not come to their whole."""

from validator.claims.divided import every_year
from validator.claims.kinds import by_payer, complete, exclusive, of_one_head, overlapping, said_to_overlap
from validator.claims.limits import above_a_limit
from validator.claims.wholes import Closed, Parts, bounded, composed, slip_apart
from validator.patterns import later
from validator.quantities.interval import is_swap, one_slip, sum_interval
from validator.quantities.quantity import Quantity
from validator.quantities.units import COUNTING


def disagreement(found: Parts) -> tuple[str, str]:
    """How parts stand that do not add up to their whole, and why that is not certain.

    Wrong: `default`; `balance` for 收入, 支出 and 结余; `slip` where it is likely only. Not to be judged: `bounded`,
    `guess` (the list may be another one), `open` (it need not be complete). Not certain because `all-parts` of the
    whole seem to be told, the parts seem `exclusive`, one `slip` explains it, or it is `near`.
    """
    if any(bounded(c) for c in (found.whole, *found.parts)):
        return "bounded", ""
    if any(map(above_a_limit, found.parts)):
        return "open", ""  # 5亿元以上的20家、1亿元以上的60家: the former are among the latter
    if said_to_overlap(found.parts) and found.closed is not Closed.TOTAL:
        return "open", ""
    if found.closed is Closed.BALANCE:
        return "balance", "balance"
    if found.closed is Closed.TOTAL:
        return ("guess" if found.guess else "default"), ""
    opened = found.closed in (Closed.OPEN, Closed.BESIDE)
    exceeds = sum_interval(p.quantity for p in found.parts).low > found.whole.quantity.high
    if not exceeds and _AND_REST.match(found.parts[-1].tail):
        return "open", ""  # 其中博士186人、硕士2143人，其余为专科
    if found.complete or every_year(found) or _all_told(found):
        return "default", "all-parts" if opened else ""
    held = all(part.quantity.low <= found.whole.quantity.high for part in found.parts)
    if exceeds and held and ((exclusive(found.parts) and not _holds_all(found)) or composed(found.whole, found.parts)):
        return "default", "exclusive" if opened else ""
    if found.closed is Closed.BESIDE:
        return "default", "one-slip"
    if len(found.parts) == 2 and _slipped(found, exceeds=exceeds):
        return "default", "one-slip"  # 粮食22.0万吨。其中，夏粮10.5万吨，秋粮9.7万吨
    if found.guess:
        # 其中甲1亿元，乙2亿元，丙3亿元: the list may have ended before 丙, but hardly come so near by accident
        if len(found.parts) >= 3 and slip_apart(found.whole, found.parts, 3, is_swap):
            return "default", "one-slip"
        near = (
            exceeds
            and slip_apart(found.whole, found.parts)
            and len(found.parts) >= 3
            and len(found.whole.quantity.figure) >= 3
        )
        return ("slip" if near else "guess"), ""
    return _open(found)


def _holds_all(found: Parts) -> bool:
    """True where one of the parts is the whole: 县级以上遗产150项，其中省级20项、县级150项."""
    return any(part.quantity.value == found.whole.quantity.value for part in found.parts)


def _slipped(found: Parts, *, exceeds: bool) -> bool:
    """True for two parts that are one slip from their whole, and hardly by accident: the longer its figure and the more
    alike their names, the less so; and kinds are left out more often than they overlap."""
    digits = _digits(found.whole.quantity)
    if digits < _TELLING or overlapping(found.parts):
        return False
    if of_one_head(found.parts):
        # 森林168.5万亩，其中公益林86.2、天然林62.3: kinds may be left out, and one slip of four digits be an accident.
        telling = found.whole.quantity.value >= _MANY * found.whole.quantity.step
        slip = one_slip if exceeds or telling else is_swap
        return slip_apart(found.whole, found.parts, _TELLING, slip)
    return digits > _TELLING and not found.guess and slip_apart(found.whole, found.parts, _TELLING, is_swap)


_MANY = 5000  # steps of its last digit that a figure has which is not met by accident
_TELLING = 3  # digits of a figure that few others are one slip away from


def _digits(whole: Quantity) -> int:
    """The digits that a figure is told by: 4 of 12.68, 3 of 22.0, 1 of 6000."""
    figure = whole.figure.replace(",", "").lstrip("0.")
    return len(figure.replace(".", "")) if "." in whole.figure else len(figure.rstrip("0"))


_NEAR = 4  # kinds or payers that fall short of their whole by more than a quarter of it are not all of them


def _all_told(found: Parts) -> bool:
    """True for kinds that leave nothing out (城镇, 农村), or payers down to the last, unless much is missing."""
    missing = found.whole.quantity.value - sum(p.quantity.value for p in found.parts)
    slipped = slip_apart(found.whole, found.parts, 2, is_swap) or slip_apart(found.whole, found.parts, _TELLING)
    near = missing * _NEAR <= found.whole.quantity.value or slipped
    return near and (
        complete(found.parts) or (by_payer(found.parts) and -missing * _NEAR <= found.whole.quantity.value)
    )


def _open(found: Parts) -> tuple[str, str]:
    """A list that need not be complete: its items may overlap, and exceed their whole then by more than a little."""
    whole = found.whole.quantity
    total = sum((p.quantity.value for p in found.parts), start=whole.value * 0)
    slip = slip_apart(found.whole, found.parts)
    if overlapping(found.parts):
        return "open", ""  # 规模企业43家、高新技术企业28家、上市公司1家: one may be all of these
    if composed(found.whole, found.parts) or (found.closed is Closed.LIST and (total > whole.value or slip)):
        return "default", "all-parts" if found.closed is Closed.OPEN else ""
    near = (total - whole.value) * 100 < whole.value
    pair = len(found.parts) == 2 and total > whole.value and _digits(whole) > 1
    if pair and (
        (_digits(whole) >= _TELLING and slip_apart(found.whole, found.parts, _TELLING))
        or slip_apart(found.whole, found.parts, 2 if near else _TELLING, is_swap)
    ):
        return "default", "slip"  # 36.5万个，其中甲24.1万个、乙14.2万个: with 12.4 it is right to the last digit
    telling = len(whole.figure) >= 3  # 12所 and 14所 may be one digit apart by accident, 49 and 52 hardly
    close = telling or whole.unit in _THINGS or (total - whole.value) * 10 < whole.value
    if total > whole.value and (slip or near) and len(found.parts) >= 3 and close:
        return "default", "slip" if slip else "near"
    if slip and len(found.parts) >= 3 and (total > whole.value or (telling and 10 * total >= 8 * whole.value)):
        # 各类学校193所，其中…: all kinds are told; and two digits swapped are hardly met by accident
        return (
            ("default", "one-slip")
            if _EVERY_KIND.search(found.whole.gap) or slip_apart(found.whole, found.parts, 3, is_swap)
            else ("slip", "")
        )
    return "open", ""


# What is counted so is listed by kinds; people are as well by what several of them are at once (党员, 女性).
_THINGS = COUNTING - {"人", "名", "位", "人次"}
_AND_REST = later(r"[，,；;](?:其余|其他|剩余|余下)(?:则|均|都|全部|主要)*[为是由系]")
_EVERY_KIND = later(r"各级各类|各[类种级]")
