"""What the growth rules say, in full: reasons, formulas, expected values, diagnoses, and the edits they propose.

The cases under fixtures/rules say whether a rule speaks; here it is checked what it says. All expected
figures are worked out by hand: (16/7)^(1/5)−1 = 17.98%, (1.61)^(1/5)−1 = 9.99%, (1.5)^(1/5)−1 = 8.45%.
"""

from decimal import Decimal
from itertools import product

import pytest

from tests.rules.test_cases import check
from validator.diagnosis.growth import (
    Convention,
    by_convention,
    constant_price,
    growth_readings,
    rate_meets,
    shared_conventions,
    wrong_conventions,
)
from validator.document import Text
from validator.engine import choose_rules, run_rules
from validator.facts import build_facts
from validator.finding import Outcome, Severity, Verdict
from validator.quantities.cells import read_cell
from validator.quantities.interval import Interval, is_swap
from validator.readers import read_bytes
from validator.rules import all_rules

HEAD = "表1 主要指标\n指标\t2020年\t2025年\t年均增长（%）\n"


def verdicts(text: str, code: str) -> tuple[Verdict, ...]:
    result = check(text, "plan.txt")
    assert result.crashed == ()
    return tuple(v for v in result.verdicts if v.code == code)


def only(text: str, code: str) -> Verdict:
    (found,) = verdicts(text, code)
    return found


def row(*lines: str) -> Verdict:
    """The verdict on the rate of the first row of a table."""
    return verdicts(HEAD + "\n".join(lines) + "\n", "GR101")[0]


def kinds(verdict: Verdict) -> list[tuple[str, str]]:
    return [(d.kind, d.formula) for d in verdict.diagnoses]


def edits(verdict: Verdict) -> list[tuple[int, str, str]]:
    return [(s.evidence, s.replacement, s.kind) for s in verdict.suggestions]


def roles(verdict: Verdict) -> list[tuple[str, str]]:
    return [(e.text, e.role) for e in verdict.evidence]


# --- GR101 ----------------------------------------------------------------------------------------


def test_a_wrong_rate_in_a_table_in_full() -> None:
    verdict = row("专利授权量（件）\t100\t161\t1.00")
    assert (verdict.outcome, verdict.why, verdict.severity) == (Outcome.FAILS, "default", None)
    assert (verdict.indicator, verdict.year, verdict.values) == ("专利授权量（件）", 2025, {"years": 5})
    assert roles(verdict) == [("1.00", "growth"), ("100", "baseline"), ("161", "target")]
    assert verdict.stated is not None
    assert verdict.stated.text == "1.00"
    assert verdict.expected is not None
    assert (verdict.expected.text, verdict.expected.unit) == ("9.99%", "%")
    assert verdict.formula == "(161/100)^(1/5)−1 = 9.99%"
    assert kinds(verdict) == [("slipped-point", verdict.formula)]
    assert edits(verdict) == [(0, "9.99", "recompute-rate")]
    assert verdict.suggestions[0].safe


@pytest.mark.parametrize(
    ("line", "kind", "formula", "values"),
    [
        ("专利（件）\t100\t161\t8.26", "periods", "(161/100)^(1/6)−1 = 8.26%", {"years": 6, "right": 5}),
        ("专利（件）\t100\t161\t12.64", "periods", "(161/100)^(1/4)−1 = 12.64%", {"years": 4, "right": 5}),
        ("专利（件）\t50\t80.5\t12.20", "arithmetic-mean", "(80.5/50−1)/5 = 12.20%", {"years": 5, "right": 5}),
        ("专利（件）\t50\t80.5\t10.17", "arithmetic-mean", "(80.5/50−1)/6 = 10.17%", {"years": 6, "right": 5}),
        ("专利（件）\t50\t80.5\t61.00", "total-growth", "80.5/50−1 = 61.00%", {"years": 5, "right": 5}),
        ("专利（件）\t50\t80.5\t6.10", "points-a-year", "(80.5−50)/5 = 6.10%", {"years": 5, "right": 5}),
        ("专利（件）\t50\t80.5\t30.50", "points", "80.5−50 = 30.50%", {"years": 5, "right": 5}),
        ("专利（件）\t7\t16\t17.89", "swapped-digits", "(16/7)^(1/5)−1 = 17.98%", {"right": "17.98"}),
        ("专利（件）\t30\t70\t1.85", "slipped-point", "(70/30)^(1/5)−1 = 18.47%", {"shift": -1}),
        ("专利（件）\t30\t70\t184.66", "slipped-point", "(70/30)^(1/5)−1 = 18.47%", {"shift": 1}),
        ("专利（件）\t30\t70\t0.18", "slipped-point", "(70/30)^(1/5)−1 = 18.47%", {"shift": -2}),
        ("专利（件）\t30\t70\t1846.64", "slipped-point", "(70/30)^(1/5)−1 = 18.47%", {"shift": 2}),
    ],
)
def test_why_a_rate_is_wrong(line: str, kind: str, formula: str, values: dict[str, object]) -> None:
    verdict = row(line)
    assert verdict.outcome is Outcome.FAILS
    assert [(d.kind, d.formula, dict(d.values)) for d in verdict.diagnoses] == [(kind, formula, values)]


