"""The pdf reader: text in its order, tables exact, every piece with its page and box; what cannot be read is listed."""

import json
from contextlib import suppress
from pathlib import Path

import pytest

from tests.readers.pdf_writer import Sheet, assembled, pdf
from validator.document import Document, Table
from validator.errors import ReadError
from validator.readers import child, pdf_lines, pdf_pages, read_bytes
from validator.readers.limits import MAX_PAGES
from validator.readers.pdf import read_pdf

FORMATS = Path(__file__).parents[3] / "shared" / "formats"
samples = pytest.mark.skipif(not FORMATS.is_dir(), reason="the sample files of ../shared/formats are not here")
ROWS = [["指标", "单位", "2025年", "2030年"], ["企业数", "家", "126", "203"], ["经费", "亿元", "2.1", "3.6"]]
XS, YS = (80, 200, 280, 380, 480), (200, 224, 248, 272)


def read(*sheets: Sheet) -> Document:
    document = read_pdf(pdf(*sheets), "甲.pdf")
    check_places(document)
    return document


def check_places(document: Document) -> None:
    """Every character stands in the text where its place says, and every box begins at a word."""
    texts = [block.text for block in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.grid for cell in row]
    for text in texts:
        for index, char in enumerate(text.string):
            there = document.text[text.offset(index)]
            assert there == char or (char == " " and there.isspace())
    assert list(document.boxes) == sorted(document.boxes)
    assert all(not document.text[box.start].isspace() for box in document.boxes)


def strings(document: Document) -> list[str]:
    return [block.text.string for block in document.paragraphs]


def grid(table: Table) -> list[list[str]]:
    return [[cell.text.string for cell in row] for row in table.grid]


def full_page(first: str, lines: int = 30) -> Sheet:
    """A page of running text that begins with `first`."""
    sheet = Sheet()
    sheet.lines(
        72,
        80,
        [first, *[f"第{n}行说到创新平台与人才队伍以及成果转化等各项工作的安排和进展情况，" for n in range(lines - 1)]],
    )
    return sheet


# Text


def test_a_character_alone_is_read_in_a_font_that_is_neither_in_the_file_nor_installed() -> None:
    sheet = Sheet()
    sheet.text(72, 100, "企业")
    sheet.text(200, 100, "家")
    sheet.text(300, 100, "7")

    document = read_pdf(pdf(sheet).replace(b"STSong-Light", b"NoSuchFont-0"), "甲.pdf")

    assert [box.left for box in document.boxes] == [72, 200, 300]
    assert "".join(document.text.split()) == "企业家7"


def test_sentences_go_on_over_lines_and_spaces_about_figures_go() -> None:
    sheet = Sheet()
    sheet.text(96, 100, "到 2030 年，全县科技服务机构达到 45 家，技术合同登记额突破 3")
    sheet.text(72, 120, ".2 亿元。")
    sheet.text(96, 140, "研发人员达到 1 350 人。")
    assert strings(read(sheet)) == [
        "到2030年，全县科技服务机构达到45家，技术合同登记额突破3.2亿元。",
        "研发人员达到1350人。",
    ]


def test_a_sentence_goes_on_over_a_page_end_and_what_returns_on_every_page_is_set_aside() -> None:
    sheets = [full_page("全县的创新平台在这一时期持续增加，县级以上平台总数从前几年的较低水平"), Sheet(), Sheet()]
    sheets[1].lines(72, 80, ["上升到18家。", "　　二是人才队伍不断壮大。"])
    sheets[2].text(96, 80, "三是经费投入稳步增长。")
    for number, sheet in enumerate(sheets, 1):
        sheet.text(220, 40, "某县科技创新规划")
        sheet.text(290, 800, f"- {number} -")
    document = read(*sheets)
    assert strings(document)[-3].endswith("各项工作的安排和进展情况，上升到18家。")
    assert strings(document)[-2:] == ["二是人才队伍不断壮大。", "三是经费投入稳步增长。"]
    assert "某县科技创新规划" not in document.text
    assert [block.page for block in document.blocks] == [1, 2, 3]


def test_headings_title_and_contents() -> None:
    cover, contents, body = Sheet(), Sheet(), Sheet()
    cover.text(150, 300, "某县“十五五”", 26)
    cover.text(150, 340, "科技创新规划", 26)
    contents.lines(72, 80, ["目  录", "一、发展基础........1", "二、主要目标........3"])
    body.lines(72, 80, ["一、发展基础", "（一）主要成效"])
    body.text(96, 120, "企业达到45家。")
    document = read(cover, contents, body)
    assert document.title == "某县“十五五”科技创新规划"
    assert strings(document)[1:] == ["一、发展基础", "（一）主要成效", "企业达到45家。"]
    assert document.paragraphs[-1].section == ("一、发展基础", "（一）主要成效")


