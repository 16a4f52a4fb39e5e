"""Does a document look injected, or annotated by a person? Decided once, on all of its evidence.

A machine annotates everyday characters in the midst of words, all of them, at every place, with one
reading each, the most usual one. A person annotates rare characters or unusual readings, a few of
them, once, often at a word's end or several syllables in one bracket, in texts that speak of
reading; or annotates nearly everything, for learners.
"""

from __future__ import annotations

import re
from collections import Counter
from enum import IntFlag
from typing import TYPE_CHECKING

import regex

from textfix._edits import Edits, Tag
from textfix.filters.gloss.evidence import NEUTRAL, TONED, TONELESS, of_kind
from textfix.filters.gloss.readings import (
    Reading,
    is_everyday,
    is_main,
    is_traditional_only,
    judge,
)

if TYPE_CHECKING:
    from textfix._text import Text
    from textfix.filters.gloss.candidates import Candidates
    from textfix.filters.gloss.evidence import Evidence, Family

__all__ = ["Decision", "chosen", "decide"]

# Thresholds of the trial in shared/design/artifacts.md ("Detector that worked"), made stricter: ten
# of the first 83 texts with legitimate glosses (fixtures/negative/glosses.json) would have lost
# them. What it costs on injected text: see `GlossFilter`.
_ENOUGH = 3  # readings, on
_ENOUGH_HANZI = 2  # different hanzi: below, a document is judged bracket by bracket
_ENOUGH_TONELESS = 8  # (you), (he), (an) are also English words and labels
_FEW_TONELESS = 3  # so many, if hardly anything speaks for a person
_EXPLAINED = 0.5  # of so few, those beside a word about reading, or a quotation mark
_EVERYDAY = 0.70  # of the readings stand on everyday characters
_MAIN = 0.90  # of the different readings are the most usual of their hanzi
_COVERED = 0.85  # of the places of a repeated character carry its reading
_SPLIT = 0.10  # of the characters may have two readings
# Ruby for learners: more than this share of a sentence's hanzi, more than that of a long text's. An
# injected text has 5 to 15 in 100, a sentence by chance up to half.
_DENSE, _DENSE_LONG, _DENSE_START = 0.55, 0.30, 8
_PERSONS = 0.02  # glosses that only people make, per reading
# Readings in the midst of text, with a hanzi on either side. Of injected documents with three
# readings or more 1 in 200 has fewer; lists, dictionaries and notes have next to none.
_INNER, _INNER_FEW = 0.20, 0.33

# Up to so many readings, a person may have made all of them.
_DOZEN = 12
_LESSON = re.compile(
    "[讀读]音|[讀读念唸][作做成]|[發发]音|拼音|[注註]音|多音字|生字|生[詞词]|[詞词][語语]|字[詞词]|[課课]文"
    "|朗[讀读]|[組组][詞词]|造句|[釋释][義义]|古[詩诗文]"
)
# Poems: 200 characters or so, with glosses; at least four clauses, of nine hanzi at most and seven
# on average (regular verse has five or seven, songs up to nine). News has 10 on average.
_POEM, _CLAUSES, _LONGEST_CLAUSE, _CLAUSE_MEAN = 600, 4, 9, 7
_CLAUSE = regex.compile(r"[\u3400-\u9fff]+")
_BRACKET = re.compile(r"[(（][^()（）\n]{1,24}[)）]")

_TONED = Tag("gloss.toned", why="reading injected at every place of its character")
_TONELESS = Tag("gloss.toneless", why="toneless reading injected at every place of its character")
_SINGLE = Tag("gloss.single", why="main reading on a common traditional-only character")


class Decision(IntFlag):
    """What goes: any of these."""

    NOTHING = 0
    TONED = 1  # every toned reading, and every one in the neutral tone
    TONELESS = 2  # every toneless reading
    SINGLE = 4  # one or two readings, all of which a machine can have made


def decide(evidence: Evidence) -> Decision:
    """What a document's readings are."""
    decision = Decision.NOTHING
    # The neutral tone belongs to the family that is there.
    toned = evidence.toned + evidence.neutral if evidence.toned.pairs else evidence.toned
    toneless = evidence.toneless + evidence.neutral
    if not toned.pairs and not toneless.pairs:
        return decision
    settled = evidence.settled()
    if len(toned) >= _ENOUGH and len(toned.hanzi) >= _ENOUGH_HANZI:
        if _is_injected(settled, toned) and not _is_annotated(evidence, toned):
            decision |= Decision.TONED
    elif evidence.toned.pairs and not evidence.persons and _is_single(settled, toned):
        decision |= Decision.SINGLE
    if len(toneless) >= _ENOUGH_TONELESS:
        if _is_injected(settled, toneless):
            decision |= Decision.TONELESS
    elif _is_few(toneless) and _is_injected(settled, toneless) and not _is_poem(evidence.texts):
        decision |= Decision.TONELESS
    return decision


