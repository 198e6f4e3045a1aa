"""Names of indicators: reduced to what they mean, so that 全社会R&D经费占全县GDP比例 and 研发经费投入占GDP比重 meet."""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import field
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files

from validator.patterns import later
from validator.records import record


class Match(IntEnum):
    """How near two names are: SAME is certain enough for an error, CLOSE for a warning.

    LOOSE names meet only where their figures agree as well: enough to say that a comparison holds,
    never enough to say that it fails.
    """

    DIFFERENT = 0
    LOOSE = 1
    CLOSE = 2
    SAME = 3


@record
class Name:
    """An indicator's name taken apart.

    `core` is what is measured (the numerator of a share), `whole` what it is a share of, `scope` the
    territory or body it is said of where that is not the plan's own (园区, 全省), `notes` what stood
    in brackets; `rate` is True for an indicator that is itself a growth rate (…年均增长). Two names with equal `key` mean the same: the key does not depend on word order.
    """

    printed: str
    core: str
    whole: str = ""
    share: bool = False
    rate: bool = False
    notes: tuple[str, ...] = ()
    key: str = field(init=False, compare=False)  # order-free signature

    def __post_init__(self) -> None:
        whole = "/" + "".join(sorted(self.whole)) if self.share else ""
        counted = self.core.removesuffix("规模")  # 在校生规模 is how many 在校生 there are; 产业规模 would say nothing
        core = counted if len(counted) >= LEAST else self.core
        object.__setattr__(self, "key", "".join(sorted(core)) + whole + ("~" if self.rate else ""))

    def __hash__(self) -> int:
        return hash(self.printed)  # the rest follows from it, and the string keeps its own hash


@record
class _Lexicon:
    synonyms: dict[str, str]
    pattern: re.Pattern[str]
    neutral: re.Pattern[str]
    endings: tuple[str, ...]
    critical: tuple[str, ...]
    counted: tuple[str, ...]


@cache
def _lexicon() -> _Lexicon:
    data = tomllib.loads(files("validator.claims").joinpath("names.toml").read_text("utf-8"))
    synonyms = {alias: word for word, aliases in data["synonyms"].items() for alias in aliases}
    longest = sorted(synonyms, key=len, reverse=True)
    neutral = sorted(data["neutral"]["words"], key=len, reverse=True)
    return _Lexicon(
        synonyms,
        re.compile("|".join(map(re.escape, longest))),
        re.compile("|".join(map(re.escape, neutral))),
        tuple(data["neutral"]["endings"]),
        tuple(dict.fromkeys(data["critical"]["words"])),
        tuple(data["counted"]["words"]),
    )


_BRACKETS = re.compile(r"[（(\[〔]([^（()）\[\]〔〕]*)[)）\]〕]")
_NUMBERING = re.compile(r"^(?:\d{1,2}[.、．]|[（(]\d{1,2}[)）]|[一二三四五六七八九十]{1,3}、|其中[:：]?|#)+")
_FOOTNOTE = re.compile(r"[①-⑳]")  # NFKC would make 接入率② into 接入率2
_SCOPE = re.compile(
    r"全(?:县|市|省|区|州|国|域|盟|旗|镇|乡|局(?!性)|系统)|[我本](?:县|市|省|区|州|国)|地区(?=生产总值|GDP)|常住(?=人口)"
)
_SHARE_WORDS = re.compile(r"(?:所占)?(?:的)?(?:比重|比例|占比|比值|比率|份额|百分比)$")
_YEARLY = re.compile(r"^年(?![均末度限龄轻初底终])")  # 年用水总量
_SPANNED = re.compile(r"^[三四五345]年(?:来|间|内)?(?=[^年，]{0,6}(?:累计|新增|新建|完成|培训|改造))")  # 五年新增造林
_HAVING = re.compile(r"^(?:共有|现有|拥有|设有|累计|已(?=有|建成|设|形成|累计)|有|共)+(?!效|机|色)")
# What is done to it: rows say 培育高素质农民, prose 高素质农民 behind 共培育; 接待入境游客 are 入境游客.
_DOING = re.compile(
    r"^(?:(?:完成|培育|培养|建设|建成|建立|打造|创建|设置|设立|改造|修复|实施|开展|举办|拟?安排|接待(?=[入过]))(?=.{4})的?)+"
)
# Stages of one thing: 专利申请量 and 专利授权量 are near enough to ask whether one was copied from the other.
_STAGE = re.compile(r"申请|授权|登记|有效|注册")
_RATE = re.compile(r"(?:年均|年平均)(?:增长率|增长速度|增长|增速|递增)$|(?:年)?增速$")
_PER = re.compile(r"^(?:每)?(十万|万|千|百)(?:名|人口?|户)(?!才)")


