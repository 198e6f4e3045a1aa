"""Build the site: `python docs/build.py [FOLDER]`, by default into build/site. Open index.html there, no server needed.

A page is `zh/NAME.md` and `en/NAME.md`, or a file of the checkout; `<!-- rules GR -->`, `<!-- commands -->` and
`<!-- report -->` in it make way for what `reference.py` generates. The site loads nothing from any network.
"""

import html
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from markdown_it import MarkdownIt
from markdown_it.token import Token

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))  # this checkout is what is documented, installed or not

from docs import reference  # noqa: E402

LANGS = ("zh", "en")
README = ("README.zh.md", "README.md")
# Address and, where it is a file of the checkout, that file in each language; the order is that of the menu.
PAGES: tuple[tuple[str, tuple[str, str] | None], ...] = (
    ("index", README),
    ("install", None),
    ("drafter", None),
    ("reviewer", None),
    ("gate", None),
    ("comparing", None),
    ("rules", None),
    ("commands", None),
    ("settings", None),
    ("report", None),
    ("contributing", ("CONTRIBUTING.md", "CONTRIBUTING.md")),
    ("changes", ("CHANGELOG.md", "CHANGELOG.md")),
)
# Where the site has what a file of the checkout says; links to other files become plain text.
FILES = {"RULES.md": "rules", "schemas/report.py": "report"}
FILES |= {source: page for page, sources in PAGES if sources for source in sources}
MENU = {
    "index": ("首页", "Home"),
    "contributing": ("参与开发（英文）", "Contributing"),
    "changes": ("更新记录（英文）", "Changes"),
}
WORDS = {
    "site": ("勾稽 gouji", "gouji 勾稽"),
    "menu": ("目录", "Contents"),
    "search": ("搜索", "Search"),
    "none": ("没有找到", "Nothing found"),
    "skip": ("跳到正文", "Skip to the text"),
    "other": ("English", "中文"),
    "lang": ("zh-CN", "en"),
    "otherlang": ("en", "zh-CN"),
}
ASSETS = ("site.css", "site.js")
_WIDE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")  # Chinese characters and punctuation
_COMMENT = re.compile(r"<!--\s*(/?\w+(?: \w+)?)\s*-->")


