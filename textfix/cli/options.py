"""Options that several commands share, and how they become a pipeline.

The command line goes over the configuration file, key by key. Everything is checked here, before
any input is opened: a wrong setting is exit code 2, whatever the inputs are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textfix._options import Options

__all__ = ["ERRORS", "MODES", "REGIONS", "TO", "cleaning", "comma_list", "prepare"]

# The values that `textfix._options.Options` takes, here again so that --help loads no numpy
# (tests/cli/test_options.py compares them).
TO = ("auto", "simplified", "traditional", "tw", "hk", "keep")
MODES = ("strict", "repair")
REGIONS = ("tw", "hk")
ERRORS = ("salvage", "replace", "strict")

_Command = TypeVar("_Command", bound="Callable[..., Any]")

# What the file says of these holds beside what the command line says: a rule that is off stays off.
_ADDED = ("off", "keep", "packs")
_DECODING = ("encoding", "candidates", "errors")


def comma_list(
    _ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...] | None:
    """Of an option that may be given again and may hold commas: its values, or None."""
    names = tuple(name.strip() for value in values for name in value.split(",") if name.strip())
    return names if names or values else None


_CLEANING = (
    click.option(
        "--to",
        type=click.Choice(TO),
        help="Script of the result. auto: the one that dominates. tw, hk: regional forms.",
    ),
    click.option(
        "--mode",
        type=click.Choice(MODES),
        help="Of script conversion. strict: only what is certain. repair: mixed text too.",
    ),
    click.option(
        "--words",
        metavar="FILE",
        help="Your own words for script conversion, one a line: word, or word TAB what it becomes.",
    ),
    click.option(
        "--region-words",
        type=click.Choice(REGIONS),
        help="Also put this region's words into what was simplified: 软件 becomes 軟體.",
    ),
    click.option(
        "--preset",
        metavar="NAME|FILE",
        help="A set of filters, or a TOML file with one (textfix filters).",
    ),
    click.option(
        "--only",
        metavar="FILTER",
        multiple=True,
        callback=comma_list,
        help="Run these filters only; a,b or given again.",
    ),
    click.option(
        "--skip",
        metavar="FILTER",
        multiple=True,
        callback=comma_list,
        help="Run all but these filters; a,b or given again.",
    ),
    click.option(
        "--off",
        metavar="RULE",
        multiple=True,
        callback=comma_list,
        help="Rules that stay silent, by the ids that textfix explain shows; a,b or given again.",
    ),
    click.option(
        "--keep",
        metavar="KIND",
        multiple=True,
        callback=comma_list,
        help="Kinds of lines that stay: caption, credit, editor, ... (textfix rules list).",
    ),
    click.option(
        "--pack",
        "packs",
        metavar="FILE",
        multiple=True,
        callback=comma_list,
        help="A rule pack of your own, run beside those that ship; a,b or given again.",
    ),
    click.option(
        "--strip-ruby",
        is_flag=True,
        default=None,
        help="Remove readings for readers too: furigana, zhuyin, hangul, a primer's pinyin.",
    ),
    click.option(
        "--unsafe/--safe",
        default=None,
        help="Also make plausible guesses (explain --suggestions shows them).",
    ),
    click.option("--encoding", metavar="NAME", help="The inputs' encoding, instead of finding it."),
    click.option(
        "--candidates",
        metavar="NAMES",
        multiple=True,
        callback=comma_list,
        help="The only encodings to consider: gb18030,big5.",
    ),
    click.option(
        "--errors",
        type=click.Choice(ERRORS),
        help="Bytes that cannot be read: repair (salvage, the default), U+FFFD, or fail.",
    ),
    click.option(
        "--config",
        metavar="FILE",
        help="Settings, instead of the nearest textfix.toml or pyproject.toml.",
    ),
    click.option("--no-config", is_flag=True, help="Read no settings file."),
)


def cleaning(command: _Command) -> _Command:
    """Give a command the options of a run."""
    for option in reversed(_CLEANING):
        command = option(command)
    return command


def prepare(given: Mapping[str, Any]) -> Options:
    """Settings file and command line as the library's options, checked; the pipeline is built.

    Raises:
        ConfigError: if one of them is wrong. DecodeError: if an encoding is unknown.
    """
    from textfix._errors import ConfigError, RuleError
    from textfix._options import build
    from textfix.cli.config import settings

    asked = {name: value for name, value in given.items() if value is not None}
    told = settings(asked.pop("config", None), ignore=asked.pop("no_config", False))
    chosen = told | asked
    for name in _ADDED:
        if name in chosen:
            chosen[name] = (*told.get(name, ()), *asked.get(name, ()))
    decoding = {name: chosen.pop(name) for name in _DECODING if name in chosen}
    _check_decoding(decoding)
    if (unsafe := chosen.pop("unsafe", None)) is not None:
        chosen["applicability"] = "unsafe" if unsafe else "safe"
    if "filter" in chosen:
        chosen["options"] = chosen.pop("filter")
    if chosen.pop("strip_ruby", False):
        tables = chosen.get("options", {})
        ruby = {**tables.get("gloss", {}), "strip_ruby": True}
        chosen["options"] = {**tables, "gloss": ruby}
    try:
        options: Options = {"pipeline": build(**chosen)}
    except RuleError as error:  # a pack that an option or the settings name
        raise ConfigError(str(error)) from error
    options.update(decoding)  # type: ignore[typeddict-item]
    return options


def _check_decoding(decoding: Mapping[str, Any]) -> None:
    """Nothing, decoded with these options: that checks them and costs nothing."""
    if decoding:
        from textfix._api import fix

        fix(b"", **decoding)
