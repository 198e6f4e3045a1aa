"""The xls reader (xls and et are one format): a cell reads as Excel shows it. The files are made here, record by record."""

import struct
from pathlib import Path

import pytest

from tests.ole_build import compound
from validator.document import Document, Table
from validator.errors import ReadError
from validator.readers import read_bytes
from validator.readers.xls import read_et, read_xls

FORMATS = Path(__file__).parents[3] / "shared" / "formats"
GENERAL, PERCENT, THOUSANDS, DAY, YEAR = range(5)  # the styles of `stream`
CODES = {164: "0.0%", 165: "#,##0", 166: 'yyyy"年"'}


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def string(text: str, length: str) -> bytes:
    return struct.pack(length, len(text)) + b"\x01" + text.encode("utf-16-le")


def text(row: int, column: int, what: str) -> bytes:
    return record(0x204, struct.pack("<HHH", row, column, 0) + string(what, "<H"))


def number(row: int, column: int, what: float, style: int = GENERAL) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, style, what))


def formula(row: int, column: int, result: bytes) -> bytes:
    return record(0x006, struct.pack("<HHH", row, column, 0) + result + bytes(6) + bytes(2))


def begin(kind: int) -> bytes:
    return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))


def sheet(*records: bytes) -> bytes:
    return begin(0x10) + b"".join(records) + record(0x0A)


def stream(*sheets: tuple[str, int, bytes], extra: bytes = b"", offsets: list[int] | None = None) -> bytes:
    """The records of a workbook with sheets of (name, 1 for hidden, records)."""
    codes = b"".join(record(0x41E, struct.pack("<H", key) + string(code, "<H")) for key, code in CODES.items())
    styles = b"".join(record(0xE0, struct.pack("<HHH", 0, key, 0) + bytes(14)) for key in (0, 164, 165, 14, 166))
    head = begin(5) + record(0x42, struct.pack("<H", 1200)) + extra + record(0x22, bytes(2)) + codes + styles

    def index(places: list[int]) -> bytes:
        named = zip(places, sheets, strict=True)
        return b"".join(
            record(0x85, struct.pack("<IH", at, state) + string(name, "<B")) for at, (name, state, _) in named
        )

    at = len(head) + len(index([0] * len(sheets))) + 4
    places = []
    for _, _, records in sheets:
        places.append(at)
        at += len(records)
    return head + index(offsets or places) + record(0x0A) + b"".join(records for _, _, records in sheets)


def read(*records: bytes) -> Document:
    return read_xls(compound(stream(("指标", 0, sheet(*records)))), "甲.xls")


def grid(table: Table) -> list[list[str]]:
    return [[cell.text.string for cell in row] for row in table.grid]


def refused(data: bytes) -> str:
    with pytest.raises(ReadError) as error:
        read_xls(data, "甲.xls")
    assert "甲.xls" in error.value.zh
    return error.value.zh


def test_cells_read_as_displayed() -> None:
    document = read(
        text(0, 0, "指标"), number(0, 1, 47484, YEAR), text(0, 2, "说明"),
        text(1, 0, "增速"), number(1, 1, 0.083, PERCENT), text(1, 2, "8.30"),
        text(2, 0, "产值"), number(2, 1, 661480, THOUSANDS), number(2, 2, 46000, DAY),
        text(3, 0, "合计"), formula(3, 1, struct.pack("<d", 66.15)), formula(3, 2, b"\x01\0\x01\0\0\0\xff\xff"),
        text(4, 0, "结论"), formula(4, 1, b"\0\0\0\0\0\0\xff\xff") + record(0x207, string("持平", "<H")),
        formula(4, 2, b"\x02\0\x07\0\0\0\xff\xff"),
    )  # fmt: skip
    assert grid(document.tables[0]) == [
        ["指标", "2030年", "说明"],
        ["增速", "8.3%", "8.30"],
        ["产值", "661,480", "2025/12/9"],
        ["合计", "66.15", "TRUE"],
        ["结论", "持平", "#DIV/0!"],
    ]
    assert document.tables[0].grid[1][1].address == "B2"


