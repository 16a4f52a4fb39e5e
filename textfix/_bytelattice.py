"""`Cell` and `Lattice`: bytes in doubt, and the characters that they can make.

What: a cell is a few alternatives, an alternative is a cost and the bytes that would stand there;
each byte is a *place*, a set of which any may be it. The lattice of a row of cells has nodes
between bytes, arcs that are places, and edges: arcs that together make a character of an encoding.

What it does not do: weigh characters (`textfix._bytesearch`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from textfix._charmodel import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from textfix._multibyte import Codec

__all__ = ["BOUNDARY", "OPTIONS", "Alternative", "Cell", "Lattice", "Place", "known"]

# A byte that is unknown beside one that is known leaves 190 characters at most. Where two bytes of
# one are unknown there are thousands: only the commonest so many are tried.
OPTIONS = 256

# One byte that may be any of these; or (a `str`) a character that bytes cannot say; or, as an empty
# `str`, `BOUNDARY`: no byte, and a character ends and the next one begins here.
Place = bytes | str
BOUNDARY: Place = ""


@dataclass(frozen=True, slots=True)
class Alternative:
    """What may stand in a cell: its places in order (none: nothing), and the cost of the thought.

    `cost` is in sixteenths of a nat (`UNIT`), as all costs of the model.
    """

    places: tuple[Place, ...]
    cost: int = 0


Cell = tuple[Alternative, ...]


@cache
def _known(byte: int) -> Cell:
    return (Alternative((bytes([byte]),)),)


def known(data: bytes) -> list[Cell]:
    """A cell for each byte, without doubt."""
    return [_known(byte) for byte in data]


class Lattice:
    """The arcs between bytes, and the edges: arcs that together make a character.

    `arcs[node]`: (node that it leads to, place or `None` for nothing, cost); they lead upwards.
    `cell[node]`: the cell that the node stands in.
    """

    __slots__ = ("arcs", "cell", "codec", "invent")

    def __init__(self, cells: Sequence[Cell], codec: Codec, *, invent: bool) -> None:
        self.codec, self.invent = codec, invent
        self.arcs: list[list[tuple[int, Place | None, int]]] = []
        self.cell: list[int] = []
        for number, alternatives in enumerate(cells):
            start = len(self.arcs)
            if len(alternatives) == 1 and len(alternatives[0].places) == 1:  # as nine in ten are
                self.arcs.append([(start + 1, alternatives[0].places[0], alternatives[0].cost)])
                self.cell.append(number)
                continue
            inner = sum(max(0, len(one.places) - 1) for one in alternatives)
            self.arcs += [[] for _ in range(1 + inner)]
            self.cell += [number] * (1 + inner)
            after, free = start + 1 + inner, start + 1
            for one in alternatives:
                node, cost = start, one.cost
                for place in one.places[:-1]:
                    self.arcs[node].append((free, place, cost))
                    node, free, cost = free, free + 1, 0
                self.arcs[node].append((after, one.places[-1] if one.places else None, cost))
        self.arcs.append([])
        self.cell.append(len(cells))

    def edges(self, node: int) -> Iterator[tuple[int, int | NDArray[np.uint32] | None, int]]:
        """From a node: where each edge leads, its code points, its cost.

        The points: one as an ``int``, several as an array, `None` for an edge of no character.
        """
        codec = self.codec
        for to, place, cost in self.arcs[node]:
            if place is None:
                yield to, None, cost
            elif isinstance(place, str):
                yield to, ord(place) if place else None, cost
            elif len(place) == 1:
                length = codec.length[place[0]]
                if length == 1:
                    yield to, codec.one[place[0]], cost
                elif length:
                    yield from self._longer((place,), length, to, cost)
            else:
                for length, part in _by_length(codec, place):
                    if length == 1:
                        yield to, _options(codec, (part,), self.invent), cost
                    else:
                        yield from self._longer((part,), length, to, cost)

    def _longer(
        self, places: tuple[bytes, ...], length: int, node: int, cost: int
    ) -> Iterator[tuple[int, int | NDArray[np.uint32], int]]:
        """The edges that begin with these places and go on at `node`."""
        for to, place, more in self.arcs[node]:
            if place is None:
                yield from self._longer(places, length, to, cost + more)
            elif isinstance(place, bytes):
                if len(places) + 1 < length:
                    yield from self._longer((*places, place), length, to, cost + more)
                elif length == 2 and len(place) == 1 and len(places[0]) == 1:
                    point = self.codec.scalar[places[0][0] << 8 | place[0]]
                    if point:
                        yield to, point, cost + more
                else:
                    yield to, _options(self.codec, (*places, place), self.invent), cost + more


@lru_cache(maxsize=4096)
def _options(codec: Codec, places: tuple[bytes, ...], invent: bool) -> NDArray[np.uint32]:
    """The characters of these places: no private-use ones, and no more than `OPTIONS`."""
    points = codec.points(*places)
    points = points[(points < 0xE000) | (points > 0xF8FF)]
    if len(points) > OPTIONS and not invent:
        return points[:0]
    if len(points) > OPTIONS:
        points = points[load().alone(points).argsort(kind="stable")[:OPTIONS]]
    return points


@lru_cache(maxsize=256)
def _by_length(codec: Codec, place: bytes) -> list[tuple[int, bytes]]:
    """The bytes of a place, parted by the length of the character that they begin."""
    lengths = dict.fromkeys((1, 2, 3, 4), b"")
    for byte in place:
        if codec.length[byte]:
            lengths[codec.length[byte]] += bytes([byte])
    return [(length, part) for length, part in lengths.items() if part]
