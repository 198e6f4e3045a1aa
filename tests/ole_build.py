"""A compound document (OLE), which old Office files are, made by hand for the tests of their readers."""

import struct

SECTOR = 512


def compound(content: bytes, name: str = "Workbook") -> bytes:
    """One stream of this name: header, allocation tables, directory, stream."""
    content = content.ljust(4096, b"\0")
    content += bytes(-len(content) % SECTOR)
    sectors = len(content) // SECTOR
    tables = 1
    while tables * 128 < tables + 1 + sectors:
        tables += 1
    chain = [*[-3] * tables, -2, *range(tables + 2, tables + 1 + sectors), -2]
    chain += [-1] * (tables * 128 - len(chain))

    def entry(called: str, kind: int, child: int, start: int, size: int) -> bytes:
        raw = called.encode("utf-16-le") + b"\0\0"
        return raw.ljust(64, b"\0") + struct.pack(
            "<HBBiii16sI16sii4x", len(raw), kind, 1, -1, -1, child, bytes(16), 0, bytes(16), start, size
        )

    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<iiiiiiiii", 0, tables, tables, 0, 4096, -2, 0, -2, 0)
    header += struct.pack("<109i", *range(tables), *[-1] * (109 - tables))
    directory = entry("Root Entry", 5, 1, -2, 0) + entry(name, 2, -1, tables + 1, len(content))
    return header + struct.pack(f"<{tables * 128}i", *chain) + directory.ljust(SECTOR, b"\0") + content
