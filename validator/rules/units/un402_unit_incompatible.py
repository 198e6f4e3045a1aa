"""unit-incompatible — 单位与指标不配

说明：数什么就该用什么单位：专利用件，企业用家，床位用张，公路用公里。名称末尾的词与单位不配，或同一指标在正文
和表格中的计量单位不同，就提示：单位或名称必有一处不对。不在对照表里的名称，以及占比、人次一类的数，不判断名称
与单位是否相配。

What is counted fixes how it is counted: patents in 件, enterprises in 家, beds in 张, roads in 公里. A
figure whose unit cannot measure what its name ends in, or is not the one of the table's row for the same
indicator, has the wrong unit or the wrong name.

Flagged:
- 国内有效发明专利拥有量532万家，其中高价值发明专利224.7万件。

Not flagged:
- 国内有效发明专利拥有量532万件，高新技术企业48家，专利产业化率达到31%，企业融资12亿元。

Basis: 量词 of the statistical yearbooks; the table below names what each noun admits.
依据：统计年鉴使用的量词；每个名词可用的单位见程序中的对照表。
"""

from collections.abc import Iterator

from validator.claims.claim import Claim, Role
from validator.claims.names import bracket_notes
from validator.facts import Facts
from validator.finding import Outcome, Severity, Verdict
from validator.quantities.units import COUNTING
from validator.rules.base import rule
from validator.rules.evidence import evidence

# The last word of a name, and the counting words that it admits. Beside 其中医院2.68万张 or 公路4386万人 the word
# is only half of a name, so that all but PLAIN need 数 or 拥有量 behind them.
ADMITS = {
    "专利": ("件", "项", "个"),
    "商标": ("件", "个", "枚"),
    "企业": ("家", "户", "个"),
    "医院": ("家", "所", "个"),
    "学校": ("所", "个"),
    "幼儿园": ("所", "个", "家"),
    "医师": ("人", "个"),
    "护士": ("人", "个"),
    "床位": ("张", "个"),
    "公路": ("公里", "条", "米"),
    "汽车": ("辆", "台"),
}
PLAIN = ("专利", "商标", "企业", "床位")
SUFFIXES = ("拥有量", "保有量", "授权量", "申请量", "通车里程", "数量", "总数", "总量", "数")


@rule(
    "UN402",
    "unit-incompatible",
    Severity.WARNING,
    zh={
        "table": "“{indicator}”在正文中以“{unit}”计，在表中以“{usual}”计。",
        "default": "“{indicator}”写为{0}，单位“{unit}”与“{noun}”不配，通常用“{usual}”。",
    },
    en={
        "table": "“{indicator}” is counted in {unit} in the prose and in {usual} in the table.",
        "default": "“{indicator}” is printed as {0}: “{unit}” does not count {noun}; the usual word is {usual}.",
    },
)
def unit_incompatible(facts: Facts) -> Iterator[Verdict]:
    """One verdict for each count whose noun is known."""
    for claim in facts.prose:
        cell = facts.linker.clashing(claim)
        if cell is not None:
            yield Verdict(
                Outcome.FAILS,
                (evidence(claim, "unit"), evidence(cell, "unit")),
                "table",
                {"unit": claim.quantity.unit, "usual": cell.quantity.unit},
                indicator=cell.indicator,
                year=cell.year,
            )
    for claim in facts.claims:
        unit = claim.quantity.unit
        if unit in COUNTING and not unit.endswith("次") and (noun := _noun(claim)):
            admitted = claim.quantity.unit in ADMITS[noun]
            yield Verdict(
                Outcome.HOLDS if admitted else Outcome.FAILS,
                (evidence(claim, "unit"),),
                values={"unit": claim.quantity.unit, "noun": noun, "usual": ADMITS[noun][0]},
                indicator=claim.indicator,
                year=claim.year,
            )


def _noun(claim: Claim) -> str | None:
    """The word that a level's own name ends in, once 拥有量, 数 and the like are gone."""
    if claim.name is None or not claim.own_name or claim.role not in (Role.LEVEL, Role.TOTAL) or claim.name.share:
        return None
    printed = bare = bracket_notes(claim.name.printed)[0]
    for suffix in SUFFIXES:
        bare = bare.removesuffix(suffix)
    known = PLAIN if bare == printed else tuple(ADMITS)
    return None if "、" in bare else next((noun for noun in known if bare.endswith(noun)), None)
