"""Text that was read in the wrong encoding and lost bytes on the way: UTF-8 with marks and gaps.

What: stretches whose bytes are UTF-8 but for some that became a mark (``?``, U+FFFD) or vanished.
UTF-8 says how many bytes each character has, so that the search (`textfix._bytesearch`) has to
find one byte of three, or two of six, with the character model as its guide.

What it does not do: what `chains` does without loss, and UTF-8 read as Big5, of which half is gone.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from textfix._bytesearch import search
from textfix._charmodel import UNIT, Form, load
from textfix._multibyte import codec
from textfix._text import codepoints
from textfix.filters.mojibake.holes import MARKS, one_byte_cells, two_byte_cells
from textfix.filters.mojibake.onebyte import has_cjk
from textfix.filters.mojibake.pages import high_characters, one_byte, two_byte
from textfix.filters.mojibake.repair import Repair, Setting
from textfix.filters.mojibake.utf8pairs import PAGES, bytes_of
from textfix.filters.mojibake.weigh import nats

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from textfix._bytesearch import Cell

__all__ = ["repairs"]

# A byte that a mark stands for, in the sketch of a stretch: no text has U+0001.
_HOLE = 1
# Sequences of three bytes of which one may be missing under a mark; what else may stand between.
_SKETCH = re.compile(
    rb"[\xe2-\xef][\x80-\xbf\x01]{2}|\x01[\x80-\xbf]{2}|[\xe2-\xef][\x80-\xbf](?=[\xe2-\xef]|\Z)"
)
# The share of a stretch's high bytes that stand in such sequences, and how many at the least.
_SHARE = 0.6
_ROW = re.compile(
    rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){2}"
    rb"(?:[\x20-\x7e]*[\xe3-\xe9\xef][\x80-\xbf]{2})*"
)
_EACH = 8.0
_WHOLE = re.compile(rb"[\xe3-\xe9][\x80-\xbf]{2}")
_SEQUENCES = 2
_HIGH = re.compile(rb"[\x80-\xff]")
# High bytes between two whole sequences of a stretch.
_BETWEEN = 5
# What is left of a last sequence.
_REST = re.compile(rb"(?:\x01[\x80-\xbf\x01]{2}|[\xe2-\xef][\x80-\xbf\x01]{0,2})*\x01{0,2}")
# Of UTF-8 read as EUC-KR, which loses most, a fifth of the bytes are marks.
_MOST_HOLES = 0.4
# A stretch costs a search; longer ones are read in parts.
_LONGEST = 400
# A stretch this long of so few different characters is a rule or laughter, as in `rooms`.
_LONG = 40
_FEW = 8
# Places where bytes may have vanished, three for each that did, to a stretch's characters.
_MOST_GAPS = 0.6
# What a loss costs beforehand, in nats; and from where on a text is of one script: four or five
# characters that the other does not write (as in `evidence`).
_PRIOR = 8.0
_CLEAR = 12 * UNIT
# Readings and states that the search keeps: one place of doubt has 64 characters at the most, of
# which the first dozen hold the right one.
_BEST = 2
_WIDTH = 8
_POOR = 10.0
_SLACK = 12.0


# A sequence that goes on with the next byte.
_CUT = re.compile(rb"[\xe2-\xef][\x80-\xbf]|[\x00-\xff][\xe2-\xef]")


class _Stretch(NamedTuple):
    start: int
    end: int
    page: str
    chain: str
    cells: Callable[[str, str, frozenset[int]], list[Cell]]
    kind: str
    gaps: frozenset[int]
    # The bytes of its characters, holes in them, and where each character's begin.
    data: bytes
    starts: NDArray[np.intp]


def repairs(line: str, setting: Setting) -> list[Repair]:
    """The stretches of `line` that are UTF-8 with losses, read as far as is known.

    >>> [repair.text for repair in repairs("鍥犵偤闈炲父鏈夊▉鍤\\ufffd", Setting())]
    ['因為非常有威', '嚴']
    """
    points = np.frombuffer(line.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    found: list[Repair] = []
    for stretch in _stretches(line, points):
        found += _read(line, stretch, setting)
    return found


def _stretches(line: str, points: NDArray[np.uint32]) -> list[_Stretch]:
    """Stretches by the page that explains most of each, disjoint, in order."""
    found = []
    marks = (points == 0xFFFD) | (points == 0x3F)
    for name, page, _ in PAGES:
        if page in ("big5", "euc_jp"):  # half of the bytes are gone; nobody reads so
            continue
        codes = two_byte(page).codes.take(points, mode="clip")
        codes[marks] = _HOLE
        found += _in_two_byte(codes, page, f"utf-8→{name}")
    found += _in_one_byte(line)
    found.sort(key=lambda stretch: -len(stretch.data))
    kept: list[_Stretch] = []
    for stretch in found:
        if all(stretch.end <= other.start or other.end <= stretch.start for other in kept):
            kept.append(stretch)
    return sorted(kept, key=lambda stretch: stretch.start)


# Bytes of UTF-8 in sequences of three; what follows the last of them in ASCII may be a trail byte.
_LIKE = np.zeros(256, dtype=bool)
_LIKE[0x80:0xC0] = _LIKE[0xE2:0xF0] = True
_TRAIL = _LIKE.copy()
_TRAIL[0x40:0x7F] = True


def _in_two_byte(codes: NDArray[np.uint16], page: str, chain: str) -> list[_Stretch]:
    """Runs of characters both of whose bytes may stand in UTF-8."""
    low, high = codes & 255, codes >> 8
    like = np.where(high > 0, _LIKE[high] & _TRAIL[low], _LIKE[low] | (low < 128)) & (codes > 0)
    edges = np.flatnonzero(np.diff(like, prepend=False, append=False)).tolist()
    found = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        inside = np.flatnonzero((codes[start:end] > 127) | (codes[start:end] == _HOLE))
        if len(inside) < 2:
            continue
        end, start = start + int(inside[-1]) + 1, start + int(inside[0])
        data, starts = bytes_of(codes[start:end])
        for first, last in _sketched(data):
            a = int(np.searchsorted(starts, first, "right")) - 1
            b = int(np.searchsorted(starts, last, "left"))
            gaps = _gaps(data, starts, a, b)
            part, ends = data[starts[a] : starts[b]], starts[a : b + 1] - starts[a]
            found.append(
                _Stretch(start + a, start + b, page, chain, two_byte_cells, "cjk", gaps, part, ends)
            )
    return found


def _sketched(data: bytes) -> Iterator[tuple[int, int]]:
    """Where rows of sequences begin and end that are most of the bytes there."""
    spans = [match.span() for match in _SKETCH.finditer(data)]
    row = 0
    while row < len(spans):
        start = row
        while row + 1 < len(spans) and _few(data, spans[row][1], spans[row + 1][0]):
            row += 1
        row += 1
        first, last = spans[start][0], spans[row - 1][1]
        # Sequences cut short at the ends, and marks beside them.
        rest = _REST.match(data, last)
        last = rest.end() if rest else last
        while first and data[first - 1] == _HOLE:
            first -= 1
        part = data[first:last]
        holes = part.count(_HOLE)
        high = holes + len(_HIGH.findall(part))
        taken = sum(b - a for a, b in spans[start:row])
        if row - start >= _SEQUENCES and holes <= _MOST_HOLES * high and taken >= _SHARE * high:
            yield first, last


def _few(data: bytes, first: int, last: int) -> bool:
    """Whether no more stands between two sequences than bytes of one or two that lost some."""
    return len(_HIGH.findall(data, first, last)) <= _BETWEEN


def _gaps(data: bytes, starts: NDArray[np.intp], start: int, end: int) -> frozenset[int]:
    """Offsets (from `start`) of characters before which UTF-8's order breaks without a mark."""
    found = set()
    need, row = 0, start
    offsets = starts.tolist()
    for at in range(offsets[start], offsets[end]):
        while offsets[row + 1] <= at:
            row += 1
        byte = data[at]
        if byte == _HOLE:
            need = -1  # anything may follow
        elif 0x80 <= byte < 0xC0:
            if need == 0:
                found.add(row - start)
            need = max(need - 1, 0) if need >= 0 else -1
        else:
            if need > 0:
                found |= {row - start, row + 1 - start} if offsets[row] < at else {row - start}
            need = 2 if byte >= 0xE0 else 0
    if need > 0:
        found.add(end - start)
    # A vanished pair shows one character later at the most.
    return frozenset(found | {gap - 1 for gap in found if gap > 0})


