"""What `Facts` answers: bases of changes, 翻番 with its figures, yearly steps, years, and figures stated otherwise."""

from dataclasses import replace
from typing import Any

import pytest

from validator.claims.claim import Claim, Role, Source
from validator.engine import run_rules
from validator.facts import Facts, build_facts
from validator.finding import Outcome
from validator.readers import read_bytes
from validator.rules import all_rules

PLAN = "青山县“十四五”科技规划\n"
TABLE = (
    "表1 主要指标\n指标\t2020年\t2025年\n高新技术企业（家）\t32\t66\n技术合同成交额（亿元）\t1.2\t2.4\n"
    "研发投入占比（%）\t1.5\t2.4\n"
)
GROWTH = "表1 主要指标\n指标\t2020年\t2025年\t年均增长（%）\n"


def facts(text: str) -> Facts:
    return build_facts(read_bytes(text.encode(), "plan.txt"))


def texts(*claims: Claim | None) -> tuple[str | None, ...]:
    return tuple(claim.quantity.text if claim else None for claim in claims)


@pytest.mark.parametrize(
    ("text", "before", "year"),
    [
        (PLAN + "到2025年，高新技术企业达到66家，比2020年净增34家。\n" + TABLE, "32", 2020),
        (PLAN + "2020年，高新技术企业达到32家。\n到2025年，高新技术企业达到66家，比2020年净增34家。\n", "32家", 2020),
        (PLAN + "到2025年，高新技术企业达到66家，比2019年净增34家。\n" + TABLE, None, 2019),
        # No name, another kind of unit, and a name that is only a little alike: no base is taken from elsewhere.
        (PLAN + "到2025年，达到66家，比2020年净增34家。\n" + TABLE, None, 2020),
        (PLAN + "到2025年，高新技术企业达到66亿元，比2020年净增34亿元。\n" + TABLE, None, 2020),
        (
            PLAN + "2020年，高新技术企业达到32家。\n到2025年，高新技术企业达到66亿元，比2020年净增34亿元。\n",
            None,
            2020,
        ),
        (PLAN + "到2025年，高新技术达到66家，比2020年净增34家。\n" + TABLE, None, 2020),
        (PLAN + "到2025年，有效高新技术企业达到66家，比2020年净增34家。\n" + TABLE, None, 2020),
        (
            PLAN + "到2025年，孵化器达到5个，比2020年净增3个。\n指标\t2020年\t2025年\n孵化器（个）\t〔2〕\t〔5〕\n",
            None,
            2020,
        ),
        ("青山县科技规划\n以2020年为基期。\n高新技术企业达到66家，年均增长15.6%。\n" + TABLE, None, None),
        # A name that is near is enough in a table. Of equal figures in prose the first is taken, of different ones none.
        (
            PLAN + "到2025年，公共图书馆总藏书量达到66万册，比2020年净增34万册。\n指标\t2020年\t2025年\n"
            "公共图书馆藏书量（万册）\t32\t66\n",
            *("32", 2020),
        ),
        (
            PLAN + "2020年，企业达到32家。\n2020年，企业达到30家。\n到2025年，企业达到66家，比2020年净增34家。\n",
            *(None, 2020),
        ),
        # The year of a multiple is that of the figure before it, which stays.
        (PLAN + "2015年，企业20家。\n企业由2015年的24家增加到96家，是2015年的4倍。", "24家", None),
        (PLAN + "2010年，企业16家。\n企业由24家增加到96家，是2010年的6倍。", "16家", 2010),
        # A target with its rate alone starts from the plan's base; another year or a plan without years does not.
        (PLAN + "到2025年，高新技术企业达到66家，年均增长15.6%。\n" + TABLE, "32", 2020),
        (PLAN + "到2024年，高新技术企业达到60家，年均增长15.6%。\n" + TABLE, None, None),
        (PLAN + "高新技术企业达到60家，年均增长15.6%。\n" + TABLE, None, None),
        (PLAN + "高新技术企业达到66家，年均增长15.6%。\n" + TABLE, None, None),
        ("高新技术企业达到66家，年均增长15.6%。\n" + TABLE, None, None),
        # Where the table has the rate itself, the table is what it is compared with.
        (PLAN + "到2025年，高新技术企业达到66家，年均增长15.6%。\n" + GROWTH + "高新技术企业（家）\t32\t66\t15.6\n",)
        + (None,) * 2,
    ],
)
def test_the_base_of_a_change_from_elsewhere(text: str, before: str | None, year: int | None) -> None:
    (change,) = facts(text).changes
    assert texts(change.before) == (before,)
    assert change.before_year == year


