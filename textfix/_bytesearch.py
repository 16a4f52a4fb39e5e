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
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from textfix._bytelattice import BOUNDARY, Alternative, Cell, Lattice, Place, known
from textfix._charmodel import MOST, UNIT, Form, load

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from textfix._charmodel import CharModel
    from textfix._multibyte import Codec

__all__ = [
    "BOUNDARY",
    "WIDTH",
    "WITHIN",
    "Alternative",
    "Cell",
    "Place",
    "Reading",
    "known",
    "search",
]

# States kept at a node. Exact on every second damaged item (dev, bytes lost or injected): 6 states
# .514, 12 .531, 24 .534, 48 .534, at 41, 38, 28 and 19 kB a second.
WIDTH = 12

# A state that costs so many nats more than the best one at the same node is dropped: between 8 and
# 20 nothing changes but the time, by a fifth.
WITHIN = 10.0

# A state so many times `WITHIN` behind the best one at any node of the last few cells is dropped,
# whatever its node: a reading shifted against the right one falls ten nats behind with each
# character. Exact of 476 damaged items (dev, bytes lost): at 25 nats 270, at 30 271, at 35 280, at
# 40 and without a bound 281, at 40 in three quarters of the time.
_BEHIND = 4
_CELLS = 4  # no character is longer

_NO_EXTRA: Mapping[str, int] = MappingProxyType({})


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
# Histories that reach a state: what the best of them costs, the histories, what the step costs,
# code point (-1: none) and node. They become histories of the state only if the state is kept:
# nine in ten are not.
_Arrival = tuple[int, list[_Entry], int, int, int]
_Arrivals = dict[int, list[_Arrival]]
_Column = tuple["NDArray[np.uint32]", "NDArray[np.uint16]", "NDArray[np.int32]"]
_FAR = 1 << 40
_NONE = 0xFFFF  # no character yet: no fold's number
_cost = itemgetter(0)


def search(
    cells: Sequence[Cell],
    codec: Codec,
    *,
    form: Form = Form.EITHER,
    before: str = "",
    after: str = "",
    extra: Mapping[str, int] = _NO_EXTRA,
    best: int = 4,
    width: int = WIDTH,
    within: float = WITHIN,
    invent: bool = True,
) -> list[Reading]:
    """The `best` likeliest texts of the cells, cheapest first; fewer if there are fewer.

    `before` and `after` are the text around, of which two characters each are weighed; `form` is
    the script; `extra` what BMP characters cost beyond the model (sixteenths of a nat, also below
    nought): what the caller knows about them here. With `invent` off, no character is read that
    could be more than `OPTIONS` others: of it nothing is left but what stands around it. No text is
    found where every way breaks a character: ``[]``.

    >>> from textfix._multibyte import codec
    >>> lead = Alternative((bytes(range(0x81, 0xFF)),))
    >>> cells = [(lead,), *known(b"\\xe9\\xb9\\xdd\\xc0\\xef")]  # of 书 the first byte is lost
    >>> [reading.text for reading in search(cells, codec("gbk"), before="在图", best=1)]
    ['书馆里']
    """
    model = load()
    around = [Alternative((char,)) for char in after[:2]]
    lattice = Lattice([*cells, *((one,) for one in around)], codec, invent=invent)
    folds = [_NONE, model.edge, *(int(model.home[min(ord(c), 0xFFFF)]) for c in before[-2:])]
    beams: list[_Arrivals] = [{} for _ in lattice.arcs]
    beams[0][folds[-2] << 16 | folds[-1]] = [(0, [(0, None, 0, 0)], 0, -1, 0)]
    steps = _Steps(model, beams, _weights(form, extra), best, width, round(within * UNIT))
    fronts = [_FAR] * (len(lattice.cell) + 1)  # what the best state in each cell costs
    behind = _BEHIND * steps.within
    for node, arrivals in enumerate(beams[:-1]):
        if not arrivals:
            continue
        cell = lattice.cell[node]
        most = min(fronts[max(0, cell - _CELLS) : cell + 1]) + behind
        states, ahead = steps.kept(arrivals, most)
        if not states:
            continue
        fronts[cell] = min(fronts[cell], ahead)
        for to, points, cost in lattice.edges(node):
            if ahead + cost > most or ahead + cost > steps.bounds[to]:
                continue
            if points is None:
                steps.skip(states, to, cost)
            elif isinstance(points, int):
                steps.one(states, node, to, points, cost)
            elif len(points) > 1:
                steps.many(states, node, to, points, cost)
            elif len(points):
                steps.one(states, node, to, int(points[0]), cost)
    ends = sorted(
        (entry for arrivals in beams[-1].values() for entry in _histories(arrivals, best)),
        key=_cost,
    )
    return _readings(ends, lattice.cell, len(around), best)


def _histories(arrivals: list[_Arrival], best: int) -> list[_Entry]:
    """The best histories of a state, cheapest first."""
    if len(arrivals) == 1:
        _, entries, more, point, node = arrivals[0]
        if point < 0:
            return [(c + more, back, p, n) for c, back, p, n in entries]
        return [(entry[0] + more, entry, point, node) for entry in entries]
    found: list[_Entry] = []
    for _, entries, more, point, node in arrivals:
        if point < 0:
            found += [(c + more, back, p, n) for c, back, p, n in entries]
        else:
            found += [(entry[0] + more, entry, point, node) for entry in entries]
    return sorted(found, key=_cost)[:best]


