"""Times: years, periods, the ends of five-year plans, spans and relative times."""

import pytest

from validator.quantities.times import TimeKind, find_times, period_of_plan


@pytest.mark.parametrize(
    ("string", "kind", "first", "last"),
    [
        ("到2025年，", TimeKind.YEAR, 2025, 2025),
        ("2025年底", TimeKind.YEAR, 2025, 2025),
        ("二〇二五年", TimeKind.YEAR, 2025, 2025),
        ("二○三五年", TimeKind.YEAR, 2035, 2035),
        ("2016-2020年", TimeKind.PERIOD, 2016, 2020),
        ("2016年—2020年", TimeKind.PERIOD, 2016, 2020),
        ("2016～2020年", TimeKind.PERIOD, 2016, 2020),
        ("2016年至2020年", TimeKind.PERIOD, 2016, 2020),
        ("“十三五”期间", TimeKind.PERIOD, 2016, 2020),
        ("“十四五”", TimeKind.PERIOD, 2021, 2025),
        ("十四五期间", TimeKind.PERIOD, 2021, 2025),
        ("“十五五”时期", TimeKind.PERIOD, 2026, 2030),
        ("“十四.五”期间", TimeKind.PERIOD, 2021, 2025),
        ("“十二五”末", TimeKind.YEAR, 2015, 2015),
        ("“十四五”末期", TimeKind.YEAR, 2025, 2025),
        ("“十四五”初", TimeKind.YEAR, 2021, 2021),
        ("五年累计", TimeKind.SPAN, 0, 0),
        ("去年", TimeKind.RELATIVE, 0, 0),
    ],
)
def test_time(string: str, kind: TimeKind, first: int, last: int) -> None:
    (mention,) = find_times(string)
    assert (mention.kind, mention.first, mention.last) == (kind, first, last)


@pytest.mark.parametrize(
    "string", ["2025家企业", "1850年以前的2800人", "十五个项目", "十五五个", "2025-2020年", "第十四届"]
)
def test_not_a_time(string: str) -> None:
    assert [m for m in find_times(string) if m.kind in (TimeKind.YEAR, TimeKind.PERIOD)] == []


def test_places_and_order() -> None:
    string = "2020年为7家，“十四五”末达到16家，2021-2025年年均增长18%。"
    mentions = find_times(string)
    assert [string[m.start : m.end] for m in mentions] == ["2020年", "“十四五”末", "2021-2025年"]


@pytest.mark.parametrize(
    ("number", "years"), [(13, (2016, 2020)), (14, (2021, 2025)), (15, (2026, 2030)), (10, (2001, 2005))]
)
def test_five_year_plans(number: int, years: tuple[int, int]) -> None:
    assert period_of_plan(number) == years
