"""The rooms of `mojibake` asked in order, about one stretch of a line.

Chains first (they explain whole lines), then readings injected inside characters (they leave the
byte that they pushed out), then lost bytes (which would explain anything, at a price). Of two
repairs that overlap, the one that makes the line likelier stays; once a room has explained
something of the line for certain, the later ones are not asked.

What it does not do: find the stretches (`gate`), decide (`decision`).
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from textfix._charmodel import load
from textfix.filters.mojibake import chains, injected, lost, western
from textfix.filters.mojibake.bytecells import LOST_MARKS
from textfix.filters.mojibake.weigh import plain
from textfix.filters.mojibake.western import pair_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textfix.filters.mojibake.repair import Repair, Setting

    Room = Callable[[str, Setting], Sequence[Repair]]

__all__ = ["repairs_of"]


# Sites print the same damaged line on every page: so many are remembered, of 1,024 characters at
# most and 90 as a rule. The answer depends on nothing else. 10 MB built from one damaged article
# hold 457 different ones, each looked at with two settings.
@lru_cache(maxsize=4096)
def repairs_of(line: str, setting: Setting) -> tuple[Repair, ...]:
    """What the rooms propose for `line`: sorted and disjoint."""
    found: list[Repair] = []
    marked = any(mark in line for mark in LOST_MARKS)
    for room in (chains.repairs, injected.repairs, lost.repairs):
        found = _asked(room, line, setting, found)
        if any(repair.margin >= (_CERTAIN if marked else _UNMARKED) for repair in found):
            break  # one damage a line: the bytes of a misread stretch are not lost ones
        if any(repair.chain.startswith("utf-8") for repair in found):
            # Bytes of UTF-8 that were lost are filled in by `chains`. Of 1,974 damaged lines (dev)
            # none came out better for being asked about as lost bytes of GBK, too.
            break
    # ftfy takes longer than all else together: only for pairs of bytes that are left.
    if pair_pattern().search(_rest(line, found)):
        found = _asked(western.repairs, line, setting, found)
    return tuple(sorted(found, key=lambda repair: repair.start))


def _asked(room: Room, line: str, setting: Setting, found: list[Repair]) -> list[Repair]:
    for repair in room(line, setting):
        if not _monotonous(line[repair.start : repair.end]):
            found = _with(line, found, _doubted(repair))
    return found


def _with(line: str, found: list[Repair], repair: Repair) -> list[Repair]:
    """The repairs with one more, unless the line is the likelier with those that stand there.

    Margins do not tell: a misreading supposed where a byte was lost beats leaving the span by 20
    nats, and the lost byte filled in beats the misreading.
    """
    rivals = [other for other in found if other.start < repair.end and repair.start < other.end]
    if rivals and _nats(line, rivals) <= _nats(line, [repair]):
        return found
    return [other for other in found if other not in rivals] + [repair]


def _nats(line: str, repairs: list[Repair]) -> float:
    """What the line costs with these repairs made."""
    parts, at = [], 0
    for repair in sorted(repairs, key=lambda repair: repair.start):
        parts += [line[at : repair.start], repair.text]
        at = repair.end
    return load().nats("".join(parts) + line[at:])


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


# What another room could make of the line is not worth its time. Where a byte was lost a misreading
# is supposed at up to 27 nats (dev); of what was misread without loss seven in eight have 30.
_CERTAIN = 30.0
# The same in a line without a mark of loss. Of 1,974 damaged items (every third of dev) each comes
# out the same, and of lossless ones half as many are searched for lost bytes.
_UNMARKED = 12.0
