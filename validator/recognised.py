"""Figures that were recognised in a picture: what rests on one that was hard to read is no certain finding."""

from bisect import bisect_right

from validator.document import Document
from validator.finding import Severity, Verdict

SURE = 95  # percent; why so much, `readers.scan_text` tells
NOTE = {
    "zh": "（这里有数字由图片识别得来，把握不大，请对照原件）",
    "en": " (A figure here was recognised in a picture and may be misread; compare it with the original.)",
}


def is_doubtful(document: Document, verdict: Verdict) -> bool:
    """True where a figure of the verdict was recognised with little confidence."""
    return any(_is_weak(document, each.span.start, each.span.end) for each in verdict.evidence)


def _is_weak(document: Document, start: int, end: int) -> bool:
    boxes = document.boxes
    first = max(bisect_right(boxes, start, key=lambda box: box.start) - 1, 0)
    last = bisect_right(boxes, end - 1, key=lambda box: box.start)
    return any(box.confidence is not None and box.confidence < SURE for box in boxes[first:last])


def capped(severity: Severity) -> Severity:
    """At most a warning."""
    return Severity.WARNING if severity is Severity.ERROR else severity