def bracket_notes(printed: str) -> tuple[str, tuple[str, ...]]:
    """The name without its brackets, and what stood in them (units, acronyms, 5年累计)."""
    notes = tuple(_BRACKETS.findall(printed))
    return _BRACKETS.sub("", printed), notes


_FIGURE, _FIGURE_SOON = re.compile(r"\d"), re.compile(r"[^\n]{0,19}\d")


def with_figures(paragraphs: Iterable[str]) -> str:
    """What is said in paragraphs with a figure, without its spaces: one of them a line."""
    return "\n".join("".join(string.split()) for string in paragraphs if _FIGURE.search(string))


def states(prose: str, name: Name) -> bool:
    """True where prose, without its spaces, says a row's name in so many words and a figure soon behind it."""
    plain = _NUMBERING.sub("", bracket_notes("".join(_FOOTNOTE.sub("", name.printed).split()))[0])
    at = prose.find(plain) if len(plain) >= 3 else -1
    while at >= 0 and not _FIGURE_SOON.match(prose, at + len(plain)):
        at = prose.find(plain, at + 1)
    return at >= 0


@lru_cache(maxsize=8192)
def parse_name(printed: str, region: str = "") -> Name:
    """Take a printed name apart. `region` is the plan's own territory (绥宁县), dropped as its scope."""
    plain = "".join(unicodedata.normalize("NFKC", _FOOTNOTE.sub("", printed)).split())
    plain, notes = bracket_notes(plain)
    plain = _NUMBERING.sub("", plain)
    if region:
        plain = plain.replace(region, "").replace(region[:-1], "") if len(region) > 2 else plain.replace(region, "")
    plain = _YEARLY.sub("", _DOING.sub("", _HAVING.sub("", _SPANNED.sub("", _SCOPE.sub("", plain)))))
    plain = _substitute(plain)
    stem = _RATE.sub("", plain)
    core, whole, share = _split_share(stem or plain)
    return Name(printed.strip(), _reduce(core), _reduce(whole), share, bool(stem) and stem != plain, notes)


def _substitute(plain: str) -> str:
    lexicon = _lexicon()
    for _ in range(2):  # 规模以上工业 becomes 规上工业 only after 规模以上 has become 规上
        plain = lexicon.pattern.sub(lambda m: lexicon.synonyms[m.group()], plain)
    return plain


def _split_share(plain: str) -> tuple[str, str, bool]:
    """Numerator and denominator of a share: 甲占乙比重, 甲与乙的占比, 甲占比."""
    if not _SHARE_WORDS.search(plain) and not _TAKES.search(plain):
        return plain, "", False
    stem = _SHARE_WORDS.sub("", plain)
    for link in (_TAKES, _WITH, _LIKE):
        head, *tail = link.split(stem, maxsplit=1)
        if tail and head:
            return head, tail[0], True
    return _TAKES.sub("", stem), "", True


_TAKES = re.compile(r"占(?!用|地(?!区)|道|线|有率)")  # not 耕地占用税
_WITH, _LIKE = re.compile("与"), re.compile("相当于")