def test_two_columns_are_read_one_after_the_other() -> None:
    sheet = Sheet()
    sheet.text(200, 50, "创新工作简报", 18)
    left = [f"左栏第{n}行讲到企业创新主体培育的情况" for n in range(8)]
    right = [f"右栏第{n}行讲到人才队伍建设方面的情况" for n in range(8)]
    sheet.lines(72, 100, [*left, "共计12家。"], 11)
    sheet.lines(320, 104, [*right, "共计34人。"], 11)
    assert strings(read(sheet))[1:] == ["".join(left) + "共计12家。", "".join(right) + "共计34人。"]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_shown_rotated_is_read_upright(rotate: int) -> None:
    sheet = Sheet(rotate=rotate)
    sheet.text(96, 100, "企业达到45家。")
    sheet.grid(XS, YS)
    sheet.cells(XS, YS, ROWS)
    document = read(sheet)
    assert strings(document) == ["企业达到45家。"]
    assert grid(document.tables[0]) == ROWS
    box = document.boxes[0]
    upright = (96, 90, 180, 104)
    sides = (box.right - box.left, box.bottom - box.top)
    assert sides[rotate % 180 == 0] < 20 < sides[rotate % 180 != 0]
    assert rotate or all(
        abs(edge - near) < 8 for edge, near in zip((box.left, box.top, box.right, box.bottom), upright, strict=True)
    )


def test_text_drawn_sideways_is_read_and_what_stands_across_it_is_listed() -> None:
    sheet = Sheet()
    for x, text in ((100, "一、发展基础"), (130, "企业达到45家，平台达到18个。")):
        sheet.text(x, 700, text, turn=(0, 1, -1, 0))
    sheet.text(300, 400, "样张", turn=(1, 0, 0, 1))
    document = read(sheet)
    assert strings(document) == ["一、发展基础", "企业达到45家，平台达到18个。"]
    assert [(each.where, each.why) for each in document.unread] == [
        ("第1页：斜排或转向的文字", "“样张”与版面方向不同，未读取")
    ]


def test_a_raised_mark_is_no_digit_of_the_figure_before_it() -> None:
    sheet = Sheet()
    sheet.text(96, 100, "强度达到2.6", 12)
    sheet.text(162, 94, "4", 6)
    sheet.text(166, 100, "个百分点。", 12)
    assert strings(read(sheet)) == ["强度达到2.6⁴个百分点。"]


def test_struck_out_text_is_left_out_and_listed() -> None:
    sheet = Sheet()
    sheet.text(96, 100, "企业达到45家60家。")
    sheet.rule((144, 96), (167, 96))
    document = read(sheet)
    assert strings(document) == ["企业达到60家。"]
    assert [each.why for each in document.unread] == ["“45家”已被划去，未计入"]


# Tables


def test_merged_cells_and_dashed_lines() -> None:
    sheet = Sheet()
    sheet.cells(XS, YS, [["指标", "单位", "目标", ""], ["", "", "2025年", "2030年"], ["企业数", "家", "126", "203"]])
    for y in (200, 248, 272):
        for x in range(80, 480, 10):  # drawn in pieces
            sheet.rule((x, y), (x + 9, y))
    sheet.rule((280, 224), (480, 224))
    for x in (80, 200, 280, 480):
        sheet.rule((x, 200), (x, 272))
    sheet.rule((380, 224), (380, 272))
    (table,) = read(sheet).tables
    assert grid(table) == [["指标", "单位", "目标", "目标"], ["指标", "单位", "2025年", "2030年"], ROWS[1]]
    assert (table.grid[0][0].rows, table.grid[0][2].columns) == (2, 2)


def test_cells_that_nearly_touch_are_parted_by_their_line() -> None:
    sheet = Sheet()
    xs, ys = (80, 130, 161, 260), (200, 224, 248)
    sheet.grid(xs, ys)
    for y, texts in ((214, ("指标甲乙丙", "2025", "2030")), (238, ("企业总数量", "126", "203"))):
        for x, text in zip((80, 131, 162), texts, strict=True):
            sheet.text(x, y, text, 10)
    assert grid(read(sheet).tables[0]) == [["指标甲乙丙", "2025", "2030"], ["企业总数量", "126", "203"]]


