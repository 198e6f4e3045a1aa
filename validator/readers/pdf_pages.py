"""What stands on the pages of a pdf: asks the process that takes it apart (`pdf_child`), and bounds it.

The pdf library is C code. What a hostile file can do to it, it does in the child: a crash, a loop and a flood of
memory all end here in one `ReadError`. The price is the start of a second Python, some 50 ms.
"""

import json
import struct
import subprocess
import sys
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Thread, Timer
from typing import IO, Any

from validator.errors import ReadError
from validator.readers.limits import MAX_CHARACTERS, MAX_OBJECTS, MAX_PAGE_CHARACTERS, MAX_PAGES, MAX_PDF_SECONDS

LONGEST_RECORD = 16 * 1024 * 1024  # bytes: a page's text as JSON stays far below
OUT_OF_TIME = (-24, -9)  # ended by SIGXCPU or, where that did not help, SIGKILL
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from validator.readers.pdf_child import main; main()"


@dataclass(frozen=True, slots=True)
class Page:
    """A page as shown: the word or character `words[n]` stands in `boxes[5n:5n+5]` (left, top, right, bottom, base line), in points.

    `turns[n]` is the way it points: 0 level, 1 read downwards, 2 upside down, 3 read upwards, 4 aslant.
    `rules` and `images` hold four numbers each: left, top, right, bottom. `unmapped` counts characters of which the
    file does not say what they are; `crowded` tells that not all drawing objects were looked at.
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


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a grey picture: `width` × `height` bytes, row by row; `scale` pixels make a point."""

    page: int
    width: int
    height: int
    scale: float
    pixels: bytes


def read_pages(data: bytes, name: str) -> Iterator[Page]:
    """The pages of a pdf, in order. Raises `ReadError` for one that is encrypted, damaged or too large."""
    with _child(data, name) as stream:
        number = 0
        while "end" not in (record := _record(stream, name)):
            number += 1
            yield _page(number, record, stream)


def page_images(data: bytes, name: str, pages: Iterator[int] | list[int], dots: int = 200) -> Iterator[Picture]:
    """Pictures of the pages with these numbers (from 1), `dots` per inch: what recognition of characters works on."""
    wanted = [str(number) for number in pages]
    with _child(data, name, str(dots), *wanted) as stream:
        for _ in wanted:
            record = _record(stream, name)
            size = record["width"] * record["height"]
            pixels = _exactly(stream, size)
            yield Picture(record["page"], record["width"], record["height"], record["scale"], pixels)


@contextmanager
def _child(data: bytes, name: str, *arguments: str) -> Iterator[IO[bytes]]:
    """The output of the process that takes the pdf apart; it ends with this block or when its time is over."""
    late = Event()
    with _started(name, arguments) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        watch = Timer(2 * MAX_PDF_SECONDS, _end, (process, late))
        feeder = Thread(target=_feed, args=(process.stdin, data))
        for thread in (watch, feeder):
            thread.daemon = True
            thread.start()
        try:
            yield process.stdout
        except _Broken as broken:
            process.kill()
            slow = process.wait() in OUT_OF_TIME or late.is_set()
            raise _too_much("seconds", name) if slow else _damaged(name) from broken
        finally:
            watch.cancel()
            process.kill()
            feeder.join()


def _started(name: str, arguments: Sequence[str]) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-I", "-S", "-c", _START, json.dumps(sys.path), *arguments]
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError as error:
        raise _too_much("library", name) from error


def _end(process: "subprocess.Popen[bytes]", late: Event) -> None:
    late.set()
    process.kill()


class _Broken(Exception):  # noqa: N818 - never seen outside
    """Raised where the child says no more than this."""


def _feed(stream: IO[bytes], data: bytes) -> None:
    with suppress(OSError), stream:
        stream.write(data)


def _record(stream: IO[bytes], name: str) -> dict[str, Any]:
    (length,) = struct.unpack("<I", _exactly(stream, 4))
    if length > LONGEST_RECORD:
        raise _Broken
    record: dict[str, Any] = json.loads(_exactly(stream, length))
    match record.get("error"):
        case None:
            return record
        case "encrypted":
            raise _encrypted(name)
        case "damaged":
            raise _damaged(name)
        case limit:
            raise _too_much(limit, name)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    found = stream.read(length)
    if len(found) < length:
        raise _Broken
    return found


def _page(number: int, record: dict[str, Any], stream: IO[bytes]) -> Page:
    if record.get("damaged"):
        empty, turns = array("f"), array("b")
        return Page(number, 0, 0, (), empty, turns, empty, empty, damaged=True)
    words: list[str] = record["words"]
    boxes, turns, rules, images = array("f"), array("b"), array("f"), array("f")
    for values, count in ((boxes, 5 * len(words)), (turns, len(words)), (rules, 4 * record["rules"])):
        values.frombytes(_exactly(stream, count * values.itemsize))
    images.frombytes(_exactly(stream, 4 * record["images"] * images.itemsize))
    return Page(
        number, record["width"], record["height"], words, boxes, turns, rules, images,
        record["objects"], record["unmapped"], record["invisible"], record["crowded"],
    )  # fmt: skip


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
