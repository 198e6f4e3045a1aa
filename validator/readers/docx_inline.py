"""What stands in one paragraph of a docx: the text of its runs, fields, symbols and equations, and what is no text."""

from dataclasses import dataclass, field

from validator.readers.archive import LEFT_OUT, Element, attribute, child, children, inside, is_on, local
from validator.readers.docx_numbering import UNKNOWN, Style, Styles
from validator.readers.readable import RAISED
from validator.readers.sources import Growing

RUNS = frozenset({"r", "oMath"})
OBJECTS = frozenset({"drawing", "pict", "object", "contentPart"})
COMPUTED = frozenset({"pgNum", "dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong"})
NOTES = frozenset({"footnoteReference", "endnoteReference"})
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
LEAVES = frozenset({"t", "sym", "fldChar", "instrText", *SIGNS, *OBJECTS, *COMPUTED, *NOTES})
BOXES = frozenset({"txbxContent"})
BREAKS = str.maketrans("\n\r", "  ")  # a line feed within w:t is shown as a space
SYMBOLS = {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB0: "°", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞"}
HIDDEN = "隐藏文字"
LONGEST_NAME = 40  # characters of an instruction that may be the name of its field
# Fields that show something of their instruction, and store no result that could be read.
SHOWN = frozenset(
    {"EQ", "SYMBOL", "FORMDROPDOWN", "MACROBUTTON", "GOTOBUTTON", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM"}
)


@dataclass(slots=True)
class Field:
    """An open field: its instruction, and where its result began (None: not yet)."""

    instruction: str = ""
    result: int | None = None


@dataclass(slots=True)
class Inline:
    """What stands in one paragraph. `objects` are the kinds of what cannot be read; sources only if `traced`."""

    styles: Styles
    style: Style
    traced: bool = False
    text: Growing = field(default_factory=Growing)
    boxes: list[Element] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    waiting: int = 0  # open fields whose result has not begun

    @property
    def silent(self) -> bool:
        """True inside the instruction of a field: only its result is text."""
        return self.waiting > 0


def read_inline(paragraph: Element, styles: Styles, style: Style, traced: bool) -> Inline:
    """The content of a paragraph in this style; of a field only the result, of hidden text nothing."""
    found = Inline(styles, style, traced)
    for run in inside(paragraph, RUNS):
        if local(run) == "oMath":
            found.text.add("" if found.silent else equation(run))
        else:
            add_run(run, found)
    return found


def add_run(run: Element, found: Inline) -> None:
    """Add the leaves of one run; a raised one is written with raised digits."""
    looks = children(child(run, "rPr"))
    key = attribute(looks["rStyle"], "val") if "rStyle" in looks else None
    style = found.styles.get(key) if key else UNKNOWN
    if is_on(looks["vanish"]) if "vanish" in looks else style.hidden or found.style.hidden:
        pass_over(run, found)
        return
    position = attribute(looks["vertAlign"], "val") if "vertAlign" in looks else None
    raised = style.raised if position is None else position == "superscript"
    for leaf in inside(run, LEAVES):
        name = local(leaf)
        if name == "t" and leaf.text and not found.silent:
            text = leaf.text.translate(BREAKS) if "\n" in leaf.text or "\r" in leaf.text else leaf.text
            source = ((0, leaf, 0, len(text)),) if found.traced else ()
            found.text.add(text.translate(RAISED) if raised else text, source)
        elif name in SIGNS and not found.silent:
            found.text.add(SIGNS[name])
        else:
            add_leaf(leaf, name, found)


def pass_over(run: Element, found: Inline) -> None:
    """Follow the fields of a hidden run, and remember that it has text."""
    for leaf in inside(run, LEAVES):
        if local(leaf) == "fldChar":
            turn_field(attribute(leaf, "fldCharType") or "", found)
        elif local(leaf) == "t" and (leaf.text or "").strip() and not found.silent:
            found.objects.append(HIDDEN)


def add_leaf(leaf: Element, name: str, found: Inline) -> None:
    """Add a leaf that is no plain text: a mark of a field, a symbol, an object, a reference to a note."""
    if name == "fldChar":
        turn_field(attribute(leaf, "fldCharType") or "", found)
    elif name == "instrText" and found.fields and len(found.fields[-1].instruction) < LONGEST_NAME:
        found.fields[-1].instruction += (leaf.text or "")[:LONGEST_NAME]
    elif found.silent:
        return
    elif name == "sym":
        add_symbol(leaf, found)
    elif name in NOTES:
        found.notes.append((name.removesuffix("Reference"), attribute(leaf, "id") or ""))
    elif name in COMPUTED:
        found.objects.append("自动页码或日期")
    elif name in OBJECTS:
        boxes = list(inside(leaf, BOXES))
        found.boxes += boxes
        found.objects += [] if boxes and not has_picture(leaf) else [kind_of(leaf)]


def turn_field(kind: str, found: Inline) -> None:
    """Follow the marks of a field: only between `separate` and `end` stands its result."""
    if kind == "begin":
        found.fields.append(Field())
        found.waiting += 1
    elif kind == "separate" and found.fields and found.fields[-1].result is None:
        found.fields[-1].result = found.text.size
        found.waiting -= 1
    elif kind == "end" and found.fields:
        last = found.fields.pop()
        found.waiting -= last.result is None
        name = next(iter(last.instruction.upper().split()), "")
        if name in SHOWN and last.result in (None, found.text.size) and not found.silent:
            found.objects.append(f"域（{name}）")


def add_symbol(leaf: Element, found: Inline) -> None:
    """Add a character of the Symbol font where it is a sign of comparison or calculation."""
    code = attribute(leaf, "char") or ""
    at = int(code, 16) & 0xFF if 0 < len(code) <= 6 and all(c in "0123456789abcdefABCDEF" for c in code) else 0
    if (attribute(leaf, "font") or "").lower() == "symbol" and at in SYMBOLS:
        found.text.add(SYMBOLS[at])
    else:
        found.objects.append("特殊符号")


def equation(element: Element) -> str:
    """An equation on one line: a fraction as a/b, a power as a^b; what was deleted from it is left out."""
    signs = {"den": "/", "sup": "^"}
    parts: list[str] = []
    stack = [iter(element)]
    while stack:
        inner = next(stack[-1], None)
        if inner is None:
            stack.pop()
        elif (name := local(inner)) not in LEFT_OUT:
            parts.append((inner.text or "") if name == "t" else signs.get(name, ""))
            stack.append(iter(inner))
    return "".join(parts).translate(BREAKS)


def kind_of(element: Element) -> str:
    """What an object is to a reader: a chart, a diagram, an embedded file, or a picture."""
    names = {local(inner) for inner in element.iter()}
    if local(element) == "object" or "OLEObject" in names:
        return "公式或嵌入对象"
    if names & {"relIds", "lockedCanvas"}:
        return "图示"
    return "图表" if "chart" in names else "艺术字" if "textpath" in names else "图片"


def has_picture(element: Element) -> bool:
    """True where an object shows more than its text boxes."""
    shown = {"blip", "imagedata", "chart", "relIds", "OLEObject", "lockedCanvas", "textpath"}
    return any(local(inner) in shown for inner in element.iter())
