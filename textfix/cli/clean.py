"""``textfix clean``: the main job.

Every input goes one way: opened, cleaned document by document (a large one block by block), and
each piece handed to a *target*, which writes, compares or prints it. What differs between
``-i``, ``-o``, ``--check``, ``--diff`` and ``--format jsonl`` is the target alone.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import click

from textfix.cli.forms import FORMS
from textfix.cli.options import cleaning

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["clean"]

# -i takes its suffix attached, -i=.bak or -i.bak, as sed does: the next word is a file.
_SUFFIXED = re.compile(r"(?:-i|--in-place)=(?P<named>.*)|-i(?P<attached>\..+)", re.DOTALL)


class _Clean(click.Command):
    """The command, with ``-i[=SUFFIX]``: click's optional values would swallow the next word."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        words: list[str] = []
        for word in args[:end]:
            match = _SUFFIXED.fullmatch(word)
            if match is None:
                words.append(word)
            else:
                suffix = match["named"] if match["named"] is not None else match["attached"]
                words += ["--in-place", f"--backup-suffix={suffix}"]
        return super().parse_args(ctx, words + args[end:])


@click.command(cls=_Clean)
@click.argument("files", nargs=-1, metavar="[FILE|DIR|-]...")
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    help="Write there; a folder keeps the inputs' relative paths.",
)
@click.option(
    "-i",
    "--in-place",
    is_flag=True,
    help="Change the files themselves; -i=.bak keeps the old ones.",
)
@click.option("--backup-suffix", hidden=True)
@click.option(
    "--check", is_flag=True, help="Write nothing; name the files that would change, exit code 1."
)
@click.option("--diff", is_flag=True, help="Write nothing; show what would change, line by line.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    help="Paragraphs laid out anew, with a blank line between (text) or as markdown; "
    "jsonl: an object a document, with script, paragraphs, edit counts.",
)
@click.option(
    "--sentences",
    is_flag=True,
    help="With --format jsonl: each paragraph's sentences; with text: one a line.",
)
@click.option(
    "--glob",
    metavar="PATTERN",
    multiple=True,
    help="Files to take from a folder [*.txt, *.text]; repeatable.",
)
@cleaning
def clean(
    files: tuple[str, ...],
    output: str | None,
    in_place: bool,
    backup_suffix: str | None,
    check: bool,
    diff: bool,
    form: str | None,
    sentences: bool,
    glob: tuple[str, ...],
    **given: Any,
) -> int:
    """Clean texts: files, folders of text files, or standard input.

    The result is UTF-8 on standard output, or goes where -o or -i says. In place, a file is
    replaced in one step, and one that is clean already is not touched.

    \b
    textfix clean page.txt > clean.txt
    curl -s https://example.org/page.txt | textfix clean --to simplified
    textfix clean -o clean/ raw/               a folder, relative paths kept
    textfix clean -i=.bak *.txt                in place; the old files stay as *.txt.bak
    textfix clean --check --diff raw/          change nothing, show everything
    textfix clean --only gloss,width page.txt  these two filters
    textfix clean --format jsonl raw/ > corpus.jsonl
    textfix clean --format text page.txt       paragraphs with a blank line between

    An input over 8 MB is cleaned as a stream of blocks, in bounded memory. What needs the
    whole document (which script dominates, are readings injected everywhere) is then decided
    on what has been read so far. --format always takes the document as a whole.
    """
    from textfix.cli.forms import form as form_of
    from textfix.cli.options import prepare
    from textfix.cli.run import run
    from textfix.cli.targets import Wanted

    _refuse(files, output, in_place, backup_suffix, check, diff, form)
    if sentences and form not in ("jsonl", "text"):
        raise click.UsageError("--sentences goes with --format jsonl or --format text")
    made = form_of(form, sentences=sentences)
    wanted = Wanted(output, in_place, backup_suffix, check, diff, made)
    return run(files, glob, wanted, prepare(given))


def _refuse(
    files: Sequence[str],
    output: str | None,
    in_place: bool,
    suffix: str | None,
    check: bool,
    diff: bool,
    form: str | None,
) -> None:
    """Combinations that contradict themselves."""
    previews = [name for name, chosen in (("--check", check), ("--diff", diff)) if chosen]
    writers = [name for name, chosen in (("-i", in_place), ("-o", output is not None)) if chosen]
    if len(writers) > 1:
        raise click.UsageError("-i and -o contradict each other; give one of them")
    if previews and writers:
        raise click.UsageError(
            f"{previews[0]} writes nothing, {writers[0]} writes; give one of them"
        )
    if form is not None and (previews or in_place):
        other = previews[0] if previews else "-i"
        raise click.UsageError(
            f"--format {form} and {other} contradict each other; give one of them"
        )
    if in_place and (not files or "-" in files):
        raise click.UsageError(
            "-i needs files; standard input has no place: leave out -i, or use -o"
        )
    if suffix is not None and (not suffix or "/" in suffix or "\0" in suffix):
        raise click.UsageError(f"-i={suffix}: give a suffix such as .bak")
    if not files and sys.stdin is not None and sys.stdin.isatty():
        click.echo("textfix: reading from the keyboard; end with Ctrl-D", err=True)
