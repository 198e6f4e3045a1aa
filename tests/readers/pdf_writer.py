"""A small writer of pdf files: text and lines in given places, so that a test says what stands where.

The font is one that every reader knows by name, so none is embedded; Chinese characters are an em wide, the others
half an em. Places are points from the upper left corner of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

Spot = tuple[float, float]
FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font "
    b"/Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 "
    b">> /DW 1000 /W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /ItalicAngle 0 "
    b"/FontBBox [0 -200 1000 900] /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >> >>] >>"
)


@dataclass
class Sheet:
    """A page as it is drawn."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    marks: list[bytes] = field(default_factory=list)
    pictures: int = 0

    def text(
        self, x: float, y: float, text: str, size: float = 12, turn: tuple[int, int, int, int] = (1, 0, 0, 1)
    ) -> None:
        """Write text with its base line at `y`; `turn` is the matrix it is written with."""
        code = text.encode("utf-16-be").hex()
        a, b, c, d = turn
        mark = f"BT /F {size} Tf {a} {b} {c} {d} {x:.2f} {self.height - y:.2f} Tm <{code}> Tj ET"
        self.marks.append(mark.encode())

    def lines(self, x: float, y: float, texts: Sequence[str], size: float = 12, pitch: float = 20) -> float:
        """Write lines below each other; where the next would stand is returned."""
        for text in texts:
            self.text(x, y, text, size)
            y += pitch
        return y

    def rule(self, start: Spot, end: Spot, width: float = 0.8) -> None:
        """Draw a line."""
        (x0, y0), (x1, y1) = start, end
        self.marks.append(f"{width} w {x0} {self.height - y0} m {x1} {self.height - y1} l S".encode())

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Draw all lines of a table."""
        for x in xs:
            self.rule((x, ys[0]), (x, ys[-1]))
        for y in ys:
            self.rule((xs[0], y), (xs[-1], y))

    def cells(self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]], size: float = 10) -> None:
        """Write one text into each cell; an empty one is left out."""
        for top, row in zip(ys, rows, strict=False):
            for left, text in zip(xs, row, strict=False):
                if text:
                    self.text(left + 4, top + 14, text, size)

    def picture(self, x: float, y: float, width: float, height: float) -> None:
        """Draw a grey picture; `y` is its upper edge."""
        self.pictures += 1
        box = f"q {width} 0 0 {height} {x} {self.height - y - height} cm"
        self.marks.append(box.encode() + b" BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q")


def pdf(*sheets: Sheet) -> bytes:
    """The bytes of a pdf with these pages."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(sheets)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>".encode(),
        FONT,
    ]
    for at, sheet in enumerate(sheets):
        stream = b"\n".join(sheet.marks)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] /Rotate {sheet.rotate} "
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {5 + 2 * at} 0 R >>".encode()
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
    return assembled(objects)


def assembled(objects: Sequence[bytes]) -> bytes:
    """A pdf of these objects, numbered from 1; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
