"""The real plans: what stands both in prose and in the table is paired, what is wrong is found, the rest is silent.

The texts are not part of the repository; without them these tests are skipped.
"""

import re
from functools import cache
from pathlib import Path

import pytest

from validator.finding import Outcome, Severity, Verdict
from validator.pipeline import Checked, check_document
from validator.rules import all_rules
from validator.span import Span

SEVERITY = {rule.code: rule.severity for rule in all_rules()}
PAIRING = re.compile(r"TX20\d|SC6\d\d")
SILENT = re.compile(r"GR10[12]|TX20\d|TB50\d|SC603")

Place = tuple[str, str]  # a quote that stands once in the text, and the figure inside it

# Every fact of these two plans that both the prose and the table state: one indicator at one time, equal or not.
SUINING: tuple[tuple[Place, Place], ...] = (
    (("内设研发机构的企业有16家", "16"), ("内设研发机构（家）\n\t19", "19")),
    (("占本县生产总值比重2.15%", "2.15"), ("（%）\n\t2.15\n", "2.15")),
    (("全县共有高新技术企业7家", "7"), ("高新技术企业数（家）\n\t7\n", "7")),
    (("占本县工业增加值比重达36.25%", "36.25"), ("\t36.25\n", "36.25")),
    (("高新技术产品产值661480万元", "661480"), ("\t66.15\n", "66.15")),
    (("全县共申请专利325件", "325"), ("\t325\n", "325")),
    (("专利授权171件", "171"), ("153/45", "153")),
    (("万人发明专利拥有量为0.39件", "0.39"), ("\t0.39\n", "0.39")),
    (("全县高新技术企业达45家", "45"), ("\t7\n\t16\n", "16")),
    (("高新技术产业总产值突破90亿元", "90"), ("\t66.15\n\t90\n", "90")),
    (("占工业增加值比重达50%以上", "50"), ("\t36.25\n\t50\n", "50")),
    (("规上工业企业内设研发机构30个", "30"), ("\t19\n\t30\n", "30")),
    (("比重力争达到2.75%", "2.75"), ("\t2.75\n", "2.75")),
    (("专利申请量达到450件", "450"), ("\t450\n", "450")),
    (("专利授权量225件", "225"), ("185/85", "185")),
    (("授权发明达到15件", "15"), ("185/85", "85")),
    (("每万人发明专利授权量达到0.75件/年", "0.75"), ("\t0.75\n", "0.75")),
    (("公民具备基本科学素质比例达15%", "15"), ("\t10\n\t15\n", "15")),
)
YONGZHOU: tuple[tuple[Place, Place], ...] = (
    (("每万人口发明专利拥有量为 1.44 件", "1.44"), ("（件）\t1.44\t3.2", "1.44")),
    (("全市高新技术企业数量达到283家", "283"), ("\t283\t500", "283")),
    (("高新技术产业增加值369.41亿元", "369.41"), ("\t369.41\t", "369.41")),
    (("投入占GDP比重的1.63%", "1.63"), ("\t1.63\t2.1", "1.63")),
    (("经费投入年均增速达 13%以上", "13"), ("\t9.17\t13", "13")),
    (("占全社会研发经费比重达 2.8%", "2.8"), ("\t1.96\t2.8", "2.8")),
    (("占地区生产总值比重达 1.5%", "1.5"), ("\t0.43\t1.6", "1.6")),
    (("高新技术企业数量达 500 家", "500"), ("\t283\t500", "500")),
)


@cache
def checked(path: Path) -> Checked:
    """A plan, checked once for all tests."""
    return check_document(str(path))


def place(text: str, found: Place) -> Span:
    """Where a figure stands, from a quote that is unique in the text."""
    quote, literal = found
    assert text.count(quote) == 1, f"{quote!r} stands {text.count(quote)} times"
    at = text.index(quote)
    start = at + quote.rindex(literal)
    return Span(start, start + len(literal))


def touches(verdict: Verdict, *spans: Span) -> bool:
    """True when each span is overlapped by some evidence of its own."""
    return all(any(evidence.span.overlaps(span) for evidence in verdict.evidence) for span in spans)


def severity(verdict: Verdict) -> Severity:
    return verdict.severity or SEVERITY[verdict.code]


def findings(plan: Checked) -> list[Verdict]:
    return [verdict for verdict in plan.verdicts if verdict.outcome is Outcome.FAILS]


def found_at(plan: Checked, codes: tuple[str, ...], *places: Place) -> list[Verdict]:
    """The findings with one of the codes whose evidence is at all of the places."""
    spans = [place(plan.document.text, each) for each in places]
    return [v for v in findings(plan) if v.code in codes and touches(v, *spans)]


@pytest.mark.parametrize(("name", "pairs"), [("suining", SUINING), ("yongzhou", YONGZHOU)])
def test_what_prose_and_table_both_state_is_paired(
    seeds: Path, name: str, pairs: tuple[tuple[Place, Place], ...]
) -> None:
    plan = checked(seeds / f"{name}.txt")
    text, outcomes = plan.document.text, []
    for prose, cell in pairs:
        spans = place(text, prose), place(text, cell)
        verdicts = [v for v in plan.verdicts if PAIRING.fullmatch(v.code) and touches(v, *spans)]
        outcomes.append(", ".join(f"{v.code} {v.outcome} {v.why}" for v in verdicts))
        print(f"{prose[0]} | {cell[0]!r}: {outcomes[-1] or 'NOT PAIRED'}")
    missed = [pair for pair, outcome in zip(pairs, outcomes, strict=True) if not outcome]
    assert 10 * len(missed) <= len(pairs), missed


