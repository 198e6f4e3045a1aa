"""The five plans: what their documents print is what their schemas say."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from schemas.indicator import Kind, Nature
from schemas.plan import PlanSchema, fold, load_plan, table_json_schema
from schemas.plans import plan_names, plan_schema
from validator.errors import SchemaError
from validator.quantities.quantity import Bound

ROWS = {"chenxi": 11, "nanxian": 24, "suining": 10, "xianju": 15, "yongzhou": 15}

SUINING = [
    ("7", "16", "60.71"),
    ("66.15", "90", "5.27"),
    ("36.25", "50", "5.51"),
    ("19", "30", "7.91"),
    ("2.15", "2.75", "4.19"),
    ("325", "450", "7.69"),
    ("None", "None", "5.5"),
    ("0.39", "0.75", "4.62"),
    ("10", "15", "7.0"),
    ("48", "52", "1.34"),
]

YONGZHOU = [
    ("1.63", "2.1"),
    ("9.17", "13"),
    ("1.96", "2.8"),
    ("42", "60"),
    ("1.44", "3.2"),
    ("50.29", "60"),
    ("0", "1"),
    ("12", "32"),
    ("3", "13"),
    ("22", "52"),
    ("283", "500"),
    ("260", "560"),
    ("0.43", "1.6"),
    ("2.13", "3"),
    ("369.41", "None"),
]


def targets(plan: PlanSchema) -> dict[str, tuple[str, str]]:
    """Target (or growth) and bound of each indicator, as text."""
    return {each.name: (str(each.target or each.growth_printed), str(each.bound)) for each in plan.indicators}


def test_all_five_are_there() -> None:
    assert {name: len(plan_schema(name).indicators) for name in plan_names()} == ROWS


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_plan_is_called_like_its_module_and_complete(name: str) -> None:
    plan = load_plan(name)
    assert plan.name == name
    assert plan.title
    assert plan.region
    for each in plan.indicators:
        assert each.series or (each.target, each.growth_printed) != (None, None), each.name
        assert each.kind is not Kind.RATIO or each.unit not in ("%", "‰") or each.upper == 100, each.name
    assert PlanSchema.model_validate_json(plan.model_dump_json()) == plan


def test_suining_prints_ten_rows() -> None:
    plan = plan_schema("suining")
    assert [(str(each.base), str(each.target), str(each.growth_printed)) for each in plan.indicators] == SUINING
    assert (plan.period, plan.base_year, plan.target_year) == ((2021, 2025), 2020, 2025)
    assert [each.id for each in plan.indicators if each.nature is Nature.BINDING] == ["rd_intensity"]


def test_suining_has_two_series_in_a_cell() -> None:
    composite = plan_schema("suining").indicators[6]
    assert [(each.name, each.base, each.target) for each in composite.series] == [
        ("专利授权量", Decimal(153), Decimal(185)),
        ("发明专利授权量", Decimal(45), Decimal(85)),
    ]


def test_yongzhou_prints_fifteen_rows_without_growth_and_nature() -> None:
    plan = plan_schema("yongzhou")
    assert [(str(each.base), str(each.target)) for each in plan.indicators] == YONGZHOU
    assert {each.nature for each in plan.indicators} == {None}
    assert [each.id for each in plan.indicators if each.growth_printed is not None] == ["hightech_value_added"]
    assert plan.indicators[-1].growth_printed == 13
    assert plan.indicators[1].kind is Kind.RATE


def test_chenxi_has_targets_in_prose_only() -> None:
    plan = plan_schema("chenxi")
    found = targets(plan)
    assert found["高新技术企业总数"] == ("30", "floor")
    assert found["高新技术产业增加值"] == ("12", "about")
    assert found["全社会研发经费投入"] == ("3.2", "exact")
    assert (plan.base_year, plan.target_year, plan.table_required) == (2020, 2021, False)
    assert {each.source for each in plan.indicators} == {"prose"}


def test_nanxian_names_no_year() -> None:
    plan = plan_schema("nanxian")
    found = targets(plan)
    assert (plan.period, plan.base_year, plan.target_year, plan.table_required) == (None, None, None, False)
    assert found["全社会研发经费投入"] == ("14", "floor")
    assert found["县级科技特派员"] == ("65", "about")
    assert found["新增企业上云"] == ("600", "exact")


def test_xianju_announces_a_table_that_is_absent() -> None:
    plan = plan_schema("xianju")
    by_id = {each.id: each for each in plan.indicators}
    assert plan.table_required
    assert [each.kind for each in plan.violations(None)] == ["missing-table"]
    assert (by_id["rd_spending"].base, by_id["rd_spending"].target) == (Decimal("5.45"), Decimal(9))
    assert by_id["hightech_enterprises"].bound is Bound.FLOOR
    assert by_id["rd_staff_per_10k"].unit == "人年"


@pytest.mark.parametrize("name", sorted(ROWS))
def test_every_figure_stands_in_our_own_text_of_the_plan(name: str, plans: Path) -> None:
    figures_stand_in(plan_schema(name), (plans / f"{name}.txt").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(ROWS))
def test_every_figure_stands_in_the_document(name: str, seeds: Path) -> None:
    figures_stand_in(plan_schema(name), (seeds / f"{name}.txt").read_text("utf-8"))


def figures_stand_in(plan: PlanSchema, text: str) -> None:
    """Each figure of the schema is printed in the text; those of a table stand in order behind the name of the row."""
    flat = "".join(text.split())
    for each in plan.indicators:
        pairs = [(part.base, part.target) for part in each.series] or [(each.base, each.target)]
        cells = ["/".join(str(value) for value in column if value is not None) for column in zip(*pairs, strict=True)]
        growth = str(each.growth_printed or "")
        if each.source == "table":
            row = cells[0] + (cells[1] + growth if cells[1] else f"年均增长{growth}%")
            assert re.search(rf"{re.escape(each.name)}（[^（）]{{1,6}}）{re.escape(row)}", flat), each.name
        else:
            assert all(figure in flat for figure in (*cells, growth)), each.name


def test_names_are_compared_without_brackets_and_spaces() -> None:
    assert fold("高新技术企业数（家）") == fold(" 高新技术 企业数") == "高新技术企业数"
    assert fold("技术合同成交金额占 GDP 的比重（%）") == fold("技术合同成交金额占GDP的比重")
    assert fold("（家）") == ""


def test_an_unknown_plan_is_told_with_the_nearest() -> None:
    with pytest.raises(SchemaError) as caught:
        load_plan("suinin")
    assert "是不是 suining？" in caught.value.zh
    assert "yongzhou" in caught.value.en
    with pytest.raises(SchemaError):
        load_plan("__init__")


def test_the_json_schema_names_the_plan_s_indicators() -> None:
    schema = json.loads(json.dumps(table_json_schema(load_plan("suining"))))
    row = schema["$defs"]["IndicatorRow"]
    assert schema["title"] == "绥宁县“十四五”科技创新发展规划指标表"
    assert {"高新技术企业数", "科技进步贡献率"} <= set(row["properties"]["name"]["enum"])
    assert row["properties"]["series"]["enum"] == ["", "专利授权量", "发明专利授权量"]
    assert row["properties"]["nature"]["enum"] == ["", "约束性", "预期性"]
    assert schema["properties"]["years"]["allOf"] == [{"contains": {"const": 2020}}, {"contains": {"const": 2025}}]
    assert schema["properties"]["rows"]["minItems"] == 10
