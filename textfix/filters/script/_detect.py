"""Evidence of script: which characters only one of them writes, and what their counts say.

Characters fall into simplified-only, traditional-only and valid in both
(``rules/script/classes.tsv``; 庄 霉 晒 and their like are simplified forms by the book, but native
in Taiwan too, and so no evidence). One ``take`` of one byte a character gives all counts.

This module counts and names; where words are asked, too, is `_spans`' business, and what follows
from it is the filter's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from textfix._charclass import CharClass, flag_table
from textfix._text import looked_up
from textfix.filters.script._tables import CODE_POINTS, char_rows, map_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._text import Text

__all__ = [
    "AMBIGUOUS",
    "AMENDED",
    "BESIDES",
    "CHOSEN",
    "CLAUSE_END",
    "FEW",
    "HANZI",
    "SIMPLIFIED",
    "TRADITIONAL",
    "Label",
    "Script",
    "counted",
    "kinds",
    "kinds_of",
    "only",
]

Label = Literal["Hans", "Hant", "mixed", "both", "none"]

# What a character is, as flags in one byte.
SIMPLIFIED, TRADITIONAL, AMBIGUOUS, HANZI, CLAUSE_END, BESIDES, AMENDED, CHOSEN = (
    1 << bit for bit in range(8)
)

# `BESIDES`, the character is something else: an ambiguous one a surname (余), a simplified-only one
# an old variant or a Japanese form (却, 国), and one without either flag Japanese only (沢, kana).
_FLAG_OF = {
    "S": SIMPLIFIED,
    "V": SIMPLIFIED | BESIDES,
    "T": TRADITIONAL,
    "A": AMBIGUOUS,
    "N": AMBIGUOUS | BESIDES,
    "J": BESIDES,
}

# HIRAGANA LETTER SMALL A .. KATAKANA LETTER VO and the marks after it, and the half-width ones.
# U+30FB KATAKANA MIDDLE DOT stands in Chinese names too.
_KANA = ((0x3041, 0x30FF), (0xFF66, 0xFF9D))
_MIDDLE_DOT = 0x30FB

# Where a clause ends: writers and converters change their minds between clauses, not inside them.
_ENDS = "\n，、：。！？；,:!?;"

# A text is mixed where the rarer script has more than this share of the evidence. Native documents
# hold up to 1 % of the other script (names, quotations, characters that the tables judge wrongly).
_MIXED_SHARE = 0.05


# Leaning is asked about up to so many traditional-only characters: with more of them, one character
# that leans is less than `_MIXED_SHARE`.
FEW = 20


@dataclass(frozen=True, slots=True)
class Script:
    """How many hanzi of a text are evidence of which script; sums over parts with ``+``.

    `simplified`, `traditional`: characters that only this script writes. `both`: hanzi valid in
    both. `leaning`: those of them that traditional text would nearly always write otherwise (制 of
    制造, 于); counted only where it can tell something, with no simplified-only character and few
    traditional-only ones, and 0 elsewhere. All count characters, not kinds of characters.

    >>> Script(simplified=3) + Script(traditional=1, both=2)
    Script(simplified=3, traditional=1, both=2, leaning=0)
    """

    simplified: int = 0
    traditional: int = 0
    both: int = 0
    leaning: int = 0

    def __add__(self, other: Script) -> Script:
        made = Script(
            self.simplified + other.simplified,
            self.traditional + other.traditional,
            self.both + other.both,
            self.leaning + other.leaning,
        )
        return made if made.open or not made.leaning else replace(made, leaning=0)

    @property
    def open(self) -> bool:
        """Whether characters that only lean to a script can tell something here."""
        return not self.simplified and self.traditional <= FEW

    @property
    def hanzi(self) -> int:
        """All hanzi."""
        return self.simplified + self.traditional + self.both

    @property
    def label(self) -> Label:
        """The script's name.

        ``Hans`` or ``Hant``; ``mixed`` where the rarer one has more than a twentieth of the
        evidence; ``both`` where no hanzi is evidence; ``none`` where there is no hanzi. What only
        leans is evidence of simplified where nothing else is.
        """
        simplified = self.simplified or self.leaning
        evidence = simplified + self.traditional
        if not evidence:
            return "both" if self.both else "none"
        if min(simplified, self.traditional) > _MIXED_SHARE * evidence:
            return "mixed"
        return "Hans" if simplified > self.traditional else "Hant"

    @property
    def dominant(self) -> Literal["Hans", "Hant"] | None:
        """The script with more evidence; None where there is none or as much of either."""
        if self.simplified == self.traditional:
            return None
        return "Hans" if self.simplified > self.traditional else "Hant"


@cache
def kinds() -> NDArray[np.uint8]:
    """The flags of every code point: read-only, shape ``(CODE_POINTS,)``."""
    table = np.zeros(CODE_POINTS, dtype=np.uint8)
    table[(flag_table() & np.uint16(CharClass.HAN)) > 0] = HANZI
    keys, classes = char_rows("classes")
    for name, flag in _FLAG_OF.items():
        table[keys[classes == ord(name)]] |= flag
    table[[ord(end) for end in _ENDS]] |= CLAUSE_END
    for first, last in _KANA:
        table[first : last + 1] |= BESIDES
    table[_MIDDLE_DOT] = 0
    # A traditional form of an ambiguous character (後 of 后), or of one that has several (髮 and 發
    # of 发): somebody chose it. 說 and 説 are one form in two regions.
    forms = np.flatnonzero((table & TRADITIONAL) != 0)
    folded = map_table("t2s", rare=False)[forms]
    amended = (table[folded] & AMBIGUOUS) != 0
    table[forms[amended]] |= AMENDED
    common = map_table("t2hk").take(map_table("t2tw").take(forms))
    pairs = np.unique(folded.astype(np.int64) << 32 | common)
    several = np.bincount(pairs >> 32, minlength=CODE_POINTS)[folded] > 1
    table[forms[amended | several]] |= CHOSEN
    table.flags.writeable = False
    return table


def kinds_of(text: Text) -> NDArray[np.uint8]:
    """The flags of each character: with ``text.derived`` looked up once for survey and edits."""
    kind = looked_up(kinds(), text.codepoints)
    kind.flags.writeable = False
    return kind


@cache
def only(flag: int) -> NDArray[np.bool_]:
    """For every code point whether it has the flag: what `changes` takes as ``always``."""
    having: NDArray[np.bool_] = (kinds() & np.uint8(flag)) != 0
    return having


def counted(kind: NDArray[np.uint8]) -> Script:
    """The counts, from the flags of a text's characters."""
    simplified = int(np.count_nonzero(kind & SIMPLIFIED))
    traditional = int(np.count_nonzero(kind & TRADITIONAL))
    hanzi = int(np.count_nonzero(kind & HANZI))
    return Script(simplified, traditional, hanzi - simplified - traditional)
