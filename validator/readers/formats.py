"""What a file is, told by its content; the name decides only among formats that are all plain text."""

import lzma
import re
import struct
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, LargeZipFile, ZipFile

from validator.document import Format
from validator.errors import ReadError

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHEET_STREAMS = ("Workbook".encode("utf-16-le"), "Book\0".encode("utf-16-le"))
ZIP_ERRORS = (
    BadZipFile,
    LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,  # also NotImplementedError: an unknown compression method
    ValueError,  # also UnicodeDecodeError: a member's name
    OverflowError,
)
_BY_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"%PDF", "pdf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"{\\rtf", "rtf"),
)
_WEBP = (b"RIFF", b"WEBP")  # at the beginning, and from byte 8
_ARCHIVES = ((b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gzip"))
_BY_MIMETYPE: dict[bytes, Format] = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.text-template": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.spreadsheet-template": "ods",
}
_BY_FOLDER: dict[str, Format] = {"word": "docx", "xl": "xlsx"}
_BY_SUFFIX: dict[str, Format] = {".csv": "csv", ".tsv": "csv", ".json": "json", ".md": "md", ".markdown": "md"}
_WEB_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml")
_BEFORE_HTML = re.compile(rb"(?:\xef\xbb\xbf|\s|<!--(?s:.){0,4000}?-->|<\?xml[^>]{0,200}>)*+")
_HTML_TAG = re.compile(
    rb"<(?:head|body|meta|title|script|style|link|table|tr|div|p|span|font|center|section|article|main|h[1-6]|ul|ol)[\s>/]"
)
_OFFICE_XML = re.compile(
    rb"<\?mso-application|<(?:w:wordDocument|pkg:package|office:document|uof:UOF|ss:Workbook)[\s>]"
    rb"|<Workbook[^>]{0,400}urn:schemas-microsoft-com:office"
)
_PROGRAMS = (b"MZ", b"\x7fELF")


def format_of(data: bytes, name: str) -> Format:
    """The format of `data`; raises `ReadError` for what is no document of any kind."""
    if data.startswith(_ZIP):
        return _archive_format(data, name)
    if data.startswith(_OLE):
        return _ole_format(data, name)
    for magic, kind in _BY_MAGIC:
        if data.startswith(magic) and (magic != b"BM" or b"\0" in data[:32]):
            return kind
    if data.startswith(_WEBP[0]) and data[8:12] == _WEBP[1]:
        return "image"
    for magic, archive in _ARCHIVES:
        if data.startswith(magic):
            raise ReadError(
                f"{name} 是 {archive} 压缩包，请解压后再核对其中的文稿。",
                f"{name} is a {archive} archive; unpack it and check the documents inside.",
            )
    if data.startswith(_PROGRAMS) and b"\0" in data[:64]:
        raise ReadError(f"{name} 是程序文件，不是文稿。", f"{name} is a program, not a document.")
    suffix = Path(name).suffix.lower()
    if _OFFICE_XML.search(data[:4096]):
        raise ReadError(
            f"{name} 是 XML 格式的 Office 文件（Word 2003 XML、fodt 等），不能读取；请另存为 docx 或 xlsx 后再试。",
            f"{name} is an Office file in XML (Word 2003 XML, fodt …), which is not read; save it as docx or xlsx.",
        )
    return _web_page(data, suffix) or _BY_SUFFIX.get(suffix, "txt")


def _archive_format(data: bytes, name: str) -> Format:
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = archive.namelist()
            kind = _open_document(archive) if "mimetype" in members[:8] else None
    except ZIP_ERRORS as error:
        raise ReadError(
            f"{name} 已损坏，无法打开；请重新保存为 docx 或 xlsx。",
            f"{name} is damaged and cannot be opened; save it again as docx or xlsx.",
        ) from error
    folders = {member.partition("/")[0].lower() for member in members}
    found = kind or next((kind for folder, kind in _BY_FOLDER.items() if folder in folders), None)
    if found is None:
        raise ReadError(
            f"{name} 是压缩包，但不是 docx、xlsx 等文稿；请解压后再核对其中的文稿。",
            f"{name} is an archive, but not a docx, xlsx or another document; unpack it first.",
        )
    return found


def _open_document(archive: ZipFile) -> Format | None:
    with archive.open("mimetype") as member:
        return _BY_MIMETYPE.get(member.read(64).strip())


def _ole_format(data: bytes, name: str) -> Format:
    """Word's or Excel's old format; WPS writes the same under names of its own."""
    suffix = Path(name).suffix.lower()
    head = data[: 1 << 20]
    if any(stream in data for stream in _SHEET_STREAMS) and "WordDocument".encode("utf-16-le") not in data:
        return "et" if suffix == ".et" else "xls"
    if "EncryptedPackage".encode("utf-16-le") in head:
        return "xlsx" if suffix in (".xlsx", ".xls", ".et") else "docx"
    return "wps" if suffix == ".wps" else "doc"


def _web_page(data: bytes, suffix: str) -> Format | None:
    """Told by the first tag behind comments and declarations; Markdown may begin with a tag or a comment too."""
    head = data[:8192]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.replace(b"\0", b"")[2:]
    if is_mail_archive(head):
        return "html"
    first = _BEFORE_HTML.sub(b"", head, count=1)[:40].lower()
    if first.startswith((b"<!doctype html", b"<html")) or (suffix in _WEB_SUFFIXES and b"<" in head):
        return "html"
    return "html" if _HTML_TAG.match(first) and suffix not in _BY_SUFFIX else None


def is_mail_archive(data: bytes) -> bool:
    """True for a page saved as mht: a mail of one or several parts."""
    head = data[:8192].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    begins = head.startswith((b"from:", b"mime-version:", b"content-type:", b"subject:", b"date:", b"snapshot-"))
    return begins and b"mime-version:" in head and (b"multipart/related" in head or b"text/html" in head)
