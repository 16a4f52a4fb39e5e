"""What becomes of a cleaned input: the targets of ``textfix clean``.

A target opens a place for each input (`taking`), is given the input's documents there, and closes
the place when the input is complete. Where anything fails in between, the place is left as it was.
`session` is around the whole run.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from textfix.cli.failures import FOUND, OK, InputError, say
from textfix.cli.forms import Form, form
from textfix.cli.output import Stdout, atomic, encode, target_in
from textfix.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textfix._document import Document
    from textfix.cli.inputs import Input, Source
    from textfix.cli.output import AtomicFile

    Take = Callable[[Document], None]

__all__ = ["Target", "Wanted", "choose"]

_COPY = 1 << 20  # bytes copied at a time


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of ``textfix clean`` that choose the target."""

    output: str | None = None
    in_place: bool = False
    suffix: str | None = None
    check: bool = False
    diff: bool = False
    form: Form = field(default_factory=lambda: form(None))


class Target(Protocol):
    """Takes the documents of each input.

    `whole`: as one document, however large. `compares`: it asks whether the input changed.
    `code`: the exit code as far as this target goes.
    """

    whole: bool
    compares: bool
    code: int

    @property
    def prints_on_terminal(self) -> bool: ...

    def session(self) -> AbstractContextManager[None]: ...

    def taking(self, source: Source, data: Input) -> AbstractContextManager[Take]: ...


def choose(wanted: Wanted, sources: Sequence[Source], *, single: bool) -> Target:
    """The target for these options; `single`: one file or stdin, no folder, is to be cleaned."""
    if wanted.check or wanted.diff:
        return Preview(diff=wanted.diff, check=wanted.check)
    if wanted.in_place:
        return InPlace(wanted.suffix)
    if wanted.output is None:
        return Printed(wanted.form)
    output = Path(wanted.output)
    if wanted.form.collects:
        if output.is_dir() or wanted.output.endswith(("/", os.sep)):
            raise click.UsageError(f"-o {output} is a folder; --format jsonl goes to one file")
        return OneFile(output, wanted.form)
    if single and not output.is_dir() and not wanted.output.endswith(("/", os.sep)):
        return File(output, wanted.form)
    if output.exists() and not output.is_dir():
        raise click.UsageError(
            f"-o {output} is a file; several inputs need a folder, or --format jsonl"
        )
    return Folder(output, sources, wanted.form)


class _Base:
    """What most targets have in common."""

    whole = False
    compares = False
    code = OK
    prints_on_terminal = False

    def session(self) -> AbstractContextManager[None]:
        return nullcontext()


class _Printing(_Base):
    """Results go to standard output."""

    def __init__(self) -> None:
        self.stdout = Stdout()
        self.prints_on_terminal = self.stdout.is_terminal

    def _refuse_itself(self, data: Input) -> None:
        """`textfix clean a.txt >> a.txt` would read what it writes, for ever."""
        if self.stdout.is_file(data.stat()):
            raise InputError(
                "is the output, too; clean it in place with -i, or name another with -o"
            )


