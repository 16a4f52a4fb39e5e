"""Word evidence: which form a character takes in traditional text, where a known word tells.

Some characters are right in both scripts and yet stand for another one in simplified text: 制 in
制度 stays, in 制造 it is 製. Here the words of Taiwan that hold such a character (McBopomofo,
24,521 spellings) say which. A character is called wrong only if a word covers it, every longest
word that covers it says the same, and that is another form than the one that stands there. 余
before a given name is covered by no word; 控制造成 is covered by 控制 (stays) and 制造 (changes),
which disagree: both are left alone.

What this module does not do: look at the script around (`_traditional`), or use a character's
default.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from textfix._text import codepoints
from textfix.filters.script._context import asked
from textfix.filters.script._detect import AMBIGUOUS, kinds, kinds_of
from textfix.filters.script._stretch import NEWLINE, flagged
from textfix.filters.script._tables import Pairs, counted_rows, map_table, word_rows
from textfix.filters.script._tags import families

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._text import Text

__all__ = [
    "VERDICTS",
    "in_long_word",
    "maybe_in_word",
    "maybe_wrong",
    "miswritten",
    "right_by_words",
    "suspects",
    "wrong_by_words",
    "wrongly_chosen",
]

# The longest word in the table, in characters.
LONGEST = 4

# Of words that disagree about a character (华发 and 发怒 in 耶和华发怒), those that are so much
# more frequent are believed where the character has to become something.
_CLEARLY = 3

# Contexts whose answer is remembered: it depends on the shipped tables only. The windows of a long
# text repeat their words, and an answer costs 8 microseconds; 8,192 take 2 MB.
_REMEMBERED = 1 << 13

# A word of so many characters is no chance meeting of two others.
_LONG = 3

_OPEN = "?"  # the counts leave a character's form open

# So many characters are asked about one by one, 5 microseconds each; only for more of them is it
# worth making the table of suspect pairs first, which takes 40 ms.
_FEW = 2000


class _Words(NamedTuple):
    """The table, and the pairs by which an occurrence that may be wrong is found without it."""

    forms: dict[str, str]
    likely: dict[str, str]  # the same, but the commoner form where the counts leave it open
    counts: dict[str, str]  # how often Taiwan writes the word, in digits
    inside: Pairs  # neighbours in any word
    before: Pairs  # (a character, the one after it that changes)
    after: Pairs  # (a character that changes, the one after it)


@cache
def _words() -> _Words:
    forms, counts = counted_rows("words")
    likely = {**forms, **word_rows("words-open")}
    spelled, written = codepoints("\n".join(forms)), codepoints("\n".join(forms.values()))
    padded = np.concatenate([spelled, [NEWLINE]]).astype(np.uint32)
    at = np.flatnonzero((spelled != written) & (written != ord(_OPEN)))
    at = at[(kinds().take(spelled[at]) & AMBIGUOUS) != 0]
    before = Pairs.exact(padded[at - 1], padded[at])
    after = Pairs.exact(padded[at], padded[at + 1])
    # Exact, and without the newlines between words: what stands beyond a clause must not matter.
    within = np.flatnonzero((spelled[:-1] != NEWLINE) & (spelled[1:] != NEWLINE))
    inside = Pairs.exact(spelled[within], spelled[within + 1])
    return _Words(forms, likely, counts, inside, before, after)


def maybe_in_word(points: NDArray[np.uint32], at: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which of the offsets form, with a neighbour, a pair that some word holds: a superset of those
    that a word covers, found without looking a word up.
    """
    inside, last = _words().inside, len(points) - 1
    here = _folded(points[at])
    left = np.where(at > 0, _folded(points[at - 1]), np.uint32(NEWLINE))
    right = np.where(at < last, _folded(points[np.minimum(at + 1, last)]), np.uint32(NEWLINE))
    return inside.has(left, here) | inside.has(here, right)


