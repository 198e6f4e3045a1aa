"""Numerals: Arabic, Chinese and mixed ones (1.2万亿, 一百二十三点五万, 3万4000) to exact Decimals.

Conventions: 零 keeps a place open, so that 一百五 is 150, but 一百零五 is 105 (and so 13万2 is 132000); 万 and
亿 multiply all that stands before them up to a larger one (一万二千亿 is 1.2 trillion); 兆 is 10¹², but not where it is the
prefix of a unit (兆瓦). Scales must descend as they do in speech: what does not (五万十二万, 十百) is no number.
"""

import re
from decimal import Decimal

from validator.patterns import later
from validator.records import record

_ROWS = ("零〇○", "一壹", "二两贰兩貳", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
DIGITS = {c: i for i, row in enumerate(_ROWS) for c in row}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
SCALES = SMALL | LARGE
LONGEST = 48  # characters; no figure is longer, and a longer run of digits is not worth an exact sum

_DIGIT = "".join(DIGITS)
_FRACTION_DIGIT = _DIGIT.replace("两", "").replace("兩", "")  # nobody says 点两
_FORMAL = "壹贰貳叁參肆伍陆陸柒捌玖"
_PLAIN = "".join(c for c in _DIGIT if c not in _FORMAL)
_SCALE = "".join(SCALES)
ARABIC = r"(?:\d{1,3}(?:,\d{3})++(?!\d)|\d++)(?:\.\d++)?"
# One numeral: it begins with a digit or 十 and goes on over digits and scales. `点` stands only between digits. A lone
# 陆 or 伍 is a name (陆家嘴), 兆瓦 a unit, and 五分之三 no five. Possessive throughout: nothing is ever tried twice; and
# the one set of characters in front lets the search run past all others at once.
_BEGIN = (
    rf"(?=[\d{_DIGIT}十拾百佰千万])(?:{ARABIC}|[{_PLAIN}十拾百佰]|[{_FORMAL}](?=[{_SCALE}])|[千万](?=分之[\d{_PLAIN}]))"
)
_GO_ON = rf"(?:{ARABIC}|[{_DIGIT}{_SCALE.replace('兆', '')}]|兆(?=[\d{_DIGIT}元])|[点點](?=[{_FRACTION_DIGIT}]))*+"
NUMERAL = re.compile(rf"{_BEGIN}{_GO_ON}(?:(?<=[百千万])|(?!分之))", re.ASCII)
_PLAIN_ARABIC = re.compile(ARABIC, re.ASCII)
_TOKEN = later(rf"{ARABIC}|[{_DIGIT}{_SCALE}]", re.ASCII)
_AFTER_POINT = later(rf"(?P<digits>[\d{_FRACTION_DIGIT}]+)(?P<scales>[{_SCALE}]*)", re.ASCII)
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．點", "0123456789.点")
_NOTHING = (Decimal(0), Decimal(0))
_PLACES = 28  # the precision of Decimal: a numeral that needs more places has no exact value here
_ONE = Decimal(1)
_STEPS = tuple(Decimal(1).scaleb(-places) for places in range(_PLACES))


@record
class Numeral:
    """A numeral in a string: `start`..`end`, its value, and the value of one unit in its last printed digit."""

    start: int
    end: int
    value: Decimal
    step: Decimal


def half_width(string: str) -> str:
    """`string` with full-width digits (３．５) and 點 made plain; every character keeps its place."""
    return string.translate(_HALF_WIDTH)


def find_numerals(string: str) -> list[Numeral]:
    """All numerals of `string`, left to right, without regard to what they are part of."""
    found = []
    for match in NUMERAL.finditer(half_width(string)):
        parsed = parse_numeral(match.group())
        if parsed is not None:
            found.append(Numeral(match.start(), match.end(), *parsed))
    return found


def parse_numeral(printed: str) -> tuple[Decimal, Decimal] | None:
    """Value and last-digit step of a whole numeral, or None where the characters form no number.

    None as well for what is only an estimate (二三十, 三五) and for numbers of more than 28 places.
    """
    if len(printed) > LONGEST:
        return None
    if printed.isdecimal() and printed.isascii() and len(printed) <= _PLACES:  # the common cases, without the machinery
        return Decimal(printed), _ONE
    if len(printed) <= _PLACES and _PLAIN_ARABIC.fullmatch(printed):
        point = printed.find(".")
        return Decimal(printed.replace(",", "")), _STEPS[len(printed) - point - 1 if point > 0 else 0]
    if printed in DIGITS:
        return Decimal(DIGITS[printed]), Decimal(1)
    value, step = _read(printed)
    return (value, step) if step and value.adjusted() - step.adjusted() < _PLACES else None


def _read(printed: str) -> tuple[Decimal, Decimal]:
    """Value and step of a numeral with Chinese parts; step 0 where it is none."""
    whole, point, fraction = half_width(printed).partition("点")
    tokens = _TOKEN.findall(whole)
    if not tokens or "".join(tokens) != whole:
        return _NOTHING
    head = _digit_run(tokens) or _sum(tokens) or _NOTHING
    return _with_fraction(head, fraction) if point else head


def _with_fraction(head: tuple[Decimal, Decimal], fraction: str) -> tuple[Decimal, Decimal]:
    """What 点 and the digits behind it add, and the scales behind those multiply; step 0 where that makes no sense."""
    match = _AFTER_POINT.fullmatch(fraction)
    if match is None or head[1] < 1:
        return _NOTHING
    digits = "".join(_arabic(c) for c in match["digits"])
    scale = Decimal(1)
    for c in match["scales"]:
        scale *= SCALES[c]
    return (head[0] + Decimal(f"0.{digits}")) * scale, scale.scaleb(-len(digits))


def _digit_run(tokens: list[str]) -> tuple[Decimal, Decimal] | None:
    """Bare Chinese digits read one by one: 二〇二五, 五五; but 三四 and 三五 mean a few."""
    if not all(token in DIGITS for token in tokens):
        return None
    digits = "".join(map(_arabic, tokens))
    if len(digits) == 2 and (digits == "35" or int(digits[1]) == int(digits[0]) + 1):
        return None
    return Decimal(digits), Decimal(1)


def _arabic(digit: str) -> str:
    return str(DIGITS.get(digit, digit))


def _sum(tokens: list[str]) -> tuple[Decimal, Decimal] | None:
    """The value of digits and scales in the order of speech."""
    reading = _Sum()
    for token in tokens:
        if token in LARGE:
            accepted = reading.large(LARGE[token])
        elif token in SMALL:
            accepted = reading.small(SMALL[token])
        else:
            accepted = reading.number(token)
        if not accepted:
            return None
    return reading.result()


class _Sum:
    """A numeral while it is being read, token by token; each step says whether the token may stand there."""

    __slots__ = ("current", "decimal", "digit", "floor", "groups", "last", "section", "step", "zero")

    def __init__(self) -> None:
        self.groups: list[tuple[Decimal, int]] = []  # what 亿 and 万 have closed, with the scale, largest first
        self.section = Decimal(0)  # 千百十 since then
        self.current: Decimal | None = None  # the digit or Arabic number that waits for its scale
        self.digit = False  # it is a single digit
        self.decimal = False  # it has decimals; only scales may follow
        self.zero = False  # 零 keeps the places open in this section
        self.floor = 10**4  # the scales of the section descend from here
        self.last = 0  # the scale read last
        self.step = Decimal(1)

    def number(self, token: str) -> bool:
        """A digit or an Arabic number; 零 only keeps places open."""
        if self.current is not None or self.decimal:
            return False
        self.step = Decimal(1).scaleb(-len(token.partition(".")[2]))
        if DIGITS.get(token) == 0:
            self.zero = True
            return True
        self.digit = len(token) == 1
        self.decimal = "." in token
        self.current = Decimal(_arabic(token).replace(",", ""))
        return True

    def small(self, scale: int) -> bool:
        """十, 百 or 千; the digit before it may be missing before 十 and at the beginning (百三, 百万)."""
        implied = self.current is None
        if scale >= self.floor or (implied and scale > 10 and (self.floor < 10**4 or self.groups)):
            return False
        self.step = Decimal(1) if implied else self.step * scale
        self.section += scale if self.current is None else self.current * scale
        self.current, self.floor, self.last, self.zero = None, scale, scale, False
        return True

    def large(self, scale: int) -> bool:
        """万, 亿 or 兆: closes the section, or multiplies what is closed when it stands right behind it (万亿)."""
        if self.current is None and self.floor == 10**4:
            if not self.groups or self.zero:
                return False
            amount, before = self.groups.pop()
            product = before * scale
            amount *= scale
        else:
            amount, product = self.section + (self.current or 0), scale
            while self.groups and self.groups[-1][1] < scale:
                if amount >= self.groups[-1][1]:
                    return False
                amount += self.groups.pop()[0]
            amount *= scale
        if self.groups and (self.groups[-1][1] <= product or self.groups[-1][1] <= amount):
            return False
        self.groups.append((amount, product))
        self.step *= scale
        self.section, self.current, self.floor, self.last, self.zero = Decimal(0), None, 10**4, product, False
        return True

    def result(self) -> tuple[Decimal, Decimal] | None:
        """Value and step; a digit right behind 百 or more counts in the next lower place (一百五, 九万四)."""
        current, step = self.current or Decimal(0), self.step
        if current and self.digit and self.last >= 100 and not self.zero:
            step = Decimal(self.last) / 10
            current *= step
        rest = self.section + current
        if self.groups and rest >= self.groups[-1][1]:
            return None
        return sum((amount for amount, _ in self.groups), rest), step
