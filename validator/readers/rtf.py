"""rtf → Document: what Word, WPS, LibreOffice and WordPad write, said once more as a docx and read like any other.

Read is what is printed: text in every encoding, headings, automatic numbers as they were printed, tables, notes,
text boxes, the results of fields, page headers; tracked changes as of a docx. Pictures and embedded objects are listed
as unread. Nothing here recurses, and nothing is looked for twice: each token is met once.
"""

from dataclasses import replace
from hashlib import sha256

from validator.document import Document
from validator.errors import ReadError
from validator.readers import Revisions, gaps
from validator.readers.archive import Element
from validator.readers.docx import read_docx
from validator.readers.rtf_destinations import DESTINATIONS, Act
from validator.readers.rtf_fonts import Script
from validator.readers.rtf_lists import Lists
from validator.readers.rtf_state import Group, Sink, State
from validator.readers.rtf_story import Bound, Story
from validator.readers.rtf_tokens import BRACE, CHARACTER_RUNS, NUMBER, SYMBOL, TEXT, WORD, WORDS, characters, tokens
from validator.readers.rtf_words import ACTS, CHARACTERS, end_paragraph
from validator.readers.word_package import element, legible, package

SIGNS = {b"~": "\u00a0", b"_": "-", b"\t": "\t"}
PADDING = b"\r\n\t\0\x1a "  # that may follow the last brace
FORGOTTEN = 1  # braces that programs leave out at the very end; more say that the file was cut off
TORN: gaps.Said = (
    "文件不完整，在此处中断，后面的内容没有读到",
    "the file is cut off here; what should follow was not read",
)
END: gaps.Said = ("文末", "the end")
BEHIND: gaps.Said = ("文档结束标记之后还有内容，未读取", "what follows the end of the document was not read")


def read_rtf(data: bytes, name: str, revisions: Revisions = "accepted") -> Document:
    """The document in the bytes of an rtf, with its tracked changes accepted or as it was before them.

    Raises a `ReadError` that names the file where there is none.
    """
    state = start(data, name)
    amiss = read(state)
    document = read_docx(made(state), name, revisions)
    unread = (*document.unread, gaps.unread(END, amiss)) if amiss else document.unread
    if not (document.blocks or document.asides or document.unread or amiss is BEHIND):
        raise ReadError(
            f"{name} 不是有效的 rtf 文件，或其中没有文字。",
            f"{name} is not a valid rtf file, or there is no text in it.",
        )
    return replace(document, format="rtf", sha256=sha256(data).hexdigest(), unread=unread)


def start(data: bytes, name: str) -> State:
    """Behind the first brace."""
    bound, lists = Bound(name), Lists()
    story = Story(bound, lists)
    state = State(tokens(data), bound, story, lists, Group(Sink.TEXT, Script()))

    def end(group: Group) -> None:
        state.body = story.end(group.paragraph)

    next(state.stream)  # the first brace, by which the file was told
    state.open()
    state.group.end = end
    return state


def read(state: State) -> gaps.Said | None:
    """Read to the brace that closes the first, or to the end; what is said of what stands behind it, or of its missing."""
    for found in state.stream:
        kind = found.lastindex
        if kind in WORDS:
            act = ACTS.get(found[WORD])
            if act is not None or state.starred:  # most words say how it looks
                word(state, act, found[WORD], found[NUMBER])
        elif kind in CHARACTER_RUNS:
            state.take(characters(found))
        elif kind == BRACE:
            if found[BRACE] == b"{":
                state.open()
            else:
                state.close()
        else:
            symbol(state, found[SYMBOL])
        if not state.stack:
            more = any(rest.lastindex != TEXT or rest[TEXT].strip(PADDING) for rest in state.stream)
            return BEHIND if more else None
    missing = len(state.stack)
    while state.stack:
        state.close()
    return TORN if missing > FORGOTTEN else None


def word(state: State, act: Act | None, name: bytes, digits: bytes | None) -> None:
    """A control word; of those behind a star, only the destinations that are known here."""
    if state.starred:
        state.starred = False
        if name not in DESTINATIONS:
            state.skip()
            return
    if act is None or (state.group.end is not None and name in DESTINATIONS):  # a group is one destination
        return
    if state.left:
        counts = name in CHARACTERS
        state.left = state.left - 1 if counts else 0
        if counts:
            return
    act(state, name, digits)


def symbol(state: State, sign: bytes) -> None:
    """A control symbol."""
    if sign == b"*":
        state.starred = True
    elif sign in b"\\{}":
        state.take(sign)
    elif sign in b"\r\n":
        end_paragraph(state, sign, None)
    elif sign in SIGNS and state.left:
        state.left -= 1
    elif sign in SIGNS:
        state.say(SIGNS[sign])


def made(state: State) -> bytes:
    """The docx."""
    parts: dict[str, Element] = {"document": element("document", element("body", *state.body))}
    if state.styles:
        parts["styles"] = element("styles", *(style(*each) for each in state.styles.items()))
    numbering = state.lists.numbering()
    if numbering is not None:
        parts["numbering"] = numbering
    for kind, notes in state.notes.items():
        if notes:
            parts[f"{kind}s"] = element(f"{kind}s", *notes)
    return package(parts, state.margins)


def style(key: int, said: tuple[str, int | None]) -> Element:
    """The `w:style` of a style with this name and outline level; behind a comma stand other names for it."""
    name, outline = said
    shown = element("name", val=legible(name.partition(";")[0].partition(",")[0].strip()))
    made = element("style", shown, type="paragraph", styleId=str(key))
    if outline is not None:
        made.append(element("pPr", element("outlineLvl", val=str(outline))))
    return made
