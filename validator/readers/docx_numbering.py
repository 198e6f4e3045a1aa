"""What Word computes instead of storing: the styles a paragraph inherits, and its automatic number.

ECMA-376 part 1, 17.7 (styles) and 17.9 (numbering): `一、`, `（一）`, `1.` are rendered from
numbering.xml with their start values, overrides and restarts, as Word prints them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from validator.readers.archive import (
    MAX_NUMBER,
    Element,
    attribute,
    child,
    children,
    is_on,
    local,
    switched_on,
    value,
    value_of,
    whole,
)
from validator.records import record

LEVELS = 9  # a list has nine levels, and so has the outline
NOT_A_HEADING = 9  # w:outlineLvl: 0..8 are headings, 9 is body text
MAX_LABEL = 64  # characters; a longer lvlText is no number

DIGITS = "〇一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
COUNTED = frozenset({
    "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting",
})  # fmt: skip
LEGALS = frozenset({"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"})
DIGITAL = frozenset({"ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"})
CIRCLED = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})


def chinese(number: int, digits: str = DIGITS, units: tuple[str, ...] = ("", "十", "百", "千")) -> str:
    """1 → 一, 12 → 十二, 105 → 一百零五; above 9999 in Arabic digits."""
    if not 0 < number <= 9999:
        return digits[0] if number == 0 else str(number)
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap else "") + digits[digit] + units[place]
        gap = bool(text) and not digit
    return text[1:] if text.startswith("一十") else text


def letters(number: int) -> str:
    """1 → a, 26 → z, 27 → aa, as Word counts: the letter is repeated."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, MAX_LABEL) if number > 0 else ""


