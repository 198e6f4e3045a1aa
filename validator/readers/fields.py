"""The fields of separated rows: RFC 4180 with line feeds inside quotes and quotes left open."""

import re
from collections.abc import Iterator

from validator.readers.limits import MAX_COLUMNS

Ranges = tuple[tuple[int, int], ...]
Row = list[Ranges]

QUOTE = '"'
BYTE_ORDER_MARK = "\ufeff"


def fields(source: str, sign: str) -> Iterator[Row]:
    """The rows of a file, each field as the stretches of `source` that it is made of.

    Ends with a row that is wider than any table may be.
    """
    edge = re.compile(f"[{re.escape(sign)}\r\n]")
    at = len(BYTE_ORDER_MARK) if source.startswith(BYTE_ORDER_MARK) else 0
    quoting = True
    row: Row = []
    while at < len(source):
        ranges = None
        if quoting and source[at] == QUOTE:
            ranges, after = _quoted(source, at, edge)
            quoting = ranges is not None  # a quote left open: from here on quotes are characters
        if ranges is None:
            after = _plain_end(source, at, edge)
            ranges = ((at, after),)
        row.append(ranges)
        at = after
        if source[at : at + 1] == sign:
            at += 1
            if at < len(source) and len(row) <= MAX_COLUMNS:
                continue
            row.append(((at, at),))
        at += 2 if source[at : at + 2] == "\r\n" else 1
        yield row
        if len(row) > MAX_COLUMNS:
            return
        row = []


def _plain_end(source: str, at: int, edge: re.Pattern[str]) -> int:
    """Where a field without quotes ends."""
    found = edge.search(source, at)
    return found.start() if found else len(source)


def _quoted(source: str, at: int, edge: re.Pattern[str]) -> tuple[Ranges | None, int]:
    """The stretches of a quoted field (a doubled quote stands for one) and its end; None if it never closes."""
    found: list[tuple[int, int]] = []
    start = at + 1
    while (close := source.find(QUOTE, start)) >= 0:
        if source[close + 1 : close + 2] != QUOTE:
            after = _plain_end(source, close + 1, edge)
            found.append((start, close))
            return (*found, *(((close + 1, after),) if after > close + 1 else ())), after
        found.append((start, close + 1))
        start = close + 2
    return None, at
