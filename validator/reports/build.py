"""Verdicts → `Report`: the sentences are filled in, the places named, the findings sorted. No rule logic."""

import os
import string
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from decimal import Decimal

from schemas.report import (
    AmountInfo,
    CrashInfo,
    DiagnosisInfo,
    DocumentInfo,
    EvidenceInfo,
    FigureInfo,
    FindingInfo,
    IndicatorInfo,
    Report,
    SuggestionInfo,
    Summary,
    Tool,
    UnreadPart,
    VerdictInfo,
)
from validator import __version__
from validator.diagnosis.wording import hedge, sentence
from validator.document import Document, Unread
from validator.engine import document_order
from validator.facts import Facts
from validator.finding import Amount, Diagnosis, Evidence, Outcome, Suggestion, Verdict
from validator.fingerprint import fingerprint, identity, unique
from validator.pipeline import Checked, Unreadable
from validator.places import Places
from validator.recognised import NOTE, capped, is_doubtful
from validator.records import record
from validator.reports.indicators import Figure, Indicator, indicators_of
from validator.reports.waived import for_former_titles, waiver_notes, with_waiver
from validator.rules.base import Rule
from validator.rules.evidence import evidence
from validator.waivers import State, Waiver, match
from validator.wording import INDICATOR, WHOLE_FILE, clean, pick, place_text, quoted, within_quotes


def build_report(
    inputs: Iterable[Checked | Unreadable],
    lang: str = "zh",
    verdicts: bool = False,
    today: date | None = None,
    indicators: bool = False,
) -> Report:
    """The report over all inputs, in the order given.

    `verdicts` adds every comparison that was made, `indicators` what the documents say of each indicator. The inputs may come one by one: of a document only what the report says of it is kept. `today`
    decides which waivers have expired; None lets none expire. The same inputs give the same report.
    """
    return assemble([build_part(each, lang, verdicts, today, indicators) for each in inputs], verdicts)


@record
class Part:
    """What a report says of one document; it holds nothing of the document itself."""

    document: DocumentInfo
    findings: tuple[FindingInfo, ...] = ()
    verdicts: tuple[VerdictInfo, ...] = ()
    counts: Counter[str] = field(default_factory=Counter)
    crashed: tuple[CrashInfo, ...] = ()
    waivers: Mapping[Waiver, State] = field(default_factory=dict)
    identity: str = ""

    def counted(self) -> "Part":
        """The same without what was found: its counts are enough for the end of a report."""
        return replace(self, document=self.document.model_copy(update={"indicators": ()}), findings=(), verdicts=())


def build_part(
    each: Checked | Unreadable, lang: str, verdicts: bool, today: date | None, indicators: bool = False
) -> Part:
    """What the report says of one input; see `build_report`."""
    if isinstance(each, Unreadable):
        return Part(_unreadable(each, lang))
    voice = _Voice.of(each, lang)
    fails = voice.fails()
    found = [voice.finding(verdict) for verdict in fails]
    name = each.identity or identity(each.document)
    matched = match(found, each.waivers, name, _answered(each), today or date.min)
    findings = tuple(map(with_waiver, found, matched.by_finding))
    pairs = zip(fails, findings, strict=True)
    uncovered = [(verdict, finding) for verdict, finding in pairs if finding.waived is None]
    former = for_former_titles(each.document, uncovered, each.waivers, name)
    return Part(
        voice.about(indicators),
        findings,
        voice.compared() if verdicts else (),
        _counted(findings, each.verdicts),
        tuple(CrashInfo(code=code, error=clean(error)) for code, error in each.crashed),
        {**former, **matched.states},
        name,
    )


def assemble(parts: Sequence[Part], verdicts: bool = False) -> Report:
    """The report over several documents."""
    counts = sum((part.counts for part in parts), Counter[str]())
    return Report(
        tool=Tool(version=__version__),
        documents=tuple(part.document for part in parts),
        findings=_with_fingerprints([finding for part in parts for finding in part.findings]),
        summary=Summary(**{key: counts[key] for key in Summary.model_fields}),
        verdicts=tuple(verdict for part in parts for verdict in part.verdicts) if verdicts else None,
        crashed=tuple(crash for part in parts for crash in part.crashed),
        waivers=waiver_notes([part.waivers for part in parts]),
    )


def _counted(findings: Iterable[FindingInfo], verdicts: Sequence[Verdict]) -> Counter[str]:
    """The keys of the summary with what each counts."""
    counts = Counter[str](finding.severity if finding.waived is None else "waived" for finding in findings)
    for outcome, number in Counter([verdict.outcome for verdict in verdicts]).items():
        counts[outcome.value] += number
    counts["formal"] = sum(map(is_formal, verdicts))
    return counts


# The rules that hold figure against figure. What the others find in order (a unit, a heading, an
# attribute) says nothing of a figure's value, and must not look as if it had been compared.
_COMPARING = frozenset({"AR", "GR", "TX"})


