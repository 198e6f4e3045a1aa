"""HTML as people really save it → a tree of blocks, in time linear in the page.

Our own, because the parsers of browsers (lexbor, html5lib) follow the standard into its quadratic corners:
in lexbor 60,000 open elements take seven seconds, and a page of 47 kB with 2,000 open fonts takes 1.5 GB.
Followed here is the part of the standard (13.2.6) that decides where text goes: paragraphs,
items, rows and cells that nobody closed, end tags in the wrong place, text astray between cells, an early
`</html>`. Elements that only style text leave no node.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from types import MappingProxyType

from validator.errors import ReadError

DEEPEST = 200  # open elements; what nests deeper is read as if it stood here
MAX_NODES = 400_000  # thirty times a plan of 300 pages; a page of nothing else takes 250 MB
LONGEST_ATTRIBUTES = 100_000  # characters of one tag that are looked at

# Quotes count only behind an equals sign: a stray one elsewhere must not swallow the page.
_TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/><]*+)((?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+)>""")
_BARE_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/><]*+)([^>]*+)>")
_ATTRIBUTE = re.compile(r"""([^\s=/>"']++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"']++)))?+""")
_LONG_CODE = re.compile(r"&#[xX]?[0-9a-fA-F]{8,};?")
_SPACE = re.compile(r"[ \t\r\n\f]+")

LEFT_OUT = frozenset({"script", "style", "textarea", "noembed", "noframes", "xmp"})
RAW = LEFT_OUT | {"title", "iframe"}  # no tags are known inside
SKIPPED = frozenset(
    {"template", "select", "datalist", "button", "noscript", "svg", "canvas", "audio", "video", "rt", "rp"}
)
VOID = frozenset({"br", "hr", "img", "embed", "iframe", "meta"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CELLS = frozenset({"td", "th", "caption"})
LISTS = frozenset({"ul", "ol", "menu", "dir"})
BLOCKS = HEADINGS | LISTS | {
    "p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "li", "dl", "dt", "dd", "address",
    "blockquote", "pre", "center", "fieldset", "figure", "figcaption", "details", "summary", "hgroup", "listing", "form",
}  # fmt: skip
_NOT_IN_LINES = BLOCKS | {"table", "br", "hr", "title", "meta"}
INLINE = frozenset({"sup", "del", "s", "strike", "object"})
_TABLE_PARTS = frozenset({"thead", "tbody", "tfoot"})
_IGNORED = frozenset({"html", "head", "body", "col", "colgroup"})
_HIDING = re.compile(r"display\s?:\s?none|visibility\s?:\s?hidden|mso-hide\s?:\s?all", re.IGNORECASE)
_RAISING = re.compile(r"vertical-align\s?:\s?super", re.IGNORECASE)
_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


@dataclass(slots=True)
class Node:
    """An element that matters. `kind` is what it is to a reader: its name, `hidden`, or `sup`."""

    name: str
    kind: str
    attributes: Mapping[str, str] = field(default_factory=lambda: _NO_ATTRIBUTES)
    children: list["Node | str"] = field(default_factory=list)


@dataclass(slots=True)
class _Scope:
    """A table, a cell or the page: end tags inside do not close what was opened outside."""

    node: Node
    open: dict[str, int] = field(default_factory=dict)


def parse(source: str, name: str) -> Node:
    """The tree of a page; a `ReadError` where it has more elements than any plan needs."""
    tree = _Tree(name)
    for kind, tag, rest in _tokens(source):
        if kind == "text":
            tree.text(rest)
        elif kind == "open":
            tree.start(tag, rest)
        else:
            tree.end(tag)
    return tree.root


def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag by name in small letters; of two with one name the first counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written[:LONGEST_ATTRIBUTES]):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), plain(value) if len(value) < 10_000 else "")
    return found


def plain(text: str) -> str:
    """The text with its entities resolved: only the characters of the standard, nothing is loaded."""
    if "&" not in text:
        return text
    return unescape(_LONG_CODE.sub("\ufffd", text))


def squeezed(text: str) -> str:
    """White space as a browser shows it: a run of it is one space."""
    return _SPACE.sub(" ", text)


