"""What GR107 says of yearly amounts between two figures, GR108 of yearly values, GR101 of the growth of a single year,
and GR103 of a rate beside the amount of the change.

All expected figures are worked out by hand: (20−10)÷5 = 2; 162.35−5.86 = 156.49 and 5.86÷156.49 = 3.74%;
80÷60 = 1.333 and 1.333^(1/5)−1 = 5.92%.
"""

from decimal import Decimal

import pytest

from tests.rules.test_growth_verdicts import edits, kinds, only, roles, row, verdicts
from validator.finding import Outcome, Severity, Verdict

YEARS = "表1 主要指标\n指标\t2020年\t2021年\t2022年\t2023年\n"


def paths(*rows: str) -> list[Verdict]:
    return list(verdicts(YEARS + "\n".join(rows) + "\n", "GR108"))


def outcomes(*rows: str) -> str:
    """F for each row that turns back, H for each that goes one way."""
    return "".join(verdict.outcome.name[0] for verdict in paths(*rows))


# --- GR108 ----------------------------------------------------------------------------------------

BACK = "甲（个）\t10\t12\t11\t13"
ON = "乙（个）\t10\t11\t12\t13"


def test_a_row_that_turns_back_in_full() -> None:
    turned, straight = paths(BACK, ON)
    assert (turned.outcome, turned.indicator, turned.year) == (Outcome.FAILS, "甲（个）", 2022)
    assert turned.values == {"first": "10", "last": "13"}
    assert roles(turned) == [("12", "level"), ("11", "level")]
    assert (straight.outcome, straight.indicator, straight.year) == (Outcome.HOLDS, "乙（个）", 2023)
    assert straight.values == {"first": "10", "last": "13"}
    assert roles(straight) == [(figure, "level") for figure in ("10", "11", "12", "13")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([BACK], "F"),  # one row alone is no record
        ([BACK, BACK.replace("甲", "丙")], ""),
        ([BACK, BACK.replace("甲", "丙"), *(ON.replace("乙", name) for name in "丁戊己")], ""),  # two of five
        ([BACK, BACK.replace("甲", "丙"), *(ON.replace("乙", name) for name in "丁戊己庚")], "FFHHHH"),  # a third
    ],
)
def test_a_table_of_which_more_than_a_third_turns_back_is_a_record(rows: list[str], expected: str) -> None:
    assert outcomes(*rows) == expected


def test_a_record_says_nothing_of_the_next_table() -> None:
    record = YEARS + BACK + "\n" + BACK.replace("甲", "丙") + "\n"
    found = verdicts(record + "\n" + YEARS.replace("表1", "表2") + BACK.replace("甲", "丁") + "\n" + ON + "\n", "GR108")
    assert [(v.outcome, v.indicator) for v in found] == [(Outcome.FAILS, "丁（个）"), (Outcome.HOLDS, "乙（个）")]


@pytest.mark.parametrize(
    ("values", "turned"),
    [
        ("13\t11\t12\t10", ("11", "12")),  # falling
        ("13\t12\t11\t10", None),
        ("10\t12\t11\t10", ("12", "11")),  # as much at the end: counts as rising
        ("10\t10\t10\t10", None),
        ("12\t10\t13\t14", ("12", "10")),  # the first step
        ("10\t13\t14\t12", ("14", "12")),  # the last one
        ("10\t14\t12\t11", ("14", "12")),  # the first of two
        ("10\t13\t14\t9", ("10", "13")),  # less at the end: falling
        ("1.0\t1.2\t1.15\t1.3", None),  # 1.2 may be 1.15
        ("1.0\t1.2\t1.1\t1.3", None),  # both may be 1.15
        ("1.0\t1.2\t1.0\t1.3", ("1.2", "1.0")),
        ("1.3\t1.1\t1.2\t1.0", None),  # and so on the way down
        ("1.3\t1.0\t1.2\t1.0", ("1.0", "1.2")),
    ],
)
def test_where_a_row_turns_back(values: str, turned: tuple[str, str] | None) -> None:
    (verdict,) = paths(f"覆盖率（%）\t{values}" if "." in values else f"站点（个）\t{values}")
    assert verdict.outcome is (Outcome.FAILS if turned else Outcome.HOLDS)
    assert tuple(text for text, _ in roles(verdict)) == (turned or tuple(values.split("\t")))
    assert verdict.year == (2020 + values.split("\t").index(turned[1], 1) if turned else 2023)


