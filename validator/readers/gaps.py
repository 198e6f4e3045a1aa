"""What was not read, in Chinese and English: the place, the kind of thing that stands there, and why."""

from validator.document import Unread
from validator.errors import ReadError

Said = tuple[str, str]  # in Chinese and English

START: Said = ("文首", "the beginning")
WHOLE: Said = ("全文", "the whole text")

KINDS = {
    "图片": "picture",
    "图表": "chart",
    "图示": "diagram",
    "图形": "drawing",
    "艺术字": "decorative text",
    "文本框": "text box",
    "表格": "table",
    "脚注": "footnote",
    "表单控件": "form control",
    "自动编号": "automatic number",
    "自动页码或日期": "page number or date",
    "特殊符号": "special character",
    "嵌入对象": "embedded object",
    "嵌入的其他文档": "embedded document",
    "嵌入的网页或文件": "embedded page or file",
    "公式或嵌入对象": "equation or embedded object",
    "图表、公式或嵌入对象": "chart, equation or embedded object",
    "链接的附件": "linked attachment",
    "隐藏文字": "hidden text",
    "被合并单元格中的文字": "text in a merged cell",
    "未引用的注释": "note without a reference",
    "线条": "lines",
    "扫描页": "scanned page",
    "划去的文字": "struck-out text",
    "斜排或转向的文字": "slanted or turned text",
}
NOT_COUNTED: dict[str, Said] = {
    "隐藏文字": ("隐藏文字不印出，未计入", "it is not printed, and not counted"),
    "被合并单元格中的文字": ("合并后不显示，未计入", "the merged cell does not show it; not counted"),
    "未引用的注释": ("正文没有引用，不印出，未计入", "nothing refers to it, so it is not printed; not counted"),
}


def page(number: int) -> Said:
    """A page."""
    return f"第{number}页", f"page {number}"


def pages(first: int, last: int) -> Said:
    """A run of pages, or the one page."""
    return page(first) if first == last else (f"第{first}—{last}页", f"pages {first}–{last}")


def paragraph(number: int) -> Said:
    """A paragraph, counted through the text; 0 is what stands before the first."""
    return (f"第{number}段", f"paragraph {number}") if number else START


def table(number: int) -> Said:
    """A table of the document."""
    return f"表{number}", f"table {number}"


def sheet(name: str) -> Said:
    """A sheet of a workbook."""
    return f"工作表“{name}”", f"sheet “{name}”"


def within(place: Said, spot: Said) -> Said:
    """A part of a place."""
    return f"{place[0]}：{spot[0]}", f"{place[1]}, {spot[1]}"


def after(place: Said) -> Said:
    """What follows a place."""
    return f"{place[0]}之后", f"after {place[1]}"


def unread(place: Said, why: Said) -> Unread:
    """What is to be said of a place as a whole."""
    return Unread(place[0], why[0], (place[1], why[1]))


def missed(place: Said, kind: str, why: Said | None = None, name: str = "") -> Unread:
    """What is to be said of a thing at a place; without a reason, that its content was not read."""
    said = why or NOT_COUNTED.get(kind) or (f"{kind}中的内容未读取", "its content was not read")
    # A field of Word's is called by its own name.
    english = KINDS.get(kind) or kind.replace("域（", "field (").replace("）", ")")
    spot = (f"{kind}“{name}”", f"{english} “{name}”") if name else (kind, english)
    return unread(within(place, spot), said)


def reason(error: ReadError, name: str) -> Said:
    """Why a part of the file was not read, where the error that stopped it has a sentence for the file."""
    return (
        error.zh.removeprefix(f"{name}：").removesuffix("。"),
        error.en.removeprefix(f"{name}: ").removeprefix(f"{name} ").removesuffix("."),
    )
