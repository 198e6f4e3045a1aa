"""A process of its own for libraries in C that meet bytes from outside: a crash, a loop and a flood of memory end there.

The bytes go in on standard input; out come records, each a JSON object with its length before it, and behind a
record its numbers. The child's module has a `main` that reads and writes so; `sys.argv[2:]` are its arguments. The
price is the start of a second Python, some 50 ms.
"""

import contextlib
import json
import struct
import subprocess
import sys
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread, Timer
from typing import IO, Any, BinaryIO

LONGEST_RECORD = 16 * 1024 * 1024  # bytes: a page's text as JSON stays far below
OUT_OF_TIME = (-24, -9)  # ended by SIGXCPU or, where that did not help, SIGKILL
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from validator.readers.{} import main; main()"


class Broken(Exception):  # noqa: N818 - the caller makes a sentence of it
    """The child says no more: it crashed, or with `late` its time was over."""

    def __init__(self, late: bool = False) -> None:
        super().__init__()
        self.late = late


@contextmanager
def answers(module: str, data: bytes, seconds: float, *arguments: str) -> Iterator[IO[bytes]]:
    """The output of `validator.readers.<module>` over `data`; it ends with this block or when its time is over.

    Raises `Broken` where the output ends too soon, and `OSError` where no process can be started.
    """
    late = Event()
    command = [sys.executable, "-I", "-S", "-c", _START.format(module), json.dumps(sys.path), *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        watch = Timer(seconds, _end, (process, late))
        feeder = Thread(target=_feed, args=(process.stdin, data))
        for thread in (watch, feeder):
            thread.daemon = True
            thread.start()
        try:
            yield process.stdout
        except Broken as broken:
            process.kill()
            raise Broken(process.wait() in OUT_OF_TIME or late.is_set()) from broken
        finally:
            watch.cancel()
            process.kill()
            feeder.join()


def _end(process: "subprocess.Popen[bytes]", late: Event) -> None:
    late.set()
    process.kill()


def _feed(stream: IO[bytes], data: bytes) -> None:
    with suppress(OSError), stream:
        stream.write(data)


def read_record(stream: IO[bytes]) -> dict[str, Any]:
    """The next record. Raises `Broken` where there is none."""
    (length,) = struct.unpack("<I", exactly(stream, 4))
    if length > LONGEST_RECORD:
        raise Broken
    record: dict[str, Any] = json.loads(exactly(stream, length))
    return record


def read_numbers(stream: IO[bytes], kind: str, count: int) -> "array[Any]":
    """The next `count` numbers of a type of `array`. Raises `Broken` where there are fewer."""
    values = array(kind)
    values.frombytes(exactly(stream, count * values.itemsize))
    return values


def exactly(stream: IO[bytes], length: int) -> bytes:
    """The next bytes. Raises `Broken` where there are fewer."""
    found = stream.read(length)
    if len(found) < length:
        raise Broken
    return found


def write_record(out: BinaryIO, record: dict[str, Any], *numbers: bytes) -> None:
    """Write a record and the numbers behind it; the child's side of `read_record`."""
    head = json.dumps(record).encode()
    out.write(struct.pack("<I", len(head)) + head + b"".join(numbers))


def bound_process(seconds: int, memory: int) -> None:
    """Where the system knows such bounds: processor time and memory. No core file of someone's plan."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
