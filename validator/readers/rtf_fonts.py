"""Which characters the bytes of RTF are: that depends on the font they stand in, and on the code page of the file."""

import re
from dataclasses import dataclass, field

from validator.records import record

WESTERN = "cp1252"
CHINESE = "gb18030"  # contains code page 936
# By `\ansicpg` and `\cpg`; 437 and 850 are the code pages of DOS, 10000 and above those of the Macintosh.
CODE_PAGES = {
    936: CHINESE, 54936: CHINESE, 950: "big5hkscs", 932: "cp932", 949: "cp949", 1361: "johab",
    65001: "utf-8", 437: "cp437", 850: "cp850", 852: "cp852", 866: "cp866", 874: "cp874", 1250: "cp1250", 1251: "cp1251",
    1252: WESTERN, 1253: "cp1253", 1254: "cp1254", 1255: "cp1255", 1256: "cp1256", 1257: "cp1257", 1258: "cp1258",
    10000: "mac_roman", 10001: "cp932", 10002: "big5", 10003: "cp949", 10008: "gb2312",
}  # fmt: skip
CHARACTER_SETS = {
    77: 10000, 78: 932, 79: 949, 80: 936, 81: 950, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253,
    162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
}  # fmt: skip
SYMBOLS = 2  # the character set of fonts whose characters are signs
WIDE = frozenset({CHINESE, "big5hkscs", "big5", "cp932", "cp949", "johab"})  # two bytes a character
HIGH = re.compile(rb"([\x80-\xff]+)")
PAIRS = re.compile("[\ud800-\udbff][\udc00-\udfff]")


@record
class Script:
    """How the bytes in a font are read. `signs` is the name of a font whose characters are signs.

    `doubtful`: a Western font in a file of wide characters. Some programs write these in any font, so that a run of
    high bytes is read as such where it can be.
    """

    codec: str = WESTERN
    doubtful: bool = False
    signs: str = ""

    def decode(self, data: bytes) -> str:
        """The characters; what is none becomes U+FFFD."""
        if data.isascii():
            return data.decode("ascii")
        if self.doubtful:
            return "".join(map(self._guessed, HIGH.split(data)))
        return data.decode(self.codec, "replace")

    def _guessed(self, run: bytes) -> str:
        """The characters of a run that has only high bytes, or none."""
        try:
            return run.decode(self.codec if len(run) % 2 == 0 or run.isascii() else WESTERN)
        except UnicodeDecodeError:
            return run.decode(WESTERN, "replace")


@dataclass(slots=True)
class Font:
    """An entry of the font table as far as it is read."""

    character_set: int = 1  # that of the file
    code_page: int = 0
    name: str = ""


@dataclass(slots=True)
class Fonts:
    """The font table. `usual` is the codec of the file, `first` the number of the font where none is named."""

    usual: str = WESTERN
    first: int = 0
    table: dict[int, Font] = field(default_factory=dict)
    scripts: dict[int | None, Script] = field(default_factory=dict)  # of the fonts in use; None: any that is unknown
    last: Font = field(default_factory=Font)  # the entry that is being read

    def define(self, number: int) -> None:
        """Begin an entry."""
        self.last = self.table[number] = Font()
        self.scripts.pop(number, None)

    def script(self, number: int) -> Script:
        """How text in this font is read; in one that is not in the table, as the file says."""
        known = number if number in self.table else None
        found = self.scripts.get(known)
        if found is None:
            found = self.scripts[known] = self._script(self.table.get(number, Font()))
        return found

    def _script(self, font: Font) -> Script:
        if font.character_set == SYMBOLS:
            return Script(signs=font.name.partition(";")[0].strip() or "?")
        page = font.code_page or CHARACTER_SETS.get(font.character_set, 0)
        if page in CODE_PAGES:
            return Script(CODE_PAGES[page])
        return Script(self.usual, doubtful=self.usual in WIDE and font.character_set == 0)


def paired(text: str) -> str:
    """The text with each pair of surrogates, which `\\u` writes for what is beyond U+FFFF, as one character."""
    return PAIRS.sub(lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text)
