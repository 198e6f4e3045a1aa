"""What holds for every input: no crash, no false rate, every wrong rate, units, spans, order, and repeatable bytes."""

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, localcontext
from itertools import pairwise

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from validator.document import Text
from validator.engine import run_rules
from validator.errors import GoujiError
from validator.facts import Facts, build_facts
from validator.finding import Outcome, Verdict
from validator.pipeline import Checked
from validator.quantities.find import find_quantities
from validator.quantities.units import factor
from validator.readers import read_bytes
from validator.reports.build import build_report
from validator.reports.json import render
from validator.rules import all_rules

GROWTH = ("GR101", "GR102")

# Plans in fragments: what readers, figures, claims and rules stumble over, in any order.
FRAGMENTS = (
    "某县“十四五”科技创新规划",
    "一、发展目标",
    "（一）",
    "到2025年，",
    "2016-2020年",
    "“十四五”期间",
    "全县",
    "园区",
    "其中",
    "高新技术企业",
    "有效发明专利",
    "研发经费",
    "占比",
    "比重",
    "达到",
    "增长",
    "年均增长",
    "由",
    "增加到",
    "分别",
    "新增",
    "累计",
    "16",
    "7.91",
    "66.15",
    "0",
    "1,200",
    "12万",
    "3.5亿元",
    "一百二十三点五",
    "十五",
    "家",
    "件",
    "%",
    "个百分点",
    "倍",
    "亿元",
    "亩",
    "以上",
    "左右",
    "不低于",
    "控制在",
    "〔",
    "〕",
    "（",
    "）",
    "[",
    "]",
    "、",
    "，",
    "。",
    "；",
    "：",
    "——",
    "-",
    "/",
    "*",
    "|",
    "\t",
    "\n",
    "\n\n",
    " ",
    "\u3000",
    "|---|---|",
    "表1 主要指标",
    "指标",
    "2020年",
    "2025年",
    "2030年",
    "年均增长（%）",
    "属性",
    "单位",
    "现状",
    "目标",
    "注：带*的数据为2019年数据。",
    "翻一番",
    "“4321”",
    "5G",
    "1+3+N",
    "第十九届",
    "\r",
    "\x00",
    "\ufeff",
    "𝟙",
    "½",
    "万亿",
    "点",
)
NAMES = (
    "高新技术企业（家）",
    "有效发明专利（件）",
    "科研机构（家）",
    "科普基地（个）",
    "技术合同成交额（亿元）",
    "研发经费（万元）",
    "科技特派员（人）",
    "数据中心（个）",
    "公民科学素质比例（%）",
    "油茶林面积（公顷）",
    "标准厂房（平方米）",
    "示范村（个）",
)


def checked(text: str | bytes, name: str = "plan.txt") -> Checked:
    """An input through everything but the file system. Raises `GoujiError` where it cannot be read."""
    document = read_bytes(text.encode() if isinstance(text, str) else text, name)
    facts = build_facts(document)
    result = run_rules(facts, all_rules())
    return Checked(document, facts, all_rules(), result.verdicts, result.crashed)


def report(text: str | bytes, name: str = "plan.txt") -> str:
    """The whole report as JSON, with every verdict."""
    return render(build_report([checked(text, name)], "zh", verdicts=True))


def ends_well(data: str | bytes, name: str) -> None:
    refused: GoujiError | None = None
    try:
        found = checked(data, name)
    except GoujiError as error:
        refused = error
    if refused is not None:
        assert refused.zh
        assert refused.en
        return
    assert found.crashed == ()
    json.loads(render(build_report([found], "zh", verdicts=True)))


suffixes = st.sampled_from(["plan.txt", "plan.md", "plan.csv"])


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join), suffixes)
@settings(max_examples=250)
def test_any_text_ends_in_a_report_or_a_sentence(text: str, name: str) -> None:
    ends_well(text, name)


@given(st.text(max_size=300), suffixes)
def test_any_characters_end_in_a_report_or_a_sentence(text: str, name: str) -> None:
    ends_well(text.encode("utf-8", "surrogatepass"), name)


@given(st.binary(max_size=400) | st.binary(max_size=200).map(lambda b: b"PK\x03\x04" + b), suffixes)
def test_any_bytes_end_in_a_report_or_a_sentence(data: bytes, name: str) -> None:
    ends_well(data, name)


# --- growth ---------------------------------------------------------------------------------------


def rounded(value: Decimal, places: int) -> str:
    """Rounded half up, as people do."""
    with localcontext() as context:
        context.prec = 60
        return format(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), "f")


def growth(base: Decimal, target: Decimal, years: int) -> Decimal:
    """Annual compound growth in percent, to 50 digits."""
    with localcontext() as context:
        context.prec = 50
        return ((target / base) ** (Decimal(1) / years) - 1) * 100


