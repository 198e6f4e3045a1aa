"""Claims in prose: what each figure is said of, when, in which role, and of whom."""

import pytest

from validator.claims.claim import Claim, Known, Role
from validator.facts import build_facts
from validator.readers import read_bytes

PLAN = "青山县“十四五”科技创新规划\n"


def claims(text: str) -> dict[str, Claim]:
    """The claims of a text by their figure as printed."""
    return {
        claim.quantity.text: claim for claim in build_facts(read_bytes(f"{PLAN}{text}\n".encode(), "plan.txt")).prose
    }


@pytest.mark.parametrize(
    ("text", "figure", "indicator", "role"),
    [
        ("到2025年，高新技术企业达到16家。", "16家", "高新技术企业", Role.LEVEL),
        ("到2025年，新增高新技术企业9家。", "9家", "高新技术企业", Role.FLOW),
        ("2016-2020年，全县共申请专利325件。", "325件", None, Role.TOTAL),
        ("高新技术企业年均增长17.98%。", "17.98%", "高新技术企业", Role.ANNUAL_GROWTH),
        ("2020年，产值同比增长9.1%。", "9.1%", None, Role.GROWTH),
        ("占比每年提高0.1个百分点。", "0.1个百分点", None, Role.STEP),
        ("占比提高5个百分点。", "5个百分点", None, Role.DIFFERENCE),
        ("全县高新技术企业增加9家。", "9家", None, Role.DIFFERENCE),
        ("高级职称887人，占11.57%。", "11.57%", None, Role.SHARE),
        ("产值是2016年的1.6倍。", "1.6倍", None, Role.MULTIPLE),
        ("实施四大惠民行动。", "四大", None, Role.COUNT),
    ],
)
def test_role_and_indicator(text: str, figure: str, indicator: str | None, role: Role) -> None:
    claim = claims(text)[figure]
    assert claim.role is role
    if indicator:
        assert claim.indicator == indicator


@pytest.mark.parametrize(
    ("text", "figure", "year", "known"),
    [
        ("到2025年，高新技术企业达到16家。", "16家", 2025, Known.SAID),
        ("高新技术企业由2015年的3家增加到2020年的7家。", "3家", 2015, Known.SAID),
        ("高新技术企业由2015年的3家增加到2020年的7家。", "7家", 2020, Known.SAID),
        ("高新技术企业7家（2020年）。", "7家", 2020, Known.SAID),
        ("“十二五”末，高新技术企业3家。", "3家", 2015, Known.SAID),
        ("一、发展目标\n到2025年，创新能力增强。\n高新技术企业达到16家。", "16家", 2025, Known.CARRIED),
        ("一、发展目标\n高新技术企业达到16家。", "16家", 2025, Known.IMPLIED),
        ("一、发展基础\n高新技术企业7家。", "7家", 2020, Known.IMPLIED),
    ],
)
def test_time(text: str, figure: str, year: int, known: Known) -> None:
    claim = claims(text)[figure]
    assert (claim.year, claim.when.known) == (year, known)


def test_a_section_that_says_no_time_implies_none() -> None:
    claim = claims("三、重点任务\n服务高新技术企业45家。")["45家"]
    assert claim.year is None
    assert claim.when.known is Known.UNKNOWN


def test_period_of_a_total() -> None:
    claim = claims("2016-2020年，全县共申请专利325件。")["325件"]
    assert (claim.period, claim.year) == ((2016, 2020), None)


@pytest.mark.parametrize(
    ("text", "figure", "own"),
    [
        ("2020年，全县高新技术企业7家。", "7家", True),
        ("2020年，青山县高新技术企业7家。", "7家", True),
        ("2020年，青山工业园区现有高新技术企业4家。", "4家", False),
        ("2020年，全省高新技术企业20000家。", "20000家", False),
        ("2020年，全市高新技术企业283家。", "283家", False),
        ("2020年，高新技术企业申请专利20件。", "20件", False),
    ],
)
def test_scope(text: str, figure: str, own: bool) -> None:
    assert (claims(text)[figure].scope == "") is own


def test_shared_verb_gives_each_figure_its_subject() -> None:
    found = claims("到2025年，专利申请量、专利授权量分别达到450件、185件。")
    assert (found["450件"].indicator, found["185件"].indicator) == ("专利申请量", "专利授权量")
    assert {found["450件"].year, found["185件"].year} == {2025}


def test_every_figure_keeps_its_place() -> None:
    text = "2020年，高新技术企业7家，专利授权171件，占比2.15%。"
    document = read_bytes(f"{PLAN}{text}\n".encode(), "plan.txt")
    found = build_facts(document).prose
    assert [c.quantity.text for c in found] == ["7家", "171件", "2.15%"]
    for claim in found:
        assert document.text[claim.span.start : claim.span.end] == claim.quantity.text
    assert [c.site.clause for c in found] == [0, 1, 2]
