"""A docx with tracked changes as it was before them: the tree is turned over, so that reading it as accepted gives the original."""

from validator.readers.archive import Element

OPPOSITE = {
    "ins": "del",
    "del": "ins",
    "moveFrom": "moveTo",
    "moveTo": "moveFrom",
    "cellIns": "cellDel",
    "cellDel": "cellIns",
    "delText": "t",
    "delInstrText": "instrText",
}
FORMER = ("pPrChange", "rPrChange", "trPrChange", "tcPrChange", "tblPrChange")
KEPT = frozenset(
    {"rPr", "sectPr", "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"}
)  # not part of what changed


def reject_changes(root: Element) -> None:
    """Make what was inserted deleted and what was deleted inserted, and give paragraphs their former properties."""
    for change in list(root.iter(*("{*}" + name for name in FORMER))):
        restore(change)
    for element in list(root.iter(*("{*}" + name for name in OPPOSITE))):
        space, _, name = element.tag.rpartition("}")
        element.tag = f"{space}}}{OPPOSITE[name]}" if space else OPPOSITE[name]


def restore(change: Element) -> None:
    """Put the properties that a `…Change` remembers in the place of those that hold it."""
    properties = change.getparent()
    if properties is None:
        return
    former = [each for inner in change for each in inner]
    for each in list(properties):
        if each.tag.rpartition("}")[2] not in KEPT:
            properties.remove(each)
    properties.extend(former)
