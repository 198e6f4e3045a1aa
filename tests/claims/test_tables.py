"""Claims in tables: which column is what, the years of levels and rates, and rows that hold more than they seem."""

import pytest

from validator.claims.claim import Role
from validator.claims.tables import IndicatorTable, Series
from validator.facts import Facts, build_facts
from validator.readers import read_bytes

PLAN = "青山县“十四五”科技创新规划\n表1 主要指标\n"


def read(text: str, head: str = PLAN) -> Facts:
    return build_facts(read_bytes(f"{head}{text}\n".encode(), "plan.txt"))


def table(text: str, head: str = PLAN) -> IndicatorTable:
    (found,) = read(text, head).tables
    return found


def levels(series: Series) -> dict[int | None, str]:
    return {claim.year: claim.quantity.text for claim in series.levels}


def test_levels_and_rates() -> None:
    head = "序号\t指标\t单位\t2020年\t2025年\t年均增长（%）\t属性\n"
    found = table(head + "1\t研发机构\t家\t19\t30\t9.57\t预期性\n2\t高新技术企业\t家\t7\t16\t17.98\t约束性")
    first, second = found.series
    assert (first.name.printed, second.name.printed) == ("研发机构", "高新技术企业")
    assert levels(first) == {2020: "19", 2025: "30"}
    (rate,) = second.rates
    assert (rate.role, rate.period, rate.quantity.text) == (Role.ANNUAL_GROWTH, (2020, 2025), "17.98")
    assert {c.quantity.unit for c in first.levels} == {"家"}


@pytest.mark.parametrize(
    ("head", "years"),
    [
        ("2020年\t2025年", (2020, 2025)),
        ("2020\t2025", (2020, 2025)),
        ("2020年实际\t2025年目标", (2020, 2025)),
        ("现状\t目标", (2020, 2025)),
        ("基期值\t规划值", (2020, 2025)),
        ("2023年现状\t2025年预期", (2023, 2025)),
    ],
)
def test_years_of_columns(head: str, years: tuple[int, int]) -> None:
    assert table(f"指标\t{head}\n研发机构（家）\t19\t30\n高新技术企业（家）\t7\t16").years == years


def test_without_a_plan_present_and_target_have_no_year() -> None:
    assert (
        table("指标\t现状\t目标\n研发机构（家）\t19\t30\n高新技术企业（家）\t7\t16", "行动方案\n主要指标\n").years == ()
    )


def test_two_growth_columns_run_over_their_own_years() -> None:
    head = "指标\t2020年\t2025年\t2030年\t“十四五”年均增长（%）\t“十五五”年均增长（%）\n"
    found = table(head + "专利授权量（件）\t100\t161\t200\t10.0\t4.4\n科研机构（家）\t10\t16\t20\t9.9\t4.6")
    assert [rate.period for rate in found.series[0].rates] == [(2020, 2025), (2025, 2030)]


def test_a_star_moves_the_base_to_the_year_of_the_note() -> None:
    found = table(
        "指标\t2020年\t2025年\n科研机构（家）\t12*\t20\n专利授权量（件）\t100\t161\n注：带*的数据为2019年数据。"
    )
    assert [levels(series) for series in found.series] == [{2019: "12*", 2025: "20"}, {2020: "100", 2025: "161"}]


def test_brackets_make_a_total() -> None:
    found = table("指标\t2020年\t2025年\n造林面积（公顷）\t〔300〕\t〔500〕\n专利授权量（件）\t100\t161")
    assert [series.total for series in found.series] == [True, False]
    assert {claim.role for claim in found.series[0].levels} == {Role.TOTAL}


def test_two_figures_a_cell_are_two_series() -> None:
    first, second, third = table(
        "指标\t2020年\t2025年\n专利/发明专利授权量（件）\t153/45\t185/85\n数据企业（家）\t920\t1500"
    ).series
    assert (first.name.printed, second.name.printed) == ("专利授权量", "发明专利授权量")
    assert (levels(first), levels(second)) == ({2020: "153", 2025: "185"}, {2020: "45", 2025: "85"})
    assert (first.part, second.part, third.part) == (0, 1, None)


def test_blank_cells_leave_a_gap_and_not_a_zero() -> None:
    first, _ = table("指标\t2020年\t2025年\n重点实验室（个）\t-\t5\n专利授权量（件）\t100\t161").series
    assert levels(first) == {2025: "5"}


def test_unit_from_the_name_or_from_its_column() -> None:
    named = table("指标\t2020年\t2025年\n研发经费（亿元）\t5.1\t9.0\n专利授权量（件）\t100\t161").series[0].levels[0]
    column = table("指标\t单位\t2020年\t2025年\n研发经费\t亿元\t5.1\t9.0\n专利授权量\t件\t100\t161").series[0].levels[0]
    assert named.quantity.value == column.quantity.value == 510_000_000
    assert named.quantity.unit == column.quantity.unit == "元"


def test_a_table_of_tasks_is_no_table_of_indicators() -> None:
    assert read("序号\t任务\t牵头单位\n1\t建设平台\t数据局\n2\t培育企业\t工信局").tables == ()


def test_rated_levels_are_those_of_the_columns_years() -> None:
    head = "指标\t2020年\t2021年\t2022年\t2023年\t2024年\t2025年\t年均增长（%）\n"
    facts = read(
        head + "专利授权量（件）\t100\t110\t121\t133\t146\t161\t10.0\n科研机构（家）\t10\t11\t12\t13\t15\t16\t9.9"
    )
    rated = [(r.base.quantity.text, r.target.quantity.text, r.years) for r in facts.rated()]
    assert rated == [("100", "161", 5), ("10", "16", 5)]