# --- GR107 ----------------------------------------------------------------------------------------


def test_a_yearly_amount_between_two_figures_in_full() -> None:
    text = "青山县规划\n森林面积由2015年的10万亩增加到2020年的20万亩，年均增加3万亩。"
    verdict = only(text, "GR107")
    assert (verdict.outcome, verdict.why, verdict.values) == (Outcome.FAILS, "between", {"years": 5})
    assert (verdict.indicator, verdict.year) == ("森林面积", 2020)
    assert roles(verdict) == [("3万亩", "step"), ("10万亩", "baseline"), ("20万亩", "target")]
    assert verdict.stated is not None
    assert verdict.expected is not None
    assert (verdict.stated.text, verdict.expected.text, verdict.expected.unit) == ("3万亩", "2万亩", "亩")
    # From 9.5 to 10.5 and 19.5 to 20.5: 9 to 11 apart.
    assert (verdict.expected.low, verdict.expected.high) == (Decimal(18_000), Decimal(22_000))
    assert verdict.formula == "(20万亩−10万亩)÷5 = 2万亩"
    assert (verdict.hedge, edits(verdict)) == ("", [(0, "2万亩", "recompute")])


def test_a_yearly_amount_from_a_figure_of_another_sentence() -> None:
    text = "青山县“十四五”规划\n2020年，停车位3000个。\n到2025年，停车位达到6000个，每年新增500个。"
    verdict = only(text, "GR107")
    assert (verdict.outcome, verdict.hedge) == (Outcome.FAILS, "elsewhere")
    assert roles(verdict) == [("500个", "step"), ("3000个", "baseline"), ("6000个", "target")]


def test_the_expected_amount_a_year_is_as_open_as_the_number_of_years() -> None:
    verdict = only("青山县规划\n2015—2020年，森林由100.0万亩增加到160.0万亩，年均增加15万亩。", "GR107")
    assert verdict.expected is not None
    # 59.9 over six years at least, 60.1 over five at most
    assert (verdict.expected.low, verdict.expected.high) == (Decimal(599_000) / 6, Decimal(120_200))


@pytest.mark.parametrize(
    ("text", "outcome", "years", "formula", "edit"),
    [
        (
            *("森林由2015年的10万亩增加到2020年的20万亩，年均增加2万亩。", Outcome.HOLDS, 5),
            *("(20万亩−10万亩)÷5 = 2万亩", None),
        ),
        (
            *("森林由2013年的10万亩减少到2016年的4万亩，年均减少3万亩。", Outcome.FAILS, 3),
            *("(10万亩−4万亩)÷3 = 2万亩", "2万亩"),
        ),
        # The period's words leave open whether there are five steps or six, and any number that fits is right.
        (
            *("2015—2020年，森林由100万亩增加到160万亩，年均增加12万亩。", Outcome.HOLDS, 6),
            *("(160万亩−100万亩)÷6 = 10万亩", None),
        ),
        (
            *("2015—2020年，森林由100万亩增加到160万亩，年均增加10万亩。", Outcome.HOLDS, 6),
            *("(160万亩−100万亩)÷6 = 10万亩", None),
        ),
        (
            *("2015—2020年，森林由100万亩增加到160万亩，年均增加15万亩。", Outcome.FAILS, 6),
            *("(160万亩−100万亩)÷6 = 10万亩", None),  # either may be meant: no edit
        ),
        # Of what is added some is lost again: more a year than the two figures make is no mistake, less is one.
        (
            *("五年来，森林由10万亩增加到20万亩，年均新增3万亩。", Outcome.HOLDS, 5),
            *("(20万亩−10万亩)÷5 = 2万亩", None),
        ),
        (
            *("五年来，森林由10万亩增加到20万亩，年均新增1万亩。", Outcome.FAILS, 5),
            *("(20万亩−10万亩)÷5 = 2万亩", "2万亩"),
        ),
    ],
)
def test_yearly_amounts_between_two_figures(
    text: str, outcome: Outcome, years: int, formula: str, edit: str | None
) -> None:
    verdict = only("青山县规划\n" + text, "GR107")
    assert (verdict.outcome, verdict.why, verdict.values) == (outcome, "between", {"years": years})
    assert verdict.formula == formula
    assert edits(verdict) == ([(0, edit, "recompute")] if edit else [])


# --- GR103 beside an amount -----------------------------------------------------------------------


