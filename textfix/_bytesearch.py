"""`search`: the likeliest texts that bytes can be, where some bytes are lost or in doubt.

What: the input is a row of *cells*. A cell is a few alternatives, an alternative is a cost and
the bytes that would stand there; each byte is a *place*, a set of which any may be it. A known
byte, "this question mark is a lead byte that was lost", "this mark is the two bytes A3 A1", "here
a byte may have vanished": all are cells. The search reads the cells as a multi-byte encoding in
every way that their alternatives allow and returns the texts that cost least under the
character model, with what the alternatives cost.

How: a lattice whose nodes stand between bytes and whose edges are whole characters. At each node
the best states (last two characters, folded) are kept, each with its best few histories. Shifted
readings of the same bytes lie on other nodes, so they do not push each other out, and where
bytes are known two characters make all states one: a stretch without doubt costs one look-up a
byte. Nothing is pruned but states beyond `WIDTH`; the rest is exact, the k best included
(`tests/oracle/test_bytesearch.py` compares with every text in turn).

One machine, two doors: repair of mojibake and salvage of bytes both call it.

What it does not do: say which alternatives a damage has, or whether a reading is good enough.
Its time grows with cells times `WIDTH` times the size of the sets: callers bound the cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from textfix._charmodel import MOST, UNIT, Form, load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from textfix._charmodel import CharModel
    from textfix._multibyte import Codec

__all__ = ["WIDTH", "Alternative", "Cell", "Place", "Reading", "known", "search"]

# States kept at a node. After a lead byte that may be any of 126, the right character is among
# the 24 best by what stands before it in 99 % (dev, "lost lead"); 48 doubled the time for +0.2 %.
WIDTH = 24

# One byte that may be any of these, or (a `str`) a character that bytes cannot say.
Place = bytes | str


@dataclass(frozen=True, slots=True)
class Alternative:
    """What may stand in a cell: its places in order (none: nothing), and the cost of the thought.

    `cost` is in sixteenths of a nat (`UNIT`), as all costs of the model.
    """

    places: tuple[Place, ...]
    cost: int = 0


Cell = tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that the cells can be, with its cost in nats; `cells`: where each character begins."""

    text: str
    nats: float
    cells: tuple[int, ...]


# A history: (cost, history before, code point, node where the character begins). A state: the
# folds of the last two characters, the older one in the high bits.
_Entry = tuple[int, "_Entry | None", int, int]
_States = dict[int, list[_Entry]]
_NONE = 0xFFFF  # no character yet: no fold's number
_cost = itemgetter(0)


@cache
def _known(byte: int) -> Cell:
    return (Alternative((bytes([byte]),)),)


def known(data: bytes) -> list[Cell]:
    """A cell for each byte, without doubt."""
    return [_known(byte) for byte in data]


def search(
    cells: Sequence[Cell],
    codec: Codec,
    *,
    form: Form = Form.EITHER,
    before: str = "",
    after: str = "",
    best: int = 4,
    width: int = WIDTH,
) -> list[Reading]:
    """The `best` likeliest texts of the cells, cheapest first; fewer if there are fewer.

    `before` and `after` are the text around, of which two characters each are weighed; `form` is
    the script. No text is found where every way breaks a character: ``[]``.

    >>> from textfix._multibyte import codec
    >>> lead = Alternative((bytes(range(0x81, 0xFF)),))
    >>> cells = [(lead,), *known(b"\\xa3\\xa1\\xb1\\xcc\\xe1\\xb8\\xdf")]  # ?！碧岣..
    >>> [reading.text for reading in search(cells, codec("gbk"), before="“借船出", best=1)]
    ['海”提高']
    """
    model = load()
    around = [Alternative((char,)) for char in after[:2]]
    lattice = _Lattice([*cells, *((one,) for one in around)], codec)
    folds = [_NONE, model.edge, *(int(model.home[min(ord(c), 0xFFFF)]) for c in before[-2:])]
    beams: list[_States] = [{} for _ in lattice.arcs]
    beams[0][folds[-2] << 16 | folds[-1]] = [(0, None, 0, 0)]
    steps = _Steps(model, beams, form, best, width)
    for node, states in enumerate(beams[:-1]):
        if len(states) > width:
            cheapest = sorted(states.items(), key=lambda state: state[1][0][0])[:width]
            states = dict(cheapest)
        if states:
            for to, points, cost in lattice.edges(node):
                if points is None:
                    steps.skip(states, to, cost)
                elif isinstance(points, int):
                    steps.one(states, node, to, points, cost)
                elif len(points):
                    steps.many(states, node, to, points, cost)
    ends = sorted((entry for entries in beams[-1].values() for entry in entries), key=_cost)
    return _readings(ends, lattice.cell, len(around), best)


