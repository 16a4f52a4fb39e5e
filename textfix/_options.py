"""`Options`: what `clean`, `fix` and their kin take, and the `Pipeline` that it stands for.

Options are checked when a pipeline is built, before any text is looked at; each error says what to
do. A pipeline built from words alone is kept.

What it does not do: run one (`_api`), or read options from files (`textfix.cli.config`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack

from textfix._errors import ConfigError, hint
from textfix._pipeline import Pipeline, load_pipeline, parse_level
from textfix._registry import filter_ids, is_filter, make_filter
from textfix._ruling import Ruling

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textfix.filters.script import WordsSource

__all__ = ["DECODING", "Options", "To", "build"]

To = Literal["auto", "simplified", "traditional", "tw", "hk", "keep"]


class Options(TypedDict, total=False):
    """What every function of this module takes; all optional.

    `to`: the script of the result; None leaves it to the preset (``"auto"``, the document's own).
    `preset`: a preset's name or a TOML file's path. `pipeline`: one composed by hand, instead.
    `only`, `skip`: filter ids. `mode`: of script conversion, ``"strict"`` or ``"repair"``.
    `words`: your own words, for script conversion: a file, a mapping, or a list (docs/script.md).
    `region_words`: ``"tw"`` or ``"hk"`` also puts in that region's words for the mainland's.
    `applicability`: ``"unsafe"`` also makes plausible guesses. `options`: filter id -> options.
    `off`: ids of rules that stay silent. `keep`: kinds of lines that rule packs leave alone.
    `packs`: paths of further rule packs.
    `encoding`: overrules detection; `declared`: what a header claimed; `candidates`: the only
    encodings to consider; `errors`: ``"salvage"``, ``"replace"`` or ``"strict"``, for bytes.
    """

    to: To | None
    preset: str | Path
    pipeline: Pipeline | None
    only: Iterable[str] | None
    skip: Iterable[str] | None
    mode: Literal["strict", "repair"] | None
    words: WordsSource | None
    region_words: Literal["tw", "hk"] | None
    applicability: Literal["safe", "unsafe"] | None
    options: Mapping[str, Mapping[str, Any]] | None
    off: Iterable[str] | None
    keep: Iterable[str] | None
    packs: Iterable[str | Path] | None
    encoding: str | None
    declared: str | None
    candidates: Sequence[str] | None
    errors: Literal["salvage", "replace", "strict"]


# Those that say how bytes are decoded.
DECODING = ("encoding", "declared", "candidates", "errors")

# Options that are words: what they stand for never changes while the process lives.
_WORDS = frozenset({"to", "only", "skip", "mode", "applicability"})


def build(**options: Unpack[Options]) -> Pipeline:
    """The pipeline that these options stand for; the decoding options are not looked at.

    Pipelines are immutable, so that one built from words alone is built once: 18 of the 32
    microseconds that a short line takes.

    Raises:
        ConfigError: if one of them is wrong.
    """
    words = []
    for name, value in options.items():
        if name in DECODING:
            continue
        if isinstance(value, list | tuple) and name in ("only", "skip"):
            value = tuple(value)
        elif not isinstance(value, str | None):
            return _build(options)
        if name not in _WORDS:
            return _build(options)
        words.append((name, value))
    try:
        return _built(tuple(words))
    except TypeError:  # a name in `only` that cannot be hashed is told of as any wrong name is
        return _build(options)


@lru_cache(maxsize=64)
def _built(words: tuple[tuple[str, Any], ...]) -> Pipeline:
    return _build(dict(words))  # type: ignore[arg-type]


def _build(options: Options) -> Pipeline:
    unknown = set(options) - set(Options.__annotations__)
    if unknown:
        name = min(unknown)
        raise ConfigError(
            f"no option is called {name!r}; known: {', '.join(Options.__annotations__)}"
        )
    only, skip = options.get("only"), options.get("skip")
    chosen = _names(only)
    dropped = _names(skip) or ()
    pipeline = options.get("pipeline")
    to = options.get("to")
    script = _script(options)
    given = _tables(options.get("options"))
    ruling = Ruling.of(
        off=options.get("off"),
        keep=options.get("keep"),
        packs=_paths(options.get("packs")),
    )
    if pipeline is None:
        given = ruling.options(given)
        if script:
            given["script"] = {**given.get("script", {}), **script}
        pipeline = _preset(options.get("preset", "default"), to, given)
    elif not isinstance(pipeline, Pipeline):
        raise ConfigError(
            f"`pipeline` takes a Pipeline, not {pipeline!r}; a preset goes to `preset`"
        )
    elif script or given or ruling != Ruling():
        raise ConfigError(
            "`pipeline` brings its own filters: set `to`, `mode`, `words`, `region_words`, "
            "`options`, `off`, `keep`, `packs` on those"
        )
    if chosen is not None or dropped:
        pipeline = pipeline.select(chosen, dropped, options=given)
    if ruling.silent:
        pipeline = Pipeline(ruling.over(pipeline.filters), pipeline.level)
    if (level := options.get("applicability")) is not None:
        pipeline = Pipeline(pipeline.filters, parse_level(level))
    return pipeline


def _script(options: Options) -> dict[str, Any]:
    """The options of script conversion that were given."""
    names = ("to", "mode", "words", "region_words")
    asked = {name: options[name] for name in names if options.get(name) is not None}  # type: ignore[literal-required]
    if "words" in asked:
        from textfix.filters.script import frozen_words

        asked["words"] = frozen_words(asked["words"])
    return asked


def _tables(options: Mapping[str, Mapping[str, Any]] | None) -> dict[str, dict[str, Any]]:
    """Options by filter id, copied; a filter that is not in the pipeline may have some."""
    given = dict(options or {})
    for name, table in given.items():
        if not is_filter(name):
            raise ConfigError(f"no filter is called {name!r}; {hint(name, filter_ids())}")
        if not isinstance(table, Mapping):
            raise ConfigError(
                f"options of filter {name}: a mapping of names to values, not {table!r}"
            )
    return {name: dict(table) for name, table in given.items()}


def _paths(packs: Iterable[str | Path] | str | Path | None) -> tuple[str, ...]:
    """Packs as names: one, or several."""
    if packs is None:
        return ()
    return (str(packs),) if isinstance(packs, str | Path) else tuple(map(str, packs))


def _names(names: Iterable[str] | None) -> tuple[str, ...] | None:
    if names is None:
        return None
    return (names,) if isinstance(names, str) else tuple(names)


def _preset(source: str | Path, to: str | None, given: dict[str, dict[str, Any]]) -> Pipeline:
    """A preset with options of its filters."""
    frozen = tuple((name, tuple(sorted(table.items()))) for name, table in sorted(given.items()))
    try:
        hash(frozen)
    except TypeError:  # an option that is a list, say: built anew each time
        return _load.__wrapped__(source, to, frozen)
    return _load(source, to, frozen)


@lru_cache(maxsize=64)
def _load(
    source: str | Path, to: str | None, frozen: tuple[tuple[str, tuple[tuple[str, Any], ...]], ...]
) -> Pipeline:
    """The same, kept: short texts are cleaned by the thousand."""
    options = {name: dict(table) for name, table in frozen}
    pipeline = load_pipeline(source, options=options)
    has_script = any(item.id == "script" for item in pipeline.filters)
    own = any(options.get("script", {}).get(name) for name in ("words", "region_words"))
    if (to in (None, "auto", "keep") and not own) or has_script:
        return pipeline
    # A script was asked for by name of a preset that converts none: the request counts.
    return pipeline.including(make_filter("script", **options["script"]))
