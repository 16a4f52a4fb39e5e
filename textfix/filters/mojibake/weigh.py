"""What readings cost under the character model, many at once, and whether a text is plain.

One call to NumPy costs as much as a look-up of 30 characters, so all readings of a line are
weighed together: joined by line feeds, which is what stands at a text's edges anyway.

What it does not do: choose.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from textfix._charmodel import UNIT, Form, load
from textfix._text import codepoints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["along", "nats", "plain"]

# A character that repeats the one before it, or follows it in the code table, costs so much
# (sixteenths: 2 nats), no more and no less: rules of ─, rows of a table and alphabets are cheap to
# write, however rare their characters are, and a megabyte of one character is no evidence.
_REPEATED = 32
# A character is everyday from here (sixteenths: 9.5 nats alone, one in 13,000).
_EVERYDAY = 152
# The share of everyday characters in plain text. Of good lines (dev) 95 % have .67 and more, of
# UTF-8 read as GBK, once or twice, none .37.
_PLAIN = 0.6


def along(points: NDArray[np.uint32], form: Form = Form.EITHER) -> NDArray[np.int32]:
    """What each character costs after the one before, in sixteenths; each row begins a line."""
    model = load()
    homes = model.homes(points)
    before = np.empty_like(homes)
    before[..., 0] = model.edge
    before[..., 1:] = homes[..., :-1]
    costs = model.pairs(before, homes)
    costs += model.forms(points, form)
    # Unsigned: a step back of one is 2**32 - 1.
    step = points[..., 1:] - points[..., :-1]
    np.copyto(costs[..., 1:], _REPEATED, where=step + np.uint32(1) <= 2)
    return costs


def nats(texts: Sequence[str], form: Form = Form.EITHER) -> list[float]:
    """What each text costs, in nats, by pairs of characters; none is empty or holds a line feed.

    >>> likely, unlikely = nats(["长沙市", "é•¿æ²™å¸‚"])
    >>> likely < unlikely
    True
    """
    joined = "\n".join(texts)
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    starts = [0]
    for text in texts[:-1]:
        starts.append(starts[-1] + len(text) + 1)
    sums: list[float] = (np.add.reduceat(along(points, form), starts) / UNIT).tolist()
    return sums


def plain(text: str) -> bool:
    """Whether most of the hanzi, kana and hangul of `text` are everyday ones.

    >>> plain("长沙市的街"), plain("闀挎矙甯傜殑"), plain("abc")
    (True, False, False)
    """
    kinds = _kinds().take(codepoints(text), mode="clip")
    count = int(np.count_nonzero(kinds))
    return count > 0 and int(np.count_nonzero(kinds == _COMMON)) >= _PLAIN * count


_LETTER, _COMMON = 1, 2
# Kana, hanzi, hangul, private use and compatibility ideographs, half-width katakana.
_LETTERS = (
    *((0x3041, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7A3)),
    *((0xE000, 0xFAFF), (0xFF66, 0xFF9F)),
)


@cache
def _kinds() -> NDArray[np.uint8]:
    """For each BMP character: 0, or `_LETTER` of Chinese, Japanese, Korean, or `_COMMON` one.

    Everyday ones below the surrogates only: what is private use or a compatibility form is none.
    """
    common = load().alone(np.arange(0x10000, dtype=np.uint32)) <= _EVERYDAY
    common[0xD800:] = False
    kinds = np.zeros(0x10000, dtype=np.uint8)
    for first, last in _LETTERS:
        kinds[first : last + 1] = _LETTER + common[first : last + 1]
    kinds.flags.writeable = False
    return kinds
