"""Settings from a file: ``textfix.toml``, or ``[tool.textfix]`` in ``pyproject.toml``.

The nearest one counts: in the current folder, else in the first folder above that has one. In one
folder ``textfix.toml`` goes before ``pyproject.toml``; a ``pyproject.toml`` without our table is
passed over. Files are not merged: who reads one file knows all settings.

    to = "simplified"
    skip = ["duplicate"]
    off = ["gloss.single"]      # rules that stay silent
    packs = ["rules/mine.toml"] # looked for beside the settings

    [filter.boilerplate]        # options of one filter
    keep = ["source"]

Keys are those of the command line (`KEYS`). A settings file names filters and values, never code.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from textfix._errors import ConfigError, TextfixError, hint
from textfix._pipeline import with_paths
from textfix._registry import filter_ids, make_filter
from textfix._toml import read_toml
from textfix.cli.options import ERRORS, MODES, REGIONS, TO

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["KEYS", "find", "settings"]

_OWN, _SHARED = "textfix.toml", "pyproject.toml"
_CHOICES = {"to": TO, "mode": MODES, "region_words": REGIONS, "errors": ERRORS}
_LISTS = ("only", "skip", "off", "keep", "packs", "candidates")
_STRINGS = ("preset", "encoding", "words")
_SWITCHES = ("unsafe", "strip_ruby")

KEYS = (*_CHOICES, *_LISTS, *_STRINGS, *_SWITCHES, "filter")


def settings(named: str | None = None, *, ignore: bool = False) -> dict[str, Any]:
    """The checked settings of the `named` file or the nearest one; `ignore` gives none.

    Raises:
        ConfigError: if the file cannot be read, or a key or value in it is wrong.
    """
    if ignore:
        if named is not None:
            raise ConfigError("--config and --no-config contradict each other; give one of them")
        return {}
    if named is None:
        try:
            found = find(Path.cwd())
        except OSError as error:
            raise ConfigError(
                f"settings cannot be looked for in the current folder, {error.strerror}; "
                f"use --no-config"
            ) from error
        return {} if found is None else _checked(*found)
    path = Path(named)
    data, _ = read_toml(path)
    return _checked(path, _table(path, data) or {} if path.name == _SHARED else data)


def find(folder: Path) -> tuple[Path, dict[str, Any]] | None:
    """The nearest settings file from `folder` upward, and what it says."""
    for here in (folder, *folder.parents):
        own = here / _OWN
        if own.is_file():
            return own, read_toml(own)[0]
        shared = here / _SHARED
        if shared.is_file() and (table := _table(shared, read_toml(shared)[0])) is not None:
            return shared, table
    return None


def _table(path: Path, data: Mapping[str, Any]) -> dict[str, Any] | None:
    """``[tool.textfix]``; None where there is none."""
    tool = data.get("tool")
    table = tool.get("textfix") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{path}: tool.textfix is {table!r}; write a table, [tool.textfix]")
    return table


def _checked(path: Path, data: Mapping[str, Any]) -> dict[str, Any]:
    """The settings with every key known and every value of its kind."""
    return {key: _value(path, key, value) for key, value in with_paths(path, data).items()}


def _value(path: Path, key: str, value: Any) -> Any:
    where = f"{path}: {key} = {value!r}"
    if key in _CHOICES:
        if value not in _CHOICES[key]:
            raise ConfigError(f"{where}: {hint(str(value), _CHOICES[key])}")
        return value
    if key in _LISTS:
        names = value.split(",") if isinstance(value, str) else value
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise ConfigError(f'{where}: write a list of names, {key} = ["a", "b"]')
        return tuple(name.strip() for name in names)
    if key in _STRINGS:
        if not isinstance(value, str):
            raise ConfigError(f'{where}: write a string, {key} = "..."')
        # A file is looked for beside the settings that name it.
        is_file = key == "words" or (key == "preset" and (value.endswith(".toml") or "/" in value))
        return path.parent / value if is_file else value
    if key in _SWITCHES:
        if not isinstance(value, bool):
            raise ConfigError(f"{where}: write true or false")
        return value
    if key == "filter":
        return _filter_options(path, value)
    raise ConfigError(f"{path}: no setting is called {key!r}; {hint(key, KEYS)}")


def _filter_options(path: Path, tables: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(tables, dict) or not all(isinstance(own, dict) for own in tables.values()):
        raise ConfigError(f"{path}: write the options of a filter as a table, [filter.NAME]")
    for name in tables:
        if name not in filter_ids():
            raise ConfigError(f"{path}: no filter is called {name!r}; {hint(name, filter_ids())}")
    # Filters are hashable values, and so are their options.
    found = {
        name: {key: _frozen(item) for key, item in own.items()} for name, own in tables.items()
    }
    for name, own in found.items():
        try:
            make_filter(name, **own)
        except TextfixError as error:
            raise ConfigError(f"{path}: filter.{name}: {error}") from error
    return found


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
