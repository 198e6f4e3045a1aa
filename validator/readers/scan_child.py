"""Recognises the characters in pictures, in a process of its own: of an image file, or of the pages of a pdf.

Decoders of pictures and the recognition (rapidocr, with its models in the package) are C code that meets bytes from
outside. What goes in and out: see `child`. The arguments are the numbers of the pages to be read from a pdf; without
any the input is an image file, each of whose pages is read.
"""

import socket
import sys
from array import array
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, NoReturn

from validator.readers.child import bound_process, write_record
from validator.readers.limits import (
    MAX_IMAGE_EDGE,
    MAX_IMAGE_PIXELS,
    MAX_SCAN_MEMORY,
    MAX_SCAN_PAGES,
    MAX_SCAN_SECONDS,
)
from validator.records import record

KINDS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")  # of the formats that Pillow reads
MOVING = ("PNG", "GIF", "WEBP")
CORES = 4
DOTS = 200  # per inch, for the pages of a pdf: small print is still told apart
LARGEST = 6_000  # pixels along an edge of such a page
RESOLUTIONS = (60, 1_300)  # dots per inch that a file may claim and be believed


class _Refused(Exception):  # noqa: N818 - never seen outside
    """Raised with the name of what is wrong with the picture."""


@record
class Picture:
    """A page as a picture: grey values by row and column (a numpy array), and pixels to a point where they are known."""

    page: int
    grey: Any
    scale: float | None


def main() -> None:
    """Read a picture or a pdf from standard input; write a record for every page."""
    data, out = sys.stdin.buffer.read(), sys.stdout.buffer
    wanted = [int(argument) for argument in sys.argv[2:]]
    bound_process(CORES * MAX_SCAN_SECONDS, MAX_SCAN_MEMORY)
    _cut_off()
    try:
        from validator.readers.scan_page import Recogniser

        recognise = Recogniser(CORES)
    except Exception:  # whatever fails here: the packages, or the models in them
        write_record(out, {"error": "library"})
        return
    try:
        for picture in _rendered(data, wanted) if wanted else _decoded(data):
            found = recognise.page(picture.grey, picture.scale)
            numbers = (found.boxes, array("b", [0] * len(found.words)), found.rules, array("f"), found.confidence)
            write_record(out, {"page": picture.page, **found.record()}, *(each.tobytes() for each in numbers))
            out.flush()
        write_record(out, {"end": True})
    except _Refused as error:
        write_record(out, {"error": str(error)})
    out.flush()


def _cut_off() -> None:
    """No way out: where its models are missing, the library would fetch them."""

    def refuse(*_: object) -> NoReturn:
        raise OSError("no network")

    socket.getaddrinfo = refuse  # type: ignore[assignment]
    socket.socket.connect = refuse  # type: ignore[method-assign]


def _rendered(data: bytes, wanted: Iterable[int]) -> Iterator[Picture]:
    """The pages of a pdf with these numbers (from 1)."""
    import numpy
    import pypdfium2.raw as pdfium

    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    for number in wanted:
        page = pdfium.FPDF_LoadPage(document, number - 1)
        size = (pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page))
        scale = min(DOTS / 72, LARGEST / max(*size, 1))
        width, height = (max(1, round(edge * scale)) for edge in size)
        grey = numpy.empty((height, width), numpy.uint8)
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, grey.ctypes.data, width)
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
        pdfium.FPDFBitmap_Destroy(bitmap)
        pdfium.FPDF_ClosePage(page)
        yield Picture(number, grey, scale)


def _decoded(data: bytes) -> Iterator[Picture]:
    """The pages of an image file; of a moving picture the first."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MAX_IMAGE_PIXELS
    try:
        with Image.open(BytesIO(data), formats=KINDS) as image:
            moves = image.format in MOVING and getattr(image, "is_animated", False)
            count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
            for number in range(min(count, MAX_SCAN_PAGES)):
                image.seek(number)
                if image.width * image.height > MAX_IMAGE_PIXELS or max(image.size) > MAX_IMAGE_EDGE:
                    raise _Refused("size")
                yield Picture(number + 1, _grey(image), _scale(image))
            if moves or count > MAX_SCAN_PAGES:
                raise _Refused("moving" if moves else "pages")
    except _Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _Refused("size") from error
    except Exception as error:  # on damaged files the decoders let errors of every kind out
        raise _Refused("damaged") from error


def _grey(image: Any) -> Any:
    """Grey values as a person sees the picture: turned as its camera says, on white, with all shades."""
    import numpy
    from PIL import Image, ImageOps

    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I") or image.mode == "F":  # more than 256 shades, which Pillow would cut off
        values = numpy.asarray(image).astype("float32")
        low, high = float(values.min()), float(values.max())
        return ((values - low) * (255 / max(high - low, 1))).astype("uint8")
    if image.has_transparency_data:
        over = image.convert("RGBA")
        image = Image.new("RGBA", over.size, "white")
        image.alpha_composite(over)
    return numpy.asarray(image.convert("L"))


def _scale(image: Any) -> float | None:
    """Pixels to a point, where the file says so and can be right."""
    try:
        across = float(image.info["dpi"][0])
    except (KeyError, IndexError, TypeError, ValueError, ZeroDivisionError):
        return None
    return across / 72 if RESOLUTIONS[0] <= across <= RESOLUTIONS[1] else None
