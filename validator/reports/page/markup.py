"""Elements of the page, built as a tree: text from a document can only ever become text."""

from collections.abc import Iterable
from typing import Any

from lxml import etree

from validator.reports.details import printable

Element = Any  # lxml ships no types
Child = str | Element | None

_NOT_XML = {0xFFFE: None, 0xFFFF: None, 0x09: " "}


def el(name: str, /, *children: Child | Iterable[Child], **attributes: str | int | None) -> Element:
    """An element; children are text, elements, None, or several of them.

    `class_` is class, `data_x` is data-x; an attribute that is None is left out, `""` stands alone.
    """
    node = etree.Element(name)
    for key, value in attributes.items():
        if value is not None:
            node.set(key.rstrip("_").replace("_", "-"), safe(str(value)))
    for child in children:
        add(node, child)
    return node


def add(node: Element, child: Child | Iterable[Child]) -> None:
    """Put text, an element, or several of them at the end of an element."""
    if child is None:
        return
    if isinstance(child, str):
        _text(node, safe(child))
    elif isinstance(child, etree._Element):
        node.append(child)
    else:
        for each in child:
            add(node, each)


def _text(node: Element, text: str) -> None:
    if len(node):
        node[-1].tail = (node[-1].tail or "") + text
    else:
        node.text = (node.text or "") + text


def raw(name: str, text: str, /, **attributes: str) -> Element:
    """A style or script of our own, which is not escaped."""
    node = el(name, **attributes)
    node.text = text
    return node


def safe(text: str) -> str:
    """Text that can stand in a page: no control characters, nothing that turns the direction of reading."""
    text = text.translate(_NOT_XML)
    return text if text.isascii() and text.isprintable() else printable(text)


def serialised(root: Element) -> str:
    """The whole page as HTML."""
    return "<!DOCTYPE html>\n" + str(etree.tostring(root, method="html", encoding="unicode")) + "\n"