def test_two_indicators_in_one_row_are_told_both_rates_and_how_the_cell_should_read() -> None:
    both = row("专利/发明专利授权量（件）\t153/45\t185/85\t5.5")
    assert roles(both) == [("5.5", "growth"), ("153/45", "baseline"), ("185/85", "target")]
    assert both.expected is not None
    assert (both.expected.text, both.expected.unit) == ("3.87%/13.56%", "%")
    assert (round(both.expected.low, 2), round(both.expected.high, 2)) == (Decimal("3.87"), Decimal("13.56"))
    assert edits(both) == [(0, "3.9/13.6", "recompute-rate")]
    assert not both.suggestions[0].safe, "to write one rate a row is as well a way to mend it"
    disputed = "到2025年，专利授权量达到285件。\n" + HEAD + "专利／发明专利授权量（件）\t153／45\t185／85\t5.5%\n"
    (told,) = verdicts(disputed, "GR101")
    assert told.expected is not None
    assert told.expected.text == "3.87%／13.56%"
    assert told.suggestions == ()


def test_a_rate_without_explanation() -> None:
    verdict = row("专利（件）\t7\t16\t60.71")
    assert (verdict.outcome, verdict.diagnoses) == (Outcome.FAILS, ())


@pytest.mark.parametrize(
    ("lines", "row_named"),
    [
        (("专利（件）\t100\t150\t17.98", "企业（家）\t7\t16\t17.98"), "企业（家）"),
        (("专利（件）\t100\t150\t17.98", "孵化器（个）\t10\t30\t24.57", "企业（家）\t7\t16\t17.98"), None),
    ],
)
def test_the_rate_of_the_row_beside_it(lines: tuple[str, ...], row_named: str | None) -> None:
    verdict = row(*lines)
    copied = [(d.formula, d.values["row"]) for d in verdict.diagnoses if d.kind == "neighbour-row"]
    assert copied == ([("(16/7)^(1/5)−1 = 17.98%", row_named)] if row_named else [])


def test_the_rate_of_the_row_above() -> None:
    text = HEAD + "企业（家）\t7\t16\t17.98\n专利（件）\t100\t150\t17.98\n孵化器（个）\t10\t30\t24.57\n"
    right, copied, _ = verdicts(text, "GR101")
    assert (right.outcome, right.diagnoses) == (Outcome.HOLDS, ())
    assert kinds(copied) == [("neighbour-row", "(16/7)^(1/5)−1 = 17.98%")]


@pytest.mark.parametrize(
    ("line", "prose", "kind", "figure"),
    [
        ("专利授权量（件）\t100\t150\t9.99", "到2025年，专利授权量达到161件。", "other-target", "161件"),
        ("专利授权量（件）\t90\t161\t9.99", "2020年，专利授权量达到100件。", "other-base", "100件"),
    ],
)
def test_the_rate_fits_what_prose_says(line: str, prose: str, kind: str, figure: str) -> None:
    verdict = row(line + "\n\n" + prose)
    (diagnosis,) = verdict.diagnoses
    assert (diagnosis.kind, diagnosis.formula) == (kind, "(161/100)^(1/5)−1 = 9.99%")
    assert diagnosis.values == {"figure": figure}
    assert [s.kind for s in verdict.suggestions] == ["follow-prose-only"]


