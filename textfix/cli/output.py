"""Where results go: standard output, and files that are whole or not there at all.

Text is written as UTF-8 whatever the locale. A file is written beside its place under another
name, flushed to the disk, and moved there in one step (`rename`), so that a full disk, a
signal or a power cut leaves the old file as it was. Mode, and where possible owner, are kept.

Not kept: hard links (the other names keep the old content) and extended attributes; see
docs/adr/0401.
"""

from __future__ import annotations

import os
import re
import stat
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from textfix.cli.failures import InputError, OutputError, advice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import PurePath

__all__ = ["AtomicFile", "Stdout", "atomic", "encode", "encode_json", "target_in"]

_SURROGATES = re.compile("[\ud800-\udfff]")
_BATCH = 1 << 16  # bytes: what a pipe takes at once
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def encode(text: str) -> bytes:
    """UTF-8; a lone surrogate, which UTF-8 cannot hold, becomes U+FFFD REPLACEMENT CHARACTER.

    >>> encode("長\\ud800").decode()
    '長\ufffd'
    """
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", text).encode()


def encode_json(line: str) -> bytes:
    """UTF-8 of JSON; a lone surrogate becomes its JSON escape, so that nothing is lost.

    >>> encode_json('"\\ud800"')
    b'"\\\\ud800"'
    """
    return line.encode("utf-8", "backslashreplace")


class Stdout:
    """Standard output, unbuffered: nothing is left over for the interpreter to fail on at exit."""

    def __init__(self) -> None:
        if sys.stdout is None:
            raise OutputError("is closed; name a file with -o, or open it")
        sys.stdout.flush()
        self._number = sys.stdout.fileno()

    @property
    def is_terminal(self) -> bool:
        """Whether a person sees it directly."""
        return os.isatty(self._number)

    @property
    def coloured(self) -> bool:
        """Whether colours are wanted: a terminal, and no NO_COLOR (no-color.org)."""
        return self.is_terminal and not os.environ.get("NO_COLOR")

    @property
    def width(self) -> int:
        """Columns of the terminal; 80 where there is none."""
        try:
            return os.get_terminal_size(self._number).columns or 80
        except OSError:
            return 80

    def write(self, data: bytes) -> None:
        """Write all of it.

        Raises:
            OutputError: if the reader has gone or the disk is full.
        """
        try:
            _write(self._number, data)
        except BrokenPipeError as error:
            raise OutputError("nobody reads it", closed_pipe=True) from error
        except OSError as error:
            raise OutputError(advice(error)) from error

    def write_all(self, pieces: Iterable[bytes]) -> None:
        """Write many small pieces in few large writes; the same errors as `write`."""
        held: list[bytes] = []
        size = 0
        for piece in pieces:
            held.append(piece)
            size += len(piece)
            if size >= _BATCH:
                self.write(b"".join(held))
                held.clear()
                size = 0
        self.write(b"".join(held))

    def is_file(self, status: os.stat_result | None) -> bool:
        """Whether it is the very file with this status: reading it would never come to an end."""
        mine = os.fstat(self._number)
        return status is not None and stat.S_ISREG(mine.st_mode) and os.path.samestat(mine, status)


class AtomicFile:
    """A file in the making."""

    def __init__(self, number: int, target: Path) -> None:
        self._number = number
        self._target = target

    def write(self, data: bytes) -> None:
        """Write all of it."""
        with _writing(self._target):
            _write(self._number, data)


