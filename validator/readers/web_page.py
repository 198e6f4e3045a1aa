"""Which part of a web page is the document: navigation, breadcrumbs, sidebars and footers stand around it.

Nothing here knows a site. Parts are told by what they are made of: links, the customary words of Chinese
government sites (当前位置, 打印, 索引号, 版权所有), sentences and tables with figures. In doubt text is kept.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from validator.readers import outline
from validator.readers.markup import BLOCKS, CELLS, HEADINGS, LISTS, Node, squeezed
from validator.records import record

SHORT = 400  # characters of a part that a few customary words can mark as the site's
LONG_CELL = 800  # characters: a cell with more, in several blocks, is a column of the page and no cell
MOST_STEPS = 10_000  # elements looked through to tell what a cell is
SENTENCE = 30  # characters outside links that a part of the document has at least
BESIDE = frozenset({"nav", "footer", "aside"})
ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search"})
PARTS = frozenset({"html", "div", "section", "article", "main", "header", "form", "center", "blockquote", "td", "th",
                   "tr", "table", "fieldset", "figure", "details", "a"})  # fmt: skip

_SITE = re.compile(
    r"当前位置|您(?:现在|当前)?的位置|您所在的位置|上一[篇条]|下一[篇条]|索\s*引\s*号|信息索取号|发布机构|发文机关|组配分类"
    r"|浏览次数|阅读次数|点击[数量次]|信息来源[:：]|文章来源[:：]|发布(?:时间|日期)[:：]|扫一扫|分享到|打印本页|关闭窗口"
    r"|【打印】|【关闭】|版权所有|ICP备|公网安备|网站标识码|网站地图|联系我们|技术支持[:：]|无障碍|设为首页|加入收藏|责任编辑"
)
_BUTTONS = frozenset(
    [
        "打印",
        "打印本页",
        "打印页面",
        "关闭",
        "关闭窗口",
        "关闭本页",
        "分享",
        "分享到",
        "微信",
        "微博",
        "新浪微博",
        "QQ空间",
        "QQ",
        "字体",
        "字号",
        "字体大小",
        "大",
        "中",
        "小",
        "默认",
        "收藏",
        "返回",
        "返回顶部",
        "顶部",
        "首页",
        "上一篇",
        "下一篇",
        "没有了",
        "无",
        "下载",
        "全文下载",
        "扫一扫",
        "繁体",
        "简体",
        "无障碍",
        "纠错",
        "保存",
    ]
)
_BETWEEN = re.compile(r"[\s|｜【】\[\]（）()：:，,、>》»·•—\-]+")
_ABOUT = re.compile(
    r"(?:当前位置|您(?:现在|当前)?的位置|上一[篇条]|下一[篇条]|浏览次数|阅读次数|点击[数量次]|(?:信息|文章|稿件)?来源"
    r"|发布(?:时间|日期|机构|单位|者)|索\s*引\s*号|责任编辑|扫一扫|版权所有|\d{4}-\d{1,2}-\d{1,2}(?:\s+\d|\s*来源))"
)


@record
class Page:
    """The document inside a page: its part of the tree, the characters of the rest, and what may name it.

    `site` is true where a site stands around the document. A page that Word or LibreOffice saved has none,
    and there a line such as 索引号 is the document's own.
    """

    body: Node
    left_out: int
    titles: tuple[str, ...]
    site: bool


@dataclass(slots=True)
class _Part:
    """What a node is made of: characters, those in links, links, full stops, whether a table with figures is in it."""

    size: int = 0
    linked: int = 0
    links: int = 0
    stops: int = 0
    data: bool = False

    def add(self, other: "_Part") -> None:
        self.size += other.size
        self.linked += other.linked
        self.links += other.links
        self.stops += other.stops
        self.data |= other.data


Belongs = Callable[[Node, _Part], bool]  # whether a part is the site's


def document_of(root: Node) -> Page:
    """The document in the tree of a page."""
    parts: dict[int, _Part] = {}
    _measure(root, parts, linked=False)
    whole = parts[id(root)].size
    names = _titles(root)
    site = any(part.links > 2 and part.linked * 2 > part.size for part in parts.values())
    belongs = _is_site if site else _is_around
    body = _innermost(root, parts, belongs)
    _strip(body, parts, belongs)
    return Page(body, whole - _measure(body, {}, linked=False).size, names, site)


def is_button(line: str) -> bool:
    """True for a line of nothing but what one clicks on: 【打印】【关闭】 字体：大 中 小."""
    words = [word for word in _BETWEEN.split(line) if word]
    return len(line) <= 80 and all(word in _BUTTONS for word in words) and any(len(word) > 1 for word in words)


def is_about(line: str) -> bool:
    """True for a line above or below the document that tells of its publication on the site."""
    return len(line) <= 120 and _ABOUT.match(line) is not None and "。" not in line


def is_layout(table: Node) -> bool:
    """True for a table that places the parts of a page instead of holding data.

    Such a table has one cell with most of its text, in several blocks; or tables in its cells, and links
    beside them or nothing beside them at all.
    """
    rows = [
        [cell for cell in row.children if isinstance(cell, Node)] for row in table.children if isinstance(row, Node)
    ]
    cells = [cell for row in rows for cell in row]
    sizes = [len(_text(cell, 4 * LONG_CELL)) for cell in cells]
    longest = max(sizes, default=0)
    if longest > LONG_CELL and longest * 2 >= sum(sizes):
        blocks = _count(cells[sizes.index(longest)], HEADINGS | {"p", "br", "li", "table"}, 3)
        return blocks > 2 or _count(cells[sizes.index(longest)], frozenset({"table"}), 1) > 0
    if not any(_count(cell, frozenset({"table"}), 1) for cell in cells):
        return False
    return max(map(len, rows)) == 1 or any(_count(cell, frozenset({"a"}), 2) > 1 for cell in cells)


def _count(cell: Node, names: frozenset[str], enough: int) -> int:
    """How many elements of these names are in a cell, if no more than enough."""
    found = steps = 0
    work = [cell]
    while work and found < enough and steps < MOST_STEPS:
        steps += 1
        for child in work.pop().children:
            if isinstance(child, Node):
                found += child.name in names
                work.append(child)
    return found


def _measure(node: Node, parts: dict[int, _Part], linked: bool) -> _Part:
    """Measure a node and all inside; hidden text has no size."""
    part = parts[id(node)] = _Part()
    if node.kind == "hidden":
        return part
    for child in node.children:
        if isinstance(child, Node):
            part.add(_measure(child, parts, linked or child.name == "a"))
            part.links += child.name == "a"
        else:
            size = len("".join(child.split()))
            part.size += size
            part.linked += size * linked
            part.stops += 0 if linked else child.count("。") + child.count("；")
    if node.name == "table" and not part.data:
        part.data = _has_data(node)
    return part


def _has_data(table: Node) -> bool:
    """At least two rows of at least two cells, and a figure."""
    rows = [[cell for cell in row.children if isinstance(cell, Node) and cell.name in CELLS]
            for row in table.children if isinstance(row, Node) and row.name == "tr"]  # fmt: skip
    if sum(len(row) > 1 for row in rows) < 2:
        return False
    return any(char.isdigit() for row in rows[:50] for cell in row[:50] for char in _text(cell, 60))


def _text(node: Node, most: int) -> str:
    """The first characters of the text in a node."""
    found: list[str] = []
    size = 0
    work: list[Node | str] = [node]
    while work and size < most and len(found) < 5 * most:
        item = work.pop()
        if isinstance(item, str):
            found.append(item)
            size += len(item.strip())
            continue
        found.append("")  # empty elements count too: nobody is to walk through a million of them at each level
        if item.kind != "hidden":
            work.extend(reversed(item.children))
    return squeezed("".join(found)).strip()


def _is_around(node: Node, part: _Part) -> bool:
    """True for a part that the markup or its links set apart from the document."""
    if node.name in BESIDE or node.attributes.get("role", "").lower() in ROLES:
        return True
    if node.attributes.get("title", "").lower() in ("header", "footer") and node.name == "div":  # LibreOffice's pages
        return True
    return part.links > 1 and part.linked * 2 > part.size and not (part.data and part.linked * 10 < part.size * 9)


def _is_site(node: Node, part: _Part) -> bool:
    """True for a part that belongs to the site: set apart, or short and with one of a site's words."""
    if _is_around(node, part):
        return True
    if part.size > SHORT or part.stops:
        return False
    line = _text(node, 20 if part.data else SHORT)
    return _SITE.search(line) is not None and outline.heading(line) is None


