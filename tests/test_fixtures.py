"""The fixtures themselves: built files fresh, real figures complete, sentences our own, clean plans consistent.

Nothing here uses the checker. The real plans are read from the folder in the environment variable
GOUJI_SEEDS, or from ../shared/seeds beside the repository; without them those tests are skipped.
"""

import csv
import os
import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.table import Table as WordTable
from openpyxl import load_workbook

from tests.fixtures_build import BUILDS, FIXTURES, Grid, blocks, build

PLANS = ("suining", "yongzhou", "chenxi", "nanxian", "xianju")
SEEDS = Path(os.environ.get("GOUJI_SEEDS") or FIXTURES.parent.parent / "shared" / "seeds")
NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
RUN = 20

# Numerals that the fixture has less (-) or more (+) often than the original. None is needed at present: even
# page numbers of contents, 5G, 3D and the numbers of headings are kept. A new entry explains itself here.
EXCEPTIONS: dict[str, Counter[str]] = {}

# Titles, names of indicators and closed lists whose items another figure counts: they may not be reworded.
NAMES = (
    "绥宁县国民经济和社会发展第十四个五年规划纲要",
    "邵阳市“十四五”能源发展专项规划",
    "绥宁县“十四五”科技创新主要发展目标",
    "旅游服务业科技提升、苗侗文化传承发展科技融合、生态环境保护科技支撑、公共安全科技推进等四大惠民行动",
    "创新主体、创新人才、产业支撑、创新载体、成果转化、创新投入、创新环境七个方面",
    "产业升级、创新发展、空间承载优化、生态发展、开放升级、机制创新等六个方面",
    "云南小甜笋、云南乌杆天麻、四川红阳猕猴桃、中秋脆枣、四川野山椒",
    "绿洲惠康、湖南银山、丰源体育、湖南贵太太",
    "全社会研发经费（R&D）支出占全县生产总值（GDP）的比重",
    "高新技术产业增加值占工业增加值比重",
    "一核引领、两轴支撑、三圈协同、四区辐射、多点发展",
    "一核两轴三圈四区多点",
    "国家技术创新中心、重点实验室、工程研究中心、制造业创新中心等国家级创新平台数量",
    "省技术创新中心、重点实验室、工程研究中心等省级创新平台数量",
    "国家科技企业孵化器、众创空间、星创天地数量",
    "省、市级科技孵化器、众创空间、星创天地数量",
    "加强乡村振兴、生态文明和社会民生科技创新",
    "规模工业总产值、工业税收、外贸进出口总额",
    "湖南省实施<中华人民共和国促进科技成果转化法>办法",
    "云箭集团“微滴喷射大型砂型",
    "县科学技术和工业信息化局",
    "每万人高价值发明专利拥有量",
    "产业领军人才团队、科技创新创业团队",
    "浙江省科技创新发展“十四五”规划",
    "台州市科学技术发展“十四五”规划",
    "仙居县国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要",
    "仙居县科技创新发展“十四五”规划",
    "各乡镇人民政府、街道办事处,县级有关单位",
    "规上工业企业内设研发机构",
    "国家级高新技术企业",
    "全社会研究与试验发展",
    "永州市“十四五”科技创新发展规划",
)


def original(name: str) -> str:
    """The real plan; skips the test where the folder is absent."""
    path = SEEDS / f"{name}.txt"
    if not path.is_file():
        pytest.skip(f"no real plan at {path}; set GOUJI_SEEDS to the folder with {name}.txt")
    return path.read_text("utf-8")


def plan(name: str) -> str:
    return (FIXTURES / "plans" / f"{name}.txt").read_text("utf-8")


def word_content(data: bytes) -> list[object]:
    """Paragraphs with their style and tables with their cells, in the order of the body."""
    found: list[object] = []
    for item in Document(BytesIO(data)).iter_inner_content():
        if isinstance(item, WordTable):
            found.append([[cell.text for cell in row.cells] for row in item.rows])
        else:
            found.append((item.style.name if item.style else None, item.text))
    return found


