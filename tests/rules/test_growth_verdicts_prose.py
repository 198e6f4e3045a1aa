"""What the growth rules say of prose, in full: annual rates, multiples, doublings, directions and yearly steps.

All expected figures are worked out by hand: (1.61)^(1/5)−1 = 9.99%, (1.5)^(1/5)−1 = 8.45%.
"""

from decimal import Decimal

import pytest

from tests.rules.test_growth_verdicts import edits, kinds, only, roles, verdicts
from validator.finding import Outcome, Severity


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
            *("地区生产总值由2015年的100亿元增加到2020年的150亿元，年均增长6%。", Outcome.UNSURE, "prices"),
            *(None, "(150/100)^(1/5)−1 = 8.45%", None),
        ),
        (
            *("地区生产总值由2015年的100亿元增加到2020年的161亿元，年均增长4%。", Outcome.FAILS, "default"),
            *(Severity.WARNING, "(161/100)^(1/5)−1 = 9.99%", None),  # at constant prices, no figure can be put in
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


@pytest.mark.parametrize(
    ("rate", "fails"), [("9%-12%", False), ("9%～12%", False), ("10%-12%", False), ("8%-10%", False), ("11%-12%", True)]
)
def test_a_range_of_rates_is_right_where_the_rate_lies_in_it(rate: str, fails: bool) -> None:
    verdict = only(f"专利授权量由2015年的100件增加到2020年的161件，年均增长{rate}。", "GR103")
    assert verdict.outcome is (Outcome.FAILS if fails else Outcome.HOLDS), "9.99%"
    assert verdict.evidence[0].text == rate
    assert edits(verdict) == ([(0, "10%", "recompute")] if fails else [])


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


@pytest.mark.parametrize(("amount", "verb"), [("增加16家", "增加"), ("增长12.5%", "增加")])
def test_a_contradiction_that_the_amount_repeats_is_told_once(amount: str, verb: str) -> None:
    verdict = only(f"孵化器由2015年的128家增加到2020年的112家，{amount}。", "GR106")
    assert (verdict.outcome, verdict.values) == (Outcome.FAILS, {"verb": verb})


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
    assert (verdict.expected.low, verdict.expected.high) == (Decimal(1_299_000), Decimal(1_301_000))
    assert verdict.expected.unit == "平方米"
    assert verdict.formula == "650万平方米÷5 = 130万平方米"
    assert edits(verdict) == ([(0, edit, "recompute")] if edit else [])


def test_a_multiple_that_holds_either_way_needs_no_explanation() -> None:
    verdict = only("投入由2015年的1亿元增加到2020年的3亿元，增长3倍。", "GR104")
    assert (verdict.outcome, verdict.diagnoses) == (Outcome.HOLDS, ()), "2.5÷1.5 to 3.5÷0.5"


def test_growth_in_percent_is_no_multiple() -> None:
    assert verdicts("站点由80个增加到100个，增长25%。", "GR104") == ()


def test_a_rate_over_one_year() -> None:
    verdict = only("站点由2019年的80个增加到2020年的100个，年均增长22%。", "GR103")
    assert (verdict.outcome, verdict.values) == (Outcome.FAILS, {"years": 1})
    assert (verdict.formula, verdict.diagnoses) == ("100/80−1 = 25.00%", ())


def test_a_doubling_from_one() -> None:
    verdict = only("孵化器由1个增加到2个，翻一番。", "GR105")
    assert (verdict.outcome, verdict.formula) == (Outcome.HOLDS, "2个÷1个 = 2.00")


def test_a_step_within_a_year() -> None:
    verdict = only("青山市“十四五”规划\n2020年，累计新增绿地650万平方米，年均增加130万平方米。", "GR107")
    assert verdict.year == 2020


@pytest.mark.parametrize(
    ("text", "outcome", "hedge", "given"),
    [
        # The quotient is printed: 0.9 ÷ 0.3 = 3. Rounding alone, 0.905 ÷ 0.295 − 1 and so on, could allow it.
        ("由2015年的0.3万户增加到2020年的0.9万户，增长3倍。", Outcome.FAILS, "short", ["times"]),
        ("由2015年的0.3万户增加到2020年的0.93万户，增长3倍。", Outcome.FAILS, "short", ["times"]),  # 3.1: a tenth off
        ("由2015年的0.3万户增加到2020年的0.932万户，增长3倍。", Outcome.HOLDS, "", []),  # 3.107
        ("由2015年的0.3万户增加到2020年的0.94万户，增长3倍。", Outcome.HOLDS, "", []),  # 3.13
        (
            "由2015年的0.2万户增加到2020年的0.55万户，增长3倍。",
            Outcome.HOLDS,
            "",
            [],
        ),  # 2.75; at most 0.555÷0.15−1 = 2.7
        ("由2015年的3亿元增加到2020年的12亿元，增长4倍。", Outcome.HOLDS, "", []),  # 12.5 ÷ 2.5 − 1 = 4
        ("由2015年的10家增加到2020年的305家，增长三十倍。", Outcome.HOLDS, "", []),  # 29.5 in round figures
        ("由2015年的24家增加到2020年的96家，增长3.5倍。", Outcome.FAILS, "", []),  # neither 3 nor 4
        ("由2015年的24家增加到2020年的96家，增长4.5倍。", Outcome.FAILS, "", []),
        ("由2015年的100家增加到2020年的429家，增长3.2倍。", Outcome.FAILS, "cut-off", []),  # 3.29
    ],
)
def test_a_quotient_printed_as_growth(text: str, outcome: Outcome, hedge: str, given: list[str]) -> None:
    verdict = only("市场主体" + text, "GR104")
    assert (verdict.outcome, verdict.why, verdict.hedge) == (outcome, "increase", hedge)
    assert verdict.severity is {"short": Severity.WARNING, "cut-off": Severity.INFO}.get(hedge)
    assert [kind for kind, _ in kinds(verdict)] == given


def test_a_multiple_that_rounds_to_the_quotient_of_counts() -> None:
    verdict = only("2020年，高新技术企业达到329家，是2015年100家的3.3倍。", "GR104")
    assert (verdict.outcome, verdict.why, verdict.severity, verdict.hedge) == (Outcome.HOLDS, "times", None, "")


def test_a_printed_quotient_is_written_out() -> None:
    verdict = only("市场主体由2015年的0.3万户增加到2020年的0.9万户，增长3倍。", "GR104")
    assert kinds(verdict) == [("times", "0.9万户÷0.3万户 = 3.00")]


def test_a_multiple_of_another_figure_of_the_sentence_is_no_mistake() -> None:
    verdict = only("2025年，企业达到96家，规上企业达到80家，比2020年的20家增长3.8倍。", "GR104")
    assert (verdict.outcome, verdict.why) == (Outcome.UNSURE, "another"), "96 ÷ 20 − 1 = 3.8"
    assert (verdict.diagnoses, verdict.suggestions) == ((), ())


@pytest.mark.parametrize(
    ("said", "severity", "hedge"),
    [
        ("比2020年翻一番", None, ""),
        ("实现翻番", Severity.WARNING, "elsewhere"),  # since 2020, if it is since the plan's base
    ],
)
def test_a_doubling_from_a_base_in_another_sentence(said: str, severity: Severity | None, hedge: str) -> None:
    text = f"青山县“十四五”科技规划\n2020年，高新技术企业32家。\n到2025年，高新技术企业达到60家，{said}。"
    verdict = only(text, "GR105")
    assert (verdict.outcome, verdict.formula) == (Outcome.FAILS, "60家÷32家 = 1.88")
    assert (verdict.severity, verdict.hedge) == (severity, hedge)


# --- the growth of several years beside its yearly rate -------------------------------------------


def test_a_yearly_rate_beside_the_growth_of_all_years_in_full() -> None:
    verdict = only("到2025年，专利授权量五年累计增长61.0%，年均增长12.2%。", "GR103")
    assert (verdict.outcome, verdict.why, verdict.severity) == (Outcome.FAILS, "compound", Severity.WARNING)
    assert (verdict.hedge, verdict.values) == ("", {"years": 5})
    assert (verdict.indicator, verdict.year) == ("专利授权量", 2025)
    assert roles(verdict) == [("12.2%", "growth"), ("61.0%", "growth")]
    assert verdict.stated is not None
    assert verdict.expected is not None
    assert (verdict.stated.text, verdict.expected.text, verdict.expected.unit) == ("12.2%", "9.99%", "%")
    assert verdict.formula == "(1+61.0%)^(1/5)−1 = 9.99%"
    assert edits(verdict) == [(0, "10.0%", "recompute")]


@pytest.mark.parametrize(
    ("text", "outcome", "hedge", "formula", "edit"),
    [
        ("累计增长61.0%，年均增长10.0%", Outcome.HOLDS, "", "(1+61.0%)^(1/5)−1 = 9.99%", None),
        ("累计增长61.0%，年均增长9.9%", Outcome.FAILS, "cut-off", "(1+61.0%)^(1/5)−1 = 9.99%", "10.0%"),
        # 60.95% to 61.05% are 9.99% to 10.00%: within the rounding of 9.99%, as of 10.00%; 10.01% is beyond it.
        ("累计增长61.0%，年均增长10.00%", Outcome.HOLDS, "", "(1+61.0%)^(1/5)−1 = 9.99%", None),
        ("累计增长61.0%，年均增长10.01%", Outcome.FAILS, "", "(1+61.0%)^(1/5)−1 = 9.99%", "9.99%"),
        ("累计增长61.0%，年均增长10%以上", Outcome.HOLDS, "", "(1+61.0%)^(1/5)−1 = 9.99%", None),  # rounds to 10%
        ("累计增长61.0%，年均增长10%-12%", Outcome.HOLDS, "", "(1+61.0%)^(1/5)−1 = 9.99%", None),
        ("累计下降20.0%，年均下降4.4%", Outcome.HOLDS, "", "1−(1−20.0%)^(1/5) = 4.36%", None),
        ("累计下降20.0%，年均下降4.0%", Outcome.FAILS, "", "1−(1−20.0%)^(1/5) = 4.36%", "4.4%"),
        # 18% to 22%, told roughly, are 3.9% to 4.8%.
        ("累计下降20%，年均下降4%", Outcome.HOLDS, "", "1−(1−20%)^(1/5) = 4.36%", None),
    ],
)
def test_yearly_rates_beside_the_growth_of_all_years(
    text: str, outcome: Outcome, hedge: str, formula: str, edit: str | None
) -> None:
    verdict = only(f"五年来，专利授权量{text}。", "GR103")
    assert (verdict.outcome, verdict.hedge, verdict.formula) == (outcome, hedge, formula)
    assert verdict.severity is (Severity.INFO if hedge else Severity.WARNING)
    assert edits(verdict) == ([(0, edit, "recompute")] if edit else [])


@pytest.mark.parametrize(
    "text",
    [
        "五年来，库存累计下降100%，年均下降20%。",
        "到2030年，库存降至0吨，比2025年减少80吨，年均下降20%。",
    ],
)
def test_no_yearly_rate_leads_to_nothing(text: str) -> None:
    assert verdicts(text, "GR103") == ()
