"""A stored number and its number format → what a spreadsheet program shows. ECMA-376 part 1, 18.8.30–31."""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

from validator.records import record

LAST_DAY = 2_958_466  # 31 December 9999 and one
LONG_FORMAT = 255  # characters: Excel's own limit
LONG_NUMBER = 20  # digits before or behind the point that are written out
SHORT = 15  # characters of a whole number that reads as it is stored
STORED = Context(prec=15)  # a stored 8.3000000000000004E-2 is 0.083: Excel shows fifteen digits
FORMAT_TOKEN = re.compile(
    r'"[^"]*"?|[\\!].|_.|\*.|\[[^\]]*\]|general|g/通用格式|am/pm|a/p|上午/下午|y+|m+|d+|h+|s+|e[+-]|[0#?.,]+|.',
    re.IGNORECASE | re.DOTALL,
)
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0;-", 42: "¥#,##0;¥-#,##0;¥-", 43: "#,##0.00;-#,##0.00;-",
    44: "¥#,##0.00;¥-#,##0.00;¥-", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 49: "@",
    27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日", 32: "h时mm分", 33: "h时mm分ss秒",
    36: "yyyy年m月", 50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日", 54: "m月d日", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip


@record
class _Shape:
    """One section of a number format: literals around a figure, or a date (`tokens`), or plain `general`."""

    before: str = ""
    after: str = ""
    figure: str = ""
    general: bool = False
    date: bool = False
    tokens: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def _shapes(code: str) -> tuple[_Shape, ...]:
    """The sections of a number format: for positive, negative, zero."""
    sections: list[list[str]] = [[]]
    for token in FORMAT_TOKEN.findall(code[:LONG_FORMAT]):
        if token == ";":
            sections.append([])
        else:
            sections[-1].append(token)
    return tuple(map(_shape, sections[:3]))


def _shape(tokens: list[str]) -> _Shape:
    lower = [token.lower() for token in tokens]
    figure = "".join(token for token in tokens if token[0] in "0#?.,")
    digits = any(sign in figure for sign in "0#")  # `?` alone only keeps a place free
    if (
        "general" in lower
        or "g/通用格式" in lower
        or "@" in tokens
        or ("/" in tokens and digits)
        or {"e+", "e-"} & {*lower}
    ):
        return _Shape(general=True)
    if not digits and any(token[0] in "ymdhs" or token.startswith("[h") for token in lower):
        return _Shape(date=True, tokens=tuple(tokens))
    at = next((index for index, token in enumerate(tokens) if token[0] in "0#?.," and digits), len(tokens))
    before, after = ("".join(map(_literal, part)) for part in (tokens[:at], tokens[at:]))
    return _Shape(before, after, figure if digits else "")


def _literal(token: str) -> str:
    """What a token prints as itself: quoted and escaped text, a currency; colours and conditions print nothing."""
    if token[0] == '"':
        return token.strip('"')
    if token[0] in "\\!":
        return token[1:]
    if token[0] == "[":
        return token[2:-1].partition("-")[0] if token[1:2] == "$" else ""
    return "" if token[0] in "_*0#?.," and (len(token) > 1 or token in "0#?.,") else token


def reads_as_stored(stored: str) -> bool:
    """True for a number that needs no format `General`: a whole one, as most cells of most sheets hold."""
    return stored.isdecimal() and stored[0] != "0" and len(stored) < SHORT and stored.isascii()


def display(stored: str, code: str, since_1904: bool = False) -> str:
    """A stored number as Excel displays it: `0.083` with `0.0%` is 8.3%. What is no number stays as stored."""
    if code == "General" and reads_as_stored(stored):
        return stored
    try:
        number = STORED.create_decimal(stored.strip())
    except InvalidOperation:
        return stored
    if not number.is_finite() or abs(number.adjusted()) > LONG_NUMBER:
        return stored
    shapes = _shapes(code)
    negative = number < 0
    shape = shapes[1] if negative and len(shapes) > 1 else shapes[2] if not number and len(shapes) > 2 else shapes[0]
    if shape.general:
        return _plain(number)
    if shape.date:
        return _date(number, shape.tokens, since_1904)
    if not shape.figure:
        return shape.before + shape.after
    sign = "-" if negative and len(shapes) == 1 else ""
    figure = _figure(abs(number), shape)
    return (sign if figure.strip("0.,") else "") + shape.before + figure + shape.after


def _plain(number: Decimal) -> str:
    """A number without format: all its digits, no trailing zeros, no exponent."""
    return f"{number.normalize():f}" if number else "0"


def _figure(number: Decimal, shape: _Shape) -> str:
    """The digits of a number: percent and thousands scaled, rounded half up to the places of the format."""
    percents = (shape.before + shape.after).count("%")
    head, _, tail = shape.figure.partition(".")
    scaled = len(shape.figure) - len(shape.figure.rstrip(","))
    number = number.scaleb(2 * percents - 3 * scaled)
    places = min(sum(sign in "0#?" for sign in tail), 30)
    least = min(tail.count("0"), 30)
    context = Context(prec=100, rounding=ROUND_HALF_UP)
    text = f"{number.quantize(Decimal(1).scaleb(-places), context=context):{',' if ',' in head.rstrip(',') else ''}f}"
    while places > least and text.endswith("0"):
        text, places = text[:-1], places - 1
    whole_part, _, rest = text.partition(".")
    return whole_part.zfill(min(head.count("0"), 30)) + (f".{rest}" if rest else "")


def _date(number: Decimal, tokens: tuple[str, ...], since_1904: bool) -> str:
    """A serial day as the date that the format prints; outside the calendar the number itself."""
    if not 0 <= number < LAST_DAY:
        return _plain(number)
    first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 if number >= 60 else 31)
    try:
        moment = first + timedelta(seconds=int((number * 86_400).to_integral_value()))
    except OverflowError:
        return _plain(number)
    lower = [token.lower() for token in tokens]
    half = any(token in {"am/pm", "a/p", "上午/下午"} for token in lower)
    parts: list[str] = []
    for at, token in enumerate(lower):
        if token[0] == "m" and token in {"m", "mm"} and _is_minute(lower, at):
            parts.append(f"{moment.minute:0{len(token)}}")
        else:
            printed = _moment(moment, token, half, number)
            parts.append(_literal(tokens[at]) if printed is None else printed)
    return "".join(parts).strip()


def _is_minute(tokens: list[str], at: int) -> bool:
    """True for the `m` behind hours or before seconds; any other is a month."""
    before = next((token for token in reversed(tokens[:at]) if token[0] in "ymdhs["), "")
    after = next((token for token in tokens[at + 1 :] if token[0] in "ymdhs["), "")
    return before.startswith(("h", "[h")) or after.startswith("s")


def _moment(moment: datetime, token: str, half: bool, number: Decimal) -> str | None:
    """What one token of a date format prints, or None for a literal."""
    if token in {"am/pm", "a/p"}:
        return "AM" if moment.hour < 12 else "PM"
    if token == "上午/下午":
        return "上午" if moment.hour < 12 else "下午"
    if token.startswith("[h"):
        return str(int(number * 24))
    hour = (moment.hour - 1) % 12 + 1 if half else moment.hour
    values = {"m": moment.month, "d": moment.day, "h": hour, "s": moment.second}
    if token[0] == "y":
        return f"{moment.year:04}" if len(token) > 2 else f"{moment.year % 100:02}"
    if token[0] not in values:
        return None
    if len(token) > 2:
        return moment.strftime("%b" if token[0] == "m" else "%a")
    return f"{values[token[0]]:0{len(token)}}"
