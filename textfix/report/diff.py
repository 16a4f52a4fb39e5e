"""A unified diff of a run, made from its record (`changes`): linear in the text, never quadratic.

Changed lines stand in pairs, the old line above the new one, because a paragraph of Chinese prose
is one long line. On a terminal the changed characters in it are marked, and what does not print
is made visible; piped, it is a plain diff that ``patch`` takes (of UTF-8 input).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from textfix._text import codepoints
from textfix.report.changes import Spans, changed_spans, input_text, join
from textfix.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from textfix._document import Document

__all__ = ["CONTEXT", "Diff"]

CONTEXT = 3  # lines around a change, as in diff -u

_NEWLINE = ord("\n")
_RESET, _BOLD, _CYAN = "\x1b[0m", "\x1b[1m", "\x1b[36m"
_COLOURS = {"-": "\x1b[31m", "+": "\x1b[32m"}
_MARK, _UNMARK = "\x1b[7m", "\x1b[27m"  # reverse video: seen without colours, too
_SHOWN_AS_IS = "\t\u3000\xa0"  # blanks: U+3000 IDEOGRAPHIC SPACE indents every paragraph


class Diff:
    """The diff of one input, document by document (of a stream: block by block)."""

    def __init__(self, name: str, *, coloured: bool = False, context: int = CONTEXT) -> None:
        self._name = name
        self._coloured = coloured
        self._context = context
        self._old_line = self._new_line = 0  # lines of the documents before
        self._headed = False

    def lines(self, document: Document) -> Iterator[str]:
        """The diff of the next document, in pieces that end with a newline."""
        old = _Lines(input_text(document))
        new = _Lines(document.text)
        marks = changed_spans(document.steps)
        for hunk in _hunks(_by_line(marks, old, new), self._context, old.count):
            if not self._headed:
                self._headed = True
                encoding = document.decoded.encoding if document.decoded is not None else "utf-8"
                yield self._painted(_BOLD, f"--- {visible(self._name)}\t{encoding}\n")
                yield self._painted(_BOLD, f"+++ {visible(self._name)}\tcleaned\n")
            yield from self._hunk(hunk, old, new, marks)
        self._old_line += old.count
        self._new_line += new.count

    def _hunk(self, hunk: list[_Change], old: _Lines, new: _Lines, marks: Spans) -> Iterator[str]:
        first, last = hunk[0], hunk[-1]
        before = min(self._context, first.old[0])
        after = min(self._context, old.count - last.old[1])
        old_from, old_to = first.old[0] - before, last.old[1] + after
        new_from, new_to = first.new[0] - before, last.new[1] + after
        yield self._painted(
            _CYAN,
            f"@@ -{_range(old_from + self._old_line, old_to - old_from)}"
            f" +{_range(new_from + self._new_line, new_to - new_from)} @@\n",
        )
        at = old_from
        for change in hunk:
            yield from (self._line(" ", old, row, None) for row in range(at, change.old[0]))
            yield from self._pairs(change, old, new, marks)
            at = change.old[1]
        yield from (self._line(" ", old, row, None) for row in range(at, old_to))

    def _pairs(self, change: _Change, old: _Lines, new: _Lines, marks: Spans) -> Iterator[str]:
        olds, news = range(*change.old), range(*change.new)
        old_marks = (marks.old_start, marks.old_end)
        new_marks = (marks.new_start, marks.new_end)
        yield from (self._line("-", old, row, old_marks) for row in olds)
        yield from (self._line("+", new, row, new_marks) for row in news)

    def _line(
        self,
        sign: str,
        lines: _Lines,
        row: int,
        marks: tuple[NDArray[np.int64], NDArray[np.int64]] | None,
    ) -> str:
        start, end = lines.span(row)
        text = lines.text[start:end]
        broken = not text.endswith("\n")
        text = text.removesuffix("\n")
        if self._coloured:
            pieces = [(text, False)] if marks is None else _marked(text, start, *marks)
            text = "".join(
                f"{_MARK}{visible(part)}{_UNMARK}" if mark else visible(part, _SHOWN_AS_IS)
                for part, mark in pieces
            )
        tail = "\\ No newline at end of file\n" if broken else ""
        return self._painted(_COLOURS.get(sign, ""), f"{sign}{text}\n") + tail

    def _painted(self, colour: str, line: str) -> str:
        if not (self._coloured and colour):
            return line
        return f"{colour}{line.removesuffix(chr(10))}{_RESET}\n"


class _Change:
    """Lines ``old[0]`` to ``old[1]`` that became lines ``new[0]`` to ``new[1]``."""

    __slots__ = ("new", "old")

    def __init__(self, old: tuple[int, int], new: tuple[int, int]) -> None:
        self.old = old
        self.new = new


class _Lines:
    """A text by lines; only U+000A ends a line, as in every tool that reads diffs."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ends = np.flatnonzero(codepoints(text) == _NEWLINE) + 1  # one past each newline
        self.count = len(self.ends) + (len(text) > (int(self.ends[-1]) if len(self.ends) else 0))

    def span(self, row: int) -> tuple[int, int]:
        """Offsets of a line with its newline."""
        start = int(self.ends[row - 1]) if row else 0
        return start, int(self.ends[row]) if row < len(self.ends) else len(self.text)

    def starts_at(self, at: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether a line starts at each offset; the end counts, if a newline is before it."""
        row = np.searchsorted(self.ends, at)
        found = np.zeros(len(at), dtype=bool)
        inside = row < len(self.ends)
        found[inside] = self.ends[row[inside]] == at[inside]
        found |= at == 0
        return found

    def row(self, at: NDArray[np.int64]) -> NDArray[np.int64]:
        """The line that each offset lies in."""
        return np.searchsorted(self.ends, at, "right")

    def row_after(self, at: NDArray[np.int64]) -> NDArray[np.int64]:
        """The line after the one that each offset lies in; after the last there is none."""
        return np.minimum(self.row(at) + 1, self.count)


def _by_line(spans: Spans, old: _Lines, new: _Lines) -> list[_Change]:
    """Changed stretches widened to whole lines in both texts; those without effect left out."""
    if not len(spans.old_start):
        return []
    whole = old.starts_at(spans.old_end) & new.starts_at(spans.new_end)
    rows = Spans(
        old.row(spans.old_start),
        np.where(whole, old.row(spans.old_end), old.row_after(spans.old_end)),
        new.row(spans.new_start),
        np.where(whole, new.row(spans.new_end), new.row_after(spans.new_end)),
    )
    joined = join(rows, touching=False)
    changes = []
    for old_from, old_to, new_from, new_to in zip(
        *(column.tolist() for column in joined), strict=True
    ):
        before = old.text[_at(old, old_from) : _at(old, old_to)]
        if before != new.text[_at(new, new_from) : _at(new, new_to)]:
            changes.append(_Change((old_from, old_to), (new_from, new_to)))
    return changes


def _at(lines: _Lines, row: int) -> int:
    """Where a line starts; the text's end, after the last."""
    return lines.span(row)[0] if row < lines.count else len(lines.text)


def _hunks(changes: list[_Change], context: int, count: int) -> Iterator[list[_Change]]:
    """Changes whose context would meet, together."""
    hunk: list[_Change] = []
    for change in changes:
        if hunk and change.old[0] - hunk[-1].old[1] > 2 * context:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _range(start: int, count: int) -> str:
    """A line range as in unified diffs: from 1; of no lines, the line before."""
    return f"{start + 1 if count else start},{count}"


def _marked(
    text: str, offset: int, starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> Iterator[tuple[str, bool]]:
    """The line in pieces, and whether each is changed; `starts` and `ends` are the text's spans."""
    first = int(np.searchsorted(ends, offset, "right"))
    last = int(np.searchsorted(starts, offset + len(text), "left"))
    at = 0
    for start, end in zip(starts[first:last].tolist(), ends[first:last].tolist(), strict=True):
        low, high = max(start - offset, at), min(end - offset, len(text))
        yield text[at:low], False
        if high > low:
            yield text[low:high], True
        at = max(high, low)
    yield text[at:], False
