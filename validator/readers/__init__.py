"""Readers: bytes → `Document`, one module a format. The format is told by the content, not by the name."""

import stat
import struct
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from validator.document import Document
from validator.errors import ReadError
from validator.readers.limits import MAX_BYTES, MAX_TEXT_BYTES

# What cannot be read, by its first bytes: name in Chinese, in English, and what to save it as.
_FOREIGN: tuple[tuple[bytes, str, str, str], ...] = (
    (b"%PDF", "PDF 文件", "a PDF file", "docx"),
    (b"\x89PNG", "PNG 图片", "a PNG picture", "docx"),
    (b"\xff\xd8\xff", "JPEG 图片", "a JPEG picture", "docx"),
    (b"GIF8", "GIF 图片", "a GIF picture", "docx"),
    (b"{\\rtf", "RTF 文件", "an RTF file", "docx"),
    (b"Rar!", "RAR 压缩包", "a RAR archive", "docx"),
    (b"7z\xbc\xaf", "7z 压缩包", "a 7z archive", "docx"),
    (b"\x1f\x8b", "gzip 压缩包", "a gzip archive", "docx"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def read_document(path: Path) -> Document:
    """The document in the file at `path`. Raises `ReadError` for whatever cannot be read."""
    return read_bytes(_content(path), str(path))


def read_bytes(data: bytes, name: str) -> Document:
    """The document in `data`; `name` says how to call it, and tells csv and md from plain text.

    Raises `ReadError` for whatever cannot be read.
    """
    if not data.strip():
        raise ReadError(f"{name} 是空文件。", f"{name} is empty.")
    if data.startswith(_ZIP):
        return _read_archive(data, name)
    _refuse_foreign(data, name)
    if len(data) > MAX_TEXT_BYTES:
        raise _too_large(name, MAX_TEXT_BYTES)
    suffix = Path(name).suffix.lower()
    if suffix in (".csv", ".tsv"):
        from validator.readers.csv import read_csv

        return read_csv(data, name)
    if suffix == ".json":
        from validator.readers.json_table import read_json

        return read_json(data, name)
    if suffix in (".md", ".markdown"):
        from validator.readers.markdown import read_markdown

        return _not_blank(read_markdown(data, name))
    from validator.readers.text import read_text

    return _not_blank(read_text(data, name))


def _content(path: Path) -> bytes:
    name = str(path)
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise ReadError(f"{name} 是文件夹，不是文件。", f"{name} is a directory, not a file.")
        if not stat.S_ISREG(found.st_mode):
            raise ReadError(f"{name} 不是普通文件。", f"{name} is not a regular file.")
        if found.st_size > MAX_BYTES:
            raise _too_large(name, MAX_BYTES)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ReadError(f"找不到文件 {name}。", f"{name} does not exist.") from None
    except PermissionError:
        raise ReadError(f"没有读取 {name} 的权限。", f"{name} may not be read: permission denied.") from None
    except (OSError, ValueError):
        raise ReadError(f"无法读取 {name}。", f"{name} cannot be read.") from None
    if len(data) > MAX_BYTES:
        raise _too_large(name, MAX_BYTES)
    return data


def _read_archive(data: bytes, name: str) -> Document:
    """docx or xlsx, told by the folders inside."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            folders = {entry.partition("/")[0].lower() for entry in archive.namelist()}
    except (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError, struct.error) as error:
        raise ReadError(
            f"{name} 已损坏，无法打开；请重新保存为 docx 或 xlsx。",
            f"{name} is damaged and cannot be opened; save it again as docx or xlsx.",
        ) from error
    if "word" in folders:
        from validator.readers.docx import read_docx

        return read_docx(data, name)
    if "xl" in folders:
        from validator.readers.xlsx import read_xlsx

        return read_xlsx(data, name)
    raise ReadError(f"{name} 是压缩包，但不是 docx 或 xlsx 文件。", f"{name} is an archive, but neither docx nor xlsx.")


def _refuse_foreign(data: bytes, name: str) -> None:
    """Formats that look like bytes to us: say which it is, and what to do."""
    if data.startswith(_OLE):
        sheet = name.lower().endswith((".xls", ".et"))
        old, new = ("旧版 Excel（xls）", "xlsx") if sheet else ("旧版 Word（doc）", "docx")
        english = "an old Excel file (xls)" if sheet else "an old Word file (doc)"
        raise ReadError(f"{name} 是{old}文件，请另存为 {new} 后再试。", f"{name} is {english}; save it as {new}.")
    for magic, zh, en, better in _FOREIGN:
        if data.startswith(magic):
            raise ReadError(f"{name} 是 {zh}，请另存为 {better} 后再试。", f"{name} is {en}; save it as {better}.")
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
        raise ReadError(f"{name} 是网页文件，请另存为 docx 或 txt 后再试。", f"{name} is a web page; save it as docx.")


def _not_blank(document: Document) -> Document:
    """A text of nothing but white space in any encoding is an empty file too."""
    if document.blocks or document.text.strip("\ufeff \t\r\n\u3000"):
        return document
    raise ReadError(f"{document.path} 是空文件。", f"{document.path} is empty.")


def _too_large(name: str, limit: int) -> ReadError:
    size = limit // (1024 * 1024)
    return ReadError(f"{name} 超过 {size} MB，无法读取。", f"{name} is larger than {size} MB and is not read.")