@st.composite
def figures(draw: st.DrawFn) -> Decimal:
    """A positive figure as a plan prints it: up to six digits, up to three behind the point."""
    return Decimal(draw(st.integers(1, 999_999))).scaleb(-draw(st.integers(0, 3)))


@st.composite
def rows(draw: st.DrawFn) -> list[tuple[str, Decimal, Decimal]]:
    """1 to 12 rows of a name, a base and a target; the target is between a half and twenty times the base."""
    found = []
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=12, unique=True)):
        base = draw(figures())
        times = draw(st.integers(50, 2000))
        target = (base * times / 100).quantize(base)
        assume(target > 0)
        found.append((name, base, target))
    return found


years = st.tuples(st.integers(2005, 2030), st.integers(1, 15))


def table(first: int, last: int, lines: list[tuple[str, Decimal, Decimal, str]]) -> str:
    head = f"表1 主要指标\n指标\t{first}年\t{last}年\t年均增长（%）\n"
    return head + "".join(f"{name}\t{base}\t{target}\t{rate}\n" for name, base, target, rate in lines)


def flagged(found: Checked) -> list[Verdict]:
    return [v for v in found.verdicts if v.code in GROWTH and v.outcome is Outcome.FAILS]


@given(rows(), years, st.data())
@settings(max_examples=150)
def test_a_rate_that_is_right_is_never_flagged(
    lines: list[tuple[str, Decimal, Decimal]], span: tuple[int, int], data: st.DataObject
) -> None:
    first, periods = span
    full = [
        (name, base, target, rounded(growth(base, target, periods), data.draw(st.integers(0, 4))))
        for name, base, target in lines
    ]
    found = checked(table(first, first + periods, full))
    assert not flagged(found)
    judged = [v for v in found.verdicts if v.code == "GR101"]
    assert len(judged) == len(lines), "every rate was read and judged"


def half(figure: Decimal) -> Decimal:
    """Half a unit in the last printed digit."""
    return Decimal(5).scaleb(int(figure.as_tuple().exponent) - 1)


@given(rows(), years, st.data())
@settings(max_examples=150)
def test_a_rate_that_cannot_be_right_is_always_flagged(
    lines: list[tuple[str, Decimal, Decimal]], span: tuple[int, int], data: st.DataObject
) -> None:
    first, periods = span
    wrong = data.draw(st.integers(0, len(lines) - 1))
    full = []
    for number, (name, base, target) in enumerate(lines):
        rate = rounded(growth(base, target, periods), 2)
        if number == wrong:
            assume(base > half(base))
            low = growth(base + half(base), max(target - half(target), Decimal("1e-9")), periods)
            high = growth(base - half(base), target + half(target), periods)
            off = Decimal(data.draw(st.integers(2, 5000))).scaleb(-2)
            up = data.draw(st.booleans())
            rate = rounded(high + off if up else low - off, 2)
        full.append((name, base, target, rate))
    found = checked(table(first, first + periods, full))
    spans = [e.span for v in flagged(found) for e in v.evidence]
    quoted = found.document.text.splitlines()[2 + wrong].rpartition("\t")[2]
    assert quoted in [found.document.text[s.start : s.end] for s in spans]


# --- units ----------------------------------------------------------------------------------------

PAIRS = (
    ("亿元", "万元"),
    ("亿元", "元"),
    ("万元", "元"),
    ("公顷", "亩"),
    ("公里", "米"),
    ("万吨", "吨"),
    ("万人", "人"),
    ("万亩", "公顷"),
)
SUBJECTS = {
    "元": "研发经费投入",
    "亩": "油茶林面积",
    "公顷": "油茶林面积",
    "米": "绿道长度",
    "吨": "油茶籽产量",
    "人": "技术工人",
}


def subject(unit: str) -> str:
    return SUBJECTS.get(unit.lstrip("万亿"), "绿道长度")


def outcomes(prose: str, cell: str, unit: str) -> list[tuple[str, str, str]]:
    """What the rules of restatements say of one figure in prose and one in a table, without their wording."""
    name = subject(unit)
    text = f"（三）发展目标\n到2025年，{name}达到{prose}。\n表1 主要指标\n指标\t2020年\t2025年\n{name}（{unit}）\t-\t{cell}\n"
    return [(v.code, str(v.outcome), v.why) for v in checked(text).verdicts if v.code.startswith("TX")]


