"""What another program saves as a doc is read as the docx that it was made of."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.readers import docx_xml as xml
from validator.readers import read_document

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
LEVELS = "".join(
    f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{numeral}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
    for at, (numeral, text) in enumerate([("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimalEnclosedCircle", "%4")])
)  # fmt: skip
BY = 'w:author="甲" w:date="2026-01-01T00:00:00Z"'


def cell(text: str, width: int, more: str = "", inner: str = "") -> str:
    looks = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>'
    return f"<w:tc>{looks}{xml.p(text)}{inner}{xml.p('') if inner else ''}</w:tc>"


def written_in_word() -> bytes:
    """A docx of what a doc can hold."""
    body = "".join(
        xml.p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
        for text, level, number in [("甲", 0, 1), ("乙", 1, 1), ("丙", 2, 1), ("丁", 3, 1), ("戊", 1, 1), ("己", 0, 1), ("庚", 1, 2)]
    )  # fmt: skip
    inner = xml.tbl(xml.tr(cell("内一", 900), cell("内二", 900)), xml.tr(cell("内三", 900), cell("内四", 900)))
    down = [f'<w:vMerge w:val="{each}"/>' for each in ("restart", "continue")]
    body += xml.tbl(
        xml.tr(cell("指标", 2000, down[0]), cell("数值", 4000, '<w:gridSpan w:val="2"/>')),
        xml.tr(cell("", 2000, down[1]), cell("2020年", 2000), cell("2025年", 2000)),
        xml.tr(cell("单位", 2000, "", inner), cell("3", 2000), cell("4", 2000)),
        xml.tr(
            cell("5", 2000), cell("6", 2000), properties='<w:gridBefore w:val="1"/><w:wBefore w:w="2000" w:type="dxa"/>'
        ),
    )
    notes = [f'<w:r><w:{kind}Reference w:id="2"/></w:r>' for kind in ("footnote", "endnote")]
    raised = xml.r("2", '<w:vertAlign w:val="superscript"/>')
    body += f"<w:p>{xml.r('正文')}{notes[0]}{xml.r('续')}{notes[1]}{xml.r('m')}{raised}</w:p>"
    body += f"<w:p>{xml.r('为')}<w:del w:id='1' {BY}><w:r><w:delText>100</w:delText></w:r></w:del><w:ins w:id='2' {BY}>{xml.r('120')}</w:ins></w:p>"
    body += f"<w:p><w:pPr><w:rPr><w:del w:id='3' {BY}/></w:rPr></w:pPr>{xml.r('前段')}</w:p>{xml.p('后段')}"
    body += f"<w:p>{xml.r('框前')}{xml.text_box(xml.p('框内一') + xml.p('框内二'))}{xml.r('框后')}</w:p>{xml.p('末')}"
    body += '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    numbering = f'<w:abstractNum w:abstractNumId="1">{LEVELS}</w:abstractNum>' + "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="1"/>{more}</w:num>'
        for at, more in ((1, ""), (2, '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="7"/></w:lvlOverride>'))
    )
    footnotes, endnotes = (f'<w:{kind} w:id="2">{xml.p(kind)}</w:{kind}>' for kind in ("footnote", "endnote"))
    return xml.package(body, numbering=numbering, footnotes=footnotes, endnotes=endnotes, header1=xml.p("页眉"))


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice, which saves the doc, is not installed")
def test_what_libreoffice_saves_is_read_as_the_docx_it_was_made_of(tmp_path: Path) -> None:
    source = tmp_path / "甲.docx"
    source.write_bytes(written_in_word())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for revisions in ("accepted", "original"):
        one, other = (read_document(tmp_path / f"甲.{kind}", revisions) for kind in ("docx", "doc"))
        assert (other.text, other.blocks, other.asides, other.unread) == (one.text, one.blocks, one.asides, one.unread)
