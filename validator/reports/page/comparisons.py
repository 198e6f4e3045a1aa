"""What was compared, as the page shows it: every finding, every comparison of figures that held or could not be judged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from schemas.report import FindingInfo
from validator.engine import document_order
from validator.finding import Evidence, Outcome, Severity, Verdict
from validator.pipeline import Checked
from validator.places import Places
from validator.records import record
from validator.reports.build import is_formal, message
from validator.reports.details import place, remarks
from validator.reports.look import Look
from validator.rules.base import Rule
from validator.span import Span
from validator.wording import clean, place_text, quoted, role_name


@record
class Spot:
    """A figure of a comparison: what it is there, as printed, where it stands for people, and its span."""

    role: str
    text: str
    where: str
    span: Span


@record
class Comparison:
    """One comparison; `number` counts all of the page from 1, `finding` the open findings, None for the others.

    `kind` is `fails`, `remark` (below the least severity asked for), `waived`, `unsure` or `holds`.
    """

    number: int
    kind: str
    code: str
    title: str
    about: str
    said: str
    spots: tuple[Spot, ...]
    severity: str | None = None
    finding: int | None = None
    formula: str = ""
    remarks: tuple[tuple[str, str], ...] = ()
    fingerprint: str = ""


def comparisons(
    checked: Checked, findings: Iterator[FindingInfo], look: Look, first: int, finding: int
) -> tuple[Comparison, ...]:
    """The comparisons of a document in its order; `findings` gives those of its failing verdicts, in that order.

    `first` and `finding` are the numbers that the first comparison and the first open finding get.
    """
    voice = _Voice(Places(checked.document), {rule.code: rule for rule in checked.rules}, look)
    found: list[Comparison] = []
    for verdict in sorted(checked.verdicts, key=document_order):
        number = first + len(found)
        if verdict.outcome is Outcome.FAILS:
            found.append(_of_finding(next(findings), look, number))
        elif not is_formal(verdict):
            found.append(voice.of_verdict(verdict, number))
    return _numbered(found, finding)


def _numbered(found: Sequence[Comparison], first: int) -> tuple[Comparison, ...]:
    """The same, the open findings numbered as they are listed: the gravest first."""
    order = [each.number for severity in Severity for each in listed(found, "fails", severity.value)]
    numbers = {number: at for at, number in enumerate(order, first)}
    return tuple(replace(each, finding=numbers.get(each.number)) for each in found)


def _of_finding(found: FindingInfo, look: Look, number: int) -> Comparison:
    kind = _kind(found, look)
    spots = (
        Spot(role_name(each.role, look.lang), clean(each.text), place(each, look), Span(each.start, each.end))
        for each in found.evidence
    )
    formula = clean(found.formula) if found.formula else ""
    rest = list(remarks(found, look))[1 if found.formula else 0 :]
    return Comparison(
        number,
        kind,
        found.code,
        look.say(look.titles.get(found.code) or found.rule, found.rule),
        _about(found.indicator, found.year, look),
        clean(found.brief),
        tuple(spots),
        found.severity,
        formula=formula,
        remarks=tuple(rest),
        fingerprint=found.fingerprint,
    )


def _kind(found: FindingInfo, look: Look) -> str:
    order = [severity.value for severity in Severity]
    if found.waived is not None:
        return "waived"
    return "fails" if order.index(found.severity) <= order.index(look.minimum.value) else "remark"


def _about(indicator: str | None, year: int | None, look: Look) -> str:
    when = look.say(f"{year}年", str(year)) if year else ""
    return " · ".join(part for part in (clean(indicator or ""), when) if part)


@record
class _Voice:
    """Puts the verdicts that are no findings into words."""

    places: Places
    rules: Mapping[str, Rule]
    look: Look

    def of_verdict(self, verdict: Verdict, number: int) -> Comparison:
        rule, look = self.rules[verdict.code], self.look
        unsure = verdict.outcome is Outcome.UNSURE
        return Comparison(
            number,
            verdict.outcome.value,
            rule.code,
            self._title(rule, unsure),
            _about(verdict.indicator, verdict.year, look),
            self._why(rule, verdict) if unsure else "",
            tuple(map(self._spot, verdict.evidence)),
            formula=clean(verdict.formula or ""),
        )

    def _title(self, rule: Rule, unsure: bool) -> str:
        """A rule's title says what is wrong; here it is not, or nobody knows."""
        zh, en = ("无法判断是否", "may be") if unsure else ("没有", "no")
        return self.look.say(f"{zh}“{rule.title or rule.name}”", f"{en} {rule.name}")

    def _why(self, rule: Rule, verdict: Verdict) -> str:
        figures = [quoted(each.text, "", self.look.lang) for each in verdict.evidence]
        return message(rule, verdict, figures, self.look.lang)

    def _spot(self, each: Evidence) -> Spot:
        at = self.places.of(each.span, self.look.lang)
        where = place_text(at.where, at.line, at.page, self.look.lang)
        return Spot(role_name(each.role, self.look.lang), clean(each.text), where, each.span)


def listed(found: Sequence[Comparison], kind: str, severity: str | None = None) -> list[Comparison]:
    """The comparisons of a kind, and of a severity."""
    return [each for each in found if each.kind == kind and severity in (None, each.severity)]
