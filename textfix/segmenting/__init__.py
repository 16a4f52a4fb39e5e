"""Segmentation: a clean text as paragraphs with kinds, and paragraphs as sentences.

`segment` reads; it changes nothing. Which lines make a paragraph is `_layout`'s question, what kind
it is `_kinds`', where its sentences end `_sentences`'. Offsets are code points of the given text.
"""

from __future__ import annotations

from textfix._text import Text
from textfix.segmenting._kinds import Shapes, kinds
from textfix.segmenting._layout import blocks
from textfix.segmenting._paragraph import KINDS, Paragraph, Sentence, joined

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
    groups = blocks(source)
    shapes = Shapes(
        [
            text[pieces[0][0] : pieces[0][1]] if len(pieces) == 1 else joined(text, pieces)
            for pieces in groups
        ],
        [pieces[0][0] for pieces in groups],
        [pieces[-1][1] for pieces in groups],
        list(map(len, groups)),
    )
    named = kinds(source, shapes)
    return list(map(Paragraph, shapes.texts, named, shapes.starts, shapes.ends, groups))
