"""What docx and xlsx share: bounded access to the zip package.

No bombs, no entities, no surprises: every part is read with a limit on the bytes that really come out, every XML part is parsed without
entities, DTDs or network, and whatever is wrong ends in a `ReadError` of one sentence.
"""

import posixpath
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from lxml import etree

from validator.errors import ReadError
from validator.readers.formats import ZIP_ERRORS
from validator.readers.limits import (
    MAX_EXPANSION,
    MAX_MEMBERS,
    MAX_PART_BYTES,
    MAX_RATIO,
    MAX_TAGS,
    RATIO_FREE_BYTES,
)

Element = Any  # lxml ships no types

# Deleted or moved away, properties, phonetic guides: never text of the accepted document.
LEFT_OUT = frozenset({"del", "moveFrom", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "rt"})
CHUNK = 1 << 16
MAX_NUMBER = 32_767  # Word's own limit for a count
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
ENCRYPTED_FLAG = 0x1
SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def local(element: Element) -> str:
    """The element's name without its namespace, so that transitional and strict files read alike."""
    return _local(element.tag)


@lru_cache(maxsize=4096)  # a document has a hundred names, and asks for them a million times
def _local(tag: Any) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """The value of the attribute with this local name, in whatever namespace, or None."""
    for key, value in element.items():
        if key == name or key.endswith("}" + name):
            return str(value)
    return None


def attributes(element: Element) -> dict[str, str]:
    """All attributes by their local names: for who asks for several of them."""
    return {_local(key): str(given) for key, given in reversed(element.items())}


def whole(text: str | None, default: int, high: int = MAX_NUMBER) -> int:
    """An XML integer, held within 0..high; the default where there is none."""
    if text is None or len(text) > 12 or not text.strip().lstrip("+-").isdecimal():
        return default
    try:
        return max(0, min(int(text), high))
    except ValueError:
        return default


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along the path of local names, or None."""
    for name in path:
        if element is None:
            return None
        for inner in element:
            if _local(inner.tag) == name:
                element = inner
                break
        else:
            return None
    return element


def children(element: Element | None) -> dict[str, Element]:
    """The children by their local names, of each name the first: for who asks for several of them."""
    found: dict[str, Element] = {}
    for inner in () if element is None else element:
        found.setdefault(_local(inner.tag), inner)
    return found


def value(element: Element | None, *path: str) -> str | None:
    """The `w:val` of the element along the path, or None."""
    return value_of(child(element, *path))


def value_of(element: Element | None) -> str | None:
    """The `w:val` of the element, or None."""
    return None if element is None else attribute(element, "val")


def switched_on(element: Element | None, *path: str) -> bool:
    """True for a toggle property (`w:vanish`, `w:isLgl`) that is present and not switched off."""
    found = child(element, *path)
    return found is not None and is_on(found)


def is_on(toggle: Element) -> bool:
    """True for a toggle property that does not say that it is off."""
    return attribute(toggle, "val") not in {"0", "false", "off", "none"}


def inside(container: Element, wanted: frozenset[str]) -> Iterator[Element]:
    """The outermost wanted elements in document order, through any wrapper (content control, w:ins …).

    Of `mc:AlternateContent` one branch only is entered: the same text stands in both.
    """
    stack = [iter(container)]
    while stack:
        for element in stack[-1]:
            name = _local(element.tag)
            if name in wanted:
                yield element
            elif name == "AlternateContent":
                branches = list(element)
                stack.append(iter([next((b for b in branches if local(b) == "Choice"), b) for b in branches[:1]]))
                break
            elif name not in LEFT_OUT and len(element):
                stack.append(iter(element))
                break
        else:
            stack.pop()


@dataclass(slots=True)
class Archive:
    """An opened package. `kind` is the extension that messages speak of (`docx`, `xlsx`)."""

    name: str
    kind: str
    zip: zipfile.ZipFile
    members: frozenset[str]
    used: int = field(default=0)  # bytes decompressed so far, over all parts

    def __contains__(self, part: str) -> bool:
        return part in self.members

    def read(self, part: str) -> bytes:
        """The bytes of one part; a `ReadError` where it is missing, broken, encrypted or too large."""
        if part not in self.members:
            raise self.broken(f"缺少 {part}", f"{part} is missing")
        info = self.zip.getinfo(part)
        if info.flag_bits & ENCRYPTED_FLAG:
            raise encrypted(self.name)
        try:
            with self.zip.open(info) as stream:
                data = BytesIO()
                data.writelines(self._chunks(stream, info.compress_size))
                return data.getvalue()
        except ZIP_ERRORS as error:
            raise self.broken(f"{part} 已损坏", f"{part} is damaged") from error

    def _chunks(self, stream: Any, packed: int) -> Iterator[bytes]:
        size = 0
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            self.used += len(chunk)
            bomb = size > RATIO_FREE_BYTES and size > MAX_RATIO * max(packed, 1)
            if bomb or size > MAX_PART_BYTES or self.used > MAX_EXPANSION:
                raise ReadError(
                    f"{self.name}：解压后的内容过大，可能是压缩炸弹，未读取。",
                    f"{self.name}: the content expands to an unreasonable size (a zip bomb?) and was not read.",
                )
            yield chunk

    def xml(self, part: str, shortened: Callable[[bytes], bytes] = bytes) -> Element:
        """The root element of an XML part, parsed without entities; a DOCTYPE is refused.

        `shortened` may leave out before what nobody reads: it need not be parsed.
        """
        data = shortened(self.checked(part))
        try:
            root = etree.fromstring(data, etree.XMLParser(**SAFE))
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            raise self.broken(f"{part} 不是有效的 XML", f"{part} is not well-formed XML") from error
        if root is None:
            raise self.broken(f"{part} 是空的", f"{part} is empty")
        self.refuse_doctype(root, part)
        return root

    def stream(self, part: str, names: tuple[str, ...], data: bytes | None = None) -> Iterator[Element]:
        """The elements with these local names as they end, each freed after use; safe like `xml`.

        `data` are the bytes of the part, `checked`, where they are known, or what is left of them.
        """
        data = self.checked(part) if data is None else data
        tags = tuple("{*}" + name for name in names)
        try:
            for _, element in etree.iterparse(BytesIO(data), events=("end",), tag=tags, **SAFE):
                self.refuse_doctype(element, part)
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except (etree.XMLSyntaxError, LookupError) as error:
            raise self.broken(f"{part} 不是有效的 XML", f"{part} is not well-formed XML") from error

    def checked(self, part: str) -> bytes:
        """The bytes of an XML part without DOCTYPE or entities, and with a sane number of tags."""
        data = self.read(part)
        plain = data.replace(b"\0", b"")  # UTF-16 hides the marks between zero bytes
        # One byte is quicker to look for than a word, and this one is rare.
        if b"!" in plain and (b"<!DOCTYPE" in plain or b"<!ENTITY" in plain):
            raise self.doctype(part)
        if plain.count(b"<") > MAX_TAGS:
            raise ReadError(
                f"{self.name}：{part} 的内容过多，无法读取。", f"{self.name}: {part} holds too much to be read."
            )
        return data

    def refuse_doctype(self, element: Element, part: str) -> None:
        """Stop at a DOCTYPE that the bytes did not show (another encoding)."""
        if element.getroottree().docinfo.internalDTD is not None:
            raise self.doctype(part)

    def doctype(self, part: str) -> ReadError:
        """The error for a part with a DOCTYPE or entities."""
        return ReadError(
            f"{self.name}：{part} 含有 DOCTYPE 或实体定义，出于安全未读取。",
            f"{self.name}: {part} declares a DOCTYPE or entities and was not read for safety.",
        )

    def broken(self, zh: str, en: str) -> ReadError:
        """The error for a package that is not what its name says."""
        return ReadError(
            f"{self.name} 不是有效的 {self.kind} 文件：{zh}。", f"{self.name} is not a valid {self.kind} file: {en}."
        )

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The relations of a part ("" for the package): id → (last word of the type, target part)."""
        folder = posixpath.dirname(part)
        path = self.relations_part(part)
        if path not in self.members:
            return {}
        found: dict[str, tuple[str, str]] = {}
        for element in self.xml(path):
            target = unquote(element.get("Target") or "")
            if element.get("TargetMode") != "External" and target:
                kind = (element.get("Type") or "").rpartition("/")[2]
                full = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
                found[element.get("Id") or ""] = (kind, full)
        return found

    def relations_part(self, part: str) -> str:
        """The name of the part that holds the relations of a part."""
        folder, base = posixpath.split(part)
        return posixpath.join(folder, "_rels", base + ".rels")

    def main(self, usual: str) -> str:
        """The part that holds the document: what the package names, else the usual place."""
        for kind, target in self.relations("").values():
            if kind == "officeDocument" and target in self.members:
                return target
        if usual not in self.members:
            raise self.broken(f"缺少 {usual}", f"{usual} is missing")
        return usual


