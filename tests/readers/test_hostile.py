"""Hostile packages: every one ends in a document or in one sentence that names the file."""

import random
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from validator.document import Document
from validator.errors import ReadError
from validator.readers import docx_numbering, read_bytes
from validator.readers.archive import value
from validator.readers.docx import read_docx
from validator.readers.xlsx import read_xlsx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
Reader = Callable[[bytes, str], Document]


def pack(parts: dict[str, bytes | str]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def body(inner: str, head: str = "") -> bytes:
    return pack({"word/document.xml": f"{head}<w:document {W}><w:body>{inner}</w:body></w:document>"})


def sound_docx() -> bytes:
    made = docx.Document()
    made.add_heading("一、目标", 1)
    made.add_paragraph("到2030年投入达到3亿元。", style="List Number")
    table = made.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "指标"
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def sound_xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["指标", 0.083])
    book.active["B1"].number_format = "0.0%"
    book.active.append(["投入", "=B1"])
    book.active.merge_cells("A1:A2")
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


SOUND: dict[str, tuple[Reader, bytes]] = {"docx": (read_docx, sound_docx()), "xlsx": (read_xlsx, sound_xlsx())}


def check(reader: Reader, data: bytes, name: str = "甲.docx") -> bool:
    """Read; True for a document, False for a sentence of the right form."""
    try:
        reader(data, name)
    except ReadError as error:
        found = error
    else:
        return True
    assert name in found.zh
    assert name in found.en
    assert found.zh.endswith("。")
    assert "\n" not in found.zh
    return False


def refused(reader: Reader, data: bytes) -> str:
    with pytest.raises(ReadError) as error:
        reader(data, "甲.docx")
    assert "甲.docx" in error.value.zh
    return error.value.zh


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_the_wrong_bytes(kind: str) -> None:
    reader, _ = SOUND[kind]
    for data in (
        b"",
        b"MZ\x90\x00" + bytes(500),
        b"PK\x03\x04",
        b"PK\x05\x06" + bytes(18),
        b"%PDF-1.7",
        "文字".encode(),
    ):
        assert refused(reader, data)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_the_part_that_matters_is_missing(kind: str) -> None:
    reader, _ = SOUND[kind]
    main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}[kind]
    assert main in refused(reader, pack({"other.xml": "<a/>"}))
    assert main in refused(reader, pack({main: "<a><b></a>"}))
    assert refused(reader, pack({main: ""}))
    assert refused(reader, pack({main: "<a/>"}))


def test_a_zip_bomb() -> None:
    assert "压缩炸弹" in refused(read_docx, pack({"word/document.xml": bytes(64 << 20)}))


def test_one_tag_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("validator.readers.archive.MAX_TAGS", 100)
    assert "内容过多" in refused(read_docx, body("<w:p/>" * 200))


def test_too_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("validator.readers.archive.MAX_MEMBERS", 10)
    assert "文件过多" in refused(read_docx, pack({f"{n}.xml": "" for n in range(11)}))
    assert "文件过多" in refused(read_docx, pack({f"{n}.xml": "" for n in range(50)}))


LAUGHS = '<!DOCTYPE l [<!ENTITY a "哈哈">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 10)
) + "]>"  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [LAUGHS, '<!DOCTYPE l SYSTEM "http://localhost/x.dtd">', '<!DOCTYPE l [<!ENTITY e SYSTEM "file:///etc/passwd">]>'],
)
def test_entities_are_refused(head: str) -> None:
    inner = "<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>"
    assert "DOCTYPE" in refused(read_docx, body(inner, head))
    wide = f"{head}<w:document {W}><w:body>{inner}</w:body></w:document>".encode("utf-16")
    assert "DOCTYPE" in refused(read_docx, pack({"word/document.xml": wide}))
    assert "DOCTYPE" in refused(read_xlsx, pack({"xl/workbook.xml": f"{head}<workbook>&e;</workbook>"}))


def test_a_doctype_in_another_alphabet_is_refused() -> None:
    text = (
        f'<?xml version="1.0" encoding="IBM037"?><!DOCTYPE l [<!ENTITY e "x">]><w:document {W}><w:body/></w:document>'
    )
    assert refused(read_docx, pack({"word/document.xml": text.encode("cp037")}))


@pytest.mark.parametrize("name", ["规划.docx", "规划.xlsx", "规划.pdf", "规划.txt", "规划.doc"])
def test_a_program_by_another_name(name: str) -> None:
    program = b"MZ\x90\x00\x03" + bytes(59) + b"\x80\x00\x00\x00PE\x00\x00" + random.Random(1).randbytes(4000)
    with pytest.raises(ReadError, match="is a program"):
        read_bytes(program, name)


def test_encrypted_files_are_named_so() -> None:
    data = bytearray(sound_docx())
    at = data.find(b"PK\x01\x02")
    while at >= 0:  # the flag of every member in the directory
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    assert "已加密" in refused(read_docx, bytes(data))
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert "已加密" in refused(read_docx, ole + "EncryptedPackage".encode("utf-16-le"))
    assert "旧版" in refused(read_docx, ole)


