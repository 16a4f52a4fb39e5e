"""What can go wrong, in one line each, and the exit codes.

One input's failure is told at once, as ``textfix: FILE: what is wrong; what to do``, and the other
inputs are done all the same (`Tally`). No traceback is ever printed; who wants one, of an error
that is ours, sets ``TEXTFIX_TRACEBACK=1``.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from textfix._errors import TextfixError
from textfix.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textfix.cli.progress import Progress

__all__ = [
    "CLOSED_PIPE",
    "FAILED",
    "FOUND",
    "INTERRUPTED",
    "OK",
    "USAGE",
    "InputError",
    "OutputError",
    "Tally",
    "advice",
    "say",
]

OK = 0
FOUND = 1  # --check: something would change
USAGE = 2
FAILED = 3  # some inputs failed, or the output did
# What a shell reports of a program that the signal ended: 128 + SIGINT, 128 + SIGPIPE. Not 1 for a
# closed pipe, as Python would have it: 1 says that --check found something.
INTERRUPTED = 130
CLOSED_PIPE = 141

_ADVICE = {
    errno.ENOENT: "no such file or folder; check the name",
    errno.ENOTDIR: "a part of this path is a file, not a folder; check the name",
    errno.EACCES: "access denied; check its permissions (ls -l)",
    errno.EPERM: "not permitted; check its owner and permissions (ls -l)",
    errno.EISDIR: "is a folder; name the files in it",
    errno.ENOSPC: "no space left on the device; free some, or write elsewhere with -o",
    errno.EDQUOT: "the disk quota is used up; free some space, or write elsewhere with -o",
    errno.EROFS: "the file system is read-only; write elsewhere with -o",
    errno.ELOOP: "its links go in a circle; name the file itself",
    errno.ENAMETOOLONG: "the name is too long for this file system; choose a shorter one",
    errno.EBADF: "is closed; name a file instead",
    errno.EPIPE: "the reader at its other end has gone; start it again",
    errno.EIO: "the device fails to read or write; check the disk",
}


class InputError(Exception):
    """One input cannot be done; the message says why and what to do."""


class OutputError(Exception):
    """Standard output takes no more: the run is over. `closed_pipe`: because nobody reads it."""

    def __init__(self, message: str, *, closed_pipe: bool = False) -> None:
        super().__init__(message)
        self.closed_pipe = closed_pipe


def say(message: str) -> None:
    """One line on stderr; where there is no stderr, or nobody reads it, nothing."""
    if sys.stderr is None:
        return
    with suppress(OSError):
        sys.stderr.write(f"textfix: {visible(message)}\n")  # a file's name may be anything
        sys.stderr.flush()


def advice(error: BaseException) -> str:
    """What is wrong and what to do, in one line.

    >>> advice(FileNotFoundError(2, "No such file or directory"))
    'no such file or folder; check the name'
    """
    if isinstance(error, OSError):
        if error.errno in _ADVICE:
            return _ADVICE[error.errno]
        return f"{error.strerror or error}; try again, or use another file"
    if isinstance(error, MemoryError):
        return "too large for this machine's memory; split it, or clean it as --format text"
    if isinstance(error, TextfixError | InputError):
        return _one_line(str(error))
    if os.environ.get("TEXTFIX_TRACEBACK"):
        import traceback

        traceback.print_exception(error)
    what = f"{type(error).__name__}: {_one_line(str(error))}"
    return f"an error in textfix, {what}; please report it (TEXTFIX_TRACEBACK=1 shows where)"


def _one_line(message: str) -> str:
    return " ".join(message.split())


class Tally:
    """Counts the inputs that failed, and tells each failure as it happens."""

    def __init__(self) -> None:
        self.failed = 0
        self.progress: Progress | None = None  # its line is cleared before another is printed

    @property
    def code(self) -> int:
        """The exit code as far as failures go."""
        return FAILED if self.failed else OK

    def fail(self, name: str, error: BaseException) -> None:
        """Tell and count one failure."""
        self.failed += 1
        if self.progress is not None:
            self.progress.clear()
        say(f"{name}: {advice(error)}")

    @contextmanager
    def guard(self, name: str) -> Iterator[None]:
        """A failure in this block is the input's own; a dead stdout is not."""
        try:
            yield
        except OutputError:
            raise
        except Exception as error:
            self.fail(name, error)
