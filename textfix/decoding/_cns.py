"""CNS 11643, the character set of Taiwan that EUC-TW and ISO-2022-CN write, as two look-ups.

A *code* is plane << 16 | row << 8 | cell, rows and cells from 21 to 7E (hex). Loaded on first
use from ``rules/decode/cns.tsv`` (175 kB, planes 1 to 7). What it does not do: bytes; those are
the codecs' (``_euc_tw``, ``_iso2022_cn``).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from textfix._rules import rules_dir

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["NONE", "char_of", "characters", "codes", "index"]

# What a code without a character looks up to, in either direction.
NONE = 0
_FIRST, _CELLS, _PLANES = 0x21, 94, 7
_SIZE = _CELLS * _CELLS


def index(
    plane: NDArray[np.int64], row: NDArray[np.int64], cell: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Places in :func:`characters` of codes whose rows and cells are 21 to 7E, planes 1 to 7."""
    return (plane - 1) * _SIZE + (row - _FIRST) * _CELLS + cell - _FIRST


@cache
def characters() -> NDArray[np.uint32]:
    """Code points by :func:`index`; ``NONE`` where a code has no character."""
    import numpy as np

    out = np.zeros(_PLANES * _SIZE, np.uint32)
    for line in (rules_dir() / "decode" / "cns.tsv").read_text("utf-8").split("\n"):
        if line and not line.startswith("#"):
            plane, row, text = line.split("\t")
            cells = np.frombuffer(text.encode("utf-32-le"), "<u4")
            at = (int(plane) - 1) * _SIZE + (int(row, 16) - _FIRST) * _CELLS
            out[at : at + len(cells)] = np.where(cells == 0xFFFD, NONE, cells)
    out.setflags(write=False)
    return out


@cache
def codes() -> NDArray[np.uint32]:
    """Codes by code point; of a character that has two codes, the one in the lower plane."""
    import numpy as np

    chars = characters()
    out = np.zeros(0x110000, np.uint32)
    for plane in range(_PLANES, 0, -1):
        part = chars[(plane - 1) * _SIZE : plane * _SIZE]
        places = np.flatnonzero(part)
        rows, cells = np.divmod(places, _CELLS)
        code = (plane << 16) | (rows + _FIRST) << 8 | (cells + _FIRST)
        out[part[places]] = code
    out.setflags(write=False)
    return out


def char_of(plane: int, row: int, cell: int) -> str | None:
    """The character of one code, or None; any numbers may be asked.

    >>> char_of(1, 0x44, 0x21), char_of(1, 0x20, 0x21)
    ('一', None)
    """
    last = _FIRST + _CELLS
    if not (1 <= plane <= _PLANES and _FIRST <= row < last and _FIRST <= cell < last):
        return None
    at = (plane - 1) * _SIZE + (row - _FIRST) * _CELLS + cell - _FIRST
    code_point = int(characters()[at])
    return chr(code_point) if code_point else None
