"""The indicators of a document: a picture of each, its figures as links, and the printed rate beside the computed one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from schemas.report import FigureInfo, IndicatorInfo
from validator.reports.look import Look
from validator.reports.page.comparisons import Comparison
from validator.reports.page.marks import STATES, Mark
from validator.reports.page.markup import Element, el
from validator.reports.page.pictures import picture, shown
from validator.span import Span
from validator.wording import clean


def gallery(
    indicators: Sequence[IndicatorInfo], at: Mapping[Span, Mark], found: Iterable[Comparison], look: Look
) -> Iterator[Element]:
    """What the pictures show, and a card for each indicator."""
    if not indicators:
        return
    yield el(
        "p",
        _key("figures", look.say("两个数字给出的路径", "the path the figures give")),
        _key(
            "printed",
            look.say("文中年均增速给出的路径（相符的不画）", "the path the printed rate gives, where it differs"),
        ),
        _key("printed", look.say("不符的年均增速给出的路径", "the same, of a rate found wrong"), "fails"),
        class_="lines",
    )
    states = _growth_states(found)
    yield el("ul", (_card(each, at, states, look) for each in indicators), class_="gallery")


def _growth_states(found: Iterable[Comparison]) -> Mapping[Span, str]:
    """What came of comparing each figure as a growth rate; of several outcomes the gravest."""
    order = sorted((each for each in found if each.code[:2] == "GR"), key=lambda each: STATES.index(each.kind))
    states: dict[Span, str] = {}
    for each in order:
        for spot in each.spots:
            states.setdefault(spot.span, each.kind)
    return states


def _key(kind: str, text: str, state: str | None = None) -> Element:
    svg = el("svg", el("path", d="M0 5H26", class_=kind), viewBox="0 0 26 10", aria_hidden="true", class_=state)
    return el("span", svg, " ", text)


def _card(each: IndicatorInfo, at: Mapping[Span, Mark], states: Mapping[Span, str], look: Look) -> Element:
    figures = (
        (each.base, "基期", "Base"),
        (each.target, "目标", "Target"),
        (each.rate, "文中年均增速", "Printed rate"),
    )
    rows = [row for figure, zh, en in figures if figure for row in _figure(figure, look.say(zh, en), each, at)]
    if each.growth is not None:
        rows += [el("dt", look.say("算得年均增速", "Computed rate")), el("dd", f"{_two(each.growth)}%")]
    unit = clean(each.unit)
    head = el("h4", clean(each.name), el("span", f" {unit}", class_="unit") if unit and unit not in each.name else None)
    none = look.say("缺基期、目标或年份，没有图。", "No picture: base, target or years are missing.")
    rate = each.rate.evidence if each.rate else None
    drawing = picture(each, states.get(Span(rate.start, rate.end), "") if rate else "", look)
    return el(
        "li", head, el("p", none, class_="none") if drawing is None else drawing, el("dl", rows), class_="indicator"
    )


def _figure(figure: FigureInfo, label: str, each: IndicatorInfo, at: Mapping[Span, Mark]) -> Iterator[Element]:
    """Label and figure; the figure leads to its place."""
    text = shown(figure) + ("%" if figure is each.rate else "")
    mark = at.get(Span(figure.evidence.start, figure.evidence.end))
    year = f"{figure.year} " if figure.year is not None and figure is not each.rate else ""
    yield el("dt", label)
    yield el("dd", year, el("a", text, class_=f"to {mark.state}", href=f"#{mark.id}") if mark else text)


def _two(growth: str) -> str:
    """A rate with two decimals, as the findings print it."""
    return format(Decimal(growth).quantize(Decimal("0.01")), "f")