def _weights(form: Form, extra: Mapping[str, int]) -> NDArray[np.int16]:
    """What each BMP character costs within its fold, and beyond."""
    weights: NDArray[np.int16] = load().form[form].astype(np.int16)
    for char, cost in extra.items():
        weights[ord(char)] += cost
    return weights


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


class _Steps:
    """The moves from a node's states along one edge: over nothing, one character, one of many."""

    __slots__ = (
        "beams",
        "best",
        "bounds",
        "columns",
        "homes",
        "model",
        "rows",
        "scalar_weights",
        "weights",
        "width",
        "within",
    )

    def __init__(
        self,
        model: CharModel,
        beams: list[_Arrivals],
        weights: NDArray[np.int16],
        best: int,
        width: int,
        within: int,
    ) -> None:
        self.model, self.beams, self.weights = model, beams, weights
        self.best, self.width, self.within = best, width, within
        self.homes = model.home.data
        self.scalar_weights = weights.data
        self.bounds = [_FAR] * len(beams)  # what a state at a node may cost, by those known so far
        self.columns: dict[int, _Column] = {}
        # What known triples cost and one more, by state and fold; nought between uses.
        self.rows = np.zeros((width, int(model.home.max()) + 1), dtype=np.int16)

    def kept(self, arrivals: _Arrivals, most: int) -> tuple[_States, int]:
        """The `width` states that cost least, none of them `within` more than the first nor above
        `most`; and what the first costs.
        """
        if len(arrivals) == 1:
            ((state, way),) = arrivals.items()
            ahead = way[0][0] if len(way) == 1 else min(map(_cost, way))
            return ({state: _histories(way, self.best)} if ahead <= most else {}), ahead
        ranked = sorted(
            [
                (way[0][0] if len(way) == 1 else min(map(_cost, way)), state)
                for state, way in arrivals.items()
            ]
        )
        ahead = ranked[0][0]
        most = min(most, ahead + self.within)
        return {
            state: _histories(arrivals[state], self.best)
            for cost, state in ranked[: self.width]
            if cost <= most
        }, ahead

    def _arrive(
        self, to: int, state: int, entries: list[_Entry], more: int, point: int, node: int
    ) -> None:
        cost = entries[0][0] + more
        if cost > self.bounds[to]:
            return
        if cost + self.within < self.bounds[to]:
            self.bounds[to] = cost + self.within
        arrival = (cost, entries, more, point, node)
        there = self.beams[to]
        if state in there:
            there[state].append(arrival)
        else:
            there[state] = [arrival]

    def skip(self, states: _States, to: int, cost: int) -> None:
        for state, entries in states.items():
            self._arrive(to, state, entries, cost, -1, 0)

    def one(self, states: _States, node: int, to: int, point: int, cost: int) -> None:
        place = min(point, 0xFFFF)  # astral characters count as noncharacters
        home = self.homes[place]
        cost += self.scalar_weights[place]
        model = self.model
        for state, entries in states.items():
            older, last = state >> 16, state & 0xFFFF
            new = model.pair(last, home) if older == _NONE else model.triple(older, last, home)
            more = cost + min(new, MOST)
            self._arrive(to, last << 16 | home, entries, more, point, node)

    def many(
        self, states: _States, node: int, to: int, points: NDArray[np.uint32], cost: int
    ) -> None:
        _, homes, weights = self._column(points)
        new = np.minimum(self._costs(states, homes), MOST) + weights
        start = np.array([entries[0][0] for entries in states.values()])
        new += cost
        total = (new + start[:, None]).ravel()
        kept = np.flatnonzero(total <= min(int(total.min()) + self.within, self.bounds[to]))
        if len(kept) > self.width:
            kept = kept[total[kept].argpartition(self.width)[: self.width]]
        rows = list(states.items())
        options = kept % len(points)
        for row, more, home, point in zip(
            (kept // len(points)).tolist(),
            new.ravel()[kept].tolist(),
            homes[options].tolist(),
            points[options].tolist(),
            strict=True,
        ):
            state, entries = rows[row]
            self._arrive(to, (state & 0xFFFF) << 16 | home, entries, more, point, node)

    def _column(self, points: NDArray[np.uint32]) -> _Column:
        """The points, their folds and what they cost within those; made once a search."""
        column = self.columns.get(id(points))
        if column is None:
            weights = self.weights.take(points, mode="clip").astype(np.int32)
            column = (points, self.model.homes(points), weights)
            self.columns[id(points)] = column  # it holds the points, so that no others get their id
        return column

    def _costs(self, states: _States, homes: NDArray[np.uint16]) -> NDArray[np.int32]:
        """What each fold costs after each state, as `CharModel.triples` says.

        Few triples begin with a state's characters: they are laid out in its row, of which each
        fold then reads its place. That takes a third of the time of searching for every fold.
        """
        model, rows = self.model, self.rows
        last = np.array([state & 0xFFFF for state in states], dtype=np.uint16)
        new = model.pairs(last[:, None], homes)
        laid: list[tuple[int, NDArray[np.uint64]]] = []
        for row, state in enumerate(states):
            older = state >> 16
            found = None if older == _NONE else model.thirds(older, state & 0xFFFF)
            if found is not None:
                more, folds, costs = found
                new[row] += more
                rows[row, folds] = costs + np.int16(1)
                laid.append((row, folds))
        if laid:
            known = rows[: len(states)].take(homes, axis=1)
            np.copyto(new, known - np.int16(1), where=known > 0)
            for row, folds in laid:
                rows[row, folds] = 0
        return new
