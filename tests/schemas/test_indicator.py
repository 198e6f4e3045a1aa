"""Indicators and submitted tables: strict about figures, clear about what is wrong."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas.indicator import Indicator, IndicatorRow, IndicatorTable, Kind, Nature, explain_validation

GOOD = {
    "title": "主要目标",
    "years": [2020, "2025"],
    "rows": [
        {"number": 1, "name": "高新技术企业数", "unit": "家", "values": {"2020": "7", 2025: 16}, "nature": "预期性"}
    ],
}


def problem(data: object, model: type[IndicatorTable] | type[Indicator] = IndicatorTable) -> ValidationError:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(data)
    return caught.value


def table_with(**row: object) -> dict[str, object]:
    return {"years": [2020], "rows": [{"name": "专利申请量", **row}]}


def test_a_table_from_python_and_from_json_is_the_same() -> None:
    table = IndicatorTable.model_validate(GOOD)
    assert table.years == (2020, 2025)
    assert table.rows[0].values == {2020: Decimal(7), 2025: Decimal(16)}
    assert IndicatorTable.model_validate_json(table.model_dump_json()) == table


def test_printed_digits_are_kept() -> None:
    row = IndicatorRow.model_validate({"name": "a", "growth": "7.0", "values": {2020: Decimal("66.150")}})
    assert (str(row.growth), str(row.values[2020])) == ("7.0", "66.150")


def test_nothing_changes_afterwards() -> None:
    table = IndicatorTable.model_validate(GOOD)
    with pytest.raises(ValidationError):
        table.title = "另一个"  # type: ignore[misc]


@pytest.mark.parametrize("figure", [6.5, math.nan, math.inf, 7.0])
def test_a_float_is_refused(figure: float) -> None:
    error = problem(table_with(values={"2020": figure}))
    assert [each["type"] for each in error.errors()] == ["figure_float"]


@pytest.mark.parametrize(
    "figure",
    [
        "NaN",
        "Infinity",
        "-inf",
        "1e3",
        "1,234",
        "６",
        "",
        " 7",
        "7家",
        "1" * 31,
        True,
        Decimal("NaN"),
        Decimal("1e999999"),
        [],
        10**40,
    ],
)
def test_what_is_no_plain_figure_is_refused(figure: object) -> None:
    error = problem(table_with(values={"2020": figure}))
    assert [each["type"] for each in error.errors()] == ["figure_invalid"]


@pytest.mark.parametrize("year", ["20", "20250", "２０２０", 1200, True, "2020年", None])
def test_what_is_no_year_is_refused(year: object) -> None:
    assert "year_invalid" in [each["type"] for each in problem({"years": [year]}).errors()]


def test_blanks_and_bounds_are_kept() -> None:
    row = {"values": {"2020": None}, "bounds": {"2025": "floor"}, "unreadable": {"2025": "（提高）"}}
    found = IndicatorTable.model_validate(table_with(**row)).rows[0]
    assert found.values == {2020: None}
    assert found.unreadable == {2025: "（提高）"}


def test_an_indicator_has_a_known_unit_and_ordered_bounds() -> None:
    good = {"id": "share", "name": "占比", "unit": "%", "kind": "ratio", "lower": "0", "upper": "100"}
    assert Indicator.model_validate(good).kind is Kind.RATIO
    unit = problem({**good, "unit": "匣子"}, Indicator)
    assert explain_validation(unit, "指标库") == ["指标库：单位（“匣子”）不是已知的单位。"]
    crossed = problem({**good, "upper": "-1"}, Indicator)
    assert explain_validation(crossed, "指标库") == ["指标库：整体下限高于上限。"]


def test_natures_are_the_two_there_are() -> None:
    assert [str(nature) for nature in Nature] == ["约束性", "预期性"]


def test_sentences_name_the_row_and_the_field() -> None:
    data = {
        "years": [2020],
        "rows": [
            {"name": "高新技术企业数", "unt": "家", "values": {"2020": 0.5}},
            {"growth": "快"},
        ],
    }
    error = problem(data)
    assert explain_validation(error, "提交表.json", data=data) == [
        '提交表.json：第1行“高新技术企业数”的数值的2020（“0.5”）是浮点数，请写成字符串，例如 "66.15"。',
        "提交表.json：第1行“高新技术企业数”的unt不是可用的字段，疑为 unit。",
        "提交表.json：第2行的名称没有填写。",
        "提交表.json：第2行的年均增长（“快”）不是有限的十进制数字。",
    ]
    english = explain_validation(error, "table.json", "en", data)
    assert english[2] == "table.json: rows 2 → name is missing."
    assert len(english) == 4


def test_hostile_text_is_cut_and_cleaned() -> None:
    error = problem(table_with(growth="\x1b[31m" + "九" * 5000))
    (sentence,) = explain_validation(error, "表\x1b[0m")
    assert "\x1b" not in sentence
    assert len(sentence) < 90


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["rows", "years", "name", "values", "unit", "growth", "2020", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_whatever_is_submitted_is_a_table_or_has_an_explanation(data: object) -> None:
    table, problems = attempt(data)
    if table is not None:
        assert all(value is None or value.is_finite() for row in table.rows for value in row.values.values())
        return
    assert problems is not None
    for lang in ("zh", "en"):
        sentences = explain_validation(problems, "表", lang, data)
        assert len(sentences) == problems.error_count()
        assert all(sentence.startswith("表") for sentence in sentences)


def attempt(data: object) -> tuple[IndicatorTable | None, ValidationError | None]:
    try:
        return IndicatorTable.model_validate(data), None
    except ValidationError as error:
        return None, error
