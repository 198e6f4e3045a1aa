"""Two statements of one fact: do they agree, and how sure is it that they are about the same thing?"""

from dataclasses import dataclass

from validator.claims.claim import Claim, Known, Role
from validator.claims.names import Match
from validator.quantities.interval import agree
from validator.quantities.quantity import Bound


@dataclass(frozen=True, slots=True)
class Comparison:
    """`agrees` by the figures; `sure` that both mean the same; `doubt` names what speaks against it."""

    agrees: bool
    sure: bool
    doubt: str = ""


def compare(a: Claim, b: Claim, match: Match, units_agree: bool) -> Comparison:
    """Compare two claims of one indicator and time.

    They are surely about the same thing when the names mean the same, the units are one, neither is
    said of a part or a larger whole, the year is said or carried by the section's lead, and both
    figures are levels. What is missing is the `doubt`: `name`, `unit`, `scope`, `time`,
    `role` (a total over years), `flow` (an addition).
    """
    agrees = agree(a.quantity, b.quantity)
    doubts = [
        ("name", match < Match.CLOSE),
        ("scope", a.scope != b.scope),
        ("role", Role.TOTAL in (a.role, b.role) and a.role is not b.role),
        ("flow", Role.FLOW in (a.role, b.role)),
        ("bounds", Bound.FLOOR in (a.quantity.bound, b.quantity.bound) and _one_sided(a, b)),
        ("time", Known.UNKNOWN in (a.when.known, b.when.known)),
    ]
    doubt = next((name for name, holds in doubts if holds), "")
    sure = (
        not doubt and match is Match.SAME and units_agree and not (a.build or b.build)
        and all(c.when.known in (Known.SAID, Known.CARRIED) for c in (a, b))
    )
    return Comparison(agrees, sure, doubt)


def _one_sided(a: Claim, b: Claim) -> bool:
    """Two floors of different height do not exclude each other."""
    return a.quantity.bound is b.quantity.bound and a.quantity.value != b.quantity.value
