"""Where the reading of an RTF file stands: the open groups with their properties, and the text that is on its way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from validator.readers.archive import Element
from validator.readers.limits import MAX_GROUPS
from validator.readers.rtf_fonts import Fonts, Script
from validator.readers.rtf_lists import Lists
from validator.readers.rtf_story import Bound, Paragraph, Story
from validator.readers.rtf_tokens import BRACE, Token
from validator.readers.word_package import element, legible, text

LONGEST_NAME = 100  # characters of the name of a font, a style or a field


class Sink(Enum):
    """What becomes of the text of a group."""

    TEXT = auto()  # it is printed
    INSTRUCTION = auto()  # of a field
    NAME = auto()  # it is gathered, until the group that asked for it ends
    FONT = auto()  # the name of a font
    STYLE = auto()  # the name of a style
    LISTS = auto()  # nothing: the tables of lists are told in control words
    NOTHING = auto()


@dataclass(slots=True)
class Group:
    """What is in force within a pair of braces; `end` is told of the group when it ends."""

    sink: Sink
    script: Script
    looks: int = 0
    fallback: int = 1  # characters behind each `\\u` for programs that do not know it
    framed: bool = False  # in an embedded object, whose picture is not one more thing
    paragraph: Paragraph = Paragraph()  # noqa: RUF009  nobody changes it
    end: "Callable[[Group], None] | None" = None

    def inner(self) -> "Group":
        """A group in this one."""
        return Group(self.sink, self.script, self.looks, self.fallback, self.framed, self.paragraph)


@dataclass(slots=True)
class State:
    """The whole of it. `sink`, `looks` and `script` are those of the text on its way: `spoken`, and then `raw`."""

    stream: Iterator[Token]
    bound: Bound
    story: Story
    lists: Lists
    group: Group
    fonts: Fonts = field(default_factory=Fonts)
    stack: list[Group] = field(default_factory=list)  # the groups around that one
    starred: bool = False  # behind `\*`: what is not known here is to be passed over
    left: int = 0  # fallback characters that are still to come
    last: str = ""  # the character that they stand for
    spoken: list[str] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    sink: Sink = Sink.TEXT
    looks: int = 0
    script: Script = Script()  # noqa: RUF009  nobody changes it
    said: list[str] = field(default_factory=list)  # what was gathered
    styles: dict[int, tuple[str, int | None]] = field(default_factory=dict)  # name and outline level
    notes: dict[str, list[Element]] = field(default_factory=lambda: {"footnote": [], "endnote": []})
    margins: list[tuple[str, Element]] = field(default_factory=list)
    drawn: int = 0  # pictures and text boxes so far
    body: list[Element] = field(default_factory=list)  # once it is complete

    def open(self) -> None:
        """A group begins."""
        self.stack.append(self.group)
        self.group = self.group.inner()
        self.starred, self.left = False, 0
        if len(self.stack) > MAX_GROUPS:
            raise self.bound.too_deep()

    def close(self) -> None:
        """The group ends: what surrounds it is in force again."""
        group = self.group
        if group.end is not None or group.sink is not Sink.TEXT:
            self.flush()
        self.group = self.stack.pop()
        self.starred, self.left = False, 0
        if group.end is not None:
            group.end(group)

    def skip(self) -> None:
        """Pass over the rest of the group."""
        depth = 1
        for found in self.stream:
            if found.lastindex == BRACE:
                depth += 1 if found[BRACE] == b"{" else -1
                if not depth:
                    break
        self.close()

    def into(self, sink: Sink, end: Callable[[Group], None] | None = None) -> None:
        """Let the text of the group go elsewhere."""
        self.flush()
        self.group.sink, self.group.end = sink, end

    def begin(self, end: Callable[[list[Element], Story], None], boxes: int = 0) -> None:
        """Let the group be a flow of text of its own; `end` is told of its blocks once it is complete."""
        self.bound.count()
        self.flush()
        outer, story = self.story, Story(self.bound, self.lists, boxes)

        def complete(group: Group) -> None:
            blocks = story.end(group.paragraph)
            self.story = outer
            end(blocks, story)

        self.story = story
        self.group.sink, self.group.looks, self.group.paragraph, self.group.end = Sink.TEXT, 0, Paragraph(), complete

    def restart_script(self) -> None:
        """Something became known of how text without a font is to be read."""
        self.fonts.scripts.clear()
        self.group.script = self.fonts.script(self.fonts.first)

    def outside(self) -> Sink:
        """What becomes of the text around the group that this group stands in."""
        return self.stack[-2].sink if len(self.stack) > 1 else Sink.NOTHING

    def take(self, data: bytes) -> None:
        """Text as bytes: which characters they are is known when there are no more of them."""
        if self.left:
            data = self.behind_fallback(data)
        if self.group.sink is not Sink.NOTHING and data:
            self.tune()
            self.raw += data

    def behind_fallback(self, data: bytes) -> bytes:
        """The bytes without those that stand for the last `\\u`; some programs announce one and write a wide one."""
        wide = self.left == 1 and self.group.script.decode(data[:2]) == self.last
        size = 2 if wide else self.left
        self.left = max(0, self.left - len(data))
        return data[size:]

    def say(self, string: str) -> None:
        """Text as characters."""
        if self.group.sink is not Sink.NOTHING:
            self.tune()
            self.read_raw()
            self.spoken.append(string)

    def tune(self) -> None:
        """Text of another kind than that on its way is to come."""
        group = self.group
        if group.script is not self.script or group.looks != self.looks or group.sink is not self.sink:
            self.flush()
            self.sink, self.looks, self.script = group.sink, group.looks, group.script

    def read_raw(self) -> None:
        """Read the bytes on their way."""
        if self.raw:
            self.spoken.append(self.script.decode(bytes(self.raw)))
            self.raw.clear()

    def flush(self) -> None:
        """Put the text where it belongs."""
        self.read_raw()
        string = "".join(self.spoken)
        self.spoken.clear()
        if not string:
            return
        if self.sink is Sink.TEXT and self.script.signs:
            self.signs(string)
        elif self.sink is Sink.TEXT:
            self.story.say(string, self.looks)
        elif self.sink is Sink.INSTRUCTION:
            self.story.put(text(string[:LONGEST_NAME], "instrText"))
        elif self.sink is Sink.NAME:
            self.said.append("" if self.script.signs else string)
        elif self.sink is Sink.FONT:
            self.fonts.last.name = (self.fonts.last.name + string)[:LONGEST_NAME]
        elif self.sink is Sink.STYLE:
            self.name_style(string)

    def signs(self, string: str) -> None:
        """Text in a font of signs: a character is a sign, save the figures and marks that such fonts have too."""
        for sign in string:
            code = ord(sign)
            if (sign.isalpha() and code < 0x80) or 0x80 <= code < 0x100 or 0xF000 <= code < 0xF100:
                leaf = element("sym", font=legible(self.script.signs), char=f"{code & 0xFF | 0xF000:04X}")
                self.story.put(leaf, self.looks)
            else:
                self.story.say(sign, self.looks)

    def name_style(self, string: str) -> None:
        """The name of a style, up to a semicolon; behind a comma stand other names for it."""
        properties = self.group.paragraph
        self.bound.count()
        known, outline = self.styles.get(properties.style, ("", properties.outline))
        if ";" not in known:
            self.styles[properties.style] = ((known + string)[:LONGEST_NAME], outline)
