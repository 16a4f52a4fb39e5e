"""``textfix filters``: every filter there is, what it does, and which presets run it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["filters"]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="A JSON object a filter, one a line.")
def filters(as_json: bool) -> None:
    """List the filters in the order of a run, and the presets that run each of them.

    \b
    textfix filters
    textfix filters --json | jq -r .id
    textfix clean --only gloss,width page.txt    these two
    textfix clean --skip script page.txt         all of the preset but this one
    textfix clean --preset minimal page.txt      another preset
    """
    from textfix._pipeline import load_pipeline, preset_names
    from textfix.cli.output import Stdout, encode, encode_json
    from textfix.cli.tables import Table

    stdout = Stdout()
    presets = {name: _ids(load_pipeline(name)) for name in preset_names()}
    rows = list(_rows(presets))
    if as_json:
        for row in rows:
            stdout.write(encode_json(json.dumps(row, ensure_ascii=False) + "\n"))
        return
    table = Table(stdout, ("filter", "presets", "what it does"))
    for row in rows:
        table.add((row["id"], ", ".join(row["presets"]) or "-", row["description"]))
    table.close()
    if stdout.is_terminal:
        for name in presets:
            stdout.write(encode(f"preset {name}: {_description(name)}\n"))


def _ids(pipeline: Any) -> set[str]:
    return {item.id for item in pipeline.filters}


def _rows(presets: dict[str, set[str]]) -> Iterator[dict[str, Any]]:
    from textfix._registry import filter_ids

    for name in filter_ids():
        yield {
            "id": name,
            "presets": [preset for preset, ids in presets.items() if name in ids],
            "description": _summary(name),
        }


def _summary(name: str) -> str:
    """The first paragraph of the filter's docstring; another package's may be anything."""
    from inspect import getdoc

    from textfix._errors import TextfixError
    from textfix._registry import make_filter

    try:
        made = make_filter(name)
    except TextfixError as error:
        return f"cannot be loaded: {error}"
    text = (type(made).__doc__ and getdoc(type(made))) or ""
    return " ".join(text.partition("\n\n")[0].split())


def _description(preset: str) -> str:
    from textfix._rules import rules_dir
    from textfix._toml import read_toml

    return str(read_toml(rules_dir() / "presets" / f"{preset}.toml")[0].get("description", ""))
