"""The comparisons as cards, in the order in which they want attention: open findings first, the others folded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from validator.finding import Severity
from validator.reports.look import Look
from validator.reports.page.comparisons import Comparison, Spot, listed
from validator.reports.page.marks import Mark
from validator.reports.page.markup import Element, el
from validator.span import Span
from validator.wording import LONGEST_QUOTE, OUTCOMES, SEVERITIES, word

At = Mapping[Span, Mark]


def groups(found: Sequence[Comparison], at: At, look: Look) -> Iterator[Element]:
    """The comparisons of a document in groups; `at` finds the mark of a place."""
    for severity in Severity:
        yield from _group(listed(found, "fails", severity.value), word(SEVERITIES, severity.value, look.lang), at, look)
    folded = (
        ("remark", look.say("提示", "Remarks")),
        ("waived", look.say("已豁免", "Waived")),
        ("unsure", look.say("无法判断", "Cannot be judged")),
        ("holds", look.say("相符", "Agree")),
    )
    for kind, name in folded:
        yield from _folded(listed(found, kind), name, at, look)


def _group(cards: Sequence[Comparison], name: str, at: At, look: Look) -> Iterator[Element]:
    if cards:
        yield el("h4", f"{name} {len(cards)}")
        yield _list(cards, at, look)


def _folded(cards: Sequence[Comparison], name: str, at: At, look: Look) -> Iterator[Element]:
    if cards:
        head = el("summary", el("h4", f"{name} {len(cards)}"))
        yield el("details", head, _list(cards, at, look), class_="fold")


def _list(cards: Iterable[Comparison], at: At, look: Look) -> Element:
    return el("ol", (_card(each, at, look) for each in cards), class_="cards")


def _card(each: Comparison, at: At, look: Look) -> Element:
    return el(
        "li",
        el("p", _badge(each, look), " ", el("strong", each.title), " ", el("code", each.code), class_="head"),
        el("p", each.about, class_="about") if each.about else None,
        el("p", each.said, class_="said") if each.said else None,
        el("ul", (_spot(spot, at) for spot in each.spots), class_="spots"),
        el("p", el("span", look.say("算式", "Formula"), class_="label"), " ", each.formula, class_="formula")
        if each.formula
        else None,
        _remarks(each, look),
        class_=f"card {each.kind} {each.severity or ''}".rstrip(),
        id=f"c{each.number}",
        data_fingerprint=each.fingerprint or None,
    )


def _badge(each: Comparison, look: Look) -> Element:
    """The number and severity of a finding, else the outcome: in words, never by colour alone."""
    if each.severity is None:
        return el("span", word(OUTCOMES, each.kind, look.lang), class_=f"badge {each.kind}")
    said = word(SEVERITIES, each.severity, look.lang)
    number = f"{each.finding} " if each.finding else ""
    return el("span", number + said, class_=f"badge {each.severity if each.kind == 'fails' else each.kind}")


def _spot(spot: Spot, at: At) -> Element:
    mark = at[spot.span]
    shown = spot.text if len(spot.text) <= LONGEST_QUOTE else spot.text[:LONGEST_QUOTE] + "…"
    link = el("a", shown or "※", class_="to", href=f"#{mark.id}")
    where = (" ", el("span", spot.where, class_="where")) if spot.where else ()
    return el("li", el("span", spot.role, class_="label"), " ", link, where)


def _remarks(each: Comparison, look: Look) -> Element | None:
    """Causes, edits and the waiver; the waiver of a waived finding is why it is waived, and is not folded."""
    if not each.remarks:
        return None
    listed = el("dl", ((el("dt", label), el("dd", text)) for label, text in each.remarks))
    if each.kind == "waived":
        return listed
    shown = "" if each.severity == "error" else None  # what is surely wrong shows at once how to mend it
    return el("details", el("summary", look.say("原因和建议", "Causes and edits")), listed, class_="more", open=shown)