def _reduce(part: str) -> str:
    lexicon = _lexicon()
    part = _PER.sub(lambda m: f"每{m[1]}人", part)
    part = lexicon.neutral.sub("", part)
    while len(part) > 2 and not _GRAND_TOTAL.search(part):
        ending = next((word for word in lexicon.endings if part.endswith(word)), "")
        if not ending or len(part) == len(ending):
            break
        part = part.removesuffix(ending)
    return part


_GRAND_TOTAL = re.compile(r"(?:收入|支出)总(?:量|计)$")  # with what was carried over: more than 收入, 支出


@lru_cache(maxsize=65536)
def match_names(a: Name, b: Name) -> Match:
    """How near two names are. Words that change the meaning must stand in both or in neither."""
    if not a.core or not b.core:
        return Match.DIFFERENT
    match = _match(a, b)
    return Match.LOOSE if match is Match.DIFFERENT and a.rate == b.rate and _alike(a.core, b.core) else match


def _alike(a: str, b: str) -> bool:
    """True when most characters of the shorter stand in the longer: enough where the figures agree."""
    shared = len(_letters(a) & _letters(b))
    enough = 10 * shared >= 7 * min(len(a), len(b)) and 2 * shared >= max(len(a), len(b))
    return enough and min(len(a), len(b)) >= LEAST


class NameIndex:
    """Finds the names of a list that may match another: those that share enough characters.

    Whether two names do match is left to `match_names`. As the shorter of the two shares all its letters but a few, any
    so few and one of them, its rarest (not 率, 企, 业, which stand in half of all names), are enough to find the pair.
    """

    def __init__(self, names: Sequence[Name]) -> None:
        every = [_letters(name.core) for name in names]
        self._least = [_least(len(letters)) for letters in every]
        self._by_letter: dict[str, list[int]] = {}
        self._by_rare: dict[str, list[int]] = {}
        self._by_core: dict[str, list[int]] = {}
        self._known: dict[str, list[int]] = {}  # a name and its growth rate have one core
        for number, letters in enumerate(every):
            for letter in letters:
                self._by_letter.setdefault(letter, []).append(number)
        self._often = {letter: len(numbers) for letter, numbers in self._by_letter.items()}
        self._place = {letter: place for place, letter in enumerate(self._by_letter)}
        self._bits = [self._bits_of(letters) for letters in every]
        for number, (name, letters) in enumerate(zip(names, every, strict=True)):
            for letter in self._rarest(letters):
                self._by_rare.setdefault(letter, []).append(number)
            for core in _forms(name.core):
                self._by_core.setdefault(core, []).append(number)

    def candidates(self, name: Name) -> list[int]:
        """The places in the list, ascending, of the names that may match."""
        known = self._known.get(name.core)
        if known is None:
            known = self._known[name.core] = self._find(name.core)
        return known

    def _find(self, core: str) -> list[int]:
        letters = _letters(core)
        least = _least(len(letters))  # and for a shorter name less
        near: set[int] = set()
        for letter in self._rarest(letters):
            near.update(self._by_letter[letter])
        for letter in letters:
            if letter in self._by_rare:
                near.update(self._by_rare[letter])
        bits = self._bits_of(letters)
        alike = {n for n in near if (shared := (bits & self._bits[n]).bit_count()) >= least or shared >= self._least[n]}
        for form in _forms(core):
            alike.update(self._by_core.get(form, ()))
        return sorted(alike)

    def _bits_of(self, letters: frozenset[str]) -> int:
        """A bit for each of the letters that the list knows: what two names share is counted at once."""
        bits = 0
        for letter in letters:
            if letter in self._place:
                bits |= 1 << self._place[letter]
        return bits

    def _rarest(self, letters: frozenset[str]) -> list[str]:
        """The rarest letters of a name, so many that each name as long or longer that may match it has one of them.

        Those that no name of the list has are the rarest of all, and are counted, but lead to none.
        """
        known = [letter for letter in letters if letter in self._often]
        enough = len(known) - _least(len(letters)) + 1
        return sorted(known, key=self._often.__getitem__)[:enough] if enough > 0 else []


