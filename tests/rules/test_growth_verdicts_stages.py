"""What GR108 says of targets on the way: which figures are one, and when they lie beyond the plan's last target."""

import pytest

from tests.rules.test_growth_verdicts import only, roles, verdicts
from validator.finding import Outcome, Severity

BASE = "临溪市“十五五”中医药发展规划\n一、发展基础\n2025年，全市中医馆120个。\n二、发展目标\n"
TARGET = "到2030年，中医馆达到200个。\n"


def outcomes(text: str) -> str:
    """F for each stage beyond the last target, H for each that is not."""
    return "".join(verdict.outcome.name[0] for verdict in verdicts(text, "GR108"))


def test_a_stage_beyond_the_last_target_in_full() -> None:
    verdict = only(BASE + TARGET + "到2028年，中医馆达到260个。", "GR108")
    assert (verdict.outcome, verdict.why, verdict.severity) == (Outcome.FAILS, "stage", Severity.WARNING)
    assert (verdict.indicator, verdict.year) == ("中医馆", 2028)
    assert verdict.values == {"year": 2028, "last": 2030}
    assert roles(verdict) == [("260个", "level"), ("200个", "level"), ("120个", "level")]


@pytest.mark.parametrize(
    ("target", "stage", "expected"),
    [
        ("达到200个", "2028年，中医馆达到200个", "H"),  # reached before its time
        ("达到200个", "2028年，中医馆达到201个", "F"),
        ("达到200个", "2026年，中医馆达到260个", "F"),
        ("达到200个", "2029年，中医馆达到260个", "F"),
        ("达到200个", "2025年，中医馆达到260个", ""),  # the base year, the last and the years behind it are no stages
        ("达到200个", "2030年，中医馆达到260个", ""),
        ("达到200个", "2035年，中医馆达到260个", ""),
        ("减少到100个", "2028年，中医馆减少到100个", "H"),
        ("减少到100个", "2028年，中医馆减少到99个", "F"),
        ("减少到100个", "2028年，中医馆减少到140个", "H"),
        ("减少到100个以内", "2028年，中医馆减少到90个", "H"),  # 90 is no more than 100
        ("稳定到120个", "2028年，中医馆达到140个", ""),  # no way that leads up or down
    ],
)
def test_which_stages_lie_beyond(target: str, stage: str, expected: str) -> None:
    assert outcomes(f"{BASE}到2030年，中医馆{target}。\n到{stage}。") == expected


def test_rounding_may_close_the_gap() -> None:
    text = "临溪市“十五五”规划\n2025年，覆盖率{}。\n到2030年，覆盖率达到{}。\n到2028年，覆盖率达到{}。"
    assert outcomes(text.format("40%", "60%", "60.5%")) == "H"  # 60 may be 60.49, 60.5 may be 60.45
    assert outcomes(text.format("40%", "60%", "60.6%")) == "F"
    assert outcomes(text.format("60%", "40%", "39.45%")) == "F"
    assert outcomes(text.format("60%", "40.0%", "39.9%")) == "H"  # both may be 39.95


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(2026, 2029, "F"), (2027, 2029, "")],  # a plan of two years has no stages
)
def test_the_plan_is_long_enough_for_stages(first: int, last: int, expected: str) -> None:
    head = f"临溪市中医药规划\n以{first}年为基期，目标年为{last}年。\n{first}年，中医馆120个。\n"
    assert outcomes(f"{head}到{last}年，中医馆达到200个。\n到{last - 1}年，中医馆达到260个。") == expected


@pytest.mark.parametrize(
    "text",
    [
        "到2028年，中医馆260个。",  # not said to be reached
        "到2028年，中医馆达到260家。",  # another unit
        "到2028年，新增中医馆达到260个。",  # what is added
        "到2028年，引进中医馆达到260个。",
        "到2028年，建设的中医馆达到260个。",
        "到2028年，中医机构达到300个，其中中医馆达到260个。",  # a part
        "到2028年，中医服务更便捷（中医馆达到260个）。",
        "到2028年，中医馆、中医诊所分别达到260个、400个。",
        "到2029年，中医馆比2028年达到的260个减少80个。",  # what another figure is compared with
        "2028年6月，中医馆达到260个。",
        "到2028年，全省中医馆达到260个。",
        "到2028年，高新区中医馆达到260个。",
        "到2028年，主体培育见效，达到260个。",  # of what?
        "三、2028年目标\n中医馆达到260个。",  # the heading alone says of when
    ],
)
def test_what_is_no_stage_of_the_indicator(text: str) -> None:
    assert "F" not in outcomes(BASE + TARGET + text)


