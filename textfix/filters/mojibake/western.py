"""UTF-8 that was read as a Western code page (é•¿æ²™ for 長沙), through ftfy, line by line.

ftfy 6.3.1 repairs 98 to 100 % of it and does nothing else we want: its width, quote, entity and
normalisation steps are off, because by default they narrow ，：！“” to ASCII. It is called through
``fix_encoding_and_explain``: the plain ``fix_encoding`` drops its configuration on the way.

Why a gate: ftfy's own first look (`is_bad`) costs 366 ms on 10 MB of clean Chinese. Every repair of
UTF-8 needs a character that a lead byte shows as, right before one that a continuation byte
shows as; two flags and a shift find that in 6 ms, and only such lines reach ftfy.

What it does not do: Chinese and Japanese encodings (`chains`), lost bytes (`lost`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from textfix._charclass import CharClass, CharSet, flag_table
from textfix._derive import derive
from textfix.filters.mojibake.onebyte import has_cjk
from textfix.filters.mojibake.repair import Repair

if TYPE_CHECKING:
    from ftfy import TextFixerConfig
    from numpy.typing import NDArray

    from textfix.filters.mojibake.repair import Setting

__all__ = ["byte_pairs", "char_class", "pair_pattern", "repairs"]

# Leads whose continuation byte A0 (NO-BREAK SPACE) comes out as a plain blank; ftfy restores those.
_BEFORE_BLANK = CharSet("ÂÃÅÎÐÙàáâãð")
# ftfy judges what it is given as one; a line longer than 4,096 characters is given in pieces, cut
# before a blank, so that a book on one line neither hides a damaged sentence nor is copied at
# length.
# Bytes that make valid UTF-8 by chance are one in 10^8 pieces of prose: as good as proved.
_PROOF = 30.0
# Half of a repair is nobody's text: shown on request only.
_GUESS = 1.0
_PIECE = re.compile(r"(?s).{1,4096}(?= |\Z)|.{1,4096}")


def repairs(line: str, setting: Setting) -> list[Repair]:
    """What ftfy repairs of `line`, whatever the document's `setting`."""
    del setting  # ftfy judges each piece by itself
    if not pair_pattern().search(line):
        return []
    return [
        repair
        for piece in _PIECE.finditer(line)
        for repair in _repair(piece.group(), piece.start())
    ]


def byte_pairs(points: NDArray[np.uint32], leads: NDArray[np.intp]) -> NDArray[np.intp]:
    """Those of the offsets `leads` where two bytes of UTF-8 may show, or a C1 control (80 to 9F).

    `leads`: offsets of characters that a lead byte shows as, and of C1 controls.
    """
    own = points[leads]
    control = (own >= 0x80) & (own < 0xA0)
    table = flag_table()
    follows = table[points[np.minimum(leads + 1, len(points) - 1)]]
    pair = follows & np.uint16(CharClass.BYTE_TAIL) != 0
    # Quotes, dashes and the ellipsis are lead bytes in Mac Roman and continuation bytes in the
    # Windows pages, never both in one: ”— of Chinese prose is no pair.
    pair &= table[own] & follows & np.uint16(CharClass.CJK_MARK) == 0
    pair |= (follows & np.uint16(CharClass.BLANK) != 0) & _BEFORE_BLANK.holds(own)
    pair &= leads < len(points) - 1
    found: NDArray[np.intp] = leads[pair | control]
    return found


@cache
def pair_pattern() -> re.Pattern[str]:
    """`byte_pairs` for one line: the columns' overhead is 50 microseconds."""
    points = np.arange(0x10000, dtype=np.uint32)
    flags = flag_table()[:0x10000]

    def having(flag: CharClass) -> NDArray[np.bool_]:
        return (flags & np.uint16(flag)).astype(bool)

    lead, tail, mark = map(having, (CharClass.BYTE_LEAD, CharClass.BYTE_TAIL, CharClass.CJK_MARK))
    pairs = (
        (lead & ~mark, tail),
        (lead & mark, tail & ~mark),
        (lead & _BEFORE_BLANK.holds(points), having(CharClass.BLANK)),
    )
    either = "|".join(f"[{char_class(first)}][{char_class(second)}]" for first, second in pairs)
    return re.compile(f"[\x80-\x9f]|{either}")


def char_class(members: NDArray[np.bool_]) -> str:
    """The inside of a regex character class: ranges, escaped."""
    points = np.flatnonzero(members)
    breaks = np.flatnonzero(np.diff(points) > 1)
    firsts = points[np.concatenate(([0], breaks + 1))].tolist()
    lasts = points[np.concatenate((breaks, [len(points) - 1]))].tolist()
    return "".join(f"\\u{a:04x}-\\u{b:04x}" for a, b in zip(firsts, lasts, strict=True))


@cache
def _config() -> TextFixerConfig:
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
    )


def _repair(line: str, at: int) -> list[Repair]:
    """What ftfy changes of a line or a piece of one that stands at offset `at`."""
    from ftfy import fix_encoding_and_explain

    fixed, steps = fix_encoding_and_explain(line, _config())
    if fixed == line:
        return []
    names = [step.parameter for step in steps or ()]
    margin = _GUESS if _is_half(line, fixed, names) else _PROOF
    return [
        Repair(at + start, at + end, text, "western", "→".join(names), margin)
        for start, end, text in derive(line, fixed)
    ]


def _is_half(line: str, fixed: str, steps: list[str]) -> bool:
    """Whether ftfy did what it can with Chinese, Japanese, Korean text that lost bytes: a guess.

    A C1 control among hanzi is a byte of theirs, not a Windows sign; what it leaves as pairs of
    bytes, or marks as lost, was no clean UTF-8.
    """
    control = "fix_c1_controls" in steps
    if not has_cjk(fixed):
        return control and "\ufffd" in line
    lost = fixed.count("\ufffd") > line.count("\ufffd")
    return lost or control or pair_pattern().search(fixed) is not None
