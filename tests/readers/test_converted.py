"""What is older than Word 97 by way of LibreOffice: no process or file is left behind."""

import os
import sys
import tempfile
from pathlib import Path
from select import select

import pytest

from tests.ole_build import compound
from validator.errors import ReadError
from validator.readers import converted, read_bytes

OFFICE = converted._office() is not None
needs_office = pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
# Begins like the text of Word 95, and holds none.
WORD = b"\xdc\xa5\x68\0".ljust(600, b"\0")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go, so that a test can see that none stays."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converted, "_office", lambda: None)


def refused(data: bytes, name: str) -> str:
    with pytest.raises(ReadError) as error:
        read_bytes(data, name)
    assert name in error.value.zh
    assert name in error.value.en
    return error.value.zh


def test_without_libreoffice_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    without_office(monkeypatch)
    assert "LibreOffice" in refused(compound(WORD, "WordDocument"), "甲.doc")
    assert "LibreOffice" in refused(compound(b"x", "CONTENTS"), "甲.wps")


@needs_office
def test_what_libreoffice_makes_nothing_of(folder: Path) -> None:
    assert "无法转换" in refused(compound(WORD, "WordDocument"), "甲.doc")
    assert "无法转换" in refused(compound(b"x", "CONTENTS"), "甲.wps")
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