def _in_one_byte(line: str) -> list[_Stretch]:
    masks = high_characters()
    found = []
    for match in _runs().finditer(line):
        run = match.group()
        mask = -1
        for char in set(run):
            mask &= masks.get(char, -1)
        for page in one_byte():
            if not mask & page.bit:
                continue
            data = bytearray(page.encode(run))
            for at, char in enumerate(run):
                if char in MARKS or (char == " " and at > 1 and _CUT.match(data, at - 2)):
                    data[at] = _HOLE
            starts, chain = np.arange(len(run) + 1), f"utf-8→{page.name}"
            for first, last in _sketched(bytes(data)):
                gaps = _gaps(bytes(data), starts, first, last)
                start, end = match.start() + first, match.start() + last
                part, ends = bytes(data[first:last]), starts[: last - first + 1]
                found.append(
                    _Stretch(
                        start, end, page.name, chain, one_byte_cells, "western", gaps, part, ends
                    )
                )
    return found


@cache
def _runs() -> re.Pattern[str]:
    high = "".join(map(re.escape, sorted(high_characters())))
    return re.compile(f"[{high}\ufffd](?:[\\x00-\\x7f]*[{high}\ufffd])*\\??")


def _read(line: str, stretch: _Stretch, setting: Setting) -> list[Repair]:
    start, end = stretch.start, stretch.end
    text = line[start:end]
    few = len(text) >= _LONG and len(set(text)) <= _FEW
    if few or len(stretch.gaps) > _MOST_GAPS * len(text):
        return []
    cells = stretch.cells(text, stretch.page, stretch.gaps)
    before, after = line[max(0, start - 2) : start], line[end : end + 2] or "\n"
    form = _form(text, stretch.page) if setting.form is Form.EITHER else setting.form
    readings = search(
        cells, codec("utf-8"), form=form, before=before, after=after, best=_BEST, width=_WIDTH
    )
    if not readings:
        return []
    best = readings[0].text
    after = line[end : end + 1]
    cost, read = nats([before[-1:] + text + after, before[-1:] + best + after], setting.form)
    gain = cost - read - _PRIOR
    poor = read > _POOR * (len(best) + 2) + _SLACK
    if poor or gain <= 0 or best == text or not has_cjk(best):
        return []
    others = tuple(reading.text for reading in readings[1:])
    margin = min(gain, readings[1].nats - readings[0].nats) if others else gain
    whole = Repair(start, end, best, stretch.kind, stretch.chain, margin, others)
    return _parts(text, whole, stretch, gain)


