"""What Word 95 and Microsoft Works wrote → Document: made into a docx by LibreOffice, then read like any docx.

It runs in a process group of its own that is ended with all it started, in a folder of its own that is removed,
without macros or network, and with bounds on time, memory and what it may write.
"""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from validator.document import Document, Format
from validator.errors import ReadError
from validator.readers.docx import read_docx
from validator.readers.limits import MAX_BYTES, MAX_CONVERSION_BYTES, MAX_CONVERSION_MEMORY, MAX_CONVERSION_SECONDS

OFFICE = ("soffice", "libreoffice")
OFFICE_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
# How LibreOffice names what it reads: files of Works, and Word's by their version (nFib, MS-DOC 2.5.1) from this on.
WORKS = "MS_Works"
VERSIONS = ((0x68, "MS Word 95"), (0, "MS WinWord 6.0"))
NOWHERE = "http://127.0.0.1:9"  # a proxy that answers nothing
# No macros, nothing fetched that a document refers to, and should anything be asked for, no way out.
SETTINGS: dict[str, dict[str, bool | int | str]] = {
    "Common/Security/Scripting": {
        "MacroSecurityLevel": 3, "DisableMacrosExecution": True, "BlockUntrustedRefererLinks": True,
    },
    "Inet/Settings": {
        "ooInetProxyType": 2, "ooInetHTTPProxyName": "127.0.0.1", "ooInetHTTPProxyPort": 9,
        "ooInetHTTPSProxyName": "127.0.0.1", "ooInetHTTPSProxyPort": 9,
        "ooInetFTPProxyName": "127.0.0.1", "ooInetFTPProxyPort": 9,
    },
}  # fmt: skip


def convert_old(data: bytes, name: str, kind: Format, version: int | None) -> Document:
    """The document in a file of a version of Word before 97, or of Works (None)."""
    reads = WORKS if version is None else next(called for first, called in VERSIONS if version >= first)
    return _read(data, name, kind, reads)


def _read(data: bytes, name: str, kind: Format, reads: str) -> Document:
    try:
        document = _convert(data, name, kind, reads)
    except OSError as error:
        raise ReadError(
            f"{name} 无法转换：不能写临时文件，或不能启动转换程序；请另存为 docx 后再试。",
            f"{name} cannot be converted: no temporary file can be written, or no converter started; save it as docx.",
        ) from error
    if not document.blocks and not document.unread:  # of bytes it cannot read LibreOffice makes an empty document
        raise _refused(name, kind)
    return replace(document, format=kind, sha256=sha256(data).hexdigest())


def _convert(data: bytes, name: str, kind: Format, reads: str) -> Document:
    """The docx that a converter makes of the file, as read."""
    with TemporaryDirectory(prefix="gouji-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        source, made = place / "source.doc", place / "made" / "source.docx"
        source.write_bytes(data)
        made.parent.mkdir()
        _run(_command(source, made, reads, name, kind), place, name)
        if not made.is_file() or made.stat().st_size > MAX_BYTES:
            raise _refused(name, kind)
        return read_docx(made.read_bytes(), name)


def _command(source: Path, made: Path, reads: str, name: str, kind: Format) -> list[str]:
    """How to convert this kind here; a `ReadError` that says what to install where nothing does."""
    if (office := _office()) is not None:
        _write_settings(source.parent / "profile" / "user")
        return [
            office, f"-env:UserInstallation={(source.parent / 'profile').as_uri()}", "--headless", "--norestore",
            "--nolockcheck", "--nodefault", "--nofirststartwizard", f"--infilter={reads}",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made.parent), str(source),
        ]  # fmt: skip
    raise ReadError(
        f"{name} 是 Word 95 或更早版本、或 Microsoft Works 的文件：请安装 LibreOffice，或另存为 docx 后再试。",
        f"{name} is a file of Word 95 or before, or of Microsoft Works: install LibreOffice, or save it as docx.",
    )


def _office() -> str | None:
    """Where LibreOffice is, or None."""
    found = (shutil.which(name) for name in OFFICE)
    return next(filter(None, found), next((place for place in OFFICE_PLACES if Path(place).is_file()), None))


def _write_settings(folder: Path) -> None:
    """The profile that LibreOffice starts with."""
    folder.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/org.openoffice.{"Office." if group.startswith("Common") else ""}{group}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{str(value).lower()}</value></prop></item>'
        for group, values in SETTINGS.items()
        for name, value in values.items()
    )
    (folder / "registrymodifications.xcu").write_text(
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>', "utf-8"
    )


def _run(command: list[str], folder: Path, name: str) -> None:
    """Run a converter to its end or to the limit of time; nothing that it started outlives the call."""
    keep = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "LANG", "LC_ALL") if key in os.environ}
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), NOWHERE)
    homes = dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), str(folder))
    process = subprocess.Popen(
        _bounded(command),
        cwd=folder,
        env={**keep, **proxies, **homes},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(MAX_CONVERSION_SECONDS)
    except subprocess.TimeoutExpired:
        raise ReadError(
            f"{name}：转换超过 {MAX_CONVERSION_SECONDS} 秒，已停止；请另存为 docx 后再试。",
            f"{name}: the conversion took more than {MAX_CONVERSION_SECONDS} seconds and was stopped; save it as docx.",
        ) from None
    finally:
        _end(process)


def _bounded(command: list[str]) -> list[str]:
    """The command under the shell's limits of memory and file size, where there is such a shell."""
    shell = shutil.which("sh") if os.name == "posix" else None
    if shell is None:
        return command
    limits = f"ulimit -v {MAX_CONVERSION_MEMORY >> 10}; ulimit -f {MAX_CONVERSION_BYTES >> 9}; ulimit -c 0"
    return [shell, "-c", f'{limits}; exec "$0" "$@"', *command]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and, where the system knows groups, all that it started."""
    if os.name == "posix":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    process.kill()
    process.wait()


def _refused(name: str, kind: Format) -> ReadError:
    """The error for a file that no document can be made of."""
    return ReadError(
        f"{name} 不是有效的 {kind} 文件，或已损坏，无法转换；请另存为 docx 后再试。",
        f"{name} is not a valid {kind} file, or is damaged, and cannot be converted; save it as docx.",
    )
