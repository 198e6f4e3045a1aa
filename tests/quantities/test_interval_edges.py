"""Intervals at their edges: figures that only just touch, zero and negative ends, bounds, and slips of the pen."""

from decimal import Decimal

import pytest

from validator.document import Text
from validator.quantities.cells import read_cell
from validator.quantities.interval import (
    Interval,
    agree,
    allows,
    as_mean,
    cut_off,
    difference_interval,
    distance_interval,
    is_reordered,
    one_slip,
    rate_interval,
    ratio_interval,
    reproduces,
    sum_interval,
    sum_slipped,
    transposed,
)
from validator.quantities.quantity import Quantity


def cell(string: str, unit: str = "") -> Quantity:
    return read_cell(Text.plain(string, 0), unit).quantities[0]


def test_no_rate_reproduces_nothing() -> None:
    assert reproduces(None, cell("5", "%")) is False


@pytest.mark.parametrize(
    ("value", "expected"),
    [("9.4", False), ("9.5", True), ("10.4", True), ("11", False), ("11.6", True), ("12.6", False)],
)
def test_a_range_is_reproduced_by_what_rounds_to_one_of_its_ends(value: str, expected: bool) -> None:
    assert reproduces(Decimal(value), cell("10—12", "%")) is expected


@pytest.mark.parametrize(("base", "target"), [("0", "5"), ("5", "0"), ("0", "0")])
def test_a_rate_that_rounding_leaves_open_at_one_end_is_none(base: str, target: str) -> None:
    """A printed 0亿元 is anything from -0.5 to 0.5: one end of the rate is defined, the other is not."""
    assert rate_interval(cell(base, "亿元"), cell(target, "亿元"), 5) is None


@pytest.mark.parametrize(
    ("a", "b", "unit", "expected"),
    [
        ("0.015万", "145", "家", True),  # 145 is printed as 0.015万; one is a count, the other rounded
        ("0.015万", "144", "家", False),
        ("9.5—12", "9", "%", True),  # 9.5 is printed as 9 or as 10
        ("9.5—12", "9.4", "%", False),
        ("10—12", "12—15", "家", True),
        (">9.5", "9", "%", True),  # the edge of what is printed 9 meets the floor
        (">9.6", "9", "%", False),
        ("≤8.5", "9", "%", True),
        ("≤8.4", "9", "%", False),
        (">10", "≤10", "家", True),
        (">11", "≤10", "家", False),
        (">10", ">12", "家", False),
        ("≤10", "≤10", "家", True),
        ("≤10", "≤8", "家", False),
    ],
)
def test_agree_at_the_edge(a: str, b: str, unit: str, expected: bool) -> None:
    assert agree(cell(a, unit), cell(b, unit)) is expected
    assert agree(cell(b, unit), cell(a, unit)) is expected, "it does not matter which comes first"


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        ("5", "10", ("0.5", "0.5")),
        ("0", "10", ("0", "0")),
        ("1", "1", ("1", "1")),
        ("5", "0", None),
        ("0", "0", None),
        ("-1", "10", None),
        ("5", "-1", None),
        ("-5", "-10", None),
    ],
)
def test_ratio_of_counts(part: str, whole: str, expected: tuple[str, str] | None) -> None:
    wanted = Interval(*map(Decimal, expected)) if expected else None
    assert ratio_interval(cell(part, "家"), cell(whole, "家")) == wanted


def test_ratio_of_rounded_figures_takes_the_far_ends() -> None:
    assert ratio_interval(cell("0.9", "%"), cell("0.5", "%")) == Interval(
        Decimal("0.85") / Decimal("0.55"), Decimal("0.95") / Decimal("0.45")
    )
    assert ratio_interval(cell("0.5", "%"), cell("0", "%")) is None, "0 may be -0.5"
    assert ratio_interval(cell("0.5", "%"), cell("0.5", "%")) is not None


def test_a_sum_adds_the_rounding_of_its_figures() -> None:
    assert sum_interval([cell("1.5", "%"), cell("2", "%"), cell("3", "家")]) == Interval(
        Decimal("5.95"), Decimal("7.05")
    )
    assert sum_interval([]) == Interval(Decimal(0), Decimal(0))


@pytest.mark.parametrize(
    ("stated", "low", "high", "expected"),
    [
        (">5", "3", "5", True),
        (">5", "3", "4.9", False),
        (">5", "6", "7", True),
        ("≤5", "5", "7", True),
        ("≤5", "5.1", "7", False),
        ("≤5", "3", "4", True),
        ("5", "3", "4.9", False),
        ("5", "5.1", "7", False),
        ("5", "3", "5", True),
        ("5", "5", "7", True),
    ],
)
def test_a_stated_figure_allows_what_was_found(stated: str, low: str, high: str, expected: bool) -> None:
    assert allows(cell(stated, "家"), Interval(Decimal(low), Decimal(high))) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("123", "173", True),
        ("123", "132", True),
        ("12.3", "13.2", True),
        ("123", "123", False),
        ("123", "234", False),
        ("123", "132.0", False),
        ("123", "142", False),  # two digits wrong, of which one looks moved
        ("123", "143", True),
        ("12", "31", False),
        ("12", "23", False),
        ("1234", "2143", False),  # two swaps are two slips
        ("1234", "3412", False),
        ("7", "8", True),
        ("12.3", "1203", False),  # a point is no digit
        ("", "", False),
    ],
)
def test_one_slip(a: str, b: str, expected: bool) -> None:
    assert one_slip(a, b) is expected
    assert one_slip(b, a) is expected


