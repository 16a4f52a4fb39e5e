"""`CharModel`: how likely a text's characters are, one after another, in nats.

What: an n-gram model (pairs and triples, Witten-Bell back-off) over *folded* characters: a
traditional character stands with its simplified form, Latin letters as one, digits as one. One
table of pairs thus serves both scripts; what a character costs within its fold depends on the
script that the text is in. Chinese first; Japanese, Korean and text in other letters are in it so
that they look like what they are and not like damage.

Why here: repair of mojibake and salvage of bytes ask the same question, "which of these readings
is text?". They share one model, loaded once a process on first need (`load`), read-only.

Costs are integers, sixteenths of a nat (`UNIT`): exact to add, and one byte each in memory. Pairs
lie in one array, each first character's row pushed to where it meets no other (row displacement):
a look-up is two reads, for a scalar and for a column alike.

What it does not do: judge. Thresholds are the callers', with their measurements.
"""

from __future__ import annotations

import struct
import zlib
from bisect import bisect_left
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from textfix._rules import rules_dir

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["MOST", "UNIT", "CharModel", "Form", "load"]

UNIT = 16
# A pair of which nothing is known at all costs no more than this (sixteenths): 25 nats.
MOST = 400
# Triples' back-off that means "no triple begins with this pair".
_NO_TRIPLES = 255


class Form(IntEnum):
    """The script that a text is in, as far as it is known."""

    HANS = 0
    HANT = 1
    EITHER = 2


