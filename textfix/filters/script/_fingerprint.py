"""Which OpenCC is installed: a fingerprint of its dictionaries and configurations.

The fast path of `convert` and the tables under ``rules/script/`` hold for the dictionaries that
they were made from. A wheel of another version, or one whose dictionaries somebody changed,
has another fingerprint, and conversion falls back to OpenCC itself.

Costs 1 ms (1.3 MB summed), once a process, and only where the fast path would be taken.
"""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path

from textfix.filters.script._tables import text_rows

__all__ = ["fingerprint", "tables_hold", "tables_version"]


@cache
def fingerprint() -> str:
    """Checksum and size of the names and contents of the installed OpenCC's data.

    Against mistakes, not against malice: CRC-32, since the library of secure hashes alone takes
    2 ms to load.
    """
    import opencc

    folder = Path(opencc.__file__).parent / "clib" / "share" / "opencc"
    total, size = zlib.crc32(opencc.__version__.encode()), 0
    for path in sorted(folder.glob("*.ocd2")) + sorted(folder.glob("*.json")):
        data = path.read_bytes()
        total = zlib.crc32(data, zlib.crc32(path.name.encode(), total))
        size += len(data)
    return f"{total:08x}-{size}"


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
