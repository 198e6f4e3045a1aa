"""Compound documents (OLE), which doc, wps, xls and et are: opened and read within bounds.

olefile follows every sector that a file names, however often and however far beyond its end. [MS-CFB] 2.2 says how
many a file of its size can have.
"""

from io import BytesIO
from typing import Any

HEADER_BYTES, SECTOR_TABLE, SECTOR_SHIFT = 512, 44, 30
IN_HEADER = 109  # tables of sectors that the header has room for


class DamagedError(ValueError):
    """The bytes are not what Office writes."""


def opened(data: bytes) -> Any:
    """The file, to be used in a `with`; a `DamagedError` where it names far more sectors than it has.

    On damaged files olefile lets errors of every kind out, here and later.
    """
    from olefile import OleFileIO

    tables = int.from_bytes(data[SECTOR_TABLE : SECTOR_TABLE + 4], "little")
    sector = 1 << min(int.from_bytes(data[SECTOR_SHIFT : SECTOR_SHIFT + 2], "little"), 12)
    if len(data) < HEADER_BYTES or tables > IN_HEADER + 2 * (len(data) * 4 // sector**2 + 1):
        raise DamagedError("more sectors than bytes")
    return OleFileIO(BytesIO(data))


def read_stream(file: Any, name: str, most: int) -> bytes:
    """The bytes of a stream; a `DamagedError` where it claims more than `most`, naming the same sectors again and again."""
    if file.get_size(name) > most:
        raise DamagedError("a stream larger than the file")
    return bytes(file.openstream(name).read())
