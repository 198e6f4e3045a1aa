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
    is_swap,
    shared_conventions,
    wrong_conventions,
)
from validator.facts import build_facts
from validator.finding import Outcome, Severity, Verdict
from validator.readers import read_bytes

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
    assert [s.kind for s in verdict.suggestions] == ["follow-prose"]


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
    assert roles(verdict)[1:] == [("10/7", "baseline"), ("20/16", "target")] * 2
    assert verdict.indicator is not None
    assert verdict.indicator.count(" / ") == 1


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
        "rows": "投入（亿元） 5.27→6.35%；机构（家） 7.91→9.57%；强度（%） 4.19→5.05%",
    }
    assert roles(verdict) == [("5.27", "growth"), ("7.91", "growth"), ("4.19", "growth")]
    assert verdict.stated is not None
    assert verdict.expected is not None
    assert (verdict.stated.text, verdict.expected.text) == ("5.27", "6.35%")
    assert verdict.formula == "(90/66.15)^(1/6)−1 = 5.27%"
    assert kinds(verdict) == [("periods", verdict.formula)]
    assert verdict.diagnoses[0].values == {"years": 6, "right": 5}
    assert edits(verdict) == [(i, rate, "recompute-rate") for i, rate in enumerate(("6.35", "9.57", "5.05"))]
    assert all(s.safe and s.values == {"years": 5} for s in verdict.suggestions)
    rows = verdicts(text, "GR101")
    assert [(v.outcome, v.why, v.severity) for v in rows] == [(Outcome.FAILS, "shared", Severity.INFO)] * 3


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ((*SIX[:2], "专利（件）\t7\t16\t60.71", "孵化器（个）\t7\t16\t50.71"), 2),  # half of them
        ((*SIX[:2], "专利（件）\t7\t16\t60.71", "孵化器（个）\t7\t16\t50.71", "平台（个）\t7\t16\t40.71"), None),
        ((SIX[0], "专利（件）\t7\t16\t17.98"), None),
        ((*SIX[:2], "专利（件）\t7\t16\t17.98"), 2),  # a right rate counts on neither side
        # Four periods twice, six periods three times: the one that explains more.
        (("甲（件）\t100\t161\t12.64", "乙（件）\t7\t16\t22.96", *SIX), 3),
        ((*SIX, "甲（件）\t100\t161\t12.64", "乙（件）\t7\t16\t22.96"), 3),
    ],
)
def test_when_rows_share_a_convention(lines: tuple[str, ...], count: int | None) -> None:
    found = verdicts(HEAD + "\n".join(lines) + "\n", "GR102")
    assert [(v.why, v.values["count"], v.values["wrong"]) for v in found] == ([("periods", count, 6)] if count else [])


# --- prose ----------------------------------------------------------------------------------------


def test_a_wrong_annual_rate_in_prose_in_full() -> None:
    verdict = only("专利授权量由2015年的120件增加到2020年的300件，年均增长25.7%。", "GR103")
    assert (verdict.outcome, verdict.why, verdict.severity) == (Outcome.FAILS, "default", None)
    assert (verdict.indicator, verdict.year, verdict.values) == ("专利授权量", 2020, {"years": 5})
    assert roles(verdict) == [("25.7%", "growth"), ("120件", "baseline"), ("300件", "target")]
    assert verdict.stated is not None
    assert verdict.expected is not None
    assert (verdict.stated.text, verdict.expected.text) == ("25.7%", "20.11%")
    assert verdict.formula == "(300/120)^(1/5)−1 = 20.11%"
    assert [(d.kind, d.formula, dict(d.values)) for d in verdict.diagnoses] == [
        ("periods", "(300/120)^(1/4)−1 = 25.74%", {"years": 4, "right": 5})
    ]
    assert edits(verdict) == [(0, "20.1%", "recompute")]


@pytest.mark.parametrize(
    ("text", "outcome", "why", "severity", "formula", "edit"),
    [
        ("站点由80个增加到100个，增长20%。", Outcome.FAILS, "total", None, "100/80−1 = 25.00%", "25%"),
        ("站点由80个增加到100个，增长25%。", Outcome.HOLDS, "total", None, "100/80−1 = 25.00%", None),
        (
            *("青山县“十四五”规划\n站点由100个增加到161个，年均增长15%。", Outcome.FAILS, "default"),
            *(Severity.WARNING, "(161/100)^(1/5)−1 = 9.99%", "10%"),
        ),
        (
            *("地区生产总值由2015年的100亿元增加到2020年的150亿元，按可比价年均增长6%。", Outcome.UNSURE, "prices"),
            *(None, "(150/100)^(1/5)−1 = 8.45%", None),
        ),
        (
            *("能耗由2015年的161吨下降到2020年的100吨，年均下降15.00%。", Outcome.FAILS, "default"),
            *(None, "(100/161)^(1/5)−1 = 9.09%", "9.09%"),
        ),
    ],
)
def test_growth_in_prose(
    text: str, outcome: Outcome, why: str, severity: Severity | None, formula: str, edit: str | None
) -> None:
    verdict = only(text, "GR103")
    assert (verdict.outcome, verdict.why, verdict.severity, verdict.formula) == (outcome, why, severity, formula)
    assert edits(verdict) == ([(0, edit, "recompute")] if edit else [])
    assert verdict.diagnoses == ()


