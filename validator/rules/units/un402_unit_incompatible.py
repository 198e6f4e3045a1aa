"""unit-incompatible — 单位与指标不配

说明：数什么就该用什么单位：专利用件，企业用家，床位用张，公路用公里；支出、收入、增加值是金额，面积、里程、人口、
产量各有各的单位。名称末尾的词或标准指标库与单位不配，或同一指标在正文和表格中的计量单位不同，就报告：单位或名称必
有一处不对。总数与“其中”各年数字加得起来而单位不是一类的，也报告。不在对照表和指标库里的名称，以及占比、人次一类的数，不判断名称与单位是否相配。

What is counted fixes how it is counted: patents in 件, enterprises in 家, beds in 张, roads in 公里; and what is
measured is money, area, length or weight by its name. A figure whose unit cannot measure what its name ends
in, or is not the one of the table's row for the same indicator, has the wrong unit or the wrong name.

A whole whose figure is the sum of its parts', in a unit of another kind, has the wrong unit, too.

Flagged:
- 国内有效发明专利拥有量532万家，其中高价值发明专利224.7万件。
- 教育支出62.2亿人，粮食产量达到822万元，建成5G基站1420家。

Not flagged:
- 国内有效发明专利拥有量532万件，高新技术企业48家，专利产业化率达到31%，企业融资12亿元。
- 教育支出62.2亿元，粮食产量达到822万吨，建成5G基站1420座，旅游收入突破30个亿。

Basis: 量词 of the statistical yearbooks; claims/measures.py names what each noun admits.
依据：统计年鉴使用的量词；每个名词可用的单位见程序中的对照表和标准指标库。
"""

from collections.abc import Iterator
from dataclasses import replace

from validator.claims.claim import Claim
from validator.claims.measures import in_other_unit, measure_of
from validator.claims.tables import Series
from validator.facts import Facts
from validator.finding import Evidence, Outcome, Severity, Verdict
from validator.rules.base import rule
from validator.rules.evidence import evidence


@rule(
    "UN402",
    "unit-incompatible",
    Severity.WARNING,
    zh={
        "parts": "总数{0}以“{unit}”计，其中各项以“{usual}”计，数字却加得起来，单位必有一误。",
        "table": "“{indicator}”在正文中以“{unit}”计，在表中以“{usual}”计。",
        "default": "“{indicator}”写为{0}，单位“{unit}”与“{noun}”不配，通常用“{usual}”。",
    },
    en={
        "parts": "{0} is in {unit} and its parts are in {usual}, though the figures add up: one unit is wrong.",
        "table": "“{indicator}” is counted in {unit} in the prose and in {usual} in the table.",
        "default": "“{indicator}” is printed as {0}: “{unit}” does not count {noun}; the usual word is {usual}.",
    },
)
def unit_incompatible(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each count whose noun is known."""
    for claim in facts.prose:
        clash = facts.linker.clashing(claim)
        if clash is not None:
            yield _in_column(_clash(claim, clash[0], "table", of=clash[0]), clash[1])
    for whole, part in (pair for group in facts.groups if len(group) > 2 for pair in in_other_unit(group)):
        yield _clash(whole, part, "parts", of=whole)
    for claim in facts.claims:
        if (measure := measure_of(claim)) is not None:
            yield Verdict(
                Outcome.HOLDS if measure.fits else Outcome.FAILS,
                (evidence(claim, "unit"),),
                values={"unit": measure.scaled or claim.quantity.unit, "noun": measure.noun, "usual": measure.usual},
                indicator=claim.indicator,
                year=claim.year,
            )


def _in_column(verdict: Verdict, row: Series) -> Verdict:
    """With the cell that gives the unit of a row, where the table has a column of units: there it is put right."""
    cell = row.unit_cell
    if cell is None or not cell.string.strip():
        return verdict
    return replace(verdict, evidence=(*verdict.evidence, Evidence(cell.span(), "unit", cell.string)))


def _clash(claim: Claim, beside: Claim, why: str, *, of: Claim) -> Verdict:
    """Two figures of one thing in units of two kinds; `of` is the one that names the indicator."""
    return Verdict(
        Outcome.FAILS,
        (evidence(claim, "unit"), evidence(beside, "unit")),
        why,
        {"unit": claim.quantity.unit, "usual": beside.quantity.unit},
        indicator=of.indicator,
        year=of.year,
    )
