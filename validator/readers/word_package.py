"""A docx in memory, made of what an older format of Word's holds: so one reader understands all of them.

The readers of doc and rtf find out what stands where, and say it in WordprocessingML (ECMA-376 part 1, 17): styles,
numbering, merged cells, tracked changes, notes and text boxes are then read as those of any docx.
"""

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from validator.readers.archive import Element

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
# How numbers are written (MSONFC, MS-OSHARED 2.2.1.3), by number; any other as 1, 2, 3.
NUMERALS = {
    1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital", 11: "japaneseCounting",
    16: "japaneseLegal", 17: "japaneseDigitalTenThousand", 18: "decimalEnclosedCircle", 22: "decimalZero", 23: "bullet",
    26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese",
    29: "ideographEnclosedCircle", 30: "ideographTraditional", 31: "ideographZodiac", 33: "taiwaneseCounting",
    34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand", 36: "taiwaneseDigital", 37: "chineseCounting",
    38: "chineseLegalSimplified", 39: "chineseCountingThousand", 255: "none",
}  # fmt: skip
NO_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold


def element(name: str, /, *inner: Element, **attributes: str) -> Element:
    """`w:name` with these attributes, each `w:` too, and these children."""
    made = etree.Element(
        f"{{{WORD}}}{name}", {f"{{{WORD}}}{key}": said for key, said in attributes.items()}, {"w": WORD}
    )
    made.extend(inner)
    return made


def text(string: str, name: str = "t") -> Element:
    """`w:t` with as much of this string as XML can hold."""
    made = element(name)
    made.text = legible(string)
    return made


def legible(string: str) -> str:
    """A string less the characters that XML cannot hold."""
    return NO_XML.sub("", string)


def package(parts: Mapping[str, Element], margins: Iterable[tuple[str, Element]] = ()) -> bytes:
    """The bytes of a docx of these parts: `document`, and where there are any `styles`, `numbering`, `footnotes`, `endnotes`.

    `margins` are page headers and footers, each with its kind (`header`, `footer`) and its `w:hdr` or `w:ftr`.
    """
    related = [(kind, f"{kind}.xml", root) for kind, root in parts.items() if kind != "document"]
    related += [(kind, f"{kind}{at}.xml", root) for at, (kind, root) in enumerate(margins, 1)]
    data = BytesIO()
    with ZipFile(data, "w") as made:  # stored, not compressed: it is read at once
        made.writestr("[Content_Types].xml", f'<Types xmlns="{TYPES}"/>')
        made.writestr("_rels/.rels", _relations([("officeDocument", "word/document.xml")]))
        made.writestr("word/_rels/document.xml.rels", _relations([(kind, file) for kind, file, _ in related]))
        for _, file, root in [("document", "document.xml", parts["document"]), *related]:
            made.writestr(f"word/{file}", etree.tostring(root, encoding="UTF-8"))
    return data.getvalue()


def _relations(targets: list[tuple[str, str]]) -> bytes:
    root = etree.Element(f"{{{RELATIONS}}}Relationships", nsmap={None: RELATIONS})
    for number, (kind, target) in enumerate(targets, 1):
        made = etree.SubElement(root, f"{{{RELATIONS}}}Relationship", Id=f"rId{number}", Target=target)
        made.set("Type", f"{OFFICE}/{kind}")
    return bytes(etree.tostring(root, encoding="UTF-8"))