@contextmanager
def atomic(
    target: Path, *, backup: Path | None = None, read: os.stat_result | None = None
) -> Iterator[AtomicFile]:
    """Write `target` in one step at the end of the block, or not at all.

    A link is followed to the file it names; a device or pipe is written to directly. `backup`: the
    name under which the old file is kept, where it is replaced. `read`: the status of the file
    that the new content was made from, where it is the target itself.
    """
    with _writing(target):
        place = _real(target)
        before = _stat(place)
    if before is not None and not stat.S_ISREG(before.st_mode):
        with _writing(target):
            number = os.open(place, os.O_WRONLY)
        try:
            yield AtomicFile(number, target)
        finally:
            os.close(number)
        return
    if before is not None and not os.access(place, os.W_OK):
        raise InputError(f"{target} is write-protected; chmod u+w it, or write elsewhere with -o")
    # Hidden; short, because the target's own name may be as long as names may be; and ours alone,
    # so that it may be removed even if a signal comes before we know that it was made.
    draft = place.with_name(f".textfix-{os.getpid()}-{time.time_ns()}.tmp")
    try:
        with _writing(target):
            number = os.open(draft, _NEW, 0o666 if before is None else 0o600)
        try:
            yield AtomicFile(number, target)
            with _writing(target):
                if before is not None:
                    _inherit(number, before)
                os.fsync(number)
        finally:
            os.close(number)
        with _writing(target):
            _move(draft, place, read or before, backup)
    finally:
        with suppress(OSError):  # it was moved, or never made
            draft.unlink()


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    """What the system refuses here is the output's failure, not the input's: name it."""
    try:
        yield
    except OSError as error:
        raise InputError(f"{target} cannot be written: {advice(error)}") from error


def _write(number: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(number, rest) :]


def _move(draft: Path, place: Path, before: os.stat_result | None, backup: Path | None) -> None:
    """The draft takes the target's place; what was there is kept as `backup`."""
    _unmoved(place, before)
    if backup is not None and before is not None:
        _keep(place, backup)
    try:
        draft.replace(place)
    except OSError:
        if backup is not None and before is not None:
            backup.unlink()  # the old file is still in its place
        raise
    _sync_folder(place.parent)


def _real(path: Path) -> Path:
    """The path without links. `Path.resolve` raises RuntimeError where they go in a circle."""
    return Path(os.path.realpath(path))


def _stat(place: Path) -> os.stat_result | None:
    try:
        return place.stat()
    except FileNotFoundError:
        return None


def _inherit(number: int, before: os.stat_result) -> None:
    """Give the new file the old one's owner, if we may, and then its mode."""
    if hasattr(os, "fchown"):
        made = os.fstat(number)
        if (made.st_uid, made.st_gid) != (before.st_uid, before.st_gid):
            with suppress(PermissionError):
                os.fchown(number, before.st_uid, before.st_gid)
        owned = os.fstat(number)
        mode = stat.S_IMODE(before.st_mode)
        if (owned.st_uid, owned.st_gid) != (before.st_uid, before.st_gid):
            mode &= ~(stat.S_ISUID | stat.S_ISGID)  # never lend another owner's rights
        os.fchmod(number, mode)


def _unmoved(place: Path, before: os.stat_result | None) -> None:
    """Refuse to replace what somebody else has written meanwhile."""
    now = _stat(place)
    if before is None or now is None:
        return
    then = (before.st_ino, before.st_size, before.st_mtime_ns)
    if (now.st_ino, now.st_size, now.st_mtime_ns) != then:
        raise InputError("was changed by another program meanwhile and is left alone; run again")


def _keep(place: Path, backup: Path) -> None:
    """Keep the old file under another name, its inode and times too; never over an existing one."""
    import shutil

    taken = InputError(f"{backup} exists already; move it away, or choose another suffix")
    try:
        os.link(place, backup)
    except FileExistsError:
        raise taken from None
    except OSError:  # a file system without hard links
        try:
            with backup.open("xb") as copy, place.open("rb") as old:
                shutil.copyfileobj(old, copy)
        except FileExistsError:
            raise taken from None
        shutil.copystat(place, backup)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system lets us."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def target_in(folder: Path, relative: PurePath) -> Path:
    """The place of an output below `folder`; its parents are made.

    Raises:
        InputError: if the place would lie outside, through ``..`` or through a link.
    """
    target = folder / relative
    root, parent = _real(folder), _real(target.parent)
    if not parent.is_relative_to(root) or target.is_symlink():
        raise InputError(f"{target} leads out of {folder}; rename it, or remove the link in it")
    with _writing(target):
        parent.mkdir(parents=True, exist_ok=True)
    return target
