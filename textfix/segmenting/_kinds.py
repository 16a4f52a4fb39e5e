"""What kind each paragraph is: decided by position, shape, and the rules of ``segment/head``.

In this order, each step leaving alone what an earlier one has named:

1. rules: bylines, datelines, decks (``rules/segment``), captions and credits (``rules/artifacts``);
2. runs of lines (`_runs`): list items, tables, dialogue, verse;
3. the head: the short lines before the first body paragraph are titles, a deck needs a title;
4. headings: short lines without an end, with body after them;
5. the rest is body.

Unsure is body: naming a heading "body" costs a reader nothing, dropping a body line that was
named "caption" does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from textfix._charclass import CharClass
from textfix._rulematch import rule_set
from textfix._text import Text
from textfix.segmenting._runs import CRIES, STOPS, ends, name_runs

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Shapes", "kinds"]

# The longest title in 68 gold pages has 41 hanzi, the longest heading 29.
_TITLE_HAN = 44
_HEADING_HAN = 32
_MAX_TITLES = 4
_QUESTION_HAN = 18
_HEAD = 8  # paragraphs: how far under a question that is a title its text may begin
# A question or a cry can be a title only over a paragraph of some length; else it is dialogue.
_BODY_HAN = 40
_QUOTED = re.compile(r"[“「『\"—]")
_RUNS = ("list", "verse", "dialogue", "table")
_POET = re.compile(r"(?:[\[（(【〔]?[\u4e00-\u9fff]{1,2}[\]）)】〕·])?\s?[\u4e00-\u9fff]{2,4}$")


class Shapes(NamedTuple):
    """The paragraphs as the steps see them: texts, places, how many lines each was broken over."""

    texts: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    lines: Sequence[int]


def kinds(text: Text, shapes: Shapes) -> list[str]:
    """The kind of each paragraph, in order."""
    named = _by_rules(shapes)
    if not named:
        return named
    han = _han(text, shapes)
    name_runs(named, text, shapes, han)
    _name_head(named, shapes, han)
    _name_headings(named, shapes, han)
    return [kind or "body" for kind in named]


def _han(text: Text, shapes: Shapes) -> list[int]:
    """How many hanzi each paragraph has: what lies between two of them is blank."""
    hanzi = text.mask(CharClass.HAN).view(np.uint8)
    counts = np.add.reduceat(hanzi, np.array(shapes.starts), dtype=np.int32)
    return list(counts.tolist())


def _by_rules(shapes: Shapes) -> list[str]:
    """Kinds that the packs know by a line's words; a paragraph of several lines has none.

    Scanned are the lines of a length that rules for whole lines look at, each once: of prose that
    is one character in five, of a site's pages less.
    """
    named = [""] * len(shapes.texts)
    size = np.subtract(shapes.ends, shapes.starts)
    single = np.equal(shapes.lines, 1)
    for pack in ("segment/head", "caption"):
        rules = rule_set((pack,))
        rows = np.flatnonzero(single & (size <= rules.longest_line)).tolist()
        lines = list(dict.fromkeys([shapes.texts[row] for row in rows]))
        starts = list(accumulate([len(line) + 1 for line in lines], initial=0))
        known: dict[str, str] = {}
        for hit in rules.hits(Text("\n".join(lines))):
            if hit.line and hit.applicability == 0:
                known.setdefault(lines[bisect_right(starts, hit.start) - 1], hit.rule.kind)
        for row in rows if known else ():
            named[row] = named[row] or known.get(shapes.texts[row], "")
    return named


def _name_head(named: list[str], shapes: Shapes, han: Sequence[int]) -> None:
    """Titles: the short lines before the first paragraph, if there is one."""
    titles: list[int] = []
    under = False  # a byline or a dateline was met: the headline is complete
    number = 0
    for number in range(len(shapes.texts)):
        kind = named[number]
        if kind in ("byline", "dateline", "credit"):
            under = under or bool(titles)
        elif kind == "deck":
            if not titles:
                named[number] = ""
                titles.append(number)
        elif kind or not _is_title(shapes, han, number) or under:
            break
        else:
            titles.append(number)
    else:
        return _forget_decks(named, 0)
    _forget_decks(named, number)
    if len(titles) > _MAX_TITLES:
        titles = titles[:1]
    for row in titles:
        named[row] = "title"
    poet = titles[-1] if len(titles) > 1 else -1
    if named[number] == "verse" and poet >= 0 and _POET.match(shapes.texts[poet]):
        named[poet] = "byline"
    return None


def _forget_decks(named: list[str], number: int) -> None:
    """A deck is one under a title only; further down its words are body."""
    for row in range(number, len(named)):
        if named[row] == "deck":
            named[row] = ""


def _is_title(shapes: Shapes, han: Sequence[int], number: int) -> bool:
    text = shapes.texts[number]
    if not 1 <= han[number] <= _TITLE_HAN or shapes.lines[number] > 2:
        return False
    if ends(text, STOPS) or "。" in text or (_QUOTED.match(text) and ends(text)):
        return False
    if ends(text):
        return any(count >= _BODY_HAN for count in han[number + 1 : number + 1 + _HEAD])
    return True


def _name_headings(named: list[str], shapes: Shapes, han: Sequence[int]) -> None:
    """Short lines without an end that have a paragraph, or another heading, right after them."""
    after = False  # body, list or verse follows, with nothing but headings between
    for number in range(len(shapes.texts) - 1, -1, -1):
        if named[number]:
            after = after or named[number] in _RUNS
        elif han[number] > _HEADING_HAN:
            after = True
        else:
            text = shapes.texts[number]
            short = han[number] and shapes.lines[number] == 1
            plain = not ends(text) and "。" not in text and "\t" not in text
            if after and short and (plain or _asks_between_paragraphs(shapes, han, number)):
                named[number] = "heading"
            else:
                after = ends(text)


def _asks_between_paragraphs(shapes: Shapes, han: Sequence[int], number: int) -> bool:
    """A short question between two long paragraphs is a heading; among short lines, speech."""
    text = shapes.texts[number]
    if (
        not 0 < number < len(shapes.texts) - 1
        or han[number] > _QUESTION_HAN
        or not ends(text, CRIES)
    ):
        return False
    long = han[number - 1] >= _BODY_HAN and han[number + 1] >= _BODY_HAN
    return long and not any(mark in text for mark in '“”「」『』"：:。')
