"""image → Document: the characters of a scan are recognised, then read like a page of a pdf."""

from validator.document import Document, Unread
from validator.errors import ReadError
from validator.readers import gaps
from validator.readers.pdf import RECOGNISED, document_of, page_layout, runs_of_pages
from validator.readers.pdf_layout import Layout
from validator.readers.scan_pages import is_installed, not_installed, scanned_pages


def read_image(data: bytes, name: str) -> Document:
    """The document in a picture of it, its figures with the confidence of their recognition (`Document.boxes`).

    Raises `ReadError` where the extra `ocr` is not installed, and for what is no picture of text.
    """
    if not is_installed():
        raise not_installed(name)
    layouts: list[Layout] = []
    rest: tuple[Unread, ...] = ()
    number = 0
    try:
        for page in scanned_pages(data, name):
            number = page.number
            layouts += [page_layout(page)] if page.words else []
    except ReadError as error:
        if not layouts:
            raise
        rest = (gaps.unread(gaps.after(gaps.page(number)), gaps.reason(error, name)),)
    if not layouts:
        raise ReadError(f"{name}：图片中没有识别出文字。", f"{name}: no text was recognised in the picture.")
    said = runs_of_pages((layout.sheet.number, RECOGNISED) for layout in layouts)
    return document_of(data, name, "image", layouts, (*said, *rest))