def _readings(ends: list[_Entry], cell: list[int], after: int, best: int) -> list[Reading]:
    """The texts of histories, each text once, without the `after` characters of context."""
    found: dict[str, Reading] = {}
    for end in ends:
        chars, nodes = [], []
        entry = end
        while entry[1] is not None:
            chars.append(chr(entry[2]))
            nodes.append(cell[entry[3]])
            entry = entry[1]
        text = "".join(reversed(chars[after:]))
        if text not in found:
            found[text] = Reading(text, end[0] / UNIT, tuple(reversed(nodes[after:])))
            if len(found) == best:
                break
    return list(found.values())


class _Lattice:
    """The arcs between bytes, and the edges: arcs that together make a character.

    `arcs[node]`: (node that it leads to, place or `None` for nothing, cost); they lead upwards.
    `cell[node]`: the cell that the node stands in.
    """

    __slots__ = ("arcs", "cell", "codec")

    def __init__(self, cells: Sequence[Cell], codec: Codec) -> None:
        self.codec = codec
        self.arcs: list[list[tuple[int, Place | None, int]]] = []
        self.cell: list[int] = []
        for number, alternatives in enumerate(cells):
            start = len(self.arcs)
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
                yield to, ord(place), cost
            elif len(place) == 1:
                length = codec.length[place[0]]
                if length == 1:
                    yield to, codec.one[place[0]], cost
                elif length:
                    yield from self._longer((place,), length, to, cost)
            else:
                for length, part in _by_length(codec, place):
                    if length == 1:
                        yield to, codec.points(part), cost
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
                    yield to, self.codec.points(*places, place), cost + more


@lru_cache(maxsize=256)
def _by_length(codec: Codec, place: bytes) -> list[tuple[int, bytes]]:
    """The bytes of a place, parted by the length of the character that they begin."""
    lengths = dict.fromkeys((1, 2, 3, 4), b"")
    for byte in place:
        if codec.length[byte]:
            lengths[codec.length[byte]] += bytes([byte])
    return [(length, part) for length, part in lengths.items() if part]


class _Steps:
    """The moves from a node's states along one edge: over nothing, one character, one of many."""

    __slots__ = ("beams", "best", "form", "model", "scalar_form", "scalar_home", "width")

    def __init__(
        self, model: CharModel, beams: list[_States], form: Form, best: int, width: int
    ) -> None:
        self.model, self.beams, self.form = model, beams, form
        self.best, self.width = best, width
        self.scalar_home = model.home.data
        self.scalar_form = model.form[form].data

    def _arrive(self, to: int, state: int, entries: list[_Entry]) -> None:
        there = self.beams[to]
        if state in there:
            entries = sorted(there[state] + entries, key=_cost)[: self.best]
        there[state] = entries

    def skip(self, states: _States, to: int, cost: int) -> None:
        for state, entries in states.items():
            self._arrive(to, state, [(c + cost, back, p, n) for c, back, p, n in entries])

    def one(self, states: _States, node: int, to: int, point: int, cost: int) -> None:
        place = min(point, 0xFFFF)  # astral characters count as noncharacters
        home = self.scalar_home[place]
        cost += self.scalar_form[place]
        model = self.model
        for state, entries in states.items():
            older, last = state >> 16, state & 0xFFFF
            new = model.pair(last, home) if older == _NONE else model.triple(older, last, home)
            more = cost + min(new, MOST)
            self._arrive(
                to, last << 16 | home, [(entry[0] + more, entry, point, node) for entry in entries]
            )

    def many(
        self, states: _States, node: int, to: int, points: NDArray[np.uint32], cost: int
    ) -> None:
        model = self.model
        homes = model.homes(points)
        keys = np.fromiter(states, dtype=np.uint32, count=len(states))
        older, last = (keys >> 16).astype(np.uint16), (keys & 0xFFFF).astype(np.uint16)
        if _NONE in older:
            new = model.pairs(last[:, None], homes)
        else:
            new = model.triples(older[:, None], last[:, None], homes)
        new = np.minimum(new, MOST) + model.forms(points, self.form) + cost
        start = np.array([entries[0][0] for entries in states.values()])
        total = (new + start[:, None]).ravel()
        most = self.width * self.best
        kept = total.argpartition(most)[:most] if len(total) > most else np.arange(len(total))
        rows = list(states.items())
        for place in kept.tolist():
            row, option = divmod(place, len(points))
            state, entries = rows[row]
            more, point = int(new[row, option]), int(points[option])
            self._arrive(
                to,
                (state & 0xFFFF) << 16 | int(homes[option]),
                [(entry[0] + more, entry, point, node) for entry in entries],
            )