@pytest.mark.parametrize("ruled", [(200, 224, 272), ()], ids=["three lines", "no lines"])
def test_tables_without_upright_lines(ruled: tuple[int, ...]) -> None:
    sheet = Sheet()
    sheet.text(72, 150, "企业和经费的安排见下表，其余各项由各部门按职责分工另行确定，并报县政府备")
    sheet.text(72, 170, "案。")
    sheet.cells(XS, YS, ROWS)
    for y in ruled:
        sheet.rule((80, y), (480, y))
    sheet.text(72, 310, "注：经费为全社会口径。")
    document = read(sheet)
    assert grid(document.tables[0]) == ROWS
    assert [note.string for note in document.tables[0].notes] == ["注：经费为全社会口径。"]


def test_a_table_beside_text_stands_apart_from_it() -> None:
    sheet = Sheet()
    xs, ys = (360, 440, 520), (196, 220, 244, 268)
    rows = [["指标", "2030年"], ["企业数", "203"], ["平台数", "18"]]
    sheet.grid(xs, ys)
    sheet.cells(xs, ys, rows)
    beside = [
        "全县坚持把企业作为创新主体，着力培",
        "育科技型企业，建设各类创新平台，推",
        "动成果转化，到期末企业达到203家，",
        "平台达到18个。",
    ]
    sheet.lines(72, 208, beside)
    sheet.text(96, 300, "以上各项由科技部门牵头落实，并由统计部门按年度开展监测和评价。")
    document = read(sheet)
    assert grid(document.tables[0]) == rows
    assert strings(document)[0] == "".join(beside)


def test_a_table_cut_by_a_page_end_is_one_table() -> None:
    first, second = Sheet(), Sheet()
    rows = [ROWS[0], *[[f"指标{n}", "家", str(n), str(n + 9)] for n in range(1, 20)]]
    ys = [300 + 24 * n for n in range(20)]
    first.text(80, 280, "表1 主要指标")
    first.grid(XS, ys)
    first.cells(XS, ys, rows[:19])
    torn = [["万人发明专利", "件", "3", "5"], ["拥有量", "", "", ""]]
    first.grid(XS, [*ys[-1:], ys[-1] + 24])
    first.cells(XS, ys[-1:], torn[:1])
    below = [80 + 24 * n for n in range(5)]
    second.grid(XS, below)
    second.cells(XS, below, [ROWS[0], torn[1], ["指标甲", "家", "7", "8"], ["指标乙", "家", "9", "10"]])
    second.text(80, 240, "注：均为预期数。")
    document = read(first, second)
    (table,) = document.tables
    end = [["万人发明专利拥有量", "件", "3", "5"], ["指标甲", "家", "7", "8"], ["指标乙", "家", "9", "10"]]
    assert grid(table) == [*rows[:19], *end]
    assert table.caption is not None
    assert table.caption.string == "表1 主要指标"
    assert table.page == 1
    place = table.grid[-1][-1].text.offset(0)
    assert [box.page for box in document.boxes if box.start == place] == [2]


def test_the_header_of_a_table_on_every_page_is_no_page_header() -> None:
    sheets = []
    for page in range(3):
        sheet = Sheet()
        sheet.text(220, 40, "某县科技创新规划")
        ys = [90 + 24 * n for n in range(21)]
        sheet.cells(XS, ys, [ROWS[0], *[[f"指标{page}之{n}", "家", str(n), str(n + page)] for n in range(20)]])
        sheets.append(sheet)
    document = read(*sheets)
    (table,) = document.tables
    assert [cell.text.string for cell in table.grid[0]] == ROWS[0]
    assert len(table.grid) == 61
    assert strings(document) == []


@samples
def test_the_sample_plan_block_by_block() -> None:
    document = read_pdf((FORMATS / "plan.pdf").read_bytes(), "plan.pdf")
    check_places(document)
    found: list[list[object]] = []
    for block in document.blocks:
        if isinstance(block, Table):
            found.append(["t", grid(block)])
        else:
            kind = f"h{block.level}" if block.level else "h0" if block.text.string == document.title else "p"
            found.append([kind, block.text.string])
    found.remove(["t", [["项目", "投资"], ["实验室", "3.2亿元"]]])  # the truth only hints at it
    # Differences by design: an empty paragraph is none, and spaces that are only layout go (1 350 → 1350).
    truth = json.loads((FORMATS / "plan.truth.json").read_text("utf-8"))["seq"]
    plain = json.dumps([each for each in truth if each[1]], ensure_ascii=False)
    plain = plain.replace("1 350", "1350").replace("专栏1 重大", "专栏1重大").replace("…nested…", "以上为初步安排。")
    assert found == json.loads(plain)


@samples
@pytest.mark.parametrize("lines", ["full", "open", "horiz", "none"])
def test_the_sample_table_with_whatever_lines(lines: str) -> None:
    document = read_pdf((FORMATS / f"t_{lines}.pdf").read_bytes(), f"t_{lines}.pdf")
    expected = json.loads((FORMATS / "plan.truth.json").read_text("utf-8").replace("1 350", "1350"))["grid"]
    if lines == "none":  # nothing printed tells a merged cell of the body from an empty one
        for row in expected:
            row[4] = "" if row[0].startswith("其中") else row[4]
    assert grid(document.tables[0]) == expected


