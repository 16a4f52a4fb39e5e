"""`Window`: a stretch of damaged text as cells of bytes, and a reading laid beside it again.

What: each character of the stretch becomes the bytes that it has in the encoding, a mark of loss
(`?`, U+FFFD) the bytes that it may stand for, and places where bytes may have vanished without a
mark a cell that may be empty. `Window.ends` says where in the stretch a reading's characters end.

How bytes get lost (measured on the dev texts, by laying the bytes of damaged and true text beside
each other): a lead byte becomes `?` or U+FFFD or nothing; the trail byte that it leaves behind
pairs with the next lead byte, and so on (a *shift*), until an ASCII character or the line's end
leaves an orphan, which in turn becomes `?` (and with it the ASCII character), U+FFFD or nothing.
A1 to FE after A3, of which A3 is a trail byte, is narrowed as if it were a full-width mark. The
shift makes private-use pairs, which later tools strip.

What it does not do: decide where a stretch is (`lost`) or how good a reading is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from textfix._bytesearch import BOUNDARY, Alternative, Cell, known
from textfix._charmodel import UNIT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textfix._bytesearch import Reading
    from textfix._multibyte import Codec

__all__ = ["LOST_MARKS", "Window"]

# A mark that stands where bytes were lost: QUESTION MARK, U+FF1F FULLWIDTH QUESTION MARK (widened
# afterwards), U+FFFD REPLACEMENT CHARACTER.
LOST_MARKS = "?\N{FULLWIDTH QUESTION MARK}\N{REPLACEMENT CHARACTER}"

_MARKS = frozenset("!,:;?")
_HIGH = bytes(range(0x81, 0xFF))
# An orphan: a trail byte that no character follows or none can begin with.
_ORPHAN = bytes(range(0x80, 0xFF))
# ASCII that an orphan lead byte swallows: a tool reads both as one broken character.
_SWALLOWED = b' ,.()"<?!:;'
# GBK's private-use pairs: AAA1 to AFFE, F8A1 to FEFE; and A140 to A7A0, which shifts hardly make.
_PRIVATE = (bytes([*range(0xAA, 0xB0), *range(0xF8, 0xFF)]), bytes(range(0xA1, 0xFF)))

# What the thoughts cost, in nats. A lost byte is one of 126, each as likely (4.8 nats); the rest
# is how seldom the mark is damage and not a mark.
_ONE = 5  # `?` or U+FFFD is one byte
_CUT = 4  # an orphan before a character that is not ASCII: the damaged part ended there
_TWO = 9  # `?` is an orphan and the lead byte lost after it
_SWALLOW = 4  # `?` is an orphan and an ASCII character
_WIDE = 8  # a narrow character is the two bytes of its full-width twin
_WIDE_MARK = 5  # the same of a mark, which texts are narrowed for
_ORPHAN_MARK = 9  # the same, and the byte before it, which ended up alone, is gone
_VANISHED = 10  # a byte is gone without a mark
_STRIPPED = 12  # a private-use character is gone: two bytes


def _nats(cost: float) -> int:
    return round(cost * UNIT)


def _is_end(char: str) -> bool:
    """Whether an orphan byte may stand before the character, which it could not pair with."""
    return char < "@" or "\uff00" < char < "\uff5f" or char == "\N{REPLACEMENT CHARACTER}"


@cache
def _mark_cell(char: str, codec: Codec, *, ends: bool) -> Cell:
    """The cell of a mark of loss. `ends`: behind it stands ASCII or the line's end.

    A lost lead byte begins a character. An orphan ended one, and was followed by ASCII: by what
    still stands there, by what it swallowed, or by a lead byte that was lost and became ASCII.
    """
    wide = char == "\N{FULLWIDTH QUESTION MARK}" and codec.length[0xA3] == 2
    ways = [
        Alternative((b"\xa3", b"\xbf") if wide else (char,)),
        Alternative((BOUNDARY, _HIGH), _nats(_ONE)),
    ]
    ways.append(Alternative((_ORPHAN, BOUNDARY), _nats(_ONE + (0 if ends else _CUT))))
    if char != "\N{REPLACEMENT CHARACTER}":
        ways.append(Alternative((_ORPHAN, BOUNDARY, _HIGH), _nats(_TWO)))
        ways.append(Alternative((_ORPHAN, BOUNDARY, _SWALLOWED), _nats(_SWALLOW)))
        if not wide and codec.name == "gb18030":
            ways += _twins(char)
    return tuple(ways)


def _twins(char: str) -> list[Alternative]:
    """ASCII may have been full width before it was narrowed: GBK's row A3, with the same low bits.

    `!` of 海” (BA A3 A1 B1): the pair A3 A1 was narrowed although it was none, and BA, which had
    nothing to pair with, became `?` or is gone.
    """
    twin = (b"\xa3", bytes([ord(char) | 0x80]))
    if char not in _MARKS:
        return [Alternative(twin, _nats(_WIDE))]
    return [
        Alternative(twin, _nats(_WIDE_MARK)),
        Alternative((BOUNDARY, _HIGH, *twin), _nats(_ORPHAN_MARK)),
    ]


@cache
def _char_cells(char: str, codec: Codec) -> tuple[Cell, ...]:
    """The cells of one character: one for each byte, one in all for ASCII."""
    if " " < char < "\x7f":
        ways = [Alternative((char.encode(),))]
        if codec.name == "gb18030":
            ways += _twins(char)
        return (tuple(ways),)
    if char == "\N{EURO SIGN}" and codec.name == "gb18030":
        # Windows-936 reads the byte 80, a trail byte of GBK, as the euro sign.
        return ((Alternative((char,)), Alternative((b"\x80",))),)
    try:
        data = char.encode(codec.name)
    except UnicodeEncodeError:
        data = b""
    if data and codec.length[data[0]] == len(data):
        return tuple(known(data))
    return ((Alternative((char,)),),)


_LEAD_GONE = Alternative((BOUNDARY, _HIGH), _nats(_VANISHED))
_ORPHAN_GONE = Alternative((_ORPHAN, BOUNDARY), _nats(_VANISHED))
_ORPHAN_CUT = Alternative((_ORPHAN, BOUNDARY), _nats(_VANISHED + _CUT))
_MAYBE_LEAD: Cell = (Alternative(()), _LEAD_GONE, _ORPHAN_CUT)
_MAYBE_ORPHAN: Cell = (Alternative(()), _LEAD_GONE, _ORPHAN_GONE)
_MAYBE_INSIDE: Cell = (Alternative(()), _LEAD_GONE)
_MAYBE_PAIR: Cell = (Alternative(()), Alternative(_PRIVATE, _nats(_STRIPPED)))


@dataclass(slots=True)
class Window:
    """A stretch as cells. `given`: cells that the caller knows better, by offset. `places[cell]`:
    twice the offset of the character that the cell begins, one more if it stands inside it.
    """

    text: str
    codec: Codec
    given: Mapping[int, Cell] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def add(self, *, flags: Sequence[bool] = (), stripped: bool = False) -> None:
        """Make the cells. `flags[i]`: before the character `i` or between its bytes (last: at the
        end) a byte may have vanished, and if `stripped` a private-use character before it.
        """
        text = self.text
        for at, char in enumerate(text + "\n"):
            ends = _is_end(char)
            if flags and flags[at]:
                if stripped:
                    self._put(_MAYBE_PAIR, 2 * at)
                self._put(_MAYBE_ORPHAN if ends else _MAYBE_LEAD, 2 * at)
            if at == len(text):
                break
            if at in self.given:
                self._put(self.given[at], 2 * at)
                continue
            if char in LOST_MARKS:
                ends = _is_end(text[at + 1 : at + 2] or "\n")
                self._put(_mark_cell(char, self.codec, ends=ends), 2 * at)
                continue
            for number, cell in enumerate(_char_cells(char, self.codec)):
                if number and flags and flags[at]:
                    self._put(_MAYBE_INSIDE, 2 * at + 1)
                self._put(cell, 2 * at + (number > 0))

    def _put(self, cell: Cell, place: int) -> None:
        self.cells.append(cell)
        self.places.append(place)

    def ends(self, reading: Reading) -> list[int]:
        """Twice the offset at which each character of the reading ends, one more for inside."""
        places = [*self.places, 2 * len(self.text)]
        return [*(places[cell] for cell in reading.cells[1:]), 2 * len(self.text)]
