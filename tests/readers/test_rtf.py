"""rtf as Word, WPS, LibreOffice, WordPad and TextEdit write it, and as nobody should: read in this process, to the end."""

import gc
import shutil
import subprocess
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest

from tests.readers import docx_xml
from validator.document import Document, Table
from validator.errors import ReadError
from validator.readers import read_bytes, rtf_story
from validator.readers.rtf import read_rtf

PLANS = Path(__file__).parents[2] / "fixtures" / "plans"
FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset134 \'cb\'ce\'cc\'e5;}"
    r"{\f2\froman\fcharset2 Symbol;}{\f3\fnil\fcharset2 Wingdings;}{\f4\fswiss\fcharset136 \'b7\'73;}}"
)
STYLES = (
    r"{\stylesheet{\ql Normal;}{\s1\outlinelevel0 heading 1,H1;}{\s2 \'b1\'ea\'cc\'e2 2;}{\s3 Title;}{\s4 toc 1;}"
    r"{\*\cs10 \additive Default Paragraph Font;}{\s5\outlinelevel9 Body;}}"
)
HEAD = r"{\rtf1\ansi\ansicpg936\deff0" + FONTS + STYLES
LISTS = (
    r"{\*\listtable{\list{\listlevel\levelnfc37\levelnfcn37\leveljc0\levelfollow2\levelstartat1{\leveltext\'02\'00\'a1\'a2;}"
    r"{\levelnumbers\'01;}}{\listlevel\levelnfc0\levelfollow0\levelstartat3{\leveltext\'04\'00.\'01.;}{\levelnumbers\'01\'03;}}"
    r"{\listlevel\levelnfc23{\leveltext\'01o;}{\levelnumbers;}}{\listname ;}\listid7}}"
    r"{\*\listoverridetable{\listoverride\listid7\listoverridecount0\ls1}"
    r"{\listoverride\listid7\listoverridecount1{\lfolevel\listoverridestartat\levelstartat5}\ls2}}"
)


def read(body: str, head: str = HEAD, revisions: str = "accepted") -> Document:
    data = (head + body + "}").encode("latin-1")
    return read_bytes(data, "甲.rtf", "original" if revisions == "original" else "accepted")


def lines(body: str, head: str = HEAD, revisions: str = "accepted") -> list[str]:
    return [block.text.string for block in read(body, head, revisions).paragraphs]


def grids(body: str, revisions: str = "accepted") -> list[list[list[str]]]:
    document = read(body, revisions=revisions)
    return [[[cell.text.string for cell in row] for row in table.grid] for table in document.tables]


def unread(body: str) -> list[str]:
    return [each.where for each in read(body).unread]


def refused(data: bytes) -> str:
    with pytest.raises(ReadError) as error:
        read_bytes(data, "甲.rtf")
    assert error.value.zh.startswith("甲.rtf")
    assert "甲.rtf" in error.value.en
    assert error.value.zh.endswith("。")
    return error.value.zh


def test_a_small_file() -> None:
    data = rb"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0 SimSun;}}\uc1" + (
        b"\n\\u21040?2030\\u24180?\\u25237?\\u20837?3\\u20159?\\u20803?\\u12290?\\par\n"
        b"\\trowd\\cellx2000\\cellx4000\\intbl \\u25351?\\u26631?\\cell 2030\\u24180?\\cell\\row\n"
        b"\\trowd\\cellx2000\\cellx4000\\intbl \\u22686?\\u36895?\\cell 8.3%\\cell\\row\n\\pard\\par}"
    )
    document = read_bytes(data, "甲.rtf")
    assert (document.format, document.path, document.unread) == ("rtf", "甲.rtf", ())
    assert document.sha256 == sha256(data).hexdigest()
    assert [block.text.string for block in document.paragraphs] == ["到2030年投入3亿元。"]
    assert [[cell.text.string for cell in row] for row in document.tables[0].grid] == [
        ["指标", "2030年"],
        ["增速", "8.3%"],
    ]


