"""Schedules: what a table of tasks says is to be reached by the date of its row (智能车间达到120个, 2032年12月)."""

from collections.abc import Callable, Iterable, Iterator

from validator.claims.claim import Claim, Role
from validator.claims.linking import Linker
from validator.claims.names import Match
from validator.claims.plan import Plan
from validator.claims.prose import told_by
from validator.claims.relations import MOVED
from validator.document import Document, Table, Text
from validator.patterns import later
from validator.quantities.find import Numbers

_DUE_COLUMN = later(r"(?:完成|办结|计划完成)?(?:时限|期限|时间|日期|时间节点|时间要求)")
# The end of a year; what is due in June is not what the year ends with.
_DUE = later(r"((?:19|20)\d\d)(?:年(?:年?[底末]|12月(?:底|末|31日)?)?|[.．]12)(?:之?前)?(?:完成)?")


def scheduled(document: Document, plan: Plan, numbers: Callable[[Text], Numbers]) -> Iterator[Claim]:
    """The levels that tasks with a date are to reach, in the words 达到, 提高到 and the like."""
    for number, block in enumerate(document.blocks):
        due = _column(block) if isinstance(block, Table) else None
        if not isinstance(block, Table) or due is None:
            continue
        for row in block.grid[1:]:
            found = _DUE.fullmatch("".join(row[due].text.string.split()))
            cells = {id(cell): cell for cell in row if "到" in cell.text.string or "至" in cell.text.string}
            for cell in cells.values() if found else ():
                told = told_by(cell.text, block.section, number, plan, numbers, int(found[1]) if found else None)
                yield from (c for c in told if c.role is Role.LEVEL and c.own_name and MOVED.search(c.cue))


def _column(table: Table) -> int | None:
    heads = ("".join(cell.text.string.split()) for cell in table.grid[0])
    return next((at for at, head in enumerate(heads) if _DUE_COLUMN.fullmatch(head)), None)


def restated_in_tables(claims: Iterable[Claim], linker: Linker) -> Iterator[tuple[Claim, Claim]]:
    """The cell that has the same indicator for the same year, with the level that a task states."""
    for claim in claims:
        pair = linker.restated(claim)
        if (
            pair is None
            or pair.match is not Match.SAME
            or pair.cell.role is not Role.LEVEL
            or claim.scope
            or claim.owner
        ):
            continue
        if pair.units_agree and pair.cell.year == claim.year and pair.cell.site.block != claim.site.block:
            yield pair.cell, claim
