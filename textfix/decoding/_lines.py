"""Files that do not read cleanly in one encoding: which lines are what, which bytes are lost.

Lines are the unit, because files are glued together from lines and 0A is no trail byte of any
encoding here. A survey of the decoded text finds the few lines that fail to decode or read
like rubbish; only those are weighed again, each against UTF-8 and the encodings that the
troubled lines suggest together, and re-aligned if a byte seems lost.

What it does not do: decide the main encoding, or touch a line that reads well.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textfix.decoding._codepages import CODECS
from textfix.decoding._likelihood import codes_of
from textfix.decoding._rank import EAST, Ranked, east_readings, rank, reading_score
from textfix.decoding._salvage import orphans_of
from textfix.decoding._survey import row_of, starts_cut, suspects

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from textfix.decoding._options import Options

__all__ = ["MULTIBYTE", "Piece", "multibyte_lines", "plan"]

# What another encoding must gain over the file's own, in nats and per non-ASCII character,
# to take a line over: less would recode clean Japanese and Korean lines.
GAIN, GAIN_EACH = 20.0, 2.5
# The same where the file's own encoding fails on the line, or the line is valid UTF-8.
GAIN_DAMAGED, GAIN_UTF8 = 10.0, 4.0
# Nats after which a file is proven to be mixed, and what a line then needs to change sides;
# a line that fails in the file's own encoding and decodes in the other may even lose this much.
PROVEN, MIXED, MIXED_BROKEN = 30.0, 1.5, 8.0
# Troubled lines asked what they might be, and how many bytes of each; a file with MANY troubled
# lines of which none of those suggests anything is left as it is.
SAMPLED, SHOWN, MANY = 24, 256, 64
# Share of the high bytes of a line in single bytes that must form UTF-8 to make it suspect.
COVERED = 0.7
# A rival this much better is not worth re-aligning the file's own reading against.
OBVIOUS = 60.0
# Bytes of a line that are weighed.
WEIGHED = 4096
# Bytes planned at a time: bounds the memory.
BLOCK = 4 << 20

# A valid multi-byte sequence of UTF-8: hardly ever anything else in single-byte text.
MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes ``[start, end)`` read in ``codec``, the bytes at ``orphans`` (absolute) left over."""

    start: int
    end: int
    codec: str
    orphans: tuple[int, ...] = ()


def plan(
    data: bytes,
    main: Ranked,
    options: Options,
    known: NDArray[np.int64] | None = None,
    ends: tuple[bool, bool] = (True, True),
) -> list[Piece]:
    """Cut ``data`` into pieces; one piece if nothing is wrong with it.

    ``known`` are the line numbers that ``suspects`` found in data that decodes strictly.
    """
    if known is not None:
        return _plan_block(data, 0, ends, main, options, known)
    pieces: list[Piece] = []
    at = 0
    while at < len(data):
        end = len(data)
        if end - at > BLOCK:
            end = data.find(b"\n", at + BLOCK) + 1 or end
        block = data[at:end] if end - at < len(data) else data
        for piece in _plan_block(
            block, at, (ends[0] and at == 0, ends[1] and end == len(data)), main, options
        ):
            if (
                pieces
                and pieces[-1].codec == piece.codec
                and not (pieces[-1].orphans or piece.orphans)
            ):
                pieces[-1] = Piece(pieces[-1].start, piece.end, piece.codec)
            else:
                pieces.append(piece)
        at = end
    return pieces


