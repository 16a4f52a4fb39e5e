"""UTF-16 and UTF-32 without a mark: proposed by their shape, judged by what they say.

UTF-32 has a shape (every unit under 110000 hex). UTF-16 has none where the text is Chinese,
so its readings are scored like any other. A lost byte shifts everything after it; the shift
is found as the place where the other alignment starts to read better.

What it does not do: byte-order marks (``_marks``), reading (``_reading``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textfix.decoding._likelihood import score_text
from textfix.decoding._tables import EAST, ROWS, tables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["find_utf32", "shifts", "wide_scores"]

_ALL = tuple(range(len(ROWS)))
# UTF-16 stores text in any language; the row priors of an unknown text.
_PRIORS = (0.0, -0.5, -0.7, -0.9, 0.0, -1.0, -2.5, -3.0, -2.5, -3.0)
# Log prior of UTF-16 without a mark.
PRIOR = -4.0
# Nats that a lost byte costs, so that the alignment changes for a reason.
SHIFT = 18.0
# Bytes from which on a shift is looked for although the length is even.
SHIFTED = 64
# Mean nats per character above which a 16- or 32-bit reading says nothing: running text in
# any language of the tables stays under 7.5, random bytes lie at 15.
NONSENSE = 9.5
# Units a shift is first located to, in long texts.
BLOCK = 64


def find_utf32(head: bytes) -> str | None:
    """``utf-32-le`` or ``utf-32-be`` if all units of ``head`` are code points that make sense."""
    whole = len(head) & ~3
    if whole < 4 or b"\0" not in head:
        return None
    for codec in ("utf-32-le", "utf-32-be"):
        try:
            text = head[:whole].decode(codec)
        except UnicodeDecodeError:
            continue
        score = score_text(text, _ALL, _PRIORS)
        if score.nats > -NONSENSE * score.n_chars - 5:
            return codec
    return None


# High bytes of the units of real text: Latin, Greek to Arabic, Thai, punctuation, kana, hanzi,
# hangul, full width. Of at most SHAPED bytes this share must have them at one parity; more
# bytes of UTF-16 than that hold a control byte.
_HIGH_BYTES = bytes(
    [
        0,
        1,
        3,
        4,
        5,
        6,
        0x0E,
        0x20,
        0x21,
        0x30,
        0x31,
        *range(0x4E, 0xA0),
        *range(0xAC, 0xD8),
        0xFE,
        0xFF,
    ]
)
SHAPED, SHAPE_SHARE = 64, 0.85
# Controls that no text in single or double bytes holds, but one 16-bit unit in nine does.
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def _wide_shape(window: bytes) -> bool:
    """True if the bytes at one parity could be the high bytes of UTF-16 units."""
    for half in (window[::2], window[1::2]):
        if len(half) - len(half.translate(None, _HIGH_BYTES)) >= SHAPE_SHARE * len(half):
            return True
    return False


def wide_scores(head: bytes) -> dict[str, tuple[float, str]]:
    """Nats and language of ``head`` as UTF-16 in both orders, one lost byte allowed."""
    out: dict[str, tuple[float, str]] = {}
    shaped = len(head) <= SHAPED and _wide_shape(head)
    if not shaped and not _CONTROLS.search(head):
        return out
    even = head[: len(head) & ~1]
    for codec in ("utf-16-le", "utf-16-be"):
        score = score_text(even.decode(codec, "replace"), _ALL, _PRIORS)
        nats = score.nats
        row = ROWS.index(score.language)
        if len(head) % 2 or (nats < -NONSENSE * score.n_chars and len(head) >= SHIFTED):
            # The rubbish after the shift says nothing about the language, so all are tried.
            for other in range(len(EAST) + 1):
                switched = _PRIORS[other] - SHIFT - 0.1 * _least(*_unit_costs(head, codec, other))
                if switched > nats:
                    nats, row = switched, other
        if nats > -NONSENSE * score.n_chars - 5:
            out[codec] = (nats + PRIOR, ROWS[row])
    return out


def _unit_costs(data: bytes, codec: str, row: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Costs (nats x 10) of the units of ``data`` at even and at odd offsets."""
    import numpy as np

    costs = tables().costs[row]
    kind = "<u2" if codec == "utf-16-le" else ">u2"
    even = np.frombuffer(data, kind, count=len(data) // 2)
    odd = (
        np.frombuffer(data, kind, count=(len(data) - 1) // 2, offset=1)
        if len(data) > 2
        else even[:0]
    )
    return costs.take(even).astype(np.int64), costs.take(odd).astype(np.int64)


def _least(here: NDArray[np.int64], there: NDArray[np.int64]) -> int:
    """Least cost of reading ``here`` up to some unit and ``there`` from it on."""
    import numpy as np

    n = min(len(here), len(there))
    before = np.concatenate(([0], np.cumsum(here[:n])))
    after = np.concatenate((np.cumsum(there[:n][::-1])[::-1], [0]))
    return int((before + after).min())


def shifts(data: bytes, codec: str, row: int) -> list[int]:
    """Byte offsets of the bytes to drop so that the rest of UTF-16 ``data`` reads well; often none.

    A two-state Viterbi over blocks of units; each change of alignment is then placed exactly.
    """
    import numpy as np

    here, there = _unit_costs(data, codec, row)
    n = min(len(here), len(there))
    if n < 2:
        return []
    size = max(2, min(BLOCK, n // 16))
    edges = np.arange(0, n, size)
    even, odd = (np.add.reduceat(c[:n], edges) for c in (here, there))
    change = int(SHIFT * 10)
    # All that the other alignment could gain anywhere must pay for one change at least.
    if int(np.maximum(even - odd, 0).sum()) <= change:
        return []
    cost, back = [0, change], []
    for a, b in zip(even.tolist(), odd.tolist(), strict=True):
        stay0, swap0, stay1, swap1 = cost[0], cost[1] + change, cost[1], cost[0] + change
        back.append((swap0 < stay0, swap1 < stay1))
        cost = [min(stay0, swap0) + a, min(stay1, swap1) + b]
    state = 0 if cost[0] <= cost[1] else 1
    changes: list[tuple[int, int]] = []
    for i in range(len(back) - 1, -1, -1):
        if back[i][state]:
            changes.append((i, state))
            state ^= 1
    if state == 1:
        changes.append((0, 1))
    out = []
    for i, into in reversed(changes):
        # The change lies within a block of the edge: the cheapest unit to change at.
        lo, hi = max(0, (i - 1) * size), min(n, (i + 1) * size)
        old, new = (here, there) if into else (there, here)
        before = np.concatenate(([0], np.cumsum(old[lo:hi])))
        after = np.concatenate((np.cumsum(new[lo:hi][::-1])[::-1], [0]))
        unit = lo + int((before + after).argmin())
        # Into the odd alignment drops the byte at 2*unit; back into the even one, at 2*unit+1.
        out.append(2 * unit + (0 if into else 1))
    return out
