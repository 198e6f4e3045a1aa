"""Nothing that stands in a docx is lost in silence: it is text, it is set aside, it is listed, or Word prints it not."""

import re

import pytest

from tests.readers.docx_xml import p, package, r, tbl, tc, text_box, tr
from validator.document import Document, Table
from validator.readers.docx import read_docx, trace_docx

# A mark such as 【正文】 stands once in the file for each way of writing text, so that every mark can be looked for.
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def ins(inner: str) -> str:
    return f'<w:ins w:id="1" w:author="甲">{inner}</w:ins>'


def deleted(text: str) -> str:
    return f'<w:del w:id="2" w:author="甲"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def note(kind: str, number: int, text: str) -> str:
    return f'<w:{kind} w:id="{number}">{p(text)}</w:{kind}>'


def sdt(inner: str) -> str:
    return f"<w:sdt><w:sdtPr><w:alias w:val='名'/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


INLINE = (
    r("【正文】")
    + f'<w:hyperlink r:id="h">{r("【链接】")}</w:hyperlink>'
    + f"<w:smartTag>{r('【标记】')}</w:smartTag><w:customXml>{r('【自定义】')}</w:customXml>"
    + sdt(r("【行内控件】"))
    + f'<w:fldSimple w:instr="REF a">{r("【简单域】")}</w:fldSimple>'
    + FIELD.format("begin") + "<w:r><w:instrText>REF a</w:instrText></w:r>" + FIELD.format("separate")
    + r("【域结果】") + FIELD.format("end")
    + FIELD.format("begin") + r("【指令】") + FIELD.format("end")
    + FIELD.format("begin") + "<w:r><w:instrText>EQ \\f(1,2)</w:instrText></w:r>" + FIELD.format("end")
    + ins(r("【插入】") + deleted("【插入又删除】")) + deleted("【删除】")
    + f"<w:moveFrom w:id='3'>{r('【移走】')}</w:moveFrom><w:moveTo w:id='4'>{r('【移来】')}</w:moveTo>"
    + f"<w:r><w:ruby><w:rt>{r('【拼音】')}</w:rt><w:rubyBase>{r('【注音字】')}</w:rubyBase></w:ruby></w:r>"
    + "<m:oMath><m:r><m:t>【公式】</m:t></m:r></m:oMath>"
    + r("【隐藏】", "<w:vanish/>") + r("【样式隐藏】", '<w:rStyle w:val="ghost"/>')
    + text_box(p("【文本框】") + tbl(tr(tc("【框内表】"), tc("1"))))
    + '<w:r><w:footnoteReference w:id="2"/><w:endnoteReference w:id="2"/><w:commentReference w:id="1"/></w:r>'
    + '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:dayLong/><w:drawing><a:blip/></w:drawing><w:object/></w:r>'
)  # fmt: skip
BODY = (
    f"<w:p>{INLINE}</w:p>"
    + p("【目录行】", '<w:pStyle w:val="toc"/>')
    + sdt(p("【整段控件】"))
    + p("【段落标记已删】", "<w:rPr><w:del w:id='5'/></w:rPr>")
    + tbl(
        tr(tc("【表头】", '<w:vMerge w:val="restart"/>'), f"<w:tc>{p('【外】')}{tbl(tr(tc('【内表】'), tc('2')))}<w:p/></w:tc>"),
        tr(tc("【被合并】", "<w:vMerge/>"), tc("【值】")),
        tr(tc("【旧行】"), tc("【旧值】"), properties="<w:del w:id='6'/>"),
        tr(tc("【新行】"), tc("【新值】"), tc("【旧格】", "<w:cellDel w:id='8'/>"), properties="<w:ins w:id='7'/>"),
        f"<w:sdt><w:sdtContent>{tr(tc('【控件行】'), tc('3'))}</w:sdtContent></w:sdt>",
    )
    + '<w:altChunk r:id="a"/>'
)  # fmt: skip
STYLES = (
    '<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="character" w:styleId="ghost"><w:name w:val="ghost"/><w:rPr><w:vanish/></w:rPr></w:style>'
)
PARTS = {
    "styles": STYLES,
    "footnotes": note("footnote", 2, "【脚注】") + note("footnote", 3, "【无引用】"),
    "endnotes": note("endnote", 2, "【尾注】"),
    "comments": f'<w:comment w:id="1" w:author="乙">{p("【批注】")}</w:comment>',
    "header1": p("【页眉】") + "<w:p><w:r><w:pict/></w:r></w:p>",
    "footer1": tbl(tr(tc("【页脚】"), tc("第3页"))),
}
NOT_PRINTED = {"【指令】", "【拼音】", "【隐藏】", "【样式隐藏】", "【目录行】", "【被合并】", "【无引用】", "【批注】"}
NEW = {"【插入】", "【移来】", "【新行】", "【新值】"}
OLD = {"【删除】", "【移走】", "【旧行】", "【旧值】"}
WITHIN_NEW = {"【插入又删除】", "【旧格】"}  # gone from both states