def test_a_base_in_the_sentence_stays() -> None:
    found = facts(PLAN + "高新技术企业由2020年的30家增加到2025年的66家，增加36家。\n" + TABLE)
    (change,) = found.changes
    assert texts(change.before, change.after, change.amount) == ("30家", "66家", "36家")


def test_of_equal_bases_in_prose_the_first_is_taken() -> None:
    found = facts(PLAN + "2020年，企业达到32家。\n2020年，企业达到32家。\n到2025年，企业达到66家，比2020年净增34家。\n")
    (change,) = found.changes
    assert change.before is not None
    assert change.before.span == found.prose[0].span


def test_changes_in_cells_and_those_that_rows_complete() -> None:
    cells = "表1 任务\n任务\t内容\n孵化\t2020年孵化器由2个增加到5个，增加4个。\n平台\t2020年建成平台5个，比2019年增加4个，市级2个。\n"
    (change,) = facts(PLAN + cells).changes
    assert texts(change.before, change.after, change.amount) == ("2个", "5个", "4个")
    row = "指标\t2020年\t2025年\n高新技术企业（家）\t320\t660\n"
    found = facts(PLAN + "到2025年，有效高新技术企业达到660家，比2020年净增340家。\n" + row).changes
    assert [texts(each.before, each.after) for each in found] == [(None, "660家"), ("320", "660家")], (
        "the name is loose"
    )


def test_a_rate_beside_an_amount_whose_base_a_row_has() -> None:
    table = "表1 收支\n指标\t2024年\t2025年\n一般公共预算支出（万元）\t52360\t55200\n"
    found = facts("2025年，一般公共预算支出55200万元，增加2840万元，增长5.4%。\n" + table)
    assert [texts(change.before) for change in found.changes] == [("52360",)]
    assert [texts(*each) for each in found.increases] == [("55200万元", "2840万元", "5.4%")]
    itself = facts("2025年，支出由52360万元增加到55200万元，增加2840万元，增长5.4%。\n")
    assert itself.increases == (), "told by the two figures already"


def test_nothing_restates_a_table_of_targets_under_years_gone_by() -> None:
    text = "青山县“{}五”规划\n到2025年，高新技术企业达到66家。\n表1 指标\n指标\t2020年完成\t2025年目标\n高新技术企业（家）\t32\t66\n"
    misdated, right = facts(text.format("十五")), facts(text.format("十四"))
    assert list(misdated.restatements(Role.LEVEL)) == []
    assert len(list(right.restatements(Role.LEVEL))) == 1


def test_changes_of_a_figure() -> None:
    found = facts(PLAN + "到2025年，高新技术企业达到66家，比2020年净增34家。\n孵化器由2家增加到5家，增加3家。\n")
    net, more = found.changes
    assert found.changes_of(net.after) == (net,), "its base is not known, and it leads to 66家 all the same"
    assert more.before is not None
    assert found.changes_of(more.before) == found.changes_of(more.after) == (more,)
    assert found.changes_of(net.amount) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "——创新主体翻番。到2025年，高新技术企业达到66家，孵化器9家，投入占比达到2.4%，新增企业12家。",
            ["66家", "9家"],
        ),
        ("——创新主体翻番。到2025年，高新技术企业达到66家。\n——平台。到2025年，高新技术企业达到60家。", ["66家"]),
        ("——创新主体翻番。到2025年，高新技术企业达到66家。到2025年，孵化器达到9家。", ["66家", "9家"]),
        # Beside a figure it is said of that one alone.
        ("——到2025年，孵化器达到9家，实现翻番。到2025年，高新技术企业达到66家。", ["9家"]),
        # No heading: behind other figures of its paragraph, or no 翻番 at all.
        ("——到2025年，孵化器达到9家。全部翻番。到2025年，高新技术企业达到66家。", []),
        ("——高新技术企业32家。到2025年，高新技术企业达到66家。", []),
        ("——增长1倍。到2025年，高新技术企业达到66家。", []),
        ("——实现翻番，孵化器达到9家。到2025年，高新技术企业达到66家。", []),
        # What is no level of a named indicator is not headed.
        ("——创新主体翻番。到2025年，新增高新技术企业12家。", []),
        ("——创新主体翻番。到2025年，高新技术企业达到66家，力争达到70家。", ["66家"]),
        ("——创新主体翻番。到2025年，达到66家。", []),
    ],
)
def test_a_doubling_that_heads_a_list(text: str, expected: list[str]) -> None:
    base = "2020年，高新技术企业32家，孵化器6家，投入占比1.2%。\n（四）发展目标\n"
    found = facts(PLAN + base + text).doublings
    assert [texts(after) for _, after, _ in found] == [(each,) for each in expected]
    assert all(heading.quantity.text == "翻番" for heading, _, _ in found)
    assert {texts(after, before) for _, after, before in found} <= {("66家", "32家"), ("9家", "6家")}