def _is_injected(evidence: Evidence, family: Family) -> bool:
    """Whether the readings of a family look like a machine's; on settled evidence."""
    count, hanzi = len(family), family.hanzi
    everyday = sum(places for (char, _), places in family.pairs.items() if is_everyday(char))
    main = sum(is_main(*pair) for pair in family.pairs)
    split = sum(1 for readings_of_one in hanzi.values() if readings_of_one > 1)
    dense = min(_DENSE * evidence.hanzi, _DENSE_LONG * evidence.hanzi + _DENSE_START)
    return (
        everyday >= _EVERYDAY * count
        and main >= _MAIN * len(family.pairs)
        and split < _SPLIT * len(hanzi)
        and count < dense
        and family.inner >= _INNER * count
        and evidence.persons <= _PERSONS * count
        and _is_covered(evidence, family)
    )


def _is_annotated(evidence: Evidence, toned: Family) -> bool:
    """Whether a dozen readings at most stand in a poem, in a lesson, or at the ends of words.

    Nobody who glosses a poem leaves a blank behind a reading, as a converter does: 會(huì ).
    """
    if len(toned) > _DOZEN:
        return False
    if len(toned) < _ENOUGH_TONELESS and toned.inner < _INNER_FEW * len(toned):
        return True
    if not toned.padded and _is_poem(evidence.texts):
        return True
    return any(_LESSON.search(text.value) for text in evidence.texts)


def _is_poem(texts: tuple[Text, ...]) -> bool:
    """Whether a short text is made of short clauses only, as poems, songs and couplets are."""
    if sum(map(len, texts)) > _POEM:
        return False
    bare = _BRACKET.sub("", "\n".join(text.value for text in texts))
    if "、" in bare:  # which lists things, and makes clauses of prose short
        return False
    clauses = [len(clause) for clause in _CLAUSE.findall(bare)]
    return (
        len(clauses) >= _CLAUSES
        and max(clauses) <= _LONGEST_CLAUSE
        and sum(clauses) <= _CLAUSE_MEAN * len(clauses)
    )


def _is_few(toneless: Family) -> bool:
    """Whether three to seven toneless readings have little about them that a person does."""
    return (
        len(toneless) >= _FEW_TONELESS
        and len(toneless.hanzi) >= _ENOUGH_HANZI
        and toneless.explained < _EXPLAINED * len(toneless)
        and toneless.inner >= _INNER_FEW * len(toneless)
        and all(is_everyday(char) and is_main(char, content) for char, content in toneless.pairs)
    )


def _is_single(evidence: Evidence, toned: Family) -> bool:
    """Whether a machine can have made all of one or two readings, or of those of one hanzi.

    If it would not have made one of the two, a person made the other one too. A person glosses a
    word, a machine a character: so text goes on behind it.
    """
    return (
        not toned.explained
        and toned.followed >= (1 if len(toned) >= _ENOUGH else len(toned))
        and all(
            is_everyday(char) and is_traditional_only(char) and judge(char, content) is Reading.MAIN
            for char, content in toned.pairs
        )
        and _is_covered(evidence, toned)
    )


def _is_covered(evidence: Evidence, family: Family) -> bool:
    """Whether repeated characters carry their reading (nearly) wherever they stand."""
    places: Counter[str] = Counter()
    for (char, _), count in family.pairs.items():
        places[char] += count
    repeated = [char for char in places if evidence.occurs[char] > 1]
    there = sum(evidence.occurs[char] for char in repeated)
    return sum(places[char] for char in repeated) >= _COVERED * there


def chosen(found: Candidates, decision: Decision) -> Edits:
    """The edits that `decision` makes of the candidates."""
    parts = []
    if decision & Decision.TONED:
        parts.append(_deleted(found, (*TONED, *NEUTRAL), _TONED))
    if decision & Decision.TONELESS:
        also = () if decision & Decision.TONED else NEUTRAL
        parts.append(_deleted(found, (*TONELESS, *also), _TONELESS))
    if decision & Decision.SINGLE:
        parts.append(_deleted(found, TONED, _SINGLE))
    return Edits.merge(parts)


def _deleted(found: Candidates, kinds: tuple[Reading, ...], tag: Tag) -> Edits:
    rows = of_kind(found, kinds)
    return Edits.delete(found.start[rows], found.end[rows], tag)
