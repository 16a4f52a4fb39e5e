"""Files that do not read cleanly in one encoding: which lines are what, which bytes are lost.

Lines are the unit, because files are glued together from lines and 0A is no trail byte of any
encoding here. A survey of the decoded text finds the few lines that fail to decode or read
like rubbish; only those are weighed again, each against UTF-8 and the encodings that the
troubled lines suggest together, and re-aligned if a byte seems lost.

What it does not do: decide the main encoding, or touch a line that reads well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textfix.decode._likelihood import codes_of, score_text
from textfix.decode._options import Options
from textfix.decode._rank import EAST, Ranked, rank, reading_score
from textfix.decode._salvage import align
from textfix.decode._tables import ROWS, tables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Piece", "plan", "suspects"]

# A character is rare from this cost on (nats x 10); two of them within NEAR characters are
# suspicious. Clean Chinese of the dev pool has 2 such pairs in 10,000 characters.
RARE, NEAR = 118, 6
# From this share of rare characters on, the text is what it is: nothing local to repair.
HOPELESS = 0.3
# What another encoding must gain over the file's own, in nats and per non-ASCII character,
# to take a line over: less would recode clean Japanese and Korean lines.
GAIN, GAIN_EACH = 20.0, 2.5
# The same where the file's own encoding fails on the line, or the line is valid UTF-8.
GAIN_DAMAGED, GAIN_UTF8 = 10.0, 4.0
# What re-alignment must gain over the plain reading.
GAIN_ALIGNED = 8.0
# The same for a file that begins inside a character.
GAIN_START = 4.0
# Bytes re-aligned at a time: a longer line is cut at ASCII bytes.
STRETCH = 4096
# Characters surveyed at a time, and bytes planned at a time: they bound the memory.
WINDOW, BLOCK = 1 << 18, 4 << 20

# A valid multi-byte sequence of UTF-8: hardly ever anything else in single-byte text.
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes ``[start, end)`` read in ``codec``, the bytes at ``orphans`` (absolute) left over."""

    start: int
    end: int
    codec: str
    orphans: tuple[int, ...] = ()


def suspects(text: str, row: int) -> NDArray[np.int64]:
    """Positions (UTF-16 units) in ``text`` that look like rubbish of language row ``row``."""
    import numpy as np

    costs = tables().costs[row]
    found = []
    total = 0
    for start in range(0, len(text), WINDOW):
        codes = codes_of(text[start : start + WINDOW])
        rare = np.flatnonzero(costs[codes] >= RARE)
        if len(rare):
            found.append(rare + total)
        total += len(codes)
    every = np.concatenate(found) if found else np.empty(0, np.int64)
    if len(every) < 2 or len(every) > HOPELESS * total + 64:
        return every[:0]
    close = np.diff(every) <= NEAR
    return every[np.concatenate((close, [False])) | np.concatenate(([False], close))]


def plan(data: bytes, main: Ranked, options: Options) -> list[Piece]:
    """Cut ``data`` into pieces; one piece if nothing is wrong with it."""
    pieces: list[Piece] = []
    at = 0
    while at < len(data):
        end = len(data)
        if end - at > BLOCK:
            end = data.find(b"\n", at + BLOCK) + 1 or end
        for piece in _plan_block(data[at:end] if end - at < len(data) else data, at, main, options):
            if pieces and pieces[-1].codec == piece.codec and not (pieces[-1].orphans or piece.orphans):
                pieces[-1] = Piece(pieces[-1].start, piece.end, piece.codec)
            else:
                pieces.append(piece)
        at = end
    return pieces


def _plan_block(data: bytes, base: int, main: Ranked, options: Options) -> list[Piece]:
    import numpy as np

    codec = main.encoding
    troubled = _troubled_lines(data, data.decode(codec, "replace"), main)
    if not len(troubled):
        return [Piece(base, base + len(data), codec)]
    ends = np.append(np.flatnonzero(np.frombuffer(data, np.uint8) == 10) + 1, len(data))
    starts = np.concatenate(([0], ends[:-1]))
    spans = [(int(starts[i]), int(ends[i])) for i in troubled]
    others = _others(data, spans, main, options)
    salvage = options.errors == "salvage"
    pieces: list[Piece] = []
    at = 0
    for start, end in spans:
        line = data[start:end]
        orphans, gain = _orphans(line, main, base + start) if salvage else ((), 0.0)
        best = _choose(line, main, others, gain) if others else main
        if best is not main:
            orphans, _ = _orphans(line, best, base + start) if salvage else ((), 0.0)
        if best.encoding == codec and not orphans:
            continue
        if start > at:
            pieces.append(Piece(base + at, base + start, codec))
        pieces.append(Piece(base + start, base + end, best.encoding, orphans))
        at = end
    if at < len(data):
        pieces.append(Piece(base + at, base + len(data), codec))
    return pieces


