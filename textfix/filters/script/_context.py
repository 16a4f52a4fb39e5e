"""What stands around a character: a string in simplified spelling, to ask a dictionary about.

Word evidence is looked up in simplified spelling, in which traditional, simplified and mixed text
look the same: what a word says of a character does not depend on how its neighbours happen to
be written, and does not change when they are converted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from textfix._text import from_codepoints
from textfix.filters.script._stretch import NEWLINE
from textfix.filters.script._tables import map_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

__all__ = ["asked", "parts"]

# Contexts laid out at a time: 16,384 of 19 characters take 2.5 MB; a text of nothing but 乾 would
# take a hundred times its size at once.
_BLOCK = 1 << 14


def asked(
    points: NDArray[np.uint32],
    at: NDArray[np.intp],
    reach: int,
    verdict: Callable[[str], int],
) -> NDArray[np.uint32]:
    """What `verdict` says of each of the offsets `at`, given the context of `reach` on either side.

    The context is a string of ``2 * reach + 1`` characters with the one in question in the middle;
    beyond the text's ends it holds newlines. The same context is asked about once.
    """
    width = 2 * reach + 1
    known: dict[str, int] = {}
    answers = np.empty(len(at), dtype=np.uint32)
    for first in range(0, len(at), _BLOCK):
        block = at[first : first + _BLOCK]
        around = block[:, None] + np.arange(-reach, reach + 1)
        inside = (around >= 0) & (around < len(points))
        seen = map_table("t2s", rare=False).take(points[np.where(inside, around, 0)])
        text = from_codepoints(np.where(inside, seen, NEWLINE).astype(np.uint32).ravel())
        for row in range(len(block)):
            context = text[row * width : (row + 1) * width]
            answer = known.get(context)
            if answer is None:
                answer = known[context] = verdict(context)
            answers[first + row] = answer
        if len(known) > _BLOCK:
            known.clear()
    return answers


def parts(context: str, longest: int) -> Iterator[tuple[str, int]]:
    """The stretches of a context that hold its middle and more: ``(stretch, place of the middle)``.

    Longest first.

    >>> [part for part, _ in parts("控制造", 2)]
    ['控制', '制造']
    """
    middle = len(context) // 2
    for size in range(longest, 1, -1):
        for start in range(max(0, middle - size + 1), min(middle, len(context) - size) + 1):
            yield context[start : start + size], middle - start
