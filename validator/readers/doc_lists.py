"""The lists of a doc (LSTF, LVL and LFO, MS-DOC 2.9.147, 2.9.150, 2.9.131) as the numbering of a docx."""

from validator.errors import ReadError
from validator.readers.archive import Element, value
from validator.readers.compound import DamagedError
from validator.readers.doc_streams import LIST_USES, LISTS, Block, Cursor
from validator.readers.limits import MAX_LISTS
from validator.readers.word_package import NUMERALS, element, legible

LEVELS = 9
FLAGS, CHANGES = 26, 12  # bytes in what is said of a list, and of a use
SIMPLE = 0x01  # of a list: it has one level
LEGAL, OWN_RESTART = 0x04, 0x08  # of a level
LEVEL_NUMBER, STARTS_ANEW, OWN_LEVEL = 0xF, 0x10, 0x20  # of a level as a use of the list changes it
FOLLOWED_BY = ("tab", "space", "nothing")


def read_lists(block: Block, name: str) -> Element:
    """`w:numbering`: the lists, then the uses that paragraphs name by their number."""
    at, size = block.place(LISTS)
    root = element("numbering")
    lists = Cursor(block.table, at)
    heads = [lists.take(28) for _ in range(bounded(lists.number(), name))] if size else []
    for head in heads:  # the levels of all lists follow behind the last of them
        levels = range(1 if head[FLAGS] & SIMPLE else LEVELS)
        made = [read_level(lists, level) for level in levels]
        root.append(element("abstractNum", *made, abstractNumId=called(head)))
    uses = Cursor(block.part(LIST_USES))
    heads = [uses.take(16) for _ in range(bounded(uses.number(4), name))] if uses.data else []
    for number, head in enumerate(heads, 1):
        uses.take(4)
        if head[CHANGES] > LEVELS:
            raise DamagedError("more levels than a list has")
        changed = [read_change(uses) for _ in range(head[CHANGES])]
        of = element("abstractNumId", val=called(head))
        root.append(element("num", of, *changed, numId=str(number)))
    return root


def called(head: bytes) -> str:
    """The name of the list that a list or a use of it begins with."""
    return str(int.from_bytes(head[:4], "little"))


def bounded(count: int, name: str) -> int:
    """The number of lists, where it is not beyond reason."""
    if count > MAX_LISTS:
        raise ReadError(f"{name}：编号列表过多，无法读取。", f"{name}: there are too many lists to be read.")
    return count


def read_level(lists: Cursor, number: int) -> Element:
    """`w:lvl`: the characters of its text below nine stand for the numbers of the levels."""
    head = Cursor(lists.take(28))
    start, numeral, flags = head.number(4), head.number(1), head.number(1)
    head.take(9)
    follows = head.number(1)
    head.take(8)
    looks = head.number(1) + head.number(1)
    restart = head.number(1)
    lists.take(looks)
    string = "".join(f"%{ord(sign) + 1}" if ord(sign) < LEVELS else sign for sign in lists.string())
    made = element("lvl", ilvl=str(number))
    said = {"start": str(start), "numFmt": NUMERALS.get(numeral, "decimal"), "lvlText": legible(string)}
    said["suff"] = FOLLOWED_BY[min(follows, 2)]
    said |= {"lvlRestart": str(restart)} if flags & OWN_RESTART else {}
    made.extend(element(key, val=given) for key, given in said.items())
    if flags & LEGAL:
        made.append(element("isLgl"))
    return made


def read_change(uses: Cursor) -> Element:
    """`w:lvlOverride`: what a use of a list changes of one of its levels."""
    start, flags = str(uses.number(4)), uses.number(4)
    made = element("lvlOverride", ilvl=str(flags & LEVEL_NUMBER))
    if flags & OWN_LEVEL:
        made.append(read_level(uses, flags & LEVEL_NUMBER))
        start = value(made[0], "start") or start
    if flags & STARTS_ANEW:
        made.append(element("startOverride", val=start))
    return made
