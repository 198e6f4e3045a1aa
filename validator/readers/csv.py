"""csv and tsv → Document: one table, with the lines above and below it that name and explain it.

RFC 4180 with the liberties that exports take: any of `,` tab `;` `|`, line feeds inside quotes, quotes
left open. The parser is our own (`fields`), because every field must know its place in the decoded file.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from validator.document import Document, Text
from validator.errors import ReadError
from validator.readers.blocks import Draft, Kind, assemble
from validator.readers.fields import Row, fields
from validator.readers.limits import MAX_CELLS, MAX_COLUMNS, MAX_TEXT_BYTES
from validator.readers.readable import joined
from validator.readers.sheets import surround, told
from validator.readers.text import decode

DELIMITERS = ",\t;|"
SAMPLE = 64 * 1024  # characters that tell the delimiter


def read_csv(data: bytes, name: str) -> Document:
    """The table in the bytes of a csv or tsv file; a `ReadError` that names the file where there is none."""
    if len(data) > MAX_TEXT_BYTES:
        size = MAX_TEXT_BYTES >> 20
        raise ReadError(f"{name} 超过 {size} MB，无法读取。", f"{name} is larger than {size} MB and is not read.")
    source = decode(data, name)
    rows = _rows(source, name)

    def render(ranges: Sequence[tuple[int, int]], head: bool) -> Text:
        return joined(source, ranges, head=head)

    def texts(row: Row) -> list[str]:
        return [text for ranges in row if (text := render(ranges, False).string)]

    above, table, below = surround(rows, texts)
    drafts = [_line(row, source) for row in above]
    drafts += [_table(table, name)] if table else []
    drafts += [replace(_line(row, source), kind=Kind.NOTE, lead=None) for row in below]
    if not drafts:
        raise ReadError(f"{name} 中没有内容。", f"{name} holds no content.")
    title = next((item.line for item in drafts if item.kind is Kind.TITLE), None)
    return Document(name, "csv", sha256(data).hexdigest(), source, assemble(drafts, render), title)


def _line(row: Row, source: str) -> Draft:
    """The filled fields of a row as one line."""
    filled = [ranges for ranges in row if ranges[-1][1] > ranges[0][0]]
    ranges = tuple(place for field in filled for place in field)
    line = joined(source, ranges, head=True).string
    return replace(told(ranges[0], line), ranges=ranges)


def _table(rows: list[Row], name: str) -> Draft:
    """The table; a row of one field (一、综合实力) spans all columns, as in plain text."""
    width = max(map(len, rows))
    if width * len(rows) > MAX_CELLS:
        raise ReadError(
            f"{name}：表格过大（{len(rows)} 行 {width} 列），无法读取。",
            f"{name}: the table is too large to be read ({len(rows)} rows, {width} columns).",
        )
    return Draft(Kind.TABLE, rows[0][0], rows=tuple(map(tuple, rows)))


def _rows(source: str, name: str) -> list[Row]:
    """The rows with anything in them; a `ReadError` where there are more fields than any table holds."""
    rows: list[Row] = []
    count = 0
    for row in fields(source, delimiter(source)):
        count += len(row)
        if len(row) > MAX_COLUMNS:
            raise ReadError(
                f"{name}：表格超过 {MAX_COLUMNS} 列，无法读取。",
                f"{name}: the table has more than {MAX_COLUMNS} columns and cannot be read.",
            )
        if count > MAX_CELLS:
            raise ReadError(
                f"{name}：表格过大（超过 {MAX_CELLS} 格），无法读取。",
                f"{name}: the table is too large to be read (more than {MAX_CELLS} cells).",
            )
        if any(source[start:end].strip() for ranges in row for start, end in ranges):
            rows.append(row)
    return rows


def delimiter(source: str) -> str:
    """The delimiter by which most lines fall into the same number of fields; a comma in doubt."""
    sample = source[:SAMPLE]
    scores = {sign: _agreement(sample, sign) for sign in DELIMITERS}
    return max(DELIMITERS, key=lambda sign: scores[sign])


def _agreement(sample: str, sign: str) -> tuple[int, int]:
    """How many rows have the most frequent number of fields (above one), and that number."""
    widths = Counter(len(row) for row in fields(sample, sign) if len(row) > 1)
    width, rows = widths.most_common(1)[0] if widths else (0, 0)
    return rows, width
