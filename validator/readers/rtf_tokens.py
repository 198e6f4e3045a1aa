"""The tokens of RTF: control words and symbols, characters in hexadecimal, braces, and the text between them.

One expression finds them all; what `\\bin` announces is passed over by its length, whatever bytes it holds.
"""

import re
from collections.abc import Iterator

# A run of `\'hh` is bounded: a repeated group costs memory for each of its rounds.
TOKEN = re.compile(
    rb"\\([A-Za-z]+)(-?[0-9]+)? ?|((?:\\'[0-9A-Fa-f]{2}[\r\n]*){1,1024})|([^\\{}]+)|([{}])|\\([^A-Za-z])", re.DOTALL
)
WORD, NUMBER, HEX, TEXT, BRACE, SYMBOL = range(1, 7)  # the group that a token ends with
WORDS, CHARACTER_RUNS = (WORD, NUMBER), (HEX, TEXT)
LINE_ENDS = b"\r\n\0"  # they may stand anywhere, and mean nothing; nor do zero bytes
LARGEST = 2**31 - 1
DIGITS = 10  # of the largest number, and none is longer with its sign that matters

Token = re.Match[bytes]


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens in order; a backslash that nothing follows is none."""
    at = 0
    while at < len(data):
        start, at = at, len(data)
        for found in TOKEN.finditer(data, start):
            if found.lastindex == NUMBER and found[WORD] == b"bin":
                at = found.end() + max(number(found[NUMBER]), 0)
                break
            yield found


def number(digits: bytes | None, default: int = 0) -> int:
    """The number behind a control word, held within what 32 bits can say."""
    if digits is None:
        return default
    if len(digits) > DIGITS:
        return -LARGEST if digits.startswith(b"-") else LARGEST
    return min(int(digits), LARGEST)


def characters(found: Token) -> bytes:
    """The bytes that a run of `\\'hh`, or of text, stands for."""
    if found.lastindex == HEX:
        return bytes.fromhex(found[HEX].replace(b"\\'", b"").decode())
    return found[TEXT].translate(None, LINE_ENDS)