@pytest.mark.parametrize(
    ("line", "outcome", "why", "severity"),
    [
        ("专利（件）\t100\t161\t9.99", Outcome.HOLDS, "default", None),
        ("产值（亿元）\t30\t50\t10.8", Outcome.HOLDS, "default", Severity.WARNING),
        ("创新投入（亿元）\t1.2\t1.9\t9.9", Outcome.HOLDS, "within-rounding", None),
        ("专利（件）\t0\t16\t9.0", Outcome.UNSURE, "no-ratio", None),
        ("投入（亿元）\t0.0\t16\t9.0", Outcome.UNSURE, "no-ratio", None),
        ("专利（件）\t16\t>22\t9.0", Outcome.UNSURE, "bounded", None),
        ("专利（件）\t>16\t22\t9.0", Outcome.UNSURE, "bounded", None),
        ("专利（件）\t≤16\t22\t9.0", Outcome.UNSURE, "bounded", None),
        ("专利（件）\t16\t22—24\t20.0", Outcome.UNSURE, "bounded", None),
        # The rate is a bound: the compound rate of 100 to 161 is 9.99%.
        ("专利（件）\t100\t161\t>9", Outcome.HOLDS, "within-rounding", None),
        ("专利（件）\t100\t161\t>12", Outcome.FAILS, "default", None),
        ("专利（件）\t100\t161\t≤12", Outcome.HOLDS, "within-rounding", None),
        ("专利（件）\t100\t161\t≤9", Outcome.FAILS, "default", None),
        # Points or years gained.
        ("投入占比（%）\t1.50\t2.50\t0.20", Outcome.UNSURE, "points", None),
        ("投入占比（%）\t1.50\t2.50\t1.00", Outcome.UNSURE, "points", None),
        ("出生率（‰）\t5.0\t9.0\t4.0", Outcome.UNSURE, "points", None),
        ("预期寿命（岁）\t70.0\t79.0\t9.0", Outcome.UNSURE, "points", None),
        ("受教育年限（年）\t9.0\t12.0\t3.0", Outcome.UNSURE, "points", None),
        ("综合得分（分）\t70.0\t79.0\t9.0", Outcome.UNSURE, "points", None),
        ("专利（件）\t10\t20\t2.0", Outcome.FAILS, "default", None),
        # Constant prices: 8.45 at current ones, and up to three points a year are plausible.
        ("地区GDP（亿元）\t100.0\t150.0\t6.0", Outcome.UNSURE, "constant-price", Severity.WARNING),
        ("农业增加值（亿元）\t100.0\t150.0\t11.4", Outcome.UNSURE, "constant-price", Severity.WARNING),
        ("全员劳动生产率（万元/人）\t10.00\t15.00\t6.0", Outcome.UNSURE, "constant-price", Severity.WARNING),
        ("工业总产值（亿元）\t100.0\t150.0\t5.5", Outcome.UNSURE, "constant-price", Severity.WARNING),
        ("工业总产值（亿元）\t100.0\t150.0\t5.4", Outcome.FAILS, "default", Severity.WARNING),
        ("工业总产值（亿元）\t100.0\t150.0\t11.5", Outcome.FAILS, "default", Severity.WARNING),
        ("工业总产值（亿元）\t100.0\t100.0\t3.0", Outcome.UNSURE, "constant-price", Severity.WARNING),
        ("工业总产量（吨）\t100.0\t150.0\t6.0", Outcome.FAILS, "default", None),
        ("生产总投入（亿元）\t100.0\t150.0\t6.0", Outcome.FAILS, "default", None),
        ("财政增加额（亿元）\t100.0\t150.0\t6.0", Outcome.FAILS, "default", None),
        # Six periods give 6.99: to two places that is no chance, to one place (7.0) it may be.
        ("工业总产值（亿元）\t100.0\t150.0\t6.99", Outcome.FAILS, "default", None),
        ("工业总产值（亿元）\t100.0\t150.0\t7.0", Outcome.UNSURE, "constant-price", Severity.WARNING),
    ],
)
def test_what_is_said_of_a_rate(line: str, outcome: Outcome, why: str, severity: Severity | None) -> None:
    verdict = row(line)
    assert (verdict.outcome, verdict.why, verdict.severity) == (outcome, why, severity)
    assert bool(verdict.diagnoses or verdict.suggestions) <= (outcome is Outcome.FAILS)
    assert (verdict.expected is None) is (verdict.formula is None) is (why == "no-ratio")


def test_figures_with_different_multipliers_are_written_out() -> None:
    assert row("企业（家）\t1万\t16100\t60.0").formula == "(16100/1万)^(1/5)−1 = 9.99%"