def test_as_textedit_and_wordpad_write() -> None:
    textedit = (
        "{\\rtf1\\ansi\\ansicpg936\\cocoartf2639{\\fonttbl\\f0\\fswiss\\fcharset0 Helvetica;\\f1\\fnil\\fcharset134 PingFangSC;}\n"
        "{\\*\\expandedcolortbl;;}\n\\pard\\tx566\\ls1\\ilvl0\n\\f1 \\cf0 {\\listtext\t1.\t}\\'b5\\'bd\n\\f0 2030\\\n"
        "{\\listtext\t\\uc0\\u8226 \t}\\uc0\\u24180 \\u21040 x\\\n\n\\itap1\\trowd \\taflags1 \\trleft-108 \\cellx4320\\cellx8640\n"
        "\\pard\\intbl\\itap1\\cf0 a\\cell \n\\pard\\intbl\\itap1\\cf0 b\\cell \\lastrow\\row\n\\pard y}"
    )
    document = read_bytes(textedit.encode(), "甲.rtf")
    assert [block.text.string for block in document.paragraphs] == ["1.到2030", "年到x", "y"]
    assert [cell.text.string for cell in document.tables[0].grid[0]] == ["a", "b"]
    wordpad = (
        r"{\rtf1\ansi\ansicpg936\deff0\nouicompat{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\fnil\fcharset2 Symbol;}}"
        r"{\*\generator Riched20 10.0.19041}\viewkind4\uc1 \pard\sa200\qc\b\f0\fs52\lang2052\'b9\'d8\'d3\'da\u169? 2020\par"
        "\r\n\\pard{\\pntext\\f1\\'B7\\tab}{\\*\\pn\\pnlvlblt{\\pntxtb\\'B7}}\\'c1\\'aa{{\\field{\\*\\fldinst{HYPERLINK x }}{\\fldrslt{y}}}}\\par\r\n}\r\n\0"
    )
    document = read_bytes(wordpad.encode(), "甲.rtf")
    assert ([block.text.string for block in document.paragraphs], document.unread) == (["关于©2020", "联y"], ())


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\f1 \'b5\'bd2030\'c4\'ea", "到2030年"),
        ("\\f1 \\'b5\r\n\\'bd{\\b\\'c4}{\\i\\'ea}", "到年"),  # a character in two groups and over a line end
        ("\\f1 \xb5\xbd\xc4\xea", "到年"),  # as bytes
        (r"\f1 \'81@\'81\}", "丂亇"),  # the second byte of a character may be one of ASCII
        (r"\loch\f0\hich\f0\dbch\f1 \'b5\'bd", "到"),
        (r"\f0 \'b5\'bd 20\'b0C caf\'e9 \'93a\'94", "到20°C café“a”"),  # wide characters in a Western font
        (r"\f4 \'a6~", "年"),  # Big5
        (r"\f9 \'b5\'bd", "到"),  # a font that is not in the table
        (r"\u21040?\u24180 ?", "到年"),
        (r"{\uc2\u21040\'b5\'bd\u24180\'c4\'ea}", "到年"),
        (r"\f1\u21040\'b5\'bd\u24180\'c4\'ea", "到年"),  # one byte announced, two written
        (r"{\uc0\u21040 \u24180}x", "到年x"),
        (r"\uc3\u21040???x\u24180\emdash\bullet~y", "到x年y"),  # words count as one character
        (r"\u21040{x}\u24180\par", "到x年"),  # a fallback ends with its group, and is no paragraph mark
        (r"\u-26486?", chr(65536 - 26486)),
        (r"\u-10179?\u-8704?\u55357?\u56832?\u128512?", "😀😀😀"),
        (r"\u55357?x", "x"),  # half a pair
        (r"\u1114112?\u99999999999?x", "\ufffd\ufffdx"),
        (r"a\emdash b\endash\lquote c\rquote\ldblquote d\rdblquote\bullet\~e\_f\-g\\\{\}", "a—b–‘c’“d”•e-fg\\{}"),
        (r"{\upr{ansi}{\*\ud{\u21040?}}}", "到"),
        (r"{\*\unknown {x}y}a{\*\template b}{\info{\title c}}d{\xe e}", "ad"),
        (r"a{\v0 b}{\caps c}", "abc"),
        (r"10m\super 2\nosupersub  3\super1\super0 4", "10m²34"),
        (r"{\f2 \'a3}5{\f2 \'b3}6{\f2 70%\u-3933?}", "≤5≥670%≤"),
        (r"a{\field{\*\fldinst{HYPERLINK \\l x}}{\fldrslt{b}}}c{\field{\*\fldinst PAGE}}", "abc"),
        (r"a{\field{\*\fldinst IF {\field{\*\fldinst B}{\fldrslt c}}}{\fldrslt d}}", "ad"),
        (r"{\*\bkmkstart a}b{\*\bkmkend a}{\*\atnid x}\chatn{\*\annotation no}", "b"),
        (r"{\object\objemb{\*\objclass x}{\result shown}}", "shown"),
        (r"a\tab b", "a b"),
    ],
)
def test_characters(body: str, text: str) -> None:
    assert lines(body + r"\par") == [text]


