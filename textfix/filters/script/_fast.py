"""The same conversion as OpenCC's, several times faster: a map, and OpenCC only where it matters.

All but a few hundredths of a text comes out as the character-by-character map says. A dictionary
phrase makes a difference only where its value is not that of its characters (9,824 of 49,792
phrases for s2t), and such a phrase can only begin at a *head*, a pair of characters that one begins
with. So:

1. map every character (one ``take``);
2. find heads (one hash look-up per pair);
3. around each head take a *run*: as far as neighbours *join*, that is, stand side by side inside
   any phrase at all. No match of OpenCC's, whichever it prefers, crosses a pair that never joins,
   so that a run by itself is segmented as it is in the text;
4. hand all runs to OpenCC in one call, joined by newlines, and put the answers in place; what it
   said of a run is remembered, as texts repeat their words.

What could break this is left to OpenCC alone: ideographic description sequences (OpenCC keeps their
parts), another OpenCC than the one that the tables came from, configurations without tables, short
text. Compatibility ideographs are normalized first, as OpenCC does. The oracle tests compare with
OpenCC.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from textfix._text import codepoints, from_codepoints
from textfix._window import cut
from textfix.filters.script._fingerprint import tables_hold
from textfix.filters.script._opencc import check_config, convert_plain
from textfix.filters.script._picture import without_operators
from textfix.filters.script._plan import plan
from textfix.filters.script._tables import char_rows, map_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FAST", "changes", "convert"]

FAST = ("t2s", "s2t", "s2tw", "s2hk", "tw2s", "hk2s", "s2twp")

# Below this many characters one call of OpenCC is quicker than a dozen of NumPy's.
_SHORT = 600

# Characters handled at a time. 400,000 of them to Taiwan's forms, with nothing remembered and with
# all: 15.8 and 7.5 ms by 65,536 (whose arrays stay in the cache), 13.2 and 7.3 by these.
_BLOCK = 1 << 18


def convert(text: str, config: str, *, include_tofu_risk: bool = True) -> str:
    """`text` as OpenCC's configuration `config` converts it, to the byte, but faster.

    One direction, without regard to what script the text is in: t2s, tw2s, tw2sp, hk2s, hk2sp, s2t,
    s2tw, s2twp, s2hk, s2hkp, t2tw, tw2t, t2hk, hk2t, jp2t, t2jp. Unlike OpenCC it keeps what
    follows a NUL, and bears lone surrogates. `include_tofu_risk`: also use the simplified
    characters that most fonts lack (U+852F becomes U+2B7DF with it and stays without), as OpenCC
    does by default.

    Raises:
        ConfigError: if there is no such configuration.

    >>> convert("发展理发", "s2t"), convert("鼠标里的软件", "s2twp")
    ('發展理髮', '滑鼠裡的軟體')
    """
    check_config(config)
    if config in FAST and len(text) >= _SHORT and tables_hold():
        made = plan(config, rare=include_tofu_risk)
        # No phrase crosses a newline.
        parts = [made.edited(codepoints(part)) for part in cut(text, _BLOCK)]
        if all(part is not None for part in parts):
            return "".join(part for part in parts if part is not None)
    return convert_plain(text, config, rare=include_tofu_risk)


def changes(
    points: NDArray[np.uint32], config: str, *, always: NDArray[np.bool_] | None = None
) -> tuple[NDArray[np.intp], NDArray[np.uint32]]:
    """What `config`, which keeps length, changes in `points`: offsets, and what stands there then.

    Without the rare characters that most fonts lack, and without compatibility ideographs, which
    are a matter of normalization. Where nothing changes it costs one look at each character, and
    where no phrase makes a difference OpenCC is not even loaded: a map is right for all versions.
    A described character's parts are text like any other here (`_picture`).
    `always`: for every code point, whether it is converted by the map where a phrase would keep it.
    """
    points = without_operators(points)
    found = plan(config, rare=False).changes(points, always)
    if found is not None:
        return found
    made = codepoints(convert_plain(from_codepoints(points), config, rare=False)).copy()
    if len(made) != len(points):
        return np.zeros(0, dtype=np.intp), points[:0]
    if always is not None:
        forced = np.flatnonzero((made == points) & always[points])
        made[forced] = map_table(config, rare=False).take(points[forced])
    at = np.flatnonzero(made != points)
    at = at[~np.isin(points[at], char_rows("normal.chars")[0])]
    return at, made[at]