@samples
def test_the_sample_of_edges() -> None:
    document = read_pdf((FORMATS / "edge.pdf").read_bytes(), "edge.pdf")
    assert "目标为120亿元（修订）。" in strings(document)
    assert [each.why for each in document.unread] == ["“100亿元”已被划去，未计入"]
    assert grid(document.tables[0])[:3] == [["A", "B", "B"], ["A", "C", "D"], ["", "E", "F"]]


# What cannot be read


def test_scanned_pages_and_pictures_are_listed() -> None:
    sheets = [Sheet() for _ in range(5)]
    sheets[0].text(96, 100, "企业达到45家。")
    sheets[0].picture(100, 300, 300, 200)
    sheets[0].picture(20, 20, 30, 30)  # an emblem
    for at in (1, 2, 4):
        sheets[at].picture(0, 0, 595, 842)
    sheets[3].text(96, 100, "平台达到18个。")
    document = read(*sheets)
    assert strings(document) == ["企业达到45家。", "平台达到18个。"]
    assert [each.where for each in document.unread] == ["第2—3页", "第5页", "第1页：图片"]
    assert "gouji[ocr]" in document.unread[0].why


def refusal(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "甲.pdf")
    assert "甲.pdf" in caught.value.en
    return caught.value.zh


def test_damaged_and_encrypted_files_are_refused() -> None:
    sheet = Sheet()
    sheet.text(96, 100, "企业达到45家。")
    whole = pdf(sheet)
    assert "已损坏" in refusal(whole[:200])
    key = b"(" + b"x" * 32 + b")"
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O " + key + b" /U " + key + b" >> /ID [(a) (a)] /Root"
    assert "加密" in refusal(whole.replace(b"/Root", lock))


def test_a_page_tree_that_bites_its_tail_ends() -> None:
    pages = b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"
    document = read_pdf(assembled([b"<< /Type /Catalog /Pages 2 0 R >>", pages, pages]), "甲.pdf")
    assert document.blocks == ()
    assert document.unread


def test_a_drawing_that_draws_itself_ends() -> None:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Resources << /XObject << /X 4 0 R >> >> /Contents 5 0 R >>"
    drawing = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 99 99] /Resources << /XObject << /X 4 0 R >> >> /Length 18 >>\n"
        b"stream\n/X Do /X Do /X Do \nendstream"
    )
    pages, content = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"<< /Length 5 >>\nstream\n/X Do\nendstream"
    data = assembled([b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, drawing, content])
    with suppress(ReadError):  # what the library makes of it is its own affair, if only it ends
        assert read_pdf(data, "甲.pdf").blocks == ()


def test_too_many_pages_are_refused() -> None:
    kids = b"3 0 R " * (MAX_PAGES + 1)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>"
    pages = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, MAX_PAGES + 1)
    assert "页数过多" in refusal(assembled([b"<< /Type /Catalog /Pages 2 0 R >>", pages, page]))


@pytest.mark.parametrize(("fate", "word"), [("import os; os.abort()", "已损坏"), ("while True: pass", "限定时间")])
def test_a_crash_or_a_hang_of_the_library_is_an_error_of_one_sentence(
    monkeypatch: pytest.MonkeyPatch, fate: str, word: str
) -> None:
    monkeypatch.setattr(child, "_START", fate)
    monkeypatch.setattr(pdf_pages, "MAX_PDF_SECONDS", 0.5)
    assert word in refusal(pdf(Sheet()))


def test_a_page_of_more_lines_than_any_table_is_listed() -> None:
    sheet = Sheet()
    sheet.text(96, 20, "企业达到45家。")
    for n in range(6100):
        x, y = 20 + 14 * (n % 40), 40 + 4.5 * (n // 40)
        sheet.rule((x, y), (x + 8, y))
    document = read(sheet)
    assert strings(document) == ["企业达到45家。"]
    assert [each.where for each in document.unread] == ["第1页：线条"]


def test_a_font_that_claims_twice_its_height_is_not_struck_out_by_the_rules_of_its_table() -> None:
    def line() -> list[pdf_lines.Glyph]:
        return [pdf_lines.Glyph(text, left, 270.8, left + 12, 293.9, 292.5) for left, text in ((72, "公"), (84, "办"))]

    assert pdf_lines._without_struck([line()], [(278.5, 60, 300), (296.3, 60, 300)]) == ([line()], "")
    assert pdf_lines._without_struck([line()], [(288.0, 60, 300)]) == ([], "公办")
