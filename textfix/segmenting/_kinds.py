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
from typing import TYPE_CHECKING

import numpy as np

from textfix._charclass import CharSet
from textfix._rulematch import rule_set
from textfix._text import Text
from textfix.segmenting._columns import hanzi_of
from textfix.segmenting._paragraph import KINDS
from textfix.segmenting._runs import CLOSERS, CRIES, STOPS, ends, name_runs
from textfix.segmenting._shapes import CODE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix.segmenting._shapes import Named, Shapes

__all__ = ["kinds"]

# The longest title in 68 gold pages has 41 hanzi, the longest heading 29.
_TITLE_HAN = 44
_HEADING_HAN = 32
_MAX_TITLES = 4
_QUESTION_HAN = 18
_HEAD = 8  # paragraphs: how far under a question that is a title its text may begin
# A question or a cry can be a title only over a paragraph of some length; else it is dialogue.
_BODY_HAN = 40
_SPOKEN = {"「": "」", "『": "』", "“": "”"}
_QUOTED = re.compile(r"[“「『\"—]")
_RUNS = [CODE[kind] for kind in ("list", "verse", "dialogue", "table")]
_UNDER_TITLE = [CODE[kind] for kind in ("byline", "dateline", "credit")]
_DECK = CODE["deck"]
_KINDS = np.array(KINDS, dtype=object)
# What a paragraph ends with that is `ends` for certain, and what one has to look behind.
_FINAL = CharSet("".join(STOPS | CRIES))
_UNCLEAR = CharSet("." + CLOSERS)
_STOPPED = CharSet("".join(STOPS))
_POET = re.compile(r"(?:[\[（(【〔]?[\u4e00-\u9fff]{1,2}[\]）)】〕·])?\s?[\u4e00-\u9fff]{2,4}$")


def kinds(text: Text, shapes: Shapes) -> list[str]:
    """The kind of each paragraph, in order."""
    if not len(shapes):
        return []
    han = hanzi_of(text, shapes.starts)  # what lies between two paragraphs is blank
    named = _by_rules(shapes, han)
    name_runs(named, text, shapes, han)
    _name_head(named, shapes, han)
    _name_headings(named, text, shapes, han)
    named[named == 0] = CODE["body"]
    kind: list[str] = _KINDS.take(named - 1).tolist()
    return kind


def _by_rules(shapes: Shapes, han: NDArray[np.int32]) -> Named:
    """Kinds that the packs know by a line's words; a paragraph of several lines has none.

    Scanned are the lines of a length that rules for whole lines look at, each once: of prose that
    is one character in five, of a site's pages less.
    """
    named = np.zeros(len(shapes), dtype=np.int8)
    size = shapes.ends - shapes.starts
    single = shapes.lines == 1
    for pack in ("segment/head", "caption"):
        rules = rule_set((pack,))
        fits = single & (size <= rules.longest_line) & (han <= rules.most_hanzi)
        rows = np.flatnonzero(fits).tolist()
        text = Text("\n".join(dict.fromkeys([shapes.texts[row] for row in rows])))
        known = {
            text.value[hit.line_start : hit.line_end]: CODE[hit.rule.kind]
            for hit in rules.hits(text)
            if hit.line and hit.applicability == 0
        }
        for row in rows if known else ():
            named[row] = named[row] or known.get(shapes.texts[row], 0)
    return named


def _name_head(named: Named, shapes: Shapes, han: NDArray[np.int32]) -> None:
    """Titles: the short lines before the first paragraph, if there is one."""
    titles: list[int] = []
    under = False  # a byline or a dateline was met: the headline is complete
    number = 0
    for number in range(len(shapes)):
        kind = named[number]
        if kind in _UNDER_TITLE:
            under = under or bool(titles)
        elif kind == _DECK:
            if not titles:
                named[number] = 0
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
    named[titles] = CODE["title"]
    poet = titles[-1] if len(titles) > 1 else -1
    if named[number] == CODE["verse"] and poet >= 0 and _POET.match(shapes.texts[poet]):
        named[poet] = CODE["byline"]
    return None


def _forget_decks(named: Named, number: int) -> None:
    """A deck is one under a title only; further down its words are body."""
    rest = named[number:]
    rest[rest == _DECK] = 0


def _is_title(shapes: Shapes, han: NDArray[np.int32], number: int) -> bool:
    text = shapes.texts[number]
    if not 1 <= han[number] <= _TITLE_HAN or shapes.lines[number] > 2:
        return False
    if ends(text, STOPS) or "。" in text or (_QUOTED.match(text) and ends(text)):
        return False
    if ends(text):
        return bool((han[number + 1 : number + 1 + _HEAD] >= _BODY_HAN).any())
    return True


def _name_headings(named: Named, text: Text, shapes: Shapes, han: NDArray[np.int32]) -> None:
    """Short lines without an end that have a paragraph, or another heading, right after them.

    Each paragraph says yes, no, or nothing about the lines before it; for a line the next one that
    says anything counts.
    """
    free = named == 0
    short = free & (han <= _HEADING_HAN)
    if not short.any():
        return
    one_line = short & (han > 0) & (shapes.lines == 1)
    ended = _ended(text, shapes, short)
    heading = one_line & ~ended
    rows = np.flatnonzero(heading)
    texts = [shapes.texts[row] for row in rows.tolist()]
    heading[rows] = ["。" not in line and "\t" not in line for line in texts]
    cited = rows[np.fromiter(map(_is_cited, texts), np.bool_, len(texts))]
    heading[cited] = False
    ended[cited] = True  # it is body, and a line before it may be its heading
    asks = one_line & ended & (han <= _QUESTION_HAN) & ~_STOPPED.holds(_last(text, shapes))
    for row in np.flatnonzero(asks).tolist():
        heading[row] = _asks_between_paragraphs(shapes, han, row)
    says = np.where(short, ended & ~heading, free | np.isin(named, _RUNS))
    silent = np.where(short, heading & ~ended, ~says)
    # A question between two paragraphs is a heading with an end: it says yes where it is one.
    says |= heading & ended
    # The row of the next that says anything, seen from the end.
    rows = np.arange(len(named))
    speaker = np.minimum.accumulate(np.where(silent, len(named), rows)[::-1])[::-1]
    follows = np.append(says, False)[np.append(speaker[1:], len(named))]
    named[heading & follows] = CODE["heading"]


def _is_cited(line: str) -> bool:
    """Whether a line is what somebody said, 「走吧」, or wrote, as mail cites it behind ``>``."""
    return line[0] in ">＞" or (line[0] in _SPOKEN and line[-1] == _SPOKEN[line[0]])


def _ended(text: Text, shapes: Shapes, asked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For each of the paragraphs asked about, whether it `ends` as a sentence does."""
    last = _last(text, shapes)
    ended = _FINAL.holds(last) & asked
    for row in np.flatnonzero(_UNCLEAR.holds(last) & asked).tolist():
        ended[row] = ends(shapes.texts[row])
    return ended


def _last(text: Text, shapes: Shapes) -> NDArray[np.uint32]:
    """The last code point of each paragraph."""
    return text.codepoints[shapes.ends - 1]


def _asks_between_paragraphs(shapes: Shapes, han: NDArray[np.int32], number: int) -> bool:
    """A short question between two long paragraphs is a heading; among short lines, speech."""
    text = shapes.texts[number]
    if not 0 < number < len(shapes) - 1 or not ends(text, CRIES):
        return False
    long = han[number - 1] >= _BODY_HAN and han[number + 1] >= _BODY_HAN
    return bool(long) and not any(mark in text for mark in '“”「」『』"：:。')
