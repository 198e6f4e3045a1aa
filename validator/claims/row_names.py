"""Row names: what a row may be called where prose says the same with a verb (改造低产茶园15.8万亩: 低产茶园改造面积)."""

import re
from collections.abc import Iterator

from validator.claims.claim import Claim, Role
from validator.claims.names import Match
from validator.patterns import later
from validator.quantities.units import dimension

ADDED = re.compile(r"((?:新增|新建|净增)(?:[和及、]?(?:改造|改建|扩建|改扩建|续建|提升))*)")
_WORK = later(
    r"(更新改造|改造|治理|整治|修复|建设|培训|创建)(?!中心|机构|项目)[\u4e00-\u9fff]+$"
)  # what is done to the thing counted
_TREATED = later(r"[新改扩修治造种补退封育建完增实推]")
# Over several years: the fall that 单位能耗降低〔14.8〕 has, and not that of one year.
_OVER_YEARS = later(r"(?<!全年)(?<!当年)累计|(?<!\d)[三四五345]年(?![均底末初度])|期间|时期")


def row_names(claim: Claim) -> Iterator[str]:
    """The names beside its own that a row for a claim may have, or may be alike."""
    if claim.name is None or claim.role not in (Role.TOTAL, Role.FLOW):
        return
    if added := ADDED.search(claim.gap):  # a row may be called 新增公办学位
        yield added[1] + claim.name.printed
    if work := _WORK.search(claim.gap):
        done = work[1] + ("面积" if _is_area(claim) else "")
        yield claim.name.printed + done  # 低产茶园改造面积
        if "累计" in claim.gap:
            yield f"{claim.name.printed}累计{done}"


def exact_row_names(claim: Claim) -> Iterator[tuple[Match, str]]:
    """The names that only a row of just this name is meant by, and how sure that is."""
    if claim.name is None:
        return
    if claim.role is Role.LEVEL and _is_area(claim) and "面积" not in claim.name.printed and _covers(claim):
        yield Match.CLOSE, claim.name.printed + ("建成" if "建成" in claim.gap else "") + "面积"
    elif claim.role is Role.TOTAL:  # 五年完成飞播造林46万亩: 飞播造林面积
        words = _MEASURED.get(dimension(claim.quantity.unit), ())
        yield from ((Match.CLOSE, claim.name.printed + word) for word in words if word not in claim.name.printed)
    if claim.role is Role.GROWTH and claim.falling:  # 单位能耗累计下降14.8%
        yield Match.SAME if falls_over_years(claim) else Match.CLOSE, claim.name.printed + "降低"


_MEASURED = {"面积": ("面积",), "长度": ("里程", "长度")}  # what the unit says where the name does not


def falls_over_years(claim: Claim) -> bool:
    """True for a fall that is said of several years: 五年累计下降14.8%, 比2030年下降13.5%."""
    if claim.role is not Role.GROWTH or not claim.falling:
        return False
    since = claim.compared is not None and claim.year is not None and claim.year - claim.compared > 1
    return since or _OVER_YEARS.search(claim.gap) is not None


def is_fall(series_name: str) -> bool:
    """True for a row that tells by how much a thing fell, and has no levels of it."""
    return series_name.endswith("降低")


def _is_area(claim: Claim) -> bool:
    return dimension(claim.quantity.unit) == "面积"


def _covers(claim: Claim) -> bool:
    """茶园17.3万亩 is its area; 新建茶园2万亩, 治理草原3万亩 what is done to some of it, unless it is all that was done."""
    return "累计" in claim.gap or not (claim.build or claim.given or claim.start or _TREATED.search(claim.gap))
