"""`Repair` and `Setting`: what the rooms of `mojibake` give and are given.

Every room (chains, lost bytes, injected readings) looks at one line and returns repairs with an
honest margin; none of them decides. `decision` turns a margin into an applicability, by measured
precision.
"""

from __future__ import annotations

from dataclasses import dataclass

from textfix._charmodel import Form

__all__ = ["Repair", "Setting"]


@dataclass(frozen=True, slots=True)
class Repair:
    """One span of a line read anew. Offsets are code points of the line, half open.

    `text`: what the span was, as far as is known. `kind`: how it was damaged; the rule is
    ``mojibake.`` and the kind. `chain`: the way the damage came about, for people
    (``gbk→latin-1``, ``byte lost``). `margin`: by how many nats this reading is better than the
    next best one of the same span, leaving it as it is included. `others`: the next best readings.
    """

    start: int
    end: int
    text: str
    kind: str
    chain: str
    margin: float
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What the document shows, as evidence for each of its lines.

    `form`: its script. `chains`: those that repaired other lines, most frequent first.
    `readings`: pairs of a hanzi and a reading that stand in the open, the site's injection table.
    """

    form: Form = Form.EITHER
    chains: tuple[str, ...] = ()
    readings: frozenset[tuple[str, str]] = frozenset()
