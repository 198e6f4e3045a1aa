"""The destinations of RTF: control words that say what becomes of the text of their group."""

from collections.abc import Callable
from functools import partial

from validator.readers.archive import Element
from validator.readers.limits import MAX_NESTED_BOXES
from validator.readers.rtf_state import Group, Sink, State
from validator.readers.rtf_story import RAISED, Story
from validator.readers.rtf_tables import RowDefinition
from validator.readers.word_package import element

Act = Callable[[State, bytes, bytes | None], None]  # the control word, and the digits behind it

# Destinations that hold nothing printed, or what is printed from elsewhere; any other that is unknown and marked
# with a star is passed over as well.
PASSED_OVER = (
    b"info", b"colortbl", b"filetbl", b"revtbl", b"xe", b"tc", b"tcn", b"rxe", b"txe", b"bkmkstart", b"bkmkend", b"nonshppict",
    b"nonesttables", b"shprslt", b"objdata", b"objclass", b"ftnsep", b"ftnsepc", b"ftncn", b"aftnsep", b"aftnsepc", b"aftncn",
    b"annotation", b"atnid", b"atnauthor", b"atnref", b"atndate", b"atnicn", b"mmathPict", b"levelnumbers", b"listname",
    b"listpicture", b"pn", b"template", b"nextfile", b"private", b"formfield", b"datafield", b"fontemb", b"background",
)  # fmt: skip
MARGINS = {
    b"header": "header", b"headerl": "header", b"headerr": "header", b"headerf": "header",
    b"footer": "footer", b"footerl": "footer", b"footerr": "footer", b"footerf": "footer",
}  # fmt: skip
LIST_GROUPS = (b"list", b"listlevel", b"listoverride", b"lfolevel")


def put(name: str, state: State, _: bytes, __: bytes | None) -> None:
    """Something that is printed and no text."""
    if state.group.sink is Sink.TEXT:
        state.flush()
        state.story.put(element(name), state.group.looks)


def font_table(state: State, _: bytes, __: bytes | None) -> None:
    """The font table; with it, it is known how text without a font is to be read."""
    state.into(Sink.FONT, lambda _: state.restart_script())


def nested_row(state: State, _: bytes, __: bytes | None) -> None:
    """The definition of a row of a table within a cell: that of the row around it is kept."""
    story, outer = state.story, state.story.row

    def end(_: Group) -> None:
        story.row = outer

    state.into(state.group.sink, end)
    story.row = RowDefinition()


def pass_over(state: State, _: bytes, __: bytes | None) -> None:
    """A destination that is not read."""
    state.skip()


def transparent(_: State, __: bytes, ___: bytes | None) -> None:
    """A destination whose content is read as if it were not one."""


def hold(sink: Sink, state: State, _: bytes, __: bytes | None) -> None:
    """A destination for text of this kind."""
    state.into(sink)


def margin(state: State, word: bytes, _: bytes | None) -> None:
    """A page header or footer."""
    kind = MARGINS[word]

    def end(blocks: list[Element], _: Story) -> None:
        state.margins.append((kind, element("hdr" if kind == "header" else "ftr", *blocks)))

    if state.group.sink is Sink.TEXT:
        state.begin(end)
    else:
        state.skip()


def note(state: State, _: bytes, __: bytes | None) -> None:
    """A footnote, or an endnote if `\\ftnalt` stands in it; its reference stands where it does."""

    def end(blocks: list[Element], story: Story) -> None:
        kind = "endnote" if story.endnote else "footnote"
        key = str(len(state.notes[kind]) + 1)
        state.notes[kind].append(element(kind, *blocks, id=key))
        state.story.put(element(f"{kind}Reference", id=key), state.group.looks & ~RAISED)

    if state.group.sink is Sink.TEXT:
        state.begin(end)
    else:
        state.skip()


def box(state: State, _: bytes, __: bytes | None) -> None:
    """The text of a text box."""

    def end(blocks: list[Element], _: Story) -> None:
        state.drawn += 1
        state.story.put(element("pict", element("txbxContent", *blocks)), state.group.looks)

    if state.story.boxes >= MAX_NESTED_BOXES:
        raise state.bound.too_deep()
    state.begin(end, state.story.boxes + 1)