def test_a_rate_beside_the_amount_of_the_change_in_full() -> None:
    verdict = only("2025年，公共预算收入完成162.35亿元，比上年增收5.86亿元，增长4.7%。", "GR103")
    assert (verdict.outcome, verdict.why, verdict.severity) == (Outcome.FAILS, "increase", Severity.WARNING)
    assert (verdict.hedge, verdict.values) == ("", {"fall": False, "years": None})
    assert (verdict.indicator, verdict.year) == ("公共预算收入", 2025)
    assert roles(verdict) == [("4.7%", "growth"), ("5.86亿元", "difference"), ("162.35亿元", "target")]
    assert verdict.stated is not None
    assert verdict.expected is not None
    assert (verdict.stated.text, verdict.expected.text, verdict.expected.unit) == ("4.7%", "3.74%", "%")
    assert verdict.formula == "5.86亿元÷(162.35亿元−5.86亿元) = 3.74%"
    assert edits(verdict) == [(0, "3.7%", "recompute")]


@pytest.mark.parametrize(
    ("text", "outcome", "why", "severity", "formula", "edit"),
    [
        (
            *("2025年，收入完成162.35亿元，比上年增收5.86亿元，增长3.7%。", Outcome.HOLDS, "increase"),
            *(Severity.WARNING, "5.86亿元÷(162.35亿元−5.86亿元) = 3.74%", None),
        ),
        (
            *("2025年，支出完成110.0亿元，比上年减少10.0亿元，下降9.1%。", Outcome.FAILS, "increase"),
            *(Severity.WARNING, "10.0亿元÷(110.0亿元+10.0亿元) = 8.33%", "8.3%"),
        ),
        (
            *("到2030年，交易额达到80.0亿元，比2025年增加20.0亿元，年均增长6.5%。", Outcome.FAILS, "yearly"),
            *(Severity.WARNING, "(80.0亿元÷(80.0亿元−20.0亿元))^(1/5)−1 = 5.92%", "5.9%"),
        ),
        # 5.5 to 6.5 of 155 to 157 is 3.5% to 4.2%; a floor is met by what rounds to it.
        (
            *("2025年，收入完成162亿元，比上年增收6亿元，增长3.5%。", Outcome.HOLDS, "increase"),
            *(Severity.WARNING, "6亿元÷(162亿元−6亿元) = 3.85%", None),
        ),
        (
            *("2025年，收入完成102.90亿元，比上年增收2.90亿元，增长3%以上。", Outcome.HOLDS, "increase"),
            *(Severity.WARNING, "2.90亿元÷(102.90亿元−2.90亿元) = 2.90%", None),
        ),
        (
            *("2025年，收入完成104.30亿元，比上年增收4.30亿元，增长3-4%。", Outcome.HOLDS, "increase"),
            *(Severity.WARNING, "4.30亿元÷(104.30亿元−4.30亿元) = 4.30%", None),  # rounds to the end of the range
        ),
        # Values at constant prices grow by another rate than the amounts: no finding, no edit.
        (
            *("2025年，工业增加值完成162.35亿元，比上年增加5.86亿元，增长4.7%。", Outcome.UNSURE, "prices"),
            *(Severity.WARNING, "5.86亿元÷(162.35亿元−5.86亿元) = 3.74%", None),
        ),
        (
            *("2025年，工业增加值完成162.35亿元，比上年增加5.86亿元，增长3.7%。", Outcome.HOLDS, "increase"),
            *(Severity.WARNING, "5.86亿元÷(162.35亿元−5.86亿元) = 3.74%", None),
        ),
        # 47.78% was cut off, not rounded: a remark.
        (
            *("2025年，支出完成147.78亿元，比上年增加47.78亿元，增长47.7%。", Outcome.FAILS, "increase"),
            *(Severity.INFO, "47.78亿元÷(147.78亿元−47.78亿元) = 47.78%", "47.8%"),
        ),
    ],
)
def test_rates_beside_the_amount_of_the_change(
    text: str, outcome: Outcome, why: str, severity: Severity, formula: str, edit: str | None
) -> None:
    verdict = only(text, "GR103")
    assert (verdict.outcome, verdict.why, verdict.severity, verdict.formula) == (outcome, why, severity, formula)
    assert verdict.hedge == ("cut-off" if severity is Severity.INFO else "")
    assert edits(verdict) == ([(0, edit, "recompute")] if edit else [])


# --- GR101 of a single year -----------------------------------------------------------------------

