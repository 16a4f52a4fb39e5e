"""`look`: the stretches of a line that lost bytes, read anew by the search over bytes.

What: each stretch, with a few characters on either side, is laid out as cells (`bytecells`), read
as GBK and, where all of it is in Big5, as Big5, and every reading found is weighed with the line
around it: quotation marks (`quotes`), script, readings that were injected (`injected`). First only
marks of loss are taken for lost bytes; where the best reading is still unlikely, bytes may also be
gone without a mark.

What it does not do: find stretches (`stretches`), or judge: the best reading is given, and by how
much it is better than the next.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
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
from textfix.filters.mojibake.expect import WIDE, form_of, is_narrowed, unusual
from textfix.filters.mojibake.pieces import Piece, between, changed, margin_of
from textfix.filters.mojibake.quotes import expected, verdict
from textfix.filters.mojibake.repair import Repair
from textfix.filters.mojibake.shifts import encodings
from textfix.filters.mojibake.stretches import CONTEXT, stretches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textfix._bytesearch import Cell, Reading
    from textfix.filters.mojibake.bare import Bare, Site
    from textfix.filters.mojibake.repair import Setting

__all__ = ["look"]

_HAN = r"[\u3400-\u9fff]"
_HANZI = regex.compile(_HAN)
# A mark of loss beside a hanzi, or before the ASCII trail byte of one.
_MARK = regex.compile(f"\ufffd|(?<={_HAN})[{LOST_MARKS}]|[{LOST_MARKS}](?=[@-~\u20ac]?{_HAN})")
# A narrow mark that may hide A3 and the next lead byte, if rare characters follow.
_CANDIDATE = regex.compile(f"(?<={_HAN})[!:;](?={_HAN}{_HAN})")
_RARE = 10.0
_PRIVATE = regex.compile("[\ue000-\uf8ff]")
_TO_NARROW = {0xFEE0 + place: place for place in range(0x21, 0x7F)}
# Marked stretches so short may hold one lost character and no shift.
_SHORT = 12
# Mean nats of text that has holes, and no long shift: Big5 finds back soon.
_TEXT_WITH_HOLES = 9.5
_MARKS_OF = 5  # and of five characters one mark at most
# Nats that a shift must save, a character of the stretch; without marks, and at least.
_EACH_MARKED = 0.25
_EACH = 0.5
_LEAST = 10.0
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


def look(line: str, bare: Bare, setting: Setting, *, kind: str) -> list[Repair]:
    """Stretches of a line of which bytes are lost. `kind` is ``injected``: those with torn
    readings; ``lost``: the others.
    """
    text = bare.text
    torn = {site.at - 1: site for site in bare.sites if site.torn}
    marks = sorted({match.start() for match in _MARK.finditer(text)} | set(torn))
    if not marks and kind == "injected":
        return []
    points = codepoints(text)
    costs = load().costs(points, Form.EITHER) / UNIT
    marks += [
        match.start()
        for match in _CANDIDATE.finditer(text)
        if costs[match.end() : match.end() + 2].mean() >= _RARE
    ]
    found: list[Repair] = []
    form = setting.form if setting.form is not Form.EITHER else form_of(points, costs)
    for stretch in stretches(costs, marks):
        start = max(0, stretch.start - CONTEXT)
        end = min(len(text), stretch.end + CONTEXT)
        if (kind == "injected") != any(start <= at < end for at in torn):
            continue
        if found and bare.origin[start] < found[-1].end:
            start = bisect_left(bare.origin, found[-1].end)
        if start >= end or _repeats(text[start:end]):
            continue
        if _is_gone(text[stretch.start : stretch.end]):
            continue
        if kind == "injected":
            names: tuple[str, ...] = ("gbk",)
        else:
            size = stretch.end - stretch.start
            needed = max(_LEAST, _EACH * size)
            if stretch.marked:
                few = sum(start <= at < end for at in marks) * _MARKS_OF <= size
                holes = size <= _SHORT or (few and costs[start:end].mean() < _TEXT_WITH_HOLES)
                needed = 0.0 if holes else _EACH_MARKED * size
            names = encodings(text[start:end], points[start:end], form, needed)
            if not names:
                continue
        sites = [site for site in bare.sites if start < site.at <= end]
        view = _View(text, start, end, form, setting, sites, names)
        if stretch.marked:
            view.read(())
        else:
            first, last = stretch.start - start, stretch.end - start
            view.read([first - 4 <= at < last + 2 for at in range(end - start + 1)])
        if flags := view.doubtful():
            # Who left one private-use character did not strip them.
            view.read(flags, stripped=not _PRIVATE.search(text))
        found += view.repairs(line, bare, kind)
    return found


def _is_gone(text: str) -> bool:
    """Whether bytes were replaced rather than lost: nothing is left to search in (`gone`).

    EF BF BD read as GBK; or more of U+FFFD than of hanzi, which no shift makes (bytes of GBK read
    as UTF-8: nearly each is replaced).
    """
    marks = text.count("\N{REPLACEMENT CHARACTER}")
    return "锟斤" in text or "斤拷" in text or marks > len(_HANZI.findall(text))


def _repeats(text: str) -> bool:
    """Whether hardly any character is a new one: patterns and tables, not text."""
    return len(set(text)) * 4 < len(text)


@dataclass(slots=True)
class _View:
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
        given = self._given()
        for name in self.names:
            window = Window(self.text, codec(name), given)
            window.add(flags=flags, stripped=stripped and name == "gbk")
            readings = search(
                window.cells,
                window.codec,
                form=self.form,
                before=self.before,
                after=self.after,
                extra=self.extra,
                best=_BEST,
                width=_NARROW_WIDTH if stripped else WIDTH,
                within=_NARROW_WITHIN if stripped else WITHIN,
                invent=False,
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
        chain = "reading injected" if kind == "injected" else "byte lost"
        private = bool(_PRIVATE.search(self.line))
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


def _size(text: str) -> int:
    """Bytes of the text in GBK; a character that it lacks is one."""
    return len(text.encode("gbk", "replace"))