def _is_document(node: Node, part: _Part) -> bool:
    """True for a part with sentences or a table with figures."""
    return part.data or (part.stops > 0 and part.size - part.linked >= SENTENCE)


def _innermost(root: Node, parts: dict[int, _Part], belongs: Belongs) -> Node:
    """The innermost part outside which there is only the site."""
    node, among_site = root, False
    while True:
        inner = [child for child in _parts_in(node) if parts[id(child)].size]
        loose = any(isinstance(child, str) and len(child.strip()) >= SENTENCE for child in node.children)
        site = [child for child in inner if belongs(child, parts[id(child)])]
        known = set(map(id, site))
        rest = [child for child in inner if id(child) not in known]
        documents = [child for child in rest if _is_document(child, parts[id(child)])]
        among_site |= bool(site)
        if loose or len(documents) != 1 or documents[0].name not in PARTS or _is_table(documents[0]):
            return node
        others = [child for child in rest if child is not documents[0]]
        if others and (not among_site or any(map(_speaks, others))):
            return node
        node = documents[0]


def _is_table(node: Node) -> bool:
    return node.name == "table" and not is_layout(node)


def _speaks(node: Node) -> bool:
    """True for a short part that may be the document's: a title, heading, caption, unit or note."""
    line = _text(node, 120)
    looks = (outline.is_title, outline.heading, outline.is_caption, outline.is_unit_line, outline.is_note)
    return any(look(line) for look in looks)


