"""The stories of a doc as WordprocessingML: body, notes, page margins and text boxes, paragraph by paragraph."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from validator.errors import ReadError
from validator.readers.archive import Element, local
from validator.readers.doc_drawings import Drawings
from validator.readers.doc_pieces import Piece, Pieces, whole_characters
from validator.readers.doc_properties import FONTS, OPPOSITE, Elsewhere, Format, Run, Runs, changes, format_of, run_of
from validator.readers.doc_streams import Cursor
from validator.readers.doc_styles import properties, run_properties, style_id
from validator.readers.doc_tables import Blocks
from validator.readers.docx_numbering import Styles
from validator.readers.limits import MAX_DOC_RUNS
from validator.readers.word_package import WORD, element, legible, text

PARAGRAPH_MARK, CELL_MARK, PAGE_BREAK = "\r", "\x07", "\x0c"
PICTURE, DRAWING = "\x01", "\x08"
FIELD_BEGINS, FIELD_RESULT, FIELD_ENDS = "\x13", "\x14", "\x15"
FIELD = {FIELD_BEGINS: "begin", FIELD_RESULT: "separate", FIELD_ENDS: "end"}
SIGNS = {"\t": "tab", "\x0b": "br", PAGE_BREAK: "br", "\x0e": "br", "\x1e": "noBreakHyphen", "\0": "pgNum"}
SPECIAL = re.compile("[\0-\x1f\uf020-\uf0ff]")
SYMBOLS_FROM = "\uf020"  # from here on a character is what its font has under this code
LINE_DRAWING, OBJECT_FIELDS = "SHAPE", frozenset({"EMBED", "LINK"})  # names of fields
LONGEST_NAME = 40  # characters of an instruction that may be the name of its field
VALUE = f"{{{WORD}}}val"
OLD_NUMBER = 2047  # of a list: numbered as Word 6 did
FONT_NAME = 39  # bytes before the name of a font


@dataclass(slots=True)
class Field:
    """An open field."""

    instruction: str = ""
    has_result: bool = False


@dataclass(slots=True)
class Anchored:
    """What is anchored in the text, by position: notes with their kind and number, and drawings with the texts of their boxes."""

    notes: dict[int, tuple[str, str]] = field(default_factory=dict)
    shapes: dict[int, int] = field(default_factory=dict)
    boxes: dict[int, list[tuple[int, int]]] = field(default_factory=dict)  # by shape; each is taken once
    drawings: Drawings = field(default_factory=Drawings)


@dataclass(slots=True)
class Texts:
    """The text with its properties; reads any stretch of it."""

    name: str
    elsewhere: Elsewhere
    pieces: Pieces
    runs: Runs
    formats: Runs
    styles: Styles
    fonts: Sequence[str] = ()
    made: int = 0  # paragraphs, runs and special characters so far

    def blocks(self, start: int, end: int, anchored: Anchored) -> list[Element]:
        """The paragraphs and tables between two positions."""
        blocks = Blocks(self.count)
        line = _Line(self, anchored)
        for piece, position, run, string in self.stretches(start, end):
            at = 0
            for found in SPECIAL.finditer(string):
                sign, here = found.group(), position + found.start()
                line.add(run, string[at : found.start()], position + at)
                at = found.end()
                if self.ends_paragraph(sign, piece, here):
                    format = self.format(piece, here)
                    blocks.add(line.ended(format, run), format, sign == CELL_MARK, changed(run))
                else:
                    line.sign(run, sign, here)
            line.add(run, string[at:], position + at)
        if line.runs or line.leaves or line.parts:
            blocks.add(line.ended(Format(), Run()), Format(), False, ())
        return blocks.all()

    def count(self, more: int) -> None:
        """Count what was made; a `ReadError` where it is too much."""
        self.made += more
        if self.made > MAX_DOC_RUNS:
            raise ReadError(f"{self.name}：内容过多，无法读取。", f"{self.name} holds too much to be read.")

    def stretches(self, start: int, end: int) -> Iterator[tuple[Piece, int, Run, str]]:
        """The text between two positions, as far as it stands in one piece and looks the same, with where it begins."""
        for piece in self.pieces.holding(start, end):
            at, last = max(start, piece.start), min(end, piece.end)
            while at < last:
                said, until = self.runs.at(piece.at(at))
                reached = min(last, at + max(1, (until - piece.at(at)) // piece.width))
                yield piece, at, run_of(said + piece.properties), self.pieces.text(piece, at, reached)
                at = reached

    def symbol(self, font: int, code: int) -> Element:
        """A character of a font that has characters of its own."""
        name = self.fonts[font] if font < len(self.fonts) else ""
        return element("sym", font=name, char=f"{code:04X}")

    def font(self, position: int) -> int:
        """The font that the character at this position says it has."""
        piece = next(self.pieces.holding(position, position + 1))
        said = dict(changes(self.runs.at(piece.at(position))[0] + piece.properties))
        return int.from_bytes(next((said[code] for code in FONTS if code in said), b""), "little")

    def hides(self, style: int) -> bool:
        """True for a style whose characters are hidden; 0 is also that of characters that have none."""
        return self.styles.get(style_id(style)).hidden

    def ends_paragraph(self, sign: str, piece: Piece, position: int) -> bool:
        """True for the mark of a paragraph or cell, and for a page break that is the end of a section."""
        if sign == PAGE_BREAK:
            return self.formats.at(piece.at(position))[1] <= piece.at(position + 1)
        return sign in (PARAGRAPH_MARK, CELL_MARK)

    def format(self, piece: Piece, position: int) -> Format:
        """The properties of the paragraph that ends at this position."""
        said, _ = self.formats.at(piece.at(position))
        style, own = int.from_bytes(said[:2], "little"), self.elsewhere.complete(said[2:])
        return format_of(style, own + piece.properties)


@dataclass(slots=True)
class _Line:
    """A paragraph as far as it is read: its runs, and the leaves and the text of the run that has begun."""

    texts: Texts
    anchored: Anchored
    places: list[int] = field(default_factory=list)  # of the notes, in order
    runs: list[Element] = field(default_factory=list)
    leaves: list[Element] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    run: Run = field(default_factory=Run)
    toggled: list[tuple[Element, int]] = field(default_factory=list)  # what is hidden where its style is not, with that
    fields: list[Field] = field(default_factory=list)  # those that are open
    waiting: int = 0  # how many of them have no result yet

    def __post_init__(self) -> None:
        self.places = sorted(self.anchored.notes)

    def add(self, run: Run, string: str, position: int) -> None:
        """Add text that holds no special characters; a note may have a mark of its own, which it is referred to by."""
        if not string:
            return
        self.turn(run)
        index = bisect_left(self.places, position)
        at = 0
        while index < len(self.places) and self.places[index] < position + len(string):
            self.put(run, string[at : self.places[index] - position])
            at = self.places[index] - position
            self.leaf(self.reference(self.places[index]))
            index += 1
        self.put(run, string[at:])

    def put(self, run: Run, string: str) -> None:
        """Add text; where a symbol is named, each character stands for it."""
        if run.symbol:
            for _ in string:
                self.leaf(self.texts.symbol(*run.symbol))
        elif string:
            self.parts.append(string)
            if self.waiting and len(self.fields[-1].instruction) < LONGEST_NAME:
                self.fields[-1].instruction += string[:LONGEST_NAME]

    def sign(self, run: Run, sign: str, position: int) -> None:
        """Add a special character; those that are not known are no text."""
        self.turn(run)
        if sign in FIELD:
            self.leaf(element("fldChar", fldCharType=FIELD[sign]))
            self.turn_field(sign)
        elif sign in SIGNS:
            self.leaf(element(SIGNS[sign]))
        elif sign >= SYMBOLS_FROM:
            self.leaf(self.texts.symbol(self.texts.font(position), ord(sign)))
        elif position in self.anchored.notes:
            self.leaf(self.reference(position))
        elif sign == DRAWING:
            self.leaf(self.drawing(position))
        elif sign == PICTURE and not run.form_data:
            self.picture(run)

    def turn_field(self, sign: str) -> None:
        """Follow the marks of a field: between the first two stands its instruction."""
        if sign == FIELD_BEGINS:
            self.fields.append(Field())
            self.waiting += 1
        elif sign == FIELD_RESULT and self.fields and not self.fields[-1].has_result:
            self.fields[-1].has_result = True
            self.waiting -= 1
        elif sign == FIELD_ENDS and self.fields:
            self.waiting -= not self.fields.pop().has_result

    def picture(self, run: Run) -> None:
        """Add a picture, which may be that of an object; that of a drawing in a line stands beside the drawing itself."""
        name = next(iter(self.fields[-1].instruction.split()), "") if self.fields else ""
        if name != LINE_DRAWING:
            self.leaf(element("object" if run.embedded or name in OBJECT_FIELDS else "pict"))

    def reference(self, position: int) -> Element:
        """The reference to a note."""
        kind, number = self.anchored.notes[position]
        return element(f"{kind}Reference", id=number)

    def drawing(self, position: int) -> Element:
        """A drawing, the texts of its boxes in it."""
        shape = self.anchored.shapes.get(position, 0)
        shows = self.anchored.drawings.shows.get(shape)
        made = element("pict", *([element(shows)] if shows else []))
        for start, end in self.anchored.boxes.pop(shape, ()):
            made.append(element("txbxContent", *self.texts.blocks(start, end, Anchored())))
        return made

    def turn(self, run: Run) -> None:
        """End the run where the next characters look otherwise."""
        if run is not self.run and run != self.run:
            self.end_run()
            self.run = run

    def leaf(self, leaf: Element) -> None:
        """Add what is no text to the run."""
        self.texts.count(1)
        self.end_text()
        self.leaves.append(leaf)

    def end_text(self) -> None:
        """Make what text there is a leaf."""
        if self.parts:
            name = "instrText" if self.waiting else "delText" if self.run.deleted else "t"
            self.leaves.append(text(whole_characters("".join(self.parts)), name))
            self.parts.clear()

    def end_run(self) -> None:
        """Make what leaves there are a run, and that a deletion or an insertion where a tracked change says so."""
        self.end_text()
        if not self.leaves:
            return
        self.texts.count(1)
        looks = run_properties(self.run.face)
        if self.run.face.hidden == OPPOSITE:
            self.toggled += [(each, self.run.face.style) for each in looks if local(each) == "vanish"]
        if self.run.former is not None:
            looks.append(element("rPrChange", element("rPr", *run_properties(self.run.former))))
        made = element("r", *([element("rPr", *looks)] if looks else []), *self.leaves)
        for change in changed(self.run):
            made = element(change, made)
        self.runs.append(made)
        self.leaves.clear()

    def ended(self, format: Format, mark: Run) -> Element:
        """`w:p` with this mark; the next paragraph begins."""
        if format.looks.list == OLD_NUMBER:
            self.end_run()
            self.runs[:0] = [element("r", *each) for each in old_number()]
        self.end_run()
        self.texts.count(1)
        made = element("p")
        more = [element("rPr", *map(element, changed(mark)))] if changed(mark) else []
        more += [element("pPrChange", properties(format.former))] if format.former else []
        said = properties(format.looks, *more)
        made.extend(([said] if len(said) else []) + self.runs)
        for toggle, style in self.toggled:
            toggle.set(VALUE, "0" if self.texts.hides(format.looks.style) or self.texts.hides(style) else "1")
        self.runs.clear()
        self.toggled.clear()
        return made


def changed(run: Run) -> tuple[str, ...]:
    """What tracked changes did to characters: they may have been inserted, and then deleted."""
    return ("del",) * run.deleted + ("ins",) * run.inserted


def old_number() -> list[list[Element]]:
    """The field that stands for a number that is counted as in Word 6: listed as unread."""
    marks = [[element("fldChar", fldCharType=kind)] for kind in ("begin", "end")]
    return [marks[0], [text("AUTONUM", "instrText")], marks[1]]


def read_fonts(data: bytes) -> list[str]:
    """The names of the fonts, by number."""
    fonts = Cursor(data)
    if not data:
        return []
    count = fonts.number()
    fonts.take(2)
    raw = (fonts.take(fonts.number(1))[FONT_NAME:] for _ in range(count))
    return [legible(each.decode("utf-16-le", "ignore").partition("\0")[0]) for each in raw]