def test_two_figures_in_a_cell_need_one_that_fits() -> None:
    verdict = row("甲/乙（件）\t10/7\t20/16\t17.98")
    assert (verdict.outcome, verdict.why) == (Outcome.HOLDS, "default")
    assert verdict.formula is not None
    assert verdict.formula.startswith("(16/7)^(1/5)−1 = 17.98%；"), "the one that fits comes first"
    assert roles(verdict)[1:] == [("10/7", "baseline"), ("20/16", "target")]
    assert verdict.indicator is not None
    assert sorted(verdict.indicator.split(" / ")) == ["乙", "甲"]
    assert verdict.expected is not None
    assert verdict.expected.text == "17.98%"


# --- GR102 ----------------------------------------------------------------------------------------

SIX = ("投入（亿元）\t66.15\t90\t5.27", "机构（家）\t19\t30\t7.91", "强度（%）\t2.15\t2.75\t4.19")


def test_a_convention_of_the_whole_table_in_full() -> None:
    text = HEAD + "\n".join(SIX) + "\n"
    verdict = only(text, "GR102")
    assert (verdict.outcome, verdict.why, verdict.year) == (Outcome.FAILS, "periods", 2025)
    assert verdict.values == {
        "table": 1,
        "count": 3,
        "wrong": 6,
        "years": 5,
        "first": 2020,
        "last": 2025,
        "rows": ("投入（亿元） 5.27→6.35", "机构（家） 7.91→9.57", "强度（%） 4.19→5.05"),
    }
    assert roles(verdict) == [("5.27", "growth"), ("7.91", "growth"), ("4.19", "growth")]
    assert verdict.stated is not None
    assert verdict.expected is not None
    assert (verdict.stated.text, verdict.expected.text) == ("5.27", "6.35%")
    assert verdict.formula == "(90/66.15)^(1/6)−1 = 5.27%"
    assert kinds(verdict) == [("periods", verdict.formula)]
    assert verdict.diagnoses[0].values == {"years": 6, "right": 5}
    assert edits(verdict) == [(i, rate, "recompute-rate-by") for i, rate in enumerate(("6.35", "9.57", "5.05"))]
    assert all(s.safe for s in verdict.suggestions)
    assert verdict.suggestions[0].values == {"formula": "(90/66.15)^(1/5)−1 = 6.35%"}


def test_what_a_convention_explains_is_told_once() -> None:
    text = HEAD + "\n".join((*SIX, "贡献率（%）\t48\t52\t1.34", "专利（件）\t7\t16\t60.71")) + "\n"
    assert [v.evidence[0].text for v in verdicts(text, "GR102")] == ["5.27"]
    assert [v.evidence[0].text for v in verdicts(text, "GR101")] == ["60.71"]
    alone = run_rules(build_facts(read_bytes(text.encode(), "plan.txt")), choose_rules(all_rules(), ["GR101"])).verdicts
    wrong = [(v.evidence[0].text, v.why, v.severity) for v in alone if v.outcome is Outcome.FAILS]
    assert wrong == [(rate, "default", None) for rate in ("5.27", "7.91", "4.19", "60.71")]


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ((*SIX[:2], "专利（件）\t7\t16\t60.71", "孵化器（个）\t7\t16\t50.71"), 2),  # half of them
        ((*SIX[:2], "专利（件）\t7\t16\t60.71", "孵化器（个）\t7\t16\t50.71", "平台（个）\t7\t16\t40.71"), None),
        ((SIX[0], "专利（件）\t7\t16\t17.98"), None),
        # Right rates count on neither side.
        ((*SIX[:2], "甲（件）\t7\t16\t17.98", "乙（件）\t7\t16\t17.98", "丙（件）\t7\t16\t17.98"), 2),
        ((SIX[0], "丁（亿元）\t1\t3\t20.09"), None),  # only one is wrong beyond rounding
        # Four periods twice, six periods three times: the one that explains more.
        (("甲（件）\t100\t161\t12.64", "乙（件）\t7\t16\t22.96", *SIX), 3),
        ((*SIX, "甲（件）\t100\t161\t12.64", "乙（件）\t7\t16\t22.96"), 3),
    ],
)
def test_when_rows_share_a_convention(lines: tuple[str, ...], count: int | None) -> None:
    found = verdicts(HEAD + "\n".join(lines) + "\n", "GR102")
    assert [(v.why, v.values["count"], v.values["wrong"]) for v in found] == ([("periods", count, 6)] if count else [])


