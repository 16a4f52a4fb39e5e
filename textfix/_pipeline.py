"""`Pipeline`: filters in order. Order is meaning: each filter sees the last one's result.

A pipeline is a value: composed with ``|``, read from TOML, or taken from a preset under
``rules/presets/``. Running is `_run`'s work; this module decides what is run.

The TOML form, in a preset, a file of the user's, or ``[tool.textfix]``:

    filters = ["control", "gloss"]      # in this order
    applicability = "safe"              # or "unsafe": also make plausible guesses
    off = ["gloss.single"]              # rules that stay silent, by the ids that `explain` shows
    keep = ["source"]                   # kinds of lines that rule packs leave alone
    packs = ["rules/mine.toml"]         # further rule packs; paths are looked for beside this file

    [filter.script]                     # options of one filter
    mode = "strict"
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textfix._edits import Applicability
from textfix._errors import ConfigError
from textfix._filter import Filter
from textfix._registry import filter_ids, hint, is_filter, make_filter
from textfix._rulepack import beside
from textfix._rules import rules_dir
from textfix._ruling import Ruling
from textfix._run import Carry, Run, run, run_packed
from textfix._toml import read_toml
from textfix._window import batches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Pipeline", "load_pipeline", "parse_level", "preset_names"]

_KEYS = ("filters", "applicability", "filter", "off", "keep", "packs")
_LEVELS = {"safe": Applicability.SAFE, "unsafe": Applicability.UNSAFE}


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Filters in order, and how far a run may go.

    >>> from textfix.filters import ControlFilter, WidthFilter
    >>> pipeline = Pipeline() | ControlFilter() | WidthFilter()
    >>> pipeline("長沙,好\\u200b。")
    '長沙，好。'
    >>> [item.id for item in pipeline.filters]
    ['control', 'width']
    """

    filters: tuple[Filter, ...] = ()
    level: Applicability = Applicability.SAFE

    def __post_init__(self) -> None:
        for item in self.filters:
            if not isinstance(item, Filter):
                raise ConfigError(
                    f"{item!r} is not a filter: it needs id, needs, scope and edits(text); "
                    f"prove yours with textfix.testing.check_filter"
                )

    def __or__(self, other: Filter | Pipeline) -> Pipeline:
        """This pipeline, then the other filter or pipeline."""
        return Pipeline(self.filters + _filters(other), self.level)

    def __ror__(self, other: Filter) -> Pipeline:
        return Pipeline(_filters(other) + self.filters, self.level)

    def __call__(self, value: str) -> str:
        """The cleaned text, without the record."""
        return self.run(value).text

    def run(self, value: str, *, carry: Carry | None = None) -> Run:
        """The cleaned text and the steps that led to it."""
        return run(self.filters, value, level=self.level, carry=carry)

    def run_many(self, values: Iterable[str]) -> Iterator[Run]:
        """`run` for each text, in batches: the same results, many times faster on short texts."""
        for batch in batches(values):
            if len(batch) == 1:
                yield self.run(batch[0])
            else:
                yield from run_packed(self.filters, batch, level=self.level)

    def select(
        self,
        only: Iterable[str] | None = None,
        skip: Iterable[str] | None = None,
        *,
        options: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> Pipeline:
        """The filters with the given ids, or all but those.

        `options`: filter id -> options, for filters that the pipeline lacks and `only` asks for.

        Raises:
            ConfigError: if an id is not a known filter's.
        """
        own = {item.id for item in self.filters}
        chosen = own if only is None else _known(only, own)
        dropped = _known(skip or (), own)
        kept = tuple(item for item in self.filters if item.id in chosen - dropped)
        pipeline = Pipeline(kept, self.level)
        for name in sorted(chosen - own - dropped, key=filter_ids().index):
            pipeline = pipeline.including(make_filter(name, **(options or {}).get(name, {})))
        return pipeline

    def including(self, item: Filter) -> Pipeline:
        """This pipeline with a filter at its place in the order of a run (at the end, if unknown).

        >>> load_pipeline("minimal").including(make_filter("gloss")).filters[-1].id
        'gloss'
        """
        order = filter_ids()
        later = order[order.index(item.id) + 1 :] if item.id in order else ()
        places = (row for row, other in enumerate(self.filters) if other.id in later)
        place = next(places, len(self.filters))
        return Pipeline((*self.filters[:place], item, *self.filters[place:]), self.level)


def _known(names: Iterable[str], own: Iterable[str] = ()) -> set[str]:
    """The names, each of them a filter's of the registry or of a pipeline's `own`."""
    wanted = {names} if isinstance(names, str) else set(names)
    for name in sorted(wanted.difference(own), key=str):
        if not is_filter(name):
            raise ConfigError(f"no filter is called {name!r}; {hint(name, filter_ids())}")
    return wanted


def _filters(item: Filter | Pipeline) -> tuple[Filter, ...]:
    return item.filters if isinstance(item, Pipeline) else (item,)


def preset_names() -> tuple[str, ...]:
    """The presets that ship with textfix.

    >>> preset_names()
    ('article', 'default', 'minimal')
    """
    return tuple(sorted(path.stem for path in (rules_dir() / "presets").glob("*.toml")))


def load_pipeline(
    source: str | Path, *, options: Mapping[str, Mapping[str, Any]] | None = None
) -> Pipeline:
    """A pipeline from a preset's name or a TOML file's path.

    `options`: filter id -> options that go over the file's own.

    Raises:
        ConfigError: if there is no such preset or file, or the file is wrong.

    >>> load_pipeline("minimal").filters[0].id
    'mojibake'
    """
    name = str(source)
    if isinstance(source, Path) or name.endswith(".toml") or "/" in name:
        path = Path(source)
    elif name in preset_names():
        path = rules_dir() / "presets" / f"{name}.toml"
    else:
        raise ConfigError(f"no preset is called {name!r}; {hint(name, preset_names())}")
    return build_pipeline(with_paths(path, read_toml(path)[0]), where=str(path), options=options)


def with_paths(path: Path, data: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of the file at `path`, rule packs that they name by path found beside it.

    >>> with_paths(Path("/etc/textfix.toml"), {"packs": ["mine.toml"]})
    {'packs': ['/etc/mine.toml']}
    """
    found = dict(data)
    for key in ("packs", "extra"):
        value = found.get(key)
        if isinstance(value, str):
            value = [value]
        if isinstance(value, list) and all(isinstance(name, str) for name in value):
            found[key] = beside(path.parent, value)
    tables = found.get("filter")
    if isinstance(tables, dict):
        found["filter"] = {
            name: with_paths(path, table) if isinstance(table, dict) else table
            for name, table in tables.items()
        }
    return found


def build_pipeline(
    data: Mapping[str, Any],
    *,
    where: str,
    options: Mapping[str, Mapping[str, Any]] | None = None,
) -> Pipeline:
    """A pipeline from the TOML form's data; `where` names its origin in errors.

    Raises:
        ConfigError: on an unknown key, filter, level or option.
    """
    unknown = set(data) - {*_KEYS, "description"}
    if unknown:
        raise ConfigError(f"{where}: unknown key {min(unknown)!r}; known: {', '.join(_KEYS)}")
    names = data.get("filters", [])
    own = data.get("filter", {})
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ConfigError(f"{where}: `filters` must be a list of filter ids")
    if not isinstance(own, dict) or not all(isinstance(table, dict) for table in own.values()):
        raise ConfigError(f"{where}: write filter options as a table, [filter.NAME]")
    _known(own)
    ruling = Ruling.of(off=data.get("off"), keep=data.get("keep"), packs=data.get("packs"))
    own = ruling.options(own)
    given = options or {}
    filters = (make_filter(name, **{**own.get(name, {}), **given.get(name, {})}) for name in names)
    return Pipeline(ruling.over(filters), parse_level(data.get("applicability", "safe")))


def parse_level(name: object) -> Applicability:
    """``"safe"`` or ``"unsafe"`` as an applicability.

    Raises:
        ConfigError: on anything else; ``display`` edits are never made.
    """
    if isinstance(name, str) and name in _LEVELS:
        return _LEVELS[name]
    raise ConfigError(f"applicability {name!r}: choose safe or unsafe")
