"""Residue: what drafts, templates and other documents leave behind in a text."""

from collections.abc import Iterator, Sequence

from validator.claims.claim import Claim
from validator.claims.draft_marks import IN_DRAFT, merged, placeholders
from validator.claims.foreign_places import borrowed_places, foreign_places
from validator.claims.foreign_topics import foreign_topics, topic_of
from validator.claims.formulas import formulas_of, varied
from validator.claims.mentions import Mentions
from validator.claims.plan import Plan
from validator.claims.traces import Residue
from validator.document import Document, Paragraph

__all__ = ["Residue", "residues"]


def residues(document: Document, plan: Plan, claims: Sequence[Claim]) -> Iterator[Residue]:
    """Every trace of another document or a draft; `claims` are the figures of the document."""
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    mentions = Mentions("\n".join(p.text.string for p in paragraphs))
    yield from foreign_topics(paragraphs, plan, mentions)
    topic = topic_of(plan)
    formulas, in_draft = formulas_of(mentions.text), IN_DRAFT.search(mentions.text) is not None
    for paragraph in paragraphs:
        if in_draft:
            yield from merged(paragraph.text, mentions)
        yield from placeholders(paragraph.text)
        if plan.region:
            yield from foreign_places(paragraph.text, plan, topic, mentions)
        if formulas:
            yield from varied(paragraph.text, formulas)
    if plan.region:
        yield from borrowed_places(document, plan, claims, mentions)
