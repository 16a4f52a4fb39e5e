"""The run of ``textfix clean`` over all inputs: one after the other, each failure its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textfix.cli.failures import Tally
from textfix.cli.inputs import collect, opened
from textfix.cli.progress import Progress
from textfix.cli.targets import choose

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textfix._document import Document
    from textfix._options import Options
    from textfix.cli.inputs import Source
    from textfix.cli.targets import Target, Wanted

__all__ = ["run"]


def run(names: Sequence[str], globs: Sequence[str], wanted: Wanted, options: Options) -> int:
    """Clean what `names` stand for into what is `wanted`; the exit code."""
    tally = Tally()
    avoid = None if wanted.output is None else Path(wanted.output)
    sources = collect(names, tally, globs=globs, avoid=avoid)
    target = choose(wanted, sources, single=len(names) <= 1 and not any(map(_is_folder, names)))
    progress = tally.progress = Progress(len(sources), beside_text=target.prints_on_terminal)
    with target.session():
        for source in sources:
            with tally.guard(source.name):
                _clean(source, target, options, progress)
    progress.clear()
    return tally.code or target.code


def _is_folder(name: str) -> bool:
    return name != "-" and Path(name).is_dir()


def _clean(source: Source, target: Target, options: Options, progress: Progress) -> None:
    with opened(source, compare=target.compares) as data, target.taking(source, data) as take:
        documents: Iterable[Document] = (
            [data.document(options)] if target.whole else data.documents(options)
        )
        known = 0
        for document in documents:
            take(document)
            progress.step(source.name, data.length - known)
            known = data.length
    progress.step(source.name, data.length - known, done=True)
