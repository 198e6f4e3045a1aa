"""What a change starts from where its own sentence does not say it, or has another figure beside it."""

import pytest

from tests.rules.test_growth_verdicts import only, roles, verdicts
from tests.test_facts_answers import PLAN, TABLE, facts, texts
from validator.finding import Outcome

BASE = "2015年，茶园面积为8.6万亩。"


def start(text: str) -> tuple[str | None, int | None]:
    """The figure that the one change of a text starts from, and the year that the change names."""
    (change,) = facts(text).changes
    return texts(change.before)[0], change.before_year


@pytest.mark.parametrize(
    ("text", "before", "year"),
    [
        (BASE + "2020年，茶园面积达到12.4万亩，年均增长7.6%。", "8.6万亩", 2015),
        ("2019年，茶园面积为8.6万亩。2020年，茶园面积达到12.4万亩，年均增长7.6%。", "8.6万亩", 2019),
        ("2005年，茶园面积为8.6万亩。2020年，茶园面积达到12.4万亩，年均增长7.6%。", "8.6万亩", 2005),
        ("2004年，茶园面积为8.6万亩。2020年，茶园面积达到12.4万亩，年均增长7.6%。", None, None),  # too long ago
        ("2020年，茶园面积为12万亩。2020年，茶园面积达到12.4万亩，年均增长7.6%。", None, None),  # the same year
        ("2021年，茶园面积为8.6万亩。2020年，茶园面积达到12.4万亩，年均增长7.6%。", None, None),
        # Told behind it, in another paragraph or unit, of another body, or of one that the year's figure is of.
        ("2020年，茶园面积达到12.4万亩，年均增长7.6%。" + BASE, None, None),
        (BASE + "\n2020年，茶园面积达到12.4万亩，年均增长7.6%。", None, None),
        (BASE + "2020年，茶园面积达到12.4万公顷，年均增长7.6%。", None, None),
        (BASE + "2020年，全省茶园面积达到12.4万亩，年均增长7.6%。", None, None),
        ("2015年，产值为8.6亿元。2020年，做大茶产业，产值达到12.4亿元，年均增长7.6%。", None, None),
        # Two earlier years: since which?
        (BASE + "2016年，茶园面积为9万亩。2020年，茶园面积达到12.4万亩，年均增长7.6%。", None, None),
        # Another time is said, or none.
        (BASE + "2016年以来发展加快，2020年茶园面积达到12.4万亩，年均增长7.6%。", None, None),
        (BASE + "2020年以机采为主，外来投资增多，茶园面积达到12.4万亩，年均增长7.6%。", "8.6万亩", 2015),
        (BASE + "茶园面积达到12.4万亩，年均增长7.6%。", None, None),
        (BASE + "2020年，茶叶生产迈上新台阶。茶园面积达到12.4万亩，年均增长7.6%。", None, None),
        (BASE + "2020年，新增茶园面积达到12.4万亩，年均增长7.6%。", None, None),
        # An amount must be borne out, but for one slip of a digit; of a step or a doubling nothing tells.
        (BASE + "2020年，茶园面积达到12.4万亩，增加3.8万亩。", "8.6万亩", 2015),
        (BASE + "2020年，茶园面积达到12.4万亩，增加3.9万亩。", "8.6万亩", 2015),
        (BASE + "2020年，茶园面积达到12.4万亩，增加0.4万亩。", None, None),
        (BASE + "2020年，茶园面积达到12.4万亩，每年增加0.8万亩。", None, None),
        (BASE + "2020年，茶园面积达到17.2万亩，翻一番。", None, None),
    ],
)
def test_the_one_figure_of_an_earlier_year_in_the_paragraph(text: str, before: str | None, year: int | None) -> None:
    assert start("青山县规划\n" + text) == (before, year)


@pytest.mark.parametrize("earlier", ["2018年，高新技术企业24家。", "2023年，高新技术企业达到50家。"])
def test_the_base_of_the_plan_comes_before_other_years_of_the_paragraph(earlier: str) -> None:
    text = PLAN + earlier + "到2025年，高新技术企业达到66家，年均增长15.6%。\n"
    assert start(text + TABLE) == ("32", 2020)


