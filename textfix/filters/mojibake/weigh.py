"""What readings cost under the character model, many at once.

One call to NumPy costs as much as a look-up of 30 characters, so all readings of a line are
weighed together: joined by line feeds, which is what stands at a text's edges anyway.

What it does not do: choose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from textfix._charmodel import UNIT, Form, load

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["nats"]

# A character that repeats the one before it, or follows it in the code table, costs no more than
# this (sixteenths: 2 nats). Rules of ─, rows of a table and alphabets are cheap to write, however
# rare their characters are.
_REPEATED = 32


def nats(texts: Sequence[str], form: Form = Form.EITHER) -> list[float]:
    """What each text costs, in nats, by pairs of characters; none may hold a line feed.

    >>> likely, unlikely = nats(["长沙市", "é•¿æ²™å¸‚"])
    >>> likely < unlikely
    True
    """
    model = load()
    joined = "\n".join(texts)
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    costs = model.costs(points, form, triples=False)
    step = np.abs(np.diff(points.astype(np.int32)))
    np.minimum(costs[1:], _REPEATED, out=costs[1:], where=step <= 1)
    starts = [0]
    for text in texts[:-1]:
        starts.append(starts[-1] + len(text) + 1)
    # An empty text would give its line feed's cost; callers have none.
    sums: list[float] = (np.add.reduceat(costs, starts) / UNIT).tolist()
    return sums
