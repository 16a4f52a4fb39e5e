"""From a margin to an applicability, by measured precision.

A repair knows by how many nats it beats every other reading of its span. How often a reading of
that margin is the right one depends on how the text was damaged, so each kind has its own bars:
from the upper one on it is written by default (`safe`), from the lower one on by request
(`unsafe`: the best guess), below it is only shown (`display`).

The bars are where precision was measured (docs/mojibake.md has the table): of the characters
written by default, at least 99 % right where nothing was lost and 96 % where bytes were.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textfix._edits import Applicability, Tag

if TYPE_CHECKING:
    from textfix.filters.mojibake.repair import Repair

__all__ = ["BARS", "Bar", "tag_of"]


class Bar(NamedTuple):
    """Margins in nats from which a repair is made by default, and from which by request."""

    safe: float
    unsafe: float


BARS: dict[str, Bar] = {
    "western": Bar(12.0, 0.0),
    "cjk": Bar(12.0, 0.0),
    "lost": Bar(3.0, 0.0),
    "injected": Bar(2.0, 0.0),
}
# What a kind is called as a rule: the name of the damage found, never of the remedy. What cannot be
# repaired at all is `mojibake.lost` (`gone`).
_RULES = {"lost": "mojibake.byte-lost", "injected": "mojibake.reading-injected"}
# For people; the chain says more.
_WORDS = {
    "western": "bytes read in the wrong encoding",
    "cjk": "bytes read in the wrong encoding",
    "lost": "a byte is missing here",
    "injected": "a reading was put between the bytes of a character",
}
# Margins are shown in whole nats, and no further than here: e**40 to one is certain enough.
_SHOWN = 40


def tag_of(repair: Repair) -> Tag:
    """Rule, applicability and reason of a repair.

    >>> from textfix.filters.mojibake.repair import Repair
    >>> tag_of(Repair(0, 2, "海", "lost", "byte lost", 9.3))  # doctest: +ELLIPSIS
    Tag(rule='mojibake.byte-lost', ..., why='a byte is missing here: byte lost; 9 nats clear')
    """
    bar = BARS[repair.kind]
    if repair.margin >= bar.safe:
        level = Applicability.SAFE
    elif repair.margin >= bar.unsafe:
        level = Applicability.UNSAFE
    else:
        level = Applicability.DISPLAY
    margin = min(int(repair.margin), _SHOWN)
    clear = f"{margin}{'+' if margin == _SHOWN else ''} nats clear"
    why = f"{_WORDS[repair.kind]}: {repair.chain}; {clear}"
    if repair.others and level is not Applicability.SAFE:
        why += f"; or {', '.join(repair.others[:3])}"
    return Tag(_RULES.get(repair.kind, f"mojibake.{repair.kind}"), level, why)
