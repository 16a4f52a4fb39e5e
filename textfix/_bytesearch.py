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
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from textfix._bytelattice import BOUNDARY, Alternative, Cell, Lattice, Place, known
from textfix._bytesteps import FAR, NONE, Arrivals, Entry, Steps, cost_of, histories
from textfix._charmodel import UNIT, Form, load

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

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
    folds = [NONE, model.edge, *(int(model.home[min(ord(c), 0xFFFF)]) for c in before[-2:])]
    beams: list[Arrivals] = [{} for _ in lattice.arcs]
    beams[0][folds[-2] << 16 | folds[-1]] = [(0, [(0, None, 0, 0)], 0, -1, 0)]
    steps = Steps(model, beams, _weights(form, extra), best, width, round(within * UNIT))
    fronts = [FAR] * (len(lattice.cell) + 1)  # what the best state in each cell costs
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
        (entry for arrivals in beams[-1].values() for entry in histories(arrivals, best)),
        key=cost_of,
    )
    return _readings(ends, lattice.cell, len(around), best)


def _weights(form: Form, extra: Mapping[str, int]) -> NDArray[np.int16]:
    """What each BMP character costs within its fold, and beyond."""
    weights: NDArray[np.int16] = load().form[form].astype(np.int16)
    for char, cost in extra.items():
        weights[ord(char)] += cost
    return weights


def _readings(ends: list[Entry], cell: list[int], after: int, best: int) -> list[Reading]:
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
