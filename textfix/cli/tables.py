"""Tables: drawn by rich on a terminal, tab-separated with a header line everywhere else.

rich is imported when a table is drawn, and only then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textfix.cli.output import encode
from textfix.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textfix.cli.output import Stdout

__all__ = ["Table"]


class Table:
    """`add` rows, then `close`. Piped, a row is printed as soon as it is there."""

    def __init__(self, stdout: Stdout, columns: Sequence[str]) -> None:
        self._stdout = stdout
        self._columns = tuple(columns)
        self._rows: list[tuple[str, ...]] = []
        self._headed = False

    def add(self, row: Sequence[str]) -> None:
        """One more row, a string a column."""
        cells = tuple(map(visible, row))
        if self._stdout.is_terminal:
            self._rows.append(cells)
            return
        if not self._headed:
            self._print(self._columns)
            self._headed = True
        self._print(cells)

    def close(self) -> None:
        """Draw the table, if it is to be drawn."""
        if not self._rows:
            return
        from io import StringIO

        from rich.box import SIMPLE_HEAD
        from rich.console import Console
        from rich.table import Table as Drawn
        from rich.text import Text

        drawn = Drawn(box=SIMPLE_HEAD, pad_edge=False)
        for column in self._columns:
            drawn.add_column(column, overflow="fold")
        for row in self._rows:
            drawn.add_row(*map(Text, row))  # Text: a file name is no markup
        page = StringIO()
        Console(
            file=page,
            width=self._stdout.width,
            force_terminal=True,
            color_system="standard" if self._stdout.coloured else None,
            highlight=False,
        ).print(drawn)
        self._stdout.write(encode(page.getvalue()))

    def _print(self, cells: Sequence[str]) -> None:
        self._stdout.write(encode("\t".join(cells) + "\n"))
