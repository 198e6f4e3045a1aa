"""The paragraphs and tables of one flow of RTF text (the body, a note, a page header, a text box) as they are read."""

from dataclasses import dataclass, field

from validator.errors import ReadError
from validator.readers.archive import Element
from validator.readers.extract import Extract
from validator.readers.limits import MAX_COLUMNS, MAX_NESTED_TABLES, MAX_RTF_PARTS, MAX_RTF_RUN
from validator.readers.rtf_fonts import paired
from validator.readers.rtf_lists import Lists
from validator.readers.rtf_tables import RowDefinition, Table
from validator.readers.word_package import element, text
from validator.records import record

# How characters look, as far as it matters: bits that are set or not.
HIDDEN, RAISED, DELETED, INSERTED = 1, 2, 4, 8
CHANGES = ((DELETED, "del"), (INSERTED, "ins"))


def changes(looks: int) -> list[str]:
    """The tracked changes that characters or a mark with these looks are: what was inserted may be deleted again."""
    return [name for bit, name in CHANGES if looks & bit]


@record
class Paragraph:
    """The properties of a paragraph that matter; `nesting` counts the tables around it, if it says so."""

    style: int = 0
    outline: int | None = None
    in_table: bool = False
    nesting: int = 0
    list: int = 0
    level: int = 0

    @property
    def depth(self) -> int:
        """In how many tables the paragraph stands."""
        return max(self.nesting, int(self.in_table))


@dataclass(slots=True)
class Bound:
    """How much of the file was made into paragraphs, runs and cells."""

    name: str
    parts: int = 0

    def count(self, parts: int = 1) -> None:
        """Count some more; a `ReadError` beyond the limit."""
        self.parts += parts
        if self.parts > MAX_RTF_PARTS:
            raise ReadError(
                f"{self.name}：内容过多（段落、单元格等超过 {MAX_RTF_PARTS} 个），无法读取。",
                f"{self.name}: there is too much to be read (more than {MAX_RTF_PARTS} paragraphs, cells and the like).",
            )

    def too_deep(self) -> ReadError:
        """The error for what nests deeper than anybody writes."""
        return ReadError(
            f"{self.name}：表格、文本框或括号嵌套过深，无法读取。",
            f"{self.name}: tables, text boxes or braces are nested too deeply to be read.",
        )


@dataclass(slots=True)
class Story:
    """One flow of text. What is open are a run, its paragraph, and the tables around it from the outermost."""

    bound: Bound
    lists: Lists
    boxes: int = 0  # around this flow
    endnote: bool = False
    blocks: list[Element] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    row: RowDefinition = field(default_factory=RowDefinition)
    content: list[Element] = field(default_factory=list)  # of the paragraph
    label: str | None = None  # the automatic number of the paragraph, if it is stored as printed
    pieces: list[str] = field(default_factory=list)  # of the run
    looks: int = 0  # of the run

    def say(self, string: str, looks: int) -> None:
        """Add text to the paragraph."""
        if looks != self.looks:
            self.end_run()
            self.looks = looks
        self.pieces.append(string)

    def put(self, leaf: Element, looks: int = 0) -> None:
        """Add something that is no text to the paragraph, in a run of its own."""
        self.end_run()
        self.content.append(self._run(leaf, looks))

    def end_run(self) -> None:
        """The text so far is a run."""
        if self.pieces:
            string = paired("".join(self.pieces))
            if len(string) > MAX_RTF_RUN:
                raise ReadError(
                    f"{self.bound.name}：有一段文字超过 {MAX_RTF_RUN} 字，无法读取。",
                    f"{self.bound.name}: a paragraph has more than {MAX_RTF_RUN} characters and cannot be read.",
                )
            self.pieces.clear()
            name = "delText" if self.looks & DELETED else "t"
            self.content.append(self._run(text(string, name), self.looks))

    def _run(self, leaf: Element, looks: int) -> Element:
        self.bound.count()
        properties = [element("vanish")] if looks & HIDDEN else []
        properties += [element("vertAlign", val="superscript")] if looks & RAISED else []
        run = element("r", element("rPr", *properties), leaf) if properties else element("r", leaf)
        for change in changes(looks):
            run = element(change, run)
        return run

    def end_paragraph(self, properties: Paragraph, looks: int) -> None:
        """A paragraph mark with these properties ends the paragraph, and any table that it does not stand in."""
        self.enter(properties.depth)
        (self.tables[-1].blocks if self.tables else self.blocks).append(self._paragraph(properties, looks))

    def _paragraph(self, properties: Paragraph, looks: int) -> Element:
        self.end_run()
        self.bound.count()
        said = [element("pStyle", val=str(properties.style))] if properties.style else []
        if properties.outline is not None:
            said.append(element("outlineLvl", val=str(properties.outline)))
        if self.label is not None or properties.list:
            number = self.lists.number(self.label, properties.list, properties.level)
            level = str(properties.level) if self.label is None else "0"
            said += (
                [] if number is None else [element("numPr", element("ilvl", val=level), element("numId", val=number))]
            )
        marks = list(map(element, changes(looks)))
        said += [element("rPr", *marks)] if marks else []
        made = element("p", *([element("pPr", *said)] if said else []), *self.content)
        self.content, self.label = [], None
        return made

    def enter(self, depth: int) -> None:
        """Be within so many tables: open those that are missing, end those that are too many."""
        if depth > MAX_NESTED_TABLES:
            raise self.bound.too_deep()
        while len(self.tables) > depth:
            table = self.tables.pop()
            table.end_row(RowDefinition() if self.tables else self.row)  # no mark ended its last row
            if table.rows:
                (self.tables[-1].blocks if self.tables else self.blocks).append(table.made())
        while len(self.tables) < depth:
            self.tables.append(Table())

    def end_cell(self, depth: int, properties: Paragraph, looks: int) -> None:
        """The mark of a cell ends its last paragraph, at this depth whatever the properties say."""
        self.enter(depth)
        self.bound.count()
        table = self.tables[-1]
        table.blocks.append(self._paragraph(properties, looks))
        table.end_cell()
        if len(table.cells) > MAX_COLUMNS:
            self.bound_columns(len(table.cells))

    def end_row(self, depth: int, looks: int) -> None:
        """The mark of a row ends it, with what was last said of rows."""
        self.enter(depth)
        table = self.tables[-1]
        if self.pieces or self.content:
            table.blocks.append(self._paragraph(Paragraph(), 0))
        table.end_row(self.row, changes(looks))

    def bound_columns(self, columns: int) -> None:
        """A `ReadError` for a row with too many cells, as of any table."""
        Extract(self.bound.name).bound_places(columns, 0)

    def end(self, properties: Paragraph) -> list[Element]:
        """All blocks; what no paragraph mark ended is a paragraph all the same."""
        self.end_run()
        if self.content:
            self.end_paragraph(properties, 0)
        self.enter(0)
        return self.blocks