def test_a_doubling_needs_a_base() -> None:
    text = "2020年，高新技术企业32家。\n（四）发展目标\n——创新主体翻番。到2025年，高新技术企业达到66家。"
    assert facts(text).doublings == (), "a text without a plan's years has no base year"
    assert facts(PLAN + "到2025年，经济总量达到20亿元，比2020年翻一番。").doublings == ()
    assert facts(PLAN + "孵化器由3家增加到6家，增长1倍。").doublings == (), "倍 is not 番"
    (found,) = facts(PLAN + "孵化器由3家增加到6家，翻一番。").doublings
    assert texts(*found) == ("翻一番", "6家", "3家")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PLAN + "“十三五”期间，累计新增绿地650万平方米，年均增加130万平方米。", 5),
        (PLAN + "2018—2020年，累计新增绿地390万平方米，年均增加130万平方米。", 3),
        (PLAN + "2019—2020年，累计新增绿地260万平方米，年均增加130万平方米。", 2),
        (PLAN + "2019—2020年，累计新增绿地260万平方米，其中公园90万平方米，年均增加130万平方米。", 2),
        (PLAN + "累计新增绿地650万平方米，年均增加130万平方米。", 5),
        (PLAN + "三年来，新建公园5个；累计新增绿地390万平方米，年均增加130万平方米。", 3),
        (PLAN + "三年来，新建公园5个，累计新增绿地390万平方米，年均增加130万平方米。其中城区绿地90万平方米。", 3),
        (PLAN + "2018—2020年，累计新增林地10万平方米，“十三五”累计新增绿地650万平方米，年均增加130万平方米。", 5),
        (PLAN + "“十三五”期间，累计新增绿地约650万平方米，年均增加130万平方米。", 5),
        # No step of this total: no years, another subject, another unit, a total that is a floor, no yearly amount.
        ("累计新增绿地650万平方米，年均增加130万平方米。", None),
        (PLAN + "“十三五”期间，累计新增绿地650万平方米，林地年均增加130万平方米。", None),
        (PLAN + "“十三五”期间，累计新增绿地650万平方米，年均增加130亩。", None),
        (PLAN + "“十三五”期间，累计新增绿地650万平方米以上，年均增加130万平方米。", None),
        (PLAN + "“十三五”期间，累计新增绿地650万平方米，增加130万平方米。", None),
        (PLAN + "年均增加130万平方米。", None),
        ("青山县规划\n以2024年为基期，目标年为2025年。\n累计新增绿地650万平方米，年均增加130万平方米。", None),
    ],
)
def test_the_years_of_a_step(text: str, expected: int | None) -> None:
    steps = facts(text).steps
    assert [years for _, _, years in steps] == ([expected] if expected else [])
    assert all(step.role is Role.STEP and total.role is not Role.STEP for step, total, _ in steps)


def test_a_total_of_years_may_be_divided_in_another_way_too() -> None:
    yearly = "2021年、2022年、2023年分别培训1200人、1500人、2124人，三年累计培训4824人"
    (by_year,) = facts(yearly + "。").parts
    assert texts(by_year.whole, *by_year.parts) == ("4824人", "1200人", "1500人", "2124人")
    by_sex, again = facts(yearly + "，其中妇女2000人、男性2824人。").parts
    assert texts(by_sex.whole, *by_sex.parts) == ("4824人", "2000人", "2824人")
    assert texts(*again.parts) == texts(*by_year.parts)


@pytest.mark.parametrize(
    ("text", "named", "length"),
    [
        ("绿地650个。", False, None),
        ("到2025年，绿地650个。", True, None),
        ("2018—2020年，累计新增绿地300个。", True, None),
        ("绿地650个。\n二、“十三五”回顾\n", True, None),
        ("表1 指标\n指标\t2020年\n绿地（个）\t5\n", True, None),
        ("表1 指标\n指标\t“十四五”年均增长（%）\n绿地（个）\t5\n", True, None),
        (PLAN, True, 5),
        ("青山县科技规划\n规划期限为2023—2025年。\n", True, 3),
        ("青山县科技规划\n以2022年为基期。\n", True, None),
        ("青山县科技规划\n目标年为2030年。\n", True, None),
    ],
)
def test_years_named_and_the_length_of_the_plan(text: str, named: bool, length: int | None) -> None:
    found = facts(text)
    assert found.names_a_year is named
    assert found.length == length


ROW = PLAN + "{}\n" + GROWTH + "高新技术企业（家）\t32\t66\t15.6\n孵化器（个）\t2\t5\t-\n"