@pytest.mark.parametrize(
    ("a", "b", "unit", "low", "high"),
    [
        ("5", "8", "家", "3", "3"),
        ("5", "5", "家", "0", "0"),
        ("5", "8", "%", "2", "4"),  # 4.5 to 5.5 and 7.5 to 8.5
        ("5", "5", "%", "0", "1"),
        ("5", "6", "%", "0", "2"),
        ("5", ">8", "家", "3", "Infinity"),
        ("≤5", "8", "家", "3", "Infinity"),
        ("5", "≤8", "家", "0", "3"),
        (">5", "8", "家", "0", "3"),
        (">5", ">8", "家", "0", "Infinity"),
        ("5", ">5", "家", "0", "Infinity"),
        ("5", "≤5", "家", "0", "Infinity"),
        (">5", "≤5", "家", "0", "Infinity"),
        ("3—5", "5", "家", "0", "2"),
        ("3—5", ">5", "家", "0", "Infinity"),
        ("≤5", "≤8", "家", "0", "Infinity"),
    ],
)
def test_how_far_two_figures_are_apart(a: str, b: str, unit: str, low: str, high: str) -> None:
    for one, other in ((a, b), (b, a)):
        found = distance_interval(cell(one, unit), cell(other, unit))
        assert found == Interval(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("a", "b", "unit", "low", "high"),
    [
        ("5", "8", "家", "3", "3"),
        ("5", "8", "%", "2", "4"),
        ("5", "5", "%", "-1", "1"),
        ("3—5", "5", "家", "0", "2"),
    ],
)
def test_the_larger_of_two_figures_less_the_smaller(a: str, b: str, unit: str, low: str, high: str) -> None:
    for one, other in ((a, b), (b, a)):
        found = difference_interval(cell(one, unit), cell(other, unit))
        assert found == Interval(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("stated", "unit", "low", "high"),
    [
        ("5", "家", "4.001", "5.999"),  # cut off or rounded up
        ("90", "家", "89.001", "90.999"),
        ("137", "家", "136.001", "137.999"),
        ("130", "家", "125", "135"),  # from a hundred on, perhaps rounded to the last zeros
        ("100", "家", "50", "150"),
        ("1300", "家", "1250", "1350"),
        ("1.5", "%", "1.45", "1.55"),  # rounded as it is
        ("130", "%", "129.5", "130.5"),
    ],
)
def test_a_whole_number_as_a_mean(stated: str, unit: str, low: str, high: str) -> None:
    found = as_mean(cell(stated, unit))
    assert (found.low, found.high) == (Decimal(low), Decimal(high))
    assert (found.value, found.text) == (cell(stated, unit).value, cell(stated, unit).text)


@pytest.mark.parametrize(
    ("value", "printed", "expected"),
    [
        ("47.78", "47", True),
        ("16.14", "16.2", True),
        ("46.01", "47", True),
        ("48", "47", False),  # a whole unit away
        ("46", "47", False),
        ("5.5", "5", False),  # one digit says too little
        ("0.55", "0.5", False),
        ("0.05", "0.0", False),
        ("1.05", "1.0", True),
        ("99.5", "100", True),
    ],
)
def test_a_figure_cut_off_instead_of_rounded(value: str, printed: str, expected: bool) -> None:
    assert cut_off(Decimal(value), cell(printed, "%")) is expected


@pytest.mark.parametrize(
    ("whole", "parts", "digits", "expected"),
    [
        ("136", ("60", "66"), 1, True),  # 126
        ("136", ("60", "66"), 3, True),
        ("136", ("60", "66"), 4, False),
        ("100", ("33", "40"), 1, False),  # 73; 60 for 33; 67 for 40
        ("100", ("30", "40"), 1, True),  # 60 for 30
        ("100", ("30", "40"), 2, True),
        ("100", ("30", "40"), 3, False),  # two digits are too few, and 70 is no slip of 100
        ("96", ("96", "8"), 1, False),  # 104; 88 for 96; 0 for 8 is no part
        ("96", ("95", "8"), 1, True),  # 1 for 8
    ],
)
def test_a_slip_of_one_digit_explains_a_sum(whole: str, parts: tuple[str, ...], digits: int, expected: bool) -> None:
    assert sum_slipped(cell(whole, "家"), [cell(part, "家") for part in parts], digits) is expected
    if digits == 1:
        assert sum_slipped(cell(whole, "家"), [cell(part, "家") for part in parts]) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("123", "132", True),
        ("123", "213", True),
        ("123", "321", False),  # no neighbours
        ("123", "123", False),
        ("1.23", "1.32", True),
        ("12.3", "13.2", True),  # across the point
        ("12.3", "1.23", False),  # the point is out of place, not a digit
        ("12", "21", False),  # too short to tell
        ("1.2", "2.1", False),
        ("123", "132万", False),
    ],
)
def test_two_digits_of_a_figure_that_changed_places(a: str, b: str, expected: bool) -> None:
    assert transposed(cell(a, "%"), cell(b, "%")) is expected
    assert transposed(cell(b, "%"), cell(a, "%")) is expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("123", "132", True),
        ("123", "321", True),  # any two
        ("1.23", "1.32", True),
        ("123", "231", False),  # of three digits not all
        ("1.23", "2.31", False),
        ("1234", "2314", True),
        ("1234", "4321", True),
        ("123.4", "432.1", True),
        ("12", "21", False),
        ("1.2", "2.1", False),
        ("1234", "1234", False),
        ("123", "124", False),
        ("123", "1230", False),
        ("123.4", "12.34", False),  # the point is out of place
    ],
)
def test_the_same_digits_in_another_order(a: str, b: str, expected: bool) -> None:
    assert is_reordered(a, b) is expected
    assert is_reordered(b, a) is expected
