"""The automatic numbers of RTF: as printed, where the file stores them, else from its tables of lists."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from validator.readers.archive import Element
from validator.readers.docx_numbering import LEVELS, MAX_LABEL
from validator.readers.word_package import NUMERALS, element, legible

BULLET = 23
SUFFIXES = ("tab", "space", "nothing")


@dataclass(slots=True)
class Level:
    """A `\\listlevel`."""

    style: int = 0
    start: int = 1
    follow: int = 0
    restarts: bool = True
    legal: bool = False
    text: str = ""

    def made(self, at: int) -> Element:
        """The `w:lvl`."""
        suffix = SUFFIXES[self.follow] if 0 <= self.follow < len(SUFFIXES) else SUFFIXES[0]
        said = [
            ("start", str(self.start)),
            ("numFmt", NUMERALS.get(self.style, "decimal")),
            ("lvlText", legible(self.text)),
        ]
        inner = [element(name, val=value) for name, value in (*said, ("suff", suffix))]
        inner += [] if self.restarts else [element("lvlRestart", val="0")]
        inner += [element("isLgl")] if self.legal else []
        return element("lvl", *inner, ilvl=str(at))


@dataclass(slots=True)
class Override:
    """A `\\listoverride`: what `\\ls` refers to, and where its levels start if not where their list says."""

    list: int = 0
    at: int = -1  # the level that is being told of
    starts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Lists:
    """Both tables of lists, and the numbers that paragraphs have."""

    lists: dict[int, list[Level]] = field(default_factory=dict)
    overrides: dict[int, Override] = field(default_factory=dict)
    levels: list[Level] = field(default_factory=list)  # of the list that is being read
    level: Level = field(default_factory=Level)  # that is being read
    override: Override = field(default_factory=Override)  # that is being read
    used: dict[int, None] = field(default_factory=dict)
    printed: dict[tuple[str, str], str] = field(default_factory=dict)  # the number of each label, as printed

    def begin(self, word: bytes) -> None:
        """A group of one of the tables begins."""
        if word == b"list":
            self.levels = []
        elif word == b"listlevel":
            self.level = Level()
            if len(self.levels) < LEVELS:
                self.levels.append(self.level)
        elif word == b"listoverride":
            self.override, self.levels = Override(), []
        else:  # lfolevel, of which there is one for each level
            self.override.at += 1

    def say(self, word: bytes, number: int) -> None:
        """A control word of one of the tables."""
        match word:
            case b"levelnfc" | b"levelnfcn":
                self.level.style = number
            case b"levelfollow":
                self.level.follow = number
            case b"levelstartat" if self.override.at >= 0:
                self.override.starts[min(self.override.at, LEVELS)] = number
            case b"levelstartat":
                self.level.start = number
            case b"levelnorestart":
                self.level.restarts = number == 0
            case b"levellegal":
                self.level.legal = number != 0
            case b"listid" if self.levels:  # stands behind the levels of a list
                self.lists.setdefault(number, self.levels)
            case b"listid":
                self.override.list = number
            case b"ls":
                self.overrides[number] = self.override

    def template(self, text: str) -> None:
        """The text of a level: its length, then characters, of which those below 9 stand for a level's count."""
        shown = text[1 : MAX_LABEL + 1].partition(";")[0]
        self.level.text = "".join(f"%{ord(sign) + 1}" if ord(sign) < LEVELS else sign for sign in shown)

    def number(self, said: str | None, override: int, level: int) -> str | None:
        """What to call the number of a paragraph: of its label as printed, else of its list; None for a bullet."""
        known = self.overrides.get(override)
        levels = self.lists.get(known.list, []) if known is not None else []
        if said is not None:
            label = said.strip()[:MAX_LABEL]
            bullet = 0 <= level < len(levels) and levels[level].style == BULLET
            if bullet or not any(map(str.isalnum, label)):
                return None
            suffix = "tab" if said[-1:] == "\t" else "space" if said[-1:].isspace() else "nothing"
            return self.printed.setdefault((label, suffix), f"printed{len(self.printed)}")
        if not levels:
            return None
        self.used[override] = None
        return str(override)

    def numbering(self) -> Element | None:
        """The `w:numbering` of the numbers in use, or None."""
        made = [*self._printed(), *self._counted()]
        return element("numbering", *made) if made else None

    def _printed(self) -> Iterator[Element]:
        """A list for each label that was stored as printed: its text is the label, and counts nothing."""
        for (label, suffix), number in self.printed.items():
            level = element("lvl", element("lvlText", val=legible(label)), element("suff", val=suffix), ilvl="0")
            yield element("abstractNum", level, abstractNumId=number)
            yield _number(number, number)

    def _counted(self) -> Iterator[Element]:
        """The lists that count, and where their overrides start."""
        for key in dict.fromkeys(self.overrides[used].list for used in self.used):
            yield _list(f"list{key}", self.lists.get(key, []))
        for used in self.used:
            override = self.overrides[used]
            starts = (
                element("lvlOverride", element("startOverride", val=str(start)), ilvl=str(at))
                for at, start in override.starts.items()
            )
            yield _number(str(used), f"list{override.list}", *starts)


def _list(name: str, levels: list[Level]) -> Element:
    return element("abstractNum", *(level.made(at) for at, level in enumerate(levels)), abstractNumId=name)


def _number(name: str, of: str, *changes: Element) -> Element:
    return element("num", element("abstractNumId", val=of), *changes, numId=name)