@pytest.mark.parametrize(
    ("third", "why", "count"),
    [
        (("丙（件）\t50\t80.5\t6.10",), "points-a-year", 3),  # explains one more than the likelier mean
        ((), "arithmetic-mean", 2),  # both explain both: the likelier one
    ],
)
def test_the_convention_that_explains_more_rows(third: tuple[str, ...], why: str, count: int) -> None:
    lines = ("甲（件）\t100\t161\t12.20", "乙（件）\t100\t183\t16.60", *third)
    verdict = only(HEAD + "\n".join(lines) + "\n", "GR102")
    assert (verdict.why, verdict.values["count"]) == (why, count)


# --- parts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("17.98", "17.89", True),
        ("17.98", "19.78", True),  # across the point
        ("17.98", "71.98", True),
        ("17.98", "17.98", False),
        ("17.98", "18.97", False),  # not neighbours
        ("17.98", "17.99", False),
        ("17.98", "17.69", False),
        ("17.98", "17.86", False),
        ("17.98", "71.89", False),
        ("1123", "2113", False),  # two apart, with the same digit between
        ("12", "213", False),
    ],
)
def test_swapped_digits(a: str, b: str, expected: bool) -> None:
    assert is_swap(a, b) is expected
    assert is_swap(b, a) is expected


@pytest.mark.parametrize(
    ("kind", "years", "rate"),
    [
        ("compound", 1, "61"),
        ("periods", 1, "61"),
        ("arithmetic-mean", 5, "12.2"),
        ("total-growth", 5, "61"),
        ("points-a-year", 5, "12.2"),
        ("points", 5, "61"),
    ],
)
def test_conventions(kind: str, years: int, rate: str) -> None:
    convention = Convention(kind, years)
    assert by_convention(Decimal(100), Decimal(161), convention) == Decimal(rate)
    for base, periods in product((0, -1), (years, 0)):
        assert by_convention(Decimal(base), Decimal(161), Convention(kind, periods)) is None
    assert by_convention(Decimal(100), Decimal(161), Convention(kind, 0)) is None
    assert by_convention(Decimal(1), Decimal(2), Convention(kind, 1)) is not None


def test_rates_from_the_target_backwards() -> None:
    assert by_convention(Decimal(50), Decimal(100), Convention("inverse", 5)) == 10
    assert by_convention(Decimal(50), Decimal(0), Convention("inverse", 5)) is None


def test_the_usual_mistakes_over_four_years() -> None:
    assert [(c.kind, c.years) for c in wrong_conventions(4)] == [
        *(("periods", 5), ("periods", 3), ("arithmetic-mean", 4), ("arithmetic-mean", 5)),
        *(("total-growth", 4), ("points-a-year", 4), ("points", 4)),
    ]


def test_every_usual_mistake_of_a_whole_table_has_its_sentence() -> None:
    (rule,) = choose_rules(all_rules(), ["GR102"])
    kinds = {convention.kind for years in (1, 5) for convention in wrong_conventions(years)}
    assert kinds == rule.zh.keys() == rule.en.keys()


def test_prices_matter_to_values_only() -> None:
    assert all(map(constant_price, ("地区GDP", "工业增加值", "劳动生产率", "总产值")))
    assert not any(map(constant_price, ("生产总投入", "增加额", "产量", "价值", "附加值", "投入产率", "")))


def test_a_shared_convention_names_the_years_of_its_rows() -> None:
    facts = build_facts(read_bytes((HEAD + "\n".join(SIX) + "\n").encode(), "plan.txt"))
    (shared,) = shared_conventions(facts)
    assert (shared.convention, shared.years) == (Convention("periods", 6), 5)
    assert shared.rows == growth_readings(facts)
    assert all(r.interval is not None and r.interval.low < r.interval.high for r in (shared.rows[0], shared.rows[2]))


@pytest.mark.parametrize(
    ("rate", "low", "high", "meets"),
    [
        (">9", "8", "9", True),
        (">9", "8", "8.9", False),
        (">9", "10", "11", True),
        ("≤9", "9", "10", True),
        ("≤9", "9.6", "10", False),
        ("≤9", "7", "8", True),
        ("9.0", "8.8", "8.95", True),
        ("9.0", "8.8", "8.94", False),
        ("9.0", "9.05", "9.1", True),
        ("9.0", "9.06", "9.1", False),
    ],
)
def test_a_rate_meets_what_the_figures_leave_open(rate: str, low: str, high: str, meets: bool) -> None:
    stated = read_cell(Text.plain(rate, 0), "家" if rate[0] in ">≤" else "%").quantities[0]
    assert rate_meets(stated, Interval(Decimal(low), Decimal(high))) is meets
