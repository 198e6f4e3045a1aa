"""Figures in prose: what is one, how it is read, and what only looks like one."""

from decimal import Decimal
from itertools import pairwise

import pytest

from validator.document import Text
from validator.quantities.find import find_quantities
from validator.quantities.quantity import Bound, Quantity


def found(string: str) -> tuple[Quantity, ...]:
    return find_quantities(Text.plain(string, 0))


def one(string: str) -> Quantity:
    (quantity,) = found(string)
    return quantity


@pytest.mark.parametrize(
    ("string", "text", "value", "unit"),
    [
        ("增长三點五倍", "三點五倍", "3.5", "倍"),
        ("达到45家。", "45家", "45", "家"),
        ("降到万分之五，", "万分之五", "5", "‱"),
        ("产值661480万元，", "661480万元", "6614800000", "元"),
        ("支出1.18亿。", "1.18亿", "118000000", ""),
        ("规模1.2万亿元", "1.2万亿元", "1200000000000", "元"),
        ("有1,500名", "1,500名", "1500", "人"),
        ("占比为2.15%", "2.15%", "2.15", "%"),
        ("提高0.1个百分点", "0.1个百分点", "0.1", "百分点"),
        ("达20人年/万人。", "20人年/万人", "20", "人年/万人"),
        ("为1.44 件，", "1.44", "1.44", ""),
        ("油茶林75万亩", "75万亩", "750000", "亩"),
        ("是2016年的1.6倍", "1.6倍", "1.6", "倍"),
        ("约百分之十五", "百分之十五", "15", "%"),
        ("覆盖三十五个村", "三十五个", "35", "个"),
        ("死亡率为9.1/10万，", "9.1/10万", "9.1", "1/10万"),
        ("收入比为2.1:1。", "2.1:1", "2.1", ""),
        ("五个方面、四大行动", "五个", "5", "个"),
        ("死亡率3.2‰", "3.2‰", "3.2", "‰"),
        ("住院日由8.1日缩短到7.6日", "8.1日", "8.1", "天"),
        ("平均住院日为9.4日", "9.4日", "9.4", "天"),
        ("审批时限压缩至12日", "12日", "12", "天"),
    ],
)
def test_a_figure_is_read(string: str, text: str, value: str, unit: str) -> None:
    quantity = found(string)[0]
    assert (quantity.text, quantity.value, quantity.unit) == (text, Decimal(value), unit)
    assert string[quantity.span.start : quantity.span.end] == text


@pytest.mark.parametrize(
    "string",
    [
        "到2025年底",
        "2021-2025年",
        "2021年12月31日",
        "于5.18日举办",
        "报名时间延长至8日",
        "15日前缩短为一次申报",
        "永政发〔2021〕15号",
        "第十三届",
        "第3章",
        "5G网络",
        "S248沿线",
        "G60走廊",
        "3D打印",
        "PM2.5浓度",
        "“4321”机制",
        "1+3+N布局",
        "7×24服务",
        "党的十九大和二十大精神",
        "软件2.0版",
        "世界500强",
        "专栏2-1",
        "表1",
        "一批项目",
        "一体化",
        "十分重视",
        "“双百”行动",
        "“十四五”时期",
        "7:2:1的比例",
        "于12:30开会",
        "几十家企业",
        "上百亿元",
        "数十个项目",
        "COVID-19防控",
        "1.总体要求",
        "（3）加强领导",
    ],
)
def test_a_name_is_no_figure(string: str) -> None:
    assert found(string) == ()


