"""The words of the reports, Chinese and English, and how text from a document is made safe to print."""

import unicodedata
from collections.abc import Mapping

from validator.errors import GoujiError

Words = Mapping[str, tuple[str, str]]  # key: (Chinese, English)

ROLES: Words = {
    "target": ("目标值", "target"),
    "baseline": ("基期值", "baseline"),
    "base": ("基期值", "baseline"),
    "growth": ("增速", "growth"),
    "rate": ("增速", "rate"),
    "annual_growth": ("年均增速", "annual growth"),
    "flow": ("新增量", "flow"),
    "increase": ("增量", "increase"),
    "limit": ("门槛", "threshold"),
    "step": ("每年增量", "yearly step"),
    "multiple": ("倍数", "multiple"),
    "doubling": ("翻番", "doubling"),
    "direction": ("升降用语", "direction"),
    "level": ("数值", "level"),
    "value": ("数值", "value"),
    "actual": ("实际值", "actual"),
    "before": ("原值", "before"),
    "after": ("现值", "after"),
    "total": ("累计值", "total"),
    "cumulative": ("累计值", "cumulative"),
    "part": ("部分", "part"),
    "whole": ("总体", "whole"),
    "share": ("占比", "share"),
    "sum": ("合计", "sum"),
    "difference": ("差额", "difference"),
    "numerator": ("分子", "numerator"),
    "denominator": ("分母", "denominator"),
    "quotient": ("比值", "quotient"),
    "count": ("计数", "count"),
    "item": ("列举项", "item"),
    "caption": ("表名", "caption"),
    "header": ("表头", "header"),
    "cell": ("单元格", "cell"),
    "row": ("表行", "row"),
    "unit": ("单位", "unit"),
    "nature": ("属性", "nature"),
    "year": ("年份", "year"),
    "date": ("日期", "date"),
    "residue": ("残留", "residue"),
    "wording": ("提法", "wording"),
    "column": ("栏", "column"),
    "table": ("表", "table"),
    "name": ("名称", "name"),
    "place": ("地名", "place name"),
    "title": ("标题", "title"),
    "text": ("原文", "text"),
    "other": ("其他", "other"),
}

SEVERITIES: Words = {"error": ("错误", "error"), "warning": ("警告", "warning"), "info": ("提示", "info")}

OUTCOMES: Words = {"holds": ("相符", "holds"), "fails": ("不符", "fails"), "unsure": ("无法判断", "unsure")}

BOUNDS: Words = {
    "exact": ("", ""),
    "about": ("约数", "about"),
    "floor": ("下限", "at least"),
    "ceiling": ("上限", "at most"),
    "range": ("区间", "range"),
}

SOURCES: Words = {"prose": ("正文", "prose"), "table": ("表格", "table")}

INDICATOR: tuple[str, str] = ("该指标", "the indicator")

MARGINS: Words = {"header": ("页眉", "page header"), "footer": ("页脚", "page footer")}

WHOLE_FILE: tuple[str, str] = ("全文", "the whole file")

# Controls steer the terminal, format characters reorder what is read, surrogates cannot be encoded.
UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


LONGEST_QUOTE = 60  # characters


def pick(words: tuple[str, str], lang: str) -> str:
    """The word in the language asked for (`zh` or `en`)."""
    return words[1] if lang == "en" else words[0]


def word(words: Words, key: str, lang: str) -> str:
    """The word for a key; a key without a word is shown as it is."""
    found = words.get(key)
    return pick(found, lang) if found else key


def counted(number: int, one: str) -> str:
    """How many of something, in English: `1 table`, `2 tables`."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def role_name(role: str, lang: str) -> str:
    """What the figure is in the comparison, for people: `target` is 目标值."""
    return word(ROLES, str(role), lang)


def clean(text: str) -> str:
    """Text from outside as one safe line: white space runs become a space, what cannot be shown is dropped."""
    line = " ".join(text.split())
    if line.isprintable():  # nearly all there is; none of UNPRINTABLE counts as printable
        return line
    return "".join(char for char in line if unicodedata.category(char) not in UNPRINTABLE)


def place_text(where: str, line: int | None, page: int | None, lang: str) -> str:
    """A place for people: where in the structure, and the line (else the page) to turn to."""
    if line is not None:
        turn = f"line {line}" if lang == "en" else f"第{line}行"
    elif page is not None:
        turn = f"page {page}" if lang == "en" else f"第{page}页"
    else:
        turn = ""
    return (", " if lang == "en" else "，").join(part for part in (clean(where), turn) if part)


def quoted(text: str, place: str, lang: str) -> str:
    """A figure in a sentence: `“45家”（二、（三）第2段，第40行）`; of a long text, the beginning."""
    text = clean(text)
    figure = f"“{within_quotes(text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + '…')}”"
    if not place:
        return figure
    return f"{figure} ({place})" if lang == "en" else f"{figure}（{place}）"


def within_quotes(text: str) -> str:
    """A text that quotes itself, as it stands between quotation marks: “十四五” becomes ‘十四五’."""
    return text.replace("“", "‘").replace("”", "’")


def internal_error(error: BaseException, version: str, path: str = "") -> GoujiError:
    """The sentence for an error of our own; it never blames the document."""
    name = f"{type(error).__name__}: {clean(str(error))[:200]}"
    about = f"处理 {path} 时" if path else ""
    about_en = f" while working on {path}" if path else ""
    return GoujiError(
        f"内部错误：{about}程序自身出错（{name}）。这不是文稿的问题，请附上这句话、版本号 {version} 和出错的文件报告。",
        f"Internal error{about_en} ({name}). The document is not to blame; "
        f"please report this sentence, the version {version} and the file.",
    )