def test_merged_cells_several_tables_and_what_is_hidden() -> None:
    row = record(0x208, struct.pack("<HHHHHHI", 4, 0, 2, 255, 0, 0, 0x20))
    column = record(0x7D, struct.pack("<HHHHHH", 1, 1, 2000, 0, 1, 0))
    merged = record(0xE5, struct.pack("<H4H", 1, 1, 1, 0, 1))
    first = sheet(
        column, row, text(0, 0, "指标"), number(0, 1, 1), text(1, 0, "一、投入"), text(2, 0, "研发"), number(2, 1, 2),
        text(4, 0, "指标"), number(4, 1, 3), text(5, 0, "产出"), number(5, 1, 4), merged,
    )  # fmt: skip
    second = sheet(text(0, 0, "底稿"), number(0, 1, 5))
    document = read_et(compound(stream(("指标", 0, first), ("底稿", 1, second))), "甲.et")
    assert document.format == "et"
    assert [grid(table) for table in document.tables] == [
        [["指标", "1"], ["一、投入", "一、投入"], ["研发", "2"]],
        [["指标", "3"], ["产出", "4"]],
        [["底稿", "5"]],
    ]
    assert [(unread.where, unread.why) for unread in document.unread] == [
        ("工作表“指标”：第5行", "隐藏的行，也已读取"),
        ("工作表“指标”：B列", "隐藏的列，也已读取"),
        ("工作表“底稿”", "隐藏的工作表，也已读取"),
    ]


def test_charts_and_pictures_are_told_and_comments_are_not() -> None:
    drawn = [record(0x5D, struct.pack("<HHHH", 0x15, 0x12, kind, 1) + bytes(14)) for kind in (0x08, 0x19)]
    cells = text(0, 0, "指标"), number(0, 1, 1)
    assert [unread.where for unread in read(*cells, drawn[0]).unread] == ["工作表“指标”：图形"]
    assert read(*cells, drawn[1]).unread == ()
    chart = compound(stream(("指标", 0, sheet(*cells)), ("图", 0x200, sheet())))
    assert [unread.where for unread in read_xls(chart, "甲.xls").unread] == ["工作簿"]


def test_a_password() -> None:
    assert "已加密" in refused(compound(stream(("一", 0, sheet()), extra=record(0x2F, bytes(54)))))


def test_sheets_in_one_place_are_not_read_twice() -> None:
    one = ("一", 0, sheet(text(0, 0, "指标")))
    at = stream(one).rindex(begin(0x10)) + len(record(0x85, struct.pack("<IH", 0, 0) + string("一", "<B"))) * 999
    assert "已损坏" in refused(compound(stream(*[one] * 1000, offsets=[at] * 1000)))


def test_few_cells_far_to_the_right_do_not_unfold() -> None:
    far = b"".join(number(row, 255, 1) for row in range(20_000))
    assert "过大" in refused(compound(stream(("一", 0, sheet(far)))))


def test_damaged_records_and_other_streams() -> None:
    sound = stream(("一", 0, sheet(text(0, 0, "指标"), number(0, 1, 1))))
    assert read_xls(compound(sound), "甲.xls").blocks
    assert "已损坏" in refused(compound(sound, "Other"))
    assert "已损坏" in refused(compound(sound[:200]))
    assert "已损坏" in refused(compound(sound)[:1500])
    assert "已损坏" in refused(compound(sound.replace(struct.pack("<H", 0x85), b"\xff\xff")))


@pytest.mark.skipif(not FORMATS.is_dir(), reason="the sample files of ../shared/formats are not here")
@pytest.mark.parametrize("kind", ["xls", "et", "ods"])
def test_the_sample_sheet(kind: str) -> None:
    """As plan.xlsx, but that the program which saved it computed the formula in D13."""
    document = read_bytes((FORMATS / f"plan.{kind}").read_bytes(), f"plan.{kind}")
    table = document.tables[0]
    assert document.format == kind
    assert table.caption is not None
    assert table.caption.string == "表1 主要指标"
    assert [cell.text.string for cell in table.grid[3]] == ["1.地区生产总值", "万元", "661,480", "985,000", "预期性"]
    assert table.grid[3][4] is table.grid[4][4]
    assert [cell.text.string for cell in table.grid[-1]] == ["增速", "", "8.3%", "0", ""]
    assert [unread.where for unread in document.unread] == ["工作表“隐藏”"]


def test_a_stream_that_claims_more_than_the_file_holds() -> None:
    data = bytearray(compound(b"\x09\x08" + bytes(600)))
    entry = data.find("Workbook".encode("utf-16-le"))
    data[entry + 120 : entry + 124] = (0x7FFFFFFF).to_bytes(4, "little")
    with pytest.raises(ReadError):
        read_bytes(bytes(data), "a.xls")
