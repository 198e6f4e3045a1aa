"""Numbers and percents in arbitrary text: what public test suites for Chinese numerals ask for.

The plan reader (`find`) has rules of its own about what is a figure in a plan; here everything counts that a person
would read aloud as a number: -2.5M, 三百五又三分之一, 七成六, 五五折, 百分之二点四, also with spaces inside.
What a numeral is worth is decided in `numerals` alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from validator.quantities.numerals import DIGITS, LARGE, SCALES, half_width, parse_numeral


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at `start`..`end` of a text, printed as `text`.

    `unit` is empty, `%` or `百分点`; with a unit, `value` counts hundredths (三成 is 30, 千分之三 is 0.3). `step` is the
    value of one unit in the last printed digit, in a fraction of one of its parts (五分之三: 0.2). Quotients are right to
    28 digits, all other values exact.
    """

    start: int
    end: int
    text: str
    value: Decimal
    step: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class _Atom:
    """A number at `start`..`end`; `compact` is its numeral without white space, as `parse_numeral` reads it."""

    start: int
    end: int
    compact: str
    value: Decimal
    step: Decimal
    unit: str = ""


_DIGIT, _SCALE = "".join(DIGITS), "".join(SCALES)
_ONES = _DIGIT.replace("两", "").replace("兩", "")
_GAP = r"[^\S\n]{1,4}"
_MAYBE = r"[^\S\n]{0,4}"
_ARABIC = r"(?:(?<![.\d])(?:\d{1,3}(?:,\d{3})++(?!\d)|\d++)(?:\.\d++(?!\.\d))?|\d++)"  # 1.2.3 is three numbers
# Digits, scales and 点; white space is inside next to a scale, 零 or 点 (两千 四 百 五), but not between two numbers.
_RUN = re.compile(
    rf"(?:{_ARABIC}|(?<![^\s+\-(])\.\d{{1,20}}(?![.\d])|[{_DIGIT}{_SCALE}])"
    rf"(?:{_ARABIC}|[{_DIGIT}{_SCALE}]|点(?={_MAYBE}[{_ONES}])|{_GAP}(?=[{_SCALE}零]|点{_MAYBE}[{_ONES}])"
    rf"|(?<=[{_SCALE}零点]){_GAP}(?=[{_DIGIT}]))*+",
    re.ASCII,
)
_FULL_WIDTH_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_HALF_WIDTH = str.maketrans("＋－−／％负負", "+--/%--") | {code: chr(code - 0xFEE0) for code in range(0xFF21, 0xFF5B)}

_NO_SIGN_AFTER = frozenset("%)]+-^*/")
_OF = re.compile(rf"{_MAYBE}分{_MAYBE}之{_MAYBE}(?P<sign>-?)")
_AND = re.compile(rf"{_MAYBE}又{_MAYBE}")
_SLASH = re.compile(r"(?<!/)(?:(?P<whole>\d{1,9}) )?(?P<top>\d{1,9})/(?P<bottom>\d{1,9})(?![\d/.])", re.ASCII)
_SOME = re.compile(rf"{_MAYBE}[余餘多几幾]{_MAYBE}(?P<scales>[{_SCALE}]{{1,4}})")
_POWER = re.compile(rf"(?:[eE](?P<e>[-+]?\d{{1,3}})|{_MAYBE}(?P<letter>[kKM]))(?!\w)", re.ASCII)
_WORD = re.compile(r"\S+")
_PERCENT = re.compile(rf"{_MAYBE}%(?![0-9A-Za-z%])")  # %20 is an address
_POINTS = re.compile(rf"{_MAYBE}[个個]?{_MAYBE}百{_MAYBE}分{_MAYBE}点")
_TENTHS = re.compile(
    rf"{_MAYBE}成(?!不变|[分为為立本长長员員果功品效都就绩績人年熟型套交形体體因语語])"
    rf"(?:{_MAYBE}(?P<ones>[{_ONES}])(?![{_SCALE}成]))?"
)
_DISCOUNT = re.compile(rf"{_MAYBE}折(?![射叠疊旧舊算合扣线線返磨腾騰断斷中])")
_DOZEN = re.compile(r"打(?![造击擊开開破算好牢通响響压壓工包扮印听聽])")
_WORDS = re.compile(r"(?P<tenth>半成)|打(?P<fifty>[对對]折)|(?P<half>一半)")

