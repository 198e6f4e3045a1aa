"""Schemas of the user's own: written and read without loss, and every slip named."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.indicator import Direction, IndicatorTable, Kind, Nature
from schemas.plan import PlanIndicator, PlanSchema, PlanSeries, fold, load_plan
from schemas.plans import plan_names
from schemas.toml import dump_toml, guess_kind, infer_schema, load_schema
from validator.errors import SchemaError
from validator.quantities.quantity import Bound

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
FIGURES = st.decimals(min_value=-(10**9), max_value=10**9, places=3) | st.integers(-(10**9), 10**9).map(Decimal)
SERIES = st.builds(PlanSeries, name=WORDS, base=st.none() | FIGURES, target=st.none() | FIGURES)


@st.composite
def plan_indicators(draw: st.DrawFn) -> tuple[PlanIndicator, ...]:
    names = draw(st.lists(WORDS.filter(fold), min_size=1, max_size=4, unique_by=fold))
    return tuple(
        PlanIndicator(
            id=f"i{number}",
            name=name,
            unit=draw(st.sampled_from(["家", "%", "亿元", "件/万人", ""])),
            kind=draw(st.sampled_from(Kind)),
            upper=draw(st.none() | FIGURES),
            direction=draw(st.sampled_from(Direction)),
            constant_price=draw(st.booleans()),
            base=draw(st.none() | FIGURES),
            target=draw(st.none() | FIGURES),
            bound=draw(st.sampled_from(Bound)),
            growth_printed=draw(st.none() | FIGURES),
            nature=draw(st.none() | st.sampled_from(Nature)),
            series=tuple(draw(st.lists(SERIES, max_size=2))),
            source=draw(st.sampled_from(["table", "prose"])),
        )
        for number, name in enumerate(names)
    )


PLANS = st.builds(
    PlanSchema,
    name=st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True),
    title=WORDS,
    region=WORDS,
    period=st.none() | st.just((2021, 2025)),
    base_year=st.none() | st.integers(1990, 2020),
    target_year=st.none() | st.integers(2020, 2050),
    table_required=st.booleans(),
    notes=st.lists(WORDS, max_size=3).map(tuple),
    indicators=plan_indicators(),
)


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "规划.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def complaint(folder: Path, text: str | bytes) -> SchemaError:
    with pytest.raises(SchemaError) as caught:
        load_schema(written(folder, text))
    return caught.value


@pytest.mark.parametrize("name", plan_names())
def test_the_five_plans_come_back(name: str, tmp_path: Path) -> None:
    plan = load_plan(name)
    assert load_plan(str(written(tmp_path, dump_toml(plan)))) == plan


@given(PLANS)
def test_any_plan_comes_back(tmp_path_factory: pytest.TempPathFactory, plan: PlanSchema) -> None:
    path = written(tmp_path_factory.getbasetemp(), dump_toml(plan))
    assert load_schema(path) == plan
    assert dump_toml(load_schema(path)) == dump_toml(plan)


def test_figures_keep_their_digits(tmp_path: Path) -> None:
    text = 'name = "a"\ntitle = "某规划"\n[[indicators]]\nid = "x"\nname = "指标"\nbase = 7.10\ntarget = "16.0"\nlower = 0\n'
    indicator = load_schema(written(tmp_path, text)).indicators[0]
    assert (str(indicator.base), str(indicator.target), str(indicator.lower)) == ("7.10", "16.0", "0")


HEAD = 'name = "a"\ntitle = "某规划"\n'
ROW = '[[indicators]]\nid = "x"\nname = "指标"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD + "targt_year = 2025\n" + ROW, "targt_year不是可用的字段，疑为 target_year"),
        (HEAD + ROW + 'groth_printed = "5"\n', "第1项指标“指标”的groth_printed不是可用的字段，疑为 growth_printed"),
        (HEAD + ROW + 'unit = "匣子"\n', "第1项指标“指标”的单位（“匣子”）不是已知的单位"),
        (HEAD + ROW + "target = nan\n", "不是有限的十进制数字"),
        (HEAD + ROW + "target = inf\n", "不是有限的十进制数字"),
        (HEAD + ROW + "target = 1e999999999\n", "不是有限的十进制数字"),
        (HEAD + ROW + 'nature = "参考性"\n', "属性（“参考性”）只能是 '约束性' 或 '预期性'"),
        (HEAD + 'level = "村"\n' + ROW, "层级（“村”）只能是"),
        (HEAD + ROW + ROW.replace('"x"', '"y"'), "重复：指标"),
        (HEAD + "period = [2025, 2021]\n" + ROW, "起止年份颠倒"),
        (HEAD + "base_year = 2030\ntarget_year = 2025\n" + ROW, "基期年晚于目标年"),
        (HEAD, "指标没有填写"),
        ('title = "某规划"\n' + ROW, "名称没有填写"),
        ("indicators = 7\n" + HEAD, "指标（“7”）应为列表"),
        ("name = ", "不是有效的 TOML"),
        ("x = " + "9" * 5000, "不是有效的 TOML"),
        ("x = " + "[" * 5000, "不是有效的 TOML"),
        (b"\xff\xfe", "不是 UTF-8 编码"),
        (b"#" * ((1 << 20) + 1), "超过 1 MiB"),
    ],
)
def test_a_slip_is_told_in_a_sentence(text: str | bytes, told: str, tmp_path: Path) -> None:
    error = complaint(tmp_path, text)
    assert told in error.zh
    assert "规划.toml" in error.zh
    assert error.en.endswith(".")


def test_many_slips_are_not_all_told(tmp_path: Path) -> None:
    error = complaint(tmp_path, HEAD + "".join(f"x{number} = 1\n" for number in range(40)) + ROW)
    assert error.zh.count("不是可用的字段") == 5
    assert error.zh.endswith("还有 35 处错误。")


def test_a_file_that_is_not_there() -> None:
    for path in ("nowhere/plan.toml", "/dev/zero.toml", "/", "a\0b.toml", "x" * 5000 + ".toml"):
        with pytest.raises(SchemaError):
            load_plan(path)


def table() -> IndicatorTable:
    rows = [
        {
            "name": "高新技术企业数",
            "unit": "家",
            "values": {2020: "7", 2025: "16"},
            "growth": "17.98",
            "nature": "预期性",
        },
        {
            "name": "高新技术产业增加值",
            "unit": "亿元",
            "values": {2020: "66.15", 2025: "90"},
            "bounds": {2025: "floor"},
        },
        {"name": "研发经费占GDP比重", "unit": "%", "values": {2020: "2.15", 2025: "2.75"}, "nature": "约束性"},
        {"name": "专利/发明授权量", "series": "专利", "unit": "件", "values": {2020: "153", 2025: "185"}},
        {"name": "专利/发明授权量", "series": "发明", "unit": "件", "values": {2020: "45", 2025: "85"}},
        {"name": "火灾受害率", "unit": "‰", "values": {2020: "0.9", 2025: "0.7"}},
        {"name": "高新技术企业数（家）", "unit": "家"},
        {"name": "（家）"},
        {"name": "新事物", "unit": "匣子", "nature": "参考性"},
    ]
    return IndicatorTable.model_validate({"title": "主要指标", "years": [2025, 2020], "rows": rows})


def test_a_draft_has_what_the_table_has() -> None:
    plan = infer_schema(table(), title="某县规划", region="某县", period=(2021, 2025))
    by_name = {each.name: each for each in plan.indicators}
    assert (plan.base_year, plan.target_year, plan.title) == (2020, 2025, "某县规划")
    assert list(by_name) == [
        "高新技术企业数",
        "高新技术产业增加值",
        "研发经费占GDP比重",
        "专利/发明授权量",
        "火灾受害率",
        "新事物",
    ]
    assert by_name["高新技术产业增加值"].constant_price
    assert by_name["高新技术产业增加值"].bound is Bound.FLOOR
    assert (by_name["研发经费占GDP比重"].kind, by_name["研发经费占GDP比重"].upper) == (Kind.RATIO, Decimal(100))
    assert by_name["研发经费占GDP比重"].nature is Nature.BINDING
    assert [each.name for each in by_name["专利/发明授权量"].series] == ["专利", "发明"]
    assert by_name["火灾受害率"].direction is Direction.DOWN
    assert by_name["新事物"].nature is None


def test_a_draft_says_what_it_left_out() -> None:
    assert infer_schema(table()).notes == (
        "第7行“高新技术企业数（家）”重复，未列入。",
        "第8行没有指标名称，未列入。",
        "第9行“新事物”的单位“匣子”不认识，请补上。",
    )


def test_a_draft_comes_back_and_its_table_satisfies_it(tmp_path: Path) -> None:
    whole = table()
    good = whole.model_copy(update={"rows": whole.rows[:6]})
    plan = infer_schema(good)
    assert load_schema(written(tmp_path, dump_toml(plan))) == plan
    assert plan.violations(good) == []


def test_a_table_without_rows_gives_no_draft() -> None:
    with pytest.raises(SchemaError):
        infer_schema(IndicatorTable(years=(2020, 2025)))


@pytest.mark.parametrize(
    ("name", "unit", "kind"),
    [
        ("高新技术企业数", "家", Kind.STOCK),
        ("专利申请量", "件", Kind.FLOW),
        ("研发经费投入年均增长", "%", Kind.RATE),
        ("科技进步贡献率", "%", Kind.RATIO),
        ("万人有效发明专利拥有量", "件/万人", Kind.RATIO),
        ("农田灌溉水有效利用系数", "", Kind.RATIO),
    ],
)
def test_kinds_are_guessed(name: str, unit: str, kind: Kind) -> None:
    assert guess_kind(name, unit) is kind
