"""The sentences of diagnoses, suggestions and hedges, in Chinese and English."""

from validator.finding import Diagnosis, Suggestion

_ZH = {
    "periods": "按{years}期复合计算恰得此数，而两端相隔{right}年",
    "arithmetic-mean": "把总增幅除以{years}（算术平均），没有按复合增长开方",
    "inverse": "误以后一年的数为基数",
    "total-growth": "填的是整个时期的总增幅，不是年均",
    "points-a-year": "填的是每年提高的百分点，不是增长率",
    "points": "填的是提高的百分点，不是年均增长率",
    "other-target": "与文中另一处目标值“{figure}”相合",
    "other-base": "与文中另一处基期值“{figure}”相合",
    "slipped-point": "小数点错位",
    "swapped-digits": "相邻两位数字颠倒，应为“{right}”",
    "neighbour-row": "与相邻一行“{row}”的增速相同，疑为串行",
    "recompute-rate": "按基期值、目标值和{years}年复合增长重新计算",
    "recompute-growth": "按基期值、目标值重新计算",
    "recompute-rate-by": "{formula}",
    "follow-table": "与表中一致，且表中数字另有{support}处印证",
    "follow-table-only": "与表中一致",
    "follow-prose-only": "与正文一致",
    "follow-prose": "与正文一致，且正文数字另有{support}处印证",
    "direction": "如改表中的数，目标值会与基期值的走向相反",
    "direction-base": "这样改，目标值与基期值的走向相反，表中的基期值也应核对",
    "witness": "文中所写的增减量与改后的数字相符",
    "tie": "两处必有一误，文中没有别的数字可以判断",
    "from-rate": "由印出的增速反推",
    "recompute": "按文中其他数字重新计算",
    "recount": "按所列的项数",
    "add-unit": "补写单位",
    "mend-unit": "按统计规范改写单位",
    "rate-with-target": "如果目标值改为“{figure}”，增速应同时改为此数",
    "rate-with-base": "如果基期值改为“{figure}”，增速应同时改为此数",
    "tie-if-same": "口径如果相同，两处必有一误，文中没有别的数字可以判断",
    "times": "此数是两数之比；说“增长”应减去1",
    "one-slip": "与重新计算的结果只差一位数字或两位颠倒",
    "periods-prose": "按{years}年计算恰得此数",
    "points-for-percent": "两数之差恰为此数，应写“个百分点”",
    "unit-slip": "两处数字相同，只差{factor}倍，疑为单位之误",
    "swapped": "两处数字的数码相同、次序不同，疑为颠倒",
}
_EN = {
    "periods": "exactly the rate over {years} as the number of periods, while the two years are {right} apart",
    "arithmetic-mean": "total growth divided by {years} (arithmetic mean) instead of the compound rate",
    "inverse": "divided by the later figure instead of the earlier",
    "total-growth": "growth over the whole period, not per year",
    "points-a-year": "percentage points per year, not a growth rate",
    "points": "percentage points, not an annual growth rate",
    "other-target": "agrees with the other target stated in the document, {figure}",
    "other-base": "agrees with the other baseline stated in the document, {figure}",
    "slipped-point": "decimal point out of place",
    "swapped-digits": "two neighbouring digits swapped; should be {right}",
    "neighbour-row": "the same as the neighbouring row “{row}”: copied by mistake?",
    "recompute-rate": "the compound rate from base to target over {years} years",
    "recompute-growth": "the growth from base to target",
    "recompute-rate-by": "{formula}",
    "follow-table": "agrees with the table; other places that support its figure: {support}",
    "follow-table-only": "agrees with the table",
    "follow-prose-only": "agrees with the prose",
    "follow-prose": "agrees with the prose; other places that support its figure: {support}",
    "direction": "to change the table's figure instead would reverse the row's direction",
    "direction-base": "this reverses the row's direction: check the base in the table too",
    "witness": "the stated change agrees with the figure so changed",
    "tie": "one of the two is wrong and nothing else in the document decides",
    "from-rate": "follows from the printed rate",
    "recompute": "recomputed from the other figures",
    "recount": "the number of items listed",
    "add-unit": "the unit that is missing",
    "mend-unit": "the unit as the statistical standard writes it",
    "rate-with-target": "if the target becomes {figure}, the rate has to become this",
    "rate-with-base": "if the base becomes {figure}, the rate has to become this",
    "tie-if-same": "if both mean the same, one of the two is wrong and nothing else in the document decides",
    "times": "this is the ratio of the two figures; growth is one less",
    "one-slip": "one digit, or two swapped, away from the recomputed value",
    "periods-prose": "exactly the rate over {years} as the number of years",
    "points-for-percent": "this is the difference of the two figures: write 个百分点 (percentage points)",
    "unit-slip": "the same digits, {factor} times apart: a slip of the unit",
    "swapped": "the same digits in another order",
}

