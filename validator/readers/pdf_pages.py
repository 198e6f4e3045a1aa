"""What stands on the pages of a pdf: asks the process that takes it apart (`pdf_child`); its end is one `ReadError`."""

from array import array
from collections.abc import Iterator, Sequence
from typing import IO, Any

from validator.errors import ReadError
from validator.readers.child import Broken, answers, read_numbers, read_record
from validator.readers.limits import MAX_CHARACTERS, MAX_OBJECTS, MAX_PAGE_CHARACTERS, MAX_PAGES, MAX_PDF_SECONDS
from validator.records import record


@record
class Page:
    """A page as shown: the word or character `words[n]` stands in `boxes[5n:5n+5]` (left, top, right, bottom, base line), in points.

    `turns[n]` is the way it points: 0 level, 1 read downwards, 2 upside down, 3 read upwards, 4 aslant.
    `rules` and `images` hold four numbers each: left, top, right, bottom. `unmapped` counts characters of which the
    file does not say what they are; `crowded` tells that not all drawing objects were looked at. Of a page that was
    recognised, `confidence[n]` is how sure `words[n]` is, in percent, and `illegible` counts the lines given up.
    """

    number: int
    width: float
    height: float
    words: Sequence[str]
    boxes: "array[float]"
    turns: "array[int]"
    rules: "array[float]"
    images: "array[float]"
    objects: int = 0
    unmapped: int = 0
    invisible: bool = False
    crowded: bool = False
    damaged: bool = False
    confidence: "array[int] | None" = None
    illegible: int = 0


def read_pages(data: bytes, name: str) -> Iterator[Page]:
    """The pages of a pdf, in order. Raises `ReadError` for one that is encrypted, damaged or too large."""
    try:
        with answers("pdf_child", data, 2 * MAX_PDF_SECONDS) as stream:
            number = 0
            while "end" not in (record := read_record(stream)):
                if error := record.get("error"):
                    raise _refusal(error, name)
                number += 1
                yield read_page(number, record, stream)
    except Broken as broken:
        raise _too_much("seconds", name) if broken.late else _damaged(name) from broken
    except OSError as error:
        raise _too_much("library", name) from error


def read_page(number: int, record: dict[str, Any], stream: IO[bytes]) -> Page:
    """The page that a record and the numbers behind it tell of."""
    if record.get("damaged"):
        empty, turns = array("f"), array("b")
        return Page(number, 0, 0, (), empty, turns, empty, empty, damaged=True)
    words: list[str] = record["words"]
    boxes, turns = read_numbers(stream, "f", 5 * len(words)), read_numbers(stream, "b", len(words))
    rules, images = read_numbers(stream, "f", 4 * record["rules"]), read_numbers(stream, "f", 4 * record["images"])
    return Page(
        number, record["width"], record["height"], words, boxes, turns, rules, images,
        record["objects"], record["unmapped"], record["invisible"], record["crowded"],
    )  # fmt: skip


def _refusal(error: str, name: str) -> ReadError:
    match error:
        case "encrypted":
            return _encrypted(name)
        case "damaged":
            return _damaged(name)
        case limit:
            return _too_much(limit, name)


def _encrypted(name: str) -> ReadError:
    return ReadError(
        f"{name}：文件已加密，请解除密码后再试。", f"{name}: the file is encrypted; remove the password first."
    )


def _damaged(name: str) -> ReadError:
    return ReadError(
        f"{name} 已损坏或过于复杂，无法作为 PDF 读取；请重新导出后再试。",
        f"{name} is damaged, or too complex, and cannot be read as a PDF; export it again.",
    )


def _too_much(what: str, name: str) -> ReadError:
    zh, en = {
        "pages": (f"页数过多（超过 {MAX_PAGES} 页）", f"has more than {MAX_PAGES} pages"),
        "characters": (f"文字过多（超过 {MAX_CHARACTERS} 字）", f"has more than {MAX_CHARACTERS} characters"),
        "page": (
            f"一页的文字过多（超过 {MAX_PAGE_CHARACTERS} 字）",
            f"has a page of more than {MAX_PAGE_CHARACTERS} characters",
        ),
        "objects": (f"图形过多（超过 {MAX_OBJECTS} 个）", f"has more than {MAX_OBJECTS} drawing objects"),
        "library": (
            "读取 PDF 的组件 pypdfium2 不能运行，请重新安装 gouji",
            "needs pypdfium2, which does not work here,",
        ),
        "seconds": ("内容过于复杂，未能在限定时间内读完", "is too complex to be read in the time allowed"),
    }[what]
    return ReadError(f"{name}：{zh}，无法读取。", f"{name} {en} and is not read.")