def sheet_content(data: bytes) -> list[object]:
    """Values with their type and number format, and the merged ranges, sheet by sheet."""
    found: list[object] = []
    for sheet in load_workbook(BytesIO(data)).worksheets:
        cells = [(c.coordinate, type(c.value), c.value, c.number_format) for row in sheet.iter_rows() for c in row]
        found.append((sheet.title, cells, sorted(map(str, sheet.merged_cells.ranges))))
    return found


@pytest.mark.parametrize("name", BUILDS)
def test_built_file_is_fresh(name: str) -> None:
    content = word_content if name.endswith(".docx") else sheet_content
    assert content((FIXTURES / name).read_bytes()) == content(build(name)), "run python tests/fixtures_build.py"


@pytest.mark.parametrize("name", BUILDS)
def test_building_twice_gives_the_same_bytes(name: str) -> None:
    assert build(name) == build(name)


@pytest.mark.parametrize("name", [name for name in BUILDS if name.endswith(".docx")])
def test_word_file_holds_the_text(name: str) -> None:
    parts = blocks((FIXTURES / BUILDS[name][0]).read_text("utf-8"))
    content = word_content((FIXTURES / name).read_bytes())
    assert [part for part in parts if isinstance(part, str)] == [p[1] for p in content if isinstance(p, tuple)]
    grids = [[list(row) for row in part.rows] for part in parts if isinstance(part, Grid)]
    assert grids == [table for table in content if isinstance(table, list)]


@pytest.mark.parametrize("name", [name for name in BUILDS if name.endswith(".xlsx")])
def test_workbook_holds_every_figure(name: str) -> None:
    text = (FIXTURES / BUILDS[name][0]).read_text("utf-8")
    book = load_workbook(FIXTURES / name)
    assert book.sheetnames == ["指标表", "正文"]
    shown = []
    for cell in (c for sheet in book.worksheets for row in sheet.iter_rows() for c in row if c.value is not None):
        places = len(cell.number_format.partition(".")[2])
        shown.append(cell.value if isinstance(cell.value, str) else f"{Decimal(str(cell.value)):.{places}f}")
    missing = Counter(NUMERAL.findall(text)) - Counter(NUMERAL.findall("\n".join(shown)))
    # a merged header cell is printed once where the txt repeats its words at every place
    assert not missing or set(missing) <= {"2020"}


@pytest.mark.parametrize("name", PLANS)
def test_real_plan_keeps_every_numeral(name: str) -> None:
    real, ours = Counter(NUMERAL.findall(original(name))), Counter(NUMERAL.findall(plan(name)))
    ours.subtract(real)
    difference = {numeral: count for numeral, count in ours.items() if count}
    assert difference == dict(EXCEPTIONS.get(name, {}))


@pytest.mark.parametrize("name", PLANS)
def test_real_table_is_kept_cell_for_cell(name: str) -> None:
    real = [line for line in original(name).split("\n") if "\t" in line]
    ours = [line for line in plan(name).split("\n") if "\t" in line]
    assert ours == real


def han(text: str) -> str:
    """Chinese characters and, as one `0` each, the figures and allowed names between them."""
    for name in sorted(NAMES, key=len, reverse=True):
        text = text.replace(name, "0")
    return re.sub(r"[^\u4e00-\u9fff0]", "", re.sub(r"\d+", "0", text))


@pytest.mark.parametrize("name", PLANS)
def test_no_sentence_is_copied(name: str) -> None:
    real = han(original(name))
    lines = (part for line in plan(name).split("\n") if "\t" not in line for part in han(line).split("0"))
    copied = [part[at : at + RUN] for part in lines for at in range(len(part) - RUN + 1) if part[at : at + RUN] in real]
    assert copied == []


@pytest.mark.parametrize(
    "figures",
    [
        "45家 突破90亿元 16 66.15",
        "325件 171件 153/45 185/85 450件 225件 15件",
        "22家（占比41.6%） 16家（占比24.7%） 27288万元 26078万元 0.75件/年 60.71",
    ],
)
def test_suining_keeps_its_discrepancies_and_the_mended_one_has_none(figures: str) -> None:
    mended = plan("suining_mended")
    assert all(figure in plan("suining") for figure in figures.split())
    assert not any(
        wrong in mended for wrong in ("41.6%", "24.7%", "27288", "153/45", "60.71", "45家", "能源发展", "十四.五")
    )


