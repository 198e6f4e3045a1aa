"""A copy of a Word file with the findings as comments on their figures, and with the safe edits as tracked changes.

Every part that is not concerned is copied byte for byte; there are no dates in the copy, so that the same file and
findings give the same bytes.
"""

import posixpath
from collections.abc import Mapping, Sequence
from io import BytesIO
from itertools import count
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from schemas.report import EvidenceInfo, FindingInfo
from validator.document import Document
from validator.readers.archive import Archive
from validator.readers.docx import Traced, trace_docx
from validator.readers.readable import readable
from validator.readers.sources import cut
from validator.records import record
from validator.reports.word_comments import MOST_FIGURES, Lines, add_comment, to_change_first, told
from validator.reports.word_marks import (
    Mark,
    References,
    changeable,
    commentable,
    note_of,
    outer_of,
    place,
    references,
    used_numbers,
)
from validator.wording import clean, pick

Element = Any  # lxml ships no types

MOST_COMMENTS = 32_767  # Word opens no file with more
TYPES = "[Content_Types].xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
WITHIN = {"": ("其中", "it"), "footnote": ("脚注中", "the footnote"), "endnote": ("尾注中", "the endnote")}
STRICT = "http://purl.oclc.org/ooxml"


@record
class Missed:
    """A figure that has no comment, because Word has none where it stands, or has no more."""

    code: str
    figure: EvidenceInfo


@record
class Copy:
    """The annotated file, how many comments and tracked changes were put in, and the figures without a comment."""

    data: bytes
    comments: int
    changes: int
    missed: tuple[Missed, ...]


@record
class Note:
    """A mark in the text and what its comment says, one list of lines for each finding."""

    mark: Mark
    said: list[Lines]


def annotate(
    data: bytes,
    name: str,
    findings: Sequence[FindingInfo],
    titles: Mapping[str, str],
    lang: str = "zh",
    track_changes: bool = False,
) -> Copy:
    """A copy of the docx in `data` with a comment on every figure of `findings`, which are findings on this file.

    `titles` gives the Chinese title of a rule by its code. With `track_changes` the safe suggestions are written as
    deletions and insertions too. Raises `ReadError` as the reader does.
    """
    traced = trace_docx(data, name)
    comments = comments_part(traced)
    room = MOST_COMMENTS - len(comments.root)
    notes, missed = notes_on(traced, findings, titles, lang, room)
    changes = put_changes(traced, notes, findings) if track_changes else 0
    if not notes:
        return Copy(packed(traced.archive, {}), 0, 0, missed)
    body = traced.parts[traced.main]
    number = max(used_numbers(body) | used_numbers(comments.root), default=0) + 1
    for note in notes:
        note.mark.comment = number
        note.mark.change = number + 1  # and the one after it
        number += 3
        add_comment(comments.root, note.mark.comment, note.said)
    place([note.mark for note in notes])
    parts = {traced.main: serial(body), comments.name: serial(comments.root), **comments.links}
    return Copy(packed(traced.archive, parts), len(notes), changes, missed)


def notes_on(
    traced: Traced, findings: Sequence[FindingInfo], titles: Mapping[str, str], lang: str, room: int
) -> tuple[list[Note], tuple[Missed, ...]]:
    """One note for each figure, with all findings on it; and the figures where Word has no comments."""
    notes: dict[object, Note] = {}
    missed: list[Missed] = []
    at = references(traced.parts[traced.main])
    for finding in findings:
        figures = figures_of(finding)
        marks: dict[tuple[int, int], Mark] = {}
        ordered = to_change_first(finding, figures)
        for figure in ordered:
            mark = mark_of(traced, figure, at)
            if mark is None or (mark.key not in notes and len(notes) >= room):
                missed.append(Missed(finding.code, figure))
            else:
                marks[figure.start, figure.end] = mark
                notes.setdefault(mark.key, Note(mark, []))
        marked = [each for each in ordered if (each.start, each.end) in marks]
        within: dict[Element, tuple[list[str], Lines]] = {}
        for figure, lines in told(finding, figures, marked, titles, lang):
            mark = marks[figure.start, figure.end]
            if mark.outer in within:  # one comment for all of a finding's figures there
                within[mark.outer][0].append(figure.text)
                continue
            if mark.outer is not None:
                within[mark.outer] = [figure.text], lines
            notes[mark.key].said.append(lines)
        for outer, (texts, lines) in within.items():
            lines[0] += said_within(notes[outer].mark.note, texts, lang)
    return sorted(notes.values(), key=lambda note: note.mark.start), tuple(missed)


def said_within(note: str, figures: Sequence[str], lang: str) -> str:
    """Which figures a comment is about that stands on a box or a reference, not on the figures themselves."""
    quoted = [f"“{clean(figure)}”" for figure in figures[:MOST_FIGURES]]
    zh, en = WITHIN[note]
    more = len(figures) > MOST_FIGURES
    return pick(
        (
            f"（{zh}的{'、'.join(quoted)}{'等' if more else ''}）",
            f" ({', '.join(quoted)}{' and others' if more else ''} in {en})",
        ),
        lang,
    )


