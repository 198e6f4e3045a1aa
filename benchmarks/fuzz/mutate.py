"""How an input is spoiled: its text, its XML, its package or its bytes. The same dice give the same input."""

import json
import re
import struct
from copy import deepcopy
from io import BytesIO
from random import Random
from typing import Any
from warnings import catch_warnings, simplefilter
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from lxml import etree
from olefile import OleFileIO

from tests.ole_build import storage

NUMBERS = (
    "0", "-1", "00", "1.", ".5", "1e999", "-0", "99999999999999999999999999", "9" * 400, "1" + "0" * 60, "0." + "0" * 80 + "1",
    "3.14.15", "1,234,56", "1,2345", "２０２５", "一百二十三万亿", "零", "百", "两万万亿", "亿", "½", "②", "٣", "²", "1/0",
    "NaN", "Infinity", "1/10万", "2020", "2025年", "9999年", "0000年", "2025-2020", "100%", "1000‰", "-50%", "翻番", "[1]", "〔-1〕",
    "1 350", "1\u00a0350", "1—", "~5", "≥", "十四五", "八九", "〇", "0x10", "1_000", "+5", "−5", "1e5", "-", "--", "…", "*",
)  # fmt: skip
MARKS = (
    "\t", "\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "|", "||", "\u3000", "\u200b", "\ufeff", "\x00", "\x1b[31m",
    "\u202e", "\ufffd", "\ufffe", "\U0001f600", "\U0003ffff", "（", "）", "(", ")", "【", "“", "”", '"', '""', "'", ",", "，", "、", "；", "。",
    "：", "%", "％", "‰", "~", "—", "－", "*", "**", "#", "###### ", "```\n", "> ", "- ", "1. ", "\\", "`", "<", ">", "&", "&#0;",
    "&#x110000;", "&lt;", "<!--", "]]>", "[", "](", "![", "|---|", "$$", "年", "亿元", "万", "家", "其中", "合计", "年均增长", "占比", "分别",
    "同比", "以上", "注：", "表1", "第一章", "一、", "（一）", "1.1", "达到", "比", "提高", "个百分点", "翻一番", "单位：", "目录", "附件",
)  # fmt: skip
VALUES = (
    "", "0", "-1", "1", "2", "9", "10", "255", "4097", "32767", "32768", "65536", "1048577", "2147483648", "99999999999999999999", "1.5",
    "1e9", "x", "true", "none", "A1", "A1:XFD1048576", "ZZZ1", "../../x", "/", "#", "%1%2%9%", "general", "0.00%", '[h]:mm"', "yyyy", "１",
    "restart", "continue", "s", "str", "b", "e", "d", "inlineStr", "begin", "end", "separate", "heading 1", "Title", "一, 二, 三, ...",
)  # fmt: skip
NUMERAL = re.compile(r"\d[\d.,]*")
TAG = re.compile(r"<[^<>]*>")
CONTROL = re.compile(r"\\[A-Za-z]+-?\d*|\\'..|[{}]")
WORDS = (  # of an rtf
    "par", "pard", "plain", "cell", "row", "nestcell", "nestrow", "trowd", "cellx", "clvmrg", "clvmgf", "clmrg",
    "clmgf", "cldel", "intbl", "itap", "trleft", "uc", "u", "f", "fcharset", "ansicpg", "deff", "s", "ls", "ilvl",
    "outlinelevel", "v", "deleted", "revised", "super", "footnote", "ftnalt", "header", "footer", "shptxt", "shp",
    "do", "field", "fldinst", "fldrslt", "listtext", "pntext", "pict", "object", "result", "fonttbl", "stylesheet",
    "listtable", "listoverridetable", "list", "listlevel", "leveltext", "listid", "levelnfc", "listoverride",
    "lfolevel", "nesttableprops", "nonesttables", "upr", "ud", "bin", "info", "tab", "line", "sect", "chpgn",
    "mmath",
)  # fmt: skip
INTEGER = re.compile(rb"-?\d+")
ENCODINGS = ("gb18030", "utf-16", "utf-16-be", "utf-8-sig", "big5", "utf-32", "latin-1", "shift_jis", "utf-7")
MOST = 400_000  # bytes or characters: an input stays small, so that there can be many
TEXTS = frozenset({"txt", "md", "csv", "json", "html", "rtf"})
PACKAGES = frozenset({"docx", "xlsx", "ods", "odt"})
COMPOUND = frozenset({"doc", "wps"})
HEAD = 0x600  # bytes of a stream that tell where all the rest stands


def mutated(kind: str, seeds: list[bytes], dice: Random) -> bytes:
    """One input of this format."""
    data = dice.choice(seeds)
    how = dice.random()
    if kind in PACKAGES and how < 0.9:
        return package(data, dice)
    if kind in COMPOUND and how < 0.9:
        return compound(data, dice)
    if kind == "json" and how < 0.7:
        return values(data, dice)
    if kind in TEXTS and how < 0.9:
        return text_bytes(kind, data, dice, seeds)
    if kind == "pdf" and how < 0.7:
        return integers(data, dice)
    return spoiled(data, dice)


def often(dice: Random) -> int:
    """How many changes: few, mostly."""
    return min(int(dice.expovariate(0.4)) + 1, 40)


def spoiled(data: bytes, dice: Random) -> bytes:
    """Bytes changed, cut out, doubled, put in, cut off."""
    made = bytearray(data)
    for _ in range(often(dice)):
        at = dice.randrange(len(made) + 1)
        size = min(int(dice.expovariate(0.05)) + 1, 5000)
        act = dice.randrange(7)
        if act < 3 and at < len(made):
            made[at] = dice.choice((0, 0xFF, 0x7F, 0x80, made[at] ^ 1 << dice.randrange(8), dice.randrange(256)))
        elif act == 3:
            del made[at : at + size]
        elif act == 4 and len(made) < MOST:
            made[at:at] = made[at : at + size] * dice.randint(1, 3)
        elif act == 5:
            number = dice.choice((0, 1, -1, 0x7FFFFFFF, -0x80000000, dice.getrandbits(31)))
            made[at : at + 4] = struct.pack("<i", number)
        elif dice.random() < 0.2:
            del made[at:]
    return bytes(made)


def integers(data: bytes, dice: Random) -> bytes:
    """Numbers written in the bytes, of a pdf for example, changed."""
    places = [match.span() for match in INTEGER.finditer(data)]
    chosen = sorted(dice.sample(places, min(often(dice), len(places))), reverse=True)
    made = bytearray(data)
    for start, end in chosen:
        old = int(made[start:end][:9])
        new = dice.choice((0, -1, 1, old + 1, old * 10, -old, 2**31, 10**12, dice.randrange(1000)))
        made[start:end] = str(new).encode()
    return spoiled(bytes(made), dice) if dice.random() < 0.1 else bytes(made)


def text_bytes(kind: str, data: bytes, dice: Random, seeds: list[bytes]) -> bytes:
    """A text with its tags, figures, lines and marks changed, mostly in the encoding that it had."""
    text = data.decode("utf-8", "surrogateescape")
    for _ in range(often(dice)):
        if kind == "html" and dice.random() < 0.5:
            text = tags(text, dice)
        elif kind == "rtf" and dice.random() < 0.7:
            text = controls(text, dice)
        elif dice.random() < 0.05:
            other = dice.choice(seeds).decode("utf-8", "surrogateescape")
            text = text[: dice.randrange(len(text) + 1)] + other[dice.randrange(len(other) + 1) :]
        else:
            text = words(text, dice)
        text = text[:MOST]
    if dice.random() < 0.06:
        return text.encode(dice.choice(ENCODINGS), "replace")
    return text.encode("utf-8", "surrogateescape")


def values(data: bytes, dice: Random) -> bytes:
    """A table in JSON with some of its values and keys changed, of which it stays JSON."""
    try:
        table = json.loads(data)
        rows = table["rows"]
    except (ValueError, LookupError):
        return spoiled(data, dice)
    for _ in range(often(dice)):
        row, act = dice.choice(rows), dice.randrange(6)
        if act < 2:
            row["name"] = words(row.get("name") or "", dice)[:200]
        elif act < 4:
            year = str(dice.choice((*table["years"], 2019, 2030, 1899)))
            row.setdefault("values", {})[year] = dice.choice(
                (None, "0", "-5", "1" * 30, "0.00", f"{dice.random():.3f}", 7)
            )
            row.setdefault("bounds", {}).update(
                {year: dice.choice(("floor", "ceiling", "about"))} if dice.random() < 0.3 else {}
            )
        elif act == 4:
            row[dice.choice(("growth", "unit", "nature", "series", "unreadable_growth"))] = dice.choice(
                (*NUMBERS[:12], *MARKS, "%")
            )
        else:
            rows.insert(dice.randrange(len(rows)), dict(dice.choice(rows)))
    return json.dumps(table, ensure_ascii=dice.random() < 0.5).encode("utf-8", "replace")


def words(text: str, dice: Random) -> str:
    """One change to figures, marks, characters or lines."""
    act = dice.randrange(8)
    at = dice.randrange(len(text) + 1)
    if act < 2 and (places := [match.span() for match in NUMERAL.finditer(text)]):
        start, end = dice.choice(places)
        return text[:start] + dice.choice(NUMBERS) + text[end:]
    if act < 4:
        return text[:at] + dice.choice(MARKS if dice.random() < 0.7 else NUMBERS) + text[at:]
    if act == 4:
        return text[:at] + text[at + min(int(dice.expovariate(0.1)) + 1, 200) :]
    if act == 5:
        size = min(int(dice.expovariate(0.1)) + 1, 200)
        return text[:at] + text[at : at + size] * dice.choice((2, 2, 3, 10, 50)) + text[at + size :]
    lines = text.split("\n")
    one, two = dice.randrange(len(lines)), dice.randrange(len(lines))
    if act == 6:
        lines[one], lines[two] = lines[two], lines[one]
    else:
        lines[one:one] = [lines[two]] * dice.choice((1, 1, 2, 5, 40))
    return "\n".join(lines)


def tags(text: str, dice: Random) -> str:
    """One change to the tags of a page."""
    places = [match.span() for match in TAG.finditer(text)]
    if not places:
        return text
    start, end = dice.choice(places)
    tag, act = text[start:end], dice.randrange(5)
    if act == 0:
        return text[:start] + text[end:]
    if act == 1:
        return text[:start] + tag * dice.choice((2, 3, 30, 300)) + text[end:]
    if act == 2:
        name = dice.choice(("rowspan", "colspan", "style", "class", "hidden", "start", "href", "charset"))
        return text[:start] + tag[:-1] + f' {name}="{dice.choice(VALUES)}">' + text[end:]
    first, last = dice.choice(places)
    if act == 3:
        return text[:start] + text[first:last] + text[start:]
    new = dice.choice(("<td", "<th", "<table>", "</table>", "<tr>", "<li>", "<sup>", "<br>", "<pre>", "<script>", "<style>", "<!--",
                       "<del>", "<caption>", "<svg>", "<template>", "<select>", "</body>", "</html>", "<plaintext>", "<p hidden>"))  # fmt: skip
    return text[:start] + new + text[end:]


def controls(text: str, dice: Random) -> str:
    """One change to the control words, numbers, braces or hexadecimal characters of an rtf."""
    places = [match.span() for match in CONTROL.finditer(text)]
    if not places:
        return text
    (start, end), (first, last) = dice.choice(places), dice.choice(places)
    word, act = text[start:end], dice.randrange(8)
    if act < 2 and word[0] == "\\":
        return text[:start] + word.rstrip("-0123456789") + dice.choice(VALUES[1:18]) + " " + text[end:]
    if act == 2:
        return text[:start] + text[end:]
    if act == 3:
        return text[:start] + word * dice.choice((2, 3, 30, 1200)) + text[end:]
    if act == 4:
        sign = dice.choice(("\\", "{", "}", "{\\*", "\\'", "\\'8", "\\'ff", "\\u-1 ", "\\bin9 ", "{}", "\0"))
        return text[:start] + sign + text[start:]
    if act == 5:
        return text[:start] + "\\" + dice.choice(WORDS) + dice.choice(("", *VALUES[1:12])) + " " + text[start:]
    return text[:start] + text[first:last] + (text[end:] if act == 6 else text[start:])


def package(data: bytes, dice: Random) -> bytes:
    """A package with parts changed, dropped, swapped, doubled."""
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    content = [
        name for name in parts if re.search(r"document|content|sheet|styles|numbering|notes|Strings|workbook", name)
    ]
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        name = dice.choice(content if content and dice.random() < 0.8 else list(parts))
        act = dice.random()
        if act < 0.85 and name != "mimetype":
            parts[name] = xml(parts[name], dice)
        elif act < 0.93:
            parts[name] = spoiled(parts[name], dice)
        elif act < 0.96:
            parts[name] = parts[dice.choice(list(parts))]
        elif len(parts) > 1:
            del parts[name]
            content = [name for name in content if name in parts]
    stream = BytesIO()
    with catch_warnings(), ZipFile(stream, "w", dice.choice((ZIP_STORED, ZIP_DEFLATED)), compresslevel=1) as archive:
        simplefilter("ignore")
        for name, part in parts.items():
            for _ in range(2 if dice.random() < 0.005 else 1):
                archive.writestr(name, part)
    return spoiled(stream.getvalue(), dice) if dice.random() < 0.03 else stream.getvalue()


def compound(data: bytes, dice: Random) -> bytes:
    """A compound document with the bytes of a stream or two spoiled, often those that it begins with."""
    try:
        with OleFileIO(BytesIO(data)) as file:
            streams = {"/".join(path): file.openstream(path).read() for path in file.listdir() if len(path) == 1}
    except OSError:  # a seed that is no compound document, or a damaged one
        return spoiled(data, dice)
    names = [name for name in streams if name.endswith("Table") or name in ("WordDocument", "Data")]
    if not names:
        return spoiled(data, dice)
    for _ in range(dice.choice((1, 1, 2))):
        name = dice.choice(names)
        head, rest = streams[name][:HEAD], streams[name][HEAD:]
        if dice.random() < 0.4:
            streams[name] = in_place(head, dice) + rest
        elif dice.random() < 0.7:
            streams[name] = in_place(streams[name], dice)
        else:
            streams[name] = spoiled(streams[name], dice)
    if dice.random() < 0.03:
        del streams[dice.choice(list(streams))]
    made = storage(streams)
    return spoiled(made, dice) if dice.random() < 0.03 else made


def in_place(data: bytes, dice: Random) -> bytes:
    """Bytes and numbers changed where they stand, so that what points behind them still does."""
    made = bytearray(data)
    for _ in range(often(dice)):
        at = dice.randrange(len(made)) & ~1 if made else 0
        size = dice.choice((1, 1, 2, 2, 4))
        old = int.from_bytes(made[at : at + size], "little")
        new = dice.choice(
            (0, 1, old + 1, old - 1, old * 2, old ^ 1 << dice.randrange(8 * size), dice.getrandbits(32), -1)
        )
        made[at : at + size] = (new & (1 << 8 * size) - 1).to_bytes(size, "little")[: len(made) - at]
    return bytes(made)


def xml(data: bytes, dice: Random) -> bytes:
    """A part with elements deleted, doubled, moved, nested, renamed, and attributes and texts altered."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return spoiled(data, dice)
    for _ in range(often(dice)):
        elements = [each for each in root.iter() if isinstance(each.tag, str)]
        if len(elements) > 20_000:
            break
        element(dice.choice(elements), elements, dice)
    made = etree.tostring(root, encoding=dice.choice(("utf-8", "utf-8", "utf-8", "utf-16")))
    return bytes(made) if len(made) < 4 * MOST else data


def element(chosen: Any, elements: list[Any], dice: Random) -> None:
    """One change at an element."""
    act, other, above = dice.randrange(10), dice.choice(elements), chosen.getparent()
    if act < 3 and chosen.attrib:
        key = dice.choice(list(chosen.attrib))
        if dice.random() < 0.2:
            del chosen.attrib[key]
        else:
            chosen.set(key, dice.choice(VALUES))
    elif act == 3 and other.attrib:
        chosen.set(dice.choice(list(other.attrib)), dice.choice(VALUES))
    elif act == 4 and chosen.text:
        chosen.text = (
            "".join(char for char in words(chosen.text, dice) if char >= " " and char not in "\ufffe\uffff") or None
        )
    elif act == 5:
        chosen.tag = other.tag
    elif above is None or len(elements) > 5000:
        return
    elif act == 6:
        above.remove(chosen)
    elif act == 7:
        for _ in range(dice.choice((1, 1, 2, 20, 100))):
            above.insert(above.index(chosen), deepcopy(chosen))
    elif act == 8 and other not in chosen.iter():
        other.insert(0, deepcopy(chosen))
    elif act == 9:
        for _ in range(dice.choice((1, 1, 2, 40, 260))):
            outer = etree.Element(other.tag, other.attrib)
            above.replace(chosen, outer)
            outer.append(chosen)
            above = outer