def clean_text(name: str) -> str:
    return (FIXTURES / "clean" / name).read_text("gb18030" if name == "gb18030.txt" else "utf-8")


def grids(name: str, text: str) -> list[list[list[str]]]:
    """Every table of a clean text as rows of cells, whatever its layout."""
    if name.endswith(".csv"):
        return [[row for row in csv.reader(text.splitlines()) if row[1]]]
    piped = [line.strip("| ").split("|") for line in text.split("\n") if re.search(r"\|.*(?:期性|束性|属性)", line)]
    if piped:
        return [[[cell.strip() for cell in row] for row in piped]]
    rows: list[list[str]] = []
    for part in (part for part in blocks(text) if isinstance(part, Grid)):
        rows.extend([cell.replace("\n", "") for cell in row] for row in part.rows)
    return [rows]


def number(cell: str) -> Decimal | None:
    try:
        return Decimal(re.sub(r"[≥≤<>*,]|左右|以上", "", cell))
    except InvalidOperation:
        return None


def growth_rows(name: str, text: str) -> list[tuple[str, Decimal, Decimal, Decimal, int]]:
    """(indicator, base, target, printed annual growth, years) of the rows that print all of them."""
    found = []
    for rows in grids(name, text):
        header = next(row for row in reversed(rows[:2]) if any("年均" in cell for cell in row))
        growth = next(at for at, cell in enumerate(header) if "年均" in cell)
        years = [at for at, cell in enumerate(header[:growth]) if re.search(r"20\d\d年|基期", cell)]
        for row in rows:
            base, target, rate = number(row[years[0]]), number(row[years[-1]]), number(row[growth])
            if base and target is not None and rate is not None:
                label = next(cell for cell in row if re.search("[\u4e00-\u9fff]{3}", cell))
                found.append((label, base, target, rate, 6 if row[years[0]].endswith("*") else 5))
    return found


CLEAN = sorted(p.name for p in (FIXTURES / "clean").iterdir() if p.suffix in {".txt", ".md", ".csv"})
AT_CONSTANT_PRICES = {"全员劳动生产率"}


@pytest.mark.parametrize("name", [name for name in CLEAN if name != "gb18030.txt"])
def test_clean_growth_rates_are_compound(name: str) -> None:
    rows = growth_rows(name, clean_text(name))
    assert len(rows) >= 2
    for label, base, target, printed, years in rows:
        if label not in AT_CONSTANT_PRICES:
            rate = ((target / base) ** (Decimal(1) / years) - 1) * 100
            assert rate.quantize(printed, ROUND_HALF_UP) == printed, (label, rate)


def test_mended_growth_rates_are_compound() -> None:
    rows = growth_rows("suining_mended.txt", plan("suining_mended"))
    assert len(rows) == 11
    for label, base, target, printed, years in rows:
        rate = ((target / base) ** (Decimal(1) / years) - 1) * 100
        assert rate.quantize(printed, ROUND_HALF_UP) == printed, (label, rate)


