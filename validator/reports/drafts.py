"""Two drafts of a plan → what changed between them: targets, baselines, growth, indicators, findings."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from schemas.diff import ChangeInfo, DraftDiff, FindingsDiff, LoneIndicator, StatedInfo
from schemas.report import FindingInfo, Tool
from validator import __version__
from validator.claims.claim import Claim, Role
from validator.facts import Facts
from validator.pipeline import Checked
from validator.places import Places
from validator.records import record
from validator.reports.build import build_part
from validator.waivers import figures_digest
from validator.wording import BOUNDS, clean, pick, place_text, word

_SILENT = (Role.LIMIT, Role.COUNT)  # they say nothing of an indicator
_GROWTH = (Role.ANNUAL_GROWTH, Role.GROWTH, Role.STEP, Role.MULTIPLE)


@record
class _Topic:
    """What a figure is about: two drafts are compared topic by topic."""

    key: str
    scope: str
    role: Role
    year: int | None
    period: tuple[int, int] | None
    source: Literal["prose", "table"]


@record
class _Draft:
    """What a draft states, by topic, in reading order."""

    facts: Facts
    places: Places
    topics: Mapping[_Topic, Sequence[Claim]]
    names: Mapping[str, Sequence[Claim]]

    @classmethod
    def of(cls, checked: Checked) -> "_Draft":
        topics: dict[_Topic, list[Claim]] = defaultdict(list)
        names: dict[str, list[Claim]] = defaultdict(list)
        for claim in sorted(checked.facts.claims, key=lambda claim: claim.span):
            if claim.name is not None and claim.name.key and claim.role not in _SILENT:
                topics[_topic(claim, claim.name.key)].append(claim)
                names[claim.name.key].append(claim)
        return cls(checked.facts, Places(checked.document), topics, names)

    def stated(self, claims: Sequence[Claim], lang: str, *, bounds: bool) -> StatedInfo | None:
        """The figures as printed, each once, on demand with their bounds; None where there are none."""
        if not claims:
            return None
        figures = _bounded(claims, lang) if bounds else _printed(claims)
        return StatedInfo(figures=figures, where=self.where(claims[0], lang))

    def where(self, claim: Claim, lang: str) -> str:
        """The place of a figure, for people."""
        place = self.places.of(claim.span, lang)
        return place_text(place.where, place.line, place.page, lang)


def _topic(claim: Claim, key: str) -> _Topic:
    source: Literal["prose", "table"] = "table" if claim.source == "table" else "prose"
    return _Topic(key, claim.scope, claim.role, claim.year, claim.period, source)


def _printed(claims: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean(claim.quantity.text) for claim in claims))


def _bounded(claims: Sequence[Claim], lang: str) -> tuple[str, ...]:
    """45家（约数）: of 45家左右, which is not what 45家 says."""
    found = []
    for claim in claims:
        bound = word(BOUNDS, claim.quantity.bound.value, lang)
        said = pick((f"（{bound}）", f" ({bound})"), lang) if bound else ""
        found.append(clean(claim.quantity.text) + said)
    return tuple(dict.fromkeys(found))


def _values(claims: Sequence[Claim]) -> set[tuple[Decimal, Decimal, str, str]]:
    """What the figures mean, however they are spaced or set."""
    return {(each.quantity.low, each.quantity.high, each.quantity.unit, each.quantity.bound) for each in claims}


def compare_drafts(old: Checked, new: Checked, lang: str = "zh") -> DraftDiff:
    """What changed from `old` to `new`. Both must have been given the same identity and the same rules."""
    before, after = _Draft.of(old), _Draft.of(new)
    parts = [build_part(each, lang, False, None) for each in (old, new)]
    return DraftDiff(
        tool=Tool(version=__version__),
        old=parts[0].document,
        new=parts[1].document,
        changed=tuple(_changes(before, after, lang)),
        appeared=tuple(_only(after, before, lang)),
        vanished=tuple(_only(before, after, lang)),
        findings=_findings(parts[0].findings, parts[1].findings),
    )


def _changes(old: _Draft, new: _Draft, lang: str) -> Iterator[ChangeInfo]:
    """The topics of indicators that both have, where the figures differ: in the new draft's order."""
    for topic in dict.fromkeys((*new.topics, *old.topics)):
        before, after = old.topics.get(topic, ()), new.topics.get(topic, ())
        if topic.key in old.names and topic.key in new.names and _values(before) != _values(after):
            claim, plan = (after or before)[0], new.facts.plan
            alike = _printed(before) == _printed(after)  # 45家左右 and 45家
            yield ChangeInfo(
                indicator=clean(claim.indicator or ""),
                kind=_kind(topic, plan.base_year, plan.target_year),
                role=topic.role,
                year=topic.year,
                period=topic.period,
                source=topic.source,
                old=old.stated(before, lang, bounds=alike),
                new=new.stated(after, lang, bounds=alike),
            )


def _kind(topic: _Topic, base: int | None, target: int | None) -> Literal["target", "baseline", "growth", "other"]:
    if topic.role in _GROWTH:
        return "growth"
    if topic.year is None or topic.role is Role.DIFFERENCE:
        return "other"
    return "target" if topic.year == target else "baseline" if topic.year == base else "other"


def _only(one: _Draft, other: _Draft, lang: str) -> Iterator[LoneIndicator]:
    for key, claims in one.names.items():
        if key not in other.names:
            first = claims[0]
            yield LoneIndicator(
                indicator=clean(first.indicator or ""), figures=_printed(claims), where=one.where(first, lang)
            )


def _findings(old: Sequence[FindingInfo], new: Sequence[FindingInfo]) -> FindingsDiff:
    """New, mended and remaining ones. Of several with one fingerprint, those with the same figures are paired first."""
    fresh, mended = _unpaired(new, old, lambda each: (each.fingerprint, figures_digest(each)))
    fresh, mended = _unpaired(fresh, mended, lambda each: (each.fingerprint, ""))
    are_fresh = {id(each) for each in fresh}
    remaining = tuple(each for each in new if id(each) not in are_fresh)
    return FindingsDiff(new=tuple(fresh), mended=tuple(mended), remaining=remaining)


def _unpaired(
    new: Sequence[FindingInfo], old: Sequence[FindingInfo], key: Callable[[FindingInfo], tuple[str, str]]
) -> tuple[list[FindingInfo], list[FindingInfo]]:
    """What is left of both sides when equal keys are paired off, one against one."""
    was, now = Counter(map(key, old)), Counter(map(key, new))
    return list(_beyond(new, was, key)), list(_beyond(old, now, key))


def _beyond(
    findings: Sequence[FindingInfo], others: Counter[tuple[str, str]], key: Callable[[FindingInfo], tuple[str, str]]
) -> Iterator[FindingInfo]:
    left = others.copy()
    for finding in findings:
        if left[key(finding)] > 0:
            left[key(finding)] -= 1
        else:
            yield finding


def render_json(diff: DraftDiff) -> str:
    """The comparison as JSON text."""
    from validator.reports.json import dumps

    return dumps(diff.model_dump(mode="json", by_alias=True))
