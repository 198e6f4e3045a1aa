"""Names of indicators: what is one indicator under two spellings, and what is another in spite of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.claims.names import Match, NameIndex, count_different_things, match_names, parse_name


def match(a: str, b: str, region: str = "") -> Match:
    return match_names(parse_name(a, region), parse_name(b, region))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("高新技术企业", "高新技术企业数（家）"),
        ("高新技术企业数量", "高新技术企业（家）"),
        ("全社会R&D经费占全县GDP比例（%）", "全社会研发经费（R&D）支出占全县生产总值（GDP）的比重"),
        ("研究与试验发展经费投入占地区生产总值比重", "研发经费投入占GDP的比重"),
        ("技术合同成交金额占 GDP 的比重（%）", "技术合同成交额占地区生产总值比重"),
        ("规模以上工业增加值", "规上工业增加值（亿元）"),
        ("公民具备基本科学素质的比例", "公民具备基本科学素质比例（%）"),
        ("每万人口发明专利拥有量", "每万人发明专利拥有量（件）"),
        ("1.有效发明专利", "有效发明专利（件）"),
    ],
)
def test_one_indicator(a: str, b: str) -> None:
    assert match(a, b) is Match.SAME


def test_near_names_are_near() -> None:
    assert match("全县粮食总产量", "粮食产量（万吨）") >= Match.CLOSE


def test_the_plans_own_region_is_no_part_of_the_name() -> None:
    assert match("青山县高新技术企业", "高新技术企业（家）", "青山县") is Match.SAME


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("每万人发明专利拥有量", "每万人高价值发明专利拥有量"),
        ("专利申请量", "专利授权量"),
        ("专利授权量", "发明专利授权量"),
        ("高新技术产业增加值", "高新技术产业总产值"),
        ("高新技术产业增加值", "高新技术产业增加值占比"),
        ("城镇居民人均可支配收入", "农村居民人均可支配收入"),
        ("国家级创新平台", "省级创新平台"),
        ("规模以上工业企业", "工业企业"),
        ("研发经费投入", "研发经费投入年均增长"),
        ("粮食产量", "粮食播种面积"),
        ("常住人口", "高新技术企业"),
    ],
)
def test_another_indicator(a: str, b: str) -> None:
    """Never certain enough for a finding: at most a name that may hold where the figures agree."""
    assert match(a, b) < Match.CLOSE


def test_order_of_words_does_not_matter() -> None:
    assert parse_name("授权发明专利").key == parse_name("发明专利授权").key


@pytest.mark.parametrize(
    ("printed", "share", "rate"),
    [
        ("高新技术产业增加值占GDP比重", True, False),
        ("研发经费投入年均增长（%）", False, True),
        ("研发机构（家）", False, False),
    ],
)
def test_shares_and_rates(printed: str, share: bool, rate: bool) -> None:
    name = parse_name(printed)
    assert (name.share, name.rate) == (share, rate)
    assert name.printed == printed


@pytest.mark.parametrize(
    ("a", "b", "differ"),
    [
        ("内设研发机构的企业", "规上工业企业内设研发机构（家）", True),
        ("企业和科研院所研发机构", "企业研发机构（家）", True),
        ("科技企业孵化器", "科技企业孵化器、众创空间数量（家）", True),
        ("规模工业企业内设研发机构", "规上工业企业内设研发机构（家）", False),
        ("研究和试验发展机构", "研发机构数（家）", False),
        ("铁路公路客运量", "铁路、公路客运量（万人）", False),
        ("县级及以上示范企业", "县级以上示范企业", False),
        ("森林覆盖率", "森林覆盖率（%）", False),
    ],
)
def test_names_that_count_different_things(a: str, b: str, differ: bool) -> None:
    assert count_different_things(parse_name(a), parse_name(b)) is differ
    assert count_different_things(parse_name(b), parse_name(a)) is differ


names = st.sampled_from(
    [
        "高新技术企业（家）",
        "专利授权量",
        "发明专利授权量",
        "研发经费占GDP比重",
        "粮食产量",
        "",
        "（家）",
        "占比",
        "全县",
        "R&D",
    ]
) | st.text("高新技术企业专利研发经费占比重增长率（）()全县省的数量0123R&D", max_size=20)


@given(names, names)
def test_matching_is_symmetric(a: str, b: str) -> None:
    assert match(a, b) is match(b, a)


@given(names)
def test_a_name_means_itself(a: str) -> None:
    name = parse_name(a)
    assert match_names(name, name) is (Match.SAME if name.core else Match.DIFFERENT)


WORDS = ("企业", "高新", "专利", "申请", "授权", "有效", "数", "农村", "率", "县", "县县", "4A", "占", "收入", "人均")


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=5).map("".join), min_size=2, max_size=12))
def test_the_index_misses_no_name_that_matches(printed: list[str]) -> None:
    names = [parse_name(each) for each in printed]
    index = NameIndex(names)
    for name in names:
        near = {number for number, other in enumerate(names) if match_names(name, other) is not Match.DIFFERENT}
        assert near <= set(index.candidates(name))