# What the prose of the clean plans (and the mended one) claims: read from left to right, rounded as printed.
SUMS = {
    "cells_per_line.txt": (
        "486-324=162 162/324*100=50 1260/5=252 21/14=1.5 2162.5*4=8650 930/1500*100=62 612-486=126 1500-1260=240"
        " 8650*2=17300 85-62=23 74+38=112 21+9=30 300*5=1500 198+52+36=286 114.4/286*100=40 286-114.4=171.6"
    ),
    "tab_separated.txt": (
        "0.41*2=0.82 2+9+36=47 6200/31=200 6/18*100=33.3 13-9=4 120*5=600 3+2=5 20+11=31 10-4=6 1.8+2.7=4.5"
        " 1.8/4.5*100=40 2.7/4.5*100=60"
    ),
    "pdf_text.txt": (
        "29.4-22.6=6.8 46+1771+25=1842 41.58/92.4*100=45 79.5-78.2=1.3 40-16=24 500/5=100 800+400=1200"
        " 129/86-1*100=50 12.3*2=24.6"
    ),
    "markdown.md": (
        "38.6/482.5*100=8.0 42/28-1*100=50 96.5/24.1-1=3 1280/12800*100=10 1100/55=20 75-42=33 1100*2=2200 75-62=13"
        " 420+380=800 20+13=33 64-16/64*4=3 6000*5/10000=3"
    ),
    "wide_yearly.txt": (
        "16.80*0.2=3.36 16.80/42.0*1000=400 25.00/20.00=1.25 10000-8600=1400 1400/10000*100=14 32760/15600=2.1"
        " 6.3/8.4*100=75 92-82=10 2.0+2.4+2.6+2.5+2.5=12.0 20.5+12.0=32.5 650+350=1000 24/12=2 60/5=12"
        " 4.8/12.0*10000=4000"
    ),
    "two_level_header.txt": (
        "187.5/625*100=30 480/5=96 18-16=2 6.4*2=12.8 78/312*100=25 380-312=68 36-30=6 60/5=12 12+8=20 9*2=18"
        " 65-52=13 6+24=30 2*5=10"
    ),
    "table.csv": "83000+41000=124000 91600+45300=136900",
    "plan.txt": (
        "15*1.5=22.5 22.5/5=4.5 18.6/31.0*100=60 3.06-2.72=0.34 8.1/32.4=0.25 6+21=27 150/5=30 42/14=3 68-60=8"
        " 42-14=28 74.0-72.4=1.6 260/5=52 1.5+1.1=2.6 1+9=10 16+60+160=236 30-22.5=7.5 7.5/22.5*100=33.3"
        " 18/30*100=60 12/30*100=40 18+12=30"
    ),
    "gb18030.txt": (
        "412.0*1.06=436.7 64-18=46 41.2+17.4=58.6 41.2/58.6*100=70.3 1.26/2=0.63 2.1*2=4.2 84/126*3=2 118.6/436=0.27"
        " 436+40=476 84+12=96 93.5*1.1=102.9 8+4=12 60/12=5 1800+1200=3000 80/200*100=40 12*50=600"
    ),
    "web_line.txt": (
        "14.3/52.0*100=27.5 11+25=36 5720/143=40 858*3=2574 2574/5720*100=45 64/16=4 1.92/3.2*100=60 6600-5720=880"
        " 320*2=640 60-45=15 80/16=5 28*2.5=70 80-64=16 6+10=16 400*5=2000 520+360=880 3000/5=600 3.2*1.5=4.8"
    ),
}
MENDED = "22/62*100=35.5 16/62*100=25.8 887/7666*100=11.57 3091/7666*100=40.32 7/3-1*100=133.3 661480/10000=66.15"
STEPS = {"+": Decimal.__add__, "-": Decimal.__sub__, "*": Decimal.__mul__, "/": Decimal.__truediv__}


def from_left(expression: str) -> Decimal:
    """The value of `a+b*c` read from left to right, without precedence."""
    first, *rest = re.split(r"([-+*/])", expression)
    value = Decimal(first)
    for sign, operand in zip(rest[::2], rest[1::2], strict=True):
        value = STEPS[sign](value, Decimal(operand))
    return value


@pytest.mark.parametrize("name", CLEAN)
def test_clean_prose_adds_up(name: str) -> None:
    text = clean_text(name).replace(",", "")
    for equation in SUMS[name].split():
        expression, result = equation.split("=")
        assert from_left(expression).quantize(Decimal(result), ROUND_HALF_UP) == Decimal(result), equation
        assert re.split(r"[-+*/]", expression)[0] in text, equation


def test_mended_prose_adds_up() -> None:
    text = plan("suining_mended")
    for equation in MENDED.split():
        expression, result = equation.split("=")
        assert from_left(expression).quantize(Decimal(result), ROUND_HALF_UP) == Decimal(result), equation
        assert result in text, equation


def test_clean_encodings() -> None:
    data = (FIXTURES / "clean" / "gb18030.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    assert data.decode("gb18030").startswith("东麓市2024年")
