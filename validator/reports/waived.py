"""Waivers in a report: on the findings they cover, and those that no longer do what they were written for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from schemas.report import FindingInfo, WaiverInfo, WaiverNote
from validator.document import Document
from validator.finding import Verdict
from validator.fingerprint import fingerprint
from validator.waivers import State, Waiver, figures_digest
from validator.wording import Words, clean, pick, word

STATES: Words = {
    "expired": ("已到期", "expired"),
    "changed": ("数字已改，不再适用", "the figures changed"),
    "renamed": ("文稿标题已改，不再适用", "the title of the document changed"),
    "unused": ("已无此问题，可以删去", "nothing needs it any more"),
}


def with_waiver(finding: FindingInfo, waiver: Waiver | None) -> FindingInfo:
    """The finding with the waiver that covers it."""
    if waiver is None:
        return finding
    given = WaiverInfo(reason=clean(waiver.reason), owner=_clean(waiver.owner), expires=_expires(waiver))
    return finding.model_copy(update={"waived": given})


def for_former_titles(
    document: Document, uncovered: Sequence[tuple[Verdict, FindingInfo]], waivers: Iterable[Waiver], name: str
) -> dict[Waiver, State]:
    """The waivers for titles that the document once had: but for the title, one of them covers a finding.

    The title is part of the fingerprint, so that who corrects it takes all waivers from the document. Those of the
    other plans in the folder name a title that is not this document's either: without such a finding nothing is said.
    """
    others: dict[str, list[Waiver]] = defaultdict(list)
    for waiver in waivers:
        others[waiver.document].append(waiver)
    others.pop(name, None)
    figures = [(verdict, figures_digest(finding)) for verdict, finding in uncovered] if others else []
    found: dict[Waiver, State] = {}
    for title, theirs in others.items():
        known = {(each.fingerprint, each.figures) for each in theirs}
        if any((fingerprint(document, verdict, title), digest) in known for verdict, digest in figures):
            found |= dict.fromkeys(theirs, State.RENAMED)
    return found


def state_of(note: WaiverNote, lang: str) -> str:
    """What became of a waiver, with the day on which it expired, or the title it was written for."""
    said = word(STATES, note.state, lang)
    if note.state == "expired":
        return f"{said} {note.expires}"
    if note.state == "renamed":
        return said + pick((f"（原为《{note.document}》）", f" (it was “{note.document}”)"), lang)
    return said


def waiver_notes(states: Iterable[Mapping[Waiver, State]]) -> tuple[WaiverNote, ...]:
    """The waivers that did nothing, in the order of their file; one that any document needed is none of them."""
    best: dict[Waiver, State] = {}
    for each in states:
        for waiver, state in each.items():
            best[waiver] = max(state, best.get(waiver, state))
    idle = sorted((waiver for waiver in best if best[waiver] is not State.USED), key=lambda w: (w.file, w.number))
    return tuple(_note(waiver, best[waiver]) for waiver in idle)


def _note(waiver: Waiver, state: State) -> WaiverNote:
    return WaiverNote(
        state=state.name.lower(),
        code=clean(waiver.code),
        document=clean(waiver.document),
        finding=clean(waiver.finding),
        fingerprint=waiver.fingerprint,
        reason=clean(waiver.reason),
        owner=_clean(waiver.owner),
        expires=_expires(waiver),
        where=f"{waiver.file} #{waiver.number}",
    )


def _clean(text: str | None) -> str | None:
    return clean(text) if text else None


def _expires(waiver: Waiver) -> str | None:
    return waiver.expires.isoformat() if waiver.expires else None
