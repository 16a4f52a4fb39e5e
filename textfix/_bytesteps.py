"""`Steps`: the moves of the byte search, and which states of a node go on.

What: a *state* is the folds of the last two characters, a *history* one way to it, an *arrival* a
step that would make histories of it. `Steps.kept` makes the best states' histories from what
arrived at a node; `skip`, `one` and `many` take them along an edge.

What it does not do: walk the lattice or choose among ends (`textfix._bytesearch`).
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from textfix._charmodel import MOST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._charmodel import CharModel

__all__ = ["FAR", "NONE", "Arrivals", "Entry", "Steps", "cost_of", "histories"]

# A history: (cost, history before, code point, node where the character begins). A state: the
# folds of the last two characters, the older one in the high bits.
Entry = tuple[int, "Entry | None", int, int]
_States = dict[int, list[Entry]]
# Histories that reach a state: what the best of them costs, the histories, what the step costs,
# code point (-1: none) and node. They become histories of the state only if the state is kept:
# nine in ten are not.
_Arrival = tuple[int, list[Entry], int, int, int]
Arrivals = dict[int, list[_Arrival]]
_Column = tuple["NDArray[np.uint32]", "NDArray[np.uint16]", "NDArray[np.int32]"]
FAR = 1 << 40
NONE = 0xFFFF  # no character yet: no fold's number
cost_of = itemgetter(0)


def histories(arrivals: list[_Arrival], best: int) -> list[Entry]:
    """The best histories of a state, cheapest first."""
    if len(arrivals) == 1:
        _, entries, more, point, node = arrivals[0]
        if point < 0:
            return [(c + more, back, p, n) for c, back, p, n in entries]
        return [(entry[0] + more, entry, point, node) for entry in entries]
    found: list[Entry] = []
    for _, entries, more, point, node in arrivals:
        if point < 0:
            found += [(c + more, back, p, n) for c, back, p, n in entries]
        else:
            found += [(entry[0] + more, entry, point, node) for entry in entries]
    return sorted(found, key=cost_of)[:best]


class Steps:
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
        beams: list[Arrivals],
        weights: NDArray[np.int16],
        best: int,
        width: int,
        within: int,
    ) -> None:
        self.model, self.beams, self.weights = model, beams, weights
        self.best, self.width, self.within = best, width, within
        self.homes = model.home.data
        self.scalar_weights = weights.data
        self.bounds = [FAR] * len(beams)  # what a state at a node may cost, by those known so far
        self.columns: dict[int, _Column] = {}
        # What known triples cost and one more, by state and fold; nought between uses.
        self.rows = np.zeros((width, int(model.home.max()) + 1), dtype=np.int16)

    def kept(self, arrivals: Arrivals, most: int) -> tuple[_States, int]:
        """The `width` states that cost least, none of them `within` more than the first nor above
        `most`; and what the first costs.
        """
        if len(arrivals) == 1:
            ((state, way),) = arrivals.items()
            ahead = way[0][0] if len(way) == 1 else min(map(cost_of, way))
            return ({state: histories(way, self.best)} if ahead <= most else {}), ahead
        ranked = sorted(
            [
                (way[0][0] if len(way) == 1 else min(map(cost_of, way)), state)
                for state, way in arrivals.items()
            ]
        )
        ahead = ranked[0][0]
        most = min(most, ahead + self.within)
        return {
            state: histories(arrivals[state], self.best)
            for cost, state in ranked[: self.width]
            if cost <= most
        }, ahead

    def _arrive(
        self, to: int, state: int, entries: list[Entry], more: int, point: int, node: int
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
            new = model.pair(last, home) if older == NONE else model.triple(older, last, home)
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
            found = None if older == NONE else model.thirds(older, state & 0xFFFF)
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
