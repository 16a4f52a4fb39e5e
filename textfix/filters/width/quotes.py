"""Quotation marks in one style, where it is asked for: “ ” ‘ ’ or 「 」『 』.

Straight marks are paired by turns; curly and corner ones by what they are. A line is only touched
if all its marks pair up, and a pair only if it quotes Chinese: 5" and "hello" stay. The outer pair
takes the outer marks of the style, what it quotes the inner ones.

What it does not do: straight single quotes (they are apostrophes as often), quotations over
several lines, lines of code.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import numpy as np

from textfix._charclass import CharClass
from textfix._edits import Edits, Tag
from textfix.filters.width.marks import Shield

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textfix._text import Text

__all__ = ["STYLES", "Quotes", "Style", "paired"]

Quotes = Literal["keep", "curly", "corner", "script"]
Style = Literal["curly", "corner"]

# Outer and inner marks. GB/T 15834 (mainland), the Ministry of Education's handbook (Taiwan).
STYLES: dict[Style, str] = {"curly": "“”‘’", "corner": "「」『』"}

_QUOTE = Tag("width.quote-style", why="quotation mark that is not of the style asked for")
_STRAIGHT = '"\uff02'  # QUOTATION MARK and its full-width twin
_PAIRS = dict(zip("“‘「『", "”’」』", strict=True))
_MARKS = re.compile(r"[\"\uff02“”‘’「」『』]")


def paired(text: Text, style: Style) -> Edits:
    """The quotation marks of `text` that are to be others, in `style`."""
    hanzi = text.mask(CharClass.HAN)
    at: list[int] = []
    new: list[int] = []
    for marks in _by_line(text.value):
        for opener, closer, depth in _pairs(text.value, marks):
            if hanzi[opener:closer].any():
                at += (opener, closer)
                new += map(ord, STYLES[style][2 * (depth % 2) :][:2])
    order = np.argsort(np.array(at, np.intp), kind="stable")
    places, points = np.array(at, np.intp)[order], np.array(new, np.uint32)[order]
    wrong = (text.codepoints[places] != points) & ~Shield(text)(places)
    return Edits.pointwise(places[wrong], points[wrong], _QUOTE)


def _by_line(value: str) -> Iterator[list[int]]:
    """The offsets of the quotation marks, line by line."""
    found: list[int] = []
    end = -1
    for match in _MARKS.finditer(value):
        if match.start() > end:
            yield found
            found = []
            end = value.find("\n", match.start()) % (len(value) + 1)
        found.append(match.start())
    yield found


def _pairs(value: str, marks: list[int]) -> list[tuple[int, int, int]]:
    """Opener, closer and depth of each quotation of a line; none if the marks do not pair up."""
    found: list[tuple[int, int, int]] = []
    open_: list[int] = []
    for at in marks:
        mark = value[at]
        if mark == "’" and value[at - 1 : at].isascii() and value[at + 1 : at + 2].isascii():
            continue  # an apostrophe: don’t
        last = value[open_[-1]] if open_ else ""
        opens = mark in _PAIRS or (mark in _STRAIGHT and last not in _STRAIGHT) or not last
        if opens:
            if mark not in _PAIRS and mark not in _STRAIGHT:
                return []
            open_.append(at)
        elif mark in _STRAIGHT or _PAIRS.get(last) == mark:
            found.append((open_.pop(), at, len(open_)))
        else:
            return []
    return [] if open_ else found
