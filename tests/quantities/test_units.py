"""Units: every spelling of the plans, the conversions a reviewer makes, and none that nobody may make."""

import subprocess
import sys
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.quantities.units import (
    _PINT_NAMES,
    COUNTING,
    SUFFIXES,
    UnitMismatch,
    UnknownUnit,
    _registry,
    factor,
    known,
    same_kind,
    split,
)

PREFIXES = ("", "十", "百", "千", "万", "亿", "万亿", "百万")
KINDS = (
    ("元",),
    ("人", "名", "位"),
    ("吨", "公斤", "斤", "克", "毫克", "微克", "kg"),
    ("亩", "公顷", "平方公里", "平方米", "㎡", "平方千米"),
    ("立方米", "升", "毫升", "方"),
    ("千瓦", "兆瓦", "瓦", "吉瓦"),
    ("千瓦时", "度", "兆瓦时", "kWh"),
    ("小时", "分钟", "秒", "天", "周"),
    ("年", "个月", "季度"),
    ("公里", "千米", "米", "毫米", "海里"),
    ("%", "％", "‰", "人/千人"),
    ("件/万人", "件/千人", "件/人"),
    ("元/人", "元/万人"),
    ("微克/立方米", "μg/m³", "毫克/升"),
    ("PFLOPS", "EFLOPS"),
    ("吨标准煤/万元", "千克标准煤/元"),
)
PAIRS = st.sampled_from(KINDS).flatmap(
    lambda kind: st.tuples(*[st.tuples(st.sampled_from(PREFIXES), st.sampled_from(kind))] * 2)
)


@pytest.mark.parametrize(
    ("printed", "multiplier", "unit"),
    [
        ("元", "1", "元"),
        ("万元", "10000", "元"),
        ("万亿元", "1000000000000", "元"),
        ("亿立方米", "100000000", "立方米"),
        ("万人次", "10000", "人次"),
        ("万标箱", "10000", "标箱"),
        ("件/万人", "1", "件/万人"),
        ("件/每万名", "1", "件/万人"),
        ("万元/人", "10000", "元/人"),
        ("个百分点", "1", "百分点"),
        ("人·年", "1", "人年"),
        ("人年/万人", "1", "人年/万人"),
        ("人/年", "1", "人/年"),
        ("%（百分比）", "1", "%"),
        ("％", "1", "%"),
        ("‰", "1", "‰"),
        ("平方千米", "1", "平方公里"),
        ("千米", "1", "公里"),
        ("千瓦", "1", "千瓦"),
        ("万千瓦", "10000", "千瓦"),
        ("亿千瓦时", "100000000", "千瓦时"),
        ("千克", "1", "公斤"),
        ("千人", "1000", "人"),
        ("吨（标准煤）", "1", "吨标准煤"),
        ("万吨标准煤", "10000", "吨标准煤"),
        ("（亿元）", "100000000", "元"),
        ("亿元（现价）", "100000000", "元"),
        ("μg/m³", "1", "微克/立方米"),
        ("万 ㎡", "10000", "平方米"),
        ("公里/百平方公里", "1", "公里/百平方公里"),
        ("万", "10000", ""),
        ("", "1", ""),
        ("—", "1", ""),
        ("百分点", "1", "百分点"),
    ],
)
def test_a_spelling_has_a_multiplier_and_a_unit(printed: str, multiplier: str, unit: str) -> None:
    assert split(printed) == (Decimal(multiplier), unit)
    assert known(printed)


@pytest.mark.parametrize(
    "printed", ["匣子", "十佳", "件/", "/万人", "件（万人）", "万级", "千人计划", "2020年", "元" * 50, "元/元/匣"]
)
def test_what_is_no_unit_stays_as_it_is(printed: str) -> None:
    assert not known(printed)
    assert split(printed)[0] == 1


def test_a_multiplier_holds_of_a_noun_that_is_no_known_unit() -> None:
    assert split("万路") == (Decimal(10_000), "路")
    assert not known("万路")


@pytest.mark.parametrize(
    ("amount", "a", "b", "result"),
    [
        ("661480", "万元", "亿元", "66.148"),
        ("1", "万吨", "亿斤", "0.2"),
        ("280.9", "亿斤", "万吨", "1404.5"),
        ("1", "公顷", "亩", "15"),
        ("1", "平方公里", "公顷", "100"),
        ("653", "万平方米", "公顷", "653"),
        ("0.9", "‰", "%", "0.09"),
        ("2.55", "亿人", "万人", "25500"),
        ("3.4", "亿千瓦", "万千瓦", "34000"),
        ("1", "件/万人", "件/千人", "0.1"),
        ("2", "万PFLOPS", "EFLOPS", "20"),
        ("62", "微克/立方米", "毫克/立方米", "0.062"),
        ("1", "天", "小时", "24"),
        ("3", "名", "人", "3"),
        ("1", "度", "千瓦时", "1"),
    ],
)
def test_conversions_are_exact(amount: str, a: str, b: str, result: str) -> None:
    assert Decimal(amount) * factor(a, b) == Decimal(result)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("件", "家"),
        ("个", "项"),
        ("人年", "人/年"),
        ("人年", "人"),
        ("人次", "人"),
        ("%", "百分点"),
        ("%", "倍"),
        ("元", "美元"),
        ("港元", "欧元"),
        ("千瓦", "千瓦时"),
        ("岁", "年"),
        ("年", "天"),
        ("吨", "吨标准煤"),
        ("件/万人", "件/年"),
        ("件/万人", "件"),
        ("分", "%"),
        ("平方米", "立方米"),
        ("", "%"),
        ("", "元"),
        ("匣子", "元"),
    ],
)
def test_different_things_are_never_converted(a: str, b: str) -> None:
    assert not same_kind(a, b)
    assert not same_kind(b, a)
    with pytest.raises((UnitMismatch, UnknownUnit)):
        factor(a, b)


