"""OpenCC behind one door: checked names, converters made once, hostile text made harmless.

OpenCC (1.4.2) opens any path given as a configuration name, drops everything after a NUL in six
configurations, raises on lone surrogates, and cannot be pickled. So: names come from a fixed set,
converters live in a module-level cache, and text is cut at the characters that OpenCC cannot
bear; no dictionary phrase holds one of them, so the parts convert as the whole would.

This module decides nothing about scripts, and knows no fast path (`_fast`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from textfix._errors import ConfigError, hint

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CONFIGS", "check_config", "convert_plain", "converter"]

# Every configuration that OpenCC ships.
CONFIGS = (
    *("t2s", "tw2s", "tw2sp", "hk2s", "hk2sp"),
    *("s2t", "s2tw", "s2twp", "s2hk", "s2hkp"),
    *("t2tw", "tw2t", "t2hk", "hk2t"),
    *("jp2t", "t2jp"),
)

_UNBEARABLE = re.compile("([\0\ud800-\udfff]+)")


def check_config(config: str) -> None:
    """Raise unless `config` is a configuration's name.

    Raises:
        ConfigError: naming the nearest one.

    >>> check_config("s2wt")
    Traceback (most recent call last):
    ...
    textfix._errors.ConfigError: no conversion is called 's2wt'; did you mean 's2t'?
    """
    if config not in CONFIGS:
        raise ConfigError(f"no conversion is called {config!r}; {hint(str(config), CONFIGS)}")


@cache
def converter(config: str, *, rare: bool = True) -> Callable[[str], str]:
    """OpenCC's own conversion, for text without NULs and lone surrogates.

    Made once a process and configuration: t2s takes 3 ms, s2tw 50 to 90.
    """
    import opencc

    made: Callable[[str], str] = opencc.OpenCC(config, rare).convert
    return made


def convert_plain(text: str, config: str, *, rare: bool = True) -> str:
    """OpenCC's conversion of any text: NULs and lone surrogates stay where they are.

    >>> convert_plain("头发\\0发\\ud800展", "s2tw") == "頭髮\\0發\\ud800展"
    True
    """
    convert = converter(config, rare=rare)
    if "\0" not in text:
        try:
            return convert(text)
        except UnicodeEncodeError:
            pass
    parts = _UNBEARABLE.split(text)
    parts[::2] = [convert(part) if part else part for part in parts[::2]]
    return "".join(parts)
