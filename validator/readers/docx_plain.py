"""What most of a docx is: plain runs of text in paragraphs and cells without anything to look at closely.

One walk in document order, which lxml makes over the named elements alone, tells them from the rest, so that only the
rest is taken apart element by element (`docx_inline`). Whatever is in doubt counts as the rest.
"""

import re
from dataclasses import dataclass, field
from itertools import islice

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
TAGS = tuple("{*}" + name for name in sorted(RICH | TELLING | DELETED | {"p", "t"}))


@dataclass(slots=True)
class Swept:
    """`texts` holds the text of each plain paragraph; `marked` are paragraphs, rows and cells whose properties matter."""

    texts: dict[Element, str] = field(default_factory=dict)
    marked: set[Element] = field(default_factory=set)


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
            here = element
            parts = found[here] = []
        elif name in RICH:
            found.pop(here, None)
            here = None
        else:
            marked.update(islice(element.iterancestors(), 1, 3 if name in DELETED else 2))
    texts = {paragraph: "".join(parts) for paragraph, parts in found.items()}
    return Swept({p: t.translate(BREAKS) if "\n" in t or "\r" in t else t for p, t in texts.items()}, marked)


def _is_within(element: Element, paragraph: Element, outside: set[Element]) -> bool:
    """True for the last paragraph and what stands in it, whatever is between them; each element is climbed over once."""
    path: list[Element] = []
    while element not in outside and element is not paragraph:
        path.append(element)
        element = element.getparent()
    outside.update(path)
    return element is paragraph
