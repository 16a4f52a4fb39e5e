"""`DuplicateFilter`: a long paragraph that stands in the text a second time goes.

Pages print their lead twice (once as a summary), scrapers paste a block twice. The first copy is
kept, later ones go with their newline. Only exact copies count, blanks at the ends aside, and only
of paragraphs with at least `min_han` hanzi that hold a sentence: verse refrains, headings, list
items, table rows and formulas of law are short, and repeat on purpose.

`min_han` is 60 by default: in 467 clean texts (UD, the Union Version, documentation, statutes) the
longest line repeated on purpose has 40 hanzi (Ezekiel 40), but for one: the Accounting Law
has a paragraph of 142 twice. It begins 有前款行为, and so says something else each time: a
paragraph that points at its neighbours is never a copy.

What it does not do: judge near copies ("90 % similar" hits refrains and headlines), or parts of
lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from textfix._charclass import CharClass, flag_table
from textfix._edits import Edits, Tag
from textfix._errors import ConfigError
from textfix._lines import line_bounds, trimmed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from textfix._filter import Scope
    from textfix._text import Text

__all__ = ["DuplicateFilter"]

_MIN_HAN = 60
# A sentence's end: what a paragraph has and a table row, a verse without marks or a list has not.
_STOPS = frozenset("。！？!?…；;")
# A paragraph that points at the one before or after it means something else at each place.
# Every branch begins with a letter of its own: so `re` passes over the others, three times faster.
_POINTS = re.compile(
    "(?:前[{0}]|上[{0}]|本[{1}]|该[{1}]|該[{1}]|下列|以下|如下|左列|后者|後者)".format(
        "款项項条條述两兩二三", "条條款項项"
    )
)
_CELLS = ("\t", "|", "│", "｜")
_LIST_MARKS = frozenset("-*+•·●○■□◆◇▪◦#>")
# Characters compared before two lines are: at these shares of the length.
_PROBES = (0.0, 0.13, 0.29, 0.5, 0.71, 0.87)
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateFilter:
    """Drops exact repeats of long paragraphs and keeps the first.

    `min_han`: the least number of hanzi a paragraph must have to be dropped.

    Raises:
        ConfigError: if `min_han` is not a whole number of at least 1.

    >>> from textfix._text import Text
    >>> lead = "春風又綠江南岸。" * 9
    >>> [(e.start, e.end) for e in DuplicateFilter().edits(Text(f"{lead}\\n短句。\\n{lead}"))]
    [(77, 149)]
    """

    id: ClassVar[str] = "duplicate"
    needs: ClassVar[tuple[CharClass, ...]] = (CharClass.HAN,)  # without hanzi, nothing is judged
    scope: ClassVar[Scope] = "document"  # lines are compared with one another

    min_han: int = _MIN_HAN

    def __post_init__(self) -> None:
        if type(self.min_han) is not int or self.min_han < 1:
            raise ConfigError(f"duplicate: min_han is {self.min_han!r}; give a whole number from 1")

    def edits(self, text: Text) -> Edits:
        """Deletions of later copies, each with its newline."""
        starts, ends = line_bounds(text)
        long = ends - starts >= self.min_han
        if np.count_nonzero(long) < 2:
            return Edits.none()
        starts, ends = starts[long], ends[long]
        low, high = trimmed(text, starts, ends)
        rows = _twins(text.codepoints, low, high)
        if not len(rows):
            return Edits.none()
        seen: dict[str, bool] = {}
        found = []
        for row in rows.tolist():
            line = text.value[low[row] : high[row]]
            if line in seen:
                if seen[line]:
                    found.append(row)
            else:
                # Of these lines only: nothing else here needs the flags of the whole text.
                flags = flag_table().take(text.codepoints[low[row] : high[row]])
                hanzi = np.count_nonzero(flags & np.uint16(CharClass.HAN))
                seen[line] = bool(hanzi >= self.min_han) and _is_paragraph(line)
        end = ends[found]
        end += np.minimum(end + 1, len(text)) - end  # its newline, where it has one
        return Edits.delete(starts[found], end, _TAG)


_TAG = Tag("duplicate.paragraph", why="the same paragraph stands further up, word for word")


def _is_paragraph(line: str) -> bool:
    """Whether the line is prose: no cell of a table, no list item, no table of contents."""
    if any(cell in line for cell in _CELLS) or line[0] in _LIST_MARKS:
        return False
    return not _STOPS.isdisjoint(line) and not _POINTS.search(line)


def _twins(
    points: NDArray[np.uint32], low: NDArray[np.int64], high: NDArray[np.int64]
) -> NDArray[np.intp]:
    """The lines that share length and a few characters with another one: all others are unique.

    A handful of look-ups a line, so that clean text is never sliced: 22,000 lines of 10 MB take
    2 ms.
    """
    length = high - low
    real = np.flatnonzero(length > 0)
    low, length = low[real], length[real]
    mixed = length.astype(np.uint64)
    for share in _PROBES:
        probe = points[low + (length * share).astype(np.int64)]
        mixed = (mixed ^ probe) * _MIX
        mixed ^= mixed >> np.uint64(29)
    order = np.argsort(mixed, kind="stable")
    same = mixed[order[1:]] == mixed[order[:-1]]
    twin = np.zeros(len(order), dtype=bool)
    twin[order[1:]] = same
    twin[order[:-1]] |= same
    return real[twin]
