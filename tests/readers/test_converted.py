"""doc and wps by way of a converter: the same document as from docx, and no process or file left behind."""

import os
import sys
import tempfile
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from select import select

import pytest

from tests.ole_build import compound
from validator.document import Document
from validator.errors import ReadError
from validator.readers import converted, read_bytes

FORMATS = Path(__file__).parents[3] / "shared" / "formats"
OFFICE = converted._office() is not None
PURE = find_spec("doc2docx") is not None
needs_office = pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
needs_pure = pytest.mark.skipif(not PURE, reason="msdoc2docx (the extra `doc`) is not installed")
needs_samples = pytest.mark.skipif(not FORMATS.is_dir(), reason="the sample files of ../shared/formats are not here")
WORD = (b"\xec\xa5\xc1\0" + bytes(6) + b"\0\0").ljust(600, b"\0")  # begins like the text of Word, and holds none


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go, so that a test can see that none stays."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converted, "_office", lambda: None)


def same(one: Document, other: Document) -> None:
    assert (one.text, one.blocks, one.title) == (other.text, other.blocks, other.title)


def refused(data: bytes, name: str) -> str:
    with pytest.raises(ReadError) as error:
        read_bytes(data, name)
    assert name in error.value.zh
    assert name in error.value.en
    return error.value.zh


@needs_office
@needs_samples
@pytest.mark.parametrize("kind", ["doc", "wps"])
def test_the_sample_plan_is_that_of_its_docx(kind: str, folder: Path) -> None:
    data = (FORMATS / f"plan.{kind}").read_bytes()
    document = read_bytes(data, f"plan.{kind}")
    same(document, read_bytes((FORMATS / "plan.docx").read_bytes(), "plan.docx"))
    assert (document.format, document.path, document.unread) == (kind, f"plan.{kind}", ())
    assert document.sha256 == sha256(data).hexdigest()
    assert list(folder.iterdir()) == []


@needs_pure
@needs_samples
@pytest.mark.parametrize("kind", ["doc", "wps"])
def test_the_sample_plan_without_libreoffice(kind: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_office(monkeypatch)
    document = read_bytes((FORMATS / f"plan.{kind}").read_bytes(), f"plan.{kind}")
    same(document, read_bytes((FORMATS / "plan.docx").read_bytes(), "plan.docx"))
    assert list(folder.iterdir()) == []


@needs_pure
@needs_samples
def test_what_the_pure_converter_loses_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    without_office(monkeypatch)
    document = read_bytes((FORMATS / "edge.doc").read_bytes(), "edge.doc")
    assert "文本框文字" not in document.text
    assert "全文：文本框" in [unread.where for unread in document.unread]


@needs_office
@needs_samples
def test_the_sample_of_edges_runs_no_deleted_text_into_the_rest() -> None:
    document = read_bytes((FORMATS / "edge.doc").read_bytes(), "edge.doc")
    found = [block.text.string for block in document.paragraphs]
    assert found[:7] == [
        "一、发展基础", "（一）主要成效", "正文一。", "（二）存在问题", "正文二。", "二、主要指标", "目标为120亿元（修订）。",
    ]  # fmt: skip
    assert found[-3:] == ["文本框前。", "文本框文字", "表后。"]
    assert [[cell.text.string for cell in row] for row in document.tables[0].grid] == [
        ["A", "B", "B"], ["A", "C", "D"], ["", "E", "F"], ["G", "", ""],
    ]  # fmt: skip


def test_without_a_converter_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    without_office(monkeypatch)
    monkeypatch.setattr(converted, "find_spec", lambda _: None)
    assert "gouji[doc]" in refused(compound(WORD, "WordDocument"), "甲.doc")
    assert "LibreOffice" in refused(compound(WORD, "WordDocument"), "甲.wps")


def test_no_text_of_word_or_a_password_needs_no_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    without_office(monkeypatch)
    monkeypatch.setattr(converted, "find_spec", lambda _: None)
    assert "不是有效的 doc 文件" in refused(compound(b"x", "Other"), "甲.doc")
    assert "不是有效的 wps 文件" in refused(compound(WORD, "WordDocument")[:700], "甲.wps")
    locked = WORD[:10] + b"\0\x01" + WORD[12:]
    assert "已加密" in refused(compound(locked, "WordDocument"), "甲.doc")


@pytest.mark.skipif(not OFFICE and not PURE, reason="neither LibreOffice nor msdoc2docx is installed")
def test_what_no_converter_makes_anything_of(folder: Path) -> None:
    assert "无法转换" in refused(compound(WORD, "WordDocument"), "甲.doc")
    assert list(folder.iterdir()) == []


def test_no_place_for_temporary_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "missing"))
    assert "临时文件" in refused(compound(WORD, "WordDocument"), "甲.doc")


def test_a_converter_that_hangs_is_stopped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converted, "_command", lambda *_: [sys.executable, "-c", "import time; time.sleep(600)"])
    monkeypatch.setattr(converted, "MAX_CONVERSION_SECONDS", 1)
    assert "已停止" in refused(compound(WORD, "WordDocument"), "甲.doc")
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="process groups")
def test_what_a_converter_leaves_running_is_ended(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = folder / "pipe"  # that the child of the converter holds open
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    child = f"import time; file = open({str(pipe)!r}, 'wb', 0); print(flush=True); time.sleep(600)"
    start = f"import subprocess as s, sys; s.Popen([sys.executable, '-c', {child!r}], stdout=s.PIPE).stdout.readline()"
    monkeypatch.setattr(converted, "_command", lambda *_: [sys.executable, "-c", start])
    assert "无法转换" in refused(compound(WORD, "WordDocument"), "甲.doc")
    assert select([reader], [], [], 30)[0], "the child still has the pipe open"
    assert os.read(reader, 9) == b""
    os.close(reader)
    assert list(folder.iterdir()) == [pipe]
