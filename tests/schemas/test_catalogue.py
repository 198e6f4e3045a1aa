"""The catalogue of standard indicators and the gazetteer: complete, consistent and quickly read."""

import re
from collections import Counter
from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.catalogue import LONGEST, Entry, Place, find, fold, load, places
from schemas.indicator import Indicator
from schemas.plans import plan_names, plan_schema
from validator.quantities.units import factor, known, same_kind, split

CATALOGUE, PLACES = load(), places()
SEED_REGIONS = ("绥宁县", "永州市", "辰溪县", "南县", "仙居县", "武威市", "无锡市", "张掖市")


@pytest.mark.parametrize("entry", list(CATALOGUE), ids=lambda entry: entry.id)
def test_an_entry_is_well_formed(entry: Entry) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]{0,59}", entry.id)
    assert entry.kind in ("stock", "flow", "ratio", "rate")
    assert entry.direction in ("up", "down", "any")
    assert entry.source
    assert "http" not in entry.source
    assert all(known(unit) for unit in (entry.unit, *entry.units_ok)), "a unit that is not known"
    assert len({split(unit)[1] for unit in (entry.unit, *entry.units_ok)}) == 1 + len(entry.units_ok)
    assert all(name == "".join(name.split()) and len(name) < 60 for name in entry.names)
    assert len({*map(fold, entry.names)}) == len(entry.names), "an alias that says nothing new"
    assert bool(entry.numerator) == bool(entry.denominator)


@pytest.mark.parametrize("entry", list(CATALOGUE), ids=lambda entry: entry.id)
def test_bounds_are_in_order_and_fit_the_kind(entry: Entry) -> None:
    if entry.kind == "rate":
        assert entry.low is entry.high is None
        return
    assert entry.low is not None
    assert entry.high is None or entry.low < entry.high
    if entry.unit == "%":
        assert entry.high in (None, Decimal(100))


@pytest.mark.parametrize("entry", list(CATALOGUE), ids=lambda entry: entry.id)
def test_an_entry_makes_an_indicator_of_a_schema(entry: Entry) -> None:
    indicator = Indicator(
        id=entry.id, name=entry.name, aliases=entry.aliases, unit=entry.unit, kind=entry.kind,  # type: ignore[arg-type]
        lower=entry.low, upper=entry.high, direction=entry.direction, constant_price=entry.constant_price,  # type: ignore[arg-type]
    )  # fmt: skip
    assert indicator.name == entry.name


def test_there_are_enough() -> None:
    assert len(CATALOGUE) >= 180
    families = Counter(entry.family for entry in CATALOGUE)
    assert families.keys() == CATALOGUE.families.keys()
    assert families.most_common(1)[0][0] == "science"
    assert min(families.values()) >= 10


def test_no_name_belongs_to_two() -> None:
    owners: dict[str, set[str]] = {}
    for entry in CATALOGUE:
        for name in entry.names:
            owners.setdefault(fold(name), set()).add(entry.id)
    assert not {name: ids for name, ids in owners.items() if len(ids) > 1}


def test_numerators_and_denominators_that_look_like_ids_are_ids() -> None:
    parts = [part for entry in CATALOGUE for part in (entry.numerator, entry.denominator) if part.isascii() and part]
    assert len(parts) > 100
    assert not [part for part in parts if part not in CATALOGUE.entries]


@pytest.mark.parametrize("identity", CATALOGUE.identities, ids=lambda identity: identity.result)
def test_an_identity_is_that_of_its_entries(identity) -> None:  # type: ignore[no-untyped-def]
    result = CATALOGUE.entries[identity.result]
    assert (result.numerator, result.denominator) == (identity.numerator, identity.denominator)
    assert bool(identity.note) == identity.approximate
    units = [CATALOGUE.entries[part].unit for part in (identity.result, identity.numerator, identity.denominator)]
    assert identity.factor == expected_factor(*units)