TWO_RIGHT = (
    "表1 主要指标\n指标\t2024年\t2025年\t2025年增长（%）\n企业（家）\t100\t110\t10.0\n站点（个）\t100\t120\t20.0\n"
)


def third(line: str) -> Verdict:
    """The verdict on the third row of a table whose first two rates are right."""
    return verdicts(f"{TWO_RIGHT}{line}\n", "GR101")[2]


def test_the_growth_of_a_single_year_in_full() -> None:
    verdict = third("机构（家）\t50\t60\t25.0")
    assert (verdict.outcome, verdict.why, verdict.severity) == (Outcome.FAILS, "year", Severity.WARNING)
    assert (verdict.hedge, verdict.values) == ("comparable", {"years": 1})
    assert (verdict.indicator, verdict.year) == ("机构（家）", 2025)
    assert roles(verdict) == [("25.0", "growth"), ("50", "baseline"), ("60", "target")]
    assert verdict.expected is not None
    assert (verdict.expected.text, verdict.formula) == ("20.00%", "60/50−1 = 20.00%")
    # 60 ÷ 1.25 = 48; 50 × 1.25 = 62.5 is no whole number
    assert edits(verdict) == [(0, "20.0", "recompute-rate"), (1, "48", "from-rate")]


@pytest.mark.parametrize(
    ("line", "outcome", "why", "given"),
    [
        ("机构（家）\t50\t60\t16.7", Outcome.FAILS, "year", [("inverse", "1−50/60 = 16.67%")]),
        ("机构（家）\t50\t61\t11.0", Outcome.FAILS, "year", [("points", "61−50 = 11.00%")]),
        ("效率（%）\t50.00\t60.00\t10.0", Outcome.UNSURE, "points", []),
        # What is counted anew every year may be up to three points off.
        ("贷款余额（亿元）\t50.00\t60.00\t23.0", Outcome.UNSURE, "constant-price", []),
        ("贷款余额（亿元）\t50.00\t60.00\t23.1", Outcome.FAILS, "year", []),
        ("预算收入（亿元）\t50.00\t60.00\t17.0", Outcome.UNSURE, "constant-price", []),
        ("消费品零售总额（亿元）\t50.00\t60.00\t18.0", Outcome.UNSURE, "constant-price", []),
        ("机构（家）\t50\t60\t18.0", Outcome.FAILS, "year", []),
    ],
)
def test_growth_of_a_single_year(line: str, outcome: Outcome, why: str, given: list[tuple[str, str]]) -> None:
    verdict = third(line)
    assert (verdict.outcome, verdict.why, kinds(verdict)) == (outcome, why, given)
    assert verdict.hedge == ("comparable" if outcome is Outcome.FAILS else "")
    assert all(d.values == {"years": 1, "right": 1} for d in verdict.diagnoses)


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [(1, 1, "HU"), (2, 1, "HHF"), (2, 2, "HHUU"), (3, 2, "HHHFF"), (0, 1, "U")],
)
def test_a_column_of_which_half_is_not_the_ratio_is_counted_in_another_way(
    right: int, wrong: int, expected: str
) -> None:
    head = "表1 主要指标\n指标\t2024年\t2025年\t2025年增长（%）\n"
    rows = [
        f"{name}（家）\t50\t60\t{rate}"
        for name, rate in zip("甲乙丙丁戊", ["20.0"] * right + ["25.0"] * wrong, strict=False)
    ]
    found = verdicts(head + "\n".join(rows) + "\n", "GR101")
    assert "".join(verdict.outcome.name[0] for verdict in found) == expected
    assert all(verdict.why == "column" for verdict in found if verdict.outcome is Outcome.UNSURE)


@pytest.mark.parametrize(
    ("prose", "line", "kind", "formula"),
    [
        ("", "机构（家）\t50\t60\t2.00", "slipped-point", "60/50−1 = 20.00%"),
        ("到2025年，机构达到70家。\n", "机构（家）\t50\t60\t40.0", "other-target", "70/50−1 = 40.00%"),
        ("", "机构（家）\t50\t65\t20.0", "neighbour-row", "120/100−1 = 20.00%"),
    ],
)
def test_why_the_growth_of_a_single_year_is_wrong(prose: str, line: str, kind: str, formula: str) -> None:
    verdict = verdicts(f"{prose}{TWO_RIGHT}{line}\n", "GR101")[2]
    assert kinds(verdict) == [(kind, formula)]