def test_figures_that_prose_states_otherwise() -> None:
    found = facts(
        ROW.format(
            "到2025年，高新技术企业达到66家。\n到2025年，高新技术企业达到68家。\n到2025年，高新技术企业达到68家。"
        )
    )
    (rated,) = found.rated()
    assert texts(*found.other_figures(rated.target)) == ("68家",)
    assert [p.prose.quantity.text for p in found.restated_in_prose(rated.target)] == ["66家", "68家", "68家"]
    assert found.other_figures(rated.base) == ()
    assert found.restated_in_prose(rated.base) == ()


def test_rates_and_years_of_a_row() -> None:
    found = facts(ROW.format("孵化器达到5个。"))
    firms, incubators = found.series
    (rated,) = found.rated_of(firms)
    assert texts(rated.base, rated.target, rated.rate) == ("32", "66", "15.6")
    assert (rated.years, rated.series, rated.table) == (5, firms, found.tables[0])
    assert found.rated_of(incubators) == ()
    assert found.last_year(firms) == found.last_year(incubators) == 2025


@pytest.mark.parametrize(
    ("header", "rows", "expected"),
    [
        ("2020年\t2025年\t年均增长（%）", "专利（件）\t10\t20\t14.9", [("10", "20", 5)]),
        ("2025年\t2020年\t年均增长（%）", "专利（件）\t20\t10\t14.9", [("10", "20", 5)]),
        ("2020年\t2023年\t2025年\t年均增长（%）", "专利（件）\t10\t15\t20\t14.9", [("10", "20", 5)]),
        ("2020年\t2025年\t年均增长（%）", "专利（件）\t-\t20\t14.9", []),
        ("2020年\t2025年\t年均增长（%）", "专利（件）\t10\t-\t14.9", []),
        ("2020年\t2025年\t年均增长（%）", "专利（件）\t10\t20\t-", []),
        ("2020年\t2025年\t年均增长（%）", "专利（件）\t10\t〔20〕\t14.9", []),
        ("2020年\t2025年\t累计增长（%）", "专利（件）\t10\t20\t100", []),
    ],
)
def test_which_rates_have_both_ends(header: str, rows: str, expected: list[tuple[Any, ...]]) -> None:
    found = facts(f"{PLAN}表1 主要指标\n指标\t{header}\n{rows}\n")
    assert [(*texts(r.base, r.target), r.years) for r in found.rated()] == expected


def test_prose_and_cells_are_kept_apart() -> None:
    found = facts(PLAN + "到2025年，高新技术企业达到66家。\n" + TABLE)
    assert {c.source for c in found.prose} == {Source.PROSE}
    assert {c.source for c in found.cells} == {Source.TABLE}
    assert found.claims == (*found.prose, *found.cells)
    assert [texts(c) for c in found.prose] == [("66家",)]
    assert found.section(found.prose[0]) == found.document.blocks[found.prose[0].site.block].section


def test_a_level_of_the_table_comes_before_one_of_prose() -> None:
    found = facts(PLAN + "2020年，高新技术企业达到30家。\n到2025年，高新技术企业达到66家。\n" + TABLE)
    _, target = found.prose
    assert target.name is not None
    assert texts(found.value_at(target.name, 2020, target)) == ("32",)
    assert found.value_at(target.name, 2019, target) is None


def test_the_order_in_which_claims_are_given_does_not_matter() -> None:
    found = facts(
        PLAN + "孵化器由2个增加到5个，增加3个。\n2018—2020年，累计新增绿地390万平方米，年均增加130万平方米。\n"
    )
    turned = replace(found, prose=found.prose[::-1])
    assert (len(found.changes), len(found.steps)) == (1, 1)
    assert (turned.changes, turned.steps, turned.groups) == (found.changes, found.steps, found.groups)


DISPUTED = """绥江县科技创新规划
规划以2020年为基期，目标年为2025年。
2016-2020年，全县共申请专利325件。
表1 主要指标
指标	2020年	2025年	年均增长（%）
专利申请量（件）	325	450	7.69
数据企业（家）	92	150	12.61
"""


def test_an_edit_is_safe_only_where_nothing_disputes_what_it_rests_on() -> None:
    result = run_rules(build_facts(read_bytes(DISPUTED.encode(), "plan.txt")), all_rules())
    assert "SC601" in {v.code for v in result.verdicts if v.outcome is Outcome.FAILS}
    safe = {
        v.evidence[s.evidence].text: s.safe
        for v in result.verdicts
        for s in v.suggestions
        if s.kind.startswith("recompute-rate")
    }
    assert safe == {"7.69": False, "12.61": True}
