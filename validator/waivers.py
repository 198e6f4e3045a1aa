"""Waivers: findings that somebody has accepted, with a reason, and for how long.

A waiver names a finding by its fingerprint, which holds neither places nor values, and by a digest of the
figures: it survives text put in above and a table moved elsewhere, and it falls when a figure changes.
Each waiver covers one finding, so that the same slip made once more is told. Waivers stand in a file of
their own, `[[waiver]]` after `[[waiver]]`; new ones are put at its end, and everything else in it stays.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from validator.errors import SettingsError
from validator.patterns import later
from validator.records import record
from validator.settings import read_bytes, shown

if TYPE_CHECKING:
    from schemas.report import FindingInfo

DIGITS = 12


@record
class Waiver:
    """One accepted finding; see `schemas.settings.WaiverEntry`. `number` counts in `file` from 1."""

    document: str
    code: str
    fingerprint: str
    figures: str
    finding: str
    reason: str
    owner: str | None = None
    expires: date | None = None
    file: str = ""
    number: int = 0


class State(IntEnum):
    """What became of a waiver; the greatest of several documents counts."""

    RENAMED = 0  # it is for what the document was called before
    UNUSED = 1  # there is no such finding any more
    CHANGED = 2  # there is one, with other figures
    EXPIRED = 3
    USED = 4


@record
class Matched:
    """The waiver of each finding, or None, and the state of each waiver that concerns the document."""

    by_finding: tuple[Waiver | None, ...]
    states: Mapping[Waiver, State]


def read_waivers(path: Path) -> tuple[Waiver, ...]:
    """The waivers in a file, none where there is no file. Raises `SettingsError`."""
    if not path.exists():
        return ()
    return _parsed(read_bytes(path), shown(path))


def _parsed(data: bytes, name: str) -> tuple[Waiver, ...]:
    from schemas.settings import WaiversFile, validated
    from schemas.toml_lines import parse_toml

    entries = validated(WaiversFile, parse_toml(data, name), name, data).waiver
    return tuple(Waiver(**entry.model_dump(), file=name, number=number) for number, entry in enumerate(entries, 1))


def figures_digest(finding: "FindingInfo") -> str:
    """What the figures of a finding are, whatever their order and spacing.

    Sorted, since the order says which figure is most likely wrong.
    """
    figures = sorted((each.role, "".join(each.text.split())) for each in finding.evidence)
    text = "".join(f"{len(part)}:{part}" for pair in figures for part in pair)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:DIGITS]


def match(
    findings: Sequence["FindingInfo"], waivers: Iterable[Waiver], document: str, codes: Iterable[str], today: date
) -> Matched:
    """Find the waiver of each finding on one document.

    `document` is its identity, `codes` are the rules that were asked and answered: a waiver for another
    rule is not unused. Fingerprints are those without a counter, as `validator.fingerprint.fingerprint`
    gives them.
    """
    asked = set(codes)
    states = {each: State.UNUSED for each in waivers if each.document == document and each.code in asked}
    free: dict[tuple[str, str], list[Waiver]] = defaultdict(list)
    # Taken from the end: those without a date last of all, so that a valid one is taken before an expired one.
    for waiver in sorted(states, key=lambda each: each.expires or date.max):
        free[waiver.fingerprint, waiver.figures].append(waiver)
    taken: list[Waiver | None] = []
    for finding in findings:
        candidates = free[finding.fingerprint, figures_digest(finding)]
        covering = candidates.pop() if candidates else None
        if covering is not None:
            states[covering] = State.EXPIRED if (covering.expires or date.max) < today else State.USED
        taken.append(covering)
    uncovered = {finding.fingerprint for finding, waiver in zip(findings, taken, strict=True) if waiver is None}
    changed = [each for each, state in states.items() if state is State.UNUSED and each.fingerprint in uncovered]
    states.update(dict.fromkeys(changed, State.CHANGED))
    valid = (each if each and states[each] is State.USED else None for each in taken)
    return Matched(tuple(valid), states)


_HEADER = """\
# 已接受的核对发现（gouji waive、gouji baseline 写入，可手工修改或删除）。数字一改，豁免即失效。
# Accepted findings, written by gouji waive and gouji baseline. A waiver falls when its figures change.
"""
_BLOCK = later(r"^[ \t]*\[\[[ \t]*waiver[ \t]*\]\]", re.MULTILINE)


def with_waivers(text: str, new: Sequence[Waiver], stale: Iterable[int] = ()) -> str:
    """The text of a waivers file with more waivers at its end and without those of the numbers in `stale`.

    Comments stay. Raises `SettingsError` where the entries to take out cannot be told from the text.
    """
    text = _without(text, set(stale)) if text.strip() else _HEADER
    return "\n".join([text.rstrip("\n"), *map(_entry, new)]) + "\n"


def _without(text: str, stale: set[int]) -> str:
    starts = [found.start() for found in _BLOCK.finditer(text)]
    if stale and len(starts) != len(_parsed(text.encode(), "")):
        raise SettingsError(
            "豁免文件不是逐条 [[waiver]] 写成的，请先手工删去已到期的豁免。",
            "The waivers are not written as [[waiver]] entries; delete the expired ones by hand first.",
        )
    ends = [*starts[1:], len(text)]
    kept = [text[: starts[0]]] if starts else [text]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
        block = text[start:end]
        # A comment below the last key belongs to what follows it.
        kept.append("".join(re.findall(r"^[ \t]*#.*\n?", block, re.MULTILINE)) if number in stale else block)
    return "".join(kept)


def _entry(waiver: Waiver) -> str:
    from schemas.toml import toml_string

    words = ("document", "code", "fingerprint", "figures", "finding", "reason", "owner")
    lines = [f"{key} = {toml_string(value)}" for key in words if (value := getattr(waiver, key)) is not None]
    lines += [f"expires = {waiver.expires.isoformat()}"] if waiver.expires else []
    return "\n".join(["", "[[waiver]]", *lines])