def _least(shorter: int) -> int:
    """How many characters names share, the shorter of this length, that are alike or one within the other."""
    return max(LEAST, -(-7 * shorter // 10))


LEAST = 3  # characters that names must share to be alike


def _forms(core: str) -> set[str]:
    """What is equal for names of the same characters, and for stages of one thing."""
    return {"".join(sorted(core)), _without_stage(core)}


@lru_cache(maxsize=8192)
def _letters(core: str) -> frozenset[str]:
    """The characters of a name; one that comes again is another letter, so that letters in common can be counted."""
    letters = frozenset(core)
    if len(letters) == len(core):
        return letters
    seen: Counter[str] = Counter()
    numbered = set()
    for char in core:
        numbered.add(f"{char}{seen[char]}" if seen[char] else char)  # not repeated: a name may be as long as a cell
        seen[char] += 1
    return frozenset(numbered)


def _match(a: Name, b: Name) -> Match:
    if a.key == b.key:
        return Match.SAME
    if a.rate != b.rate:
        return Match.DIFFERENT
    if a.share != b.share or (a.whole and b.whole and not _near(a.whole, b.whole)):
        return Match.DIFFERENT
    if len(a.core) == len(b.core) and _letters(a.core) == _letters(b.core):
        return Match.SAME if a.whole == b.whole or not (a.whole and b.whole) else Match.CLOSE
    if a.core != b.core and _without_stage(a.core) == _without_stage(b.core):
        return Match.LOOSE
    if _marks(a.core) != _marks(b.core) or _critical(a.core) != _critical(b.core):
        return Match.LOOSE if within(a.core, b.core) else Match.DIFFERENT
    if _near(a.core, b.core):
        return Match.CLOSE
    return Match.LOOSE if within(a.core, b.core) else Match.DIFFERENT


@lru_cache(maxsize=8192)
def _without_stage(core: str) -> str:
    return _STAGE.sub("", core)


@lru_cache(maxsize=8192)
def _critical(core: str) -> frozenset[str]:
    """The meaning-changing words that stand in a name."""
    return frozenset(word for word in _lexicon().critical if word in core)


# Two kinds together (企业和科研院所), not a word that has the character in it.
_JOINED = later(r"(?<![饱共中总])和(?!谐|平)|(?<![普涉以])及(?!以|时|格)")


@lru_cache(maxsize=8192)
def count_different_things(a: Name, b: Name) -> bool:
    """True where names end in different things that are counted, or only one of them joins two kinds of them."""
    ends = [next((word for word in _lexicon().counted if name.core.endswith(word)), "") for name in (a, b)]
    return ("" not in ends and ends[0] != ends[1]) or (a.key != b.key and _joins(a) is not _joins(b))


def _joins(name: Name) -> bool:
    return bool(_JOINED.search(name.core)) or "、" in bracket_notes(name.printed)[0]


@lru_cache(maxsize=8192)
def _marks(core: str) -> list[str]:
    """Digits and letters of a name: 4A级景区 is not A级景区, PM2.5 not PM10."""
    return re.findall(r"[0-9.]+|[A-Za-z]+", core)


def within(a: str, b: str) -> bool:
    """True when the shorter runs through the longer in order."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if len(short) < LEAST:
        return False
    at = -1
    for char in short:
        at = long.find(char, at + 1)
        if at < 0:
            return False
    return True


def _near(a: str, b: str) -> bool:
    """True when the shorter runs through the longer in order, and is at least half of it."""
    shorter, longer = sorted((len(a), len(b)))
    return 2 * shorter >= longer and within(a, b)
