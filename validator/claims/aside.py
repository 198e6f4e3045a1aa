"""Told aside: figures that a change starts from by other words than those before them (比2015年（3.1万人）, 11.3→23.5)."""

from validator.claims.sentences import Figure
from validator.patterns import later

# 比上年（; 高出全省平均水平（; 同上年（
_THAN = later(
    r"(?:(?<!占)比|较|^[，,]?(?:(?P<beside>[同与])|高于|低于|高出|超出?|超过|少于|多于))[^，。（(]{0,12}[（(]$"
)
# 在3.1万人的低基数上起步
_SETS_OUT = later(r"的?[\u4e00-\u9fff]{0,3}(?:基数|起点|底子|基础|水平|家底)上(?:起步|出发|起跳|起家)")


def start_told_aside(figure: Figure) -> str:
    """What the figure is to a change (`from`, `than`), by the bracket it stands in or the words behind it; or nothing."""
    if figure.gap[-1:] in ("（", "(") and _is_compared(figure):
        return "than"
    if figure.tail.startswith("→"):
        return "from"  # 公路里程11.3万公里→23.5万公里
    return "from" if "上" in figure.tail and _SETS_OUT.match(figure.tail) else ""


def _is_compared(figure: Figure) -> bool:
    """True for what a figure is compared with, told in brackets: 比上年（82.4%）, 同上年（82.4万亩）相比."""
    found = _THAN.search(figure.gap)
    return found is not None and (not found["beside"] or figure.tail[1:2] == "相")