@given(st.sampled_from(PAIRS), st.integers(1, 99_999), st.integers(0, 2), st.integers(-300, 300))
@example(("万亩", "公顷"), 96, 0, 48)
@example(("公顷", "亩"), 1, 0, 99)
@settings(max_examples=200)
def test_another_unit_changes_no_outcome(units: tuple[str, str], digits: int, places: int, off: int) -> None:
    large, small = units
    ratio = factor(large, small)
    cell = Decimal(digits).scaleb(-places)
    prose = cell + Decimal(off).scaleb(-places)
    assume(prose > 0)
    with localcontext() as context:
        context.prec = 40
        step = Decimal(1).scaleb(-places)
        restated = prose * ratio
    # Written out in the small unit the figure must not become less precise than it was.
    assume(restated == restated.to_integral() and step * ratio >= 1)
    same = outcomes(f"{prose}{large}", str(cell), large)
    other = outcomes(f"{restated.to_integral()}{small}", str(cell), large)
    if abs(prose - cell) > step or prose == cell:
        assert same, "the figures were compared"
        assert other == same


# --- quantities -----------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=50).map("".join).map(lambda s: "".join(s.split())))
@settings(max_examples=300)
def test_quantities_quote_the_text_and_do_not_overlap(string: str) -> None:
    last = 0
    for quantity in find_quantities(Text.plain(string, 0)):
        assert string[quantity.span.start : quantity.span.end] == quantity.text
        assert quantity.span.start >= last
        assert quantity.low <= quantity.value <= quantity.high
        assert quantity.step > 0
        last = quantity.span.end


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=50).map("".join))
@settings(max_examples=150)
def test_claims_quote_the_document(text: str) -> None:
    text = "".join(c for c in text if c not in " \u3000\r\x00\ufeff")
    assume(text.strip())
    found = checked(text)
    for claim in found.facts.claims:
        quoted = found.document.text[claim.span.start : claim.span.end]
        assert "".join(quoted.split()) == claim.quantity.text  # a tab before a unit and a line end are layout
    prose = sorted(c.span for c in found.facts.prose)
    assert all(a.end <= b.start for a, b in pairwise(prose))


# --- order and bytes ------------------------------------------------------------------------------

SENTENCES = (
    "到2025年，全县高新技术企业达到16家。",
    "到2025年，有效发明专利达到75件。",
    "到2025年，科普基地达到9个左右。",
    "到2025年，研发经费投入达到2.4亿元。",
    "2020年，全县高新技术企业7家。",
    "到2025年，园区科普基地达到4个。",
    "2020年，有效发明专利31件。",
    "到2025年，有效发明专利年均增长14.9%。",
    "2020年，研发经费投入1.3亿元。",
)
TABLE = (
    "表1 主要指标\n指标\t2020年\t2025年\t年均增长（%）\n高新技术企业（家）\t7\t16\t17.98\n"
    "有效发明专利（件）\t30\t60\t14.9\n科普基地（个）\t5\t9\t12.5\n研发经费投入（亿元）\t1.3\t2.0\t9.0\n"
)


def signature(verdicts: tuple[Verdict, ...]) -> list[tuple[str, ...]]:
    """Outcomes of restatements without their places."""
    return sorted(
        (v.code, str(v.outcome), v.why, str(v.severity), *(e.text for e in v.evidence))
        for v in verdicts
        if v.code in ("TX201", "TX202", "TX203")
    )


@given(st.permutations(SENTENCES))
@settings(max_examples=40)
def test_the_order_of_paragraphs_does_not_matter_for_restatements(order: list[str]) -> None:
    def said(sentences: tuple[str, ...] | list[str]) -> list[tuple[str, ...]]:
        return signature(checked("（三）发展目标\n" + "\n".join(sentences) + "\n" + TABLE).verdicts)

    assert said(order) == said(SENTENCES)
    assert len(said(SENTENCES)) >= 8


@given(st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_the_order_of_claims_does_not_matter_for_restatements(shuffle: object) -> None:
    facts = checked("（三）发展目标\n" + "\n".join(SENTENCES) + "\n" + TABLE).facts
    prose, cells = list(facts.prose), list(facts.cells)
    shuffle.shuffle(prose)  # type: ignore[attr-defined]
    shuffle.shuffle(cells)  # type: ignore[attr-defined]
    mixed: Facts = replace(facts, prose=tuple(prose), cells=tuple(cells))
    assert signature(run_rules(mixed, all_rules()).verdicts) == signature(run_rules(facts, all_rules()).verdicts)


def inputs() -> Iterator[str]:
    yield "（三）发展目标\n" + "\n".join(SENTENCES) + "\n" + TABLE
    yield TABLE


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join) | st.sampled_from(list(inputs())))
@settings(max_examples=60)
def test_the_same_input_gives_the_same_bytes(text: str) -> None:
    try:
        first = report(text)
    except GoujiError:
        return
    assert report(text) == first