def is_formal(verdict: Verdict) -> bool:
    """True for a check of form that found nothing: it is only counted."""
    if verdict.outcome is not Outcome.HOLDS:
        return False
    return verdict.code[:2] not in _COMPARING or len(verdict.evidence) <= 1


def _answered(checked: Checked) -> set[str]:
    return {rule.code for rule in checked.rules} - {code for code, _ in checked.crashed}


def _unreadable(unreadable: Unreadable, lang: str) -> DocumentInfo:
    part = UnreadPart(where=pick(WHOLE_FILE, lang), why=clean(unreadable.error.sentence(lang)))
    return DocumentInfo(
        path=shown_path(unreadable.path),
        sha256="",
        format="",
        title=None,
        plan_period=None,
        base_year=None,
        target_year=None,
        tables=0,
        facts=0,
        unread=(part,),
    )


def _with_fingerprints(findings: Sequence[FindingInfo]) -> tuple[FindingInfo, ...]:
    prints = unique(finding.fingerprint for finding in findings)
    return tuple(
        finding.model_copy(update={"fingerprint": text}) for finding, text in zip(findings, prints, strict=True)
    )


def shown_path(path: str) -> str:
    """A path as text: bytes of a file name that are no UTF-8 are replaced."""
    return os.fsencode(path).decode("utf-8", "replace")


@record
class _Voice:
    """Puts the verdicts on one document into words."""

    document: Document
    facts: Facts
    places: Places
    rules: Mapping[str, Rule]
    verdicts: tuple[Verdict, ...]
    name: str
    lang: str

    @classmethod
    def of(cls, checked: Checked, lang: str) -> "_Voice":
        rules = {rule.code: rule for rule in checked.rules}
        places = Places(checked.document)
        return cls(checked.document, checked.facts, places, rules, checked.verdicts, checked.identity, lang)

    def about(self, indicators: bool) -> DocumentInfo:
        document, plan = self.document, self.facts.plan
        return DocumentInfo(
            path=shown_path(document.path),
            sha256=document.sha256,
            format=document.format,
            title=clean(document.title) if document.title else None,
            plan_period=plan.period,
            base_year=plan.base_year,
            target_year=plan.target_year,
            tables=len(document.tables),
            facts=len(self.facts.claims),
            unread=tuple(map(self.unread, document.unread)),
            indicators=tuple(map(self.indicator, indicators_of(self.facts))) if indicators else (),
        )

    def unread(self, part: Unread) -> UnreadPart:
        where, why = part.said(self.lang)
        return UnreadPart(where=clean(where), why=clean(why))

    def indicator(self, indicator: Indicator) -> IndicatorInfo:
        return IndicatorInfo(
            name=clean(indicator.name),
            unit=clean(indicator.unit),
            base=self.figure_info(indicator.base, "baseline"),
            target=self.figure_info(indicator.target, "target"),
            rate=self.figure_info(indicator.rate, "growth"),
            years=indicator.years,
            growth=format(indicator.growth, "f") if indicator.growth is not None else None,
        )

    def figure_info(self, figure: Figure | None, role: str) -> FigureInfo | None:
        if figure is None:
            return None
        return FigureInfo(
            year=figure.claim.year,
            value=format(figure.value, "f"),
            low=format(figure.low, "f"),
            high=format(figure.high, "f"),
            bound=figure.claim.quantity.bound.value,
            evidence=self.evidence(evidence(figure.claim, role)),
        )

    def fails(self) -> list[Verdict]:
        fails = [verdict for verdict in self.verdicts if verdict.outcome is Outcome.FAILS]
        return sorted(fails, key=document_order)

    def compared(self) -> tuple[VerdictInfo, ...]:
        return tuple(self.verdict(verdict) for verdict in sorted(self.verdicts, key=document_order))

    def finding(self, verdict: Verdict) -> FindingInfo:
        rule = self.rules[verdict.code]
        evidence = tuple(self.evidence(each) for each in verdict.evidence)
        doubtful = is_doubtful(self.document, verdict)
        severity = verdict.severity or rule.severity
        note = self.note(verdict, doubtful)
        return FindingInfo(
            code=rule.code,
            rule=rule.name,
            severity=(capped(severity) if doubtful else severity).value,
            message=message(rule, verdict, [self.figure(each) for each in evidence], self.lang) + note,
            brief=message(rule, verdict, [quoted(each.text, "", self.lang) for each in evidence], self.lang) + note,
            indicator=clean(verdict.indicator) if verdict.indicator else None,
            year=verdict.year,
            stated=_amount(verdict.stated),
            expected=_amount(verdict.expected),
            formula=verdict.formula,
            diagnoses=tuple(self.diagnosis(each) for each in verdict.diagnoses),
            suggestions=tuple(self.suggestion(each, evidence, doubtful) for each in verdict.suggestions),
            evidence=evidence,
            fingerprint=fingerprint(self.document, verdict, self.name),
        )

    def note(self, verdict: Verdict, doubtful: bool) -> str:
        """Why a finding is less grave than its rule, to be put behind its sentence."""
        said = hedge(verdict.hedge, self.lang)
        return (" " + said if said and self.lang == "en" else said) + (NOTE[self.lang] if doubtful else "")

    def verdict(self, verdict: Verdict) -> VerdictInfo:
        found = tuple(self.evidence(each) for each in verdict.evidence)
        unsure = verdict.outcome is Outcome.UNSURE
        figures = [quoted(each.text, "", self.lang) for each in found]
        reason = clean(message(self.rules[verdict.code], verdict, figures, self.lang)) if unsure else ""
        return VerdictInfo(
            code=verdict.code, outcome=verdict.outcome.value, why=verdict.why, evidence=found, reason=reason
        )

    def diagnosis(self, diagnosis: Diagnosis) -> DiagnosisInfo:
        return DiagnosisInfo(kind=diagnosis.kind, text=_reason(diagnosis, self.lang), formula=diagnosis.formula)

    def suggestion(self, suggestion: Suggestion, evidence: Sequence[EvidenceInfo], doubtful: bool) -> SuggestionInfo:
        return SuggestionInfo(
            evidence=suggestion.evidence,
            replace=evidence[suggestion.evidence].text,
            with_=suggestion.replacement,
            why=_reason(suggestion, self.lang),
            safe=suggestion.safe and not doubtful,
        )

    def evidence(self, figure: Evidence) -> EvidenceInfo:
        place = self.places.of(figure.span, self.lang)
        return EvidenceInfo(
            document=shown_path(self.document.path),
            role=str(figure.role),
            text=figure.text,
            quote=place.quote,
            where=clean(place.where),
            start=figure.span.start,
            end=figure.span.end,
            line=place.line,
            column=place.column,
            page=place.page,
            paragraph=place.paragraph,
            table=place.table,
            row=place.row,
            cell=place.cell,
            sheet=place.sheet,
            outline=tuple(clean(step) for step in place.outline),
        )

    def figure(self, evidence: EvidenceInfo) -> str:
        return quoted(evidence.text, place_text(evidence.where, evidence.line, evidence.page, self.lang), self.lang)