def test_a_column_of_single_years_that_divides_by_the_later_figure() -> None:
    lines = ("机构（家）\t50\t60\t16.7", "平台（个）\t100\t110\t9.1", "学校（所）\t10\t12\t20.0")
    verdict = only(TWO_RIGHT + "\n".join(lines) + "\n", "GR102")
    assert (verdict.why, verdict.formula) == ("inverse", "1−50/60 = 16.67%")
    assert (verdict.values["first"], verdict.values["last"], verdict.values["years"]) == (2024, 2025, 1)
    assert verdict.values["rows"] == ("机构（家） 16.7→20.0", "平台（个） 9.1→10.0")
    assert [s.values["formula"] for s in verdict.suggestions] == ["60/50−1 = 20.00%", "110/100−1 = 10.00%"]


def test_each_table_is_counted_in_its_own_way() -> None:
    other = TWO_RIGHT.replace("表1", "表2").partition("企业")[0] + "机构（家）\t50\t60\t25.0\n"
    found = verdicts(TWO_RIGHT + "\n" + other, "GR101")
    assert [verdict.outcome for verdict in found] == [Outcome.HOLDS, Outcome.HOLDS, Outcome.UNSURE]


@pytest.mark.parametrize(
    ("terms", "first", "rate", "given"),
    [
        # The plan has five years; its table goes back seven, six, three or two: 1.61^(1/5), and 1.61^(1/4) for four.
        ("“十四五”规划", 2018, "9.99", [("periods", "(161/100)^(1/5)−1 = 9.99%")]),
        ("“十四五”规划", 2019, "9.99", [("periods", "(161/100)^(1/5)−1 = 9.99%")]),  # a usual mistake: told once
        ("“十四五”规划", 2022, "9.99", [("periods", "(161/100)^(1/5)−1 = 9.99%")]),
        ("“十四五”规划", 2023, "9.99", [("periods", "(161/100)^(1/5)−1 = 9.99%")]),
        ("“十四五”规划", 2018, "12.64", []),
        # A plan of two years, and one of a single year, whose growth is the total one.
        ("规划\n以2023年为基期，目标年为2025年。", 2020, "26.89", [("periods", "(161/100)^(1/2)−1 = 26.89%")]),
        (
            *("规划\n以2024年为基期，目标年为2025年。", 2020, "61.00"),
            [("total-growth", "161/100−1 = 61.00%"), ("points", "161−100 = 61.00%")],
        ),
    ],
)
def test_a_rate_over_the_years_of_the_plan(terms: str, first: int, rate: str, given: list[tuple[str, str]]) -> None:
    text = f"青山县{terms}\n表1 主要指标\n指标\t{first}年\t2025年\t年均增长（%）\n专利（件）\t100\t161\t{rate}\n"
    verdict = only(text, "GR101")
    assert verdict.outcome is Outcome.FAILS
    assert kinds(verdict) == given


def test_growth_of_a_single_year_is_none_over_the_years_of_the_plan() -> None:
    verdict = verdicts(f"青山县“十四五”规划\n{TWO_RIGHT}机构（家）\t100\t161\t9.99\n", "GR101")[2]
    assert (verdict.outcome, kinds(verdict)) == (Outcome.FAILS, [])


def test_only_the_growth_of_a_single_year_is_at_comparable_coverage() -> None:
    verdict = row("贷款余额（亿元）\t100.0\t161.0\t8.5")
    assert (verdict.outcome, verdict.why, verdict.hedge) == (Outcome.FAILS, "default", "")


@pytest.mark.parametrize(
    ("line", "severity", "hedge", "given"),
    [
        ("专利（件）\t7\t16\t17.97", Severity.INFO, "cut-off", []),  # 17.9789
        ("专利（件）\t7\t16\t17.96", None, "", []),
        # 0.5929: as near, but it is the mean, 3 ÷ 5.
        ("专利（件）\t100\t103\t0.60", None, "", ["arithmetic-mean", "points-a-year"]),
        ("工业总产值（亿元）\t100.0\t150.0\t11.5", Severity.WARNING, "prices", []),
    ],
)
def test_how_sure_a_wrong_rate_is(line: str, severity: Severity | None, hedge: str, given: list[str]) -> None:
    verdict = row(line)
    assert (verdict.outcome, verdict.why) == (Outcome.FAILS, "default")
    assert (verdict.severity, verdict.hedge) == (severity, hedge)
    assert [kind for kind, _ in kinds(verdict)] == given
