"""A text that ends in an error of our own, made as short as it can be while it still does.

python benchmarks/fuzz/minimise.py FILE [--to FILE]
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.fuzz.run import listen, outcome


def fails(text: str, suffix: str) -> bool:
    """True where the check of this text ends in an error of our own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"input{suffix}"
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        return outcome(str(path), Random(2))[0] == "internal error"


def shortened(text: str, suffix: str) -> str:
    """Stretches cut out, from half of it down to single characters, as long as it fails."""
    size = len(text) // 2
    while size:
        at = 0
        while at < len(text):
            less = text[:at] + text[at + size :]
            text, at = (less, at) if fails(less, suffix) else (text, at + size)
        size //= 2
    return text


def main() -> None:
    """Shorten one file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--to", type=Path)
    options = parser.parse_args()
    listen()
    text = options.file.read_text("utf-8", "surrogateescape")
    if not fails(text, options.file.suffix):
        raise SystemExit(f"{os.fspath(options.file)} does not fail")
    short = shortened(text, options.file.suffix)
    (options.to or options.file.with_stem(options.file.stem + "-short")).write_text(short, "utf-8", "surrogateescape")
    print(f"{len(text)} → {len(short)} characters")


if __name__ == "__main__":
    main()
