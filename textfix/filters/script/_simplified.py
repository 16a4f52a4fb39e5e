"""To simplified: OpenCC's t2s, made idempotent, and 著 told from 着.

Traditional tells more apart than simplified, so that t2s, a map with 477 phrases, is right nearly
everywhere: no character changed in 350,000 of native statutes. Three things are added.

- 著: Taiwan writes it for 着 too (看著, 著作), and t2s leaves it. tw2s knows 22 phrases that keep
  it, but changes 109 in a million characters of text that is not from Taiwan (t2s: 1), so only its
  phrases of 著 are used, and 40 more that are read zhù (原著, 编著).
- A character that only traditional text writes is converted even where a phrase of t2s keeps it
  (關於單位 holds the ancient name 於單).
- What t2s keeps in traditional spelling (乾 of 乾縣) it would change in simplified spelling (乾县):
  those phrases are kept too. The three are repeated until nothing changes, so that the result is a
  fixed point; a second round costs a look at each character.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from textfix._edits import Applicability, Edits, Tag
from textfix._text import codepoints, distinct, from_codepoints
from textfix.filters.script._context import asked, parts
from textfix.filters.script._detect import TRADITIONAL, only
from textfix.filters.script._fast import changes
from textfix.filters.script._stretch import NEWLINE, changed, stretches_with
from textfix.filters.script._tables import map_table, phrase_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["to_simplified"]

_ZHU, _ZHE = ord("著"), ord("着")

_TAGS = (
    Tag("script.to-simplified.char", why="a traditional form, by OpenCC t2s"),
    Tag("script.to-simplified.zhe", why="Taiwan's 著 where no word is read zhù"),
)

# The same, but only shown.
_ALL = _TAGS + tuple(tag._replace(applicability=Applicability.DISPLAY) for tag in _TAGS)

# Two rounds settle all dev documents; each round that changes anything makes text simpler, and no
# text is known that needs a fourth.
_ROUNDS = 8

# With fewer than one change in 64 characters, the second round looks at the changed lines only.
_SPARSE = 64

_Found = tuple["NDArray[np.intp]", "NDArray[np.uint32]"]


def to_simplified(points: NDArray[np.uint32], *, shown: NDArray[np.bool_] | None = None) -> Edits:
    """The edits that make the text simplified; each depends on its own line only.

    `shown`: for every character whether a change of it is only shown; None for none.
    """
    at, values = _once(points)
    if not len(at):
        return Edits.none()
    if len(at) * _SPARSE < len(points):
        lines, _ = stretches_with(len(points), np.flatnonzero(points == NEWLINE), np.sort(at))
    else:
        lines = np.arange(len(points))
    before = points[lines]
    text = changed(before, np.searchsorted(lines, at), values)
    for _ in range(_ROUNDS):
        at, values = _once(text)
        if not len(at):
            break
        text = changed(text, at, values)
    rows = np.flatnonzero(text != before)
    at = lines[rows]
    which = (before[rows] == _ZHU).astype(np.uint32)
    if shown is not None:
        which[shown[at]] += len(_TAGS)
    return Edits.pointwise(at, text[rows], _ALL, which)


def _once(points: NDArray[np.uint32]) -> _Found:
    """One round: where it changes something, and to what; each place once, in no order."""
    zhe, values = _zhe(points)
    made = changed(points, zhe, values)
    at, more = changes(made, "t2s", always=only(TRADITIONAL))
    if len(at):
        kept = _kept(made, at)
        at, more = at[~kept], more[~kept]
    if not len(zhe):
        return at, more
    return np.concatenate([zhe, at]), np.concatenate([values, more])


def _zhe(points: NDArray[np.uint32]) -> _Found:
    """Each 著 that simplified text writes 着: all that no phrase of 著's own covers."""
    at = np.flatnonzero(points == _ZHU)
    if not len(at):
        return at, points[:0]
    phrases = _phrases("zhu")
    kept = asked(points, at, phrases.longest - 1, phrases.cover)
    at = at[kept == 0]
    return at, np.full(len(at), _ZHE, dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Simplified phrases in which a character stays as it is."""

    known: frozenset[str]
    longest: int
    characters: NDArray[np.uint32]  # those in them that t2s would change

    def cover(self, context: str) -> int:
        """Whether a phrase covers the middle of a context."""
        return any(part in self.known for part, _ in parts(context, self.longest))


@cache
def _phrases(name: str) -> _Phrases:
    """A table of phrases, in the spelling in which contexts are asked about."""
    written = phrase_rows(name)
    fold = map_table("t2s", rare=False)
    points = codepoints("\n".join(written))
    folded = from_codepoints(fold.take(points)).split("\n")
    characters = distinct(points[fold.take(points) != points])
    return _Phrases(frozenset(folded), max(map(len, folded)), characters)


def _kept(points: NDArray[np.uint32], at: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which of the offsets stand in a phrase that is right as it is."""
    phrases = _phrases("kept")
    kept = np.isin(points[at], phrases.characters)
    some = np.flatnonzero(kept)
    if len(some):
        kept[some] = asked(points, at[some], phrases.longest - 1, phrases.cover) > 0
    return kept
