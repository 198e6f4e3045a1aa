"""AR306 writes a share in percent and a mean in its own unit, rounded as the printed figure is."""

import pytest

from tests.rules.test_cases import check


@pytest.mark.parametrize(
    ("text", "expected", "formula"),
    [
        ("全年接待游客940万人次，实现旅游总收入65.8亿元，人均花费770元。", "700元", "65.8亿元÷940万人次 = 700元"),
        ("新增车位1600个，总投资2.5亿元，平均每个车位投入18.20万元。", "15.62万元", "2.5亿元÷1600个 = 15.62万元"),
        (
            "青山县“十四五”科技规划\n2020年，地区生产总值达到121亿元，研发经费2.6亿元。"
            "2020年，研发经费占地区生产总值比重达到3.15%。",
            "2.15%",
            "2.6亿元÷121亿元 = 2.15%",
        ),
    ],
)
def test_quotients(text: str, expected: str, formula: str) -> None:
    (verdict,) = (v for v in check(text, "plan.txt").verdicts if v.code == "AR306")
    assert verdict.expected is not None
    assert (verdict.expected.text, verdict.formula) == (expected, formula)
