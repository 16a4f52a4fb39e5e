"""What a byte that is left over was: its character, where the text around tells it.

Of 然 (C8 BB) the first byte is lost; `_salvage` finds that BB belongs to nobody. Whether the lost
byte stood before it or behind, and which it was, is asked of the same search and the same model
that repair mojibake of decoded text (`textfix._bytesearch`): one machine, two doors.

What it does not do: find the byte (`_salvage`), or fill in more than one character.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Filler"]

# By how many nats the best character must beat the next one. Of lost bytes in decoded text 96 % are
# right from 3 nats on (docs/mojibake.md); there the evidence is the same.
_CLEAR = 3.0
# Characters on either side are all that the model weighs; so many bytes hold them.
_AROUND = 8
# Characters around that must be there to tell anything: two are what the model weighs on one side.
_TOLD = 4
# Searches in one file: a millisecond each. A file with more bytes left over is noise.
_MOST = 32
_CODECS = {
    "gb18030": "gbk",
    "big5hkscs": "big5hkscs",
    "cp932": "cp932",
    "cp949": "cp949",
    "euc_jp": "euc_jp",
}


class Filler:
    """Fills in the bytes that are left over in one file, up to a number of them.

    >>> data = "口见面，然后一起去".encode("gb18030")
    >>> Filler()(data[:8] + data[9:], 8, "gb18030")
    '然'
    """

    __slots__ = ("_left",)

    def __init__(self) -> None:
        self._left = _MOST

    def __call__(self, data: bytes, at: int, encoding: str) -> str | None:
        """The character of which ``data[at]`` is what is left; None if it cannot be told."""
        name = _CODECS.get(encoding)
        if name is None or self._left == 0:
            return None
        self._left -= 1
        from textfix._bytelattice import Alternative
        from textfix._bytesearch import search
        from textfix._multibyte import codec

        table, byte = codec(name), data[at : at + 1]
        cell = (Alternative((table.leads(), byte)), Alternative((byte, table.trails())))
        before = _text(data[:at][-_AROUND:], encoding, from_start=False)
        after = _text(data[at + 1 : at + 1 + _AROUND], encoding, from_start=True)
        if len(before) + len(after) < _TOLD:
            return None
        found = search([cell], table, before=before, after=after, best=2)
        if not found or (len(found) > 1 and found[1].nats - found[0].nats < _CLEAR):
            return None
        return found[0].text


def _text(data: bytes, encoding: str, *, from_start: bool) -> str:
    """What the bytes beside a gap say; a character cut at the far end is left out."""
    cuts: Callable[[int], bytes] = (
        (lambda cut: data[: len(data) - cut]) if from_start else (lambda cut: data[cut:])
    )
    for cut in range(3):
        try:
            return cuts(cut).decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""