def _tokens(source: str) -> Iterator[tuple[str, str, str]]:
    """`("text", "", text)`, `("open", name, attributes)` and `("close", name, "")` in order.

    For a title its text stands in the place of the attributes.
    """
    tag, at, text = _TAG, 0, 0
    unclosed: set[str] = set()  # raw elements without an end tag ahead
    while (at := source.find("<", at)) >= 0:
        after, token = at + 1, ("", "", "")
        if source[after : after + 1] in ("!", "?") or (source[after : after + 1] == "/" and _odd_end(source, after)):
            after = _comment_end(source, at, unclosed)
        elif _is_tag(source, after):
            match = tag.match(source, at)
            if match is None and tag is _TAG:  # a quote left open: from here on quotes are characters
                tag = _BARE_TAG
                match = tag.match(source, at)
            if match is None:
                break
            after, token = match.end(), ("close" if match[1] else "open", match[2].lower(), match[3])
        else:
            at = after
            continue
        if at > text:
            yield "text", "", plain(source[text:at])
        at = text = after
        if token[0] == "open" and token[1] in RAW:
            at = text = _raw_end(source, token[1], after, unclosed)
            token = ("open", token[1], source[after:at] if token[1] == "title" else token[2])
        if token[0]:
            yield token
    if at < 0 and text < len(source):
        yield "text", "", plain(source[text:])


def _is_tag(source: str, at: int) -> bool:
    char = source[at : at + 1]
    char = source[at + 1 : at + 2] if char == "/" else char
    return char.isascii() and char.isalpha()


def _odd_end(source: str, at: int) -> bool:
    """`</3>` is a comment to a browser; `</` before anything else too, but a lone one at the end is text."""
    char = source[at + 1 : at + 2]
    return bool(char) and not (char.isascii() and char.isalpha())


def _comment_end(source: str, at: int, unclosed: set[str]) -> int:
    """Where a comment or declaration ends; one that is never closed ends with its first `>`."""
    for mark, closing in (("<!--", "-->"), ("<![CDATA[", "]]>")):
        if source.startswith(mark, at) and mark not in unclosed:
            end = source.find(closing, at + 2)  # <!--> is a whole comment
            if end >= 0:
                return end + 3
            unclosed.add(mark)
    end = source.find(">", at)
    return len(source) if end < 0 else end + 1


def _raw_end(source: str, name: str, at: int, unclosed: set[str]) -> int:
    """Where the text of a script, style or title ends; without an end tag a script takes the rest, a title nothing."""
    if name not in unclosed:
        match = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, at)
        if match is not None:
            return match.start()
        unclosed.add(name)
    return len(source) if name in ("script", "style") else at


