"""From the plan to the file: the ways in which real plans reach a reader, as marked text."""

from benchmarks.accuracy.model import Heading, Para, Plan, Table

CHINESE = "零一二三四五六七八九十"
HALF = str.maketrans({"，": ",", "；": ";", "（": "(", "）": ")", "：": ":"})


def suffix(plan: Plan) -> str:
    """The ending of the file's name."""
    return {"markdown": ".md", "csv": ".csv"}.get(plan.layout, ".txt")


def lay_out(plan: Plan) -> str:
    """The whole file, marked."""
    if plan.layout == "csv":
        return "\n".join(_csv(block) for block in plan.blocks if isinstance(block, Table)) + "\n"
    pieces = _Pieces(plan).all()
    if plan.layout == "web":
        return _web(plan, pieces)
    gap = "\n\n" if plan.layout in ("markdown", "pdf") else "\n"
    if plan.layout == "pdf":
        pieces = _paged(plan, pieces)
    return gap.join(pieces) + "\n"


class _Pieces:
    """Headings numbered, paragraphs and tables as text, one piece each."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.first = self.second = self.item = 0

    def all(self) -> list[str]:
        return [self._piece(block) for block in self.plan.blocks]

    def _piece(self, block: Heading | Para | Table) -> str:
        if isinstance(block, Heading):
            return self._heading(block)
        if isinstance(block, Table):
            return table_text(block, self.plan.layout)
        if not block.item:
            self.item = 0
            return self._prose(block.text)
        self.item += 1
        lead = f"{self.item}. " if self.plan.numbering in ("decimal", "markdown") else "——"
        return lead + self._prose(block.text)

    def _prose(self, text: str) -> str:
        if self.plan.layout == "web":
            return text.translate(HALF)
        return _spaced(text) if self.plan.layout in ("pdf", "spaced") else text

    def _heading(self, heading: Heading) -> str:
        if heading.level == 0:
            return ("# " if self.plan.numbering == "markdown" else "") + heading.text
        if heading.level == 1:
            self.first, self.second = self.first + 1, 0
        else:
            self.second += 1
        number = CHINESE[self.first if heading.level == 1 else self.second]
        first = {
            "chinese": f"{number}、",
            "decimal": f"{self.first} ",
            "chapter": f"第{number}章 ",
            "markdown": f"## {number}、",
        }
        second = {
            "chinese": f"（{number}）",
            "decimal": f"{self.first}.{self.second} ",
            "chapter": f"第{number}节 ",
            "markdown": f"### （{number}）",
        }
        return (first if heading.level == 1 else second)[self.plan.numbering] + heading.text


def _spaced(text: str) -> str:
    """到 2025 年: a space where a digit meets a Chinese character, as text taken from a PDF has it; marks stepped over."""
    out: list[str] = []
    last, inside = "", False
    for char in text:
        if char == "\ue000":
            inside = True
        if inside or char == "\ue002":
            out.append(char)
            inside = inside and char != "\ue001"
            continue
        if last and ((_number(last) and _han(char)) or (_han(last) and _number(char))):
            _space(out)
        out.append(char)
        last = char
    return "".join(out)


def _space(out: list[str]) -> None:
    """Before the mark that opens, or after the one that closes: never inside the marked figure."""
    at = len(out)
    while at and out[at - 1] == "\ue001":
        at = len(out) - 1 - out[::-1].index("\ue000")
    out.insert(at, " ")


def _number(char: str) -> bool:
    return char.isascii() and char.isdigit()


def _han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def table_text(table: Table, layout: str) -> str:
    """A table with its caption and its note."""
    lines = {"markdown": _pipes, "cells": _cells, "web": _bars}.get(layout, _tabs)(table)
    if not table.header:
        return table.caption
    caption = f"**{table.caption}**\n" if layout == "markdown" else table.caption
    note = [table.note] if table.note else []
    if layout == "markdown":
        note = ["", *note] if note else []
    return "\n".join([caption, *([""] if layout in ("cells",) else []), *lines, *note])


def _tabs(table: Table) -> list[str]:
    return ["\t".join(row) for row in [table.header, *table.rows]]


def _pipes(table: Table) -> list[str]:
    return ["| " + " | ".join(row) + " |" for row in [table.header, ["---"] * len(table.header), *table.rows]]


def _bars(table: Table) -> list[str]:
    return [" | ".join(row).translate(HALF) for row in [table.header, *table.rows]]


def _cells(table: Table) -> list[str]:
    """One cell a line, a blank line behind each row; a long head is broken in two."""
    header = [cell.replace("年均增长（%）", "年均增\n长（%）") for cell in table.header]
    return [line for row in [header, *table.rows] for line in [*("\t" + cell for cell in row), ""]]


def _csv(table: Table) -> str:
    width = len(table.header)
    rows = [[table.caption], table.header, *table.rows, [table.note]]
    return "\n".join(",".join([*row, *[""] * (width - len(row))]) for row in rows)


def _web(plan: Plan, pieces: list[str]) -> str:
    """A page: a bar of data, then the chapters, each run together on one line; tables on lines of their own."""
    lines = [f"成文日期 | {plan.base + 1}-03-18 | 公开方式 | 主动公开 |", f"关于印发《{plan.title}》的通知", "|"]
    line = ""
    for block, piece in zip(plan.blocks, pieces, strict=True):
        if (isinstance(block, Heading) and block.level <= 1) or isinstance(block, Table):
            lines += [line] if line else []
            line = ""
        if isinstance(block, Table) or (isinstance(block, Heading) and block.level == 0):
            lines.append(piece)
        else:
            line += piece if isinstance(block, Heading) and block.level else piece + " "
    return "\n".join([*lines, line, f"信息来源: {plan.region}人民政府办公室 |"]) + "\n"


def _paged(plan: Plan, pieces: list[str]) -> list[str]:
    """The running head between pages, one of them in the middle of a paragraph."""
    out: list[str] = []
    for number, piece in enumerate(pieces):
        cut = piece.find("，", len(piece) // 2)
        if number % 9 == 8 and isinstance(plan.blocks[number], Para) and cut > 0:
            out += [piece[: cut + 1], plan.title, piece[cut + 1 :]]
        else:
            out.append(piece)
    return out
