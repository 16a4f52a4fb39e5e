"""The rooms of `mojibake` asked in order, about one stretch of a line.

Chains first (they explain whole lines), then readings injected inside characters (they leave the
byte that they pushed out), then lost bytes (which would explain anything, at a price). A later
room's repair that touches an earlier one's is dropped.

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
            if all(repair.end <= other.start or other.end <= repair.start for other in found):
                found.append(repair)
        if found and found[0].start == 0 and found[0].end == len(line):
            break
    return sorted(found, key=lambda repair: repair.start)


def _rooms() -> Sequence[Callable[[str, Setting], Sequence[Repair]]]:
    from textfix.filters.mojibake import chains, western

    return (chains.repairs, western.repairs)
