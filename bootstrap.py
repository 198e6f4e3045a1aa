"""Set up gouji in this checkout, then run it: needs Python 3.11 or newer and nothing else.

    python3 bootstrap.py check PLAN …    sets up what gouji needs, then runs `gouji check PLAN …`
    python3 bootstrap.py test …          sets up what the tests need, then runs pytest

The set-up lives in `.venv` beside this file and comes from the pinned, hashed requirements. It is done
once, and again only after those change. The exit status is that of the command run, 2 if it was not reached.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")


def run(program: str, *arguments: str, cwd: Path = Path(), quiet: bool = False) -> int:
    """The exit status of a program of the environment; 127 where the environment has no such program."""
    path = shutil.which(program, path=str(BIN))
    hide = subprocess.DEVNULL if quiet else None
    return subprocess.call([path, *arguments], cwd=cwd, stdout=hide, stderr=hide) if path else 127


def set_up(requirements: str) -> None:
    """Make `.venv` hold the requirements and this checkout, or do nothing where it already does."""
    sources = [ROOT / requirements, ROOT / "pyproject.toml"]
    made_from = hashlib.sha256(b"\0".join([str(ROOT).encode(), *(path.read_bytes() for path in sources)])).hexdigest()
    stamp = VENV / f"{requirements}.done"
    if stamp.exists() and stamp.read_text() == made_from and shutil.which("python", path=str(BIN)):
        return
    print(f"正在安装到 {VENV}，只需一次 … (setting up, once only)", file=sys.stderr, flush=True)
    if run("python", "-m", "pip", "--version", quiet=True) != 0:
        venv.create(VENV, clear=True, with_pip=True, symlinks=os.name != "nt")
    pip_install = ("-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    for what in (["--require-hashes", "-r", requirements], ["--no-deps", "--no-build-isolation", "--editable", "."]):
        if run("python", *pip_install, *what, cwd=ROOT) != 0:
            sys.exit(2)
    stamp.write_text(made_from)


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 — this file, unlike the rest, may be started with an older Python
        sys.exit("gouji needs Python 3.11 or newer; this is " + sys.version.split()[0])
    testing = sys.argv[1:2] == ["test"]
    set_up("requirements-dev.txt" if testing else "requirements.txt")
    sys.exit(run("pytest", "-n", "auto", *sys.argv[2:], cwd=ROOT) if testing else run("gouji", *sys.argv[1:]))
