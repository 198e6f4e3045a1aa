"""What a command puts out: a result on standard output or in a file, a sentence on standard error."""

import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from validator import __version__
from validator.errors import GoujiError
from validator.wording import clean, internal_error

_REASONS = {
    errno.ENOENT: "文件夹不存在",
    errno.ENOTDIR: "文件夹不存在",
    errno.EACCES: "没有权限，或文件正在别的程序中打开",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只能读",
    errno.ENAMETOOLONG: "文件名太长",
}


def emit(text: str | bytes, output: str | None, inputs: Sequence[str]) -> None:
    """The result, on standard output or into a file that is not one of the inputs."""
    if output is None:
        print_out(str(text))
        return
    refuse_input(output, inputs, "--output")
    write(text, output)


def refuse_input(output: str, inputs: Sequence[str], option: str) -> None:
    """A `GoujiError` where the option names one of the inputs: they are never written to."""
    if os.path.exists(output) and any(os.path.exists(path) and os.path.samefile(path, output) for path in inputs):
        raise GoujiError(
            f"{option} 指向被核对的文件 {output}，不覆盖它。", f"{option} names the input {output}; not written."
        )


def write(text: str | bytes, output: str) -> None:
    """Write a file; a `GoujiError` where that cannot be done."""
    try:
        save(output, text)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, f"系统错误 {error.errno}")
        raise GoujiError(f"无法写入 {output}：{reason}。", f"Cannot write {output}: {error.strerror}.") from error


def save(path: str, text: str | bytes) -> None:
    """Write a file in one step: whoever reads it finds the old text or the new, never half of it."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace")
    if os.path.exists(path) and not os.path.isfile(path):  # /dev/stdout, a pipe: nothing to replace
        Path(path).write_bytes(data)
        return
    path = os.path.realpath(path)
    # os.open gives the file the permissions of the umask, which tempfile would not.
    draft = f"{path}.{os.getpid()}.tmp"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise


def print_out(text: str) -> None:
    """Write to standard output."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (head, less) has seen enough: no failure of ours, and nothing more to say to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(sentence: str) -> None:
    """One sentence on standard error."""
    sys.stderr.write(f"gouji: {clean(sentence)}\n")


def internal(error: BaseException, path: str = "") -> GoujiError:
    """An error of our own as a sentence; with GOUJI_DEBUG=1 the traceback goes before it."""
    if os.environ.get("GOUJI_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
    return internal_error(error, __version__, path)
