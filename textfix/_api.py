"""The library's front door: `clean`, `fix`, and their forms for many texts and for streams.

All of them are the same run; they differ in what they hand back (the text, or the `Document` with
the receipts) and in what they are given. The options are checked before any text is looked at
(`_options`).
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, BinaryIO, Unpack

from textfix._document import Document
from textfix._options import DECODING, Options, build
from textfix._run import Carry
from textfix._window import batches
from textfix.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textfix._pipeline import Pipeline
    from textfix.decoding import Decoded

__all__ = ["clean", "clean_many", "clean_stream", "fix", "fix_many", "fix_stream"]


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
    given: Any = {name: options[name] for name in DECODING if name in options}  # type: ignore[literal-required]
    for decoded in decode_stream(stream, **given):
        result = pipeline.run(decoded.text, carry=carry)
        yield Document(result.text, b"", decoded, result.steps)


def _decoded(data: bytes | str, options: Options) -> Decoded | None:
    if isinstance(data, str):
        return None
    if not isinstance(data, bytes | bytearray | memoryview):
        raise TypeError(f"data must be bytes or str, not {type(data).__name__}")
    given: Any = {name: options[name] for name in DECODING if name in options}  # type: ignore[literal-required]
    return decode(bytes(data), **given)


def _text(data: bytes | str, decoded: Decoded | None) -> str:
    if decoded is not None:
        return decoded.text
    assert isinstance(data, str)
    return data