class _Tree:
    """Builds the tree. `stack` holds the open elements; `scopes` the tables and cells among them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root = Node("html", "html")
        self.stack = [self.root]
        self.scopes = [_Scope(self.root)]
        self.too_deep: dict[str, int] = {}
        self.unseen = 0  # how many of the open elements are hidden
        self.nodes = 0
        self.tables = 0

    def text(self, text: str) -> None:
        """Text where the page stands. White space between blocks, rows and cells is none."""
        if text.isspace():
            top = self.stack[-1]
            last = top.children[-1] if top.children else None
            if last is None or top.name in ("table", "tr") or (isinstance(last, Node) and last.name in _NOT_IN_LINES):
                return
        self.append(text)

    def append(self, child: Node | str) -> None:
        """Add to the open element, or before the table whose rows it stands astray between."""
        self.nodes += isinstance(child, Node)
        if self.nodes > MAX_NODES:
            raise ReadError(
                f"{self.name}：网页标记过多，无法读取。", f"{self.name}: the page has too many tags to be read."
            )
        top = self.stack[-1]
        if top.name not in ("table", "tr"):
            top.children.append(child)
            return
        table = -1 if top.name == "table" else -2
        self.stack[table - 1].children.insert(-1, child)

    def start(self, name: str, written: str) -> None:
        """A start tag: close what it ends, open what it begins."""
        if name in _IGNORED or name in LEFT_OUT or (name == "form" and self.stack[-1].name in ("table", "tr")):
            return
        if name == "title":
            self.append(Node(name, name, {"text": squeezed(plain(written)).strip()}))
            return
        if name in BLOCKS or name in ("table", "hr"):
            self.close("p")
        if name in HEADINGS and self.stack[-1].name in HEADINGS:
            self.pop()
        if name == "li":
            self.close_item()
        if name in VOID:
            self.append(Node(name, name, attributes(written)))
            return
        kind = self.kind(name, written)
        if name in CELLS or name == "tr" or name in _TABLE_PARTS:
            self.part(name, kind, written)
        elif name == "table":
            if self.stack[-1].name in ("table", "tr"):
                self.end("table")
            self.push(Node(name, kind, attributes(written)))
        elif name == "a" and "href" in written.lower():
            self.close("a")
            self.push(Node(name, kind, attributes(written)))
        elif kind != name or name in BLOCKS or name in INLINE or self.unseen:
            self.push(Node(name, kind, attributes(written) if written.strip() else _NO_ATTRIBUTES))

    def kind(self, name: str, written: str) -> str:
        """What an element is to a reader; the attributes are looked at only where they may say so."""
        if name in SKIPPED:
            return "hidden"
        head = written[:LONGEST_ATTRIBUTES].lower() if written else ""
        if "hidden" in head or "none" in head or "hide" in head or "super" in head:
            found = attributes(written)
            style = found.get("style", "")
            if "hidden" in found or _HIDING.search(style):
                return "hidden"
            if _RAISING.search(style) and name not in BLOCKS and name not in CELLS:
                return "sup"
        return name

    def part(self, name: str, kind: str, written: str) -> None:
        """A row, a cell or a group of rows: whatever is open inside the table ends, what is missing begins."""
        if not self.tables:
            if name != "tr" or len(self.stack) >= DEEPEST:
                self.append(Node("br", "br"))
                return
            self.push(Node("table", "table"))
        self.back_to(("table",) if name in ("tr", "caption") or name in _TABLE_PARTS else ("table", "tr"))
        if name in ("td", "th") and self.stack[-1].name == "table":
            self.push(Node("tr", "tr"))
        if name not in _TABLE_PARTS:
            self.push(Node(name, kind, attributes(written)))

    def push(self, node: Node) -> None:
        """Open an element; too deep inside others it is only a break between texts."""
        if len(self.stack) >= DEEPEST and node.name not in CELLS and node.name != "tr":
            self.too_deep[node.name] = self.too_deep.get(node.name, 0) + 1
            self.append(Node("br", "br"))
            return
        if node.name in CELLS or node.name == "tr":
            self.stack[-1].children.append(node)
            self.nodes += 1
        else:
            self.append(node)
        self.stack.append(node)
        self.unseen += node.kind == "hidden"
        scope = self.scopes[-1]
        scope.open[node.name] = scope.open.get(node.name, 0) + 1
        if node.name == "table" or node.name in CELLS:
            self.scopes.append(_Scope(node))
            self.tables += node.name == "table"

    def pop(self) -> Node:
        """Close the innermost element."""
        node = self.stack.pop()
        if self.scopes[-1].node is node:
            self.scopes.pop()
            self.tables -= node.name == "table"
        self.scopes[-1].open[node.name] -= 1
        self.unseen -= node.kind == "hidden"
        return node

    def end(self, name: str) -> None:
        """An end tag: it closes the nearest element of its name in this cell, and all inside; else it is nothing."""
        if self.too_deep.get(name):
            self.too_deep[name] -= 1
        elif name == "br":
            self.append(Node("br", "br"))
        elif name in _TABLE_PARTS or name in ("tr", "table"):
            if self.tables:
                self.back_to(("table",))
            if self.tables and name == "table":
                self.pop()
        elif name in CELLS:
            if self.scopes[-1].node.name == name:
                self.back_to(("table", "tr"))
        else:
            opened = [name, *HEADINGS] if name in HEADINGS else [name]
            self.close(next((each for each in opened if self.scopes[-1].open.get(each)), name))

    def close(self, name: str) -> None:
        """Close the nearest element of this name that is open in this cell, if there is one."""
        if self.scopes[-1].open.get(name):
            while self.pop().name != name:
                pass

    def back_to(self, names: tuple[str, ...]) -> None:
        """Close elements up to the table or row that the page stands in."""
        while self.stack[-1].name not in names:
            self.pop()

    def close_item(self) -> None:
        """An item ends the one before it, unless a list began in between."""
        if self.scopes[-1].open.get("li"):
            inner = next(node.name for node in reversed(self.stack) if node.name == "li" or node.name in LISTS)
            if inner == "li":
                self.close("li")
