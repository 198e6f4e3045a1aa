"""What the control words of RTF do (Rich Text Format Specification 1.9.1), as far as they matter here.

Words that are not listed do nothing.
"""

from dataclasses import replace
from functools import partial

from validator.readers.limits import MAX_COLUMNS
from validator.readers.rtf_destinations import DESTINATIONS, Act, put
from validator.readers.rtf_fonts import CODE_PAGES, WESTERN
from validator.readers.rtf_state import Sink, State
from validator.readers.rtf_story import DELETED, HIDDEN, INSERTED, RAISED, Paragraph
from validator.readers.rtf_tables import PROPERTIES, CellDefinition, RowDefinition
from validator.readers.rtf_tokens import number

CHARACTERS = {
    b"tab": "\t", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "•", b"emspace": "\u2003", b"enspace": "\u2002", b"qmspace": "\u2005",
}  # fmt: skip
BREAKS = (b"line", b"page", b"column", b"lbr")
COMPUTED = (b"chpgn", b"chdate", b"chdpl", b"chdpa", b"chtime", b"sectnum")
LOOKS = {b"v": HIDDEN, b"super": RAISED, b"deleted": DELETED, b"mvf": DELETED, b"revised": INSERTED, b"mvt": INSERTED}
OUTLINE_OFF = 9
LIST_WORDS = (b"levelnfc", b"levelnfcn", b"levelfollow", b"levelstartat", b"levelnorestart", b"levellegal", b"listid")


def say(state: State, word: bytes, _: bytes | None) -> None:
    """A character that has a word."""
    state.say(CHARACTERS[word])


def unicode(state: State, _: bytes, digits: bytes | None) -> None:
    """A character by its number, of 16 bits with a sign, though some programs write those beyond at once."""
    code = number(digits)
    code += 0x10000 if -0x10000 < code < 0 else 0
    state.last = chr(code) if 0 <= code < 0x110000 else "\ufffd"
    state.say(state.last)
    state.left = state.group.fallback


def fallback(state: State, _: bytes, digits: bytes | None) -> None:
    """How many characters stand behind each `\\u` for programs that do not know it."""
    state.group.fallback = max(0, number(digits, 1))


def code_page(state: State, _: bytes, digits: bytes | None) -> None:
    """The code page of the file."""
    state.fonts.usual = CODE_PAGES.get(number(digits), WESTERN)
    state.restart_script()


def character_set(codec: str, state: State, _: bytes, __: bytes | None) -> None:
    """The character set of files older than code pages."""
    state.fonts.usual = codec
    state.restart_script()


def first_font(state: State, _: bytes, digits: bytes | None) -> None:
    """The font of text that names none."""
    state.fonts.first = number(digits)
    state.restart_script()


def font(state: State, _: bytes, digits: bytes | None) -> None:
    """The font of what follows; in the font table, the font that is described."""
    if state.group.sink is Sink.FONT:
        state.flush()
        state.fonts.define(number(digits))
        state.bound.count()
    else:
        state.group.script = state.fonts.script(number(digits))


def font_characters(state: State, _: bytes, digits: bytes | None) -> None:
    """The character set of a font."""
    state.fonts.last.character_set = number(digits)


def font_page(state: State, _: bytes, digits: bytes | None) -> None:
    """The code page of a font."""
    state.fonts.last.code_page = number(digits)


def look(state: State, word: bytes, digits: bytes | None) -> None:
    """A look of characters, switched on, or off by a zero."""
    bit = LOOKS[word]
    state.group.looks = (
        state.group.looks & ~bit if digits is not None and not number(digits) else state.group.looks | bit
    )


def not_raised(state: State, _: bytes, __: bytes | None) -> None:
    """Neither above nor below the line."""
    state.group.looks &= ~RAISED


def plain(state: State, _: bytes, __: bytes | None) -> None:
    """The usual characters."""
    state.group.looks = 0
    state.group.script = state.fonts.script(state.fonts.first)


def usual_paragraph(state: State, _: bytes, __: bytes | None) -> None:
    """The usual paragraph."""
    state.group.paragraph = Paragraph()


def style(state: State, _: bytes, digits: bytes | None) -> None:
    """The style of a paragraph, or in the style sheet that which is named."""
    state.group.paragraph = replace(state.group.paragraph, style=number(digits))


def no_paragraph_style(state: State, _: bytes, __: bytes | None) -> None:
    """A style of characters, tables or sections: nobody asks for its name."""
    if state.group.sink is Sink.STYLE:
        state.into(Sink.NOTHING)


def outline(state: State, _: bytes, digits: bytes | None) -> None:
    """The level of a heading, from 0."""
    level = min(max(number(digits), 0), OUTLINE_OFF)
    state.group.paragraph = replace(state.group.paragraph, outline=level)


