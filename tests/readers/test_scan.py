"""Pictures and scanned pages. What needs the extra `ocr` is skipped where it is not installed."""

from collections.abc import Callable
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.readers.pdf_writer import Sheet, pdf
from validator.document import Document
from validator.errors import ReadError
from validator.pipeline import check_document
from validator.readers import child, read_bytes, scan_pages
from validator.reports.build import build_report

GRID = [
    ["指标", "单位", "2025年", "2030年", "年均增长（%）", "属性"],
    ["地区生产总值", "亿元", "661.5", "928.0", "7.0", "预期性"],
    ["社会消费品零售总额", "亿元", "210.0", "295.0", "7.0", "预期性"],
    ["居民人均可支配收入", "元", "45200", "60500", "6.0", "预期性"],
    ["规模以上工业企业", "家", "126", "200", "11.7", "预期性"],
    ["森林覆盖率", "%", "41.2", "43.0", "[1.8]", "约束性"],
]
NUMBERS = ("661480", "985000", "198444", "315200", "126", "200", "420", "900", "8,250", "12,000", "2.44")
recognises = pytest.mark.skipif(
    not (find_spec("rapidocr") and find_spec("onnxruntime")),
    reason="the extra is not installed: pip install 'gouji[ocr]'",
)


@pytest.fixture
def page(root: Path) -> Path:
    """A page with a wrong growth rate, as a picture (drawn by draw_scan.py)."""
    return root / "fixtures" / "scans" / "page.png"


def grids(document: Document) -> list[list[list[str]]]:
    # The recognition knows full-width signs and half-width ones, but not which of them it sees.
    return [
        [[cell.text.string.replace("(", "（").replace(")", "）") for cell in row] for row in table.grid]
        for table in document.tables
    ]


def saved(page: Path, change: Callable[[Any], Any], kind: str, **options: object) -> bytes:
    """The page changed and saved in another kind of file."""
    from PIL import Image

    out = BytesIO()
    change(Image.open(page).convert("L")).save(out, kind, **options)
    return out.getvalue()


@recognises
def test_a_wrong_rate_on_a_scanned_page_is_found(page: Path) -> None:
    report = build_report([check_document(str(page))])
    (finding,) = (each for each in report.findings if each.severity == "error")
    assert (finding.code, finding.evidence[0].text, finding.evidence[0].page) == ("GR101", "11.7", 1)
    assert [part.where for part in report.documents[0].unread] == ["第1页"]


@recognises
def test_a_page_is_read_in_its_order_and_every_figure_has_its_box(page: Path) -> None:
    document = read_bytes(page.read_bytes(), "甲.png")
    assert document.title == "某区国民经济和社会发展第十五个五年规划纲要"
    assert [(each.level, each.text.string) for each in document.paragraphs][1:3] == [
        (1, "二、主要目标"),
        (
            0,
            "到2030年，全区地区生产总值达到928亿元，年均增长7%左右；规模以上工业企业达到200家，"
            "森林覆盖率稳定在43%以上。",
        ),
    ]
    assert grids(document) == [GRID]
    cell = document.tables[0].grid[4][4].text
    box = next(box for box in document.boxes if box.start == cell.span().start)
    assert box.page == 1
    assert box.left < 925 * 72 / 150 < box.right  # 11.7 was drawn around this place, at 150 dots per inch
    assert box.top < 919 * 72 / 150 < box.bottom
    assert box.confidence is not None
    assert box.confidence >= 95


@recognises
@pytest.mark.parametrize(
    ("turn", "kind", "options"),
    [
        (90, "PNG", {}),
        (180, "TIFF", {}),
        (3, "JPEG", {"quality": 80}),
    ],
)
def test_a_page_that_stands_wrong_is_set_right(page: Path, turn: int, kind: str, options: dict[str, object]) -> None:
    data = saved(page, lambda image: image.rotate(turn, expand=True, fillcolor=255, resample=3), kind, **options)
    (grid,) = grids(read_bytes(data, "甲"))
    lost = [(r, c) for r, row in enumerate(grid) for c, text in enumerate(row) if text != GRID[r][c]]
    assert lost in ([], [(5, 1)])  # a lonely % may be given up, and is listed then


@recognises
@pytest.mark.parametrize(("mode", "kind"), [("CMYK", "JPEG"), ("1", "TIFF"), ("I;16", "PNG"), ("LA", "PNG")])
def test_kinds_of_pictures(page: Path, mode: str, kind: str) -> None:
    def change(image: Any) -> Any:
        if mode == "I;16":
            return image.point(lambda value: value * 257, "I").convert("I;16")
        if mode == "LA":
            image.putalpha(image.point(lambda value: 255 - value))
            return image
        return image.convert(mode)

    assert grids(read_bytes(saved(page, change, kind), "甲")) == [GRID]


