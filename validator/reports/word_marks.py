"""Marks in the XML of a Word file: comments around figures, and changes to them that may be taken or refused.

Runs are split where a figure begins and ends; their properties are copied, nothing else is touched. Figures are
marked from the end of the document to its beginning, so that what is left of a mark is still as it was read.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from validator.readers.archive import attribute, child, local
from validator.readers.sources import Source

Element = Any  # lxml ships no types

Cuts = dict[tuple[int, int], tuple[Element, Element]]  # the runs before and behind a place in a w:t

AUTHOR = "gouji"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
STEADY = frozenset({"p", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple"})  # changes stand here


@dataclass(slots=True)
class Mark:
    """A stretch of the text with a comment, from one place in a `w:t` to another.

    `outer` is the element that is marked as a whole, where Word has no comments within it. `change` is the id of
    the deletion and `put` the new text, where the stretch is to be replaced; the insertion has the id after it.
    """

    start: int
    end: int
    sources: Sequence[Source]
    outer: Element | None = None
    comment: int = 0
    change: int = 0
    put: str | None = None
    insertion: Element | None = None


def commentable(sources: Sequence[Source], body: Element) -> bool:
    """True where Word has comments: in the main text, not in notes, headers and footers."""
    return bool(sources) and sources[0][1].getroottree().getroot() is body


def outer_of(text: Element) -> Element | None:
    """The run or bound content control around a `w:t` within which Word keeps no comment: that of a text box."""
    run = text.getparent()
    found = None if local(run) == "r" else run
    for above in run.iterancestors():
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
    cuts: Cuts = {}
    points = [(mark.start, 1, mark) for mark in marks]
    points += [(mark.start if mark.outer is not None else mark.end, 0, mark) for mark in marks]
    for _, is_start, mark in sorted(points, key=lambda point: point[:2], reverse=True):
        (begin if is_start else finish)(mark, cuts)


def begin(mark: Mark, cuts: Cuts) -> None:
    """Open the comment before the first character; what is to be replaced becomes a deletion."""
    if mark.outer is not None:
        mark.outer.addprevious(make(mark.outer, "commentRangeStart", id=mark.comment))
        return
    _, text, index, _ = mark.sources[0]
    first = cut_before(text, index, cuts)[1]
    first.addprevious(make(first, "commentRangeStart", id=mark.comment))
    if mark.insertion is not None:
        delete(first, mark)


def finish(mark: Mark, cuts: Cuts) -> None:
    """Close the comment behind the last character, and put in what is to stand there."""
    _, text, index, length = mark.sources[-1]
    last = mark.outer if mark.outer is not None else cut_before(text, index + length, cuts)[0]
    behind = [make(last, "commentRangeEnd", id=mark.comment), reference(last, mark.comment)]
    if mark.put is not None:
        mark.insertion = insertion(mark.sources[0][1].getparent(), mark)
        behind.insert(0, mark.insertion)
    for each in reversed(behind):
        last.addnext(each)


def cut_before(text: Element, index: int, cuts: Cuts) -> tuple[Element, Element]:
    """As `split`, and the same again where several marks meet."""
    key = (id(text), index)
    if key not in cuts:
        cuts[key] = split(text, index)
    return cuts[key]


def split(text: Element, index: int) -> tuple[Element, Element]:
    """The run that ends before this character of a `w:t` and the run that begins with it; a missing one is None."""
    run = text.getparent()
    first = text.getprevious() is None or local(text.getprevious()) == "rPr"
    whole = text.text or ""
    if index <= 0 and first:
        return None, run
    if index >= len(whole) and text.getnext() is None:
        return run, None
    rest = list(text.itersiblings())
    if index <= 0:
        rest.insert(0, text)
    elif index < len(whole):
        tail = text.makeelement(text.tag, dict(text.attrib))
        write(text, whole[:index])
        write(tail, whole[index:])
        rest.insert(0, tail)
    right = shell(run)
    right.extend(rest)
    run.addnext(right)
    return run, right


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
