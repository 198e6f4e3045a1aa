"""Cells: figures with bounds, brackets and marks; blanks; two figures; rates in place of levels; words."""

from decimal import Decimal

import pytest

from validator.document import Text
from validator.quantities.cells import Reading, read_cell
from validator.quantities.quantity import Bound


@pytest.mark.parametrize("string", ["", " ", "-", "—", "——", "－", "/", "无", "…", "〔〕", "*"])
def test_blank(string: str) -> None:
    assert read_cell(Text.plain(string, 0), "家").reading is Reading.BLANK


@pytest.mark.parametrize(
    ("string", "unit", "value", "canonical", "bound"),
    [
        ("16", "家", "16", "家", Bound.EXACT),
        ("66.15", "亿元", "6615000000", "元", Bound.EXACT),
        ("1,200", "人", "1200", "人", Bound.EXACT),
        ("1.8万", "人", "18000", "人", Bound.EXACT),
        ("5.2亿", "元", "520000000", "元", Bound.EXACT),
        ("5.2亿元", "万元", "520000000", "元", Bound.EXACT),
        ("95%", "%", "95", "%", Bound.EXACT),
        ("-3.2", "%", "-3.2", "%", Bound.EXACT),
        ("−18", "%", "-18", "%", Bound.EXACT),
        (">22", "件", "22", "件", Bound.FLOOR),
        ("≥95%", "%", "95", "%", Bound.FLOOR),
        ("10以上", "%", "10", "%", Bound.FLOOR),
        ("≤9.0", "‰", "9", "‰", Bound.CEILING),
        ("0.5以内", "%", "0.5", "%", Bound.CEILING),
        ("50左右", "家", "50", "家", Bound.ABOUT),
        ("10—12", "家", "12", "家", Bound.RANGE),
        ("40%-42%", "%", "42", "%", Bound.RANGE),
        ("９０００", "个", "9000", "个", Bound.EXACT),
        ("2.15:1", "", "2.15", "", Bound.EXACT),
        ("9.8/10万", "", "9.8", "1/10万", Bound.EXACT),
        (" 12 ", "家", "12", "家", Bound.EXACT),
    ],
)
def test_one_figure(string: str, unit: str, value: str, canonical: str, bound: Bound) -> None:
    cell = read_cell(Text.plain(string, 7), unit)
    assert cell.reading is Reading.FIGURE
    (quantity,) = cell.quantities
    assert (quantity.value, quantity.unit, quantity.bound) == (Decimal(value), canonical, bound)
    at = 7 + string.index(string.strip())
    assert (quantity.span.start, quantity.span.end) == (at, at + len(string.strip()))


@pytest.mark.parametrize("string", ["〔300〕", "[300]", "〔300〕*"])
def test_brackets_mean_a_total_over_the_period(string: str) -> None:
    (quantity,) = read_cell(Text.plain(string, 0), "公顷").quantities
    assert quantity.bracket
    assert quantity.value == 300


@pytest.mark.parametrize(("string", "mark"), [("12*", "*"), ("12＊", "＊"), ("12①", "①"), ("12", "")])
def test_footnote_mark(string: str, mark: str) -> None:
    assert read_cell(Text.plain(string, 0), "家").quantities[0].mark == mark


def test_two_figures_have_their_own_places() -> None:
    cell = read_cell(Text.plain("153 / 45", 10), "件")
    assert cell.reading is Reading.COMPOSITE
    assert [(q.text, q.span.start, q.span.end) for q in cell.quantities] == [("153", 10, 13), ("45", 16, 18)]


@pytest.mark.parametrize("string", ["年均增长13%", "年均增长13%以上", "比2020年提高5个百分点", "下降18%"])
def test_a_rate_in_place_of_a_level(string: str) -> None:
    assert read_cell(Text.plain(string, 0), "亿元").reading is Reading.GROWTH


@pytest.mark.parametrize("string", ["位居前列", "9O00", "90.5.2", "完成", "（提高）", "3/5/", "l6"])
def test_words_and_slips(string: str) -> None:
    cell = read_cell(Text.plain(string, 0), "家")
    assert cell.reading is Reading.TEXT
    assert cell.quantities == ()


def test_rounding_of_a_cell_follows_its_unit() -> None:
    (money,) = read_cell(Text.plain("66.15", 0), "亿元").quantities
    assert (money.low, money.high) == (Decimal("6614500000"), Decimal("6615500000"))
    (count,) = read_cell(Text.plain("16", 0), "家").quantities
    assert count.exact


@pytest.mark.parametrize(
    ("string", "unit", "value", "expected"),
    [
        ("16—24", "家", "12", "12"),
        ("16%-24%", "%", "12.4", "12%"),
        ("1.5—2.5", "万亩", "18000", "1.8"),
        ("〔16—24〕", "家", "12", "〔12〕"),
    ],
)
def test_a_range_in_a_cell_is_rewritten_as_one_figure(string: str, unit: str, value: str, expected: str) -> None:
    (quantity,) = read_cell(Text.plain(string, 0), unit).quantities
    assert quantity.rewrite(Decimal(value)) == expected