def figures_of(finding: FindingInfo) -> list[EvidenceInfo]:
    """The figures of a finding, each place once."""
    found: dict[tuple[int, int], EvidenceInfo] = {}
    for each in finding.evidence:
        found.setdefault((each.start, each.end), each)
    return list(found.values())


def mark_of(traced: Traced, figure: EvidenceInfo, at: References) -> Mark | None:
    """The place of a figure in the main text, of one in a note its reference there; None where there is neither."""
    sources = cut(traced.sources, figure.start, figure.end)
    if not commentable(sources, traced.parts[traced.main]):
        key = note_of(sources[0][1]) if sources else None
        found = at.get(key) if key else None
        return Mark(figure.start, figure.end, sources, found, key[0]) if key and found is not None else None
    outer = outer_of(sources[0][1])
    if outer is None:  # a stretch such as a whole table ends before the text boxes in it
        sources = [source for source in sources if outer_of(source[1]) is None]
    return Mark(figure.start, figure.end, sources, outer)


def put_changes(traced: Traced, notes: Sequence[Note], findings: Sequence[FindingInfo]) -> int:
    """Give the marks their new text, where all safe suggestions on a figure agree; how many got one."""
    wanted: dict[tuple[int, int], set[str]] = {}
    printed: dict[tuple[int, int], str] = {}
    for finding in findings:
        for suggestion in finding.suggestions if finding.waived is None else ():
            figure = finding.evidence[suggestion.evidence]
            if suggestion.safe:
                wanted.setdefault((figure.start, figure.end), set()).add(suggestion.with_)
                printed[figure.start, figure.end] = suggestion.replace
    changed, last = 0, 0
    for note in notes:
        mark, place = note.mark, (note.mark.start, note.mark.end)
        texts = wanted.get(place, set())
        free = mark.outer is None and mark.start >= last and len(texts) == 1
        if free and stands(traced.document, mark, printed[place]) and changeable(mark.sources):
            mark.put = texts.pop()
            changed, last = changed + 1, mark.end
    return changed


def stands(document: Document, mark: Mark, figure: str) -> bool:
    """True where the letters of the figure, and no others, stand in the elements of the mark."""
    there = "".join(text.text[index : index + length] for _, text, index, length in mark.sources)
    whole = document.text[mark.start : mark.end]
    return there == whole and readable(whole, 0, len(whole)).string == readable(figure, 0, len(figure)).string


@record
class Comments:
    """The part with the comments; `links` are the parts that have to name it, where it is new."""

    name: str
    root: Element
    links: dict[str, bytes]


def comments_part(traced: Traced) -> Comments:
    """The comments part of the document, or a new one with the parts that lead to it."""
    from lxml import etree

    archive = traced.archive
    for kind, target in archive.relations(traced.main).values():
        if kind == "comments" and target in archive:
            return Comments(target, archive.xml(target), {})
    folder = posixpath.dirname(traced.main)
    names = (posixpath.join(folder, f"comments{number or ''}.xml") for number in count())
    name = next(each for each in names if each not in archive)
    body = traced.parts[traced.main]
    space = etree.QName(body).namespace or ""
    root = etree.Element(f"{{{space}}}comments", nsmap={"w": space})
    links = {TYPES: typed(archive, name)} if TYPES in archive else {}
    links[archive.relations_part(traced.main)] = related(archive, traced.main, name, space.startswith(STRICT))
    return Comments(name, root, links)


def typed(archive: Archive, name: str) -> bytes:
    """The content types of the package, with that of the comments."""
    from lxml import etree

    root = archive.xml(TYPES)
    attributes = {"PartName": "/" + name, "ContentType": COMMENTS_TYPE}
    etree.SubElement(root, f"{{{PACKAGE}/content-types}}Override", attributes)
    return serial(root)


def related(archive: Archive, main: str, name: str, strict: bool) -> bytes:
    """The relations of the main part, with one to the comments."""
    from lxml import etree

    part = archive.relations_part(main)
    space = f"{PACKAGE}/relationships"
    root = archive.xml(part) if part in archive else etree.Element(f"{{{space}}}Relationships", nsmap={None: space})
    known = {each.get("Id") for each in root}
    key = next(each for each in (f"gouji{number}" for number in count(1)) if each not in known)
    base = STRICT if strict else "http://schemas.openxmlformats.org"
    kind = base + "/officeDocument" + ("" if strict else "/2006") + "/relationships/comments"
    attributes = {"Id": key, "Type": kind, "Target": "/" + name}
    etree.SubElement(root, f"{{{space}}}Relationship", attributes)
    return serial(root)


def serial(root: Element) -> bytes:
    """A part as bytes."""
    from lxml import etree

    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def packed(archive: Archive, parts: Mapping[str, bytes]) -> bytes:
    """The package with these parts in the place of its own or behind them, in the same order and without dates."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as copy:
        for name in dict.fromkeys([*archive.zip.namelist(), *parts]):
            content = parts[name] if name in parts else archive.read(name)
            copy.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return stream.getvalue()
