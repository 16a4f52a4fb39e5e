"""``textfix explain``: each edit that cleaning makes, with its place, its rule and why."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from textfix.cli.options import cleaning, comma_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textfix._options import Options
    from textfix.cli.inputs import Source
    from textfix.cli.output import Stdout
    from textfix.report.explain import Explained, Wanted

__all__ = ["explain"]

LIMIT = 20  # edits shown of each input, unless told otherwise: a screenful


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE|DIR|-]...")
@click.option(
    "--rule",
    "rules",
    metavar="RULE",
    multiple=True,
    callback=comma_list,
    help="Only edits of these filters or rules: gloss, width.narrow-mark; a,b or given again.",
)
@click.option(
    "--suggestions",
    is_flag=True,
    help="Also what was found and not changed, because it is uncertain.",
)
@click.option(
    "--uncertain",
    is_flag=True,
    help="Only what a person should look at: suggestions, and edits that were the best of several.",
)
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(min=0),
    help=f"Edits shown of each input [{LIMIT}; with --json, all]; 0 shows all.",
)
@click.option("--json", "as_json", is_flag=True, help="A JSON object an edit, one a line.")
@click.option(
    "--glob",
    metavar="PATTERN",
    multiple=True,
    help="Files to take from a folder [*.txt, *.text]; repeatable.",
)
@cleaning
def explain(
    files: tuple[str, ...],
    rules: tuple[str, ...] | None,
    suggestions: bool,
    uncertain: bool,
    limit: int | None,
    as_json: bool,
    glob: tuple[str, ...],
    **given: Any,
) -> int:
    """Show each edit that `textfix clean` makes: where, what, which rule, and why.

    Nothing is written. Places are FILE:LINE:COLUMN of the input, [-deleted-] and {+put in+}
    (in colour on a terminal); what does not print is shown as <U+200B>.

    \b
    textfix explain page.txt                     the first edits, and counts of all
    textfix explain --rule gloss --limit 0 page.txt
    textfix explain --suggestions page.txt       also what was not changed
    textfix explain --uncertain page.txt         what a person should look at
    textfix explain --json raw/ > edits.jsonl
    """
    from textfix._rulenames import check_code_rules
    from textfix.cli.failures import Tally
    from textfix.cli.inputs import collect
    from textfix.cli.options import prepare
    from textfix.cli.output import Stdout

    options, stdout, tally = prepare(given), Stdout(), Tally()
    check_code_rules(rules or (), beginnings=True)
    if limit is None and not as_json:
        limit = LIMIT
    wanted: Wanted = "uncertain" if uncertain else "all" if suggestions else "made"
    shown = _Shown(stdout, rules or (), wanted, limit or None, as_json)
    for source in collect(files, tally, globs=glob):
        with tally.guard(source.name):
            shown.explain(source, options)
    return tally.code


class _Shown:
    """What is to be shown of every input."""

    def __init__(
        self,
        stdout: Stdout,
        rules: Sequence[str],
        wanted: Wanted,
        limit: int | None,
        as_json: bool,
    ) -> None:
        self._stdout = stdout
        self._rules = rules
        self._wanted = wanted
        self._limit = limit
        self._as_json = as_json

    def explain(self, source: Source, options: Options) -> None:
        """Print the edits of one input."""
        from textfix.cli.inputs import opened
        from textfix.report.explain import Place, counted, explained

        place, shown = Place(), 0
        counts: Counter[str] = Counter()
        with opened(source) as data:
            for document in data.documents(options):
                left = None if self._limit is None else self._limit - shown
                edits = explained(
                    document,
                    rules=self._rules,
                    wanted=self._wanted,
                    limit=left,
                    place=place,
                )
                self._stdout.write_all(self._line(source.name, edit) for edit in edits)
                counts.update(counted(document, self._rules, wanted=self._wanted))
                total = counts.total()
                shown = total if self._limit is None else min(total, self._limit)
                place = place.after(document)
        if not self._as_json:
            self._print_sum(source.name, counts, counts.total() - shown)

    def _line(self, name: str, edit: Explained) -> bytes:
        from textfix.cli.output import encode, encode_json
        from textfix.report.explain import in_words

        if self._as_json:
            line = json.dumps({"file": name, **edit.to_dict()}, ensure_ascii=False)
            return encode_json(line + "\n")
        return encode(in_words(name, edit, coloured=self._stdout.coloured) + "\n")

    def _print_sum(self, name: str, counts: Counter[str], more: int) -> None:
        from textfix.cli.output import encode
        from textfix.report.visible import visible

        if more:
            self._stdout.write(
                encode(f"... and {more} more; --limit 0 shows all, --rule chooses\n")
            )
        rules = ", ".join(f"{rule} {count}" for rule, count in counts.most_common())
        total = counts.total()
        noun = "edit" if total == 1 else "edits"
        what = {"made": noun, "all": f"{noun} and suggestions", "uncertain": f"uncertain {noun}"}[
            self._wanted
        ]
        self._stdout.write(encode(f"{visible(name)}: {total} {what}{': ' * bool(rules)}{rules}\n"))
