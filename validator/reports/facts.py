"""What was understood of a document: every claim, and the figures that were tied to nothing."""

from collections.abc import Iterator, Sequence

from validator.claims.claim import Claim
from validator.document import Document, Paragraph
from validator.facts import Facts
from validator.places import Place, Places
from validator.quantities.find import find_quantities
from validator.quantities.quantity import Quantity
from validator.reports.layout import columns, cut, fit_place
from validator.span import Span
from validator.wording import BOUNDS, SOURCES, clean, pick, role_name, word


def named_claims(facts: Facts) -> tuple[Claim, ...]:
    """The claims that say something of an indicator, in reading order."""
    named = (claim for claim in facts.claims if claim.indicator)
    return tuple(sorted(named, key=lambda claim: (claim.quantity.span, claim.role)))


def unused_figures(document: Document, facts: Facts) -> tuple[Quantity, ...]:
    """The figures of the document that are tied to no indicator, in reading order."""
    used = {at for claim in named_claims(facts) for at in _characters(claim.quantity.span)}
    found = {quantity.span: quantity for quantity in _figures(document)}
    return tuple(found[span] for span in sorted(found) if used.isdisjoint(_characters(span)))


def _characters(span: Span) -> range:
    return range(span.start, span.end)


def _figures(document: Document) -> Iterator[Quantity]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield from find_quantities(block.text)
        else:
            cells = {cell.text.span(): cell for row in block.grid for cell in row if cell.text.string}
            for cell in cells.values():
                yield from find_quantities(cell.text)


def facts_data(document: Document, facts: Facts, lang: str = "zh") -> dict[str, object]:
    """The facts as JSON data: the plan, the claims in reading order, the figures that were not used."""
    places = Places(document)
    plan = facts.plan
    return {
        "document": clean(document.path),
        "plan": {
            "title": plan.title,
            "period": plan.period,
            "base_year": plan.base_year,
            "target_year": plan.target_year,
            "region": plan.region or None,
        },
        "claims": [_claim(claim, places.of(claim.quantity.span, lang)) for claim in named_claims(facts)],
        "unused": [_figure(quantity, places.of(quantity.span, lang)) for quantity in unused_figures(document, facts)],
    }


def _figure(quantity: Quantity, place: Place) -> dict[str, object]:
    return {
        "text": quantity.text,
        "low": format(quantity.low, "f"),
        "high": format(quantity.high, "f"),
        "unit": quantity.unit,
        "bound": quantity.bound.value,
        "where": clean(place.where),
        "line": place.line,
        "page": place.page,
        "start": quantity.span.start,
        "end": quantity.span.end,
        "quote": clean(place.quote),
    }


def _claim(claim: Claim, place: Place) -> dict[str, object]:
    return {
        **_figure(claim.quantity, place),
        "indicator": claim.indicator,
        "year": claim.year,
        "period": claim.period,
        "role": claim.role.value,
        "scope": claim.scope or None,
        "source": claim.source.value,
        "why": claim.why,
    }


def facts_table(document: Document, facts: Facts, lang: str = "zh", width: int = 100) -> str:
    """The facts as two tables: what was tied to an indicator, and what was left over."""
    places = Places(document)
    room = max(16, (width - 56) // 2)
    used = [_claim_row(claim, places.of(claim.quantity.span, lang), lang, room) for claim in named_claims(facts)]
    left = [
        _left_row(each, places.of(each.span, lang), document, lang, width) for each in unused_figures(document, facts)
    ]
    parts = [
        pick((f"读出的指标陈述（{len(used)}条）", f"Statements ({len(used)})"), lang),
        columns(used, [pick(words, lang) for words in _CLAIM_HEADERS]) if used else "",
        "",
        pick((f"读到但未归入任何指标的数字（{len(left)}个）", f"Figures tied to nothing ({len(left)})"), lang),
        columns(left, [pick(words, lang) for words in _LEFT_HEADERS]) if left else "",
    ]
    return "\n".join(parts).rstrip() + "\n"


_CLAIM_HEADERS = (
    ("原文", "figure"),
    ("指标", "indicator"),
    ("年份", "year"),
    ("角色", "role"),
    ("界限", "bound"),
    ("来源", "source"),
    ("位置", "place"),
)
_LEFT_HEADERS = (("位置", "place"), ("原文", "figure"), ("上下文", "context"))


def _claim_row(claim: Claim, place: Place, lang: str, room: int) -> Sequence[str]:
    return (
        cut(clean(claim.quantity.text), 14),
        cut(clean(claim.indicator or "—"), room),
        _years(claim.year, claim.period),
        cut(role_name(claim.role, lang), 10),
        word(BOUNDS, claim.quantity.bound.value, lang),
        word(SOURCES, claim.source, lang),
        fit_place(place.where, place.line, place.page, lang, room),
    )


def _years(year: int | None, period: tuple[int, int] | None) -> str:
    if period:
        return f"{period[0]}—{period[1]}"
    return str(year) if year else "—"


def _left_row(quantity: Quantity, place: Place, document: Document, lang: str, width: int) -> Sequence[str]:
    where = fit_place(place.where, place.line, place.page, lang, 32)
    return (where, cut(clean(quantity.text), 16), _around(quantity, document, width - 56))


def _around(quantity: Quantity, document: Document, room: int) -> str:
    """The words around a figure, which say why it was not used."""
    start = max(0, quantity.span.start - room // 4)
    return cut(clean(document.text[start : quantity.span.end + room // 4]), max(16, room))
