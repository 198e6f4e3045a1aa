"""Web pages: the document without the site around it, tables as a browser lays them out, and what is not read is told."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.fixtures_build import FIXTURES, Grid, blocks
from validator.document import Document, Table
from validator.errors import ReadError
from validator.finding import Outcome
from validator.pipeline import check_document
from validator.readers import read_bytes

FORMATS = Path(__file__).parents[3] / "shared" / "formats"
LINKS = "<ul><li><a href=/>首页</a><li><a href=/1>政务公开</a><li><a href=/2>办事服务</a></ul>"
SENTENCE = "全县科技创新能力稳步提升，到2025年高新技术企业达到45家，研发经费投入强度达到2.6%。"


def read(page: str | bytes, name: str = "网页.html") -> Document:
    return read_bytes(page if isinstance(page, bytes) else page.encode(), name)


def body(inner: str) -> Document:
    return read(f"<!DOCTYPE html><html><body>{inner}</body></html>")


def strings(document: Document) -> list[str]:
    return [block.text.string for block in document.paragraphs]


def grid(table: Table) -> list[list[str]]:
    return [[cell.text.string for cell in row] for row in table.grid]


def told(document: Document) -> list[str]:
    return [f"{each.where} {each.why}" for each in document.unread]


@pytest.mark.parametrize("name", ["plan.html", "plan_lo.html"])
def test_the_grid_is_exact(name: str) -> None:
    if not FORMATS.is_dir():
        pytest.skip(f"the sample files are not at {FORMATS}")
    truth = json.loads((FORMATS / "plan.truth.json").read_text("utf-8"))
    document = read((FORMATS / name).read_bytes())
    expected = [[cell.replace("1 350", "1350") for cell in row] for row in truth["grid"]]
    assert grid(document.tables[0]) == expected


def test_the_blocks_are_exact() -> None:
    if not FORMATS.is_dir():
        pytest.skip(f"the sample files are not at {FORMATS}")
    truth = json.loads((FORMATS / "plan.truth.json").read_text("utf-8"))
    document = read((FORMATS / "plan_lo.html").read_bytes())
    levels = {"h1": 1, "h2": 2, "h3": 3}
    expected = [(levels.get(kind, 0), text) for kind, text in truth["seq"] if kind != "t" and text]
    assert [(block.level, block.text.string) for block in document.paragraphs] == expected


PAGE = f"""<!DOCTYPE html><html><head><meta charset="{{charset}}"><meta name="ArticleTitle" content="关于印发规划的通知">
<title>清溪县科技创新规划_清溪县人民政府</title><style>.a{{{{color:red}}}}</style></head><body>
<div class="top"><a href="/">首页</a><a href="/a">政务公开</a><a href="/b">办事服务</a><a href="/c">互动交流</a></div>
<div>当前位置：<a href="/">首页</a> &gt; <a href="/a">规划计划</a></div>
<table><tr><td>索引号</td><td>431/2024-13</td></tr><tr><td>发布日期：</td><td>2024-12-09</td></tr></table>
<div class="w"><div class="x"><h1>清溪县科技创新规划</h1>
<div>来源：县科技局 发布时间：2024-12-09 10:20 浏览次数：1288</div>
<div class="y"><p>&emsp;&emsp;{SENTENCE}</p><p>一、发展目标</p><p>　　{SENTENCE}<br>　　其中研发人员185人。</p></div>
<div>【打印】 【关闭】 字体：大 中 小</div></div>
<div class="side"><ul><li><a href="/1">某局召开2023年会议</a></li><li><a href="/2">某镇完成35项任务</a></li></ul></div></div>
<script>document.write("<p>2030年99家</p>")</script>
<footer>版权所有：清溪县人民政府 电话：0745-7611 备案号：湘ICP备05001号</footer></body></html>"""


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "utf-8", "GB18030"])
def test_the_site_around_the_document_is_set_aside_and_told(charset: str) -> None:
    document = read(PAGE.format(charset=charset).encode(charset))
    assert document.title == "清溪县科技创新规划"
    assert strings(document) == [
        "清溪县科技创新规划",
        SENTENCE,
        "一、发展目标",
        SENTENCE,
        "其中研发人员185人。",
    ]
    assert [block.level for block in document.paragraphs] == [0, 0, 1, 0, 0]
    assert "正文以外的文字" in told(document)[0]


@pytest.mark.parametrize(
    ("said", "codec"), [("gb2312", "utf-8-sig"), ("", "gbk"), ("big5", "big5"), ("utf-8", "utf-16"), ("rot13", "gbk")]
)
def test_encodings_that_are_said_wrongly_or_not_at_all(said: str, codec: str) -> None:
    sentence = "到2025年，全市研究發展人員達到185人。" if codec == "big5" else SENTENCE
    page = f'<html><head><meta charset="{said}"></head><body><p>{sentence}</p></body></html>'
    assert strings(read(page.encode(codec))) == [sentence]


def test_a_broken_character_is_told_and_does_no_other_harm() -> None:
    data = f"<meta charset=gbk><html><p>{SENTENCE * 10}</p><p>甲</p></html>".encode("gbk").replace(
        "甲".encode("gbk"), b"\xff\xff12"
    )
    document = read(b"<!DOCTYPE html>" + data)
    assert strings(document)[0].startswith(SENTENCE)
    assert any("无法按网页的编码读出" in each for each in told(document))


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(ReadError):
        read(b"<!DOCTYPE html>" + bytes(range(256)) * 4)


def test_a_page_in_a_mail_archive() -> None:
    page = f"<html><body><p>{SENTENCE}</p></body></html>".encode("gbk")
    quoted = "".join(f"={byte:02X}" for byte in page)
    data = (
        'From: <saved>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="--=_1"\r\n\r\n'
        '----=_1\r\nContent-Type: image/png\r\n\r\nPNG\r\n----=_1\r\nContent-Type: text/html; charset="gb2312"\r\n'
        f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}\r\n----=_1--\r\n"
    )
    document = read(data.encode(), "规划.mht")
    assert (document.format, strings(document)) == ("html", [SENTENCE])


@pytest.mark.parametrize(
    "start", ["<html>", "<!-- x --><div>", '<?xml version="1.0"?>\n<!DOCTYPE html>', "<table><tr><td>"]
)
def test_a_page_is_known_by_its_content(start: str) -> None:
    assert read(f"\n{start}{SENTENCE}", "规划.xls").format == "html"


def test_markdown_may_begin_with_a_tag() -> None:
    assert read(f"<div align=center></div>\n\n# 规划\n\n{SENTENCE}\n", "规划.md").format == "md"


def test_a_table_that_only_places_the_page_is_no_table() -> None:
    column = f"<p>{SENTENCE}</p>" * 25
    document = body(f"<table><tr><td>栏目</td><td>{column}<table><tr><td>指标</td><td>2025年</td></tr>"
                    "<tr><td>企业数</td><td>45</td></tr></table></td></tr></table>")  # fmt: skip
    assert [grid(table) for table in document.tables] == [[["指标", "2025年"], ["企业数", "45"]]]
    assert strings(document).count(SENTENCE) == 25


def test_a_short_document_in_the_middle_of_a_page_of_tables() -> None:
    inner = f"<table><tr><td>清溪县科技创新规划<tr><td>{SENTENCE}<table><tr><td>指标<td>2025年<tr><td>企业数<td>45</table></table>"
    links = "<a href=/>首页</a> | <a href=/1>政务</a>"
    document = body(
        f"<table><tr><td colspan=2>{links}<tr><td>{links}<td>{inner}<tr><td colspan=2>版权所有 清溪县</table>"
    )
    assert strings(document) == ["清溪县科技创新规划", SENTENCE]
    assert [grid(table) for table in document.tables] == [[["指标", "2025年"], ["企业数", "45"]]]


def test_where_there_is_no_site_its_words_are_the_documents() -> None:
    lines = ["索引号：431/2024-13", "发布日期：2024-12-09", SENTENCE, "版权所有：县科技局"]
    assert strings(body("".join(f"<p>{line}</p>" for line in lines))) == lines
    assert strings(body(LINKS + "".join(f"<p>{line}</p>" for line in lines))) == [SENTENCE]


def test_a_heading_with_a_word_of_the_site_stays() -> None:
    document = body(
        f"{LINKS}<p>{SENTENCE}</p><p>（三）加强技术支持：设备与人才</p><p>技术支持：某某公司 电话0745-1234567</p>"
    )
    assert strings(document) == [SENTENCE, "（三）加强技术支持：设备与人才"]


def test_spans() -> None:
    table = ("<table><tr><th rowspan=2>指标<th colspan='2'>目标</tr><tr><td>2020年<td>2025年</tr>"
             "<tr><td colspan=100>一、综合</tr><tr><td rowspan=0>企业<td>7<td>45</tr><tr><td>8<td>46</table>")  # fmt: skip
    document = body(f"<p>{SENTENCE}</p>{table}")
    assert grid(document.tables[0]) == [
        ["指标", "目标", "目标"],
        ["指标", "2020年", "2025年"],
        ["一、综合"] * 3,
        ["企业", "7", "45"],
        ["企业", "8", "46"],
    ]
    merged = document.tables[0].grid[2][0]
    assert (merged.rows, merged.columns, merged.row) == (1, 3, 3)


def test_markup_that_nobody_closed() -> None:
    document = body(f"<p>{SENTENCE}<p>甲12项</html><ul><li>乙<li>丙</ul><table><thead><tr><th>指标<th>值<tbody><tr><td>丁<td>3"
                    "<tr></div><td>戊</span><td>4</table>己5")  # fmt: skip
    assert strings(document) == [SENTENCE, "甲12项", "乙", "丙", "己5"]
    assert grid(document.tables[0]) == [["指标", "值"], ["丁", "3"], ["戊", "4"]]


def test_text_astray_between_cells_is_not_lost() -> None:
    document = body("<table><tr>共35项<td>指标<td>值<tr><form><td>甲<td>1</form></table>")
    assert strings(document) == ["共35项"]
    assert grid(document.tables[0]) == [["指标", "值"], ["甲", "1"]]


def test_caption_and_nested_table() -> None:
    document = body(
        "<table><tr><td>工程<table><tr><td>投资<td>3.2亿元</table>说明<td>乙</tr><caption>表1 重点工程</caption></table>"
    )
    assert document.tables[0].caption is not None
    assert document.tables[0].caption.string == "表1 重点工程"
    assert [grid(table) for table in document.tables] == [[["工程说明", "乙"]], [["投资", "3.2亿元"]]]


def test_what_is_hidden_or_struck_is_left_out_and_told() -> None:
    document = body(f"<p>{SENTENCE}<span style='display: none'>密<span>12</span>34</span><del>50家</del><ins>60家</ins></p>"
                    "<div hidden>草稿</div><template>模板</template><p>乙<script>7</script></p>")  # fmt: skip
    assert strings(document) == [SENTENCE + "60家", "乙"]
    assert any("划去的文字（3字）" in each for each in told(document))
    assert any("隐藏的文字" in each for each in told(document))


def test_a_raised_mark_is_no_digit_of_the_figure() -> None:
    document = body("<p>增长15.7<sup>4</sup>%，面积12m<sup>2</sup>，投资30<a href='#_ftn1'>[1]</a>亿元"
                    "，共9<span style='vertical-align:super'>2</span>项。</p>")  # fmt: skip
    assert strings(document) == ["增长15.7⁴%，面积12m²，投资30[¹]亿元，共9²项。"]


def test_items_show_their_numbers() -> None:
    document = body("<ol start=3><li>培育企业45家</li><li><p>引进人才16人</p></li><li>（三）建设平台</li></ol>"
                    "<ul><li>其他</li></ul><ol style='list-style:none'><li>无号</li></ol>")  # fmt: skip
    assert strings(document) == ["3. 培育企业45家", "4. 引进人才16人", "（三）建设平台", "其他", "无号"]


def test_a_table_as_a_picture_is_announced() -> None:
    document = body(f"<p>{SENTENCE}</p><p>清溪县科技创新主要指标</p><p><img src='/w/2024/biao.png' width=600></p>"
                    "<p><img src='/icon/doc.gif' width=16>附件：<a href='/f/fb.docx'>任务分工表</a></p><iframe src='a.pdf'></iframe>")  # fmt: skip
    assert told(document) == [
        "第2段：图片“biao.png” “清溪县科技创新主要指标”似以图片形式给出，其中的数字未读取",
        "第3段：链接的附件“任务分工表” 链接的附件中的内容未读取",
        "第3段：嵌入的网页或文件“a.pdf” 嵌入的网页或文件中的内容未读取",
    ]


def test_entities_are_characters_and_load_nothing() -> None:
    document = body("<p>&lt;b&gt;45&nbsp;家&#65;&#x4e2d;&unknown;&#99999999999999999999;</p>")
    assert strings(document) == ["<b>45家A中&unknown;\ufffd"]


def test_a_plan_as_a_web_page_gives_the_findings_of_its_text(tmp_path: Path) -> None:
    source = FIXTURES / "plans" / "suining.txt"
    parts = [_markup(part) for part in blocks(source.read_text("utf-8"))]
    page = tmp_path / "suining.html"
    page.write_bytes(
        f'<html><meta charset="gbk"><div><a href=/>首页</a><a href=/a>公开</a></div><div>{"".join(parts)}'.encode("gbk")
    )
    assert _figures(source) == _figures(page)


def _markup(part: str | Grid) -> str:
    if isinstance(part, str):
        return f"<p>{part}</p>"
    return "<table>" + "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in part.rows) + "</table>"


def _figures(path: Path) -> Counter[tuple[str, tuple[str, ...]]]:
    failing = [verdict for verdict in check_document(str(path)).verdicts if verdict.outcome is Outcome.FAILS]
    return Counter((v.code, tuple("".join(e.text.split()) for e in v.evidence)) for v in failing)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "甲12",
        "<table><tr><td>" * 30_000 + "甲12",
        "<table>" * 50_000 + "甲12",
        "<p>" + "".join(f"<font size={at}>" for at in range(3_000)) + "</p>" + "<p>甲12" * 3_000,
        "<p " + " ".join(f"a{at}=1" for at in range(100_000)) + ">甲12",
        "甲12<a =\">\" " * 30_000,
        "甲12" + "<!-- " * 50_000,
        "<span hidden>" * 50_000 + "</span>" * 50_000 + "甲12",
        "<div hidden><table><tr><td><div>乙</div></table></div>甲12",
    ],
    ids=["divs", "nested tables", "tables", "fonts", "attributes", "quotes", "comments", "hidden", "table"],
)  # fmt: skip
def test_a_hostile_page_is_read_all_the_same(page: str) -> None:
    document = body(page)
    assert "甲12" in document.text


@pytest.mark.parametrize(
    "table",
    ["<tr>" + "<td colspan=10000>1" * 10, "<tr>" + "<td>1" * 1_000 + "<tr><td rowspan=65534>2" * 3_000],
    ids=["columns", "cells"],
)
def test_a_table_beyond_all_bounds_is_refused(table: str) -> None:
    with pytest.raises(ReadError, match="table"):
        body(f"<p>{SENTENCE}</p><table>{table}</table>")


def test_too_many_tags_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("validator.readers.markup.MAX_NODES", 1_000)
    with pytest.raises(ReadError, match="too many tags"):
        body("<p>" * 1_001)