def _parts_in(node: Node) -> Iterator[Node]:
    """The blocks directly inside a node."""
    for child in node.children:
        if isinstance(child, Node) and (
            child.name in BLOCKS or child.name in CELLS or child.name in ("table", "tr", "a")
        ):
            yield child


def _strip(node: Node, parts: dict[int, _Part], belongs: Belongs) -> None:
    """Take out what belongs to the site, wherever it stands inside."""
    kept: list[Node | str] = []
    for child in node.children:
        if isinstance(child, str) or child.kind == "hidden":
            pass
        elif child.name in BLOCKS or child.name == "table":
            part = parts[id(child)]
            if part.size and belongs(child, part):
                continue
            if child.name in PARTS or child.name in LISTS:
                _strip(child, parts, belongs)
        elif child.name in (*CELLS, "tr") and node.name in ("table", "tr"):
            _strip(child, parts, belongs)
        kept.append(child)
    node.children = kept


def _titles(root: Node) -> tuple[str, ...]:
    """What may name the document, best first: the meta tags of government sites, first headings, the page's title."""
    meta: list[str] = []
    headings: list[str] = []
    pages: list[str] = []
    work: list[Node | str] = [root]
    while work:
        item = work.pop()
        if isinstance(item, str):
            continue
        if item.name == "meta" and item.attributes.get("name", "").lower() == "articletitle":
            meta.append(item.attributes.get("content", ""))
        elif item.name == "title":
            pages += re.split(r"[-_|—－]", item.attributes["text"])[:1]
        elif item.name in ("h1", "h2") and len(headings) < 5:
            headings.append(_text(item, 120))
        work.extend(reversed(item.children))
    return tuple(squeezed(each).strip() for each in (*meta, *headings, *pages))
