"""What a line leads one to expect of the characters that it lost: script, kana, width, encoding.

A byte in doubt can make a hundred characters; most of them stand in text of another kind.

What it does not do: weigh quotation marks (`quotes`), which open and close.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from textfix._charmodel import UNIT, Form, load

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["WIDE", "form_of", "is_big5", "is_narrowed", "unusual"]

# A narrow mark behind a hanzi, and none of full width: the text was narrowed.
_NARROW = regex.compile("(?<=[\u3400-\u9fff])[,!:;]")
WIDE = regex.compile("[\uff01\uff0c\uff1a\uff1b\uff1f]")
_KANA = regex.compile(r"[\u3041-\u30ff]")
_FULL = regex.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
# Sixteenths. Kana in a line without kana, letters of full width in one without such; and narrow
# marks where marks are narrow, which the model knows from Western text.
_NO_KANA = dict.fromkeys(map(chr, [*range(0x3041, 0x3100), *range(0xFF66, 0xFFA0)]), 5 * UNIT)
_NO_FULL = dict.fromkeys(filter(str.isalnum, map(chr, range(0xFF01, 0xFF5F))), 5 * UNIT)
_NARROW_MARKS = dict.fromkeys(",?!:;", -3 * UNIT)
# Characters that damage made hardly ever cost so little.
_GOOD = 8.0
# A form's characters cost more than this in the other form (sixteenths).
_ONLY = 64


def is_narrowed(line: str) -> bool:
    """Whether the line's marks of full width were made ASCII.

    >>> is_narrowed("好,走!"), is_narrowed("好，走!")
    (True, False)
    """
    return bool(_NARROW.search(line)) and not WIDE.search(line)


def unusual(line: str, *, narrowed: bool) -> dict[str, int]:
    """What characters cost here beyond the model, in sixteenths of a nat."""
    costs: dict[str, int] = {}
    if not _KANA.search(line):
        costs |= _NO_KANA
    if not _FULL.search(line):
        costs |= _NO_FULL
    if narrowed:
        costs |= _NARROW_MARKS
    return costs


def form_of(points: NDArray[np.uint32], costs: NDArray[np.float64]) -> Form:
    """The script of those characters that cost little, which damage did not make."""
    model = load()
    good = points[costs < _GOOD]
    simplified = int((model.forms(good, Form.HANT) > _ONLY).sum())
    traditional = int((model.forms(good, Form.HANS) > _ONLY).sum())
    if simplified > 2 * traditional:
        return Form.HANS
    return Form.HANT if traditional > 2 * simplified else Form.EITHER


def is_big5(text: str) -> bool:
    """Whether all of the text can have been read from Big5."""
    try:
        text.replace("\ufffd", "").encode("big5hkscs")
    except UnicodeEncodeError:
        return False
    return True