# Why a finding is less grave than its rule: a sentence behind the finding's own.
_HEDGES = {
    "cut-off": (
        "只差末位，可能是截去尾数或进位，而不是四舍五入。",
        "Only the last digit differs: cut off or rounded up, perhaps, instead of rounded.",
    ),
    "subject": (
        "从名称看，两处所数的对象不同（如企业与机构，或一处多一类），口径确实不同的可以不改。",
        "By their names the two count different things (enterprises and institutions, or one kind more): no mistake then.",
    ),
    "name": (
        "两处名称不尽相同，说的如果不是一回事，可以不改。",
        "The names are not quite the same: no mistake if they mean different things.",
    ),
    "unit": (
        "两处单位不同，说的如果不是一回事，可以不改。",
        "The units are not the same: no mistake if they mean different things.",
    ),
    "build": (
        "正文说的可能是新建数而不是总数，请核对。",
        "The prose may speak of what is added rather than of all there is.",
    ),
    "swapped": (
        "数码相同而次序不同，疑为颠倒；说的如果不是一回事，可以不改。",
        "The same digits in another order: no mistake if the two mean different things.",
    ),
    "time": (
        "正文没有写明年份，是按所在章节推断的，请核对。",
        "The prose names no year; the section's title implies it.",
    ),
    "whole": (
        "文中没有写明是占什么，所占的如果不是这一数，可以不改。",
        "The sentence does not name the whole: no mistake if another one is meant.",
    ),
    "unsaid": (
        "文中没有写“其中”，后一数如果不是前一数的一部分，可以不改。",
        "No 其中 says so: no mistake if the second is no part of the first.",
    ),
    "rows": (
        "表中“其中”行如果不属于紧接的上一行，可以不改。",
        "No mistake if the 其中 row does not belong to the row above it.",
    ),
    "all-parts": (
        "所列不必齐全，但从名称或年份看这几项已是全部，请核对。",
        "The list need not be complete; by their names or years these are all there is.",
    ),
    "exclusive": (
        "从名称看这几项互不重叠，合起来却超过总数；总数如果另有所指，可以不改。",
        "By their names these do not overlap, and yet exceed the whole: no mistake if another whole is meant.",
    ),
    "balance": (
        "收支之间如果还有别的项目，可以不改。",
        "No mistake if there is more between the two sides.",
    ),
    "again": (
        "总体是按名称在前文找到的，口径如果不同，可以不改。",
        "The whole was found by its name in the text before: no mistake if it is counted differently.",
    ),
    "slip": (
        "“其中”各项可能交叉，但和超过总数，又只差一处笔误，请核对。",
        "The items behind 其中 may overlap; but they exceed the total, and one slip of a digit explains it.",
    ),
    "one-slip": (
        "文中没有写明这几项就是总数的全部，但只差一处笔误就恰好相等，请核对。",
        "The text does not say that these make up the total; but one slip of the keyboard is all that keeps them from it.",
    ),
    "near": (
        "“其中”各项可能交叉，但和只比总数略多，请核对。",
        "The items behind 其中 may overlap; but they exceed the total by very little.",
    ),
    "added": (
        "文中写的是新增或累计数，未必就是两数之差，请核对。",
        "What was added over the years need not be the difference of the two.",
    ),
    "tied": (
        "文中没有写明这是两数之差，但只差一处笔误就恰好相等，请核对。",
        "The text does not say that this is the difference of the two; but one slip is all that keeps it from it.",
    ),
    "elsewhere": (
        "前一个数不在这句话里，口径如果不同，可以不改。",
        "The earlier figure stands elsewhere: no mistake if it is counted differently.",
    ),
    "prices": (
        "这类增速一般按可比价计算，可以与此不同，但相差较大，请核对。",
        "Its growth is usually stated at constant prices and may differ, though hardly by so much.",
    ),
    "mean": (
        "这类增速一般按可比价计算，可以与此不同，但所写恰好是总增幅除以年数，请核对。",
        "Its growth is usually stated at constant prices; but this is exactly the total growth divided by the years.",
    ),
    "short": (
        "两数位数少，四舍五入后勉强可以相符，但所写恰好是两数之商，请核对。",
        "The rounding of such short figures just allows it; but what is printed is their quotient.",
    ),
    "comparable": (
        "增速如按可比口径或核定后的上年数计算，可以与此不同，请核对。",
        "No mistake if the growth is at comparable coverage, or over a revised figure for the year before.",
    ),
    "length": (
        "文中没有写明起止年份，年数是按规划期、所在章节或全文其他增速推断的，请核对。",
        "The text does not say both years: their number is the plan's, or follows from the section.",
    ),
    "rate": (
        "个别比率算法不同，可以超过100%，请核对。",
        "Some rates are defined so that they may exceed 100%.",
    ),
    "other-rows": (
        "表中没有写明这一列怎样计算，是按其他各行推断的，请核对。",
        "The table does not say how the column is reckoned; the other rows agree with this way.",
    ),
    "same-column": (
        "表中没有写明占的是这个合计，但同一列其他各行都与它相符，请核对。",
        "The table does not say of what; but the other rows of the column are shares of this total.",
    ),
    "same-rows": (
        "表中没有写明这一行就是所列各行的合计，口径如果不同，可以不改。",
        "The table does not say that this row adds up the others: no mistake if it is counted differently.",
    ),
    "both-aims": (
        "两处都是这一年的目标，一般不会只取到整数，请核对。",
        "Both are aims for the year, which are seldom rounded.",
    ),
    "same-columns": (
        "表中没有写明这一列就是旁边各列的合计，口径如果不同，可以不改。",
        "The table does not say that this column adds up those beside it: no mistake if it is counted differently.",
    ),
    "change-column": (
        "这一列如果不是两年之差，可以不改。",
        "No mistake if the column means something else than the difference.",
    ),
    "nested": (
        "两行在不同的指标下面，如果各属上面的一行，可以不改。",
        "The two rows stand below different ones: no mistake if each belongs to the row above it.",
    ),
    "in-use": (
        "有的部门这样分类，可以不改。",
        "Some departments classify so: no change is needed then.",
    ),
}


def hedge(kind: str, lang: str) -> str:
    """The reason why a finding is less grave than its rule; empty where there is none."""
    return _HEDGES[kind][lang == "en"] if kind else ""


def sentence(item: Diagnosis | Suggestion, lang: str) -> str:
    """The reason of a diagnosis or suggestion as a sentence."""
    texts = _EN if lang == "en" else _ZH
    one_year = item.kind == "recompute-rate" and item.values.get("years") == 1
    return texts["recompute-growth" if one_year else item.kind].format(**item.values)
