"""Whatever is given to the command: one sentence and exit status 2, or a report. Never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

ROOT = Path(__file__).resolve().parent.parent
TABLE = "表1 主要指标\n指标\t现状\t目标\n高新技术企业（家）\t7\t16\n有效发明专利（件）\t30\t60\n"


def gouji(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as a user runs it."""
    keep = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "validator", *arguments],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        env={**keep, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


def refuses(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """Exit status 2, nothing on standard output, one sentence with these words on standard error."""
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("gouji: ")
    assert lines[0].endswith(("。", "."))
    assert "Traceback" not in done.stderr
    assert "内部错误" not in done.stderr
    for word in words:
        assert word in lines[0]


def reports(done: subprocess.CompletedProcess[str]) -> dict[str, object]:
    """Exit status 0, a JSON report on standard output, nothing on standard error."""
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    found: dict[str, object] = json.loads(done.stdout)
    assert found["crashed"] == []
    return found


def archive(path: Path, **parts: str) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "/"), text)


def test_missing_file(tmp_path: Path) -> None:
    refuses(gouji("check", "nowhere.txt", cwd=tmp_path), "nowhere.txt", "找不到")


def test_directory(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    refuses(gouji("check", "folder", cwd=tmp_path), "folder", "文件夹")


@pytest.mark.parametrize(
    "data", [b"", b"\n \r\n\t", b"\xef\xbb\xbf", "\u3000\n".encode()], ids=["none", "blank", "bom", "wide"]
)
def test_empty_file(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "empty.txt").write_bytes(data)
    refuses(gouji("check", "empty.txt", cwd=tmp_path), "empty.txt", "空")


def test_cut_off_docx(tmp_path: Path) -> None:
    whole = (ROOT / "fixtures" / "plans" / "suining.docx").read_bytes()
    (tmp_path / "cut.docx").write_bytes(whole[: len(whole) // 2])
    refuses(gouji("check", "cut.docx", cwd=tmp_path), "cut.docx")


def test_garbled_docx(tmp_path: Path) -> None:
    whole = bytearray((ROOT / "fixtures" / "plans" / "suining.docx").read_bytes())
    whole[200:1200] = bytes(1000)
    (tmp_path / "garbled.docx").write_bytes(bytes(whole))
    refuses(gouji("check", "garbled.docx", cwd=tmp_path), "garbled.docx")


@pytest.mark.parametrize(
    "body", ["", "<w:document", "not xml at all", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"]
)
def test_docx_with_a_broken_document(tmp_path: Path, body: str) -> None:
    archive(
        tmp_path / "broken.docx", word__document=body, **{"word__document.xml": body, "[Content_Types].xml": "<Types/>"}
    )
    done = gouji("check", "broken.docx", cwd=tmp_path)
    refuses(done, "broken.docx")
    assert "root:" not in done.stderr


def test_broken_xlsx(tmp_path: Path) -> None:
    archive(tmp_path / "broken.xlsx", **{"xl__workbook.xml": "<workbook", "[Content_Types].xml": "<Types/>"})
    refuses(gouji("check", "broken.xlsx", cwd=tmp_path), "broken.xlsx")


def test_archive_of_something_else(tmp_path: Path) -> None:
    archive(tmp_path / "other.docx", **{"readme.txt": "nothing"})
    refuses(gouji("check", "other.docx", cwd=tmp_path), "other.docx")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.7\n"),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("a.rtf", b"{\\rtf1 }"),
        ("a.html", b"<!DOCTYPE html><html></html>"),
        ("a.zip", b"PK\x05\x06" + bytes(18)),
    ],
)
def test_formats_that_are_not_read(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    refuses(gouji("check", name, cwd=tmp_path), name)


def test_sentences_in_english(tmp_path: Path) -> None:
    refuses(gouji("check", "nowhere.txt", "--lang", "en", cwd=tmp_path), "nowhere.txt", "does not exist")


@pytest.mark.skipif(os.name != "posix", reason="sparse files")
def test_a_huge_sparse_text_is_refused_or_read_in_time(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.write("某县规划\n".encode())
        file.truncate(200 * 1024 * 1024)
    done = gouji("check", "huge.txt", cwd=tmp_path)
    if done.returncode == 2:
        refuses(done, "huge.txt")
    else:
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    refuses(gouji("check", "pipe.txt", cwd=tmp_path), "pipe.txt")


def test_a_file_without_figures_is_a_normal_report(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("某县工作方案\n一、总体要求\n坚持系统观念，抓好落实。\n", "utf-8")
    found = reports(gouji("check", "words.txt", "--format", "json", cwd=tmp_path))
    assert found["findings"] == []
    assert found["documents"][0]["facts"] == 0  # type: ignore[index]
    assert gouji("check", "words.txt", cwd=tmp_path).returncode == 0


def test_a_table_without_years_is_a_normal_report(tmp_path: Path) -> None:
    (tmp_path / "yearless.txt").write_text(f"某县行动方案\n{TABLE}", "utf-8")
    found = reports(gouji("check", "yearless.txt", "--format", "json", cwd=tmp_path))
    codes = [finding["code"] for finding in found["findings"]]  # type: ignore[attr-defined]
    assert "TB501" in codes
    assert not {"GR101", "GR102", "TX201", "TX202"} & set(codes)


def test_a_table_of_nothing_but_headers(tmp_path: Path) -> None:
    (tmp_path / "headers.txt").write_text(
        "某县规划\n表1 主要指标\n指标\t2020年\t2025年\n指标\t2020年\t2025年\n", "utf-8"
    )
    reports(gouji("check", "headers.txt", "--format", "json", cwd=tmp_path))


def test_a_wrong_encoding_does_not_break_it(tmp_path: Path) -> None:
    (tmp_path / "mixed.txt").write_bytes(
        "到2025年，高新技术企业16家。\n".encode() + b"\xff\xfe\x80\x81" + "尾".encode("gb18030")
    )
    done = gouji("check", "mixed.txt", cwd=tmp_path)
    if done.returncode == 2:
        refuses(done, "mixed.txt")
    else:
        assert (done.returncode, done.stderr) == (0, "")


def test_json_of_an_unreadable_file_says_so(tmp_path: Path) -> None:
    """A program that reads the JSON gets a report all the same; status and sentence are as ever."""
    done = gouji("check", "nowhere.txt", "--format", "json", cwd=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert json.loads(done.stdout)["documents"][0]["unread"][0]["why"]


def test_one_bad_file_among_good_ones(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("某县规划\n到2025年，高新技术企业16家。\n", "utf-8")
    done = gouji("check", "good.txt", "nowhere.txt", "--format", "json", cwd=tmp_path)
    assert done.returncode == 2
    assert len(json.loads(done.stdout)["documents"]) == 2
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