def marks(text: str) -> list[str]:
    return sorted(re.findall("【[^】]+】", text))


def all_text(document: Document) -> list[str]:
    """The marks of all blocks: a cell that spans several places counts once."""
    cells = {id(cell): cell for table in document.tables for row in table.grid for cell in row}.values()
    return marks("".join(each.text.string for each in (*document.paragraphs, *cells)))


EVERY = set(marks("".join([BODY, *PARTS.values()])))


def test_every_letter_is_read_once_or_known_not_to_be_printed() -> None:
    document = read_docx(package(BODY, **PARTS), "甲.docx")
    aside = ["【页眉】", "【页脚】"]
    assert all_text(document) == sorted(EVERY - NOT_PRINTED - OLD - WITHIN_NEW - set(aside))
    assert marks(document.text) == all_text(document)
    assert [(each.kind, each.text) for each in document.asides] == [
        ("header", "【页眉】"),
        ("footer", "【页脚】\t第3页"),
    ]


def test_what_is_not_read_is_listed_with_its_place() -> None:
    document = read_docx(package(BODY, **PARTS), "甲.docx")
    assert [unread.where for unread in document.unread] == [
        "第1段：域（EQ）", "第1段：隐藏文字", "第1段：特殊符号", "第1段：自动页码或日期", "第1段：图片",
        "第1段：公式或嵌入对象", "表2：被合并单元格中的文字", "第3段：嵌入的其他文档", "脚注：未引用的注释", "页眉：图片",
    ]  # fmt: skip
    assert [unread.en[0] for unread in document.unread] == [
        "paragraph 1, field (EQ)", "paragraph 1, hidden text", "paragraph 1, special character",
        "paragraph 1, page number or date", "paragraph 1, picture", "paragraph 1, equation or embedded object",
        "table 2, text in a merged cell", "paragraph 3, embedded document", "footnotes, note without a reference",
        "page header, picture",
    ]  # fmt: skip


def test_the_original_holds_what_was_deleted_and_nothing_that_was_inserted() -> None:
    document = read_docx(package(BODY, **PARTS), "甲.docx", "original")
    assert all_text(document) == sorted(EVERY - NOT_PRINTED - NEW - WITHIN_NEW - {"【页眉】", "【页脚】"})


CHANGES = (
    f"<w:p>{r('投入')}{deleted('100')}{ins(r('120'))}{r('亿元。')}</w:p>"
    + p("前半段", "<w:rPr><w:del w:id='3'/></w:rPr>") + p("后半段。")
    + p("拆开", "<w:rPr><w:ins w:id='4'/></w:rPr>") + p("的段落。")
    + p("目标", '<w:pPrChange w:id="5"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>')
    + tbl(tr(tc("甲"), tc("旧栏", "<w:cellDel w:id='6'/>"), tc("新栏", "<w:cellIns w:id='7'/>")))
)  # fmt: skip


