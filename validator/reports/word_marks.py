"""Marks in the XML of a Word file: comments around figures, and changes to them that may be taken or refused.

Runs are split where a figure begins and ends; their properties are copied, nothing else is touched. Then the marks
are put between the runs, from the end of the document to its beginning.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from validator.readers.archive import attribute, child, inside, local
from validator.readers.sources import Source

Element = Any  # lxml ships no types

Edges = dict[tuple[int, int], tuple[Element, Element]]  # the runs before and behind a place in a w:t

AUTHOR = "gouji"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
STEADY = frozenset({"p", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple"})  # changes stand here


@dataclass(slots=True)
class Mark:
    """A stretch of the text with a comment, from one place in a `w:t` to another.

    `outer` is the element that is marked as a whole, where Word has no comments within it; for a stretch in a note
    (`note`: `footnote`, `endnote`, else empty) it is the reference to it, or what that stands in. `change` is the id of
    the deletion and `put` the new text, where the stretch is to be replaced; the insertion has the id after it.
    """

    start: int
    end: int
    sources: Sequence[Source]
    outer: Element | None = None
    note: str = ""
    comment: int = 0
    change: int = 0
    put: str | None = None
    insertion: Element | None = None

    @property
    def key(self) -> object:
        """What it shares with the marks that one comment serves: the stretch, or the element marked as a whole."""
        return (self.start, self.end) if self.outer is None else self.outer


References = dict[tuple[str, str], Element]  # kind and id of a note: what is marked for a figure in it
NOTES = frozenset({"footnoteReference", "endnoteReference"})


def references(body: Element) -> References:
    """The reference to each note, the first of several; one in a text box is marked as the box is."""
    found: References = {}
    for leaf in inside(body, NOTES):
        key = local(leaf).removesuffix("Reference"), attribute(leaf, "id") or ""
        if key not in found:
            box = outer_of(leaf)
            found[key] = leaf if box is None else box
    return found


def note_of(text: Element) -> tuple[str, str] | None:
    """Kind and id of the note that a `w:t` stands in."""
    for above in text.iterancestors():
        if local(above) in {"footnote", "endnote"}:
            return local(above), attribute(above, "id") or ""
    return None


def alone(leaf: Element) -> Element:
    """The run of a leaf, which then holds nothing else: what stood before and behind it gets runs of its own."""
    run = leaf.getparent()
    content = [each for each in run if local(each) != "rPr"]
    at = content.index(leaf)
    for group, put in ((content[:at], run.addprevious), (content[at + 1 :], run.addnext)):
        if group:
            other = shell(run)
            other.extend(group)
            put(other)
    return run


def commentable(sources: Sequence[Source], body: Element) -> bool:
    """True for the main text: Word has no comments in headers and footers, and not every program shows those in notes."""
    return bool(sources) and sources[0][1].getroottree().getroot() is body


def outer_of(text: Element) -> Element | None:
    """The run or bound content control around a `w:t` within which Word keeps no comment: that of a text box."""
    run = text.getparent()
    found = None if local(run) == "r" else run
    for above in run.iterancestors():
        if local(above) == "body":
            break
        if local(above) == "r" or (local(above) == "sdt" and is_bound(above)):
            found = above
    return found


def is_bound(control: Element) -> bool:
    """True for a content control in a line whose content Word fetches anew from elsewhere."""
    within = control.getparent()
    return child(control, "sdtPr", "dataBinding") is not None and local(within) not in {"body", "tc", "tr", "tbl"}


def changeable(sources: Sequence[Source]) -> bool:
    """True where a tracked change may stand: plain runs side by side, not within another change."""
    runs = [text.getparent() for _, text, _, _ in sources]
    within = {id(run.getparent()): run.getparent() for run in runs}
    if len(within) != 1 or any(local(run) != "r" for run in runs):
        return False
    return all(local(above) in STEADY for above in up_to_paragraph(runs[0]))


def up_to_paragraph(run: Element) -> Iterator[Element]:
    """What a run stands in, from the inside out, up to its paragraph."""
    for above in run.iterancestors():
        yield above
        if local(above) == "p":
            return


def place(marks: Sequence[Mark]) -> None:
    """Put the marks into the tree."""
    for mark in marks:
        if mark.outer is not None and local(mark.outer) in NOTES:
            mark.outer = alone(mark.outer)
    edges = edges_of(marks)
    # Where several begin at one place, the one that makes a deletion comes last: the others stay outside of it.
    points = [(mark.start, 1 + (mark.put is None), mark) for mark in marks]
    points += [(mark.start if mark.outer is not None else mark.end, 0, mark) for mark in marks]
    for _, kind, mark in sorted(points, key=lambda point: point[:2], reverse=True):
        (begin if kind else finish)(mark, edges)


def begin(mark: Mark, edges: Edges) -> None:
    """Open the comment before the first character; what is to be replaced becomes a deletion."""
    if mark.outer is not None:
        mark.outer.addprevious(make(mark.outer, "commentRangeStart", id=mark.comment))
        return
    _, text, index, _ = mark.sources[0]
    first = edges[id(text), index][1]
    first.addprevious(make(first, "commentRangeStart", id=mark.comment))
    if mark.insertion is not None:
        delete(first, mark)


def finish(mark: Mark, edges: Edges) -> None:
    """Close the comment behind the last character, and put in what is to stand there."""
    _, text, index, length = mark.sources[-1]
    last = mark.outer if mark.outer is not None else edges[id(text), index + length][0]
    behind = [make(last, "commentRangeEnd", id=mark.comment), reference(last, mark.comment)]
    if mark.put is not None:
        mark.insertion = insertion(mark.sources[0][1].getparent(), mark)
        behind.insert(0, mark.insertion)
    for each in reversed(behind):
        last.addnext(each)


def edges_of(marks: Sequence[Mark]) -> Edges:
    """Split every run in which a mark begins or ends, once; where each place then stands."""
    wanted: dict[int, set[int]] = {}
    runs: dict[int, Element] = {}
    for mark in marks:
        if mark.outer is None:
            _, first, index, _ = mark.sources[0]
            _, last, begin_of_last, length = mark.sources[-1]
            wanted.setdefault(id(first), set()).add(index)
            wanted.setdefault(id(last), set()).add(begin_of_last + length)
            runs |= {id(run): run for run in (first.getparent(), last.getparent())}
    edges: Edges = {}
    for run in runs.values():
        split(run, wanted, edges)
    return edges


def split(run: Element, wanted: dict[int, set[int]], edges: Edges) -> None:
    """Split one run before the wanted characters of its texts; each new run has the properties of the old."""
    groups: list[list[Element]] = [[]]
    begins: dict[tuple[int, int], int] = {}  # the group that begins at a place
    for element in [each for each in run if local(each) != "rPr"]:
        places, end = wanted.get(id(element), set()), len(element.text or "")
        for index, piece in pieces(element, places):
            if index in places:
                groups += [[]] if groups[-1] else []
                begins[id(element), index] = len(groups) - 1
            groups[-1].append(piece)
        if end in places:
            begins[id(element), end] = len(groups)
            groups.append([])
    blank = shell(run)
    made = [run, *(deepcopy(blank) for group in groups[1:] if group)]
    for new, group in zip(made[1:], groups[1:], strict=False):
        new.extend(group)
    for before, new in pairwise(made):
        before.addnext(new)
    edges |= {key: (made[at - 1] if at else None, made[at] if at < len(made) else None) for key, at in begins.items()}


def pieces(element: Element, places: set[int]) -> list[tuple[int, Element]]:
    """The element, cut before each of the places within its text: where each piece begins, and the piece."""
    words = element.text or ""
    bounds = [0, *sorted(place for place in places if 0 < place < len(words)), len(words)]
    found = [(0, element)]
    for low, high in list(pairwise(bounds))[1:]:
        piece = element.makeelement(element.tag, dict(element.attrib))
        write(piece, words[low:high])
        found.append((low, piece))
    if len(found) > 1:
        write(element, words[: bounds[1]])
    return found


def shell(run: Element) -> Element:
    """A run with the properties of another, and nothing in it."""
    copy = run.makeelement(run.tag, dict(run.attrib))
    properties = child(run, "rPr")
    if properties is not None:
        copy.append(deepcopy(properties))
    return copy


def write(text: Element, words: str) -> None:
    """Set the words of a `w:t`; spaces at its edges are kept."""
    text.text = words
    if words != words.strip():
        text.set(SPACE, "preserve")


def delete(first: Element, mark: Mark) -> None:
    """Make deletions of the runs from this one up to the insertion that takes their place."""
    runs = [first]
    for each in first.itersiblings():
        if each is mark.insertion:
            break
        runs += [each] if local(each) == "r" and child(each, "t") is not None else []
    for run in runs:
        wrapper = make(run, "del", id=mark.change, author=AUTHOR)
        run.addprevious(wrapper)
        wrapper.append(run)
        for text in list(run):
            if local(text) == "t":
                text.tag = text.tag.rpartition("}")[0] + "}delText"


def insertion(run: Element, mark: Mark) -> Element:
    """The new text as a tracked insertion, in the look of this run."""
    new = shell(run)
    former = child(new, "rPr", "rPrChange")
    if former is not None:
        former.getparent().remove(former)
    text = make(run, "t")
    write(text, mark.put or "")
    new.append(text)
    inserted = make(run, "ins", id=mark.change + 1, author=AUTHOR)
    inserted.append(new)
    return inserted


def reference(near: Element, number: int) -> Element:
    """The run that ties a comment to its range."""
    run = make(near, "r")
    run.append(make(near, "commentReference", id=number))
    return run


def make(near: Element, name: str, **attributes: object) -> Element:
    """An element in the namespace of Word's own elements, as the document around `near` has it."""
    space = near.getroottree().getroot().tag.rpartition("}")[0] + "}"
    return near.makeelement(space + name, {space + key: str(text) for key, text in attributes.items()})


def used_numbers(root: Element) -> set[int]:
    """The ids that annotations of a part bear already."""
    found = (attribute(each, "id") or "" for each in root.iter() if isinstance(each.tag, str) and each.attrib)
    return {int(text) for text in found if text.isascii() and text.isdecimal() and len(text) < 10}
