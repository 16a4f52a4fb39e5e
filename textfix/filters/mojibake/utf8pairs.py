"""UTF-8 that was read two bytes a character (鏂囧瓧 for 文字): spans, and what they say.

What: `readings` writes a line back into the bytes of each two-byte page and finds rows of UTF-8
sequences in them that begin and end where characters do. Their structure is strong evidence:
of clean Chinese pairs of GBK, one in 150 looks like the beginning of a three-byte sequence that
its neighbour goes on.

What it does not do: weigh. What comes out may be mojibake itself (`chains` looks again).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from textfix.filters.mojibake.onebyte import Reading, has_cjk
from textfix.filters.mojibake.pages import TwoByte, high_characters, two_byte

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

__all__ = ["PAGES", "bytes_of", "readings"]

# The pages, by what people call them, by `pages`' names, and Python's codecs that know most of
# them; the likelier ones first.
PAGES = (
    ("gbk", "gbk", "gb18030"),
    ("shift_jis", "cp932", "cp932"),
    ("euc-kr", "cp949", "cp949"),
    ("big5", "big5", "cp950"),
    ("euc-jp", "euc_jp", "euc_jp"),
)
_THREE = (
    rb"(?:\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})"
)
_TWO = rb"[\xc2-\xdf][\x80-\xbf]"
# A row of sequences: two of three bytes side by side, or five of two: what chance does not give.
_ROW = re.compile(
    rb"(?:%b|%b)(?:[\x01-\x7f]*(?:%b|%b))*" % (_THREE, _TWO, _THREE, _TWO),
)
_PROOF = re.compile(rb"%b%b|(?:%b){5}|(?:%b){3}" % (_THREE, _THREE, _TWO, _TWO))
# Characters in rows from which on no other page is asked: chance makes none of this length.
_CERTAIN = 6
_EURO = 0x80
_EURO_PAIR = 0xA2E3


def bytes_of(codes: NDArray[np.uint16]) -> tuple[bytes, NDArray[np.intp]]:
    """The bytes of a column of codes, and where each character's begin (and the last end)."""
    double = codes > 255
    ends = np.cumsum(double) + np.arange(1, len(codes) + 1)
    data = np.empty(int(ends[-1]) if len(codes) else 0, dtype=np.uint8)
    data[ends - 1] = codes & 255
    data[ends[double] - 2] = codes[double] >> 8
    starts = np.zeros(len(codes) + 1, dtype=np.intp)
    starts[1:] = ends
    return data.tobytes(), starts


def readings(line: str, points: NDArray[np.uint32]) -> list[Reading]:
    """Every row of UTF-8 in the bytes of `line`, by the page that explains the most of it."""
    best: list[Reading] = []
    most = 0
    for name, page, codec in PAGES:
        # A codec in C looks ahead: what it lacks (€, private use) makes a row shorter, not longer.
        if _PROOF.search(line.encode(codec, "replace")) is None:
            continue
        found, taken = _in_page(line, points, two_byte(page), f"utf-8→{name}")
        if taken > most:
            best, most = found, taken
            if taken >= _CERTAIN:
                break
    return best


def _in_page(
    line: str, points: NDArray[np.uint32], page: TwoByte, chain: str
) -> tuple[list[Reading], int]:
    data, starts = bytes_of(page.codes.take(points, mode="clip"))
    if page.name == "gbk" and "€" in line:
        data, starts = _with_euros(page.codes.take(points, mode="clip"), data, starts)
    found, taken = [], 0
    for match in _ROW.finditer(data):
        if _PROOF.search(data, match.start(), match.end()) is None:
            continue
        first, last = match.span()
        start, end = np.searchsorted(starts, (first, last)).tolist()
        if starts[start] != first or starts[end] != last:
            first, last = _aligned(data, starts, first, last)
            if first >= last:
                continue
        text, start, end = _without_edges(data[first:last].decode(), first, last, starts)
        if text:
            found.append(Reading(start, end, text, chain))
            taken += end - start
    return found, taken


def _with_euros(
    codes: NDArray[np.uint16], data: bytes, starts: NDArray[np.intp]
) -> tuple[bytes, NDArray[np.intp]]:
    """€ is byte 80 or the pair A2E3: the pair where 80 would end a sequence that goes on."""
    for row in np.flatnonzero(codes == _EURO).tolist():
        at = int(starts[row])
        if data[at + 1 : at + 2] and 0x80 <= data[at + 1] < 0xC0:
            lead = max(data.rfind(bytes([byte]), max(0, at - 2), at) for byte in range(0xE0, 0xF0))
            if lead == at - 2 or (lead < 0 and at and 0xC2 <= data[at - 1] < 0xE0):
                codes[row] = _EURO_PAIR
    return bytes_of(codes)


def _aligned(data: bytes, starts: NDArray[np.intp], first: int, last: int) -> tuple[int, int]:
    """The part of a row that begins and ends where characters of the page do."""
    edges = set(starts.tolist())
    good = [
        byte
        for byte in range(first, last + 1)
        if byte in edges and (byte in (first, last) or not 0x80 <= data[byte] < 0xC0)
    ]
    return (good[0], good[-1]) if good else (first, first)


def _without_edges(
    text: str, first: int, last: int, starts: NDArray[np.intp]
) -> tuple[str, int, int]:
    """Without characters at the ends that are no kin of the rest: 陋, C2 AA, is a good hanzi."""
    # Private use: what is UTF-8 here may itself be two bytes a character read wrong.
    kin = _of_pairs if has_cjk(text) else _of_page(text)
    while text:
        start, end = np.searchsorted(starts, (first, last)).tolist()
        if not kin(text[0]) or starts[start] != first:
            first += len(text[0].encode())
            text = text[1:]
        elif not kin(text[-1]) or starts[end] != last:
            last -= len(text[-1].encode())
            text = text[:-1]
        else:
            return text, start, end
    return "", 0, 0


def _of_pairs(character: str) -> bool:
    """Whether a page of two bytes may show a character."""
    return "\ue000" <= character <= "\uf8ff" or has_cjk(character)


def _of_page(text: str) -> Callable[[str], bool]:
    """Whether a character is of the one-byte page that most of `text` is of."""
    masks = high_characters()
    counts: dict[int, int] = {}
    for character in text:
        mask = masks.get(character, 0)
        while mask:
            bit = mask & -mask
            counts[bit] = counts.get(bit, 0) + 1
            mask ^= bit
    page = max(counts, key=lambda bit: counts[bit], default=0)
    return lambda character: bool(masks.get(character, 0) & page)