LABELS = (
    ("S01", ("TX201",), (("全县高新技术企业达45家", "45"), ("高新技术企业数（家）\n\t7\n\t16", "16"))),
    ("S02", ("GR101",), (("\t60.71", "60.71"),)),
    ("S03", ("GR101", "GR102"), (("\t5.27", "5.27"),)),
    ("S04", ("GR101", "GR102"), (("\t5.51", "5.51"),)),
    ("S05", ("GR101", "GR102"), (("\t7.91", "7.91"),)),
    ("S06", ("GR101", "GR102"), (("\t4.19", "4.19"),)),
    ("S07", ("GR101",), (("\t7.69", "7.69"),)),
    ("S08", ("GR101",), (("\t5.5\n", "5.5"),)),
    ("S09", ("GR101",), (("\t4.62", "4.62"),)),
    ("S10", ("GR101", "GR102"), (("\t7.0\n", "7.0"),)),
    ("S11", ("GR101", "GR102"), (("\t1.34", "1.34"),)),
    ("S12", ("TX201",), (("专利授权量225件", "225"), ("185/85", "185"))),
    ("S13", ("TX201",), (("授权发明达到15件", "15"), ("185/85", "85"))),
)


@pytest.mark.parametrize(("codes", "places"), [label[1:] for label in LABELS], ids=[label[0] for label in LABELS])
def test_suining_is_wrong_here(seeds: Path, codes: tuple[str, ...], places: tuple[Place, ...]) -> None:
    found = found_at(checked(seeds / "suining.txt"), codes, *places)
    assert found
    assert Severity.ERROR in map(severity, found)


@pytest.mark.parametrize(
    ("quote", "literal"),
    [
        ("较“十二五”末提升133.3%", "133.3"),
        ("高级职称887人，占11.57%", "11.57"),
        ("中级职称3091人，占40.32%", "40.32"),
        ("突破90亿元", "90"),
        ("比重达50%以上", "50"),
        ("产值661480万元", "661480"),
        ("比重力争达到2.75%", "2.75"),
        ("专利申请量达到450件", "450"),
        ("比例达15%", "15"),
        ("创新环境七个方面", "七个"),
        ("四川野山椒等5个品种", "5个"),
    ],
)
def test_suining_is_right_here(seeds: Path, quote: str, literal: str) -> None:
    plan = checked(seeds / "suining.txt")
    span = place(plan.document.text, (quote, literal))
    loud = [v for v in findings(plan) if severity(v) is not Severity.INFO and touches(v, span)]
    assert not loud


def test_six_rates_of_suining_are_right_for_six_periods(seeds: Path) -> None:
    plan = checked(seeds / "suining.txt")
    (verdict,) = [v for v in findings(plan) if v.code == "GR102"]
    assert sorted(e.text for e in verdict.evidence) == sorted(["5.27", "5.51", "7.91", "4.19", "7.0", "1.34"])
    assert verdict.why == "periods"
    assert verdict.values["wrong"] == 6
    assert verdict.values["years"] == 5
    assert {s.replacement for s in verdict.suggestions} == {"6.35", "6.64", "9.57", "5.05", "8.4", "1.61"}


def test_the_tenth_rate_of_suining_is_an_arithmetic_mean(seeds: Path) -> None:
    (verdict,) = found_at(checked(seeds / "suining.txt"), ("GR101",), ("\t7.69", "7.69"))
    assert "arithmetic-mean" in [d.kind for d in verdict.diagnoses]
    assert [(s.evidence, s.replacement) for s in verdict.suggestions] == [(0, "6.72")]


def test_yongzhou_gives_two_targets_for_contracts(seeds: Path) -> None:
    found = found_at(checked(seeds / "yongzhou.txt"), ("TX201",), *YONGZHOU[6])
    assert [severity(v) for v in found] == [Severity.ERROR]


def test_xianju_announces_a_table_that_is_missing(seeds: Path) -> None:
    (verdict,) = [v for v in findings(checked(seeds / "xianju.txt")) if v.code == "TB504"]
    assert "指标" in verdict.evidence[0].text


@pytest.mark.parametrize("name", ["nanxian", "chenxi"])
def test_plans_without_tables_stay_silent(seeds: Path, name: str) -> None:
    plan = checked(seeds / f"{name}.txt")
    loud = [v for v in findings(plan) if SILENT.fullmatch(v.code) and severity(v) is not Severity.INFO]
    assert not loud


@pytest.mark.parametrize("name", ["suining", "yongzhou", "xianju", "nanxian", "chenxi"])
def test_no_rule_breaks_and_evidence_quotes_the_text(seeds: Path, name: str) -> None:
    plan = checked(seeds / f"{name}.txt")
    assert plan.crashed == ()
    for verdict in plan.verdicts:
        for evidence in verdict.evidence:
            quoted = plan.document.text[evidence.span.start : evidence.span.end]
            assert "".join(quoted.split()) == "".join(evidence.text.split()) or not evidence.text