def _parts(text: str, whole: Repair, stretch: _Stretch, gain: float) -> list[Repair]:
    """A repair in parts: rows of whole sequences are certain, what stands between them is not."""
    data, starts = stretch.data, stretch.starts
    found: list[Repair] = []
    at = read = 0
    for match in _ROW.finditer(data):
        begin, end = np.searchsorted(starts, match.span()).tolist()
        if (starts[begin], starts[end]) != match.span():
            continue
        known = match.group().decode()
        place = whole.text.find(known, read)
        if place < 0:
            return [whole]
        found += _part(whole, at, begin, whole.text[read:place])
        margin = min(gain, _EACH * len(known))
        first = whole.start + begin
        found.append(Repair(first, whole.start + end, known, whole.kind, whole.chain, margin))
        at, read = end, place + len(known)
    return [*found, *_part(whole, at, len(text), whole.text[read:])]


def _part(whole: Repair, start: int, end: int, text: str) -> list[Repair]:
    """The part of a repair that is in doubt; nothing if there is nothing."""
    if start == end and not text:
        return []
    start, end = whole.start + start, whole.start + end
    return [Repair(start, end, text, whole.kind, whole.chain, whole.margin)]


def _form(text: str, page: str) -> Form:
    """The script that the whole sequences of a stretch are in, if it is clear."""
    name = next((name for _, two, name in PAGES if two == page), page)
    known = "".join(
        match.group().decode("utf-8", "ignore")
        for match in _WHOLE.finditer(text.encode(name, "replace"))
    )
    model, points = load(), codepoints(known)
    lean = int((model.forms(points, Form.HANS) - model.forms(points, Form.HANT)).sum())
    if abs(lean) < _CLEAR:
        return Form.EITHER
    return Form.HANT if lean > 0 else Form.HANS