def message(rule: Rule, verdict: Verdict, figures: Sequence[str], lang: str) -> str:
    """The rule's sentence with figures, values and fields filled in.

    A sentence that asks for what the verdict does not have is a mistake of ours: the user then gets
    the rule's title and the figures.
    """
    templates = rule.en if lang == "en" else rule.zh
    fields = _fields(verdict, lang)
    try:
        quoting = templates[verdict.why]
        fields |= {key: within_quotes(text) for key, text in fields.items() if f"“{{{key}}}”" in quoting}
        return string.Formatter().vformat(quoting, figures, fields)
    except (KeyError, IndexError, ValueError, AttributeError, TypeError):
        return _plain_message(rule, figures, lang)


def _reason(item: Diagnosis | Suggestion, lang: str) -> str:
    """The sentence of a diagnosis or suggestion; one that cannot be filled in is named by its kind."""
    try:
        return clean(sentence(item, lang))
    except (KeyError, IndexError, ValueError):
        return item.kind


def _plain_message(rule: Rule, figures: Sequence[str], lang: str) -> str:
    """Title and figures, for a verdict whose own sentence cannot be filled in."""
    shown, left = figures[:_MOST_FIGURES], len(figures) - _MOST_FIGURES
    if lang == "en":
        return f"{rule.name}: {', '.join(shown)}" + (f" and {left} more." if left > 0 else ".")
    return f"{rule.title or rule.name}：{'、'.join(shown)}" + (f"等{len(figures)}处。" if left > 0 else "。")


_MOST_FIGURES = 4


def _fields(verdict: Verdict, lang: str) -> dict[str, str]:
    """Everything a sentence may name, as text; a field that is not known is left out."""
    own = {
        "indicator": verdict.indicator or pick(INDICATOR, lang),
        "year": verdict.year,
        "stated": verdict.stated,
        "expected": verdict.expected,
        "formula": verdict.formula,
    }
    given = {**own, **verdict.values}
    return {key: _spoken(value, lang) for key, value in given.items() if value is not None}


def _spoken(value: object, lang: str) -> str:
    """A value in a sentence: decimals without an exponent, several values as a list."""
    if isinstance(value, Amount):
        return clean(value.text)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, list | tuple):
        said = [_spoken(each, lang) for each in value]
        if lang == "zh" and all(each[:1] == "“" and each[-1:] == "”" for each in said):
            return "".join(said)  # nothing stands between things in quotation marks
        long = any("、" in each for each in said)  # a name that is a list itself
        return pick(("；", "; ") if long else ("、", ", "), lang).join(said)
    return clean(str(value))


def _amount(amount: Amount | None) -> AmountInfo | None:
    if amount is None:
        return None
    return AmountInfo(text=amount.text, low=format(amount.low, "f"), high=format(amount.high, "f"), unit=amount.unit)