def test_the_errors_are_sentences() -> None:
    with pytest.raises(UnitMismatch) as mismatch:
        factor("万人年", "人/年")
    assert mismatch.value.zh == "单位“万人年”和“人/年”衡量的不是同一种量，不能换算。"
    assert "人/年" in mismatch.value.en
    with pytest.raises(UnknownUnit) as unknown:
        factor("元", "匣子" * 30)
    assert unknown.value.zh.startswith("不认识单位“匣子")
    assert len(unknown.value.zh) < 40


def test_an_unknown_unit_is_itself() -> None:
    assert same_kind("匣子", "匣子")
    assert factor("匣子", "匣子") == 1


def test_counting_nouns_are_all_apart() -> None:
    assert {"家", "件", "个", "项", "人", "种", "户", "辆"} <= COUNTING
    assert not {"元", "吨", "%", "年", "名"} & COUNTING
    assert not [pair for pair in combinations(sorted(COUNTING), 2) if same_kind(*pair)]


def test_suffixes_are_known_and_longest_first() -> None:
    lengths = [len(suffix) for suffix in SUFFIXES]
    assert lengths == sorted(lengths, reverse=True)
    assert not [suffix for suffix in SUFFIXES if not known(suffix)]
    assert {"%", "％", "‰", "个百分点", "元", "人年", "家", "标箱", "千瓦时", "微克/立方米", "岁", "天"} <= set(
        SUFFIXES
    )
    assert not {"位", "届", "门", "升", ""} & set(SUFFIXES)


@given(PAIRS)
def test_there_and_back_is_one(pair: tuple[tuple[str, str], tuple[str, str]]) -> None:
    (prefix_a, a), (prefix_b, b) = pair
    there, back = factor(prefix_a + a, prefix_b + b), factor(prefix_b + b, prefix_a + a)
    product = there * back
    finite = all(len(each.as_tuple().digits) < 28 for each in (there, back))
    assert product == 1 if finite else abs(product - 1) < Decimal("1e-26")


@given(PAIRS, st.data())
def test_conversion_may_take_a_detour(pair: tuple[tuple[str, str], tuple[str, str]], data: st.DataObject) -> None:
    kind = next(each for each in KINDS if pair[0][1] in each)
    a, b, c = pair[0][1], pair[1][1], data.draw(st.sampled_from(kind))
    direct, detour = factor(a, b), factor(a, c) * factor(c, b)
    assert abs(direct - detour) <= abs(direct) * Decimal("1e-26")


@given(st.text())
def test_any_text_can_be_split(text: str) -> None:
    multiplier, unit = split(text)
    assert multiplier >= 1
    assert known(unit) == known(text)
    assert same_kind(text, text)


@given(st.text(alphabet="十百千万亿元人件家每/%（）()·年吨标准煤", max_size=45))
def test_near_units_can_be_split_twice(text: str) -> None:
    _, unit = split(text)
    if known(text):
        assert split(unit) == (Decimal(1), unit)
    assert isinstance(same_kind(text, "元"), bool)


def test_the_definitions_and_pint_agree_on_what_is_measured() -> None:
    registry = _registry()
    singles = sorted({split(suffix)[1] for suffix in SUFFIXES if "/" not in suffix} | {"升", "担", "周"})
    by_kind: dict[str, list[str]] = {}
    for unit in singles:
        kind = registry.get_dimensionality(_PINT_NAMES.get(unit, unit))
        by_kind.setdefault(str(kind), []).append(unit)
    assert len(by_kind) > 100
    for a, b in pairwise(singles):
        assert same_kind(a, b) == any(a in group and b in group for group in by_kind.values())
    for group in by_kind.values():
        assert all(same_kind(a, b) and factor(a, b) > 0 for a, b in pairwise(group))


def test_pint_stays_out_until_something_is_converted(root: Path) -> None:
    code = """
import sys
import schemas.indicator, schemas.plan, schemas.toml, schemas.violations
from schemas.plans import plan_names, plan_schema
from validator.quantities.units import factor, known, same_kind, split
for name in plan_names():
    plan_schema(name)
assert split("亿立方米")[1] == "立方米" and known("件/万人") and not known("匣子")
assert same_kind("万元", "亿元") and factor("万元", "亿元") and same_kind("家", "家")
assert "pint" not in sys.modules, "too early"
assert same_kind("吨", "斤")
assert "pint" not in sys.modules
assert factor("吨", "斤") == 2000
assert "pint" in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
