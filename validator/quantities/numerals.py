"""Numerals: Arabic, Chinese and mixed ones (1.2万亿, 一百二十三点五万, 3万4000) to exact Decimals."""

import re
from dataclasses import dataclass
from decimal import Decimal

DIGITS = {c: i for i, row in enumerate(("零〇○", "一壹", "二两贰兩貳", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"))
          for c in row}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
SCALES = SMALL | LARGE

_DIGIT = "".join(DIGITS)
_SMALL = "".join(SMALL)
_SCALE = "".join(SCALES)
_ARABIC = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
# One numeral: it begins with a digit or 十 and goes on over digits and scales. `点` stands only between digits.
NUMERAL = re.compile(
    rf"(?:{_ARABIC}|[{_DIGIT}十拾百佰])(?:{_ARABIC}|[{_DIGIT}{_SCALE}]|点(?=[{_DIGIT}]))*", re.ASCII
)
_TOKEN = re.compile(rf"{_ARABIC}|[{_DIGIT}{_SCALE}点]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral in a string: `start`..`end`, its value, and the value of one unit in its last printed digit."""

    start: int
    end: int
    value: Decimal
    step: Decimal


def find_numerals(string: str) -> list[Numeral]:
    """All numerals of `string`, left to right, without regard to what they are part of."""
    found = []
    for match in NUMERAL.finditer(string):
        parsed = parse_numeral(match.group())
        if parsed is not None:
            found.append(Numeral(match.start(), match.end(), *parsed))
    return found


def parse_numeral(printed: str) -> tuple[Decimal, Decimal] | None:
    """Value and last-digit step of a whole numeral, or None where the characters form no number."""
    whole, point, fraction = printed.partition("点")
    tokens = _TOKEN.findall(whole)
    if "点" in fraction or not tokens:
        return None
    if not point:
        return _evaluate(tokens)
    digits = "".join(str(DIGITS[c]) for c in fraction if c in DIGITS)
    tail = [c for c in fraction if c not in DIGITS]
    if any(c not in SCALES for c in tail) or not digits:
        return None
    head = _evaluate(tokens)
    if head is None:
        return None
    scale = Decimal(1)
    for c in tail:
        scale *= SCALES[c]
    return (head[0] + Decimal(f"0.{digits}")) * scale, scale.scaleb(-len(digits))


def _evaluate(tokens: list[str]) -> tuple[Decimal, Decimal] | None:
    """Sum tokens of digits and scales; a run of bare Chinese digits (二〇二五) is read digit by digit."""
    if len(tokens) > 1 and all(t in DIGITS for t in tokens):
        return Decimal("".join(str(DIGITS[t]) for t in tokens)), Decimal(1)
    total = section = Decimal(0)
    current: Decimal | None = None
    step, last_scale, zero = Decimal(1), 0, False
    for token in tokens:
        if token in LARGE:
            scale = LARGE[token]
            section += current if current is not None else 0
            if section == 0 and total == 0:
                return None
            if 0 < last_large(total) < scale or section == 0:
                total = (total + section) * scale
            else:
                total += section * scale
            step, section, current, last_scale, zero = step * scale, Decimal(0), None, scale, False
        elif token in SMALL:
            section += (current or 1) * SMALL[token]  # 零十 is ten
            step, current, last_scale, zero = step * SMALL[token] if current is not None else Decimal(1), None, SMALL[token], False
        else:
            if current and token not in DIGITS:
                return None
            number = Decimal(DIGITS[token]) if token in DIGITS else Decimal(token.replace(",", ""))
            zero = zero or (token in DIGITS and number == 0)
            current = number
            step = Decimal(1).scaleb(-len(token.partition(".")[2])) if token not in DIGITS else Decimal(1)
    if current is not None and last_scale >= 100 and not zero and current < 10 and current == current.to_integral():
        current, step = current * last_scale / 10, Decimal(last_scale) / 10
    value = total + section + (current if current is not None else 0)
    return value, step


def last_large(total: Decimal) -> int:
    """The smallest large scale that `total` still counts in (万 of 1.2万), or 0 for nothing."""
    if total == 0:
        return 0
    return next((s for s in (10**12, 10**8, 10**4) if total % s == 0 and total >= s), 10**4 if total >= 10**3 else 0)
