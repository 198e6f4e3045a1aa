"""Numerals at their edges: the longest ones, letters beside them, formal digits on their own, scales out of order."""

import string
from decimal import Decimal

import pytest

from validator.quantities.numerals import DIGITS, LONGEST, find_numerals, parse_numeral


@pytest.mark.parametrize(
    ("characters", "value"),
    [
        ("零〇○", 0),
        ("一壹", 1),
        ("二两贰兩貳", 2),
        ("三叁參", 3),
        ("四肆", 4),
        ("五伍", 5),
        ("六陆陸", 6),
        ("七柒", 7),
        ("八捌", 8),
        ("九玖", 9),
    ],
)
def test_every_form_of_a_digit(characters: str, value: int) -> None:
    assert [parse_numeral(c) for c in characters] == [(Decimal(value), Decimal(1))] * len(characters)
    assert [parse_numeral(f"{c}点{c}") for c in characters if c not in "两兩"] == [
        (Decimal(f"{value}.{value}"), Decimal("0.1")) for c in characters if c not in "两兩"
    ]


@pytest.mark.parametrize("letter", string.ascii_letters)
def test_a_letter_is_part_of_no_numeral(letter: str) -> None:
    assert find_numerals(letter + "、" + letter + "万") == []
    found = find_numerals(f"五{letter}、3{letter}、2万{letter}、5兆{letter}、一点{letter}")
    assert [n.value for n in found] == [5, 3, 20_000, 5, 1], "and 5兆W is five of a unit"
    among = find_numerals(f"{letter}十五万家、{letter}百万、{letter}五分之三、{letter}陆万")
    assert [n.value for n in among] == [150_000, 1_000_000, 3, 60_000]
    assert parse_numeral(letter) is None
    assert parse_numeral(f"五{letter}") is None
    assert parse_numeral(f"五点{letter}") is None
    assert parse_numeral(f"五点三{letter}") is None


@pytest.mark.parametrize("digit", "壹贰貳叁參肆伍陆陸柒捌玖")
def test_a_formal_digit_counts_only_before_a_scale(digit: str) -> None:
    assert find_numerals(f"{digit}家") == [], "陆家嘴 and 伍家岗 are names"
    (found,) = find_numerals(f"{digit}佰家")
    assert found.value == DIGITS[digit] * 100


def test_the_longest_numeral() -> None:
    longest = "1" + "万" * (LONGEST - 1)
    assert parse_numeral(longest) == (Decimal("1e188"), Decimal("1e188"))
    assert parse_numeral(longest + "万") is None


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1" * 28, "1" * 28),
        ("1" * 29, None),
        ("1" * 18 + "." + "1" * 9, "1" * 18 + "." + "1" * 9),
        ("1" * 20 + "点" + "一" * 8, "1" * 20 + "." + "1" * 8),
        ("1" * 20 + "点" + "一" * 9, None),  # no Decimal of 28 places holds it
        ("1" * 20 + "点" + "一" * 20, None),
        ("0." + "1" * 26, "0." + "1" * 26),
    ],
)
def test_a_numeral_has_at_most_28_places(printed: str, value: str | None) -> None:
    parsed = parse_numeral(printed)
    assert (parsed and parsed[0]) == (value and Decimal(value))


@pytest.mark.parametrize(
    ("printed", "value", "step"),
    [
        ("二三五", "235", "1"),  # only two digits in a row may mean a few
        ("三四〇", "340", "1"),
        ("三五〇", "350", "1"),
        ("二三", None, None),
        ("八九", None, None),
        ("三五", None, None),
        ("一二", None, None),
        ("〇一", "1", "1"),
        ("五三", "53", "1"),
        ("九〇", "90", "1"),
        ("一千百", None, None),  # only the first scale of all may stand without its digit
        ("一万百", None, None),
        ("一万千", None, None),
        ("一千十", "1010", "1"),
        ("一万十", "10010", "1"),
        ("千五", "1500", "100"),
        ("五兆3千亿", "5300000000000", "1e11"),
        ("一百五十", "150", "10"),
        ("一百15", "115", "1"),  # two digits are no shortened 一百五
        ("一千五", "1500", "100"),
        ("一十五", "15", "1"),
        ("一千零五", "1005", "1"),
        ("一百零五万三", "1053000", "1000"),  # 零 kept a place open before 万, not behind it
        ("1万5", "15000", "1000"),
        ("1万0.5", "10000.5", "0.1"),
        ("1.5万", "15000", "1000"),
        ("1.50万", "15000", "100"),
        ("一万零万", None, None),
        ("5万20000亿", None, None),  # what stands before a scale is smaller than the scale before it
        ("5万10000亿", None, None),
        ("1亿20000万", None, None),
        ("1亿10000万", None, None),
        ("5亿20000万", None, None),
        ("5亿0.3亿", None, None),
        ("1万10000", None, None),
        ("1兆1万10000", None, None),
        ("1兆5亿0.3亿", None, None),
        ("1兆1亿20000万", None, None),
        ("5万20000", None, None),
        ("5万9999", "59999", "1"),
        ("5亿9999万", "599990000", "10000"),
        ("一万万", "1e8", "1e8"),
    ],
)
def test_places_and_order(printed: str, value: str | None, step: str | None) -> None:
    assert parse_numeral(printed) == ((Decimal(value), Decimal(step)) if value and step else None)


@pytest.mark.parametrize(
    ("printed", "end", "value", "step"),
    [
        ("2兆500亿元", 6, 2_050_000_000_000, 100_000_000),  # 兆 before a digit is a scale
        ("2兆五百亿元", 5, 2_050_000_000_000, 10_000_000_000),
        ("三點五倍", 3, "3.5", "0.1"),  # the point of the other script
        ("二萬點五", 4, "20000.5", "0.1"),
        ("5兆元", 2, "5e12", "1e12"),
        ("拾伍万元", 3, 150_000, 10_000),  # what begins with a scale, also in formal characters
        ("佰万元", 2, 1_000_000, 10_000),
    ],
)
def test_scales_and_points_in_a_text(printed: str, end: int, value: int | str, step: int | str) -> None:
    (found,) = find_numerals(printed)
    assert (found.start, found.end, found.value, found.step) == (0, end, Decimal(value), Decimal(step))


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("三万零五亿", 3_000_500_000_000),
        ("两万五千亿", 2_500_000_000_000),
        ("20000万5亿", 20_000_000_500_000_000),
        ("2万5千亿", 2_500_000_000_000),
    ],
)
def test_what_stands_before_a_larger_scale_is_multiplied_as_a_whole(printed: str, value: int) -> None:
    parsed = parse_numeral(printed)
    assert parsed is not None
    assert parsed[0] == value


def test_nobody_says_two_behind_a_point_in_that_way() -> None:
    assert [n.value for n in find_numerals("三点两、三點兩")] == [3, 2, 3, 2]
