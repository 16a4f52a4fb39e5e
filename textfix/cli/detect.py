"""``textfix detect``: which encoding each file is in, how that is known, and what is damaged."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from textfix.cli.blocks import joined
from textfix.cli.inputs import collect, opened
from textfix.cli.options import comma_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textfix.cli.inputs import Source
    from textfix.decoding import Detection

__all__ = ["detect"]

_COLUMNS = ("file", "encoding", "confidence", "how", "language", "damage")


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE|DIR|-]...")
@click.option(
    "--json", "as_json", is_flag=True, help="A JSON object a file, one a line, with all details."
)
@click.option(
    "--all",
    "ranked",
    is_flag=True,
    help="Every candidate that was weighed, best first, and every segment.",
)
@click.option(
    "--candidates",
    metavar="NAMES",
    multiple=True,
    callback=comma_list,
    help="The only encodings to consider: gb18030,big5.",
)
@click.option(
    "--glob",
    metavar="PATTERN",
    multiple=True,
    help="Files to take from a folder [*.txt, *.text]; repeatable.",
)
def detect(
    files: tuple[str, ...],
    as_json: bool,
    ranked: bool,
    candidates: tuple[str, ...] | None,
    glob: tuple[str, ...],
) -> int:
    """Tell the encoding of files, how it is known, and what in them is damaged.

    A table on a terminal; piped, tab-separated columns: file, encoding, confidence, how,
    language, damage (the number of stretches that cannot be read as they stand).

    \b
    textfix detect *.txt
    textfix detect --all old.txt               what else it could have been
    textfix detect --json raw/ | jq 'select(.damage != [])'
    textfix detect --candidates gb18030,big5 old.txt
    """
    from textfix.cli.failures import Tally
    from textfix.cli.output import Stdout, encode_json
    from textfix.cli.tables import Table

    options: dict[str, Any] = {} if candidates is None else {"candidates": candidates}
    _whole(b"", options)  # checks the names, before any file is opened
    stdout, tally = Stdout(), Tally()
    table = Table(stdout, _COLUMNS)
    for source in collect(files, tally, globs=glob):
        with tally.guard(source.name):
            found = _of(source, options)
            if as_json:
                line = json.dumps(
                    {"file": source.name, **_as_dict(found, ranked)}, ensure_ascii=False
                )
                stdout.write(encode_json(line + "\n"))
            else:
                for row in _rows(source.name, found, ranked):
                    table.add(row)
    if not as_json:
        table.close()
    return tally.code


def _of(source: Source, options: dict[str, Any]) -> Detection:
    with opened(source) as data:
        content = data.content()
        if isinstance(content, bytes):
            return _whole(content, options)
        from textfix.decoding import decode_stream

        return joined(decode_stream(content, **options))


def _whole(data: bytes, options: dict[str, Any]) -> Detection:
    from textfix import detect as find

    return find(data, **options)


def _as_dict(found: Detection, ranked: bool) -> dict[str, Any]:
    """All of it, JSON-ready; the candidates only if asked for."""
    fields = asdict(found)
    if not ranked:
        del fields["candidates"]
    return fields


def _rows(name: str, found: Detection, ranked: bool) -> Iterator[tuple[str, ...]]:
    """The row of a file; with `ranked`, one more for each other candidate and each segment."""
    encodings = dict.fromkeys([found.encoding, *(part.encoding for part in found.segments)])
    yield (
        name,
        " + ".join(encodings),
        f"{found.confidence:.2f}",
        found.how,
        found.language or "",
        _damage(found),
    )
    if not ranked:
        return
    for place, other in enumerate(found.candidates[1:], start=2):
        yield (
            name,
            other.encoding,
            f"{other.confidence:.2f}",
            f"candidate {place}",
            other.language or "",
            "",
        )
    if len(encodings) > 1:
        for part in found.segments:
            yield name, part.encoding, "", f"bytes {part.byte_start} to {part.byte_end}", "", ""


def _damage(found: Detection) -> str:
    counts = Counter(part.action for part in found.damage)
    return ", ".join(f"{count} {action}" for action, count in counts.most_common())
