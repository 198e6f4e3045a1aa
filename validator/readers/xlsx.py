"""xlsx → Document: the sheets as a person sees them, read from the package with our own small parser.

A cell's text is what Excel displays: its stored value in its number format (8.3%, 661,480, 2030年),
for a formula the stored result. openpyxl and calamine each lose one of format, merged cells and the
digits as stored, and neither refuses entities or bounds what it unfolds. ECMA-376 part 1, 18.3.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache
from hashlib import sha256

from validator.document import Block, Document, Table, Unread
from validator.readers.archive import (
    Archive,
    Element,
    attribute,
    child,
    inside,
    local,
    open_archive,
    whole,
)
from validator.readers.blocks import Kind
from validator.readers.csv import Box, Sheet, Spot, address, too_large
from validator.readers.extract import Extract, arrange
from validator.readers.limits import MAX_CELLS, MAX_COLUMNS

MAIN = "xl/workbook.xml"
LAST_ROW = 1_048_576
LAST_DAY = 2_958_466  # 31 December 9999 and one
LONG_FORMAT = 255  # characters: Excel's own limit
LONG_NUMBER = 20  # digits before or behind the point that are written out
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
LISTED = 10  # addresses named in one remark
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
CARRIAGE_RETURN = "_x000D_"  # how the format escapes it inside a string


def read_xlsx(data: bytes, name: str) -> Document:
    """The tables in the bytes of an xlsx; a `ReadError` that names the file where there is none."""
    book = _Book(open_archive(data, name, "xlsx"))
    book.open()
    extract = Extract(name)
    sheets: list[Sheet] = []
    for label, part in book.sheets:
        sheets.append(Sheet(label, extract))
        sheets[-1].lay_out(*book.cells(part, label))
    source = extract.text
    blocks: list[Block] = []
    tables = 0
    for sheet in sheets:
        found = arrange(source, sheet.drafts, sheet.grids, tables + 1)
        blocks += [replace(block, sheet=sheet.name) if isinstance(block, Table) else block for block in found]
        tables += len(sheet.grids)
    title = next((d.line for sheet in sheets for d in sheet.drafts if d.kind is Kind.TITLE), None)
    return Document(name, "xlsx", sha256(data).hexdigest(), source, tuple(blocks), title, tuple(book.unread))


@dataclass(slots=True)
class _Book:
    """The workbook: its sheets, and what their cells refer to."""

    archive: Archive
    sheets: list[tuple[str, str]] = field(default_factory=list)  # name and part
    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    since_1904: bool = False
    count: int = 0  # cells so far
    unread: list[Unread] = field(default_factory=list)

    def open(self) -> None:
        """Read everything but the cells."""
        main = self.archive.main(MAIN)
        root = self.archive.xml(main)
        related = self.archive.relations(main)
        parts = {kind: target for kind, target in related.values() if target in self.archive}
        properties = child(root, "workbookPr")
        self.since_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
        if "sharedStrings" in parts:
            size = 0
            for item in self.archive.stream(parts["sharedStrings"], ("si",)):
                self.strings.append(rich(item))
                size += len(self.strings[-1])
                Extract(self.archive.name).bound_text(size)
        self.formats = _formats(self.archive.xml(parts["styles"])) if "styles" in parts else []
        for sheet in inside(root, frozenset({"sheet"})):
            self.add(sheet, related.get(attribute(sheet, "id") or "", ("", "")))
        if not self.sheets:
            raise self.archive.broken("没有可读的工作表", "it has no readable sheet")

    def add(self, sheet: Element, relation: tuple[str, str]) -> None:
        """Take up one sheet of the workbook; what is no worksheet is listed as unread."""
        kind, part = relation
        where = f"工作表“{sheet.get('name') or ''}”"
        if kind != "worksheet" or part not in self.archive:
            self.unread.append(Unread(where, "不是数据表（图表、宏表或缺失），未读取"))
        elif all(part != known for _, known in self.sheets):
            self.sheets.append((sheet.get("name") or "", part))
            if sheet.get("state") in {"hidden", "veryHidden"}:
                self.unread.append(Unread(where, "隐藏的工作表，也已读取"))

    def cells(self, part: str, sheet: str) -> tuple[dict[Spot, str], list[Box]]:
        """The filled cells of a sheet as displayed, and its merged ranges."""
        cells: dict[Spot, str] = {}
        merges: list[Box] = []
        empty: list[str] = []  # formulas without a stored result
        row = 0
        for element in self.archive.stream(part, ("row", "mergeCell", "drawing", "picture")):
            name = local(element)
            if name == "row":
                row = min(whole(element.get("r"), row + 1, LAST_ROW), LAST_ROW)
                self.row(element, row, cells, empty)
            elif name == "mergeCell":
                merges += [box] if (box := parse_box(element.get("ref") or "")) else []
            else:
                self.unread.append(Unread(f"工作表“{sheet}”：图形", "图片、图表或文本框中的内容未读取"))
        if empty:
            more = f" 等 {len(empty)} 格" if len(empty) > LISTED else ""
            where = f"工作表“{sheet}”：{'、'.join(empty[:LISTED])}{more}"
            self.unread.append(Unread(where, "公式没有保存计算结果，请用 Excel 或 WPS 打开并保存后再试"))
        return cells, merges

    def row(self, element: Element, row: int, cells: dict[Spot, str], empty: list[str]) -> None:
        """Add the filled cells of one row."""
        column = 0
        for cell in element:
            spot = parse_spot(cell.get("r") or "") or (row, column + 1)
            column = spot[1]
            text = self.text(cell)
            if not text and child(cell, "f") is not None:
                empty.append(address(spot))
            if not text.strip():
                continue
            self.count += 1
            if column > MAX_COLUMNS or self.count > MAX_CELLS:
                raise too_large(self.archive.name)
            cells[spot] = text

    def text(self, cell: Element) -> str:
        """What a cell displays."""
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            return rich(child(cell, "is"))
        found = child(cell, "v")
        stored = (found.text or "") if found is not None else ""
        if kind == "s":
            index = whole(stored, -1, MAX_CELLS * 8)
            return self.strings[index] if 0 <= index < len(self.strings) else ""
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(stored, stored)
        style = whole(cell.get("s"), 0, 1 << 20)
        code = self.formats[style] if style < len(self.formats) else "General"
        return display(stored, code, self.since_1904) if kind == "n" and stored else stored


def parse_spot(reference: str) -> Spot | None:
    """`C4` → (4, 3); None for what is no cell of a sheet."""
    match = REFERENCE.fullmatch(reference)
    if match is None or not 0 < int(match[2]) <= LAST_ROW:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def parse_box(reference: str) -> Box | None:
    """`A1:C4` → (1, 1, 4, 3); None for what is no range."""
    first, _, last = reference.partition(":")
    start, end = parse_spot(first), parse_spot(last)
    return (*start, *end) if start and end and start[0] <= end[0] and start[1] <= end[1] else None


def rich(element: Element | None) -> str:
    """The text of a string item, its phonetic guides left out."""
    parts: list[str] = []
    for inner in () if element is None else element:
        found = inner if local(inner) == "t" else child(inner, "t") if local(inner) == "r" else None
        parts.append("" if found is None else found.text or "")
    return "".join(parts).replace(CARRIAGE_RETURN, "")


def _formats(root: Element) -> list[str]:
    """The number format of each cell style (`cellXfs`), in the order that cells refer to."""
    own = {
        whole(element.get("numFmtId"), 0): element.get("formatCode") or "General"
        for group in root
        if local(group) == "numFmts"
        for element in group
    }
    numbers = [whole(xf.get("numFmtId"), 0) for group in root if local(group) == "cellXfs" for xf in group]
    return [own.get(number) or BUILT_IN.get(number, "General") for number in numbers]


@dataclass(frozen=True, slots=True)
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


def display(stored: str, code: str, since_1904: bool = False) -> str:
    """A stored number as Excel displays it: `0.083` with `0.0%` is 8.3%. What is no number stays as stored."""
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