def test_a_wide_table_and_a_wide_span() -> None:
    cell = "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"
    assert "列" in refused(read_docx, body(f"<w:tbl><w:tr>{cell * 10_000}</w:tr></w:tbl>"))
    span = '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc>'
    assert "列" in refused(read_docx, body(f"<w:tbl><w:tr>{span}{cell}</w:tr></w:tbl>"))
    rows = f"<w:tr><w:trPr><w:gridBefore w:val='4000'/></w:trPr>{cell}</w:tr>" * 600
    assert "表格过大" in refused(read_docx, body(f"<w:tbl>{rows}</w:tbl>"))


def test_tables_nest_as_deep_as_the_parser_lets_them() -> None:
    deep = "<w:p><w:r><w:t>底</w:t></w:r></w:p>"
    for _ in range(60):
        deep = f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>层</w:t></w:r></w:p>{deep}</w:tc></w:tr></w:tbl>"
    assert len(read_docx(body(deep), "甲.docx").tables) == 60
    assert refused(read_docx, body("<w:sdt>" * 5000 + "</w:sdt>" * 5000))


def test_relations_out_of_the_package_are_not_followed() -> None:
    rels = (
        '<Relationships><Relationship Id="1" Type="x/styles" Target="file:///etc/passwd" TargetMode="External"/>'
        '<Relationship Id="2" Type="x/numbering" Target="../../../../etc/passwd"/></Relationships>'
    )
    parts = {
        "word/document.xml": f"<w:document {W}><w:body><w:p><w:r><w:t>正文。</w:t></w:r></w:p></w:body></w:document>",
        "word/_rels/document.xml.rels": rels,
    }
    assert read_docx(pack(dict(parts)), "甲.docx").text == "正文。\n"


def test_a_long_chain_of_styles_is_walked_once() -> None:
    """Styles may be based on each other in a chain of any length, and in a circle."""
    count, compared = 2_000, 0

    class Counted(str):
        __slots__ = ()
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            nonlocal compared
            compared += 1
            return str.__eq__(self, other)

    chain = "".join(f'<w:style w:styleId="{n}"><w:basedOn w:val="{(n + 1) % count}"/></w:style>' for n in range(count))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(docx_numbering, "value", lambda *asked: Counted(value(*asked) or ""))
        styles = docx_numbering.read_styles(etree.fromstring(f"<w:styles {W}>{chain}</w:styles>"))
    assert len(styles.known) == count
    assert compared < 20 * count


def test_labels_do_not_unfold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("validator.readers.extract.MAX_TEXT_BYTES", 5_000)
    assert "文字过多" in refused(read_docx, body("<w:p><w:r><w:t>很长的一段文字。</w:t></w:r></w:p>" * 1000))


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_cut_off_at_every_twentieth(kind: str) -> None:
    reader, data = SOUND[kind]
    assert not any(check(reader, data[: len(data) * part // 20]) for part in range(20))
    assert check(reader, data)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 1 << 32))
def test_corrupted_bytes(kind: str, seed: int) -> None:
    reader, sound = SOUND[kind]
    dice, data = random.Random(seed), bytearray(sound)
    for _ in range(dice.randint(1, 30)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    assert check(reader, bytes(data)) in {True, False}


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 1 << 32))
def test_corrupted_xml(kind: str, seed: int) -> None:
    """Swap, drop and double attributes and tags: the XML stays readable more often than with random bytes."""
    reader, sound = SOUND[kind]
    dice = random.Random(seed)
    parts: dict[str, bytes | str] = {}
    with ZipFile(BytesIO(sound)) as archive:
        for name in archive.namelist():
            text = archive.read(name)
            if name.endswith((".xml", ".rels")):
                for _ in range(dice.randint(0, 3)):
                    old = dice.choice(
                        [b"w:val=", b'"1"', b'"0"', b"r=", b"w:p>", b"w:tc>", b"Id=", b"row", b"<v>", b"main", b"s="]
                    )
                    new = dice.choice(
                        [b'"-1"', b'"999999999999"', b'""', b"w:val=", b"w:tbl>", b"x=", b"w:r>", b"Target=", b"t="]
                    )
                    text = text.replace(old, new, dice.randint(1, 9))
            parts[name] = text
    assert check(reader, pack(parts)) in {True, False}


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    assert check(read_docx, data) in {True, False}
    assert check(read_xlsx, b"PK\x03\x04" + data) in {True, False}


@pytest.mark.parametrize(
    "start",
    ['<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>', "<office:document x='1'>"],
)
def test_office_files_in_xml_are_refused(start: str) -> None:
    with pytest.raises(ReadError, match="Office file in XML"):
        read_bytes(start.encode() + b"<w:t>2025</w:t>", "a.xml")
