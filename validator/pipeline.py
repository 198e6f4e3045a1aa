"""The whole product on one screen: a file becomes a document, facts, verdicts."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from validator.document import Document
from validator.engine import choose_rules, run_rules
from validator.errors import GoujiError
from validator.facts import Facts, build_facts
from validator.finding import Verdict
from validator.readers import Revisions, read_document
from validator.records import record
from validator.rules import all_rules
from validator.rules.base import Rule
from validator.settings import Settings, severity_of
from validator.waivers import Waiver

if TYPE_CHECKING:
    from schemas.indicator import IndicatorTable
    from schemas.plan import PlanSchema
    from validator.claims.plan import Plan


@record
class Checked:
    """A document with all that was found out about it; `rules` are the rules that were asked.

    `crashed` names the rules that broke, with their error. `identity` is what the settings call
    the document, `waivers` are those that may concern it.
    """

    document: Document
    facts: Facts
    rules: tuple[Rule, ...]
    verdicts: tuple[Verdict, ...]
    crashed: tuple[tuple[str, str], ...] = ()
    identity: str = ""
    waivers: tuple[Waiver, ...] = ()


@record
class Unreadable:
    """An input that could not be checked, and why."""

    path: str
    error: GoujiError


def check_document(
    path: str,
    schema: "PlanSchema | None" = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    revisions: Revisions = "accepted",
) -> Checked:
    """Read, understand and check one file.

    `select` and `ignore` hold codes (`GR101`), names (`growth-rate-mismatch`) or families (`GR`).
    `revisions`: as in `read_document`.
    Raises `GoujiError` when the file cannot be read or a code is not known.
    """
    rules = choose_rules(all_rules(), select, ignore)
    document = read_document(Path(path), revisions)
    facts = build_facts(document, schema)
    result = run_rules(facts, rules)
    return Checked(document, facts, rules, result.verdicts, result.crashed)


def settled(checked: Checked, settings: Settings, waivers: tuple[Waiver, ...] = ()) -> Checked:
    """What was found, with the severities and the identity that the settings give, and with its waivers."""
    own = {rule.code: severity_of(rule, settings.severities) for rule in checked.rules}
    verdicts = (replace(each, severity=severity) if (severity := own[each.code]) else each for each in checked.verdicts)
    return replace(checked, verdicts=tuple(verdicts), identity=settings.identity or "", waivers=waivers)


def inferred_table(path: Path) -> "tuple[IndicatorTable, Plan]":
    """The first table of indicators in a file, in the contract's shape, and what the document says of itself."""
    from validator.claims.submitted import submitted

    facts = build_facts(read_document(path))
    if not facts.tables:
        raise GoujiError(
            f"{path} 中没有指标表，无法起草规划模式。", f"{path} has no table of indicators to draft a schema from."
        )
    return submitted(facts.tables[0])[0], facts.plan
