"""Bases: what a change starts from where its sentence leaves it out (比2025年净增34个), from the rest of the document."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from validator.claims.amounts import borne_out
from validator.claims.claim import Claim, Known, Role
from validator.claims.former import years_ago
from validator.claims.linking import Linker, comparable
from validator.claims.names import Match, Name
from validator.claims.owners import adds_to, may_start
from validator.claims.passages import Levels
from validator.claims.plan import Plan
from validator.claims.quoted import in_review, since_base
from validator.claims.relations import BASE_YEAR, RATIOS, Change
from validator.records import record

_LONGEST = 15  # years


def _before(claim: Claim, after: Claim) -> bool:
    """True for an earlier figure of the same paragraph, in the same unit."""
    return (
        claim.site.block == after.site.block and claim.site < after.site and claim.quantity.unit == after.quantity.unit
    )


@record
class Bases:
    """Where a base is looked for: the rows of tables through `linker`, and the `levels` that prose states."""

    plan: Plan
    linker: Linker
    levels: Levels

    def given(self, change: Change) -> Change:
        """A change with its base, where the document has it."""
        named = change.amount.compared
        if named and change.before is not None and self._is_of_another_year(change, change.before, named):
            change = replace(change, before=None, before_year=named)
        if change.before is not None or change.before_year is None or change.after.name is None:
            return change
        if change.before_year == BASE_YEAR:
            year = since_base(change, self.plan, self.linker)
            base = self.value_at(change.after.name, year, change.after) if year else None
            if base is None and (first := self._told_before(change)) is not None:
                return replace(change, before=first, before_year=first.year)
            reviewed = base is not None and change.after.year is None and in_review(change.after, base)
            return replace(change, before=None if reviewed else base, before_year=year)
        before = self.value_at(change.after.name, change.before_year, change.after)
        itself = before is not None and before.span == change.after.span  # 安排64.5亿元，较2025年增加2.32亿元
        return change if itself else replace(change, before=before)

    def _is_of_another_year(self, change: Change, before: Claim, named: int) -> bool:
        """由A增加到B，是2010年的N倍; 达到B，上年为A，比2010年增加C: A is not what the year that is named has."""
        if before.year is not None or change.amount.site < before.site:
            return False
        if before.start == "then":
            ago, year = years_ago(before.cue), change.after.year
            return ago is not None and year is not None and year - ago != named
        return change.amount.role is Role.MULTIPLE and named != self.plan.base_year

    def _told_before(self, change: Change) -> Claim | None:
        """2015年，甲为8.6万亩；2020年，甲达到12.4万亩，年均增长7.6%: the one figure of an earlier year in the paragraph; for an
        amount only where it is borne out, but for one slip of a digit."""
        after, name = change.after, change.after.name
        if name is None or after.year is None or after.when.known is not Known.SAID or "以来" in after.gap:
            return None
        if after.role is not Role.LEVEL or after.scope or after.owner:
            return None
        years = range(after.year - _LONGEST, after.year)
        told = [c for year in years for c in self.levels.get((name.key, year), ()) if _before(c, after)]
        if len(told) != 1:
            return None
        sure = change.amount.role is Role.ANNUAL_GROWTH or borne_out(replace(change, before=told[0]))
        return told[0] if sure else None

    def value_at(self, name: Name, year: int, like: Claim) -> Claim | None:
        """The level of an indicator in a year, from a table or else from prose, in units of the same kind."""
        if like.owner:
            return None  # 做大建材集群，产值…: that of another has the same name
        for match, series in self.linker.linked(name):
            cell = series.level(year) if not adds_to(like, series.name.printed) else None
            if match >= Match.CLOSE and cell and cell.role is Role.LEVEL and comparable(like, cell, series):
                return cell
        named = () if adds_to(like, name.printed) else self.levels.get((name.key, year), ())
        told = [c for c in may_start(like, named) if c.quantity.unit == like.quantity.unit]
        return told[0] if len({c.quantity.value for c in told}) == 1 else None

    def doublings(
        self, changes: Iterable[Change], groups: Iterable[tuple[Claim, ...]], tabled: frozenset[str]
    ) -> Iterator[tuple[Claim, Claim, Claim]]:
        """翻番 with the figure it is said of and that figure's base: in the sentence, or heading a list."""
        for change in changes:
            if change.amount.quantity.unit == "番" and change.before is not None:
                yield change.amount, change.after, change.before
        year = self.plan.base_year
        for heading, claim in headed(groups, tabled):
            if year is None or claim.name is None or (claim.year is not None and claim.year <= year):
                continue
            base = self.value_at(claim.name, year, claim)
            if base is not None:
                yield heading, claim, base


def headed(groups: Iterable[tuple[Claim, ...]], tabled: frozenset[str]) -> Iterator[tuple[Claim, Claim]]:
    """The targets of a paragraph that opens with a sentence of nothing but 翻番, each with that heading.

    A heading that names an indicator of the tables (瞪羚企业翻番) is said of that one alone; `tabled` holds their keys.
    """
    heading: Claim | None = None
    for group in groups:
        if "番" in group[0].quantity.text and len(group) == 1 and group[0].site.sentence == 0:
            heading = group[0]
        elif heading is not None and group[0].site.block == heading.site.block:
            own = heading.name.key if heading.name and heading.name.key in tabled else None
            for claim in group:
                level = claim.role is Role.LEVEL and claim.quantity.unit not in RATIOS and not claim.start
                if level and claim.own_name and claim.name is not None and own in (None, claim.name.key):
                    yield heading, claim
        else:
            heading = None