def _folded(points: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Hanzi in simplified spelling; newlines for what is none.

    A mark is in no word, and which one it is must not matter: pairs are kept by a hash, and the
    mark before a clause is another one where only some clauses are looked at.
    """
    hanzi = (points >= 0x3400) & (points < 0xA000) | (points >= 0x20000)
    return np.where(hanzi, map_table("t2s", rare=False).take(points), np.uint32(NEWLINE))


def maybe_wrong(points: NDArray[np.uint32], at: NDArray[np.intp]) -> NDArray[np.intp]:
    """Those of the offsets `at` that form, with a neighbour, a pair that some word writes
    otherwise.

    A superset of those that are wrong, found without looking a word up.
    """
    words = _words()
    return at[_paired(points, at, words.before, words.after)]


def suspects(text: Text) -> NDArray[np.intp]:
    """`maybe_wrong` of all ambiguous characters: with ``text.derived`` for survey and edits."""
    return maybe_wrong(text.codepoints, flagged(text.derived(kinds_of), AMBIGUOUS))


def _paired(
    points: NDArray[np.uint32], at: NDArray[np.intp], before: Pairs, after: Pairs
) -> NDArray[np.bool_]:
    """Which of the offsets have a character in a pair with a neighbour's simplified form."""
    fold = map_table("t2s", rare=False)
    here = points[at]
    # The text's ends are line breaks, so that a line alone is asked as it is in its text.
    left = np.where(at > 0, fold.take(points[at - 1]), np.uint32(NEWLINE))
    last = len(points) - 1
    right = np.where(at < last, fold.take(points[np.minimum(at + 1, last)]), np.uint32(NEWLINE))
    return before.has(left, here) | after.has(here, right)


def wrong_by_words(
    points: NDArray[np.uint32],
    at: NDArray[np.intp],
    careless: NDArray[np.bool_],
) -> tuple[NDArray[np.intp], NDArray[np.uint32]]:
    """Those of the offsets `at` whose character a word calls wrong, and the right one.

    `at`: sorted offsets of characters that `maybe_wrong` suspects. `careless`: for each of them
    whether a converter without context is known to have been at work, so that forms that Taiwan
    writes one for the other in the same words (托 and 託) are wrong too where Taiwan's counts are
    clear. The answer depends on the three characters before and after, and never on what stands
    beyond a newline.
    """
    made = right_by_words(points, at)
    changed = (made > 0) & (made != points[at])
    changed &= careless | (made != _same().take(points[at]))
    return at[changed], made[changed]


@cache
def _same() -> NDArray[np.uint32]:
    """For every code point the form that is written for it in the same words (布 and 佈)."""
    return map_table("same")


def right_by_words(
    points: NDArray[np.uint32], at: NDArray[np.intp], *, likely: bool = False
) -> NDArray[np.uint32]:
    """What the words over each of the offsets say belongs there; 0 where there are none or they
    differ.

    That is often the character that stands there. `likely`: words that Taiwan writes both ways
    (不准 four times as often as 不準) say the commoner one, and not nothing.
    """
    return asked(points, at, LONGEST - 1, _likely_verdict if likely else _clear_verdict)


def miswritten(
    points: NDArray[np.uint32], at: NDArray[np.intp]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which of the offsets `at` have a form that their words do not, and which have words."""
    said = right_by_words(points, at, likely=True)
    here = points[at]
    return (said > 0) & (said != here) & (said != _same().take(here)), said > 0


def in_long_word(points: NDArray[np.uint32], at: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which of the offsets a word of three characters or more covers.

    Two of any two words' characters meet by chance (厄里面前 holds no 里面): 113 such changes in
    1,000,000 hanzi of native text, and none by a longer word.
    """
    return asked(points, at, LONGEST - 1, _length) >= _LONG


@cache
def _wrong_choices() -> tuple[Pairs, Pairs]:
    """The pairs in which a traditional character stands where a word has another of its family.

    Made when a document first asks for it, in 30 ms.
    """
    before, after = [], []
    for spelled, written in _words().likely.items():
        line = f"\n{spelled}\n"
        for place, (char, form) in enumerate(zip(spelled, written, strict=True)):
            for other in families().get(char, ""):
                if other != form:
                    before.append(line[place] + other)
                    after.append(other + line[place + 2])
    firsts, seconds = (codepoints("".join(pairs)) for pairs in (before, after))
    return Pairs.of(firsts[::2], firsts[1::2]), Pairs.of(seconds[::2], seconds[1::2])


def wrongly_chosen(
    points: NDArray[np.uint32], at: NDArray[np.intp], *, likely: bool = False
) -> tuple[NDArray[np.intp], NDArray[np.uint32]]:
    """Those of the offsets `at` of traditional characters for which a word has another one.

    發 in 頭發: both are traditional, and a converter took the wrong one. Another region's form, or
    one that is written for it in the same words, is not wrong.
    """
    if len(at) > _FEW or _wrong_choices.cache_info().currsize:
        at = at[_paired(points, at, *_wrong_choices())]
    said = right_by_words(points, at, likely=likely)
    taiwan, hongkong = map_table("t2tw"), map_table("t2hk")
    here = points[at]
    wrong = (said > 0) & (hongkong.take(taiwan.take(said)) != hongkong.take(taiwan.take(here)))
    wrong &= (said != _same().take(here)) & (_same().take(said) != here)
    return at[wrong], said[wrong]


# The stretches of a context that hold its middle, longest first.
_SPANS = tuple(
    slice(start, start + size)
    for size in range(LONGEST, 1, -1)
    for start in range(LONGEST - size, LONGEST)
)
# For each of them, which ones lie inside it.
_INSIDE = tuple(
    frozenset(
        place
        for place, other in enumerate(_SPANS)
        if other != span and span.start <= other.start and other.stop <= span.stop
    )
    for span in _SPANS
)


@lru_cache(_REMEMBERED)
def _length(context: str) -> int:
    """The length of the longest word over the middle of `context`; 0 where there is none."""
    known = _words().forms
    return next((span.stop - span.start for span in _SPANS if context[span] in known), 0)


@lru_cache(_REMEMBERED)
def _clear_verdict(context: str) -> int:
    said = {form for form, _ in _longest(context, _words().forms)}
    return ord(said.pop()) if len(said) == 1 and _OPEN not in said else 0


@lru_cache(_REMEMBERED)
def _likely_verdict(context: str) -> int:
    words = _words()
    said = [(form, word) for form, word in _longest(context, words.likely) if form != _OPEN]
    if len(said) < 2:
        return ord(said[0][0]) if said else 0
    votes: dict[str, int] = {}
    for form, word in said:
        votes[form] = votes.get(form, 0) + int(words.counts[word])
    best = sorted(votes, key=votes.__getitem__, reverse=True)
    clear = len(best) == 1 or votes[best[0]] >= _CLEARLY * votes[best[1]]
    return ord(best[0]) if clear else 0


def _longest(context: str, known: dict[str, str]) -> list[tuple[str, str]]:
    """What the longest words over the middle of `context` have there, each with the word."""
    parts = [context[span] for span in _SPANS]
    hits = [place for place, form in enumerate(map(known.get, parts)) if form is not None]
    if len(hits) > 1:
        hits = [
            place
            for row, place in enumerate(hits)
            if not any(place in _INSIDE[longer] for longer in hits[:row])
        ]
    return [
        (known[parts[place]][LONGEST - 1 - _SPANS[place].start], parts[place]) for place in hits
    ]


# What is remembered of contexts, for measurements to forget.
VERDICTS = (_length, _clear_verdict, _likely_verdict)