def test_neither_a_wish_beyond_the_stage_nor_the_base_is_a_stage() -> None:
    assert outcomes(BASE + TARGET + "到2028年，中医馆达到180个，力争达到260个。") == "H"
    carried = "到2028年，中医馆达到180个，到2029年达到260个。"
    assert outcomes(BASE + TARGET + carried) == "H", "what is carried on may be of something else"
    assert outcomes(BASE.replace("中医馆120个", "中医馆达到120个") + TARGET) == ""


@pytest.mark.parametrize(
    ("row", "stage", "expected"),
    [
        ("公共图书馆藏书量（万册）\t30\t60", "公共图书馆藏书量达到66万册", "F"),
        ("公共图书馆藏书量（万册）\t30\t60", "公共图书馆总藏书量达到66万册", ""),  # a name that is only near
        ("耕地面积（万亩）\t100\t90", "耕地面积稳定到9.5万公顷", ""),  # of another size
        ("公共图书馆藏书量（万册）\t-\t60", "公共图书馆藏书量达到66万册", ""),
        ("公共图书馆藏书量（万册）\t30\t-", "公共图书馆藏书量达到66万册", ""),
    ],
)
def test_base_and_target_of_a_row(row: str, stage: str, expected: str) -> None:
    text = f"临溪市“十五五”规划\n到2028年，{stage}。\n表1 主要指标\n指标\t2025年\t2030年\n{row}\n"
    assert outcomes(text) == expected


# --- rows -----------------------------------------------------------------------------------------

UP = "托位数（个）\t8600\t15200\t12500"
MORE = "托育机构（家）\t120\t190\t180"


def rows(*lines: str, years: str = "2025年\t2027年\t2030年", head: str = "某市“十五五”托育规划") -> str:
    return outcomes(f"{head}\n表1 主要指标\n指标\t{years}\n" + "\n".join(lines) + "\n")


def test_a_stage_of_a_row_in_full() -> None:
    verdict = only("某市“十五五”托育规划\n表1 主要指标\n指标\t2025年\t2027年\t2030年\n" + UP + "\n", "GR108")
    assert (verdict.outcome, verdict.why, verdict.severity) == (Outcome.FAILS, "stage", Severity.WARNING)
    assert (verdict.indicator, verdict.year) == ("托位数（个）", 2027)
    assert verdict.values == {"year": 2027, "last": 2030}
    assert roles(verdict) == [("15200", "level"), ("12500", "level"), ("8600", "level")]


@pytest.mark.parametrize(
    ("beyond", "within", "expected"),
    [
        ([UP], 0, "F"),  # one row alone is no record
        ([UP, MORE], 0, ""),
        ([UP, MORE], 3, ""),  # two of five: more than a third
        ([UP, MORE], 4, "FFHHHH"),
    ],
)
def test_a_table_of_which_more_than_a_third_lies_beyond_is_of_yearly_amounts(
    beyond: list[str], within: int, expected: str
) -> None:
    assert rows(*beyond, *(f"{name}（家）\t120\t150\t180" for name in "甲乙丙丁"[:within])) == expected


@pytest.mark.parametrize(
    ("line", "years", "expected"),
    [
        (UP.replace("12500", "8600"), "2025年\t2027年\t2030年", ""),
        ("覆盖率（%）\t9\t5\t6", "2025年\t2027年\t2030年", "H"),  # 5.5 may be printed as either
        ("覆盖率（%）\t9\t4\t6", "2025年\t2027年\t2030年", "F"),
        ("新增托位数（个）\t8600\t15200\t12500", "2025年\t2027年\t2030年", ""),  # so many a year
        ("五年累计培训人次（人次）\t8600\t15200\t12500", "2025年\t2027年\t2030年", ""),
        ("托位数（个）\t8600\t〔15200〕\t12500", "2025年\t2027年\t2030年", ""),
        ("托位数（个）\t8600\t9000\t15200\t12500", "2025年\t2026年\t2027年\t2030年", "HF"),
        ("托位数（个）\t8600\t9000\t15200\t9100\t12500", "2025年\t2026年\t2027年\t2028年\t2030年", ""),  # a path
        ("托位数（个）\t8600\t15200\t9300\t12500", "2025年\t2027年\t2027年\t2030年", ""),  # two columns for a year
        ("托位数（个）\t8600\t15200\t12500\t20000", "2025年\t2027年\t2030年\t2035年", "F"),
        ("托位数（个）\t8600\t8700\t15200\t12500", "2020年\t2025年\t2027年\t2030年", "F"),
    ],
)
def test_stages_of_rows(line: str, years: str, expected: str) -> None:
    assert rows(line, years=years) == expected


def test_a_report_tells_what_came_and_has_no_stages_in_its_tables() -> None:
    assert rows(UP, head="某市“十五五”托育规划中期评估报告") == ""