def test_code_pages_of_files_without_fonts() -> None:
    assert lines(r"\'b5\'bd\par", r"{\rtf1\ansi\ansicpg936 ") == ["到"]
    assert lines(r"\'a6~\par", r"{\rtf1\ansi\ansicpg950 ") == ["年"]
    assert lines(r"\'8ea\par", r"{\rtf1\mac ") == ["éa"]
    assert lines(r"\'82\par", r"{\rtf1\pc ") == ["é"]
    assert lines(r"caf\'e9\par", r"{\rtf1\ansi ") == ["café"]


def test_lines_and_paragraphs() -> None:
    body = "a\\line b\\page c\\par\\par d\\\ne\\\rf\\sect g"
    assert lines(body) == ["a", "b", "c", "d", "e", "f", "g"]


def test_headings_and_title() -> None:
    body = (
        r"\pard\plain\s3 plan\par\pard\plain\s1 one\par\pard\s2 two\par\pard\outlinelevel2 three\par\pard\s5\outlinelevel9 body\par"
        r"{\pard\s1 four\par}five\par\pard\s4 contents\par\pard\s77 six\par\pard\s1 last"
    )
    document = read(body)
    assert document.title == "plan"
    assert [(block.level, block.text.string) for block in document.paragraphs[1:]] == [
        (1, "one"), (2, "two"), (3, "three"), (0, "body"), (1, "four"), (0, "five"), (0, "six"), (1, "last"),
    ]  # fmt: skip


def test_numbers_as_printed_come_before_those_that_are_counted() -> None:
    body = (
        r"{\listtext\pard\plain\f1 \'d2\'bb\'a1\'a2}\pard\ls1 a\par {\pntext\f0 3.\tab}{\*\pn\pnlvlbody\pndec{\pntxta .}}45\par"
        r"{\listtext\f3 l\tab}\pard\ls1 b\par{\listtext\'b7\tab}c\par{\listtext o\tab}\ilvl2 d\par {\listtext 4.}\par \pard e\par"
        r"\trowd\cellx900\cellx1800\intbl{\listtext 1\tab}\cell x\cell\row"
    )
    document = read(LISTS + body)
    assert [block.text.string for block in document.paragraphs] == ["一、a", "3. 45", "b", "c", "d", "e"]
    assert document.tables[0].grid[0][0].text.string == "1"


def test_numbers_that_are_counted() -> None:
    body = r"\pard\ls1 a\par\ilvl1 b\par c\par\pard\ls1 d\par\ilvl2 e\par\pard\ls2 f\par\pard\ls9 g\par\ls99999999999 h\par"
    assert lines(LISTS + body) == ["一、a", "一.3. b", "一.4. c", "二、d", "e", "五、f", "g", "h"]


ROW = r"\trowd\trleft-108\cellx2000\cellx4000"


def test_row_properties_before_the_cells_behind_them_and_in_both_places() -> None:
    for body in (
        rf"{ROW}\pard\intbl a\cell b\cell\row c\cell d\cell\row",
        rf"\pard\intbl a\cell b\cell{{{ROW}\row}}\pard\intbl c\cell d\cell{{{ROW}\row}}",
        rf"{ROW}\pard\intbl a\cell b\cell{{{ROW}\row}}{ROW}\pard\intbl{{c\cell}}{{d\cell}}{{{ROW}\row}}",
        r"\trowd\cellx2000\intbl a\cell\pard\cellx4000\intbl b\cell\row\trowd\cellx2000\cellx4000 c\cell\pard d\cell\row",
        rf"{ROW}\intbl\itap1 a\cell b\cell\lastrow\row{ROW}\itap1 c\cell d\cell",
        rf"\trowd\cellx2001\cellx4001 a\cell b\cell\row{ROW} c\cell d\cell",
    ):
        assert grids("x\\par" + body + r"\pard y\par") == [[["a", "b"], ["c", "d"]]], body
    assert lines(rf"x\par{ROW}\intbl a\cell b\cell\row\pard y\par") == ["x", "y"]


