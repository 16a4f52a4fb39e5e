"""The rooms of `mojibake` asked in order, about one stretch of a line.

Chains first (they explain whole lines), then readings injected inside characters (they leave the
byte that they pushed out), then lost bytes (which would explain anything, at a price). Of two
repairs that touch, the one with the larger margin stays; a room is not asked about a line that
another one has explained from end to end for certain.

What it does not do: find the stretches (`gate`), decide (`decision`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textfix.filters.mojibake.repair import Repair, Setting

__all__ = ["repairs_of"]


def repairs_of(line: str, setting: Setting) -> list[Repair]:
    """What the rooms propose for `line`: sorted and disjoint."""
    found: list[Repair] = []
    for room in _rooms():
        for repair in room(line, setting):
            if _monotonous(line[repair.start : repair.end]):
                continue
            rivals = [
                other for other in found if other.start < repair.end > repair.start < other.end
            ]
            if all(repair.margin > other.margin for other in rivals):
                found = [other for other in found if other not in rivals]
                found.append(repair)
        if len(found) == 1 and _explains(found[0], line):
            break
    return sorted(found, key=lambda repair: repair.start)


# Damage of 40 characters has 30 different ones as a rule, damage twice over (é showing as Ã©) at
# least a dozen. Rules, laughter and tables of one character are no evidence, however long they are.
_LONG = 40
_FEW = 8


def _monotonous(span: str) -> bool:
    return len(span) >= _LONG and len(set(span)) <= _FEW


# e**12 to one: what another room could make of the line is not worth its time.
_CERTAIN = 12.0


def _explains(repair: Repair, line: str) -> bool:
    return repair.end - repair.start == len(line) and repair.margin >= _CERTAIN


def _rooms() -> Sequence[Callable[[str, Setting], Sequence[Repair]]]:
    from textfix.filters.mojibake import chains, western

    return (chains.repairs, western.repairs)