def roman(number: int) -> str:
    """4 → iv; above 3999 in Arabic digits."""
    if number > 3999:
        return str(number)
    text = ""
    for step, sign in ROMAN:
        text += sign * (number // step)
        number %= step
    return text


def cyclic(number: int, signs: str) -> str:
    """The sign of this number, in Arabic digits beyond the last."""
    return signs[number - 1] if 0 < number <= len(signs) else str(number)


def run_of(first: str, count: int) -> str:
    """Consecutive Unicode characters: ① ② ③ …"""
    return "".join(chr(ord(first) + index) for index in range(count))


def numeral(number: int, style: str) -> str:
    """A number in a `w:numFmt` style (17.18.59); styles that no Chinese plan uses come out as 1, 2, 3."""
    if style in {"none", "bullet"}:
        return ""
    if style in COUNTED:
        return chinese(number)
    if style in LEGALS:
        return chinese(number, LEGAL, ("", "拾", "佰", "仟"))
    if style in DIGITAL:
        return "".join(DIGITS[int(digit)] for digit in str(number))
    if style in CIRCLED:
        return cyclic(number, run_of("①", 20))
    signs = {
        "ideographTraditional": STEMS,
        "ideographZodiac": BRANCHES,
        "decimalEnclosedParen": run_of("⑴", 20),
        "decimalEnclosedFullstop": run_of("⒈", 20),
        "ideographEnclosedCircle": run_of("㊀", 10),
    }.get(style)
    return cyclic(number, signs) if signs else western(number, style)


def western(number: int, style: str) -> str:
    """The number styles of Western lists, and 1, 2, 3 for every other."""
    if style in {"lowerLetter", "upperLetter"}:
        return letters(number) if style == "lowerLetter" else letters(number).upper()
    if style in {"lowerRoman", "upperRoman"}:
        return roman(number) if style == "lowerRoman" else roman(number).upper()
    return f"{number:02}" if style == "decimalZero" else str(number)


@record
class Level:
    """One level of a list. `restart` is None for the usual rule: after any higher level."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    paragraph_style: str = ""


@record
class Label:
    """A rendered number, and what Word puts behind it: `tab`, `space` or `nothing`."""

    text: str
    suffix: str

    def before(self, text: str) -> str:
        """The label joined to its paragraph: `一、` and `（一）` directly, `1.` with a gap before a digit."""
        if not self.text or not text:
            return self.text + text
        closed = not self.text[-1].isalnum()
        glued = self.text[-1].isascii() and text[0].isascii() and text[0].isalnum()
        return self.text + (" " if glued or (self.suffix != "nothing" and not closed) else "") + text


@dataclass(slots=True)
class List:
    """One abstract list: its levels, and how far each has counted (None: not begun)."""

    levels: tuple[Level, ...]
    link: str = ""
    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)

    def advance(self, index: int) -> None:
        """Count one paragraph at this level, and restart the levels below that restart after it."""
        count = self.counts[index]
        self.counts[index] = self.levels[index].start if count is None else min(count + 1, MAX_NUMBER)
        for below in range(index + 1, LEVELS):
            restart = self.levels[below].restart
            if restart is None or 0 < index + 1 <= restart:
                self.counts[below] = None

    def label(self, index: int, levels: tuple[Level, ...]) -> Label:
        """The number of the level as it stands, with `%1` … `%9` filled in."""
        level, text = levels[index], ""
        parts = level.text[:MAX_LABEL].split("%")
        for part in parts[1:]:
            at = int(part[0]) - 1 if part[:1] in set("123456789") and part else -1
            text += self._count(at, levels, level.legal) + part[1:] if at >= 0 else "%" + part
        bullet = level.style == "bullet"
        return Label("" if bullet else (parts[0] + text).strip(), level.suffix)

    def _count(self, at: int, levels: tuple[Level, ...], legal: bool) -> str:
        count = self.counts[at]
        return numeral(levels[at].start if count is None else count, "decimal" if legal else levels[at].style)


@dataclass(slots=True)
class Numbering:
    """All lists of a document; stateful, because a number depends on the paragraphs before it."""

    lists: dict[str, List]
    instances: dict[str, tuple[str, dict[int, Level], dict[int, int]]]
    started: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number: str, index: int, style: str = "") -> Label | None:
        """Count the paragraph and render its number; None where the document defines no such list.

        `number` is the `w:numId`, `index` the level from 0, or -1 to take the level that belongs to
        the paragraph's `style`.
        """
        instance = self.instances.get(number)
        found = self.lists.get(instance[0]) if instance else None
        if instance is None or found is None:
            return None
        if index < 0:
            index = next((i for i, level in enumerate(found.levels) if style and level.paragraph_style == style), 0)
        index = min(index, LEVELS - 1)
        _, levels, starts = instance
        if index in starts and (number, index) not in self.started:
            self.started.add((number, index))
            found.counts[index] = starts[index] - 1
        found.advance(index)
        return found.label(index, tuple(levels.get(i, level) for i, level in enumerate(found.levels)))


def read_level(element: Element) -> Level:
    """A `w:lvl`."""
    restart = value(element, "lvlRestart")
    return Level(
        start=whole(value(element, "start"), 1),
        style=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        suffix=value(element, "suff") or "tab",
        restart=None if restart is None else whole(restart, 0, LEVELS),
        legal=switched_on(element, "isLgl"),
        paragraph_style=value(element, "pStyle") or "",
    )


def indexed(elements: Iterable[Element], name: str) -> dict[int, Element]:
    """The children of this name by their `w:ilvl`."""
    found = (element for element in elements if local(element) == name)
    return {whole(attribute(element, "ilvl"), 0, LEVELS - 1): element for element in found}


def read_numbering(root: Element | None, styles: "Styles") -> Numbering:
    """The lists of numbering.xml; with None, a numbering that knows no list."""
    numbering = Numbering({}, {})
    for element in () if root is None else root:
        if local(element) == "abstractNum":
            levels = {index: read_level(level) for index, level in indexed(element, "lvl").items()}
            full = tuple(levels.get(index, Level()) for index in range(LEVELS))
            numbering.lists[attribute(element, "abstractNumId") or ""] = List(
                full, value(element, "numStyleLink") or ""
            )
        elif local(element) == "num":
            changes = indexed(element, "lvlOverride")
            levels = {i: read_level(lvl) for i, c in changes.items() if (lvl := child(c, "lvl")) is not None}
            starts = {i: whole(s, 1) for i, c in changes.items() if (s := value(c, "startOverride")) is not None}
            key = value(element, "abstractNumId") or ""
            numbering.instances[attribute(element, "numId") or ""] = (key, levels, starts)
    return follow_links(numbering, styles)


def follow_links(numbering: Numbering, styles: "Styles") -> Numbering:
    """Let a list that only names a list style (`numStyleLink`) use the list behind that style."""
    for number, (key, levels, starts) in numbering.instances.items():
        linked = numbering.lists[key].link if key in numbering.lists else ""
        target = numbering.instances.get(styles.get(linked).number or "") if linked else None
        if target is not None:
            numbering.instances[number] = (target[0], levels, starts)
    return numbering


@record
class Style:
    """A style with everything it inherits. `outline` is 0..8 for a heading, else None."""

    outline: int | None = None
    number: str | None = None
    level: int = -1
    hidden: bool = False
    raised: bool = False
    is_title: bool = False  # the built-in style of a document's title; not inherited
    is_contents: bool = False  # of a table of contents (`toc 1`), whose lines repeat the headings; not inherited


UNKNOWN = Style()


@record
class Styles:
    """The styles of a document by id; `default` is the id of the style for paragraphs that name none."""

    known: dict[str, Style]
    default: str = ""

    def get(self, key: str | None) -> Style:
        """The style of this id; an unknown id gives an empty style."""
        return self.known.get(key or self.default, UNKNOWN)

    @property
    def is_bare(self) -> bool:
        """True where a paragraph that names no style reads as the text of its runs and no more."""
        style = self.get(None)
        return not style.hidden and not style.is_contents and style.number is None


def outline_of(properties: Element | None, name: str) -> int | None:
    """The outline level that paragraph properties or the name of a built-in style give, or None."""
    given = value(properties, "outlineLvl")
    if given is not None:
        return whole(given, NOT_A_HEADING, NOT_A_HEADING)
    words = name.strip().lower()
    for prefix in ("heading", "标题"):
        rest = words.removeprefix(prefix).strip()
        if words.startswith(prefix) and len(rest) == 1 and rest in "123456789":
            return int(rest) - 1
    return None


def read_styles(root: Element | None) -> Styles:
    """The styles of styles.xml, inheritance resolved; with None, no styles."""
    raw = {attribute(e, "styleId") or "": e for e in (() if root is None else root) if local(e) == "style"}
    known: dict[str, Style] = {}
    for key in raw:
        chain: dict[str, None] = {}  # in order, and quick to look in: chains may be long, and go round
        at = key
        while at in raw and at not in known and at not in chain:
            chain[at] = None
            at = value(raw[at], "basedOn") or ""
        for name in reversed(chain):
            known[name] = inherit(raw[name], known.get(value(raw[name], "basedOn") or "", UNKNOWN))
    defaults = [
        k for k, e in raw.items() if attribute(e, "default") in {"1", "true"} and attribute(e, "type") == "paragraph"
    ]
    return Styles(known, defaults[0] if defaults else "")


def inherit(element: Element, base: Style) -> Style:
    """One style on top of the style it is based on."""
    given = children(element)
    properties, looks = given.get("pPr"), children(given.get("rPr"))
    name = value_of(given.get("name")) or ""
    words = name.strip().lower()
    outline = outline_of(properties, name)
    numbering = child(properties, "numPr")
    number, level = value(numbering, "numId"), value(numbering, "ilvl")
    position, vanish = value_of(looks.get("vertAlign")), looks.get("vanish")
    return Style(
        outline=base.outline if outline is None else outline,
        number=base.number if number is None else number,
        level=base.level if level is None else whole(level, 0, LEVELS - 1),
        hidden=base.hidden if vanish is None else is_on(vanish),
        raised=base.raised if position is None else position == "superscript",
        is_title=words in {"title", "标题"},
        is_contents=words.startswith("toc ") or (words.startswith("目录") and words[2:].strip().isdecimal()),
    )
