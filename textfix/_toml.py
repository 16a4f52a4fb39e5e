"""TOML files as people save them: UTF-8, with or without a byte-order mark.

Notepad writes U+FEFF at a file's start, which TOML 1.0 does not know; `tomllib` then calls the
first line a wrong statement. A file in another encoding is told as that, not as wrong TOML.

What this module does not do: judge keys and values.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from textfix._errors import ConfigError, TextfixError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_toml"]


def read_toml(path: Path, error: type[TextfixError] = ConfigError) -> tuple[dict[str, Any], str]:
    """The data of a TOML file, and its source.

    Raises:
        TextfixError: of the class `error`, if the file cannot be read or parsed; the message names
            file and place.
    """
    try:
        source = path.read_text(encoding="utf-8-sig")
        return tomllib.loads(source), source
    except OSError as reason:
        raise error(f"{path}: cannot be read: {reason.strerror or reason}") from reason
    except UnicodeDecodeError as reason:
        raise error(f"{path}: not UTF-8: {reason}; save it as UTF-8") from reason
    except tomllib.TOMLDecodeError as reason:
        raise error(f"{path}: not valid TOML: {reason}") from reason