def _plan_block(
    data: bytes,
    base: int,
    ends: tuple[bool, bool],
    main: Ranked,
    options: Options,
    known: NDArray[np.int64] | None = None,
) -> list[Piece]:
    """Plan the block at ``base``; ``ends``: does the file begin, end with it."""
    import numpy as np

    if known is None:
        troubled, damaged = _troubled_lines(data, data.decode(main.encoding, "replace"), main)
    else:
        troubled, damaged = known, False
    if ends[0] and main.encoding in EAST and starts_cut(data, main):
        troubled = np.union1d(troubled, [0])
    if not len(troubled):
        return [Piece(base, base + len(data), main.encoding)]
    stops = np.append(np.flatnonzero(np.frombuffer(data, np.uint8) == 10) + 1, len(data))
    starts = np.concatenate(([0], stops[:-1]))
    spans = [(int(starts[i]), int(stops[i])) for i in troubled]
    others = _others(data, spans, main, options)
    if len(spans) > MANY and not damaged and not others:
        return [Piece(base, base + len(data), main.encoding)]
    salvage = options.errors == "salvage"

    def choose(start: int, end: int, others: list[Ranked], mixed: bool) -> _Choice:
        here = (ends[0] and start == 0, ends[1] and end == len(data))
        return _choose(data[start:end], main, others, salvage, here, mixed=mixed)

    # Lines repeat (templates, logs): each is weighed once.
    decided: dict[bytes, _Choice] = {}
    chosen: dict[tuple[int, int], _Choice] = {}
    for start, end in spans:
        line = data[start:end]
        if line not in decided or start == 0 or end == len(data):
            decided[line] = choose(start, end, others, False)
        chosen[start, end] = decided[line]
    found = _mixture(chosen, main)
    if found:
        # Proven mixed: now every line is weighed, and each by what it says, not by thresholds.
        decided = {}
        for start, end in zip(starts.tolist(), stops.tolist(), strict=True):
            line = data[start:end]
            if line.isascii():
                continue
            if line not in decided or start == 0 or end == len(data):
                decided[line] = choose(start, end, found, True)
            chosen[start, end] = decided[line]
    pieces: list[Piece] = []
    at = 0
    for (start, end), (reading, orphans, _) in sorted(chosen.items(), key=lambda item: item[0]):
        if reading.encoding == main.encoding and not orphans:
            continue
        if start > at:
            pieces.append(Piece(base + at, base + start, main.encoding))
        pieces.append(
            Piece(
                base + start, base + end, reading.encoding, tuple(base + start + i for i in orphans)
            )
        )
        at = end
    if at < len(data):
        pieces.append(Piece(base + at, base + len(data), main.encoding))
    return pieces


# What was decided on a line: the reading, its orphan bytes, the nats it gains over the file's own.
_Choice = tuple[Ranked, tuple[int, ...], float]


def _mixture(chosen: dict[tuple[int, int], _Choice], main: Ranked) -> list[Ranked]:
    """The encodings that lines were found to be in beyond doubt."""
    gains: dict[Ranked, float] = {}
    for reading, _, gain in chosen.values():
        if reading.encoding != main.encoding:
            gains[reading] = gains.get(reading, 0.0) + gain
    return [reading for reading, gain in gains.items() if gain >= PROVEN]


def _troubled_lines(data: bytes, text: str, main: Ranked) -> tuple[NDArray[np.int64], bool]:
    """Indices of the lines that do not decode or do not read well; whether any does not decode."""
    import numpy as np

    codes = codes_of(text)
    bad = np.flatnonzero(codes == 0xFFFD)
    damaged = bool(len(bad))
    if main.encoding in EAST:
        bad = np.union1d(bad, suspects(text, main.encoding, row_of(main)))
    elif main.encoding != "utf-8":
        found = [m.start() for m in MULTIBYTE.finditer(data)]
        return np.unique(
            np.searchsorted(np.flatnonzero(np.frombuffer(data, np.uint8) == 10), found)
        ), False
    return np.unique(np.searchsorted(np.flatnonzero(codes == 10), bad)), damaged


