"""Groups: the figures of sentences that go together, and what stands shortly before them."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from validator.claims.claim import Claim, Role
from validator.claims.former import refers_back, says_only_when
from validator.claims.relations import CHANGES, LEVELS


def sentence_groups(claims: tuple[Claim, ...]) -> Iterator[tuple[Claim, ...]]:
    """Claims by sentence; one that opens with 其中, or with a share behind ；, goes on with the one before."""
    group: list[Claim] = []
    for _, members in groupby(claims, key=attrgetter("site.block", "site.sentence")):
        sentence = list(members)
        if group and not (group[0].site.block == sentence[0].site.block and _continues(group, sentence)):
            yield tuple(group)
            group = []
        group += sentence
    if group:
        yield tuple(group)


def paragraphs(claims: Iterable[Claim]) -> Iterator[tuple[Claim, ...]]:
    """Claims by the paragraph that they stand in."""
    for _, block in groupby(claims, key=attrgetter("site.block")):
        yield tuple(block)


_SHORTLY = 24  # figures before a sentence that it may still speak of


def followed(groups: Iterable[tuple[Claim, ...]]) -> Iterator[tuple[tuple[Claim, ...], tuple[Claim, ...]]]:
    """The groups, each behind the figures that stand shortly before it in its paragraph."""
    before: tuple[Claim, ...] = ()
    for group in groups:
        before = before if before and before[0].site.block == group[0].site.block else ()
        yield before, group
        before = (*before, *group)[-_SHORTLY:]


def _continues(group: list[Claim], sentence: list[Claim]) -> bool:
    """其中甲22家…, or 中级职称3091人，占40.32% behind a first item of the same list."""
    if "其中" in sentence[0].gap and re.match(r"[，,\s]*其中", sentence[0].gap):
        return True
    alone = _changes_only(sentence) and says_only_when(sentence[0].gap)  # ；2022年为9.0亿元
    if not sentence[0].own_name and (alone or refers_back(sentence[0].gap)):  # 到2024年，这一数字变为25.8万吨
        told = next((c for c in reversed(group) if c.role in LEVELS), group[-1])
        if alone and len(sentence) > 1 and not _goes_on(group, sentence[0]):
            return False
        return sentence[0].name == told.name and sentence[0].quantity.unit == told.quantity.unit
    return (
        sentence[0].half_stop
        and len(sentence) > 1
        and sentence[1].role is Role.SHARE
        and sentence[0].quantity.unit == group[-2:][0].quantity.unit
        and any(c.role is Role.SHARE for c in group)
    )


def _goes_on(group: list[Claim], later: Claim) -> bool:
    """True for a figure of a later year than the one thing of its unit that was told before."""
    told = [c for c in group if c.role in LEVELS and c.quantity.unit == later.quantity.unit]
    return len({c.name for c in told}) == 1 and all((c.year or 10000) < (later.year or 0) for c in told)


def _changes_only(sentence: list[Claim]) -> bool:
    """True for one figure, and what is said of its change: 2024年完成23.87亿元，增长8.0%."""
    return all(claim.role in CHANGES and not claim.own_name for claim in sentence[1:])
