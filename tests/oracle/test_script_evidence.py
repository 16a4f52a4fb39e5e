"""Counts and word evidence against slow plain versions of them, written from their docstrings."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix._text import Text, codepoints
from textfix.filters.script import Script, script
from textfix.filters.script._detect import AMBIGUOUS, CHOSEN, HANZI, SIMPLIFIED, TRADITIONAL, kinds
from textfix.filters.script._stretch import stretches_with
from textfix.filters.script._tables import counted_rows, map_table, odds_rows, word_rows
from textfix.filters.script._words import (
    maybe_wrong,
    right_by_words,
    wrong_by_words,
    wrongly_chosen,
)

WORDS, COUNTS = counted_rows("words")
LIKELY = {**WORDS, **word_rows("words-open")}
FOLD = map_table("t2s", rare=False)

TEXTS = st.lists(
    st.one_of(
        st.sampled_from(list(WORDS)),
        st.sampled_from([value for value in WORDS.values() if "?" not in value]),
        st.sampled_from(list(WORDS)).map(lambda word: word[:-1]),
        st.sampled_from(list(WORDS)).map(lambda word: word[1:]),
        st.sampled_from([*"后里干的了，\n a", "\ud800", "\U00020000"]),
    ),
    max_size=8,
).map("".join)


def plain_verdict(value: str, place: int, *, likely: bool = False) -> str:
    """The form that all longest words over a character agree on; else nothing.

    `likely`: the one with three times the count of the next.
    """
    known = LIKELY if likely else WORDS
    folded = "".join(chr(int(FOLD[ord(char)])) for char in value)
    spans = [
        (start, end)
        for start in range(len(folded))
        for end in range(start + 2, min(start + 4, len(folded)) + 1)
        if start <= place < end and folded[start:end] in known
    ]
    longest = [
        span
        for span in spans
        if not any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in spans)
    ]
    votes: dict[str, int] = {}
    for start, end in longest:
        form = known[folded[start:end]][place - start]
        if likely and form == "?":
            continue
        votes[form] = votes.get(form, 0) + int(COUNTS[folded[start:end]])
    best, *others = sorted(votes, key=lambda form: -votes[form]) or [""]
    if others and not (likely and votes[best] >= 3 * votes[others[0]]):
        return ""
    return best.replace("?", "")


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_right_by_words(value: str) -> None:
    points = codepoints(value)
    every = np.arange(len(points))
    made = right_by_words(points, every)
    assert [chr(point) if point else "" for point in made.tolist()] == [
        plain_verdict(value, place) for place in range(len(value))
    ]
    made = right_by_words(points, every, likely=True)
    assert [chr(point) if point else "" for point in made.tolist()] == [
        plain_verdict(value, place, likely=True) for place in range(len(value))
    ]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_wrong_by_words(value: str) -> None:
    """The search by pairs finds every character that a word calls wrong."""
    points, same = codepoints(value), map_table("same")
    ambiguous = np.flatnonzero(kinds().take(points) & AMBIGUOUS)
    for careless in (False, True):
        suspect = maybe_wrong(points, ambiguous)
        at, right = wrong_by_words(points, suspect, np.full(len(suspect), careless))
        found = dict(zip(at.tolist(), map(chr, right.tolist()), strict=True))
        for place in ambiguous.tolist():
            said = plain_verdict(value, place)
            alike = "" if careless else chr(int(same[ord(value[place])]))
            wrong = said not in ("", value[place], alike)
            assert found.get(place, "") == (said if wrong else "")


# Careless spellings of words: some character is another one of its family (發 for 髮).
FAMILIES: dict[str, list[str]] = {}
for point in np.flatnonzero(kinds() & CHOSEN).tolist():
    FAMILIES.setdefault(chr(int(FOLD[point])), []).append(chr(point))
CARELESS = st.lists(
    st.sampled_from([word for word in WORDS if any(char in FAMILIES for char in word)]).flatmap(
        lambda word: st.tuples(
            *(st.sampled_from([*FAMILIES.get(char, []), char]) for char in word)
        ).map("".join)
    ),
    max_size=6,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(CARELESS)
def test_wrongly_chosen(value: str) -> None:
    """The search by pairs finds every traditional character that a word has otherwise."""
    points = codepoints(value)
    same, taiwan, hongkong = (map_table(name) for name in ("same", "t2tw", "t2hk"))
    chosen = np.flatnonzero(kinds().take(points) & CHOSEN)
    at, right = wrongly_chosen(points, chosen)
    found = dict(zip(at.tolist(), map(chr, right.tolist()), strict=True))
    for place in chosen.tolist():
        said = plain_verdict(value, place)
        if said:
            old, new = int(taiwan[ord(value[place])]), ord(said)
            alike = hongkong[taiwan[new]] == hongkong[old] or same[old] == new or same[new] == old
            said = "" if alike else said
        assert found.get(place, "") == said


@settings(max_examples=200, deadline=None)
@given(st.one_of(TEXTS, st.text()))
def test_script_counts(value: str) -> None:
    table = kinds()
    flags = [int(table[ord(char)]) for char in value]
    simplified = sum(flag & SIMPLIFIED > 0 for flag in flags)
    traditional = sum(flag & TRADITIONAL > 0 for flag in flags)
    hanzi = sum(flag & HANZI > 0 for flag in flags)
    leaning = 0
    if not simplified and traditional <= 20:
        rare = {chr(kept) for (kept, _), odds in odds_rows("odds").items() if odds < 0.05}
        same = map_table("same")
        for place, char in enumerate(value):
            if flags[place] & AMBIGUOUS:
                said = plain_verdict(value, place, likely=True)
                other = said not in ("", char, chr(int(same[ord(char)])))
                leaning += other or (not said and char in rare)
    assert script(Text(value)) == Script(
        simplified, traditional, hanzi - simplified - traditional, leaning
    )


@settings(max_examples=200, deadline=None)
@given(st.lists(st.booleans(), min_size=1), st.data())
def test_stretches(ending: list[bool], data: st.DataObject) -> None:
    marks = sorted(data.draw(st.sets(st.integers(0, len(ending) - 1))))
    ends = np.flatnonzero(ending)
    offsets, starts = stretches_with(len(ending), ends, np.array(marks, dtype=np.intp))
    stretch = np.concatenate([[0], np.cumsum(ending)[:-1]])  # of each character
    wanted = {int(stretch[mark]) for mark in marks}
    expected = [place for place in range(len(ending)) if int(stretch[place]) in wanted]
    assert offsets.tolist() == expected
    assert [int(stretch[offsets[start]]) for start in starts.tolist()] == sorted(wanted)
