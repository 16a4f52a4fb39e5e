"""``decode`` and ``detect``: the doors of this package.

``decode`` tries strict UTF-8 before it does anything else, options included: that is a proof,
it is the common case, and it must cost a bare decode. Everything else is behind it, in `_whole`,
and is not even imported before it is needed: that alone takes longer than cleaning a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from textfix.decoding._decoded import CLEAN_UTF8, Decoded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    from textfix.decoding._options import Errors
    from textfix.decoding._values import Detection

__all__ = ["DecodeOptions", "decode", "detect"]


class DecodeOptions(TypedDict, total=False):
    """The keywords of :func:`decode`."""

    encoding: str | None
    declared: str | None
    hints: Sequence[str] | str | None
    candidates: Sequence[str] | str | None
    errors: Errors


# Keywords come as a dictionary because five defaults of their own take Python 50 ns to fill in, an
# empty dictionary 25, and 1 kB of UTF-8 may take 120 ns more than the bare decode's 680.
def decode(data: bytes, **options: Unpack[DecodeOptions]) -> Decoded:
    """Turn bytes into text: find the encoding, repair what can be, record all of it.

    Keywords, all optional: ``encoding`` orders an encoding; without it the bytes decide.
    ``declared`` is what an HTTP header says (a label or the whole Content-Type) and ``hints`` are
    languages expected (``["zh-Hant"]``): both are priors. ``candidates`` restricts the answer to
    these encodings. ``errors``: ``"salvage"`` (the default: damaged bytes are re-aligned, what
    stays unreadable becomes U+FFFD), ``"replace"`` (U+FFFD only), ``"strict"`` (DecodeError).

    Never raises because of the bytes, unless ``errors="strict"``. Raises DecodeError for an
    unknown encoding name, ConfigError for a bad option value, TypeError for an unknown keyword.

    >>> decode("海內存知己，天涯若比鄰。".encode("big5")).text
    '海內存知己，天涯若比鄰。'
    """
    if not options:
        try:
            text = data.decode()
        except UnicodeDecodeError:
            pass
        else:
            # ASCII may be escape-coded, and U+FEFF is a leading mark. The comparison takes a third
            # of the time of the look at the first character, and mostly suffices.
            if not text.isascii() and (text < "\ufeff" or text[0] != "\ufeff"):
                # Made in line: the call of a maker costs a tenth of decoding 1 kB.
                decoded = Decoded()
                decoded._text = text  # noqa: SLF001
                decoded._facts = CLEAN_UTF8  # noqa: SLF001
                return decoded
    from textfix.decoding._options import make_options
    from textfix.decoding._whole import decode_with

    return decode_with(data, make_options(**options))


def detect(data: bytes, **options: Unpack[DecodeOptions]) -> Detection:
    """The answer of :func:`decode` without the text, with the candidates ranked.

    Takes the same keywords.

    >>> detect("ascii and 漢字".encode()).encoding
    'utf-8'
    """
    return decode(data, **options).detection()
