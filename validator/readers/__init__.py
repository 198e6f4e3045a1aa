"""Readers: bytes → `Document`, one module a format. The format is told by the content, not by the name."""

import stat
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Literal, cast

from validator.document import Document, Format
from validator.errors import ReadError
from validator.readers.formats import format_of
from validator.readers.limits import MAX_BYTES, MAX_TEXT_BYTES

# The module that reads a format and its function (bytes, name) → Document; loaded when first asked for.
_READERS: dict[Format, tuple[str, str]] = {
    "txt": ("text", "read_text"),
    "md": ("markdown", "read_markdown"),
    "csv": ("csv", "read_csv"),
    "json": ("json_table", "read_json"),
    "html": ("html", "read_html"),
    "docx": ("docx", "read_docx"),
    "xlsx": ("xlsx", "read_xlsx"),
    "xls": ("xls", "read_xls"),
    "et": ("xls", "read_et"),
    "ods": ("ods", "read_ods"),
    "odt": ("odt", "read_odt"),
    "doc": ("doc", "read_doc"),
    "wps": ("doc", "read_wps"),
    "rtf": ("rtf", "read_rtf"),
    "pdf": ("pdf", "read_pdf"),
    "image": ("scan", "read_image"),
}
_REVISED = ("docx", "doc", "wps", "rtf")  # formats with tracked changes that can be read either way
_PLAIN = ("txt", "md", "csv", "json", "html")

Revisions = Literal["accepted", "original"]


def read_document(path: Path, revisions: Revisions = "accepted") -> Document:
    """The document in the file at `path`. Raises `ReadError` for whatever cannot be read."""
    return read_bytes(content(path), str(path), revisions)


def read_bytes(data: bytes, name: str, revisions: Revisions = "accepted") -> Document:
    """The document in `data`; `name` says how to call it, and tells csv and md from plain text.

    `revisions` says how tracked changes are read, where a format has them: as if accepted, or as if never made.
    Raises `ReadError` for whatever cannot be read.
    """
    if not data.strip():
        raise ReadError(f"{name} 是空文件。", f"{name} is empty.")
    kind = format_of(data, name)
    if kind in _PLAIN and len(data) > MAX_TEXT_BYTES:
        raise _too_large(name, MAX_TEXT_BYTES)
    document = _reader(kind)(data, name, *((revisions,) if kind in _REVISED else ()))
    return _not_blank(document) if kind in ("txt", "md") else document


def _reader(kind: Format) -> Callable[..., Document]:
    module, function = _READERS[kind]
    return cast(Callable[..., Document], getattr(import_module(f"validator.readers.{module}"), function))


def content(path: Path) -> bytes:
    """The bytes of a file, however it was found. Raises `ReadError` where there are none, or too many."""
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


def _not_blank(document: Document) -> Document:
    """A text of nothing but white space in any encoding is an empty file too."""
    if document.blocks or document.text.strip("\ufeff \t\r\n\u3000"):
        return document
    raise ReadError(f"{document.path} 是空文件。", f"{document.path} is empty.")


def _too_large(name: str, limit: int) -> ReadError:
    size = limit // (1024 * 1024)
    return ReadError(f"{name} 超过 {size} MB，无法读取。", f"{name} is larger than {size} MB and is not read.")