def expected_factor(result: str, numerator: str, denominator: str) -> Decimal:
    """The factor that the units ask for, reckoned apart: 元 = 10000 × 亿元 ÷ 万人."""
    above, below = split(numerator), split(denominator)
    value = above[0] / below[0]
    if result == "%":
        return value * 100
    top, _, bottom = result.partition("/")
    if same_kind(top, above[1]):
        value *= factor(above[1], split(top)[1]) / split(top)[0]
    return (value * factor(bottom, below[1]) if bottom and same_kind(bottom, below[1]) else value).normalize()


def test_results_are_defined_once() -> None:
    assert max(Counter(identity.result for identity in CATALOGUE.identities).values()) == 1
    for total in CATALOGUE.sums:
        units = {CATALOGUE.entries[part].unit for part in (total.total, *total.parts)}
        assert len(units) == 1
        assert len(total.parts) > 1


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("全社会研发（R&D）经费投入占地区生产总值的比重（%）", "rd_intensity"),
        ("全社会R&D经费占全县GDP比例", "rd_intensity"),
        ("全社会 r&d 经费支出", "rd_expenditure"),
        ("ＧＤＰ", "gdp"),
        ("全市科学技术支出占一般公共预算支出比重（%）", "fiscal_science_share"),
        ("技术合同成交金额占 GDP 的比重（%）", "tech_contracts_share"),
        ("国家级专精特新小巨人企业", "srdi_national"),
        ("每千人口中医类别执业(助理)医师数（人）", "tcm_doctors_per_1000"),
        ("全市用水总量（亿立方米）", "water_total"),
        ("规上工业增加值", "industry_value"),
        ("工业增加值", "all_industry_value"),
        ("新增国家高新技术企业", "hightech_firms_new"),
        ("PM2.5浓度", "pm25"),
    ],
)
def test_names_are_found_as_printed(printed: str, found: str) -> None:
    entry = CATALOGUE.find(printed)
    assert entry is not None
    assert entry.id == found
    assert find(printed) is entry


@pytest.mark.parametrize("name", ["", "（%）", "安全县", "全市", "占", "县级科技特派员工作站", "地区生产总值" * 60])
def test_what_is_not_there_is_not_found(name: str) -> None:
    assert CATALOGUE.find(name) is find(name) is None


def test_every_name_finds_its_entry() -> None:
    assert all(CATALOGUE.find(name) is find(name) is entry for entry in CATALOGUE for name in entry.names)
    assert all(CATALOGUE.find(f"全市 {name}（{entry.unit}）") is entry for entry in CATALOGUE for name in entry.names)


def test_what_may_exceed_a_hundred_is_not_bounded() -> None:
    ids = {
        "senior_gross",
        "higher_gross",
        "preschool_gross",
        "junior_gross",
        "capacity_utilisation",
        "grain_sales_rate",
    }
    assert all(CATALOGUE.entries[each].high is None for each in ids)


def test_the_main_indicators_of_the_real_plans_are_here() -> None:
    indicators = [each for name in plan_names() for each in plan_schema(name).indicators if each.source == "table"]
    found = [each.name for each in indicators if any(map(CATALOGUE.find, each.names))]
    assert len(found) * 10 >= len(indicators) * 7, sorted({each.name for each in indicators} - {*found})


def test_all_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        CATALOGUE.entries["gdp"].name = "GDP"  # type: ignore[misc]
    with pytest.raises(TypeError):
        CATALOGUE.entries["gdp"] = CATALOGUE.entries["gdp"]  # type: ignore[index]
    assert load() is CATALOGUE
    assert places() is PLACES


@given(st.text(max_size=2 * LONGEST))
def test_any_text_may_be_asked_for(text: str) -> None:
    entry, place = CATALOGUE.find(text), PLACES.find(text)
    assert entry is find(text)
    assert entry is None or fold(entry.name)
    assert place is None or place.name


