"""Choose the rules and run them over the facts: a rule that breaks is written down, and the others go on."""

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import TYPE_CHECKING

from validator.diagnosis.disputes import told_once, undisputed
from validator.errors import GoujiError
from validator.finding import Verdict, signed
from validator.records import record
from validator.rules.base import Rule
from validator.wording import clean

if TYPE_CHECKING:
    from validator.facts import Facts


@record
class EngineResult:
    """What the rules said, in the order of the document, and the rules that broke with their error."""

    verdicts: tuple[Verdict, ...]
    crashed: tuple[tuple[str, str], ...]


def run_rules(facts: "Facts", rules: Iterable[Rule]) -> EngineResult:
    """Every verdict of every rule, with its code, sorted by place and code.

    What two rules say of one figure is told once. A rule that raises keeps the verdicts it had given: each of them is a comparison of its own.
    """
    verdicts: list[Verdict] = []
    crashed: list[tuple[str, str]] = []
    rules = tuple(rules)
    for rule in sorted(rules, key=lambda rule: rule.code):
        try:
            # One by one, not as a list: what came before a crash is kept.
            verdicts.extend(map(signed, rule.check(facts), repeat(rule.code)))
        except Exception as error:  # whatever a rule does wrong, the author of the plan still gets the rest
            crashed.append((rule.code, f"{type(error).__name__}: {error}"))
    settled = undisputed(told_once(verdicts), {rule.code: rule.severity for rule in rules}, facts)
    return EngineResult(tuple(sorted(settled, key=document_order)), tuple(crashed))


def document_order(verdict: Verdict) -> tuple[object, ...]:
    """Sort key: the place of the first figure, then the code, then what tells equal places apart."""
    evidence = verdict.evidence
    start, end = (evidence[0].span.start, evidence[0].span.end) if evidence else (-1, -1)
    others = [(each.span.start, each.span.end) for each in evidence[1:]] if len(evidence) > 1 else []
    return (start, end, verdict.code, others, verdict.why, verdict.indicator or "", verdict.year or 0)


def choose_rules(rules: Sequence[Rule], select: Sequence[str] = (), ignore: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The rules selected (all of them when `select` is empty) without those ignored.

    Raises `GoujiError` for a code, name or family that no rule has: a slip there must not pass for
    a clean document.
    """
    for asked in (*select, *ignore):
        if not any(answers(rule, asked) for rule in rules):
            raise _no_such_rule(asked)
    return tuple(
        rule
        for rule in rules
        if (not select or any(answers(rule, asked) for asked in select))
        and not any(answers(rule, asked) for asked in ignore)
    )


def answers(rule: Rule, asked: str) -> bool:
    """True when `asked` is the rule's code, its name or its family, in any case."""
    return asked.upper() in (rule.code, rule.code[:2]) or asked.lower() == rule.name


def find_rule(rules: Sequence[Rule], asked: str) -> Rule:
    """The rule with that code or name; raises `GoujiError` when there is none."""
    for rule in rules:
        if asked.upper() == rule.code or asked.lower() == rule.name:
            return rule
    raise _no_such_rule(asked)


def family(rules: Sequence[Rule], asked: str) -> tuple[Rule, ...]:
    """The rules of the family with that prefix (`GR`, in any case); none where no family has it."""
    return tuple(rule for rule in rules if asked.upper() == rule.code[:2])


def _no_such_rule(asked: str) -> GoujiError:
    name = clean(asked)
    return GoujiError(
        f"没有规则“{name}”，运行 gouji rules 查看全部规则。", f"There is no rule “{name}”; gouji rules lists them all."
    )