def test_a_cell_of_several_paragraphs_and_a_table_between_tables() -> None:
    body = rf"{ROW}\intbl a\par b\cell c\line d\cell\row\pard x\par{ROW}\intbl e\cell f\cell\row"
    assert grids(body) == [[["a b", "c d"]], [["e", "f"]]]


def test_merged_cells_and_columns_that_rows_share() -> None:
    body = (
        r"\trowd\clvmgf\cellx1000\cellx3000\intbl a\cell b\cell\row"
        r"\trowd\clvmrg\cellx1005\cellx1995\cellx3000\intbl\cell c\cell d\cell\row"
        r"\trowd\clvmgf\clmgf\cellx1000\clvmgf\clmrg\cellx2000\cellx3000\intbl e\cell\cell f\cell\row"
        r"\trowd\clvmrg\clmgf\cellx1000\clvmrg\clmrg\cellx2000\cellx3000\intbl\cell\cell g\cell\row"
        r"\trowd\trleft1000\cellx2000\cellx3000\intbl h\cell i\cell\row"
    )
    assert grids(body) == [[
        ["a", "b", "b"], ["a", "c", "d"], ["e", "e", "f"], ["e", "e", "g"], ["", "h", "i"],
    ]]  # fmt: skip
    merged = read(body).tables[0].grid[2][0]
    assert (merged.rows, merged.columns) == (2, 2)


def test_nested_tables() -> None:
    inner = r"{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables\par}"
    body = (
        rf"{ROW}\pard\intbl before\par\pard\intbl\itap2 1\nestcell{{\nonesttables\par}}2\nestcell{inner}3\nestcell 4\nestcell{inner}"
        r"\pard\intbl after\cell b\cell\row c\cell d\cell\row\pard end\par"
    )
    assert grids(body) == [[["before after", "b"], ["c", "d"]], [["1", "2"], ["3", "4"]]]
    assert lines(body) == ["end"]


def test_notes_boxes_and_margins() -> None:
    body = (
        r"{\header\pard top\par}{\footerf\pard bottom}{\headerl top\par}a{\super\chftn}{\footnote\pard\plain{\super\chftn} n1\par n2}b"
        r"{\footnote\ftnalt end}c{\shp{\*\shpinst\shpleft1{\sp{\sn a}{\sv 1}}{\shptxt\pard box1\par box2\par}}{\shprslt{\*\do{\dptxbxtext no}}}}d"
        r"{\*\do\dobxpage\dptxbx{\dptxbxtext\pard old\par}}\par e\par"
    )
    document = read(body)
    assert [block.text.string for block in document.paragraphs] == [
        "abcd", "box1", "box2", "old", "e", "n1", "n2", "end",
    ]  # fmt: skip
    assert [(aside.kind, aside.text) for aside in document.asides] == [("header", "top"), ("footer", "bottom")]
    assert document.unread == ()


def test_what_is_not_read_is_listed() -> None:
    assert unread(r"{\pict\pngblip ffd8\bin4 }}{{ }a\par") == ["第1段：图片"]
    assert unread(r"a\par{\*\shppict{\pict x}}{\nonshppict{\pict x}}\par") == ["第1段：图片"]
    assert unread(r"{\object{\*\objdata 00}{\result{\pict x}}}\par") == ["文首：公式或嵌入对象"]
    assert unread(r"{\shp{\*\shpinst{\sp{\sn pib}{\sv{\pict x}}}}{\shprslt x}}{\shp{\*\shpinst x}}\par") == [
        "文首：图片"
    ]
    assert unread(r"{\mmath{\*\moMath x}}{\mmathPict{\pict x}}a\par") == ["第1段：公式或嵌入对象"]
    assert unread(r"{\v hidden}{\f3 \'fe}\chpgn a\par") == [
        "第1段：隐藏文字",
        "第1段：特殊符号",
        "第1段：自动页码或日期",
    ]
    assert unread(r"{\field{\*\fldinst{EQ \\f(1,2)}}{\fldrslt}}a\par") == ["第1段：域（EQ）"]
    assert unread(r"\trowd\cellx9\clmrg\cellx18\intbl a\cell lost\cell\row") == ["表1：被合并单元格中的文字"]