class CharModel:
    """The model's columns and look-ups. Make it with `load`.

    `home`: the number of each BMP character's fold, ``uint16``, shape ``(65536,)``. `form`: what
    the character costs within its fold, ``uint8``, shape ``(3, 65536)``, rows as in `Form`.

    >>> model = load()
    >>> model.nats("中华人民共和国") < 0.5 * model.nats("涓崕浜烘皯鍏卞")
    True
    """

    __slots__ = (
        "_back",
        "_back2",
        "_check",
        "_cost2",
        "_cost3",
        "_key3",
        "_one",
        "_row",
        "_scalar",
        "edge",
        "form",
        "home",
    )

    def __init__(self, data: bytes) -> None:
        start = data.index(b"\0") + 1
        homes, pairs, triples, slots = struct.unpack_from("<4I", data, start)
        # Told how long it gets, zlib takes half the time: the buffer is not made anew as it grows.
        size = 4 * 65536 + 8 * homes + 4 * pairs + 7 * triples
        body = memoryview(zlib.decompress(memoryview(data)[start + 16 :], bufsize=size))
        at = 0

        def column(count: int, kind: str) -> NDArray[Any]:
            nonlocal at
            width = np.dtype(kind).itemsize
            raw = np.frombuffer(body, "u1", count * width, at).reshape(width, count)
            at += count * width
            if width == 1:
                first_bytes: NDArray[Any] = raw[0]
                return first_bytes
            words: NDArray[Any] = np.ascontiguousarray(raw.T).reshape(-1).view(kind)
            return words

        self.home = column(65536, "<u2")
        forms = [column(65536, "u1"), column(65536, "u1")]
        self.form = np.stack([*forms, _either(*forms)])
        self._one = column(homes, "u1")
        self._back = column(homes, "u1")
        counts, offsets = column(homes, "<u2"), column(homes, "<u4")
        self._row = offsets.astype(np.int64)
        seconds = column(pairs, "<u2")
        first = np.repeat(np.arange(homes, dtype=np.uint16), counts)
        slot = self._row[first] + seconds
        # A place that no pair holds: 65535 is no home's number.
        self._check = np.full(slots, 65535, dtype=np.uint16)
        self._check[slot] = first
        self._cost2 = np.zeros(slots, dtype=np.uint8)
        self._cost2[slot] = column(pairs, "u1")
        self._back2 = np.full(slots, _NO_TRIPLES, dtype=np.uint8)
        self._back2[slot] = column(pairs, "u1")
        places = np.cumsum(column(triples, "<u4").astype(np.uint64))
        self._key3 = places << np.uint64(16) | column(triples, "<u2").astype(np.uint64)
        self._cost3 = column(triples, "u1")
        self.edge = int(self.home[ord("\n")])
        names = ("_one", "_back", "_row", "_check", "_cost2", "_back2", "_key3", "_cost3")
        for name in (*names, "home", "form"):
            getattr(self, name).flags.writeable = False
        # Reading one number from a memoryview costs 40 ns, from an array 100.
        self._scalar = tuple(memoryview(getattr(self, name)) for name in names)

    # -- columns ------------------------------------------------------------------------

    def homes(self, points: NDArray[np.uint32]) -> NDArray[np.uint16]:
        """The folds of code points; astral ones count as noncharacters."""
        return self.home.take(points, mode="clip").astype(np.uint16, copy=False)

    def forms(self, points: NDArray[np.uint32], form: Form = Form.EITHER) -> NDArray[np.int32]:
        """What each character costs within its fold, in sixteenths."""
        cost: NDArray[np.int32] = self.form[form].take(points, mode="clip").astype(np.int32)
        return cost

    def alone(self, points: NDArray[np.uint32], form: Form = Form.EITHER) -> NDArray[np.int32]:
        """What each character costs whatever stands before it, in sixteenths."""
        cost: NDArray[np.int32] = self._one[self.homes(points)] + self.forms(points, form)
        return cost

    def pairs(self, first: NDArray[np.uint16], second: NDArray[np.uint16]) -> NDArray[np.int32]:
        """What each `second` costs after its `first`, in sixteenths; the arrays broadcast."""
        slot = self._row.take(first) + second
        known = self._check.take(slot) == first
        alone = self._back.take(first).astype(np.int32)
        cost: NDArray[np.int32] = alone + self._one.take(second)
        np.copyto(cost, self._cost2.take(slot), where=known)
        return cost

    def _pairs(
        self, first: NDArray[np.uint16], second: NDArray[np.uint16]
    ) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        slot = self._row[first] + second
        known = self._check[slot] == first
        alone = self._back[first].astype(np.int32) + self._one[second]
        return np.where(known, self._cost2[slot], alone), np.where(known, slot, -1)

    def triples(
        self, first: NDArray[np.uint16], second: NDArray[np.uint16], third: NDArray[np.uint16]
    ) -> NDArray[np.int32]:
        """What each `third` costs after its `first` and `second`; the arrays broadcast."""
        cost = self.pairs(second, third)
        _, slot = self._pairs(first, second)
        weight = np.where(slot >= 0, self._back2[slot], _NO_TRIPLES)
        begins = weight != _NO_TRIPLES
        if begins.any():
            slot, weight, third = np.broadcast_arrays(slot, weight, third)
            at = np.broadcast_to(begins, cost.shape)
            key = slot[at].astype(np.uint64) << np.uint64(16) | third[at].astype(np.uint64)
            row = np.searchsorted(self._key3, key)
            row[row == len(self._key3)] = 0
            known = self._key3[row] == key
            cost[at] = np.where(known, self._cost3[row], cost[at] + weight[at])
        return cost

    def costs(
        self, points: NDArray[np.uint32], form: Form = Form.EITHER, *, triples: bool = True
    ) -> NDArray[np.int32]:
        """What each character costs after those before it, in sixteenths, shape ``(n,)``.

        The text is taken to begin on a new line.
        """
        homes = self.homes(points)
        before = np.empty_like(homes)
        before[:1] = self.edge
        before[1:] = homes[:-1]
        cost, slot = self._pairs(before, homes)
        if triples and len(points) > 1:
            at = np.flatnonzero(slot[:-1] >= 0)
            weight = self._back2[slot[at]]
            at, weight = at[weight != _NO_TRIPLES], weight[weight != _NO_TRIPLES]
            key = slot[at].astype(np.uint64) << np.uint64(16) | homes[at + 1].astype(np.uint64)
            row = np.searchsorted(self._key3, key)
            row[row == len(self._key3)] = 0
            known = self._key3[row] == key
            cost[at + 1] = np.where(known, self._cost3[row], cost[at + 1] + weight)
        return np.minimum(cost, MOST) + self.forms(points, form)

    def nats(self, text: str, form: Form = Form.EITHER) -> float:
        """What `text` costs altogether, in nats.

        >>> load().nats("")
        0.0
        """
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        return float(self.costs(points, form).sum()) / UNIT

    # -- scalars ------------------------------------------------------------------------

    def pair(self, first: int, second: int) -> int:
        """What the fold `second` costs after the fold `first`, in sixteenths.

        >>> model = load()
        >>> zhong, guo, yin = (int(model.home[ord(c)]) for c in "中国鶗")
        >>> model.pair(zhong, guo) < 48 < 160 < model.pair(zhong, yin)
        True
        """
        one, back, row, check, cost, _, _, _ = self._scalar
        slot: int = row[first] + second
        if check[slot] == first:
            found: int = cost[slot]
            return found
        alone: int = back[first] + one[second]
        return alone

    def triple(self, first: int, second: int, third: int) -> int:
        """What the fold `third` costs after `first` and `second`, in sixteenths."""
        _, _, row, check, _, back, keys, cost = self._scalar
        slot: int = row[first] + second
        if check[slot] == first:
            weight: int = back[slot]
            if weight != _NO_TRIPLES:
                key = slot << 16 | third
                at = bisect_left(keys, key)
                if at < len(keys) and keys[at] == key:
                    found: int = cost[at]
                    return found
                return weight + self.pair(second, third)
        return self.pair(second, third)

    def thirds(
        self, first: int, second: int
    ) -> tuple[int, NDArray[np.uint64], NDArray[np.uint8]] | None:
        """What may follow two folds: what all others cost more than as pairs, the folds of which
        triples are known, and their costs; `None` where no triple begins so.

        >>> model = load()
        >>> zhong, hua, ren = (int(model.home[ord(c)]) for c in "中华人")
        >>> more, folds, costs = model.thirds(zhong, hua)
        >>> int(costs[folds == ren][0]) == model.triple(zhong, hua, ren)
        True
        """
        _, _, row, check, _, back, keys, _ = self._scalar
        slot: int = row[first] + second
        if check[slot] != first or back[slot] == _NO_TRIPLES:
            return None
        start = bisect_left(keys, slot << 16)
        end = bisect_left(keys, slot + 1 << 16, start)
        folds: NDArray[np.uint64] = self._key3[start:end] & np.uint64(0xFFFF)
        return back[slot], folds, self._cost3[start:end]


def _either(hans: NDArray[np.uint8], hant: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The cost within a fold where either script is as likely: minus log of the mean."""
    likely = np.exp(np.arange(256) / -UNIT)  # of each cost there is
    mean = (likely.take(hans) + likely.take(hant)) / 2
    return np.minimum(255, np.round(-np.log(mean) * UNIT)).astype(np.uint8)


@cache
def load() -> CharModel:
    """The model that ships with textfix: read once a process, shared, read-only."""
    return CharModel((rules_dir() / "language" / "characters.bin").read_bytes())
