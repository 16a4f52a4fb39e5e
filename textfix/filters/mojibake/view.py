"""`View`: one window of a line that lost bytes, and the texts that it can be with their nats.

What: the window is laid out as cells (`bytecells`), searched (`textfix._bytesearch`), and every
reading found is weighed with the line around it: quotation marks (`quotes`), script, readings that
were injected (`bare`).

What it does not do: judge. The best reading is given, and by how much it is better than the next.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from math import exp
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np
import regex

from textfix._bytesearch import WIDTH, WITHIN, search
from textfix._charmodel import UNIT, Form, load
from textfix._multibyte import codec
from textfix._text import codepoints
from textfix.filters.mojibake.bare import TEXT, fit, torn_cell
from textfix.filters.mojibake.bytecells import LOST_MARKS, Window
from textfix.filters.mojibake.expect import WIDE, is_narrowed, unusual
from textfix.filters.mojibake.pieces import Piece, between, changed, margin_of
from textfix.filters.mojibake.quotes import expected, verdict
from textfix.filters.mojibake.repair import Repair

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textfix._bytesearch import Cell, Reading
    from textfix.filters.mojibake.bare import Bare, Site
    from textfix.filters.mojibake.repair import Setting

__all__ = ["View", "searched"]

_PRIVATE = regex.compile("[\ue000-\uf8ff]")
_TO_NARROW = {0xFEE0 + place: place for place in range(0x21, 0x7F)}
# Readings asked for: quotation marks and injected readings re-order them.
_BEST = 8
# Where bytes are taken to be gone without a mark after all else failed, the search is narrow:
# characters and exact texts (dev) stay as they are, in two thirds of the time.
_NARROW_WIDTH, _NARROW_WITHIN = 4, 7.0
# Mean nats of four characters of the best reading, from which it is still damaged.
_STILL_BAD = 12.5
_FOUR = 4
# The share of a long window that may be so: beyond, it is other damage, and the search takes long.
_LONG = 40
_HOPELESS = 0.8
# The same of six, from which the best reading is no text at all, whatever the others are.
_UNREAD = 10.5
_SIX = 6
_DOUBT = 0.5
# A shift makes one character in seven a private-use one. Where a long shift shows none in the whole
# line, they were stripped, and what stood there can only be guessed: nats a character beyond these.
_SHIFT = 10
_STRIPPED = 0.25
# Where a mark of full width, narrowed or not, stands behind the mark of loss, the byte after the
# lost one is known to be A3: of the characters written at 2 nats 97 % were right, of others' at 3.
_SIGNED = regex.compile("[?\uff1f][!,:;?\uff01\uff0c\uff1a\uff1b\uff1f]")
_KNOWN = 1.0


@dataclass(slots=True)
class View:
    """One window of a bare line, and the texts that it can be with their nats."""

    line: str
    start: int
    end: int
    form: Form
    setting: Setting
    sites: list[Site]
    names: tuple[str, ...]
    text: str = ""
    narrowed: bool = False
    extra: Mapping[str, int] = field(default_factory=dict)
    found: dict[str, tuple[float, list[Piece]]] = field(default_factory=dict)
    best: tuple[float, Window, Reading] | None = None

    def __post_init__(self) -> None:
        self.text = self.line[self.start : self.end]
        self.narrowed = is_narrowed(self.line)
        self.extra = expected(self.line[: self.start]) | unusual(self.line, narrowed=self.narrowed)

    @property
    def private(self) -> bool:
        """Whether the line holds private-use characters."""
        return _PRIVATE.search(self.line) is not None

    @property
    def before(self) -> str:
        return self.line[max(0, self.start - 2) : self.start]

    @property
    def after(self) -> str:
        return self.line[self.end : self.end + 2] or "\n"

    def _verdict(self, text: str) -> float:
        return verdict(self.line[: self.start] + text + self.line[self.end :])

    def _given(self) -> dict[int, Cell]:
        """The cells of torn readings, by their offset in the window."""
        given: dict[int, Cell] = {}
        for site in self.sites:
            at = site.at - 1 - self.start
            if site.torn and at >= 0:
                before = self.line[site.at - 2 : site.at - 1].encode("gbk", "ignore")
                known = before[-1] if before and before != b"?" else 0
                given[at] = torn_cell(site.word, known)
        return given

    def read(self, flags: Sequence[bool], *, stripped: bool = False) -> None:
        """Search the window; `flags`: where bytes may be gone without a mark, and if `stripped`
        private-use characters.
        """
        given = tuple(self._given().items())
        extra = tuple(self.extra.items())
        for name in self.names:
            window, readings = searched(
                self.text,
                name,
                given,
                tuple(flags),
                self.form,
                (self.before, self.after),
                extra,
                stripped=stripped,
            )
            for reading in readings:
                self._weigh(window, reading)

    def _weigh(self, window: Window, reading: Reading) -> None:
        """Keep a reading: what it says of each place, and what that costs altogether."""
        plain = self._plain(window, reading)
        beyond = sum(self.extra.get(char, 0) for char in reading.text) / UNIT
        pieces, against = self._pieces(window, reading, plain)
        nats = reading.nats - beyond + self._verdict(plain) + against
        self._keep(nats, pieces)
        if self.best is None or nats < self.best[0]:
            self.best = (nats, window, reading)

    def _keep(self, nats: float, pieces: list[Piece]) -> None:
        text = "".join(piece.text for piece in pieces)
        if text not in self.found or nats < self.found[text][0]:
            self.found[text] = (nats, pieces)

    def _plain(self, window: Window, reading: Reading) -> str:
        """The reading, with narrow marks where the line has narrow ones: those that stand in the
        line as they stood, and all where the line was narrowed.
        """
        if self.narrowed:
            return reading.text.translate(_TO_NARROW)
        if not WIDE.search(reading.text):
            return reading.text
        chars = []
        ends = window.ends(reading)
        for char, start, end in zip(reading.text, [0, *ends], ends, strict=False):
            own = self.text[start // 2 : end // 2]
            chars.append(own if own == char.translate(_TO_NARROW) else char)
        return "".join(chars)

    def _pieces(self, window: Window, reading: Reading, plain: str) -> tuple[list[Piece], float]:
        """The reading's characters, injected readings put back behind them; nats against those."""
        ends = window.ends(reading)
        starts = [0, *ends]
        if not self.sites:
            return list(map(Piece, starts, ends, plain)), 0.0
        pieces: list[Piece] = []
        against = 0.0
        sites = iter(self.sites)
        site = next(sites, None)
        last = b""
        for char, real, start, end in zip(plain, reading.text, starts, ends, strict=False):
            data = real.encode("gbk", "replace")
            whole = char
            while site is not None and 2 * (site.at - self.start) <= end:
                if char == "?" and site.torn:
                    whole = site.found
                elif 2 * (site.at - self.start) == end:
                    whole += site.text
                    against += fit(data[-2:], site.word, self.setting)
                else:
                    against += fit(last[-1:] + data[:1], site.word, self.setting)
                site = next(sites, None)
            pieces.append(Piece(start, end, whole))
            last = data
        return pieces, against

    def _unlikely(self) -> float:
        """The most that six characters of the best reading cost, in nats a character."""
        if self.best is None:
            return 0.0
        costs = load().costs(codepoints(self.best[2].text), self.form) / UNIT
        size = min(_SIX, len(costs))
        return float(np.convolve(costs, np.ones(size) / size, "valid").max()) if size else 0.0

    def doubtful(self) -> list[bool]:
        """Where the best reading is still unlikely: before each character, and last at the end,
        whether to look for bytes that are gone without a mark. Empty: nowhere, or nearly
        everywhere, so that this is other damage.
        """
        if self.best is None:
            return [True] * (len(self.text) + 1)
        _, window, reading = self.best
        costs = load().costs(codepoints(reading.text), self.form) / UNIT
        size = min(_FOUR, len(costs))
        if not size:
            return []
        means = np.convolve(costs, np.ones(size) / size, "valid")
        flags = [False] * (len(self.text) + 1)
        for at in np.flatnonzero(means >= _STILL_BAD).tolist():
            places = [window.places[cell] // 2 for cell in reading.cells[at : at + size]]
            for place in range(max(0, places[0] - 2), min(len(flags), places[-1] + 3)):
                flags[place] = True
        hopeless = len(flags) > _LONG and sum(flags) > _HOPELESS * len(flags)
        return flags if any(flags) and not hopeless else []

    def _leave(self, line: str, bare: Bare) -> list[Piece]:
        """The window as it stands, kept as one of the readings."""
        model = load()
        around = model.nats(self.before + self.text + self.after, self.form)
        nats = around - model.nats(self.before, self.form) + self._verdict(self.text)
        torn = sum(site.torn for site in self.sites)
        origin = bare.origin
        pieces = [
            Piece(
                2 * (at - self.start), 2 * (at + 1 - self.start), line[origin[at] : origin[at + 1]]
            )
            for at in range(self.start, self.end)
        ]
        self._keep(nats + TEXT * torn, pieces)
        return pieces

    def repairs(self, line: str, bare: Bare, kind: str) -> list[Repair]:
        """What the best reading changes, if it is better than leaving the window as it stands."""
        own = self._leave(line, bare)
        ranked = sorted(self.found.values(), key=itemgetter(0))
        best = ranked[0][0]
        # Readings that were not asked for are no better than the last one that was; there are as
        # many as bytes in doubt.
        read = [nats for nats, pieces in ranked if pieces is not own]
        if not read:  # nothing was found but the line as it stands
            return []
        unseen = exp(best - max(read))
        doubtful = self._unlikely() >= _UNREAD
        private = self.private
        chain = "reading injected" if kind == "injected" else "byte lost"
        made: list[Repair] = []
        for low, high in changed(own, ranked[0][1]):
            texts = [(between(pieces, low, high), nats - best) for nats, pieces in ranked]
            new = texts[0][0] or ""
            start, end = bare.origin[self.start + low // 2], bare.origin[self.start + high // 2]
            old = line[start:end]
            marks = sum(map(old.count, LOST_MARKS))
            guessed = max(0, _size(new) - _size(old) - marks)
            margin = margin_of(new, texts, unseen * max(1, marks + guessed))
            margin += _KNOWN if _SIGNED.search(old) else 0.0
            if not private:
                margin -= _STRIPPED * max(0, len(old) - _SHIFT)
            margin = max(0.0, min(margin, _DOUBT) if doubtful else margin)
            others = dict.fromkeys(text for text, _ in texts if text is not None and text != new)
            made.append(Repair(start, end, new, kind, chain, margin, tuple(others)[:3]))
        return made


# One damaged phrase stands in many lines: a search takes 2 ms and depends on nothing else.
@lru_cache(maxsize=1024)
def searched(
    text: str,
    name: str,
    given: tuple[tuple[int, Cell], ...],
    flags: tuple[bool, ...],
    form: Form,
    around: tuple[str, str],
    extra: tuple[tuple[str, int], ...],
    *,
    stripped: bool,
) -> tuple[Window, list[Reading]]:
    """The window laid out in an encoding, and its likeliest readings."""
    window = Window(text, codec(name), dict(given))
    window.add(flags=flags, stripped=stripped and name == "gbk")
    before, after = around
    return window, search(
        window.cells,
        window.codec,
        form=form,
        before=before,
        after=after,
        extra=dict(extra),
        best=_BEST,
        width=_NARROW_WIDTH if stripped else WIDTH,
        within=_NARROW_WITHIN if stripped else WITHIN,
        invent=False,
    )


def _size(text: str) -> int:
    """Bytes of the text in GBK; a character that it lacks is one."""
    return len(text.encode("gbk", "replace"))