CHANGED = (
    r"a{\deleted old}{\revised new{\deleted er}}b\par {\deleted c\par}d\par{\revised e\par}f\par"
    rf"{ROW}\intbl 1\cell 2\cell\row\intbl 3\cell 4\cell\deleted\row\deleted0\intbl 5\cell 6\cell{{\revised\row}}"
    r"\trowd\cellx2000\cldel\cellx3000\clins\cellx4000\intbl 7\cell 8\cell 9\cell\row\pard\plain g\par"
)


def test_tracked_changes_as_accepted_and_as_never_made() -> None:
    assert lines(CHANGED) == ["anewb", "d", "e", "f", "g"]
    assert grids(CHANGED) == [[["1", "2", "2"], ["5", "6", "6"], ["7", "9", ""]]]
    assert lines(CHANGED, revisions="original") == ["aoldb", "c", "d", "f", "g"]
    assert grids(CHANGED, revisions="original") == [[["1", "2", "2"], ["3", "4", "4"], ["7", "8", ""]]]


def test_braces_that_are_missing_and_text_behind_the_last_one() -> None:
    assert lines(r"a{\b b\par{c", HEAD)[:2] == ["ab", "c"]
    assert read_bytes((HEAD + "a}\r\n\0\x1a").encode(), "甲.rtf").unread == ()
    document = read_bytes((HEAD + r"a\par}b}{c").encode(), "甲.rtf")
    assert ([block.text.string for block in document.paragraphs], [each.where for each in document.unread]) == (
        ["a"],
        ["文末"],
    )


def test_destinations_in_one_group_or_within_each_other() -> None:
    assert lines(r"a{\footnote\footnote b}c\par") == ["ac", "b"]
    assert lines(r"a{\fonttbl{\fonttbl{\f1 x;}}}b{\stylesheet\footnote c;}d\par") == ["abd"]
    assert lines(r"a{\footnote b{\footnote c}d}e\par")[:2] == ["ae", "bd"]
    assert lines(r"a{\listtext{\footnote x}{\pict y}1.}b\par") == ["1. ab"]
    assert lines(r"a{\ls3{\*\ls4 x}b}\par") == ["ab"]


def test_no_text() -> None:
    for data in (b"{\\rtf", b"{\\rtf1 }", b"{\\rtf1\\par\\par}", b"{\\rtf1{", HEAD.encode()):
        assert "不是有效的 rtf 文件，或其中没有文字" in refused(data)


@pytest.mark.parametrize(
    "body",
    [
        r"\bin99999999999 x", r"\bin-5 ", r"\bin ", r"\'", r"\'8", r"\'8}", "\\", r"\cellx99999999\cellx-99999999999\cellx3\intbl b\cell c\cell\row",
        "\0\0b\0", "\\" + "b" * 100_000, "\\b" + "1" * 5000, "\\u" + "9" * 5000 + "?", r"\ls-999999\ilvl-5 b\par\ilvl99 c", r"\s-1 x",
        "}" * 1000, r"{\*" * 9000, r"{\field{\fldrslt " * 4000, r"{\footnote " * 9000, r"\itap-4\intbl b\nestcell\nestrow", r"\uc-1\u20013?b", r"\deff-1\f-1 b",
        r"{\*\listtable{\list{\listlevel\levelnfc999\levelstartat-5\levelfollow9{\leveltext}}\listid7}}{\*\listoverridetable{\listid7\ls1}}\ls1 b",
        r"\clvmgf" * 5000 + r"\cellx9 b\cell\row", r"{\stylesheet\s1 " + "a" * 5000 + ";}{\\s2 \x01\x02;}", r"{\listtext " + "b\x01" * 5000 + "}c",
        LISTS + r"\pard\ls1 b\par\listid9\par{\*\listoverridetable{\listoverride\listid9\ls1}}", r"{\fonttbl{\f1\fcharset2 a" + "\x01\x02" * 200 + r";}}\f1 b\'b7",
    ],
)  # fmt: skip
def test_hostile_files_are_read_all_the_same(body: str) -> None:
    document = read_bytes((HEAD + "a " + body).encode("latin-1"), "甲.rtf")
    assert "a" in document.text


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("{" * 1_000_000, "嵌套过深"),
        (r"\intbl\itap99999 b\par", "嵌套过深"),
        (r"{\shptxt " * 9 + "b", "嵌套过深"),
        (r"\cell" * 1_000_000, "表格超过 4096 列"),
        (r"\trowd" + "".join(rf"\cellx{at}" for at in range(10_000)), "表格超过 4096 列"),
        (r"\trowd" + "".join(rf"\cellx{at * 99}" for at in range(4000)) + r"\intbl" + r" x\cell" * 4000 + r"\row\trowd\cellx999999\intbl b\cell\row" * 999,
         "表格过大"),
        (r"\par" * 50_001, "内容过多"),
        ("b" * 2_000_001, "有一段文字超过"),
    ],
)  # fmt: skip
def test_what_is_too_much_is_refused(body: str, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rtf_story, "MAX_RTF_PARTS", 50_000)  # a twentieth
    assert sentence in refused((HEAD + "a " + body).encode())


