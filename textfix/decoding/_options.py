"""The options of ``decode``, checked once: what the caller knows, wants and forbids.

``encoding`` is an order; ``declared`` (an HTTP charset) and ``hints`` (expected languages) are
priors; ``candidates`` are the only encodings allowed; ``errors`` says what becomes of bytes
that cannot be read. Wrong values raise here, dirty bytes never do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from textfix._errors import ConfigError
from textfix.decoding._declared import parse_header
from textfix.decoding._labels import resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["NO_OPTIONS", "Errors", "Options", "make_options"]

Errors = Literal["salvage", "replace", "strict"]


@dataclass(frozen=True, slots=True)
class Options:
    """Checked options; encodings are codec names, languages lower-case BCP 47 tags."""

    encoding: str | None = None
    declared: str | None = None
    hints: tuple[str, ...] = ()
    candidates: tuple[str, ...] | None = None
    errors: Errors = "salvage"

    def allows(self, codec: str) -> bool:
        """True unless the caller's candidates leave ``codec`` out."""
        return self.candidates is None or codec in self.candidates


NO_OPTIONS = Options()


def make_options(
    encoding: str | None = None,
    declared: str | None = None,
    hints: Sequence[str] | str | None = None,
    candidates: Sequence[str] | str | None = None,
    errors: str = "salvage",
) -> Options:
    """Check and resolve; raises ConfigError for bad values, DecodeError for unknown encodings."""
    if errors not in get_args(Errors):
        raise ConfigError(f"errors={errors!r}: choose one of {', '.join(get_args(Errors))}")
    names: tuple[str, ...] | None = None
    if candidates is not None:
        names = tuple(dict.fromkeys(resolve(c) for c in _strings("candidates", candidates)))
        if not names:
            raise ConfigError("candidates is empty: name at least one encoding, or leave it out")
    return Options(
        None if encoding is None else resolve(_string("encoding", encoding)),
        None if declared is None else parse_header(_string("declared", declared)),
        () if hints is None else tuple(h.lower() for h in _strings("hints", hints)),
        names,
        errors,  # type: ignore[arg-type]  # checked above
    )


def _string(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise ConfigError(f"{name} must be a string, not {type(value).__name__}")
    return value


def _strings(name: str, value: Sequence[str] | str) -> list[str]:
    if isinstance(value, str):  # "gb18030,big5", as the command line gives it
        return [part.strip() for part in value.split(",") if part.strip()]
    try:
        return [_string(name, part) for part in value]
    except TypeError:
        raise ConfigError(
            f"{name} must be a sequence of strings, not {type(value).__name__}"
        ) from None
