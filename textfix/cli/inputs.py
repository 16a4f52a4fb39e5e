"""What is to be read: the files named, those found in folders, standard input.

A folder is walked in sorted order for files that match the globs. Hidden files and folders are
passed over, and so are links: a walk never leaves its folder, and cannot go in a circle. What the
user names is always taken, link or not.

An input up to `STREAM_ABOVE` bytes is cleaned as a whole; a larger one, file or pipe alike, as a
stream of blocks in bounded memory. What this module does not do: clean (`_api`) or write.
"""

from __future__ import annotations

import io
import os
import stat
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from textfix.cli.failures import InputError, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textfix._document import Document
    from textfix._options import Options
    from textfix.cli.failures import Tally

__all__ = ["GLOBS", "STREAM_ABOVE", "Input", "Source", "collect", "opened"]

# Bytes. Peak memory on the sample, repeated, to simplified: 8 MB as a whole 265 MB, 16 MB 417, 31
# MB 772; 200 MB as a stream 340 with any of these. So no input needs more than a stream does; a
# stream is decided on what was read so far, hence as much as that allows is taken whole.
STREAM_ABOVE = 8 << 20

# Prose only. Lines of a table, code or markup mean something that cleaning does not know of: a
# repeated row of a CSV file is no duplicate, two blanks at a Markdown line's end are a line break.
GLOBS = ("*.txt", "*.text")

_STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One input; `path` is None for standard input, `relative` its place below an output folder."""

    name: str
    path: Path | None
    relative: PurePath


def collect(
    names: Sequence[str], tally: Tally, *, globs: Sequence[str] = (), avoid: Path | None = None
) -> list[Source]:
    """The inputs that `names` stand for, in order; no name at all is standard input.

    `avoid`: a folder (of outputs) that a walk does not enter. A name that is not there, or a
    folder without a matching file, is told and counted as a failure.
    """
    found: list[Source] = []
    for name in names or [_STDIN]:
        if name == _STDIN:
            found.append(Source(_STDIN, None, PurePath("stdin.txt")))
            continue
        path = Path(name)
        with tally.guard(name):
            if stat.S_ISDIR(path.stat().st_mode):
                found += _in_folder(path, globs or GLOBS, avoid, tally)
            else:
                found.append(Source(name, path, PurePath(path.name)))
    return found


def _in_folder(
    folder: Path, globs: Sequence[str], avoid: Path | None, tally: Tally
) -> list[Source]:
    links: list[str] = []
    found = []
    for name in _walk(folder, avoid, links, tally):
        relative = PurePath(name).relative_to(folder)
        if _matches(relative, globs):
            found.append(Source(name, Path(name), relative))
    linked = sum(_matches(PurePath(link).relative_to(folder), globs) for link in links)
    if linked:
        noun = "link" if linked == 1 else "links"
        say(f"{folder}: {linked} {noun} passed over; name what is to be cleaned there")
    if not found:
        shown = ", ".join(globs)
        raise InputError(f"no file in this folder matches {shown}; choose others with --glob")
    return found


def _walk(folder: Path, avoid: Path | None, links: list[str], tally: Tally) -> Iterator[str]:
    """Paths of the regular files below, sorted, a folder's own files before those further down."""
    pending = [str(folder)]  # a stack, not recursion: folders may be nested a thousand deep
    while pending:
        here = pending.pop()
        entries: list[os.DirEntry[str]] = []
        with tally.guard(here), os.scandir(here) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
        below = []
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                links.append(entry.path)
            elif entry.is_dir(follow_symlinks=False):
                if avoid is None or not _is(entry, avoid):
                    below.append(entry.path)
            elif entry.is_file(follow_symlinks=False):
                yield entry.path
        pending += reversed(below)


def _is(entry: os.DirEntry[str], folder: Path) -> bool:
    try:
        return os.path.samestat(entry.stat(follow_symlinks=False), folder.stat())
    except OSError:
        return False


def _matches(path: PurePath, globs: Sequence[str]) -> bool:
    """Whether a glob fits the name, or, if it has a slash, the path below the folder; any case."""
    return any(
        fnmatchcase((path.as_posix() if "/" in glob else path.name).lower(), glob.lower())
        for glob in globs
    )


@contextmanager
def opened(source: Source, *, compare: bool = False) -> Iterator[Input]:
    """The source, open for reading; `compare`: with the result (`Input.matches`)."""
    if source.path is None:
        if sys.stdin is None:
            raise InputError("standard input is closed; name a file")
        yield Input(cast("BinaryIO", sys.stdin.buffer), compare)
        return
    with source.path.open("rb") as stream:
        yield Input(stream, compare)


class Input:
    """An open input; reads once, and can tell whether the result equals what was read."""

    def __init__(self, stream: BinaryIO, compare: bool = False) -> None:
        self._stream = stream
        self._pending = bytearray()  # read and not yet compared
        self._same = compare
        self.length = 0  # bytes read so far

    def stat(self) -> os.stat_result | None:
        """Of the open file; None where there is no file under the stream."""
        try:
            return os.fstat(self._stream.fileno())
        except (OSError, ValueError):
            return None

    def document(self, options: Options) -> Document:
        """The input cleaned, as a whole however large."""
        from textfix._api import fix

        return fix(self.read(), **options)

    def documents(self, options: Options) -> Iterator[Document]:
        """The input cleaned: one document, or of a large one, a document a block."""
        from textfix._api import fix, fix_stream

        content = self.content()
        if isinstance(content, bytes):
            yield fix(content, **options)
        else:
            yield from fix_stream(content, **options)

    def content(self) -> bytes | BinaryIO:
        """All of a small input; a large one as a stream."""
        head = self.read(STREAM_ABOVE + 1)
        return head if len(head) <= STREAM_ABOVE else cast("BinaryIO", _Rejoined(head, self))

    def matches(self, data: bytes) -> bool:
        """Whether `data`, the next piece of the result, and all before it equal what was read."""
        if self._same:
            size = len(data)
            self._same = self._pending[:size] == data
            del self._pending[:size]
            if not self._same:
                self._pending.clear()
        return self._same

    @property
    def unchanged(self) -> bool:
        """Whether the result, once complete, is what was read, byte for byte."""
        return self._same and not self._pending

    def read(self, size: int = -1) -> bytes:
        """The next `size` bytes, fewer only at the end; all of them, if negative."""
        data = self._stream.read(size)
        self.length += len(data)
        if self._same:
            self._pending += data
        return data


class _Rejoined(io.RawIOBase):
    """The bytes that were read to learn whether an input is large, then the rest of it."""

    def __init__(self, head: bytes, rest: Input) -> None:
        self._head: bytes = head
        self._at = 0
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as one of the two sources goes."""
        view = memoryview(buffer).cast("B")
        if self._at < len(self._head):
            part = self._head[self._at : self._at + len(view)]
            self._at += len(part)
            if self._at >= len(self._head):
                self._head, self._at = b"", 0
        else:
            part = self._rest.read(len(view))
        view[: len(part)] = part
        return len(part)
