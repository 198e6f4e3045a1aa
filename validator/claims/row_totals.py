"""Row totals: a column of 合计 with the columns beside it that it adds up, row by row.

Which columns those are the table does not say: they are the ones for which most of its rows add up.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from validator.claims.names import bracket_notes
from validator.claims.totals import INTENSIVE, Row, Sum, body_of, figure_in, near, summed
from validator.document import Table
from validator.patterns import later
from validator.quantities.cells import Reading, read_cell
from validator.quantities.quantity import Quantity

_TOTAL = later(
    r"(?:[一二三四五六七八九十\d]{1,2}年|规划期|期间)?(?:投资)?(?:合计|总计|小计|总投资)(?:[（(].{1,6}[)）])?"
)
_WIDEST = 16  # columns that a total may add up
_HOLDING = 3  # rows that have to add up before another is said not to


def row_totals(tables: Iterable[Table]) -> Iterator[Sum]:
    """The totals of rows in all tables where most rows agree on what is added up."""
    for table in tables:
        if any("计" in cell.text.string or "总投资" in cell.text.string for row in table.grid[:3] for cell in row):
            headers, rows = body_of(table)
            for column, header in enumerate(headers):
                if not _TOTAL.fullmatch(header):
                    continue
                years = _years_before(headers, column)
                if len(years) >= _HOLDING and len(sums := _sums(headers, rows, column, years)) < _HOLDING:
                    yield from _near(sums)
                else:
                    yield from _judged(_best(headers, rows, column))


def _years_before(headers: Sequence[str], column: int) -> range:
    """The columns right before a total that are headed by one year after another: it adds up no others."""
    first = column
    while first and (year := _YEAR.match(headers[first - 1])):
        if first < column and (after := _YEAR.match(headers[first])) and int(year[1]) + 1 != int(after[1]):
            break
        first -= 1
    return range(first, column)


_YEAR = later(r"(20\d\d)(?:年|$)")


def _best(headers: Sequence[str], rows: Sequence[Row], column: int) -> list[Sum]:
    """The sums of the columns that most rows add up, directly before the total or behind it."""
    before = [range(start, column) for start in range(max(1, column - _WIDEST), column - 1)]
    behind = [range(column + 1, end) for end in range(column + 3, min(len(headers), column + _WIDEST) + 1)]
    found = [_sums(headers, rows, column, members) for members in (*before, *behind)]
    return max(found, key=lambda sums: sum(s.holds for s in sums), default=[])


def _sums(headers: Sequence[str], rows: Sequence[Row], column: int, members: range) -> list[Sum]:
    if any(INTENSIVE.search(headers[at]) or _TOTAL.fullmatch(headers[at]) for at in members):
        return []
    found = []
    for row in rows:
        whole = figure_in(row, column, headers[column]) if row.cells and not INTENSIVE.search(row.label) else None
        parts = _parts(row, [(at, headers[at] if bracket_notes(headers[at])[1] else headers[column]) for at in members])
        if whole and len(parts) >= 2:
            found.append(summed(row.label, headers[column], whole, parts))
    return found


def _parts(row: Row, columns: list[tuple[int, str]]) -> tuple[Quantity, ...]:
    """The figures of a row in some columns, each with the header that has its unit, blanks left out; none where one of
    them is something else."""
    if not row.cells:
        return ()
    found = [figure_in(row, at, header) for at, header in columns]
    blank = [read_cell(row.cells[at].text).reading is Reading.BLANK for at, _ in columns]
    if any(q is None and not empty for q, empty in zip(found, blank, strict=True)):
        return ()
    return tuple(q for q in found if q is not None)


def _judged(sums: list[Sum]) -> Iterator[Sum]:
    """Those that hold, and those that fail by less than a quarter where at least twice as many hold."""
    holding = sum(s.holds for s in sums)
    if holding >= max(_HOLDING, 2 * (len(sums) - holding)):
        yield from _near(sums)


def _near(sums: list[Sum]) -> Iterator[Sum]:
    return (replace(s, across=True) for s in sums if s.holds or s.slip or near(s))