@recognises
def test_scanned_pages_of_a_pdf_are_read_between_the_others(page: Path) -> None:
    from PIL import Image

    sheet = Sheet()
    sheet.text(96, 100, "企业达到45家。")
    assert [each.text.string for each in read_bytes(pdf(sheet), "甲.pdf").paragraphs] == ["企业达到45家。"]
    data = saved(
        page, lambda image: image, "PDF", resolution=150, save_all=True, append_images=[Image.new("L", (80, 80))]
    )
    document = read_bytes(data, "甲.pdf")
    assert grids(document) == [GRID]
    assert document.format == "pdf"
    assert [(each.where, each.why[:2]) for each in document.unread] == [("第1页", "文字"), ("第2页", "没有")]


@recognises
@pytest.mark.parametrize("name", ["scan_page2.png", "scan_noisy.png"])
def test_the_given_scans(root: Path, name: str) -> None:
    file = root.parent / "shared" / "formats" / name
    if not file.is_file():
        pytest.skip(f"the scans are not at {file.parent}")
    document = read_bytes(file.read_bytes(), name)
    (grid,) = grids(document)
    assert len(grid) == 10
    assert {len(row) for row in grid} == {5}
    assert set(NUMBERS) <= {text for row in grid for text in row}
    assert grid[0] == ["指标", "单位", "规划目标", "规划目标", "属性"]
    assert [row[0] for row in grid[2:5]] == ["1.地区生产总值", "其中：制造业增加值", "2.高新技术企业数"]
    assert grid[5] == ["二、创新能力"] * 5
    assert grid[6][2:] == ["1350", "2,600", "预期性"]
    text = "".join(each.text.string for each in document.paragraphs)
    assert all(figure in text for figure in ("98.5", "8.3%", "0.76", "120", "60家", "16件"))


# Where the extra is not installed, and what comes from outside


def refusal(data: bytes, name: str = "甲.png") -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, name)
    assert name in caught.value.en
    return caught.value.zh


def header(width: int, height: int) -> bytes:
    """The beginning of a PNG of this size."""
    from struct import pack
    from zlib import crc32

    head, body = b"IHDR" + pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0), b"IDATx"
    parts = (pack(">I", len(each) - 4) + each + pack(">I", crc32(each)) for each in (head, body))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_without_the_extra_a_picture_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_pages, "find_spec", lambda package: None)
    assert 'pip install "gouji[ocr]"' in refusal(header(9, 9))


def test_without_the_extra_a_scanned_page_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_pages, "find_spec", lambda package: None)
    first, second = Sheet(), Sheet()
    first.text(96, 100, "企业达到45家。")
    second.picture(0, 0, 595, 842)
    (part,) = read_bytes(pdf(first, second), "甲.pdf").unread
    assert part.where == "第2页"
    assert "gouji[ocr]" in part.why


@pytest.mark.parametrize(("fate", "word"), [("import os; os.abort()", "已损坏"), ("while True: pass", "识别完")])
def test_a_crash_or_a_hang_is_an_error_of_one_sentence(monkeypatch: pytest.MonkeyPatch, fate: str, word: str) -> None:
    monkeypatch.setattr(scan_pages, "find_spec", lambda package: True)
    monkeypatch.setattr(child, "_START", fate)
    monkeypatch.setattr(scan_pages, "MAX_SCAN_SECONDS", 0.5)
    assert word in refusal(header(9, 9))


@recognises
@pytest.mark.parametrize(
    ("data", "word"),
    [
        (header(60_000, 60_000), "图片过大"),
        (header(40_000, 3), "图片过大"),
        (header(900, 900), "已损坏"),
        (b"GIF89a" + b"\xff" * 200, "已损坏"),
        (b"RIFF\x10\0\0\0WEBP" + b"\0" * 40, "已损坏"),
    ],
)
def test_pictures_that_are_none(data: bytes, word: str) -> None:
    assert word in refusal(data)


@recognises
@pytest.mark.parametrize("size", [(1, 1), (20_000, 3), (700, 700)])
def test_pictures_without_text(page: Path, size: tuple[int, int]) -> None:
    assert "没有识别出文字" in refusal(saved(page, lambda image: image.crop((0, 0, 9, 9)).resize(size), "PNG"))


@recognises
def test_a_moving_picture_is_read_once_and_says_so(page: Path) -> None:
    def saved_twice(image: Any) -> bytes:
        out = BytesIO()
        image.save(out, "GIF", save_all=True, append_images=[image.rotate(180)])
        return out.getvalue()

    from PIL import Image

    document = read_bytes(saved_twice(Image.open(page).convert("L")), "甲.gif")
    assert grids(document) == [GRID]
    assert document.unread[-1].where == "第1页之后"