def test_time_grows_with_the_size_and_no_faster() -> None:
    text = (
        r"\pard\plain\ltrpar\qj\fi420 {\rtlch\af0\loch\f0\dbch\f1 \'b5\'bd2030\'c4\'ea{\b x}}\u21040\'b5\'bd{\listtext 1.\tab}\par"
        + "\r\n"
    )
    row = r"\trowd\cellx900\cellx1900\intbl a\cell b\cell{\trowd\cellx900\cellx1900\row}\pard "

    def seconds(times: int) -> float:
        gc.disable()  # as the program does
        data = (HEAD + (text + row) * times + "}").encode()
        begun = time.process_time()
        read_rtf(data, "甲.rtf")
        gc.enable()
        return time.process_time() - begun

    seconds(10)
    assert seconds(2000) < 14 * seconds(250) + 0.5


def as_word_writes(document: Document) -> bytes:
    """The document with each property said again and again, in runs, and characters in two ways."""
    body = ""
    for number, block in enumerate(document.blocks):
        if isinstance(block, Table):
            for cells in block.grid:
                properties = r"\trowd\irow0\ltrrow\trgaph108\trleft-108" + "".join(
                    rf"\clvertalt\clbrdrt\brdrs\cellx{2000 * at}" for at in range(1, len(cells) + 1)
                )
                shown = "".join(
                    rf"{{\rtlch\af0\loch\f0\hich\f0\dbch\f1 {_hexadecimal(c.text.string)}\cell}}" for c in cells
                )
                body += (
                    rf"{properties}\pard\plain\ltrpar\intbl {shown}\pard\plain\intbl{{{properties}\row}}\pard" + "\r\n"
                )
        else:
            style = rf"\s1\outlinelevel{block.level - 1}" if block.level else ""
            shown = _hexadecimal(block.text.string) if number % 2 else _unicode(block.text.string)
            body += rf"\pard\plain\ltrpar{style} {{\insrsid1\loch\f0\dbch\f1 {shown}}}{{\insrsid2\par}}" + "\r\n"
    return (HEAD + body + "}").encode()


def _hexadecimal(text: str) -> str:
    shown = "".join(char if char.isascii() else "".join(f"\\'{b:02x}" for b in char.encode("gb18030")) for char in text)
    return shown.replace("\n", r"\line ")


def _unicode(text: str) -> str:
    """Each character as its number and, behind it, its two bytes, for one that is announced."""
    units = ((char, ord(char) - 65536 * (ord(char) > 32767)) for char in text)
    return "".join(char if char.isascii() else rf"\u{unit}{_hexadecimal(char)}" for char, unit in units)


@pytest.mark.parametrize("name", ["suining", "yongzhou"])
def test_a_plan_reads_as_its_text(name: str) -> None:
    plan = read_bytes((PLANS / f"{name}.txt").read_bytes(), f"{name}.txt")
    document = read_bytes(as_word_writes(plan), f"{name}.rtf")
    assert [block.text.string for block in document.paragraphs] == [block.text.string for block in plan.paragraphs]
    assert [[[c.text.string for c in row] for row in t.grid] for t in document.tables] == [
        [[c.text.string for c in row] for row in t.grid] for t in plan.tables
    ]


def test_a_file_cut_off_anywhere() -> None:
    data = (
        HEAD + LISTS + CHANGED + r"{\footnote a}{\shp{\*\shpinst{\shptxt b\par}}}\u21040\'b5\'bd{\header c}\par}"
    ).encode()
    for end in range(6, len(data), 5):
        with suppress(ReadError):
            read_bytes(data[:end], "甲.rtf")


OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/><w:suff w:val="nothing"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="3"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1.%2."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)
WORD_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
)


def word_files() -> dict[str, bytes]:
    """Files of what LibreOffice carries over whole: it has its own mind about boxes without a place and deleted rows."""
    p, r, tc, tr, tbl = docx_xml.p, docx_xml.r, docx_xml.tc, docx_xml.tr, docx_xml.tbl
    numbers = [f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>' for level in (0, 1)]
    wide = [f'<w:tcW w:w="{2000 * columns}" w:type="dxa"/><w:gridSpan w:val="{columns}"/>' for columns in range(4)]
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    grid = (
        '<w:tblPr><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>' + '<w:gridCol w:w="2000"/>' * 3 + "</w:tblGrid>"
    )
    merged = "".join((
        tr(tc("指标", wide[1] + down), tc("数值", wide[2])),
        tr(tc("", wide[1] + on), tc("2020年", wide[1]), tc("2025年", wide[1])),
        tr(tc("两列", wide[2] + down), tc("1", wide[1])),
        tr(tc("", wide[2] + on), tc("2", wide[1])),
        tr(tc("后两列", wide[2]), properties='<w:gridBefore w:val="1"/><w:wBefore w:w="2000" w:type="dxa"/>'),
    ))  # fmt: skip
    outer = f"<w:tc><w:tcPr/>{p('外')}{tbl(tr(tc('内1'), tc('内2')), tr(tc('内3'), tc('内4')))}{p('外后')}</w:tc>"
    who = 'w:author="a" w:date="2025-01-01T00:00:00Z"'
    raised = r("2", '<w:vertAlign w:val="superscript"/>')
    changed = (
        f'<w:p>{r("达到")}<w:ins w:id="1" {who}>{r("120")}</w:ins><w:del w:id="2" {who}><w:r><w:delText>100</w:delText></w:r></w:del>'
        f"{r('亿元，10m')}{raised}{r('😀')}</w:p>"
    )
    notes = '<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:endnoteReference w:id="2"/></w:r>'
    margins = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    return {
        "lists": docx_xml.package(
            p("总体要求", '<w:pStyle w:val="1"/>' + numbers[0]) + p("到2025年达到45家", numbers[1]) + p("二", numbers[1])
            + p("主要目标", numbers[0]) + p("三", numbers[1]), numbering=NUMBERING, styles=WORD_STYLES,
        ),
        "tables": docx_xml.package(
            p("前") + f"<w:tbl>{grid}{merged}</w:tbl>" + p("中") + tbl(tr(tc("A"), outer), tr(tc("C"), tc("D"))) + p("后"), styles=WORD_STYLES
        ),
        "notes": docx_xml.package(
            f"<w:p>{r('甲')}{notes[0]}{r('乙')}{notes[1]}</w:p>{changed}{margins}", styles=WORD_STYLES, header1=p("页眉"),
            footnotes=f'<w:footnote w:id="2">{p("脚注")}{p("二段")}</w:footnote>', endnotes=f'<w:endnote w:id="2">{p("尾注")}</w:endnote>',
        ),
    }  # fmt: skip


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice, which writes these files, is not installed")
def test_what_libreoffice_makes_of_word_files_reads_as_these(tmp_path: Path) -> None:
    files = word_files()
    for name, data in files.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    command = [
        str(OFFICE),
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "rtf",
    ]
    sources = [str(tmp_path / f"{name}.docx") for name in files]
    subprocess.run([*command, "--outdir", str(tmp_path), *sources], check=True, capture_output=True, timeout=300)
    for name, data in files.items():
        one, other = read_bytes((tmp_path / f"{name}.rtf").read_bytes(), "甲.rtf"), read_bytes(data, "甲.docx")
        assert (one.text, one.blocks, one.title, one.asides) == (other.text, other.blocks, other.title, other.asides), (
            name
        )


def test_a_file_that_was_cut_off_is_told() -> None:
    whole = r"{\rtf1\ansi{\fonttbl{\f0 SimSun;}}{\f0{\b 2025\u24180?}12\u23478?\par}}"
    assert not read_bytes(whole.encode(), "a.rtf").unread
    (unread,) = read_bytes(whole[: whole.index("12")].encode(), "a.rtf").unread
    assert "中断" in unread.why