def in_table(state: State, _: bytes, __: bytes | None) -> None:
    """The paragraph stands in a table."""
    state.group.paragraph = replace(state.group.paragraph, in_table=True)


def nesting(state: State, _: bytes, digits: bytes | None) -> None:
    """The paragraph stands in so many tables."""
    state.group.paragraph = replace(state.group.paragraph, nesting=max(0, number(digits, 1)))


def list_number(state: State, word: bytes, digits: bytes | None) -> None:
    """The list that a paragraph counts in; in the tables of lists, the number of an override."""
    if state.group.sink is Sink.LISTS:
        state.lists.say(word, number(digits))
    else:
        state.group.paragraph = replace(state.group.paragraph, list=number(digits))


def list_level(state: State, _: bytes, digits: bytes | None) -> None:
    """The level in its list that a paragraph counts on."""
    state.group.paragraph = replace(state.group.paragraph, level=max(0, number(digits)))


def end_paragraph(state: State, _: bytes, __: bytes | None) -> None:
    """The mark of a paragraph."""
    if state.group.sink is Sink.TEXT:
        state.flush()
        state.story.end_paragraph(state.group.paragraph, state.group.looks)


def end_cell(state: State, word: bytes, _: bytes | None) -> None:
    """The mark of a cell, of the outermost table or of one within it."""
    if state.group.sink is Sink.TEXT:
        state.flush()
        depth = 1 if word == b"cell" else max(2, state.group.paragraph.depth)
        state.story.end_cell(depth, state.group.paragraph, state.group.looks)


def end_row(state: State, word: bytes, _: bytes | None) -> None:
    """The mark of a row."""
    if state.group.sink is Sink.TEXT:
        state.flush()
        state.story.end_row(1 if word == b"row" else max(2, state.group.paragraph.depth), state.group.looks)


def row(state: State, _: bytes, __: bytes | None) -> None:
    """The definition of rows begins anew."""
    state.story.row = RowDefinition()


def row_left(state: State, _: bytes, digits: bytes | None) -> None:
    """Where the row begins."""
    state.story.row.left = number(digits)


def cell_flag(state: State, word: bytes, _: bytes | None) -> None:
    """What the next cell of the definition is."""
    flag = word.decode()
    if flag not in state.story.row.flags:
        state.story.row.flags.append(flag)


def cell_edge(state: State, _: bytes, digits: bytes | None) -> None:
    """Where the next cell of the definition ends."""
    definition = state.story.row
    definition.cells.append(CellDefinition(number(digits), tuple(definition.flags)))
    definition.flags = []
    if len(definition.cells) > MAX_COLUMNS:
        state.story.bound_columns(len(definition.cells))


def endnote(state: State, _: bytes, __: bytes | None) -> None:
    """The note is an endnote."""
    state.story.endnote = True


def list_word(state: State, word: bytes, digits: bytes | None) -> None:
    """What a list or one of its levels is."""
    if state.group.sink is Sink.LISTS:
        state.lists.say(word, number(digits, 1))


ACTS: dict[bytes, Act] = {
    **DESTINATIONS,
    **dict.fromkeys(CHARACTERS, say),
    **dict.fromkeys(BREAKS, partial(put, "br")),
    **dict.fromkeys(COMPUTED, partial(put, "pgNum")),
    **dict.fromkeys(LOOKS, look),
    **dict.fromkeys(LIST_WORDS, list_word),
    **dict.fromkeys((b"par", b"sect"), end_paragraph),
    **dict.fromkeys((b"cell", b"nestcell"), end_cell),
    **dict.fromkeys((b"row", b"nestrow"), end_row),
    **dict.fromkeys((b"cs", b"ts", b"ds"), no_paragraph_style),
    **dict.fromkeys(map(str.encode, PROPERTIES), cell_flag),
    b"u": unicode,
    b"uc": fallback,
    b"ansicpg": code_page,
    b"mac": partial(character_set, "mac_roman"),
    b"pc": partial(character_set, "cp437"),
    b"pca": partial(character_set, "cp850"),
    b"deff": first_font,
    b"f": font,
    b"fcharset": font_characters,
    b"cpg": font_page,
    b"nosupersub": not_raised,
    b"sub": not_raised,
    b"plain": plain,
    b"pard": usual_paragraph,
    b"s": style,
    b"outlinelevel": outline,
    b"intbl": in_table,
    b"itap": nesting,
    b"ls": list_number,
    b"ilvl": list_level,
    b"trowd": row,
    b"trleft": row_left,
    b"cellx": cell_edge,
    b"ftnalt": endnote,
}
