"""A compound document (OLE), which old Office files are, made by hand for the tests of their readers."""

import struct
from collections.abc import Mapping

SECTOR = 512
SHORTEST = 4096  # bytes of a stream; shorter ones would have to stand elsewhere


def compound(content: bytes, name: str = "Workbook") -> bytes:
    """One stream of this name."""
    return storage({name: content})


def storage(streams: Mapping[str, bytes]) -> bytes:
    """Streams by their names: header, allocation tables, directory, streams."""
    contents = [content.ljust(SHORTEST, b"\0") for content in streams.values()]
    sectors = [-(-len(content) // SECTOR) for content in contents]
    directory = -(-(len(contents) + 1) // 4)  # sectors of four entries
    tables = 1
    while tables * 128 < tables + directory + sum(sectors):
        tables += 1
    chain = [*[-3] * tables, *range(tables + 1, tables + directory), -2]
    entries = [_entry("Root Entry", 5, 1, -1, -2, 0)]
    for number, (name, content, count) in enumerate(zip(streams, contents, sectors, strict=True), 1):
        start = len(chain)
        chain += [*range(start + 1, start + count), -2]
        entries.append(_entry(name, 2, -1, number + 1 if number < len(contents) else -1, start, len(content)))
    chain += [-1] * (tables * 128 - len(chain))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<iiiiiiiii", 0, tables, tables, 0, 4096, -2, 0, -2, 0)
    header += struct.pack("<109i", *range(tables), *[-1] * (109 - tables))
    body = b"".join(content.ljust(count * SECTOR, b"\0") for content, count in zip(contents, sectors, strict=True))
    return header + struct.pack(f"<{tables * 128}i", *chain) + b"".join(entries).ljust(directory * SECTOR, b"\0") + body


def _entry(name: str, kind: int, child: int, following: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return raw.ljust(64, b"\0") + struct.pack(
        "<HBBiii16sI16sii4x", len(raw), kind, 1, -1, following, child, bytes(16), 0, bytes(16), start, size
    )
