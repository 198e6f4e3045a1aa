"""What stands on the pages of a scan: asks the process that recognises characters (`scan_child`), and bounds it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec

from validator.errors import ReadError
from validator.readers.child import Broken, answers, read_numbers, read_record
from validator.readers.limits import MAX_IMAGE_EDGE, MAX_IMAGE_PIXELS, MAX_SCAN_PAGES, MAX_SCAN_SECONDS
from validator.readers.pdf_pages import Page, read_page


def is_installed() -> bool:
    """True where the extra `ocr` is."""
    return all(find_spec(package) for package in ("rapidocr", "onnxruntime"))


def scanned_pages(data: bytes, name: str, wanted: Sequence[int] = ()) -> Iterator[Page]:
    """The pages of an image file, or those of a pdf with the numbers in `wanted`, as they are recognised.

    Raises `ReadError` for a picture that is damaged or too large, and where the time is over or the recognition
    breaks; the pages before that are given.
    """
    try:
        with answers("scan_child", data, MAX_SCAN_SECONDS, *map(str, wanted)) as stream:
            while "end" not in (record := read_record(stream)):
                if error := record.get("error"):
                    raise _refusal(error, name)
                page = read_page(record["page"], record, stream)
                confidence = read_numbers(stream, "b", len(page.words))
                yield replace(page, confidence=confidence, illegible=record["illegible"])
    except Broken as broken:
        raise _refusal("seconds" if broken.late else "damaged", name) from broken
    except OSError as error:
        raise _refusal("library", name) from error


def not_installed(name: str) -> ReadError:
    """What to say of a picture where nothing recognises its characters."""
    return ReadError(
        f'{name} 是图片：请运行 pip install "gouji[ocr]" 后再试，或改用文字版。',
        f'{name} is a picture: run pip install "gouji[ocr]" to have its text recognised, or use a version with text.',
    )


def _refusal(error: str, name: str) -> ReadError:
    zh, en = {
        "size": (
            f"图片过大（超过 {MAX_IMAGE_PIXELS // 1_000_000} 百万像素，或一边超过 {MAX_IMAGE_EDGE} 像素）",
            f"has more than {MAX_IMAGE_PIXELS // 1_000_000} million pixels, or {MAX_IMAGE_EDGE} along one edge,",
        ),
        "pages": (
            f"一份文件最多识别 {MAX_SCAN_PAGES} 页",
            f"has more than the {MAX_SCAN_PAGES} pages that are recognised",
        ),
        "moving": ("动态图片只识别第一幅", "is a moving picture, of which the first is recognised"),
        "damaged": ("图片已损坏，或格式不支持", "is damaged, or of a kind of picture that is not supported,"),
        "library": (
            '识别文字的组件不能运行，请重新运行 pip install "gouji[ocr]"',
            "needs the packages of gouji[ocr], which do not work here,",
        ),
        "seconds": (
            f"未能在 {MAX_SCAN_SECONDS} 秒内识别完",
            f"could not be recognised within {MAX_SCAN_SECONDS} seconds",
        ),
    }[error]
    return ReadError(f"{name}：{zh}，无法读取。", f"{name} {en} and is not read.")
