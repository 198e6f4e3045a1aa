"""Fingerprint: what makes a finding the same finding after the document has been edited."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from validator.document import Document
from validator.finding import Verdict

DIGITS = 16


def identity(document: Document) -> str:
    """What names a document from draft to draft: its printed title, else its file name without the ending."""
    return "".join((document.title or "").split()) or PurePath(document.path).stem


def fingerprint(document: Document, verdict: Verdict, name: str = "") -> str:
    """16 hex digits over document, rule, indicator, year and the roles of the evidence.

    `name` is what the settings call the document; empty leaves it to its `identity`.
    Line numbers and values stay out: a corrected neighbour must not make an accepted finding new.
    The roles are sorted, since their order says which figure is most likely wrong, and that follows
    from the values.
    """
    roles = sorted(str(evidence.role) for evidence in verdict.evidence)
    parts = (name or identity(document), verdict.code, verdict.indicator or "", str(verdict.year or ""), *roles)
    # Each part with its length, so that no two lists of parts run together to the same text.
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:DIGITS]


def unique(prints: Iterable[str]) -> Iterator[str]:
    """The same fingerprints in the same order; the second of its kind gets `-2`, the third `-3`."""
    seen: Counter[str] = Counter()
    for text in prints:
        seen[text] += 1
        yield text if seen[text] == 1 else f"{text}-{seen[text]}"
