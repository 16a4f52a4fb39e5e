"""The library's front door: `clean`, `fix`, and their forms for many texts and for streams.

All of them are the same run; they differ in what they hand back (the text, or the `Document` with
the receipts) and in what they are given. The options are checked before any text is looked at.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, TypedDict, Unpack

from textfix._document import Document
from textfix._errors import ConfigError, hint
from textfix._pipeline import Pipeline, load_pipeline, parse_level
from textfix._registry import filter_ids, is_filter, make_filter
from textfix._ruling import Ruling
from textfix._run import Carry
from textfix._window import batches
from textfix.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textfix.decoding import Decoded
    from textfix.filters.script import WordsSource

__all__ = [
    "Options",
    "build",
    "clean",
    "clean_many",
    "clean_stream",
    "fix",
    "fix_many",
    "fix_stream",
]

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


_DECODING = ("encoding", "declared", "candidates", "errors")


def clean(data: bytes | str, **options: Unpack[Options]) -> str:
    """The clean text of `data`.

    Raises:
        ConfigError: if an option is wrong. DecodeError: only with ``errors="strict"``.

    >>> clean("長(cháng)沙市的會(huì )議開(kāi)了,很好。", to="simplified")
    '长沙市的会议开了，很好。'
    """
    return fix(data, **options).text


def fix(data: bytes | str, **options: Unpack[Options]) -> Document:
    """`clean`, with the receipts: the `Document`.

    >>> fix("你好,世界。".encode("gb18030")).decoded.encoding
    'gb18030'
    """
    pipeline = build(**options)
    decoded = _decoded(data, options)
    result = pipeline.run(_text(data, decoded))
    return Document(result.text, data, decoded, result.steps)


def clean_many(items: Iterable[bytes | str], **options: Unpack[Options]) -> Iterator[str]:
    """`clean` for each of many texts, lazily and in order; short ones are run in batches.

    Raises:
        TypeError: if `items` is one text: its characters would be cleaned one by one.

    >>> list(clean_many(["好,的。", b"ok"]))
    ['好，的。', 'ok']
    """
    _several(items)
    pipeline = build(**options)  # now, not at the first `next`: wrong options are told at once
    texts = (
        item if isinstance(item, str) else _text(item, _decoded(item, options)) for item in items
    )
    return (result.text for result in pipeline.run_many(texts))


def fix_many(items: Iterable[bytes | str], **options: Unpack[Options]) -> Iterator[Document]:
    """`fix` for each of many texts, lazily and in order; short ones are run in batches.

    Raises:
        TypeError: if `items` is one text.
    """
    _several(items)
    pipeline = build(**options)  # now, not at the first `next`: wrong options are told at once
    return _many(items, pipeline, options)


def _several(items: object) -> None:
    if isinstance(items, str | bytes | bytearray | memoryview):
        raise TypeError(
            f"items must be an iterable of texts, not {type(items).__name__}; "
            f"for one text use clean or fix"
        )


def _many(items: Iterable[bytes | str], pipeline: Pipeline, options: Options) -> Iterator[Document]:
    def inputs() -> Iterator[str]:
        for item in items:
            decoded = _decoded(item, options)
            pending.append((item, decoded))
            yield _text(item, decoded)

    pending: deque[tuple[bytes | str, Decoded | None]] = deque()
    for batch in batches(inputs()):
        # `batches` has already drawn the first record of the next batch: it stays pending.
        for result in pipeline.run_many(batch):
            source, decoded = pending.popleft()
            yield Document(result.text, source, decoded, result.steps)


def clean_stream(stream: BinaryIO, **options: Unpack[Options]) -> Iterator[str]:
    """The clean text of a stream of any length, block by block, in bounded memory."""
    return (document.text for document in fix_stream(stream, **options))


def fix_stream(stream: BinaryIO, **options: Unpack[Options]) -> Iterator[Document]:
    """One `Document` a block of whole lines; evidence for document filters is carried forward.

    A decision that needs the whole document (which script dominates) is taken on what has been
    read so far, so a stream's result can differ from `fix` where its beginning misleads.
    """
    pipeline = build(**options)
    return _stream(stream, pipeline, options)


def _stream(stream: BinaryIO, pipeline: Pipeline, options: Options) -> Iterator[Document]:
    from textfix.decoding import decode_stream

    carry = Carry()
    given: Any = {name: options[name] for name in _DECODING if name in options}  # type: ignore[literal-required]
    for decoded in decode_stream(stream, **given):
        result = pipeline.run(decoded.text, carry=carry)
        yield Document(result.text, b"", decoded, result.steps)


def _decoded(data: bytes | str, options: Options) -> Decoded | None:
    if isinstance(data, str):
        return None
    if not isinstance(data, bytes | bytearray | memoryview):
        raise TypeError(f"data must be bytes or str, not {type(data).__name__}")
    given: Any = {name: options[name] for name in _DECODING if name in options}  # type: ignore[literal-required]
    return decode(bytes(data), **given)


def _text(data: bytes | str, decoded: Decoded | None) -> str:
    if decoded is not None:
        return decoded.text
    assert isinstance(data, str)
    return data


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
        if name in _DECODING:
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