def test_a_fall_over_too_few_periods_is_explained_without_its_sign() -> None:
    verdict = only("能耗由2015年的161吨下降到2020年的100吨，年均下降11.22%。", "GR103")
    assert kinds(verdict) == [("periods", "(100/161)^(1/4)−1 = 11.22%")]


@pytest.mark.parametrize(
    "text",
    [
        "占比由50%提高到55%，提高5%。",
        "站点由80个增加到100亿元，增长25%。",
        "站点由80个增加到100个，增加20个。",
        "站点由80个增加到161个，年均增长15%。",
    ],
)
def test_growth_that_cannot_be_judged(text: str) -> None:
    assert verdicts(text, "GR103") == ()


@pytest.mark.parametrize(
    ("text", "outcome", "why", "multiple", "interval", "formula", "kind", "edit"),
    [
        (
            *("投入由2015年的1.2亿元增加到2020年的4.8亿元，增长4倍。", Outcome.FAILS, "increase", "3.00"),
            *(("4.75/1.25", "4.85/1.15", 1), "4.8亿元÷1.2亿元−1 = 3.00", "times", "3倍"),
        ),
        (
            *("投入由2015年的1.2亿元增加到2020年的4.8亿元，增长3倍。", Outcome.HOLDS, "increase", "3.00"),
            *(("4.75/1.25", "4.85/1.15", 1), "4.8亿元÷1.2亿元−1 = 3.00", None, None),
        ),
        (
            *("投入由2015年的1.2亿元增加到2020年的4.8亿元，增长7倍。", Outcome.FAILS, "increase", "3.00"),
            *(("4.75/1.25", "4.85/1.15", 1), "4.8亿元÷1.2亿元−1 = 3.00", None, "3倍"),
        ),
        (
            *("2020年，高新技术企业达到96家，是2015年24家的3倍。", Outcome.FAILS, "times", "4.00"),
            *(("96/24", "96/24", 0), "96家÷24家 = 4.00", None, "4倍"),
        ),
        (
            *("2020年，高新技术企业达到96家，是2015年24家的5倍。", Outcome.FAILS, "times", "4.00"),
            *(("96/24", "96/24", 0), "96家÷24家 = 4.00", None, "4倍"),
        ),
    ],
)
def test_multiples(
    text: str,
    outcome: Outcome,
    why: str,
    multiple: str,
    interval: tuple[str, str, int],
    formula: str,
    kind: str | None,
    edit: str | None,
) -> None:
    verdict = only(text, "GR104")
    assert (verdict.outcome, verdict.why, verdict.values) == (outcome, why, {"multiple": multiple})
    assert [role for _, role in roles(verdict)] == ["multiple", "baseline", "target"]
    assert (verdict.year, verdict.formula) == (2020, formula)
    assert verdict.indicator in ("投入", "高新技术企业")
    assert verdict.stated is not None
    assert verdict.stated.text == verdict.evidence[0].text
    low, high = (Decimal(q.partition("/")[0]) / Decimal(q.partition("/")[2]) - interval[2] for q in interval[:2])
    assert verdict.expected is not None
    assert (verdict.expected.text, verdict.expected.unit) == (multiple + "倍", "倍")
    assert (verdict.expected.low, verdict.expected.high) == (low, high)
    assert [d for d, _ in kinds(verdict)] == ([kind] if kind else [])
    assert edits(verdict) == ([(0, edit, "recompute")] if edit else [])


def test_a_multiple_between_two_kinds_of_unit_is_no_multiple() -> None:
    assert verdicts("投入由2015年的12家增加到2020年的48亿元，增长4倍。", "GR104") == ()
    assert verdicts("站点由0个增加到2020年的48个，增长4倍。", "GR104") == ()


