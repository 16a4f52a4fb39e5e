"""`Codec`: what the bytes of a multi-byte encoding mean, as tables that a search can read.

What: for each first byte the length of the character that it begins; for each two bytes the
code point; UTF-8's three and four bytes by arithmetic. The tables are read from Python's own
codecs on first use (2 ms each).

Why here: Python decodes whole strings; a search over damaged bytes asks about one character with
a byte unknown, a hundred thousand times.

What it does not do: GB 18030's four-byte characters, JIS X 0212 in EUC-JP (three bytes), and
pairs that stand for two code points (Big5-HKSCS has four).
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from textfix._text import codepoints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Codec", "codec"]

_TAILS = bytes(range(0x80, 0xC0))  # UTF-8's continuation bytes
_FIRST_OF_LENGTH = {2: 0x80, 3: 0x800, 4: 0x10000}  # the least code point; less is overlong


@dataclass(frozen=True, slots=True, eq=False)
class Codec:
    """The tables of one encoding; make it with `codec`.

    `length`: 256 lengths, in bytes, of the character that a byte begins; 0 if it begins none.
    `one`: 256 code points of single bytes. `two`: ``uint32``, shape ``(65536,)``, the code point
    of two bytes, first byte high; 0 where there is none. `utf8`: whether longer ones are UTF-8's.
    """

    name: str
    length: bytes
    one: tuple[int, ...]
    two: NDArray[np.uint32]
    scalar: memoryview  # `two`, for one look-up: 40 ns instead of 100
    utf8: bool

    def points(self, *places: bytes) -> NDArray[np.uint32]:
        """The code points of all characters that have one byte from each place.

        >>> "".join(map(chr, codec("gbk").points(b"\\xba\\xbb", b"\\xa3")))
        '海唬'
        >>> "".join(map(chr, codec("utf-8").points(b"\\xe6", b"\\xb5\\xb6", b"\\xb7")))
        '海涷'
        """
        return _points(self, places)

    def trails(self) -> bytes:
        """Every byte that can be the second of two.

        >>> len(codec("gbk").trails())
        190
        """
        return bytes(sorted(set((np.flatnonzero(self.two) & 0xFF).tolist())))

    def leads(self) -> bytes:
        """Every byte that can be the first of two or more."""
        return bytes(byte for byte in range(256) if self.length[byte] > 1)


@lru_cache(maxsize=4096)
def _points(codec: Codec, places: tuple[bytes, ...]) -> NDArray[np.uint32]:
    sets = [np.frombuffer(place, dtype=np.uint8).astype(np.uint32) for place in places]
    if len(sets) == 1:
        found: NDArray[np.uint32] = np.array(
            [codec.one[byte] for byte in places[0]], dtype=np.uint32
        )
    elif len(sets) == 2:
        found = codec.two[(sets[0][:, None] << 8 | sets[1]).ravel()]
        found = found[found > 0]
    else:
        found = sets[0] & np.uint32(0x7F >> len(sets))
        for place in sets[1:]:
            tails = place[(place >= 0x80) & (place < 0xC0)] & np.uint32(0x3F)
            found = (found[:, None] << np.uint32(6) | tails).ravel()
        surrogate = (found >= 0xD800) & (found < 0xE000)
        found = found[(found >= _FIRST_OF_LENGTH[len(sets)]) & (found < 0x110000) & ~surrogate]
    found.flags.writeable = False
    return found


@cache
def codec(name: str) -> Codec:
    """The tables of a Python codec, by any of its names; ``gbk`` is read as ``gb18030``.

    GB 18030's pairs are GBK's and the user-defined ones (private use), which damage often makes.

    Raises:
        LookupError: Python has no such codec.
    """
    name = codecs.lookup(name).name
    name = "gb18030" if name == "gbk" else name
    one = [0] * 256
    for byte in range(256):
        text = bytes([byte]).decode(name, "replace")
        one[byte] = 0xFFFD if text == "" else ord(text)
    if name == "utf-8":
        length = [1] * 0x80 + [0] * 0x42 + [2] * 0x1E + [3] * 0x10 + [4] * 5 + [0] * 11
        points = np.zeros((256, 256), dtype=np.uint32)
        tail = np.frombuffer(_TAILS, dtype=np.uint8)
        lead = np.arange(0xC2, 0xE0, dtype=np.uint32)[:, None]
        points[0xC2:0xE0, 0x80:0xC0] = (lead & 0x1F) << 6 | (tail & 0x3F)
        two: NDArray[np.uint32] = points.ravel()
    else:
        two = _pairs(name, one)
        leads = set(np.flatnonzero(two.reshape(256, 256).any(axis=1)).tolist())
        length = [1 if one[b] != 0xFFFD else 2 if b in leads else 0 for b in range(256)]
    two.flags.writeable = False
    return Codec(name, bytes(length), tuple(one), two, two.data, name == "utf-8")


def _pairs(name: str, one: Sequence[int]) -> NDArray[np.uint32]:
    """The code points of all byte pairs, decoded in one call, a newline after each."""
    firsts = [byte for byte in range(0x80, 256) if one[byte] == 0xFFFD]
    data = np.full((len(firsts), 0xC0, 3), ord("\n"), dtype=np.uint8)
    data[:, :, 0] = np.array(firsts, dtype=np.uint8)[:, None]
    data[:, :, 1] = np.arange(0x40, 0x100, dtype=np.uint8)
    # No pair swallows the newline after it, and no trail byte is one.
    points = codepoints(data.tobytes().decode(name, "replace"))
    ends = np.flatnonzero(points == ord("\n"))
    single = np.flatnonzero(np.diff(ends, prepend=-1) == 2)
    point = points[ends[single] - 1]
    known = point != 0xFFFD
    codes = (data[:, :, 0].astype(np.uint32) << 8 | data[:, :, 1]).ravel()
    two = np.zeros(65536, dtype=np.uint32)
    two[codes[single[known]]] = point[known]
    return two
