"""`Piece`: readings of one stretch laid beside each other, place by place.

What: where two readings differ (`changed`), what each says there (`between`), and how sure that
makes the best one (`margin_of`).

What it does not do: find readings (`look`).
"""

from __future__ import annotations

from math import exp, log
from typing import NamedTuple

__all__ = ["Piece", "between", "changed", "margin_of"]


class Piece(NamedTuple):
    """A character of a reading: twice the offsets in the window between which it stands (odd:
    inside a character), and its text with the reading that was injected behind it.
    """

    start: int
    end: int
    text: str


def changed(own: list[Piece], new: list[Piece]) -> list[tuple[int, int]]:
    """The places between which `new` differs from `own`; two equal characters part two changes."""
    same = set(own)
    runs: list[tuple[int, int]] = []
    low = 0
    open_run = False
    for piece in [*new, Piece(own[-1].end, own[-1].end, "")]:
        if piece not in same and piece.text:
            open_run = True
            continue
        if open_run:
            if runs and low - runs[-1][1] <= 2:
                runs[-1] = (runs[-1][0], piece.start)
            else:
                runs.append((low, piece.start))
        open_run = False
        low = piece.end
    return runs


def between(pieces: list[Piece], low: int, high: int) -> str | None:
    """What stands between two places; None if a character reaches over one of them."""
    if any(piece.start < low < piece.end or piece.start < high < piece.end for piece in pieces):
        return None
    return "".join(p.text for p in pieces if p.start >= low and p.end <= high)


def margin_of(new: str, texts: list[tuple[str | None, float]], unseen: float) -> float:
    """Log odds, in nats, that a written character is right, by all readings that were found; not
    below nought.

    Of two readings of one character it is what the first is better by. A stretch that is certain
    but for one character in ten is worth writing, at the odds of one in ten. `unseen` is the weight
    of the readings that were not found, each of which differs in one character.
    """
    weights = [exp(-more) for _, more in texts]
    wrong = sum(
        weight * (1 - _shared(new, text)) for weight, (text, _) in zip(weights, texts, strict=True)
    )
    wrong += unseen / max(len(new), 1)
    share = wrong / (sum(weights) + unseen)
    return max(0.0, log((1 - share) / share)) if share < 1 else 0.0


def _shared(one: str, other: str | None) -> float:
    """The share of the characters of `one` that `other` has in the same place."""
    if other is None:
        return 0.0
    if len(one) == len(other):
        return sum(a == b for a, b in zip(one, other, strict=True)) / max(len(one), 1)
    left, right = _common(one, other)
    return (left + right) / max(len(one), len(other), 1)


def _common(one: str, other: str) -> tuple[int, int]:
    """How many characters two texts share at their beginnings and, of the rest, at their ends."""
    most = min(len(one), len(other))
    left = next((at for at in range(most) if one[at] != other[at]), most)
    most -= left
    right = next((at for at in range(most) if one[-1 - at] != other[-1 - at]), most)
    return left, right