def test_a_base_in_the_sentence_comes_before_that_of_the_table_unless_it_is_of_another_year() -> None:
    assert start(PLAN + "到2025年，高新技术企业由30家增加到66家，是2020年的2倍。\n" + TABLE)[0] == "30家"
    assert start(PLAN + "到2025年，高新技术企业达到66家，比2020年的30家增加36家。\n" + TABLE)[0] == "30家"
    assert start(PLAN + "到2025年，高新技术企业由2021年的30家增加到66家，是2020年的2倍。\n" + TABLE)[0] == "32"


# --- the year that a change names, beside the figure of another one --------------------------------

FORMER = "青山县规划\n2015年，企业20家。\n"


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2020年，企业达到96家，上年为24家，是2015年的4.8倍。", "20家"),
        ("2020年，企业达到96家（上年24家），是2015年的4.8倍。", "20家"),
        ("2020年，企业达到96家，上年为24家，比2015年增加76家。", "20家"),
        ("2020年，企业达到96家，上年为24家，比2015年增长380%。", "20家"),
        ("2020年，企业达到96家，上年为24家，比2014年增加76家。", None),  # which the text does not have
        # 五年前 is the year that is named, and 当时 may be.
        ("2020年，企业达到96家，五年前为24家，是2015年的4倍。", "24家"),
        ("2020年，企业达到96家，当时为24家，是2015年的4倍。", "24家"),
        ("企业由60家增加到96家，比2015年增加36家。", "60家"),  # an amount is of the two figures
        # Told behind the change, the figure is its base.
        ("2020年，企业达到96家，是2015年24家的4倍。", "24家"),
    ],
)
def test_a_change_since_one_year_does_not_start_from_the_figure_of_another(text: str, before: str | None) -> None:
    (change,) = facts(FORMER + text).changes
    assert texts(change.before) == (before,)


def test_without_a_year_of_its_own_nothing_tells_which_year_was_the_last() -> None:
    assert start("企业达到96家，上年为24家，是2015年的4倍。") == ("24家", None)


def test_what_is_said_of_a_change_since_another_year_than_the_last() -> None:
    right = only(FORMER + "2020年，企业达到96家，上年为24家，是2015年的4.8倍。", "GR104")
    assert (right.outcome, roles(right)[1]) == (Outcome.HOLDS, ("20家", "baseline"))
    wrong = only(FORMER + "2020年，企业达到96家，上年为24家，比2015年增加67家。", "AR304")
    assert (wrong.outcome, roles(wrong)[1]) == (Outcome.FAILS, ("20家", "baseline"))
    assert wrong.suggestions[0].replacement == "76家"
    assert verdicts(FORMER + "2020年，企业达到96家，上年为24家，比2014年增加67家。", "AR304") == ()


# --- lists that a doubling heads ------------------------------------------------------------------

DOUBLED = PLAN + "2020年，高新技术企业32家，孵化器6家。\n（四）发展目标\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("——实现翻番。到2025年，高新技术企业达到66家。", ["66家"]),  # names no indicator
        ("——创新主体翻番。高新技术企业达到66家。", ["66家"]),
        ("——创新主体翻番。2020年，高新技术企业32家。", []),  # the base itself
        ("——创新主体翻番。2020年，孵化器6家。到2025年，高新技术企业达到66家。", ["66家"]),
        ("——创新主体翻番。2019年，高新技术企业30家。", []),
        ("——创新主体翻番。到2021年，高新技术企业达到40家。", ["40家"]),
        ("——创新主体翻番。到2025年，引进孵化器9家。", []),
        ("——创新主体翻番。到2025年，孵化器由2023年的8家增加到15家。", []),
        ("——创新主体翻番。到2025年，孵化器达到8家，增加2家。", ["8家"]),
    ],
)
def test_what_a_heading_of_doubling_is_said_of(text: str, expected: list[str]) -> None:
    assert [texts(after)[0] for _, after, _ in facts(DOUBLED + text).doublings] == expected


def test_a_heading_may_leave_out_the_year_of_its_target() -> None:
    assert len(facts(PLAN + "——创新主体翻番。高新技术企业达到66家。\n" + TABLE).doublings) == 1


def test_a_heading_that_names_a_row_is_said_of_that_row_alone() -> None:
    text = "——高新技术企业翻番。到2025年，高新技术企业达到66家，孵化器达到9家。\n"
    assert [texts(*each) for each in facts(DOUBLED + text + TABLE).doublings] == [("翻番", "66家", "32")]
    assert len(facts(DOUBLED + text).doublings) == 2