def multibyte_lines(data: bytes) -> NDArray[np.int64]:
    """Numbers of the lines whose high bytes are mostly valid sequences of UTF-8."""
    import numpy as np

    codes = np.frombuffer(data, np.uint8)
    if len(codes) < 3:
        return np.empty(0, np.int64)
    trail = (codes & 0xC0) == 0x80
    two = (codes[:-1] >= 0xC2) & (codes[:-1] < 0xE0) & trail[1:]
    three = (codes[:-2] >= 0xE0) & (codes[:-2] < 0xF5) & trail[1:-1] & trail[2:]
    if not two.any() and not three.any():
        return np.empty(0, np.int64)
    # Cyrillic code pages give such pairs by chance; in UTF-8 they cover all the high bytes.
    covered = np.zeros(len(codes), np.int32)
    covered[:-1] += 2 * two
    covered[:-2] += 3 * three
    starts = np.concatenate(([0], np.flatnonzero(codes[:-1] == 10) + 1))
    high = np.add.reduceat((codes >= 0x80).astype(np.int32), starts)
    return np.flatnonzero((np.add.reduceat(covered, starts) >= COVERED * high) & (high > 0))


def _others(
    data: bytes, spans: list[tuple[int, int]], main: Ranked, options: Options
) -> list[Ranked]:
    """The encodings that the troubled lines may be in: what some of them gain from, one by one."""
    step = max(1, len(spans) // SAMPLED)
    lines = [data[a : min(b, a + SHOWN)].rstrip(b"\n") for a, b in spans[::step]]
    tried = [r for r in east_readings(options) if r.encoding != main.encoding]
    ranked = rank(b"\n".join(lines), options, None)
    tried += [r for r in ranked if r.encoding in CODECS and r.encoding != main.encoding][:1]
    if main.encoding != "utf-8" and options.allows("utf-8") and any(map(MULTIBYTE.search, lines)):
        tried.append(Ranked("utf-8", 0.0, None))
    gains = dict.fromkeys(tried, 0.0)
    for line in lines:
        own = reading_score(line, main)[0]
        line_gains = {r: reading_score(line, r)[0] - own for r in tried}
        best = max(line_gains, key=line_gains.__getitem__, default=main)
        if best is not main and line_gains[best] > MIXED:
            gains[best] += line_gains[best]
    return [r for r in sorted(gains, key=gains.__getitem__, reverse=True) if gains[r] >= GAIN_UTF8][
        :3
    ]


def _choose(
    line: bytes,
    main: Ranked,
    others: list[Ranked],
    salvage: bool,
    ends: tuple[bool, bool],
    *,
    mixed: bool = False,
) -> _Choice:
    """The reading of one line: the file's own unless another gains enough."""
    head = line[:WEIGHED]
    own, damaged, foreign = reading_score(head, main)
    rivals = [(other, *reading_score(head, other)[:2]) for other in others]
    orphans: tuple[int, ...] = ()
    obvious = max((nats for _, nats, _ in rivals), default=-math.inf) - own >= OBVIOUS
    if salvage and not obvious and (not mixed or damaged or _doubtful(line, main)):
        orphans, gained = orphans_of(line, main, ends)
        own += gained
    best, best_gain, best_broken = main, -math.inf, damaged
    for other, nats, broken in rivals:
        gain = nats - own
        if mixed:
            need = -MIXED_BROKEN if damaged and not broken else MIXED
        elif other.encoding == "utf-8" and not broken:
            need = GAIN_UTF8
        elif damaged and not broken:
            need = GAIN_DAMAGED
        else:
            need = max(GAIN, GAIN_EACH * foreign)
        if gain >= need and gain > best_gain:
            best, best_gain, best_broken = other, gain, broken
    if best is main:
        return main, orphans, 0.0
    if salvage and (best_broken or _doubtful(line, best)):
        return best, orphans_of(line, best, ends)[0], best_gain
    return best, (), best_gain


def _doubtful(line: bytes, reading: Ranked) -> bool:
    """True if ``line`` does not read well in a double-byte encoding."""
    codec = reading.encoding
    if codec not in EAST:
        return False
    return len(suspects(line.decode(codec, "replace"), codec, row_of(reading))) > 0
