"""The ods reader: a cell reads as it is displayed, and nothing that a file repeats unfolds beyond its bounds."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from validator.document import Document, Table
from validator.errors import ReadError
from validator.readers import read_bytes
from validator.readers.ods import read_ods

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style", "draw")
)


def pack(content: str, **parts: str) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def workbook(inner: str, styles: str = "") -> bytes:
    return pack(
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{inner}</office:spreadsheet></office:body></office:document-content>"
    )


def sheet(*rows: str, name: str = "指标", style: str = "", head: str = "") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{head}{"".join(rows)}</table:table>'


def row(*cells: str, properties: str = "") -> str:
    return f"<table:table-row {properties}>{''.join(cells)}</table:table-row>"


def cell(text: str = "", properties: str = "") -> str:
    return f"<table:table-cell {properties}>{f'<text:p>{text}</text:p>' if text else ''}</table:table-cell>"


def read(*tables: str, styles: str = "") -> Document:
    return read_ods(workbook("".join(tables), styles), "甲.ods")


def grid(table: Table) -> list[list[str]]:
    return [[cell.text.string for cell in row] for row in table.grid]


def refused(data: bytes) -> str:
    with pytest.raises(ReadError) as error:
        read_ods(data, "甲.ods")
    assert "甲.ods" in error.value.zh
    return error.value.zh


def test_cells_read_as_displayed_and_without_text_by_their_value() -> None:
    document = read(
        sheet(
            row(cell("指标"), cell("2030年"), cell("说明")),
            row(
                cell("增速"),
                cell("8.3%", 'office:value-type="percentage" office:value="0.083"'),
                "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation>"
                "<text:p>上<text:s text:c='1'/><text:span>行</text:span></text:p><text:p>下行</text:p></table:table-cell>",
            ),
            row(
                cell("产值"),
                cell("", 'office:value-type="percentage" office:value="0.0825"'),
                cell("", 'office:value-type="float" office:value="66.150"'),
            ),
        )
    )
    assert grid(document.tables[0]) == [
        ["指标", "2030年", "说明"],
        ["增速", "8.3%", "上行下行"],
        ["产值", "8.25%", "66.15"],
    ]
    assert (document.tables[0].grid[1][1].address, document.tables[0].sheet) == ("B2", "指标")


def test_merged_and_repeated_cells_and_several_tables() -> None:
    document = read(
        sheet(
            row(cell("指标", 'table:number-rows-spanned="2"'), cell("目标", 'table:number-columns-spanned="2"')),
            row("<table:covered-table-cell/>", cell("2025年"), cell("2030年")),
            row(cell("投入"), cell("5", 'table:number-columns-repeated="2"')),
            row(cell(properties='table:number-columns-repeated="16384"'), properties='table:number-rows-repeated="2"'),
            row(cell("指标"), cell("7")),
            row(
                cell(properties='table:number-columns-repeated="16384"'),
                properties='table:number-rows-repeated="1048000"',
            ),
        )
    )
    first, second = document.tables
    assert grid(first) == [["指标", "目标", "目标"], ["指标", "2025年", "2030年"], ["投入", "5", "5"]]
    assert first.grid[0][0] is first.grid[1][0]
    assert grid(second) == [["指标", "7"]]
    assert second.grid[0][1].address == "B6"


def test_what_is_hidden_missing_or_drawn_is_told() -> None:
    hidden = (
        '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="9"/>'
    document = read(
        sheet(
            row(cell("指标"), cell("1")),
            row(cell("合计"), cell("", 'table:formula="of:=1+2"'), properties='table:visibility="filter"'),
            row(cell("空"), cell("", 'table:formula="of:=X" office:value-type="string"'), "<table:table-cell><draw:frame/></table:table-cell>"),
            head=columns,
        ),
        sheet(row(cell("底稿"), cell("2")), name="底稿", style="h"),
        styles=hidden,
    )  # fmt: skip
    assert [unread.where for unread in document.unread] == [
        "工作表“指标”：第2行",
        "工作表“指标”：B列",
        "工作表“指标”：B2",
        "工作表“指标”：图形",
        "工作表“底稿”",
    ]


def test_tables_of_links_are_no_sheets() -> None:
    link = f"<table:dde-links><table:dde-link>{sheet(row(cell('旧'), cell('9')), name='旧')}</table:dde-link></table:dde-links>"
    assert [table.sheet for table in read(sheet(row(cell("指标"), cell("1"))), link).tables] == ["指标"]


@pytest.mark.parametrize("times", ["1048576", "999999999999", "300000"])
def test_a_filled_row_that_is_repeated_does_not_unfold(times: str) -> None:
    again = row(cell("指标"), cell("1"), properties=f'table:number-rows-repeated="{times}"')
    assert "过大" in refused(workbook(sheet(again)))
    assert "过大" in refused(workbook(sheet(row(cell("1", f'table:number-columns-repeated="{times}"')))))


def test_a_long_row_is_not_repeated_as_often_as_a_short_one() -> None:
    """A sentence repeated 32,768 times is a file of one kilobyte, and was a report of a gigabyte."""
    again = 'table:number-rows-repeated="4000"'
    assert "过大" in refused(
        workbook(sheet(row(cell("到2030年，高新技术企业达到45家，研发投入达到3亿元。"), properties=again)))
    )
    assert len(read(sheet(row(cell("指标"), cell("1"), properties=again))).tables[0].grid) == 4000


def test_odd_counts_are_read_as_one() -> None:
    odd = row(cell("指标", 'table:number-columns-repeated="-5"'), cell("1", 'table:number-rows-spanned="x"'))
    assert grid(read(sheet(odd)).tables[0]) == [["指标", "1"]]


def test_no_sheet_a_password_and_entities() -> None:
    assert "工作表" in refused(workbook(""))
    assert "content.xml" in refused(pack("<a><b></a>"))
    assert "已加密" in refused(
        pack("", **{"META-INF/manifest.xml": "<m:file-entry><m:encryption-data/></m:file-entry>"})
    )
    assert "DOCTYPE" in refused(pack('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'))


def test_damaged_where_the_format_is_told() -> None:
    """The first part says what kind of package it is, and may be the damaged one."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet" * 20)
    data = bytearray(stream.getvalue())
    data[38:48] = b"\xff" * 10  # within the compressed bytes
    with pytest.raises(ReadError, match="damaged"):
        read_bytes(bytes(data), "甲.ods")