@given(st.text(alphabet="([〔【)]〕】全市占GDP ", max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_the_divisions_are_complete() -> None:
    levels = Counter(place.level for place in PLACES.all)
    assert levels["province"] == 34
    assert levels["prefecture"] == 333
    assert levels["county"] > 2840
    kinds = Counter(place.name[-1] for place in PLACES.all if place.level == "prefecture")
    assert (kinds["市"], kinds["州"], kinds["区"], kinds["盟"]) == (293, 30, 7, 3)


def test_every_place_lies_in_one_above_it() -> None:
    by_name = {place.name: place for place in PLACES.all if place.level != "county"}
    for place in PLACES.all:
        assert by_name[place.province].level == "province"
        assert (place.parent == "") == (place.level == "province")
        assert not place.parent or by_name[place.parent].province == place.province
        assert 2 <= len(place.short) <= len(place.name)
        assert not place.name.endswith(("开发区", "示范区", "管理区"))
    places_of = Counter((place.parent, place.name) for place in PLACES.all)
    assert max(places_of.values()) == 1


def test_every_place_is_found_by_its_whole_name() -> None:
    for place in PLACES.all:
        whole = place.name if place.level == "province" else place.province + place.name
        found = PLACES.find(whole)
        assert found is place or len([p for p in PLACES.named(place.name) if p.province == place.province]) > 1
        assert place in PLACES.named(place.short)
        assert place.parent == "" or PLACES.find(place.parent + place.name) is place


@pytest.mark.parametrize("name", SEED_REGIONS)
def test_the_regions_of_the_real_plans_are_found(name: str) -> None:
    place = PLACES.find(name)
    assert place is not None
    assert place.name == name
    assert name not in PLACES.ordinary_words
    assert place.short not in PLACES.ordinary_words


@pytest.mark.parametrize(
    ("printed", "name", "level", "parent"),
    [
        ("湘", "湖南省", "province", ""),
        ("广西", "广西壮族自治区", "province", ""),
        ("吉林", "吉林省", "province", ""),
        ("吉林市", "吉林市", "prefecture", "吉林省"),
        ("海南", "海南省", "province", ""),
        ("朝阳", "朝阳市", "prefecture", "辽宁省"),
        ("湘西州", "湘西土家族苗族自治州", "prefecture", "湖南省"),
        ("恩施", "恩施土家族苗族自治州", "prefecture", "湖北省"),
        ("新晃县", "新晃侗族自治县", "county", "怀化市"),
        ("神农架", "神农架林区", "county", "湖北省"),
        ("湖南省邵阳市绥宁县", "绥宁县", "county", "邵阳市"),
        ("福州鼓楼区", "鼓楼区", "county", "福州市"),
        ("宁乡县", "宁乡市", "county", "长沙市"),
        ("梅县", "梅县区", "county", "梅州市"),
        ("仙居", "仙居县", "county", "台州市"),
    ],
)
def test_places_are_found_as_printed(printed: str, name: str, level: str, parent: str) -> None:
    place = PLACES.find(printed)
    assert isinstance(place, Place)
    assert (place.name, place.level, place.parent) == (name, level, parent)


@pytest.mark.parametrize("name", ["", "全国", "鼓楼区", "湖南省鼓楼区", "南", "县", "绥宁县绥宁县", "湖南省湖南省"])
def test_no_place_is_guessed(name: str) -> None:
    assert PLACES.find(name) is None


def test_ordinary_words_are_names_of_places() -> None:
    assert all(PLACES.named(word) for word in PLACES.ordinary_words)
    assert {"和平", "大同", "长治", "东方", "河口", "城关", "新城", "安定", "太平"} <= PLACES.ordinary_words
    assert not {"长沙", "福州", "永州", "无锡", "武威", "张掖", "遵义"} & PLACES.ordinary_words


@pytest.mark.parametrize("text", ["湖南省", "(", "全市"])
def test_endless_names_are_no_names(text: str) -> None:
    assert PLACES.find(text * 200_000) is None
    assert CATALOGUE.find(text * 200_000) is None