@pytest.mark.parametrize(
    ("after", "outcome", "why", "severity", "multiple"),
    [
        ("达60家", Outcome.FAILS, "default", None, "1.88"),
        ("超60家", Outcome.FAILS, "floor", Severity.WARNING, "1.88"),
        ("达64家", Outcome.HOLDS, "default", None, "2.00"),
        ("达63家", Outcome.FAILS, "default", None, "1.97"),
        ("达90家", Outcome.HOLDS, "default", None, "2.81"),
    ],
)
def test_doublings(after: str, outcome: Outcome, why: str, severity: Severity | None, multiple: str) -> None:
    base = "青山县“十四五”科技规划\n2020年，高新技术企业32家。\n（四）发展目标\n"
    verdict = only(f"{base}——创新主体翻番。到2025年，高新技术企业{after}。", "GR105")
    assert (verdict.outcome, verdict.why, verdict.severity) == (outcome, why, severity)
    assert verdict.values == {"multiple": multiple, "factor": 2}
    assert (verdict.indicator, verdict.year) == ("高新技术企业", 2025)
    assert [role for _, role in roles(verdict)] == ["target", "baseline", "multiple"]
    assert verdict.stated is not None
    assert verdict.stated.text == after[1:]
    assert verdict.formula == f"{after[1:]}÷32家 = {multiple}"


def test_doubling_from_nothing() -> None:
    assert verdicts("孵化器由0个增加到6个，翻一番。", "GR105") == ()
    assert verdicts("投入由0亿元增加到6亿元，翻一番。", "GR105") == ()


@pytest.mark.parametrize(
    ("before", "verb", "after", "fails"),
    [
        ("128家", "增加", "112家", True),
        ("112家", "增加", "128家", False),
        ("112家", "下降", "128家", True),
        ("128家", "下降", "112家", False),
        ("112家", "增加", "112家", False),
        ("112家", "下降", "112家", False),
        ("19.03%", "下降", "19%", False),
        ("19%", "提高", "18.5%", False),  # 19 may be 18.5
        ("18.5%", "下降", "19%", False),
        ("19.0%", "提高", "18.9%", False),  # both may be 18.95
        ("19.0%", "提高", "18.8%", True),
        ("18.9%", "下降", "19.0%", False),
    ],
)
def test_directions(before: str, verb: str, after: str, fails: bool) -> None:
    verdict = only(f"孵化器覆盖由2015年的{before}{verb}到2020年的{after}。", "GR106")
    assert verdict.outcome is (Outcome.FAILS if fails else Outcome.HOLDS)
    assert (verdict.values, verdict.year) == ({"verb": verb}, 2020)
    assert roles(verdict) == [(before, "baseline"), (after, "target")]
    assert verdict.indicator is not None
    assert verdict.indicator.startswith("孵化器覆盖")


@pytest.mark.parametrize(("step", "edit"), [("150", "130万平方米"), ("130", None)])
def test_steps(step: str, edit: str | None) -> None:
    text = f"青山市“十四五”规划\n“十三五”期间，累计新增绿地650万平方米，年均增加{step}万平方米。"
    verdict = only(text, "GR107")
    assert verdict.outcome is (Outcome.FAILS if edit else Outcome.HOLDS)
    assert roles(verdict) == [(f"{step}万平方米", "step"), ("650万平方米", "total")]
    assert (verdict.values, verdict.indicator) == ({"years": 5}, "绿地")
    assert verdict.stated is not None
    assert verdict.expected is not None
    assert (verdict.stated.text, verdict.expected.text) == (f"{step}万平方米", "130万平方米")
    assert (verdict.expected.low, verdict.expected.high, verdict.expected.unit) == (1_299_000, 1_301_000, "平方米")
    assert verdict.formula == "650万平方米÷5 = 130万平方米"
    assert edits(verdict) == ([(0, edit, "recompute")] if edit else [])


def test_a_step_within_a_year() -> None:
    verdict = only("青山市“十四五”规划\n2020年，累计新增绿地650万平方米，年均增加130万平方米。", "GR107")
    assert verdict.year == 2020


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


def test_prices_matter_to_values_only() -> None:
    assert all(map(constant_price, ("地区GDP", "工业增加值", "劳动生产率", "总产值")))
    assert not any(map(constant_price, ("生产总投入", "增加额", "产量", "价值", "")))


def test_a_shared_convention_names_the_years_of_its_rows() -> None:
    facts = build_facts(read_bytes((HEAD + "\n".join(SIX) + "\n").encode(), "plan.txt"))
    (shared,) = shared_conventions(facts)
    assert (shared.convention, shared.years) == (Convention("periods", 6), 5)
    assert shared.rows == growth_readings(facts)
    assert all(r.interval is not None and r.interval.low < r.interval.high for r in (shared.rows[0], shared.rows[2]))