@dataclass(frozen=True, slots=True)
class Section:
    """What stands below one heading: its level, anchor, title and plain text, for menu and search."""

    level: int
    anchor: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language, rendered."""

    name: str
    lang: str
    title: str
    body: str
    sections: tuple[Section, ...]


def build(folder: Path) -> None:
    """Write the whole site into a folder; `SystemExit` says what a page lacks."""
    template = Template((HERE / "page.html").read_text("utf-8"))
    for lang in LANGS:
        pages = [read_page(name, lang) for name, _ in PAGES]
        here = folder if lang == "zh" else folder / lang
        here.mkdir(parents=True, exist_ok=True)
        for page in pages:
            (here / f"{page.name}.html").write_text(_whole(template, page, pages), "utf-8")
        (here / "search.js").write_text(_index(pages), "utf-8")
    for name in ASSETS:
        (folder / name).write_bytes((HERE / name).read_bytes())
    (folder / "report.schema.json").write_text(reference.report_json_schema(), "utf-8")


def read_page(name: str, lang: str) -> Page:
    """A page from its Markdown, with what is generated put in."""
    source = dict(PAGES)[name]
    path = ROOT / source[lang == "en"] if source else HERE / lang / f"{name}.md"
    return _rendered(name, lang, _COMMENT.sub(lambda found: _generated(found[1], lang), path.read_text("utf-8")))


def _generated(what: str, lang: str) -> str:
    kind, _, argument = what.partition(" ")
    if kind == "rules":
        return reference.rules_markdown(argument, lang)
    if kind == "commands":
        return reference.commands_markdown(lang)
    return reference.report_markdown(lang) if kind == "report" else ""  # the READMEs' marks are not for readers


def _rendered(name: str, lang: str, markdown: str) -> Page:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(markdown)
    _join_lines(tokens)
    _relink(tokens, lang)
    sections = tuple(_sections(tokens))
    body = parser.renderer.render(tokens, parser.options, {})
    # What is wider than a phone scrolls by itself, with the keyboard too.
    body = body.replace("<pre>", '<pre tabindex="0">')
    body = body.replace("<table>", '<div class="wide" tabindex="0"><table>').replace("</table>", "</table></div>")
    return Page(name, lang, sections[0].title, body, sections)


def _sections(tokens: Sequence[Token]) -> Iterator[Section]:
    """The headings with the text below each; every heading gets an anchor."""
    starts = [place for place, token in enumerate(tokens) if token.type == "heading_open"]
    used: set[str] = set()
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        title = _plain(tokens[start + 1])
        anchor = _anchor(title, used)
        tokens[start].attrSet("id", anchor)
        below = " ".join(_plain(each) for each in tokens[start + 3 : end] if each.type in ("inline", "fence"))
        yield Section(int(tokens[start].tag[1]), anchor, title, " ".join(below.split()))


def _plain(token: Token) -> str:
    return "".join(_said(each) for each in token.children or [token])


def _said(token: Token) -> str:
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def _anchor(title: str, used: set[str]) -> str:
    """An anchor that stays: a rule's code, else the title's words."""
    code = re.match(r"[A-Z]{2}\d{3}\b", title)
    anchor = wanted = "-".join(re.findall(r"\w+", code[0] if code else title)).lower()
    while anchor in used:
        anchor = f"{wanted}-{len(used)}"
    used.add(anchor)
    return anchor


def _join_lines(tokens: Sequence[Token]) -> None:
    """A line end within Chinese text is nothing, where browsers would show a space."""
    for token in tokens:
        inner = token.children or []
        for before, end, after in zip(inner, inner[1:], inner[2:], strict=False):
            if end.type == "softbreak" and (_WIDE.match(before.content[-1:]) or _WIDE.match(after.content[:1])):
                end.type = "text"


def _relink(tokens: Sequence[Token], lang: str) -> None:
    """Links between files become links between pages; what the site has no page for is no link."""
    for token in tokens:
        for each in token.children or ():
            if each.type == "link_open":
                target, hash_sign, anchor = str(each.attrGet("href")).partition("#")
                target = target.removeprefix("../../").removeprefix(f"docs/{lang}/")
                page = FILES.get(target) or target.removesuffix(".md")
                if target == README[lang == "zh"]:
                    each.attrSet("href", _other_language("index", lang))
                elif page in dict(PAGES):
                    each.attrSet("href", f"{page}.html{hash_sign}{anchor}")
                elif (ROOT / target).exists() and target:
                    each.attrs.clear()


def _other_language(page: str, lang: str) -> str:
    return f"../{page}.html" if lang == "en" else f"en/{page}.html"


def _whole(template: Template, page: Page, pages: Sequence[Page]) -> str:
    english = page.lang == "en"
    words = {key: html.escape(value[english]) for key, value in WORDS.items()}
    words |= {"title": html.escape(page.title), "up": "../" if english else ""}
    switch = _other_language(page.name, page.lang)
    return template.substitute(words, body=page.body, switch=switch, nav=_menu(page, pages))


def _menu(page: Page, pages: Sequence[Page]) -> str:
    return "<ul>" + "".join(_entry(each, page) for each in pages) + "</ul>"


def _entry(each: Page, page: Page) -> str:
    """A page in the menu; the one that is open with its sections."""
    here = ' aria-current="page"' if each is page else ""
    title = MENU[each.name][each.lang == "en"] if each.name in MENU else each.title
    sections = [section for section in each.sections if section.level == 2] if each is page else []
    below = "".join(
        f'<li><a href="#{html.escape(part.anchor)}">{html.escape(part.title)}</a></li>' for part in sections
    )
    inner = f"<ul>{below}</ul>" if below else ""
    return f'<li><a href="{each.name}.html"{here}>{html.escape(title)}</a>{inner}</li>'


def _index(pages: Sequence[Page]) -> str:
    """What the search looks through: address, page, title and text of every section, as a script.

    A script, since a page opened from disk may not fetch.
    """
    rows = [
        [f"{page.name}.html#{each.anchor}", page.title, each.title, each.text]
        for page in pages
        for each in page.sections
    ]
    return f"window.searchIndex = {json.dumps(rows, ensure_ascii=False)};\n"


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "site")
