"""`gouji facts`: what was understood, and the figures that were left over."""

from tests.reports.fakes import document
from validator.facts import build_facts
from validator.reports.facts import facts_data, facts_table, named_claims, unused_figures

TEXT = (
    "晨光县“十四五”科技创新规划\n二、发展目标\n"
    "到2025年，高新技术企业达到45家，年均增长12.5%。\n全县专利授权量达到225件以上。\n"
)


def test_every_figure_is_either_a_claim_or_left_over():
    source = document(text=TEXT)
    facts = build_facts(source)
    used = {claim.quantity.text for claim in named_claims(facts)}
    left = {quantity.text for quantity in unused_figures(source, facts)}
    assert {"45家", "225件"} <= {text.removesuffix("以上") for text in used}
    assert not used & left


def test_a_claim_without_a_name_is_left_over():
    source = document(text="晨光县规划\n达到45家。\n")
    facts = build_facts(source)
    assert not named_claims(facts)
    assert [quantity.text for quantity in unused_figures(source, facts)] == ["45家"]


def test_the_data_say_what_when_and_where():
    source = document(text=TEXT)
    data = facts_data(source, build_facts(source))
    assert data["plan"]["period"] == (2021, 2025)
    claim = next(each for each in data["claims"] if each["text"] == "45家")
    assert (claim["year"], claim["role"], claim["source"], claim["line"]) == (2025, "level", "prose", 3)
    assert claim["low"] == "45"
    assert TEXT[claim["start"] : claim["end"]] == "45家"


def test_the_table_shows_both_parts_in_both_languages():
    source = document(text=TEXT + "\x1b[2J共30个。\n")
    facts = build_facts(source)
    text = facts_table(source, facts)
    assert "45家" in text
    assert "第3行" in text
    assert "读到但未归入任何指标的数字" in text
    assert "\x1b" not in text
    assert "Statements (" in facts_table(source, facts, "en", 80)
