"""Intervals: compound rates to the last digit, rounding both ways, and when two printed figures can both be true."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.document import Text
from validator.quantities.cells import read_cell
from validator.quantities.interval import Interval, agree, compound_rate, prints_as, rate_interval, reproduces
from validator.quantities.quantity import Quantity


def cell(string: str, unit: str = "") -> Quantity:
    return read_cell(Text.plain(string, 0), unit).quantities[0]


@pytest.mark.parametrize(
    ("base", "target", "years", "printed"),
    [
        ("7", "16", 5, "17.98"),
        ("7", "16", 6, "14.77"),
        ("66.15", "90", 5, "6.35"),
        ("66.15", "90", 6, "5.27"),
        ("325", "450", 5, "6.72"),
        ("100", "100", 5, "0.00"),
        ("60", "45", 5, "-5.59"),
        ("2", "4", 1, "100.00"),
    ],
)
def test_compound_rate(base: str, target: str, years: int, printed: str) -> None:
    rate = compound_rate(Decimal(base), Decimal(target), years)
    assert rate is not None
    assert rate.quantize(Decimal("0.01")) == Decimal(printed)
    assert reproduces(rate, cell(printed))


@pytest.mark.parametrize(("base", "target", "years"), [("0", "5", 5), ("5", "0", 5), ("-1", "5", 5), ("5", "6", 0)])
def test_no_rate(base: str, target: str, years: int) -> None:
    assert compound_rate(Decimal(base), Decimal(target), years) is None


def test_a_half_is_printed_up_or_to_even() -> None:
    assert prints_as(Decimal("0.25"), Decimal("0.1")) == (Decimal("0.3"), Decimal("0.2"))
    assert prints_as(Decimal("0.26"), Decimal("0.1")) == (Decimal("0.3"),)


def test_rate_interval_of_counts_is_a_point() -> None:
    interval = rate_interval(cell("7", "家"), cell("16", "家"), 5)
    assert interval is not None
    assert interval.low == interval.high


def test_rate_interval_of_rounded_figures() -> None:
    interval = rate_interval(cell("1.2", "亿元"), cell("1.9", "亿元"), 5)
    assert interval is not None
    assert interval.meets(Interval(Decimal("9.85"), Decimal("9.95")))
    assert not interval.meets(Interval(Decimal("11.3"), Decimal("11.4")))


@pytest.mark.parametrize(
    ("a", "b", "unit", "expected"),
    [
        ("16", "16", "家", True),
        ("16", "17", "家", False),
        ("2.15", "2.2", "%", True),
        ("1.5", "1.6", "%", False),
        ("2.15", "2.15", "%", True),
        ("2.14", "2.2", "%", False),
        ("66.148", "66.15", "亿元", True),
        (">10", "16", "家", True),
        (">20", "16", "家", False),
        ("≤30", "28", "吨", True),
        ("≤30", "41", "吨", False),
        ("50左右", "48", "家", True),
        ("50左右", "30", "家", False),
        ("94左右", "94左右", "%", True),
        ("94左右", "96左右", "%", False),
        ("200左右", "195左右", "家", True),
        ("10—12", "11", "家", True),
        ("10—12", "13", "家", False),
        (">10", ">10", "家", True),
    ],
)
def test_agree(a: str, b: str, unit: str, expected: bool) -> None:
    assert agree(cell(a, unit), cell(b, unit)) is expected
    assert agree(cell(b, unit), cell(a, unit)) is expected, "it does not matter which comes first"


digits = st.integers(1, 10**7)


@given(digits, digits, st.integers(1, 20))
def test_growing_by_the_rate_reaches_the_target(base: int, target: int, years: int) -> None:
    rate = compound_rate(Decimal(base), Decimal(target), years)
    assert rate is not None
    reached = base * (1 + rate / 100) ** years
    assert abs(reached - target) <= Decimal(target) * Decimal("1e-20")


@given(digits, st.integers(0, 3), st.integers(0, 3))
def test_a_figure_agrees_with_its_own_rounding(value: int, places: int, fewer: int) -> None:
    exact = Decimal(value).scaleb(-places)
    short = exact.quantize(Decimal(1).scaleb(-max(0, places - fewer)))
    assert agree(cell(str(exact), "亿元"), cell(str(short), "亿元"))