_MEASURES = frozenset(
    "个個只件家项項名位人元圆圓角分次种種年月日天周号號岁歲级級类類张張条條台辆輛双雙对對打套本支座所头頭"
    "亩畝斤吨噸米里升度倍届屆章节節页頁步句字层層"
)
_CLOSERS = frozenset("，。、；：！？”’」』》）】…·,.;:!?\"')]}%*/+-=~ \t\n\r　")
_FORMAL = frozenset("壹贰貳叁參肆伍陆陸柒捌玖拾")  # alone they are names and verbs: 大陆, 拾取
_BEFORE_ONE = frozenset("统統唯同单單专專划劃归歸逐不")
_COMPOUNDS = (
    "四川", "三峡", "三峽", "三亚", "三亞", "三农", "三農", "三明", "五金", "五官",
    "九江", "七夕", "八卦", "六安", "十堰", "十分", "十足", "一半",
)  # fmt: skip


def find_all(text: str) -> list[Figure]:
    """All numbers and percents of `text`, left to right; places do not overlap. Linear in its length, never raises."""
    plain = half_width(_FULL_WIDTH_COMMA.sub(",", text)).translate(_HALF_WIDTH)
    found: list[Figure] = []
    end = 0
    for atom in sorted([*_Reader(plain).atoms(), *_words(plain)], key=lambda atom: atom.start):
        if atom.start >= end:
            found.append(Figure(atom.start, atom.end, text[atom.start : atom.end], atom.value, atom.step, atom.unit))
            end = atom.end
    return found


def _words(plain: str) -> Iterator[_Atom]:
    """Numbers that have no digit: 半成, 打对折, 一半."""
    for match in _WORDS.finditer(plain):
        if match["half"]:
            yield _Atom(match.start(), match.end(), "", Decimal("0.5"), Decimal("0.5"))
        elif match["tenth"]:
            yield _Atom(match.start(), match.end(), "", Decimal(5), Decimal(5), "%")
        else:
            yield _Atom(*match.span("fifty"), "", Decimal(50), Decimal(10), "%")


def _bare_numerals(plain: str) -> list[_Atom]:
    """The numerals alone, left to right. A run that is none (五十 六十) is taken word by word."""
    found: list[_Atom] = []
    for match in _RUN.finditer(plain):
        whole = _bare_numeral(plain, *match.span())
        words = [] if whole else [_bare_numeral(plain, *word.span()) for word in _WORD.finditer(plain, *match.span())]
        found.extend(atom for atom in (whole, *words) if atom is not None)
    return found


def _bare_numeral(plain: str, start: int, end: int) -> _Atom | None:
    compact = "".join(plain[start:end].split())
    implied = "0" if compact[0] == "." else "1" if compact[0] in LARGE and _is_scale(compact) else ""
    parsed = parse_numeral(implied + compact)
    return _Atom(start, end, compact, *parsed) if parsed else None


def _is_scale(compact: str) -> bool:
    """百, 千万: what stands in 百分之 and is no number by itself."""
    return all(c in SCALES for c in compact)