def _troubled_lines(data: bytes, text: str, main: Ranked) -> NDArray[np.int64]:
    """Indices of the lines that do not decode or do not read well."""
    import numpy as np

    codes = codes_of(text)
    bad = np.flatnonzero(codes == 0xFFFD)
    if main.encoding in EAST:
        row = _row(main)
        bad = np.union1d(bad, suspects(text, row))
    elif main.encoding != "utf-8":
        found = [m.start() for m in MULTIBYTE.finditer(data)]
        return np.unique(np.searchsorted(np.flatnonzero(np.frombuffer(data, np.uint8) == 10), found))
    return np.unique(np.searchsorted(np.flatnonzero(codes == 10), bad))


def _row(reading: Ranked) -> int:
    return ROWS.index(reading.language) if reading.language in ROWS else 0


def _others(data: bytes, spans: list[tuple[int, int]], main: Ranked, options: Options) -> list[Ranked]:
    """The encodings that the troubled lines, taken together, may be in: UTF-8 and the best two."""
    rest = b"\n".join(data[a:b].rstrip(b"\n") for a, b in _spread(spans))
    found = [r for r in rank(rest, options, None) if r.encoding not in (main.encoding, "utf-8")][:2]
    if main.encoding != "utf-8" and options.allows("utf-8"):
        found.append(Ranked("utf-8", 0.0, None))
    return found


def _spread(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Some forty of the spans, evenly."""
    step = max(1, len(spans) // 40)
    return spans[::step]


def _choose(line: bytes, main: Ranked, others: list[Ranked], salvaged: float) -> Ranked:
    """The reading of one line, the file's own (worth ``salvaged`` nats more) unless another gains enough."""
    own, damaged, foreign = reading_score(line, main)
    own += salvaged
    best, best_gain = main, 0.0
    for other in others:
        nats, broken, _ = reading_score(line, other)
        gain = nats - own
        if other.encoding == "utf-8" and not broken:
            need = GAIN_UTF8
        elif damaged and not broken:
            need = GAIN_DAMAGED
        else:
            need = max(GAIN, GAIN_EACH * foreign)
        if gain >= need and gain > best_gain:
            best, best_gain = other, gain
    return best


def _orphans(line: bytes, reading: Ranked, start: int) -> tuple[tuple[int, ...], float]:
    """Absolute offsets of the bytes to leave over so that the line reads well, and the nats gained."""
    codec = reading.encoding
    if codec not in EAST:
        return (), 0.0
    row = _row(reading)
    out: list[int] = []
    gained = 0.0
    for a, b in _stretches(line):
        stretch = line[a:b]
        orphans = align(stretch, codec, row).orphans
        if not orphans:
            continue
        edges = (-1, *orphans, len(stretch))
        parts = [stretch[x + 1 : y].decode(codec, "replace") for x, y in zip(edges, edges[1:], strict=False)]
        gain = _nats("\ufffd".join(parts), row) - _nats(stretch.decode(codec, "replace"), row)
        if gain >= (GAIN_START if orphans[0] == start + a == 0 else GAIN_ALIGNED):
            out.extend(start + a + i for i in orphans)
            gained += gain
    return tuple(out), gained


def _nats(text: str, row: int) -> float:
    return score_text(text, (row,), (0.0,)).nats


def _stretches(line: bytes) -> list[tuple[int, int]]:
    """``line`` cut after ASCII bytes that are no possible trail (under 30 hex) into bounded parts."""
    out = []
    at = 0
    while len(line) - at > STRETCH:
        cut = max(line.rfind(mark, at, at + STRETCH) for mark in (b" ", b"\r", b"\t", b",", b"."))
        cut = cut + 1 if cut >= 0 else at + STRETCH
        out.append((at, cut))
        at = cut
    out.append((at, len(line)))
    return out
