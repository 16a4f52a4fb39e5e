"""GBK read as Shift_JIS (ﾄ羲ﾃ for 你好), whose characters do not stand over one another.

What: bytes A1 to DF are a half-width kana each in Shift_JIS, so that a line is written back into
bytes and read as GBK. A stretch begins and ends where characters of both do; it is chosen like
those of `twobyte`, along the bytes.

Which bytes: NEC's and IBM's rows of Windows-31J hold the same 360 kanji twice. A kanji of theirs
may have been either pair of bytes; both are tried.

What it does not do: other encodings. Chinese in them does not come out as Japanese half-width kana.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from textfix._charmodel import UNIT
from textfix.filters.mojibake.onebyte import Reading
from textfix.filters.mojibake.pages import two_byte
from textfix.filters.mojibake.twobyte import BREAK, LEAST, Weighed, borders
from textfix.filters.mojibake.utf8pairs import bytes_of
from textfix.filters.mojibake.weigh import along, nats

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._charmodel import Form
    from textfix.filters.mojibake.repair import Setting

__all__ = ["readings"]

# Half-width kana, of which the lead bytes of most hanzi (B0 to D7) make one each.
_KANA = re.compile("[\uff61-\uff9f]")
# Characters of two codes that are tried both ways, each alone; a line of 40 hanzi has one to four.
_MOST_TWINS = 32


def readings(line: str, points: NDArray[np.uint32], setting: Setting) -> list[Weighed]:
    """The stretches of `line` that were GBK."""
    if _KANA.search(line) is None:
        return []
    codes = two_byte("cp932").codes.take(points, mode="clip")
    edges = np.flatnonzero(np.diff(codes != 0, prepend=False, append=False)).tolist()
    found = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if _KANA.search(line, start, end):
            stretch = _in_run(start, codes[start:end], points, setting.form)
            if stretch is not None:
                found.append(stretch)
    return found


def _in_run(
    start: int, codes: NDArray[np.uint16], points: NDArray[np.uint32], form: Form
) -> Weighed | None:
    codes = _second_codes(codes, form)
    data, starts = bytes_of(codes)
    text, ends = _gbk(data)
    read = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
    cost = np.where(read == 0xFFFD, BREAK, along(read, form))
    # Both costs along the bytes, each at the last byte of its character.
    gains = np.zeros(len(data) + 1, dtype=np.int64)
    gains[starts[1:]] += along(points[start : start + len(codes)], form)
    gains[ends] -= cost
    shared = np.intersect1d(starts, np.append(0, ends))
    sums = gains.cumsum()[shared]
    border = borders(points)[start + np.searchsorted(starts, shared)]
    opened = sums + border
    total = (sums - border)[1:] - np.minimum.accumulate(opened)[:-1]
    if not len(total) or total.max() < LEAST:
        return None
    stop = int(total.argmax()) + 1
    first, last = shared[[int(opened[:stop].argmin()), stop]].tolist()
    at, to = np.searchsorted(starts, (first, last)).tolist()
    i, j = np.searchsorted(np.append(0, ends), (first, last)).tolist()
    reading = Reading(start + at, start + to, text[i:j], "gbk→shift_jis")
    return Weighed(reading, float(total[stop - 1]) / UNIT, float(cost[i:j].sum()) / UNIT)


def _gbk(data: bytes) -> tuple[str, NDArray[np.intp]]:
    """`data` read as GBK, U+FFFD for each byte that is none, and where each character ends."""
    text = data.decode("gbk", "replace")
    points = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
    sizes = np.where((points < 0x80) | (points == 0xFFFD), 1, 2)
    return text, np.cumsum(sizes)


@cache
def _twins() -> NDArray[np.uint16]:
    """The other code of each of cp932's pairs that have two; 0 for those that have one."""
    page = two_byte("cp932")
    twins = np.zeros(65536, dtype=np.uint16)
    codes = np.flatnonzero(page.points)
    first = page.codes[page.points[codes]]
    twins[first[first != codes]] = codes[first != codes]
    return twins


def _second_codes(codes: NDArray[np.uint16], form: Form) -> NDArray[np.uint16]:
    """Codes, with the second one of each character that has two where GBK reads better so."""
    twins = _twins()[codes]
    double = np.flatnonzero(twins)[:_MOST_TWINS].tolist()
    if not double:
        return codes
    options = [_gbk(bytes_of(codes)[0])[0]]
    for row in double:
        changed = codes.copy()
        changed[row] = twins[row]
        options.append(_gbk(bytes_of(changed)[0])[0])
    costs = nats(options, form)
    best = codes.copy()
    for row, cost in zip(double, costs[1:], strict=True):
        if cost < costs[0]:
            best[row] = twins[row]
    return best