def fragment(text: str) -> Element | None:
    """The root element of a piece of XML that was written down here, safe like `xml`; None where it is not well-formed."""
    try:
        return etree.fromstring(text.encode(), etree.XMLParser(**SAFE))
    except (etree.XMLSyntaxError, ValueError):
        return None


def open_archive(data: bytes, name: str, kind: str) -> Archive:
    """Open the package; a `ReadError` where the bytes are no zip, too many parts, or encrypted."""
    if data.startswith(OLE_MAGIC):
        raise encrypted(name) if ENCRYPTED_PACKAGE in data else old_format(name, kind)
    if data.count(b"PK\x01\x02") > 2 * MAX_MEMBERS:  # before zipfile makes an object of each
        raise too_many(name)
    try:
        opened = zipfile.ZipFile(BytesIO(data))
        members = frozenset(info.filename for info in opened.infolist())
    except ZIP_ERRORS as error:
        raise ReadError(
            f"{name} 不是有效的 {kind} 文件：压缩包无法打开或已损坏。",
            f"{name} is not a valid {kind} file: the package cannot be opened or is damaged.",
        ) from error
    if len(opened.infolist()) > MAX_MEMBERS:
        raise too_many(name)
    if any(info.flag_bits & ENCRYPTED_FLAG for info in opened.infolist()):
        raise encrypted(name)
    return Archive(name, kind, opened, members)


def encrypted(name: str) -> ReadError:
    """The error for a file with a password."""
    return ReadError(
        f"{name}：文件已加密，请解除密码后再试。", f"{name}: the file is encrypted; remove the password first."
    )


def old_format(name: str, kind: str) -> ReadError:
    """The error for a doc, xls or wps file that carries the name of a newer format."""
    return ReadError(
        f"{name} 是旧版 Office 格式，请另存为 {kind} 后再试。",
        f"{name} is in an old Office format; save it as {kind} first.",
    )


def too_many(name: str) -> ReadError:
    """The error for a package with too many parts."""
    return ReadError(
        f"{name}：压缩包中的文件过多，未读取。", f"{name}: the package has too many parts and was not read."
    )