class _Reader:
    """One text with its bare numerals, and what signs, suffixes and fractions make of them."""

    def __init__(self, plain: str) -> None:
        self.plain = plain
        self.bare = _bare_numerals(plain)
        self.starts = {atom.start: atom for atom in self.bare}

    def atoms(self) -> Iterator[_Atom]:
        """The numbers with all that belongs to them; one that is taken into another is not given again."""
        end = 0
        for bare in self.bare:
            if bare.start < end:
                continue
            read = self.signed(self.fraction(bare), end)
            if read is not None:
                yield read
                end = read.end

    def fraction(self, atom: _Atom) -> _Atom | None:
        """X分之Y, A又X分之Y, 1 4/3, or the number as it stands; None for a word that is no number."""
        if slash := _SLASH.match(self.plain, atom.start):
            whole, top, bottom = (Decimal(slash[name] or 0) for name in ("whole", "top", "bottom"))
            if bottom:
                return replace(atom, end=slash.end(), value=whole + top / bottom, step=1 / bottom)
        if part := self.part(atom):
            return part
        conjunction = _AND.match(self.plain, atom.end)
        below = self.starts.get(conjunction.end()) if conjunction else None
        part = self.part(below) if below else None
        if part and not part.unit:
            return replace(atom, end=part.end, value=atom.value + part.value, step=part.step)
        return self.suffixed(atom)

    def part(self, below: _Atom) -> _Atom | None:
        """`below`分之Y: a percent where `below` is a bare scale (百分之, 万分之), else a fraction."""
        of = _OF.match(self.plain, below.end)
        above = self.starts.get(of.end()) if of else None
        if of is None or above is None or not below.value:
            return None
        sign = -1 if of["sign"] else 1
        above = self.powered(above)
        unit = "%" if _is_scale(below.compact) and below.compact[0] not in "十拾" else ""
        share = (100 if unit else 1) / below.value
        value = above.value * 100 / below.value if unit else above.value / below.value
        return _Atom(below.start, above.end, "分之", sign * value, above.step * share, unit)

    def powered(self, atom: _Atom) -> _Atom:
        """With 余万, 几亿, k, M or an exponent behind it."""
        if some := _SOME.match(self.plain, atom.end):
            for scale in some["scales"]:
                atom = replace(atom, end=some.end(), value=atom.value * SCALES[scale], step=atom.step * SCALES[scale])
            return atom
        power = _POWER.match(self.plain, atom.end) if atom.compact.isascii() else None
        if power is None:
            return atom
        exponent = int(power["e"]) if power["e"] else {"k": 3, "K": 3, "M": 6}[power["letter"]]
        shifted = (atom.value.scaleb(exponent), atom.step.scaleb(exponent))
        return _Atom(atom.start, power.end(), "e", *shifted)

    def suffixed(self, atom: _Atom) -> _Atom | None:
        """With 打, %, 个百分点, 成 or 折 behind it; None for a word that is no number."""
        number = self.powered(atom)
        if dozen := _DOZEN.match(self.plain, number.end):
            return replace(number, end=dozen.end(), value=number.value * 12, step=number.step * 12)
        for unit, form in (("%", _PERCENT), ("百分点", _POINTS)):
            if match := form.match(self.plain, number.end):
                return replace(number, end=match.end(), unit=unit)
        if share := self.tenths(number) or self.discount(number):
            return share
        return number if number is not atom or self.is_number(number) else None

    def tenths(self, number: _Atom) -> _Atom | None:
        """三成, 2.5成, 七成六."""
        match = _TENTHS.match(self.plain, number.end)
        if match is None or (_is_scale(number.compact) and number.compact[0] not in "十拾"):
            return None
        share = replace(number, end=match.end(), value=number.value * 10, step=number.step * 10, unit="%")
        return replace(share, value=share.value + DIGITS[match["ones"]], step=Decimal(1)) if match["ones"] else share

    def discount(self, number: _Atom) -> _Atom | None:
        """九折, 8.5折, and 五五折 for 55%; there is no 十折."""
        match = _DISCOUNT.match(self.plain, number.end)
        if match is None or not 0 < number.value < 100:
            return None
        if number.value < 10:
            return replace(number, end=match.end(), value=number.value * 10, step=number.step * 10, unit="%")
        pair = len(number.compact) == 2 and all(c in DIGITS for c in number.compact)
        return replace(number, end=match.end(), unit="%") if pair else None

    def is_number(self, atom: _Atom) -> bool:
        """False for digits in words and names: 一切, 四川, 大陆, 两岸, MP3."""
        plain, text = self.plain, atom.compact
        before, after = plain[max(0, atom.start - 1) : atom.start], plain[atom.end : atom.end + 1]
        if text.isascii():
            return not (before.isascii() and before.isalpha())
        if _is_scale(text) and text[0] != "十":
            return text[0] in "百佰拾" and len(text) > 1
        if len(text) > 1 and not _is_scale(text):
            return True
        if text in _FORMAL or plain.startswith(_COMPOUNDS, atom.start):
            return False
        if text in "一两兩":
            ends = not after or after in _CLOSERS or after in _MEASURES or before == "是"
            return ends and not (text == "一" and before in _BEFORE_ONE)
        return True

    def signed(self, atom: _Atom | None, floor: int) -> _Atom | None:
        """With the sign before it; a hyphen between two numbers (5-20%) and a double one are none."""
        if atom is None or atom.start == floor:
            return atom
        sign, before = self.plain[atom.start - 1], self.plain[atom.start - 2 : atom.start - 1]
        latin = before.isascii() and (before.isalnum() or before in _NO_SIGN_AFTER)
        joined = latin or before in DIGITS or before in SCALES
        if sign not in "+-" or (before and joined):
            return atom
        return replace(atom, start=atom.start - 1, value=-atom.value if sign == "-" else atom.value)
