"""The characters of a web page: out of an mht archive where it is one, decoded by what it says and what it is."""

import binascii
import re
from typing import TYPE_CHECKING

from validator.errors import ReadError
from validator.readers.formats import is_mail_archive
from validator.readers.text import decode

if TYPE_CHECKING:
    from email.message import Message

HEADERS = 64 * 1024  # bytes that the headers of a part may take
MAX_PARTS = 10_000
MOST_DOUBTFUL = 200  # of so many characters one may be illegible: a cut page, a broken editor
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?([A-Za-z0-9_\-]{2,20})""", re.IGNORECASE)
# What sites say, and what it is: GB 2312 is never left at that. No other codec is ever looked up.
_CODECS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030",
           "cp936": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs"}  # fmt: skip


def page_source(data: bytes, name: str) -> tuple[str, int]:
    """The text of the page, and how many of its characters could not be read. Raises `ReadError`."""
    said = ""
    if is_mail_archive(data):
        data, said = _page_in(data, name)
    return _characters(data, name, said)


def _characters(data: bytes, name: str, said: str) -> tuple[str, int]:
    found = _DECLARED.search(data[:16_384])
    declared = said or (found[1].decode("ascii") if found else "")
    codec = _CODECS.get(declared.lower())
    if codec is not None and not _is_utf8(data):  # pages are saved anew as UTF-8, and go on saying gb2312
        try:
            return _text(data.decode(codec), name), 0
        except UnicodeDecodeError:
            pass
    try:
        return decode(data, name), 0
    except ReadError:
        if b"\0" in data:
            raise
    text = min(
        (data.decode(each, "replace") for each in (codec or "utf-8", "gb18030")), key=lambda t: t.count("\ufffd")
    )
    return _text(text, name), text.count("\ufffd")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _text(text: str, name: str) -> str:
    if "\0" in text or text.count("\ufffd") * MOST_DOUBTFUL > len(text):
        raise ReadError(
            f"{name} 的文字编码无法识别，请用浏览器打开后另存为 UTF-8 网页。",
            f"{name}: the character encoding is not recognised; open it in a browser and save it as UTF-8.",
        )
    return text


def _page_in(data: bytes, name: str) -> tuple[bytes, str]:
    """The first HTML part of an mht and the encoding it says."""
    headers, body = _split(data)
    parts: list[tuple[Message, bytes]] = [(headers, body)]
    boundary = headers.get_param("boundary")
    if isinstance(boundary, str) and boundary:
        pieces = body.split(b"--" + boundary.encode("utf-8", "replace"), MAX_PARTS)
        parts += (_split(piece.lstrip(b"\r\n")) for piece in pieces[1:] if not piece.startswith(b"--"))
    for each, content in parts:
        if each.get_content_type() == "text/html":
            packing = str(each.get("Content-Transfer-Encoding", ""))
            return _unpacked(content, packing), str(each.get_param("charset") or "")
    raise ReadError(f"{name} 中没有网页。", f"{name} holds no web page.")


def _split(part: bytes) -> "tuple[Message, bytes]":
    """The headers of a part and what follows them."""
    from email.message import Message  # for the few pages that are mails
    from email.parser import BytesHeaderParser

    end = re.search(rb"\r?\n\r?\n", part[:HEADERS])
    if end is None:
        return Message(), part
    return BytesHeaderParser().parsebytes(part[: end.end()]), part[end.end() :]


def _unpacked(content: bytes, how: str) -> bytes:
    how = how.strip().lower()
    if how == "quoted-printable":
        return binascii.a2b_qp(content)
    if how == "base64":
        try:
            return binascii.a2b_base64(content)
        except binascii.Error:
            return b""
    return content
