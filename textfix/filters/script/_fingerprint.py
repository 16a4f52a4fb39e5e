"""Which OpenCC is installed: a fingerprint of its dictionaries and configurations.

The fast path of `convert` and the tables under ``rules/script/`` hold for the dictionaries that
they were made from. A wheel of another version, or one whose dictionaries somebody changed,
has another fingerprint, and conversion falls back to OpenCC itself.

Costs 2 ms (1.3 MB hashed), once a process, and only where the fast path would be taken.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from textfix.filters.script._tables import text_rows

__all__ = ["fingerprint", "tables_hold", "tables_version"]


@cache
def fingerprint() -> str:
    """Twenty hexadecimal digits over the names and contents of the installed OpenCC's data."""
    import hashlib

    import opencc

    folder = Path(opencc.__file__).parent / "clib" / "share" / "opencc"
    digest = hashlib.sha256(opencc.__version__.encode())
    for path in sorted(folder.glob("*.ocd2")) + sorted(folder.glob("*.json")):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


@cache
def tables_hold() -> bool:
    """Whether the installed OpenCC is the one that the tables were made from."""
    return text_rows("opencc")["fingerprint"] == fingerprint()


def tables_version() -> str:
    """The version of the OpenCC that the tables were made from.

    >>> tables_version()
    '1.4.2'
    """
    return text_rows("opencc")["version"]