class Printed(_Printing):
    """The documents, one after the other."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.whole = form.whole
        self._form = form
        self._between = b""

    @contextmanager
    def taking(self, source: Source, data: Input) -> Iterator[Take]:
        self._refuse_itself(data)

        def take(document: Document) -> None:
            self.stdout.write(self._between + self._form.render(source.name, document))
            self._between = self._form.between

        yield take


class OneFile(_Base):
    """All documents in one file: whole, or not there at all."""

    whole = True

    def __init__(self, output: Path, form: Form) -> None:
        self._output = output
        self._form = form
        self._file: AtomicFile

    @contextmanager
    def session(self) -> Iterator[None]:
        with atomic(self._output) as self._file:
            yield

    @contextmanager
    def taking(self, source: Source, data: Input) -> Iterator[Take]:
        yield lambda document: self._file.write(self._form.render(source.name, document))


class File(_Base):
    """One text in one file."""

    def __init__(self, output: Path, form: Form) -> None:
        self.whole = form.whole
        self._output = output
        self._form = form

    @contextmanager
    def taking(self, source: Source, data: Input) -> Iterator[Take]:
        with atomic(self._output) as file:
            yield lambda document: file.write(self._form.render(source.name, document))


class Folder(_Base):
    """Each text under its relative path in a folder."""

    def __init__(self, output: Path, sources: Sequence[Source], form: Form) -> None:
        self.whole = form.whole
        self._output = output
        self._form = form
        seen: dict[object, Source] = {}
        for source in sources:
            other = seen.setdefault(source.relative, source)
            if other is not source and other.name != source.name:
                raise click.UsageError(
                    f"{other.name} and {source.name} would both become {output / source.relative}; "
                    f"name the folder above them, or clean them one at a time"
                )

    @contextmanager
    def taking(self, source: Source, data: Input) -> Iterator[Take]:
        with atomic(target_in(self._output, source.relative)) as file:
            yield lambda document: file.write(self._form.render(source.name, document))


class InPlace(_Base):
    """Each file under its own name. As long as nothing has changed, nothing is written."""

    compares = True

    def __init__(self, suffix: str | None) -> None:
        self._suffix = suffix

    @contextmanager
    def taking(self, source: Source, data: Input) -> Iterator[Take]:
        path, status = source.path, data.stat()
        if path is None or status is None or not stat.S_ISREG(status.st_mode):
            raise InputError("is no regular file and cannot be changed in place; leave out -i")
        backup = None if self._suffix is None else Path(f"{path}{self._suffix}")
        same = 0  # bytes of the result that are the input's own
        draft: AtomicFile | None = None
        with ExitStack() as stack:

            def begin() -> AtomicFile:
                file = stack.enter_context(atomic(path, backup=backup, read=status))
                _copy(path, same, file)
                return file

            def take(document: Document) -> None:
                nonlocal draft, same
                piece = encode(document.text)
                if data.matches(piece):
                    same += len(piece)
                    return
                draft = draft or begin()
                draft.write(piece)

            yield take
            if draft is None and not data.unchanged:
                begin()  # the result is a beginning of the input


def _copy(path: Path, size: int, file: AtomicFile) -> None:
    """The first `size` bytes."""
    with path.open("rb") as stream:
        while size and (piece := stream.read(min(size, _COPY))):
            file.write(piece)
            size -= len(piece)


class Preview(_Printing):
    """``--check`` and ``--diff``: what would change, and nothing written."""

    compares = True

    def __init__(self, *, diff: bool, check: bool) -> None:
        super().__init__()
        self._diff = diff
        self._check = check

    @contextmanager
    def taking(self, source: Source, data: Input) -> Iterator[Take]:
        from textfix.report.diff import Diff

        shown = Diff(source.name, coloured=self.stdout.coloured) if self._diff else None
        reasons: Counter[str] = Counter()
        encodings: dict[str, None] = {}

        def take(document: Document) -> None:
            data.matches(encode(document.text))
            for rule, count in document.edits.counts().items():
                reasons[rule.partition(".")[0]] += count
            if document.decoded is not None:
                encodings.setdefault(document.decoded.encoding)
                reasons["damage"] += len(document.decoded.damage)
            if shown is not None:
                self.stdout.write_all(map(encode, shown.lines(document)))

        yield take
        if not data.unchanged and self._check:
            self.code = FOUND
            self._tell(f"{source.name} would change{_why(reasons, encodings)}")

    def _tell(self, line: str) -> None:
        """On stdout, which is for results; on stderr where the diff is there."""
        if self._diff:
            say(line)
        else:
            self.stdout.write(encode(visible(line) + "\n"))


def _why(reasons: Counter[str], encodings: dict[str, None]) -> str:
    parts = [f"{name} {count}" for name, count in reasons.most_common() if count]
    parts += [f"{name} to utf-8" for name in encodings if name not in ("utf-8", "ascii")]
    return f" ({', '.join(parts)})" if parts else " (byte-order mark)"
