"""Segmentation: a clean text as paragraphs with kinds, and paragraphs as sentences.

`segment` reads; it changes nothing. Which lines make a paragraph is `_layout`'s question, what kind
it is `_kinds`', where its sentences end `_sentences`'. Offsets are code points of the given text.
"""

from __future__ import annotations

from itertools import repeat

from textfix._text import Text
from textfix.segmenting._columns import spans_of
from textfix.segmenting._kinds import kinds
from textfix.segmenting._layout import blocks
from textfix.segmenting._paragraph import KINDS, Paragraph, Sentence
from textfix.segmenting._shapes import joined_lines, lines_of

__all__ = ["KINDS", "Paragraph", "Sentence", "segment"]


def segment(text: str) -> list[Paragraph]:
    """The paragraphs of `text`, in order, disjoint; what lies between them is blank.

    Lines are joined only where the text was wrapped to a width; else every line that is not empty
    is a paragraph.

    >>> for paragraph in segment("江城新事\\n周山主持\\n老街修好了。路也通了。\\n"):
    ...     print(paragraph.kind, [s.text for s in paragraph.sentences()])
    title ['江城新事']
    deck ['周山主持']
    body ['老街修好了。', '路也通了。']
    """
    source = Text(text)
    spans = spans_of(source)
    groups = blocks(source, spans)
    shapes = lines_of(source, spans) if groups is None else joined_lines(text, groups)
    columns = (shapes.texts, kinds(source, shapes), shapes.starts.tolist(), shapes.ends.tolist())
    pieces = repeat(()) if groups is None else groups
    # What `Paragraph(...)` does, without a call for each of a book's.
    return list(map(tuple.__new__, repeat(Paragraph), zip(*columns, pieces, strict=False)))
