"""One document on the page: what is known of it, its findings beside its text, its indicators, what was not read."""

from collections import Counter
from collections.abc import Iterator, Sequence

from schemas.report import DocumentInfo
from validator.document import Document
from validator.records import record
from validator.reports.look import Look
from validator.reports.page.cards import groups
from validator.reports.page.comparisons import Comparison
from validator.reports.page.indicators import gallery
from validator.reports.page.marks import STATES, Mark, Marked
from validator.reports.page.markup import Element, el
from validator.reports.page.text import STATES as STATE_WORDS
from validator.reports.page.text import document_text
from validator.wording import MARGINS, clean, word


@record
class Plan:
    """A checked document with what the page shows of it.

    `figures` counts the figures read, `claims` those tied to an indicator; `prefix` begins the ids of its parts.
    """

    document: Document
    info: DocumentInfo
    found: tuple[Comparison, ...]
    marks: tuple[Mark, ...]
    figures: int
    claims: int
    prefix: str

    def count(self, kind: str) -> int:
        """How many comparisons are of a kind."""
        return sum(each.kind == kind for each in self.found)


def plan_section(plan: Plan, look: Look) -> Element:
    """The whole section of a document, under a heading of the second level."""
    info, say, at = plan.info, look.say, {mark.span: mark for mark in plan.marks}
    title = say(f"《{info.title}》", info.title) if info.title else clean(info.path)
    cards = list(groups(plan.found, at, look)) or [el("p", say("未发现可以比对的数字。", "Nothing to compare."))]
    findings = _part("aside", plan, "findings", say("核对结果", "Findings"), cards, class_="findings")
    marked = Marked(plan.marks)
    body = el("div", document_text(plan.document, marked, look), class_="text", lang="zh-CN")
    text = _part("article", plan, "text", say("文稿", "The document"), [_legend(plan, look), body])
    pictures = list(gallery(info.indicators, at, plan.found, look))
    return el(
        "section",
        el("h2", title, id=f"{plan.prefix}title"),
        el("p", " · ".join(_about(info, look)), class_="meta"),
        _unread(info, plan.document, look),
        el("div", findings, text, class_="bench"),
        _part("section", plan, "indicators", say("指标", "Indicators"), pictures) if pictures else None,
        class_="plan",
        aria_labelledby=f"{plan.prefix}title",
    )


def _part(
    tag: str, plan: Plan, name: str, heading: str, inside: Sequence[Element], class_: str | None = None
) -> Element:
    """A part of a document with its heading, to which the way at the top leads."""
    head = el("h3", heading, id=f"{plan.prefix}{name}", tabindex=-1)
    named = f"{plan.prefix}title {plan.prefix}{name}"  # several documents have parts of the same name
    return el(tag, head, inside, class_=class_ or tag, aria_labelledby=named)


def _about(info: DocumentInfo, look: Look) -> Iterator[str]:
    say = look.say
    yield clean(info.path)
    if info.plan_period:
        yield say("规划期", "period ") + "—".join(str(year) for year in dict.fromkeys(info.plan_period))
    if info.base_year:
        yield say(f"基期{info.base_year}年", f"base {info.base_year}")
    if info.target_year:
        yield say(f"目标{info.target_year}年", f"target {info.target_year}")
    yield f"SHA-256 {info.sha256[:12]}"


def _legend(plan: Plan, look: Look) -> Element:
    """How figures are marked, and how many so."""
    counts = Counter(mark.state for mark in plan.marks if mark.figure)
    items = (
        el(
            "li",
            el("span", "12.3", class_=f"f {state}", aria_hidden="true"),
            f" {word(STATE_WORDS, state, look.lang)} {counts[state]}",
        )
        for state in STATES
        if counts[state] or state in ("fails", "holds", "unsure", "unused")
    )
    return el("ul", items, class_="legend", aria_label=look.say("数字的标记", "How figures are marked"))


def _unread(info: DocumentInfo, document: Document, look: Look) -> Element | None:
    """What was not read, in the open; what was set aside, folded."""
    parts = []
    if info.unread:
        head = look.say(f"未能读取 {len(info.unread)} 处", f"Not read: {len(info.unread)}")
        items = (el("li", el("strong", part.where), " ", part.why) for part in info.unread)
        parts.append(el("div", el("h3", head), el("ul", items), class_="unread"))
    if document.asides:
        head = look.say(f"不参加核对 {len(document.asides)} 处", f"Set aside, not checked: {len(document.asides)}")
        items = (
            el("li", el("strong", word(MARGINS, each.kind, look.lang)), " ", clean(each.text))
            for each in document.asides
        )
        parts.append(el("details", el("summary", head), el("ul", items), class_="fold asides"))
    return el("div", parts) if parts else None
