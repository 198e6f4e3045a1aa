"""Settings in TOML, read without pydantic: what the parser says, in words, and where in the text a key stands."""

import re
import tomllib
from collections.abc import Mapping

from validator.errors import SettingsError
from validator.wording import clean

LARGEST = 4 << 20  # bytes; ten thousand waivers
MOST_DOTS = 200  # in one line: for a key of many parts tomllib takes the square of their number

_MEANINGS = (
    ("Cannot|Duplicate", "同一个键写了两次"),
    ("Expected '='", "键的后面应是等号"),
    ("Expected newline", "一行只能写一项"),
    ("Expected ']|Invalid (statement|initial)", "应写成“键 = 值”，或方括号中的表名"),
    ("Unterminated|Illegal character", "引号没有写完"),
    ("Unclosed array", "方括号没有写完"),
    ("Unclosed inline", "花括号没有写完"),
    ("Unescaped|Escaped|hex value", "双引号中的反斜杠要写两个，或改用单引号"),
    ("Invalid date", "日期的写法不对，例如 2026-12-31"),
    (r"Invalid value \(at end", "没有写完"),
    ("Invalid value", "值的写法不对，文字要加英文引号"),
    ("recursion", "嵌套过深"),
)
_AT = re.compile(r"\(at line (\d+), column (\d+)\)$")
_KEY = re.compile(r"""(?:^|[{,.])\s*["']?([^\s"'={}\[\],.#]+)["']?\s*=""")
_HEAD = re.compile(r"""(?:^\s*\[+|\.)\s*["']?([^\s"'\[\].#]+)["']?\s*[.\]]""")


def parse_toml(data: bytes, name: str) -> dict[str, object]:
    """The table in a TOML file. Raises `SettingsError`, naming the file, for what is no TOML."""
    if len(data) > LARGEST:
        raise SettingsError(f"{name} 超过 4 MiB，不像设置文件。", f"{name} is larger than 4 MiB; not settings.")
    try:
        text = data.decode("utf-8-sig")
        if any(line.count(".") > MOST_DOTS for line in text.splitlines()):
            raise SettingsError(f"{name} 有一行的句点过多。", f"{name} has a line with too many dots.")
        return tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise SettingsError(f"{name} 不是 UTF-8 编码。", f"{name} is not encoded in UTF-8.") from error
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError
        zh, en = map(clean, fault(error))
        raise SettingsError(f"{name} 不是有效的 TOML：{zh}。", f"{name} is not TOML: {en}.") from error


def fault(error: Exception) -> tuple[str, str]:
    """What is wrong with a text that is no TOML, in Chinese and as the parser says it."""
    said = " ".join(str(error).split())[:120]
    meaning = next((words for pattern, words in _MEANINGS if re.search(pattern, said)), "写法不对")
    if found := _AT.search(said):
        return f"第{found[1]}行第{found[2]}字，{meaning}", said
    return f"文件末尾，{meaning}" if said.endswith("(at end of document)") else meaning, said


def key_lines(text: str) -> Mapping[str, int | None]:
    """The line of every key, from 1; None for one that stands in several."""
    found: dict[str, int | None] = {}
    for number, line in enumerate(text.splitlines(), 1):
        head = line.lstrip().startswith("[")
        for key in dict.fromkeys((_HEAD if head else _KEY).findall(line)):
            found[key] = number if found.get(key, number) == number else None
    return found
