"""Ruling lines to grids, wherever the lines come from."""

import pytest

from validator.readers.limits import MAX_RULES
from validator.readers.ruled import Area, Rule, TooManyRules, lattices, split


def box(xs: list[float], ys: list[float]) -> list[Rule]:
    return [(x, ys[0], x, ys[-1]) for x in xs] + [(xs[0], y, xs[-1], y) for y in ys]


def areas(rules: list[Rule]) -> list[list[tuple[int, int, int, int]]]:
    return [[(a.row, a.column, a.rows, a.columns) for a in table.areas] for table in lattices(*split(rules))]


def test_every_cell_between_lines() -> None:
    (table,) = lattices(*split(box([0, 50, 100], [0, 20, 40])))
    assert table.areas == (Area(0, 0), Area(0, 1), Area(1, 0), Area(1, 1))
    assert (table.box, table.place(60, 30)) == ((0, 0, 100, 40), (1, 1))


def test_pieces_double_lines_and_lines_that_fall_short_are_one_line() -> None:
    pieces = [(x, 20.0, x + 8.0, 20.0) for x in range(0, 100, 10)]
    doubled = [(50, 2, 50, 18), (52, 2, 52, 18), (51, 22, 51, 39)]
    assert areas([*box([0, 100], [0, 40]), *pieces, *doubled]) == [
        [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]
    ]


def test_merged_cells_are_what_no_line_parts() -> None:
    rules = [*box([0, 150], [0, 60]), (50, 0, 50, 60), (50, 20, 150, 20), (100, 20, 100, 40), (0, 40, 150, 40)]
    assert areas(rules) == [[(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 1, 1), (2, 1, 1, 2)]]


def test_open_sides_reach_as_far_as_the_level_lines() -> None:
    rules: list[Rule] = [(0, y, 150, y) for y in (0, 20, 40)]
    (table,) = lattices(*split([*rules, (50, 0, 50, 40), (100, 0, 100, 40)]))
    assert (table.xs, table.is_open, len(table.areas)) == ((0, 50, 100, 150), True, 6)


def test_an_underline_parts_nothing_and_a_frame_is_no_table() -> None:
    assert areas([*box([0, 50, 100], [0, 40]), (48, 30, 70, 30)]) == [[(0, 0, 1, 1), (0, 1, 1, 1)]]
    assert areas(box([0, 100], [0, 40])) == []


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    outer = box([0, 100, 300], [0, 30, 150])
    inner = box([106, 200, 300], [60, 80, 100])
    large, small = areas([*outer, *inner])
    assert large == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]
    assert small == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_more_lines_than_a_page_of_tables_has_are_refused() -> None:
    with pytest.raises(TooManyRules):
        split([(10.0 * n, 0.0, 10.0 * n, 50.0) for n in range(MAX_RULES + 1)])
    crossing: list[Rule] = [(0, 5.0 * n, 9999, 5.0 * n) for n in range(1900)]
    crossing += [(5.0 * n, 0, 5.0 * n, 9999) for n in range(1900)]
    with pytest.raises(TooManyRules):
        lattices(*split(crossing))
