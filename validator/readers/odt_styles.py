"""What an odt says about its looks: styles, and the numbers that the program computes. OpenDocument 1.3 part 3, 16."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from validator.readers.archive import Archive, Element, attribute, child, local, whole
from validator.readers.docx_numbering import LEVELS, Label, Level, List
from validator.readers.odf import Looks
from validator.records import record

STYLES = "styles.xml"
OUTLINE = "outline-style"
GROUPS = frozenset({"styles", "automatic-styles"})
LEVEL_KINDS = frozenset({"list-level-style-number", "list-level-style-bullet", "outline-level-style"})
PLACE = re.compile(r"%(\d{1,2})%")
# How a format begins (`一, 二, 三, ...`) → the name that Word has for it; any other counts 1, 2, 3.
FORMATS = {
    "": "none", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一": "chineseCounting", "壹": "chineseLegalSimplified", "①": "decimalEnclosedCircle",
    "甲": "ideographTraditional", "子": "ideographZodiac",
}  # fmt: skip
FOLLOWED = {"nothing": "nothing", "space": "space"}


@record
class Look:
    """A style of paragraphs or characters, with what it inherits."""

    title: bool = False
    raised: bool = False
    hidden: bool = False
    list_style: str = ""


@dataclass(slots=True)
class Looked:
    """The styles of a document, and its lists, which count while the document is read."""

    styles: dict[str, Look] = field(default_factory=dict)
    levels: dict[str, tuple[Level, ...]] = field(default_factory=dict)
    outline: List = field(default_factory=lambda: List((Level(style="none"),) * LEVELS))

    def of(self, name: str | None) -> Look:
        """The style of this name; an empty one where there is none."""
        return self.styles.get(name or "", Look())

    def characters(self) -> Looks:
        """The names of the styles that raise or hide text."""
        raised = frozenset(name for name, look in self.styles.items() if look.raised)
        return Looks(raised, frozenset(name for name, look in self.styles.items() if look.hidden))

    def new_list(self, style: str) -> List | None:
        """A list of this style that has not begun to count; None where the document defines no such style."""
        levels = self.levels.get(style)
        return None if levels is None else List(levels)


def count(found: List, level: int, start: int | None = None) -> Label:
    """Count one paragraph at this level (from 0), from `start` where given, and render its number."""
    level = min(level, LEVELS - 1)
    if start is not None:
        found.counts[level] = start - 1
    found.advance(level)
    return found.label(level, found.levels)


def read_looks(archive: Archive, content: Element) -> Looked:
    """The styles of the package: common ones, and those of the content."""
    looked = Looked()
    raw: dict[str, Element] = {}
    roots = [archive.xml(STYLES)] if STYLES in archive else []
    for element in _defined([*roots, content]):
        name = attribute(element, "name") or ""
        if local(element) == "style":
            raw[name] = element
        elif local(element) == "list-style":
            looked.levels[name] = _levels(element)
        elif local(element) == OUTLINE:
            looked.outline = List(_levels(element))
    for name in raw:
        _inherit(name, raw, looked.styles)
    return looked


def _defined(roots: list[Element]) -> Iterator[Element]:
    for root in roots:
        for group in root:
            if local(group) in GROUPS:
                yield from group


def _inherit(name: str, raw: dict[str, Element], known: dict[str, Look]) -> None:
    """Add a style and those it is based on; a style may name itself as its own ancestor."""
    chain: dict[str, None] = {}  # in order
    while name in raw and name not in known and name not in chain:
        chain[name] = None
        name = attribute(raw[name], "parent-style-name") or ""
    for each in reversed(chain):
        element = raw[each]
        base = known.get(attribute(element, "parent-style-name") or "", Look())
        known[each] = _look(element, each, base)


def _look(element: Element, name: str, base: Look) -> Look:
    properties = child(element, "text-properties")
    position = None if properties is None else attribute(properties, "text-position")
    display = None if properties is None else attribute(properties, "display")
    lists = attribute(element, "list-style-name")
    return replace(
        base,
        title=base.title or name == "Title",
        raised=base.raised if position is None else position.startswith("super") or _percent(position) > 0,
        hidden=base.hidden if display is None else display == "none",
        list_style=base.list_style if lists is None else lists,
    )


def _percent(position: str) -> int:
    """How far text is raised: the first of `33% 58%`; 0 for text that is lowered."""
    return whole(position.partition("%")[0], 0) if position[:1].isdigit() else 0


def _levels(element: Element) -> tuple[Level, ...]:
    """The levels of a list style; those it does not define print nothing."""
    found = [Level(style="none")] * LEVELS
    for inner in element:
        at = whole(attribute(inner, "level"), 0) - 1
        if local(inner) in LEVEL_KINDS and 0 <= at < LEVELS:
            found[at] = _level(inner, at)
    return tuple(found)


def _level(element: Element, at: int) -> Level:
    if local(element).endswith("bullet"):
        return Level(style="bullet")
    align = child(element, "list-level-properties", "list-level-label-alignment")
    followed = (attribute(align, "label-followed-by") if align is not None else None) or ""
    style = FORMATS.get((attribute(element, "num-format") or "")[:1], "decimal")
    return Level(
        start=whole(attribute(element, "start-value"), 1),
        style=style,
        text="" if style == "none" else _pattern(element, at),
        suffix=FOLLOWED.get(followed, "tab"),
    )


def _pattern(element: Element, at: int) -> str:
    """What is printed, with `%1` for the count of the first level: LibreOffice says it whole, others in parts."""
    given = attribute(element, "num-list-format")
    if given is not None:
        return PLACE.sub(r"%\1", given)
    above = min(whole(attribute(element, "display-levels"), 1), at + 1)
    counts = ".".join(f"%{level + 1}" for level in range(at + 1 - max(above, 1), at + 1))
    return f"{attribute(element, 'num-prefix') or ''}{counts}{attribute(element, 'num-suffix') or ''}"
