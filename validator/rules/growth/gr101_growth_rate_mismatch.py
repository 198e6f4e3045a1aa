"""growth-rate-mismatch — 年均增速与基期值、目标值不符

说明：指标表每行的年均增长，应当等于由基期值到目标值的复合增长率，年数为两个年份之差（2020年到2025年是5年）。
基期值、目标值和增速都按末位四舍五入放宽，仍对不上就报告。带“以上”“>”的数不作判断；地区生产总值、增加值、工农业
产值的增速按可比价计算，最多作警告，每年相差不到3个百分点的不报告。多行沿用同一种错误算法的，只在GR102
中合成一条，不再逐行报告。比上年增长（2025年增长、增长%）一栏也要核对，但同栏多数行相符、某行不符的才作警告；社会消
费品零售、投资、财政收入等按可比口径计算的，同样放宽。

A row's stated annual growth is the compound rate from its base to its target:

    rate = (target / base) ** (1 / years) − 1

where `years` is the distance between the two years (2020 to 2025 is five). Base, target and rate are
taken as intervals of half a unit in their last printed digit. Bounds (>22, 以上) leave the rate open.
Rows that GR102 names are told there, once. The growth of a single year (2025年增长) is checked as well, and is
a warning where the other rows of its column hold.

Flagged:
- 表1 主要指标\\n指标\\t2020年\\t2025年\\t年均增长（%）\\n研发机构（家）\\t16\\t19\\t7.91\\n专利授权量（件）\\t100\\t161\\t10.0

Not flagged:
- 表1 主要指标\\n指标\\t2020年\\t2025年\\t年均增长（%）\\n研发机构（家）\\t19\\t30\\t9.6\\n专利授权量（件）\\t100\\t161\\t10.0
- 表1 主要指标\\n指标\\t2020年\\t2025年\\t年均增长（%）\\n发明专利（件）\\t16\\t>22\\t-\\n碳排放强度下降（%）\\t〔18〕\\t〔17〕\\t-

Basis: compound growth, as 国家统计局 defines 年均增长速度 (水平法). Growth of GDP, 增加值 and the
产值 of industry and farming is stated at constant prices and may differ by the change of prices: those are
warnings at most, and silent below three points a year.
依据：国家统计局“年均增长速度”的水平法；上述价值量指标按可比价计算。
"""

from collections.abc import Iterator

from validator.diagnosis.growth import GrowthReading, beside, by_rate, explain_rate
from validator.diagnosis.repair import suggest_rate
from validator.facts import Facts
from validator.finding import Amount, Outcome, Severity, Verdict
from validator.quantities.interval import cut_off
from validator.rules.base import rule
from validator.rules.evidence import amount, computed, evidence


@rule(
    "GR101",
    "growth-rate-mismatch",
    Severity.ERROR,
    zh={
        "default": "“{indicator}”的年均增长写为{0}，但由{1}到{2}、相隔{years}年，按复合增长应为{expected}。",
        "year": "“{indicator}”的增长写为{0}，但由{1}到{2}，增幅应为{expected}。",
        "no-ratio": "基期值或目标值为零，增速无从计算。",
        "bounded": "基期值或目标值是上下限，增速无法核对。",
        "constant-price": "该指标增速按可比价计算，与印出数值之比可以不同。",
        "column": "这一栏的增速多数与两年数之比不符，不按两数之比计算。",
        "points": "该栏填的是提高的百分点或年数，不是增长率。",
        "within-rounding": "在四舍五入范围内相符。",
    },
    en={
        "default": "The annual growth of “{indicator}” is printed as {0}; from {1} to {2}, {years} years apart, the compound rate is {expected}.",
        "year": "The growth of “{indicator}” is printed as {0}; from {1} to {2} it is {expected}.",
        "no-ratio": "Base or target is zero: no rate can be computed.",
        "bounded": "Base or target is a bound: the rate cannot be checked.",
        "constant-price": "Growth of this indicator is at constant prices and may differ from the ratio of the values.",
        "column": "Most rates of this column are not the ratio of the two levels: it is counted in another way.",
        "points": "The column holds points or years gained, not a rate.",
        "within-rounding": "Agrees within rounding.",
    },
)
def growth_rate_mismatch(facts: Facts) -> Iterator[Verdict]:
    """One verdict for every stated rate; two series of one row share a rate and need only one to fit."""
    for readings in by_rate(facts):
        yield _verdict(facts, readings)


def _verdict(facts: Facts, readings: tuple[GrowthReading, ...]) -> Verdict:
    reading = readings[0]
    rated, nominal = reading.rated, reading.nominal
    claims = (rated.rate, *(claim for r in readings for claim in (r.rated.base, r.rated.target)))
    roles = ("growth", *("baseline", "target") * len(readings))
    fails = reading.outcome is Outcome.FAILS
    last = fails and nominal is not None and not reading.conventions and cut_off(nominal, rated.rate.quantity)
    return Verdict(
        reading.outcome,
        tuple(dict.fromkeys(evidence(claim, role) for claim, role in zip(claims, roles, strict=True))),
        "year" if fails and rated.of_one_year else reading.why,
        {"years": rated.years},
        severity=Severity.INFO if last else Severity.WARNING if reading.soft else None,
        hedge="" if not fails else "cut-off" if last else _hedge(reading),
        indicator=" / ".join(r.rated.series.name.printed for r in readings),
        year=rated.target.year,
        stated=amount(rated.rate.quantity),
        expected=_expected(readings),
        formula="；".join(r.formula for r in readings) or None,
        diagnoses=tuple(explain_rate(reading, facts)) if fails else (),
        suggestions=suggest_rate(facts, readings, claims) if fails else (),
    )


def _expected(readings: tuple[GrowthReading, ...]) -> Amount | None:
    """The compound rate; where no rate of two series fits, those of both."""
    wanted = readings if readings[0].outcome is Outcome.FAILS else readings[:1]
    rates = [computed(each.nominal, each.rated.rate.quantity) for each in wanted if each.nominal is not None]
    if not rates:
        return None
    text = beside((each.text for each in rates), wanted[0].rated.target)
    return Amount(text, min(each.low for each in rates), max(each.high for each in rates), rates[0].unit)


def _hedge(reading: GrowthReading) -> str:
    return ("comparable" if reading.rated.of_one_year else "prices") if reading.soft else ""
