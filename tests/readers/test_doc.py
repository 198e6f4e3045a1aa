"""doc and wps: Word's binary format, read as the docx of the same document is."""

import struct
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest

from tests import doc_build as made
from tests.doc_build import Paragraph, change, doc, p, row, spread
from tests.ole_build import storage
from validator.document import Document
from validator.errors import ReadError
from validator.readers import converted, doc_text, limits, read_bytes

FORMATS = Path(__file__).parents[3] / "shared" / "formats"
needs_samples = pytest.mark.skipif(not FORMATS.is_dir(), reason="the sample files of ../shared/formats are not here")
TAIL = p("后文")
SYMBOL = struct.pack("<HH", 1, 0xF0B3)
FONTS = struct.pack("<HH", 2, 0) + b"".join(
    bytes([39 + len(raw)]) + bytes(39) + raw
    for raw in (each.encode("utf-16-le") + b"\0\0" for each in ("宋体", "Symbol"))
)


@pytest.fixture(autouse=True)
def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here needs a converter."""
    monkeypatch.setattr(converted, "_office", lambda: None)


def read(*body: Paragraph | Sequence[Paragraph], **more: object) -> Document:
    return read_bytes(doc(*body, **more), "甲.doc")


def texts(document: Document) -> list[str]:
    return [block.text.string for block in document.paragraphs]


def grids(document: Document) -> list[list[list[str]]]:
    return [[[cell.text.string for cell in cells] for cells in table.grid] for table in document.tables]


def missed(document: Document) -> list[str]:
    return [unread.where for unread in document.unread]


def refused(data: bytes, name: str = "甲.doc") -> str:
    with pytest.raises(ReadError) as error:
        read_bytes(data, name)
    assert name in error.value.zh
    assert name in error.value.en
    return error.value.zh


def runs(*parts: tuple[str, bytes], looks: bytes = b"", style: int = 0) -> Paragraph:
    return Paragraph(list(parts), looks, style)


@needs_samples
@pytest.mark.parametrize("kind", ["doc", "wps"])
def test_the_sample_plan_is_that_of_its_docx(kind: str) -> None:
    data = (FORMATS / f"plan.{kind}").read_bytes()
    document = read_bytes(data, f"plan.{kind}")
    other = read_bytes((FORMATS / "plan.docx").read_bytes(), "plan.docx")
    assert (document.text, document.blocks, document.title) == (other.text, other.blocks, other.title)
    assert (document.format, document.path, document.unread) == (kind, f"plan.{kind}", ())
    assert document.sha256 == sha256(data).hexdigest()


@needs_samples
def test_the_sample_of_edges_runs_no_deleted_text_into_the_rest() -> None:
    data = (FORMATS / "edge.doc").read_bytes()
    document = read_bytes(data, "edge.doc")
    assert texts(document)[:7] == [
        "一、发展基础", "（一）主要成效", "正文一。", "（二）存在问题", "正文二。", "二、主要指标", "目标为120亿元（修订）。",
    ]  # fmt: skip
    assert texts(document)[-3:] == ["文本框前。", "文本框文字", "表后。"]
    assert grids(document) == [[["A", "B", "B"], ["A", "C", "D"], ["", "E", "F"], ["G", "", ""]]]
    assert "目标为100亿元（修订）。" in texts(read_bytes(data, "edge.doc", "original"))


def test_text_in_both_encodings_and_several_pieces() -> None:
    streams = made.streams([p("年均增长5%"), p("二")])
    narrow = "GDP: 100 … €\r".encode("cp1252")
    streams["WordDocument"] += narrow
    at = len(streams["WordDocument"]) - len(narrow)
    pieces = made.piece_table([(0, 13, 0x40000000 | at * 2, 0), (13, 22, made.TEXT_AT, 0)])
    assert read_bytes(stored(streams, pieces, 22), "甲.doc").text == "GDP: 100 … €\n年均增长5%\n二\n"


def stored(streams: dict[str, bytes], pieces: bytes, count: int) -> bytes:
    """The same with another table of pieces, and a body of this many characters."""
    text = bytearray(streams["WordDocument"])
    text[0x4C:0x50] = struct.pack("<I", count)
    text[0x9A + 8 * 33 : 0xA2 + 8 * 33] = struct.pack("<II", len(streams["1Table"]), len(pieces))
    return storage({**streams, "WordDocument": bytes(text), "1Table": streams["1Table"] + pieces})


@pytest.mark.parametrize("property", [0x41 << 1 | 1 << 8, 1], ids=["in short", "by number"])
def test_what_a_piece_says_of_all_its_characters(property: int) -> None:
    """A file that was saved fast names the changes made since; here the second paragraph was deleted."""
    streams = made.streams([p("甲"), p("乙"), p("丙")])
    at = made.TEXT_AT
    cuts = [(0, 2, at, 0), (2, 4, at + 4, property), (4, 6, at + 8, 0)]
    pieces = made.piece_table(cuts, [change(0x0800)])
    assert texts(read_bytes(stored(streams, pieces, 6), "甲.doc")) == ["甲", "丙"]


def test_characters_of_two_units_keep_their_places() -> None:
    paragraph = runs(("𠮷县", b""), ("\2", made.SPECIAL), ("投入3亿元\r", b""))
    marks = {2: spread([3, 9], [b"\1\0"]), 3: spread([0, 5, 5])}
    document = read(paragraph, stories={"footnotes": [p("\2 注一")]}, parts=marks)
    assert texts(document) == ["𠮷县投入3亿元", "注一"]


def test_headings_by_style_and_by_outline_level() -> None:
    styles = made.sheet(
        made.style("正文", built_in=0),
        made.style("标题 1", 0, built_in=1),
        made.style("我的", 1),
        made.style("heading 2", 0),
        made.style("目录 1", 0, built_in=19),
        made.style("大题目", 0, built_in=62),
    )
    body = [
        p("某县规划", style=5), p("目录行", style=4), p("总则", style=1), p("同级", style=2), p("基础", style=3),
        p("细节", change(0x2640, 2)), p("正文", change(0x2640, 9)),
    ]  # fmt: skip
    document = read(*body, parts={1: styles})
    assert document.title == "某县规划"
    levels = [(block.text.string, block.level) for block in document.paragraphs]
    assert levels[1:] == [("总则", 1), ("同级", 1), ("基础", 2), ("细节", 3), ("正文", 0)]


def numbered(text: str, use: int, level: int = 0) -> Paragraph:
    return p(text, change(0x260A, level) + change(0x460B, use))


def test_automatic_numbers() -> None:
    nine = [made.level("%1、", 37), made.level("（%2）", 39), made.level("%1.%2.%3", flags=4), *[made.level("")] * 6]
    lists, levels = made.lists(nine, [made.level("第%1条", 0, start=3, follows=1)])
    restarted = struct.pack("<II", 7, 0x10)
    other = struct.pack("<II", 0, 0x20) + made.level("%1）", 18)
    parts = {73: lists, 74: made.uses((1, []), (2, []), (1, [restarted]), (2, [other]))}
    body = [
        numbered("甲", 1), numbered("乙", 1, 1), numbered("丙", 1, 2), numbered("丁", 1), numbered("戊", 1, 1),
        numbered("己", 2), numbered("庚", 2), numbered("辛", 3), numbered("壬", 4), numbered("癸", 0), numbered("子", -1),
    ]  # fmt: skip
    assert texts(read(*body, parts=parts, behind={73: levels})) == [
        "一、甲", "（一）乙", "1.1.1丙", "二、丁", "（一）戊", "第3条己", "第4条庚", "七、辛", "⑤）壬", "癸", "子",
    ]  # fmt: skip


def test_the_number_of_a_style_and_of_word_6() -> None:
    lists, levels = made.lists([made.level("%1、", 37)] * 9)
    heading = made.style("标题 1", 0, change(0x460B, 1), built_in=1)
    parts = {1: made.sheet(made.style("正文"), heading), 73: lists, 74: made.uses((1, []))}
    document = read(p("甲", style=1), p("乙", style=1), numbered("丙", 2047), parts=parts, behind={73: levels})
    assert texts(document) == ["一、甲", "二、乙", "丙"]
    assert missed(document) == ["第3段：域（AUTONUM）"]


def test_merged_cells() -> None:
    body = [
        row("指标", "数值", "属性", edges=[0, 2000, 6000, 7000], cells=[0x60, 0, 0x60]),
        row("", "2020年", "2025年", "", edges=[5, 2000, 4000, 6003, 7000], cells=[0x20, 0, 0, 0x20]),
        row("甲", "1", "2", edges=[2000, 4000, 6000, 7000]),
        row("乙", "", "丙", "", edges=[0, 2000, 4000, 6000, 7000], cells=[1, 2, 1, 2]),
    ]
    assert grids(read(*body, TAIL)) == [[
        ["指标", "数值", "数值", "属性"], ["指标", "2020年", "2025年", "属性"], ["", "甲", "1", "2"], ["乙", "乙", "丙", "丙"],
    ]]  # fmt: skip


def test_cells_merged_by_later_changes() -> None:
    across = change(0x5624, 0 | 2 << 8)
    down = [change(0xD62B, bytes([2, 2, state])) for state in (3, 1)]
    body = [row("甲", "", "乙", more=across + down[0]), row("丙", "丁", "", more=down[1])]
    assert grids(read(*body, TAIL)) == [[["甲", "甲", "乙"], ["丙", "丁", "乙"]]]


def test_cells_inserted_deleted_and_made_wider() -> None:
    inserted = change(0x7621, 1 | 1 << 8 | 1000 << 16)
    wider = change(0x7623, 0 | 1 << 8 | 2000 << 16)
    body = [row("甲", "乙", "丙"), row("丁", "戊", "己", edges=[0, 1000, 2000], more=inserted), row("庚", edges=[0, 1000], more=wider)]  # fmt: skip
    document = read(*body, TAIL)
    assert grids(document) == [[["甲", "乙", "丙"], ["丁", "戊", "己"], ["庚", "庚", ""]]]
    gone = row("辛", "壬", edges=[0, 1000, 2000, 3000], more=change(0x5622, 1 | 2 << 8))
    assert grids(read(row("甲", "乙", "丙"), gone, TAIL)) == [[["甲", "乙", "丙"], ["辛", "壬", ""]]]


def test_a_row_whose_division_stands_in_the_stream_of_data() -> None:
    division = row("", "", edges=[0, 500, 2000])[-1].looks
    named = [p("甲", made.IN_TABLE, mark="\7"), p("乙", made.IN_TABLE, mark="\7"), p("", change(0x6646, 4), mark="\7")]
    document = read(row("1", "2", "3", edges=[0, 500, 1000, 2000]), named, TAIL, data=bytes(4) + struct.pack("<H", len(division)) + division)  # fmt: skip
    assert grids(document) == [[["1", "2", "3"], ["甲", "乙", "乙"]]]


def nested(text: str, depth: int, more: bytes = b"") -> Paragraph:
    return p(text, made.IN_TABLE + change(0x6649, depth) + more)


def test_tables_in_tables() -> None:
    cell_end, row_end = change(0x244B), change(0x244C) + change(0x2417)
    inner = [nested("内一", 2, cell_end), nested("内二", 2, cell_end), nested("", 2, row_end)]
    body = [
        nested("前", 1), *inner, p("后", made.IN_TABLE, mark="\7"), p("右", made.IN_TABLE, mark="\7"), row("", "")[-1], TAIL,
    ]  # fmt: skip
    document = read(*body)
    assert grids(document) == [[["前后", "右"]], [["内一", "内二"]]]
    assert texts(document) == ["后文"]


def test_notes_margins_and_a_text_box() -> None:
    body = [
        runs(("正文", b""), ("\2", made.SPECIAL), ("续", b""), ("\2", made.SPECIAL), ("*自注", b""), ("\r", b"")),
        runs(("框前", b""), ("\b", made.SPECIAL), ("框后\r", b"")),
    ]
    stories = {
        "footnotes": [p("\2 脚注16家"), p("* 星注")],
        "margins": [p("某县规划"), p(""), p("第1页"), p("")],
        "comments": [p("批注不读")],
        "endnotes": [p("\2 尾注")],
        "boxes": [p("框内45家"), p("")],
    }
    parts = {
        2: spread([2, 5, 17], [b"\1\0", b"\0\0"]), 3: spread([0, 8, 13, 13]),
        46: spread([4, 17], [b"\1\0"]), 47: spread([0, 5, 5]),
        11: spread([0] * 7 + [0, 6, 6, 11, 11, 11, 11]),
        40: spread([13, 17], [made.anchor(1025)]), 56: spread([0, 7, 8], [made.box(1025), made.box(0)]),
    }  # fmt: skip
    document = read(*body, stories=stories, parts=parts)
    assert texts(document) == ["正文续*自注", "框前框后", "框内45家", "脚注16家", "尾注", "*星注"]
    assert [(each.kind, each.text) for each in document.asides] == [("header", "某县规划"), ("footer", "第1页")]
    assert document.unread == ()


def test_a_text_box_in_a_group_with_a_picture() -> None:
    def record(kind: int, content: bytes, version: int = 0) -> bytes:
        return struct.pack("<HHI", version, kind, len(content)) + content

    def shape(number: int, properties: bytes = b"") -> bytes:
        more = record(0xF00B, properties, 0x13) if properties else b""
        return record(0xF004, record(0xF00A, struct.pack("<II", number, 0)) + more, 15)

    group = record(0xF003, shape(10) + shape(11) + shape(12, struct.pack("<HI", 0x4104, 1)), 15)
    drawings = record(0xF000, b"", 15) + b"\0" + record(0xF002, record(0xF003, shape(1) + group, 15), 15)
    parts = {40: spread([0, 2], [made.anchor(10)]), 50: drawings, 56: spread([0, 3, 4], [made.box(11), made.box(0)])}
    document = read(runs(("\b", made.SPECIAL), ("\r", b"")), stories={"boxes": [p("框内"), p("")]}, parts=parts)
    assert texts(document) == ["框内"]
    assert missed(document) == ["文首：图片"]


@pytest.mark.parametrize(
    "drawings", [b"\x0f\0", struct.pack("<HHI", 15, 0xF002, 9), struct.pack("<HHI", 0, 0xF00A, 1 << 31)]
)
def test_damaged_drawings_cost_no_text(drawings: bytes) -> None:
    parts = {40: spread([0, 2], [made.anchor(7)]), 50: drawings, 56: spread([0, 3, 4], [made.box(7), made.box(0)])}
    document = read(runs(("\b", made.SPECIAL), ("\r", b"")), stories={"boxes": [p("框内"), p("")]}, parts=parts)
    assert texts(document) == ["框内"]


def test_the_text_of_a_box_without_a_place_is_read_at_the_end() -> None:
    parts = {56: spread([0, 3, 4], [made.box(7), made.box(0)])}
    assert texts(read(p("正文"), stories={"boxes": [p("框内"), p("")]}, parts=parts)) == ["正文", "框内"]


def test_tracked_changes() -> None:
    both = made.INSERTED + made.DELETED
    body = [
        runs(("目标为", b""), ("100", made.DELETED), ("120", made.INSERTED), ("9", both), ("亿元\r", b"")),
        runs(("前段", b""), ("\r", made.DELETED)), p("后段"), runs(("新段", b""), ("\r", made.INSERTED)), p("旧段"),
        row("甲"), [p("乙", made.IN_TABLE, mark="\7"), Paragraph([("\7", made.DELETED)], row("")[-1].looks)],
        [p("丙", made.IN_TABLE, mark="\7"), Paragraph([("\7", made.INSERTED)], row("")[-1].looks)], TAIL,
    ]  # fmt: skip
    data = doc(*body)
    document, before = read_bytes(data, "甲.doc"), read_bytes(data, "甲.doc", "original")
    assert texts(document) == ["目标为120亿元", "前段后段", "新段", "旧段", "后文"]
    assert texts(before) == ["目标为100亿元", "前段", "后段", "新段旧段", "后文"]
    assert (grids(document), grids(before)) == ([[["甲"], ["丙"]]], [[["甲"], ["乙"]]])


def test_hidden_as_the_style_says_or_as_it_does_not() -> None:
    styles = made.sheet(made.style("正文"), made.style("说明", 0, run=made.HIDDEN))
    as_style, opposite = (change(0x083C, each) for each in (0x80, 0x81))
    parts = [("甲", b""), ("乙", as_style), ("丙", opposite), ("丁", change(0x083C, 0)), ("\r", b"")]
    document = read(
        runs(*parts), runs(*parts, style=1), runs(("戊", change(0x0800, 0x80)), ("\r", b"")), parts={1: styles}
    )
    assert texts(document) == ["甲乙丁", "丙丁", "戊"]


def test_another_style_takes_the_number_of_the_old_one_away() -> None:
    lists, levels = made.lists([made.level("%1、", 37)])
    styled = p("乙", change(0x460B, 1) + change(0x2664, 1) + change(0x4600, 0))
    document = read(numbered("甲", 1), styled, parts={73: lists, 74: made.uses((1, []))}, behind={73: levels})
    assert texts(document) == ["一、甲", "乙"]


def test_positions_that_go_back_cost_no_text() -> None:
    parts = {2: spread([0, 1, 3], [b"\1\0"] * 2), 3: spread([0, 0xFFFFFFFF, 2, 0])}
    stories = {"footnotes": [p("注一"), p("注二")]}
    document = read(runs(("\2\2", made.SPECIAL), ("\r", b"")), stories=stories, parts=parts)
    assert texts(document) == ["注一", "注二"]


def test_characters_looked_otherwise_before() -> None:
    mark = change(0xCA89, bytes([7, 1, *[0] * 6]))
    raised = change(0x2A48, 1) + change(0x2A83, 1) + change(0x2A48, 0) + mark
    data = doc(runs(("甲", made.HIDDEN + mark), ("5km", b""), ("2", raised), ("\r", b"")))
    assert [texts(read_bytes(data, "甲.doc", each)) for each in ("accepted", "original")] == [["5km2"], ["甲5km²"]]


def test_a_paragraph_had_another_style_before() -> None:
    styles = made.sheet(made.style("正文"), made.style("标题 1", 0, built_in=1))
    now = p("总则", change(0x4600, 0) + change(0x2664, 1) + change(0x4600, 1))
    data = doc(now, TAIL, parts={1: styles})
    levels = [read_bytes(data, "甲.doc", each).paragraphs[0].level for each in ("accepted", "original")]
    assert levels == [1, 0]


def test_fields_signs_and_what_is_no_text() -> None:
    symbol = change(0x6A09, SYMBOL)
    body = [
        runs(("见", b""), ("\x13", made.SPECIAL), (" REF a ", b""), ("\x14", made.SPECIAL), ("表1", b""), ("\x15。\r", b"")),
        runs(("面积5km", b""), ("2", change(0x2A48, 1)), ("藏", made.HIDDEN), ("(", symbol), ("30\x0b次行\x1e\t\x1f。\r", b"")),
        runs(("符号\uf0b3", change(0x4A4F, 1)), ("9\r", b"")), runs(("\1", made.SPECIAL), ("图\r", b"")),
        runs(("\x13EMBED x\x14\1\x15\5", made.SPECIAL), ("式\r", b"")),
        runs(("\x13 FORMTEXT \1\x14", made.SPECIAL + change(0x0806)), ("填\x15\r", b"")),
        runs(("前页\x0c后页\r", b"")), runs(("节尾\x0c", b"")), p("末\0"),
    ]  # fmt: skip
    document = read(*body, parts={15: FONTS})
    assert texts(document) == [
        "见表1。", "面积5km²≥30", "次行-。", "符号≥9", "图", "式", "填", "前页", "后页", "节尾", "末",
    ]  # fmt: skip
    assert missed(document) == ["第3段：隐藏文字", "第5段：图片", "第6段：公式或嵌入对象", "第11段：自动页码或日期"]


def test_what_is_encrypted_or_older() -> None:
    head = made.block([2], {})
    locked = head[:10] + b"\0\3" + head[12:]
    assert "已加密" in refused(storage({"WordDocument": locked, "1Table": b""}))
    old = b"\xdc\xa5\x65\0" + head[4:]
    assert "Word 95" in refused(storage({"WordDocument": old}))
    assert "Works" in refused(storage({"CONTENTS": b"CHNKWKS"}), "甲.wps")
    assert "不是有效的 doc 文件" in refused(storage({"WordDocument": b"\0\0" + head[2:], "1Table": b""}))
    assert "不是有效的 doc 文件" in refused(storage({"Other": b"x"}))


BODY = [p("正文10亿元。"), *row("甲", "乙"), TAIL]


def spoiled(at: int, raw: bytes, stream: str = "WordDocument") -> bytes:
    """A doc with other bytes at a place."""
    streams = made.streams(BODY)
    streams[stream] = streams[stream][:at] + raw + streams[stream][at + len(raw) :]
    return storage(streams)


PLACE_OF_PIECES = 0x9A + 8 * 33
PAGE = (made.TEXT_AT // 512 + 1) * 512  # of the properties of characters; those of paragraphs follow
FAR = struct.pack("<II", 0x7FFFFFF0, 0x1000)


@pytest.mark.parametrize(
    ("at", "raw"),
    [
        (PLACE_OF_PIECES, FAR), (PLACE_OF_PIECES, bytes(8)), (0x9A + 8 * 12, FAR), (0x9A + 8 * 1, FAR), (0x9A + 8 * 73, FAR),
        (0x9A + 8 * 3, FAR), (0x4C, struct.pack("<I", 100)), (0x50, struct.pack("<I", 5)),
        (PAGE, struct.pack("<I", 0xFFFFFFFF)), (PAGE + 511, b"\xff"), (PAGE + 1023, b"\xff"),
    ],
)  # fmt: skip
def test_damaged_places_counts_and_pages(at: int, raw: bytes) -> None:
    assert "已损坏" in refused(spoiled(at, raw))


@pytest.mark.parametrize(
    "pieces",
    [
        [(0, 3, made.TEXT_AT, 0)], [(5, 20, made.TEXT_AT, 0)], [(0, 20, 1 << 29, 0)],
        [(0, 9, made.TEXT_AT, 0), (9, 4, made.TEXT_AT, 0)], [(0, 9, made.TEXT_AT, 0), (9, 9, made.TEXT_AT, 0), (9, 20, 0, 0)],
    ],
    ids=["too short", "not from the beginning", "beyond the end", "backwards", "empty"],
)  # fmt: skip
def test_pieces_that_do_not_make_the_text(pieces: list[tuple[int, int, int, int]]) -> None:
    assert "已损坏" in refused(doc(*BODY, pieces=lambda _: made.piece_table(pieces)))


def test_pages_of_properties_beyond_the_end() -> None:
    assert "已损坏" in refused(doc(*BODY, parts={13: spread([0, 9], [struct.pack("<I", 0x3FFFFF)])}))


def test_a_stream_cut_off_anywhere_is_refused_or_read() -> None:
    streams = made.streams(BODY)
    for name, whole in streams.items():
        for size in range(0, len(whole), 97):
            data = storage({**streams, name: whole[:size]})
            with suppress(ReadError):
                read_bytes(data, "甲.doc")


def test_styles_based_on_each_other() -> None:
    styles = made.sheet(made.style("甲", 1), made.style("乙", 0), made.style("丙", 2))
    assert texts(read(p("一"), p("二", style=1), p("三", style=2), p("四", style=99), parts={1: styles})) == list(
        "一二三四"
    )


def test_a_million_tables_in_each_other() -> None:
    document = read(nested("甲", 1_000_000), nested("乙", -5), TAIL)
    assert (grids(document), texts(document)) == ([[["乙"]], [["甲"]]], ["后文"])


def test_more_than_there_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc_text, "MAX_DOC_RUNS", 40)
    assert "内容过多" in refused(doc(*[p("甲")] * 30))
    assert "内容过多" in refused(doc(p("\t" * 50)))
    assert "内容过多" in refused(doc(*[nested("甲", depth) for depth in (9, 0, 9)]))
    assert "文字过多" in refused(spoiled(0x4C, struct.pack("<I", limits.MAX_DOC_CHARACTERS + 1)))
    assert "编号列表过多" in refused(doc(*BODY, parts={74: struct.pack("<I", limits.MAX_LISTS + 1)}))


def test_cells_without_end_in_a_row() -> None:
    many = change(0xD608, struct.pack("<H", 4) + b"\xff\0\0")
    grown = change(0x7621, 0 | 255 << 8 | 100 << 16) * 30
    assert (
        grids(read([p("甲", made.IN_TABLE, mark="\7"), p("", row("")[-1].looks + many + grown, mark="\7")], TAIL))[0][
            0
        ][0]
        == "甲"
    )


def test_the_same_properties_again_and_again() -> None:
    """Lists of changes that overlap in the stream of data could be read a thousand times."""
    rows = [p("", change(0x6646, at), mark="\7") for at in range(0, 60, 2)]
    assert "已损坏" in refused(doc(*rows, data=struct.pack("<H", 900) * 500))


def test_a_file_that_names_far_more_sectors_than_it_has() -> None:
    data = bytearray(doc(*BODY))
    data[44:48] = struct.pack("<I", 1 << 20)
    assert "已损坏" in refused(bytes(data))
    data = bytearray(doc(*BODY))
    at = data.index("WordDocument".encode("utf-16-le"))
    data[at + 120 : at + 124] = struct.pack("<I", 1 << 30)
    assert "已损坏" in refused(bytes(data))