def shape(state: State, _: bytes, __: bytes | None) -> None:
    """A drawing; without text in it, and without a picture, it is listed as one."""
    before, shown = state.drawn, state.group.sink in (Sink.TEXT, Sink.NOTHING)

    def end(_: Group) -> None:
        if shown and state.drawn == before:
            state.drawn += 1
            state.story.put(element("pict"), state.group.looks)

    state.into(Sink.NOTHING, end)


def picture(state: State, _: bytes, __: bytes | None) -> None:
    """A picture."""
    if state.group.sink in (Sink.TEXT, Sink.NOTHING) and not state.group.framed:
        state.flush()
        state.drawn += 1
        state.story.put(element("pict"), state.group.looks)
    state.skip()


def embedded(state: State, word: bytes, _: bytes | None) -> None:
    """An embedded object, which may show something: its `\\result`."""
    put("object", state, word, None)
    state.group.framed = True
    state.into(Sink.NOTHING)


def equation(state: State, word: bytes, _: bytes | None) -> None:
    """An equation."""
    put("object", state, word, None)
    state.skip()


def result(state: State, _: bytes, __: bytes | None) -> None:
    """What an object shows."""
    state.into(state.outside())


def field(state: State, _: bytes, __: bytes | None) -> None:
    """A field: of what stands in it only the result is printed."""
    story, shown = state.story, state.group.sink is Sink.TEXT

    def end(_: Group) -> None:
        if shown:
            story.put(element("fldChar", fldCharType="end"))

    state.into(Sink.NOTHING, end)
    if shown:
        story.put(element("fldChar", fldCharType="begin"))


def field_result(state: State, _: bytes, __: bytes | None) -> None:
    """The result of a field."""
    shown = state.outside()
    state.into(shown)
    if shown is Sink.TEXT:
        state.story.put(element("fldChar", fldCharType="separate"))


def label(state: State, _: bytes, __: bytes | None) -> None:
    """The automatic number of the paragraph as it is printed."""
    if state.group.sink is not Sink.TEXT:
        state.skip()
        return
    story = state.story

    def end(_: Group) -> None:
        story.label = "".join(state.said)

    state.into(Sink.NAME, end)
    state.said.clear()


def level_text(state: State, _: bytes, __: bytes | None) -> None:
    """The text of a level of a list."""
    state.into(Sink.NAME, lambda _: state.lists.template("".join(state.said)))
    state.said.clear()


def list_group(state: State, word: bytes, _: bytes | None) -> None:
    """A list, one of its levels, an override, or a level of that."""
    if state.group.sink is Sink.LISTS:
        state.bound.count()
        state.lists.begin(word)


def unicode_twin(state: State, _: bytes, __: bytes | None) -> None:
    """The better of two wordings (`\\upr`): read is this one."""
    state.into(state.outside())


DESTINATIONS: dict[bytes, Act] = {
    **dict.fromkeys(PASSED_OVER, pass_over),
    **dict.fromkeys(MARGINS, margin),
    **dict.fromkeys(LIST_GROUPS, list_group),
    **dict.fromkeys((b"listtext", b"pntext"), label),
    **dict.fromkeys((b"shptxt", b"dptxbxtext"), box),
    **dict.fromkeys((b"shp", b"shpgrp", b"do"), shape),
    **dict.fromkeys((b"mmath", b"moMath", b"moMathPara"), equation),
    **dict.fromkeys((b"listtable", b"listoverridetable"), partial(hold, Sink.LISTS)),
    **dict.fromkeys((b"shpinst", b"upr"), partial(hold, Sink.NOTHING)),
    b"fonttbl": font_table,
    b"stylesheet": partial(hold, Sink.STYLE),
    b"leveltext": level_text,
    b"nesttableprops": nested_row,
    b"footnote": note,
    b"pict": picture,
    b"shppict": transparent,
    b"object": embedded,
    b"result": result,
    b"field": field,
    b"fldinst": partial(hold, Sink.INSTRUCTION),
    b"fldrslt": field_result,
    b"ud": unicode_twin,
}
