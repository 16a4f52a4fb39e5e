"""A line on stderr that tells how far a long run has come.

Only where a person watches (stderr is a terminal, and the text does not go to the same one), and
only after a second: what is done sooner needs no news. Written by hand, because this is one line
and rich costs as much to import as click.
"""

from __future__ import annotations

import os
import sys
from time import monotonic

__all__ = ["Progress"]

AFTER = 1.0  # seconds
_EVERY = 0.1  # seconds between two updates
_CLEAR = "\r\x1b[2K"


class Progress:
    """`step` as work is done; `clear` before anything else is printed there, and at the end.

    `beside_text`: the result is printed on the same terminal, and is news enough.
    """

    def __init__(self, files: int, *, beside_text: bool) -> None:
        self._files = files
        self._done = 0
        self._bytes = 0
        self._start = self._shown_at = monotonic()
        self._shown = False
        self._wanted = (
            sys.stderr is not None
            and sys.stderr.isatty()
            and not beside_text
            and os.environ.get("TERM") != "dumb"
        )

    def step(self, name: str, size: int, *, done: bool = False) -> None:
        """`size` more bytes were read of the input called `name`; `done`: they were its last."""
        self._bytes += size
        self._done += done
        if not self._wanted:
            return
        now = monotonic()
        if now - self._start < AFTER or now - self._shown_at < _EVERY:
            return
        self._shown, self._shown_at = True, now
        files = f", {self._done} of {self._files} files" if self._files > 1 else ""
        line = f"{self._bytes / 1e6:.0f} MB{files}: {name}"
        width = os.get_terminal_size(sys.stderr.fileno()).columns
        sys.stderr.write(_CLEAR + _cut(line, width - 1))
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
            self._shown = False


def _cut(line: str, width: int) -> str:
    """At most `width` cells; a hanzi takes two. What does not print is left out."""
    shown, used = [], 0
    for char in line:
        cells = 2 if ord(char) >= 0x1100 else 1  # generous: a line that wraps cannot be cleared
        if used + cells > width:
            break
        if char.isprintable():
            shown.append(char)
            used += cells
    return "".join(shown)
