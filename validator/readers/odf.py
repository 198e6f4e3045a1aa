"""What ods and odt share: the package, and the text of one paragraph. OASIS OpenDocument 1.3 part 3."""

import re
from dataclasses import dataclass, field

from validator.readers.archive import Archive, Element, attribute, child, encrypted, local, open_archive, whole
from validator.readers.readable import RAISED
from validator.records import record

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"
SPACES = re.compile(r"[ \t\r\n]+")  # a run of white space between tags is one space; `text:s` keeps more
MANY_SPACES = 8
HIDDEN = "隐藏文字"
LEFT_OUT = frozenset({"annotation", "annotation-end", "ruby-text", "number", "tracked-changes", "desc", "title"})
SIGNS = {"tab": "\t", "line-break": "\n"}
SHAPES = frozenset({"frame", "g", "a", "control", "custom-shape", "rect", "line", "path", "polygon", "polyline"})
SHAPES |= {"ellipse", "circle", "connector", "measure", "caption", "page-thumbnail", "regular-polygon"}


@record
class Looks:
    """The styles of characters that change what a reader sees: raised and hidden text."""

    raised: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()


NO_LOOKS = Looks()


@dataclass(slots=True)
class Inline:
    """What stands in one paragraph: its text, and apart from it text boxes, notes, and objects we cannot read."""

    text: str = ""
    boxes: list[Element] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)


def open_odf(data: bytes, name: str, kind: str) -> Archive:
    """The package of an ods or odt; a `ReadError` where it has a password or no content."""
    archive = open_archive(data, name, kind)
    if MANIFEST in archive and b"encryption-data" in archive.read(MANIFEST):
        raise encrypted(name)
    if CONTENT not in archive:
        raise archive.broken(f"缺少 {CONTENT}", f"{CONTENT} is missing")
    return archive


def inline(paragraph: Element, looks: Looks = NO_LOOKS) -> Inline:
    """The text of a paragraph as printed, of a field its last result; without recursion."""
    found = Inline(_squeezed(paragraph.text))
    if not len(paragraph):
        return found
    parts = [found.text]
    stack: list[tuple[Element | str, bool]] = [(inner, False) for inner in reversed(_flat(paragraph))]
    while stack:
        inner, raised = stack.pop()
        if isinstance(inner, str):
            parts.append(inner.translate(RAISED) if raised else inner)
            continue
        name = local(inner)
        style = attribute(inner, "style-name") if name in {"span", "a"} else None
        if style in looks.hidden and style is not None:
            found.objects.append(HIDDEN)
        elif name in SHAPES:
            shape(inner, found)
        elif name == "note":
            found.notes.append(inner)
        elif name == "s":
            parts.append(" " * min(whole(attribute(inner, "c"), 1), MANY_SPACES))
        elif name in SIGNS:
            parts.append(SIGNS[name])
        elif name not in LEFT_OUT:
            raised = raised or style in looks.raised
            stack += [(_squeezed(inner.text), raised), *((e, raised) for e in _flat(inner))][::-1]
    found.text = "".join(parts)
    return found


def _flat(element: Element) -> list[Element | str]:
    """The children, and the text behind each."""
    return [part for inner in element for part in (inner, _squeezed(inner.tail))]


def _squeezed(text: str | None) -> str:
    return SPACES.sub(" ", text) if text else ""


def shape(element: Element, found: Inline) -> None:
    """Sort what is drawn: boxes with text are read, anything else is an object."""
    stack = [element]
    while stack:
        inner = stack.pop()
        name = local(inner)
        if name == "text-box" or (name in SHAPES and child(inner, "p") is not None):
            found.boxes.append(inner)
        elif name in {"g", "a"} or (name == "frame" and child(inner, "text-box") is not None):
            stack += reversed(inner)
        elif name in SHAPES:
            found.objects.append(_kind(inner))


def _kind(element: Element) -> str:
    """What a shape without text is to a reader."""
    if child(element, "object") is not None or child(element, "object-ole") is not None:
        return "图表、公式或嵌入对象"
    if local(element) == "control":
        return "表单控件"
    return "图片" if child(element, "image") is not None else "图形"
