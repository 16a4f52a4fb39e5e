"""Codecs that Python lacks: EUC-TW and ISO-2022-CN, found under their names once this is loaded.

So that ``data.decode(decoded.encoding)`` is true of every answer, ``euc_tw`` and ``iso2022_cn``
are registered with Python's own ``codecs`` when ``textfix.decoding`` is imported (the argument:
docs/adr/0104). Names that Python or another package already has are never answered here, for
search functions are asked in order. Only the first use of a name loads its module and table.
"""

from __future__ import annotations

import codecs

__all__ = ["OURS", "find", "register"]

# Names as the codecs module asks for them: lower case, "-" and " " made "_".
_NAMES = {
    "euc_tw": "euc_tw",
    "euctw": "euc_tw",
    "iso2022_cn": "iso2022_cn",
    "iso_2022_cn": "iso2022_cn",
    "iso_2022_cn_ext": "iso2022_cn",
}
OURS = frozenset(_NAMES.values())


def find(name: str) -> codecs.CodecInfo | None:
    """The search function.

    >>> find("euc_tw").name, find("klingon")
    ('euc_tw', None)
    """
    codec = _NAMES.get(name)
    if codec == "euc_tw":
        from textfix.decoding._euc_tw import INFO

        return INFO
    if codec == "iso2022_cn":
        from textfix.decoding._iso2022_cn import INFO

        return INFO
    return None


def register() -> None:
    """Make ``find`` known to Python, once."""
    try:
        codecs.lookup("euc_tw")
    except LookupError:
        codecs.register(find)
