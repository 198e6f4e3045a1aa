"""The sentences of diagnoses and suggestions, in Chinese and English."""

from validator.finding import Diagnosis, Suggestion

_ZH = {
    "periods": "按{years}期复合计算恰得此数，而两端相隔{right}年",
    "arithmetic-mean": "把总增幅除以{years}（算术平均），没有按复合增长开方",
    "total-growth": "填的是整个时期的总增幅，不是年均",
    "points-a-year": "填的是每年提高的百分点，不是增长率",
    "points": "填的是提高的百分点，不是年均增长率",
    "other-target": "与文中另一处目标值“{figure}”相合",
    "other-base": "与文中另一处基期值“{figure}”相合",
    "slipped-point": "小数点错位",
    "swapped-digits": "相邻两位数字颠倒，应为“{right}”",
    "neighbour-row": "与相邻一行“{row}”的增速相同，疑为串行",
    "recompute-rate": "按基期值、目标值和{years}年复合增长重新计算",
    "follow-table": "与表中一致，且表中数字另有{support}处印证",
    "follow-prose": "与正文一致，且正文数字另有{support}处印证",
    "direction": "如按另一处改，目标值会与表中由基期到目标的走向相反",
    "witness": "文中所写的增减量与改后的数字相符",
    "tie": "两处必有一误，文中没有别的数字可以判断",
    "from-rate": "由印出的增速反推",
    "recompute": "按文中其他数字重新计算",
    "recount": "按所列的项数",
    "add-unit": "补写单位",
    "mend-unit": "按统计规范改写单位",
    "rate-with": "如果目标值或基期值改为“{figure}”，增速应同时改为此数",
    "times": "此数是变为原来的几倍，“增长几倍”要再减一",
    "one-slip": "与重新计算的结果只差一位数字或两位颠倒",
    "periods-prose": "按{years}年计算恰得此数",
    "points-for-percent": "两数之差恰为此数，应写“个百分点”",
    "unit-slip": "两处数字相同，只差{factor}倍，疑为单位之误",
    "swapped": "两处数字的数码相同、次序不同，疑为颠倒",
}
_EN = {
    "periods": "exactly what {years} periods give, while the two years are {right} apart",
    "arithmetic-mean": "total growth divided by {years} (arithmetic mean) instead of the compound rate",
    "total-growth": "growth over the whole period, not per year",
    "points-a-year": "percentage points per year, not a growth rate",
    "points": "percentage points, not an annual growth rate",
    "other-target": "agrees with the other target stated in the document, {figure}",
    "other-base": "agrees with the other baseline stated in the document, {figure}",
    "slipped-point": "decimal point out of place",
    "swapped-digits": "two neighbouring digits swapped; should be {right}",
    "neighbour-row": "the same as the neighbouring row “{row}”: copied by mistake?",
    "recompute-rate": "the compound rate from base to target over {years} years",
    "follow-table": "agrees with the table, whose figure is supported {support} more time(s)",
    "follow-prose": "agrees with the prose, whose figure is supported {support} more time(s)",
    "direction": "the other figure would turn the row's direction",
    "witness": "the stated change agrees with the figure so changed",
    "tie": "one of the two is wrong and nothing else in the document decides",
    "from-rate": "follows from the printed rate",
    "recompute": "recomputed from the other figures",
    "recount": "the number of items listed",
    "add-unit": "the unit that is missing",
    "mend-unit": "the unit as the statistical standard writes it",
    "rate-with": "goes with changing target or base to {figure}",
    "times": "this is what it became a multiple of; growth is one less",
    "one-slip": "one digit, or two swapped, away from the recomputed value",
    "periods-prose": "exactly what {years} years give",
    "points-for-percent": "the difference of the two values: percentage points",
    "unit-slip": "the same digits, {factor} times apart: a slip of the unit",
    "swapped": "the same digits in another order",
}


def sentence(item: Diagnosis | Suggestion, lang: str) -> str:
    """The reason of a diagnosis or suggestion as a sentence."""
    texts = _EN if lang == "en" else _ZH
    return texts[item.kind].format(**item.values)
