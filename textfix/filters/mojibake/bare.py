"""`Bare`: a line without the readings that were injected into its bytes.

What: `Bare.of` takes readings out of a line, those *torn* from their bracket, 當?shù)亟, and those
in the open, 會(huì)議, which else would stand between bytes that belong together. `torn_cell` says
which byte a torn reading stands for, `fit` how well a reading fits the byte pair before it.

Why a byte pair and not a hanzi: who injects readings replaces pairs of bytes, also where a pair is
the end of one character and the beginning of the next.

What it does not do: remove readings from the text. Those behind a whole character are put back
(`look`); they are `gloss`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import regex

from textfix._bytesearch import Alternative, Cell
from textfix._charmodel import UNIT
from textfix.filters.gloss.readings import Reading, judge, readings_of, syllable_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textfix.filters.mojibake.repair import Setting

__all__ = ["TEXT", "Bare", "Site", "fit", "torn_cell"]

_LETTERS = "a-z\u00e0-\u00fc\u0101-\u01dc\u0251\u0261\u0300-\u030c"
# A reading in the open behind a hanzi, or one whose opening bracket is gone: the orphan byte before
# it swallowed it and became a mark of loss, or vanished.
_READING = regex.compile(
    rf"(?<=[\u3400-\u9fff])[(\uff08](?P<open>[{_LETTERS}]{{1,7}})[ \u00a0]?[)\uff09]"
    rf"|(?P<mark>[?\uff1f\ufffd]|(?<=[\u3400-\u9fff)]))"
    rf"(?P<torn>[{_LETTERS}]{{1,7}})(?P<tail>[ \u00a0]?[)\uff09])"
)
_HIGH = bytes(range(0x81, 0xFF))
# Nats: a byte that the reading does not speak for, and a torn reading that is text.
_UNFIT = 8
TEXT = 20
# A reading that is not its hanzi's usual one: injection tables have two such among 168 pairs.
_UNUSUAL = 3.0


@dataclass(frozen=True, slots=True)
class Site:
    """A reading taken out. `at`: behind which offset of the bare text it stood.

    `text`: as it stands, or would, behind a whole character; `found`: as it was found.
    """

    at: int
    word: str
    text: str
    found: str
    torn: bool


@dataclass(frozen=True, slots=True)
class Bare:
    """A line without readings. `origin[i]`: where its character `i` stands in the line, and last
    the line's length. A torn reading leaves ``?``.
    """

    text: str
    origin: Sequence[int]
    sites: tuple[Site, ...]

    @classmethod
    @lru_cache(maxsize=4)  # two rooms ask about a line, one after the other
    def of(cls, line: str) -> Bare:
        """The line without its readings.

        >>> bare = Bare.of("會(huì)輸?shù)摹")
        >>> bare.text, [(site.at, site.word, site.torn) for site in bare.sites]
        ('會輸?摹', [(1, 'huì', False), (3, 'shù', True)])
        """
        if ")" not in line and "\uff09" not in line:
            return cls(line, range(len(line) + 1), ())
        parts: list[str] = []
        origin: list[int] = []
        sites: list[Site] = []
        at = size = 0
        for match in _READING.finditer(line):
            word = match["open"] or match["torn"]
            hanzi = line[match.start() - 1 : match.start()]
            if not (syllable_of(word) if match["torn"] else judge(hanzi, word) or _toned(word)):
                continue
            if match["torn"] and not match["mark"] and not _toned(word):
                continue
            start, end = match.span()
            parts.append(line[at:start])
            origin += range(at, start)
            size += start - at
            if match["torn"]:
                parts.append("?")
                origin.append(start)
                size += 1
                text = f"({word}{match['tail']}"
            else:
                text = match.group()
            sites.append(Site(size, word, text, match.group(), bool(match["torn"])))
            at = end
        parts.append(line[at:])
        origin += range(at, len(line) + 1)
        return cls("".join(parts), origin, tuple(sites))


def _toned(word: str) -> bool:
    return not word.isascii() and syllable_of(word)


@cache
def _hanzi() -> dict[str, str]:
    """Reading, to the hanzi that are read so."""
    found: dict[str, list[str]] = {}
    for hanzi, readings in readings_of():
        for reading in readings:
            found.setdefault(reading, []).append(hanzi)
    return {reading: "".join(hanzi) for reading, hanzi in found.items()}


@lru_cache(maxsize=4096)
def torn_cell(word: str, before: int) -> Cell:
    """What the byte lost before a torn reading can be, after the byte `before` (0: unknown)."""
    pairs = (hanzi.encode("gbk", "ignore") for hanzi in _hanzi().get(word, ""))
    fit = {pair[1] for pair in pairs if len(pair) == 2 and before in (0, pair[0])}
    fitting = bytes(sorted(fit & set(_HIGH)))
    others = bytes(sorted(set(_HIGH) - fit))
    ways = [Alternative(("?",), TEXT * UNIT), Alternative((others,), _UNFIT * UNIT)]
    return (*ways, Alternative((fitting,))) if fitting else tuple(ways)


def fit(pair: bytes, word: str, setting: Setting) -> float:
    """Nats against a reading that stands behind this byte pair."""
    hanzi = pair.decode("gbk", "ignore")
    kind = judge(hanzi, word) if len(hanzi) == 1 else Reading.NONE
    if kind in (Reading.NONE, Reading.PERSON):
        return float(_UNFIT)
    if (hanzi, word) in setting.readings:
        return -2.0
    return _UNUSUAL if kind is Reading.TONED else 0.0