@pytest.mark.parametrize(
    ("string", "bound", "low", "high"),
    [
        ("达45家", Bound.EXACT, "45", "45"),
        ("为2.15%", Bound.EXACT, "2.145", "2.155"),
        ("达90亿元", Bound.EXACT, "8950000000", "9050000000"),
        ("有12万人", Bound.EXACT, "115000", "125000"),
        ("突破90亿元", Bound.FLOOR, "8950000000", "9050000000"),
        ("不低于95%", Bound.FLOOR, "94.5", "95.5"),
        ("达13%以上", Bound.FLOOR, "12.5", "13.5"),
        ("降到30%以下", Bound.CEILING, "29.5", "30.5"),
        ("不超过5个", Bound.CEILING, "5", "5"),
        ("不少于5个", Bound.FLOOR, "5", "5"),
        ("超过5个", Bound.FLOOR, "5", "5"),
        ("低于5个", Bound.CEILING, "5", "5"),
        ("约50家", Bound.ABOUT, "45", "55"),
        ("有50家左右", Bound.ABOUT, "45", "55"),
        ("建成300余件", Bound.ABOUT, "270", "330"),
        ("创建1-2家", Bound.RANGE, "1", "2"),
        ("招5-10万人", Bound.RANGE, "50000", "100000"),
        ("投0.5—0.8亿元", Bound.RANGE, "50000000", "80000000"),
        ("有5万-10万人", Bound.RANGE, "50000", "100000"),
        ("增长3%-4%", Bound.RANGE, "3", "4"),
        ("增长3.5％至4.5％", Bound.RANGE, "3.5", "4.5"),
        ("增长3%-4个点", Bound.EXACT, "4", "4"),  # not of one unit
        ("缩小到2:1以内", Bound.CEILING, "1.5", "2.5"),
    ],
)
def test_bounds_and_rounding(string: str, bound: Bound, low: str, high: str) -> None:
    quantity = found(string)[-1]
    assert (quantity.bound, quantity.low, quantity.high) == (bound, Decimal(low), Decimal(high))


def test_several_figures_keep_their_order_and_do_not_overlap() -> None:
    string = "高级职称887人，占11.57%；中级职称3091人，占40.32%，比2016年增加1.2万人。"
    quantities = found(string)
    assert [q.text for q in quantities] == ["887人", "11.57%", "3091人", "40.32%", "1.2万人"]
    assert all(a.span.end <= b.span.start for a, b in pairwise(quantities))


def test_a_span_points_through_a_torn_line() -> None:
    """A reader may have joined two lines: the span still begins and ends at the figure in the source."""
    quantity = find_quantities(Text("达45家", 10, ((2, 20),)))[0]
    assert (quantity.span.start, quantity.span.end) == (11, 22)


@pytest.mark.parametrize(
    ("string", "value", "expected"),
    [("为2.15%", "2.7512", "2.75%"), ("计661480万元", "7000000000", "700000万元"), ("达45家", "16", "16家")],
)
def test_rewrite_keeps_unit_and_digits(string: str, value: str, expected: str) -> None:
    assert one(string).rewrite(Decimal(value)) == expected


@pytest.mark.parametrize(
    "piece", ["1", "1.1", "1,", "a", "A+", "1+", "1:", "一", "十", "百分之", "“", "（1", "翻番“二〇”", "5%", "约", "1-"]
)
def test_long_repetitions_give_figures_that_do_not_overlap(piece: str) -> None:
    """What a backtracking pattern would take minutes for."""
    string = piece * (30_000 // len(piece))
    spans = [q.span for q in found(string)]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(b.end <= len(string) for b in spans)


@pytest.mark.parametrize(
    ("string", "value", "expected"),
    [
        ("增加3-4万亩", "20000", "2万亩"),  # the upper end has the multiplier of both
        ("增加3万—4万亩", "20000", "2万亩"),
        ("增加70至80件", "61", "61件"),
        ("增长11%-12%", "9.99", "10%"),
        ("增长11-12.5%", "9.99", "10.0%"),
        ("投资1,200-1,300万元", "12340000", "1,234万元"),
        ("增长三-5倍", "3", "3倍"),
        ("增加3-4km2", "2", "2km2"),
        ("增加0-0家", "3", "3家"),
    ],
)
def test_a_range_is_rewritten_as_one_figure(string: str, value: str, expected: str) -> None:
    assert one(string).rewrite(Decimal(value)) == expected
