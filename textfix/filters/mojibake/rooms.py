"""The rooms of `mojibake` asked in order, about one stretch of a line.

Chains first (they explain whole lines), then readings injected inside characters (they leave the
byte that they pushed out), then lost bytes (which would explain anything, at a price). Of two
repairs that touch, the one with the larger margin stays; a room is not asked about a line that
another one has explained from end to end for certain.

What it does not do: find the stretches (`gate`), decide (`decision`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textfix.filters.mojibake import chains, western
from textfix.filters.mojibake.weigh import plain
from textfix.filters.mojibake.western import pair_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textfix.filters.mojibake.repair import Repair, Setting

__all__ = ["repairs_of"]


def repairs_of(line: str, setting: Setting) -> list[Repair]:
    """What the rooms propose for `line`: sorted and disjoint."""
    found: list[Repair] = []
    for room in _rooms():
        # ftfy takes longer than all else together: only for pairs of bytes that are left.
        if room is western.repairs and not pair_pattern().search(_rest(line, found)):
            continue
        for repair in room(line, setting):
            if not _monotonous(line[repair.start : repair.end]):
                found = _with(found, _doubted(repair))
        if len(found) == 1 and _explains(found[0], line):
            break
    return sorted(found, key=lambda repair: repair.start)


def _with(found: list[Repair], repair: Repair) -> list[Repair]:
    """The repairs with one more, unless a clearer one stands there."""
    rivals = [other for other in found if other.start < repair.end and repair.start < other.end]
    if any(other.margin >= repair.margin for other in rivals):
        return found
    return [other for other in found if other not in rivals] + [repair]


def _rest(line: str, found: Sequence[Repair]) -> str:
    """The line without what is repaired for certain."""
    for repair in found:
        if repair.margin >= _CERTAIN:
            blank = " " * (repair.end - repair.start)
            line = line[: repair.start] + blank + line[repair.end :]
    return line


# Damage of 40 characters has 30 different ones as a rule, damage twice over (é showing as Ã©) at
# least a dozen. Rules, laughter and tables of one character are no evidence, however long they are.
_LONG = 40
_FEW = 8


def _monotonous(span: str) -> bool:
    return len(span) >= _LONG and len(set(span)) <= _FEW


# The most that a reading is clear by whose hanzi are mostly rare ones: it is damage itself, as a
# rule (UTF-8 read as Big5 and taken for GBK). Of good lines (dev) 1 in 100 is so.
_DOUBT = 2.0


def _doubted(repair: Repair) -> Repair:
    if repair.kind == "cjk" and repair.margin > _DOUBT and not plain(repair.text):
        return replace(repair, margin=_DOUBT)
    return repair


# e**12 to one: what another room could make of the line is not worth its time.
_CERTAIN = 12.0


def _explains(repair: Repair, line: str) -> bool:
    return repair.end - repair.start == len(line) and repair.margin >= _CERTAIN


def _rooms() -> Sequence[Callable[[str, Setting], Sequence[Repair]]]:
    return (chains.repairs, western.repairs)
