"""Waivers in a report: on the findings they cover, and those that no longer do what they were written for."""

from collections.abc import Iterable, Mapping

from schemas.report import FindingInfo, WaiverInfo, WaiverNote
from validator.waivers import State, Waiver
from validator.wording import Words, clean

STATES: Words = {
    "expired": ("已到期", "expired"),
    "changed": ("数字已改，不再适用", "the figures changed"),
    "unused": ("已无此问题，可以删去", "nothing needs it any more"),
}


def with_waiver(finding: FindingInfo, waiver: Waiver | None) -> FindingInfo:
    """The finding with the waiver that covers it."""
    if waiver is None:
        return finding
    given = WaiverInfo(reason=clean(waiver.reason), owner=_clean(waiver.owner), expires=_expires(waiver))
    return finding.model_copy(update={"waived": given})


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