@pytest.mark.parametrize(
    ("revisions", "paragraphs", "row"),
    [
        ("accepted", ["投入120亿元。", "前半段后半段。", "拆开", "的段落。", "目标"], ["甲", "新栏"]),
        ("original", ["投入100亿元。", "前半段", "后半段。", "拆开的段落。", "目标"], ["甲", "旧栏"]),
    ],
)
def test_both_states_of_tracked_changes(revisions: str, paragraphs: list[str], row: list[str]) -> None:
    document = read_docx(package(CHANGES), "甲.docx", revisions)
    assert [block.text.string for block in document.paragraphs] == paragraphs
    assert document.paragraphs[-1].level == (1 if revisions == "original" else 0)
    assert [cell.text.string for cell in document.tables[0].grid[0]] == row


def test_a_property_that_was_changed_counts_as_it_was() -> None:
    change = "<w:rPrChange w:id='1'><w:rPr/></w:rPrChange>"
    body = f"<w:p>{r('现在隐藏', '<w:vanish/>' + change)}{r('一直可见')}</w:p>"
    assert read_docx(package(body), "甲.docx").paragraphs[0].text.string == "一直可见"
    assert read_docx(package(body), "甲.docx", "original").paragraphs[0].text.string == "现在隐藏一直可见"


def test_notes_stand_in_sections_of_their_own_and_never_in_the_body() -> None:
    document = read_docx(package(BODY, **PARTS), "甲.docx")
    notes = [(b.text.string, b.section, b.number) for b in document.paragraphs if b.section]
    assert notes == [("【脚注】", ("脚注",), 1), ("【尾注】", ("尾注",), 1)]
    assert not isinstance(document.blocks[-1], Table)


def test_every_letter_of_the_text_leads_back_to_its_element() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    automatic = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = BODY + p("  【编号】 8.3%", automatic) + f"<w:p>{r('【上行】')}<w:r><w:br/><w:t>【下行】</w:t></w:r></w:p>"
    body += f"<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr>{r('【标')}<w:r><w:br/><w:t>题】</w:t></w:r></w:p>"
    data = package(body, **PARTS, numbering=numbering)
    traced = trace_docx(data, "甲.docx")
    text = traced.document.text
    assert traced.document == read_docx(data, "甲.docx")
    known = {at for index, _, _, length in traced.sources for at in range(index, index + length)}
    assert [text[at] for at in range(len(text)) if at not in known and text[at].strip()] == list("【公式】1.")
    for index, element, inner, length in traced.sources:
        assert element.text[inner : inner + length] == text[index : index + length]
        assert element.getroottree().getroot() in traced.parts.values()
    starts = [index for index, *_ in traced.sources]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    "body",
    [
        tbl(tr(tc(p("一")), tc(p(" ")), tc(p("二&amp;三")), tc(p("甲") + p("乙")))),
        f"<w:p>{r('一')}{text_box(p('框内') + tbl(tr(tc(p('格内')))))}</w:p>",
        f"<w:p>{r('外')}{p('内')}{tbl(tr(tc(p('格'))))}</w:p>",
        p("删去的段落标记", "<w:rPr><w:del/></w:rPr>") + tbl(tr(tc(p("格一")), tc(p("格二")))),
        tr(tc(p("无表的行"))) + tc(p("无行的格")),
        f"<w:p>{r('隐藏', '<w:vanish/>')}{r('一')}{r('二')}</w:p>",
        "<w:p><w:r><w:t>一<!-- <w:p><w:r><w:t> -->二</w:t></w:r></w:p>",
        '<w:p w:rsidR="00A1"><w:r w:rsidRPr="00B2"><w:t>一</w:t></w:r><w:r><w:t>二</w:t></w:r></w:p>',
    ],
)
@pytest.mark.parametrize("style", ["", "<w:rPr><w:vanish/></w:rPr>", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'])
def test_what_is_folded_reads_as_by_its_elements(body: str, style: str) -> None:
    usual = f'<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>{style}</w:style>'
    data = package(body + p("文末"), styles=usual)
    assert read_docx(data, "甲.docx") == trace_docx(data, "甲.docx").document
