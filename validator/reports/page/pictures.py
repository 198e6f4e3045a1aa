"""A small picture of an indicator: baseline, target, the path the printed rate gives and the one the figures give."""

from collections.abc import Iterator
from decimal import Decimal

from schemas.report import FigureInfo, IndicatorInfo
from validator.records import record
from validator.reports.look import Look
from validator.reports.page.markup import Element, el
from validator.wording import clean

WIDTH, HEIGHT = 240, 120
LEFT, RIGHT, TOP, BOTTOM = 30, 56, 20, 22  # margins, in the picture's own units
LONGEST = 30  # years
LARGEST = Decimal(10) ** 15
FASTEST = Decimal(1000)  # percent a year
SIGNS = {"floor": "≥", "ceiling": "≤", "about": "≈"}
MOST_PLACES = 6  # decimals of a computed value
CLOSE = 11  # two labels nearer than this would run into each other

Path = tuple[tuple[int, Decimal], ...]  # (years since the base, value)


@record
class Drawn:
    """What there is to draw: the ends, `figures` from one to the other, `printed` where the printed rate leads."""

    first: FigureInfo
    last: FigureInfo
    years: int
    figures: Path
    printed: Path

    @property
    def base(self) -> Decimal:
        """The value of the base."""
        return Decimal(self.first.value)

    @property
    def target(self) -> Decimal:
        """The value of the target."""
        return Decimal(self.last.value)


def drawn(indicator: IndicatorInfo, agrees: bool = False) -> Drawn | None:
    """The paths of an indicator, or None where base, target or the time between them is not there.

    Where the printed rate agrees it leads where the figures do, within rounding, and has no path of its own.
    """
    base, target, years = indicator.base, indicator.target, indicator.years
    if base is None or target is None or years is None or not 0 < years <= LONGEST:
        return None
    start, end = Decimal(base.value), Decimal(target.value)
    if max(abs(start), abs(end)) >= LARGEST or "range" in (base.bound, target.bound):
        return None
    growth = Decimal(indicator.growth) if indicator.growth is not None else None
    rate = Decimal(indicator.rate.value) if indicator.rate is not None and growth is not None else None
    figures = (*_path(start, growth, years)[:-1], (years, end)) if growth is not None else ()
    return Drawn(base, target, years, figures, _path(start, rate, years) if rate is not None and not agrees else ())


def _path(start: Decimal, rate: Decimal | None, years: int) -> Path:
    """A value year by year at a rate in percent; nothing for rates that no picture can hold."""
    if rate is None or not -100 < rate <= FASTEST:
        return ()
    factor = 1 + rate / 100
    path = tuple((year, start * factor**year) for year in range(years + 1))
    return path if abs(path[-1][1]) < LARGEST else ()


def picture(indicator: IndicatorInfo, state: str, look: Look) -> Element | None:
    """The picture as inline SVG, with what it shows in words; None where there is nothing to draw.

    `state` is what came of comparing the printed rate with the figures: `fails`, `holds`, else neither.
    """
    found = drawn(indicator, state == "holds")
    if found is None:
        return None
    scale = _Scale.of(found)
    svg = el(
        "svg",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        aria_label=_words(indicator, found, state, look),
        class_="fails" if state == "fails" else None,
    )
    svg.append(el("path", d=f"M{LEFT} {HEIGHT - BOTTOM}H{WIDTH - RIGHT}", class_="axis"))
    for path, name in ((found.printed, "printed"), (found.figures, "figures")):
        if path:
            svg.append(el("path", d=scale.line(path), class_=name))
    svg.extend(_ends(found, scale))
    return svg


@record
class _Scale:
    """From years and values to the picture."""

    low: Decimal
    high: Decimal
    years: int

    @classmethod
    def of(cls, found: Drawn) -> "_Scale":
        values = [found.base, found.target, *(value for _, value in found.printed)]
        return cls(min(values), max(values), found.years)

    def x(self, year: int) -> Decimal:
        return _short(LEFT + Decimal(WIDTH - LEFT - RIGHT) * year / self.years)

    def y(self, value: Decimal) -> Decimal:
        room = HEIGHT - TOP - BOTTOM - 8
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else Decimal("0.5")
        return _short(TOP + room * (1 - share))

    def line(self, path: Path) -> str:
        return "M" + "L".join(f"{self.x(year)} {self.y(value)}" for year, value in path)


def _short(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"))


def _ends(found: Drawn, scale: _Scale) -> Iterator[Element]:
    """Points and labels of both ends, and of where the printed rate leads."""
    base, target = found.first, found.last
    first, last = scale.x(0), scale.x(found.years)
    yield el("circle", cx=str(first), cy=str(scale.y(found.base)), r=3, class_="point")
    yield el("circle", cx=str(last), cy=str(scale.y(found.target)), r=3, class_="point")
    yield _label(first, scale.y(found.base) - 7, shown(base), "middle")
    height = scale.y(found.target)
    if found.printed:
        value = found.printed[-1][1]
        yield el("circle", cx=str(last), cy=str(scale.y(value)), r=3, class_="reached")
        height, reached = _apart(height, scale.y(value))
        if value != found.target:
            yield _label(last + 7, reached + 4, _rounded(value, target), "start", "reached")
    yield _label(last + 7, height + 4, shown(target), "start")
    for at, figure in ((first, base), (last, target)):
        if figure.year is not None:
            yield _label(at, Decimal(HEIGHT - 6), str(figure.year), "middle", "year")


def _apart(target: Decimal, reached: Decimal) -> tuple[Decimal, Decimal]:
    """The heights of two labels, moved from each other where they would touch."""
    middle = (target + reached) / 2
    if abs(target - reached) >= CLOSE:
        return target, reached
    half = Decimal(CLOSE) / 2
    return (middle - half, middle + half) if target <= reached else (middle + half, middle - half)


def _label(x: Decimal, y: Decimal, text: str, anchor: str, kind: str = "value") -> Element:
    return el("text", text, x=str(_short(x)), y=str(_short(y)), text_anchor=anchor, class_=kind)


def shown(figure: FigureInfo) -> str:
    """A figure with the sign of its bound."""
    return SIGNS.get(figure.bound, "") + figure.value


def _rounded(value: Decimal, like: FigureInfo) -> str:
    """A computed value with one digit more than the figure it stands beside."""
    places = min(len(like.value.partition(".")[2]) + 1, MOST_PLACES)
    return format(value.quantize(Decimal(1).scaleb(-places)), "f")


def _words(indicator: IndicatorInfo, found: Drawn, state: str, look: Look) -> str:
    base, target = found.first, found.last
    name, unit = clean(indicator.name), clean(indicator.unit)
    ends = f"{base.year or ''} {shown(base)}{unit} → {target.year or ''} {shown(target)}{unit}"
    said = look.say(f"{name}：{ends}", f"{name}: {ends}")
    if state == "holds" and indicator.rate is not None:
        rate = indicator.rate.value
        said += look.say(f"；与文中年均增速{rate}%相符", f"; the printed growth of {rate}% a year agrees")
    elif found.printed and indicator.rate is not None:
        reached = _rounded(found.printed[-1][1], target)
        said += look.say(
            f"；按文中年均增速{indicator.rate.value}%将达到{reached}{unit}",
            f"; the printed growth of {indicator.rate.value}% a year would lead to {reached}{unit}",
        )
    return said
