"""Survey a decoded text for what does not read well, at the speed of the decoding itself.

A byte lost or an encoding mistaken turns text into rare characters, close together. The survey
finds rare characters in one table look-up, the close ones by arithmetic on those, and looks at
the bytes of the few that remain. What it does not do: repair anything (``_lines`` plans that).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textfix.decoding._likelihood import codes_of, score_text
from textfix.decoding._tables import ROWS, tables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from textfix.decoding._rank import Ranked

__all__ = ["GAIN_START", "RARE", "nats_of", "row_of", "starts_cut", "suspects"]

# A character is rare from this cost on (nats x 10); NEAR characters from it on that cost
# WINDOW_COST together (10.7 nats each, running text 6.5) are suspicious: a shifted run costs 13
# each, classical verse stays under 9.
RARE, NEAR, WINDOW_COST = 122, 6, 640
# Characters looked at from a doubtful one on; nats x 10 each from which they are rubbish in any
# alignment; nats that the shifted reading must gain.
LOOK, RUBBISH, GAIN_SHIFTED = 10, 120, 8.0
# What reading from the second byte on must gain in a file's first bytes.
GAIN_START, OPENING = 4.0, 48
# Doubtful places in one window from which on they are no local damage (another encoding, a list
# of rare characters, noise): then only some are looked at, which decides the same.
CROWDED, CROWD_SAMPLE = 4096, 32
# Looks in a row that found nothing, from which on only every STRIDE-th place is looked at in a
# window with more than MANY of them (a page of names or verse has some 50; rare characters by the
# thousand are a dictionary, or noise).
FRUITLESS, STRIDE, MANY = 64, 64, 64
# Share of rare characters from which a window is noise, of which the first places will do.
NOISE = 0.4
# Characters surveyed at a time: bounds the memory, and stays in the cache (a third faster
# than 2^18).
WINDOW = 1 << 16


def suspects(text: str, codec: str, row: int) -> NDArray[np.int64]:
    """Positions (UTF-16 units) in ``text`` that look like rubbish of language row ``row``."""
    import numpy as np

    costs = tables().costs[row]
    found: list[NDArray[np.int64]] = []
    look = _Looks(codec, row)
    total = 0
    for start in range(0, len(text), WINDOW):
        codes = codes_of(text[start : start + WINDOW])
        price = costs.take(codes)
        rare = np.flatnonzero(price >= RARE)
        if len(rare) > NOISE * len(codes):
            rare = rare[:CROWDED]
        if len(rare):
            pairs = rare[:-1][np.diff(rare) < NEAR]
            heavy = pairs[_window_sums(price, pairs) >= WINDOW_COST]
            doubtful = np.concatenate((heavy, _lone_letters(codes, rare)))
            if len(doubtful) > CROWDED:
                doubtful = doubtful[:: len(doubtful) // CROWD_SAMPLE]
            doubtful.sort()
            found.append(_confirmed(codes, doubtful, row, look) + total)
        total += len(codes)
    return np.concatenate(found) if found else np.empty(0, np.int64)


def _confirmed(
    codes: NDArray[np.uint16], doubtful: NDArray[np.int64], row: int, look: _Looks
) -> NDArray[np.int64]:
    """Those of ``doubtful`` that are rubbish all around or read better one byte on.

    Names and verse are dear too; only a few of them survive a look at the bytes.
    """
    import numpy as np

    price = tables().costs[row]
    total = np.zeros(len(doubtful), np.int64)
    high = np.zeros(len(doubtful), np.int64)
    for offset in range(LOOK):
        char = codes.take(doubtful + offset, mode="clip")
        foreign = char >= 0x80
        high += foreign
        total += np.where(foreign, price.take(char), 0)
    rubbish = total >= RUBBISH * high
    kept = doubtful[rubbish][:: 1 + int(np.count_nonzero(rubbish)) // CROWD_SAMPLE].tolist()
    places = doubtful[~rubbish].tolist()
    last = -LOOK
    i = 0
    while i < len(places):
        at = places[i]
        i += STRIDE if look.fruitless >= FRUITLESS and len(places) > MANY else 1
        if at - last >= LOOK // 2 and look.reads_shifted(codes[max(0, at - 1) : at + LOOK]):
            kept.append(at)
            last = at
    return np.array(sorted(kept), np.int64)


class _Looks:
    """Looks at the bytes of doubtful places: which read better one byte on, how many did not."""

    def __init__(self, codec: str, row: int) -> None:
        self._codec, self._row = codec, row
        self._known: dict[bytes, bool] = {}
        self.fruitless = 0

    def reads_shifted(self, window: NDArray[np.uint16]) -> bool:
        """True if the characters of ``window`` gain from being read from their second byte on."""
        units = window.tobytes()
        shifted = self._known.get(units)
        if shifted is None:
            shifted = self._known[units] = self._gain(units) >= GAIN_SHIFTED
        self.fruitless = 0 if shifted else self.fruitless + 1
        return shifted

    def _gain(self, units: bytes) -> float:
        plain = units.decode("utf-16-le", "replace")
        raw = plain.encode(self._codec, "ignore")
        shifted = raw[1:].decode(self._codec, "replace")[:LOOK]
        return nats_of(shifted, self._row) - nats_of(plain, self._row)


def _window_sums(price: NDArray[np.uint8], rare: NDArray[np.int64]) -> NDArray[np.int64]:
    """Cost of the few characters from each rare one on."""
    import numpy as np

    total = np.zeros(len(rare), np.int64)
    for offset in range(NEAR):
        total += price.take(np.minimum(rare + offset, len(price) - 1))
    return total


def _lone_letters(codes: NDArray[np.uint16], rare: NDArray[np.int64]) -> NDArray[np.int64]:
    """Single ASCII characters between others, beside a rare one: trail bytes set free."""
    import numpy as np

    found = []
    last = len(codes) - 2
    for offset in (-2, -1, 1, 2):
        near = rare + offset
        char = codes.take(near, mode="clip")
        near = near[(char >= 0x40) & (char < 0x7F) & (near >= 1) & (near <= last)]
        found.append(near[(codes.take(near - 1) >= 0x80) & (codes.take(near + 1) >= 0x80)])
    return np.concatenate(found)


def starts_cut(data: bytes, main: Ranked) -> bool:
    """True if ``data`` reads better from its second byte on: it begins inside a character."""
    head = data[:OPENING]
    # A lead and a letter are a character (GB 18030 writes 長 as E9 4C), not half of one and a
    # letter: what could be either is left alone.
    if len(head) < 4 or head[0] < 0x80 or head[1] < 0x80:
        return False
    row = row_of(main)
    plain = head.decode(main.encoding, "replace").rstrip("\ufffd")
    cut = head[1:].decode(main.encoding, "replace").rstrip("\ufffd")
    return nats_of("\ufffd" + cut, row) - nats_of(plain, row) >= GAIN_START


def row_of(reading: Ranked) -> int:
    """Row of the tables for the language of a reading; simplified Chinese if it has none."""
    return ROWS.index(reading.language) if reading.language in ROWS else 0


def nats_of(text: str, row: int) -> float:
    """Log likelihood of ``text`` in one language."""
    return score_text(text, (row,), (0.0,)).nats
