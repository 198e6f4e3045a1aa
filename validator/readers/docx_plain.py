"""What most of a docx is: plain runs of text in paragraphs and cells without anything to look at closely.

The plainest are folded into one element each before the XML is parsed (`folded`). One walk in document order, which
lxml makes over the named elements alone, tells the other plain ones from the rest (`sweep`), so that only the rest is
taken apart element by element (`docx_inline`). Whatever is in doubt counts as the rest.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from validator.readers.archive import Element, local
from validator.readers.docx_inline import BREAKS, LEAVES

# What makes a paragraph more than the text of its runs, wherever it stands in it.
RICH = LEAVES - {"t"} | {"oMath", "rStyle", "vanish", "vertAlign"}
# Properties that matter, of a paragraph, a row or a cell two levels above them; `del` of a paragraph stands three below.
TELLING = frozenset({"pStyle", "numPr", "outlineLvl", "gridBefore", "gridSpan", "vMerge", "hMerge", "cellDel"})
DELETED = frozenset({"del", "moveFrom"})
# Properties that say nothing but how it looks, as Word writes them: most of the bytes of most documents.
LOOKS = re.compile(
    rb"<w:(rPr|pPr|tcPr|trPr)>(?:<w:(?:rFonts|sz|szCs|lang|color|kern|b|bCs|i|iCs|spacing|u|w|highlight|shd|snapToGrid"
    rb"|position|jc|ind|widowControl|adjustRightInd|tcW|vAlign|noWrap|trHeight|cantSplit|tblHeader)"
    rb"(?: [^<>]*)?/>)*+</w:\1>"
)
# What nobody reads of a paragraph and a run: the sessions it was written in, and its identifier.
IDENTIFIERS = tuple(
    (re.compile(rb"<w:%b(?: w(?:14)?:\w++=\"[^\"<>]*+\")++>" % name), b"<w:%b>" % name) for name in (b"p", b"r")
)
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'  # the one instruction a part begins with
COMMON_LOOKS = 4  # of a document; each is cut out of it in one go
SPACE_KEPT = b'<w:t xml:space="preserve">'  # lxml keeps it anyway
NEXT_RUN = b"</w:t></w:r><w:r><w:t>"
# The elements of our own that stand for a cell and a paragraph of nothing but plain text, and what is folded into them.
CELL, PARAGRAPH = "foldedCell", "foldedParagraph"
FOLDS = {CELL: ("tc", "p", "r", "t"), PARAGRAPH: ("p", "r", "t")}
FOLDED = tuple("{*}" + name for name in FOLDS)
TAGS = tuple("{*}" + name for name in sorted(RICH | TELLING | DELETED | {"p", "t"}))


@dataclass(slots=True)
class Swept:
    """`texts` holds the text of each plain paragraph; `marked` are paragraphs, rows and cells whose properties matter."""

    texts: dict[Element, str] = field(default_factory=dict)
    marked: set[Element] = field(default_factory=set)


def folded(data: bytes) -> bytes:
    """The same XML without looks, and with one element for each cell and paragraph of nothing but plain runs.

    Tags are told by the customary prefix; with any other the data stay as they are. `unfold` turns the folding back.
    """
    # In comments, CDATA and instructions a tag is text. One byte is quicker to look for than two, and these are rare.
    behind = len(DECLARATION)
    if (b"!" in data and b"<!" in data) or (data.find(b"?", behind) >= 0 and data.find(b"<?", 4) >= 0):
        return data
    data = _without_looks(data)
    if any(name.encode() in data for name in FOLDS):  # not ours
        return data
    data = data.replace(SPACE_KEPT, b"<w:t>")
    for identified, bare in IDENTIFIERS:
        data = identified.sub(bare, data)
    for name, tags in FOLDS.items():
        data = _folded(data, name.encode(), [tag.encode() for tag in tags])
    return data


def _without_looks(data: bytes) -> bytes:
    """The same without `LOOKS`. A document has the same few again and again, and the same bytes are cut out fastest."""
    for _ in range(COMMON_LOOKS):
        found = LOOKS.search(data)
        if found is None:
            return data
        data = data.replace(found.group(), b"")
    return LOOKS.sub(b"", data)


def _folded(data: bytes, name: bytes, tags: list[bytes]) -> bytes:
    """The same with an element of this name for each text that stands in just these elements, in one run or several."""
    opened = b"".join(b"<w:%b>" % tag for tag in tags)
    closed = b"".join(b"</w:%b>" % tag for tag in reversed(tags))
    start, stop = b"<w:%b>" % name, b"</w:%b>" % name
    pieces = data.split(opened)
    for at in range(1, len(pieces)):
        text, end, after = pieces[at].partition(closed)
        if b"<" in text:
            text = text.replace(NEXT_RUN, b"")
        pieces[at] = start + text + stop + after if end and b"<" not in text else opened + pieces[at]
    return b"".join(pieces)


def unfold(container: Element) -> None:
    """Give what was folded within an element its elements back."""
    for element in list(container.iter(*FOLDED)):
        space, _, name = element.tag.rpartition("}")
        outer, *names = FOLDS[name]
        text, element.text, element.tag = element.text, None, f"{space}}}{outer}"
        for inner in names:
            element = etree.SubElement(element, f"{space}}}{inner}")
        element.text = text


def shown(text: str) -> str:
    """The text of a `w:t`: a line feed in it is shown as a space."""
    return text.translate(BREAKS) if "\n" in text or "\r" in text else text


def sweep(container: Element) -> Swept:
    """What is plain in a body, text box or note; the elements in it stay the same objects while this is kept."""
    found: dict[Element | None, list[str]] = {}
    marked: set[Element] = set()
    outside: set[Element] = {None}  # elements around paragraphs that stand in no paragraph themselves
    parts: list[str] = []
    here: Element | None = None  # the last paragraph, as long as nothing speaks against it
    for element in container.iter(*TAGS):
        name = local(element)
        if name == "t":
            run = element.getparent()
            if run is None or run.getparent() is not here or local(run) != "r":
                found.pop(here, None)
                here = None
            elif here is not None:
                parts.append(element.text or "")
        elif name == "p":
            above = element.getparent()
            if here is not None and above not in outside and _is_within(above, here, outside):
                found.pop(here, None)
            parts = found[element] = []
            here = element if len(element) else None  # nothing stands in an empty one
        elif name in RICH:
            found.pop(here, None)
            here = None
        else:
            above = element.getparent()
            for _ in range(2 if name in DELETED else 1):
                above = above.getparent() if above is not None else None
                marked.add(above)
    return Swept({paragraph: shown("".join(parts)) for paragraph, parts in found.items()}, marked)


def _is_within(element: Element, paragraph: Element, outside: set[Element]) -> bool:
    """True for the last paragraph and what stands in it, whatever is between them; each element is climbed over once."""
    path: list[Element] = []
    while element not in outside and element is not paragraph:
        path.append(element)
        element = element.getparent()
    outside.update(path)
    return element is paragraph
